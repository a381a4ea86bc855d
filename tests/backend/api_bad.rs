//! The API under what it should never be sent: each is refused in words, and nothing is lost or written.

use serde_json::{Value, json};
use shortlist::backend::api::routes::ROUTES;
use shortlist::backend::api::{LARGEST_BODY, Request};

use crate::api::{JOB, RESUME, body, form, request};
use crate::world::{World, assert_whole};

fn refused(world: &World, request: &Request, status: u16, field: Option<&str>) {
    let response = world.send(request);
    let told = body(&response);
    let at = format!(
        "{} {}?{}: {told}",
        request.method, request.path, request.query
    );
    assert_eq!(response.status, status, "{at}");
    assert_eq!(told["field"].as_str(), field, "{at}");
    let detail = told["detail"].as_str().unwrap();
    assert!(
        detail.starts_with(&field.map(|f| format!("{f}: ")).unwrap_or_default()),
        "{at}"
    );
    assert!(detail.len() > 10, "{at}");
}

fn send(method: &str, target: &str, sent: &Value) -> Request {
    request(
        method,
        target,
        "application/json",
        sent.to_string().as_bytes(),
    )
}

fn world() -> World {
    let world = World::new();
    world.job_of_api();
    world.upload("/api/upload-resume", "Ann.txt", RESUME.as_bytes());
    world
}

fn job() -> Value {
    json!({"job_description": JOB, "company_name": "Other", "role_name": "Cook"})
}

fn feedback() -> Value {
    json!({"query": "Fits?", "response": "Yes.", "rating": 5})
}

fn application() -> Value {
    json!({"company": "Acme", "job": "Cook"})
}

/// The calls that take JSON, with a body that they take.
fn good() -> [(&'static str, Value); 3] {
    [
        ("/api/job-description", job()),
        ("/api/feedback/submit", feedback()),
        ("/api/job-applications", application()),
    ]
}

#[test]
fn each_field_that_must_be_there_is_named_when_it_is_missing() {
    let world = world();
    let before = world.storage.commits();
    for route in ROUTES {
        for field in route.required {
            let request = match good()
                .iter()
                .find(|(path, _)| *path == route.path && route.method == "POST")
            {
                Some((path, good)) => {
                    for absent in [None, Some(Value::Null)] {
                        let mut sent = good.clone();
                        match absent {
                            None => drop(sent.as_object_mut().unwrap().remove(*field)),
                            Some(null) => sent[field] = null,
                        }
                        refused(&world, &send("POST", path, &sent), 400, Some(field));
                    }
                    continue;
                }
                None if route.method == "POST" => {
                    let (content_type, sent) = form("a.txt", b"x", &[]);
                    let sent = String::from_utf8(sent)
                        .unwrap()
                        .replace("name=\"file\"", "name=\"other\"");
                    request("POST", route.path, &content_type, sent.as_bytes())
                }
                None => request(route.method, route.path, "", b""),
            };
            refused(&world, &request, 400, Some(field));
        }
    }
    assert_eq!(world.storage.commits(), before, "nothing was written");
}

#[test]
fn each_field_of_a_wrong_type_is_named() {
    let world = world();
    let before = world.storage.commits();
    let texts = |path: &'static str, fields: &[&'static str]| {
        fields
            .iter()
            .map(|field| (path, *field))
            .collect::<Vec<_>>()
    };
    let cases = [
        texts(
            "/api/job-description",
            &["job_description", "company_name", "role_name"],
        ),
        texts(
            "/api/feedback/submit",
            &[
                "interaction_id",
                "query",
                "response",
                "ideal_response",
                "analysis_id",
                "job_id",
                "item_type",
                "item",
            ],
        ),
        texts(
            "/api/job-applications",
            &[
                "company",
                "job",
                "portal",
                "type",
                "date_applied",
                "status",
                "status_on",
                "notes",
                "job_id",
                "resume_id",
            ],
        ),
    ];
    for (path, field) in cases.concat() {
        let (_, good) = good()
            .into_iter()
            .find(|(other, _)| *other == path)
            .unwrap();
        for wrong in [json!(7), json!(["x"]), json!({"a": 1}), json!(true)] {
            let mut sent = good.clone();
            sent[field] = wrong;
            refused(&world, &send("POST", path, &sent), 400, Some(field));
        }
    }
    for (field, wrong) in [
        ("rating", json!("5")),
        ("rating", json!(0)),
        ("rating", json!(6)),
        ("rating", json!(-1)),
        ("rating", json!(4.5)),
        ("rating", json!(1e300)),
        ("rating", json!([5])),
        ("context", json!([1])),
        ("context", json!({})),
        ("correct_points", json!(5)),
        ("incorrect_points", json!([["x"]])),
        ("missing_points", json!([null])),
        ("analysis_id", json!("../etc")),
        ("job_id", json!("a b")),
        ("item_type", json!("everything")),
    ] {
        let mut sent = feedback();
        sent[field] = wrong;
        refused(
            &world,
            &send("POST", "/api/feedback/submit", &sent),
            400,
            Some(field),
        );
    }
    for (field, wrong) in [
        ("date_applied", json!("2026-02-30")),
        ("date_applied", json!("yesterday")),
        ("status", json!("hired")),
        ("job_id", json!("..")),
        ("allow_duplicate", json!("yes")),
        ("company", json!("x".repeat(501))),
        ("notes", json!("x".repeat(100_001))),
    ] {
        let mut sent = application();
        sent[field] = wrong;
        refused(
            &world,
            &send("POST", "/api/job-applications", &sent),
            400,
            Some(field),
        );
    }
    for (field, wrong) in [
        ("job_description", json!(" \n ")),
        ("role_name", json!("\u{0}")),
        ("company_name", json!("x".repeat(501))),
        ("job_description", json!("x".repeat(2 * 1024 * 1024 + 1))),
    ] {
        let mut sent = job();
        sent[field] = wrong;
        refused(
            &world,
            &send("POST", "/api/job-description", &sent),
            400,
            Some(field),
        );
    }
    assert_eq!(world.storage.commits(), before, "nothing was written");
}

