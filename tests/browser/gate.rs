//! Two tabs: they see each other's changes, and two builds never write at once.

use futures_util::future::join_all;
use shortlist::storage::indexed_db::Event;
use shortlist::storage::{Batch, Entry, Query, SCHEMA, Storage, StorageError, Value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{fresh_name, open, run, until};

fn note(key: &str) -> Batch {
    let mut batch = Batch::new();
    batch.put("settings", Entry::new(key, Value::Text("{}".into())));
    batch
}

#[wasm_bindgen_test]
async fn a_tab_of_the_same_build_is_told_what_changed() {
    let name = fresh_name();
    let (one, told_one) = open(&name, &SCHEMA, "1").await.unwrap();
    let (two, told_two) = open(&name, &SCHEMA, "1").await.unwrap();
    two.commit(&note("a")).await.unwrap();
    until("the other tab hears of it", || {
        !told_one.borrow().is_empty()
    })
    .await;
    let changed = Event::Changed {
        stores: vec!["settings".into()],
    };
    assert_eq!(*told_one.borrow(), [changed]);
    assert!(
        told_two.borrow().is_empty(),
        "nobody hears of their own changes"
    );
    assert!(one.get("settings", "a").await.unwrap().is_some());
    // Both go on writing.
    one.commit(&note("b")).await.unwrap();
    two.commit(&note("c")).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_newer_build_retires_the_older() {
    let name = fresh_name();
    let (old, told) = open(&name, &SCHEMA, "old").await.unwrap();
    let (old_too, told_too) = open(&name, &SCHEMA, "old").await.unwrap();
    old.commit(&note("a")).await.unwrap();

    let (new, told_new) = open(&name, &SCHEMA, "new").await.unwrap();
    let retired = Event::Retired {
        build: Some("new".into()),
    };
    assert_eq!(told.borrow().last(), Some(&retired));
    assert_eq!(told_too.borrow().last(), Some(&retired));
    for tab in [&old, &old_too] {
        assert_eq!(tab.commit(&note("b")).await, Err(StorageError::Retired));
        let read = tab.ask(Query::count_all("settings")).await;
        assert_eq!(read, Err(StorageError::Retired));
    }
    assert!(new.get("settings", "a").await.unwrap().is_some());
    assert!(new.get("settings", "b").await.unwrap().is_none());
    new.commit(&note("c")).await.unwrap();
    assert!(told_new.borrow().is_empty());
    // Reloaded, the old tab is of the new build too.
    drop(old);
    let (reloaded, _) = open(&name, &SCHEMA, "new").await.unwrap();
    assert!(reloaded.get("settings", "c").await.unwrap().is_some());
}

#[wasm_bindgen_test]
async fn writes_under_way_are_finished_or_refused_and_never_lost() {
    let name = fresh_name();
    let (old, _) = open(&name, &SCHEMA, "old").await.unwrap();
    let keys: Vec<String> = (0..60).map(|number| format!("k{number:02}")).collect();
    let batches: Vec<Batch> = keys.iter().map(|key| note(key)).collect();
    let writes = async {
        let mut done = Vec::new();
        for some in batches.chunks(6) {
            done.extend(join_all(some.iter().map(|batch| old.commit(batch))).await);
        }
        done
    };
    let newcomer = open(&name, &SCHEMA, "new");
    let (done, new) = futures_util::future::join(writes, newcomer).await;
    let (new, _) = new.unwrap();
    let mut kept = 0;
    for (key, done) in keys.iter().zip(done) {
        let there = new.get("settings", key).await.unwrap().is_some();
        match done {
            Ok(_) => assert!(there, "{key} was reported done and is gone"),
            Err(error) => {
                assert_eq!(error, StorageError::Retired);
                assert!(!there, "{key} was refused and is there");
            }
        }
        kept += usize::from(there);
    }
    assert!(kept > 0);
}

#[wasm_bindgen_test]
async fn newcomers_go_one_after_another_and_the_last_one_stays() {
    let name = fresh_name();
    let builds = ["a", "b", "c", "d"];
    let tabs = join_all(builds.map(|build| open(&name, &SCHEMA, build))).await;
    let mut writing = 0;
    for tab in tabs {
        match tab {
            Ok((tab, _)) => match tab.commit(&note("x")).await {
                Ok(_) => writing += 1,
                Err(error) => assert_eq!(error, StorageError::Retired),
            },
            Err(error) => assert_eq!(error, StorageError::Retired),
        }
    }
    assert_eq!(writing, 1);
}

#[wasm_bindgen_test]
async fn a_tab_that_does_not_let_go_is_reported() {
    let name = fresh_name();
    // A tab of an older build that hangs: it holds its lock and hears nothing.
    run(&format!(
        "navigator.locks.request('{name}-build:old', {{mode: 'shared'}}, () => new Promise(done => {{ self.letGo = done }}))"
    ));
    let start = js_sys::Date::now();
    let blocked = open(&name, &SCHEMA, "new").await;
    let waited = js_sys::Date::now() - start;
    assert_eq!(blocked.err(), Some(StorageError::Blocked));
    assert!((9_000.0..20_000.0).contains(&waited), "{waited} ms");
    run("self.letGo()");
    open(&name, &SCHEMA, "new").await.unwrap();
}

#[wasm_bindgen_test]
async fn a_foreign_change_of_the_databases_version_retires_the_tab() {
    let name = fresh_name();
    let (tab, told) = open(&name, &SCHEMA, "1").await.unwrap();
    tab.commit(&note("a")).await.unwrap();
    run(&format!("indexedDB.deleteDatabase('{name}')"));
    until("the tab retires", || !told.borrow().is_empty()).await;
    assert_eq!(*told.borrow(), [Event::Retired { build: None }]);
    assert_eq!(tab.commit(&note("b")).await, Err(StorageError::Retired));
}
