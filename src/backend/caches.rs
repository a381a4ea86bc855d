//! What search looks through: folded texts in memory, built when first needed, kept in step with our own writes and
//! forgotten when another tab writes.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use futures_util::lock::Mutex;

use super::Backend;
use super::ambient::milliseconds;
use super::feedback_index::Remembered;
use super::rows::{self, AnalysisHead, JobHead, Rank};
use super::words::{Words, fold};
use crate::messages::Failure;
use crate::records::{AnalysisId, Feedback, ItemType, JobId, Resume, ResumeId, Time};
use crate::storage::{Batch, Entry, Query, Row, Storage, Write, stores};

/// A record as search sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Where it stands among the others: by this number, then by `tie`, then by key.
    order: i64,
    tie: String,
    /// Milliseconds since 1970.
    time: i64,
    /// Folded: names first, then the rest.
    text: String,
    /// How much of the text is names, in bytes.
    names: usize,
    pub is_template: bool,
    pub job_id: Option<JobId>,
    pub resume_id: Option<ResumeId>,
    pub analysis_id: Option<AnalysisId>,
    /// For places in a ranking: what the analysis follows from.
    pub inputs: String,
    pub rating: u8,
    pub item_type: ItemType,
    /// For jobs: which text it is, so that it need not be loaded again where only a name changed.
    text_key: String,
}

impl Line {
    /// A line among others of which the newest comes first.
    fn new(time: &Time, names: &[&str], rest: &[&str]) -> Self {
        let mut text = fold(&names.join("\n"));
        let names = text.len();
        for part in rest {
            text.push('\n');
            text.push_str(&fold(part));
        }
        let time = milliseconds(time);
        Self {
            order: -time,
            time,
            text,
            names,
            ..Self::default()
        }
    }

    /// Whether each word occurs anywhere.
    pub fn holds(&self, words: &Words) -> bool {
        words.all_in(&self.text)
    }

    /// Whether each word occurs in the names.
    pub fn is_named(&self, words: &Words) -> bool {
        words.all_in(self.text.get(..self.names).unwrap_or_default())
    }

    /// Milliseconds since 1970.
    pub fn time(&self) -> i64 {
        self.time
    }

    fn of_job(head: &JobHead, text: &str) -> Self {
        Self {
            is_template: head.is_template,
            text_key: head.text_key.clone(),
            ..Self::new(
                &head.created_at,
                &[&head.company_name, &head.role_name],
                &[text],
            )
        }
    }

    fn of_resume(resume: &Resume) -> Self {
        let name = resume.candidate_name.as_deref().unwrap_or_default();
        let headline = resume.headline.as_deref().unwrap_or_default();
        Self::new(
            &resume.uploaded_at,
            &[name, &resume.original_filename],
            &[headline],
        )
    }

    fn of_analysis(head: &AnalysisHead) -> Self {
        let name = head.candidate_name.as_deref().unwrap_or_default();
        Self {
            job_id: Some(head.job_id.clone()),
            resume_id: Some(head.resume_id.clone()),
            ..Self::new(
                &head.created_at,
                &[name, &head.filename],
                &[&head.role_name, &head.company_name],
            )
        }
    }

    /// In the order of the store's index `rank`.
    fn of_rank(rank: &Rank) -> Self {
        let name = rank.candidate_name.as_deref().unwrap_or_default();
        Self {
            order: -rank.tenths(),
            tie: format!("{}\0{}", fold(rank.name()), rank.analysis_id),
            job_id: Some(rank.job_id.clone()),
            resume_id: Some(rank.resume_id.clone()),
            analysis_id: Some(rank.analysis_id.clone()),
            inputs: rank.inputs.clone(),
            ..Self::new(&rank.created_at, &[name, &rank.filename], &[])
        }
    }

    fn of_feedback(feedback: &Feedback) -> Self {
        let body = &feedback.feedback;
        let mut rest = vec![feedback.query.as_str(), &feedback.response, &feedback.item];
        rest.push(&body.ideal_response);
        for points in [
            &body.correct_points,
            &body.incorrect_points,
            &body.missing_points,
        ] {
            rest.extend(points.iter().map(String::as_str));
        }
        Self {
            job_id: feedback.job_id.clone(),
            resume_id: feedback.resume_id.clone(),
            analysis_id: feedback.analysis_id.clone(),
            rating: body.rating,
            item_type: feedback.item_type,
            ..Self::new(&feedback.timestamp, &[], &rest)
        }
    }
}

