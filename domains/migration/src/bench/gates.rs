//! Gates G0 to G10 of a migration, computed: each with what it was judged by, whose work it is and what is missing.

use super::case::{Case, Entry};
use super::event::{Answer, BenchEvent, Counted, Judgement, Outside, Signer};
use super::owed::{self, Terms};
use super::shelf::{self, Shelf};
use super::{Worked, beside, decide, hands, key, loose, slips, unread, year};
use crate::books::Register;
use crate::cell::Folder;
use crate::event::FindingSeen;
use crate::finding::code;
use crate::heads::{self, Entry as Head};
use crate::paper::event::Held;
use crate::paper::fold::{Paper, Standing};
use crate::paper::inventory;
use crate::paper::kinds::INVENTORY;
use crate::reconcile;
use crate::vocabulary::WORDS;
use kernel::{Date, Paise};
use std::collections::BTreeSet;

/// Measures of the gates that an office may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measures {
    /// Members with a usable mobile number, at least percent.
    pub mobile: u64,
    /// Members with a nominee, at least percent.
    pub nominee: u64,
    /// Consecutive days on which paper and system agree.
    pub parallel: u64,
    /// Days members have to object.
    pub objection_days: u64,
    /// Differences that are carried on may come to so much together, paise; nothing until somebody above the society set it.
    pub difference: Paise,
}

/// What is proposed until an office sets another.
impl Default for Measures {
    fn default() -> Measures {
        let [mobile, nominee, parallel, objection_days] = ::books::setting::MIGRATION_PROPOSED.map(|(_, n)| n);
        Measures { mobile, nominee, parallel, objection_days, difference: Paise::ZERO }
    }
}

/// A day as the system ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SystemDay {
    /// The day.
    pub date: Date,
    /// Cash in hand at its end, paise.
    pub cash: Paise,
    /// Receipts, paise.
    pub receipts: Paise,
    /// Payments, paise.
    pub payments: Paise,
}

/// The inventory of paper volumes as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// Kinds of registers that are listed, or missing with a reason.
    pub answered: u64,
    /// Kinds there are.
    pub kinds: u64,
    /// Numbers of the volumes that exist.
    pub volumes: Vec<String>,
    /// Pages keyed from paper that do not add up or are not settled between two hands.
    pub held: u64,
    /// Pages keyed.
    pub pages: u64,
    /// Rows keyed.
    pub rows: u64,
    /// Pages of books somebody began to key that are whole, and all their pages.
    pub begun: (u64, u64),
    /// Keyed pages of books that write a total under the page, keyed without any: nothing bears their figures out.
    pub untotalled: u64,
    /// Pages on which two hands were reconciled, and of which there is no photograph.
    pub unphotographed: u64,
}

impl Inventory {
    /// As the paper room knows it.
    #[must_use]
    pub fn of(paper: &Paper) -> Inventory {
        let kinds = u64::from(INVENTORY);
        let mut out =
            Inventory { answered: kinds - inventory::open(paper).len() as u64, kinds, ..Inventory::default() };
        for (no, volume) in &paper.volumes {
            let Held::Book { pages, .. } = &volume.listing.held else { continue };
            out.volumes.push(no.to_string());
            let standings = volume.standings(&paper.sampling);
            if standings.values().all(|s| *s == Standing::Empty) {
                continue; // a book nobody began to key is only listed
            }
            let whole = standings.values().filter(|s| **s == Standing::Whole).count() as u64;
            out.pages += standings.values().filter(|s| **s != Standing::Empty).count() as u64;
            out.held += u64::from(*pages).saturating_sub(whole);
            out.untotalled += volume.untotalled();
            out.unphotographed += volume.unphotographed();
            out.begun = (out.begun.0 + whole.min(u64::from(*pages)), out.begun.1 + u64::from(*pages));
        }
        out.rows = paper.rows();
        out
    }
}

