//! The two homes answer alike.

use shortlist::storage::{
    Batch, Change, Check, Entry, Memory, Part, Query, Range, Schema, Step, Storage, StorageError,
    Value, Write,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{fresh_name, open};

const PLACES: Schema = Schema(&[Step(&[
    Change::AddStore {
        store: "places",
        indexes: &["name", "town"],
    },
    Change::AddStore {
        store: "pictures",
        indexes: &[],
    },
])]);

fn place(key: &str, town: &str, number: i64) -> Entry {
    let name = format!("{town} {number}");
    let entry = Entry::new(key, Value::Text(format!("{{\"name\":\"{name}\"}}")))
        .under("name", [Part::from(name)]);
    if number % 3 == 0 {
        // A row that is in one index only.
        return entry;
    }
    entry.under(
        "town",
        [Part::from(town), Part::from(-number), Part::from("x")],
    )
}

fn ranges() -> Vec<Range> {
    vec![
        Range::all(),
        Range::of("Oslo"),
        Range::of("Os"),
        Range::of("\u{1F600}"),
        Range::of("Oslo").between(Some(Part::from(-7)), Some(Part::from(-2))),
        Range::of("Oslo").between(None, Some(Part::from(-5))),
        Range::of("Oslo").between(Some(Part::from(-5)), None),
        Range::starting([Part::from("Oslo"), Part::from(-4)]),
    ]
}

fn queries() -> Vec<Query> {
    let store = "places";
    let mut queries = vec![
        Query::count_all(store),
        Query::get(store, "k03"),
        Query::Get {
            store,
            keys: ["k09", "nobody", "k01", "k01"].map(String::from).to_vec(),
        },
    ];
    for index in [Some("name"), Some("town"), None] {
        let ranges = match index {
            Some("town") => ranges(),
            Some(_) => vec![Range::all(), Range::of("Oslo 4")],
            None => vec![
                Range::all(),
                Range::after("k05"),
                Range::of("k07"),
                Range::default().between(Some("k02".into()), Some("k04".into())),
                Range::default().between(None, Some("k04".into())),
            ],
        };
        for range in ranges {
            for (offset, limit) in [(0, u64::MAX), (0, 3), (2, 2), (100, 5), (0, 0), (1, 0)] {
                queries.push(Query::Scan {
                    store,
                    index,
                    range: range.clone(),
                    offset,
                    limit,
                });
            }
            queries.push(Query::Keys {
                store,
                index,
                range: range.clone(),
            });
            queries.push(Query::Count {
                store,
                index,
                range,
            });
        }
    }
    queries
}

#[wasm_bindgen_test]
async fn both_homes_find_the_same_rows_in_the_same_order() {
    let memory = Memory::new(&PLACES);
    let (browser, _) = open(&fresh_name(), &PLACES, "1").await.unwrap();
    let mut batch = Batch::new();
    let towns = ["Oslo", "Bergen", "\u{1F600}", "\u{FF01}"];
    for number in 0..24 {
        let town = towns[number % 4];
        batch.put(
            "places",
            place(&format!("k{number:02}"), town, number as i64),
        );
    }
    assert_eq!(memory.commit(&batch).await, browser.commit(&batch).await);
    let mut batch = Batch::new();
    batch.present("places", "k01").absent("places", "k99");
    batch.put("places", place("k04", "Oslo", 104));
    batch.delete("places", "k05").delete("places", "nobody");
    batch.delete_where("places", "town", Range::of("Bergen"));
    for (from, to) in [("k08", "k08b"), ("k02", "k06"), ("nobody", "k00")] {
        batch.writes.push(Write::Move {
            store: "places",
            from: from.into(),
            to: to.into(),
            index: place(to, "Oslo", 44).index,
        });
    }
    let removed = memory.commit(&batch).await;
    assert!(
        removed
            .as_ref()
            .is_ok_and(|removed| removed.of("places") > 1)
    );
    assert_eq!(removed, browser.commit(&batch).await);

    let queries = queries();
    let expected = memory.read(&queries).await.unwrap();
    let found = browser.read(&queries).await.unwrap();
    for ((query, expected), found) in queries.iter().zip(&expected).zip(&found) {
        assert_eq!(found, expected, "{query:?}");
    }
    assert!(expected.iter().any(|found| found.rows.len() > 5));

    let mut clear = Batch::new();
    clear.clear("places");
    assert_eq!(memory.commit(&clear).await, browser.commit(&clear).await);
    let all = browser.ask(Query::count_all("places")).await.unwrap();
    assert_eq!(all.count, 0);
}

#[wasm_bindgen_test]
async fn a_check_that_does_not_hold_lets_nothing_be_written() {
    let memory = Memory::new(&PLACES);
    let (browser, _) = open(&fresh_name(), &PLACES, "1").await.unwrap();
    let mut first = Batch::new();
    first.put("places", place("k1", "Oslo", 1));
    memory.commit(&first).await.unwrap();
    browser.commit(&first).await.unwrap();
    let text = place("k1", "Oslo", 1).value.text().unwrap().to_owned();

    let with = |checks: Vec<Check>| {
        let mut batch = Batch::new();
        batch.checks = checks;
        batch.put("places", place("k2", "Oslo", 2));
        batch.delete("places", "k1");
        batch
    };
    let absent = |store, key: &str| Check::Absent {
        store,
        key: key.into(),
    };
    let present = |store, key: &str| Check::Present {
        store,
        key: key.into(),
    };
    let same = |key: &str, text: &str| Check::Same {
        store: "places",
        key: key.into(),
        text: text.into(),
    };
    let nothing = |town: &str| Check::Nothing {
        store: "places",
        index: "town",
        range: Range::of(town),
    };
    let broken = [
        with(vec![absent("places", "k1")]),
        with(vec![present("places", "k7")]),
        with(vec![same("k1", "other")]),
        with(vec![same("k7", "other")]),
        with(vec![nothing("Oslo")]),
        with(vec![
            present("places", "k1"),
            absent("pictures", "p"),
            present("pictures", "q"),
        ]),
    ];
    for batch in &broken {
        let expected = memory.commit(batch).await;
        assert!(matches!(expected, Err(StorageError::Conflict { .. })));
        assert_eq!(browser.commit(batch).await, expected, "{batch:?}");
        let keys = Query::Keys {
            store: "places",
            index: None,
            range: Range::all(),
        };
        assert_eq!(browser.ask(keys).await.unwrap().keys, ["k1"]);
    }
    let sound = with(vec![
        same("k1", &text),
        absent("places", "k2"),
        nothing("Bergen"),
    ]);
    assert_eq!(browser.commit(&sound).await, memory.commit(&sound).await);
    assert!(browser.get("places", "k1").await.unwrap().is_none());
}

#[wasm_bindgen_test]
async fn bytes_and_long_texts_come_back_as_they_were() {
    let name = fresh_name();
    let bytes: Vec<u8> = (0..3_000_000u32).map(|n| (n % 251) as u8).collect();
    let text = "Zoë — “日本” \u{1F600}\0\n".repeat(50_000);
    let (browser, _) = open(&name, &PLACES, "1").await.unwrap();
    let mut batch = Batch::new();
    batch.put("pictures", Entry::new("bytes", Value::Bytes(bytes.clone())));
    batch.put("pictures", Entry::new("none", Value::Bytes(Vec::new())));
    batch.put("pictures", Entry::new("text", Value::Text(text.clone())));
    browser.commit(&batch).await.unwrap();
    drop(browser);
    // After a restart, so to say.
    let (browser, _) = open(&name, &PLACES, "1").await.unwrap();
    let get = async |key| browser.get("pictures", key).await.unwrap().unwrap();
    assert!(get("bytes").await == Value::Bytes(bytes));
    assert!(get("none").await == Value::Bytes(Vec::new()));
    assert!(get("text").await == Value::Text(text));
}

#[wasm_bindgen_test]
async fn an_unknown_store_is_an_error_and_no_crash() {
    let (browser, _) = open(&fresh_name(), &PLACES, "1").await.unwrap();
    let read = browser.ask(Query::count_all("nowhere")).await;
    assert!(
        matches!(read, Err(StorageError::Aborted { .. })),
        "{read:?}"
    );
    let mut batch = Batch::new();
    batch.delete("nowhere", "k");
    let written = browser.commit(&batch).await;
    assert!(
        matches!(written, Err(StorageError::Aborted { .. })),
        "{written:?}"
    );
}
