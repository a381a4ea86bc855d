use shortlist::messages::*;
use shortlist::records::*;
use shortlist::storage::{Batch, Storage, stores};

use crate::world::{World, assert_whole, feedback, wait};

fn search(world: &World, query: &str, filter: FeedbackSearchFilter) -> FeedbackSearch {
    world.get(SearchFeedback {
        query: query.into(),
        filter,
        window: Window::default(),
    })
}

fn said(found: &FeedbackSearch) -> Vec<&str> {
    let hits = found.hits.iter();
    hits.map(|hit| hit.row.feedback.response.as_str()).collect()
}

fn say(world: &World, rating: u8, response: &str) -> Feedback {
    world.get(SaveFeedback {
        query: String::new(),
        response: response.into(),
        ..feedback(rating)
    })
}

#[test]
fn feedback_is_found_by_its_meaning_and_by_its_words() {
    let world = World::new();
    say(
        &world,
        5,
        "She has years of experience as a software developer in Java",
    );
    say(&world, 1, "He bakes bread and cakes in a pastry kitchen");
    say(&world, 3, "The résumé names the certificate ZX-4711");
    let by = |query: &str| search(&world, query, FeedbackSearchFilter::default());

    let found = by("programmer who writes code");
    assert!(found.words_only.is_none());
    assert_eq!(
        said(&found)[0],
        "She has years of experience as a software developer in Java"
    );
    assert!(found.hits[0].meaning.is_some(), "no word of it occurs");
    assert_eq!(found.hits[0].words, None);
    let found = by("zx 4711");
    assert_eq!(said(&found)[0], "The résumé names the certificate ZX-4711");
    assert!(found.hits[0].words.is_some());
    let newest = by(" ");
    assert_eq!(newest.total, 3);
    assert_eq!(said(&newest)[0], "The résumé names the certificate ZX-4711");
    assert_eq!(newest.hits[0].score, 0.0);
    let window = Window {
        offset: 1,
        limit: 1,
    };
    let page = world.get(SearchFeedback {
        query: String::new(),
        filter: FeedbackSearchFilter::default(),
        window,
    });
    assert_eq!((page.total, page.hits.len()), (3, 1));
    assert_whole(&world.storage);
}

#[test]
fn a_search_is_narrowed() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let text = world.job_text(&job);
    let ann = world.resume_for(&text, "Ann", 80.0).analysis.unwrap();
    let bob = world.resume_for(&text, "Bob", 70.0).analysis.unwrap();
    for (analysis, rating, kind) in [
        (&ann, 5, ItemType::MatchedSkill),
        (&bob, 1, ItemType::Strength),
    ] {
        world.get(SaveFeedback {
            analysis_id: Some(analysis.analysis_id.clone()),
            item_type: kind,
            ..feedback(rating)
        });
    }
    let unlinked = world.get(SaveFeedback {
        feedback: FeedbackBody {
            rating: 3,
            ideal_response: "No.".into(),
            ..FeedbackBody::default()
        },
        ..feedback(3)
    });
    let base = FeedbackSearchFilter::default;
    let cases = [
        (3, base()),
        (
            1,
            FeedbackSearchFilter {
                rating: Some(5),
                ..base()
            },
        ),
        (
            2,
            FeedbackSearchFilter {
                min_rating: Some(3),
                ..base()
            },
        ),
        (
            1,
            FeedbackSearchFilter {
                item_type: Some(ItemType::Strength),
                ..base()
            },
        ),
        (
            2,
            FeedbackSearchFilter {
                job_id: Some(job.job_id),
                ..base()
            },
        ),
        (
            1,
            FeedbackSearchFilter {
                analysis_id: Some(bob.analysis_id.clone()),
                ..base()
            },
        ),
        (
            1,
            FeedbackSearchFilter {
                candidate: "ANN".into(),
                ..base()
            },
        ),
        (
            3,
            FeedbackSearchFilter {
                from: Some(Day::new("2026-11-18").unwrap()),
                to: Some(Day::new("2026-11-18").unwrap()),
                ..base()
            },
        ),
        (
            0,
            FeedbackSearchFilter {
                to: Some(Day::new("2026-11-17").unwrap()),
                ..base()
            },
        ),
        (
            1,
            FeedbackSearchFilter {
                corrected: true,
                ..base()
            },
        ),
        (
            2,
            FeedbackSearchFilter {
                except: Some(unlinked.id),
                ..base()
            },
        ),
    ];
    for (total, filter) in cases {
        for query in ["", "does she fit"] {
            let found = search(&world, query, filter.clone());
            assert_eq!(found.total, total, "{query:?} {filter:?}");
        }
    }
}

