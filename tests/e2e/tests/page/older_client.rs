//! A client of the older system, which knows its calls and nothing else, with the server stopped.

use e2e::{Page, fixture};
use serde_json::{Value, json};

use crate::steps::{AD, open};

/// What a call answers: its status and its body, read as JSON where it is.
const CALL: &str = "const [method, path, body, file, done] = arguments; \
    const form = () => { const form = new FormData(); form.append('file', new File([Uint8Array.from(atob(file.data), (c) => c.charCodeAt(0))], file.name)); return form; }; \
    const start = performance.now(); \
    fetch(path, { method, body: file ? form() : body === null ? undefined : JSON.stringify(body), headers: body === null ? {} : { 'Content-Type': 'application/json' } }) \
      .then(async (r) => { const text = await r.text(); let value = text; try { value = JSON.parse(text); } catch {} done([r.status, value, r.headers.get('content-type'), performance.now() - start]); }, \
            (error) => done([0, String(error), '', 0]));";

async fn send(page: &Page, method: &str, path: &str, body: Value) -> (u64, Value) {
    let answer = page
        .js_async(CALL, &[json!(method), json!(path), body, Value::Null])
        .await;
    (answer[0].as_u64().unwrap_or(0), answer[1].clone())
}

async fn get(page: &Page, path: &str) -> Value {
    let (status, value) = send(page, "GET", path, Value::Null).await;
    assert_eq!(status, 200, "GET {path}: {value}");
    value
}

async fn post(page: &Page, path: &str, body: Value) -> Value {
    let (status, value) = send(page, "POST", path, body).await;
    assert_eq!(status, 200, "POST {path}: {value}");
    value
}

