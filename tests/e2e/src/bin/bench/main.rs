//! Speed in headless Chromium, as a person would feel it. `cargo xtask bench` builds the page and starts this; every figure is the
//! median of several runs, printed with the least and the most. `start`, `import`, `large` and `scoring` name what alone is measured;
//! `reading FILES [PDFJS]` reads a folder's PDFs.

mod reading;
mod scoring;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use e2e::{Browser, Page, Site, docx, pdf, text_resume};
use serde_json::{Value, json};

/// How often a figure is taken.
const RUNS: usize = 5;
/// Files of the import that is measured: a third each of PDF, DOCX and text.
const FILES: usize = 300;
/// How long one step may take; a figure is worth waiting for.
const PATIENCE: Duration = Duration::from_secs(1800);
const ANALYSES: usize = 10_000;
const JOBS: usize = 1_000;
/// Files and records that go to the keeper at once while the large database is filled.
const AT_ONCE: usize = 64;

const AD: &str = "Data Engineer\n\nRequirements\n- Python and SQL\n- Experience with AWS\n- 3+ years of experience\n\
    - Bachelor's degree\n\nNice to have\n- Kubernetes\n- Airflow\n";

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    println!("| what | median | least | most |\n|---|---|---|---|");
    runtime.block_on(async {
        match arguments.as_slice() {
            [] => {
                cold_start().await?;
                import().await?;
                large_database().await?;
                scoring::scoring().await
            }
            ["start"] => cold_start().await,
            ["import"] => import().await,
            ["large"] => large_database().await,
            ["scoring"] => scoring::scoring().await,
            ["reading", files] => reading::reading(Path::new(files), None).await,
            ["reading", files, pdfjs] => {
                reading::reading(Path::new(files), Some(Path::new(pdfjs))).await
            }
            _ => bail!("there is no such bench; see the first lines of its source"),
        }
    })
}

fn row(what: &str, unit: &str, mut values: Vec<f64>) {
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    println!(
        "| {what} | {:.1} {unit} | {:.1} | {:.1} |",
        at(values.len() / 2),
        at(0),
        at(values.len() - 1)
    );
}

/// From the start of the navigation, with an empty profile, to the desk that can be used.
async fn cold_start() -> Result<()> {
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

/// Files through reading, hashing, scoring and keeping.
async fn import() -> Result<()> {
    let site = Site::start();
    let (mut speed, mut longest) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let browser = Browser::patient().await;
        let page = browser.page(&site.address()).await;
        page.see("Try it with a sample").await;
        save_job(&page).await;
        let files: Vec<(String, Vec<u8>)> = (0..FILES)
            .map(|n| {
                let number = run * FILES + n;
                match n % 3 {
                    0 => (format!("cv-{n}.pdf"), pdf(number)),
                    1 => (format!("cv-{n}.docx"), docx(number)),
                    _ => (format!("cv-{n}.txt"), text_resume(number)),
                }
            })
            .collect();
        // The files are handed over first; only the drop itself starts the clock.
        hold(&page, &files).await;
        page.driver().await.set_script_timeout(PATIENCE).await?;
        let took = page
            .js_async(
                "const done = arguments[0]; window.longest = 0; \
                 new PerformanceObserver((l) => { for (const e of l.getEntries()) longest = Math.max(longest, e.duration); }).observe({ entryTypes: ['longtask'] }); \
                 const start = performance.now(); \
                 new MutationObserver((_, me) => { const h = document.querySelector('.import [role=status] h2'); \
                   if (h) { me.disconnect(); const took = performance.now() - start; setTimeout(() => done([took, longest, h.innerText]), 200); } }).observe(document.body, { childList: true, subtree: true, characterData: true }); \
                 document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer: window.held, bubbles: true, cancelable: true }));",
                &[],
            )
            .await;
        ensure!(
            took[2]
                .as_str()
                .is_some_and(|text| text.contains(&format!("{FILES} new"))),
            "not all files came in: {took}"
        );
        speed.push(FILES as f64 / (number(&took[0]) / 1000.0));
        longest.push(number(&took[1]));
        browser.close().await;
    }
    row(
        "files read, hashed, scored and kept (PDF, DOCX and text in equal parts)",
        "files/s",
        speed,
    );
    row(
        "longest task of the page's thread meanwhile (0: none over 50 ms)",
        "ms",
        longest,
    );
    Ok(())
}

