//! Searching 10,000 feedback rows by meaning and words.

use anyhow::{Result, ensure};
use e2e::{Browser, Site};
use serde_json::json;

use crate::keeper::Keeper;
use crate::row;

const FEEDBACK: usize = 10_000;

/// Saves feedback through the keeper's own calls.
const FILL: &str = r#"const [total, done] = arguments; (async () => {
    const asked = ["Does the candidate know", "Is there evidence of", "How many years of", "Was the summary right about", "Which project shows"];
    const what = ["Kubernetes in production", "patient care on a surgical ward", "bookkeeping with SAP", "stock control in a warehouse", "teaching mathematics",
      "welding of stainless steel", "selling to small companies", "Python data pipelines", "fire safety inspections", "German at work", "menu planning"];
    const answers = ["found in the last position", "not stated anywhere", "partly, in a list of skills", "two years, by the dates", "mentioned in the summary only"];
    const one = async (n) => {
      const answer = await bench.keep({ call: "save_feedback", id: null, analysis_id: null, item_type: "whole_answer", item: "",
        query: `${asked[n % 5]} ${what[n % 11]} (${n})?`, response: `${answers[n % 7 % 5]}: ${what[(n + n % 3) % 11]}, line ${n % 97}.`,
        feedback: { rating: 1 + n % 5, correct_points: [], incorrect_points: [], missing_points: [], ideal_response: n % 2 ? `It says ${what[n % 11]}.` : "" } });
      if (!answer.ok) throw new Error(answer.value);
    };
    let next = 0;
    await Promise.all(Array.from({ length: 64 }, async () => { while (next < total) { const n = next++; await one(n); } }));
  })().then(() => done("ok"), (error) => done(String(error)));"#;

/// Fills a database, and searches it.
///
/// # Errors
/// The keeper refuses a call.
pub async fn feedback() -> Result<()> {
    let site = Site::start();
    let browser = Browser::patient().await;
    let keeper = Keeper::start(&browser, &site).await?;
    let filled = keeper.page().js_async(FILL, &[json!(FEEDBACK)]).await;
    ensure!(filled == json!("ok"), "{filled}");
    let search = |query: &str| {
        json!({
            "call": "search_feedback", "query": query, "filter": { "candidate": "", "corrected": false },
            "window": { "offset": 0, "limit": 20 },
        })
    };
    // The first search gives each row its vector and makes the index.
    let (_, first) = keeper.call(search("anything at all")).await?;
    row(
        "the first search of 10,000 feedback rows, which makes their vectors",
        "ms",
        vec![first],
    );
    let mut times = Vec::new();
    for query in [
        "nursing experience in hospital wards",
        "does she know accounts and ledgers",
        "who teaches maths",
        "programs that move data",
        "keeping a store's stock",
        "metal work with steel",
        "evidence of cooking and menus",
        "inspecting for fire hazards",
        "speaks German to customers",
        "selling to businesses",
    ] {
        let (found, took) = keeper.call(search(query)).await?;
        ensure!(
            found["words_only"].is_null() && found["hits"][0]["meaning"].is_number(),
            "not searched by meaning: {found}"
        );
        times.push(took);
    }
    row(
        "a search of 10,000 feedback rows by meaning and words, from the call to the answer",
        "ms",
        times,
    );
    browser.close().await;
    Ok(())
}
