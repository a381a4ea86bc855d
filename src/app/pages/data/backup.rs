//! Making backups, keeping them in a folder, and bringing one back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::file_system::{Sink, call, has, is_closed, object};
use super::folder::folder_section;
use super::head::head;
use super::making::{Making, Stand, making};
use super::restore::restore_section;
use crate::app::browser;
use crate::app::components::{bytes, failed, load, moment};
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::session::{Session, session};
use crate::messages::{GetHoldings, Holdings, LastBackup, Progress, Stats};

/// From how many days on a backup is said to be old.
const OLD_DAYS: f64 = 14.0;
const DAY_MS: f64 = 86_400_000.0;

/// Making backups, keeping them in a folder, and bringing one back.
#[component]
pub fn BackupPage() -> impl IntoView {
    let session = session();
    let holdings = load(|| Some(GetHoldings {}));
    let last = move || {
        holdings.with(|holdings| match holdings {
            Some(Ok(holdings)) => Some(last_backup(session, holdings)),
            Some(Err(failure)) => Some(failed(failure)),
            None => None,
        })
    };
    view! {
        {head(
            "Backup",
            "One file with everything that is kept here: jobs, résumés with their original files, analyses, feedback and applications. Keep it where this browser’s data does not live: another disk, a stick, a cloud of your choice.",
        )}
        {last}
        <h2 id="make">"Make a backup"</h2>
        <div class="card facts">{make(session)}</div>
        <h2>"Every day, to a folder"</h2>
        <div class="card facts">{folder_section(session)}</div>
        <h2>"Bring one back"</h2>
        <div class="card facts">{restore_section(session)}</div>
    }
}

/// Days since a backup was made.
pub fn age_days(last: &LastBackup) -> f64 {
    let made = js_sys::Date::parse(last.made_at.as_str());
    (js_sys::Date::now() - made) / DAY_MS
}

/// Whether nothing is kept at all.
pub fn is_empty(stats: &Stats) -> bool {
    stats.jobs
        + stats.templates
        + stats.resumes
        + stats.analyses
        + stats.feedback
        + stats.applications
        == 0
}

/// When the last backup was made, and what to do where there is none or it is old.
pub fn last_backup(session: Session, holdings: &Holdings) -> AnyView {
    let Some(last) = &holdings.last_backup else {
        if session.stats.with(is_empty) {
            return view! { <p class="quiet">"Last backup: none yet, and nothing to back up."</p> }
                .into_any();
        }
        return nudge(
            "Last backup: none yet. What is kept here stands in this browser alone; one file makes it safe.",
        );
    };
    let old = age_days(last);
    let sealed = if last.sealed { ", sealed" } else { "" };
    let size = bytes(last.bytes as f64);
    view! {
        <p>"Last backup: " {moment(&last.made_at)} <span class="quiet">{format!(" ({size}{sealed})")}</span></p>
        {(old >= OLD_DAYS && !session.stats.with(is_empty))
            .then(|| nudge(format!("It is {old:.0} days old. A new one is a good idea.")))}
    }
    .into_any()
}

fn nudge(text: impl Into<String>) -> AnyView {
    view! {
        <div class="note card">
            <p>{text.into()}</p>
            {move || {
                let route = session().route.get();
                (route != Route::Backup)
                    .then(|| view! { <a class="button" href=Route::Backup.href()>"Make a backup…"</a> })
            }}
        </div>
    }
    .into_any()
}

/// The form, or how far it is, and how the last one ended.
fn make(session: Session) -> AnyView {
    let making = making();
    let stand = making.stand.clone();
    let running = Memo::new(move |_| stand.with(|stand| matches!(stand, Stand::Running)));
    let (bar, ended) = (making.clone(), making.stand.clone());
    view! {
        {move || if running.get() {
            bar.work.bar("Bytes that are in the backup", byte_words, || ())
        } else {
            form(session)
        }}
        <div role="status">{move || ended.with(outcome)}</div>
    }
    .into_any()
}

/// How far something is, in bytes.
pub fn byte_words(progress: Progress) -> String {
    if progress.total == 0 {
        return "Looking through what is kept…".into();
    }
    format!(
        "{} of {}",
        bytes(progress.done as f64),
        bytes(progress.total as f64)
    )
}

