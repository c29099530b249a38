//! The search through the rows and pages of a head's registers for what makes exactly an amount.

use super::{Case, Cause, CauseKind, Fix, Reason};
use crate::books::{Books, Register};
use crate::check::row_says;
use crate::digits::{self, Slip};
use crate::persons::number;
use kernel::Paise;
use rustc_hash::FxHashMap;

/// Candidates of one kind of which each could be chance; where more fit, none of them is worth showing first.
const FEW: usize = 6;
/// Pairs are looked for only while so few of them fit.
const PAIRS: usize = 3;

/// A row with what it would do.
#[derive(Clone, Copy)]
struct Fit {
    kind: CauseKind,
    register: usize,
    record: usize,
    effect: Paise,
    fix: Fix,
}

/// What makes exactly `rest`, with its weight.
pub fn search(case: &Case<'_>, rest: Paise) -> Vec<(Vec<Cause>, u8)> {
    let gaps = Gaps::of(case);
    let mut fits: Vec<Fit> = Vec::new();
    for (r, records) in &case.part.of {
        let register = &case.migrated.books.registers[*r];
        let all = 0..register.body.len();
        let each: Box<dyn Iterator<Item = usize>> = match records {
            Some(list) => Box::new(list.iter().copied()),
            None => Box::new(all),
        };
        for i in each {
            if let Some(written) = register.body.amount(case.part.field, i) {
                one_row(register, *r, i, case.part.field, written, rest, &mut fits);
            }
        }
    }
    let twins = Twins::of(case, &fits);
    let mut count: FxHashMap<CauseKind, usize> = FxHashMap::default();
    fits.iter().for_each(|f| *count.entry(f.kind).or_default() += 1);
    let mut out: Vec<(Vec<Cause>, u8)> = Vec::new();
    for fit in &fits {
        let (cause, weight) = weigh(case, &gaps, &twins, fit, count[&fit.kind]);
        out.push((vec![cause], weight));
    }
    out.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    out.truncate(3 * FEW);
    out.extend(pages(case, rest));
    out.extend(two_slips(case, &gaps, rest));
    out.extend(two_rows(case, &gaps, rest));
    out
}

/// What one row would have to be for it to make the amount.
fn one_row(
    register: &Register,
    r: usize,
    i: usize,
    field: &'static str,
    written: Paise,
    rest: Paise,
    out: &mut Vec<Fit>,
) {
    let mut put = |kind, fix| out.push(Fit { kind, register: r, record: i, effect: rest, fix });
    if written == rest {
        put(CauseKind::RowOver, Fix::Out);
    }
    if written + written == rest && !written.is_zero() {
        put(CauseKind::WrongSide, Fix::OtherSide);
    }
    let right = written - rest;
    // exchanged digits differ by a multiple of nine, a lost place by nine tenths or ninety-nine hundredths; one digit by 1 to 9 of one place
    if right.0 > 0 && written.0 > 0 && (rest.0 % 9 == 0 || one_digit(rest)) {
        let kind = match digits::slip(written, right) {
            Some(Slip::Decimal) => CauseKind::Decimal,
            Some(Slip::Transposition) => CauseKind::Transposed,
            None if one_digit(rest) && same_but_one(written.0, right.0) => CauseKind::Digit,
            None => return,
        };
        // the row's own arithmetic bears out what it says
        if row_says(register, i, field) != Some(written) {
            put(kind, Fix::Right(right));
        }
    }
}

/// `d` times a power of ten: what one wrong digit makes.
fn one_digit(rest: Paise) -> bool {
    let mut n = rest.0.unsigned_abs();
    while n >= 10 && n.is_multiple_of(10) {
        n /= 10;
    }
    (1..=9).contains(&n)
}

fn same_but_one(mut a: i64, mut b: i64) -> bool {
    let mut differ = 0;
    while a > 0 || b > 0 {
        differ += u32::from(a % 10 != b % 10);
        if (a == 0) != (b == 0) {
            return false;
        }
        (a, b) = (a / 10, b / 10);
    }
    differ == 1
}

