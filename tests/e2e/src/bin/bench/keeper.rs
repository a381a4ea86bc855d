//! A keeper of the bench's own, spoken to as the page does, and a database filled through it.
//!
//! It runs on a plain page of the site, so that no view is drawn anew with every record; the page itself is opened afterwards.

use anyhow::{Result, ensure};
use e2e::{Browser, Page, Site};
use serde_json::{Value, json};

use crate::PATIENCE;

/// The advertisement of the current job.
pub const AD: &str = "Data Engineer\n\nRequirements\n- Python and SQL\n- Experience with AWS\n- 3+ years of experience\n\
    - Bachelor's degree\n\nNice to have\n- Kubernetes\n- Airflow\n";

/// Files and records that go to the keeper at once while the database is filled.
const AT_ONCE: usize = 64;

/// Starts workers by what the built page names: `bench.worker(role)` gives a function that sends a call and gives its answer.
const START: &str = r#"const [done] = arguments; (async () => {
    const index = new DOMParser().parseFromString(await (await fetch("index.html")).text(), "text/html");
    const meta = (name) => index.querySelector(`meta[name="shortlist:${name}"]`).content;
    const worker = (role) => {
      const worker = new Worker(new URL(meta("worker"), location), { type: "module", name: role });
      const waits = new Map();
      let id = 0;
      worker.onmessage = ({ data }) => { waits.get(data.id)?.(data); waits.delete(data.id); };
      const send = (call, buffers = []) => new Promise((answer) => {
        id += 1;
        waits.set(id, answer);
        worker.postMessage({ id, call: JSON.stringify(call), buffers }, buffers);
      });
      send.end = () => worker.terminate();
      return send;
    };
    window.bench = { worker, keep: worker("keeper") };
    const opened = await bench.keep({ call: "open", build: meta("build") });
    if (!opened.ok) throw new Error(opened.value);
  })().then(() => done("ok"), (error) => done(String(error)));"#;

const CALL: &str = "const [call, done] = arguments; const start = performance.now(); \
    bench.keep(call).then((answer) => done({ ms: performance.now() - start, ok: answer.ok, value: JSON.parse(answer.value) }));";

/// Jobs, and résumés with an analysis each of the first job.
const FILL: &str = r#"const [resumes, jobs, atOnce, job, more, done] = arguments; (async () => {
    const words = ["Quillfeather", "Ravenmoor", "Stonebrook", "Thistlewood", "Umberfield", "Vantongeren", "Wickerham", "Yarrowby", "Zellkamp"];
    const text = "Lorem ipsum about the company and its history. ".repeat(60);
    const encoder = new TextEncoder();
    const read = bench.worker("reader");
    const kept = async (answer) => { const { ok, value, buffers } = await answer; if (!ok) throw new Error(value); return buffers; };
    const saveJob = (n) => kept(bench.keep({ call: "save_job", job_id: null, company_name: `${words[n % 9]} Works ${n}`, role_name: `Engineer ${n}`,
      job_description: `Must have: Python ${n}. ${text}`, is_template: false, even_if_same: true, is_sample: false }));
    const addResume = async (n) => {
      const name = `cv-${n}.txt`;
      const bytes = encoder.encode(`${words[n % 9]} Anna${n}\nData Engineer\nanna${n}@example.org\n\nExperience\n\nData Engineer, Bluefern\n` +
        `March 20${10 + n % 9} - June 2022\n- Python and SQL on AWS number ${n}\n${more}\nSkills\nPython, SQL\n`).buffer;
      const reading = await kept(read({ call: "read", name, added_at: "2026-06-01T10:00:00.000Z", job }, [bytes]));
      await kept(bench.keep({ call: "store_resume", name, is_sample: false }, reading));
    };
    const all = async (count, make) => {
      let next = 0;
      await Promise.all(Array.from({ length: atOnce }, async () => { while (next < count) { const n = next++; await make(n); } }));
    };
    await all(jobs, saveJob);
    await all(resumes, addResume);
    read.end();
  })().then(() => done("ok"), (error) => done(String(error)));"#;

/// The keeper, on its page.
pub struct Keeper {
    page: Page,
}

impl Keeper {
    /// Opens the site's database.
    ///
    /// # Errors
    /// The built page's worker did not start, or could not open it.
    pub async fn start(browser: &Browser, site: &Site) -> Result<Self> {
        let page = browser.page(&format!("{}sw.js", site.address())).await;
        page.driver().await.set_script_timeout(PATIENCE).await?;
        let started = page.js_async(START, &[]).await;
        ensure!(
            started == json!("ok"),
            "the keeper does not start: {started}"
        );
        Ok(Self { page })
    }

    /// Its page, where scripts find `bench`.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Makes a call; gives the answer's value, and how many milliseconds the way there and back took.
    ///
    /// # Errors
    /// The keeper refuses.
    pub async fn call(&self, call: Value) -> Result<(Value, f64)> {
        let mut answer = self.page.js_async(CALL, &[call]).await;
        ensure!(answer["ok"] == json!(true), "{answer}");
        Ok((answer["value"].take(), crate::number(&answer["ms"])))
    }

    /// Saves the current job, and that many more jobs and résumés, each scored for the current one.
    ///
    /// # Errors
    /// The keeper refuses one of them.
    pub async fn fill(&self, resumes: usize, jobs: usize) -> Result<()> {
        self.fill_with(resumes, jobs, "").await
    }

    /// [`Keeper::fill`] with more to read in each résumé: lines of what was done in its job.
    ///
    /// # Errors
    /// As [`Keeper::fill`].
    pub async fn fill_with(&self, resumes: usize, jobs: usize, more: &str) -> Result<()> {
        let company = "Bluefern Analytics";
        let role = "Data Engineer";
        let (saved, _) = self
            .call(json!({
                "call": "save_job", "job_id": null, "company_name": company, "role_name": role, "job_description": AD.trim(),
                "is_template": false, "even_if_same": true, "is_sample": false,
            }))
            .await?;
        let id = saved.pointer("/saved/job_id");
        let id = id.cloned().unwrap_or_default();
        self.call(json!({ "call": "select_job", "job_id": id }))
            .await?;
        let job = json!({ "job_id": id, "company_name": company, "role_name": role, "job_description": AD.trim() });
        let arguments = [
            json!(resumes),
            json!(jobs),
            json!(AT_ONCE),
            job,
            json!(more),
        ];
        let done = self.page.js_async(FILL, &arguments).await;
        ensure!(
            done == json!("ok"),
            "the database could not be filled: {done}"
        );
        Ok(())
    }
}
