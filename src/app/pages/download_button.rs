//! A button that downloads what takes a moment to be made.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::press::press;

/// A button that downloads something; busy while that is made.
pub fn download_button(
    text: &'static str,
    class: &'static str,
    download: impl AsyncFn() + Clone + 'static,
) -> AnyView {
    let busy = RwSignal::new(false);
    let on_click = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let download = download.clone();
        spawn_local(async move {
            download().await;
            busy.try_set(false);
        });
    };
    view! {
        <button type="button" class=class disabled=busy on:click=press(on_click)>{text}</button>
    }
    .into_any()
}
