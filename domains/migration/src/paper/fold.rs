//! From entries to what stands: volumes, pages and the state of each; nothing here was typed by anyone as a state.

use super::compare::{self, Compared, Settled};
use super::control::{self, Control, Gap};
use super::event::{Choice, Hand, Held, Keyed, Listing, PaperEvent, Sampling};
use super::kinds::{self, Kind};
use society::terms::Attachment;
use std::collections::{BTreeMap, BTreeSet};

/// An entry of the register that is still true, with its author.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Login of who did it.
    pub by: &'a str,
    /// What was done.
    pub event: &'a PaperEvent,
}

/// A page as one hand keyed it, with whose hand it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keying {
    /// Login.
    pub by: String,
    /// What was keyed.
    pub keyed: Keyed,
    /// The lot of the page: from what was keyed.
    pub lot: u64,
}

/// What a second hand is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    twice: bool,
    /// Pages drawn as a sample.
    pub drawn: BTreeSet<u32>,
    /// The sample was worse than the rule allows: every page is keyed again in full.
    pub rekey: bool,
}

impl Plan {
    /// A second hand must key the page: because of its kind, because it was drawn, because the sample was bad, or because nothing
    /// else bears out a page that does not add up in the book.
    #[must_use]
    pub fn wants_second(&self, no: u32, page: &Page) -> bool {
        self.twice || self.rekey || self.drawn.contains(&no) || page.as_written.is_some() || page.second.is_some()
    }

    /// The second hand keys every column of the page, not the critical ones alone.
    #[must_use]
    pub fn in_full(&self, no: u32) -> bool {
        !self.twice || self.rekey || self.drawn.contains(&no)
    }
}

/// The third look as it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThirdLook {
    /// Login.
    pub by: String,
    /// Mark of the keyings it speaks of.
    pub of: String,
    /// What stands.
    pub choices: Vec<Choice>,
    /// Why there was no photograph of the page.
    pub no_photo: String,
}

/// Everything known of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// As the first hand keyed it.
    pub first: Option<Keying>,
    /// As the second hand keyed it.
    pub second: Option<Keying>,
    /// Who says that the book itself does not add up, and what was seen.
    pub as_written: Option<(String, String)>,
    /// The third look.
    pub third: Option<ThirdLook>,
    /// Photograph kept last.
    pub photo: Option<Attachment>,
}

/// How far a page has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing keyed.
    Empty,
    /// It does not add up; nobody has said that the book itself does not.
    Held(Vec<Gap>),
    /// The first hand is done and a second is wanted.
    FirstDone,
    /// Both are done and differ, so often.
    Differences(usize),
    /// Nothing is open.
    Whole,
}

impl Standing {
    /// Name for messages: `page-standing-<name>`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Standing::Empty => "empty",
            Standing::Held(_) => "held",
            Standing::FirstDone => "first-done",
            Standing::Differences(_) => "differences",
            Standing::Whole => "whole",
        }
    }
}

/// A volume with its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    /// As listed last.
    pub listing: Listing,
    /// Who listed it.
    pub by: String,
    /// Pages of which something is known, by number.
    pub pages: BTreeMap<u32, Page>,
}

/// What one operator keyed and how much of it was wrong, as far as a second hand has shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Operator {
    /// Pages keyed, by either hand.
    pub pages: u64,
    /// Rows keyed.
    pub rows: u64,
    /// Cells another hand keyed too, and which are settled.
    pub compared: u64,
    /// Of these, wrong.
    pub wrong: u64,
}

/// All paper of a society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Volumes by number; struck ones are gone.
    pub volumes: BTreeMap<u32, Volume>,
    /// The rule for samples.
    pub sampling: Sampling,
    /// Greatest number a volume ever had.
    pub last_no: u32,
}

impl Default for Paper {
    fn default() -> Paper {
        Paper { volumes: BTreeMap::new(), sampling: kinds::proposed().clone(), last_no: 0 }
    }
}

