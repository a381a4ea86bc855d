//! Web Locks: held by name across all tabs and workers of the origin, and let go by the browser when their holder ends.
//! Specification: <https://w3c.github.io/web-locks/>.

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Manager;
    #[wasm_bindgen(method, structural)]
    fn request(this: &Manager, name: &str, options: &Object, granted: &Function) -> Promise;
    #[wasm_bindgen(method, structural)]
    fn query(this: &Manager) -> Promise;
}

/// The browser's lock manager.
pub struct Locks(Manager);

/// A lock that is held until this is dropped.
pub struct Held {
    release: Option<Function>,
    _granted: Closure<dyn FnMut(JsValue) -> JsValue>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Locks {
    /// The manager; absent where the page is not in a secure context, or the browser is too old.
    pub fn find() -> Option<Self> {
        let navigator = Reflect::get(&js_sys::global(), &JsValue::from_str("navigator")).ok()?;
        let locks = Reflect::get(&navigator, &JsValue::from_str("locks")).ok()?;
        (!locks.is_undefined() && !locks.is_null()).then(|| Self(locks.unchecked_into()))
    }

    /// Waits for a lock and holds it.
    ///
    /// # Errors
    /// What the browser rejects the request with.
    pub async fn hold(&self, name: &str, shared: bool) -> Result<Held, JsValue> {
        let mut release = None;
        let until_released = Promise::new(&mut |resolve, _| release = Some(resolve));
        let (tell, told) = oneshot::channel::<()>();
        let mut tell = Some(tell);
        let granted = Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |_lock| {
            if let Some(tell) = tell.take() {
                let _ = tell.send(());
            }
            until_released.clone().into()
        });
        let options = Object::new();
        let mode = if shared { "shared" } else { "exclusive" };
        Reflect::set(&options, &"mode".into(), &mode.into())?;
        let request = self
            .0
            .request(name, &options, granted.as_ref().unchecked_ref());
        let held = Held {
            release,
            _granted: granted,
        };
        match select(told, JsFuture::from(request)).await {
            Either::Left(_) => Ok(held),
            Either::Right((Err(error), _)) => Err(error),
            // It ends without an error only after the lock was granted and released.
            Either::Right((Ok(_), _)) => Err(JsValue::from_str("the lock was let go at once")),
        }
    }

    /// The names of all locks that are held now, in any tab.
    ///
    /// # Errors
    /// What the browser rejects the question with.
    pub async fn held(&self) -> Result<Vec<String>, JsValue> {
        let snapshot = JsFuture::from(self.0.query()).await?;
        let held = Reflect::get(&snapshot, &JsValue::from_str("held"))?;
        let name = |lock: JsValue| {
            let name = Reflect::get(&lock, &JsValue::from_str("name")).ok()?;
            name.as_string()
        };
        Ok(Array::from(&held).iter().filter_map(name).collect())
    }
}