#[test]
fn each_parameter_that_does_not_fit_is_named() {
    let world = world();
    for (target, field) in [
        ("/api/jobs?limit=0", "limit"),
        ("/api/jobs?limit=1001", "limit"),
        ("/api/jobs?limit=ten", "limit"),
        ("/api/jobs?offset=-1", "offset"),
        ("/api/jobs?offset=99999999999999999999999", "offset"),
        ("/api/jobs?templates=perhaps", "templates"),
        ("/api/jobs?query=%FF", "query"),
        ("/api/jobs/search?query=+", "query"),
        ("/api/jobs/search?query=%C3%28", "query"),
        ("/api/analyses?job_id=../etc", "job_id"),
        ("/api/analyses?order=best", "order"),
        ("/api/analyses?order=rank", "job_id"),
        ("/api/analyses?from=2026-13-01", "from"),
        ("/api/feedback?rating=6", "rating"),
        ("/api/feedback?item_type=x", "item_type"),
        ("/api/feedback/search?query=x&n_results=0", "n_results"),
        ("/api/feedback/search?query=x&min_rating=0", "min_rating"),
        ("/api/feedback/search?query=x&to=31.12.2026", "to"),
        ("/api/feedback/high-quality?limit=1.5", "limit"),
        ("/api/job-applications?status=x", "status"),
        ("/api/job-applications/check?company=%20", "company"),
    ] {
        refused(&world, &request("GET", target, "", b""), 400, Some(field));
    }
    let long = format!("/api/jobs?query={}", "x".repeat(65 * 1024));
    refused(&world, &request("GET", &long, "", b""), 400, Some("query"));
}

#[test]
fn ids_that_are_unknown_or_no_ids_are_not_found() {
    let world = world();
    let before = world.storage.commits();
    for route in ROUTES.iter().filter(|route| route.path.contains('{')) {
        let (start, rest) = route.path.split_once('{').unwrap();
        let (_, end) = rest.split_once('}').unwrap();
        let ids = [
            "00000000",
            "..",
            "%2e%2e",
            "..%2F..%2Fetc",
            "a%20b",
            "%3Cb%3E",
            "%FF",
            "%00",
            "é",
        ];
        for id in ids.into_iter().chain([&*"x".repeat(65)]) {
            let sent = send(route.method, &format!("{start}{id}{end}"), &json!({}));
            refused(&world, &sent, 404, None);
        }
    }
    for (path, field) in [
        ("/api/feedback/submit", "analysis_id"),
        ("/api/feedback/submit", "job_id"),
        ("/api/job-applications", "job_id"),
        ("/api/job-applications", "resume_id"),
    ] {
        let (_, mut sent) = good()
            .into_iter()
            .find(|(other, _)| *other == path)
            .unwrap();
        sent[field] = json!("000000000000");
        refused(&world, &send("POST", path, &sent), 404, None);
    }
    assert_eq!(world.storage.commits(), before, "nothing was written");
}

#[test]
fn bodies_that_are_no_json_are_refused() {
    let world = world();
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let utf16: Vec<u8> = "{\"query\":\"x\"}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let bodies: [&[u8]; 9] = [
        b"{",
        b"[]",
        b"\"text\"",
        b"query=x&rating=5",
        b"{\"query\": \"\xE9\"}",
        b"{\"query\": \"\\ud800\"}",
        b"\x00\x01\x02",
        deep.as_bytes(),
        &utf16,
    ];
    for (path, _) in good() {
        for sent in bodies {
            refused(
                &world,
                &request("POST", path, "application/json", sent),
                400,
                Some("body"),
            );
        }
    }
    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend(feedback().to_string().into_bytes());
    let sent = request(
        "POST",
        "/api/feedback/submit",
        "application/json; charset=utf-8",
        &marked,
    );
    assert_eq!(
        world.send(&sent).status,
        200,
        "a byte-order mark is none of the text"
    );
}

