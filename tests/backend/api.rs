//! The API as a client of the older system walks it, each answer held against its description.

use serde_json::{Value, json};
use shortlist::backend::api::{Request, Response};
use shortlist::messages::*;

use crate::api_openapi::assert_described;
use crate::world::{World, assert_whole, wait};

pub const JOB: &str = "Data Engineer\n\nRequirements\n- Python\n- SQL\n- 3 years of experience";
pub const RESUME: &str = "Ann Lee\nann@example.org\n\nExperience\nData Engineer, Acme, 2018 - 2024\n- Pipelines in Python and SQL\n\nSkills\nPython, SQL\n";

pub fn request(method: &str, target: &str, content_type: &str, body: &[u8]) -> Request {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Request {
        method: method.into(),
        path: path.into(),
        query: query.into(),
        content_type: content_type.into(),
        body: body.into(),
    }
}

pub fn form(name: &str, bytes: &[u8], more: &[(&str, &str)]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (field, value) in more {
        let part = format!(
            "--b0und\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
        );
        body.extend(part.into_bytes());
    }
    let head = format!(
        "--b0und\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(bytes);
    body.extend(b"\r\n--b0und--\r\n");
    ("multipart/form-data; boundary=b0und".into(), body)
}

pub fn body(response: &Response) -> Value {
    assert_eq!(response.content_type, "application/json");
    serde_json::from_slice(&response.body).unwrap()
}

pub fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    let found = response.headers.iter().find(|(other, _)| other == name);
    &found.unwrap_or_else(|| panic!("no {name}")).1
}

impl World {
    pub fn send(&self, request: &Request) -> Response {
        // As over the wire: through the keeper's call, with the bodies as buffers.
        let call = Api {
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query.clone(),
            content_type: request.content_type.clone(),
        };
        let answer = wait(self.ask_with(call, vec![request.body.clone()]));
        let (answer, mut buffers) = answer.unwrap();
        let response = Response {
            status: answer.status,
            content_type: answer.content_type,
            headers: answer.headers,
            body: buffers.remove(0),
        };
        for name in ["X-Content-Type-Options", "Content-Security-Policy"] {
            assert!(!header(&response, name).is_empty());
        }
        assert_described(request, &response);
        response
    }

    fn ok(&self, method: &str, target: &str, content_type: &str, sent: &[u8]) -> Value {
        let response = self.send(&request(method, target, content_type, sent));
        let text = String::from_utf8_lossy(&response.body);
        assert_eq!(response.status, 200, "{method} {target}: {text}");
        body(&response)
    }

    pub fn fetch(&self, target: &str) -> Value {
        self.ok("GET", target, "", b"")
    }

    pub fn post(&self, target: &str, sent: &Value) -> Value {
        self.ok(
            "POST",
            target,
            "application/json",
            sent.to_string().as_bytes(),
        )
    }

    pub fn upload(&self, target: &str, name: &str, bytes: &[u8]) -> Value {
        let (content_type, sent) = form(name, bytes, &[]);
        self.ok("POST", target, &content_type, &sent)
    }

    pub fn delete(&self, target: &str) -> Value {
        self.ok("DELETE", target, "", b"")["deleted"].clone()
    }

    pub fn job_of_api(&self) -> String {
        let job =
            json!({"job_description": JOB, "company_name": "Acme", "role_name": "Data Engineer"});
        let saved = self.post("/api/job-description", &job);
        saved["job_id"].as_str().unwrap().to_owned()
    }
}

fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
}