/// What pages with a total are off by, after what was shown already: written rows minus the page's own total.
struct Gaps {
    off: FxHashMap<(usize, usize), Paise>,
    /// Every page has a total.
    all: bool,
}

impl Gaps {
    fn of(case: &Case<'_>) -> Gaps {
        let mut gaps = Gaps { off: FxHashMap::default(), all: !case.part.of.is_empty() };
        let mut known: FxHashMap<(usize, usize), Paise> = FxHashMap::default();
        for e in case.migrated.effects.iter().filter(|e| case.aided && e.field == case.part.field) {
            if let Some(record) = e.record {
                let page = case.migrated.books.registers[e.register].body.page_of(record);
                *known.entry((e.register, page)).or_default() += e.amount;
            }
        }
        for (r, _) in &case.part.of {
            let body = &case.migrated.books.registers[*r].body;
            for (p, page) in body.pages.iter().enumerate() {
                let total = page.total.as_ref().and_then(|t| t.amount(case.part.field));
                let Some(total) = total else {
                    gaps.all &= page.records.is_empty();
                    continue;
                };
                let rows: Paise = page.records.clone().filter_map(|i| body.amount(case.part.field, i)).sum();
                let shown = known.get(&(*r, p)).copied().unwrap_or_default();
                gaps.off.insert((*r, p), rows - shown - total);
            }
        }
        gaps
    }

    /// Each of two slips is what its page is off by, or both together are what their one page is.
    fn bear(&self, case: &Case<'_>, a: &Fit, b: &Fit) -> bool {
        let gap = |f: &Fit| self.at(case, f.register, f.record);
        let page = |f: &Fit| (f.register, case.migrated.books.registers[f.register].body.page_of(f.record));
        if page(a) == page(b) {
            gap(a) == Some(a.effect + b.effect) && a.record != b.record
        } else {
            gap(a) == Some(a.effect) && gap(b) == Some(b.effect)
        }
    }

    fn at(&self, case: &Case<'_>, register: usize, record: usize) -> Option<Paise> {
        let page = case.migrated.books.registers[register].body.page_of(record);
        self.off.get(&(register, page)).copied()
    }
}

/// Every page of the head's registers has a total and adds up: no single row is wrong by itself.
pub fn every_page_holds(case: &Case<'_>) -> bool {
    let gaps = Gaps::of(case);
    gaps.all && gaps.off.values().all(|gap| gap.is_zero())
}

/// Records that share their number with another of the same register.
struct Twins(FxHashMap<(usize, usize), usize>);

impl Twins {
    fn of(case: &Case<'_>, fits: &[Fit]) -> Twins {
        let mut out = FxHashMap::default();
        for r in case.part.of.iter().map(|(r, _)| *r) {
            let wanted: Vec<usize> =
                fits.iter().filter(|f| f.register == r && f.kind == CauseKind::RowOver).map(|f| f.record).collect();
            if wanted.is_empty() {
                continue;
            }
            let register = &case.migrated.books.registers[r];
            let key = crate::books::subject_field(register.table.kind);
            let mut seen: FxHashMap<String, usize> = FxHashMap::default();
            for i in 0..register.body.len() {
                let no = number(register.body.text(key, i));
                if no.is_empty() {
                    continue;
                }
                let first = *seen.entry(no).or_insert(i);
                if first != i {
                    for (a, b) in [(i, first), (first, i)] {
                        if wanted.contains(&a) {
                            out.entry((r, a)).or_insert(b);
                        }
                    }
                }
            }
        }
        Twins(out)
    }
}

