//! Meaning: the word vectors, which come as a file when they are first needed.

use std::future::Future;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use futures_util::lock::Mutex;

use crate::messages::{Failure, FailureKind};
use crate::vectors::Model;

/// Where the word vectors are to be had. Whatever is scored waits for them: a score must not depend on when a file was loaded.
pub trait Meaning {
    /// The word vectors; loaded by the first call, at hand from then on.
    ///
    /// # Errors
    /// Why they could not be loaded; a later call tries again.
    fn model(&self) -> LocalBoxFuture<'_, Result<Rc<Model>, Failure>>;
}

impl<M: Meaning + ?Sized> Meaning for Rc<M> {
    fn model(&self) -> LocalBoxFuture<'_, Result<Rc<Model>, Failure>> {
        (**self).model()
    }
}

/// Word vectors from a file that `fetch` gives the bytes of.
pub struct VectorFile<F> {
    fetch: F,
    model: Mutex<Option<Rc<Model>>>,
}

impl<F> VectorFile<F> {
    /// Nothing is fetched before it is needed.
    pub fn new(fetch: F) -> Self {
        Self {
            fetch,
            model: Mutex::new(None),
        }
    }
}

impl<F, B> Meaning for VectorFile<F>
where
    F: Fn() -> B,
    B: Future<Output = Result<Vec<u8>, Failure>>,
{
    fn model(&self) -> LocalBoxFuture<'_, Result<Rc<Model>, Failure>> {
        async {
            // Held while the file is on its way, so that two calls do not fetch it twice.
            let mut kept = self.model.lock().await;
            if let Some(model) = kept.as_ref() {
                return Ok(Rc::clone(model));
            }
            let bytes = (self.fetch)().await?;
            let model = Model::from_bytes(&bytes)
                .map_err(|error| Failure::new(FailureKind::Internal, error.to_string()))?;
            Ok(Rc::clone(kept.insert(Rc::new(model))))
        }
        .boxed_local()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/vectors/minilm-128.bin");

    #[test]
    fn the_file_is_fetched_once_and_after_a_failure_again() {
        let fetched = Cell::new(0);
        let meaning = VectorFile::new(|| {
            fetched.set(fetched.get() + 1);
            let answer = match fetched.get() {
                1 => Err(Failure::new(FailureKind::Internal, "The network is away.")),
                2 => Ok(b"<!doctype html>".to_vec()),
                _ => Ok(std::fs::read(FILE).unwrap()),
            };
            std::future::ready(answer)
        });
        let ask = || futures_executor::block_on(meaning.model());
        assert_eq!(ask().unwrap_err().message, "The network is away.");
        let foreign = ask().unwrap_err().message;
        assert!(foreign.contains("does not hold word vectors"), "{foreign}");
        let first = ask().unwrap();
        assert!(Rc::ptr_eq(&first, &ask().unwrap()));
        assert_eq!(fetched.get(), 3);
    }
}
