//! After the first visit everything works with the server stopped.

use crate::main_job::rows_on_desk;
use crate::steps::{AD, add_fixtures, open, save_job};
use e2e::Browser;

#[tokio::test]
async fn the_main_job_works_with_the_server_stopped() {
    let (mut site, browser, page) = open().await;
    page.offline_ready().await;
    page.see("works offline").await;
    site.stop();

    page.reload().await;
    page.see("Try it with a sample").await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    add_fixtures(
        &page,
        &[
            "resumes/developer-two-columns.pdf",
            "resumes/nurse-german.odt",
            "resumes/electrician-escapes.rtf",
        ],
    )
    .await;
    page.go("#/").await;
    page.until("for three ranked rows", async || {
        rows_on_desk(&page).await == 3
    })
    .await;
    page.click_nth("main [data-row]", 0).await;
    page.see("Must have").await;

    // The sample's files were kept too.
    page.go("#/data").await;
    page.see("Your data").await;

    // A browser that is started anew without any server has it all.
    let profile = browser.close().await;
    let browser = Browser::with(profile, None).await;
    let page = browser.page(&site.address()).await;
    page.until("for three ranked rows after the restart", async || {
        rows_on_desk(&page).await == 3
    })
    .await;
    browser.close().await;
}

#[tokio::test]
async fn it_works_from_any_sub_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let below = folder.path().join("some/where");
    copy(&e2e::given("SHORTLIST_DIST"), &below);
    std::fs::write(folder.path().join("index.html"), "not the page").expect("it can be written");
    let mut site = e2e::Site::of(folder.path());
    let browser = Browser::start().await;
    let page = browser
        .page(&format!("{}some/where/", site.address()))
        .await;
    page.click("Try it with a sample").await;
    page.until("for six ranked rows", async || {
        rows_on_desk(&page).await == 6
    })
    .await;
    page.offline_ready().await;
    site.stop();
    page.reload().await;
    page.until("for six ranked rows offline", async || {
        rows_on_desk(&page).await == 6
    })
    .await;
    browser.close().await;
}

/// Copies a folder with all that is in it.
pub fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("the folder can be made");
    for entry in std::fs::read_dir(from).expect("it is a folder") {
        let path = entry.expect("it can be read").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("it can be copied");
        }
    }
}
