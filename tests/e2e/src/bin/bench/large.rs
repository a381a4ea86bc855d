//! The desk and the search over a database of 1,000 jobs and 10,000 résumés with an analysis each.

use std::time::{Duration, Instant};

use anyhow::Result;
use e2e::{Browser, Page, Site};
use serde_json::json;

use crate::keeper::Keeper;
use crate::{PATIENCE, RUNS, number, row};

const ANALYSES: usize = 10_000;
const JOBS: usize = 1_000;

/// Fills it, and measures.
///
/// # Errors
/// The database could not be filled.
pub async fn large_database() -> Result<()> {
    let site = Site::start();
    let browser = Browser::patient().await;
    let keeper = Keeper::start(&browser, &site).await?;
    let start = Instant::now();
    keeper.fill(ANALYSES, JOBS).await?;
    eprintln!(
        "filled with {JOBS} jobs and {ANALYSES} résumés and analyses in {:.0} s",
        start.elapsed().as_secs_f64()
    );
    // The keeper's page gives way to the program's.
    let page = browser.page(&site.address()).await;
    page.driver().await.set_script_timeout(PATIENCE).await?;
    page.see("Data Engineer").await;

    let mut desk = Vec::new();
    for _ in 0..RUNS {
        page.go("#/api").await;
        page.see("The description as OpenAPI").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        desk.push(
            until_shown(
                &page,
                "location.hash = '#/'",
                "document.querySelector('main tbody [data-row]')",
            )
            .await,
        );
    }
    row(
        "the desk of a job with 10,000 analyses, from the click to the drawn rows",
        "ms",
        desk,
    );

    let mut opening = Vec::new();
    for _ in 0..RUNS {
        page.reload().await;
        page.until("for the rows", async || {
            page.js(
                "return !!document.querySelector('main tbody [data-row]')",
                &[],
            )
            .await
                == json!(true)
        })
        .await;
        let took = page.js("return performance.now()", &[]).await;
        opening.push(number(&took));
    }
    row(
        "reload to the drawn desk with 10,000 analyses (seen by asking every 30 ms)",
        "ms",
        opening,
    );

    // No two neighbours find the same first rows, so that each is seen to arrive.
    for (what, address, typed_in) in [
        (
            "1,000 jobs",
            "#/jobs",
            ["q", "z", "wic", "raven", "u", "stone", "yarr"],
        ),
        (
            "10,000 résumés",
            "#/resumes",
            ["1", "2", "77", "cv-3", "4", "cv-55", "90"],
        ),
    ] {
        page.go(address).await;
        page.until("for the list", async || {
            page.js(
                "return document.querySelectorAll('main [data-row]').length > 5",
                &[],
            )
            .await
                == json!(true)
        })
        .await;
        let mut typed = Vec::new();
        for query in typed_in {
            let ready = format!(
                "const f = [...document.querySelectorAll('main input')].find((i) => (i.getAttribute('aria-label') || i.labels?.[0]?.innerText || '').includes('Search')); \
                 Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(f, '{query}'); window.before = document.querySelector('main tbody')?.innerText; \
                 f.dispatchEvent(new InputEvent('input', {{ bubbles: true }}))"
            );
            typed.push(
                until_shown(
                    &page,
                    &ready,
                    "document.querySelector('main tbody')?.innerText !== window.before",
                )
                .await,
            );
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
        row(
            &format!("search as you type over {what}, from the key to the drawn rows"),
            "ms",
            typed,
        );
    }
    let keeper = Keeper::start(&browser, &site).await?;
    // What search looks through is built with the first one.
    keeper
        .call(json!({ "call": "search", "query": "a", "limit": 10 }))
        .await?;
    let mut everything = Vec::new();
    for query in [
        "qui",
        "quil",
        "quill",
        "engineer 7",
        "python 99",
        "zell",
        "wic",
        "data eng",
    ] {
        let call = json!({ "call": "search", "query": query, "limit": 10 });
        everything.push(keeper.call(call).await?.1);
    }
    row(
        "search over everything, from the page's call to the keeper's answer",
        "ms",
        everything,
    );
    browser.close().await;
    Ok(())
}

/// Milliseconds from a script to a condition, looked at after every change of the page.
async fn until_shown(page: &Page, script: &str, condition: &str) -> f64 {
    let measure = format!(
        "const done = arguments[0]; const start = performance.now(); \
         const look = () => {{ if ({condition}) {{ watch.disconnect(); clearTimeout(late); requestAnimationFrame(() => done(performance.now() - start)); return true; }} }}; \
         const watch = new MutationObserver(look); const late = setTimeout(() => {{ watch.disconnect(); done(-1); }}, 5000); \
         watch.observe(document.body, {{ childList: true, subtree: true, characterData: true }}); {script};"
    );
    let took = number(&page.js_async(&measure, &[]).await);
    assert!(took >= 0.0, "in vain: {script} … {condition}");
    took
}
