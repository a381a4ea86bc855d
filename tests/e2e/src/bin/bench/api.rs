//! The API's way there and back, through the service worker.

use anyhow::{Result, ensure};
use e2e::{Browser, Site};
use serde_json::json;

use crate::{number, row};

/// How often each request is sent once it is warm.
const TIMES: usize = 20;

/// One request after the other, each timed from the call to the read body.
const REQUESTS: &str = r#"const [times, done] = arguments; (async () => {
    const request = async (method, path, body) => {
      const start = performance.now();
      const response = await fetch(path, body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return [performance.now() - start, text];
    };
    const job = (n) => ({ job_description: `Must have: Python ${n}`, company_name: "Bluefern", role_name: `Engineer ${n}` });
    const first = (await request("POST", "api/job-description", job(0)))[0];
    const reading = [], writing = [];
    for (let n = 1; n <= times; n++) {
      writing.push((await request("POST", "api/job-description", job(n)))[0]);
      for (const path of ["api/jobs", "api/resumes", "api/analyses", "api/feedback/statistics", "api/jobs/search?query=engineer"])
        reading.push((await request("GET", path))[0]);
    }
    return { first, reading, writing };
  })().then(done, (error) => done(String(error)));"#;

/// Measures with the page open, as a client of the same origin.
///
/// # Errors
/// A request is refused.
pub async fn api() -> Result<()> {
    let site = Site::start();
    let browser = Browser::patient().await;
    let page = browser.page(&site.address()).await;
    page.see("Try it with a sample").await;
    page.offline_ready().await;
    page.reload().await;
    page.see("Try it with a sample").await;
    let took = page.js_async(REQUESTS, &[json!(TIMES)]).await;
    ensure!(took.is_object(), "{took}");
    let times = |kind: &str| {
        let times = took[kind].as_array().map(Vec::as_slice);
        times.unwrap_or_default().iter().map(number).collect()
    };
    row(
        "the first request to the API",
        "ms",
        vec![number(&took["first"])],
    );
    row("a reading request, once warm", "ms", times("reading"));
    row(
        "a request that saves a job on disk, once warm",
        "ms",
        times("writing"),
    );
    browser.close().await;
    Ok(())
}
