//! One tab, with a person's verbs. Every verb waits until it can be carried out, at most [`PATIENCE`].

use std::cell::RefCell;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{TypingData, WindowHandle};

use crate::root;

/// How long a verb waits for what it needs. A test machine under load is slow; a page that is broken is broken for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a verb waits before it looks again.
const STEP: Duration = Duration::from_millis(30);

/// Finds things as assistive technology does: by role and accessible name.
const FIND: &str = r#"
const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]");
const clean = (t) => (t || "").replace(/\s+/g, " ").trim();
const name = (e) => clean(e.getAttribute("aria-label") || (e.getAttribute("aria-labelledby") && e.getAttribute("aria-labelledby").split(" ").map((i) => document.getElementById(i)?.innerText).join(" ")) || e.innerText || e.title);
const label = (e) => clean(e.getAttribute("aria-label") || [...(e.labels || [])].map((l) => l.innerText).join(" "));
const open = document.querySelector("dialog[open]") || document;
const controls = { button: "button, [role=button], [role=tab], summary, label.button", link: "a[href]", field: "input, textarea, select" };
const find = (kind, wanted) => {
  const all = [...open.querySelectorAll(controls[kind])];
  const of = kind === "field" ? label : name;
  const fit = all.filter((e) => (kind === "field" && e.type === "file") || shown(e));
  return fit.find((e) => of(e) === wanted) || fit.find((e) => of(e).startsWith(wanted)) || fit.find((e) => of(e).includes(wanted)) || null;
};
"#;

/// A tab of a browser.
#[derive(Clone)]
pub struct Page {
    driver: WebDriver,
    tab: WindowHandle,
}

impl Page {
    pub(crate) fn new(driver: WebDriver, tab: WindowHandle) -> Self {
        Self { driver, tab }
    }

    /// The driver, switched to this tab, for what has no verb.
    pub async fn driver(&self) -> &WebDriver {
        self.driver
            .switch_to_window(self.tab.clone())
            .await
            .expect("the tab is there");
        &self.driver
    }

    /// Runs a script in the page and gives its value.
    pub async fn js(&self, script: &str, arguments: &[Value]) -> Value {
        loop {
            let driver = self.driver().await;
            match driver.execute(script, arguments.to_vec()).await {
                Ok(answer) => return answer.json().clone(),
                // The page that the script began in was left meanwhile; the one that follows is asked.
                Err(error) if left(&error) => tokio::time::sleep(STEP).await,
                Err(error) => panic!("the script failed: {error}\n{script}"),
            }
        }
    }

    /// Runs an asynchronous script; it calls `arguments[arguments.length - 1]` with its value.
    pub async fn js_async(&self, script: &str, arguments: &[Value]) -> Value {
        let answer = self
            .driver()
            .await
            .execute_async(script, arguments.to_vec())
            .await;
        answer
            .unwrap_or_else(|error| panic!("the script failed: {error}\n{script}"))
            .json()
            .clone()
    }

    /// Goes to a view, `#/jobs`.
    pub async fn go(&self, hash: &str) {
        self.js("location.hash = arguments[0]", &[json!(hash)])
            .await;
    }

    /// Loads the page anew.
    pub async fn reload(&self) {
        self.driver().await.refresh().await.expect("the page loads");
    }

