//! A browser that refuses, runs out of room, or cuts the connection. What no test can bring about for real is put in the way
//! of the browser's own functions.

use shortlist::storage::{Batch, Entry, Query, SCHEMA, Storage, StorageError, Value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{fresh_name, open, run};

fn notes(count: usize) -> Batch {
    let mut batch = Batch::new();
    for number in 0..count {
        let entry = Entry::new(format!("k{number}"), Value::Text("{}".into()));
        batch.put("settings", entry);
    }
    batch
}

/// Replaces a function for as long as this lives. In the replacement, `real` is the function that was there before.
struct Instead(&'static str);

impl Instead {
    fn of(path: &'static str, replacement: &str) -> Self {
        run(&format!(
            "(() => {{ const real = {path}; {path} = {replacement}; {path}.real = real; }})()"
        ));
        Self(path)
    }
}

impl Drop for Instead {
    fn drop(&mut self) {
        let path = self.0;
        run(&format!("{path} = {path}.real"));
    }
}

#[wasm_bindgen_test]
async fn a_browser_that_keeps_nothing_is_told_in_plain_words() {
    for thrown in [
        "new DOMException('denied', 'SecurityError')",
        "new DOMException('not in private windows', 'InvalidStateError')",
    ] {
        let _refusing = Instead::of(
            "IDBFactory.prototype.open",
            &format!("function () {{ throw {thrown} }}"),
        );
        let refused = open(&fresh_name(), &SCHEMA, "1").await.err();
        assert!(
            matches!(refused, Some(StorageError::Refused(_))),
            "{refused:?}"
        );
    }
    // As Firefox's private windows did: the request itself fails.
    let _refusing = Instead::of(
        "IDBFactory.prototype.open",
        "function (...all) { \
           const request = real.apply(this, all); \
           request.addEventListener('upgradeneeded', event => { \
             event.stopImmediatePropagation(); \
             request.transaction.abort(); \
             const error = new DOMException('no storage here', 'InvalidStateError'); \
             Object.defineProperty(request, 'error', { get: () => error }); \
           }); \
           return request }",
    );
    let refused = open(&fresh_name(), &SCHEMA, "1").await.err();
    assert!(
        matches!(refused, Some(StorageError::Refused(_))),
        "{refused:?}"
    );
}

#[wasm_bindgen_test]
async fn a_full_disk_is_told_and_nothing_is_half_written() {
    let (tab, _) = open(&fresh_name(), &SCHEMA, "1").await.unwrap();
    {
        let _full = Instead::of(
            "IDBObjectStore.prototype.put",
            "function (row) { if (row.k === 'k5') throw new DOMException('full', 'QuotaExceededError'); \
             return real.call(this, row) }",
        );
        assert_eq!(tab.commit(&notes(9)).await, Err(StorageError::NoRoom));
    }
    let left = tab.ask(Query::count_all("settings")).await.unwrap();
    assert_eq!(left.count, 0);
    tab.commit(&notes(9)).await.unwrap();
}

#[wasm_bindgen_test]
async fn requests_that_fail_are_told_with_their_cause() {
    // Ten requests fail, one after another, as they do when the disk is full.
    run("self.uncaught = 0; self.addEventListener('error', () => { self.uncaught += 1 })");
    let (tab, _) = open(&fresh_name(), &SCHEMA, "1").await.unwrap();
    {
        let _failing = Instead::of(
            "IDBObjectStore.prototype.put",
            "function (row) { real.call(this, row); return this.add(row) }",
        );
        let failed = tab.commit(&notes(10)).await;
        let Err(StorageError::Aborted { cause }) = failed else {
            panic!("{failed:?}");
        };
        assert!(cause.starts_with("ConstraintError"), "{cause}");
    }
    crate::sleep(20).await;
    assert_eq!(run("self.uncaught").as_f64(), Some(0.0));
    let left = tab.ask(Query::count_all("settings")).await.unwrap();
    assert_eq!(left.count, 0);
}

#[wasm_bindgen_test]
async fn a_connection_that_was_cut_is_opened_anew() {
    let (tab, told) = open(&fresh_name(), &SCHEMA, "1").await.unwrap();
    // What phones do to pages in the background: the handle looks fine, and is dead.
    let cut = || {
        Instead::of(
            "IDBDatabase.prototype.transaction",
            "function (...all) { if (!self.wasCut) { self.wasCut = true; this.close() } return real.apply(this, all) }",
        )
    };
    run("self.wasCut = false");
    {
        let _cut = cut();
        tab.commit(&notes(2)).await.unwrap();
    }
    run("self.wasCut = false");
    {
        let _cut = cut();
        let found = tab.ask(Query::count_all("settings")).await.unwrap();
        assert_eq!(found.count, 2);
    }
    assert!(told.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn a_transaction_that_the_browser_breaks_off_is_tried_once_more() {
    let (tab, _) = open(&fresh_name(), &SCHEMA, "1").await.unwrap();
    run("self.breaks = 1");
    let _breaking = Instead::of(
        "IDBTransaction.prototype.commit",
        "function () { if (self.breaks-- > 0) return this.abort(); return real.call(this) }",
    );
    tab.commit(&notes(3)).await.unwrap();
    let found = tab.ask(Query::count_all("settings")).await.unwrap();
    assert_eq!(found.count, 3);
    run("self.breaks = 2");
    let failed = tab.commit(&notes(3)).await;
    assert!(
        matches!(failed, Err(StorageError::Aborted { .. })),
        "{failed:?}"
    );
}
