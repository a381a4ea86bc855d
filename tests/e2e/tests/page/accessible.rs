//! Every view for everybody: axe-core finds nothing, the keyboard is enough, 360 pixels are enough; with pictures of the main views.

use e2e::{Page, root};
use serde_json::json;
use thirtyfour::Key;

use crate::main_job::rows_on_desk;
use crate::steps::{open, rows, through};

/// The sample on the desk, with feedback and a file that could not be scored.
async fn furnish(page: &Page) {
    page.click("Try it with a sample").await;
    page.until("for six ranked rows", async || {
        rows_on_desk(page).await == 6
    })
    .await;
    let picture = std::fs::read(e2e::fixture("bad/picture-only.pdf")).expect("it is there");
    page.drop_files(&[("scan_0042.pdf", &picture)]).await;
    page.see(&through(1)).await;
    page.see("not scored").await;
    page.click("Dismiss").await;
}

/// Opens the best analysis and says its address.
async fn best_analysis(page: &Page) -> String {
    page.go("#/").await;
    page.until("for ranked rows", async || rows_on_desk(page).await > 0)
        .await;
    page.click_nth("main [data-row]", 0).await;
    page.see("Must have").await;
    page.js("return location.hash", &[])
        .await
        .as_str()
        .expect("an address")
        .to_owned()
}

/// Addresses of all views, each with a text that shows when it is drawn.
async fn views(page: &Page) -> Vec<(String, String, &'static str)> {
    let analysis = best_analysis(page).await;
    page.click("Python: right").await;
    page.until("for the feedback", async || {
        rows(page, "feedback").await == 1
    })
    .await;
    let first = async |list: &str, prefix: &str| {
        page.go(list).await;
        page.until("for a link", async || {
            page.js(
                "return !!document.querySelector(`main a[href^='${arguments[0]}']`)",
                &[json!(prefix)],
            )
            .await
                == json!(true)
        })
        .await;
        let script = "return [...document.querySelectorAll(`main a[href^='${arguments[0]}']`)].filter((a) => !a.innerText.includes('scan_0042')).map((a) => a.getAttribute('href')).find((h) => h.length > arguments[0].length + 3 && !h.includes('new') && !h.includes('?'))";
        page.js(script, &[json!(prefix)])
            .await
            .as_str()
            .expect("an address")
            .to_owned()
    };
    page.go("#/applications").await;
    page.click("Add application").await;
    page.fill("Company", "Ravenmoor Ltd").await;
    page.fill("Role", "Baker").await;
    page.click("Save").await;
    page.see("Saved: Baker").await;
    let job = first("#/jobs", "#/jobs/").await;
    let resume = first("#/resumes", "#/resumes/").await;
    let feedback = first("#/feedback", "#/feedback/").await;
    let view = |name: &str, address: String, text| (name.to_owned(), address, text);
    vec![
        view("desk", "#/".into(), "Harbour Analytics"),
        view("analysis", analysis, "Must have"),
        view("jobs", "#/jobs".into(), "Harbour Analytics"),
        view("job", job.clone(), "Harbour Analytics"),
        view("job-form", "#/jobs/new".into(), "Description"),
        view("job-edit", format!("{job}/edit"), "Description"),
        view("resumes", "#/resumes".into(), "scan_0042.pdf"),
        view("resume", resume.clone(), "Highest level"),
        view("analyses", "#/analyses".into(), "Harbour Analytics"),
        view("feedback-list", "#/feedback".into(), "Python"),
        view("feedback", feedback, "What it should have said"),
        view("search", "#/search?q=data".into(), "data"),
        view("data", "#/data".into(), "Your data"),
        view("backup", "#/data/backup".into(), "Choose a backup"),
        view("older", "#/data/older".into(), "Choose the folder"),
        view(
            "candidate-search",
            "#/data/candidate".into(),
            "scan_0042.pdf",
        ),
        view(
            "candidate",
            resume.replace("#/resumes/", "#/data/candidate/"),
            "all that hangs on it",
        ),
        view("compare", "#/compare".into(), "choose others"),
        view("applications", "#/applications".into(), "Ravenmoor Ltd"),
        view(
            "applications-board",
            "#/applications?as=board".into(),
            "Ravenmoor Ltd",
        ),
        view(
            "applications-report",
            "#/applications?as=report".into(),
            "How they stand",
        ),
        view("api", "#/api".into(), "/api/openapi.json"),
        view("unknown", "#/nowhere".into(), "No view has"),
    ]
}

