//! A new job, or changes to one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::{self, Draft};
use crate::app::browser;
use crate::app::components::job_title;
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::session::{Session, session};
use crate::messages::{Failure, FailureKind, GetJob, JobRow, JobView, SaveJob, Saved, SelectJob};
use crate::records::JobId;

/// A new job, or changes to one.
#[component]
pub fn JobForm(job_id: Option<JobId>, from: Option<JobId>) -> impl IntoView {
    let form = Form::new(job_id, from);
    let id = form.job_id;
    view! {
        <nav class="trail" aria-label="Where this is">
            <a href=Route::Jobs { query: String::new() }.href()>"Jobs"</a>
            {move || id.get().map(|id| view! { " › " <a href=Route::Job(id.clone()).href()>"job " <code>{id.to_string()}</code></a> })}
        </nav>
        <header class="view-head">
            <h1>{move || if id.with(Option::is_some) { "Edit job" } else { "New job" }}</h1>
        </header>
        {move || match form.missing.get() {
            Some(failure) => view! { <p class="failed" role="alert">{failure.message}</p> }.into_any(),
            None => fields(form),
        }}
    }
}

/// The form's state. A handle: copies are the same form.
#[derive(Clone, Copy)]
struct Form {
    session: Session,
    /// The address that the draft is kept under.
    href: StoredValue<String>,
    /// The job that is changed; absent for a new one.
    job_id: RwSignal<Option<JobId>>,
    draft: RwSignal<Draft>,
    /// What is kept already, to tell whether anything was changed.
    saved: StoredValue<Draft>,
    /// The draft of an earlier visit was put back.
    restored: RwSignal<bool>,
    saving: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    /// The job that has the same text already.
    same: RwSignal<Option<JobRow>>,
    /// The job or template to start from could not be loaded.
    missing: RwSignal<Option<Failure>>,
    /// How many analyses were made from the text as it was.
    analyses: RwSignal<u64>,
}

impl Form {
    fn new(job_id: Option<JobId>, from: Option<JobId>) -> Self {
        let route = match &job_id {
            Some(id) => Route::EditJob(id.clone()),
            None => Route::NewJob { from: from.clone() },
        };
        let kept = draft::kept(&route.href());
        let form = Self {
            session: session(),
            href: StoredValue::new(route.href()),
            job_id: RwSignal::new(job_id.clone()),
            draft: RwSignal::new(kept.clone().unwrap_or_default()),
            saved: StoredValue::default(),
            restored: RwSignal::new(kept.is_some()),
            saving: RwSignal::new(false),
            failure: RwSignal::new(None),
            same: RwSignal::new(None),
            missing: RwSignal::new(None),
            analyses: RwSignal::new(0),
        };
        if let Some(source) = job_id.clone().or(from) {
            let is_new = job_id.is_none();
            spawn_local(async move {
                match form.session.client.call(GetJob { job_id: source }).await {
                    Ok(view) => form.start_from(view, is_new),
                    Err(failure) => {
                        form.missing.try_set(Some(failure));
                    }
                }
            });
        }
        form
    }

    /// Fills the form from a kept job, unless the person's own draft stands in it.
    fn start_from(self, view: JobView, is_new: bool) {
        let start = Draft {
            company_name: view.job.company_name,
            role_name: view.job.role_name,
            job_description: view.job.job_description,
            is_template: view.job.is_template && !is_new,
        };
        if !is_new {
            self.analyses.try_set(view.analysis_count);
        }
        self.saved.try_set_value(start.clone());
        if self.restored.try_get_untracked() == Some(false) {
            self.draft.try_set(start);
        }
    }