/// What beside the case the gates are judged by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Today.
    pub today: Date,
    /// Measures.
    pub measures: Measures,
    /// Paper volumes.
    pub inventory: Inventory,
    /// Days the system ended, earliest first.
    pub days: Vec<SystemDay>,
    /// Digest of the data set, hexadecimal.
    pub set: String,
    /// By what findings fall due.
    pub terms: Terms,
}

/// A line of a gate: a message `gate-…` with its figures; it holds or it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Key of the message, after `gate-`.
    pub says: &'static str,
    /// First figure.
    pub n: String,
    /// Second figure.
    pub m: String,
    /// Whether it holds.
    pub holds: bool,
}

/// A gate, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// 0 to 10.
    pub no: u8,
    /// What it was judged by; it is passed when all lines hold.
    pub lines: Vec<Line>,
    /// Whose work it is: role, as in the messages `web-role-…`.
    pub owner: &'static str,
}

impl Gate {
    /// Passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|l| l.holds)
    }
}

fn line(says: &'static str, n: impl ToString, m: impl ToString, holds: bool) -> Line {
    Line { says, n: n.to_string(), m: m.to_string(), holds }
}

/// None of something may be left.
fn none(says: &'static str, left: usize) -> Line {
    line(says, left, "", left == 0)
}

/// A case with what was worked out of it, looked at for the gates.
pub struct Look<'a> {
    /// The case.
    pub case: &'a Case,
    /// The books as brought, mended.
    pub folder: &'a Folder,
    /// What came of them.
    pub worked: &'a Worked,
    /// The rest.
    pub facts: &'a Facts,
}

/// Findings the second gate is about: what the books' own arithmetic shows.
pub(super) const TOTALS: [&str; 6] = [
    code::PAGE_TOTAL_MISMATCH,
    code::MISSING_PAGE,
    code::DUPLICATE_ROW,
    code::DECIMAL_SHIFT,
    code::DIGIT_TRANSPOSITION,
    code::WORDS_FIGURES_MISMATCH,
];
/// The fourth: what belongs to nobody.
pub(super) const REFERENCES: [&str; 4] =
    [code::ORPHAN_LOAN, code::ORPHAN_DEPOSIT, code::NON_MEMBER_LOAN, code::UNKNOWN_VILLAGE];

/// Heads whose figure somebody outside can state: bank, cash counted, stock counted. Of each it is said whether it is asked also where the books say
/// nothing of it, for nil is an answer, and whether the bank must give it in writing.
pub const OUTSIDE: [(&str, bool, bool); 11] = [
    ("BORROW_ST", true, true),
    ("BORROW_MT", true, true),
    ("BORROW_CC", true, true),
    ("BANK_CUR", true, true),
    ("BANK_SB", true, true),
    ("INV_SHARE", false, true),
    ("INV_RF", false, true),
    ("CASH", true, false),
    ("STOCK_FERT", true, false),
    ("STOCK_SEED", true, false),
    ("STOCK_OTHER", true, false),
];

/// All gates, G0 first.
#[must_use]
pub fn gates(l: &Look<'_>) -> Vec<Gate> {
    let gate = |no, owner, lines| Gate { no, lines, owner };
    vec![
        gate(0, "operator", volumes(l)),
        gate(1, "operator", structure(l)),
        gate(2, "operator", totals(l)),
        gate(3, "secretary", identity(l)),
        gate(4, "secretary", vec![none("orphans", l.open(&REFERENCES))]),
        gate(5, "accountant", milan(l)),
        gate(6, "accountant", trial_balance(l)),
        gate(7, "secretary", outside(l)),
        gate(8, next_signer(l), signatures(l)),
        gate(9, "secretary", parallel(l)),
        gate(10, "secretary", cut_over(l)),
    ]
}

