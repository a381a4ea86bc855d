//! What the tabs of the page tell one another.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// A note to all other tabs, and to service workers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Note {
    /// Rows of these stores were written.
    Changed { stores: Vec<String> },
    /// A tab of this build wants the data: tabs of other builds are asked to finish and let go.
    Retire { build: String },
}

/// The channel over which the notes go.
pub struct Channel {
    channel: BroadcastChannel,
    _listener: Closure<dyn Fn(MessageEvent)>,
}

impl Channel {
    /// Joins the channel of that name. A note of another shape than [`Note`] is not for us and is passed over.
    ///
    /// # Errors
    /// What the browser throws where it has no such channels.
    pub fn join(name: &str, hear: impl Fn(Note) + 'static) -> Result<Self, JsValue> {
        let channel = BroadcastChannel::new(name)?;
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = js_sys::JSON::stringify(&event.data()).ok();
            let note = text.and_then(|text| serde_json::from_str(&String::from(text)).ok());
            if let Some(note) = note {
                hear(note);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Ok(Self {
            channel,
            _listener: listener,
        })
    }

    /// Tells all others. They may hear nothing (the channel was closed with its tab): then there is nobody to tell.
    pub fn tell(&self, note: &Note) {
        let json = serde_json::to_string(note).ok();
        let value = json.and_then(|json| js_sys::JSON::parse(&json).ok());
        if let Some(value) = value {
            let _ = self.channel.post_message(&value);
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