/// A fit as a cause, with what speaks for it and against it.
fn weigh(case: &Case<'_>, gaps: &Gaps, twins: &Twins, fit: &Fit, alike: usize) -> (Cause, u8) {
    let mut cause = cause(case, fit);
    let mut weight: i32 = match fit.kind {
        CauseKind::Decimal => 52,
        CauseKind::Transposed => 46,
        CauseKind::WrongSide if fit.effect.0 < 0 => 50,
        CauseKind::RowOver => 36,
        CauseKind::WrongSide => 34,
        _ => 26,
    };
    cause.reasons.push(Reason::plain("exact"));
    if let Some(twin) = twins.0.get(&(fit.register, fit.record)) {
        let row = case.migrated.books.registers[fit.register].body.rows[*twin];
        cause.reasons.push(Reason::with("twin", "row", row));
        cause.kind = CauseKind::RowTwice;
        weight += 30;
    }
    match gaps.at(case, fit.register, fit.record) {
        Some(gap) if gap == fit.effect => {
            cause.reasons.push(Reason::plain("page-off"));
            weight += 40;
        }
        Some(gap) if gap.is_zero() => {
            cause.reasons.push(Reason::plain("page-holds"));
            weight -= 24;
        }
        _ => {}
    }
    if fit.kind == CauseKind::Transposed {
        cause.reasons.push(Reason::plain("nines"));
    }
    let register = &case.migrated.books.registers[fit.register];
    if matches!(fit.fix, Fix::Right(right) if row_says(register, fit.record, case.part.field) == Some(right)) {
        cause.reasons.push(Reason::plain("row-says"));
        weight += 40;
    }
    if alike > 1 {
        cause.reasons.push(Reason::with("alike", "count", alike - 1));
        weight -= i32::try_from(alike.min(20)).unwrap_or(20);
    } else {
        cause.reasons.push(Reason::plain("alone"));
        weight += 6;
    }
    (cause, bounded(weight))
}

pub fn bounded(weight: i32) -> u8 {
    u8::try_from(weight.clamp(1, 97)).unwrap_or(97)
}

fn cause(case: &Case<'_>, fit: &Fit) -> Cause {
    let register = &case.migrated.books.registers[fit.register];
    let field = case.part.field;
    Cause {
        kind: fit.kind,
        at: register.source(field, fit.record),
        upto: None,
        register: fit.register,
        record: Some(fit.record),
        subject: subject(&case.migrated.books, fit.register, fit.record),
        amount: fit.effect,
        finding: None,
        reasons: Vec::new(),
        field,
        fix: fit.fix,
    }
}

pub fn subject(books: &Books, register: usize, record: usize) -> String {
    let register = &books.registers[register];
    register.body.text(crate::books::subject_field(register.table.kind), record).to_owned()
}

/// A page whose rows together make the amount: in the register, and left out when the ledger was posted.
fn pages(case: &Case<'_>, rest: Paise) -> Vec<(Vec<Cause>, u8)> {
    let mut out = Vec::new();
    for (r, _) in case.part.of.iter().filter(|(_, records)| records.is_none()) {
        let register = &case.migrated.books.registers[*r];
        let body = &register.body;
        for (p, page) in body.pages.iter().enumerate().filter(|_| body.pages.len() > 1) {
            let sum: Paise = page.records.clone().filter_map(|i| body.amount(case.part.field, i)).sum();
            if page.records.len() < 2 || sum != rest {
                continue;
            }
            out.push((
                vec![Cause {
                    kind: CauseKind::PageOver,
                    at: register.source(case.part.field, page.records.start),
                    upto: Some(body.rows[page.records.end - 1]),
                    register: *r,
                    record: None,
                    subject: page.label.map_or_else(|| (p + 1).to_string(), |n| n.to_string()),
                    amount: rest,
                    finding: None,
                    reasons: vec![Reason::plain("exact"), Reason::with("page-sum", "rows", page.records.len())],
                    field: case.part.field,
                    fix: Fix::Beyond,
                }],
                64,
            ));
        }
    }
    out
}

