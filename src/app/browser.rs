//! Small doors to the browser: what the page asks of it besides drawing.

use std::thread::LocalKey;

use js_sys::{Array, ArrayBuffer, Function, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Document, HtmlAnchorElement, StorageEstimate, Url, Window};

/// The page's window.
pub fn window() -> Window {
    web_sys::window().expect("the page runs in a window, never in a worker")
}

/// The page's document.
pub fn document() -> Document {
    window()
        .document()
        .expect("a window that runs a script has a document")
}

/// The content of `<meta name=…>` in the page's shell; empty where there is none.
pub fn meta(name: &str) -> String {
    document()
        .query_selector(&format!("meta[name=\"{name}\"]"))
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default()
}

/// Logical cores, as the browser tells them; 1 where it does not.
pub fn cores() -> usize {
    let cores = window().navigator().hardware_concurrency();
    if cores >= 1.0 { cores as usize } else { 1 }
}

/// Whether this is a place where service workers, locks and persistent storage exist: https or localhost.
pub fn is_secure() -> bool {
    window().is_secure_context()
}

/// Whether a service worker answers this page's requests.
pub fn service_worker_in_charge() -> bool {
    is_secure() && window().navigator().service_worker().controller().is_some()
}

/// How much room the browser gives.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Space {
    /// Whether the browser has promised not to clear it away by itself; absent where it does not tell.
    pub persistent: Option<bool>,
    /// Bytes used and available to this origin, as estimated by the browser.
    pub used: Option<f64>,
    pub quota: Option<f64>,
}

/// Asks how much room is used and left, and whether storage is persistent.
pub async fn space() -> Space {
    if !is_secure() {
        return Space::default();
    }
    let storage = window().navigator().storage();
    let persistent = match storage.persisted() {
        Ok(promise) => JsFuture::from(promise)
            .await
            .ok()
            .and_then(|answer| answer.as_bool()),
        Err(_) => None,
    };
    let estimate = match storage.estimate() {
        Ok(promise) => JsFuture::from(promise).await.ok(),
        Err(_) => None,
    };
    let estimate: Option<StorageEstimate> = estimate.map(JsCast::unchecked_into);
    let number = |key: &str| {
        estimate
            .as_ref()
            .and_then(|e| js_sys::Reflect::get(e, &key.into()).ok())
            .and_then(|n| n.as_f64())
    };
    Space {
        persistent,
        used: number("usage"),
        quota: number("quota"),
    }
}

