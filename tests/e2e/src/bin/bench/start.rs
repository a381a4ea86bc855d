//! How soon the desk can be used.

use anyhow::Result;
use e2e::{Browser, Site};
use serde_json::json;

use crate::{RUNS, number, row};

/// From the start of the navigation, with an empty profile, to the desk that can be used.
pub async fn cold_start() -> Result<()> {
    let site = Site::start();
    let (mut first, mut again, mut painted) = (Vec::new(), Vec::new(), Vec::new());
    let watch = "new MutationObserver((_, me) => { if (!window.usable && [...document.querySelectorAll('button')].some((b) => b.innerText.includes('Try it with a sample'))) \
                 { window.usable = performance.now(); me.disconnect(); } }).observe(document, { childList: true, subtree: true });";
    for _ in 0..RUNS {
        let browser = Browser::patient().await;
        let blank = browser.page("about:blank").await;
        blank
            .tools(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": watch }),
            )
            .await;
        let page = browser.page(&site.address()).await;
        page.until("for the desk", async || {
            page.js("return !!window.usable", &[]).await == json!(true)
        })
        .await;
        first.push(number(&page.js("return window.usable", &[]).await));
        painted.push(number(&page.js("return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0", &[]).await));
        page.offline_ready().await;
        page.reload().await;
        page.until("for the desk", async || {
            page.js("return !!window.usable", &[]).await == json!(true)
        })
        .await;
        again.push(number(&page.js("return window.usable", &[]).await));
        browser.close().await;
    }
    row("cold start: first contentful paint", "ms", painted);
    row(
        "cold start: navigation to usable desk, first visit",
        "ms",
        first,
    );
    row(
        "start from the service worker: navigation to usable desk",
        "ms",
        again,
    );
    Ok(())
}
