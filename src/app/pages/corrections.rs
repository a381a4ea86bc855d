//! Correcting how a job is read: what it asks for, how firmly, and what each part weighs. Its analyses follow.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::components::counted;
use crate::app::press::press;
use crate::app::session::session;
use crate::messages::{CorrectJob, JobView, Rescore};
use crate::records::{Corrections, Importance, JobId, Requirement, RequirementKind, Weights};

/// How many analyses are made anew between two looks at whether to stop.
const AT_ONCE: u64 = 25;

/// The corrections of one job under way. It outlasts the drawing of the job, which is drawn anew after each of them.
#[derive(Clone)]
pub struct Correcting {
    job_id: JobId,
    /// How many of the job's analyses were gone through, of how many; absent while none are made anew.
    progress: RwSignal<Option<(u64, u64)>>,
    /// Grows when what is under way is to end: it was stopped, or another correction came.
    run: RwSignal<u32>,
    /// What the last correction gives the focus to, and whether it did not yet.
    next_focus: StoredValue<Option<(String, bool)>>,
}

impl Correcting {
    /// No correction yet.
    pub fn of(job_id: &JobId) -> Self {
        Self {
            job_id: job_id.clone(),
            progress: RwSignal::new(None),
            run: RwSignal::new(0),
            next_focus: StoredValue::new(None),
        }
    }

    /// Keeps corrections; then the job's analyses are made anew. The focus goes to the element with that id.
    fn correct(&self, corrections: Corrections, told: String, next_focus: String) {
        let this = self.clone();
        let call = CorrectJob {
            job_id: self.job_id.clone(),
            corrections,
        };
        spawn_local(async move {
            this.next_focus.try_set_value(Some((next_focus, true)));
            if session().write(call).await.is_ok() {
                session().tell(told);
                this.follow().await;
            }
        });
    }

    /// Makes the job's analyses anew, some at a time, until it is stopped.
    async fn follow(&self) {
        let session = session();
        let run = self.run.try_update(|run| {
            *run = run.wrapping_add(1);
            *run
        });
        let (mut done, mut remade, mut after) = (0, 0, None);
        while self.run.try_get_untracked() == run {
            let call = Rescore {
                job_id: self.job_id.clone(),
                after,
                limit: AT_ONCE,
            };
            let rescored = match session.client.call(call).await {
                Ok(rescored) => rescored,
                Err(failure) => {
                    session.tell_failure(&failure);
                    break;
                }
            };
            done += rescored.seen;
            remade += rescored.remade;
            after = rescored.next;
            if after.is_none() {
                break;
            }
            self.progress.try_set(Some((done, rescored.total)));
        }
        if self.run.try_get_untracked() == run {
            self.progress.try_set(None);
        }
        if remade > 0 {
            session.wrote().await;
        }
    }

    /// Moves the focus on when the job is drawn anew after a correction: what had it is gone, or serves another requirement now.
    /// When the analyses have followed the job is drawn once more; then the focus is given back only where it was lost.
    fn restore_focus(&self) {
        let Some((id, is_new)) = self.next_focus.try_get_value().flatten() else {
            return;
        };
        self.next_focus.try_set_value(Some((id.clone(), false)));
        request_animation_frame(move || {
            if is_new || browser::has_no_focus() {
                browser::focus_in_place(&id);
            }
        });
    }

    fn stop(&self) {
        self.run.update(|run| *run = run.wrapping_add(1));
        self.progress.set(None);
    }
}

/// That analyses are older than the corrections, and how far making them anew has come.
pub fn progress(view: &JobView, correcting: &Correcting) -> AnyView {
    let progress = correcting.progress;
    let outdated = view.outdated_count;
    let (again, stop) = (correcting.clone(), correcting.clone());
    (move || {
        let (again, stop) = (again.clone(), stop.clone());
        match progress.get() {
            Some((done, total)) => view! {
                <div class="note card">
                    <p role="status">{format!("Making analyses anew: {done} of {total}")}</p>
                    <button type="button" on:click=press(move |_| stop.stop())>"Stop"</button>
                </div>
            }
            .into_any(),
            None if outdated > 0 => {
                let follow = move |_| {
                    let again = again.clone();
                    spawn_local(async move { again.follow().await });
                };
                let were = counted(outdated, "analysis was", "analyses were");
                view! {
                    <div class="note card">
                        <p>{were} " made before the job was last changed."</p>
                        <button type="button" on:click=press(follow)>"Make them anew"</button>
                    </div>
                }
                .into_any()
            }
            None => ().into_any(),
        }
    })
    .into_any()
}

