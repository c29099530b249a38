//! The general ledger's heads: which entry of the trial balance is which head, and which register it is the ledger of.

use crate::books::{Books, Register};
use crate::vocabulary::{self, WORDS};
use kernel::Paise;

/// An entry of the trial balance.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Index of the trial balance among the registers.
    pub register: usize,
    /// Index of the record.
    pub record: usize,
    /// Head as written.
    pub name: String,
    /// Index into the vocabulary's heads, where it is known.
    pub head: Option<usize>,
    /// Debit as written.
    pub debit: Paise,
    /// Credit as written.
    pub credit: Paise,
}

impl Entry {
    /// Code of the head: the vocabulary's, or the entry's place in the trial balance.
    #[must_use]
    pub fn code(&self) -> String {
        self.head.map_or_else(|| format!("TB-{:03}", self.record + 1), |h| WORDS.heads[h].code.to_owned())
    }

    /// The figure without its side.
    #[must_use]
    pub fn figure(&self) -> Paise {
        (self.debit - self.credit).abs()
    }

    /// Stands on the debit side.
    #[must_use]
    pub fn on_debit(&self) -> bool {
        self.debit.0 > self.credit.0
    }
}

/// The best head for a name, with its score.
#[must_use]
pub fn best_head(name: &str) -> Option<(usize, f32)> {
    scores(name).into_iter().max_by(|a, b| a.1.total_cmp(&b.1))
}

/// From which score an entry is a head's.
const LIKELY: f32 = 0.55;

/// What the side an entry stands on speaks for or against a head.
fn by_side(entry: &Entry, head: usize) -> f32 {
    if entry.figure().is_zero() || WORDS.heads[head].debit == entry.on_debit() { 0.12 } else { -0.12 }
}

/// The head a nameless entry would be, were that not another's already: of two current accounts at banks the second is as much one.
#[must_use]
pub fn would_be(entry: &Entry) -> Option<usize> {
    let best =
        scores(&entry.name).into_iter().map(|(h, s)| (h, s + by_side(entry, h))).max_by(|a, b| a.1.total_cmp(&b.1));
    best.filter(|(_, score)| entry.head.is_none() && *score >= LIKELY).map(|(h, _)| h)
}

fn scores(name: &str) -> Vec<(usize, f32)> {
    let readings = vocabulary::readings(&[name]);
    WORDS
        .heads
        .iter()
        .enumerate()
        .map(|(i, h)| (i, readings.iter().map(|t| vocabulary::best(&h.say, t)).fold(0.0, f32::max)))
        .filter(|(_, s)| *s > 0.0)
        .collect()
}