#[test]
fn bodies_that_are_too_large_are_refused_before_they_are_read() {
    let world = world();
    let before = world.storage.commits();
    let ten_megabytes = vec![b' '; 10 * 1024 * 1024];
    assert!(ten_megabytes.len() > LARGEST_BODY);
    for route in ROUTES
        .iter()
        .filter(|route| route.method == "POST" || route.method == "PATCH")
    {
        let path = route
            .path
            .replace("{job_id}", "0")
            .replace("{resume_id}", "0")
            .replace("{application_id}", "0");
        if path.contains("upload") {
            refused(
                &world,
                &request(
                    "POST",
                    &path,
                    "multipart/form-data; boundary=x",
                    &ten_megabytes,
                ),
                400,
                Some("file"),
            );
            let (content_type, huge) = form("a.txt", &vec![b'x'; 27 * 1024 * 1024], &[]);
            refused(
                &world,
                &request("POST", &path, &content_type, &huge),
                413,
                None,
            );
        } else {
            refused(
                &world,
                &request(route.method, &path, "application/json", &ten_megabytes),
                413,
                None,
            );
        }
    }
    assert_eq!(world.storage.commits(), before, "nothing was written");
}

#[test]
fn uploads_that_are_no_resume_are_refused_and_those_without_text_are_kept() {
    let world = world();
    let upload = |path: &str, name: &str, bytes: &[u8]| {
        let (content_type, sent) = form(name, bytes, &[]);
        request("POST", path, &content_type, &sent)
    };
    let both = ["/api/upload-resume", "/api/upload-resume-only"];
    let before = world.storage.commits();
    for path in both {
        refused(&world, &upload(path, "empty.pdf", b""), 422, None);
        refused(
            &world,
            &upload(path, "a.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF"),
            422,
            None,
        );
        refused(
            &world,
            &request("POST", path, "application/pdf", b"%PDF-1.4"),
            400,
            Some("file"),
        );
        refused(&world, &request("POST", path, "", b""), 400, Some("file"));
        let (content_type, sent) = form("a.txt", RESUME.as_bytes(), &[]);
        refused(
            &world,
            &request("POST", path, &content_type, &sent[..sent.len() - 20]),
            400,
            Some("file"),
        );
        let (content_type, sent) = form("a.txt", RESUME.as_bytes(), &[("job_id", "../x")]);
        refused(
            &world,
            &request("POST", path, &content_type, &sent),
            400,
            Some("job_id"),
        );
    }
    let (content_type, sent) = form("a.txt", RESUME.as_bytes(), &[("job_id", "00000000")]);
    refused(
        &world,
        &request("POST", both[0], &content_type, &sent),
        404,
        None,
    );
    assert_eq!(world.storage.commits(), before, "nothing was written");

    // A PDF that is cut off: it is kept with what was found, and the client is told.
    let cut = upload(both[0], "cut.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog");
    let response = world.send(&cut);
    assert_eq!(response.status, 422);
    let detail = body(&response)["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("was kept as resume_"), "{detail}");
    assert_eq!(world.fetch("/api/resumes")["total"], 2);
    assert_whole(&world.storage);
}

#[test]
fn without_a_current_job_there_is_nothing_to_score_against() {
    let world = World::new();
    let (content_type, sent) = form("Ann.txt", RESUME.as_bytes(), &[]);
    refused(
        &world,
        &request("POST", "/api/upload-resume", &content_type, &sent),
        409,
        None,
    );
    assert_eq!(world.fetch("/api/resumes")["total"], 0, "nothing was kept");
    let kept = world.upload("/api/upload-resume-only", "Ann.txt", RESUME.as_bytes());
    let path = format!(
        "/api/analyze-resume/{}",
        kept["resume_id"].as_str().unwrap()
    );
    refused(&world, &send("POST", &path, &json!({})), 409, None);
    let job = world.job("Cook", "Requirements\n- Soup");
    let (content_type, sent) = form(
        "Ann.txt",
        RESUME.as_bytes(),
        &[("job_id", job.job_id.as_str())],
    );
    let response = world.send(&request("POST", "/api/upload-resume", &content_type, &sent));
    assert_eq!(
        response.status, 200,
        "a job that is named is scored against"
    );
}

#[test]
fn an_application_is_not_made_twice_by_accident() {
    let world = world();
    world.post("/api/job-applications", &application());
    refused(
        &world,
        &send("POST", "/api/job-applications", &application()),
        409,
        None,
    );
    let mut twice = application();
    twice["allow_duplicate"] = json!(true);
    world.post("/api/job-applications", &twice);
    assert_eq!(world.fetch("/api/job-applications")["total"], 2);
}
