//! What people said before of something like what is being corrected: a quiet line under the field, which opens.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::counted;
use crate::app::route::Route;
use crate::app::session::session;
use crate::messages::{FeedbackHit, SimilarCorrections};
use crate::records::FeedbackId;

/// How long typing rests before it is looked for, in milliseconds.
const REST_MS: u32 = 500;
/// How many are shown.
const MOST: u64 = 3;
/// Less alike than this, by the cosine of the meanings, is not shown.
const ALIKE: f64 = 0.5;

/// Similar corrections of earlier. `written` gives what was asked and what the program said; while it gives nothing, nothing is
/// looked for. `except` is the feedback that is being edited.
pub fn similar(
    written: impl Fn() -> Option<(String, String)> + Send + Sync + 'static,
    except: Option<FeedbackId>,
) -> AnyView {
    let session = session();
    let found = RwSignal::new(Vec::<FeedbackHit>::new());
    let resting = StoredValue::new_local(None::<Timeout>);
    let newest = StoredValue::new(0_u32);
    let written = Memo::new(move |_| written());
    Effect::new(move || {
        let Some((query, response)) = written.get() else {
            resting.set_value(None);
            return;
        };
        let question = newest.with_value(|n| n.wrapping_add(1));
        newest.set_value(question);
        let call = SimilarCorrections {
            query,
            response,
            except: except.clone(),
            limit: MOST,
        };
        // Setting a new one ends the one before.
        resting.set_value(Some(Timeout::new(REST_MS, move || {
            spawn_local(async move {
                // It is an aside: where it fails, nothing is shown.
                let Ok(answer) = session.client.call(call).await else {
                    return;
                };
                if newest.try_get_value() == Some(question) {
                    let mut hits = answer.hits;
                    hits.retain(|hit| hit.meaning.is_none_or(|alike| alike >= ALIKE));
                    found.try_set(hits);
                }
            });
        })));
    });
    on_cleanup(move || {
        resting.try_set_value(None);
    });
    (move || found.with(|hits| (!hits.is_empty()).then(|| drawn(hits)))).into_any()
}

fn drawn(hits: &[FeedbackHit]) -> AnyView {
    let count = counted(
        hits.len() as u64,
        "similar correction",
        "similar corrections",
    );
    let rows = hits.iter().map(|hit| {
        let feedback = &hit.row.feedback;
        let said = feedback.response.clone();
        let open = Route::Feedback(feedback.id.clone());
        view! {
            <li>
                <q>{feedback.feedback.ideal_response.clone()}</q>
                " "
                <small>"instead of “" {said} "”, " <a href=open.href() target="_blank">"open"<span class="sr">" in a new tab"</span></a></small>
            </li>
        }
    });
    view! {
        <details class="similar">
            <summary>{count} " of earlier"</summary>
            <ul>{rows.collect_view()}</ul>
        </details>
    }
    .into_any()
}