/// Folds the entries, in their order.
#[must_use]
pub fn fold<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Paper {
    let mut paper = Paper::default();
    for entry in entries {
        paper.take(entry);
    }
    paper
}

impl Paper {
    fn page_mut(&mut self, volume: u32, page: u32) -> Option<&mut Page> {
        self.volumes.get_mut(&volume).map(|v| v.pages.entry(page).or_default())
    }

    /// Adds one entry.
    pub fn take(&mut self, entry: Entry<'_>) {
        let by = || entry.by.to_owned();
        match entry.event {
            PaperEvent::VolumeListed(listing) => {
                self.last_no = self.last_no.max(listing.no);
                let listing = listing.as_ref().clone();
                let volume = self.volumes.entry(listing.no).or_insert_with(|| Volume {
                    listing: listing.clone(),
                    by: by(),
                    pages: BTreeMap::new(),
                });
                volume.listing = listing;
                volume.by = by();
            }
            PaperEvent::VolumeStruck { volume, .. } => {
                self.volumes.remove(volume);
            }
            PaperEvent::PageKeyed(keyed) => {
                let Some(page) = self.page_mut(keyed.volume, keyed.page) else { return };
                let keying = Some(Keying { by: by(), keyed: keyed.as_ref().clone(), lot: lot(keyed) });
                match keyed.hand {
                    Hand::First => {
                        page.first = keying;
                        page.as_written = None;
                    }
                    Hand::Second => page.second = keying,
                }
            }
            PaperEvent::PageAsWritten { volume, page, reason } => {
                if let Some(page) = self.page_mut(*volume, *page) {
                    page.as_written = Some((by(), reason.clone()));
                }
            }
            PaperEvent::PageReconciled { volume, page, of, choices, no_photo } => {
                if let Some(page) = self.page_mut(*volume, *page) {
                    let (of, choices, no_photo) = (of.clone(), choices.clone(), no_photo.clone());
                    page.third = Some(ThirdLook { by: by(), of, choices, no_photo });
                }
            }
            PaperEvent::PageTakenBack { volume, page, .. } => {
                if let Some(page) = self.page_mut(*volume, *page) {
                    *page = Page { photo: page.photo.take(), ..Page::default() };
                }
            }
            PaperEvent::PagePhotographed { volume, page, photo } => {
                if let Some(page) = self.page_mut(*volume, *page) {
                    page.photo = Some(photo.clone());
                }
            }
            PaperEvent::SamplingSet { sampling } => self.sampling = sampling.clone(),
        }
    }

    /// The page, where anything is known of it.
    #[must_use]
    pub fn page(&self, volume: u32, page: u32) -> Option<&Page> {
        self.volumes.get(&volume)?.pages.get(&page)
    }

    /// Rows keyed by first hands: what anybody who has the register can count again.
    #[must_use]
    pub fn rows(&self) -> u64 {
        let books = self.volumes.values().filter(|v| matches!(v.listing.held, Held::Book { .. }));
        let keyed = books.flat_map(|v| v.pages.values()).filter_map(|p| p.first.as_ref());
        keyed.map(|k| k.keyed.rows.len() as u64).sum()
    }

    /// How far a page has come.
    #[must_use]
    pub fn standing(&self, volume: u32, page: u32) -> Standing {
        let Some(of) = self.volumes.get(&volume) else { return Standing::Empty };
        let (Some(kind), Some(known)) = (of.kind(), of.pages.get(&page)) else { return Standing::Empty };
        known.standing(kind, of.plan(&self.sampling).wants_second(page, known))
    }

    /// What operators keyed and how much of it was wrong, by login.
    #[must_use]
    pub fn operators(&self) -> BTreeMap<String, Operator> {
        let mut out: BTreeMap<String, Operator> = BTreeMap::new();
        for volume in self.volumes.values() {
            let Some(kind) = volume.kind() else { continue };
            for page in volume.pages.values() {
                page.count(kind, &mut out);
            }
        }
        out
    }
}

