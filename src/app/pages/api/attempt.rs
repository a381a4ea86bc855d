//! Trying a call: a form of its parameters and body, and what came back.

use js_sys::{ArrayBuffer, JSON, Uint8Array};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, Headers, RequestInit, Response};

use super::description::{Operation, Takes};
use crate::app::components::{ask, bytes};
use crate::app::press::press;
use crate::app::session::session;
use crate::app::{browser, files};

/// So much of an answer is shown, in characters; all of it can be downloaded.
const MOST_SHOWN: usize = 20_000;

/// What came back.
#[derive(Clone)]
struct Answered {
    status: u16,
    milliseconds: f64,
    content_type: String,
    body: ArrayBuffer,
}

/// A body to send.
enum Body {
    Nothing,
    Json(String),
    Form(FormData),
}

/// The form of one call.
pub fn attempt(operation: &Operation) -> AnyView {
    let method = operation.method.clone();
    let path = operation.path.clone();
    let prefix = format!("{}-{}", method, path.replace(['/', '{', '}'], "-"));
    let values: Vec<(String, bool, RwSignal<String>)> = operation
        .parameters
        .iter()
        .map(|field| {
            (
                field.name.clone(),
                field.in_path,
                RwSignal::new(String::new()),
            )
        })
        .collect();
    let json = RwSignal::new(match &operation.takes {
        Takes::Json(example) => example.clone(),
        Takes::Nothing | Takes::File => String::new(),
    });
    let file = NodeRef::<Input>::new();
    let answered = RwSignal::new_local(None::<Result<Answered, String>>);
    let busy = RwSignal::new(false);
    let takes = operation.takes.clone();

    let inputs = operation.parameters.iter().zip(&values);
    let inputs = inputs.map(|(field, (name, _, value))| {
        let (id, value) = (format!("{prefix}-{name}"), *value);
        view! {
            <div class="field">
                <label for=id.clone()>{name.clone()} " " <small>{field.in_path.then_some("in the path")}</small></label>
                <input
                    id=id
                    autocomplete="off"
                    required=field.required
                    placeholder=field.kind.clone()
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </div>
        }
    });
    let inputs = inputs.collect_view();
    let body = match takes {
        Takes::Nothing => ().into_any(),
        Takes::Json(_) => view! {
            <label class="field">
                <span>"Body (JSON)"</span>
                <textarea
                    rows="6"
                    class="code"
                    prop:value=json
                    on:input=move |event| json.set(event_target_value(&event))
                ></textarea>
            </label>
        }
        .into_any(),
        Takes::File => view! {
            <label class="field">
                <span>"File"</span>
                <input node_ref=file type="file" required/>
            </label>
        }
        .into_any(),
    };

    let send = {
        let (method, path) = (method.clone(), path.clone());
        move || {
            if busy.get_untracked() {
                return;
            }
            let url = address(&path, &values);
            let body = match &takes {
                Takes::Nothing => Body::Nothing,
                Takes::Json(_) => Body::Json(json.get_untracked()),
                Takes::File => form(file).map_or(Body::Nothing, Body::Form),
            };
            busy.set(true);
            let method = method.clone();
            spawn_local(async move {
                let answer = fetched(&method, &url, body).await;
                let wrote = method != "GET" && matches!(&answer, Ok(answer) if answer.status < 300);
                answered.try_set(Some(answer));
                busy.try_set(false);
                if wrote {
                    session().wrote().await;
                }
            });
        }
    };
    let deletes = method == "DELETE";
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if deletes {
            ask(
                "Delete it?",
                "This is no rehearsal: what this call names is deleted from this device, at once and for good.",
                "Delete",
                send.clone(),
            );
        } else {
            send();
        }
    };
    view! {
        <h3>"Try it"</h3>
        <form class="attempt" on:submit=on_submit>
            <div class="parameters">{inputs}</div>
            {body}
            <button type="submit" disabled=busy>"Send " {method} <span class="sr">" " {path}</span></button>
        </form>
        {move || answered.with(|answer| answer.as_ref().map(drawn))}
    }
    .into_any()
}

