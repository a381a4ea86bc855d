//! The folder for backups, remembered by the browser: a database of its own, since a folder's handle is no record and goes into no
//! backup.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::file_system::{get, object};
use crate::app::browser;

const DATABASE: &str = "shortlist-folder";
const STORE: &str = "folder";
const KEY: &str = "folder";

/// The folder that the person chose, and the names of the files that were written there.
pub struct Kept {
    pub handle: JsValue,
    pub written: Vec<String>,
}

/// The folder that is remembered; none where there is none, or where the browser remembers no folders.
pub async fn load() -> Option<Kept> {
    let row = with_store("readonly", |store| invoke(store, "get", &[KEY.into()]).ok()).await?;
    let handle = get(&row, "handle");
    if !handle.is_object() {
        return None;
    }
    let written = Array::from(&get(&row, "written"));
    Some(Kept {
        handle,
        written: written.iter().filter_map(|name| name.as_string()).collect(),
    })
}

/// Remembers a folder; false where the browser does not.
pub async fn save(kept: &Kept) -> bool {
    let written: Array = kept.written.iter().map(JsValue::from).collect();
    let row = object(&[("handle", &kept.handle), ("written", &written)]);
    with_store("readwrite", |store| {
        invoke(store, "put", &[row, KEY.into()]).ok()
    })
    .await
    .is_some()
}

/// Forgets the folder. The files in it stay.
pub async fn forget() {
    // Where nothing is remembered, nothing is to be forgotten.
    let _ = with_store("readwrite", |store| {
        invoke(store, "delete", &[KEY.into()]).ok()
    })
    .await;
}

/// Makes one request to the store and gives its result once the transaction is complete.
async fn with_store(
    mode: &str,
    request: impl FnOnce(&JsValue) -> Option<JsValue>,
) -> Option<JsValue> {
    let factory = get(&browser::window(), "indexedDB");
    let opening = invoke(&factory, "open", &[DATABASE.into(), 1.into()]).ok()?;
    let made = opening.clone();
    let upgrade = Closure::once_into_js(move || {
        // Where it cannot be made, opening fails too.
        let _ = invoke(&get(&made, "result"), "createObjectStore", &[STORE.into()]);
    });
    set(&opening, "onupgradeneeded", &upgrade);
    done(&opening, "onsuccess", &["onerror", "onblocked"]).await?;
    let database = get(&opening, "result");
    let transaction = invoke(&database, "transaction", &[STORE.into(), mode.into()]).ok()?;
    let store = invoke(&transaction, "objectStore", &[STORE.into()]).ok()?;
    let asked = request(&store);
    let is_done = done(&transaction, "oncomplete", &["onabort", "onerror"]).await;
    // A database that is not closed would only live as long as the page.
    let _ = invoke(&database, "close", &[]);
    is_done?;
    Some(get(&asked?, "result"))
}

/// Waits for one of an object's events; none where one of the others came.
async fn done(on: &JsValue, good: &str, bad: &[&str]) -> Option<()> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        set(on, good, &resolve);
        for event in bad {
            set(on, event, &reject);
        }
    });
    JsFuture::from(promise).await.ok().map(drop)
}

fn set(object: &JsValue, key: &str, value: &JsValue) {
    // The handlers of requests and transactions can always be set.
    let _ = js_sys::Reflect::set(object, &key.into(), value);
}

fn invoke(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(object, method).dyn_into()?;
    method.apply(object, &arguments.iter().collect())
}
