//! Lists: the rows in a window, and how many there are in all.

use super::Backend;
use super::caches::{Line, Searched, Table};
use crate::messages::{Failure, Window};
use crate::storage::{Query, Range, Row, Storage};

/// The part of a list that a window shows.
pub fn within<T>(all: Vec<T>, window: Window) -> Vec<T> {
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let rest = all.into_iter().skip(size(window.offset));
    rest.take(size(window.limit)).collect()
}

impl<S: Storage> Backend<S> {
    /// The rows of a range of an index that a window shows, and how many the range holds.
    pub(super) async fn page(
        &self,
        store: &'static str,
        index: &'static str,
        range: Range,
        window: Window,
    ) -> Result<(Vec<Row>, u64), Failure> {
        self.page_of(store, index, range, window, None).await
    }

    /// The same, where it may be known how many the range holds.
    pub(super) async fn page_of(
        &self,
        store: &'static str,
        index: &'static str,
        range: Range,
        window: Window,
        known: Option<u64>,
    ) -> Result<(Vec<Row>, u64), Failure> {
        let scan = Query::Scan {
            store,
            index: Some(index),
            range: range.clone(),
            offset: window.offset,
            limit: window.limit,
        };
        if let Some(total) = known {
            return Ok((self.storage.ask(scan).await?.rows, total));
        }
        let count = Query::count(store, index, range);
        let found = self.storage.read(&[scan, count]).await?;
        let mut found = found.into_iter();
        let rows = found.next().unwrap_or_default().rows;
        Ok((rows, found.next().unwrap_or_default().count))
    }

    /// The rows that fit a search, newest first, as a window shows them, and how many fit.
    pub(super) async fn search_page(
        &self,
        which: Searched,
        store: &'static str,
        fits: impl Fn(&Line) -> bool,
        window: Window,
    ) -> Result<(Vec<Row>, u64), Failure> {
        let found = |table: &Table| {
            let found = table.find(&fits);
            let total = found.len() as u64;
            let keys = within(found, window).into_iter();
            (keys.map(|(key, _)| key.to_owned()).collect(), total)
        };
        let (keys, total): (Vec<String>, u64) = self.with_table(which, found).await?;
        let rows = self.storage.ask(Query::Get { store, keys }).await?.rows;
        Ok((rows, total))
    }
}
