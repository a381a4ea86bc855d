//! Bad input gets a clear error at its own file, the others go on, and nothing is lost.

use std::path::Path;

use e2e::{Browser, Page, fixture, text_resume};
use serde_json::{Value, json};

use crate::main_job::rows_on_desk;
use crate::steps::{AD, open, rows, save_job, through};

/// What the import's panel says of one file.
async fn said_of(page: &Page, name: &str) -> String {
    let script = "return [...document.querySelectorAll('.outcomes li')].filter((l) => l.innerText.includes(arguments[0])).map((l) => l.innerText).join('\\n')";
    page.js(script, &[json!(name)])
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn each_bad_file_is_reported_and_the_good_ones_go_on() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    page.go("#/").await;
    let expected: Value =
        serde_json::from_slice(&std::fs::read(fixture("bad/expect.json")).expect("it is there"))
            .expect("it is JSON");
    let expected = expected.as_object().expect("file → what to expect");
    let names: Vec<&str> = expected
        .keys()
        .map(String::as_str)
        .filter(|name| fixture_is_file(name))
        .collect();
    assert!(names.len() > 15, "{names:?}");
    let bad: Vec<(&str, Vec<u8>)> = names
        .iter()
        .map(|name| {
            (
                *name,
                std::fs::read(fixture(&format!("bad/{name}"))).expect("it is there"),
            )
        })
        .collect();
    let good = [
        ("good-1.txt", text_resume(1)),
        ("good-2.txt", text_resume(2)),
    ];
    let all: Vec<(&str, &[u8])> = [&good[0]]
        .into_iter()
        .chain(&bad)
        .chain([&good[1]])
        .map(|(name, bytes)| (*name, bytes.as_slice()))
        .collect();
    page.drop_files(&all).await;
    page.see(&through(all.len())).await;

    for name in &names {
        let expect = expected[*name]["expect"]
            .as_str()
            .or(expected[*name].as_str())
            .expect("what to expect");
        let said = said_of(&page, name).await;
        let also: Vec<&str> = expected[*name]["also_accept"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if expect == "text" || also.contains(&"text") && said.is_empty() {
            continue;
        }
        assert!(
            said.len() > name.len() + 20,
            "{name} ({expect}): a clear word was expected, the page says “{said}”"
        );
        let word = match expect {
            "password" => "password",
            "no_text" => "picture",
            _ => "",
        };
        assert!(
            said.to_lowercase().contains(word),
            "{name} ({expect}): “{said}”"
        );
    }
    // The good ones are scored, and the page still works.
    page.until("for the good ones to be ranked", async || {
        rows_on_desk(&page).await >= 2
    })
    .await;
    page.see("not scored").await;
    browser.close().await;
}

fn fixture_is_file(name: &str) -> bool {
    Path::new(&fixture("bad")).join(name).is_file()
}

#[tokio::test]
async fn odd_names_large_files_and_markup_do_no_harm() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    let markup = "<img src=x onerror=document.title='broken'> résumé 💼.txt";
    let (one, two) = (text_resume(1), text_resume(2));
    page.drop_files(&[(markup, &one), ("…/../../etc/passwd\u{202e}fdp.txt", &two)])
        .await;
    page.see(&through(2)).await;
    page.go("#/resumes").await;
    page.see("<img src=x onerror").await;
    assert_ne!(page.js("return document.title", &[]).await, json!("broken"));
    assert_eq!(
        page.js("return document.querySelectorAll('main img').length", &[])
            .await,
        json!(0)
    );

    // 26 MB: refused before it is loaded.
    page.js("const t = new DataTransfer(); t.items.add(new File([new Uint8Array(26 * 1024 * 1024)], 'huge.pdf')); \
             document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer: t, bubbles: true, cancelable: true }))", &[]).await;
    page.see("25 MB").await;
    assert_eq!(rows(&page, "resumes").await, 2);
    browser.close().await;
}

