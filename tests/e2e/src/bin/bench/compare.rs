//! The comparison of many résumés with some jobs, by the built page: with one core, and with all there are.

use anyhow::{Result, ensure};
use e2e::{Browser, Site};
use serde_json::{Value, json};

use crate::keeper::Keeper;
use crate::{PATIENCE, RUNS, number, row};

const RESUMES: usize = 3_000;
const JOBS: usize = 12;

/// What an advertisement says of its company.
const ABOUT: &str = "We bring orders of forty warehouses together and answer before the driver asks. You will build the pipelines that our \
    planners rely on, together with six colleagues in two cities.";

/// What was done in a job, so that a résumé is as long as one page is.
const DONE: &str = "- Built the pipelines that bring orders, payments and deliveries of three countries into one warehouse, with tests\n\
    - Moved nightly reports from spreadsheets to dashboards that forty people in sales and finance open every morning\n\
    - Led a team of four, hired two of them, and wrote down how we review code, plan work and answer for what breaks\n\
    - Cut the cost of storage by a third by keeping what nobody reads in cheaper places and deleting what nobody may keep\n\
    - Introduced Airflow, Docker, Kubernetes, Terraform and continuous integration with GitHub Actions where there was none\n\
    - Taught statistics and data modelling to new colleagues; spoke about data quality at two conferences\n\
    - Worked with customer service, marketing and the works council on privacy, retention and access to personal data\n";

/// What the jobs ask for, of which each leaves one out.
const ASKED: [&str; JOBS] = [
    "Python",
    "SQL",
    "Airflow or a similar scheduler",
    "Docker and Kubernetes",
    "Terraform",
    "Data modelling",
    "3+ years of experience as a data engineer",
    "Bachelor's degree in computer science",
    "AWS certification",
    "Fluent English",
    "Experience with Spark",
    "Stakeholder management",
];

/// Milliseconds from the address to the last score.
const MEASURE: &str = "const [address, done] = arguments; const start = performance.now(); location.hash = address; \
    const look = () => { const line = document.querySelector('main p.count[role=status]'); \
    if (line && line.innerText.includes('résumés')) done(performance.now() - start); else setTimeout(look, 2); }; look();";

/// Fills a database, and measures.
///
/// # Errors
/// The database could not be filled.
pub async fn compare() -> Result<()> {
    let site = Site::start();
    let browser = Browser::patient().await;
    let keeper = Keeper::start(&browser, &site).await?;
    keeper.fill_with(RESUMES, 0, DONE).await?;
    let mut ids = Vec::new();
    for n in 0..JOBS {
        let asked = ASKED.iter().enumerate().filter(|(at, _)| *at != n);
        let lines: Vec<String> = asked.map(|(_, line)| format!("- {line}\n")).collect();
        let text = format!(
            "Data Engineer\n\n{ABOUT}\n\nRequirements\n{}",
            lines.concat()
        );
        let (saved, _) = keeper
            .call(json!({
                "call": "save_job", "job_id": null, "company_name": format!("Company {n}"), "role_name": "Data Engineer",
                "job_description": text, "is_template": false, "even_if_same": true, "is_sample": false,
            }))
            .await?;
        let id = saved.pointer("/saved/job_id").and_then(Value::as_str);
        ids.extend(id.map(str::to_owned));
    }
    let address = format!("#/compare?jobs={}", ids.join(","));
    let page = browser.page(&site.address()).await;
    page.driver().await.set_script_timeout(PATIENCE).await?;
    for cores in [Some(1), None] {
        let script = match cores {
            Some(cores) => format!(
                "Object.defineProperty(navigator, 'hardwareConcurrency', {{ value: {cores} }})"
            ),
            None => String::new(),
        };
        let added = json!({ "source": script });
        let added = page
            .tools("Page.addScriptToEvaluateOnNewDocument", added)
            .await;
        let (mut first, mut again) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            page.go("#/").await;
            page.reload().await;
            page.see("Data Engineer").await;
            // By then the keeper has built what search looks through.
            tokio::time::sleep(std::time::Duration::from_secs(4)).await;
            first.push(number(&page.js_async(MEASURE, &[json!(address)]).await));
            page.go("#/api").await;
            page.see("The description as OpenAPI").await;
            again.push(number(&page.js_async(MEASURE, &[json!(address)]).await));
        }
        ensure!(first.iter().all(|ms| *ms > 0.0), "it was never finished");
        let machine = cores.map_or("all cores".into(), |cores| format!("{cores} core"));
        let what = format!("{RESUMES} résumés of a page compared with {JOBS} jobs");
        row(
            &format!("{what}, {machine}, from the address to the last score"),
            "ms",
            first,
        );
        row(&format!("the same again, {machine}"), "ms", again);
        page.tools("Page.removeScriptToEvaluateOnNewDocument", added)
            .await;
    }
    browser.close().await;
    Ok(())
}
