//! The form of an application, in a dialog over the list.

use gloo_timers::callback::Timeout;
use leptos::ev::SubmitEvent;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words::{application_title, day_words, draft_of, status_word};
use crate::app::components::{ask, counted, job_title, load};
use crate::app::press::press;
use crate::app::session::session;
use crate::messages::{
    ApplicationDraft, ApplicationRow, CheckApplication, ListJobs, ListResumes, SaveApplication,
    SavedApplication, Window,
};
use crate::records::{Application, ApplicationId, ApplicationStatus, Day, JobId, ResumeId};

/// How long typing rests before what is here already is looked for, in milliseconds.
const REST_MS: u32 = 300;
/// Jobs and résumés that are offered to be linked.
const MOST_CHOICES: u64 = 1_000;
/// Kinds that are offered; any words will do.
const KINDS: [&str; 5] = [
    "Full time",
    "Part time",
    "Contract",
    "Internship",
    "Freelance",
];

/// The application that the form is open for.
#[derive(Clone, PartialEq)]
pub struct Editing {
    /// Absent for a new one.
    kept: Option<Box<Application>>,
    candidate_name: Option<String>,
}

impl Editing {
    /// A new one.
    pub fn new() -> Self {
        Self {
            kept: None,
            candidate_name: None,
        }
    }

    /// One that is kept.
    pub fn of(row: &ApplicationRow) -> Self {
        Self {
            kept: Some(Box::new(row.application.clone())),
            candidate_name: row.candidate_name.clone(),
        }
    }
}