#[test]
fn the_index_stays_in_step_with_what_is_written() {
    let world = World::new();
    let first = say(&world, 5, "soup");
    let total = |query: &str| {
        let found = search(&world, query, FeedbackSearchFilter::default());
        found.hits.iter().filter(|hit| hit.words.is_some()).count()
    };
    assert_eq!(total("soup"), 1);
    say(&world, 5, "more soup");
    assert_eq!(total("soup"), 2);
    world.get(SaveFeedback {
        id: Some(first.id.clone()),
        response: "bread".into(),
        ..feedback(5)
    });
    assert_eq!((total("soup"), total("bread")), (1, 1));
    world.get(DeleteFeedback { id: first.id });
    assert_eq!(total("bread"), 0);

    let other = World::tab(&world.storage, 1);
    say(&other, 5, "bread");
    world.backend.invalidate(&["feedback"]);
    assert_eq!(total("bread"), 1);
    world.get(DeleteEverything {});
    assert_eq!(total("soup"), 0);
}

#[test]
fn vectors_come_with_feedback_go_with_it_and_are_made_where_they_are_missing() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let analysis = world.resume_for(&world.job_text(&job), "Ann", 80.0);
    let analysis = analysis.analysis.unwrap().analysis_id;
    world.rate(&analysis, 5);
    let alone = say(&world, 5, "bread");
    let count = || world.storage.dump(stores::FEEDBACK_VECTORS).len();
    assert_eq!(count(), 2);
    assert_whole(&world.storage);

    // As brought in from elsewhere: without vectors.
    let mut batch = Batch::new();
    batch.clear(stores::FEEDBACK_VECTORS);
    wait(world.storage.commit(&batch)).unwrap();
    search(&world, "bread", FeedbackSearchFilter::default());
    assert_eq!(count(), 2, "made anew");

    let fresh = World::tab(&world.storage, 1);
    let found = search(&fresh, "bread", FeedbackSearchFilter::default());
    assert_eq!(said(&found)[0], "bread");

    world.get(DeleteFeedback { id: alone.id });
    assert_eq!(count(), 1);
    world.get(DeleteAnalysis {
        analysis_id: analysis,
    });
    assert_eq!(count(), 0);
    for delete in [true, false] {
        let analysis = world.resume_for(&world.job_text(&job), "Ann", 80.0);
        let analysis = analysis.analysis.unwrap();
        world.rate(&analysis.analysis_id, 5);
        assert_eq!(count(), 1);
        if delete {
            world.get(DeleteResume {
                resume_id: analysis.resume_id,
            });
        } else {
            world.get(DeleteJob {
                job_id: job.job_id.clone(),
            });
        }
        assert_eq!(count(), 0);
    }
}

#[test]
fn without_the_word_vectors_the_words_find_alone_and_say_so() {
    let world = World::without_vectors();
    say(&world, 5, "soup");
    let found = search(&world, "soup", FeedbackSearchFilter::default());
    assert_eq!(found.total, 1);
    assert!(found.words_only.unwrap().contains("network"));
    assert!(world.storage.dump(stores::FEEDBACK_VECTORS).is_empty());
}