    /// All the text that can be seen.
    pub async fn text(&self) -> String {
        self.js("return document.body.innerText", &[])
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until a condition holds.
    ///
    /// # Panics
    /// It does not within [`PATIENCE`]; a screenshot and the page's text are left.
    pub async fn until(&self, what: &str, condition: impl AsyncFn() -> bool) {
        let start = Instant::now();
        while !condition().await {
            if start.elapsed() > PATIENCE {
                let file = std::env::temp_dir().join("shortlist-failed.png");
                self.screenshot(&file).await;
                panic!(
                    "waited in vain {what}\nscreenshot: {}\nthe page says:\n{}",
                    file.display(),
                    self.text().await
                );
            }
            tokio::time::sleep(STEP).await;
        }
    }

    /// Waits until a text can be seen; case and white space do not matter.
    pub async fn see(&self, text: &str) {
        let wanted = fold(text);
        self.until(&format!("to see “{text}”"), async || {
            fold(&self.text().await).contains(&wanted)
        })
        .await;
    }

    /// Waits until a text can no longer be seen.
    pub async fn gone(&self, text: &str) {
        let wanted = fold(text);
        self.until(&format!("for “{text}” to go"), async || {
            !fold(&self.text().await).contains(&wanted)
        })
        .await;
    }

    /// Whether a text can be seen now.
    pub async fn sees(&self, text: &str) -> bool {
        fold(&self.text().await).contains(&fold(text))
    }

    async fn find(&self, kinds: &[&str], name: &str) -> WebElement {
        let start = Instant::now();
        let script = format!(
            "{FIND} for (const kind of arguments[0]) {{ const e = find(kind, arguments[1]); if (e) return e; }} return null;"
        );
        loop {
            let found = self
                .driver()
                .await
                .execute(&script, vec![json!(kinds), json!(name)])
                .await;
            if let Ok(element) = found.and_then(|found| found.element()) {
                return element;
            }
            if start.elapsed() > PATIENCE {
                let file = std::env::temp_dir().join("shortlist-failed.png");
                self.screenshot(&file).await;
                panic!(
                    "no {kinds:?} “{name}”\nscreenshot: {}\nthe page says:\n{}",
                    file.display(),
                    self.text().await
                );
            }
            tokio::time::sleep(STEP).await;
        }
    }

    /// Clicks a button or a link by its name.
    pub async fn click(&self, name: &str) {
        self.click_one(&["button", "link"], name).await;
    }

    /// Clicks a link by its name.
    pub async fn follow(&self, name: &str) {
        self.click_one(&["link"], name).await;
    }

    async fn click_one(&self, kinds: &[&str], name: &str) {
        let start = Instant::now();
        loop {
            let element = self.find(kinds, name).await;
            // As a person does: what is to be clicked is brought out from under messages first.
            let middle = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
            if let Ok(json) = element.to_json() {
                // Where the element was drawn anew, clicking it fails too, and both are tried again.
                let _ = self.driver().await.execute(middle, vec![json]).await;
            }
            // The page may draw itself anew between finding and clicking.
            match element.click().await {
                Ok(()) => return,
                Err(error) if start.elapsed() > PATIENCE => {
                    panic!("“{name}” cannot be clicked: {error}")
                }
                Err(_) => tokio::time::sleep(STEP).await,
            }
        }
    }

    /// Clicks one of the elements that a selector finds, counted from nought, for what has no name of its own; waits until it is
    /// there.
    pub async fn click_nth(&self, selector: &str, n: usize) {
        let script = "const e = document.querySelectorAll(arguments[0])[arguments[1]]; e?.click(); return Boolean(e);";
        self.until(&format!("for {selector}"), async || {
            self.js(script, &[json!(selector), json!(n)]).await == json!(true)
        })
        .await;
    }

    /// Finds a field by its label and does something with it in one script, so that the page cannot draw it anew between the two;
    /// waits while there is none, or while the script gives null.
    async fn with_field(&self, label: &str, act: &str, with: &str) -> Value {
        let script = format!(
            "{FIND} const f = find('field', arguments[0]); if (!f) return null; const put = (value) => {{ \
             Object.getOwnPropertyDescriptor(Object.getPrototypeOf(f), 'value').set.call(f, value); \
             f.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); f.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }}; {act}"
        );
        let given = RefCell::new(Value::Null);
        self.until(
            &format!("for the field “{label}” to take “{with}”"),
            async || {
                let value = self.js(&script, &[json!(label), json!(with)]).await;
                let there = !value.is_null();
                given.replace(value);
                there
            },
        )
        .await;
        given.into_inner()
    }

    /// Writes into a field, by its label; what stood there goes.
    pub async fn fill(&self, label: &str, text: &str) {
        self.with_field(label, "f.focus(); return put(arguments[1]);", text)
            .await;
    }

    /// The value of a field.
    pub async fn value(&self, label: &str) -> String {
        let value = self.with_field(label, "return f.value;", "").await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Chooses an option of a select by a part of its text.
    pub async fn choose(&self, label: &str, option: &str) {
        let act = "const o = [...f.options].find((o) => o.text.includes(arguments[1])); return o ? put(o.value) : null;";
        self.with_field(label, act, option).await;
    }

    /// Presses keys, wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let chain = self.driver().await.action_chain().send_keys(keys);
        chain.perform().await.expect("the keys are pressed");
    }

    /// Drops files onto the page, each a name and its bytes.
    pub async fn drop_files(&self, files: &[(&str, &[u8])]) {
        let files: Vec<Value> = files
            .iter()
            .map(|(name, bytes)| json!([name, STANDARD.encode(bytes)]))
            .collect();
        let script = "const t = new DataTransfer(); \
            for (const [name, data] of arguments[0]) t.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name)); \
            const on = document.querySelector('main') || document.body; \
            for (const kind of ['dragenter', 'dragover', 'drop']) on.dispatchEvent(new DragEvent(kind, { dataTransfer: t, bubbles: true, cancelable: true }));";
        self.js(script, &[json!(files)]).await;
    }

    /// Chooses files of the disk in the page's file field.
    pub async fn choose_files(&self, label: &str, paths: &[&Path]) {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| {
                path.canonicalize()
                    .expect("the file is there")
                    .display()
                    .to_string()
            })
            .collect();
        let (paths, start) = (paths.join("\n"), Instant::now());
        // The page may draw itself anew between finding and choosing.
        while let Err(error) = self.find(&["field"], label).await.send_keys(&paths).await {
            assert!(
                start.elapsed() < PATIENCE,
                "“{label}” takes no files: {error}"
            );
            tokio::time::sleep(STEP).await;
        }
    }

