//! What the engine takes for one résumé, in a real browser's worker and without the messages around it: `cargo xtask bench engine`.

#![cfg(target_arch = "wasm32")]

use std::hint::black_box;

use shortlist::matching::{self, Features, Prepared, Scorer};
use shortlist::messages::JobText;
use shortlist::reading;
use shortlist::records::{Corrections, Document, Facts, JobId, YearMonth};
use shortlist::vectors::Model;
use wasm_bindgen_test::{Criterion, wasm_bindgen_bench, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const MODEL: &[u8] = include_bytes!("../assets/vectors/minilm-128.bin");
const RESUME: &[u8] = include_bytes!("../assets/sample/ingrid-vasquez-thorne.pdf");
const JOB: &str = include_str!("../tests/fixtures/jobs/accountant-criteria.txt");
/// The month up to which an ongoing job counts.
const AS_OF: YearMonth = YearMonth {
    year: 2026,
    month: 6,
};

fn model() -> Model {
    Model::from_bytes(MODEL).expect("the repository’s word vectors")
}

fn resume() -> (Document, Facts) {
    let document = reading::read(RESUME, "resume.pdf").expect("the sample can be read");
    let facts = reading::facts(&document, AS_OF);
    (document, facts)
}

fn job() -> JobText {
    JobText {
        job_id: JobId::new("00000000").expect("eight hex digits are a job’s id"),
        company_name: String::new(),
        role_name: String::new(),
        job_description: JOB.to_owned(),
        corrections: Corrections::default(),
    }
}

#[wasm_bindgen_bench]
fn one_resume_embedded(bench: &mut Criterion) {
    let model = model();
    let text = resume().0.text();
    bench.bench_function("one résumé embedded", |b| {
        b.iter(|| model.embed(black_box(&text)))
    });
}

#[wasm_bindgen_bench]
fn one_explanation_from_text(bench: &mut Criterion) {
    let model = model();
    let (document, facts) = resume();
    let job = job();
    bench.bench_function("one explanation from text, both sides", |b| {
        b.iter(|| {
            let wanted = matching::requirements_of(black_box(&job));
            let scorer = Scorer::new(&job, wanted, Some(&model));
            let found = Prepared::new(Features::of(black_box(&document), &facts, Some(&model)));
            scorer.explain(&found, &document, &facts, "resume.pdf")
        })
    });
}

#[wasm_bindgen_bench]
fn one_explanation_from_features(bench: &mut Criterion) {
    let model = model();
    let (document, facts) = resume();
    let job = job();
    let found = Prepared::new(Features::of(&document, &facts, Some(&model)));
    bench.bench_function("one explanation from kept features", |b| {
        b.iter(|| {
            let wanted = matching::requirements_of(black_box(&job));
            let scorer = Scorer::new(&job, wanted, Some(&model));
            scorer.explain(black_box(&found), &document, &facts, "resume.pdf")
        })
    });
}

#[wasm_bindgen_bench]
fn one_pdf_read(bench: &mut Criterion) {
    bench.bench_function("a PDF read, without facts", |b| {
        b.iter(|| reading::read(black_box(RESUME), "resume.pdf"))
    });
}

#[wasm_bindgen_bench]
fn one_resume_s_facts(bench: &mut Criterion) {
    let document = resume().0;
    bench.bench_function("its facts", |b| {
        b.iter(|| reading::facts(black_box(&document), AS_OF))
    });
}
