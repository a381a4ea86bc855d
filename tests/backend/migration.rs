//! From one version of the schema to the next, over the home in memory. `tests/browser` does the same over IndexedDB.

use shortlist::storage::{
    Batch, Change, Entry, Memory, Query, Range, Row, Schema, Step, Storage, Value,
};

use crate::world::wait;

const ONE: Schema = Schema(&[Step(&[Change::AddStore {
    store: "people",
    indexes: &["age"],
}])]);

const TWO: Schema = Schema(&[
    Step(&[Change::AddStore {
        store: "people",
        indexes: &["age"],
    }]),
    Step(&[
        Change::AddIndex {
            store: "people",
            index: "name",
        },
        Change::Rewrite {
            store: "people",
            row: with_capital,
        },
        Change::AddStore {
            store: "towns",
            indexes: &[],
        },
    ]),
]);

fn with_capital(row: Row) -> Entry {
    let text = row.value.text().unwrap_or_default().to_uppercase();
    let name = [text.as_str().into()];
    let age = [i64::try_from(text.len()).unwrap().into()];
    Entry::new(row.key, Value::Text(text.clone()))
        .under("age", age)
        .under("name", name)
}

#[test]
fn an_index_is_added_to_a_store_that_exists_and_its_rows_are_rewritten() {
    let memory = Memory::new(&ONE);
    let mut batch = Batch::new();
    for (key, name) in [("1", "cara"), ("2", "ann"), ("3", "bo")] {
        let age = [i64::try_from(name.len()).unwrap().into()];
        batch.put(
            "people",
            Entry::new(key, Value::Text(name.into())).under("age", age),
        );
    }
    wait(memory.commit(&batch)).unwrap();
    memory.upgrade(&TWO);
    memory.upgrade(&TWO);
    let keys = |index| {
        let query = Query::Keys {
            store: "people",
            index: Some(index),
            range: Range::all(),
        };
        wait(memory.ask(query)).unwrap().keys
    };
    assert_eq!(keys("name"), ["2", "3", "1"]);
    assert_eq!(keys("age"), ["3", "2", "1"]);
    let row = wait(memory.get("people", "1")).unwrap();
    assert_eq!(row, Some(Value::Text("CARA".into())));
    assert_eq!(
        wait(memory.ask(Query::count_all("towns"))).unwrap().count,
        0
    );
}
