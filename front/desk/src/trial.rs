//! Trials of a migration: a copy of the society in a folder of its own, which goes through the same door as the society itself and of which nothing
//! comes into the society's register until its acts are repeated there, all of them in one transaction or none.

use crate::act::{Act, Asked, Bench};
use crate::working::{Backup, decision};
use crate::{Desk, MigrationBatch, OnePerson, Trouble, Who, files, society_id, trouble, whole};
use keep::trial::{self, Ending, Trial};
use keep::whole::PutBack;
use keep::{Receipt, audit, view};
use kernel::{CommandId, Digest, Fault, Refusal, SocietyId, Verb};
use migration::bench::case::Place;
use migration::bench::{BenchEvent, Case, Entry, fold};
use migration::paper::{Hand, PaperEvent};
use sql::{Error, Kind, Tx};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Most trials of a society at a time.
pub const MOST_TRIALS: usize = 12;
/// Most characters of a trial's name.
const MOST_NAME: usize = 80;

impl Desk {
    /// The trials of a society, also those that ended, in the order they were begun.
    ///
    /// # Errors
    /// The store's.
    pub fn trials(&self, society: SocietyId) -> Result<Vec<Trial>, Trouble> {
        self.read(|t| trial::list(t, society))
    }

    fn trials_dir(&self, society: SocietyId) -> PathBuf {
        self.dir.join("trials").join(society.0.to_string())
    }

    fn trial_dir(&self, society: SocietyId, no: i64) -> PathBuf {
        self.trials_dir(society).join(no.to_string())
    }

    /// Begins a trial: copies the society as it stands. Gives the trial's number.
    ///
    /// # Errors
    /// 3157 (the books were posted), 3180 (no name), 3186 (too many), 3187 (another runs under this name), 5001, 5002, 5003, 5107; disk and store.
    pub fn begin_trial(&self, who: &Who, society: SocietyId, name: &str) -> Result<i64, Trouble> {
        self.let_by(who, Verb::MigrationWork, society, "trial-begin")?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > MOST_NAME || self.is_copy() {
            return Err(Refusal::new(3180).with("most", MOST_NAME).into());
        }
        let before = self.trials(society)?;
        let running = || before.iter().filter(|t| t.ended.is_none());
        if running().any(|t| t.name == name) {
            return Err(Refusal::new(3187).with("name", name).into());
        }
        if running().count() >= MOST_TRIALS {
            return Err(Refusal::new(3186).with("most", MOST_TRIALS).into());
        }
        let no = before.last().map_or(1, |t| t.no + 1);
        let at = self.clock.now();
        let (_, base, size) = self.copied(&self.trial_dir(society, no), society, &format!("trial-{no}"))?;
        let begun =
            Trial { no, name: name.to_owned(), by: who.name.clone(), at, base, size, ended: None, set: String::new() };
        let noted = self.db.tx(|t| {
            trial::begin(t, society, &begun)?;
            audit::note(t, society, &decision(who, at, "trial-begin", 0, format!("{no} {name}")))
        });
        noted.map_err(Trouble::from).inspect_err(|_| {
            let _ = fs::remove_dir_all(self.trial_dir(society, no));
        })?;
        Ok(no)
    }

