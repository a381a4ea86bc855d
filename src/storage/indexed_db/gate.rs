//! The gate: two versions of the program never write to the same data at once.
//!
//! A keeper holds the lock `<name>-build:<build>`, shared with the keepers of the same build in other tabs. A newcomer of
//! another build asks them over the channel to retire, waits until none of their locks is held any more, and only then
//! takes its own. Newcomers go one after another, behind the lock `<name>-gate`. A keeper that is asked to retire finishes
//! the writes that are under way, lets go, and answers no more.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use futures_util::future::{Either, select};
use wasm_bindgen_futures::spawn_local;

use super::channel::{Channel, Note};
use super::locks::{Held, Locks};
use super::timer::sleep;
use crate::storage::StorageError;

/// How long a newcomer waits for the others to let go, in milliseconds.
const PATIENCE: u32 = 10_000;
/// How often it looks, in milliseconds.
const STEP: u32 = 50;

/// What the page should know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Another tab wrote to these stores.
    Changed { stores: Vec<String> },
    /// Another build took over; absent where only the database says so. Every call from now on fails with
    /// [`StorageError::Retired`].
    Retired { build: Option<String> },
    /// The browser has no Web Locks here (the page is not in a secure context): nothing keeps two versions apart.
    NoLocks,
}

/// The way in, which stays open until another build takes over.
pub struct Gate {
    channel: RefCell<Option<Channel>>,
    lock: RefCell<Option<Held>>,
    retired: Cell<bool>,
    writing: Cell<u32>,
    on_event: Box<dyn Fn(Event)>,
    on_retire: RefCell<Option<Box<dyn Fn()>>>,
}

/// A write that is under way.
pub struct Writing(Rc<Gate>);

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.writing.set(self.0.writing.get() - 1);
    }
}

impl Gate {
    /// Goes in as that build, once no other build is inside.
    ///
    /// # Errors
    /// [`StorageError::Blocked`] where another build does not let go within ten seconds.
    pub async fn enter(
        name: &str,
        build: &str,
        on_event: impl Fn(Event) + 'static,
    ) -> Result<Rc<Self>, StorageError> {
        let gate = Rc::new(Self {
            channel: RefCell::new(None),
            lock: RefCell::new(None),
            retired: Cell::new(false),
            writing: Cell::new(0),
            on_event: Box::new(on_event),
            on_retire: RefCell::new(None),
        });
        let hear = {
            let gate = Rc::downgrade(&gate);
            let own = build.to_owned();
            move |note| Self::hear(&gate, &own, note)
        };
        // Without channels (very old browsers) other tabs see changes when they are loaded anew.
        *gate.channel.borrow_mut() = Channel::join(name, hear).ok();
        match Locks::find() {
            None => (gate.on_event)(Event::NoLocks),
            Some(locks) => {
                let lock = gate.take_over(&locks, name, build).await?;
                *gate.lock.borrow_mut() = Some(lock);
            }
        }
        Ok(gate)
    }

    async fn take_over(
        &self,
        locks: &Locks,
        name: &str,
        build: &str,
    ) -> Result<Held, StorageError> {
        let turn = format!("{name}-gate");
        let any = format!("{name}-build:");
        let own = format!("{any}{build}");
        let blocked = |_| StorageError::Blocked;
        let turn = Box::pin(locks.hold(&turn, false));
        let _turn = match select(turn, Box::pin(sleep(PATIENCE))).await {
            Either::Left((turn, _)) => turn.map_err(blocked)?,
            Either::Right(_) => return Err(StorageError::Blocked),
        };
        let mut waited = 0;
        loop {
            let held = locks.held().await.map_err(blocked)?;
            if !held
                .iter()
                .any(|lock| lock.starts_with(&any) && *lock != own)
            {
                break;
            }
            if waited >= PATIENCE {
                return Err(StorageError::Blocked);
            }
            // Said again at each look: a tab that was only just opening could have missed it.
            self.tell(&Note::Retire {
                build: build.to_owned(),
            });
            sleep(STEP).await;
            waited += STEP;
        }
        locks.hold(&own, true).await.map_err(blocked)
    }

    fn hear(gate: &Weak<Self>, own: &str, note: Note) {
        let Some(gate) = gate.upgrade() else {
            return;
        };
        match note {
            Note::Changed { stores } => (gate.on_event)(Event::Changed { stores }),
            // Who is still waiting at the gate holds no lock and is no obstacle.
            Note::Retire { build } if build != own && gate.lock.borrow().is_some() => {
                gate.retire(Some(build));
            }
            Note::Retire { .. } => {}
        }
    }

    /// Stops for good: refuses all calls from now on, lets the writes under way finish, then lets the lock go.
    pub fn retire(self: &Rc<Self>, build: Option<String>) {
        if self.retired.replace(true) {
            return;
        }
        let gate = Rc::clone(self);
        spawn_local(async move {
            while gate.writing.get() > 0 {
                sleep(5).await;
            }
            if let Some(close) = gate.on_retire.borrow().as_ref() {
                close();
            }
            gate.lock.borrow_mut().take();
            (gate.on_event)(Event::Retired { build });
        });
    }

    /// What to do, before the lock is let go, when this keeper retires.
    pub fn set_on_retire(&self, close: impl Fn() + 'static) {
        *self.on_retire.borrow_mut() = Some(Box::new(close));
    }

    /// Whether calls may still be answered.
    ///
    /// # Errors
    /// [`StorageError::Retired`] where another build took over.
    pub fn open(&self) -> Result<(), StorageError> {
        if self.retired.get() {
            Err(StorageError::Retired)
        } else {
            Ok(())
        }
    }

    /// Begins a write, for which a retirement waits.
    ///
    /// # Errors
    /// As [`Gate::open`].
    pub fn begin_write(self: &Rc<Self>) -> Result<Writing, StorageError> {
        self.open()?;
        self.writing.set(self.writing.get() + 1);
        Ok(Writing(Rc::clone(self)))
    }

    /// Tells the other tabs.
    pub fn tell(&self, note: &Note) {
        if let Some(channel) = self.channel.borrow().as_ref() {
            channel.tell(note);
        }
    }
}