fn outcome(stand: &Stand) -> Option<AnyView> {
    match stand {
        Stand::Idle | Stand::Running => None,
        Stand::Stopped => Some(
            view! { <p>"Stopped. No backup was written; nothing else changed."</p> }.into_any(),
        ),
        Stand::Failed(failure) => Some(failed(failure)),
        Stand::Done {
            name,
            is_download,
            made,
        } => {
            let size = bytes(made.bytes as f64);
            let text = if *is_download {
                format!("“{name}” ({size}) is with your downloads. Move it to another disk.")
            } else {
                format!("“{name}” ({size}) is written.")
            };
            Some(view! { <p class="ok">{text}</p> }.into_any())
        }
    }
}

/// The name of a backup's file.
pub fn file_name(sealed: bool) -> String {
    let now = browser::now();
    let day = now.as_str().get(..10).unwrap_or_default();
    let ending = if sealed { "sealed" } else { "zip" };
    format!("shortlist-{day}.{ending}")
}

fn form(session: Session) -> AnyView {
    let sealed = RwSignal::new(false);
    let (passphrase, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new("");
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let seal = sealed.get_untracked().then(|| passphrase.get_untracked());
        wrong.set(match &seal {
            Some(seal) if seal.trim().is_empty() => "Type a passphrase, or take the seal off.",
            Some(seal) if *seal != again.get_untracked() => "The two passphrases are not the same.",
            _ => "",
        });
        if wrong.get_untracked().is_empty() {
            start(session, making(), seal);
        }
    };
    let on_seal = move |event| {
        sealed.set(event_target_checked(&event));
        wrong.set("");
    };
    let fields = move || {
        sealed.get().then(|| {
            view! {
                <div class="fields">
                    {secret("passphrase", "Passphrase", "new-password", passphrase)}
                    {secret("passphrase-again", "The passphrase again", "new-password", again)}
                </div>
                <p class="hint">
                    "Without it nobody can open the file, and nobody can find it out for you. Several words are better than one; write them down."
                </p>
            }
        })
    };
    view! {
        <form on:submit=on_submit>
            <label class="check">
                <input type="checkbox" prop:checked=sealed on:change=on_seal/>
                <span>"Seal it with a passphrase (AES-256), so that nobody else can read it"</span>
            </label>
            {fields}
            <p class="wrong" role="alert">{wrong}</p>
            <div class="actions">
                <button type="submit" class="main">"Make a backup"</button>
            </div>
        </form>
    }
    .into_any()
}

/// A field for a passphrase.
pub fn secret(
    id: &'static str,
    label: &'static str,
    autocomplete: &'static str,
    value: RwSignal<String>,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="password"
                autocomplete=autocomplete
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// Asks where to, where the browser can ask, then writes. The dialog may open only while the click is fresh, so it comes first.
fn start(session: Session, making: Making, passphrase: Option<String>) {
    if making.is_running() {
        return;
    }
    let name = file_name(passphrase.is_some());
    spawn_local(async move {
        let (sink, name) = match chosen_file(&name).await {
            Chosen::File(handle, name) => match Sink::into_file(&handle).await {
                Ok(sink) => (sink, name),
                Err(failure) => return making.stand.set(Stand::Failed(failure)),
            },
            Chosen::Download => (Sink::Download(Vec::new()), name),
            Chosen::Nothing => return,
        };
        making.write(session, passphrase, sink, name).await;
    });
}

enum Chosen {
    File(JsValue, String),
    /// The browser has no such dialog, or does not show it here.
    Download,
    /// The person closed the dialog.
    Nothing,
}

async fn chosen_file(name: &str) -> Chosen {
    const PICKER: &str = "showSaveFilePicker";
    if !has(PICKER) {
        return Chosen::Download;
    }
    let options = object(&[("suggestedName", &name.into())]);
    match call(&browser::window(), PICKER, &[options]).await {
        Ok(handle) => {
            let name = super::file_system::get(&handle, "name").as_string();
            Chosen::File(handle, name.unwrap_or_default())
        }
        Err(error) if is_closed(&error) => Chosen::Nothing,
        Err(_) => Chosen::Download,
    }
}

/// A button that asks for something that takes a moment; busy meanwhile.
pub fn button(text: &'static str, class: &'static str, on_click: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class=class on:click=press(move |_| on_click())>{text}</button>
    }
    .into_any()
}