    /// Writes a picture of what can be seen.
    pub async fn screenshot(&self, file: &Path) {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).expect("the folder can be made");
        }
        self.driver()
            .await
            .screenshot(file)
            .await
            .expect("the browser draws");
    }

    /// Makes the window's inner area that large, and the look light or dark.
    pub async fn look(&self, width: u32, height: u32, scheme: &str) {
        let tools = self.driver().await.cdp();
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        tools
            .send_raw("Emulation.setDeviceMetricsOverride", size)
            .await
            .expect("the browser takes a size");
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        tools
            .send_raw("Emulation.setEmulatedMedia", media)
            .await
            .expect("the browser takes a look");
    }

    /// Grants or refuses what a page asks the browser for, by the DevTools protocol.
    pub async fn tools(&self, command: &str, parameters: Value) -> Value {
        let tools = self.driver().await.cdp();
        tools
            .send_raw(command, parameters)
            .await
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// What axe-core finds wrong, one line a violation.
    pub async fn violations(&self) -> Vec<String> {
        let axe = std::fs::read_to_string(root().join("tests/e2e/vendor/axe.min.js"))
            .expect("axe-core is in the repository");
        self.js(&format!("if (!window.axe) {{ {axe} }}"), &[]).await;
        let script = "const done = arguments[arguments.length - 1]; axe.run(document, { resultTypes: ['violations'] }).then((r) => \
                      done(r.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message || '')).slice(0, 3).join(' | ')}`)), (e) => done([String(e)]))";
        let found = self.js_async(script, &[]).await;
        found
            .as_array()
            .expect("a list")
            .iter()
            .map(|line| line.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Whether the service worker has the page's files, so that it opens without a server.
    pub async fn offline_ready(&self) {
        let script = "const done = arguments[0]; navigator.serviceWorker.ready.then((r) => done(!!r.active && !!navigator.serviceWorker.controller))";
        self.until("for the files to be kept offline", async || {
            self.js_async(script, &[]).await == json!(true)
        })
        .await;
    }

    /// Closes this tab.
    pub async fn close(self) {
        self.driver()
            .await
            .close_window()
            .await
            .expect("the tab closes");
    }
}

/// Whether a script failed because its page went away under it, as a reload does.
fn left(error: &WebDriverError) -> bool {
    let error = error.to_string();
    ["navigat", "execution context", "context with specified id"]
        .iter()
        .any(|sign| error.contains(sign))
}

/// Lower case with single spaces, for comparing what is seen.
fn fold(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