impl Look<'_> {
    /// Findings of these codes that are still work.
    fn open(&self, codes: &[&str]) -> usize {
        let stands = |k: &str| self.case.answers.get(k).is_some_and(|a| matches!(a.what, Answer::Stands { .. }));
        let of = self.worked.migrated.findings.iter().filter(|f| codes.contains(&f.code.as_str()));
        of.filter(|f| !stands(&key(f, self.folder))).count()
    }

    /// Findings that are still work and whose last day is over.
    fn overdue(&self) -> u64 {
        let late = |f: &&FindingSeen| {
            let owed = owed::owed(self.case, self.folder, (f, &key(f, self.folder)), &self.facts.terms);
            owed.is_some_and(|o| o.due < self.facts.today)
        };
        self.worked.migrated.findings.iter().filter(late).count() as u64
    }

    /// All findings that are still work.
    fn work(&self) -> usize {
        self.open(code::ALL)
    }

    fn heads_met(&self) -> (u64, u64) {
        loose::met(&self.worked.migrated, self.case)
    }

    fn shelf(&self) -> Shelf {
        shelf::look(&self.case.paper, &self.worked.migrated.books, self.folder)
    }
}

/// No difference, or one that is carried on exactly as it is.
#[must_use]
pub fn covered(case: &Case, head: &str, difference: Paise) -> bool {
    difference.is_zero() || case.carried.get(head).is_some_and(|c| c.what.amount == difference)
}

fn volumes(l: &Look<'_>) -> Vec<Line> {
    let i = &l.facts.inventory;
    let shelf = l.shelf();
    vec![
        line("volumes", i.answered, i.kinds, i.kinds > 0 && i.answered == i.kinds),
        none("unseen", shelf.unseen.len()),
        none("in-files", shelf.unread.len()),
    ]
}

fn structure(l: &Look<'_>) -> Vec<Line> {
    let aside = l.case.aside.values().filter(|n| n.is_some()).count();
    let registers = l.worked.migrated.books.registers.len();
    let cells = unread::cells(&l.worked.migrated, l.folder);
    let open = cells.iter().filter(|c| !unread::is_answered(l.case, &c.key)).map(|c| c.at.len()).sum();
    let mut out = vec![
        line("registers", registers, "", registers > 0),
        none("unread", aside),
        none("partly", unread::partly(l.case).len()),
        none("unread-cells", open),
        none("misfits", l.worked.misfits.len()),
        none("dates", l.open(&[code::IMPOSSIBLE_DATE])),
    ];
    // what was left out stays to be seen
    let left = l.case.left.len();
    out.extend((left > 0).then(|| line("left", left, "", true)));
    let dropped = l.worked.migrated.books.dropped;
    let any = dropped != Default::default();
    out.extend(any.then(|| line("passed-over", dropped.tables, dropped.columns, true)));
    out
}

fn totals(l: &Look<'_>) -> Vec<Line> {
    let held = l.facts.inventory.held as usize;
    let shelf = l.shelf();
    let (untotalled, unphotographed) = (l.facts.inventory.untotalled, l.facts.inventory.unphotographed);
    let accepted: u64 = hands::accepted(l.case).values().map(|n| n.0).sum();
    let mut out = vec![
        none("totals", l.open(&TOTALS)),
        none("held", held),
        none("unkeyed", shelf.unkeyed.len()),
        none("book-total", shelf.off.len()),
    ];
    // what nobody mended stays to be seen
    out.extend((untotalled > 0).then(|| line("untotalled", untotalled, "", true)));
    out.extend((unphotographed > 0).then(|| line("unphotographed", unphotographed, "", true)));
    out.extend((accepted > 0).then(|| line("accepted", accepted, "", true)));
    out
}

fn percent(of: usize, all: usize) -> u64 {
    (of * 100).checked_div(all).unwrap_or(0) as u64
}

fn identity(l: &Look<'_>) -> Vec<Line> {
    let m = &l.worked.migrated;
    let unjudged = m.clusters.iter().filter(|c| !is_judged(l.case, &numbers(m, &c.members))).count();
    let members = || m.books.registers.iter().filter(|r| r.is("members", "") && r.table.product != "NOMINAL");
    let all: usize = members().map(|r| r.body.len()).sum();
    let filled = |good: fn(&str) -> bool, field: &'static str| {
        members().map(|r| (0..r.body.len()).filter(|i| good(r.body.text(field, *i))).count()).sum::<usize>()
    };
    let mobile = percent(filled(|t| matches!(lipi::mobile::valid(t), lipi::mobile::Mobile::Good(_)), "mobile"), all);
    let nominee = percent(filled(|t| !t.trim().is_empty(), "nominee"), all);
    let measures = l.facts.measures;
    vec![
        none("duplicates", unjudged),
        line("mobile", mobile, measures.mobile, mobile >= measures.mobile),
        line("nominee", nominee, measures.nominee, nominee >= measures.nominee),
    ]
}