/// The address, below the page's own folder.
fn address(path: &str, values: &[(String, bool, RwSignal<String>)]) -> String {
    let escaped = |text: &str| String::from(js_sys::encode_uri_component(text));
    let mut url = path.trim_start_matches('/').to_owned();
    let mut sign = '?';
    for (name, in_path, value) in values {
        let value = value.get_untracked();
        let value = value.trim();
        if *in_path {
            url = url.replace(&format!("{{{name}}}"), &escaped(value));
        } else if !value.is_empty() {
            url.push(sign);
            url.push_str(&format!("{name}={}", escaped(value)));
            sign = '&';
        }
    }
    url
}

fn form(input: NodeRef<Input>) -> Option<FormData> {
    let file = files::chosen(input.get_untracked()?.files());
    let file = file.first()?;
    let form = FormData::new().ok()?;
    form.append_with_blob_and_filename("file", file, &file.name())
        .ok()?;
    Some(form)
}

async fn fetched(method: &str, url: &str, body: Body) -> Result<Answered, String> {
    if !browser::service_worker_in_charge() {
        return Err(
            "No service worker is in charge of this page yet, so nobody answers. Reload the page in a moment.".into(),
        );
    }
    let wrong = |error: JsValue| {
        let told = error.dyn_ref::<js_sys::Error>().map(js_sys::Error::message);
        let told = told.map(String::from).unwrap_or_default();
        format!("The call could not be made ({told}).")
    };
    let init = RequestInit::new();
    init.set_method(method);
    match body {
        Body::Nothing => {}
        Body::Json(text) => {
            let headers = Headers::new().map_err(wrong)?;
            headers
                .set("Content-Type", "application/json")
                .map_err(wrong)?;
            init.set_headers(&headers);
            init.set_body(&text.into());
        }
        Body::Form(form) => init.set_body(&form),
    }
    let start = js_sys::Date::now();
    let response = JsFuture::from(browser::window().fetch_with_str_and_init(url, &init)).await;
    let response: Response = response.map_err(wrong)?.unchecked_into();
    let body = JsFuture::from(response.array_buffer().map_err(wrong)?).await;
    let body: ArrayBuffer = body.map_err(wrong)?.unchecked_into();
    let content_type = response.headers().get("Content-Type").ok().flatten();
    Ok(Answered {
        status: response.status(),
        milliseconds: js_sys::Date::now() - start,
        content_type: content_type.unwrap_or_default(),
        body,
    })
}

fn drawn(answer: &Result<Answered, String>) -> AnyView {
    let answer = match answer {
        Ok(answer) => answer,
        Err(text) => {
            return view! { <p class="problem" role="alert">{text.clone()}</p> }.into_any();
        }
    };
    let size = answer.body.byte_length();
    let is_text = ["json", "text/", "csv"]
        .iter()
        .any(|kind| answer.content_type.contains(kind));
    let text = is_text.then(|| readable(answer));
    let (body, content_type) = (answer.body.clone(), answer.content_type.clone());
    let download = move |_| {
        let name = if content_type.contains("json") {
            "answer.json"
        } else if content_type.contains("csv") {
            "answer.csv"
        } else {
            "answer"
        };
        browser::download(&body, &content_type, name);
    };
    let class = if answer.status < 400 { "ok" } else { "no" };
    view! {
        <div class="answer">
            <p role="status">
                <strong class=class>{answer.status}</strong>
                {format!(" in {:.0} ms · {} · {}", answer.milliseconds, bytes(f64::from(size)), answer.content_type)}
            </p>
            {text.map(|text| view! { <pre class="plain" tabindex="0" aria-label="The answer’s body">{text}</pre> })}
            {(size > 0).then(|| view! { <button type="button" on:click=press(download)>"Download the answer"</button> })}
        </div>
    }
    .into_any()
}

/// The body as a person reads it: JSON indented, and only its beginning where it is long.
fn readable(answer: &Answered) -> String {
    let bytes = Uint8Array::new(&answer.body).to_vec();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let indented = JSON::parse(&text)
        .and_then(|value| {
            JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into())
        })
        .map(String::from);
    let text = indented.unwrap_or(text);
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}\n…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