#[tokio::test]
async fn a_job_text_of_a_megabyte_and_odd_characters_are_taken_or_refused_in_words() {
    let (_site, browser, page) = open().await;
    let long = format!(
        "{AD}\n{}",
        "We like long sentences about our history. ".repeat(25_000)
    );
    assert!(long.len() > 1_000_000);
    save_job(&page, "Long", "Bluefern", &long).await;
    page.go("#/").await;
    page.see("Python").await;

    page.go("#/jobs/new").await;
    page.fill("Role", "Nothing").await;
    page.fill("Description", "   \n ").await;
    page.click("Save job").await;
    page.until("for the field to be marked", async || {
        page.js(
            "return document.getElementById('job_description').getAttribute('aria-invalid')",
            &[],
        )
        .await
            == json!("true")
    })
    .await;

    // NULs and a lone surrogate, set past the keyboard as a paste would.
    page.js(
        "const f = document.getElementById('job_description'); Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(f, 'Must have: Python\\u0000\\ud800 and SQL'); \
         f.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        &[],
    )
    .await;
    page.click("Save job").await;
    page.see("is saved").await;
    browser.close().await;
}

#[tokio::test]
async fn without_a_current_job_files_are_kept_and_the_person_is_told() {
    let (_site, browser, page) = open().await;
    page.drop_files(&[("cv.txt", &text_resume(3))]).await;
    page.see(&through(1)).await;
    page.go("#/").await;
    page.see("current job").await;
    assert_eq!(rows(&page, "resumes").await, 1);
    assert_eq!(rows(&page, "analyses").await, 0);

    // Later a job comes, and the résumé is scored without the file.
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    page.go("#/resumes").await;
    page.click("Analyse against the current job").await;
    page.until("for the analysis", async || {
        rows(&page, "analyses").await == 1
    })
    .await;
    browser.close().await;
}

#[tokio::test]
async fn storage_that_is_refused_is_said_in_plain_words() {
    let (_site, browser, page) = open().await;
    // As in some private modes: opening a database throws. The page's policy has no place for such a worker, so it is put aside.
    page.tools("Page.setBypassCSP", json!({ "enabled": true }))
        .await;
    page.tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": "
        const real = Worker; window.Worker = class extends real { constructor(url, options) {
            const script = `const early = []; self.onmessage = (e) => early.push(e);
                IDBFactory.prototype.open = () => { throw new DOMException('refused by the test', 'SecurityError'); };
                await import('${new URL(url, location.href)}'); for (const e of early) self.onmessage(e);`;
            super(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), options); } };" })).await;
    page.reload().await;
    page.see("private").await;
    browser.close().await;
}

#[tokio::test]
async fn a_full_disk_is_said_in_plain_words_and_loses_nothing() {
    let (site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    page.drop_files(&[("one.txt", &text_resume(1))]).await;
    page.see(&through(1)).await;
    // The browser asks how much room there is when it opens the storage anew.
    let browser = Browser::with(browser.close().await, None).await;
    let page = browser.page(&site.address()).await;
    page.see("Bluefern Analytics").await;
    let quota = async |size: Option<u32>| {
        let mut parameters = json!({ "origin": site.address() });
        if let Some(size) = size {
            parameters["quotaSize"] = json!(size);
        }
        page.tools("Storage.overrideQuotaForOrigin", parameters)
            .await;
    };
    quota(Some(1)).await;
    page.drop_files(&[("two.txt", &text_resume(2))]).await;
    page.see("no room").await;
    assert_eq!(rows(&page, "resumes").await, 1);
    assert_eq!(rows(&page, "resume_files").await, 1);
    // With room again, the same file comes in.
    quota(None).await;
    page.drop_files(&[("two.txt", &text_resume(2))]).await;
    page.until("for the second résumé", async || {
        rows(&page, "resumes").await == 2
    })
    .await;
    browser.close().await;
}
