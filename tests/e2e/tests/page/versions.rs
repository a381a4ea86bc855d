//! A new version is offered, never forced, and two versions never write to the same database at once.

use std::path::Path;

use e2e::{Site, given};

use crate::offline::copy;
use crate::steps::{AD, open, rows, save_job};

/// A folder with a newer build: the same files under another build id.
fn newer() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&given("SHORTLIST_DIST"), folder.path());
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("it is there");
    let index = read("index.html");
    let build = index
        .split("shortlist:build\" content=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a build id")
        .to_owned();
    for name in ["index.html", "sw.js"] {
        let text = read(name).replace(&build, "ffffffffffffffff");
        std::fs::write(folder.path().join(name), text).expect("it can be written");
    }
    folder
}

fn serve_newer(site: &mut Site, folder: &Path) {
    site.replace(folder);
}

#[tokio::test]
async fn a_new_version_is_offered_and_taken_over_by_a_click() {
    let (mut site, browser, page) = open().await;
    page.offline_ready().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    let folder = newer();
    serve_newer(&mut site, folder.path());

    // The next start still shows the old version, and offers the new one.
    page.reload().await;
    page.see("new version").await;
    let build = "return document.querySelector('meta[name=\"shortlist:build\"]').content";
    assert_ne!(
        page.js(build, &[]).await,
        "ffffffffffffffff",
        "it was not forced"
    );
    page.click("Update").await;
    page.until("for the new version", async || {
        page.js(build, &[]).await == "ffffffffffffffff"
    })
    .await;
    page.see("Bluefern Analytics").await;
    browser.close().await;
}

#[tokio::test]
async fn two_versions_never_write_at_once() {
    let (site, browser, old) = open().await;
    save_job(&old, "Data Engineer", "Bluefern Analytics", AD).await;

    // A newer build at the same origin in another tab, past the service worker as a forced reload does.
    let folder = newer();
    let mut site = site;
    old.js_async("navigator.serviceWorker.getRegistrations().then((l) => Promise.all(l.map((r) => r.unregister()))).then(() => arguments[0](1))", &[]).await;
    serve_newer(&mut site, folder.path());
    let new = browser.tab(&site.address()).await;
    new.see("Bluefern Analytics").await;
    save_job(&new, "From the new one", "Calder", "Must have: SQL").await;

    // The old tab says so and writes no more.
    old.see("version").await;
    let before = rows(&new, "jobs").await;
    old.drop_files(&[("late.txt", &e2e::text_resume(1))]).await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(rows(&new, "jobs").await, before);
    assert_eq!(rows(&new, "resumes").await, 0, "the old tab wrote a résumé");
    browser.close().await;
}
