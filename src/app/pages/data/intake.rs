//! Dropped files that a view takes itself.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::files::Dropped;
use crate::app::session::{DropHere, session};

/// Has files that are dropped anywhere handed to this view, as long as it is shown. `text` says so while they hover.
pub fn drops(text: &'static str, take: impl Fn(Dropped) + 'static) {
    let drop_here = session().drop_here;
    drop_here.set(Some(DropHere {
        text,
        take: Rc::new(take),
    }));
    on_cleanup(move || {
        drop_here.try_set(None);
    });
}
