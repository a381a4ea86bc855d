//! Scores to the bit: those of the built page's reader beside those that the example `score` printed natively.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Site, given};
use serde_json::{Value, json};

use crate::PATIENCE;
use crate::reading::copy;

/// The browsers.
pub enum Which {
    Chromium,
    Firefox,
}

/// The month up to which an ongoing job counts is that of `added_at`; the other side is made with `--as-of 2026-06`. Numbers are
/// compared as JSON's reading in the browser gives them, which is exact.
const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>Bits</title><script type="module">
const index = new DOMParser().parseFromString(await (await fetch("index.html")).text(), "text/html");
const worker = new Worker(index.querySelector('meta[name="shortlist:worker"]').content, { type: "module", name: "reader" });
const waits = new Map();
let id = 0;
const ready = new Promise((done) => {
  worker.onmessage = ({ data }) => { if (data.told === "ready") done(); waits.get(data.id)?.(data); waits.delete(data.id); };
});
const read = (call, buffer) => new Promise((done) => {
  waits.set(++id, done);
  worker.postMessage({ id, call: JSON.stringify(call), buffers: [buffer] }, [buffer]);
});
const numbers = (result) => [result.overall_score, result.skill_match_score, result.experience_match_score, result.education_match_score,
  result.relevance?.score, result.order_score].map((number) => number ?? null);
window.compare = async () => {
  await ready;
  const rows = (await (await fetch("scores.jsonl")).text()).trim().split("\n").map((line) => JSON.parse(line));
  const files = new Map(), jobs = new Map(), different = [];
  for (const { job, file, analysis } of rows) {
    if (!files.has(file)) files.set(file, await (await fetch("files/" + encodeURIComponent(file))).arrayBuffer());
    if (!jobs.has(job)) jobs.set(job, await (await fetch(`jobs/${encodeURIComponent(job)}.txt`)).text());
    const wanted = { job_id: "00000000", company_name: "", role_name: "", job_description: jobs.get(job) };
    const answer = await read({ call: "read", name: file, added_at: "2026-06-15T10:00:00.000Z", job: wanted }, files.get(file).slice(0));
    if (!answer.ok) { different.push([job, file, answer.value]); continue; }
    const reading = JSON.parse(new TextDecoder().decode(answer.buffers[1]));
    const here = numbers(reading.analysis), there = numbers(analysis);
    if (!here.every((number, at) => Object.is(number, there[at]))) different.push([job, file, here, there]);
  }
  return { pairs: rows.length, different };
};
</script>"#;

/// Scores each pair of `scores`, which `score` printed, in a browser; `gold` holds `files/` and `jobs/`.
///
/// # Errors
/// One pair differs, or could not be read.
pub async fn bits(gold: &Path, scores: &Path, which: Which) -> Result<()> {
    let folder = tempfile::tempdir()?;
    copy(&given("SHORTLIST_DIST"), folder.path(), |_| true)?;
    let printed = std::fs::read_to_string(scores)
        .with_context(|| format!("{} cannot be read", scores.display()))?;
    let files = named(&printed, "file")?;
    copy(&gold.join("files"), &folder.path().join("files"), |name| {
        files.contains(name)
    })?;
    copy(&gold.join("jobs"), &folder.path().join("jobs"), |_| true)?;
    std::fs::write(folder.path().join("scores.jsonl"), printed)?;
    std::fs::write(folder.path().join("bits.html"), PAGE)?;

    let site = Site::of(folder.path());
    let (name, browser) = match which {
        Which::Chromium => ("Chromium", Browser::patient().await),
        Which::Firefox => ("Firefox", Browser::firefox().await),
    };
    let page = browser.page(&format!("{}bits.html", site.address())).await;
    page.driver().await.set_script_timeout(PATIENCE).await?;
    page.until("for the reader", async || {
        page.js("return !!window.compare", &[]).await == json!(true)
    })
    .await;
    let answer = page
        .js_async(
            "const [done] = arguments; compare().then(done, (e) => done({ failed: String(e) }));",
            &[],
        )
        .await;
    let different = answer["different"]
        .as_array()
        .with_context(|| format!("nothing was compared: {answer}"))?;
    ensure!(
        different.is_empty(),
        "{} pairs differ: {answer}",
        different.len()
    );
    println!(
        "{} pairs, six numbers each: the same bits natively and in {name}",
        answer["pairs"]
    );
    browser.close().await;
    Ok(())
}

/// The values of a key in lines of JSON.
fn named(lines: &str, key: &str) -> Result<BTreeSet<String>> {
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line)?;
        Ok(line[key].as_str().unwrap_or_default().to_owned())
    };
    lines.lines().map(line).collect()
}
