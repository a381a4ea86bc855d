//! Reading in the browser: each PDF of a folder by the built page's reader and, where it is there, by pdf.js, in one page, one after
//! the other. Both keep their worker between files; the first round warms them up and is not counted.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::Browser;
use serde_json::{Value, json};

use crate::served::{Served, copy};
use crate::{number, row};

/// Rounds over all files that are counted.
const ROUNDS: usize = 5;

/// Reads `files.json` and everything that it names. Times are milliseconds from the bytes handed over to the answer: of ours
/// with findings, facts, features and their JSON; of pdf.js with the text content of every page.
const SCRIPT: &str = r#"const files = await (await fetch("files.json")).json();
const bytes = await Promise.all(files.map(async (name) => (await fetch("files/" + encodeURIComponent(name))).arrayBuffer()));
const ours = (n) => read({ call: "read", name: files[n], added_at: "2026-06-01T10:00:00.000Z", job: null }, bytes[n].slice(0));
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
};"#;

/// Reads the PDFs of a folder; `pdfjs` is the folder of pdf.js' `pdf.mjs` and `pdf.worker.mjs`. Without it pages are not counted, and times are a file's.
pub async fn reading(files: &Path, pdfjs: Option<&Path>) -> Result<()> {
    let served = Served::new()?;
    let folder = served.folder();
    let names = copy(files, &folder.join("files"), |name| name.ends_with(".pdf"))?;
    ensure!(!names.is_empty(), "{} holds no PDF", files.display());
    if let Some(pdfjs) = pdfjs {
        copy(pdfjs, &folder.join("pdfjs"), |name| {
            name == "pdf.mjs" || name == "pdf.worker.mjs"
        })?;
    }
    std::fs::write(folder.join("files.json"), json!(names).to_string())?;

    let browser = Browser::patient().await;
    let work = format!("measure({ROUNDS})");
    let answer = served.run(&browser, SCRIPT, &work).await?;
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
