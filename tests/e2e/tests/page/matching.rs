//! What a person changes in how a job is read, and many résumés beside many jobs.

use e2e::Page;
use serde_json::{Value, json};

use crate::steps::{AD, add_fixtures, open, save_job};

const RESUMES: [&str; 2] = [
    "resumes/developer-two-columns.pdf",
    "resumes/teacher-wrapped.txt",
];

#[tokio::test]
async fn analyses_follow_what_a_person_corrects_in_a_job() {
    let (_site, browser, page) = open().await;
    page.offline_ready().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    add_fixtures(&page, &RESUMES).await;
    let before = analyses(&page).await;
    assert_eq!(before.len(), 2);
    assert!(asks_for(&page, &before[0], "Kubernetes").await);

    let job = before[0]["job_id"].as_str().expect("an id").to_owned();
    page.go(&format!("#/jobs/{job}")).await;
    page.click("Remove Kubernetes").await;
    page.see("“Kubernetes” is no requirement any more").await;
    page.until("for the focus at the way back", async || {
        let focused = page
            .js("return document.activeElement.innerText", &[])
            .await;
        focused == json!("Put back")
    })
    .await;
    page.until("for analyses without the requirement", async || {
        !asks_for(&page, &before[0], "Kubernetes").await
            && !asks_for(&page, &before[1], "Kubernetes").await
    })
    .await;

    page.fill("Add a requirement in your own words", "Terraform")
        .await;
    page.click("Add").await;
    page.until("for an analysis with the requirement", async || {
        asks_for(&page, &before[0], "Terraform").await
    })
    .await;

    // With all the weight on skills the score is theirs.
    page.fill("Skills", "1").await;
    page.fill("Experience", "0").await;
    page.fill("Education", "0").await;
    page.click("Use these weights").await;
    page.until("for scores of skills alone", async || {
        let mut all = true;
        for analysis in &before {
            let result = result(&page, analysis).await;
            all &= result["overall_score"] == result["skill_match_score"];
        }
        all
    })
    .await;
    let ids = |analyses: &[Value]| -> Vec<Value> {
        let mut ids: Vec<Value> = analyses.iter().map(|a| a["analysis_id"].clone()).collect();
        ids.sort_by_key(Value::to_string);
        ids
    };
    assert_eq!(
        ids(&analyses(&page).await),
        ids(&before),
        "the same analyses"
    );

    // It outlasts a reload, and can be taken back.
    page.reload().await;
    page.click("Take all corrections back").await;
    page.until("for the requirement to be back", async || {
        asks_for(&page, &before[0], "Kubernetes").await
            && !asks_for(&page, &before[0], "Terraform").await
    })
    .await;
    browser.close().await;
}

#[tokio::test]
async fn many_resumes_stand_beside_many_jobs() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    add_fixtures(&page, &RESUMES).await;
    let other = "Mathematics Teacher\n\nRequirements\n- Teaching degree\n- Mathematics\n- Classroom management\n";
    save_job(&page, "Mathematics Teacher", "Elmgate School", other).await;

    page.go("#/compare").await;
    page.see("2 jobs compared").await;
    let cells = "[...document.querySelectorAll('.heat tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => +cell.innerText))";
    let shown = async || page.js(&format!("return {cells}"), &[]).await;
    page.until("for two rows of two scores", async || {
        let rows = shown().await;
        rows.as_array().is_some_and(|rows| {
            rows.len() == 2
                && rows
                    .iter()
                    .all(|row| row.as_array().is_some_and(|row| row.len() == 2))
        })
    })
    .await;

    // By the second job the other person stands first.
    let first = async || {
        page.js(
            "return document.querySelector('.heat tbody th').innerText",
            &[],
        )
        .await
    };
    let by_first = first().await;
    page.click_nth(".heat thead button", 2).await;
    page.until("for another order", async || first().await != by_first)
        .await;
    let rows = shown().await;
    assert!(rows[0][1].as_f64() >= rows[1][1].as_f64(), "{rows}");

    // A score that was never explained is explained when it is opened.
    page.click_nth(".heat tbody td button", 0).await;
    page.see("Must have").await;
    page.see("Classroom management").await;
    let hash = page.js("return location.hash", &[]).await;
    assert!(
        hash.as_str()
            .is_some_and(|hash| hash.starts_with("#/analyses/")),
        "{hash}"
    );
    browser.close().await;
}

