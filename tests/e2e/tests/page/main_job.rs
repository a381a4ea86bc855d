//! The main job: a job is saved, résumés are added, scored and explained, corrected, and the corrections taken out as CSV.

use std::time::{Duration, Instant};

use e2e::{Page, text_resume};
use serde_json::json;

use crate::steps::{AD, add_fixtures, open, save_job, through};

#[tokio::test]
async fn from_a_job_to_the_corrections_as_csv() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    page.go("#/").await;
    page.see("Bluefern Analytics").await;
    page.see("Python").await;

    // Three formats, invented people.
    add_fixtures(
        &page,
        &[
            "resumes/developer-two-columns.pdf",
            "resumes/chef-word-styles.docx",
            "resumes/teacher-wrapped.txt",
        ],
    )
    .await;
    page.until("for three ranked rows", async || {
        rows_on_desk(&page).await == 3
    })
    .await;
    page.see("not a probability").await;

    // The same bytes again are kept once, and the person is told.
    add_fixtures(&page, &["resumes/developer-two-columns.pdf"]).await;
    page.see("already here").await;
    page.until("for three ranked rows still", async || {
        rows_on_desk(&page).await == 3
    })
    .await;

    // The best one's analysis: every requirement with a sign, a word and its lines.
    page.click_nth("main [data-row]", 0).await;
    page.see("Must have").await;
    page.see("Nice to have").await;
    page.see("engine").await;
    for requirement in ["Python", "SQL", "AWS"] {
        page.see(requirement).await;
    }
    let analysis = page.js("return location.hash", &[]).await;
    assert!(
        analysis
            .as_str()
            .unwrap_or_default()
            .starts_with("#/analyses/"),
        "{analysis}"
    );

    // A thumb down with a correction in place, and the whole answer's form.
    page.click("Python: wrong").await;
    page.fill(
        "What should it say?",
        "=Python was used for one script only",
    )
    .await;
    page.click("Save correction").await;
    page.see("Your correction").await;
    page.click("4").await;
    page.fill(
        "What it should have said",
        "Mention the \"AWS\" project,\nsecond line",
    )
    .await;
    page.fill("Points that were right", "the years\nthe degree")
        .await;
    page.click("Save feedback").await;
    page.see("Feedback saved").await;

    // It is counted, listed, and its address can be reloaded.
    page.reload().await;
    page.see("Your correction").await;
    page.go("#/feedback").await;
    page.see("=Python was used for one script only").await;

    page.click("Download CSV").await;
    let csv = downloaded(&browser, ".csv").await;
    let text = csv.trim_start_matches('\u{feff}');
    assert!(
        text.starts_with("ID,Timestamp,Rating,Query,Response,Correct Points,Incorrect Points,Missing Points,Ideal Response,Analysis ID,Job ID,Resume ID,Item Type\r\n"),
        "{text}"
    );
    assert!(
        text.contains("'=Python was used for one script only"),
        "a formula is made harmless: {text}"
    );
    assert!(
        text.contains("\"Mention the \"\"AWS\"\" project,"),
        "quotes are doubled: {text}"
    );
    browser.close().await;
}

#[tokio::test]
async fn a_sample_fills_the_desk_and_goes_with_one_click() {
    let (_site, browser, page) = open().await;
    page.click("Try it with a sample").await;
    page.until("for six ranked rows", async || {
        rows_on_desk(&page).await == 6
    })
    .await;
    page.see("Harbour Analytics").await;
    page.click("Remove the sample").await;
    page.see("Try it with a sample").await;
    browser.close().await;
}

#[tokio::test]
async fn jobs_are_searched_edited_copied_and_deleted_with_what_hangs_on_them() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    save_job(
        &page,
        "Night Nurse",
        "Calder Ward",
        "Registered nurse wanted.\nMust have: wound care.",
    )
    .await;

    // The same text again is said to be there.
    page.go("#/jobs/new").await;
    page.fill("Role", "Another name").await;
    page.fill("Description", AD).await;
    page.click("Save job").await;
    page.see("exactly this text already").await;
    page.js("sessionStorage.clear()", &[]).await;

    page.go("#/jobs").await;
    page.see("Night Nurse").await;
    page.fill("Search company, role and text", "wound").await;
    // The top bar names every job; the list is in the main part.
    let listed = async |company: &str| {
        let script = "return document.querySelector('main').innerText.includes(arguments[0])";
        page.js(script, &[json!(company)]).await == json!(true)
    };
    page.until("for the other job to go", async || {
        !listed("Bluefern").await
    })
    .await;
    page.see("Night Nurse").await;
    page.fill("Search company, role and text", "").await;
    page.until("for the other job", async || listed("Bluefern").await)
        .await;

    add_fixtures(&page, &["resumes/chef-word-styles.docx"]).await;
    page.go("#/").await;
    page.until("for a ranked row", async || rows_on_desk(&page).await == 1)
        .await;
    page.click("Edit job").await;
    page.fill("Company", "Bluefern Renamed").await;
    page.click("Save job").await;
    page.see("changes are saved").await;
    page.see("Bluefern Renamed").await;

    page.click("Delete").await;
    page.see("for good").await;
    page.see("1 analysis").await;
    page.click("Delete").await;
    page.until("for one job left", async || {
        crate::steps::rows(&page, "jobs").await == 1
    })
    .await;
    page.until("for no analysis left", async || {
        crate::steps::rows(&page, "analyses").await == 0
    })
    .await;
    browser.close().await;
}

