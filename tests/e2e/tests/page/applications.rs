//! The tracker of applications: by hand, from a job, on the board, from a sheet and as one, and on paper.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use e2e::Page;
use serde_json::json;

use crate::steps::{AD, open, rows, save_job};

/// Adds an application by the form, which is open for nothing else.
async fn add(page: &Page, company: &str, role: &str, portal: &str, day: &str) {
    page.click("Add application").await;
    page.fill("Company", company).await;
    page.fill("Role", role).await;
    page.fill("Portal", portal).await;
    page.fill("Date applied", day).await;
    page.click("Save").await;
    page.see(&format!("Saved: {role} · {company}")).await;
    page.gone("Date applied").await;
}

/// The texts of a column's cards.
async fn cards(page: &Page, status: &str) -> String {
    let script =
        "return document.querySelector(`[aria-labelledby=board-${arguments[0]}]`)?.innerText ?? ''";
    let text = page.js(script, &[json!(status)]).await;
    text.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_application_is_added_once_moved_found_and_deleted() {
    let (_site, browser, page) = open().await;
    page.go("#/applications").await;
    page.see("No application yet").await;
    add(
        &page,
        "Bluefern Analytics",
        "Data Engineer",
        "Harbour Jobs",
        "2026-10-05",
    )
    .await;
    add(&page, "Ravenmoor Ltd", "Baker", "A friend", "2026-11-02").await;

    // The same one again: said while it is typed, refused when it is saved, kept when the person insists.
    page.click("Add application").await;
    page.fill("Company", "BLUEFERN analytics").await;
    page.see("Here already: Data Engineer · Bluefern Analytics")
        .await;
    page.fill("Role", "data engineer").await;
    page.click("Save").await;
    page.see("Not saved: it is here already").await;
    assert_eq!(rows(&page, "applications").await, 2);
    page.click("Save it all the same").await;
    page.see("Saved: data engineer · BLUEFERN analytics").await;
    assert_eq!(rows(&page, "applications").await, 3);

    // On the board one moves by its own choice, another is dragged.
    page.click("Board").await;
    page.until("for three cards", async || {
        cards(&page, "applied").await.contains("Baker")
    })
    .await;
    page.choose("Status of Baker", "Interviewing").await;
    page.until("for the card to move", async || {
        cards(&page, "interviewing").await.contains("Baker")
    })
    .await;
    let drag = "const card = [...document.querySelectorAll('.column li')].find((c) => c.innerText.includes('Bluefern Analytics')); \
        const to = document.querySelector('[aria-labelledby=board-offer]'); const t = new DataTransfer(); \
        const send = (on, kind) => on.dispatchEvent(new DragEvent(kind, { dataTransfer: t, bubbles: true, cancelable: true })); \
        send(card, 'dragstart'); const taken = !send(to, 'dragover'); send(to, 'drop'); return taken;";
    assert_eq!(page.js(drag, &[]).await, json!(true), "the column takes it");
    page.until("for the dragged card to move", async || {
        cards(&page, "offer").await.contains("Bluefern Analytics")
    })
    .await;

    // All of it is there after a reload, under the same address.
    page.reload().await;
    page.until("for the board", async || {
        cards(&page, "offer").await.contains("Bluefern Analytics")
            && cards(&page, "interviewing").await.contains("Baker")
    })
    .await;

    page.click("Table").await;
    page.see("3 applications").await;
    page.see("3 applications sent, 2 answered").await;
    page.choose("Status", "Interviewing").await;
    page.see("1 application").await;
    page.gone("Bluefern").await;
    page.click("Show all").await;
    page.fill("Company, role, notes", "ravenmoor").await;
    page.gone("Bluefern").await;
    page.click("Delete… Baker").await;
    page.see("1 application from this device").await;
    page.click("Delete").await;
    page.see("No application fits").await;
    assert_eq!(rows(&page, "applications").await, 2);
    browser.close().await;
}

#[tokio::test]
async fn one_click_on_a_job_is_enough() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    page.go("#/jobs").await;
    page.follow("Data Engineer").await;
    page.click("I applied").await;
    page.see("Noted: applied today").await;
    page.follow("Application: applied").await;
    page.see("1 application").await;
    // It is linked to the job, and edited it says so.
    page.click("Edit: Data Engineer").await;
    page.see("How it went so far").await;
    let linked = page.value("Linked job").await;
    assert!(!linked.is_empty(), "the job is linked");
    page.fill("Notes", "Spoke with Edda.").await;
    page.choose("Status", "Rejected").await;
    page.click("Save").await;
    page.see("Spoke with Edda.").await;
    page.see("1 application sent, 1 answered (100 %)").await;
    browser.close().await;
}