/// The two buttons of a requirement: how firmly it is asked for, and that it is none.
pub fn buttons(view: &JobView, requirement: &Requirement, correcting: &Correcting) -> AnyView {
    let name = requirement.name.clone();
    let (turn, turned) = match requirement.importance {
        Importance::Required => ("Nice to have", Importance::Preferred),
        Importance::Preferred => ("Must have", Importance::Required),
    };
    let before = view.job.corrections.clone();
    let (id, told) = (
        requirement.id.clone(),
        format!("“{name}” is now a {}.", turn.to_lowercase()),
    );
    let this = correcting.clone();
    let turn_over = move |_| {
        let mut corrections = before.clone();
        asked_for(&mut corrections, &id, turned);
        this.correct(corrections, told.clone(), turn_id(&id));
    };
    let before = view.job.corrections.clone();
    let (requirement_id, is_added) = (requirement.id.clone(), is_added(requirement));
    let removed = name.clone();
    let this = correcting.clone();
    let remove = move |_| {
        let mut corrections = before.clone();
        take_out(&mut corrections, &requirement_id, &removed, is_added);
        let next_focus = if is_added {
            ADD_ID.to_owned()
        } else {
            back_id(&requirement_id)
        };
        this.correct(
            corrections,
            format!("“{removed}” is no requirement any more."),
            next_focus,
        );
    };
    let turn_label = format!("{turn}: {name}");
    let remove_label = format!("Remove {name}");
    // Where somebody works is told and not scored, however firmly it is asked for.
    let turns = (requirement.kind != RequirementKind::Place).then(|| {
        view! {
            <button
                type="button"
                id=turn_id(&requirement.id)
                class="bare"
                aria-label=turn_label
                on:click=press(turn_over)
            >
                {turn}
            </button>
        }
    });
    view! {
        <span class="corrects">
            {turns}
            <button type="button" class="bare" aria-label=remove_label on:click=press(remove)>
                "Remove"
            </button>
        </span>
    }
    .into_any()
}

/// Where a requirement is added.
const ADD_ID: &str = "add-requirement";
/// Where the weights are set.
const WEIGHTS_ID: &str = "use-weights";

/// The button that turns a requirement over.
fn turn_id(requirement_id: &str) -> String {
    format!("turn-{requirement_id}")
}

/// The button that puts a removed requirement back.
fn back_id(requirement_id: &str) -> String {
    format!("back-{requirement_id}")
}

/// Whether a person added it: it stands on no line, and only a title is else taken from the role.
pub fn is_added(requirement: &Requirement) -> bool {
    requirement.job_line == 0 && requirement.kind != RequirementKind::Title
}

fn asked_for(corrections: &mut Corrections, id: &str, importance: Importance) {
    let (to, from) = match importance {
        Importance::Required => (&mut corrections.required, &mut corrections.preferred),
        Importance::Preferred => (&mut corrections.preferred, &mut corrections.required),
    };
    // Taking an earlier correction back is enough.
    if let Some(at) = from.iter().position(|other| other == id) {
        from.remove(at);
    } else {
        to.push(id.to_owned());
    }
}

fn take_out(corrections: &mut Corrections, id: &str, name: &str, is_added: bool) {
    let own = |words: &String| is_added && words.to_lowercase() == name.to_lowercase();
    match corrections.added.iter().position(own) {
        Some(at) => {
            corrections.added.remove(at);
        }
        None => corrections.removed.push(id.to_owned()),
    }
    corrections.required.retain(|other| other != id);
    corrections.preferred.retain(|other| other != id);
}

/// What stands below the requirements: one to add, those removed, the weights.
pub fn below(view: &JobView, correcting: &Correcting) -> AnyView {
    correcting.restore_focus();
    let any = !view.job.corrections.is_empty();
    let this = correcting.clone();
    let undo = move |_| {
        this.correct(
            Corrections::default(),
            "The job is read as it was before your corrections.".into(),
            ADD_ID.into(),
        );
    };
    let undo = any.then(|| {
        view! {
            <p>
                <button type="button" on:click=press(undo)>"Take all corrections back"</button>
            </p>
        }
    });
    let notes = view
        .notes
        .iter()
        .map(|note| view! { <li>{note.clone()}</li> });
    let notes = (!view.notes.is_empty()).then(|| {
        view! { <ul class="notes card">{notes.collect_view()}</ul> }
    });
    view! {
        {notes}
        {addition(view, correcting)}
        {removed(view, correcting)}
        {weights(view, correcting)}
        {undo}
    }
    .into_any()
}

