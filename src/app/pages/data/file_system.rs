//! The browser's doors to the disk that not every browser has: a file or a folder that the person chose, to be written to.
//! They are asked for by name, so that the first download carries nothing of them.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::app::browser;
use crate::messages::{Failure, FailureKind};

/// Whether the browser has a function of that name.
pub fn has(function: &str) -> bool {
    get(&browser::window(), function).is_function()
}

/// A property; undefined where there is none.
pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// An object with these properties.
pub fn object(properties: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in properties {
        // Setting a property on a plain object that was just made does not fail.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

/// Calls a method and waits for its promise.
///
/// # Errors
/// What the browser throws.
pub async fn call(
    object: &JsValue,
    method: &str,
    arguments: &[JsValue],
) -> Result<JsValue, JsValue> {
    let method: Function = get(object, method).dyn_into()?;
    let arguments: Array = arguments.iter().collect();
    let answer = method.apply(object, &arguments)?;
    JsFuture::from(Promise::resolve(&answer)).await
}

/// Whether the person closed the browser's dialog.
pub fn is_closed(error: &JsValue) -> bool {
    name(error) == "AbortError"
}

/// The name of an error, `NotAllowedError`.
fn name(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_default()
}

/// Why a file could not be written, in words.
pub fn unwritten(error: &JsValue) -> Failure {
    let (kind, why) = match name(error).as_str() {
        "QuotaExceededError" => (
            FailureKind::NoRoom,
            "there is no room left on that disk".to_owned(),
        ),
        "NotAllowedError" => (
            FailureKind::StorageRefused,
            "the browser does not let the page write there".to_owned(),
        ),
        "NotFoundError" => (
            FailureKind::NotFound,
            "the folder is no longer there".to_owned(),
        ),
        name => (FailureKind::Internal, format!("the browser says {name}")),
    };
    Failure::new(
        kind,
        format!(
            "The backup’s file could not be written: {why}. What is kept here is untouched; choose another place, then try again."
        ),
    )
}

/// Where a file's parts go.
pub enum Sink {
    /// Gathered, then handed to the browser as a download.
    Download(Vec<Blob>),
    /// Straight to a file; what stood there before is replaced when it is closed, and not earlier.
    File(JsValue),
}

impl Sink {
    /// A sink into a file whose handle the person gave.
    ///
    /// # Errors
    /// The browser does not let the page write there.
    pub async fn into_file(handle: &JsValue) -> Result<Self, Failure> {
        let stream = call(handle, "createWritable", &[]).await;
        Ok(Sink::File(stream.map_err(|error| unwritten(&error))?))
    }

    /// Takes the next part.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn write(&mut self, part: &JsValue) -> Result<(), Failure> {
        match self {
            Sink::Download(parts) => {
                let blob = Blob::new_with_buffer_source_sequence(&Array::of1(part));
                parts.push(blob.map_err(|error| unwritten(&error))?);
                Ok(())
            }
            Sink::File(stream) => {
                let written = call(stream, "write", std::slice::from_ref(part)).await;
                written.map(drop).map_err(|error| unwritten(&error))
            }
        }
    }

    /// All parts are there: the file is finished.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn close(self, file_name: &str) -> Result<(), Failure> {
        match self {
            Sink::Download(parts) => {
                let parts: Array = parts.iter().collect();
                let file = Blob::new_with_blob_sequence(&parts);
                let file = file.map_err(|error| unwritten(&error))?;
                let url = browser::blob_url(&file).ok_or_else(|| unwritten(&JsValue::NULL))?;
                browser::download_from(url, file_name);
                Ok(())
            }
            Sink::File(stream) => {
                let closed = call(&stream, "close", &[]).await;
                closed.map(drop).map_err(|error| unwritten(&error))
            }
        }
    }

    /// The file is not wanted any more: what stood there before stays.
    pub async fn abort(self) {
        if let Sink::File(stream) = self {
            // Nothing was replaced yet, whether or not the browser takes it back.
            let _ = call(&stream, "abort", &[]).await;
        }
    }
}