#[tokio::test]
async fn a_sheet_comes_in_after_a_look_and_goes_out_whole() {
    let (_site, browser, page) = open().await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let csv = folder.path().join("older.csv");
    let text = "Company,Job,Portal,Full Time,Date Applied\nBluefern Analytics,Data Engineer,Harbour Jobs,Full time,2026-10-05\n\
        Ravenmoor Ltd,Baker,,Part time,2026-11-02\n,,,,\n";
    std::fs::write(&csv, text).expect("it can be written");
    page.go("#/applications").await;
    page.see("No application yet").await;
    page.choose_files("Sheet of applications", &[&csv]).await;
    page.see("2 applications would come in").await;
    assert_eq!(rows(&page, "applications").await, 0, "nothing before yes");
    page.click("Bring in 2 applications").await;
    page.see("2 applications came in").await;
    page.see("Ravenmoor Ltd").await;

    // What goes out is a workbook that comes in again, and then everything is here already.
    let keep = "URL.createObjectURL = ((own) => (blob) => { window.kept = blob; return own.call(URL, blob); })(URL.createObjectURL)";
    page.js(keep, &[]).await;
    page.click("Download as XLSX").await;
    page.see("2 applications in shortlist-applications-").await;
    let read = "const done = arguments[0]; const r = new FileReader(); r.onload = () => done(r.result.split(',')[1]); r.readAsDataURL(window.kept);";
    let bytes = page.js_async(read, &[]).await;
    let bytes = STANDARD
        .decode(bytes.as_str().expect("the file"))
        .expect("it is Base64");
    assert!(bytes.starts_with(b"PK"), "a workbook is a zip");
    let workbook = folder.path().join("again.xlsx");
    std::fs::write(&workbook, bytes).expect("it can be written");
    page.choose_files("Sheet of applications", &[&workbook])
        .await;
    page.see("0 applications would come in; 2 are here already")
        .await;
    page.click("Cancel").await;

    // What is no sheet says so.
    let broken = folder.path().join("broken.xlsx");
    std::fs::write(&broken, b"PK and nothing more").expect("it can be written");
    page.choose_files("Sheet of applications", &[&broken]).await;
    page.see("This workbook cannot be read").await;
    browser.close().await;
}

#[tokio::test]
async fn a_report_counts_what_was_sent_and_answered_in_its_days() {
    let (_site, browser, page) = open().await;
    page.go("#/applications").await;
    page.see("No application yet").await;
    add(
        &page,
        "Bluefern Analytics",
        "Data Engineer",
        "",
        "2026-10-05",
    )
    .await;
    add(&page, "Ravenmoor Ltd", "Baker", "", "2026-11-02").await;
    page.click("Edit: Data Engineer").await;
    page.choose("Status", "Rejected").await;
    page.fill("Since", "2026-11-10").await;
    page.click("Save").await;
    page.see("1 answered").await;
    page.click("Report").await;
    page.see("All applications").await;
    page.see("2 applications sent; 1 of them answered so far. 1 answer came")
        .await;
    page.fill("From", "2026-11-01").await;
    page.fill("To", "2026-11-30").await;
    page.see("1 application sent; 0 of them answered so far. 1 answer came")
        .await;
    page.js("window.print = () => { window.printed = true; }", &[])
        .await;
    page.click("Print").await;
    assert_eq!(page.js("return window.printed", &[]).await, json!(true));
    // On paper there is the report and nothing around it.
    page.tools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await;
    assert!(!page.sees("Show all").await);
    assert!(page.sees("Ravenmoor Ltd").await);
    browser.close().await;
}
