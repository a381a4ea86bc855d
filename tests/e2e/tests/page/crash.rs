//! When something of the program stops, the person is told and nothing that was kept is lost.

use e2e::text_resume;
use serde_json::json;

use crate::steps::{AD, add_fixtures, open, rows, save_job, through};

#[tokio::test]
async fn a_panic_of_the_page_ends_in_a_screen_that_still_hands_out_the_data() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    add_fixtures(&page, &["resumes/developer-two-columns.pdf"]).await;
    // A clock that gives no time breaks an assumption of the page's own code: a true panic.
    page.js("Date.prototype.toISOString = () => 'no time'", &[])
        .await;
    page.drop_files(&[("cv.txt", &text_resume(1))]).await;
    page.see("Shortlist stopped").await;
    page.click("Download my data").await;
    page.see("Saved as").await;
    let folder = browser.profile().folder().join("downloads");
    let file = || {
        std::fs::read_dir(&folder)
            .ok()?
            .flatten()
            .map(|e| e.path())
            .find(|p| p.extension().is_some_and(|e| e == "jsonl"))
    };
    page.until("for the file", async || file().is_some()).await;
    let text = std::fs::read_to_string(file().expect("it is there")).expect("it is text");
    assert!(text.contains("Bluefern Analytics"), "the job is in it");
    assert!(
        text.contains("\"base64\":\"JVBERi0"),
        "the original PDF is in it"
    );
    for line in text.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("each line is JSON");
    }
    page.click("Reload").await;
    page.see("Bluefern Analytics").await;
    browser.close().await;
}

#[tokio::test]
async fn a_reader_that_hangs_or_dies_is_replaced_and_its_file_reported() {
    let (site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    // The first reader loops for ever at its first file, the second one dies; the others are as they are.
    page.tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": "
        const real = Worker; let readers = 0; window.Worker = class extends real {
            constructor(url, options) { super(url, options); if (options?.name === 'reader') this.trouble = ++readers; }
            postMessage(message, transfer) {
                if (this.trouble === 1) { this.trouble = 0; return; }
                if (this.trouble === 2) { this.trouble = 0; setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'killed by the test' })), 50); return; }
                super.postMessage(message, transfer);
            } };" })).await;
    drop(page);
    let page = browser.page(&site.address()).await;
    page.see("Bluefern Analytics").await;
    let files: Vec<(String, Vec<u8>)> = (0..6)
        .map(|n| (format!("cv-{n}.txt"), text_resume(n)))
        .collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (&**name, &**bytes))
        .collect();
    page.drop_files(&files).await;
    page.see(&through(6)).await;
    page.see("could not be read").await;
    assert_eq!(rows(&page, "resumes").await, 4, "the others went on");
    // Added again, the two come in: the readers were replaced.
    page.drop_files(&files).await;
    page.see("2 new").await;
    assert_eq!(rows(&page, "resumes").await, 6);
    browser.close().await;
}

#[tokio::test]
async fn a_keeper_that_dies_is_started_again() {
    let (site, browser, page) = open().await;
    page.tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": "
        const real = Worker; window.Worker = class extends real {
            constructor(url, options) { super(url, options); if (options?.name === 'keeper') window.keeper = this; } };" })).await;
    drop(page);
    let page = browser.page(&site.address()).await;
    page.see("Try it with a sample").await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    page.js("keeper.dispatchEvent(new ErrorEvent('error', { message: 'killed by the test' })); keeper.terminate()", &[]).await;
    save_job(
        &page,
        "Night Nurse",
        "Calder Ward",
        "Must have: wound care.",
    )
    .await;
    page.until("for both jobs to be kept", async || {
        rows(&page, "jobs").await == 2
    })
    .await;
    browser.close().await;
}
