//! Headless Chromium under its driver, with a profile that outlives it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::{Page, Proxy, given};

/// How long one request to the driver may take.
const REQUEST: Duration = Duration::from_secs(120);
/// The same for the bench, whose scripts fill a database.
const LONG_REQUEST: Duration = Duration::from_secs(3600);

/// A profile folder: what the browser keeps between two starts.
#[derive(Clone)]
pub struct Profile(Arc<tempfile::TempDir>);

impl Profile {
    /// A fresh one.
    pub fn new() -> Self {
        Self(Arc::new(tempfile::tempdir().expect("a temporary folder")))
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::new()
    }
}

/// A running browser.
pub struct Browser {
    driver: WebDriver,
    process: Child,
    profile: Profile,
}

impl Browser {
    /// Starts one with a fresh profile, 1400 by 1000 pixels.
    pub async fn start() -> Self {
        Self::with(Profile::new(), None).await
    }

    /// Starts one with that profile, and behind that proxy.
    pub async fn with(profile: Profile, proxy: Option<&Proxy>) -> Self {
        Self::that(profile, proxy, REQUEST).await
    }

    /// Starts one for scripts that take long.
    pub async fn patient() -> Self {
        Self::that(Profile::new(), None, LONG_REQUEST).await
    }

    async fn that(profile: Profile, proxy: Option<&Proxy>, request: Duration) -> Self {
        let (process, port) = driver(
            Command::new(given("CHROMEDRIVER")).arg("--port=0"),
            "started successfully on port ",
        );
        let mut arguments: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1400,1000",
            "--lang=en-GB",
        ]
        .map(str::to_owned)
        .to_vec();
        arguments.push(format!("--user-data-dir={}", profile.folder().display()));
        if let Some(proxy) = proxy {
            arguments.push(format!("--proxy-server={}", proxy.address()));
            // Without this, requests to this machine itself would pass by the proxy.
            arguments.push("--proxy-bypass-list=<-loopback>".to_owned());
        }
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in &arguments {
            capabilities.add_arg(argument).expect("an argument is text");
        }
        capabilities
            .add_experimental_option(
                "prefs",
                json!({
                    "download.default_directory": profile.folder().join("downloads"),
                    "download.prompt_for_download": false,
                }),
            )
            .expect("preferences are JSON");
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .request_timeout(request)
            .await
            .expect("the browser starts");
        Self {
            driver,
            process,
            profile,
        }
    }

    /// Starts headless Firefox, for scripts that take long; its driver is `geckodriver`, which is looked for as any program is.
    pub async fn firefox() -> Self {
        let (process, port) = driver(
            Command::new("geckodriver").args(["--port", "0"]),
            "Listening on 127.0.0.1:",
        );
        let mut capabilities = DesiredCapabilities::firefox();
        capabilities.set_headless().expect("a known argument");
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .request_timeout(LONG_REQUEST)
            .await
            .expect("the browser starts");
        Self {
            driver,
            process,
            profile: Profile::new(),
        }
    }

    /// Its first tab, at that address.
    pub async fn page(&self, address: &str) -> Page {
        let page = Page::new(
            self.driver.clone(),
            self.driver.window().await.expect("a first tab"),
        );
        self.driver.goto(address).await.expect("the address opens");
        page
    }

    /// Another tab, at that address.
    pub async fn tab(&self, address: &str) -> Page {
        let tab = self.driver.new_tab().await.expect("a new tab");
        self.driver
            .switch_to_window(tab.clone())
            .await
            .expect("it is there");
        let page = Page::new(self.driver.clone(), tab);
        self.driver.goto(address).await.expect("the address opens");
        page
    }

    /// Its profile.
    pub fn profile(&self) -> Profile {
        self.profile.clone()
    }

    /// Ends it in an orderly way, and gives its profile for another start.
    pub async fn close(mut self) -> Profile {
        // A driver that has lost its browser says so; the profile is what matters.
        let _ = self.driver.clone().quit().await;
        self.end_driver();
        self.profile.clone()
    }

    /// Kills the browser's processes at once, as a crash or a power cut does, and gives its profile.
    pub async fn kill(mut self) -> Profile {
        let folder = self.profile.folder().display().to_string();
        let killed = Command::new("pkill")
            .args(["-KILL", "-f", &format!("user-data-dir={folder}")])
            .status();
        assert!(
            killed.expect("pkill is there").success(),
            "there was a browser to kill"
        );
        self.end_driver();
        for lock in ["SingletonLock", "SingletonCookie", "SingletonSocket"] {
            // A lock is left only where the browser had come so far.
            let _ = std::fs::remove_file(self.profile.folder().join(lock));
        }
        self.profile.clone()
    }

    fn end_driver(&mut self) {
        // It may be gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Starts a driver, and reads its port from the line that it prints it in, after these words.
fn driver(command: &mut Command, before_port: &str) -> (Child, u16) {
    let mut process = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the browser's driver starts");
    let stdout = process.stdout.take().expect("it is piped");
    let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
    let port = lines
        .find_map(|line| {
            let port = line.split(before_port).nth(1)?;
            port.trim_end_matches('.').parse().ok()
        })
        .expect("the driver prints its port");
    // A driver whose output nobody takes stops at it.
    std::thread::spawn(move || lines.for_each(drop));
    (process, port)
}

impl Drop for Browser {
    fn drop(&mut self) {
        // What was not closed ends by force; asking the driver to close it would wait as long as any request may take.
        let _ = self.driver.clone().leak();
        self.end_driver();
        let folder = self.profile.folder().display().to_string();
        // After a failed test the browser still runs.
        let _ = Command::new("pkill")
            .args(["-KILL", "-f", &format!("user-data-dir={folder}")])
            .status();
    }
}
