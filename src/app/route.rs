//! Addresses: every view has one behind the `#`, so that it can be bookmarked and reloaded on any static host.

mod parameters;

use self::parameters::{decode, parameter, with_query};
use crate::records::{AnalysisId, ApplicationStatus, Day, FeedbackId, ItemType, JobId, ResumeId};

/// A view and what it shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    Desk,
    Jobs {
        query: String,
    },
    Templates {
        query: String,
    },
    /// A new job, blank or from a template.
    NewJob {
        from: Option<JobId>,
    },
    Job(JobId),
    EditJob(JobId),
    Resumes {
        query: String,
    },
    Resume(ResumeId),
    Analyses(AnalysesQuery),
    Analysis(AnalysisId),
    FeedbackList(FeedbackQuery),
    Feedback(FeedbackId),
    Search {
        query: String,
    },
    Data,
    /// Making backups and bringing them back.
    Backup,
    /// The older system's data, in and out.
    Older,
    /// Deleting a candidate, who is known by one of the résumés; without one, to be looked for.
    Candidate(Option<ResumeId>),
    /// Résumés against these jobs; without any, against some that are chosen.
    Compare {
        jobs: Vec<JobId>,
    },
    Applications(ApplicationsQuery),
    /// What `fetch("api/…")` answers, to read and to try.
    Api,
    /// No view has that address.
    Unknown(String),
}

/// The filters of the history of analyses, as they stand in its address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnalysesQuery {
    pub job: Option<JobId>,
    pub candidate: String,
    pub from: String,
    pub to: String,
}

/// The filters of the list of feedback.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedbackQuery {
    pub query: String,
    pub job: Option<JobId>,
    pub rating: Option<u8>,
    pub item_type: Option<ItemType>,
    pub candidate: String,
    pub from: Option<Day>,
    pub to: Option<Day>,
}

/// How applications are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApplicationsAs {
    #[default]
    Table,
    Board,
    Report,
}

impl ApplicationsAs {
    /// All ways, in the order in which they are offered.
    pub const ALL: [ApplicationsAs; 3] = [
        ApplicationsAs::Table,
        ApplicationsAs::Board,
        ApplicationsAs::Report,
    ];

    /// The name in an address.
    fn name(self) -> &'static str {
        match self {
            ApplicationsAs::Table => "table",
            ApplicationsAs::Board => "board",
            ApplicationsAs::Report => "report",
        }
    }
}

