//! Running other programs, and the folders that everything knows.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The target of the page and the engine.
pub const WASM: &str = "wasm32-unknown-unknown";
/// The engine works on several numbers at once, which every browser of today can: the nearest of many vectors are found in half the
/// time. The sums of vectors are of whole numbers, and no sum of fractions is put in another order, so all bits stay as they are.
pub const SIMD: &str = "-Ctarget-feature=+simd128";

/// The repository's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .map(Path::to_path_buf)
        .unwrap_or_else(|| here.to_path_buf())
}

/// Cargo's target folder, shared by everything that is built.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Where cargo keeps the sources of crates.
///
/// # Errors
/// Neither `CARGO_HOME` nor the home folder is known.
pub fn cargo_home() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("CARGO_HOME") {
        return Ok(folder.into());
    }
    let home = std::env::home_dir()
        .context("The home folder is not known: set CARGO_HOME to cargo's own folder")?;
    Ok(home.join(".cargo"))
}

/// A cargo command in the repository's root.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    command
}

/// Runs a command to its end.
///
/// # Errors
/// It could not be started, or it failed; the text says which command.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command
        .status()
        .with_context(|| format!("“{shown}” could not be started"))?;
    if status.success() {
        Ok(())
    } else {
        bail!("“{shown}” failed ({status})")
    }
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|argument| argument.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

/// Adds the wasm32 target where it is missing.
///
/// # Errors
/// It is missing and rustup cannot add it; the text says what to do.
pub fn need_wasm_target() -> Result<()> {
    let sysroot = Command::new("rustc")
        .args(["--print", "sysroot"])
        .current_dir(root())
        .output()?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot.stdout).trim());
    if sysroot.join("lib/rustlib").join(WASM).exists() {
        return Ok(());
    }
    println!("Adding Rust's target {WASM} …");
    run(Command::new("rustup").args(["target", "add", WASM]).current_dir(root()))
        .with_context(|| format!("Rust's target {WASM} is missing. Install it with “rustup target add {WASM}”, or with your system's packages."))
}