/// The membership numbers of a cluster, sorted, as a judgement names them.
#[must_use]
pub fn numbers(m: &crate::Migrated, members: &[(usize, usize)]) -> Vec<String> {
    let no = |&(r, i): &(usize, usize)| m.books.registers[r].body.text("member_no", i).to_owned();
    members.iter().map(no).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether persons that look alike were judged, as they are judged: two by two. Those said to be the same or different persons must connect all of
/// them; of three numbers two judgements are enough.
#[must_use]
pub fn is_judged(case: &Case, members: &[String]) -> bool {
    if case.judged.get(members).is_some_and(|j| j.what.0 != Judgement::Later) {
        return true;
    }
    let mut group: Vec<usize> = (0..members.len()).collect();
    for (said, judgement) in &case.judged {
        if judgement.what.0 == Judgement::Later {
            continue;
        }
        let here: Vec<usize> = said.iter().filter_map(|no| members.iter().position(|m| m == no)).collect();
        let Some(into) = here.first().map(|i| group[*i]) else { continue };
        let joined: Vec<usize> = here.iter().map(|i| group[*i]).collect();
        for g in &mut group {
            if joined.contains(g) {
                *g = into;
            }
        }
    }
    group.windows(2).all(|w| w[0] == w[1])
}

fn milan(l: &Look<'_>) -> Vec<Line> {
    let (met, all) = l.heads_met();
    let rupees = lipi::amount::format_indian;
    let loose = loose::heads(&l.worked.migrated).into_iter().filter(|d| !covered(l.case, &d.head, d.difference));
    let said = loose.map(|d| match d.register.is_zero() {
        true => line("no-register", d.name, rupees(d.ledger), false),
        false => line("no-head", d.name, rupees(d.register), false),
    });
    // one that is found is not made up for by another: they are added without their signs
    let carried: Paise = loose::all(&l.worked.migrated).iter().map(|d| d.difference.abs()).sum();
    let bound = l.facts.measures.difference;
    let borne =
        (!carried.is_zero() && met == all).then(|| line("carried", rupees(carried), rupees(bound), carried <= bound));
    std::iter::once(line("heads", met, all, all > 0 && met == all)).chain(said).chain(borne).collect()
}

fn trial_balance(l: &Look<'_>) -> Vec<Line> {
    let m = &l.worked.migrated;
    let (debit, credit) = m.ledger.totals;
    let rupees = lipi::amount::format_indian;
    let against = reconcile::against_sheet(&m.books, &m.ledger.entries);
    let mut out = vec![
        line("balances", rupees(debit), rupees(credit), debit == credit && !debit.is_zero()),
        line("sheet", against.1, against.0, against.0 > 0 && against.1 == against.0),
    ];
    let day = lipi::date::format;
    out.extend(year::other(&m.books).map(|o| line("year", day(o.says), day(m.books.cutoff), false)));
    out
}

/// A figure somebody outside is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedOutside {
    /// Code of the head; of a second entry of the same kind its place in the trial balance.
    pub head: String,
    /// As the trial balance writes it; the standard name where it has no such head.
    pub name: String,
    /// What the ledger says, paise; nought where it says nothing.
    pub figure: Paise,
    /// The paper itself must be kept.
    pub in_writing: bool,
}

impl AskedOutside {
    /// What was stated is what the ledger says, of the cut-off day, and its paper is kept where it must be.
    #[must_use]
    pub fn is_met(&self, said: &Outside, cutoff: Date) -> bool {
        said.amount == self.figure && said.on == cutoff && (!self.in_writing || said.paper.is_some())
    }
}