/// Rows and their amounts.
fn rows(case: &Case<'_>) -> impl Iterator<Item = (usize, usize, Paise)> {
    case.part.of.iter().flat_map(move |(r, records)| {
        let body = &case.migrated.books.registers[*r].body;
        let all = if records.is_none() { 0..body.len() } else { 0..0 };
        let some = records.as_deref().unwrap_or(&[]).iter().copied();
        all.chain(some).filter_map(move |i| body.amount(case.part.field, i).map(|a| (*r, i, a)))
    })
}

/// Two slips that together make the amount, each on a page that is off, or where no page has a total at all.
fn two_slips(case: &Case<'_>, gaps: &Gaps, rest: Paise) -> Vec<(Vec<Cause>, u8)> {
    let paged = !gaps.off.is_empty();
    let mut by_effect: FxHashMap<Paise, Fit> = FxHashMap::default();
    let mut found: Vec<(Fit, Fit)> = Vec::new();
    for (register, record, written) in rows(case) {
        if paged && gaps.at(case, register, record).is_none_or(|gap| gap.is_zero()) {
            continue;
        }
        let says = row_says(&case.migrated.books.registers[register], record, case.part.field);
        if !paged && says.is_none_or(|right| right == written) {
            continue;
        }
        let fits: Vec<Fit> = digits::originals(written)
            .into_iter()
            .filter(|(right, _)| *right != written)
            .map(|(right, slip)| {
                let kind = if slip == Slip::Decimal { CauseKind::Decimal } else { CauseKind::Transposed };
                Fit { kind, register, record, effect: written - right, fix: Fix::Right(right) }
            })
            .filter(|f| !paged || gaps.at(case, register, record).is_some_and(|gap| gap == f.effect || gap == rest))
            .collect();
        for fit in &fits {
            let other = by_effect.get(&(rest - fit.effect)).filter(|other| !paged || gaps.bear(case, other, fit));
            found.extend(other.map(|other| (*other, *fit)));
        }
        fits.into_iter().for_each(|f| {
            by_effect.entry(f.effect).or_insert(f);
        });
        if found.len() > PAIRS {
            return Vec::new();
        }
    }
    found.into_iter().map(|(a, b)| pair(case, gaps, a, b, if paged { 62 } else { 44 })).collect()
}

/// Two rows that together make the amount; more than a few of them are chance.
fn two_rows(case: &Case<'_>, gaps: &Gaps, rest: Paise) -> Vec<(Vec<Cause>, u8)> {
    let mut by_amount: FxHashMap<Paise, (usize, usize)> = FxHashMap::default();
    let mut found = Vec::new();
    for (register, record, amount) in rows(case) {
        if amount.is_zero() || amount == rest {
            continue;
        }
        let fit = |(register, record): (usize, usize), effect| Fit {
            kind: CauseKind::RowOver,
            register,
            record,
            effect,
            fix: Fix::Out,
        };
        if let Some(other) = by_amount.get(&(rest - amount)) {
            found.push((fit(*other, rest - amount), fit((register, record), amount)));
            if found.len() > PAIRS {
                return Vec::new();
            }
        }
        by_amount.entry(amount).or_insert((register, record));
    }
    found.into_iter().map(|(a, b)| pair(case, gaps, a, b, 24)).collect()
}

fn pair(case: &Case<'_>, gaps: &Gaps, a: Fit, b: Fit, weight: i32) -> (Vec<Cause>, u8) {
    let mut causes = vec![cause(case, &a), cause(case, &b)];
    let mut weight = weight;
    for (c, f) in causes.iter_mut().zip([a, b]) {
        c.reasons.push(Reason::plain("pair"));
        match gaps.at(case, f.register, f.record) {
            Some(gap) if gap == f.effect => c.reasons.push(Reason::plain("page-off")),
            Some(gap) if gap.is_zero() => {
                c.reasons.push(Reason::plain("page-holds"));
                weight -= 8;
            }
            _ => {}
        }
    }
    (causes, bounded(weight))
}
