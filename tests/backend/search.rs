use shortlist::messages::*;
use shortlist::records::Resume;

use crate::world::{World, save_job, wait};

fn hits(world: &World, query: &str) -> SearchHits {
    world.get(Search {
        query: query.into(),
        limit: 5,
    })
}

fn jobs(world: &World, query: &str) -> Vec<String> {
    let listing = world.get(ListJobs {
        query: query.into(),
        templates: false,
        window: Window::default(),
    });
    listing.rows.into_iter().map(|row| row.role_name).collect()
}

#[test]
fn jobs_are_found_by_company_role_and_text() {
    let world = World::new();
    world.job("Köchin", "Soups, and so on");
    world.job("Baker", "Bread");
    for query in ["kochin", "SOUPS", "acme soup", "KÖCH on"] {
        assert_eq!(jobs(&world, query), ["Köchin"], "{query}");
    }
    assert!(jobs(&world, "soup bread").is_empty());
    assert_eq!(jobs(&world, "acme").len(), 2);
}

#[test]
fn search_stays_in_step_with_what_is_written() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    assert_eq!(jobs(&world, "soup"), ["Cook"]);
    world.job("Baker", "Bread");
    assert_eq!(jobs(&world, "bread"), ["Baker"], "a new one");
    let change = |role: &str, text: &str| {
        world.get(SaveJob {
            job_id: Some(job.job_id.clone()),
            ..save_job(role, text)
        });
    };
    change("Chef", "Soup");
    assert_eq!(
        jobs(&world, "chef soup"),
        ["Chef"],
        "a new name, the same text"
    );
    assert!(jobs(&world, "cook").is_empty());
    change("Chef", "Pasta");
    assert_eq!(jobs(&world, "pasta"), ["Chef"]);
    assert!(jobs(&world, "soup").is_empty());
    world.get(DeleteJob { job_id: job.job_id });
    assert!(jobs(&world, "pasta").is_empty());
}

#[test]
fn what_another_tab_wrote_is_found_once_it_is_told_of() {
    let one = World::new();
    let two = World::tab(&one.storage, 2);
    assert!(jobs(&one, "soup").is_empty());
    two.job("Cook", "Soup");
    one.backend.invalidate(&["jobs", "job_texts"]);
    assert_eq!(jobs(&one, "soup"), ["Cook"]);
}

#[test]
fn everything_is_searched_at_once() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let stored = world.resume_for(&world.job_text(&job), "Ann Soup", 40.0);
    let analysis = stored.analysis.unwrap();
    world.get(SaveFeedback {
        analysis_id: Some(analysis.analysis_id.clone()),
        response: "Soup it is.\nAnd more.".into(),
        ..crate::world::feedback(3)
    });
    let hits = hits(&world, "soup");
    assert_eq!(hits.jobs.rows[0].title, "Cook");
    assert_eq!(hits.jobs.rows[0].detail, "Acme");
    assert_eq!(hits.resumes.rows[0].title, "Ann Soup");
    assert_eq!(hits.analyses.rows[0].id, analysis.analysis_id);
    assert_eq!(hits.analyses.rows[0].detail, "Cook · Acme");
    assert_eq!(hits.feedback.rows[0].title, "Soup it is.");
    assert_eq!(hits.feedback.rows[0].detail, "Ann Soup · Cook");
    assert_eq!(self::hits(&world, "  "), SearchHits::default());
    assert_eq!(self::hits(&world, "nothing").resumes.total, 0);
}

#[test]
fn resumes_are_found_by_candidate_and_file() {
    let world = World::new();
    for n in 0..8 {
        world.resume(&format!("Person {n}"));
    }
    let listing = world.get(ListResumes {
        query: "person 3.txt".into(),
        window: Window::default(),
    });
    let titles: Vec<&str> = listing
        .rows
        .iter()
        .map(|r| Resume::title(&r.resume))
        .collect();
    assert_eq!(titles, ["Person 3"]);
    let hits = hits(&world, "person");
    assert_eq!((hits.resumes.rows.len(), hits.resumes.total), (5, 8));
}

#[test]
fn the_ranking_stays_in_step_with_what_is_written() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let text = world.job_text(&job);
    let named = || {
        let filter = AnalysisFilter {
            job_id: Some(job.job_id.clone()),
            order: AnalysisOrder::Rank,
            candidate: "a".into(),
            ..AnalysisFilter::default()
        };
        let window = Window::default();
        let listing = world.get(ListAnalyses { filter, window });
        let name = |row: AnalysisRow| row.candidate_name.unwrap();
        listing.rows.into_iter().map(name).collect::<Vec<_>>()
    };
    wait(world.backend.warm()).unwrap();
    assert!(named().is_empty());
    world.resume_for(&text, "Ada", 10.0);
    let cara = world.resume_for(&text, "Cara", 50.0);
    world.resume_for(&text, "Bob", 90.0);
    world.resume_for(&text, "anna", 50.0);
    assert_eq!(named(), ["anna", "Cara", "Ada"], "the order of the ranking");
    world.get(DeleteAnalysis {
        analysis_id: cara.analysis.unwrap().analysis_id,
    });
    assert_eq!(named(), ["anna", "Ada"]);
    world.get(SaveJob {
        job_id: Some(job.job_id.clone()),
        ..save_job("Cook", "Bread")
    });
    world.resume_for(&world.job_text(&job), "Ada", 99.0);
    assert_eq!(named(), ["Ada", "anna"], "of each résumé the newest");
}

#[test]
fn what_is_counted_in_memory_is_what_the_home_counts() {
    let world = World::new();
    let warm = World::tab(&world.storage, 7);
    wait(warm.backend.warm()).unwrap();
    let job = warm.job("Cook", "Soup");
    warm.get(SaveJob {
        is_template: true,
        ..save_job("Baker", "Bread")
    });
    let text = warm.job_text(&job);
    let ada = warm.resume_for(&text, "Ada", 10.0);
    warm.resume_for(&text, "Bob", 90.0);
    warm.resume("Cara");
    warm.rate(&ada.analysis.unwrap().analysis_id, 3);

    let same = |jobs: u64, resumes: u64, analyses: u64| {
        // A tab that was just opened has no tables.
        let cold = World::tab(&world.storage, 8);
        let (stats, counted) = (warm.stats(), cold.stats());
        assert_eq!(stats, counted);
        assert_eq!(
            (stats.jobs, stats.resumes, stats.analyses),
            (jobs, resumes, analyses)
        );
        assert!(stats.file_bytes > 0);
        let lists = |world: &World| {
            let window = Window {
                offset: 0,
                limit: 1,
            };
            let query = String::new();
            let jobs = world.get(ListJobs {
                query: query.clone(),
                templates: false,
                window,
            });
            let resumes = world.get(ListResumes { query, window });
            let filter = AnalysisFilter::default();
            let analyses = world.get(ListAnalyses { filter, window });
            let of_job = jobs.rows.iter().map(|row| row.analysis_count).sum::<u64>();
            let ranked = world.ranked(&job.job_id).total;
            (jobs.total, resumes.total, analyses.total, of_job, ranked)
        };
        assert_eq!(lists(&warm), lists(&cold));
        assert_eq!(lists(&warm), (jobs, resumes, analyses, analyses, analyses));
    };
    same(1, 3, 2);
    warm.get(DeleteResume {
        resume_id: ada.resume.resume.resume_id,
    });
    same(1, 2, 1);
    wait(warm.backend.warm()).unwrap();
    same(1, 2, 1);
}
