//! The fields of an application, as they are typed and as they are drawn.

use leptos::prelude::*;

use super::super::words::status_word;
use crate::app::components::{job_title, load};
use crate::app::pages::list::all_jobs;
use crate::messages::{ApplicationDraft, ListResumes, Window};
use crate::records::{ApplicationStatus, Day, JobId, ResumeId};

/// Jobs and résumés that are offered to be linked.
const MOST_CHOICES: u64 = 1_000;

/// What is typed, field by field.
#[derive(Clone, Copy)]
pub struct Fields {
    pub company: RwSignal<String>,
    pub job: RwSignal<String>,
    pub portal: RwSignal<String>,
    pub kind: RwSignal<String>,
    pub date_applied: RwSignal<String>,
    status: RwSignal<ApplicationStatus>,
    pub status_on: RwSignal<String>,
    pub notes: RwSignal<String>,
    job_id: RwSignal<Option<JobId>>,
    resume_id: RwSignal<Option<ResumeId>>,
}

impl Fields {
    /// The fields, holding that draft.
    pub fn of(draft: ApplicationDraft) -> Self {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            company: RwSignal::new(draft.company),
            job: RwSignal::new(draft.job),
            portal: RwSignal::new(draft.portal),
            kind: RwSignal::new(draft.kind),
            date_applied: RwSignal::new(day(draft.date_applied)),
            status: RwSignal::new(draft.status),
            status_on: RwSignal::new(String::new()),
            notes: RwSignal::new(draft.notes),
            job_id: RwSignal::new(draft.job_id),
            resume_id: RwSignal::new(draft.resume_id),
        }
    }

    /// What is typed by now.
    pub fn draft(self) -> ApplicationDraft {
        let day = |text: RwSignal<String>| Day::new(text.get_untracked()).ok();
        ApplicationDraft {
            company: self.company.get_untracked(),
            job: self.job.get_untracked(),
            portal: self.portal.get_untracked(),
            kind: self.kind.get_untracked(),
            date_applied: day(self.date_applied),
            status: self.status.get_untracked(),
            status_on: day(self.status_on),
            notes: self.notes.get_untracked(),
            job_id: self.job_id.get_untracked(),
            resume_id: self.resume_id.get_untracked(),
        }
    }
}

/// A line of words. `list` names what is offered to be picked, where it is not empty.
pub fn line(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    list: &'static str,
    is_wrong: impl Fn() -> bool + Send + 'static,
    required: bool,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                autocomplete="off"
                maxlength="500"
                required=required
                list=(!list.is_empty()).then_some(list)
                aria-invalid=move || is_wrong().then_some("true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// A day, or none.
pub fn day_line(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    value: RwSignal<String>,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label} " " <small>{hint}</small></label>
            <input
                id=id
                type="date"
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// The status.
pub fn status_line(fields: Fields) -> AnyView {
    let options = ApplicationStatus::ALL.map(|status| {
        view! {
            <option value=status.name() selected=move || fields.status.get() == status>
                {status_word(status)}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for="application-status">"Status"</label>
            <select
                id="application-status"
                on:change=move |event| {
                    if let Some(status) = ApplicationStatus::named(&event_target_value(&event)) {
                        fields.status.set(status);
                    }
                }
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// The job that it is linked with.
pub fn job_line(fields: Fields) -> AnyView {
    let jobs = all_jobs(MOST_CHOICES);
    let choices = Signal::derive(move || {
        jobs.with(|jobs| match jobs {
            Some(Ok(list)) => {
                let rows = list.rows.iter();
                rows.map(|row| (row.job_id.to_string(), job_title(row)))
                    .collect()
            }
            _ => Vec::new(),
        })
    });
    let value = fields.job_id;
    linked(
        "application-linked-job",
        "Linked job",
        choices,
        Signal::derive(move || value.get().map(|id| (id.to_string(), format!("job {id}")))),
        move |id| value.set(JobId::new(id).ok()),
    )
}

/// The résumé that it is linked with.
pub fn resume_line(fields: Fields, candidate_name: Option<String>) -> AnyView {
    let resumes = load(|| {
        Some(ListResumes {
            query: String::new(),
            window: Window {
                offset: 0,
                limit: MOST_CHOICES,
            },
        })
    });
    let choices = Signal::derive(move || {
        resumes.with(|resumes| match resumes {
            Some(Ok(list)) => {
                let rows = list.rows.iter().map(|row| &row.resume);
                rows.map(|resume| (resume.resume_id.to_string(), resume.title().to_owned()))
                    .collect()
            }
            _ => Vec::new(),
        })
    });
    let value = fields.resume_id;
    let chosen = Signal::derive(move || {
        let id = value.get()?;
        let name = candidate_name.clone();
        Some((id.to_string(), name.unwrap_or_else(|| id.to_string())))
    });
    linked(
        "application-linked-resume",
        "Linked résumé",
        choices,
        chosen,
        move |id| value.set(ResumeId::new(id).ok()),
    )
}

/// A choice of one record, or none; what is chosen is offered even where the list does not have it.
fn linked(
    id: &'static str,
    label: &'static str,
    choices: Signal<Vec<(String, String)>>,
    chosen: Signal<Option<(String, String)>>,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let options = move || {
        let chosen = chosen.get();
        let mut choices = choices.get();
        if let Some(chosen) = &chosen
            && !choices.iter().any(|(id, _)| *id == chosen.0)
        {
            choices.push(chosen.clone());
        }
        let is_chosen = |id: &String| chosen.as_ref().is_some_and(|chosen| chosen.0 == *id);
        choices
            .into_iter()
            .map(|(id, name)| {
                let is_on = is_chosen(&id);
                view! { <option value=id selected=is_on>{name}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change=move |event| choose(event_target_value(&event))>
                <option value="" selected=move || chosen.with(Option::is_none)>"None"</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