/// The figures that must be stated from outside: of borrowings, bank, cash and stock always, of others where the books have one; and of every further entry
/// that would be such a head were it not taken: each bank states its own account.
#[must_use]
pub fn asked_outside(entries: &[Head]) -> Vec<AskedOutside> {
    let one = |(head, always, in_writing): (&'static str, bool, bool)| {
        let is = |h: usize| WORDS.heads[h].code == head;
        let asked = |e: &Head| {
            let (head, name, figure) = (e.code(), e.name.clone(), e.figure());
            (always || !figure.is_zero()).then_some(AskedOutside { head, name, figure, in_writing })
        };
        let own = entries.iter().find(|e| e.head.is_some_and(is));
        let nil = || {
            let (head, name) = (head.to_owned(), loose::standard_name(head));
            always.then_some(AskedOutside { head, name, figure: Paise::ZERO, in_writing })
        };
        let others = entries.iter().filter(move |e| heads::would_be(e).is_some_and(is)).filter_map(asked);
        own.map_or_else(nil, asked).into_iter().chain(others).collect::<Vec<_>>()
    };
    if entries.is_empty() { Vec::new() } else { OUTSIDE.into_iter().flat_map(one).collect() }
}

fn outside(l: &Look<'_>) -> Vec<Line> {
    let cutoff = l.worked.migrated.books.cutoff;
    let asked = asked_outside(&l.worked.migrated.ledger.entries);
    let said = |a: &AskedOutside| l.case.outside.get(&a.head).map(|o| &o.what);
    let met = asked.iter().filter(|a| said(a).is_some_and(|o| a.is_met(o, cutoff))).count();
    let unwritten = asked.iter().filter(|a| a.in_writing && said(a).is_some_and(|o| o.paper.is_none())).count();
    vec![line("outside", met, asked.len(), !asked.is_empty() && met == asked.len()), none("unwritten", unwritten)]
}

