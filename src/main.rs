//! The page's door: mounts the application into the shell that `index.html` gives.

#[cfg(target_arch = "wasm32")]
fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        shortlist::app::crashed();
    }));
    leptos::mount::mount_to_body(shortlist::app::App);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The page runs in a browser: `cargo xtask serve` builds it and prints its address.");
}
