//! What all views share: the client, the current job, the counts, the import, and what there is to tell the person.

use std::cell::Cell;
use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser::{self, Space};
use super::client::Client;
use super::components::Question;
use super::files::Dropped;
use super::import::Import;
use super::route::Route;
use super::worker::Told;
use crate::messages::{Call, Failure, FailureKind, JobRow, KeeperCall, Stats};

/// How the page stands with its database.
#[derive(Clone, Debug, PartialEq)]
pub enum Opening {
    Waiting,
    Open,
    /// It cannot be opened; the text says why and what to do.
    Failed(Failure),
    /// Another build took over: this tab shows what it has and asks to be reloaded.
    Retired,
}

/// A short message that goes away by itself or is closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub id: u32,
    pub text: String,
    pub is_error: bool,
}

/// What a view does with dropped files.
#[derive(Clone)]
pub struct DropHere {
    pub text: &'static str,
    pub take: Rc<dyn Fn(Dropped)>,
}

/// Shared by all views. A handle: copies are the same session.
#[derive(Clone, Copy)]
pub struct Session {
    pub client: Client,
    pub route: RwSignal<Route>,
    pub opening: RwSignal<Opening>,
    pub current_job: RwSignal<Option<JobRow>>,
    pub stats: RwSignal<Stats>,
    /// Grows with every change of what is kept, made here or in another tab: lists load anew.
    pub version: RwSignal<u32>,
    pub space: RwSignal<Space>,
    pub notices: RwSignal<Vec<Notice>>,
    /// What the person is asked before something is deleted.
    pub question: RwSignal<Option<Question>, LocalStorage>,
    pub import: Import,
    /// The view takes dropped files itself: what it says while they hover, and what it does with them.
    pub drop_here: RwSignal<Option<DropHere>, LocalStorage>,
    /// A new version of the page is ready.
    pub update_ready: RwSignal<bool>,
    /// The page's files are kept for offline use.
    pub offline_ready: RwSignal<bool>,
}

impl Session {
    /// Starts the session: listens to the address, opens the database, asks for the space.
    pub fn start() -> Self {
        let route = RwSignal::new(Route::parse(
            &browser::window().location().hash().unwrap_or_default(),
        ));
        let opening = RwSignal::new(Opening::Waiting);
        let version = RwSignal::new(0_u32);
        let client = Client::new(move |told| match told {
            Told::Changed => {
                version.try_update(|v| *v = v.wrapping_add(1));
            }
            // The next call starts it again.
            Told::Ready | Told::Died => {}
            Told::Retired => {
                opening.try_set(Opening::Retired);
            }
        });
        let session = Self {
            client,
            route,
            opening,
            version,
            current_job: RwSignal::new(None),
            stats: RwSignal::new(Stats::default()),
            space: RwSignal::new(Space::default()),
            notices: RwSignal::new(Vec::new()),
            question: RwSignal::new_local(None),
            import: Import::new(),
            drop_here: RwSignal::new_local(None),
            update_ready: RwSignal::new(false),
            offline_ready: RwSignal::new(false),
        };
        SESSION.set(Some(session));
        session.listen();
        session.open();
        session
    }

    fn listen(self) {
        let route = self.route;
        let on_hash = window_event_listener(leptos::ev::hashchange, move |_| {
            let hash = browser::window().location().hash().unwrap_or_default();
            route.try_set(Route::parse(&hash));
        });
        on_cleanup(move || on_hash.remove());
        // Another tab's change: the counts and the current job follow too.
        Effect::new(move |before: Option<u32>| {
            let now = self.version.get();
            if before.is_some_and(|before| before != now) {
                self.refresh();
            }
            now
        });
        super::updates::watch(self.update_ready, self.offline_ready);
    }

    fn open(self) {
        spawn_local(async move {
            match self.client.open().await {
                Ok(state) => {
                    self.current_job.try_set(state.current_job);
                    self.stats.try_set(state.stats);
                    self.opening.try_set(Opening::Open);
                    super::parts::load_all();
                    self.space.try_set(browser::space().await);
                }
                Err(failure) if failure.kind == FailureKind::Retired => {
                    self.opening.try_set(Opening::Retired);
                }
                Err(failure) => {
                    self.opening.try_set(Opening::Failed(failure));
                }
            }
        });
    }

    /// Loads the counts, the current job and the space anew.
    pub fn refresh(self) {
        spawn_local(async move {
            if let Ok(stats) = self.client.call(crate::messages::GetStats {}).await {
                self.stats.try_set(stats);
            }
            if let Ok(job) = self.client.call(crate::messages::CurrentJob {}).await {
                self.current_job.try_set(job);
            }
            self.space.try_set(browser::space().await);
        });
    }

    /// Makes a call that writes: on success all lists load anew, and at the first save persistent storage is asked for.
    ///
    /// # Errors
    /// The call's own, after it was also shown as a notice.
    pub async fn write<C: Call<Door = KeeperCall>>(&self, call: C) -> Result<C::Reply, Failure> {
        let reply = self.write_any(call.into()).await?;
        super::worker::understood(&reply)
    }

    /// [`Session::write`] for any call; the reply stays JSON.
    fn write_any(&self, call: KeeperCall) -> LocalBoxFuture<'static, Result<String, Failure>> {
        let session = *self;
        Box::pin(async move {
            match session.client.ask(call, Vec::new()).await {
                Ok((reply, _)) => {
                    session.wrote().await;
                    Ok(reply)
                }
                Err(failure) => {
                    session.tell_failure(&failure);
                    Err(failure)
                }
            }
        })
    }

    /// To be called after something was kept.
    pub async fn wrote(&self) {
        self.version.try_update(|v| *v = v.wrapping_add(1));
        if self
            .space
            .try_get_untracked()
            .is_some_and(|space| space.persistent == Some(false))
        {
            browser::persist().await;
        }
    }

    /// Shows a message for some seconds.
    pub fn tell(&self, text: impl Into<String>) {
        self.notice(text.into(), false, 6_000);
    }

    /// Shows a failure until it is closed, or for half a minute.
    pub fn tell_failure(&self, failure: &Failure) {
        if failure.kind == FailureKind::Retired {
            self.opening.try_set(Opening::Retired);
        }
        self.notice(failure.message.clone(), true, 30_000);
    }

    fn notice(&self, text: String, is_error: bool, for_ms: u32) {
        let notices = self.notices;
        let Some(id) = notices.try_update(|list| {
            let id = list.last().map_or(1, |last| last.id + 1);
            list.push(Notice { id, text, is_error });
            id
        }) else {
            return;
        };
        gloo_timers::callback::Timeout::new(for_ms, move || {
            notices.try_update(|list| list.retain(|notice| notice.id != id));
        })
        .forget();
    }
}

thread_local! {
    static SESSION: Cell<Option<Session>> = const { Cell::new(None) };
}

/// The session of the page. It is no context of Leptos's: those are out of reach in event handlers and behind an `await`.
pub fn session() -> Session {
    SESSION
        .get()
        .expect("the session is started before anything is drawn")
}
