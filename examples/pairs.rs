//! Measures how many pairs a second are scored from kept features, and how long one explanation, one embedding and one search take.
//!
//! ```text
//! cargo run --release --example pairs -- --job FILE… --resume FILE…
//! ```
//!
//! Every résumé is scored against every job, over and over for two seconds. Figures go to standard output.

mod common;

use std::{
    env,
    path::PathBuf,
    time::{Duration, Instant},
};

use common::{job_text, month_of, read_text, this_month, vectors::model};
use shortlist::{
    matching::{self, Features, Prepared, Scorer},
    messages::JobText,
    reading,
    records::{Document, Facts},
    vectors::{Vector, nearest},
};

const USAGE: &str = "usage: pairs --job FILE… --resume FILE…";
/// How many vectors the nearest are sought among.
const MANY: usize = 100_000;
const LONG_ENOUGH: Duration = Duration::from_secs(2);

fn main() -> Result<(), String> {
    let (mut jobs, mut resumes, mut kind) = (Vec::new(), Vec::new(), String::new());
    for arg in env::args().skip(1) {
        match (arg.as_str(), kind.as_str()) {
            ("--job" | "--resume", _) => kind = arg,
            (_, "--job") => jobs.push(PathBuf::from(arg)),
            (_, "--resume") => resumes.push(PathBuf::from(arg)),
            _ => return Err(USAGE.to_owned()),
        }
    }
    let model = model()?;
    let as_of = month_of("2026-06").unwrap_or_else(this_month);
    let jobs: Vec<JobText> = jobs
        .iter()
        .map(|path| Ok(job_text(&read_text(path)?, "")))
        .collect::<Result<_, String>>()?;
    let resumes: Vec<(Document, Facts)> = resumes
        .iter()
        .filter_map(|path| {
            let bytes = std::fs::read(path).ok()?;
            let document = reading::read(&bytes, &path.to_string_lossy()).ok()?;
            let facts = reading::facts(&document, as_of);
            Some((document, facts))
        })
        .collect();
    if jobs.is_empty() || resumes.is_empty() {
        return Err(USAGE.to_owned());
    }
    let scorers: Vec<Scorer<&shortlist::vectors::Model>> = jobs
        .iter()
        .map(|job| Scorer::new(job, matching::requirements_of(job), Some(&model)))
        .collect();
    let features: Vec<Prepared> = resumes
        .iter()
        .map(|(d, f)| Prepared::new(Features::of(d, f, Some(&model))))
        .collect();
    let bytes: usize = features
        .iter()
        .map(|f| serde_json::to_string(&f.features).map_or(0, |j| j.len()))
        .sum();
    println!(
        "{} jobs, {} résumés, {} bytes of features each as JSON",
        jobs.len(),
        resumes.len(),
        bytes / features.len()
    );

    let mut sum = 0.0;
    let (count, seconds) = repeat(|| {
        for scorer in &scorers {
            for resume in &features {
                sum += scorer.score(resume).overall;
            }
        }
        scorers.len() * features.len()
    });
    println!(
        "pairs from features: {:.0} a second ({sum:.1})",
        count / seconds
    );

    // One explanation from text, and what of it each step takes.
    let mut steps = [0.0; 4];
    let mut at = 0;
    let (count, seconds) = repeat(|| {
        let (document, facts) = &resumes[at % resumes.len()];
        let job = &jobs[at % jobs.len()];
        let mut began = Instant::now();
        let mut step = |step: usize| {
            steps[step] += began.elapsed().as_secs_f64();
            began = Instant::now();
        };
        let wanted = matching::requirements(&job.job_description, &job.role_name);
        step(0);
        let features = Prepared::new(Features::of(document, facts, Some(&model)));
        step(1);
        let scorer = Scorer::new(job, wanted, Some(&model));
        step(2);
        sum += scorer.explain(&features, document, facts, "").overall_score;
        step(3);
        at += 1;
        1
    });
    let [requirements, features, scorer, explained] = steps.map(|s| 1000.0 * s / count);
    println!(
        "an explanation from text: {:.3} ms (requirements {requirements:.3}, features {features:.3}, job {scorer:.3}, explained {explained:.3})",
        1000.0 * seconds / count
    );

    let texts: Vec<String> = resumes.iter().map(|(d, _)| d.text()).collect();
    let (count, seconds) = repeat(|| {
        for text in &texts {
            sum += f64::from(u8::from(model.embed(text).is_empty()));
        }
        texts.len()
    });
    println!("a résumé embedded: {:.3} ms", 1000.0 * seconds / count);

    let some: Vec<Vector> = texts
        .iter()
        .flat_map(|t| t.lines())
        .map(|line| model.embed(line))
        .collect();
    let many: Vec<Vector> = some.iter().cycle().take(MANY).cloned().collect();
    let (count, seconds) = repeat(|| {
        for query in some.iter().take(10) {
            sum += nearest(query, &many, 10).first().map_or(0.0, |n| n.cosine);
        }
        10
    });
    println!(
        "the ten nearest of {MANY}: {:.3} ms ({sum:.0})",
        1000.0 * seconds / count
    );
    Ok(())
}

/// Does something until it took long enough; how often it was done, and the seconds.
fn repeat(mut work: impl FnMut() -> usize) -> (f64, f64) {
    let (began, mut count) = (Instant::now(), 0);
    while began.elapsed() < LONG_ENOUGH {
        count += work();
    }
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    (f64::from(count), began.elapsed().as_secs_f64())
}