impl Volume {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Option<&'static Kind> {
        Kind::of(self.listing.kind)
    }

    /// Photograph of its last page, or of the statement that it is missing.
    #[must_use]
    pub fn photo(&self) -> Option<&Attachment> {
        match &self.listing.held {
            Held::Book { photo, .. } | Held::Missing { photo, .. } => photo.as_ref(),
            Held::InFiles { .. } => None,
        }
    }

    /// Pages the book has, and the folio of the first: pages are numbered as the book numbers them.
    #[must_use]
    pub fn folios(&self) -> Option<(u32, u32)> {
        match self.listing.held {
            Held::Book { first_folio, last_folio, .. } => Some((first_folio, last_folio)),
            _ => None,
        }
    }

    /// What is to be keyed by a second hand.
    #[must_use]
    pub fn plan(&self, sampling: &Sampling) -> Plan {
        let twice = self.kind().is_some_and(|k| k.twice);
        let drawn = self.drawn(sampling);
        let (cells, wrong) = if twice { (0, 0) } else { self.sample(&drawn) };
        Plan { twice, drawn, rekey: wrong * 1_000 > cells * u64::from(sampling.rekey_above_permille) }
    }

    /// Pages drawn as a sample: by what the first hand keyed, so that nobody knows it before. Where the lot falls on none of a
    /// volume keyed to its end, on the page with the lowest.
    fn drawn(&self, sampling: &Sampling) -> BTreeSet<u32> {
        let lots = || self.pages.iter().filter_map(|(no, p)| Some((p.first.as_ref()?.lot, *no)));
        let mut drawn: BTreeSet<u32> =
            lots().filter(|(lot, _)| lot % 100 < u64::from(sampling.percent)).map(|(_, no)| no).collect();
        let all = self.folios().is_some_and(|(from, to)| lots().count() as u64 == u64::from(to - from) + 1);
        if drawn.is_empty() && sampling.percent > 0 && all {
            drawn.extend(lots().min().map(|(_, no)| no));
        }
        drawn
    }

    /// Cells of drawn pages keyed by both hands and settled, and how many of them the first hand had wrong.
    fn sample(&self, drawn: &BTreeSet<u32>) -> (u64, u64) {
        let Some(kind) = self.kind() else { return (0, 0) };
        let looked = drawn.iter().filter_map(|no| self.pages.get(no)?.settled(kind));
        looked.fold((0, 0), |(cells, wrong), (compared, settled)| (cells + compared.cells(), wrong + settled.wrong[0]))
    }

    /// How far each page has come of which anything is known.
    #[must_use]
    pub fn standings(&self, sampling: &Sampling) -> BTreeMap<u32, Standing> {
        let Some(kind) = self.kind() else { return BTreeMap::new() };
        let plan = self.plan(sampling);
        self.pages.iter().map(|(no, page)| (*no, page.standing(kind, plan.wants_second(*no, page)))).collect()
    }

    /// Pages keyed without a total though the book writes one under its pages: a blank total makes no gap, so that nothing bears the figures out.
    #[must_use]
    pub fn untotalled(&self) -> u64 {
        let Some(kind) = self.kind() else { return 0 };
        let keyed = self.pages.values().filter_map(|p| p.first.as_ref());
        keyed.filter(|k| control::is_unborne(kind, &k.keyed.totals)).count() as u64
    }

    /// Pages on which two hands were reconciled and of which there is no photograph to this day: nobody can look at them again from afar.
    #[must_use]
    pub fn unphotographed(&self) -> u64 {
        let Some(kind) = self.kind() else { return 0 };
        let third = |p: &&Page| {
            p.third.as_ref().is_some_and(|t| p.photo.is_none() && p.compared(kind).is_some_and(|c| c.of == t.of))
        };
        self.pages.values().filter(third).count() as u64
    }

    /// Control totals over the whole pages.
    #[must_use]
    pub fn control(&self, sampling: &Sampling) -> Control {
        let Some(kind) = self.kind() else { return Control::default() };
        let mut all = control::of(kind, &[]);
        for (no, _) in self.standings(sampling).iter().filter(|(_, s)| **s == Standing::Whole) {
            if let Some(settled) = self.pages[no].rows(kind) {
                all.add(&control::of(kind, &settled.rows));
            }
        }
        all
    }
}

