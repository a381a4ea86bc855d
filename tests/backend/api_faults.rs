//! The storage fails at every step of every write of the API: the status says so, all records are whole, and sending it again
//! works.

use serde_json::{Value, json};
use shortlist::backend::api::Request;
use shortlist::backend::api::routes::ROUTES;
use shortlist::storage::{Fault, StorageError};

use crate::api::{RESUME, body, form, request};
use crate::world::{World, assert_whole};

/// A job that is current, a résumé scored against it, feedback on that, an application linked to both.
fn before(world: &World) -> Known {
    let job = world.job_of_api();
    let scored = world.upload("/api/upload-resume", "Ann.txt", RESUME.as_bytes());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let analysis = text(&scored["analysis_id"]);
    let resume = text(&scored["resume_id"]);
    let feedback =
        json!({"query": "Fits?", "response": "Yes.", "rating": 5, "analysis_id": analysis});
    let feedback = world.post("/api/feedback/submit", &feedback);
    let application = json!({"job_id": job, "resume_id": resume});
    let application = world.post("/api/job-applications", &application);
    Known {
        job,
        resume,
        analysis,
        feedback: text(&feedback["feedback_id"]),
        application: text(&application["application_id"]),
    }
}

struct Known {
    job: String,
    resume: String,
    analysis: String,
    feedback: String,
    application: String,
}

/// A write for each route that writes.
fn write(method: &str, path: &str, known: &Known) -> Request {
    let target = path
        .replace("{job_id}", &known.job)
        .replace("{resume_id}", &known.resume)
        .replace("{analysis_id}", &known.analysis)
        .replace("{feedback_id}", &known.feedback)
        .replace("{application_id}", &known.application);
    let sent = match path {
        "/api/upload-resume" | "/api/upload-resume-only" => {
            let (content_type, sent) = form("Bob.txt", b"Bob Ray\n\nSkills\nPython\n", &[]);
            return request(method, &target, &content_type, &sent);
        }
        "/api/job-description" => {
            json!({"job_description": "Requirements\n- Soup", "company_name": "Bolt", "role_name": "Cook"})
        }
        "/api/feedback/submit" => {
            json!({"interaction_id": "one", "query": "Soup?", "response": "No.", "rating": 1, "job_id": known.job})
        }
        "/api/job-applications" => {
            json!({"company": "Bolt", "job": "Cook", "job_id": known.job, "allow_duplicate": true})
        }
        "/api/job-applications/{application_id}" => json!({"status": "offer"}),
        _ => json!({}),
    };
    request(
        method,
        &target,
        "application/json",
        sent.to_string().as_bytes(),
    )
}

fn counted(world: &World) -> Value {
    let mut stats = world.fetch("/api/storage/stats");
    stats["analyses"] = stats["analyses"]["total"].clone();
    // Its id is another, where the first attempt had used one up.
    stats["current_job_id"] = stats["current_job_id"].is_string().into();
    stats["applications"] = world.fetch("/api/job-applications")["total"].clone();
    stats
}

fn try_all(after: bool) {
    let mut writes = 0;
    for route in ROUTES.iter().filter(|route| route.method != "GET") {
        let calm = World::new();
        let known = before(&calm);
        let sent = write(route.method, route.path, &known);
        calm.storage.set_fault(None);
        let response = calm.send(&sent);
        let text = String::from_utf8_lossy(&response.body);
        assert_eq!(
            response.status, 200,
            "{} {}: {text}",
            route.method, route.path
        );
        let operations = calm.storage.operations();
        assert_whole(&calm.storage);
        for operation in 1..=operations {
            let at = format!(
                "{} {}, operation {operation} of {operations}",
                route.method, route.path
            );
            let world = World::new();
            let known = before(&world);
            let sent = write(route.method, route.path, &known);
            world.storage.set_fault(Some(Fault {
                operation,
                error: StorageError::NoRoom,
                after,
            }));
            let response = world.send(&sent);
            world.storage.set_fault(None);
            assert_eq!(response.status, 507, "{at}");
            let detail = body(&response)["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains("no room left"), "{at}: {detail}");
            assert_whole(&world.storage);

            let again = world.send(&sent);
            assert_whole(&world.storage);
            let lost = after && route.method == "DELETE" && again.status == 404;
            assert!(lost || again.status == 200, "{at}: {}", again.status);
            // An application has nothing to be known again by, so one whose answer was lost is saved twice.
            if !(after && route.path == "/api/job-applications") {
                assert_eq!(counted(&world), counted(&calm), "{at}");
            }
            writes += 1;
        }
    }
    assert!(writes > 30, "{writes}");
}

#[test]
fn a_storage_that_fails_at_any_step_of_a_request_leaves_all_records_whole() {
    try_all(false);
}

#[test]
fn so_does_one_that_loses_the_answer_after_it_has_written() {
    try_all(true);
}

#[test]
fn a_storage_that_is_refused_or_taken_over_is_told_as_such() {
    for (error, status) in [
        (StorageError::Refused("SecurityError".into()), 503),
        (StorageError::Retired, 503),
        (StorageError::Aborted { cause: "x".into() }, 500),
    ] {
        let world = World::new();
        world.storage.set_fault(Some(Fault {
            operation: 1,
            error,
            after: false,
        }));
        let response = world.send(&request("GET", "/api/jobs", "", b""));
        assert_eq!(response.status, status);
    }
}
