//! Waiting, in a page or in a worker.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Waits that many milliseconds.
pub async fn sleep(milliseconds: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        let global = js_sys::global();
        let timer = Reflect::get(&global, &JsValue::from_str("setTimeout"))
            .and_then(|function| function.dyn_into::<Function>())
            .and_then(|function| function.call2(&global, &resolve, &JsValue::from(milliseconds)));
        if timer.is_err() {
            // A global without timers: going on at once is all that is left.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
}
