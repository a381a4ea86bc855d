//! Features of résumés: kept with them, made anew where they are missing, gone with them.

use shortlist::backend::rows;
use shortlist::messages::*;
use shortlist::records::ResumeId;
use shortlist::storage::{Batch, Entry, Storage, Value, stores};

use crate::world::{World, assert_whole, read, unreadable, wait};

const AD: &str = "Requirements\n- Python\n- SQL\n- 3 years of experience\n- Bachelor's degree\n";
pub const ANN: &str = "Ann Example\nann@example.org\n\nExperience\nData Engineer, Acme, 2019 - 2024\n\
    Pipelines in Python and SQL\n\nSkills\nPython, Docker\n";

fn features(world: &World) -> Vec<(String, String)> {
    let rows = world.storage.dump(stores::RESUME_FEATURES);
    let rows = rows.into_iter();
    let text = |value: &Value| value.text().unwrap().to_owned();
    rows.map(|row| (row.key, text(&row.value))).collect()
}

fn put(world: &World, key: &str, text: &str) {
    let mut batch = Batch::new();
    let entry = Entry::new(key, Value::Text(text.into()));
    batch.put(stores::RESUME_FEATURES, entry);
    wait(world.storage.commit(&batch)).unwrap();
    world.backend.invalidate(&[stores::RESUME_FEATURES]);
}

fn compare(world: &World, job: &JobRow) -> ComparedPair {
    let compared = world.get(Compare {
        job_ids: vec![job.job_id.clone()],
        resume_ids: Vec::new(),
        window: Window::default(),
    });
    compared.resumes.rows[0].pairs[0].clone()
}

fn stored(world: &World, text: &str) -> ResumeId {
    let stored = wait(world.store(text, &read(text, None))).unwrap();
    stored.resume.resume.resume_id
}

#[test]
fn features_come_with_the_resume_and_go_with_it() {
    let world = World::new();
    let resume_id = stored(&world, ANN);
    let kept = features(&world);
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].0, resume_id.to_string());
    assert_eq!(Some(&kept[0].1), read(ANN, None).features.as_ref());
    assert_whole(&world.storage);
    world.get(DeleteResume { resume_id });
    assert!(features(&world).is_empty());

    wait(world.store("scan", &unreadable("scan", None))).unwrap();
    assert!(features(&world).is_empty(), "there is nothing to score");
}

#[test]
fn a_file_that_gives_its_text_at_last_gets_features() {
    let world = World::new();
    wait(world.store(ANN, &unreadable(ANN, None))).unwrap();
    assert!(features(&world).is_empty());
    stored(&world, ANN);
    assert_eq!(features(&world).len(), 1);
    assert_whole(&world.storage);
}

#[test]
fn missing_damaged_and_outdated_features_are_made_anew_and_kept() {
    let world = World::new();
    let job = world.job("Data Engineer", AD);
    let key = stored(&world, ANN).to_string();
    let before = compare(&world, &job);
    let whole = features(&world);
    let text = &whole[0].1;
    let current = format!(
        "\"engine_version\":{}",
        shortlist::records::Analysis::ENGINE_VERSION
    );
    assert!(text.contains(&current));
    let older = text.replacen(&current, "\"engine_version\":1", 1);
    let model = text.split_once("\"model\":\"").unwrap().1;
    let other_model = text.replacen(&model[..16], "0123456789abcdef", 1);
    assert_ne!(&other_model, text);
    for broken in ["{\"engine_version\":", &older, &other_model] {
        put(&world, &key, broken);
        assert_eq!(compare(&world, &job), before);
        assert_eq!(features(&world), whole);
    }
    let mut batch = Batch::new();
    batch.delete(stores::RESUME_FEATURES, key.as_str());
    wait(world.storage.commit(&batch)).unwrap();
    world.backend.invalidate(&[stores::RESUME_FEATURES]);
    assert_eq!(compare(&world, &job), before);
    assert_eq!(features(&world), whole);

    // An analysis keeps them in the same transaction.
    put(&world, &key, &older);
    world.get(Analyse {
        job_id: job.job_id,
        resume_id: ResumeId::new(key).unwrap(),
    });
    assert_eq!(features(&world), whole);
    assert_eq!(world.stats().refused, 0, "nothing was lost");
}

#[test]
fn on_arrival_kept_and_from_features_the_numbers_are_the_same_bits() {
    let world = World::new();
    let row = world.job("Data Engineer", AD);
    let job = world.job_text(&row);
    let reading = read(ANN, Some(&job));
    let arrived = wait(world.store(ANN, &reading)).unwrap().analysis.unwrap();
    let result = reading.analysis.unwrap();
    let relevance = result.relevance.unwrap();
    assert!(relevance.meaning.is_some(), "meaning was measured");
    assert_eq!(arrived.relevance, Some(relevance.score));
    assert_eq!(arrived.order_score, result.order_score);

    let pair = compare(&world, &row);
    let bits = |number: f64| number.to_bits();
    assert_eq!(bits(pair.overall_score), bits(arrived.overall_score));
    assert_eq!(pair.relevance.map(bits), arrived.relevance.map(bits));
    assert_eq!(Some(bits(pair.order_score)), arrived.order_score.map(bits));
    let parts = arrived.parts.iter().map(|part| part.score.map(bits));
    assert_eq!(
        pair.parts.map(|p| p.map(bits)).to_vec(),
        parts.collect::<Vec<_>>()
    );
    assert_eq!(pair.analysis_id, Some(arrived.analysis_id.clone()));

    // From the kept text and features, after the first was deleted.
    world.get(DeleteAnalysis {
        analysis_id: arrived.analysis_id.clone(),
    });
    let again = world.get(Analyse {
        job_id: job.job_id,
        resume_id: arrived.resume_id.clone(),
    });
    let view = world.get(GetAnalysis {
        analysis_id: again.analysis_id,
    });
    let whole = rows::json(&view.analysis.analysis_result).unwrap();
    let arrived = read(ANN, Some(&world.job_text(&row))).analysis.unwrap();
    let expected = rows::json(&arrived).unwrap();
    assert_eq!(
        whole.replace("Ann Example.txt", "cv.txt"),
        expected,
        "the whole explanation"
    );
}
