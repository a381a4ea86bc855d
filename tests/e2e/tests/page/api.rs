//! The API's own page: every call of the description can be read and tried.

use e2e::Page;
use serde_json::json;

use crate::steps::{open, rows};

/// Opens a call, or closes it. The page's bar may lie over its line, which stops a person less than the driver.
async fn turn(page: &Page, call: &str) {
    let script = "const line = [...document.querySelectorAll('.call summary')].find((s) => s.innerText.replace(/\\s+/g, ' ').startsWith(arguments[0])); line.click(); return line.parentElement.open";
    page.js(script, &[json!(call)]).await;
}

/// Sends the form of the open call, which is first scrolled to where nothing lies over it.
async fn send(page: &Page) {
    let script =
        "document.querySelector('.call[open] [type=submit]').scrollIntoView({ block: 'center' })";
    page.js(script, &[]).await;
    page.click("Send ").await;
}

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

    turn(&page, "POST /api/job-description").await;
    page.see("At most 2 MiB").await;
    page.fill(
        "Body (JSON)",
        r#"{"job_description": "Must have: Python.", "company_name": "Bluefern", "role_name": "Engineer"}"#,
    )
    .await;
    send(&page).await;
    page.see("200 in").await;
    page.see("\"role_name\": \"Engineer\"").await;
    assert_eq!(rows(&page, "jobs").await, 1);
    turn(&page, "POST /api/job-description").await;

    // A path's parameter and an error that is shown as it came.
    turn(&page, "GET /api/jobs/{job_id}").await;
    page.fill("job_id in the path", "ffffffff").await;
    send(&page).await;
    page.see("404 in").await;
    page.see("\"detail\"").await;
    turn(&page, "GET /api/jobs/{job_id}").await;

    // A file.
    turn(&page, "POST /api/upload-resume-only").await;
    let resume = e2e::fixture("resumes/nurse-german.odt");
    page.choose_files("File", &[&resume]).await;
    send(&page).await;
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