/// Reads the trial balance and names its heads. Each head is given once, to the entry it suits best: by its words,
/// its side, and where a register exists by its amount.
#[must_use]
pub fn entries(books: &Books) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    for (r, register) in books.registers.iter().enumerate().filter(|(_, r)| r.is("trial_balance", "")) {
        let body = &register.body;
        for i in 0..body.len() {
            let amount = |field| body.amount(field, i).unwrap_or(Paise::ZERO);
            let (debit, credit) = (amount("debit"), amount("credit"));
            out.push(Entry {
                register: r,
                record: i,
                name: body.text("head", i).to_owned(),
                head: None,
                debit,
                credit,
            });
        }
    }
    let figures: Vec<(usize, Paise)> = WORDS
        .heads
        .iter()
        .enumerate()
        .filter_map(|(h, words)| part_of(books, words.code).map(|part| (h, part.sum(books))))
        .collect();
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (e, entry) in out.iter().enumerate() {
        for (h, score) in scores(&entry.name) {
            let same = figures.iter().any(|(x, p)| *x == h && !p.is_zero() && p.abs() == entry.figure());
            pairs.push((score + by_side(entry, h) + if same { 0.25 } else { 0.0 }, e, h));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken = vec![false; WORDS.heads.len()];
    for (score, e, h) in pairs {
        if score >= LIKELY && out[e].head.is_none() && !taken[h] {
            out[e].head = Some(h);
            taken[h] = true;
        }
    }
    out
}

/// Which records of which registers a head is the ledger of.
#[derive(Clone, Debug)]
pub struct Part {
    /// Field that is summed.
    pub field: &'static str,
    /// Register index and the records that count; `None` = all.
    pub of: Vec<(usize, Option<Vec<usize>>)>,
}

impl Part {
    /// The register figure.
    #[must_use]
    pub fn sum(&self, books: &Books) -> Paise {
        self.of
            .iter()
            .map(|(r, records)| {
                let body = &books.registers[*r].body;
                match records {
                    None => body.sum(self.field),
                    Some(list) => list.iter().filter_map(|&i| body.amount(self.field, i)).sum(),
                }
            })
            .sum()
    }

    /// The record's field counts towards this head.
    #[must_use]
    pub fn holds(&self, register: usize, record: Option<usize>, field: &str) -> bool {
        field == self.field
            && self.of.iter().any(|(r, records)| {
                *r == register && record.is_none_or(|i| records.as_ref().is_none_or(|l| l.contains(&i)))
            })
    }
}

/// Codes of the heads that are the ledger of a register.
pub const PARTED: [&str; 25] = [
    "SHARE_IND",
    "ST_LOAN",
    "MT_LOAN",
    "LT_LOAN",
    "DEP_LOAN",
    "GOLD_LOAN",
    "INT_RECV",
    "SB",
    "RD",
    "FD",
    "DD",
    "DEBTORS",
    "STOCK_FERT",
    "STOCK_SEED",
    "BORROW_ST",
    "BORROW_MT",
    "BORROW_CC",
    "INV_SHARE",
    "INV_RF",
    "FA_BLDG",
    "FA_FURN",
    "FA_COMP",
    "CASH",
    "BANK_CUR",
    "BANK_SB",
];

/// The part of the registers that a head is the ledger of; `None` where no register belongs to it.
#[must_use]
pub fn part_of(books: &Books, code: &str) -> Option<Part> {
    let whole = |kind: &str, product: &str, field: &'static str| {
        let of: Vec<_> =
            books.registers.iter().enumerate().filter(|(_, r)| r.is(kind, product)).map(|(i, _)| (i, None)).collect();
        (!of.is_empty()).then_some(Part { field, of })
    };
    match code {
        "SHARE_IND" => whole("shares", "", "balance"),
        "ST_LOAN" => whole("loans", "ST", "balance"),
        "MT_LOAN" => whole("loans", "MT", "balance"),
        "LT_LOAN" => whole("loans", "LT", "balance"),
        "DEP_LOAN" => whole("loans", "DEPOSIT", "balance"),
        "GOLD_LOAN" => whole("loans", "GOLD", "balance"),
        "INT_RECV" => {
            let of: Vec<_> = books
                .registers
                .iter()
                .enumerate()
                .filter(|(_, r)| r.is("loans", "") && r.body.has("interest"))
                .map(|(i, _)| (i, None))
                .collect();
            let all = books.registers.iter().filter(|r| r.is("loans", "")).count();
            (!of.is_empty() && of.len() == all).then_some(Part { field: "interest", of })
        }
        "SB" => whole("deposits", "SB", "balance"),
        "RD" => whole("deposits", "RD", "balance"),
        "FD" => whole("deposits", "FD", "balance"),
        "DD" => whole("deposits", "DD", "balance"),
        "DEBTORS" => whole("debtors", "", "amount"),
        "STOCK_FERT" | "STOCK_SEED" => split(books, "stock", "value", code),
        "BORROW_ST" | "BORROW_MT" | "BORROW_CC" => split(books, "borrowings", "balance", code),
        "INV_SHARE" | "INV_RF" => split(books, "investments", "amount", code),
        "FA_BLDG" | "FA_FURN" | "FA_COMP" => split(books, "fixed_assets", "value", code),
        "CASH" | "BANK_CUR" | "BANK_SB" => split(books, "cash_bank", "amount", code),
        _ => None,
    }
}

fn split(books: &Books, kind: &str, field: &'static str, code: &str) -> Option<Part> {
    let of: Vec<_> = books
        .registers
        .iter()
        .enumerate()
        .filter(|(_, r)| r.is(kind, ""))
        .map(|(i, r)| (i, Some((0..r.body.len()).filter(|&x| group_of(r, x) == Some(code)).collect::<Vec<_>>())))
        .filter(|(_, l)| l.as_ref().is_some_and(|l| !l.is_empty()))
        .collect();
    (!of.is_empty()).then_some(Part { field, of })
}

/// The head a record of a split register belongs to, by the words of its group, item, purpose, certificate.
#[must_use]
pub fn group_of(register: &Register, i: usize) -> Option<&'static str> {
    let split = WORDS.splits.get(register.table.kind)?;
    // what no word places: furniture among assets, deposits among investments
    let rest = match register.table.kind {
        "fixed_assets" => Some("FA_FURN"),
        "investments" => Some("INV_RF"),
        _ => None,
    };
    let fields: &[&str] = match register.table.kind {
        "stock" => &["group", "item"],
        "borrowings" => &["purpose", "account_no"],
        "investments" => &["certificate", "institution"],
        "fixed_assets" => &["item"],
        _ => &["particulars"],
    };
    for field in fields {
        let tokens = vocabulary::tokens(register.body.text(field, i));
        let best = split
            .iter()
            .map(|(head, says)| (*head, vocabulary::best(says, &tokens)))
            .filter(|(_, s)| *s > 0.0)
            // the order of the rules decides between equals: a computer on a table is a computer
            .fold(
                None,
                |best: Option<(&'static str, f32)>, x| if best.is_none_or(|b| x.1 > b.1) { Some(x) } else { best },
            );
        if let Some((head, _)) = best {
            return Some(head);
        }
    }
    rest
}
