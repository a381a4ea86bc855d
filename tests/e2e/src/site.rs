//! The page's static server, which can be stopped; and a proxy that writes down every request of the browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use crate::given;

/// A folder served at an address that stays the same when the server is stopped and started again.
pub struct Site {
    folder: PathBuf,
    port: u16,
    server: Option<Child>,
}

impl Site {
    /// Serves the built page.
    pub fn start() -> Self {
        Self::of(&given("SHORTLIST_DIST"))
    }

    /// Serves a folder.
    pub fn of(folder: &Path) -> Self {
        let mut site = Self {
            folder: folder.to_path_buf(),
            port: 0,
            server: None,
        };
        site.resume();
        site
    }

    /// The address, with a slash at its end.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Stops the server: from now on no connection is taken.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().expect("the server runs");
            server.wait().expect("the server was ended");
        }
        assert!(
            TcpStream::connect(("127.0.0.1", self.port)).is_err(),
            "the server still answers"
        );
    }

    /// Starts the server again at the same address.
    pub fn resume(&mut self) {
        let mut server = Command::new(given("SHORTLIST_XTASK"))
            .args(["serve", "--port", &self.port.to_string(), "--dir"])
            .arg(&self.folder)
            .stdout(Stdio::piped())
            .spawn()
            .expect("xtask starts");
        let mut line = String::new();
        let stdout = server.stdout.take().expect("it is piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("xtask prints its address");
        let port = line
            .split("127.0.0.1:")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        self.port = port
            .and_then(|port| port.parse().ok())
            .unwrap_or_else(|| panic!("no address in “{line}”"));
        self.server = Some(server);
    }

    /// Serves another folder at the same address from now on.
    pub fn replace(&mut self, folder: &Path) {
        self.stop();
        self.folder = folder.to_path_buf();
        self.resume();
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // It may be gone already; then there is nothing to end.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// An HTTP proxy that writes down where every request goes, the workers' and the service worker's too.
pub struct Proxy {
    port: u16,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// Starts it; it ends with the test program.
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let seen = Arc::<Mutex<Vec<String>>>::default();
        let log = Arc::clone(&seen);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let log = Arc::clone(&log);
                // A connection that breaks off is the browser's business.
                std::thread::spawn(move || pass_on(client, &log));
            }
        });
        Self { port, seen }
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The targets of all requests so far, as `METHOD URL`.
    pub fn seen(&self) -> Vec<String> {
        self.seen
            .lock()
            .expect("no thread panics while it holds it")
            .clone()
    }
}

/// Reads one request, writes its target down, and passes it on to a server of this machine; others are refused.
fn pass_on(mut client: TcpStream, log: &Mutex<Vec<String>>) -> Option<()> {
    let mut reader = BufReader::new(client.try_clone().ok()?);
    loop {
        let mut head = String::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let last = line == "\r\n";
            head.push_str(&line);
            if last {
                break;
            }
        }
        let (request_line, headers) = head.split_once("\r\n")?;
        let mut words = request_line.split(' ');
        let (method, url) = (words.next()?, words.next()?);
        log.lock().ok()?.push(format!("{method} {url}"));
        let Some(rest) = url.strip_prefix("http://127.0.0.1:") else {
            client
                .write_all(b"HTTP/1.1 403 Refused\r\nContent-Length: 0\r\n\r\n")
                .ok()?;
            continue;
        };
        let (port, path) = rest.split_once('/')?;
        let Ok(mut server) = TcpStream::connect(("127.0.0.1", port.parse().ok()?)) else {
            client
                .write_all(b"HTTP/1.1 502 No server\r\nContent-Length: 0\r\n\r\n")
                .ok()?;
            continue;
        };
        let kept: Vec<&str> = headers
            .lines()
            .filter(|line| !line.is_empty() && !line.to_ascii_lowercase().contains("connection:"))
            .collect();
        write!(
            server,
            "{method} /{path} HTTP/1.1\r\n{}\r\nConnection: close\r\n\r\n",
            kept.join("\r\n")
        )
        .ok()?;
        let mut answer = Vec::new();
        server.read_to_end(&mut answer).ok()?;
        client.write_all(&answer).ok()?;
        // The server closed its answer; so does this connection.
        return None;
    }
}
