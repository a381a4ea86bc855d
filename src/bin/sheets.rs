//! The door of the sheets program: a worker that reads and writes workbooks and CSV, loaded when a sheet is asked for. It takes
//! messages of the engine's form.

#[cfg(target_arch = "wasm32")]
mod door;

#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::{Array, Uint8Array};
    use shortlist::messages::SheetsCall;
    use wasm_bindgen::prelude::*;
    use web_sys::MessageEvent;

    use super::door::{self, Reply, get, post, scope, tell};

    /// Takes the worker's messages from now on.
    pub fn start() {
        std::panic::set_hook(Box::new(console_error_panic_hook::hook));
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
            let data = event.data();
            post(&get(&data, "id"), answer(&data));
        });
        scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        tell("ready");
    }

    fn answer(data: &JsValue) -> Reply {
        let call: SheetsCall = door::call(data, "The sheets program")?;
        let buffer = Array::from(&get(data, "buffers")).get(0);
        let (value, bytes) = shortlist::sheets::call(&call, &Uint8Array::new(&buffer).to_vec())?;
        let buffer = Uint8Array::from(bytes.as_slice()).buffer();
        Ok((value, Array::of1(&buffer)))
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