#[test]
fn who_writes_a_correction_sees_what_was_said_before() {
    let world = World::new();
    let correct = |response: &str, ideal: &str| {
        world.get(SaveFeedback {
            response: response.into(),
            feedback: FeedbackBody {
                rating: 1,
                ideal_response: ideal.into(),
                ..FeedbackBody::default()
            },
            ..feedback(1)
        })
    };
    let own = correct("She has no Python experience", "Python since 2019.");
    correct("Python is not in the résumé", "It is, in the projects.");
    say(&world, 5, "Python is there");
    let similar = |except: Option<FeedbackId>| {
        world.get(SimilarCorrections {
            query: String::new(),
            response: "There is no Python experience".into(),
            except,
            limit: 5,
        })
    };
    assert_eq!(similar(None).total, 2);
    let others = similar(Some(own.id));
    assert_eq!(said(&others), ["Python is not in the résumé"]);
    let nothing = world.get(SimilarCorrections {
        query: String::new(),
        response: " ".into(),
        except: None,
        limit: 5,
    });
    assert_eq!(nothing.total, 0);
}

#[test]
fn numbers_are_counted_and_conflicts_are_named() {
    let world = World::new();
    let empty = world.get(FeedbackStatistics {});
    assert_eq!((empty.total, empty.average_rating), (0, None));
    let job = world.job("Cook", "Soup");
    let analysis = world.resume_for(&world.job_text(&job), "Ann", 80.0);
    let analysis = analysis.analysis.unwrap();
    let rate = |rating, item: &str| {
        world.get(SaveFeedback {
            analysis_id: Some(analysis.analysis_id.clone()),
            item_type: ItemType::MatchedSkill,
            item: item.into(),
            ..feedback(rating)
        })
    };
    let good = rate(5, "Python");
    let bad = rate(2, "python");
    rate(3, "Soup");
    rate(1, "Soup");
    world.rate(&analysis.analysis_id, 4);
    let numbers = world.get(FeedbackStatistics {});
    assert_eq!(numbers.total, 5);
    assert_eq!(numbers.average_rating, Some(3.0));
    assert_eq!(numbers.by_rating, [1, 1, 1, 1, 1]);
    let kinds = numbers.by_item_type.iter();
    let kinds: Vec<_> = kinds
        .map(|k| (k.name.as_str(), k.count, k.average_rating))
        .collect();
    assert_eq!(
        kinds,
        [("whole_answer", 1, 4.0), ("matched_skill", 4, 2.75)]
    );
    assert_eq!(numbers.by_month.len(), 1);
    assert_eq!(numbers.by_month[0].name, "2026-11");
    assert_eq!(numbers.corrected, 0);
    let [conflict] = numbers.conflicts.as_slice() else {
        panic!("{:?}", numbers.conflicts)
    };
    assert_eq!(conflict.good, [good.id]);
    assert_eq!(conflict.bad, [bad.id]);
    assert_eq!(conflict.job_id, Some(job.job_id));
}

#[test]
fn high_quality_feedback_comes_with_its_texts() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let analysis = world.resume_for(&world.job_text(&job), "Ann\nsoup", 80.0);
    let analysis = analysis.analysis.unwrap().analysis_id;
    let add = |rating, ideal: &str| {
        world.get(SaveFeedback {
            analysis_id: Some(analysis.clone()),
            feedback: FeedbackBody {
                rating,
                ideal_response: ideal.into(),
                ..FeedbackBody::default()
            },
            ..feedback(rating)
        })
    };
    add(4, "older");
    add(4, "newer");
    add(5, "best");
    add(5, "");
    add(3, "low");
    let get = |limit, with_texts| {
        world.get(HighQualityFeedback {
            min_rating: 4,
            limit,
            with_texts,
        })
    };
    let ideals = |samples: &[FeedbackSample]| {
        let ideals = samples
            .iter()
            .map(|s| s.feedback.feedback.ideal_response.clone());
        ideals.collect::<Vec<_>>()
    };
    let all = get(10, false);
    assert_eq!(ideals(&all), ["best", "newer", "older"]);
    assert_eq!(all[0].resume_text, None);
    let with = get(1, true);
    assert_eq!(ideals(&with), ["best"]);
    assert_eq!(with[0].job_description.as_deref(), Some("Soup"));
    assert_eq!(with[0].resume_text.as_deref(), Some("Ann\nsoup\n"));
}
