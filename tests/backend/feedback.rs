use shortlist::messages::*;
use shortlist::records::{AnalysisId, FeedbackBody, FeedbackId, ItemType};

use crate::world::{World, assert_whole, feedback, wait};

fn analysed() -> (World, AnalysisRow) {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let stored = world.resume_for(&world.job_text(&job), "Ann", 80.0);
    (world, stored.analysis.unwrap())
}

fn list(world: &World, filter: FeedbackFilter) -> Listing<FeedbackRow> {
    world.get(ListFeedback {
        filter,
        window: Window::default(),
    })
}

#[test]
fn feedback_is_saved_with_its_links_changed_and_deleted() {
    let (world, analysis) = analysed();
    let saved = world.get(SaveFeedback {
        analysis_id: Some(analysis.analysis_id.clone()),
        item_type: ItemType::MatchedSkill,
        item: " Soup ".into(),
        feedback: FeedbackBody {
            rating: 1,
            incorrect_points: vec!["  not\nsoup ".into(), " ".into()],
            ideal_response: "Bread\0".into(),
            ..FeedbackBody::default()
        },
        ..feedback(1)
    });
    assert_eq!(saved.id.as_str().len(), 12);
    assert_eq!(saved.job_id, Some(analysis.job_id.clone()));
    assert_eq!(saved.resume_id, Some(analysis.resume_id.clone()));
    assert_eq!(saved.item, "Soup");
    assert_eq!(saved.feedback.incorrect_points, ["not soup"]);
    assert_eq!(saved.feedback.ideal_response, "Bread");

    let changed = world.get(SaveFeedback {
        id: Some(saved.id.clone()),
        ..feedback(5)
    });
    assert_eq!(changed.timestamp, saved.timestamp);
    assert!(changed.updated_at.is_some());
    assert_eq!(changed.analysis_id, saved.analysis_id, "the link stays");
    let row = world.get(GetFeedback {
        id: saved.id.clone(),
    });
    assert_eq!(row.feedback, changed);
    assert_eq!(row.candidate_name.as_deref(), Some("Ann"));
    assert_eq!(row.role_name.as_deref(), Some("Cook"));

    let call = DeleteFeedback { id: saved.id };
    assert_eq!(world.get(call.clone()).feedback, 1);
    assert_eq!(world.fail(call.clone()).kind, FailureKind::NotFound);
    assert_eq!(
        world.fail(GetFeedback { id: call.id }).kind,
        FailureKind::NotFound
    );
    assert_whole(&world.storage);
}

#[test]
fn what_does_not_fit_is_refused() {
    let (world, analysis) = analysed();
    for rating in [0, 6] {
        let failure = world.fail(feedback(rating));
        assert_eq!(failure.field.as_deref(), Some("rating"));
    }
    let long = "x".repeat(100_001);
    let failure = world.fail(SaveFeedback {
        response: long,
        ..feedback(3)
    });
    assert_eq!(failure.field.as_deref(), Some("response"));
    let mut many = feedback(3);
    many.feedback.missing_points = vec!["x".into(); 1001];
    assert_eq!(world.fail(many).field.as_deref(), Some("missing_points"));
    let nowhere = world.fail(SaveFeedback {
        analysis_id: Some(AnalysisId::new("000").unwrap()),
        ..feedback(3)
    });
    assert_eq!(nowhere.kind, FailureKind::NotFound);
    let nobody = world.fail(SaveFeedback {
        id: Some(FeedbackId::new("000").unwrap()),
        analysis_id: Some(analysis.analysis_id),
        ..feedback(3)
    });
    assert_eq!(nobody.kind, FailureKind::NotFound);
    assert_eq!(world.stats().feedback, 0);
}

#[test]
fn feedback_is_filtered_and_searched() {
    let (world, analysis) = analysed();
    world.rate(&analysis.analysis_id, 5);
    world.get(SaveFeedback {
        item_type: ItemType::Strength,
        response: "Knows crème brûlée".into(),
        ..feedback(2)
    });
    let by = |filter| list(&world, filter).total;
    let base = FeedbackFilter::default();
    assert_eq!(by(base.clone()), 2);
    assert_eq!(
        by(FeedbackFilter {
            query: "creme".into(),
            ..base.clone()
        }),
        1
    );
    assert_eq!(
        by(FeedbackFilter {
            rating: Some(5),
            ..base.clone()
        }),
        1
    );
    assert_eq!(
        by(FeedbackFilter {
            item_type: Some(ItemType::Strength),
            ..base.clone()
        }),
        1
    );
    assert_eq!(
        by(FeedbackFilter {
            job_id: Some(analysis.job_id.clone()),
            ..base.clone()
        }),
        1
    );
    assert_eq!(
        by(FeedbackFilter {
            analysis_id: Some(analysis.analysis_id.clone()),
            ..base.clone()
        }),
        1
    );
    assert_eq!(
        by(FeedbackFilter {
            analysis_id: Some(analysis.analysis_id),
            job_id: Some(analysis.job_id),
            rating: Some(5),
            item_type: Some(ItemType::WholeAnswer),
            query: "she".into(),
        }),
        1
    );
    let newest = &list(&world, base).rows[0];
    assert_eq!(newest.feedback.response, "Knows crème brûlée");
    assert_eq!(newest.candidate_name, None);
}

#[test]
fn the_csv_has_every_feedback_oldest_first() {
    let (world, analysis) = analysed();
    let first = world.rate(&analysis.analysis_id, 5);
    world.get(SaveFeedback {
        response: "=1+1".into(),
        ..feedback(1)
    });
    let (count, buffers) = wait(world.ask_with(ExportFeedbackCsv {}, Vec::new())).unwrap();
    assert_eq!(count, 2);
    let [csv] = buffers.as_slice() else { panic!() };
    let csv = csv.strip_prefix("\u{FEFF}".as_bytes()).unwrap();
    let mut reader = csv::Reader::from_reader(csv);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(&rows[0][0], first.id.as_str());
    assert_eq!(&rows[0][11], analysis.resume_id.as_str());
    assert_eq!(&rows[1][4], "'=1+1");
    let empty = World::new();
    let (count, buffers) = wait(empty.ask_with(ExportFeedbackCsv {}, Vec::new())).unwrap();
    assert_eq!((count, buffers.len()), (0, 1));
}
