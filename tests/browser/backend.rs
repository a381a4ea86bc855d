//! The backend over the real database: the main path, and a reload.

use shortlist::backend::Backend;
use shortlist::backend::ambient::{RandomIds, SystemClock};
use shortlist::backend::intake;
use shortlist::backend::meaning::{Meaning, VectorFile};
use shortlist::backend::ready_jobs::ReadyJobs;
use shortlist::messages::*;
use shortlist::records::ItemType;
use shortlist::storage::SCHEMA;
use shortlist::storage::indexed_db::IndexedDb;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{fresh_name, open};

pub async fn backend(name: &str) -> Backend<IndexedDb> {
    let (storage, _) = open(name, &SCHEMA, "1").await.unwrap();
    Backend::new(storage, SystemClock, RandomIds, vectors())
}

/// The word vectors, compiled into the test program: its page serves no other file.
pub fn vectors() -> impl Meaning {
    let file = include_bytes!("../../assets/vectors/minilm-128.bin");
    VectorFile::new(|| std::future::ready(Ok(file.to_vec())))
}

pub async fn ask<C: Call<Door = KeeperCall>>(
    backend: &Backend<IndexedDb>,
    call: C,
    buffers: Vec<Vec<u8>>,
) -> C::Reply {
    let answer = backend.call(call.into(), buffers).await.unwrap();
    serde_json::from_str(&answer.value).unwrap()
}

#[wasm_bindgen_test]
async fn the_main_path_outlasts_a_reload() {
    let name = fresh_name();
    let first = backend(&name).await;
    let saved = SaveJob {
        job_id: None,
        company_name: "Acme".into(),
        role_name: "Engineer".into(),
        job_description: "Requirements\n- Python\n- Rust\n- 3 years of experience".into(),
        is_template: false,
        even_if_same: false,
        is_sample: false,
    };
    let Saved::Saved(job) = ask(&first, saved, Vec::new()).await else {
        panic!("the same text?");
    };
    let select = SelectJob {
        job_id: Some(job.job_id.clone()),
    };
    ask(&first, select, Vec::new()).await;
    let view = GetJob {
        job_id: job.job_id.clone(),
    };
    let view = ask(&first, view, Vec::new()).await;
    let text = b"Ann Example\nann@example.org\n\nSkills\nPython\n".to_vec();
    let model = vectors().model().await.unwrap();
    let (_, reading) = intake::read(
        &text,
        &Read {
            name: "ann.txt".into(),
            added_at: job.created_at.clone(),
            job: Some(JobText {
                job_id: view.job.job_id,
                company_name: view.job.company_name,
                role_name: view.job.role_name,
                job_description: view.job.job_description,
                corrections: view.job.corrections,
            }),
        },
        &ReadyJobs::default(),
        &model,
    )
    .unwrap();
    let store = StoreResume {
        name: "ann.txt".into(),
        is_sample: false,
    };
    let buffers = vec![text.clone(), reading];
    let stored = ask(&first, store, buffers).await;
    let analysis = stored.analysis.unwrap();
    let feedback = SaveFeedback {
        id: None,
        analysis_id: Some(analysis.analysis_id.clone()),
        item_type: ItemType::WholeAnswer,
        item: String::new(),
        query: "Does she fit?".into(),
        response: "She does.".into(),
        feedback: shortlist::records::FeedbackBody {
            rating: 4,
            ..Default::default()
        },
    };
    ask(&first, feedback, Vec::new()).await;
    drop(first);

    let second = backend(&name).await;
    let state = ask(&second, Open { build: "1".into() }, Vec::new()).await;
    assert_eq!(state.current_job.unwrap().job_id, job.job_id);
    assert_eq!(state.stats.file_bytes, text.len() as u64);
    let ranked = ListAnalyses {
        filter: AnalysisFilter {
            job_id: Some(job.job_id.clone()),
            order: AnalysisOrder::Rank,
            ..Default::default()
        },
        window: Window::default(),
    };
    let ranked = ask(&second, ranked, Vec::new()).await;
    assert_eq!(ranked.rows.len(), 1);
    assert_eq!(ranked.rows[0].rating, Some(4));
    assert_eq!(ranked.rows[0].overall_score, analysis.overall_score);
    let file = ResumeFile {
        resume_id: analysis.resume_id,
    };
    let answer = second.call(file.into(), Vec::new()).await.unwrap();
    assert_eq!(answer.buffers, [text]);
    let deleted = DeleteJob { job_id: job.job_id };
    let deleted = ask(&second, deleted, Vec::new()).await;
    assert_eq!(
        (deleted.jobs, deleted.analyses, deleted.feedback),
        (1, 1, 1)
    );
}