#[test]
fn a_client_of_the_older_system_walks_through_all_of_it() {
    let world = World::new();
    let empty = world.fetch("/api/storage/stats");
    assert_eq!(empty["current_job_id"], Value::Null);

    // Jobs.
    let job = json!({"job_description": JOB, "company_name": "Acme", "role_name": "Data Engineer"});
    let saved = world.post("/api/job-description", &job);
    let job_id = text(&saved["job_id"]).to_owned();
    assert_eq!(saved["length"], JOB.chars().count());
    let again = world.post("/api/job-description", &job);
    assert_eq!(
        again["job_id"], saved["job_id"],
        "sent again, it is the same"
    );
    let other =
        json!({"job_description": JOB, "company_name": "Bolt", "role_name": "Data Engineer"});
    let other = world.post("/api/job-description", &other);
    assert_ne!(
        other["job_id"], saved["job_id"],
        "another company's is another"
    );
    assert_eq!(
        world.fetch("/api/storage/stats")["current_job_id"],
        other["job_id"]
    );
    let jobs = world.fetch("/api/jobs");
    assert_eq!(jobs["total"], 2);
    let page = world.fetch("/api/jobs?limit=1&offset=1");
    assert_eq!(
        (&page["total"], page["jobs"].as_array().unwrap().len()),
        (&json!(2), 1)
    );
    assert_eq!(page["jobs"][0]["job_id"], saved["job_id"]);
    let found = world.fetch("/api/jobs/search?query=b%C3%B6lt+python");
    assert_eq!(found["total"], 1);
    assert_eq!(found["jobs"][0]["company_name"], "Bolt");
    let opened = world.fetch(&format!("/api/jobs/{job_id}"));
    assert_eq!(opened["job"]["job_description"], JOB);
    assert_eq!(opened["job"]["requirements"].as_array().unwrap().len(), 4);
    let selected = world.post(&format!("/api/jobs/{job_id}/select"), &json!({}));
    assert_eq!(selected["job"]["company_name"], "Acme");

    // Résumés.
    let scored = world.upload("/api/upload-resume", "Ann é.txt", RESUME.as_bytes());
    let resume_id = text(&scored["resume_id"]).to_owned();
    assert_eq!(scored["job_id"], saved["job_id"]);
    let result = &scored["result"];
    assert_eq!(result["candidate_name"], "Ann Lee");
    assert_eq!(result["filename"], "Ann é.txt");
    assert!(result["overall_score"].as_f64().unwrap() > 50.0);
    assert!(result["executive_summary"].is_string());
    assert!(result["strengths"][0].is_string());
    assert!(result["statements"]["strengths"][0]["lines"].is_array());
    assert_eq!(result["matched_skills"], json!(["Python", "SQL"]));
    let kept = world.upload("/api/upload-resume-only", "Ann.txt", RESUME.as_bytes());
    assert_eq!(kept["resume_id"], scored["resume_id"], "the same bytes");
    assert_eq!(kept["filename"], "Ann é.txt");
    let bob = world.upload(
        "/api/upload-resume-only",
        "..\\..\\etc/Bob.txt",
        b"Bob Ray\n\nCook\n",
    );
    assert_eq!(bob["filename"], "Bob.txt");
    let bob_id = text(&bob["resume_id"]);
    let analysed = world.post(&format!("/api/analyze-resume/{bob_id}"), &json!({}));
    assert_eq!(analysed["job_id"], saved["job_id"]);
    let crossed = world.post(
        &format!("/api/analyze-resume/{bob_id}"),
        &json!({"job_id": other["job_id"]}),
    );
    assert_eq!(crossed["job_id"], other["job_id"]);
    let resumes = world.fetch("/api/resumes?query=ann");
    assert_eq!(resumes["total"], 1);
    assert_eq!(resumes["resumes"][0]["analysis_count"], 1);
    let resume = world.fetch(&format!("/api/resumes/{resume_id}"));
    assert_eq!(resume["resume"]["candidate_name"], "Ann Lee");
    let read = world.fetch(&format!("/api/resumes/{resume_id}/text"));
    assert!(text(&read["text"]).contains("Pipelines in Python"));
    let file = world.send(&request(
        "GET",
        &format!("/api/resumes/{resume_id}/file"),
        "",
        b"",
    ));
    assert_eq!(
        (file.status, file.body.as_slice()),
        (200, RESUME.as_bytes())
    );
    assert_eq!(file.content_type, "text/plain");
    let disposition = header(&file, "Content-Disposition");
    assert!(
        disposition.starts_with("attachment; filename=\"Ann _.txt\""),
        "{disposition}"
    );

    // Analyses.
    let analyses = world.fetch(&format!("/api/analyses?job_id={job_id}"));
    assert_eq!(analyses["total"], 2);
    let ranked = world.fetch(&format!("/api/analyses?job_id={job_id}&order=rank"));
    assert_eq!(ranked["analyses"][0]["candidate_name"], "Ann Lee");
    assert_eq!(ranked["analyses"][1]["hiring_recommendation"], "NO");
    let of_bob = world.fetch(&format!("/api/analyses?resume_id={bob_id}&limit=1"));
    assert_eq!(of_bob["total"], 2);
    let analysis_id = text(&scored["analysis_id"]).to_owned();
    let analysis = world.fetch(&format!("/api/analyses/{analysis_id}"));
    assert_eq!(&analysis["analysis"]["analysis_result"], result);

    // Feedback.
    let submitted = world.post(
        "/api/feedback/submit",
        &json!({
            "interaction_id": "Ann Lee_2025-01-02T03:04:05_matched_skill_1735787045000",
            "query": "Does she know Python?", "context": ["Skills: Python"], "response": "She knows Python.",
            "rating": 5, "correct_points": ["Python"], "incorrect_points": [], "missing_points": [],
            "ideal_response": "Python since 2018.", "analysis_id": analysis_id, "job_id": job_id,
        }),
    );
    assert_eq!(submitted["status"], "success");
    assert_eq!(submitted["job_id"], saved["job_id"]);
    let feedback_id = text(&submitted["feedback_id"]).to_owned();
    let changed = world.post(
        "/api/feedback/submit",
        &json!({
            "interaction_id": "Ann Lee_2025-01-02T03:04:05_matched_skill_1735787045000",
            "query": "Does she know Python?", "response": "She knows Python.", "rating": 4.0,
            "ideal_response": "Python since 2018.", "analysis_id": null,
        }),
    );
    assert_eq!(changed["feedback_id"], submitted["feedback_id"]);
    let loose = world.post(
        "/api/feedback/submit",
        &json!({"query": "Cook?", "context": "one text", "response": "No soup was ever cooked", "rating": 1, "job_id": job_id}),
    );
    assert_eq!(loose["job_id"], saved["job_id"]);
    assert_eq!(loose["analysis_id"], Value::Null);
    let one = world.fetch(&format!("/api/feedback/{feedback_id}"));
    assert_eq!(one["feedback"]["item_type"], "matched_skill");
    assert_eq!(
        one["feedback"]["context"],
        json!(["Skills: Python"]),
        "it stays"
    );
    assert_eq!(world.fetch("/api/feedback?rating=1")["total"], 1);
    let statistics = world.fetch("/api/feedback/statistics");
    assert_eq!(statistics["total_feedback"], 2);
    assert_eq!(statistics["average_rating"], 2.5);
    assert_eq!(statistics["rating_distribution"]["4"], 1);
    let found = world.fetch("/api/feedback/search?query=programming+language&n_results=1");
    assert_eq!(found["results"].as_array().unwrap().len(), 1);
    assert_eq!(found["results"][0]["id"], submitted["feedback_id"]);
    let good = world.fetch("/api/feedback/search?query=cook&min_rating=4");
    assert!(
        good["results"]
            .as_array()
            .unwrap()
            .iter()
            .all(|hit| hit["feedback"]["rating"] == 4)
    );
    let samples = world.fetch("/api/feedback/high-quality?min_rating=4&limit=5&with_texts=true");
    assert_eq!(samples["count"], 1);
    assert_eq!(
        samples["samples"][0]["ideal_response"],
        "Python since 2018."
    );
    assert_eq!(samples["samples"][0]["job_description"], JOB);
    let csv = world.send(&request("GET", "/api/feedback/export-csv", "", b""));
    assert_eq!(
        (csv.status, csv.content_type.as_str()),
        (200, "text/csv; charset=utf-8")
    );
    assert_eq!(String::from_utf8(csv.body).unwrap().lines().count(), 3);

    // Applications.
    let applied = world.post(
        "/api/job-applications",
        &json!({"company": "Acme", "job": "Data Engineer", "portal": "LinkedIn", "type": "Full time", "date_applied": "2026-10-02T09:00:00"}),
    );
    assert_eq!(applied["application"]["date_applied"], "2026-10-02");
    let application_id = text(&applied["application_id"]).to_owned();
    let check = world.fetch("/api/job-applications/check?company=acme%20inc.&job=data%20engineer");
    assert_eq!(
        (&check["exists"], &check["count"]),
        (&json!(true), &json!(1))
    );
    assert_eq!(
        world.fetch("/api/job-applications/check?company=ACME")["count"],
        1
    );
    let from_job = world.post(
        "/api/job-applications",
        &json!({"job_id": other["job_id"], "status": "saved"}),
    );
    assert_eq!(from_job["application"]["company"], "Bolt");
    let patch = request(
        "PATCH",
        &format!("/api/job-applications/{application_id}"),
        "application/json",
        br#"{"status": "Interviewing", "status_on": "2026-10-20"}"#,
    );
    let changed = body(&world.send(&patch));
    assert_eq!(changed["application"]["portal"], "LinkedIn", "it stays");
    assert_eq!(
        changed["application"]["changes"][1],
        json!({"status": "interviewing", "on": "2026-10-20"})
    );
    assert_eq!(
        world.fetch("/api/job-applications?status=saved")["total"],
        1
    );
    assert_eq!(
        world.fetch("/api/job-applications/recent?limit=1")["total"],
        2
    );
    let one = world.fetch(&format!("/api/job-applications/{application_id}"));
    assert_eq!(one["application"]["status"], "interviewing");
    assert_eq!(
        world.fetch("/api/job-applications/statistics")["response_rate"],
        100.0
    );

    // All of it, and then nothing.
    let stats = world.fetch("/api/storage/stats");
    assert_eq!(stats["analyses"]["total"], 3);
    assert_eq!(stats["analyses"]["recent"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&stats["jobs"], &stats["resumes"], &stats["feedback"]),
        (&json!(2), &json!(2), &json!(2))
    );
    assert_eq!(world.fetch("/api/openapi.json")["openapi"], "3.1.0");
    assert_whole(&world.storage);
    assert_eq!(
        world.delete(&format!("/api/feedback/{feedback_id}"))["feedback"],
        1
    );
    assert_eq!(
        world.delete(&format!("/api/analyses/{analysis_id}"))["analyses"],
        1
    );
    assert_eq!(
        world.delete(&format!("/api/resumes/{bob_id}"))["analyses"],
        2
    );
    let gone = world.delete(&format!("/api/jobs/{}", text(&other["job_id"])));
    assert_eq!((&gone["jobs"], &gone["unlinked"]), (&json!(1), &json!(1)));
    assert_eq!(
        world.delete(&format!("/api/job-applications/{application_id}"))["applications"],
        1
    );
    assert_eq!(world.delete(&format!("/api/jobs/{job_id}"))["feedback"], 1);
    assert_whole(&world.storage);
    let stats = world.fetch("/api/storage/stats");
    assert_eq!(
        (&stats["jobs"], &stats["feedback"], &stats["current_job_id"]),
        (&json!(0), &json!(0), &Value::Null)
    );
}

