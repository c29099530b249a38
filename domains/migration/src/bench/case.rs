//! A migration as its entries say it: what was brought, mended, judged, signed; what was taken back is left out.

use super::event::{Answer, BenchEvent, Carried, Counted, Judgement, Mend, Outside, PaperDay, Signer, Spot};
use super::unread;
use crate::event::FileKept;
use crate::layout::{self, LayoutEvent};
use crate::paper::{self, Paper, PaperEvent};
use crate::profile::{Profile, Profiles, TableProfile};
use kernel::{Date, Instant};
use society::terms::Attachment;
use std::collections::{BTreeMap, BTreeSet};

/// Desk and position of an entry.
pub type Place = (i64, i64);

/// An entry of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub place: Place,
    /// Login name of who wrote it.
    pub by: String,
    /// When, by the clock of that desk.
    pub at: Instant,
    /// What happened.
    pub event: BenchEvent,
}

/// Something with the entry that said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<T> {
    /// Where it stands.
    pub place: Place,
    /// Who.
    pub by: String,
    /// When.
    pub at: Instant,
    /// What.
    pub what: T,
}

impl<T> Said<T> {
    /// Written after another: in one log by its position, in two by the clock.
    #[must_use]
    pub fn is_after<U>(&self, other: &Said<U>) -> bool {
        if self.place.0 == other.place.0 { self.place.1 > other.place.1 } else { self.at >= other.at }
    }
}

/// Mends with their reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The changes.
    pub mends: Vec<Mend>,
    /// Why.
    pub reason: String,
    /// Key of the finding; may be empty.
    pub finding: String,
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// As whom.
    pub signer: Signer,
    /// Data set.
    pub set: String,
    /// Number and day of the paper.
    pub paper_no: String,
}

/// Slips printed for a village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slips {
    /// Slips.
    pub count: u64,
    /// Data set they show.
    pub set: String,
    /// Last day for objections.
    pub until: Date,
    /// Digest of the slips themselves; empty where it was not kept.
    pub digest: String,
}

/// An objection of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Membership number.
    pub member_no: String,
    /// What he says.
    pub text: String,
    /// How it was settled.
    pub settled: Option<String>,
    /// The mend that answers it.
    pub mend: Option<Place>,
}

/// The end of paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// First day without paper.
    pub from: Date,
    /// Resolution of the board.
    pub resolution: String,
    /// Days running on which paper and system said the same before it.
    pub run: u64,
}

/// Everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Day the balances are true on; nothing before the workbench was opened.
    pub cutoff: Option<Said<Date>>,
    /// Day it was begun first, whatever was set anew since.
    pub begun: Option<Date>,
    /// First day on which a file was brought, by its path and by the digest of its bytes.
    pub first_brought: BTreeMap<String, Date>,
    /// First day on which a page was keyed, by volume and page.
    pub first_keyed: BTreeMap<(u32, u32), Date>,
    /// Files, by path.
    pub files: BTreeMap<String, Said<FileKept>>,
    /// Other things, by path, with the refusal's number.
    pub aside: BTreeMap<String, Option<u16>>,
    /// Files that are there and were read only in part, by path, with the number that says what is missing.
    pub partly: BTreeMap<String, u16>,
    /// Files that were left out, with the reason.
    pub left: BTreeMap<String, Said<String>>,
    /// Cells that held a full Aadhaar number.
    pub secret: BTreeSet<Spot>,
    /// Volumes and keyed pages.
    pub paper: Paper,
    /// How tables are to be read, by headings.
    pub mappings: Vec<Said<TableProfile>>,
    /// Of the mappings those that drop something recognised, with the reason.
    pub dropped: BTreeMap<Place, String>,
    /// Of the mappings those that came from the seat: the entry that applies it, and the release it is of.
    pub from_seat: BTreeMap<Place, Place>,
    /// Releases that are not for this society.
    pub declined: BTreeSet<Place>,
    /// Mends in their order.
    pub mended: Vec<Said<Mended>>,
    /// Persons judged, by their numbers.
    pub judged: BTreeMap<Vec<String>, Said<(Judgement, String)>>,
    /// Findings answered, by key.
    pub answers: BTreeMap<String, Said<Answer>>,
    /// Differences carried, by head.
    pub carried: BTreeMap<String, Said<Carried>>,
    /// Figures from outside, by head.
    pub outside: BTreeMap<String, Said<Outside>>,
    /// Slips by village.
    pub slips: BTreeMap<String, Said<Slips>>,
    /// Objections.
    pub objections: Vec<Said<Objection>>,
    /// The data set closed last.
    pub frozen: Option<Said<String>>,
    /// Signatures in the order they were given.
    pub signatures: Vec<Said<Signature>>,
    /// The data set that was posted.
    pub posted: Option<Said<String>>,
    /// Days kept on paper beside the system.
    pub parallel: BTreeMap<Date, Said<PaperDay>>,
    /// When each of them was first written down, and by whom: a photograph that comes later does not make it later.
    pub first_kept: BTreeMap<Date, Said<()>>,
    /// Days whose paper was taken back once: whatever is written for one again, it breaks the run.
    pub broken: BTreeSet<Date>,
    /// Paper books sealed, by number of the volume.
    pub sealed: BTreeMap<String, Said<Attachment>>,
    /// Photographs ever shown of a ruled-off book, by digest, with the volume.
    pub seals: BTreeMap<String, String>,
    /// Photographs that were blackened further: digest of the old one, and of the new one with who did it. The old bytes are gone.
    pub masked: BTreeMap<String, Said<String>>,
    /// The end of paper.
    pub cut_over: Option<Said<Ended>>,
    /// Orders by which paper was opened again.
    pub reopened: Vec<Said<(String, String)>>,
    /// What was counted last.
    pub counted: Option<Said<Counted>>,
    /// Rows the register holds as keyed at that place, where what was counted says another number.
    pub miscounted: Option<u64>,
    /// Signatures that were taken back: by whom, and why.
    pub unsigned: Vec<(Said<Signature>, Said<String>)>,
    /// Objections that were taken back: by whom, and why.
    pub withdrawn: Vec<(Said<Objection>, Said<String>)>,
    /// Entries taken back: by which.
    pub taken_back: BTreeMap<Place, Said<String>>,
    /// Days on which somebody worked with his login, and acts of work done on each: mends, answers, judgements, pages keyed.
    pub worked: BTreeMap<(Date, String), u64>,
    /// Entries folded; what the program only counted is none.
    pub entries: usize,
}

/// Folds entries: those of the society's own log first, each log in its order.
#[must_use]
pub fn fold(entries: &[Entry]) -> Case {
    let written = entries.iter().filter(|e| !matches!(e.event, BenchEvent::Counted(_))).count();
    let mut case = Case { entries: written, ..Case::default() };
    for e in entries {
        if let BenchEvent::TakenBack { of, reason } = &e.event {
            case.taken_back.insert(*of, said(e, reason.clone()));
        }
    }
    for e in entries {
        if !case.taken_back.contains_key(&e.place) {
            case.take(e);
            continue;
        }
        case.left_out(e);
        if let Some((of, _)) = taken(&e.event) {
            case.declined.insert(of);
        }
    }
    case
}

/// Acts by which the work grows less.
fn is_work(event: &BenchEvent) -> bool {
    matches!(
        event,
        BenchEvent::Mended { .. }
            | BenchEvent::Answered { .. }
            | BenchEvent::PersonsJudged { .. }
            | BenchEvent::DifferenceCarried(_)
            | BenchEvent::Paper(_)
    )
}

/// A mapping of the seat that is applied, with the entry of its release.
fn taken(event: &BenchEvent) -> Option<(Place, &TableProfile)> {
    match event {
        BenchEvent::Layout(l) => match &**l {
            LayoutEvent::Taken { of, table } => Some((*of, table)),
            _ => None,
        },
        _ => None,
    }
}

fn said<T>(e: &Entry, what: T) -> Said<T> {
    Said { place: e.place, by: e.by.clone(), at: e.at, what }
}