/// One résumé's rows once more under other ids, so many times, past the program.
async fn multiply(page: &Page, times: u32) {
    let script = "const [times, done] = arguments; const open = indexedDB.open('shortlist'); open.onsuccess = async () => { const db = open.result; \
        const wait = (q) => new Promise((ok, no) => { q.onsuccess = () => ok(q.result); q.onerror = no; }); \
        const names = ['resumes', 'resume_texts', 'resume_facts', 'resume_features']; const t = db.transaction(names, 'readwrite'); \
        for (const name of names) { const store = t.objectStore(name); const [id] = await wait(store.getAllKeys()); const row = JSON.stringify(await wait(store.get(id))); \
          for (let n = 0; n < times; n++) { const other = `resume_${n.toString(16).padStart(16, '0')}`; const value = JSON.parse(row.replaceAll(id, other)); \
            store.keyPath === null ? store.put(value, other) : store.put(value); } } \
        t.oncomplete = () => { db.close(); done(true); }; t.onabort = () => done(String(t.error)); };";
    assert_eq!(page.js_async(script, &[json!(times)]).await, json!(true));
}

#[tokio::test]
async fn a_large_comparison_takes_readers_too_and_outlasts_their_end() {
    let (site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    add_fixtures(&page, &RESUMES[..1]).await;
    multiply(&page, 1_199).await;
    // A keeper that compares nothing more than the first rows before three shares were given leaves them to readers, of which one
    // dies at the second share; afterwards it is slow.
    page.tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": "
        Object.defineProperty(navigator, 'hardwareConcurrency', { value: 3 });
        window.shares = 0; let first = true; const real = Worker; window.Worker = class extends real {
            constructor(url, options) { super(url, options); this.role = options?.name; }
            postMessage(message, transfer) {
                const is = (call) => message.call?.includes(`\"call\":\"${call}\"`);
                const late = () => window.shares >= 3 ? setTimeout(() => super.postMessage(message, transfer), 700) : setTimeout(late, 20);
                if (is('compare') && !first) { late(); return; }
                if (is('compare')) first = false;
                if (is('score_lent') && ++window.shares === 2) { setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'killed by the test' })), 20); return; }
                super.postMessage(message, transfer);
            } };" })).await;
    page.reload().await;
    page.see("Bluefern Analytics").await;
    page.go("#/compare").await;
    page.see("Comparing:").await;
    page.see("1200 résumés").await;
    let shares = page.js("return window.shares", &[]).await;
    assert!(shares.as_u64().is_some_and(|n| n >= 3), "{shares} shares");
    // All of them are the same résumé, whoever scored them.
    let script = "return new Set([...document.querySelectorAll('.heat tbody td')].map((cell) => cell.innerText)).size";
    for _ in 0..3 {
        assert_eq!(page.js(script, &[]).await, json!(1));
        page.click("Next").await;
    }

    // Stopped, it says how far it came, and can be begun anew.
    page.go("#/").await;
    page.go("#/compare").await;
    page.see("of 1200").await;
    page.click("Stop").await;
    page.see("of 1200 résumés were compared").await;
    page.click("Compare all").await;
    page.see("Comparing").await;
    page.gone("Comparing").await;
    page.see("1200 résumés").await;
    drop(site);
    browser.close().await;
}

/// What the page's API answers.
async fn api(page: &Page, path: &str) -> Value {
    let script = "const [path, done] = arguments; fetch(path).then((r) => r.json()).then(done, (e) => done(String(e)));";
    page.js_async(script, &[json!(path)]).await
}

async fn analyses(page: &Page) -> Vec<Value> {
    let answer = api(page, "api/analyses").await;
    answer["analyses"].as_array().cloned().unwrap_or_default()
}

/// What is kept of an analysis now.
async fn result(page: &Page, analysis: &Value) -> Value {
    let id = analysis["analysis_id"].as_str().expect("an id");
    let answer = api(page, &format!("api/analyses/{id}")).await;
    answer["analysis"]["analysis_result"].clone()
}

async fn asks_for(page: &Page, analysis: &Value, name: &str) -> bool {
    let result = result(page, analysis).await;
    let requirements = result["requirements"].as_array().expect("requirements");
    requirements.iter().any(|one| one["name"] == name)
}
