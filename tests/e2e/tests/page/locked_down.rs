//! Nothing leaves the machine: every request of the whole main job goes to the page's own origin.

use e2e::{Browser, Profile, Proxy, Site};
use serde_json::json;

use crate::main_job::rows_on_desk;
use crate::steps::{AD, add_fixtures, save_job};

/// Hosts that this browser asks of its own accord, whatever page is open: its start page, its accounts, its updates. What the page
/// asks for is looked at twice, here and in its own list of what it loaded, where the browser's requests are not.
const BROWSERS_OWN: [&str; 3] = ["duckduckgo.com", "google.com", "googleapis.com"];

/// The host of a request as the proxy writes it down: `CONNECT host:443` or `GET http://host/path`.
fn host(line: &str) -> &str {
    let address = line.split_once(' ').map_or(line, |(_, address)| address);
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or_default()
}

#[tokio::test]
async fn no_request_goes_to_another_origin() {
    let site = Site::start();
    let proxy = Proxy::start();
    let browser = Browser::with(Profile::new(), Some(&proxy)).await;
    let page = browser.page(&site.address()).await;
    page.see("Try it with a sample").await;
    page.click("Try it with a sample").await;
    page.until("for six ranked rows", async || {
        rows_on_desk(&page).await == 6
    })
    .await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    add_fixtures(
        &page,
        &[
            "resumes/developer-two-columns.pdf",
            "resumes/accountant-tag-soup.html",
        ],
    )
    .await;
    page.go("#/resumes").await;
    page.see("accountant-tag-soup.html").await;
    page.go("#/").await;
    page.until("for ranked rows", async || rows_on_desk(&page).await > 0)
        .await;
    page.click_nth("main [data-row]", 0).await;
    page.see("Must have").await;
    page.click("Original").await;
    page.click("Job text").await;
    page.go("#/data").await;
    page.see("Your data").await;
    page.offline_ready().await;

    let loaded = page
        .js(
            "return performance.getEntriesByType('resource').map((e) => e.name).filter((name) => !name.startsWith(location.origin) && !name.startsWith('blob:'))",
            &[],
        )
        .await;
    assert_eq!(loaded, json!([]), "the page loaded from elsewhere");
    let seen = proxy.seen();
    let own = site.address();
    assert!(
        seen.iter().filter(|line| line.contains(&own)).count() > 8,
        "the proxy saw the page's own requests: {seen:?}"
    );
    let others: Vec<&String> = seen
        .iter()
        .filter(|line| {
            !line.starts_with(&format!("GET {own}"))
                && !BROWSERS_OWN.iter().any(|own| host(line).ends_with(own))
        })
        .collect();
    assert!(others.is_empty(), "requests to elsewhere: {others:?}");
    browser.close().await;
}

#[tokio::test]
async fn the_policy_refuses_other_origins_and_inline_scripts() {
    let (_site, browser, page) = crate::steps::open().await;
    let tried = page
        .js_async(
            "const done = arguments[0]; const said = []; document.addEventListener('securitypolicyviolation', (e) => said.push(e.effectiveDirective)); \
             const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s); \
             const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = 'https://example.org/x.css'; document.head.append(l); \
             fetch('https://example.org/').catch(() => 0).then(() => setTimeout(() => done([!!window.ran, said.sort()]), 300))",
            &[],
        )
        .await;
    assert_eq!(
        tried,
        json!([false, ["connect-src", "script-src-elem", "style-src-elem"]])
    );
    let policy = page
        .js(
            "return document.querySelector('meta[http-equiv=Content-Security-Policy]').content",
            &[],
        )
        .await;
    let policy = policy.as_str().expect("a policy");
    for part in [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
        "{policy}"
    );
    browser.close().await;
}

#[tokio::test]
async fn the_worker_gets_the_policy_from_the_service_worker() {
    let (_site, browser, page) = crate::steps::open().await;
    page.offline_ready().await;
    let header = page
        .js_async(
            "const done = arguments[0]; fetch(document.querySelector('meta[name=\"shortlist:worker\"]').content).then((r) => done(r.headers.get('Content-Security-Policy')))",
            &[],
        )
        .await;
    assert!(
        header
            .as_str()
            .unwrap_or_default()
            .contains("connect-src 'self'"),
        "{header}"
    );
    browser.close().await;
}
