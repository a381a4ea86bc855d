//! The door of the sheets program: a worker that reads and writes workbooks and CSV, loaded when a sheet is asked for. It takes
//! messages of the engine's form.

#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::{Array, Object, Reflect, Uint8Array};
    use shortlist::messages::{Failure, FailureKind, SheetsCall};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    fn scope() -> DedicatedWorkerGlobalScope {
        js_sys::global().unchecked_into()
    }

    /// Takes the worker's messages from now on.
    pub fn start() {
        std::panic::set_hook(Box::new(console_error_panic_hook::hook));
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
            let data = event.data();
            post(&get(&data, "id"), answer(&data));
        });
        scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        let ready = Object::new();
        set(&ready, "told", &"ready".into());
        // A page that is gone hears nothing.
        let _ = scope().post_message(&ready);
    }

    fn answer(data: &JsValue) -> Result<(String, Vec<u8>), Failure> {
        let call = get(data, "call").as_string().unwrap_or_default();
        let call: SheetsCall = serde_json::from_str(&call).map_err(|error| {
            Failure::new(
                FailureKind::Invalid,
                format!("The sheets program does not know this call ({error}). Reload the page."),
            )
        })?;
        let buffer = Array::from(&get(data, "buffers")).get(0);
        shortlist::sheets::call(&call, &Uint8Array::new(&buffer).to_vec())
    }

    fn post(id: &JsValue, answer: Result<(String, Vec<u8>), Failure>) {
        let ok = answer.is_ok();
        let (value, buffers) = match answer {
            Ok((value, bytes)) => {
                let buffer = Uint8Array::from(bytes.as_slice()).buffer();
                (value, Array::of1(&buffer))
            }
            // A failure is three plain fields, which can always be written.
            Err(failure) => (
                serde_json::to_string(&failure).unwrap_or_default(),
                Array::new(),
            ),
        };
        let message = Object::new();
        set(&message, "id", id);
        set(&message, "ok", &ok.into());
        set(&message, "value", &value.into());
        set(&message, "buffers", &buffers);
        // A page that is gone needs no answer.
        let _ = scope().post_message_with_transfer(&message, &buffers);
    }

    fn get(object: &JsValue, key: &str) -> JsValue {
        Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
    }

    fn set(object: &Object, key: &str, value: &JsValue) {
        // Setting a property on a plain object that was just made does not fail.
        let _ = Reflect::set(object, &key.into(), value);
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!(
        "The sheets program runs in a browser's worker: `cargo xtask serve` builds the page that starts it."
    );
}
