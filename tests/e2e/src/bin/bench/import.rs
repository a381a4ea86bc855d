//! Many files at once, as a person drops them.

use anyhow::{Result, ensure};
use e2e::{Browser, Page, Site, docx, pdf, text_resume};
use serde_json::{Value, json};

use crate::keeper::AD;
use crate::{PATIENCE, RUNS, number, row};

/// Files of the import that is measured: a third each of PDF, DOCX and text.
const FILES: usize = 300;

/// From the drop to the last file that is through.
const DROP: &str = "const done = arguments[0]; window.longest = 0; \
    new PerformanceObserver((l) => { for (const e of l.getEntries()) longest = Math.max(longest, e.duration); }).observe({ entryTypes: ['longtask'] }); \
    const start = performance.now(); \
    new MutationObserver((_, me) => { const h = document.querySelector('.import [role=status] h2'); \
      if (h) { me.disconnect(); const took = performance.now() - start; setTimeout(() => done([took, longest, h.innerText]), 200); } }).observe(document.body, { childList: true, subtree: true, characterData: true }); \
    document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer: window.held, bubbles: true, cancelable: true }));";

/// Files through reading, hashing, scoring and keeping: in a fresh browser, which still makes its quick code of the engine
/// meanwhile, and as many again after them.
///
/// # Errors
/// A file did not come in.
pub async fn import() -> Result<()> {
    let site = Site::start();
    let mut speed = [Vec::new(), Vec::new()];
    let mut longest = [Vec::new(), Vec::new()];
    for _ in 0..RUNS {
        let browser = Browser::patient().await;
        let page = browser.page(&site.address()).await;
        page.see("Try it with a sample").await;
        page.driver().await.set_script_timeout(PATIENCE).await?;
        save_job(&page).await;
        for (time, (speed, longest)) in speed.iter_mut().zip(&mut longest).enumerate() {
            // The files are handed over first; only the drop itself starts the clock.
            hold(&page, &files(time * FILES)).await;
            let took = page.js_async(DROP, &[]).await;
            ensure!(
                took[2]
                    .as_str()
                    .is_some_and(|text| text.contains(&format!("{FILES} new"))),
                "not all files came in: {took}"
            );
            speed.push(FILES as f64 / (number(&took[0]) / 1000.0));
            longest.push(number(&took[1]));
            page.click("Dismiss").await;
        }
        browser.close().await;
    }
    for ((when, speed), longest) in ["in a fresh browser", "after those"]
        .into_iter()
        .zip(speed)
        .zip(longest)
    {
        row(
            &format!("{FILES} files read, hashed, scored and kept, {when}"),
            "files/s",
            speed,
        );
        row(
            "longest task of the page's thread meanwhile (0: none over 50 ms)",
            "ms",
            longest,
        );
    }
    Ok(())
}

/// Files of which no two have the same bytes.
fn files(from: usize) -> Vec<(String, Vec<u8>)> {
    let file = |n: usize| match n % 3 {
        0 => (format!("cv-{n}.pdf"), pdf(n)),
        1 => (format!("cv-{n}.docx"), docx(n)),
        _ => (format!("cv-{n}.txt"), text_resume(n)),
    };
    (from..from + FILES).map(file).collect()
}

async fn save_job(page: &Page) {
    page.go("#/jobs/new").await;
    page.fill("Role", "Data Engineer").await;
    page.fill("Company", "Bluefern Analytics").await;
    page.fill("Description", AD.trim()).await;
    page.click("Save job").await;
    page.see("is saved").await;
    page.go("#/").await;
    page.see("Bluefern Analytics").await;
}

/// Hands files to the page without dropping them yet.
async fn hold(page: &Page, files: &[(String, Vec<u8>)]) {
    use base64::Engine;
    page.js("window.held = new DataTransfer()", &[]).await;
    for part in files.chunks(25) {
        let part: Vec<Value> = part
            .iter()
            .map(|(name, bytes)| {
                json!([
                    name,
                    base64::engine::general_purpose::STANDARD.encode(bytes)
                ])
            })
            .collect();
        page.js("for (const [name, data] of arguments[0]) held.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name))", &[json!(part)]).await;
    }
}
