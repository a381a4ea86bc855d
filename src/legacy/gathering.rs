//! Gathering the folder's files from what was given: files, and archives of them.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use super::Report;
use super::files::{Files, Limits, Named, Role};

/// The most files that are looked at: ten thousand résumés have three each.
pub const MOST_FILES: usize = 50_000;

impl Files {
    /// Sorts what was given, and what is in archives among it, by what it is for.
    pub(super) fn gather(given: Vec<Named>, limits: Limits, report: &mut Report) -> Self {
        let mut gathering = Gathering {
            files: Self::default(),
            limits,
            left: limits.together,
            count: 0,
            full: false,
            report,
        };
        let mut given = given;
        given.sort_by(|a, b| a.0.cmp(&b.0));
        for (path, bytes) in given {
            // A browser gives the paths in a dropped folder with a leading slash.
            let path = path.trim_start_matches('/');
            match Kind::of(path, &bytes) {
                Kind::Zip => gathering.unzip(path, &bytes),
                Kind::Tar => gathering.untar(path, bytes.as_slice()),
                Kind::TarGz => gathering.untar(
                    path,
                    MultiGzDecoder::new(bytes.as_slice()).take(limits.stream),
                ),
                Kind::File => {
                    if let Some((path, role)) = gathering.wanted(path) {
                        let size = bytes.len() as u64;
                        gathering.take(path, role, size, move |_| Ok(bytes));
                    }
                }
            }
        }
        let mut files = gathering.files;
        files.sort();
        files
    }
}

/// What was given.
enum Kind {
    File,
    Zip,
    Tar,
    TarGz,
}

impl Kind {
    /// By its first bytes; a file that has a use by its name is what the name says (a résumé may well be a zip, as DOCX is).
    fn of(path: &str, bytes: &[u8]) -> Self {
        if clean(path).is_some_and(|path| Role::of(&path).is_some()) {
            return Kind::File;
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            Kind::Zip
        } else if bytes.starts_with(b"\x1F\x8B") {
            Kind::TarGz
        } else if bytes.get(257..262) == Some(b"ustar") {
            Kind::Tar
        } else {
            Kind::File
        }
    }
}

/// Files on their way from what was given.
struct Gathering<'a> {
    files: Files,
    limits: Limits,
    /// What is left of [`Limits::together`].
    left: u64,
    count: usize,
    /// Over a limit: nothing more is taken, and that was said.
    full: bool,
    report: &'a mut Report,
}

impl Gathering<'_> {
    /// The path and the use of a file that is to be taken.
    fn wanted(&mut self, path: &str) -> Option<(String, Role)> {
        self.count += 1;
        if self.count > MOST_FILES {
            if !self.full {
                self.full = true;
                self.report.left_out(path, None, format!("there are more than {MOST_FILES} files; those from here on are not looked at. Bring the rest in by a second folder"));
            }
            return None;
        }
        let Some(clean) = clean(path) else {
            self.report.left_out(path, None, "its path leads out of the folder, which no file of the older system does; it is not opened");
            return None;
        };
        Role::of(&clean).map(|role| (clean, role))
    }

    /// Takes a file, where the limits allow. `read` gets the most bytes to read plus one, so that a longer file is known by it.
    fn take(
        &mut self,
        path: String,
        role: Role,
        stated: u64,
        read: impl FnOnce(u64) -> std::io::Result<Vec<u8>>,
    ) {
        let most = role.most(self.limits);
        let allowed = most.min(self.left);
        let bytes = if stated > allowed {
            None
        } else {
            match read(allowed.saturating_add(1)) {
                Ok(bytes) => Some(bytes),
                Err(error) => {
                    self.report.left_out(
                        &path,
                        None,
                        format!("it cannot be unpacked: {error}. Pack the folder anew"),
                    );
                    return;
                }
            }
        };
        let size = bytes.as_ref().map(|bytes| bytes.len() as u64);
        let (Some(bytes), Some(size)) = (bytes, size.filter(|size| *size <= allowed)) else {
            let limit = if allowed < most {
                "all files together grow beyond"
            } else {
                "it is larger than"
            };
            let megabytes = if allowed < most {
                self.limits.together >> 20
            } else {
                most >> 20
            };
            self.report.left_out(
                &path,
                None,
                format!("{limit} the {megabytes} MB that are taken"),
            );
            return;
        };
        self.left -= size;
        self.files.of(role).push((path, bytes));
    }

    fn unzip(&mut self, archive: &str, bytes: &[u8]) {
        let mut zip = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(zip) => zip,
            Err(error) => {
                self.report.left_out(
                    archive,
                    None,
                    format!("this zip cannot be opened: {error}. Pack the folder anew"),
                );
                return;
            }
        };
        for index in 0..zip.len() {
            let mut file = match zip.by_index(index) {
                Ok(file) => file,
                Err(error) => {
                    self.report.left_out(
                        archive,
                        None,
                        format!("its entry {} cannot be opened: {error}", index + 1),
                    );
                    continue;
                }
            };
            if file.is_dir() {
                continue;
            }
            let name = String::from_utf8_lossy(file.name_raw()).into_owned();
            if let Some((path, role)) = self.wanted(&name) {
                let stated = file.size();
                self.take(path, role, stated, |most| {
                    let mut bytes = Vec::new();
                    file.by_ref().take(most).read_to_end(&mut bytes)?;
                    Ok(bytes)
                });
            }
            if self.full {
                return;
            }
        }
    }

    fn untar(&mut self, archive: &str, stream: impl Read) {
        let mut tar = tar::Archive::new(stream);
        let entries = match tar.entries() {
            Ok(entries) => entries,
            Err(error) => {
                self.report.left_out(
                    archive,
                    None,
                    format!("this archive cannot be opened: {error}. Pack the folder anew"),
                );
                return;
            }
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.report.left_out(archive, None, format!("it breaks off: {error}. What comes before was read; pack the folder anew for the rest"));
                    return;
                }
            };
            if !entry.header().entry_type().is_file() {
                continue;
            }
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            if let Some((path, role)) = self.wanted(&name) {
                let stated = entry.size();
                self.take(path, role, stated, |most| {
                    let mut bytes = Vec::new();
                    entry.by_ref().take(most).read_to_end(&mut bytes)?;
                    Ok(bytes)
                });
            }
            if self.full {
                return;
            }
        }
    }
}

/// A path with `/` between its parts; absent where it leads out of its folder: a part `..`, an absolute path, a drive.
fn clean(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with('/')
        || drive
        || path.split('/').any(|part| part == "..")
        || path.contains('\0')
    {
        return None;
    }
    let parts: Vec<&str> = path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        assert_eq!(
            clean("data\\jobs\\.\\jobs.jsonl").unwrap(),
            "data/jobs/jobs.jsonl"
        );
        for path in [
            "../jobs.jsonl",
            "a/../../jobs.jsonl",
            "/etc/jobs.jsonl",
            "C:\\jobs.jsonl",
            "..\\x",
            "a\0b",
        ] {
            assert_eq!(clean(path), None, "{path}");
        }
        assert_eq!(clean("a..b/c").unwrap(), "a..b/c");
    }
}