#[test]
fn a_path_says_what_may_be_asked_of_it() {
    let world = World::new();
    let job_id = world.job_of_api();
    let target = format!("/api/jobs/{job_id}");
    let choices = world.send(&request("OPTIONS", &target, "", b""));
    assert_eq!(
        (choices.status, header(&choices, "Allow")),
        (204, "GET, DELETE, HEAD, OPTIONS")
    );
    let head = world.send(&request("HEAD", &target, "", b""));
    let whole = world.send(&request("GET", &target, "", b""));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(
        header(&head, "Content-Length"),
        whole.body.len().to_string()
    );
    for (method, target, allow) in [
        ("PUT", target.as_str(), "GET, DELETE, HEAD, OPTIONS"),
        ("DELETE", "/api/jobs", "GET, HEAD, OPTIONS"),
        ("POST", "/api/jobs/search", "GET, HEAD, OPTIONS"),
        ("DELETE", "/api/jobs/search", "GET, HEAD, OPTIONS"),
        ("GET", "/api/upload-resume", "POST, OPTIONS"),
        ("get", "/api/jobs", "GET, HEAD, OPTIONS"),
    ] {
        let response = world.send(&request(method, target, "", b""));
        assert_eq!(
            (response.status, header(&response, "Allow")),
            (405, allow),
            "{method} {target}"
        );
    }
    assert_eq!(
        world.fetch(&format!("{target}/"))["job"]["job_id"],
        job_id,
        "a slash at the end"
    );
    for target in [
        "/api",
        "/api/",
        "/api/job",
        "/api/jobs/a/b/c",
        "/jobs",
        "",
        "/api//jobs",
        "/api/%FF",
    ] {
        let response = world.send(&request("GET", target, "", b""));
        assert_eq!(response.status, 404, "{target}");
        assert!(text(&body(&response)["detail"]).contains("nothing at"));
    }
}
