//! The folder `dist/`: every file named by its hash, and the texts that name them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, Sha384};

use crate::build::Built;

/// Hex digits of a file's hash in its name: 64 bits, far more than a few dozen files need.
const NAME_DIGITS: usize = 16;

/// The sample's manifest: in the repository with the files' names, in `dist/` with their paths too.
#[derive(Serialize, Deserialize)]
struct Sample<F> {
    job: F,
    resumes: Vec<F>,
}

#[derive(Serialize)]
struct SampleFile {
    path: String,
    name: String,
}

/// Files gathered for the folder.
pub struct Dist {
    policy: &'static str,
    /// Name → hashed name.
    names: BTreeMap<String, String>,
    /// Name → integrity value.
    integrity: BTreeMap<String, String>,
    styles: Vec<String>,
    /// Path in the folder → bytes, in order.
    files: Vec<(String, String, Vec<u8>)>,
}

impl Dist {
    /// An empty folder with the page's policy.
    pub fn new(policy: &'static str) -> Self {
        Self {
            policy,
            names: BTreeMap::new(),
            integrity: BTreeMap::new(),
            styles: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Adds a file, named by its hash.
    ///
    /// # Errors
    /// A file of that name was added before.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        let (stem, ending) = name
            .rsplit_once('.')
            .with_context(|| format!("{name} has no ending"))?;
        let hash = hex(&Sha256::digest(&bytes));
        let hashed = format!("{stem}-{}.{ending}", &hash[..NAME_DIGITS]);
        if self.names.insert(name.to_owned(), hashed.clone()).is_some() {
            bail!("{name} was added twice");
        }
        self.integrity.insert(
            name.to_owned(),
            format!("sha384-{}", base64(&Sha384::digest(&bytes))),
        );
        self.files.push((name.to_owned(), hashed, bytes));
        Ok(())
    }

    /// Adds a text in which `{{name}}` stands for the hashed name of a file added before.
    ///
    /// # Errors
    /// It names a file that was not added.
    pub fn add_text(&mut self, name: &str, template: &str) -> Result<()> {
        let text = self.fill(name, template, &[])?;
        self.add(name, text.into_bytes())
    }

    /// Adds a file as it is.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn add_asset(&mut self, path: &Path) -> Result<()> {
        let bytes =
            std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        self.add(&file_name(path)?, bytes)
    }

    /// Adds a style sheet.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn add_style(&mut self, path: &Path) -> Result<()> {
        let name = file_name(path)?;
        self.add(&name, std::fs::read(path)?)?;
        self.styles.push(name);
        Ok(())
    }

    /// Adds the sample: its files, and a manifest of where each of them stands, `sample/manifest.json`.
    ///
    /// # Errors
    /// A file that the sample's own manifest names cannot be read.
    pub fn add_sample(&mut self, from: &Path) -> Result<()> {
        let read = |name: &str| {
            let path = from.join(name);
            std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))
        };
        let mut manifest: Sample<String> = serde_json::from_slice(&read("manifest.json")?)?;
        manifest.resumes.insert(0, manifest.job.clone());
        let mut files = Vec::new();
        for name in &manifest.resumes {
            let key = format!("sample/{name}");
            self.add(&key, read(name)?)?;
            files.push(SampleFile {
                path: self.names[&key].clone(),
                name: name.clone(),
            });
        }
        let job = files.remove(0);
        self.add(
            "sample/manifest.json",
            serde_json::to_vec(&Sample {
                job,
                resumes: files,
            })?,
        )
    }

    /// Writes the folder anew, with the page and the service worker, which alone keep their names.
    ///
    /// # Errors
    /// A text names a file that was not added, or the folder cannot be written.
    pub fn finish(self, folder: &Path, index: &str, service_worker: &str) -> Result<Built> {
        // The build's id: the hash of everything in it, the two texts included.
        let mut all = Sha256::new();
        for (_, hashed, bytes) in &self.files {
            all.update(hashed);
            all.update(Sha256::digest(bytes));
        }
        all.update(index);
        all.update(service_worker);
        let build = hex(&all.finalize())[..NAME_DIGITS].to_owned();

        let styles: Vec<String> = self
            .styles
            .iter()
            .map(|name| {
                format!(
                    "<link rel=\"stylesheet\" href=\"{}\" integrity=\"{}\">",
                    self.names[name], self.integrity[name]
                )
            })
            .collect();
        let paths: Vec<&str> = std::iter::once("./")
            .chain(self.files.iter().map(|(_, hashed, _)| &**hashed))
            .collect();
        let list = serde_json::to_string(&paths)?;
        let extra = [
            ("build", &*build),
            ("policy", self.policy),
            ("styles", &styles.join("\n")),
            ("files", &list),
        ];
        let index = self.fill("index.html", index, &extra)?;
        let service_worker = self.fill("sw.js", service_worker, &extra)?;

        if folder.exists() {
            std::fs::remove_dir_all(folder)
                .with_context(|| format!("{} cannot be cleared", folder.display()))?;
        }
        let mut files = vec![
            ("index.html".to_owned(), index.into_bytes()),
            ("sw.js".to_owned(), service_worker.into_bytes()),
        ];
        for (path, bytes) in files
            .iter()
            .map(|(path, bytes)| (path, bytes))
            .chain(self.files.iter().map(|(_, path, bytes)| (path, bytes)))
        {
            let to = folder.join(path);
            if let Some(parent) = to.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(&to, bytes)
                .with_context(|| format!("{} cannot be written", to.display()))?;
        }
        files.extend(self.files.into_iter().map(|(name, _, bytes)| (name, bytes)));
        Ok(Built {
            folder: folder.to_path_buf(),
            files,
        })
    }

    /// Fills in `{{name}}`, `{{integrity:name}}` and the extra values.
    fn fill(&self, file: &str, template: &str, extra: &[(&str, &str)]) -> Result<String> {
        let mut text = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after
                .split_once("}}")
                .with_context(|| format!("{file}: “{{{{” without “}}}}”"))?;
            let value = match name.strip_prefix("integrity:") {
                Some(name) => self.integrity.get(name).map(String::as_str),
                None => self.names.get(name).map(String::as_str).or_else(|| {
                    extra
                        .iter()
                        .find(|(key, _)| *key == name)
                        .map(|(_, value)| *value)
                }),
            };
            text.push_str(before);
            text.push_str(
                value
                    .with_context(|| format!("{file} names “{name}”, which is not there (yet)"))?,
            );
            rest = after;
        }
        text.push_str(rest);
        Ok(text)
    }
}

fn file_name(path: &Path) -> Result<String> {
    let name = path
        .file_name()
        .with_context(|| format!("{} has no name", path.display()))?;
    Ok(name.to_string_lossy().into_owned())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Base64 with the standard alphabet and padding (RFC 4648, section 4), as integrity values want it.
fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_only_files_that_are_there() {
        let mut dist = Dist::new("policy");
        dist.add("a.js", b"1".to_vec()).unwrap();
        dist.add_text("b.js", "import './{{a.js}}'").unwrap();
        let hashed = &dist.names["a.js"];
        assert!(dist.files[1].2.ends_with(format!("{hashed}'").as_bytes()));
        assert!(dist.add_text("c.js", "{{missing.js}}").is_err());
        assert!(dist.add("a.js", Vec::new()).is_err());
    }
}
