//! From a plan to a batch: what is new, what is here, what links to what.

mod known;
mod links;

use std::collections::{BTreeMap, BTreeSet};

use self::known::Known;
use self::links::Linked;
use super::Folder;
use super::applications::Here;
use crate::backend::ambient::milliseconds;
use crate::backend::rows::{
    AnalysisDetail, AnalysisHead, JobHead, Rank, job_text_entry, parse, part_entry, rank_key,
    resume_entry, text_key,
};
use crate::backend::text::file_name;
use crate::backend::{Backend, text_of};
use crate::legacy::{
    OLDER_SYSTEM, PlannedAnalysis, PlannedResume, document_of, id_digits, is_fallback,
};
use crate::messages::{Failure, JobText, LegacyNote, LegacyTally};
use crate::reading;
use crate::records::{
    AnalysisId, Corrections, DegreeLevel, Document, Facts, Finding, FindingKind, Format, Job,
    JobId, Metadata, Resume, ResumeId, ResumeState, Severity,
};
use crate::storage::{Batch, Storage, stores};

/// Metadata key of a job that stands in for one that an analysis names and that is nowhere.
pub(super) const STAND_IN: &str = "stand_in";

/// What a folder comes to, here and now.
#[derive(Default)]
pub(super) struct Arranged {
    pub batch: Batch,
    pub tally: LegacyTally,
    /// Which of the opened files are to be read and kept first.
    pub to_read: Vec<u64>,
    pub notes: Vec<LegacyNote>,
}

impl<S: Storage> Backend<S> {
    /// Arranges what a folder brings. For a preview, résumés whose files are still to be read count as if they were here.
    pub(super) async fn arrange(
        &self,
        folder: &Folder,
        preview: bool,
    ) -> Result<Arranged, Failure> {
        let known = self.known(folder).await?;
        let mut arranging = Arranging {
            known: &known,
            texts: BTreeSet::new(),
            jobs: BTreeMap::new(),
            resumes: BTreeMap::new(),
            done: Arranged::default(),
        };
        for job in &folder.plan.jobs {
            arranging.job(job)?;
        }
        for resume in &folder.plan.resumes {
            arranging.resume(resume, preview)?;
        }
        let analyses = arranging.analyses(&folder.plan.analyses)?;
        arranging.feedback(&folder.plan.feedback, &analyses)?;
        let mut done = arranging.done;
        let here = Here::of(self).await?;
        let now = self.clock.now();
        let (tally, notes) = here.add(&folder.applications, "", &now, &mut done.batch)?;
        done.tally.applications = tally;
        done.notes.extend(notes);
        Ok(done)
    }
}

/// A plan on its way into a batch.
struct Arranging<'a> {
    known: &'a Known,
    /// Keys of the texts that the batch writes.
    texts: BTreeSet<String>,
    /// The jobs that the batch writes.
    jobs: BTreeMap<String, Job>,
    /// The résumés that the batch writes, or that are read and kept before it.
    resumes: BTreeMap<ResumeId, ResumeId>,
    done: Arranged,
}