impl Case {
    fn take(&mut self, e: &Entry) {
        if is_work(&e.event) {
            *self.worked.entry((e.at.day(), e.by.clone())).or_default() += 1;
        }
        match e.event.clone() {
            BenchEvent::Opened { cutoff } => {
                self.begun.get_or_insert(e.at.day());
                self.cutoff = Some(said(e, cutoff));
            }
            BenchEvent::FilesBrought { files, aside, secret } => self.brought(e, files, aside, secret),
            BenchEvent::FileLeft { path, reason } => {
                self.files.remove(&path);
                self.aside.remove(&path);
                self.partly.remove(&path);
                self.secret.retain(|s| s.path != path);
                self.left.insert(path, said(e, reason));
            }
            BenchEvent::Paper(event) => {
                if let PaperEvent::PageKeyed(k) = &*event {
                    self.first_keyed.entry((k.volume, k.page)).or_insert(e.at.day());
                }
                self.paper.take(paper::Entry { by: &e.by, event: &event });
            }
            BenchEvent::MappingSet { table, reason } => {
                self.mappings.retain(|m| m.what.headings != table.headings);
                self.without_the_seats(&table);
                self.mappings.push(said(e, table));
                if !reason.is_empty() {
                    self.dropped.insert(e.place, reason);
                }
            }
            BenchEvent::Layout(_) => self.of_the_seat(e),
            BenchEvent::Mended { mends, reason, finding } => {
                self.mended.push(said(e, Mended { mends, reason, finding }));
            }
            BenchEvent::PersonsJudged { members, judgement, reason } => {
                self.judged.insert(members, said(e, (judgement, reason)));
            }
            BenchEvent::Answered { finding, answer } => {
                self.answers.insert(finding, said(e, answer));
            }
            BenchEvent::DifferenceCarried(c) => {
                self.carried.insert(c.head.clone(), said(e, c));
            }
            BenchEvent::Stated(o) => {
                self.outside.insert(o.head.clone(), said(e, o));
            }
            BenchEvent::SlipsPrinted { village, count, set, until, digest } => {
                // the same slips once more: the window goes on from the first
                let again = self.slips.get(&village).is_some_and(|s| s.what.digest == digest && !digest.is_empty());
                let first = self.slips.get(&village).filter(|_| again).map_or(until, |s| s.what.until);
                self.slips.insert(village, said(e, Slips { count, set, until: first, digest }));
            }
            BenchEvent::Objected { member_no, text } => {
                self.objections.push(said(e, Objection { member_no, text, settled: None, mend: None }));
            }
            BenchEvent::ObjectionSettled { of, how, mend } => {
                // a mend that was taken back answers nothing
                let stands = mend.is_none_or(|mend| self.mended.iter().any(|m| m.place == mend));
                if let Some(o) = self.objections.iter_mut().find(|o| o.place == of).filter(|_| stands) {
                    (o.what.settled, o.what.mend) = (Some(how), mend);
                }
            }
            BenchEvent::Frozen { set } => self.frozen = Some(said(e, set)),
            BenchEvent::Signed { signer, set, paper_no } => {
                self.signatures.push(said(e, Signature { signer, set, paper_no }));
            }
            BenchEvent::Posted { set } => self.posted = Some(said(e, set)),
            BenchEvent::ParallelDay(day) => {
                self.first_kept.entry(day.date).or_insert_with(|| said(e, ()));
                self.parallel.insert(day.date, said(e, day));
            }
            BenchEvent::BookSealed { volume, photo } => {
                self.seals.insert(photo.digest.clone(), volume.clone());
                self.sealed.insert(volume, said(e, photo));
            }
            BenchEvent::CutOver { from, resolution, run } => {
                self.cut_over = Some(said(e, Ended { from, resolution, run }));
            }
            BenchEvent::Reopened { order, reason, of } => {
                self.reopen(e, of);
                self.reopened.push(said(e, (order, reason)));
            }
            BenchEvent::Counted(counted) => {
                let rows = self.paper.rows();
                self.miscounted = (counted.keyed != rows).then_some(rows);
                self.counted = Some(said(e, counted));
            }
            BenchEvent::PhotoMasked { was, photo } => self.remask(e, &was, &photo),
            BenchEvent::Repeated { .. } | BenchEvent::TakenBack { .. } => {}
        }
    }

    /// Paper goes on: the days kept beside it and the books sealed before the end that is undone count for no other.
    fn reopen(&mut self, e: &Entry, of: Option<Place>) {
        // an order that names no end is of before ends were named: the clock is all there is to go by
        let after = |s: Place, at: Instant| match of {
            Some(of) => s.0 != of.0 || s.1 > of.1,
            None => at > e.at,
        };
        self.sealed.retain(|_, s| after(s.place, s.at));
        self.parallel.retain(|_, s| after(s.place, s.at));
        self.cut_over.take_if(|c| of.is_none_or(|of| of == c.place));
    }

