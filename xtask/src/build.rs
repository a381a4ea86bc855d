//! Builds the two wasm programs and puts `dist/` together.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::dist::Dist;
use crate::tools::{WASM, cargo, cargo_home, need_wasm_target, root, run, target};

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
    let page = program("page", "page")?;
    let engine = program("engine", "engine")?;

    let shell = |name: &str| {
        let path = root().join("shell").join(name);
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let mut dist = Dist::new(POLICY);
    // A file that names others comes after them: its text holds their hashed names.
    dist.add("icon.svg", shell("icon.svg")?.into_bytes())?;
    dist.add_text("manifest.webmanifest", &shell("manifest.webmanifest")?)?;
    for (name, program) in [("page", &page), ("engine", &engine)] {
        dist.add(&format!("{name}.wasm"), program.wasm.clone())?;
        dist.add(&format!("{name}.js"), program.script.clone())?;
    }
    dist.add(
        "engine-classic.js",
        classic_script("engine", "engine", &engine)?,
    )?;
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

/// A wasm program with its script.
struct Program {
    wasm: Vec<u8>,
    script: Vec<u8>,
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

fn program(name: &str, profile: &str) -> Result<Program> {
    run(cargo(&[
        "build",
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
    .arg(format!("target.{WASM}.rustflags={:?}", without_folders()?)))?;
    bound(name, profile, "web")
}

/// The script of a program that was built, in the form that a service worker loads: `shortlistEngine` stands for its module.
fn classic_script(name: &str, profile: &str, module: &Program) -> Result<Vec<u8>> {
    let classic = bound(name, profile, "no-modules")?;
    if classic.wasm != module.wasm {
        bail!("The two scripts of “{name}” want different programs");
    }
    Ok(classic.script)
}

/// What wasm-bindgen makes of a program that was built, for scripts of that kind.
fn bound(name: &str, profile: &str, kind: &str) -> Result<Program> {
    let built = target()
        .join(WASM)
        .join(profile)
        .join(format!("{name}.wasm"));
    let folder = target().join("bindgen").join(kind).join(name);
    let mut arguments = vec![
        "wasm-bindgen".as_ref(),
        "--target".as_ref(),
        kind.as_ref(),
        "--no-typescript".as_ref(),
        "--remove-name-section".as_ref(),
        "--remove-producers-section".as_ref(),
        "--out-name".as_ref(),
        name.as_ref(),
        "--out-dir".as_ref(),
        folder.as_os_str(),
    ];
    if kind == "no-modules" {
        arguments.extend(["--no-modules-global".as_ref(), "shortlistEngine".as_ref()]);
    }
    arguments.push(built.as_os_str());
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments)?;
    Ok(Program {
        wasm: without_streams(&std::fs::read(folder.join(format!("{name}_bg.wasm")))?)?,
        script: std::fs::read(folder.join(format!("{name}.js")))?,
    })
}

/// Leaves out the streams of Leptos' server functions, which a program exports though nothing calls them, and all that they alone use.
fn without_streams(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = walrus::Module::from_buffer(wasm)?;
    let unused: Vec<_> = module
        .exports
        .iter()
        .filter(|export| export.name.contains("intounderlying"))
        .map(walrus::Export::id)
        .collect();
    for export in unused {
        module.exports.delete(export);
    }
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}
