//! A static server for one folder, on this machine alone.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};
use tiny_http::{Header, Response, Server, StatusCode};

/// Requests answered at once: a page's start asks for about ten files.
const THREADS: usize = 8;

/// Serves a folder until it is ended, and prints its address first.
///
/// # Errors
/// The folder is no build, or the port is taken.
pub fn serve(folder: &Path, port: u16) -> Result<()> {
    if !folder.join("index.html").exists() {
        return Err(anyhow!(
            "{} holds no index.html: run “cargo xtask build” first",
            folder.display()
        ));
    }
    let server = Server::http(("127.0.0.1", port)).map_err(|error| {
        anyhow!("Port {port} cannot be had ({error}); choose another with --port")
    })?;
    let address = server
        .server_addr()
        .to_ip()
        .ok_or_else(|| anyhow!("The server has no address"))?;
    println!("Shortlist is at http://{address}/  (Ctrl+C ends it)");
    let (server, folder) = (Arc::new(server), Arc::new(folder.to_path_buf()));
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let (server, folder) = (Arc::clone(&server), Arc::clone(&folder));
            std::thread::spawn(move || {
                for request in server.incoming_requests() {
                    let found = file(&folder, request.url())
                        .and_then(|path| Some((std::fs::read(&path).ok()?, path)));
                    let answer = match found {
                        Some((bytes, path)) => Response::from_data(bytes)
                            .with_header(header("Content-Type", media_type(&path)))
                            .with_header(header("Cache-Control", "no-cache"))
                            .with_header(header("X-Content-Type-Options", "nosniff")),
                        None => Response::from_string("Nothing is here.")
                            .with_status_code(StatusCode(404)),
                    };
                    // A browser that went away needs no answer.
                    let _ = request.respond(answer);
                }
            })
        })
        .collect();
    for thread in threads {
        thread
            .join()
            .map_err(|_| anyhow!("A thread of the server stopped"))?;
    }
    Ok(())
}

/// The file that a request names; none for one that leads out of the folder.
fn file(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(path);
    let inside = path
        .components()
        .all(|step| matches!(step, Component::Normal(_)));
    let full = folder.join(path);
    let full = if full.is_dir() {
        full.join("index.html")
    } else {
        full
    };
    (inside && full.is_file()).then_some(full)
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("both are ASCII without line ends")
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}
