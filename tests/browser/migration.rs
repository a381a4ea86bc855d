//! From one version of the schema to the next, in a real database.

use shortlist::storage::{
    Batch, Change, Entry, Query, Range, Row, Schema, Step, Storage, StorageError, Value,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{fresh_name, open};

const FIRST: Step = Step(&[Change::AddStore {
    store: "people",
    indexes: &["age"],
}]);

static ONE: Schema = Schema(&[FIRST]);

static TWO: Schema = Schema(&[
    FIRST,
    Step(&[
        Change::AddIndex {
            store: "people",
            index: "name",
        },
        Change::Rewrite {
            store: "people",
            row: with_capitals,
        },
        Change::AddStore {
            store: "towns",
            indexes: &["name"],
        },
    ]),
]);

fn with_capitals(row: Row) -> Entry {
    let text = row.value.text().unwrap_or_default().to_uppercase();
    let name = [text.as_str().into()];
    Entry::new(row.key, Value::Text(text)).under("name", name)
}

#[wasm_bindgen_test]
async fn an_index_is_added_to_a_store_that_exists_and_its_rows_are_rewritten() {
    let name = fresh_name();
    // More rows than one step of the migration takes at once.
    const PEOPLE: usize = 1203;
    let (one, _) = open(&name, &ONE, "one").await.unwrap();
    let mut batch = Batch::new();
    for number in 0..PEOPLE {
        let text = Value::Text(format!("name {:04}", PEOPLE - number));
        let entry = Entry::new(format!("p{number:04}"), text).under("age", [1.into()]);
        batch.put("people", entry);
    }
    one.commit(&batch).await.unwrap();
    let no_index = one.ask(Query::count("people", "name", Range::all())).await;
    assert!(no_index.is_err(), "version 1 has no such index");
    drop(one);

    let (two, _) = open(&name, &TWO, "two").await.unwrap();
    let found = two
        .read(&[
            Query::count_all("people"),
            Query::Scan {
                store: "people",
                index: Some("name"),
                range: Range::all(),
                offset: 0,
                limit: 1,
            },
            Query::count("people", "name", Range::all()),
            Query::count("people", "age", Range::all()),
            Query::count("towns", "name", Range::all()),
        ])
        .await
        .unwrap();
    assert_eq!(found[0].count, PEOPLE as u64);
    let last = format!("p{:04}", PEOPLE - 1);
    assert_eq!(found[1].rows[0].key, last);
    assert_eq!(found[1].rows[0].value, Value::Text("NAME 0001".into()));
    assert_eq!(found[2].count, PEOPLE as u64);
    assert_eq!(found[3].count, 0, "the rewritten rows are not in it");
    assert_eq!(found[4].count, 0);
    drop(two);

    // The older version is told that it is too old, and changes nothing.
    let old = open(&name, &ONE, "one").await;
    assert!(matches!(old, Err(StorageError::Retired)), "{:?}", old.err());
    let (two, _) = open(&name, &TWO, "two").await.unwrap();
    let all = two.ask(Query::count_all("people")).await.unwrap();
    assert_eq!(all.count, PEOPLE as u64);
}
