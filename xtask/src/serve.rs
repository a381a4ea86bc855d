//! A static server for one folder, on this machine alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// How long a connection may stay silent: browsers open some that they never use.
const SILENCE: Duration = Duration::from_secs(30);
/// The longest request head that is read, in bytes.
const LONGEST_HEAD: u64 = 64 * 1024;

/// Serves a folder until it is ended, and prints its address first. Each connection has a thread of its own and one request, so
/// that none waits for another: a server with a fixed pool of threads stalls when a browser keeps its connections open.
///
/// # Errors
/// The folder is no build, or the port is taken.
pub fn serve(folder: &Path, port: u16) -> Result<()> {
    if !folder.join("index.html").exists() {
        bail!(
            "{} holds no index.html: run “cargo xtask build” first",
            folder.display()
        );
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .with_context(|| format!("Port {port} cannot be had; choose another with --port"))?;
    println!(
        "Shortlist is at http://{}/  (Ctrl+C ends it)",
        listener.local_addr()?
    );
    let folder = Arc::new(folder.to_path_buf());
    for connection in listener.incoming() {
        let (connection, folder) = (connection?, Arc::clone(&folder));
        // A browser that went away needs no answer.
        std::thread::spawn(move || answer(connection, &folder).ok());
    }
    Ok(())
}

/// Answers a connection's one request.
fn answer(mut connection: TcpStream, folder: &Path) -> std::io::Result<()> {
    connection.set_read_timeout(Some(SILENCE))?;
    let mut head = BufReader::new(connection.try_clone()?.take(LONGEST_HEAD));
    let mut request = String::new();
    head.read_line(&mut request)?;
    let mut line = String::from("…");
    while !line.trim().is_empty() {
        line.clear();
        head.read_line(&mut line)?;
    }
    let mut words = request.split(' ');
    let found = match (words.next(), words.next()) {
        (Some("GET" | "HEAD"), Some(url)) => file(folder, url),
        _ => None,
    };
    let found = found.and_then(|path| Some((std::fs::read(&path).ok()?, media_type(&path))));
    let (status, (bytes, media_type)) = match found {
        Some(found) => ("200 OK", found),
        None => (
            "404 Not Found",
            (b"Nothing is here.".to_vec(), "text/plain"),
        ),
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        bytes.len()
    )?;
    if !request.starts_with("HEAD") {
        connection.write_all(&bytes)?;
    }
    connection.flush()
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

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}