    /// Whether this desk is a copy made for a trial.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        !self.behind.is_empty()
    }

    /// In a copy only the work of the workbench is done that can be repeated in earnest: nobody signs, prints slips or ends paper in one.
    pub(crate) fn fits_a_copy(&self, act: &Act) -> Result<(), Refusal> {
        use BenchEvent as B;
        let fits = match act {
            Act::Bench(b) => !matches!(
                b.event,
                B::SlipsPrinted { .. }
                    | B::Frozen { .. }
                    | B::Signed { .. }
                    | B::Posted { .. }
                    | B::ParallelDay(_)
                    | B::BookSealed { .. }
                    | B::CutOver { .. }
                    | B::Reopened { .. }
            ),
            _ => false,
        };
        // who keyed a page in a copy as its second hand would have seen both readings before he keys it in earnest
        let second = match act {
            Act::Bench(b) => {
                matches!(&b.event, B::Paper(e) if matches!(&**e, PaperEvent::PageKeyed(k) if k.hand == Hand::Second))
            }
            _ => false,
        };
        if second && self.is_copy() {
            return Err(Refusal::new(3231));
        }
        if fits || !self.is_copy() { Ok(()) } else { Err(Refusal::new(3181)) }
    }

    /// Copies a society into a folder that is not there yet, all or nothing: its logs under another name and key, so that nothing signed there
    /// passes for the society's own. Gives the copy, entries of the workbench and of the own log.
    fn copied(&self, dir: &Path, society: SocietyId, mark: &str) -> Result<(Desk, u64, u64), Trouble> {
        let beside = dir.with_extension(format!("{}{}", files::PART, std::process::id()));
        let wrong = |e| trouble::of_disk("make the folder", dir, e);
        let _ = fs::remove_dir_all(&beside);
        let _ = fs::remove_dir_all(dir);
        let filled = self.fill(&beside, society, mark);
        let (base, size) = filled.inspect_err(|_| {
            let _ = fs::remove_dir_all(&beside);
        })?;
        fs::rename(&beside, dir).map_err(wrong)?;
        Ok((self.copy_at(dir)?, base, size))
    }

    fn fill(&self, dir: &Path, society: SocietyId, mark: &str) -> Result<(u64, u64), Trouble> {
        let mut lines = Vec::new();
        let (base, posted) = self.db.read(|t| {
            lines.clear();
            keep::whole::each_line_of(t, society, |line| {
                lines.push(line.to_owned());
                Ok(())
            })?;
            let case = view::bench_case(t, society)?;
            Ok::<_, Error>((case.entries as u64, case.posted.is_some()))
        })?;
        if posted {
            return Err(Refusal::new(3157).into());
        }
        // whose books come from elsewhere has them tried where they are written
        let log = self.db.tx(|t| self.own_log(t, society))?.ok_or_else(|| Refusal::new(5003))?;
        let copy = Desk::open(dir, "", self.clock.clone())?;
        copy.db.tx_alone(|t| {
            let mut next = lines.iter();
            let end = || Error::new(Kind::Other, "copy a society", "it ends too early");
            match keep::whole::put_back(t, || next.next().cloned().ok_or_else(end))? {
                PutBack::Whole(..) => {}
                PutBack::Unsound(origin) => return Err(Trouble::from(Refusal::new(5044).with("log", origin))),
            }
            keep::set_desk_number(t, self.id)?;
            let origin = format!("{}/{mark}", log.origin);
            Ok(trial::own_log(t, society, self.id, &origin, &copy.key.public().to_bytes())?)
        })?;
        copy.rebuild()?;
        Ok((base, log.frontier.size()))
    }

    fn copy_at(&self, dir: &Path) -> Result<Desk, Trouble> {
        let behind = std::iter::once(self.dir.clone()).chain(self.behind.iter().cloned()).collect();
        Ok(Desk { behind, ..Desk::open(dir, "", self.clock.clone())? })
    }

    /// A trial, whether it runs or was repeated.
    ///
    /// # Errors
    /// 3183: there is none of this number, or it was thrown away.
    pub fn trial(&self, society: SocietyId, no: i64) -> Result<Trial, Trouble> {
        let found = self.trials(society)?.into_iter().find(|t| t.no == no);
        let there = found.filter(|t| !matches!(t.ended, Some((Ending::Thrown, ..))));
        there.ok_or_else(|| Refusal::new(3183).with("no", no).into())
    }

    /// The copy of a trial as a desk of its own.
    ///
    /// # Errors
    /// 3183; 3184: the copy is not on this computer; disk and store.
    pub fn open_trial(&self, society: SocietyId, no: i64) -> Result<Desk, Trouble> {
        let trial = self.trial(society, no)?;
        let dir = self.trial_dir(society, no);
        if !dir.join("sahakar.db").exists() {
            return Err(Refusal::new(3184).with("name", trial.name).into());
        }
        self.copy_at(&dir)
    }

    /// Folders of books posted into a copy, the last first: each posting makes the books anew.
    fn posted(&self) -> Vec<(u64, PathBuf)> {
        let all = fs::read_dir(&self.dir).into_iter().flatten().flatten().map(|e| e.path());
        let number = |p: &PathBuf| p.file_name()?.to_str()?.strip_prefix("books-")?.parse().ok();
        let mut out: Vec<(u64, PathBuf)> = all.filter_map(|p| Some((number(&p)?, p))).collect();
        out.sort_by(|a, b| b.cmp(a));
        out
    }

    /// Posts old books into a copy of this copy, so that trial balance, demand and passbooks of them can be looked at; the copy itself stays as it
    /// is and is worked on. What was posted before is replaced.
    ///
    /// # Errors
    /// 3181 where this is no copy; as [`Desk::import`].
    pub fn post_trial(&self, who: &Who, code: &str, batch: &MigrationBatch, same: &[OnePerson]) -> Result<(), Trouble> {
        let society = society_id(code);
        self.let_by(who, Verb::MigrationWork, society, "trial-post")?;
        if !self.is_copy() {
            return Err(Refusal::new(3181).into());
        }
        let before = self.posted();
        let no = before.first().map_or(1, |b| b.0 + 1);
        let dir = self.dir.join(format!("books-{no}"));
        let (books, ..) = self.copied(&dir, society, &format!("books-{no}"))?;
        let done = books.bring_in(&who.name, code, batch, same, CommandId(uuid::Uuid::now_v7()));
        drop(books);
        // of those that are looked at at this moment a computer may keep the files until it lets go
        let gone = if done.is_ok() { before } else { vec![(no, dir)] };
        for (_, dir) in gone {
            let _ = fs::remove_dir_all(dir);
        }
        done.map(|_| ())
    }

    /// The books posted last into this copy, if any were, with how often that was done.
    ///
    /// # Errors
    /// Disk and store.
    pub fn posted_books(&self) -> Result<Option<(u64, Desk)>, Trouble> {
        let last = self.posted().into_iter().next();
        last.map(|(no, dir)| Ok((no, self.copy_at(&dir)?))).transpose()
    }

    /// How often old books were posted into this copy; 0 for never.
    #[must_use]
    pub fn times_posted(&self) -> u64 {
        self.posted().first().map_or(0, |p| p.0)
    }

    /// What was done in a trial, in its order; what the program counted is not among it.
    ///
    /// # Errors
    /// As [`Desk::open_trial`].
    pub fn trial_acts(&self, society: SocietyId, no: i64) -> Result<Vec<Entry>, Trouble> {
        let (trial, copy) = (self.trial(society, no)?, self.open_trial(society, no)?);
        self.entries_since(&copy, society, &trial)
    }

    /// What was done in the society itself since a trial was begun.
    ///
    /// # Errors
    /// 3183; the store's.
    pub fn since_trial(&self, society: SocietyId, no: i64) -> Result<Vec<Entry>, Trouble> {
        let trial = self.trial(society, no)?;
        self.entries_since(self, society, &trial)
    }

    fn entries_since(&self, of: &Desk, society: SocietyId, trial: &Trial) -> Result<Vec<Entry>, Trouble> {
        let mut all = of.read(|t| view::bench_said(t, society))?;
        let own = self.id.0;
        all.retain(|e| !matches!(e.event, BenchEvent::Counted(_)));
        let new = |e: &Entry| if e.place.0 == own { e.place.1 >= trial.size as i64 } else { e.at > trial.at };
        Ok(all.into_iter().filter(new).collect())
    }

    /// The society as it will be when a trial is repeated now: nothing is written.
    ///
    /// # Errors
    /// As [`Desk::trial_acts`].
    pub fn as_repeated(&self, society: SocietyId, no: i64) -> Result<Case, Trouble> {
        let acts = self.trial_acts(society, no)?;
        let mut all = self.read(|t| view::bench_said(t, society))?;
        // entries of the own log stand first, and the acts join it at its end
        let after = all.iter().rposition(|e| e.place.0 == self.id.0).map_or(0, |i| i + 1);
        let far = i64::MAX / 2;
        let moved: BTreeMap<Place, Place> =
            acts.iter().zip(0..).map(|(e, i)| (e.place, (self.id.0, far + i))).collect();
        let ahead =
            acts.into_iter().map(|e| Entry { place: moved[&e.place], event: at_its_place(e.event, &moved), ..e });
        all.splice(after..after, ahead);
        Ok(fold(&all))
    }

    /// Does the acts of a trial in earnest, in their order, by who asks: each through the door, all in one transaction. `set` is the data set the
    /// trial came to, hexadecimal; the caller saw that [`Desk::as_repeated`] comes to the same.
    ///
    /// # Errors
    /// 3182 something was written since the trial was begun; 3183, 3184; 3188 nothing was done in it; what the door says to an act; disk and store.
    pub fn repeat_trial(&self, who: &Who, society: SocietyId, no: i64, set: &str) -> Result<Receipt, Trouble> {
        let trial = self.trial(society, no)?;
        if trial.ended.is_some() {
            return Err(Refusal::new(3183).with("no", no).into());
        }
        let acts = self.trial_acts(society, no)?;
        let asked = |event: BenchEvent| Asked { act: Act::Bench(Box::new(Bench::from(event))), before: None };
        if acts.is_empty() {
            return Err(Refusal::new(3188).with("name", &trial.name).into());
        }
        for e in &acts {
            self.let_through(who, society, &asked(e.event.clone()).act)?;
        }
        self.take_files(&self.trial_dir(society, no))?;
        let now = self.clock.now();
        self.db.tx(|t| {
            self.unmoved(t, society, &trial)?;
            let mut places: BTreeMap<Place, Place> = BTreeMap::new();
            for (i, e) in acts.iter().enumerate() {
                let asked = asked(at_its_place(e.event.clone(), &places));
                let command = format!("trial:{no}:{i}");
                let done = self.act_in(t, (who, now), society, &command, &asked, &Backup::default())?;
                places.insert(e.place, (done.receipt.desk.0, done.receipt.first.0));
            }
            let end = BenchEvent::Repeated { trial: trial.name.clone(), acts: acts.len() as u64, set: set.to_owned() };
            let command = format!("trial:{no}:end");
            let done = self.act_in(t, (who, now), society, &command, &asked(end), &Backup::default())?;
            trial::end(t, society, no, Ending::Repeated, (&who.name, now), set)?;
            Ok::<_, Trouble>(done.receipt)
        })
    }

    fn unmoved(&self, t: &mut Tx<'_>, society: SocietyId, trial: &Trial) -> Result<(), Trouble> {
        let now = view::bench_entries(t, society)?;
        if now == trial.base { Ok(()) } else { Err(moved_since(trial, now.saturating_sub(trial.base)).into()) }
    }

    /// Keeps what was brought in a trial: by their digests, so that those that are there already stay.
    fn take_files(&self, from: &Path) -> Result<(), Trouble> {
        let _keeping = files::lock(&self.dir)?;
        for (digest, path) in whole::kept(from)? {
            let there = Digest::from_hex(&digest).and_then(|d| self.file(&d));
            if there.is_none() {
                self.keep_file(&fs::read(&path).map_err(|e| Fault::new("read a file of the trial", e))?)?;
            }
        }
        Ok(())
    }

    /// Throws a trial away: its copy goes, and that it was thrown away stays.
    ///
    /// # Errors
    /// 3183; 5001, 5002; disk and store.
    pub fn throw_trial(&self, who: &Who, society: SocietyId, no: i64) -> Result<(), Trouble> {
        self.let_by(who, Verb::MigrationWork, society, "trial-throw")?;
        let trial = self.trial(society, no)?;
        let (dir, at) = (self.trial_dir(society, no), self.clock.now());
        if dir.exists() {
            fs::remove_dir_all(&dir).map_err(|e| trouble::of_disk("remove the folder", &dir, e))?;
        }
        if trial.ended.is_some() {
            return Ok(());
        }
        let words = format!("{no} {}", trial.name);
        self.db.tx(|t| {
            trial::end(t, society, no, Ending::Thrown, (&who.name, at), "")?;
            audit::note(t, society, &decision(who, at, "trial-throw", 0, words.clone()))
        })?;
        Ok(())
    }
}

/// The refusal of a trial under which the books have moved.
#[must_use]
pub fn moved_since(trial: &Trial, n: u64) -> Refusal {
    Refusal::new(3182).with("name", &trial.name).with("n", n)
}

/// An act that names another of its trial names it where it stands in the society's own log.
fn at_its_place(mut event: BenchEvent, places: &BTreeMap<Place, Place>) -> BenchEvent {
    if let BenchEvent::TakenBack { of, .. } | BenchEvent::ObjectionSettled { of, .. } = &mut event {
        *of = places.get(of).copied().unwrap_or(*of);
    }
    if let BenchEvent::ObjectionSettled { mend: Some(mend), .. } = &mut event {
        *mend = places.get(mend).copied().unwrap_or(*mend);
    }
    event
}