/// Asks the browser not to clear this origin's data by itself. The answer is its own: some ask the person, some decide.
pub async fn persist() -> Option<bool> {
    if !is_secure() {
        return None;
    }
    let promise = window().navigator().storage().persist().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// A blob's address. It holds the bytes until [`release`].
pub fn object_url(bytes: &ArrayBuffer, media_type: &str) -> Option<String> {
    let parts = Array::of1(&Uint8Array::new(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    blob_url(&blob)
}

/// A blob's address, until [`release`].
pub fn blob_url(blob: &Blob) -> Option<String> {
    Url::create_object_url_with_blob(blob).ok()
}

/// Lets a blob's address go.
pub fn release(url: &str) {
    // Revoking an address that is none is no error.
    let _ = Url::revoke_object_url(url);
}

/// Hands bytes to the person as a file.
pub fn download(bytes: &ArrayBuffer, media_type: &str, name: &str) {
    if let Some(url) = object_url(bytes, media_type) {
        download_from(url, name);
    }
}

/// Hands what stands at a blob's address to the person as a file, and lets the address go.
pub fn download_from(url: String, name: &str) {
    if let Ok(anchor) = document().create_element("a") {
        let anchor: HtmlAnchorElement = anchor.unchecked_into();
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser has taken its own hold of the bytes once the click is through; a minute is far more than it needs.
    gloo_timers::callback::Timeout::new(60_000, move || release(&url)).forget();
}

/// Copies a text to the clipboard; false where the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    if !is_secure() {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// The time now, as records keep it.
pub fn now() -> crate::records::Time {
    let text: String = js_sys::Date::new_0().to_iso_string().into();
    crate::records::Time::new(text)
        .expect("Date.toISOString gives exactly that shape for every year up to 9999")
}

// Made once each: making one takes longer than writing all dates of a list.
thread_local! {
    static DAY: Function = formatter(&[("dateStyle", "medium")]);
    static HOUR: Function = formatter(&[("timeStyle", "short")]);
    static MOMENT: Function = formatter(&[("dateStyle", "medium"), ("timeStyle", "short")]);
}

/// What writes times in the reader's own zone and language, in that style.
fn formatter(style: &[(&str, &str)]) -> Function {
    let options = js_sys::Object::new();
    for (key, value) in style {
        // Setting a property on a plain object that was just made does not fail.
        let _ = js_sys::Reflect::set(&options, &(*key).into(), &(*value).into());
    }
    js_sys::Intl::DateTimeFormat::new(&Array::new(), &options).format()
}

fn written(time: &crate::records::Time, style: &'static LocalKey<Function>) -> String {
    let date = js_sys::Date::new(&time.as_str().into());
    let text = style.with(|style| style.call1(&JsValue::UNDEFINED, &date));
    // Only a date that is none is refused, and a record's time is one; it stands there as it is kept all the same.
    let text = text.ok().and_then(|text| text.as_string());
    text.unwrap_or_else(|| time.as_str().to_owned())
}

/// The day of a time in the reader's own zone and language, `18 Nov 2026`.
pub fn day(time: &crate::records::Time) -> String {
    written(time, &DAY)
}

/// A time in the reader's own zone and language: `today 10:42`, else `18 Nov 2026, 10:42`.
pub fn moment(time: &crate::records::Time) -> String {
    if day(time) == day(&now()) {
        format!("today {}", written(time, &HOUR))
    } else {
        written(time, &MOMENT)
    }
}

/// Names the page in the browser's tab and history: `Jobs · Shortlist`.
pub fn title(view: &str) {
    document().set_title(&format!("{view} · Shortlist"));
}

/// Moves the focus to an element, which the browser scrolls into sight; nothing happens where it is not there.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        // An element that takes no focus is left as it is.
        let _ = element.focus();
    }
}

/// Moves the focus to an element and scrolls it to the middle of what is seen.
pub fn show(id: &str) {
    if let Some(element) = element(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
        focus_in_place(id);
    }
}

/// Scrolls a strip so that its element that this selector fits is seen; the page itself stays.
pub fn show_in_strip(selector: &str) {
    if let Some(element) = all(selector).first() {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        options.set_inline(web_sys::ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Moves the focus to an element, and leaves what is seen where it is.
pub fn focus_in_place(id: &str) {
    if let Some(element) = element(id) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that takes no focus is left as it is.
        let _ = element.focus_with_options(&options);
    }
}

/// Whether the top of the view is seen.
pub fn is_at_top() -> bool {
    // A window without a place to scroll to stands at its top.
    window().scroll_y().unwrap_or_default() < 1.0
}

/// Goes to the top of the view, the focus too: what a new page would do.
pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    focus_in_place("main");
}

/// Clicks an element, for what only a click may open: the dialog of a file input.
pub fn click(id: &str) {
    if let Some(element) = element(id) {
        element.click();
    }
}

/// Whether an element has the focus.
pub fn has_focus(id: &str) -> bool {
    document()
        .active_element()
        .is_some_and(|element| element.id() == id)
}

/// Whether nothing has the focus: what had it was taken away.
pub fn has_no_focus() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY")
}

/// Whether a dialog is open over the page.
pub fn has_dialog() -> bool {
    !all("dialog[open]").is_empty()
}

/// All elements that a selector fits, in the document's order.
pub fn all(selector: &str) -> Vec<web_sys::HtmlElement> {
    let Ok(list) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|index| list.item(index)?.dyn_into().ok())
        .collect()
}

/// Opens the browser's dialog for printing.
pub fn print() {
    // Where there is nothing to print with, nothing happens.
    let _ = window().print();
}

/// Loads the page anew.
pub fn reload() {
    // Reloading one's own page is always allowed.
    let _ = window().location().reload();
}

fn element(id: &str) -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Goes to an address behind the `#`.
pub fn go(href: &str) {
    // Setting a fragment of one's own page is always allowed.
    let _ = window().location().set_hash(href.trim_start_matches('#'));
}

/// Goes to an address without a new entry in the history, for filters that follow what is typed.
pub fn replace(href: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(href));
    }
}