#[tokio::test]
async fn views_have_addresses_and_back_and_forward_work() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    add_fixtures(&page, &["resumes/chef-word-styles.docx"]).await;
    for (address, heading) in [
        ("#/jobs", "Jobs"),
        ("#/resumes", "Résumés"),
        ("#/analyses", "Analyses"),
        ("#/feedback", "Feedback"),
        ("#/data", "Your data"),
        ("#/search?q=nurse", "nurse"),
    ] {
        page.go(address).await;
        heading_is(&page, heading).await;
        page.reload().await;
        heading_is(&page, heading).await;
    }
    page.go("#/jobs").await;
    heading_is(&page, "Jobs").await;
    page.go("#/resumes").await;
    heading_is(&page, "Résumés").await;
    page.js("history.back()", &[]).await;
    heading_is(&page, "Jobs").await;
    page.js("history.forward()", &[]).await;
    heading_is(&page, "Résumés").await;
    page.go("#/nowhere").await;
    page.see("No view has").await;
    browser.close().await;
}

#[tokio::test]
async fn an_import_of_many_files_shows_progress_uses_the_cores_and_can_be_stopped() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    let files: Vec<(String, Vec<u8>)> = (0..200)
        .map(|number| match number % 4 {
            0 => (format!("cv-{number}.pdf"), e2e::pdf(number)),
            1 => (format!("cv-{number}.docx"), e2e::docx(number)),
            _ => (format!("cv-{number}.txt"), text_resume(number)),
        })
        .collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (&**name, &**bytes))
        .collect();
    page.js("window.longest = 0; new PerformanceObserver((l) => { for (const e of l.getEntries()) longest = Math.max(longest, e.duration); }).observe({ entryTypes: ['longtask'] })", &[]).await;
    page.drop_files(&files).await;
    page.see("of 200 files are through").await;
    page.see("Reading").await;
    page.click("Stop").await;
    page.see("because you stopped").await;
    let kept = crate::steps::rows(&page, "resumes").await;
    assert!(
        (1..200).contains(&kept),
        "{kept} files were kept before the stop"
    );

    // All of them, to the end.
    page.drop_files(&files).await;
    page.see(&through(200)).await;
    page.until("for all to be kept", async || {
        crate::steps::rows(&page, "resumes").await == 200
    })
    .await;
    page.see("here already").await;
    browser.close().await;
}

/// How many rows the desk ranks.
pub async fn rows_on_desk(page: &Page) -> u64 {
    page.js(
        "return document.querySelectorAll('main tbody [data-row]').length",
        &[],
    )
    .await
    .as_u64()
    .expect("a count")
}

async fn heading_is(page: &Page, wanted: &str) {
    page.until(&format!("for the heading “{wanted}”"), async || {
        let heading = page
            .js(
                "return document.querySelector('main h1')?.innerText || ''",
                &[],
            )
            .await;
        heading.as_str().unwrap_or_default().contains(wanted)
    })
    .await;
}

/// The text of a file that the page handed out.
async fn downloaded(browser: &e2e::Browser, ending: &str) -> String {
    let folder = browser.profile().folder().join("downloads");
    let start = Instant::now();
    loop {
        let found = std::fs::read_dir(&folder).ok().and_then(|list| {
            list.flatten()
                .map(|entry| entry.path())
                .find(|path| path.display().to_string().ends_with(ending))
        });
        if let Some(path) = found {
            return std::fs::read_to_string(path).expect("it is text");
        }
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "no file {ending} in {}",
            folder.display()
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The clipboard needs a permission that a headless browser has to be given.
#[tokio::test]
async fn a_jobs_id_can_be_copied() {
    let (site, browser, page) = open().await;
    page.tools("Browser.grantPermissions", json!({ "origin": site.address().trim_end_matches('/'), "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] })).await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    page.go("#/jobs").await;
    page.see("Bluefern").await;
    page.click(", copy job id").await;
    let copied = page
        .js_async(
            "navigator.clipboard.readText().then(arguments[0], (e) => arguments[0](String(e)))",
            &[],
        )
        .await;
    let copied = copied.as_str().unwrap_or_default();
    assert!(
        copied.len() == 8 && copied.bytes().all(|b| b.is_ascii_hexdigit()),
        "“{copied}”"
    );
    browser.close().await;
}
