//! A worker's messages: what a program's door takes from the page and posts to it.

use js_sys::{Array, Object, Reflect};
use serde::Deserialize;
use shortlist::messages::{Failure, FailureKind};
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

/// A call's reply, as JSON and the buffers that go with it.
pub type Reply = Result<(String, Array), Failure>;

/// The worker.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// The call of a message to that program.
///
/// # Errors
/// Invalid where the program does not know it: the page is of another build.
pub fn call<T: for<'de> Deserialize<'de>>(data: &JsValue, program: &str) -> Result<T, Failure> {
    let call = get(data, "call").as_string().unwrap_or_default();
    serde_json::from_str(&call).map_err(|error| {
        Failure::new(
            FailureKind::Invalid,
            format!("{program} does not know this call ({error}). Reload the page."),
        )
    })
}

/// An answer as a message, and the buffers that go with it.
pub fn told(answer: Reply) -> (Object, Array) {
    let ok = answer.is_ok();
    let (value, buffers) = answer.unwrap_or_else(|failure| {
        // A failure is three plain fields; should it not be written, the page says that the engine failed.
        (
            serde_json::to_string(&failure).unwrap_or_default(),
            Array::new(),
        )
    });
    let message = Object::new();
    set(&message, "ok", &ok.into());
    set(&message, "value", &value.into());
    set(&message, "buffers", &buffers);
    (message, buffers)
}

/// Answers the page's message with that id.
pub fn post(id: &JsValue, answer: Reply) {
    let (message, buffers) = told(answer);
    set(&message, "id", id);
    // A page that is gone needs no answer.
    let _ = scope().post_message_with_transfer(&message, &buffers);
}

/// Tells the page something unasked. A service worker has no page to tell.
pub fn tell(what: &str) {
    if !get(&scope(), "name").is_string() {
        return;
    }
    let message = Object::new();
    set(&message, "told", &what.into());
    // A page that is gone hears nothing.
    let _ = scope().post_message(&message);
}

/// A property; undefined where there is none.
pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Sets a property.
pub fn set(object: &Object, key: &str, value: &JsValue) {
    // Setting a property on a plain object that was just made does not fail.
    let _ = Reflect::set(object, &key.into(), value);
}
