//! The engine's door: the worker in which everything but drawing runs. One program, two roles by the worker's name: `keeper`
//! holds the database, `reader` reads one file at a time.
//!
//! A service worker, which has no such name, takes no part in those messages: it calls [`worker::answer`], as the keeper's own
//! script does for it while a page is open.

#[cfg(target_arch = "wasm32")]
mod door;

#[cfg(target_arch = "wasm32")]
mod worker {
    use std::cell::RefCell;
    use std::future::Future;
    use std::io;
    use std::rc::Rc;

    use futures_util::lock::Mutex;
    use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Uint8Array};
    use shortlist::backend::ambient::{RandomIds, SystemClock};
    use shortlist::backend::backup::source::Source;
    use shortlist::backend::meaning::{Meaning, VectorFile};
    use shortlist::backend::ready_jobs::ReadyJobs;
    use shortlist::backend::{Answer, Backend, intake, legacy, lent};
    use shortlist::messages::{Failure, FailureKind, KeeperCall, ReaderCall};
    use shortlist::storage::SCHEMA;
    use shortlist::storage::indexed_db::{Event, IndexedDb, sleep};
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{Blob, FileReaderSync, MessageEvent};

    use super::door::{self, Reply, get, post, scope, set, tell, told};

    /// This program, as it names itself to a person.
    const PROGRAM: &str = "The engine";

    /// The database's name; the crash screen's export knows it too.
    const DATABASE: &str = "shortlist";

    /// When the search tables are built, in milliseconds after the database was opened: by then the page shows its first view.
    const WARM_AFTER: u32 = 2000;

    /// The keeper's backend, once `Open` has opened it.
    type Kept = Rc<RefCell<Option<Rc<Backend<IndexedDb>>>>>;

    thread_local! {
        static KEPT: Kept = Kept::default();
        /// What a reader remembers of the jobs that it scored against.
        static READY_JOBS: Rc<ReadyJobs> = Rc::default();
        static VECTORS: Rc<dyn Meaning> = Rc::new(VectorFile::new(fetch_vectors));
        /// Held while the database is opened, so that two calls do not open it twice.
        static OPENING: Rc<Mutex<()>> = Rc::default();
    }

    /// The word vectors, which the worker's script fetches.
    fn vectors() -> Rc<dyn Meaning> {
        VECTORS.with(Rc::clone)
    }

    fn fetch_vectors() -> impl Future<Output = Result<Vec<u8>, Failure>> {
        let fetch = get(&scope(), "vectors").dyn_into::<Function>();
        let fetched = fetch.and_then(|fetch| fetch.call0(&JsValue::UNDEFINED));
        async {
            let promise = Promise::resolve(&fetched.map_err(unfetched)?);
            let bytes = JsFuture::from(promise).await.map_err(unfetched)?;
            Ok(Uint8Array::new(&bytes).to_vec())
        }
    }

    fn unfetched(_: JsValue) -> Failure {
        Failure::new(
            FailureKind::Internal,
            "The word vectors, a part of the page, could not be loaded. Reload the page while the network is there, then try again.",
        )
    }

    /// Takes the worker's messages from now on, and says when its work can begin: a reader has the word vectors by then, so
    /// that the time it takes to load them is no file's.
    pub fn start() {
        std::panic::set_hook(Box::new(console_error_panic_hook::hook));
        let Some(role) = get(&scope(), "name").as_string() else {
            return;
        };
        let is_keeper = role == "keeper";
        let kept = KEPT.with(Rc::clone);
        let meaning = vectors();
        let ready = Rc::clone(&meaning);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let kept = Rc::clone(&kept);
            let meaning = Rc::clone(&meaning);
            spawn_local(async move {
                let data = event.data();
                let id = get(&data, "id");
                let buffers = Array::from(&get(&data, "buffers"));
                let answer = if is_keeper {
                    keep(&kept, meaning, &data, &buffers).await
                } else {
                    read(meaning, &data, &buffers).await
                };
                post(&id, answer);
            });
        });
        scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        spawn_local(async move {
            let is_ready = is_keeper || ready.model().await.is_ok();
            tell(if is_ready { "ready" } else { "died" });
        });
    }

    /// Carries out a keeper's call that arrived otherwise than as a message of the page: its JSON and the buffer that goes with
    /// it. Gives `{ok, value, buffers}`, as a message's answer has them. The database is opened as that build, where it is not
    /// open yet.
    #[wasm_bindgen]
    pub async fn answer(build: String, call: String, body: ArrayBuffer) -> JsValue {
        let writes = writes(&call);
        let data = Object::new();
        set(&data, "call", &call.into());
        let kept = KEPT.with(Rc::clone);
        let buffers = Array::of1(&body);
        let answer = match opened(&kept, vectors(), &build).await {
            Ok(_) => keep(&kept, vectors(), &data, &buffers).await,
            Err(failure) => Err(failure),
        };
        // The keeper's own page did not ask for it and hears it here; those of other keepers hear it from the storage.
        if writes && answer.is_ok() {
            tell("changed");
        }
        told(answer).0.into()
    }

    /// Whether a call may have changed what is kept: a request by any method that does more than read.
    fn writes(call: &str) -> bool {
        match serde_json::from_str(call) {
            Ok(KeeperCall::Api(api)) => !matches!(&*api.method, "GET" | "HEAD" | "OPTIONS"),
            _ => false,
        }
    }

    /// The backend over the database, which is opened where it was not yet.
    async fn opened(
        kept: &Kept,
        meaning: Rc<dyn Meaning>,
        build: &str,
    ) -> Result<Rc<Backend<IndexedDb>>, Failure> {
        let opening = OPENING.with(Rc::clone);
        let _turn = opening.lock().await;
        if let Some(backend) = kept.borrow().as_ref() {
            return Ok(Rc::clone(backend));
        }
        let listener = Rc::clone(kept);
        let storage = IndexedDb::open(DATABASE, &SCHEMA, build, move |event| {
            hear(&listener, &event)
        })
        .await?;
        let backend = Rc::new(Backend::new(storage, SystemClock, RandomIds, meaning));
        *kept.borrow_mut() = Some(Rc::clone(&backend));
        hook("openDoor");
        Ok(backend)
    }

    /// Calls what the worker's script does at this moment; a service worker's does nothing.
    fn hook(name: &str) {
        if let Ok(function) = get(&scope(), name).dyn_into::<Function>() {
            // Both of them only take and give back a lock.
            let _ = function.call0(&JsValue::UNDEFINED);
        }
    }

    async fn keep(kept: &Kept, meaning: Rc<dyn Meaning>, data: &JsValue, buffers: &Array) -> Reply {
        let call: KeeperCall = door::call(data, PROGRAM)?;
        let open = kept.borrow().clone();
        let backend = match (&call, open) {
            (_, Some(backend)) => backend,
            (KeeperCall::Open(open), None) => {
                let backend = opened(kept, meaning, &open.build).await?;
                let warmed = Rc::clone(&backend);
                spawn_local(async move {
                    sleep(WARM_AFTER).await;
                    // What is not there now is made when it is first needed, which tells why where it cannot be.
                    let _ = warmed.warm().await;
                });
                backend
            }
            (_, None) => {
                return Err(Failure::new(
                    FailureKind::Internal,
                    "The database was not opened yet. Reload the page.",
                ));
            }
        };
        if let Ok(blob) = get(data, "file").dyn_into::<Blob>() {
            backend.offer(Box::new(BlobSource::new(blob)?));
        }
        let buffers = buffers
            .iter()
            .map(|buffer| Uint8Array::new(&buffer).to_vec())
            .collect();
        let Answer { value, buffers } = backend.call(call, buffers).await?;
        let buffers = buffers
            .iter()
            .map(|bytes| Uint8Array::from(bytes.as_slice()).buffer())
            .collect();
        Ok((value, buffers))
    }

    /// A file of the page's, read in slices; it never comes into memory whole.
    struct BlobSource {
        blob: Blob,
        reader: FileReaderSync,
    }

    impl BlobSource {
        fn new(blob: Blob) -> Result<Self, Failure> {
            let reader = FileReaderSync::new().map_err(|error| {
                Failure::new(
                    FailureKind::Internal,
                    format!("This browser does not let the engine read files ({error:?})."),
                )
            })?;
            Ok(Self { blob, reader })
        }
    }

    impl Source for BlobSource {
        fn size(&self) -> u64 {
            // A whole number within 2⁵³.
            self.blob.size() as u64
        }

        fn read_at(&mut self, at: u64, into: &mut [u8]) -> io::Result<()> {
            let to = at + into.len() as u64;
            let slice = self.blob.slice_with_f64_and_f64(at as f64, to as f64);
            let bytes = slice.and_then(|slice| self.reader.read_as_array_buffer(&slice));
            let bytes = bytes.map_err(|_| {
                io::Error::other(
                    "the file was moved or changed since it was chosen; choose it again",
                )
            })?;
            let bytes = Uint8Array::new(&bytes);
            if bytes.length() as usize != into.len() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            bytes.copy_to(into);
            Ok(())
        }
    }

    /// Passes on what happens in other tabs.
    fn hear(kept: &Kept, event: &Event) {
        let told = match event {
            Event::Changed { stores } => {
                if let Some(backend) = kept.borrow().as_ref() {
                    backend.invalidate(stores);
                }
                "changed"
            }
            Event::Retired { .. } => {
                // Requests to the API are another's to answer from now on.
                hook("closeDoor");
                "retired"
            }
            // The page knows by itself that it is in no secure context, and says so.
            Event::NoLocks => return,
        };
        tell(told);
    }

    async fn read(meaning: Rc<dyn Meaning>, data: &JsValue, buffers: &Array) -> Reply {
        let call = match door::call(data, PROGRAM)? {
            ReaderCall::Read(call) => call,
            ReaderCall::OpenLegacy(call) => {
                let bytes = buffers
                    .iter()
                    .map(|buffer| Uint8Array::new(&buffer).to_vec())
                    .collect();
                let (opened, buffers) = legacy::open(call, bytes)?;
                let value = serde_json::to_string(&opened).map_err(unwritable)?;
                let buffers = buffers
                    .iter()
                    .map(|bytes| Uint8Array::from(bytes.as_slice()).buffer());
                return Ok((value, buffers.collect()));
            }
            ReaderCall::ScoreLent(_) => {
                let bytes: Vec<Vec<u8>> = buffers
                    .iter()
                    .map(|buffer| Uint8Array::new(&buffer).to_vec())
                    .collect();
                let scores =
                    lent::score(&bytes, &READY_JOBS.with(Rc::clone), &meaning.model().await?)?;
                let value = serde_json::to_string(&scores).map_err(unwritable)?;
                return Ok((value, Array::new()));
            }
        };
        let file: ArrayBuffer = buffers.get(0).dyn_into().map_err(|_| {
            Failure::new(
                FailureKind::Internal,
                "A file to be read came without its bytes. Add it again.",
            )
        })?;
        let model = meaning.model().await?;
        let (receipt, reading) = intake::read(
            &Uint8Array::new(&file).to_vec(),
            &call,
            &READY_JOBS.with(Rc::clone),
            &model,
        )?;
        let value = serde_json::to_string(&receipt).map_err(unwritable)?;
        let reading = Uint8Array::from(reading.as_slice()).buffer();
        Ok((value, Array::of2(&file, &reading)))
    }

    fn unwritable(error: serde_json::Error) -> Failure {
        Failure::new(
            FailureKind::Internal,
            format!("An answer could not be written down ({error})."),
        )
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!(
        "The engine runs in a browser's worker: `cargo xtask serve` builds the page that starts it."
    );
}