#[tokio::test]
async fn axe_finds_nothing_on_any_view_in_light_dark_and_narrow() {
    let (_site, browser, page) = open().await;
    let mut wrong = Vec::new();
    for found in page.violations().await {
        wrong.push(format!("first visit: {found}"));
    }
    furnish(&page).await;
    let pictures = root().join("target/screenshots");
    for (name, address, text) in views(&page).await {
        page.go(&address).await;
        page.see(text).await;
        for (look, width, height, scheme) in [
            ("light", 1400, 1000, "light"),
            ("dark", 1400, 1000, "dark"),
            ("narrow", 360, 780, "light"),
        ] {
            page.look(width, height, scheme).await;
            tokio::time::sleep(std::time::Duration::from_millis(120)).await;
            page.screenshot(&pictures.join(format!("{name}-{look}.png")))
                .await;
            for found in page.violations().await {
                wrong.push(format!("{name}, {look}: {found}"));
            }
            let wide = page
                .js(
                    "return document.documentElement.scrollWidth - innerWidth",
                    &[],
                )
                .await;
            if wide.as_i64().unwrap_or(0) > 0 {
                wrong.push(format!(
                    "{name}, {look}: {wide} pixels wider than the window"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.close().await;
}

#[tokio::test]
async fn the_keyboard_is_enough() {
    let (_site, browser, page) = open().await;
    page.press("n").await;
    page.see("New job").await;
    page.until("for the form", async || {
        page.js("return !!document.getElementById('role_name')", &[])
            .await
            == json!(true)
    })
    .await;
    // From the heading that the view gave the focus, Tab leads into the form.
    let focused = "return document.activeElement?.id || ''";
    for _ in 0..12 {
        if page.js(focused, &[]).await == json!("role_name") {
            break;
        }
        page.press(Key::Tab).await;
    }
    assert_eq!(
        page.js(focused, &[]).await,
        json!("role_name"),
        "Tab leads to the first field"
    );
    page.press("Data Engineer").await;
    page.press(Key::Tab).await;
    page.press("Bluefern Analytics").await;
    page.press(Key::Tab).await;
    page.press("Must have: Python and SQL. Nice to have: Airflow.")
        .await;
    page.press(Key::Tab).await;
    page.press(Key::Tab).await;
    page.press(Key::Enter).await;
    page.see("is saved").await;

    // Files by key: `u` opens the chooser, which a headless browser cannot show, so they are dropped.
    page.drop_files(&[
        ("one.txt", &e2e::text_resume(1)),
        ("two.txt", &e2e::text_resume(2)),
    ])
    .await;
    page.see(&through(2)).await;
    page.go("#/").await;
    page.until("for two ranked rows", async || {
        rows_on_desk(&page).await == 2
    })
    .await;
    page.press(Key::Escape).await;
    page.press("j").await;
    page.press("j").await;
    page.press("k").await;
    page.press(Key::Enter).await;
    page.see("Must have").await;
    page.press("/").await;
    assert_eq!(page.js(focused, &[]).await, json!("find"));
    page.press("quillfeather").await;
    page.press(Key::Enter).await;
    page.until("for the search", async || {
        page.js("return location.hash", &[])
            .await
            .as_str()
            .unwrap_or_default()
            .contains("quillfeather")
    })
    .await;
    page.press(Key::Escape).await;
    page.press("?").await;
    page.see("Show these keys").await;
    page.press(Key::Escape).await;
    page.gone("Show these keys").await;
    browser.close().await;
}
