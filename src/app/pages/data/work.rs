//! Something that takes a while: how far it is, and that it can be stopped.

use leptos::prelude::*;

use crate::app::press::press;
use crate::messages::Progress;

/// Something that takes a while. It outlives the view that shows it, so that the person may look at other views meanwhile.
/// A handle: copies are the same work.
#[derive(Clone, Default)]
pub struct Work {
    pub progress: ArcRwSignal<Progress>,
    /// The person asked for it to stop.
    pub stopping: ArcRwSignal<bool>,
}

impl Work {
    /// Begins anew.
    pub fn begin(&self) {
        self.progress.set(Progress::default());
        self.stopping.set(false);
    }

    /// Whether the person asked for it to stop.
    pub fn is_stopped(&self) -> bool {
        self.stopping.get_untracked()
    }

    /// The bar, how far it is in words, and the button that stops it.
    pub fn bar(
        &self,
        label: &'static str,
        words: fn(Progress) -> String,
        stop: impl Fn() + 'static,
    ) -> AnyView {
        let (progress, stopping) = (self.progress.clone(), self.stopping.clone());
        let (total, done, told) = (progress.clone(), progress.clone(), progress);
        let (is_stopping, ask) = (stopping.clone(), stopping.clone());
        let on_stop = move |_| {
            ask.set(true);
            stop();
        };
        view! {
            <div class="work">
                // Without a total the bar tells only that something goes on.
                {move || {
                    let done = done.clone();
                    match total.get().total {
                        0 => view! { <progress aria-label=label></progress> }.into_any(),
                        total => view! {
                            <progress aria-label=label max=total value=move || done.get().done></progress>
                        }
                        .into_any(),
                    }
                }}
                <p class="quiet">
                    {move || if stopping.get() { "Stopping…".to_owned() } else { words(told.get()) }}
                </p>
                <button type="button" disabled=move || is_stopping.get() on:click=press(on_stop)>
                    "Stop"
                </button>
            </div>
        }
        .into_any()
    }
}
