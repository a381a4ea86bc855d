//! Chromium and its driver: found, or installed where that is possible, or asked for in plain words.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

/// What installs them where they are missing.
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// The driver's path. Where there is none, Debian's packages are installed; elsewhere the text says what to do.
///
/// # Errors
/// There is no driver and none could be installed.
pub fn need_driver() -> Result<PathBuf> {
    if let Some(path) = driver() {
        return Ok(path);
    }
    let install = format!("apt-get install --yes {}", PACKAGES.join(" "));
    if which("apt-get").is_some() {
        println!("Installing Chromium and its driver: {install}");
        let apt = |arguments: &[&str]| {
            let mut command = if is_root() {
                Command::new("apt-get")
            } else {
                Command::new("sudo")
            };
            if !is_root() {
                command.args(["--non-interactive", "apt-get"]);
            }
            command
                .args(arguments)
                .env("DEBIAN_FRONTEND", "noninteractive")
                .status()
                .is_ok_and(|status| status.success())
        };
        let mut wanted = vec!["install", "--yes", "--no-install-recommends"];
        wanted.extend(PACKAGES);
        if apt(&["update"])
            && apt(&wanted)
            && let Some(path) = driver()
        {
            return Ok(path);
        }
    }
    bail!(
        "The browser tests need Chromium and chromedriver. On Debian: “sudo {install}”. Elsewhere install both, of the same version, \
         and name the driver in the variable CHROMEDRIVER if it is not on the PATH. “cargo xtask test --only format,lint,native” runs \
         the checks that need no browser."
    )
}

fn driver() -> Option<PathBuf> {
    std::env::var_os("CHROMEDRIVER")
        .map(PathBuf::from)
        .filter(|path| path.exists())
        .or_else(|| which("chromedriver"))
}

fn which(program: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| String::from_utf8_lossy(&id.stdout).trim() == "0")
}