impl Arranging<'_> {
    fn note(&mut self, file: &str, line: u64, what: String) {
        self.done.notes.push(LegacyNote {
            file: file.to_owned(),
            line: Some(line),
            taken: true,
            what,
        });
    }

    fn job(&mut self, job: &Job) -> Result<(), Failure> {
        if self.known.jobs.contains(job.job_id.as_str()) {
            self.done.tally.jobs.here += 1;
            return Ok(());
        }
        self.done.tally.jobs.new += 1;
        self.put_job(job)
    }

    fn put_job(&mut self, job: &Job) -> Result<(), Failure> {
        let head = JobHead::of(job);
        self.done.batch.absent(stores::JOBS, job.job_id.as_str());
        self.done.batch.put(stores::JOBS, head.entry()?);
        self.text(&job.job_id, &job.job_description);
        self.jobs.insert(job.job_id.to_string(), job.clone());
        Ok(())
    }

    /// Sees to it that a job's text is kept; gives its key.
    fn text(&mut self, job_id: &JobId, text: &str) -> String {
        let key = text_key(job_id, text);
        if self.known.texts.contains(&key) {
            self.done.batch.present(stores::JOB_TEXTS, key.as_str());
        } else if self.texts.insert(key.clone()) {
            self.done
                .batch
                .put(stores::JOB_TEXTS, job_text_entry(job_id, &key, text));
        }
        key
    }

    fn resume(&mut self, planned: &PlannedResume, preview: bool) -> Result<(), Failure> {
        let id = &planned.resume_id;
        if let Some(here) = self.known.resume(id) {
            self.done.tally.resumes.here += 1;
            self.resumes.insert(id.clone(), here);
            return Ok(());
        }
        if let (Some(file), true) = (planned.file, preview) {
            self.done.to_read.push(file);
        } else if let Some(text) = &planned.text {
            let document = document_of(text);
            let facts = reading::facts(&document, planned.uploaded_at.year_month());
            self.put_resume(planned, document, &facts)?;
        } else {
            return Ok(());
        }
        self.done.tally.resumes.new += 1;
        self.resumes.insert(id.clone(), id.clone());
        Ok(())
    }

    fn put_resume(
        &mut self,
        planned: &PlannedResume,
        document: Document,
        facts: &Facts,
    ) -> Result<(), Failure> {
        let text = document.text();
        let id = &planned.resume_id;
        let has_text = !text.trim().is_empty();
        let resume = Resume {
            resume_id: id.clone(),
            sha256: id_digits(id).unwrap_or_default().to_owned(),
            candidate_name: facts
                .name
                .as_ref()
                .map(|name| name.value.clone())
                .or_else(|| planned.candidate_name.clone()),
            original_filename: file_name(&planned.original_filename),
            media_type: document.format.media_type().to_owned(),
            file_size: planned.file_size,
            page_count: None,
            text_length: text.chars().count() as u64,
            uploaded_at: planned.uploaded_at.clone(),
            state: if has_text {
                ResumeState::Read
            } else {
                ResumeState::Unreadable
            },
            findings: document.findings.clone(),
            headline: facts.headline.as_ref().map(|fact| fact.value.clone()),
            email: facts.emails.first().map(|fact| fact.value.clone()),
            experience_months: facts.experience_months,
            degree: if has_text {
                facts.degree
            } else {
                DegreeLevel::None
            },
            unscored_for: None,
            is_sample: false,
        };
        let batch = &mut self.done.batch;
        batch.absent(stores::RESUMES, id.as_str());
        batch.put(stores::RESUMES, resume_entry(&resume)?);
        batch.put(stores::RESUME_TEXTS, part_entry(id, &document)?);
        batch.put(stores::RESUME_FACTS, part_entry(id, facts)?);
        Ok(())
    }

    /// Arranges the analyses; gives all that feedback can link to, by id.
    fn analyses(
        &mut self,
        planned: &[PlannedAnalysis],
    ) -> Result<BTreeMap<AnalysisId, Linked>, Failure> {
        let mut all = self.known.analyses.clone();
        let mut newest: BTreeMap<String, AnalysisHead> = BTreeMap::new();
        for analysis in planned {
            if self
                .known
                .analysis_keys
                .contains(analysis.analysis_id.as_str())
            {
                self.done.tally.analyses.here += 1;
                continue;
            }
            let Some(head) = self.analysis(analysis)? else {
                continue;
            };
            let times = [Some(&analysis.created_at), analysis.result_at.as_ref()];
            let linked = Linked {
                job_id: head.job_id.clone(),
                resume_id: head.resume_id.clone(),
                candidate: head.candidate_name.clone().unwrap_or_default(),
                times: times.into_iter().flatten().map(milliseconds).collect(),
            };
            all.insert(head.analysis_id.clone(), linked);
            let place = rank_key(&head.job_id, &head.resume_id);
            let order = |head: &AnalysisHead| (head.created_at.clone(), head.analysis_id.clone());
            match newest.get(&place) {
                Some(other) if order(other) >= order(&head) => {}
                _ => {
                    newest.insert(place, head);
                }
            }
        }
        for (place, head) in newest {
            let row = self.known.ranks.get(&place);
            let rank = row.and_then(|row| parse::<Rank>(row).ok());
            if rank.is_some_and(|rank| rank.created_at >= head.created_at) {
                continue;
            }
            match row {
                Some(row) => self.done.batch.same(stores::RANKS, place, text_of(row)),
                None => self.done.batch.absent(stores::RANKS, place),
            };
            self.done.batch.put(stores::RANKS, head.rank().entry()?);
        }
        Ok(all)
    }

    fn analysis(&mut self, planned: &PlannedAnalysis) -> Result<Option<AnalysisHead>, Failure> {
        let Some((job, text_key)) = self.job_of(planned)? else {
            self.done.notes.push(LegacyNote {
                file: planned.file.clone(),
                line: Some(planned.line),
                taken: false,
                what: format!(
                    "its job {} is here and cannot be read; see “Your data”",
                    planned.job_id
                ),
            });
            return Ok(None);
        };
        let resume_id = self.resume_of(planned)?;
        let mut result = planned.result.clone();
        if result.company_name.is_empty() {
            result.company_name.clone_from(&job.company_name);
        }
        if result.role_name.is_empty() {
            result.role_name.clone_from(&job.role_name);
        }
        let text_key = match (&planned.job_description, text_key) {
            (Some(text), _) => self.text(&job.job_id, text),
            (None, Some(key)) => key,
            (None, None) => self.text(&job.job_id, &job.job_description),
        };
        let id = planned.analysis_id.clone();
        let mut head = AnalysisHead::of(id, &job, &resume_id, planned.created_at.clone(), &result);
        head.engine_version = planned.engine_version;
        head.text_key = text_key;
        // Never equal to what our engine makes of the same texts.
        head.inputs = planned
            .inputs
            .clone()
            .unwrap_or_else(|| format!("older/{}", planned.analysis_id));
        let detail = AnalysisDetail {
            corrections: Corrections::default(),
            analysis_result: result,
            facts: planned.facts.clone(),
        };
        let batch = &mut self.done.batch;
        batch.absent(stores::ANALYSES, head.analysis_id.as_str());
        batch.put(stores::ANALYSES, head.entry()?);
        batch.put(stores::ANALYSIS_DETAILS, detail.entry(&head)?);
        let tally = &mut self.done.tally;
        tally.analyses.new += 1;
        let result = &planned.result;
        let is_old = planned.engine_version == OLDER_SYSTEM;
        tally.fallbacks += u64::from(
            is_old && is_fallback(result.experience_match_score, result.education_match_score),
        );
        Ok(Some(head))
    }

    /// The job of an analysis: one of the plan's, one that is here, or an empty one that stands in for it. Absent where it is here
    /// and cannot be read. For one that is here, the key of its text stands for the text.
    fn job_of(
        &mut self,
        planned: &PlannedAnalysis,
    ) -> Result<Option<(JobText, Option<String>)>, Failure> {
        let id = planned.job_id.as_str();
        if self.known.jobs.contains(id) {
            let Some(head) = self.known.heads.get(id) else {
                return Ok(None);
            };
            self.done.batch.present(stores::JOBS, id);
            self.done
                .batch
                .present(stores::JOB_TEXTS, head.text_key.as_str());
            let job = JobText {
                job_id: head.job_id.clone(),
                company_name: head.company_name.clone(),
                role_name: head.role_name.clone(),
                job_description: String::new(),
                corrections: Corrections::default(),
            };
            return Ok(Some((job, Some(head.text_key.clone()))));
        }
        if !self.jobs.contains_key(id) {
            self.done.tally.stand_ins += 1;
            let what = format!(
                "the job {id} of the analysis {} is nowhere; an empty job stands in for it",
                planned.analysis_id
            );
            self.note(&planned.file, planned.line, what);
            let mut metadata = Metadata::new();
            metadata.insert(STAND_IN.to_owned(), true.into());
            self.put_job(&Job {
                job_id: planned.job_id.clone(),
                company_name: planned.result.company_name.clone(),
                role_name: planned.result.role_name.clone(),
                job_description: planned.job_description.clone().unwrap_or_default(),
                created_at: planned.created_at.clone(),
                updated_at: planned.created_at.clone(),
                metadata,
                is_template: false,
                corrections: Corrections::default(),
            })?;
        }
        let job = self.jobs.get(id).map(|job| JobText {
            job_id: job.job_id.clone(),
            company_name: job.company_name.clone(),
            role_name: job.role_name.clone(),
            job_description: job.job_description.clone(),
            corrections: Corrections::default(),
        });
        Ok(job.map(|job| (job, None)))
    }

    /// The résumé of an analysis: one of the plan's, one that is here, or an empty one that stands in for it.
    fn resume_of(&mut self, planned: &PlannedAnalysis) -> Result<ResumeId, Failure> {
        let id = &planned.resume_id;
        if let Some(here) = self.known.resume(id) {
            self.done.batch.present(stores::RESUMES, here.as_str());
            return Ok(here);
        }
        if let Some(id) = self.resumes.get(id) {
            return Ok(id.clone());
        }
        self.done.tally.stand_ins += 1;
        let what = format!(
            "the résumé {id} of the analysis {} is nowhere; an empty résumé stands in for it",
            planned.analysis_id
        );
        self.note(&planned.file, planned.line, what);
        let document = Document {
            format: Format::PlainText,
            page_count: None,
            lines: Vec::new(),
            links: Vec::new(),
            plain: None,
            hidden: Vec::new(),
            findings: vec![Finding {
                kind: FindingKind::Damaged,
                severity: Severity::Error,
                what: "The older system’s data had neither this résumé’s file nor its text.".into(),
                advice: "Add the file, where you still have it: its analyses are linked to it by its bytes.".into(),
                line: None,
            }],
        };
        let resume = PlannedResume {
            resume_id: id.clone(),
            candidate_name: planned.result.candidate_name.clone(),
            original_filename: planned.result.filename.clone(),
            uploaded_at: planned.created_at.clone(),
            file_size: 0,
            file: None,
            text: None,
        };
        self.put_resume(&resume, document, &Facts::default())?;
        self.resumes.insert(id.clone(), id.clone());
        Ok(id.clone())
    }
}
