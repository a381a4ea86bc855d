//! The service worker, seen from the page: works offline, and a new version is offered, never forced.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
};

use super::browser;

fn container() -> Option<ServiceWorkerContainer> {
    // Absent on plain http, in some private modes, and where a policy switches it off.
    let navigator = browser::window().navigator();
    let there = js_sys::Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false);
    (browser::is_secure() && there).then(|| navigator.service_worker())
}

/// Registers the service worker and watches it: `offline` once the page's files are kept, `update` once a newer version waits.
pub fn watch(update: RwSignal<bool>, offline: RwSignal<bool>) {
    let Some(container) = container() else { return };
    spawn_local(async move {
        let Ok(registered) = JsFuture::from(container.register("sw.js")).await else {
            return;
        };
        let registration: ServiceWorkerRegistration = registered.unchecked_into();
        if registration.waiting().is_some() && container.controller().is_some() {
            update.try_set(true);
        }
        let found = registration.clone();
        let had_one = container.controller().is_some();
        let on_found = Closure::<dyn Fn()>::new(move || {
            if let Some(worker) = found.installing() {
                on_installed(&worker, move || {
                    if had_one {
                        update.try_set(true);
                    }
                });
            }
        });
        registration.set_onupdatefound(Some(on_found.as_ref().unchecked_ref()));
        on_found.forget();
        if let Ok(ready) = container.ready()
            && JsFuture::from(ready).await.is_ok()
        {
            offline.try_set(true);
        }
    });
}

fn on_installed(worker: &ServiceWorker, then: impl Fn() + 'static) {
    let watched = worker.clone();
    let on_state = Closure::<dyn Fn()>::new(move || {
        if watched.state() == ServiceWorkerState::Installed {
            then();
        }
    });
    worker.set_onstatechange(Some(on_state.as_ref().unchecked_ref()));
    on_state.forget();
}

/// Lets the waiting version take over, then loads the page anew with it. The keeper's lock makes sure that nothing is being
/// written by the old version when the new one starts to.
pub fn take_over() {
    let Some(container) = container() else { return };
    let on_change = Closure::once_into_js(|| {
        // Reloading one's own page is always allowed.
        let _ = browser::window().location().reload();
    });
    container.set_oncontrollerchange(Some(on_change.unchecked_ref()));
    spawn_local(async move {
        let Ok(registration) = JsFuture::from(container.get_registration()).await else {
            return;
        };
        let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        if let Some(waiting) = registration.waiting() {
            // A worker that is gone meanwhile has taken over already.
            let _ = waiting.post_message(&"take over".into());
        }
    });
}