/// FNV-1a over what was keyed: the same on every machine and in every version.
fn lot(keyed: &Keyed) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |bytes: &[u8]| {
        for b in bytes {
            hash = (hash ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    eat(&keyed.volume.to_le_bytes());
    eat(&keyed.page.to_le_bytes());
    keyed.rows.iter().flatten().for_each(|cell| eat(cell.as_bytes()));
    (hash >> 32) ^ (hash & 0xffff_ffff)
}

impl Compared {
    /// Cells both hands keyed.
    #[must_use]
    pub fn cells(&self) -> u64 {
        (self.lines.len() * self.columns.len()) as u64
    }
}

impl Page {
    /// The two keyings laid side by side; `None` until both are done.
    #[must_use]
    pub fn compared(&self, kind: &Kind) -> Option<Compared> {
        let (first, second) = (self.first.as_ref()?, self.second.as_ref()?);
        Some(compare::compare(kind, &first.keyed, &second.keyed))
    }

    /// The comparison and what stands after it; `None` while a difference is open.
    #[must_use]
    pub fn settled(&self, kind: &Kind) -> Option<(Compared, Settled)> {
        let compared = self.compared(kind)?;
        let choices = self.third.as_ref().filter(|t| t.of == compared.of).map_or(&[][..], |t| &t.choices);
        let (first, second) = (&self.first.as_ref()?.keyed, &self.second.as_ref()?.keyed);
        let settled = compare::settle(kind, first, second, &compared, choices).ok()?;
        Some((compared, settled))
    }

    /// The rows that stand: settled where two hands keyed them, else the first hand's.
    #[must_use]
    pub fn rows(&self, kind: &Kind) -> Option<Settled> {
        if self.second.is_some() {
            return self.settled(kind).map(|(_, s)| s);
        }
        let first = &self.first.as_ref()?.keyed;
        Some(Settled { rows: first.rows.clone(), totals: first.totals.clone(), wrong: [0, 0] })
    }

    /// How far the page has come.
    #[must_use]
    pub fn standing(&self, kind: &Kind, wants_second: bool) -> Standing {
        let Some(first) = &self.first else { return Standing::Empty };
        let held = |rows: &[Vec<String>], totals: &[String]| {
            let gaps = if self.as_written.is_some() { Vec::new() } else { control::gaps(kind, rows, totals) };
            (!gaps.is_empty()).then_some(Standing::Held(gaps))
        };
        if self.second.is_none() {
            let open = if wants_second { Standing::FirstDone } else { Standing::Whole };
            return held(&first.keyed.rows, &first.keyed.totals).unwrap_or(open);
        }
        match self.settled(kind) {
            Some((_, settled)) => held(&settled.rows, &settled.totals).unwrap_or(Standing::Whole),
            None => Standing::Differences(self.compared(kind).map_or(0, |c| c.differences.len())),
        }
    }

    fn count(&self, kind: &Kind, out: &mut BTreeMap<String, Operator>) {
        let settled = self.settled(kind);
        for (hand, keying) in [&self.first, &self.second].into_iter().enumerate() {
            let Some(keying) = keying else { continue };
            let of = out.entry(keying.by.clone()).or_default();
            of.pages += 1;
            of.rows += keying.keyed.rows.len() as u64;
            if let Some((compared, settled)) = &settled {
                of.compared += compared.cells();
                of.wrong += settled.wrong[hand];
            }
        }
    }
}
