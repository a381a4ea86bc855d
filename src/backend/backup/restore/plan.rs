//! What becomes of each row of a backup that comes back: taken or not, when it is written, and what must still be so then.

use std::collections::{BTreeMap, BTreeSet};

use crate::backend::backup::filing::{Filed, Links};
use crate::backend::backup::manifest::{DERIVED, LIGHT, owner};
use crate::backend::backup::sweep::waiting_key;
use crate::backend::rows::{self, CURRENT_JOB, JobHead, Rank};
use crate::messages::{RestoreHow, Restored};
use crate::storage::{Batch, Entry, Part, Row, Value, Write, stores};

/// A record of the backup on which others hang.
pub(super) struct Head {
    /// A record with its key is here.
    here: bool,
    /// It will be the backup's.
    taken: bool,
    /// It is here and is not the same.
    differs: bool,
}

/// A restore under way.
pub(super) struct Plan {
    pub id: String,
    pub how: RestoreHow,
    pub heads: BTreeMap<(&'static str, String), Head>,
    /// The texts of jobs that a job or an analysis of the backup's needs.
    texts: BTreeSet<String>,
    /// The large rows of the backup's.
    pub brought: BTreeSet<(&'static str, String)>,
    /// The one transaction that makes everything count.
    pub last: Batch,
    pub last_bytes: usize,
    checked: BTreeSet<(&'static str, String)>,
    pub ahead: Batch,
    pub ahead_bytes: usize,
    pub ahead_rows: Vec<(String, String)>,
    pub notes: u32,
    pub done: Restored,
}

impl Plan {
    /// A restore with that id, nothing of which is decided yet.
    pub fn new(id: String, how: RestoreHow) -> Self {
        let mut last = Batch::new();
        if how == RestoreHow::Replace {
            for store in LIGHT.into_iter().chain(DERIVED) {
                last.clear(store);
            }
        }
        Self {
            id,
            how,
            heads: BTreeMap::new(),
            texts: BTreeSet::new(),
            brought: BTreeSet::new(),
            last,
            last_bytes: 0,
            checked: BTreeSet::new(),
            ahead: Batch::new(),
            ahead_bytes: 0,
            ahead_rows: Vec::new(),
            notes: 0,
            done: Restored::default(),
        }
    }

    fn replaces(&self) -> bool {
        self.how == RestoreHow::Replace
    }

    /// Decides on a row that stands in lists.
    pub fn light(
        &mut self,
        store: &'static str,
        filed: Filed,
        ours: Option<&Value>,
        links: &Links,
    ) {
        let entry = filed.entry;
        let differs = ours.is_some_and(|ours| *ours != entry.value);
        let taken = match (self.how, ours) {
            (RestoreHow::Replace, _) => true,
            (_, None) => match store {
                stores::RANKS | stores::SETTINGS => self.leads_somewhere(store, &entry),
                _ => true,
            },
            (_, Some(ours)) => match store {
                stores::SETTINGS => false,
                stores::RANKS => differs && self.counts_more(&entry, ours),
                _ => differs && self.how == RestoreHow::MergeTakingTheirs,
            },
        };
        if [stores::JOBS, stores::RESUMES, stores::ANALYSES].contains(&store) {
            let head = Head {
                here: ours.is_some(),
                taken,
                differs,
            };
            self.heads.insert((store, entry.key.clone()), head);
        }
        if !taken {
            return;
        }
        match ours {
            None => self.check_absent(store, &entry.key),
            Some(Value::Text(ours)) if !self.replaces() => {
                self.last.same(store, entry.key.as_str(), ours.as_str());
            }
            Some(_) => self.check_present(store, &entry.key),
        }
        if !self.replaces() {
            self.lean_on(store, &entry, links);
        }
        match store {
            stores::JOBS => {
                if let Some(head) = parse::<JobHead>(&entry) {
                    self.texts.insert(head.text_key);
                }
                self.done.jobs += 1;
            }
            stores::ANALYSES => {
                if let Some([Part::Text(text), ..]) = entry.index.get("text").map(Vec::as_slice) {
                    self.texts.insert(text.clone());
                }
                self.done.analyses += 1;
            }
            stores::RESUMES => self.done.resumes += 1,
            stores::FEEDBACK => {
                if differs && !self.replaces() {
                    self.last
                        .delete(stores::FEEDBACK_VECTORS, entry.key.as_str());
                }
                self.done.feedback += 1;
            }
            stores::APPLICATIONS => self.done.applications += 1,
            _ => {}
        }
        self.put(store, entry);
    }

    /// Whether what a setting or a place in the ranking names will be here.
    fn leads_somewhere(&self, store: &str, entry: &Entry) -> bool {
        match store {
            stores::RANKS => parse::<Rank>(entry).is_none_or(|rank| {
                let analysis = rank.analysis_id.to_string();
                self.heads.contains_key(&(stores::ANALYSES, analysis))
            }),
            _ if entry.key == CURRENT_JOB => {
                parse::<rows::CurrentJob>(entry).is_none_or(|current| {
                    let job = current.job_id.to_string();
                    self.heads.contains_key(&(stores::JOBS, job))
                })
            }
            _ => true,
        }
    }

    /// Whether the backup's place in the ranking takes ours: of two analyses the newer one counts.
    fn counts_more(&self, theirs: &Entry, ours: &Value) -> bool {
        let ours = parse::<Rank>(&Entry::new(theirs.key.as_str(), ours.clone()));
        match (parse::<Rank>(theirs), ours) {
            (Some(theirs), Some(ours)) if theirs.analysis_id == ours.analysis_id => {
                let analysis = (stores::ANALYSES, theirs.analysis_id.to_string());
                self.heads.get(&analysis).is_some_and(|head| head.taken)
            }
            (Some(theirs), Some(ours)) => theirs.created_at > ours.created_at,
            (Some(_), None) => self.how == RestoreHow::MergeTakingTheirs,
            (None, _) => false,
        }
    }

    /// What a row that comes hangs on must not go meanwhile.
    fn lean_on(&mut self, store: &str, entry: &Entry, links: &Links) {
        let mut on = Vec::new();
        if store == stores::ANALYSES
            && let Some((job, resume)) = links.get(&entry.key)
        {
            on.push((stores::JOBS, job.to_string()));
            on.push((stores::RESUMES, resume.to_string()));
        }
        if store == stores::FEEDBACK
            && let Some([Part::Text(analysis), ..]) = entry.index.get("analysis").map(Vec::as_slice)
        {
            on.push((stores::ANALYSES, analysis.clone()));
        }
        if store == stores::RESUMES
            && let Some([Part::Text(job), ..]) = entry.index.get("unscored").map(Vec::as_slice)
        {
            on.push((stores::JOBS, job.clone()));
        }
        if store == stores::APPLICATIONS {
            for (index, to) in [("job", stores::JOBS), ("resume", stores::RESUMES)] {
                if let Some([Part::Text(id), ..]) = entry.index.get(index).map(Vec::as_slice) {
                    on.push((to, id.clone()));
                }
            }
        }
        for (store, key) in on {
            let stays = |head: &Head| head.here && !head.taken;
            if self.heads.get(&(store, key.clone())).is_some_and(stays) {
                self.check_present(store, &key);
            }
        }
    }

    /// Decides on a row that is large.
    pub fn heavy(&mut self, store: &'static str, entry: Entry, ours: Option<&Value>) {
        let (owner_store, owner_key) = owner(store, &entry.key);
        let Some(head) = self.heads.get(&(owner_store, owner_key.to_owned())) else {
            // It hangs on nothing: nobody would ever find it.
            return;
        };
        let (here, taken) = (head.here, head.taken);
        self.brought.insert((store, entry.key.clone()));
        // The details of an analysis are found by what its head says.
        let differs = ours.is_some_and(|ours| *ours != entry.value)
            || store == stores::ANALYSIS_DETAILS && head.differs && taken;
        match ours {
            None if store == stores::JOB_TEXTS
                && !self.replaces()
                && !self.texts.contains(&entry.key) => {}
            None if here => {
                self.check_present(owner_store, owner_key);
                self.check_absent(store, &entry.key);
                self.put(store, entry);
            }
            None => {
                let key = entry.key.clone();
                self.lay(store, key, entry);
            }
            Some(_) if differs => {
                if self.how == RestoreHow::MergeKeepingMine {
                    return;
                }
                if here {
                    self.check_present(owner_store, owner_key);
                }
                let waiting = waiting_key(&self.id, &entry.key);
                self.check_present(store, &waiting);
                self.last.writes.push(Write::Move {
                    store,
                    from: waiting.clone(),
                    to: entry.key.clone(),
                    index: entry.index.clone(),
                });
                if owner_store == stores::RESUMES && !self.replaces() {
                    self.last
                        .delete(stores::RESUME_FEATURES, owner_key.to_owned());
                }
                self.lay(store, waiting, entry);
            }
            Some(_) if taken => self.check_present(store, &entry.key),
            Some(_) => {}
        }
    }

    /// Lays a row by, to be written ahead under that key.
    fn lay(&mut self, store: &'static str, key: String, entry: Entry) {
        self.ahead_bytes += length(&entry);
        self.ahead_rows.push((store.to_owned(), key.clone()));
        self.ahead.absent(store, key.as_str());
        self.ahead.put(store, Entry { key, ..entry });
    }

    fn put(&mut self, store: &'static str, entry: Entry) {
        self.last_bytes += length(&entry);
        self.last.put(store, entry);
    }

    fn check_present(&mut self, store: &'static str, key: &str) {
        if self.checked.insert((store, key.to_owned())) {
            self.last.present(store, key);
        }
    }

    fn check_absent(&mut self, store: &'static str, key: &str) {
        if self.checked.insert((store, key.to_owned())) {
            self.last.absent(store, key);
        }
    }
}

fn length(entry: &Entry) -> usize {
    match &entry.value {
        Value::Text(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
    }
}

fn parse<T: rows::Kept>(entry: &Entry) -> Option<T> {
    let row = Row {
        key: entry.key.clone(),
        value: entry.value.clone(),
    };
    rows::parse(&row).ok()
}
