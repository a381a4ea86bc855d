//! The API: what `fetch("api/…")` answers on this page's origin, to read and to try. The routes come from the API's own
//! description.

mod attempt;
mod description;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlDetailsElement;

use self::attempt::attempt;
use self::description::{Field, Operation, operations};
use crate::app::browser;
use crate::app::components::{failed, loading};
use crate::app::session::session;
use crate::messages::{Api, Failure, FailureKind};

/// How often it is looked whether a service worker is in charge by now, in milliseconds.
const LOOK_EVERY_MS: u32 = 500;

type Described = Option<Result<Vec<Operation>, Failure>>;

/// What the API is, and each of its calls.
#[component]
pub fn ApiPage() -> impl IntoView {
    let described = RwSignal::new(None::<Result<Vec<Operation>, Failure>>);
    spawn_local(async move {
        let answer = describe().await;
        described.try_set(Some(answer));
    });
    let in_charge = RwSignal::new(browser::service_worker_in_charge());
    spawn_local(async move {
        // Installed by the first visit, it takes charge a moment later.
        while in_charge.try_get_untracked() == Some(false) {
            TimeoutFuture::new(LOOK_EVERY_MS).await;
            if browser::service_worker_in_charge() {
                in_charge.try_set(true);
            }
        }
    });
    view! {
        <header class="view-head">
            <h1>"The API"</h1>
        </header>
        <p class="lead-in">
            "Scripts on this page’s own origin can do what the page does: "
            <code>"fetch(\"api/jobs\")"</code>
            " answers out of this browser, also offline, and a GET can be typed as an address. Nothing goes over the network. "
            <a href="api/openapi.json" target="_blank">"The description as OpenAPI"</a>
        </p>
        {move || in_charge_note(in_charge.get())}
        {move || described.with(drawn)}
    }
}

fn in_charge_note(is: bool) -> AnyView {
    if is {
        return view! {
            <p class="hint" role="status">
                "The service worker is in charge: calls are answered. What is tried here is done with your own data."
            </p>
        }
        .into_any();
    }
    let text = if browser::is_secure() {
        "No service worker is in charge of this page yet, so nothing can be tried. It is installed by the first visit; reload the page in a moment. After a forced reload (Shift), reload once more."
    } else {
        "No service worker can be in charge here: browsers allow it on https and on localhost alone. The calls can be read, not tried."
    };
    view! { <p class="failed" role="status">{text}</p> }.into_any()
}

/// The description, by the door that the service worker uses too, so that it is there without one.
async fn describe() -> Result<Vec<Operation>, Failure> {
    let call = Api {
        method: "GET".into(),
        path: "/api/openapi.json".into(),
        query: String::new(),
        content_type: String::new(),
    };
    // A request has a body, and it is empty.
    let body = vec![js_sys::ArrayBuffer::new(0)];
    let (_, buffers) = session().client.call_with(call, body).await?;
    let bytes = buffers.first().map(|body| js_sys::Uint8Array::new(body));
    let bytes = bytes.map(|bytes| bytes.to_vec()).unwrap_or_default();
    operations(&bytes).map_err(|error| {
        Failure::new(
            FailureKind::Internal,
            format!("The API’s description could not be read ({error}). Reload the page."),
        )
    })
}

fn drawn(described: &Described) -> AnyView {
    let operations = match described {
        None => return loading(),
        Some(Err(failure)) => return failed(failure),
        Some(Ok(operations)) => operations,
    };
    let mut groups: Vec<&str> = Vec::new();
    for operation in operations {
        if !groups.contains(&&*operation.group) {
            groups.push(&operation.group);
        }
    }
    groups.sort_unstable();
    let group = |name: &&str| {
        let of = operations.iter().filter(|one| one.group == *name);
        let calls = of.map(one).collect_view();
        view! { <h2>{(*name).to_owned()}</h2> <div class="card calls">{calls}</div> }
    };
    groups.iter().map(group).collect_view().into_any()
}

/// One call: a line, and everything about it when it is opened.
fn one(operation: &Operation) -> AnyView {
    let is_open = RwSignal::new(false);
    let whole = operation.clone();
    view! {
        <details
            class="call"
            on:toggle=move |event| is_open.set(event_target::<HtmlDetailsElement>(&event).open())
        >
            <summary>
                <code class="method">{operation.method.clone()}</code>
                " "
                <code>{operation.path.clone()}</code>
                " "
                <small>{operation.summary.clone()}</small>
            </summary>
            {move || is_open.get().then(|| about(&whole))}
        </details>
    }
    .into_any()
}

fn about(operation: &Operation) -> AnyView {
    let description = (!operation.description.is_empty())
        .then(|| view! { <p>{prose(&operation.description)}</p> });
    let answers = operation.answers.iter().map(|answer| {
        view! {
            <div><dt>{answer.status.clone()}</dt> <dd>{prose(&answer.description)} " " <small>{answer.shape.clone()}</small></dd></div>
        }
    });
    view! {
        <div class="call-about">
            {description}
            {fields("Parameters", &operation.parameters)}
            {fields("Body", &operation.body)}
            <h3>"Answers"</h3>
            <dl class="answers">{answers.collect_view()}</dl>
            {attempt(operation)}
        </div>
    }
    .into_any()
}

/// A text whose names stand between backticks.
fn prose(text: &str) -> AnyView {
    let parts = text.split('`').enumerate().map(|(at, part)| {
        let part = part.to_owned();
        if at % 2 == 0 {
            part.into_any()
        } else {
            view! { <code>{part}</code> }.into_any()
        }
    });
    parts.collect_view().into_any()
}

fn fields(title: &'static str, fields: &[Field]) -> Option<AnyView> {
    if fields.is_empty() {
        return None;
    }
    let rows = fields.iter().map(|field| {
        let required = field.required.then_some("required ");
        view! {
            <div>
                <dt><code>{field.name.clone()}</code></dt>
                <dd><small>{required} {field.kind.clone()}</small> " " {prose(&field.description)}</dd>
            </div>
        }
    });
    Some(view! { <h3>{title}</h3> <dl class="answers">{rows.collect_view()}</dl> }.into_any())
}