async fn upload(page: &Page, path: &str, file: &str) -> Value {
    use base64::Engine;
    let bytes = std::fs::read(fixture(file)).expect("a fixture");
    let data = base64::engine::general_purpose::STANDARD.encode(bytes);
    let file = json!({ "name": file.rsplit('/').next(), "data": data });
    let answer = page
        .js_async(CALL, &[json!("POST"), json!(path), Value::Null, file])
        .await;
    assert_eq!(answer[0], 200, "POST {path}: {answer}");
    answer[1].clone()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[tokio::test]
async fn every_call_of_the_older_system_is_answered_offline() {
    let (mut site, browser, page) = open().await;
    page.offline_ready().await;
    site.stop();
    page.reload().await;
    page.see("Try it with a sample").await;

    // Nothing is there yet, and nothing is chosen.
    assert_eq!(get(&page, "api/jobs").await["total"], 0);
    let (status, refused) = send(
        &page,
        "POST",
        "api/analyze-resume/resume_0123456789abcdef",
        Value::Null,
    )
    .await;
    assert!([404, 409].contains(&status), "{refused}");
    let (status, refused) = send(
        &page,
        "POST",
        "api/job-description",
        json!({ "role_name": "x" }),
    )
    .await;
    assert_eq!(status, 400);
    assert!(
        text(&refused["detail"]).contains("job_description"),
        "{refused}"
    );

    // A job.
    let job = post(
        &page,
        "api/job-description",
        json!({ "job_description": AD, "company_name": "Bluefern Analytics", "role_name": "Data Engineer" }),
    )
    .await;
    assert_eq!(job["length"], AD.len(), "{job}");
    let job_id = text(&job["job_id"]).to_owned();
    assert_eq!(get(&page, "api/jobs").await["total"], 1);
    let one = get(&page, &format!("api/jobs/{job_id}")).await;
    assert_eq!(one["job"]["role_name"], "Data Engineer");
    let found = get(&page, "api/jobs/search?query=bluefern").await;
    assert_eq!(found["jobs"][0]["job_id"], json!(job_id));
    assert_eq!(get(&page, "api/jobs/search?query=quarry").await["total"], 0);
    post(&page, &format!("api/jobs/{job_id}/select"), Value::Null).await;

    // Résumés.
    let first = upload(
        &page,
        "api/upload-resume",
        "resumes/developer-two-columns.pdf",
    )
    .await;
    assert_eq!(first["job_id"], json!(job_id));
    assert!(first["result"]["overall_score"].is_number(), "{first}");
    assert!(text(&first["result"]["hiring_recommendation"]).len() > 3);
    let analysis_id = text(&first["analysis_id"]).to_owned();
    let second = upload(
        &page,
        "api/upload-resume-only",
        "resumes/chef-word-styles.docx",
    )
    .await;
    assert_eq!(second["filename"], "chef-word-styles.docx");
    let resume_id = text(&second["resume_id"]).to_owned();
    let analysed = post(
        &page,
        &format!("api/analyze-resume/{resume_id}"),
        Value::Null,
    )
    .await;
    assert_eq!(analysed["resume_id"], json!(resume_id));
    let resumes = get(&page, "api/resumes?limit=1").await;
    assert_eq!(resumes["total"], 2);
    assert_eq!(resumes["resumes"].as_array().map(Vec::len), Some(1));
    let resume = get(&page, &format!("api/resumes/{resume_id}")).await;
    assert_eq!(
        resume["resume"]["original_filename"],
        "chef-word-styles.docx"
    );
    let resume_text = get(&page, &format!("api/resumes/{resume_id}/text")).await;
    assert!(text(&resume_text["text"]).len() > 100);
    let same = page
        .js_async(
            "const [path, done] = arguments; fetch(path).then((r) => r.arrayBuffer()).then((b) => done(b.byteLength), (e) => done(String(e)));",
            &[json!(format!("api/resumes/{resume_id}/file"))],
        )
        .await;
    let bytes = std::fs::read(fixture("resumes/chef-word-styles.docx")).expect("a fixture");
    assert_eq!(same, json!(bytes.len()));

    // Analyses.
    let analyses = get(&page, &format!("api/analyses?job_id={job_id}")).await;
    assert_eq!(analyses["total"], 2);
    let of_one = get(&page, &format!("api/analyses?resume_id={resume_id}")).await;
    assert_eq!(of_one["total"], 1);
    let analysis = get(&page, &format!("api/analyses/{analysis_id}")).await;
    assert!(analysis["analysis"]["analysis_result"]["matched_skills"].is_array());

    // Feedback.
    let feedback = post(
        &page,
        "api/feedback/submit",
        json!({ "query": "Is Airflow enough?", "context": [], "response": "It was not found.", "rating": 5,
                "correct_points": ["Python"], "incorrect_points": [], "missing_points": ["Airflow"],
                "ideal_response": "Airflow stands in the second job.", "analysis_id": analysis_id, "job_id": job_id }),
    )
    .await;
    let feedback_id = text(&feedback["feedback_id"]).to_owned();
    let numbers = get(&page, "api/feedback/statistics").await;
    assert_eq!(numbers["total_feedback"], 1);
    assert_eq!(numbers["average_rating"], 5.0);
    let near = get(
        &page,
        "api/feedback/search?query=workflow%20scheduling%20airflow&n_results=3&min_rating=4",
    )
    .await;
    assert!(near["results"].to_string().contains(&feedback_id), "{near}");
    let good = get(&page, "api/feedback/high-quality?min_rating=4&limit=10").await;
    assert_eq!(good["count"], 1);
    assert!(good.to_string().contains("second job"), "{good}");
    let csv = get(&page, "api/feedback/export-csv").await;
    assert!(
        text(&csv).contains("ID,Timestamp,Rating,Query,Response"),
        "{csv}"
    );

    // Numbers, and the tracker.
    let stats = get(&page, "api/storage/stats").await;
    assert_eq!(stats["analyses"]["total"], 2);
    assert_eq!(stats["current_job_id"], json!(job_id));
    let application = post(
        &page,
        "api/job-applications",
        json!({ "company": "Bluefern Analytics", "job": "Data Engineer", "portal": "Board", "date_applied": "2026-11-02", "status": "applied" }),
    )
    .await;
    assert!(application.is_object());
    let applications = get(&page, "api/job-applications").await;
    assert_eq!(applications["total"], 1);
    get(&page, "api/job-applications/recent").await;
    get(&page, "api/job-applications/statistics").await;
    let there = get(
        &page,
        "api/job-applications/check?company=bluefern%20analytics&job=data%20engineer",
    )
    .await;
    assert_eq!(there["exists"], true, "{there}");

    // A typed address is answered too: the page itself makes room for what was asked.
    let address = page
        .js("return new URL('api/jobs', document.baseURI).href", &[])
        .await;
    page.js("location.href = arguments[0]", &[address]).await;
    page.see(&job_id).await;
    page.js("history.back()", &[]).await;
    page.see("Bluefern Analytics").await;

    // What is deleted is gone.
    let application_id = text(&applications["applications"][0]["id"]).to_owned();
    for path in [
        format!("api/job-applications/{application_id}"),
        format!("api/feedback/{feedback_id}"),
        format!("api/analyses/{analysis_id}"),
        format!("api/resumes/{resume_id}"),
        format!("api/jobs/{job_id}"),
    ] {
        let (status, gone) = send(&page, "DELETE", &path, Value::Null).await;
        assert_eq!(status, 200, "DELETE {path}: {gone}");
        let (status, missing) = send(&page, "GET", &path, Value::Null).await;
        assert_eq!(status, 404, "GET {path}: {missing}");
        assert!(missing["detail"].is_string(), "{missing}");
    }
    browser.close().await;
}
