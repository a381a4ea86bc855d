//! Tabs, after the ARIA Authoring Practices' pattern: arrow keys, Home and End move, and what they move to is shown.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::app::browser;
use crate::app::press::press;

/// The row of tabs. Each tab is a name for its ids (`text` makes `tab-text` and `panel-text`) and its title.
#[component]
pub fn TabList(
    label: &'static str,
    tabs: Vec<(&'static str, String)>,
    selected: RwSignal<&'static str>,
) -> impl IntoView {
    let names: Vec<&'static str> = tabs.iter().map(|(name, _)| *name).collect();
    let on_key = move |event: KeyboardEvent| {
        let now = names.iter().position(|n| *n == selected.get_untracked());
        let (now, last) = (now.unwrap_or(0), names.len().saturating_sub(1));
        let to = match event.key().as_str() {
            "ArrowRight" if now == last => 0,
            "ArrowRight" => now + 1,
            "ArrowLeft" if now == 0 => last,
            "ArrowLeft" => now - 1,
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        if let Some(name) = names.get(to) {
            selected.set(name);
            browser::focus(&format!("tab-{name}"));
        }
    };
    let buttons = tabs
        .into_iter()
        .map(|(name, title)| {
            let is_on = move || selected.get() == name;
            view! {
                <button
                    type="button"
                    role="tab"
                    id=format!("tab-{name}")
                    aria-controls=format!("panel-{name}")
                    aria-selected=move || if is_on() { "true" } else { "false" }
                    tabindex=move || if is_on() { "0" } else { "-1" }
                    on:click=press(move |_| selected.set(name))
                >
                    {title}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=on_key>
            {buttons}
        </div>
    }
}

/// A tab's panel. It is there all the time, so that what it holds keeps its place; only the selected one is seen.
pub fn tab_panel(
    name: &'static str,
    selected: RwSignal<&'static str>,
    content: AnyView,
) -> AnyView {
    view! {
        <div
            class="panel"
            role="tabpanel"
            id=format!("panel-{name}")
            aria-labelledby=format!("tab-{name}")
            tabindex="0"
            hidden=move || selected.get() != name
        >
            {content}
        </div>
    }
    .into_any()
}