/// Where a line stands.
type Place = (i64, String, String);

/// The lines of one store, in their order.
#[derive(Clone, Debug, Default)]
pub struct Table {
    lines: BTreeMap<Place, Line>,
    places: BTreeMap<String, Place>,
}

impl Table {
    fn put(&mut self, key: &str, line: Line) {
        self.remove(key);
        let place = (line.order, line.tie.clone(), key.to_owned());
        self.places.insert(key.to_owned(), place.clone());
        self.lines.insert(place, line);
    }

    fn remove(&mut self, key: &str) {
        if let Some(place) = self.places.remove(key) {
            self.lines.remove(&place);
        }
    }

    /// The line of the row with that key.
    pub fn line(&self, key: &str) -> Option<&Line> {
        self.lines.get(self.places.get(key)?)
    }

    /// The keys and lines that fit, in order.
    pub fn find(&self, fits: impl Fn(&Line) -> bool) -> Vec<(&str, &Line)> {
        let lines = self.lines.iter().filter(|(_, line)| fits(line));
        lines
            .map(|((_, _, key), line)| (key.as_str(), line))
            .collect()
    }
}

/// The stores that are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Searched {
    Jobs,
    Resumes,
    Analyses,
    Ranks,
    Feedback,
}

impl Searched {
    fn of(store: &str) -> Option<Self> {
        match store {
            stores::JOBS => Some(Searched::Jobs),
            stores::RESUMES => Some(Searched::Resumes),
            stores::ANALYSES => Some(Searched::Analyses),
            stores::RANKS => Some(Searched::Ranks),
            stores::FEEDBACK => Some(Searched::Feedback),
            _ => None,
        }
    }
}

#[derive(Default)]
struct Cache {
    table: RefCell<Option<Table>>,
    /// Grows with every write to the store, so that a table that was read meanwhile is known to be old.
    writes: Cell<u64>,
    building: Mutex<()>,
}

/// The tables.
#[derive(Default)]
pub struct Caches {
    jobs: Cache,
    resumes: Cache,
    analyses: Cache,
    ranks: Cache,
    feedback: Cache,
    pub feedback_index: Remembered,
}

impl Caches {
    fn of(&self, which: Searched) -> &Cache {
        match which {
            Searched::Jobs => &self.jobs,
            Searched::Resumes => &self.resumes,
            Searched::Analyses => &self.analyses,
            Searched::Ranks => &self.ranks,
            Searched::Feedback => &self.feedback,
        }
    }

    /// Forgets the tables of these stores.
    pub fn forget<'a>(&self, stores: impl IntoIterator<Item = &'a str>) {
        for which in stores.into_iter().filter_map(Searched::of) {
            if which == Searched::Feedback {
                self.feedback_index.forget();
            }
            let cache = self.of(which);
            cache.writes.set(cache.writes.get() + 1);
            cache.table.borrow_mut().take();
        }
    }

    /// Takes over what a batch of ours wrote.
    pub fn apply(&self, batch: &Batch) {
        self.feedback_index.apply(batch);
        for store in batch.written() {
            if let Some(which) = Searched::of(store) {
                let cache = self.of(which);
                cache.writes.set(cache.writes.get() + 1);
            }
        }
        for write in &batch.writes {
            match write {
                Write::Put { store, entry } => {
                    if let Some(which) = Searched::of(store) {
                        self.put(which, entry, batch);
                    }
                }
                Write::Delete { store, key } => {
                    if let Some(which) = Searched::of(store)
                        && let Some(table) = self.of(which).table.borrow_mut().as_mut()
                    {
                        table.remove(key);
                    }
                }
                Write::Move { store, .. } | Write::DeleteWhere { store, .. } => {
                    self.forget([*store]);
                }
            }
        }
    }

    fn put(&self, which: Searched, entry: &Entry, batch: &Batch) {
        let mut table = self.of(which).table.borrow_mut();
        let Some(lines) = table.as_mut() else {
            return;
        };
        let row = Row {
            key: entry.key.clone(),
            value: entry.value.clone(),
        };
        match line(which, &row, |head| {
            text_in(batch, &head.text_key).or_else(|| kept_text(lines, head))
        }) {
            Some(line) => lines.put(&entry.key, line),
            None => *table = None,
        }
    }
}

