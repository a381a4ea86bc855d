//! Deleting one candidate: everything of theirs goes, nothing else, and the receipt says what.

use e2e::text_resume;
use serde_json::{Value, json};

use crate::steps::{AD, downloaded, open, rows, save_job, through};

#[tokio::test]
async fn a_candidate_goes_with_everything_and_leaves_a_receipt() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    // The same person twice, with another file; and somebody else.
    let mut again = text_resume(1);
    again.extend_from_slice(b"\nLanguages: English\n");
    page.drop_files(&[
        ("one.txt", &text_resume(1)),
        ("one-newer.txt", &again),
        ("two.txt", &text_resume(2)),
    ])
    .await;
    page.see(&through(3)).await;
    page.click("Dismiss").await;

    page.go("#/data").await;
    page.click("Delete a candidate").await;
    page.fill("Search candidate", "Boris").await;
    page.gone("Clio").await;
    page.follow("Boris").await;
    page.see("the same email").await;
    page.click("Delete 2 résumés").await;
    page.see("at once and for good").await;
    page.see("2 résumés and 2 analyses").await;
    page.click("Delete for good").await;
    page.see("Deleted 2 résumés and 2 analyses").await;
    page.see("SHA-256").await;
    for (store, left) in [
        ("resumes", 1),
        ("resume_files", 1),
        ("resume_texts", 1),
        ("analyses", 1),
        ("jobs", 1),
    ] {
        assert_eq!(rows(&page, store).await, left, "{store}");
    }
    page.click("Download the receipt").await;
    let file = downloaded(&page, &browser.profile(), "shortlist-deleted-", ".json").await;
    let receipt: Value =
        serde_json::from_slice(&std::fs::read(file).expect("it is there")).expect("it is JSON");
    assert_eq!(receipt["resumes"].as_array().map(Vec::len), Some(2));
    assert_eq!(receipt["analyses"].as_array().map(Vec::len), Some(2));
    assert_eq!(receipt["removed"]["resumes"], json!(2));

    // From a résumé's own view too.
    page.go("#/resumes").await;
    page.follow("Clio").await;
    page.click("Delete this candidate").await;
    page.see("Delete 1 résumé and all that hangs on it").await;
    browser.close().await;
}
