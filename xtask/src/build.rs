//! Builds the three wasm programs and puts `dist/` together.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::dist::Dist;
use crate::program;
use crate::tools::{need_wasm_target, root};

/// The policy of the built page: nothing but its own origin, nothing inline; `blob:` frames for the PDF viewer.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
connect-src 'self'; worker-src 'self'; frame-src blob:; object-src 'none'; base-uri 'none'; form-action 'none'";

/// What was built.
pub struct Built {
    pub folder: PathBuf,
    /// Names without their hashes, and the files' bytes, in the order of the report.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Builds everything into `dist/`.
///
/// # Errors
/// A program does not compile, a file is missing or cannot be written.
pub fn build() -> Result<Built> {
    need_wasm_target()?;
    let page = program::page()?;
    let engine = program::engine()?;
    let sheets = program::sheets()?;

    let shell = |name: &str| {
        let path = root().join("shell").join(name);
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let mut dist = Dist::new(POLICY);
    // A file that names others comes after them: its text holds their hashed names.
    dist.add("icon.svg", shell("icon.svg")?.into_bytes())?;
    dist.add_text("manifest.webmanifest", &shell("manifest.webmanifest")?)?;
    for (name, wasm) in page.parts.into_iter().chain([
        ("page.wasm".to_owned(), page.program.wasm),
        ("engine.wasm".to_owned(), engine.program.wasm),
        ("sheets.wasm".to_owned(), sheets.wasm),
    ]) {
        dist.add(&name, wasm)?;
    }
    dist.add_ring(&[
        ("page.js", &page.program.script),
        ("parts.js", &page.loader),
    ])?;
    dist.add("engine.js", engine.program.script.into_bytes())?;
    dist.add("engine-classic.js", engine.classic.into_bytes())?;
    dist.add("sheets.js", sheets.script.into_bytes())?;
    dist.add_asset(&root().join("assets/vectors/minilm-128.bin"))?;
    dist.add_text("worker.js", &shell("worker.js")?)?;
    dist.add_text("boot.js", &shell("boot.js")?)?;
    let mut styles: Vec<PathBuf> = std::fs::read_dir(root().join("style"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    // `main.css` holds the tokens and the base, so it comes first.
    styles.sort_by_key(|path| (!path.ends_with("main.css"), path.clone()));
    for path in styles {
        dist.add_style(&path)?;
    }
    dist.add_sample(&root().join("assets/sample"))?;
    let index = std::fs::read_to_string(root().join("index.html"))?;
    dist.finish(&root().join("dist"), &index, &shell("sw.js")?)
}
