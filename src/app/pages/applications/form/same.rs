//! What is here already of the same company and role, told while they are typed.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::words::{application_title, day_words, status_word};
use super::fields::Fields;
use crate::app::components::counted;
use crate::app::session::session;
use crate::messages::{ApplicationRow, CheckApplication};
use crate::records::ApplicationId;

/// How long typing rests before what is here already is looked for, in milliseconds.
const REST_MS: u32 = 300;

/// Looks for applications of the same company and role while they are typed.
pub fn watch_for_same(
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
pub fn same_note(same: &[ApplicationRow]) -> Option<AnyView> {
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
