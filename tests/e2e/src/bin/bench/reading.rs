//! Reading in the browser: each PDF of a folder by the built page's reader and, where it is there, by pdf.js, in one page, one after
//! the other. Both keep their worker between files; the first round warms them up and is not counted.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Site, given};
use serde_json::{Value, json};

use crate::{PATIENCE, number, row};

/// Rounds over all files that are counted.
const ROUNDS: usize = 5;

/// The page: reads `files.json` and everything that it names. Times are milliseconds from the bytes handed over to the answer: of ours
/// with findings, facts, features and their JSON; of pdf.js with the text content of every page.
const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>Reading</title><script type="module">
const files = await (await fetch("files.json")).json();
const bytes = await Promise.all(files.map(async (name) => (await fetch("files/" + encodeURIComponent(name))).arrayBuffer()));
const index = new DOMParser().parseFromString(await (await fetch("index.html")).text(), "text/html");
const worker = new Worker(index.querySelector('meta[name="shortlist:worker"]').content, { type: "module", name: "reader" });
const waits = new Map();
let id = 0;
const ready = new Promise((done) => {
  worker.onmessage = ({ data }) => { if (data.told === "ready") done(); waits.get(data.id)?.(data); waits.delete(data.id); };
});
const ours = (n) => new Promise((done) => {
  const buffer = bytes[n].slice(0);
  waits.set(++id, done);
  worker.postMessage({ id, call: JSON.stringify({ call: "read", name: files[n], added_at: "2026-06-01T10:00:00.000Z", job: null }), buffers: [buffer] }, [buffer]);
});
let pdfjs = null;
try { pdfjs = await import("./pdfjs/pdf.mjs"); pdfjs.GlobalWorkerOptions.workerSrc = "./pdfjs/pdf.worker.mjs"; } catch { }
const theirWorker = pdfjs && new pdfjs.PDFWorker();
const theirs = async (n) => {
  const task = pdfjs.getDocument({ data: bytes[n].slice(0), worker: theirWorker, verbosity: 0 });
  const pdf = await task.promise;
  for (let page = 1; page <= pdf.numPages; page++) await (await pdf.getPage(page)).getTextContent();
  const pages = pdf.numPages;
  await task.destroy();
  return pages;
};
window.measure = async (rounds) => {
  await ready;
  const answer = { pages: {}, refused: [], ours: [], theirs: [] };
  const timed = async (work) => { const start = performance.now(); const result = await work(); return [performance.now() - start, result]; };
  for (let round = 0; round <= rounds; round++) {
    const sums = { ours: 0, theirs: 0 };
    for (let n = 0; n < files.length; n++) {
      if (answer.refused.includes(files[n])) continue;
      try {
        const [took, pages] = pdfjs ? await timed(() => theirs(n)) : [0, 1];
        const [took2, reply] = await timed(() => ours(n));
        if (!reply.ok) throw reply.value;
        const state = JSON.parse(reply.value).state;
        if (state !== "read") throw state;
        answer.pages[files[n]] = pages; sums.theirs += took; sums.ours += took2;
      } catch (error) { answer.refused.push(files[n]); }
    }
    if (round) { answer.ours.push(sums.ours); answer.theirs.push(sums.theirs); }
  }
  answer.pdfjs = pdfjs?.version ?? null;
  return answer;
};
</script>"#;

/// Reads the PDFs of a folder; `pdfjs` is the folder of pdf.js' `pdf.mjs` and `pdf.worker.mjs`. Without it pages are not counted, and times are a file's.
pub async fn reading(files: &Path, pdfjs: Option<&Path>) -> Result<()> {
    let folder = tempfile::tempdir()?;
    copy(&given("SHORTLIST_DIST"), folder.path(), |_| true)?;
    let names = copy(files, &folder.path().join("files"), |name| {
        name.ends_with(".pdf")
    })?;
    ensure!(!names.is_empty(), "{} holds no PDF", files.display());
    if let Some(pdfjs) = pdfjs {
        copy(pdfjs, &folder.path().join("pdfjs"), |name| {
            name == "pdf.mjs" || name == "pdf.worker.mjs"
        })?;
    }
    std::fs::write(folder.path().join("files.json"), json!(names).to_string())?;
    std::fs::write(folder.path().join("reading.html"), PAGE)?;

    let site = Site::of(folder.path());
    let browser = Browser::patient().await;
    let page = browser
        .page(&format!("{}reading.html", site.address()))
        .await;
    page.driver().await.set_script_timeout(PATIENCE).await?;
    page.until("for the readers", async || {
        page.js("return !!window.measure", &[]).await == json!(true)
    })
    .await;
    let answer = page
        .js_async(
            "const [rounds, done] = arguments; measure(rounds).then(done, (e) => done({ failed: String(e) }));",
            &[json!(ROUNDS)],
        )
        .await;
    let pages: f64 = answer["pages"]
        .as_object()
        .with_context(|| format!("nothing was measured: {answer}"))?
        .values()
        .map(number)
        .sum();
    ensure!(pages > 0.0, "no file was read by both: {answer}");
    println!(
        "{pages} pages; without what one of the two refuses: {}",
        answer["refused"]
    );
    let each = |times: &Value| -> Vec<f64> {
        let times = times.as_array().map(Vec::as_slice).unwrap_or_default();
        times.iter().map(|time| number(time) / pages).collect()
    };
    row(
        "a warm read in the browser, a page",
        "ms",
        each(&answer["ours"]),
    );
    if let Some(version) = answer["pdfjs"].as_str() {
        row(
            &format!("the same pages by pdf.js {version}"),
            "ms",
            each(&answer["theirs"]),
        );
    }
    browser.close().await;
    Ok(())
}

/// Copies a folder's files, and those of the folders in it, and tells the names of the outermost.
pub fn copy(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool + Copy) -> Result<Vec<String>> {
    std::fs::create_dir_all(to)?;
    let mut names = Vec::new();
    let entries =
        std::fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to.join(&name), wanted)?;
        } else if wanted(&name) {
            std::fs::copy(entry.path(), to.join(&name))?;
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