/// The line of a row; absent where it cannot be read, or its job's text is not at hand.
fn line(which: Searched, row: &Row, text: impl FnOnce(&JobHead) -> Option<Text>) -> Option<Line> {
    match which {
        Searched::Jobs => {
            let head = rows::parse::<JobHead>(row).ok()?;
            Some(match text(&head)? {
                Text::Raw(text) => Line::of_job(&head, &text),
                Text::Folded(text) => {
                    let mut line = Line::of_job(&head, "");
                    line.text.push_str(&text);
                    line
                }
            })
        }
        Searched::Resumes => Some(Line::of_resume(&rows::parse(row).ok()?)),
        Searched::Analyses => Some(Line::of_analysis(&rows::parse(row).ok()?)),
        Searched::Ranks => Some(Line::of_rank(&rows::parse(row).ok()?)),
        Searched::Feedback => Some(Line::of_feedback(&rows::parse(row).ok()?)),
    }
}

enum Text {
    Raw(String),
    Folded(String),
}

fn text_in(batch: &Batch, text_key: &str) -> Option<Text> {
    batch.writes.iter().find_map(|write| match write {
        Write::Put { store, entry } if *store == stores::JOB_TEXTS && entry.key == text_key => {
            entry.value.text().map(|text| Text::Raw(text.to_owned()))
        }
        _ => None,
    })
}

fn kept_text(table: &Table, head: &JobHead) -> Option<Text> {
    let line = table.line(head.job_id.as_str())?;
    // The names are followed by a line end, then the text.
    let text = line.text.get(line.names + 1..)?;
    (line.text_key == head.text_key).then(|| Text::Folded(text.to_owned()))
}

impl<S: Storage> Backend<S> {
    /// Removes what a restore left that was broken off, builds the tables that are not there, so that the first letter of a
    /// search finds them, and loads the word vectors. To be called when the page has what it shows first; other calls come in
    /// between.
    ///
    /// # Errors
    /// Those of the home, or of the vectors' file; what is not there then is built or loaded when it is needed.
    pub async fn warm(&self) -> Result<(), Failure> {
        self.sweep_old().await?;
        for which in [
            Searched::Ranks,
            Searched::Resumes,
            Searched::Jobs,
            Searched::Analyses,
            Searched::Feedback,
        ] {
            self.with_table(which, |_| ()).await?;
        }
        self.meaning.model().await?;
        Ok(())
    }

    /// Looks something up in a table, which is built first where it is not there.
    pub(super) async fn with_table<T>(
        &self,
        which: Searched,
        look: impl FnOnce(&Table) -> T,
    ) -> Result<T, Failure> {
        let cache = self.caches.of(which);
        let _turn = cache.building.lock().await;
        if let Some(table) = cache.table.borrow().as_ref() {
            return Ok(look(table));
        }
        let writes = cache.writes.get();
        let table = self.build(which).await?;
        let found = look(&table);
        // What was written while the table was being read may be missing in it: then it serves this once.
        if writes == cache.writes.get() {
            *cache.table.borrow_mut() = Some(table);
        }
        Ok(found)
    }

    async fn build(&self, which: Searched) -> Result<Table, Failure> {
        let mut table = Table::default();
        let store = match which {
            Searched::Jobs => return self.build_jobs().await,
            Searched::Resumes => stores::RESUMES,
            Searched::Analyses => stores::ANALYSES,
            Searched::Ranks => stores::RANKS,
            Searched::Feedback => stores::FEEDBACK,
        };
        self.each_batch(store, |batch| {
            for row in batch {
                if let Some(line) = line(which, row, |_| None) {
                    table.put(&row.key, line);
                }
            }
        })
        .await?;
        Ok(table)
    }

    async fn build_jobs(&self) -> Result<Table, Failure> {
        let mut heads: Vec<JobHead> = Vec::new();
        self.each_batch(stores::JOBS, |batch| heads.extend(self.parse_all(batch)))
            .await?;
        let mut table = Table::default();
        for some in heads.chunks(200) {
            let query = Query::Get {
                store: stores::JOB_TEXTS,
                keys: some.iter().map(|head| head.text_key.clone()).collect(),
            };
            let rows = self.storage.ask(query).await?.rows;
            let texts: BTreeMap<&str, &str> = rows
                .iter()
                .filter_map(|row| Some((row.key.as_str(), row.value.text()?)))
                .collect();
            for head in some {
                let text = texts.get(head.text_key.as_str()).copied();
                let line = Line::of_job(head, text.unwrap_or_default());
                table.put(head.job_id.as_str(), line);
            }
        }
        Ok(table)
    }
}