fn next_signer(l: &Look<'_>) -> &'static str {
    Signer::ALL.get(standing(l)).map_or("operator", |s| s.code())
}

/// Signatures that stand under the data as it is now.
fn standing(l: &Look<'_>) -> usize {
    if l.case.is_closed(&l.facts.set) { decide::standing(l.case).len() } else { 0 }
}

fn signatures(l: &Look<'_>) -> Vec<Line> {
    let villages = slips::by_village(&l.worked.migrated);
    // a slip that says what is no longer so tells a member nothing, and no window runs from it
    let shown = |(name, slips): (&String, &Vec<slips::Slip>)| {
        let said = l.case.slips.get(name)?;
        (said.what.digest == slips::digest(slips)).then_some(said.what.until)
    };
    let printed: Vec<Date> = villages.iter().filter_map(shown).collect();
    let last = printed.iter().copied().max();
    let over = last.is_some_and(|until| until < l.facts.today) && printed.len() == villages.len();
    let last = last.map(lipi::date::format).unwrap_or_default();
    let frozen = l.case.is_closed(&l.facts.set);
    let mut out = vec![
        line("slips", printed.len(), villages.len(), !villages.is_empty() && printed.len() == villages.len()),
        line("window", last, "", over),
        none("objections", decide::open_objections(l.case)),
        line("frozen", "", "", frozen),
        line("signed", standing(l), Signer::ALL.len(), standing(l) == Signer::ALL.len()),
    ];
    let back = (l.case.unsigned.len(), l.case.withdrawn.len());
    out.extend((back != (0, 0)).then(|| line("taken-back", back.0, back.1, true)));
    out
}

/// The last run of consecutive system days since the books were posted on which paper says the same. A day whose paper was taken back once breaks it.
#[must_use]
pub fn agreeing(case: &Case, days: &[SystemDay]) -> u64 {
    let Some(posted) = case.posted.as_ref().map(|p| p.at.day()) else { return 0 };
    let same = |d: &&SystemDay| {
        !case.broken.contains(&d.date)
            && case
                .parallel
                .get(&d.date)
                .is_some_and(|p| (p.what.cash, p.what.receipts, p.what.payments) == (d.cash, d.receipts, d.payments))
    };
    let days = days.iter().filter(|d| d.date >= posted);
    let after = days.rev().skip_while(|d| !case.parallel.contains_key(&d.date));
    after.take_while(same).count() as u64
}

/// The run paper ended upon, once it has; until then the one there is.
#[must_use]
pub fn run(case: &Case, days: &[SystemDay]) -> u64 {
    case.cut_over.as_ref().map(|c| c.what.run).filter(|run| *run > 0).unwrap_or_else(|| agreeing(case, days))
}

fn parallel(l: &Look<'_>) -> Vec<Line> {
    let (n, wanted) = (run(l.case, &l.facts.days), l.facts.measures.parallel);
    let mut out = vec![line("posted", "", "", l.case.posted.is_some()), line("parallel", n, wanted, n >= wanted)];
    let kept = beside::look(l.case);
    if kept.days > 0 {
        out.push(line("photographed", kept.photographed, kept.days, true));
        // where paper has ended already, as it was ended then
        out.push(line("unsaid", kept.unsaid, "", kept.unsaid == 0 || l.case.cut_over.is_some()));
    }
    out.extend((kept.late > 0).then(|| line("late", kept.late, "", true)));
    out
}

fn cut_over(l: &Look<'_>) -> Vec<Line> {
    let i = &l.facts.inventory;
    let sealed = i.volumes.iter().filter(|v| l.case.sealed.contains_key(*v)).count();
    let from = l.case.cut_over.as_ref().map(|c| lipi::date::format(c.what.from)).unwrap_or_default();
    let listed = i.kinds > 0 && i.answered == i.kinds;
    // that no book is on the shelf is the inventory's to say, not silence's
    let books = match i.volumes.is_empty() {
        true => line("no-volumes", i.answered, i.kinds, listed),
        false => line("sealed", sealed, i.volumes.len(), sealed == i.volumes.len() && listed),
    };
    vec![books, line("cut-over", from, "", l.case.cut_over.is_some())]
}

/// What is written with an act, so that the seat above knows how far a society has come.
#[must_use]
pub fn counted(l: &Look<'_>) -> Counted {
    let m = &l.worked.migrated;
    let of_files =
        |r: &&Register| l.folder.files.get(usize::from(r.file)).is_none_or(|f| f.format != crate::cell::Format::Paper);
    let files = m.books.registers.iter().filter(of_files);
    let files = files.flat_map(|r| &r.body.pages).filter(|p| p.total.is_some()).count() as u64;
    let off = l.open(&[code::PAGE_TOTAL_MISMATCH, code::DUPLICATE_ROW, code::DECIMAL_SHIFT, code::DIGIT_TRANSPOSITION]);
    let (whole, begun) = l.facts.inventory.begun;
    let findings = m.findings.len() as u64;
    let passed = gates(l).iter().filter(|g| g.passed()).fold(0, |bits, g| bits | 1 << g.no);
    Counted {
        set: l.facts.set.clone(),
        rows: m.books.registers.iter().map(|r| r.body.len() as u64).sum(),
        keyed: l.facts.inventory.rows,
        pages: (files.saturating_sub(off as u64) + whole, files + begun + l.shelf().pages),
        heads: l.heads_met(),
        findings: (l.work() as u64, findings),
        gates: passed,
        begun: Some(l.facts.inventory.begun),
        overdue: l.overdue(),
    }
}

/// Pages keyed from paper as they were counted last, and as the register had them there, where these are not the same; each whole and all.
#[must_use]
pub fn recounted(entries: &[Entry]) -> Option<[(u64, u64); 2]> {
    let counted = |e: &Entry| match &e.event {
        BenchEvent::Counted(c) => c.begun,
        _ => None,
    };
    let (at, said) = entries.iter().enumerate().rev().find_map(|(i, e)| Some((i, counted(e)?)))?;
    let held = Inventory::of(&super::fold(&entries[..at]).paper).begun;
    (held != said).then_some([said, held])
}
