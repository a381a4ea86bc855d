//! A page of the bench's own beside the built one, with a reader of the built page's.

use std::path::Path;

use anyhow::{Context, Result};
use e2e::{Browser, Page, Site, given};
use serde_json::{Value, json};

use crate::PATIENCE;

/// What such a page begins with: `ready`, and `read(call, buffer)`, which gives the reader's answer.
const READER: &str = r#"<!doctype html><meta charset="utf-8"><title>Bench</title><script type="module">
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
"#;

/// A folder that holds the built page and what a bench puts beside it, served and open in a browser.
pub struct Served {
    folder: tempfile::TempDir,
}

impl Served {
    /// Copies the built page.
    ///
    /// # Errors
    /// A file cannot be copied.
    pub fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        copy(&given("SHORTLIST_DIST"), folder.path(), |_| true)?;
        Ok(Self { folder })
    }

    /// Its path.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Opens a page with that script behind [`READER`], and gives what `work`, a script's expression, comes to.
    ///
    /// # Errors
    /// The page cannot be written.
    pub async fn run(&self, browser: &Browser, script: &str, work: &str) -> Result<Value> {
        let html = format!("{READER}{script}\nwindow.isReady = true;\n</script>");
        std::fs::write(self.folder().join("bench.html"), html)?;
        let site = Site::of(self.folder());
        let page: Page = browser.page(&format!("{}bench.html", site.address())).await;
        page.driver().await.set_script_timeout(PATIENCE).await?;
        page.until("for the page", async || {
            page.js("return !!window.isReady", &[]).await == json!(true)
        })
        .await;
        let call = format!(
            "const [done] = arguments; {work}.then(done, (e) => done({{ failed: String(e) }}));"
        );
        Ok(page.js_async(&call, &[]).await)
    }
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
