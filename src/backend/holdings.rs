//! How much is kept of each kind, and the records that cannot be read, to be taken out.

use serde::Serialize;

use super::Backend;
use crate::messages::{ExportRefused, Failure, GetHoldings, Holding, Holdings, ListRefused};
use crate::storage::{Query, Range, SCHEMA, Storage, Value, stores};

use super::rows::file_size;

#[derive(Serialize)]
struct Exported<'a> {
    store: &'a str,
    key: &'a str,
    reason: &'a str,
    raw: &'a str,
}

impl<S: Storage> Backend<S> {
    pub(super) async fn get_holdings(&self, _: GetHoldings) -> Result<Holdings, Failure> {
        let mut holdings = Vec::new();
        for store in SCHEMA.stores() {
            let mut holding = Holding {
                store: store.to_owned(),
                rows: 0,
                bytes: 0,
            };
            if store == stores::RESUME_FILES {
                // Their keys tell their lengths, so that no file is read.
                let query = Query::Keys {
                    store,
                    index: None,
                    range: Range::all(),
                };
                let keys = self.storage.ask(query).await?.keys;
                holding.rows = keys.len() as u64;
                holding.bytes = keys.iter().map(|key| file_size(key)).sum();
            } else {
                self.each_batch(store, |rows| {
                    holding.rows += rows.len() as u64;
                    let lengths = rows.iter().map(|row| match &row.value {
                        Value::Text(text) => text.len() as u64,
                        Value::Bytes(bytes) => bytes.len() as u64,
                    });
                    holding.bytes += lengths.sum::<u64>();
                })
                .await?;
            }
            holdings.push(holding);
        }
        Ok(Holdings {
            stores: holdings,
            last_backup: self.last_backup().await?,
        })
    }

    pub(super) async fn export_refused(
        &self,
        _: ExportRefused,
        _: Vec<Vec<u8>>,
    ) -> Result<(u64, Vec<Vec<u8>>), Failure> {
        let refused = self.list_refused(ListRefused {}).await?;
        let mut lines = String::new();
        for record in &refused {
            lines.push_str(&super::rows::json(&Exported {
                store: &record.store,
                key: &record.key,
                reason: &record.reason,
                raw: &record.raw,
            })?);
            lines.push('\n');
        }
        Ok((refused.len() as u64, vec![lines.into_bytes()]))
    }
}