    /// What of an entry taken back is still to be seen.
    fn left_out(&mut self, e: &Entry) {
        let by = self.taken_back[&e.place].clone();
        match e.event.clone() {
            BenchEvent::Signed { signer, set, paper_no } => {
                self.unsigned.push((said(e, Signature { signer, set, paper_no }), by));
            }
            BenchEvent::Objected { member_no, text } => {
                self.withdrawn.push((said(e, Objection { member_no, text, settled: None, mend: None }), by));
            }
            BenchEvent::ParallelDay(day) => {
                self.broken.insert(day.date);
            }
            _ => {}
        }
    }

    /// Applies a mapping of the seat, unless the society has one of its own for that layout: its own wins.
    fn of_the_seat(&mut self, e: &Entry) {
        let Some((of, table)) = taken(&e.event) else { return };
        self.declined.remove(&of);
        self.without_the_seats(table);
        if !self.mappings.iter().any(|m| layout::alike(&m.what, table)) {
            self.from_seat.insert(e.place, of);
            self.mappings.push(said(e, table.clone()));
        }
    }

    /// Leaves out mappings of the seat that are of this layout.
    fn without_the_seats(&mut self, table: &TableProfile) {
        let from = &mut self.from_seat;
        self.mappings.retain(|m| !(layout::alike(&m.what, table) && from.remove(&m.place).is_some()));
    }

    fn brought(&mut self, e: &Entry, files: Vec<FileKept>, aside: Vec<(String, Option<u16>)>, secret: Vec<Spot>) {
        for file in files {
            self.aside.remove(&file.path);
            self.left.remove(&file.path);
            // what was said of the file before says nothing of this one
            self.partly.remove(&file.path);
            self.answers.remove(&unread::partly_key(&file.path));
            self.secret.retain(|s| s.path != file.path);
            for name in [&file.path, &file.digest] {
                self.first_brought.entry(name.clone()).or_insert(e.at.day());
            }
            self.files.insert(file.path.clone(), said(e, file));
        }
        for (path, number) in aside {
            match (self.files.contains_key(&path), number) {
                (true, Some(number)) => {
                    // what was answered of an earlier copy says nothing of this one
                    self.answers.remove(&unread::partly_key(&path));
                    self.partly.insert(path, number);
                }
                (true, None) => {}
                (false, number) => {
                    self.left.remove(&path);
                    self.aside.insert(path, number);
                }
            }
        }
        self.secret.extend(secret);
    }

    /// Person-days that are left, from the pace of those who worked here: open findings, heads that differ and pages that are not whole, at so many
    /// acts a day as each did on the days he worked: two who worked on one day worked two. Nothing before the first day of work.
    #[must_use]
    pub fn days_left(&self, counted: &Counted) -> Option<u64> {
        let left = counted.findings.0 + (counted.heads.1 - counted.heads.0.min(counted.heads.1));
        self.days_for(left + (counted.pages.1 - counted.pages.0.min(counted.pages.1)))
    }

    /// Person-days for so many acts of work, at the pace of those who worked here; nothing before the first day of work.
    #[must_use]
    pub fn days_for(&self, left: u64) -> Option<u64> {
        let (days, acts) = (self.worked.len() as u64, self.worked.values().sum::<u64>());
        (acts > 0).then(|| (left * days).div_ceil(acts))
    }

    /// Whether a data set is the one that was closed last. Once it is posted it stays closed, whatever a later program reads in the old files.
    #[must_use]
    pub fn is_closed(&self, set: &str) -> bool {
        let posted = || self.posted.as_ref().map(|p| &p.what);
        self.frozen.as_ref().is_some_and(|f| f.what == set || posted() == Some(&f.what))
    }

    /// The mappings as profiles.
    #[must_use]
    pub fn profiles(&self) -> Profiles {
        Profiles(vec![Profile { table: self.mappings.iter().map(|m| m.what.clone()).collect() }])
    }

    /// The differences that are carried on.
    #[must_use]
    pub fn carried(&self) -> Vec<Carried> {
        self.carried.values().map(|c| c.what.clone()).collect()
    }

    /// All mends in their order, each with the entry it is of.
    pub fn mends(&self) -> impl Iterator<Item = (Place, &Mend)> {
        self.mended.iter().flat_map(|m| m.what.mends.iter().map(move |mend| (m.place, mend)))
    }
}
