//! The folder's files by what they are for, whatever stands before them in their paths.

use crate::reading::LARGEST_FILE;

/// How much is unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file of records.
    pub records: u64,
    /// Bytes of everything that is taken.
    pub together: u64,
    /// Bytes of a tar.gz when unpacked, what is skipped in it too.
    pub stream: u64,
}

impl Default for Limits {
    /// 256 MB of records (twenty thousand rows of feedback with their vectors), 1 GB together, 4 GB of stream.
    fn default() -> Self {
        Self {
            records: 256 << 20,
            together: 1 << 30,
            stream: 4 << 30,
        }
    }
}

/// A file's path and bytes.
pub(super) type Named = (String, Vec<u8>);

/// The files, by what they are for, in the order of their paths. The same kind may be there more than once, from two copies of
/// the folder.
#[derive(Default)]
pub(super) struct Files {
    pub jobs: Vec<Named>,
    pub jobs_index: Vec<Named>,
    pub resumes_index: Vec<Named>,
    pub resume_files: Vec<Named>,
    pub resume_texts: Vec<Named>,
    pub analyses: Vec<Named>,
    pub analyses_index: Vec<Named>,
    pub feedback: Vec<Named>,
    pub workbooks: Vec<Named>,
}

impl Files {
    /// The files with that use.
    pub fn of(&mut self, role: Role) -> &mut Vec<Named> {
        match role {
            Role::Jobs => &mut self.jobs,
            Role::JobsIndex => &mut self.jobs_index,
            Role::ResumesIndex => &mut self.resumes_index,
            Role::ResumeFile => &mut self.resume_files,
            Role::ResumeText => &mut self.resume_texts,
            Role::Analyses => &mut self.analyses,
            Role::AnalysesIndex => &mut self.analyses_index,
            Role::Feedback => &mut self.feedback,
            Role::Workbook => &mut self.workbooks,
        }
    }

    /// Puts each kind in the order of the paths.
    pub fn sort(&mut self) {
        for some in [
            &mut self.jobs,
            &mut self.jobs_index,
            &mut self.resumes_index,
            &mut self.resume_files,
            &mut self.resume_texts,
            &mut self.analyses,
            &mut self.analyses_index,
            &mut self.feedback,
            &mut self.workbooks,
        ] {
            some.sort_by(|a, b| a.0.cmp(&b.0));
        }
    }
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Jobs,
    JobsIndex,
    ResumesIndex,
    ResumeFile,
    ResumeText,
    Analyses,
    AnalysesIndex,
    Feedback,
    Workbook,
}

impl Role {
    /// By the file's name and the folder it stands in, without regard to case; absent for files that nothing is read from (vector
    /// indexes, programs, what systems leave behind).
    pub fn of(path: &str) -> Option<Role> {
        let path = path.to_ascii_lowercase();
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let folder = folders.rsplit('/').next().unwrap_or_default();
        if name.starts_with('.') || name.starts_with("~$") {
            return None;
        }
        match name {
            "jobs.jsonl" => return Some(Role::Jobs),
            "jobs_index.json" => return Some(Role::JobsIndex),
            "resumes_index.json" => return Some(Role::ResumesIndex),
            "analyses.jsonl" => return Some(Role::Analyses),
            "analyses_index.json" => return Some(Role::AnalysesIndex),
            "interactions.jsonl" => return Some(Role::Feedback),
            _ => {}
        }
        match folder {
            "pdfs" => Some(Role::ResumeFile),
            "texts" if name.ends_with(".txt") => Some(Role::ResumeText),
            "jobs_applied" if name.ends_with(".xlsx") => Some(Role::Workbook),
            _ => None,
        }
    }

    /// The most bytes of such a file.
    pub fn most(self, limits: Limits) -> u64 {
        match self {
            Role::ResumeFile | Role::ResumeText | Role::Workbook => LARGEST_FILE as u64,
            _ => limits.records,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_name_and_folder() {
        for (path, role) in [
            ("data/jobs/jobs.jsonl", Some(Role::Jobs)),
            ("old/ATS/Data/Jobs/JOBS.JSONL", Some(Role::Jobs)),
            ("jobs.jsonl", Some(Role::Jobs)),
            ("resumes/pdfs/a.pdf", Some(Role::ResumeFile)),
            ("pdfs/a.docx", Some(Role::ResumeFile)),
            ("texts/a.txt", Some(Role::ResumeText)),
            ("texts/a.bin", None),
            ("jobs_applied/x.xlsx", Some(Role::Workbook)),
            ("jobs_applied/~$x.xlsx", None),
            ("__MACOSX/pdfs/._a.pdf", None),
            ("feedback_db/faiss_index.bin", None),
        ] {
            assert_eq!(Role::of(path), role, "{path}");
        }
    }
}