fn addition(view: &JobView, correcting: &Correcting) -> AnyView {
    let words = RwSignal::new(String::new());
    let before = view.job.corrections.clone();
    let this = correcting.clone();
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = words.get_untracked().trim().to_owned();
        if !text.is_empty() {
            let mut corrections = before.clone();
            corrections.added.push(text.clone());
            let told = format!("“{text}” is a must-have now.");
            this.correct(corrections, told, ADD_ID.into());
        }
    };
    view! {
        <form class="add-requirement" on:submit=add>
            <label for=ADD_ID>"Add a requirement in your own words"</label>
            <span class="one-line">
                <input
                    id=ADD_ID
                    autocomplete="off"
                    maxlength="300"
                    placeholder="Kubernetes, 3 years of Go, German B2"
                    prop:value=words
                    on:input=move |event| words.set(event_target_value(&event))
                />
                <button>"Add"</button>
            </span>
        </form>
    }
    .into_any()
}

fn removed(view: &JobView, correcting: &Correcting) -> AnyView {
    if view.removed.is_empty() {
        return ().into_any();
    }
    let rows = view.removed.iter().map(|requirement| {
        let before = view.job.corrections.clone();
        let (id, name) = (requirement.id.clone(), requirement.name.clone());
        let this = correcting.clone();
        let label = format!("Put {name} back");
        let button_id = back_id(&id);
        let told = format!("“{name}” is a requirement again.");
        let put_back = move |_| {
            let mut corrections = before.clone();
            corrections.removed.retain(|other| *other != id);
            this.correct(corrections, told.clone(), turn_id(&id));
        };
        view! {
            <li>
                <s>{name}</s>
                <button
                    type="button"
                    id=button_id
                    class="bare"
                    aria-label=label
                    on:click=press(put_back)
                >
                    "Put back"
                </button>
            </li>
        }
    });
    view! {
        <h2>"Removed by you"</h2>
        <ul class="card asks">{rows.collect_view()}</ul>
    }
    .into_any()
}

/// The weights, in hundredths of their sum.
fn weights(view: &JobView, correcting: &Correcting) -> AnyView {
    let Weights {
        skill,
        experience,
        education,
    } = view.weights;
    let sum = skill + experience + education;
    let share = |weight: f64| RwSignal::new(format!("{:.0}", 100.0 * weight / sum));
    let shares = [share(skill), share(experience), share(education)];
    let before = view.job.corrections.clone();
    let this = correcting.clone();
    let set = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // A field that holds no number counts nothing.
        let number = |share: RwSignal<String>| {
            let number: Result<f64, _> = share.get_untracked().trim().parse();
            number.unwrap_or_default() / 100.0
        };
        let [skill, experience, education] = shares.map(number);
        let corrections = Corrections {
            weights: Some(Weights {
                skill,
                experience,
                education,
            }),
            ..before.clone()
        };
        let told = "The weights are kept.".to_owned();
        this.correct(corrections, told, WEIGHTS_ID.into());
    };
    let field = |id: &'static str, label: &'static str, share: RwSignal<String>| {
        view! {
            <span class="field">
                <label for=id>{label}</label>
                <input
                    id=id
                    type="number"
                    min="0"
                    max="100"
                    step="any"
                    required
                    prop:value=share
                    on:input=move |event| share.set(event_target_value(&event))
                />
            </span>
        }
    };
    let [skill, experience, education] = shares;
    view! {
        <h2>"What each part weighs"</h2>
        <form class="card weights" on:submit=set>
            {field("weight-skill", "Skills", skill)}
            {field("weight-experience", "Experience", experience)}
            {field("weight-education", "Education", education)}
            <button id=WEIGHTS_ID>"Use these weights"</button>
            <small>
                "Shares of one another; usually 40, 35 and 25. A part that the job does not ask for shares its weight among the others."
            </small>
        </form>
    }
    .into_any()
}
