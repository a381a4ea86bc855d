//! Feedback: found by words and meaning, counted, and brought up again while another correction is written.

use e2e::Page;
use serde_json::json;

use crate::main_job::rows_on_desk;
use crate::steps::{AD, add_fixtures, open, save_job};

/// Gives feedback as a client of the API would, past the page's forms.
async fn submit(page: &Page, query: &str, response: &str, rating: u8, ideal: &str) {
    let script = "const [body, done] = arguments; fetch('api/feedback/submit', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }).then((r) => done(r.status), (e) => done(String(e)))";
    let body =
        json!({ "query": query, "response": response, "rating": rating, "ideal_response": ideal });
    let status = page.js_async(script, &[body]).await;
    assert_eq!(status, json!(200));
}

#[tokio::test]
async fn feedback_is_found_by_its_meaning_and_counted() {
    let (_site, browser, page) = open().await;
    page.offline_ready().await;
    submit(
        &page,
        "Does she know container orchestration?",
        "Kubernetes was not found.",
        1,
        "She ran clusters with Kubernetes for two years.",
    )
    .await;
    submit(
        &page,
        "Has he baked bread?",
        "Baking was found.",
        5,
        "He baked rye bread for a living.",
    )
    .await;
    submit(&page, "Has he baked bread?", "Baking was found.", 1, "").await;

    page.go("#/feedback").await;
    page.see("3 entries").await;
    page.fill("What the feedback is like", "pastry and loaves")
        .await;
    let first = "return document.querySelector('.entry')?.innerText ?? ''";
    page.until("for bread to be the nearest", async || {
        let text = page.js(first, &[]).await;
        let text = text.as_str().unwrap_or_default().to_owned();
        text.contains("bread") && text.contains("meaning")
    })
    .await;
    page.choose("Rating", "5 stars").await;
    page.see("1 entry").await;
    page.see("He baked rye bread").await;
    page.click("Show all").await;
    page.see("3 entries").await;

    page.click("Numbers, conflicts").await;
    page.see("rated 2.33 on average").await;
    page.see("Rated both ways").await;
    page.click_nth(".conflicts a", 0).await;
    page.see("Edit feedback").await;
    browser.close().await;
}

#[tokio::test]
async fn who_corrects_is_shown_what_was_corrected_before() {
    let (_site, browser, page) = open().await;
    page.offline_ready().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    add_fixtures(&page, &["resumes/nurse-german.odt"]).await;
    page.go("#/").await;
    page.until("for a ranked row", async || rows_on_desk(&page).await == 1)
        .await;
    page.click_nth("main [data-row]", 0).await;
    page.click("Python: wrong").await;
    page.fill("What should it say?", "Python stands in the last job.")
        .await;
    page.click("Save correction").await;
    page.see("Your correction").await;

    // Another of the same, elsewhere: the first one is brought up, folded.
    submit(
        &page,
        "Python",
        "Python was not found in the résumé.",
        1,
        "",
    )
    .await;
    page.go("#/feedback").await;
    page.see("2 entries").await;
    let unlinked = "const e = [...document.querySelectorAll('.entry')].find((e) => e.innerText.includes('of no analysis')); \
        e?.querySelector('[data-row]').click(); return Boolean(e);";
    page.until("for the one of no analysis", async || {
        page.js(unlinked, &[]).await == json!(true)
    })
    .await;
    page.see("Edit feedback").await;
    page.fill("What it should have said", "It is there.").await;
    page.click("1 similar correction").await;
    page.see("Python stands in the last job.").await;
    browser.close().await;
}