    /// Takes a change of a field: what is typed is kept as a draft.
    fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.same.set(None);
        let now = self.draft.get_untracked();
        self.href.with_value(|href| {
            if self.saved.with_value(|saved| *saved == now) {
                draft::forget(href);
            } else {
                draft::keep(href, now);
            }
        });
    }

    /// Throws the draft away and shows what is kept.
    fn discard(self) {
        self.href.with_value(|href| draft::forget(href));
        self.restored.set(false);
        self.failure.set(None);
        self.same.set(None);
        self.draft.set(self.saved.get_value());
    }

    fn save(self, even_if_same: bool) {
        if self.saving.get_untracked() {
            return;
        }
        self.saving.set(true);
        self.failure.set(None);
        self.same.set(None);
        let draft = self.draft.get_untracked();
        let call = SaveJob {
            job_id: self.job_id.get_untracked(),
            company_name: draft.company_name,
            role_name: draft.role_name,
            job_description: draft.job_description,
            is_template: draft.is_template,
            even_if_same,
            is_sample: false,
        };
        spawn_local(async move {
            let is_new = call.job_id.is_none();
            let answer = self.session.client.call(call).await;
            self.saving.try_set(false);
            match answer {
                Ok(Saved::Saved(row)) => self.after(row, is_new).await,
                Ok(Saved::SameText(row)) => {
                    self.same.try_set(Some(row));
                    focus("same-text");
                }
                Err(failure) => self.failed(failure),
            }
        });
    }

    async fn after(self, row: JobRow, is_new: bool) {
        // The view may be gone by now; the job is saved all the same, and its draft has done its work.
        let Some(href) = self.href.try_get_value() else {
            return self.session.wrote().await;
        };
        draft::forget(&href);
        let none_yet = self
            .session
            .current_job
            .try_get_untracked()
            .is_some_and(|job| job.is_none());
        let becomes_current = is_new && none_yet && !row.is_template;
        let job_id = row.job_id.clone();
        let goes_to = if becomes_current {
            let select = SelectJob {
                job_id: Some(row.job_id.clone()),
            };
            match self.session.client.call(select).await {
                Ok(()) => {
                    self.session.current_job.try_set(Some(row));
                    Route::Desk
                }
                Err(failure) => {
                    self.session.tell_failure(&failure);
                    Route::Job(job_id)
                }
            }
        } else {
            Route::Job(job_id)
        };
        self.session.wrote().await;
        self.session.tell(match (is_new, becomes_current) {
            (true, true) => "The job is saved, and it is the current job now.",
            (true, false) => "The job is saved.",
            (false, _) => "The changes are saved.",
        });
        browser::go(&goes_to.href());
    }

    fn failed(self, failure: Failure) {
        let field = FIELDS
            .into_iter()
            .find(|name| failure.field.as_deref() == Some(name));
        self.failure.try_set(Some(failure));
        focus(field.unwrap_or("form-failure"));
    }

    /// What is wrong with a field, where anything is.
    fn wrong(self, name: &'static str) -> Option<String> {
        self.failure.with(|failure| {
            failure
                .as_ref()
                .filter(|failure| failure.field.as_deref() == Some(name))
                .map(|failure| failure.message.clone())
        })
    }
}

/// The fields by the names that failures give them; their elements' ids too.
const FIELDS: [&str; 3] = ["company_name", "role_name", "job_description"];

/// Moves the focus to an element, once the view shows it.
fn focus(id: &'static str) {
    request_animation_frame(move || browser::focus(id));
}

