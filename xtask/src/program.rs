//! The three wasm programs: compiled, cut into parts, and given their scripts by wasm-bindgen.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::tools::{SIMD, WASM, cargo, cargo_home, root, run, target};

/// A wasm program with its script.
pub struct Program {
    pub wasm: Vec<u8>,
    pub script: String,
}

/// The page: what is loaded at once, and the parts that are loaded when a view in them is asked for.
pub struct Page {
    pub program: Program,
    /// Names and bytes.
    pub parts: Vec<(String, Vec<u8>)>,
    /// The script that loads them, which the page's own names as `./parts.js`.
    pub loader: String,
}

/// The engine: its script comes in two forms for the same program.
pub struct Engine {
    pub program: Program,
    /// The script as service workers load it, without modules: `shortlistEngine` stands for the module.
    pub classic: String,
}

/// The engine.
///
/// # Errors
/// It does not compile, or the forms of its script want different programs.
pub fn engine() -> Result<Engine> {
    let built = compile("engine", "engine", &[SIMD], &[])?;
    let program = bind("engine", &built, "web")?;
    let classic = bind("engine", &built, "no-modules")?;
    ensure!(
        classic.wasm == program.wasm,
        "the two scripts of the engine want different programs"
    );
    Ok(Engine {
        program,
        classic: classic.script,
    })
}

/// What reads and writes sheets: loaded when a sheet is asked for, so it is made small.
///
/// # Errors
/// It does not compile.
pub fn sheets() -> Result<Program> {
    let built = compile("sheets", "page", &[], &[])?;
    bind("sheets", &built, "web")
}

/// The page.
///
/// # Errors
/// It does not compile, or cannot be cut.
pub fn page() -> Result<Page> {
    // What belongs to a part is found by the program's relocations.
    let built = compile("page", "page", &[], &["-Clink-arg=--emit-relocs"])?;
    let folder = target().join("parts");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let whole = std::fs::read(&built)?;
    let main = folder.join("page.wasm");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = "./parts.js";
    options.main_module = "./page.js";
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow::anyhow!("the page cannot be cut into parts: {error:#}"))?;
    let mut parts = Vec::new();
    for path in split.split_modules {
        let name = path
            .file_name()
            .context("a part of the page has no name")?
            .to_string_lossy()
            .into_owned();
        parts.push((name, slim(&std::fs::read(&path)?, |_| false)?));
    }
    parts.sort();
    Ok(Page {
        program: bind("page", &main, "web")?,
        parts,
        loader: loader(&std::fs::read_to_string(folder.join("parts.js"))?)?,
    })
}

/// The loader's script, so that a static host need not know the media type of wasm files.
fn loader(script: &str) -> Result<String> {
    const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
    ensure!(
        script.contains(STREAMED),
        "the script that loads the page's parts is not as expected"
    );
    Ok(script.replace(
        STREAMED,
        "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)",
    ))
}

/// Compiles a program with its own feature and profile. `everywhere` are flags for all its crates, `flags` for itself alone.
fn compile(name: &str, profile: &str, everywhere: &[&str], flags: &[&str]) -> Result<PathBuf> {
    let mut all = without_folders()?;
    all.extend(everywhere.iter().map(ToString::to_string));
    run(cargo(&[
        "rustc",
        "--quiet",
        "--package",
        "shortlist",
        "--bin",
        name,
        "--target",
        WASM,
        "--profile",
        profile,
        "--no-default-features",
        "--features",
        name,
    ])
    .arg("--config")
    .arg(format!("target.{WASM}.rustflags={all:?}"))
    .arg("--")
    .args(flags))?;
    let folder = target().join(WASM).join(profile);
    Ok(folder.join(format!("{name}.wasm")))
}

/// Flags that leave this machine's folders out of the programs' panic messages: the same source gives the same bytes anywhere.
fn without_folders() -> Result<Vec<String>> {
    let mut folders = vec![root()];
    let sources = cargo_home()?.join("registry/src");
    // Where the sources are kept in the project itself there is no such folder, and nothing to leave out.
    if sources.is_dir() {
        for registry in std::fs::read_dir(&sources)
            .with_context(|| format!("{} cannot be read", sources.display()))?
        {
            folders.push(registry?.path());
        }
    }
    folders.sort();
    Ok(folders
        .iter()
        .map(|folder| format!("--remap-path-prefix={}/=", folder.display()))
        .collect())
}

/// Makes the script of a compiled program, of that kind: `web` for modules, `no-modules` without.
fn bind(name: &str, built: &Path, kind: &str) -> Result<Program> {
    let folder = target().join("bindgen").join(kind).join(name);
    let mut arguments: Vec<&OsStr> = vec![
        "wasm-bindgen".as_ref(),
        "--target".as_ref(),
        kind.as_ref(),
        "--no-typescript".as_ref(),
        "--remove-name-section".as_ref(),
        "--remove-producers-section".as_ref(),
        // The parts of the page share the memory and the table of functions.
        "--keep-lld-exports".as_ref(),
        "--out-name".as_ref(),
        name.as_ref(),
        "--out-dir".as_ref(),
        folder.as_os_str(),
    ];
    if kind == "no-modules" {
        arguments.extend([
            OsStr::new("--no-modules-global"),
            OsStr::new("shortlistEngine"),
        ]);
    }
    arguments.push(built.as_os_str());
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments)?;
    // The streams of Leptos' server functions, which a program exports though nothing calls them.
    let is_unused = |export: &str| export.contains("intounderlying");
    Ok(Program {
        wasm: slim(
            &std::fs::read(folder.join(format!("{name}_bg.wasm")))?,
            is_unused,
        )?,
        script: std::fs::read_to_string(folder.join(format!("{name}.js")))?,
    })
}

/// Leaves out exports that nothing needs, all that they alone use, and the names of functions.
fn slim(wasm: &[u8], is_unused: impl Fn(&str) -> bool) -> Result<Vec<u8>> {
    let mut config = walrus::ModuleConfig::new();
    config.generate_name_section(false);
    config.generate_producers_section(false);
    let mut module = config.parse(wasm)?;
    let unused: Vec<_> = module
        .exports
        .iter()
        .filter(|export| is_unused(&export.name))
        .map(walrus::Export::id)
        .collect();
    for export in unused {
        module.exports.delete(export);
    }
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}