/// The dialog; it is open while there is something to edit.
#[component]
pub fn FormDialog(editing: RwSignal<Option<Editing>>, portals: Memo<Vec<String>>) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let wanted = editing.with(Option::is_some);
        if let Some(dialog) = dialog.get()
            && wanted != dialog.open()
        {
            if wanted {
                // It fails only for an element outside the document or open already, and it is neither.
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    // The form under way, and what it started from.
    let typed = StoredValue::new(None::<(Fields, ApplicationDraft)>);
    let on_escape = move |event: leptos::ev::Event| {
        // What a field of it closes by Escape tells so in the same way.
        if event.target() != event.current_target() {
            return;
        }
        let is_changed = typed.with_value(|typed| {
            typed
                .as_ref()
                .is_some_and(|(fields, before)| fields.draft() != *before)
        });
        if is_changed {
            event.prevent_default();
            ask(
                "Close without saving?",
                "What you changed in this application is lost then.",
                "Close",
                move || editing.set(None),
            );
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class="wide-dialog"
            aria-labelledby="application-title"
            on:cancel=on_escape
            on:close=move |_| {
                editing.try_set(None);
            }
        >
            {move || editing.get().map(|one| {
                let before = one.kept.as_deref().map(draft_of).unwrap_or_default();
                let fields = Fields::of(before.clone());
                typed.set_value(Some((fields, before)));
                form(one, fields, editing, portals)
            })}
        </dialog>
    }
}

/// What is typed, field by field.
#[derive(Clone, Copy)]
struct Fields {
    company: RwSignal<String>,
    job: RwSignal<String>,
    portal: RwSignal<String>,
    kind: RwSignal<String>,
    date_applied: RwSignal<String>,
    status: RwSignal<ApplicationStatus>,
    status_on: RwSignal<String>,
    notes: RwSignal<String>,
    job_id: RwSignal<Option<JobId>>,
    resume_id: RwSignal<Option<ResumeId>>,
}

impl Fields {
    fn of(draft: ApplicationDraft) -> Self {
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

    fn draft(self) -> ApplicationDraft {
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

fn form(
    one: Editing,
    fields: Fields,
    editing: RwSignal<Option<Editing>>,
    portals: Memo<Vec<String>>,
) -> AnyView {
    let session = session();
    let kept = one.kept.as_deref();
    let id = kept.map(|kept| kept.id.clone());
    let heading = kept.map_or_else(|| "Add application".to_owned(), application_title);
    let same = RwSignal::new(Vec::<ApplicationRow>::new());
    let problem = RwSignal::new(None::<(Option<String>, String)>);
    let busy = RwSignal::new(false);
    watch_for_same(fields, id.clone(), same);

    let save = StoredValue::new_local(move |even_if_same: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let call = SaveApplication {
            id: id.clone(),
            draft: fields.draft(),
            even_if_same,
        };
        spawn_local(async move {
            match session.client.call(call).await {
                Ok(SavedApplication::Saved(row)) => {
                    session.wrote().await;
                    session.tell(format!("Saved: {}.", application_title(&row.application)));
                    editing.try_set(None);
                }
                Ok(SavedApplication::Same(rows)) => {
                    same.try_set(rows);
                    problem.try_set(Some((
                        None,
                        "Not saved: it is here already. Save it all the same, if it is another one."
                            .into(),
                    )));
                }
                Err(failure) => {
                    problem.try_set(Some((failure.field, failure.message)));
                }
            }
            busy.try_set(false);
        });
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        save.with_value(|save| save(false));
    };
    let all_the_same = move || {
        let is_refused =
            problem.with(|p| matches!(p, Some((None, _)))) && !same.with(Vec::is_empty);
        is_refused.then(|| {
            view! {
                <button type="button" on:click=press(move |_| save.with_value(|save| save(true)))>"Save it all the same"</button>
            }
        })
    };
    let wrong = move |field: &'static str| {
        move || problem.with(|p| matches!(p, Some((Some(name), _)) if name == field))
    };
    view! {
        <form class="form" on:submit=on_submit>
            <h2 id="application-title">{heading}</h2>
            <div class="fields">
                {line("application-company", "Company", fields.company, "", wrong("company"), true)}
                {line("application-job", "Role", fields.job, "", wrong("job"), true)}
            </div>
            {move || same_note(&same.get())}
            <div class="fields">
                {line("application-portal", "Portal", fields.portal, "application-portals", wrong("portal"), false)}
                {line("application-kind", "Type", fields.kind, "application-kinds", wrong("type"), false)}
                {day_line("application-date", "Date applied", "", fields.date_applied)}
                <div class="fields tight">
                    {status_line(fields)}
                    {day_line("application-status-on", "Since", "(or today)", fields.status_on)}
                </div>
                {job_line(fields)}
                {resume_line(fields, one.candidate_name.clone())}
            </div>
            <datalist id="application-portals">
                {move || portals.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
            <datalist id="application-kinds">{KINDS.map(|name| view! { <option value=name></option> })}</datalist>
            <label class="field">
                <span>"Notes"</span>
                <textarea
                    rows="4"
                    prop:value=fields.notes
                    on:input=move |event| fields.notes.set(event_target_value(&event))
                ></textarea>
            </label>
            {kept.map(history)}
            {move || problem.get().map(|(_, text)| view! { <p class="problem" role="alert">{text}</p> })}
            <div class="actions">
                <button type="button" on:click=press(move |_| editing.set(None))>"Cancel"</button>
                {all_the_same}
                <button type="submit" class="main" disabled=busy>"Save"</button>
            </div>
        </form>
    }
    .into_any()
}

/// Looks for applications of the same company and role while they are typed.
fn watch_for_same(
    fields: Fields,
    except: Option<ApplicationId>,
    same: RwSignal<Vec<ApplicationRow>>,
) {
    let session = session();
    let resting = StoredValue::new_local(None::<Timeout>);
    Effect::new(move || {
        let (company, job) = (fields.company.get(), fields.job.get());
        let except = except.clone();
        if company.trim().is_empty() {
            resting.set_value(None);
            same.set(Vec::new());
            return;
        }
        // Setting a new one ends the one before.
        resting.set_value(Some(Timeout::new(REST_MS, move || {
            spawn_local(async move {
                let asked = (company.clone(), job.clone());
                let call = CheckApplication {
                    company,
                    job,
                    except,
                };
                // It is a hint: where it fails, saving tells the same.
                let Ok(rows) = session.client.call(call).await else {
                    return;
                };
                let now = (
                    fields.company.try_get_untracked(),
                    fields.job.try_get_untracked(),
                );
                if now == (Some(asked.0), Some(asked.1)) {
                    same.try_set(rows);
                }
            });
        })));
    });
    on_cleanup(move || {
        resting.try_set_value(None);
    });
}

/// What is here of the same company.
fn same_note(same: &[ApplicationRow]) -> Option<AnyView> {
    let ApplicationRow { application, .. } = same.first()?;
    let day = application.day();
    let more = same.len() - 1;
    let more = (more > 0).then(|| format!(" and {}", counted(more as u64, "other", "others")));
    let title = application_title(application);
    let status = status_word(application.status).to_lowercase();
    Some(
        view! {
            <p class="told" role="status">
                "Here already: " {title} ", " {day_words(&day)} ", " {status} {more} "."
            </p>
        }
        .into_any(),
    )
}

fn line(
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

fn day_line(
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

fn status_line(fields: Fields) -> AnyView {
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

const CHOICES: Window = Window {
    offset: 0,
    limit: MOST_CHOICES,
};

fn job_line(fields: Fields) -> AnyView {
    let jobs = load(|| {
        Some(ListJobs {
            query: String::new(),
            templates: false,
            window: CHOICES,
        })
    });
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

fn resume_line(fields: Fields, candidate_name: Option<String>) -> AnyView {
    let resumes = load(|| {
        Some(ListResumes {
            query: String::new(),
            window: CHOICES,
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

/// Every status that it had, with its day.
fn history(application: &Application) -> AnyView {
    let changes = application.changes.iter().map(|change| {
        view! { <li>{day_words(&change.on)} " " {status_word(change.status)}</li> }
    });
    view! {
        <details>
            <summary>"How it went so far"</summary>
            <ol class="history">{changes.collect_view()}</ol>
        </details>
    }
    .into_any()
}
