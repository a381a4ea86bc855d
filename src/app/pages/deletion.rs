//! Deleting one record: what goes with it is asked of the keeper, said to the person, and taken along.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::components::{ask_deletion, deletion_words};
use crate::app::route::Route;
use crate::app::session::session;
use crate::messages::{Call, Deletion, KeeperCall};

/// Asks what goes, asks the person, deletes, and leaves for `then` where the record's own view was shown. `what` names the
/// record: "the job “Data Engineer”".
pub fn delete<P, D>(what: String, preview: P, deletion: D, then: Option<Route>)
where
    P: Call<Door = KeeperCall, Reply = Deletion> + 'static,
    D: Call<Door = KeeperCall, Reply = Deletion> + Clone + 'static,
{
    let session = session();
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        match session.client.call(preview).await {
            Ok(goes) => owner.with(|| asked(&what, &goes, deletion, then)),
            Err(failure) => session.tell_failure(&failure),
        }
    });
}

/// Asks the person before something is deleted that nothing hangs on.
pub fn asked<D>(what: &str, goes: &Deletion, deletion: D, then: Option<Route>)
where
    D: Call<Door = KeeperCall, Reply = Deletion> + Clone + 'static,
{
    let session = session();
    ask_deletion(what, goes, move || {
        let (deletion, then) = (deletion.clone(), then.clone());
        spawn_local(async move {
            // A failure was shown as a notice already.
            if let Ok(gone) = session.write(deletion).await {
                session.tell(format!("Deleted {}.", deletion_words(&gone)));
                if let Some(route) = then {
                    browser::go(&route.href());
                }
            }
        });
    });
}
