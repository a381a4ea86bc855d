//! What many tests do first.

use std::path::PathBuf;

use e2e::{Browser, Page, Profile, Site, fixture};
use serde_json::json;

/// The ad that the tests save: what it asks for is in the fixtures' résumés or is not, by design.
pub const AD: &str = "Data Engineer\n\nRequirements\n- Python and SQL\n- Experience with AWS\n- 3+ years of experience\n\
    - Bachelor's degree in Computer Science\n\nNice to have\n- Kubernetes\n- Airflow\n\nBenefits\n- Free lunch\n";

/// A site, a browser with a fresh profile, and the page, open.
pub async fn open() -> (Site, Browser, Page) {
    let site = Site::start();
    let browser = Browser::with(Profile::new(), None).await;
    let page = browser.page(&site.address()).await;
    page.see("Try it with a sample").await;
    (site, browser, page)
}

/// Writes a job and saves it; as the first one it becomes the current job.
pub async fn save_job(page: &Page, role: &str, company: &str, text: &str) {
    page.go("#/jobs/new").await;
    page.fill("Role", role).await;
    page.fill("Company", company).await;
    page.fill("Description", text).await;
    page.click("Save job").await;
    page.see("is saved").await;
    // The words may stand there from an earlier job; the form is left when this one is kept.
    page.until("for the form to be left", async || {
        page.js("return location.hash", &[]).await != json!("#/jobs/new")
    })
    .await;
}

/// Chooses fixtures in the page's file field and waits until all are through.
pub async fn add_fixtures(page: &Page, paths: &[&str]) {
    let paths: Vec<_> = paths.iter().map(|path| fixture(path)).collect();
    let paths: Vec<_> = paths.iter().map(std::path::PathBuf::as_path).collect();
    page.choose_files("Résumé files", &paths).await;
    page.see(&through(paths.len())).await;
}

/// The heading of the import's panel when so many files are through.
pub fn through(files: usize) -> String {
    if files == 1 {
        "1 file:".to_owned()
    } else {
        format!("{files} files:")
    }
}

/// How many rows each store of the database has, read past the program.
pub async fn rows(page: &Page, store: &str) -> u64 {
    let script = "const [store, done] = arguments; const open = indexedDB.open('shortlist'); open.onerror = () => done(-1); \
        open.onsuccess = () => { const db = open.result; const q = db.transaction(store).objectStore(store).count(); \
        q.onsuccess = () => { db.close(); done(q.result); }; q.onerror = () => done(-1); };";
    page.js_async(script, &[serde_json::json!(store)])
        .await
        .as_u64()
        .expect("a count")
}

/// Waits for a download whose name starts and ends so, and gives where it is.
pub async fn downloaded(page: &Page, profile: &Profile, start: &str, end: &str) -> PathBuf {
    let found = || {
        let folder = std::fs::read_dir(profile.folder().join("downloads")).ok()?;
        let mut paths = folder.flatten().map(|entry| entry.path());
        paths.find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(start) && name.ends_with(end)
        })
    };
    page.until(&format!("for the download {start}…{end}"), async || {
        found().is_some()
    })
    .await;
    found().expect("it was there a moment ago")
}