/// The desk and the search over a database of 1,000 jobs and 10,000 résumés with an analysis each.
async fn large_database() -> Result<()> {
    let site = Site::start();
    let browser = Browser::patient().await;
    let page = browser.page(&site.address()).await;
    page.see("Try it with a sample").await;
    save_job(&page).await;
    let start = Instant::now();
    fill(&page, ANALYSES, JOBS).await?;
    eprintln!(
        "filled with {JOBS} jobs and {ANALYSES} résumés and analyses in {:.0} s",
        start.elapsed().as_secs_f64()
    );
    page.reload().await;
    page.see("Data Engineer").await;

    let mut desk = Vec::new();
    for _ in 0..RUNS {
        page.go("#/data").await;
        page.see("Your data").await;
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

    let mut whole = Vec::new();
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

    page.go("#/search?q=a").await;
    page.see("Jobs").await;
    tokio::time::sleep(Duration::from_millis(1500)).await;
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
        whole.push(number(
            &page
                .js_async(
                    CALL,
                    &[json!({ "call": "search", "query": query, "limit": 10 })],
                )
                .await["ms"],
        ));
    }
    row(
        "search over everything, from the page's call to the keeper's answer",
        "ms",
        whole,
    );

    for (what, address, label) in [
        ("1,000 jobs", "#/jobs", "Search"),
        ("10,000 résumés", "#/resumes", "Search"),
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
        for query in ["q", "qu", "qui", "quil", "z", "ze", "zel"] {
            let ready = format!(
                "const f = [...document.querySelectorAll('main input')].find((i) => (i.getAttribute('aria-label') || i.labels?.[0]?.innerText || '').includes('{label}')); \
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

/// Makes one call to a keeper of the bench's own, with JSON buffers, and says how long it took.
const CALL: &str = "const [call, done] = arguments; \
    const meta = (n) => document.querySelector(`meta[name=\"shortlist:${n}\"]`).content; \
    if (!window.benchKeeper) { window.benchKeeper = new Worker(meta('worker'), { type: 'module', name: 'keeper' }); window.benchCalls = new Map(); let id = 0; \
      benchKeeper.onmessage = ({ data }) => { const answer = benchCalls.get(data.id); if (answer) { benchCalls.delete(data.id); answer(data); } }; \
      window.benchCall = (call, buffers = []) => new Promise((answer) => { id += 1; benchCalls.set(id, answer); benchKeeper.postMessage({ id, call: JSON.stringify(call), buffers }, buffers); }); \
      window.benchOpen = benchCall({ call: 'open', build: meta('build') }); } \
    benchOpen.then(() => { const start = performance.now(); return benchCall(call).then((a) => done({ ms: performance.now() - start, ok: a.ok, value: JSON.parse(a.value) })); });";

/// Fills the database with that many résumés and jobs through the keeper's own calls: jobs, and résumés with an analysis each of the first job.
async fn fill(page: &Page, resumes: usize, jobs: usize) -> Result<()> {
    let opened = page
        .js_async(CALL, &[json!({ "call": "current_job" })])
        .await;
    ensure!(opened["ok"] == json!(true), "{opened}");
    let script = format!(
        "const [total, jobs, at, job, done] = arguments; \
         const words = ['Quillfeather','Ravenmoor','Stonebrook','Thistlewood','Umberfield','Vantongeren','Wickerham','Yarrowby','Zellkamp']; \
         const text = 'Lorem ipsum about the company and its history. '.repeat(60); \
         const enc = new TextEncoder(); const hex = (b) => [...new Uint8Array(b)].map((x) => x.toString(16).padStart(2, '0')).join(''); \
         const reader = new Worker(document.querySelector('meta[name=\"shortlist:worker\"]').content, {{ type: 'module', name: 'reader' }}); \
         const waits = new Map(); let id = 0; reader.onmessage = ({{ data }}) => {{ waits.get(data.id)?.(data); waits.delete(data.id); }}; \
         const read = (call, buffer) => new Promise((r) => {{ id += 1; waits.set(id, r); reader.postMessage({{ id, call: JSON.stringify(call), buffers: [buffer] }}, [buffer]); }}); \
         const one = async (n) => {{ \
            const bytes = enc.encode(`${{words[n % 9]}} Anna${{n}}\\nData Engineer\\nanna${{n}}@example.org\\n\\nExperience\\n\\nData Engineer, Bluefern\\nMarch 20${{10 + n % 9}} - June 2022\\n- Python and SQL on AWS number ${{n}}\\n\\nSkills\\nPython, SQL\\n`).buffer; \
            const a = await read({{ call: 'read', name: `cv-${{n}}.txt`, added_at: '2026-06-01T10:00:00.000Z', job }}, bytes); \
            if (!a.ok) throw new Error(a.value); \
            const s = await benchCall({{ call: 'store_resume', name: `cv-${{n}}.txt`, is_sample: false }}, a.buffers); if (!s.ok) throw new Error(s.value); }}; \
         const save = async (n) => {{ const s = await benchCall({{ call: 'save_job', job_id: null, company_name: `${{words[n % 9]}} Works ${{n}}`, role_name: `Engineer ${{n}}`, job_description: `Must have: Python ${{n}}. ${{text}}`, is_template: false, even_if_same: true, is_sample: false }}); if (!s.ok) throw new Error(s.value); }}; \
         const all = async (count, make) => {{ let next = 0; await Promise.all(Array.from({{ length: {AT_ONCE} }}, async () => {{ while (next < count) {{ const n = next++; await make(n); }} }})); }}; \
         (async () => {{ await all(jobs, save); await all(total, one); reader.terminate(); }})().then(() => done('ok'), (e) => done(String(e)));"
    );
    page.driver().await.set_script_timeout(PATIENCE).await?;
    let current = page
        .js_async(CALL, &[json!({ "call": "current_job" })])
        .await;
    let id = current["value"]["job_id"].clone();
    let job = json!({ "job_id": id, "company_name": "Bluefern Analytics", "role_name": "Data Engineer", "job_description": AD.trim() });
    let done = page
        .js_async(&script, &[json!(resumes), json!(jobs), json!(0), job])
        .await;
    ensure!(
        done == json!("ok"),
        "the database could not be filled: {done}"
    );
    Ok(())
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

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}