/// The filters of the applications, and how they are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApplicationsQuery {
    pub shown_as: ApplicationsAs,
    pub query: String,
    pub status: Option<ApplicationStatus>,
    pub portal: String,
    pub job: Option<JobId>,
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl Route {
    /// Parses the part of an address behind `#`; never fails, what it does not know is [`Route::Unknown`].
    pub fn parse(hash: &str) -> Self {
        let address = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let get = |name: &str| parameter(query, name);
        let steps: Vec<String> = path
            .split('/')
            .filter(|step| !step.is_empty())
            .map(decode)
            .collect();
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        let known = match steps.as_slice() {
            [] => Some(Route::Desk),
            ["jobs"] => Some(Route::Jobs { query: get("q") }),
            ["jobs", "templates"] => Some(Route::Templates { query: get("q") }),
            ["jobs", "new"] => Some(Route::NewJob {
                from: JobId::new(get("from")).ok(),
            }),
            ["jobs", id] => JobId::new(*id).ok().map(Route::Job),
            ["jobs", id, "edit"] => JobId::new(*id).ok().map(Route::EditJob),
            ["resumes"] => Some(Route::Resumes { query: get("q") }),
            ["resumes", id] => ResumeId::new(*id).ok().map(Route::Resume),
            ["analyses"] => Some(Route::Analyses(AnalysesQuery {
                job: JobId::new(get("job")).ok(),
                candidate: get("candidate"),
                from: get("from"),
                to: get("to"),
            })),
            ["analyses", id] => AnalysisId::new(*id).ok().map(Route::Analysis),
            ["feedback"] => Some(Route::FeedbackList(FeedbackQuery {
                query: get("q"),
                job: JobId::new(get("job")).ok(),
                rating: get("rating").parse().ok(),
                item_type: ItemType::ALL
                    .into_iter()
                    .find(|kind| kind.name() == get("item")),
                candidate: get("candidate"),
                from: Day::new(get("from")).ok(),
                to: Day::new(get("to")).ok(),
            })),
            ["feedback", id] => FeedbackId::new(*id).ok().map(Route::Feedback),
            ["search"] => Some(Route::Search { query: get("q") }),
            ["data"] => Some(Route::Data),
            ["data", "backup"] => Some(Route::Backup),
            ["data", "older"] => Some(Route::Older),
            ["data", "candidate"] => Some(Route::Candidate(None)),
            ["data", "candidate", id] => {
                ResumeId::new(*id).ok().map(|id| Route::Candidate(Some(id)))
            }
            ["compare"] => Some(Route::Compare {
                jobs: get("jobs")
                    .split(',')
                    .filter_map(|id| JobId::new(id).ok())
                    .collect(),
            }),
            ["applications"] => Some(Route::Applications(ApplicationsQuery {
                shown_as: ApplicationsAs::ALL
                    .into_iter()
                    .find(|one| one.name() == get("as"))
                    .unwrap_or_default(),
                query: get("q"),
                status: ApplicationStatus::named(&get("status")),
                portal: get("portal"),
                job: JobId::new(get("job")).ok(),
                from: Day::new(get("from")).ok(),
                to: Day::new(get("to")).ok(),
            })),
            ["api"] => Some(Route::Api),
            _ => None,
        };
        known.unwrap_or_else(|| Route::Unknown(path.to_owned()))
    }

    /// The address, `#` included; [`Route::parse`] gives the same route back.
    pub fn href(&self) -> String {
        match self {
            Route::Desk => "#/".into(),
            Route::Jobs { query } => with_query("#/jobs", &[("q", query)]),
            Route::Templates { query } => with_query("#/jobs/templates", &[("q", query)]),
            Route::NewJob { from } => with_query(
                "#/jobs/new",
                &[("from", from.as_ref().map_or("", JobId::as_str))],
            ),
            Route::Job(id) => format!("#/jobs/{id}"),
            Route::EditJob(id) => format!("#/jobs/{id}/edit"),
            Route::Resumes { query } => with_query("#/resumes", &[("q", query)]),
            Route::Resume(id) => format!("#/resumes/{id}"),
            Route::Analyses(q) => with_query(
                "#/analyses",
                &[
                    ("job", q.job.as_ref().map_or("", JobId::as_str)),
                    ("candidate", &q.candidate),
                    ("from", &q.from),
                    ("to", &q.to),
                ],
            ),
            Route::Analysis(id) => format!("#/analyses/{id}"),
            Route::FeedbackList(q) => with_query(
                "#/feedback",
                &[
                    ("q", &q.query),
                    ("job", q.job.as_ref().map_or("", JobId::as_str)),
                    (
                        "rating",
                        &q.rating.map(|r| r.to_string()).unwrap_or_default(),
                    ),
                    ("item", q.item_type.map_or("", ItemType::name)),
                    ("candidate", &q.candidate),
                    ("from", q.from.as_ref().map_or("", Day::as_str)),
                    ("to", q.to.as_ref().map_or("", Day::as_str)),
                ],
            ),
            Route::Feedback(id) => format!("#/feedback/{id}"),
            Route::Search { query } => with_query("#/search", &[("q", query)]),
            Route::Data => "#/data".into(),
            Route::Backup => "#/data/backup".into(),
            Route::Older => "#/data/older".into(),
            Route::Candidate(None) => "#/data/candidate".into(),
            Route::Candidate(Some(id)) => format!("#/data/candidate/{id}"),
            Route::Compare { jobs } => {
                let ids: Vec<&str> = jobs.iter().map(JobId::as_str).collect();
                with_query("#/compare", &[("jobs", &ids.join(","))])
            }
            Route::Applications(q) => {
                let shown_as = match q.shown_as {
                    ApplicationsAs::Table => "",
                    other => other.name(),
                };
                with_query(
                    "#/applications",
                    &[
                        ("as", shown_as),
                        ("q", &q.query),
                        ("status", q.status.map_or("", ApplicationStatus::name)),
                        ("portal", &q.portal),
                        ("job", q.job.as_ref().map_or("", JobId::as_str)),
                        ("from", q.from.as_ref().map_or("", Day::as_str)),
                        ("to", q.to.as_ref().map_or("", Day::as_str)),
                    ],
                )
            }
            Route::Api => "#/api".into(),
            Route::Unknown(path) => format!("#{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_comes_back_from_its_address() {
        let job = JobId::new("a3f7b2c1").unwrap();
        let routes = [
            Route::Desk,
            Route::Jobs {
                query: "a&b = 100% ü".into(),
            },
            Route::Templates { query: "a".into() },
            Route::NewJob {
                from: Some(job.clone()),
            },
            Route::Job(job.clone()),
            Route::EditJob(job.clone()),
            Route::Resumes {
                query: String::new(),
            },
            Route::Resume(ResumeId::new("resume_1f0c9a22b7d41e03").unwrap()),
            Route::Analyses(AnalysesQuery {
                job: Some(job),
                candidate: "Ann / Bo".into(),
                from: "2026-01-01".into(),
                to: String::new(),
            }),
            Route::Analysis(AnalysisId::new("ea198c25-67c").unwrap()),
            Route::FeedbackList(FeedbackQuery {
                rating: Some(1),
                item_type: Some(ItemType::Strength),
                candidate: "Ann".into(),
                from: Some(Day::new("2026-11-01").unwrap()),
                ..Default::default()
            }),
            Route::Feedback(FeedbackId::new("f8e2d1c4b3a9").unwrap()),
            Route::Search {
                query: "C++ #1".into(),
            },
            Route::Data,
            Route::Backup,
            Route::Older,
            Route::Candidate(None),
            Route::Candidate(Some(ResumeId::new("resume_1f0c9a22b7d41e03").unwrap())),
            Route::Compare {
                jobs: vec![
                    JobId::new("a3f7b2c1").unwrap(),
                    JobId::new("a3f7b2c2").unwrap(),
                ],
            },
            Route::Applications(ApplicationsQuery::default()),
            Route::Applications(ApplicationsQuery {
                shown_as: ApplicationsAs::Report,
                query: "a & b".into(),
                status: Some(ApplicationStatus::Offer),
                portal: "Harbour Jobs".into(),
                job: Some(JobId::new("a3f7b2c1").unwrap()),
                from: Some(Day::new("2026-11-01").unwrap()),
                to: Some(Day::new("2026-11-30").unwrap()),
            }),
            Route::Api,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
        }
    }

    #[test]
    fn odd_addresses_lead_to_unknown_and_do_not_fail() {
        for hash in [
            "#/nowhere",
            "#/jobs/<b>",
            "#/jobs/a/b/c",
            "#/resumes/%zz%",
            "#/analyses/%",
        ] {
            assert!(matches!(Route::parse(hash), Route::Unknown(_)), "{hash}");
        }
        assert_eq!(Route::parse(""), Route::Desk);
        assert_eq!(
            Route::parse("#/jobs?q=%"),
            Route::Jobs { query: "%".into() }
        );
    }
}
