//! Feedback on the whole analysis, under the list of its claims.

use leptos::prelude::*;

use super::{Shared, candidate};
use crate::app::components::{FeedbackDraft, FeedbackForm, moment, title};
use crate::app::press::press;
use crate::records::{Analysis, Feedback, FeedbackBody, ItemType};

/// The form, with the newest feedback on the whole where there is one.
pub fn draw(analysis: &Analysis, shared: Shared) -> AnyView {
    let feedback = shared.feedback;
    let newest = move |all: &[Feedback]| {
        all.iter()
            .filter(|f| f.item_type == ItemType::WholeAnswer)
            .max_by(|a, b| a.timestamp.cmp(&b.timestamp))
            .cloned()
    };
    // Only another entry draws the form anew: what is being typed stays where it is.
    let id = Memo::new(move |_| feedback.with(|all| newest(all).map(|f| f.id)));
    let is_another = RwSignal::new(false);
    let blank = FeedbackDraft {
        id: None,
        analysis_id: Some(analysis.analysis_id.clone()),
        item_type: ItemType::WholeAnswer,
        item: String::new(),
        query: query(analysis),
        response: response(analysis),
        feedback: FeedbackBody::default(),
    };
    let on_saved = UnsyncCallback::new(move |(kept,): (Feedback,)| {
        feedback.try_update(|all| {
            all.retain(|f| f.id != kept.id);
            all.push(kept);
        });
        is_another.try_set(false);
    });
    let form = move || {
        id.track();
        let kept = if is_another.get() {
            None
        } else {
            feedback.with_untracked(|all| newest(all))
        };
        let deleted = kept.as_ref().map(|f| f.id.clone());
        let on_deleted = UnsyncCallback::new(move |()| {
            feedback.try_update(|all| all.retain(|f| Some(&f.id) != deleted.as_ref()));
        });
        let about = kept.as_ref().map(|f| {
            view! {
                <p class="quiet">
                    "Your feedback of " {moment(f.updated_at.as_ref().unwrap_or(&f.timestamp))} ". "
                    <button type="button" class="link" on:click=press(move |_| is_another.set(true))>
                        "Add another"
                    </button>
                </p>
            }
        });
        let draft = kept.map_or_else(|| blank.clone(), FeedbackDraft::from);
        view! {
            {about}
            <FeedbackForm draft on_saved on_deleted/>
        }
    };
    view! {
        <section class="whole">
            <h2>"The whole analysis"</h2>
            <div class="card">{form}</div>
        </section>
    }
    .into_any()
}

fn query(analysis: &Analysis) -> String {
    let result = &analysis.analysis_result;
    format!(
        "How well does {} match {}?",
        candidate(analysis),
        title(&result.role_name, &result.company_name)
    )
}

/// The summary, which tells the score too.
fn response(analysis: &Analysis) -> String {
    let said: Vec<&str> = analysis
        .analysis_result
        .executive_summary
        .iter()
        .map(|statement| &*statement.text)
        .collect();
    said.join(" ")
}
