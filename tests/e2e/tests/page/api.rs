//! The API's own page: every call of the description can be read and tried.

use serde_json::json;

use crate::steps::{open, rows};

#[tokio::test]
async fn every_call_is_described_and_can_be_tried() {
    let (_site, browser, page) = open().await;
    page.offline_ready().await;
    page.go("#/api").await;
    page.see("The service worker is in charge").await;
    let drawn = page
        .js("return document.querySelectorAll('.call').length", &[])
        .await;
    let script = "const done = arguments[0]; fetch('api/openapi.json').then((r) => r.json()).then((d) => \
        done(Object.values(d.paths).flatMap((p) => Object.keys(p)).filter((m) => ['get', 'post', 'put', 'patch', 'delete'].includes(m)).length))";
    assert_eq!(drawn, page.js_async(script, &[]).await);

    page.click("POST /api/job-description").await;
    page.see("At most 2 MiB").await;
    page.fill(
        "Body (JSON)",
        r#"{"job_description": "Must have: Python.", "company_name": "Bluefern", "role_name": "Engineer"}"#,
    )
    .await;
    page.click("Send POST").await;
    page.see("200 in").await;
    page.see("\"role_name\": \"Engineer\"").await;
    assert_eq!(rows(&page, "jobs").await, 1);
    page.click("POST /api/job-description").await;

    // A path's parameter and an error that is shown as it came.
    page.click("GET /api/jobs/{job_id}").await;
    page.fill("job_id in the path", "ffffffff").await;
    page.click("Send GET").await;
    page.see("404 in").await;
    page.see("\"detail\"").await;
    page.click("GET /api/jobs/{job_id}").await;

    // A file.
    page.click("POST /api/upload-resume-only").await;
    let resume = e2e::fixture("resumes/nurse-german.odt");
    page.choose_files("File", &[&resume]).await;
    page.click("Send POST /api/upload-resume-only").await;
    page.see("resume_id").await;
    page.until("for the résumé", async || {
        rows(&page, "resumes").await == 1
    })
    .await;
    page.until("for the page to follow", async || {
        page.js("return document.querySelector('.sections').innerText.replace(/\\s+/g, ' ').includes('Résumés 1')", &[])
            .await
            == json!(true)
    })
    .await;
    browser.close().await;
}
