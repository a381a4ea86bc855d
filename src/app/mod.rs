//! The page: it draws, and asks the engine for everything else.

pub mod json;
pub mod marks;
pub mod route;

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod client;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod files;
#[cfg(target_arch = "wasm32")]
mod import;
#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod navigation;
#[cfg(target_arch = "wasm32")]
mod notices;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod parts;
#[cfg(target_arch = "wasm32")]
mod press;
#[cfg(target_arch = "wasm32")]
mod readers;
#[cfg(target_arch = "wasm32")]
mod sample;
#[cfg(target_arch = "wasm32")]
mod session;
#[cfg(target_arch = "wasm32")]
mod sheets;
#[cfg(target_arch = "wasm32")]
mod top_bar;
#[cfg(target_arch = "wasm32")]
mod updates;
#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
mod shell;

#[cfg(target_arch = "wasm32")]
pub use shell::App;

/// Shows the crash screen of the page's shell. After a panic this program is not to be trusted any more: the screen and what
/// it offers ("Download my data", "Reload") are the shell's own small script.
#[cfg(target_arch = "wasm32")]
pub fn crashed() {
    if let Ok(event) = web_sys::CustomEvent::new("shortlist:crashed") {
        // Nobody cancels this event, and there is nothing more to do where it cannot be sent.
        let _ = browser::window().dispatch_event(&event);
    }
}
