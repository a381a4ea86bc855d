//! Rows, keys and ranges as IndexedDB holds them.
//!
//! A row is an object `{k, v, i}`: `k` the key, `v` the text or the bytes, `i` an object with one array for each index that
//! holds the row. So every store has the key path `k`, every index the key path `i.<name>`, and a person who opens the
//! browser's developer tools can read what is kept.

use std::collections::BTreeMap;

use js_sys::{Array, Object, Reflect, Uint8Array};
use matrix_indexed_db_futures::KeyRange;
use wasm_bindgen::prelude::*;

use crate::storage::{Entry, IndexKey, Part, Range, Row, Value};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    type Kept;
    #[wasm_bindgen(method, getter, structural)]
    fn k(this: &Kept) -> JsValue;
    #[wasm_bindgen(method, setter, structural)]
    fn set_k(this: &Kept, key: &str);
    #[wasm_bindgen(method, getter, structural)]
    fn v(this: &Kept) -> JsValue;
    #[wasm_bindgen(method, setter, structural)]
    fn set_v(this: &Kept, value: &JsValue);
    #[wasm_bindgen(method, setter, structural)]
    fn set_i(this: &Kept, index: &Object);
}

/// The key path of every store.
pub const KEY_PATH: &str = "k";

/// The key path of an index.
pub fn index_path(index: &str) -> String {
    format!("i.{index}")
}

fn part(part: &Part) -> JsValue {
    match part {
        // Within ±2⁵³ by definition.
        Part::Number(number) => JsValue::from_f64(*number as f64),
        Part::Text(text) => JsValue::from_str(text),
    }
}

fn parts<'a>(all: impl IntoIterator<Item = &'a Part>) -> Array {
    all.into_iter().map(part).collect()
}

/// A row as it is written.
pub fn entry(entry: &Entry) -> JsValue {
    let kept: Kept = Object::new().unchecked_into();
    kept.set_k(&entry.key);
    match &entry.value {
        Value::Text(text) => kept.set_v(&JsValue::from_str(text)),
        Value::Bytes(bytes) => kept.set_v(&Uint8Array::from(bytes.as_slice())),
    }
    kept.set_i(&indexes(&entry.index));
    kept.into()
}

fn indexes(keys: &BTreeMap<&'static str, IndexKey>) -> Object {
    let index = Object::new();
    for (name, key) in keys {
        // Setting a property of a fresh, plain object cannot fail.
        let _ = Reflect::set(&index, &JsValue::from_str(name), &parts(key));
    }
    index
}

/// A row that was read, under another key and other index keys.
pub fn moved(row: JsValue, key: &str, index: &BTreeMap<&'static str, IndexKey>) -> JsValue {
    let kept: Kept = row.unchecked_into();
    kept.set_k(key);
    kept.set_i(&indexes(index));
    kept.into()
}

/// A row as it is read. What is not of the shape comes as an empty text, which no record is, and so is set aside as damaged.
pub fn row(js: JsValue) -> Row {
    let kept: Kept = js.unchecked_into();
    let key = key(&kept.k());
    let value = kept.v();
    let value = match value.as_string() {
        Some(text) => Value::Text(text),
        None => match value.dyn_into::<Uint8Array>() {
            Ok(bytes) => Value::Bytes(bytes.to_vec()),
            Err(_) => Value::Text(String::new()),
        },
    };
    Row { key, value }
}

/// A primary key.
pub fn key(js: &JsValue) -> String {
    js.as_string().unwrap_or_default()
}

/// A range of an index's keys. An array sorts after every number and text, so that `[…, []]` stands behind all keys that
/// start with `…`.
pub fn index_range(range: &Range) -> KeyRange<JsValue> {
    let lower = parts(&range.lower());
    let upper = parts(range.prefix.iter().chain(&range.to));
    upper.push(&Array::new());
    KeyRange::Bound(lower.into(), false, upper.into(), false)
}

/// A range of primary keys; absent where it holds all of them.
pub fn key_range(range: &Range) -> Option<KeyRange<JsValue>> {
    if let Some(only) = range.prefix.first() {
        return Some(KeyRange::Only(part(only)));
    }
    match (range.from.as_ref().map(part), range.to.as_ref().map(part)) {
        (None, None) => None,
        (Some(from), None) => Some(KeyRange::LowerBound(from, false)),
        (None, Some(to)) => Some(KeyRange::UpperBound(to, false)),
        (Some(from), Some(to)) => Some(KeyRange::Bound(from, false, to, false)),
    }
}
