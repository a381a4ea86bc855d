//! The home in the browser, in a real one, inside a worker as in the page.

#![cfg(target_arch = "wasm32")]

mod backend;
mod gate;
mod golden;
mod homes;
mod migration;
mod refusals;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use shortlist::storage::indexed_db::{Event, IndexedDb};
use shortlist::storage::{Schema, StorageError};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static NAMES: Cell<u32> = const { Cell::new(0) };
}

/// A name that no other test uses.
pub fn fresh_name() -> String {
    let number = NAMES.replace(NAMES.get() + 1);
    format!("test-{number}-{}", js_sys::Date::now())
}

/// What a tab was told.
pub type Told = Rc<RefCell<Vec<Event>>>;

/// Opens a database as a tab of that build does.
pub async fn open(
    name: &str,
    schema: &'static Schema,
    build: &str,
) -> Result<(IndexedDb, Told), StorageError> {
    let told = Told::default();
    let listener = Rc::clone(&told);
    let on_event = move |event| listener.borrow_mut().push(event);
    Ok((IndexedDb::open(name, schema, build, on_event).await?, told))
}

/// Waits until something holds, at most five seconds.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..500 {
        if holds() {
            return;
        }
        sleep(10).await;
    }
    panic!("waited in vain: {what}");
}

/// Waits that many milliseconds.
pub async fn sleep(milliseconds: u32) {
    let script = format!("new Promise(done => setTimeout(done, {milliseconds}))");
    JsFuture::from(js_sys::Promise::from(run(&script)))
        .await
        .unwrap();
}

/// Runs a script.
pub fn run(script: &str) -> wasm_bindgen::JsValue {
    js_sys::eval(script).unwrap()
}