fn fields(form: Form) -> AnyView {
    let draft = form.draft;
    view! {
        <form
            class="card form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                form.save(false);
            }
        >
            {move || form.restored.get().then(|| view! {
                <p class="told" role="status">
                    "What you typed here before and did not save was put back. "
                    <button type="button" on:click=press(move |_| form.discard())>"Throw it away"</button>
                </p>
            })}
            <div class="fields">
                {name_field(form, "role_name", ("Role", ""), "Senior Data Engineer", move || draft.with(|d| d.role_name.clone()), |d, text| d.role_name = text)}
                {name_field(form, "company_name", ("Company", "if known"), "Harbour Analytics", move || draft.with(|d| d.company_name.clone()), |d, text| d.company_name = text)}
            </div>
            <div class="field">
                <label for="job_description">"Description"</label>
                <p class="hint" id="job_description-hint">
                    "Paste the whole advertisement. Each line that asks for something becomes a requirement; words like “must” and “nice to have” say how firmly."
                </p>
                <textarea
                    id="job_description"
                    rows="18"
                    required
                    spellcheck="true"
                    aria-describedby="job_description-hint job_description-wrong"
                    aria-invalid=move || form.wrong("job_description").is_some().to_string()
                    prop:value=move || draft.with(|d| d.job_description.clone())
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        form.change(|d| d.job_description = text);
                    }
                ></textarea>
                {wrong(form, "job_description")}
            </div>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || draft.with(|d| d.is_template)
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        form.change(|d| d.is_template = on);
                    }
                />
                <span>
                    "This is a template" <small>" A start for new jobs. Nothing is analysed against it."</small>
                </span>
            </label>
            {move || (form.analyses.get() > 0).then(|| {
                let count = form.analyses.get();
                let made = if count == 1 {
                    "One analysis was made from this text and keeps it as it was.".to_owned()
                } else {
                    format!("{count} analyses were made from this text and keep it as it was.")
                };
                view! { <p class="hint">{made} " Analyse again to score against the new text."</p> }
            })}
            {move || form.same.get().map(|row| same_text(form, &row))}
            {move || other_failure(form)}
            <div class="actions">
                <button class="main" type="submit" disabled=form.saving>
                    {move || if form.saving.get() { "Saving…" } else { "Save job" }}
                </button>
                <a
                    class="button"
                    href=move || form.job_id.get().map_or(Route::Jobs { query: String::new() }, Route::Job).href()
                    on:click=press(move |_| form.discard())
                >
                    "Cancel"
                </a>
            </div>
        </form>
    }
    .into_any()
}

fn name_field(
    form: Form,
    name: &'static str,
    label: (&'static str, &'static str),
    example: &'static str,
    value: impl Fn() -> String + Send + Sync + 'static,
    set: fn(&mut Draft, String),
) -> AnyView {
    view! {
        <div class="field">
            <label for=name>{label.0} " " <small>{label.1}</small></label>
            <input
                id=name
                type="text"
                autocomplete="off"
                placeholder=example
                aria-describedby=format!("{name}-wrong")
                aria-invalid=move || form.wrong(name).is_some().to_string()
                prop:value=value
                on:input=move |event| {
                    let text = event_target_value(&event);
                    form.change(|draft| set(draft, text));
                }
            />
            {wrong(form, name)}
        </div>
    }
    .into_any()
}

/// The place where a field's failure is said.
fn wrong(form: Form, name: &'static str) -> AnyView {
    view! { <p class="wrong" id=format!("{name}-wrong") role="alert">{move || form.wrong(name)}</p> }.into_any()
}

/// This text is there already: which job has it, and the way on.
fn same_text(form: Form, row: &JobRow) -> AnyView {
    let title = job_title(row);
    view! {
        <div class="told" id="same-text" role="alert" tabindex="-1">
            <p>
                "Not saved yet: the job “" {title} "” (" <code>{row.job_id.to_string()}</code>
                ") has exactly this text already."
            </p>
            <a class="button" href=Route::Job(row.job_id.clone()).href()>"Open that job"</a>
            " "
            <button type="button" on:click=press(move |_| form.save(true))>"Save anyway"</button>
        </div>
    }
    .into_any()
}

/// A failure that belongs to no field.
fn other_failure(form: Form) -> Option<AnyView> {
    let failure = form.failure.get()?;
    if FIELDS
        .iter()
        .any(|name| failure.field.as_deref() == Some(name))
    {
        return None;
    }
    let is_gone = failure.kind == FailureKind::NotFound && form.job_id.with(Option::is_some);
    let view = view! {
        <div class="failed" id="form-failure" role="alert" tabindex="-1">
            <p>{failure.message} " What you typed is still here."</p>
            {is_gone.then(|| view! {
                <button
                    type="button"
                    on:click=press(move |_| {
                        form.job_id.set(None);
                        form.save(false);
                    })
                >
                    "Save it as a new job"
                </button>
            })}
        </div>
    };
    Some(view.into_any())
}
