//! Gates G0 to G10 of a migration, computed: each with what it was judged by, whose work it is and what is missing.

use super::case::Case;
use super::event::{Answer, Counted, Judgement, Signer};
use super::{Worked, decide, key, year};
use crate::cell::Folder;
use crate::finding::code;
use crate::heads::Entry;
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
}

/// What is proposed until an office sets another: 90 and 80 percent, seven days, thirty days.
impl Default for Measures {
    fn default() -> Measures {
        Measures { mobile: 90, nominee: 80, parallel: 7, objection_days: 30 }
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
            let keyed = volume.pages.values().filter_map(|p| p.first.as_ref());
            out.rows += keyed.map(|k| k.keyed.rows.len() as u64).sum::<u64>();
        }
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
const TOTALS: [&str; 6] = [
    code::PAGE_TOTAL_MISMATCH,
    code::MISSING_PAGE,
    code::DUPLICATE_ROW,
    code::DECIMAL_SHIFT,
    code::DIGIT_TRANSPOSITION,
    code::WORDS_FIGURES_MISMATCH,
];
/// The fourth: what belongs to nobody.
const REFERENCES: [&str; 4] = [code::ORPHAN_LOAN, code::ORPHAN_DEPOSIT, code::NON_MEMBER_LOAN, code::UNKNOWN_VILLAGE];

/// Heads whose figure somebody outside can state: bank, cash counted, stock counted.
pub const OUTSIDE: [&str; 10] = [
    "BORROW_ST",
    "BORROW_MT",
    "BORROW_CC",
    "BANK_CUR",
    "BANK_SB",
    "INV_SHARE",
    "INV_RF",
    "CASH",
    "STOCK_FERT",
    "STOCK_SEED",
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

    /// All findings that are still work.
    fn work(&self) -> usize {
        self.open(code::ALL)
    }

    fn heads_met(&self) -> (u64, u64) {
        let heads = &self.worked.migrated.ledger.heads;
        (heads.iter().filter(|d| covered(self.case, &d.head, d.difference)).count() as u64, heads.len() as u64)
    }
}

/// No difference, or one that is carried on exactly as it is.
#[must_use]
pub fn covered(case: &Case, head: &str, difference: Paise) -> bool {
    difference.is_zero() || case.carried.get(head).is_some_and(|c| c.what.amount == difference)
}

fn volumes(l: &Look<'_>) -> Vec<Line> {
    let i = &l.facts.inventory;
    vec![line("volumes", i.answered, i.kinds, i.kinds > 0 && i.answered == i.kinds)]
}

fn structure(l: &Look<'_>) -> Vec<Line> {
    let unread = l.case.aside.values().filter(|n| n.is_some()).count();
    let registers = l.worked.migrated.books.registers.len();
    vec![
        line("registers", registers, "", registers > 0),
        none("unread", unread),
        none("misfits", l.worked.misfits.len()),
        none("dates", l.open(&[code::IMPOSSIBLE_DATE])),
    ]
}

fn totals(l: &Look<'_>) -> Vec<Line> {
    let held = l.facts.inventory.held as usize;
    vec![none("totals", l.open(&TOTALS)), none("held", held)]
}

fn percent(of: usize, all: usize) -> u64 {
    (of * 100).checked_div(all).unwrap_or(0) as u64
}

fn identity(l: &Look<'_>) -> Vec<Line> {
    let m = &l.worked.migrated;
    let judged = |numbers: &Vec<String>| l.case.judged.get(numbers).is_some_and(|j| j.what.0 != Judgement::Later);
    let unjudged = m.clusters.iter().map(|c| numbers(m, &c.members)).filter(|n| !judged(n)).count();
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

fn milan(l: &Look<'_>) -> Vec<Line> {
    let (met, all) = l.heads_met();
    vec![line("heads", met, all, all > 0 && met == all)]
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

/// Heads of the trial balance whose figure must be stated from outside, with it.
#[must_use]
pub fn asked_outside(entries: &[Entry]) -> Vec<(&'static str, &Entry)> {
    let code = |e: &Entry| e.head.map(|h| WORDS.heads[h].code);
    entries
        .iter()
        .filter_map(|e| Some((code(e)?, e)))
        .filter(|(code, e)| OUTSIDE.contains(code) && !e.figure().is_zero())
        .collect()
}

fn outside(l: &Look<'_>) -> Vec<Line> {
    let entries = &l.worked.migrated.ledger.entries;
    let cutoff = l.worked.migrated.books.cutoff;
    let asked = asked_outside(entries);
    let met = asked.iter().filter(|(code, e)| {
        l.case.outside.get(*code).is_some_and(|o| o.what.amount == e.figure() && o.what.on == cutoff)
    });
    let met = met.count();
    vec![line("outside", met, asked.len(), !asked.is_empty() && met == asked.len())]
}

fn next_signer(l: &Look<'_>) -> &'static str {
    Signer::ALL.get(standing(l)).map_or("operator", |s| s.code())
}

/// Signatures that stand under the data as it is now.
fn standing(l: &Look<'_>) -> usize {
    let now = l.case.frozen.as_ref().is_some_and(|f| f.what == l.facts.set);
    if now { decide::standing(l.case).len() } else { 0 }
}

fn signatures(l: &Look<'_>) -> Vec<Line> {
    let open = l.case.objections.iter().filter(|o| o.what.settled.is_none()).count();
    let villages: BTreeSet<&str> = l
        .worked
        .migrated
        .books
        .registers
        .iter()
        .filter(|r| r.is("members", ""))
        .flat_map(|r| (0..r.body.len()).map(|i| r.body.text("village", i)))
        .filter(|v| !v.is_empty())
        .collect();
    let printed = villages.iter().filter(|v| l.case.slips.contains_key(**v)).count();
    let last = l.case.slips.values().map(|s| s.what.until).max();
    let over = last.is_some_and(|until| until < l.facts.today);
    let last = last.map(lipi::date::format).unwrap_or_default();
    let frozen = l.case.frozen.as_ref().is_some_and(|f| f.what == l.facts.set);
    vec![
        line("slips", printed, villages.len(), !villages.is_empty() && printed == villages.len()),
        line("window", last, "", over),
        none("objections", open),
        line("frozen", "", "", frozen),
        line("signed", standing(l), Signer::ALL.len(), standing(l) == Signer::ALL.len()),
    ]
}

/// The last run of consecutive system days on which paper says the same.
#[must_use]
pub fn agreeing(case: &Case, days: &[SystemDay]) -> u64 {
    let same = |d: &&SystemDay| {
        case.parallel
            .get(&d.date)
            .is_some_and(|p| (p.what.cash, p.what.receipts, p.what.payments) == (d.cash, d.receipts, d.payments))
    };
    let after = days.iter().rev().skip_while(|d| !case.parallel.contains_key(&d.date));
    after.take_while(same).count() as u64
}

fn parallel(l: &Look<'_>) -> Vec<Line> {
    let (n, wanted) = (agreeing(l.case, &l.facts.days), l.facts.measures.parallel);
    vec![line("posted", "", "", l.case.posted.is_some()), line("parallel", n, wanted, n >= wanted)]
}

fn cut_over(l: &Look<'_>) -> Vec<Line> {
    let volumes = &l.facts.inventory.volumes;
    let sealed = volumes.iter().filter(|v| l.case.sealed.contains_key(*v)).count();
    let from = l.case.cut_over.as_ref().map(|c| lipi::date::format(c.what.0)).unwrap_or_default();
    vec![
        line(
            "sealed",
            sealed,
            volumes.len(),
            sealed == volumes.len() && l.facts.inventory.answered == l.facts.inventory.kinds,
        ),
        line("cut-over", from, "", l.case.cut_over.is_some()),
    ]
}

/// What is written with an act, so that the seat above knows how far a society has come.
#[must_use]
pub fn counted(l: &Look<'_>) -> Counted {
    let m = &l.worked.migrated;
    let pages = || m.books.registers.iter().flat_map(|r| &r.body.pages).filter(|p| p.total.is_some());
    let off = l.open(&[code::PAGE_TOTAL_MISMATCH, code::DUPLICATE_ROW, code::DECIMAL_SHIFT, code::DIGIT_TRANSPOSITION]);
    let all = pages().count() as u64;
    let findings = m.findings.len() as u64;
    let passed = gates(l).iter().filter(|g| g.passed()).fold(0, |bits, g| bits | 1 << g.no);
    Counted {
        set: l.facts.set.clone(),
        rows: m.books.registers.iter().map(|r| r.body.len() as u64).sum(),
        keyed: l.facts.inventory.rows,
        pages: (all.saturating_sub(off as u64), all),
        heads: l.heads_met(),
        findings: (l.work() as u64, findings),
        gates: passed,
    }
}
