//! What is kept stays: through a restart, a kill in the middle of an import, and with two tabs.

use std::time::Duration;

use e2e::{Browser, text_resume};
use serde_json::{Value, json};

use crate::main_job::rows_on_desk;
use crate::steps::{AD, add_fixtures, open, rows, save_job};

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let (site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    add_fixtures(
        &page,
        &[
            "resumes/developer-two-columns.pdf",
            "resumes/developer-markdown.md",
        ],
    )
    .await;
    page.go("#/").await;
    page.until("for two ranked rows", async || {
        rows_on_desk(&page).await == 2
    })
    .await;
    let before = page.js("return [...document.querySelectorAll('main tbody tr')].map((r) => r.querySelector('.score').innerText)", &[]).await;

    let profile = browser.close().await;
    let browser = Browser::with(profile, None).await;
    let page = browser.page(&site.address()).await;
    page.until("for two ranked rows", async || {
        rows_on_desk(&page).await == 2
    })
    .await;
    page.see("Bluefern Analytics").await;
    let after = page.js("return [...document.querySelectorAll('main tbody tr')].map((r) => r.querySelector('.score').innerText)", &[]).await;
    assert_eq!(before, after, "a score moved by itself");

    // The original is there too, byte for byte.
    let digest = "const done = arguments[0]; const open = indexedDB.open('shortlist'); open.onsuccess = () => { const db = open.result; \
        const q = db.transaction('resume_files').objectStore('resume_files').getAll(); q.onsuccess = async () => { const list = []; \
        for (const row of q.result) { const bytes = Object.values(row).find((v) => v instanceof Uint8Array); \
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)); list.push([...hash].map((b) => b.toString(16).padStart(2, '0')).join('')); } db.close(); done(list); }; };";
    let digests = page.js_async(digest, &[]).await;
    let digests: Vec<&str> = digests
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    page.go("#/resumes").await;
    for digest in &digests {
        page.until("for the résumé of those bytes", async || {
            let found = page
                .js(
                    "return document.body.innerHTML.includes(arguments[0])",
                    &[json!(format!("resume_{}", &digest[..16]))],
                )
                .await;
            found == json!(true)
        })
        .await;
    }
    assert_eq!(digests.len(), 2);
    browser.close().await;
}

#[tokio::test]
async fn a_kill_in_the_middle_of_an_import_leaves_every_reported_file_whole_and_none_half_there() {
    let (site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    let files: Vec<(String, Vec<u8>)> = (0..50)
        .map(|n| (format!("cv-{n}.txt"), text_resume(n)))
        .collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (&**name, &**bytes))
        .collect();
    // The import's progress as it was reported, written down outside the page by asking again and again.
    page.drop_files(&files).await;
    let mut reported = 0;
    while reported < 10 {
        let text = page.text().await;
        let count = text
            .split(" of 50 files are through")
            .next()
            .and_then(|before| before.split_whitespace().last()?.parse::<u64>().ok());
        reported = if text.contains("50 files:") {
            50
        } else {
            count.unwrap_or(reported)
        };
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let profile = browser.kill().await;

    let browser = Browser::with(profile, None).await;
    let page = browser.page(&site.address()).await;
    page.see("Bluefern Analytics").await;
    let kept = rows(&page, "resumes").await;
    assert!(
        kept >= reported,
        "{reported} files were reported done, {kept} are there"
    );
    for store in [
        "resume_files",
        "resume_texts",
        "resume_facts",
        "analyses",
        "analysis_details",
        "ranks",
    ] {
        assert_eq!(
            rows(&page, store).await,
            kept,
            "as many rows of {store} as there are résumés"
        );
    }
    // The same files again: those that are there are known, the others come in.
    page.drop_files(&files).await;
    page.see("50 files:").await;
    assert_eq!(rows(&page, "resumes").await, 50);
    assert_eq!(rows(&page, "analyses").await, 50);
    browser.close().await;
}

#[tokio::test]
async fn two_tabs_see_each_others_changes() {
    let (site, browser, first) = open().await;
    save_job(&first, "Data Engineer", "Bluefern Analytics", AD).await;
    let second = browser.tab(&site.address()).await;
    second.see("Bluefern Analytics").await;
    add_fixtures(&second, &["resumes/developer-two-columns.pdf"]).await;

    first.go("#/").await;
    first
        .until("for the other tab's résumé", async || {
            rows_on_desk(&first).await == 1
        })
        .await;
    first.go("#/jobs").await;
    save_job(
        &first,
        "Night Nurse",
        "Calder Ward",
        "Must have: wound care.",
    )
    .await;
    second.go("#/jobs").await;
    second.see("Night Nurse").await;

    // A job that one tab deletes while the other shows it.
    second.follow("Night Nurse").await;
    second.see("wound care").await;
    let address = second.js("return location.hash", &[]).await;
    first.go(address.as_str().expect("an address")).await;
    first.see("wound care").await;
    first.click("Delete").await;
    first.see("for good").await;
    first.click("Delete").await;
    second
        .until("for the job to be said gone", async || {
            !second.sees("wound care").await
        })
        .await;
    browser.close().await;
}
