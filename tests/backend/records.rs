//! Records that cannot be read, records of older shapes, and taking everything away.

use shortlist::messages::*;
use shortlist::storage::{Batch, Entry, Storage, Value};

use crate::world::{World, assert_whole, save_job, wait};

fn damage(world: &World, store: &'static str, key: &str) {
    // Its index keys stay, as they would with a damaged value.
    let entry = Entry::new(key, Value::Text("{\"job_id\":".into()))
        .under("list", ["job".into(), (-1).into()]);
    let mut batch = Batch::new();
    batch.put(store, entry);
    wait(world.storage.commit(&batch)).unwrap();
}

#[test]
fn a_record_that_cannot_be_read_is_set_aside_and_shown() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    world.job("Baker", "Bread");
    damage(&world, "jobs", job.job_id.as_str());
    assert_eq!(world.stats().refused, 0, "nobody has met it yet");

    let listing = world.get(ListJobs {
        query: String::new(),
        templates: false,
        window: Window::default(),
    });
    assert_eq!(listing.rows.len(), 1, "the others are listed");
    assert_eq!(world.stats().refused, 1);
    let refused = world.get(ListRefused {});
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].store, "jobs");
    assert_eq!(refused[0].key, job.job_id.as_str());
    assert_eq!(refused[0].raw, "{\"job_id\":");
    let failure = world.fail(GetJob {
        job_id: job.job_id.clone(),
    });
    assert!(failure.message.contains("cannot be read"), "{failure}");
    assert_eq!(world.storage.dump("jobs").len(), 2, "it is still there");

    world.get(DeleteJob { job_id: job.job_id });
    assert!(world.get(ListRefused {}).is_empty());
    assert_eq!(world.stats().refused, 0);
}

#[test]
fn a_search_passes_over_what_cannot_be_read() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    world.job("Baker", "Soup and bread");
    damage(&world, "jobs", job.job_id.as_str());
    let hits = world.get(Search {
        query: "soup".into(),
        limit: 9,
    });
    assert_eq!(hits.jobs.rows.len(), 1);
}

#[test]
fn fields_that_an_older_record_lacks_get_their_defaults() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let row = &world.storage.dump("jobs")[0];
    let mut json: serde_json::Value = serde_json::from_str(row.value.text().unwrap()).unwrap();
    let fields = json.as_object_mut().unwrap();
    for field in ["company_name", "metadata", "is_template"] {
        fields.remove(field).unwrap();
    }
    let mut batch = Batch::new();
    let entry = Entry::new(row.key.as_str(), Value::Text(json.to_string()));
    batch.put("jobs", entry);
    wait(world.storage.commit(&batch)).unwrap();
    let view = world.get(GetJob { job_id: job.job_id });
    assert_eq!(view.job.company_name, "");
    assert!(!view.job.is_template);
}

#[test]
fn the_sample_goes_with_all_that_hangs_on_it_and_nothing_else() {
    let world = World::new();
    let own_job = world.job("Cook", "Soup");
    let own_text = world.job_text(&own_job);
    world.resume_for(&own_text, "Own", 50.0);
    let sample = world.get(SaveJob {
        is_sample: true,
        ..save_job("Baker", "Bread")
    });
    let Saved::Saved(sample) = sample else {
        panic!()
    };
    assert!(sample.is_sample);
    let sample_text = world.job_text(&sample);
    let add = |text: &str, reading: Reading| {
        let call = StoreResume {
            name: format!("{text}.txt"),
            is_sample: true,
        };
        let buffers = vec![text.into(), serde_json::to_vec(&reading).unwrap()];
        wait(world.ask_with(call, buffers)).unwrap().0
    };
    add("One", crate::world::scored("One", &sample_text, 10.0));
    add("Two", crate::world::unreadable("Two", Some(&sample_text)));
    // A sample résumé that the person then adds as a file of their own stays.
    add("Three", crate::world::reading("Three"));
    world.resume("Three");
    // The person's own file, analysed against the sample's job.
    let crossed = world.resume_for(&sample_text, "Own", 20.0);
    assert!(crossed.already_here);
    world.rate(&crossed.analysis.unwrap().analysis_id, 3);
    world.get(SelectJob {
        job_id: Some(sample.job_id),
    });
    assert!(world.stats().has_sample);

    let removed = world.get(RemoveSample {});
    let expected = Deletion {
        jobs: 1,
        resumes: 2,
        analyses: 2,
        feedback: 1,
        ..Deletion::default()
    };
    assert_eq!(removed, expected);
    assert_whole(&world.storage);
    let stats = world.stats();
    assert!(!stats.has_sample);
    assert_eq!((stats.jobs, stats.resumes, stats.analyses), (1, 2, 1));
    assert_eq!(world.get(CurrentJob {}), None);
    assert_eq!(world.get(RemoveSample {}), Deletion::default());
}

#[test]
fn everything_goes() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let stored = world.resume_for(&world.job_text(&job), "Ann", 50.0);
    world.rate(&stored.analysis.unwrap().analysis_id, 3);
    world.get(SelectJob {
        job_id: Some(job.job_id),
    });
    let removed = world.get(DeleteEverything {});
    let expected = Deletion {
        jobs: 1,
        resumes: 1,
        analyses: 1,
        feedback: 1,
        ..Deletion::default()
    };
    assert_eq!(removed, expected);
    for store in shortlist::storage::SCHEMA.stores() {
        assert!(world.storage.dump(store).is_empty(), "{store}");
    }
    assert_eq!(world.stats(), Stats::default());
}
