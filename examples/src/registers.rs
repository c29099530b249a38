//! The registers of a clean society.

use crate::random::Random;
use crate::society::{CUTOFF, Member, Society, some_day, words_of};
use crate::table::{Field as F, Table, Text, Val};
use crate::words;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// A later (or earlier) day.
#[must_use]
pub fn plus_days(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days)).expect("a day of this age")
}

fn plus_months(day: Date, months: i64) -> Date {
    day.checked_add(jiff::Span::new().months(months)).expect("a day of this age")
}

const ST: &[F] = &[
    F::AccountNo,
    F::Folio,
    F::MemberNo,
    F::Name,
    F::Crop,
    F::Limit,
    F::DisbursedOn,
    F::Disbursed,
    F::Due,
    F::Rate,
    F::Repaid,
    F::Balance,
    F::InterestDue,
    F::InterestUpto,
    F::Acknowledged,
    F::Remark,
];
const MT: &[F] = &[
    F::AccountNo,
    F::Folio,
    F::MemberNo,
    F::Name,
    F::Purpose,
    F::DisbursedOn,
    F::Disbursed,
    F::Due,
    F::Rate,
    F::Repaid,
    F::Balance,
    F::InterestDue,
    F::InterestUpto,
    F::Acknowledged,
    F::Remark,
];

/// Crop loans and medium-term loans.
pub fn loans(s: &mut Society) {
    let mut r = Random::named(s.seed, "loans");
    let mut st = Table::new("loans", "ST", ST);
    let mut mt = Table::new("loans", "MT", MT);
    let mut no = 100;
    let members: Vec<Member> = s.members.iter().filter(|m| m.full && m.ceased.is_none()).cloned().collect();
    for m in &members {
        for _ in 0..[0, 0, 1, 1, 1, 1, 2][r.below(7)] {
            no += 1 + i64::from(r.chance(8));
            let row = crop_loan(&mut r, m, no);
            st.push(m.village, row);
        }
        if r.chance(12) || mt.rows.len() < 4 {
            let n = mt.rows.len() + 1;
            let row = term_loan(&mut r, m, n);
            mt.push(m.village, row);
        }
    }
    s.tables.push(st);
    s.tables.push(mt);
}

/// A crop loan that breaks no rule.
pub fn crop_loan(r: &mut Random, m: &Member, no: i64) -> Vec<Val> {
    let (crop, kharif) = *r.pick(words::CROPS);
    let year = r.between(2022, 2024) as i16;
    let disbursed_on = if kharif {
        date(year, r.between(5, 9) as i8, r.between(1, 28) as i8)
    } else {
        date(year, r.between(10, 12) as i8, r.between(1, 28) as i8)
    };
    let due = if kharif { date(year + 1, 3, 31) } else { date(year + 1, 6, 30) };
    let limit = r.between(4, 30) * 250_000;
    let disbursed = (limit - r.between(0, 5) * 50_000).max(500_000);
    let repaid = match r.below(5) {
        0 => disbursed,
        1 | 2 => r.between(1, disbursed / 50_000 - 1) * 50_000,
        _ => 0,
    };
    let balance = disbursed - repaid;
    let free = r.chance(25);
    let days = i64::from((CUTOFF - disbursed_on).get_days());
    let interest = if balance == 0 || free { 0 } else { (balance * 7 * days / 36_500 + 25) / 50 * 50 };
    let upto = if r.chance(75) { CUTOFF } else { plus_days(disbursed_on, r.between(3, (days - 1).min(170))) };
    let acknowledged =
        if r.chance(10) { Val::Day(plus_days(disbursed_on, r.between(20, days.max(21)))) } else { Val::Blank };
    vec![
        Val::Code(no.to_string()),
        Val::Count((no - 99) / 2),
        Val::Code(m.no.clone()),
        Val::Text(m.name.clone()),
        Val::text(crop),
        Val::Paise(limit),
        Val::Day(disbursed_on),
        Val::Paise(disbursed),
        Val::Day(due),
        Val::Hundredths(if free { 0 } else { 700 }),
        Val::Paise(repaid),
        Val::Paise(balance),
        Val::Paise(interest),
        Val::Day(upto),
        acknowledged,
        Val::Blank,
    ]
}

fn term_loan(r: &mut Random, m: &Member, n: usize) -> Vec<Val> {
    let day = some_day(r, 2020, 2023);
    let due = plus_months(day, r.between(4, 7) * 12).max(date(2022, 9, 1));
    let disbursed = r.between(10, 30) * 500_000;
    let repaid = r.between(2, disbursed / 100_000 - 3) * 100_000;
    let rate = [1000, 1050, 1100, 1250][r.below(4)];
    let interest = if r.chance(20) { 0 } else { (disbursed - repaid) * rate / 10_000 * r.between(60, 180) / 365 };
    let upto = [date(2024, 9, 30), date(2024, 12, 31), CUTOFF][r.below(3)];
    vec![
        Val::Code(format!("M-{n}")),
        Val::Count(n as i64 / 2 + 1),
        Val::Code(m.no.clone()),
        Val::Text(m.name.clone()),
        Val::text(*r.pick(words::PURPOSES)),
        Val::Day(day),
        Val::Paise(disbursed),
        Val::Day(due),
        Val::Hundredths(rate),
        Val::Paise(repaid),
        Val::Paise(disbursed - repaid),
        Val::Paise(interest),
        Val::Day(upto),
        Val::Blank,
        Val::Blank,
    ]
}

/// Principal outstanding per member number, over both loan registers.
#[must_use]
pub fn owed(s: &Society) -> BTreeMap<String, i64> {
    let mut owed = BTreeMap::new();
    for product in ["ST", "MT"] {
        let t = s.table("loans", product);
        for rec in &t.rows {
            *owed.entry(t.code(rec, F::MemberNo)).or_insert(0) += t.weight(rec);
        }
    }
    owed
}

const SHARES: &[F] =
    &[F::MemberNo, F::Name, F::Cert, F::From, F::To, F::Shares, F::Opening, F::Received, F::Refunded, F::Balance];

/// The share ledger: at least five shares and five per cent of what is owed.
pub fn shares(s: &mut Society) {
    let mut r = Random::named(s.seed, "shares");
    let owed = owed(s);
    let mut t = Table::new("shares", "", SHARES);
    for m in s.members.iter().filter(|m| m.full && m.ceased.is_none()) {
        let need = owed.get(&m.no).map_or(0, |p| (p / 20 + 9_999) / 10_000);
        let n = need.max(5) + [0, 0, 1, 3, 5, 10][r.below(6)];
        t.push(m.village, share_row(&mut r, &m.no, &m.name, n));
    }
    s.tables.push(t);
}

/// One row of the share ledger with `n` shares; numbers are given later.
pub fn share_row(r: &mut Random, no: &str, name: &Text, n: i64) -> Vec<Val> {
    let refunded = if r.chance(4) { r.between(1, 4) * 10_000 } else { 0 };
    let received = [0, 0, 0, 1, 2][r.below(5)] * 10_000;
    let opening = n * 10_000 - received + refunded;
    vec![
        Val::Code(no.to_owned()),
        Val::Text(name.clone()),
        Val::Blank,
        Val::Blank,
        Val::Blank,
        Val::Count(n),
        Val::Paise(opening),
        Val::Paise(received),
        Val::Paise(refunded),
        Val::Paise(n * 10_000),
    ]
}

/// Certificate and distinctive numbers, once all shares are known.
pub fn number_shares(s: &mut Society) {
    let t = s.table_mut("shares", "");
    let mut next = 1;
    for row in 0..t.rows.len() {
        let n = t.get(&t.rows[row], F::Balance).paise() / 10_000;
        t.set(row, F::Shares, Val::Count(n));
        t.set(row, F::Cert, Val::Code((row + 701).to_string()));
        t.set(row, F::From, Val::Count(next));
        t.set(row, F::To, Val::Count(next + n - 1));
        next += n;
    }
}

const SB: &[F] =
    &[F::AccountNo, F::MemberNo, F::Name, F::OpenedOn, F::LastOn, F::Rate, F::Balance, F::Status, F::Remark];
const RD: &[F] = &[
    F::AccountNo,
    F::MemberNo,
    F::Name,
    F::OpenedOn,
    F::Instalment,
    F::Term,
    F::PaidCount,
    F::MaturesOn,
    F::Rate,
    F::Balance,
    F::Status,
];
const FD: &[F] = &[
    F::AccountNo,
    F::MemberNo,
    F::Name,
    F::OpenedOn,
    F::Amount,
    F::Words,
    F::Rate,
    F::Term,
    F::MaturesOn,
    F::MaturityValue,
    F::Status,
    F::Remark,
];

/// Savings, recurring and fixed deposits.
pub fn deposits(s: &mut Society) {
    let mut r = Random::named(s.seed, "deposits");
    let (mut sb, mut rd, mut fd) =
        (Table::new("deposits", "SB", SB), Table::new("deposits", "RD", RD), Table::new("deposits", "FD", FD));
    for m in s.members.iter().filter(|m| m.ceased.is_none()) {
        let no = |prefix: &str, n: usize| Val::Code(format!("{prefix}{n}"));
        if r.chance(62) {
            let row = savings(&mut r, m, no("", sb.rows.len() + 1));
            sb.push(m.village, row);
        }
        if r.chance(22) || rd.rows.len() < 4 {
            let row = recurring(&mut r, m, no("R", rd.rows.len() + 1));
            rd.push(m.village, row);
        }
        if r.chance(14) || fd.rows.len() < 5 {
            let row = fixed(&mut r, m, Val::Code((3301 + fd.rows.len()).to_string()));
            fd.push(m.village, row);
        }
    }
    s.tables.extend([sb, rd, fd]);
}

fn open() -> Val {
    Val::Code("OPEN".into())
}

/// A savings account.
pub fn savings(r: &mut Random, m: &Member, no: Val) -> Vec<Val> {
    let opened = some_day(r, (m.admitted.year() + 1).clamp(1998, 2023), 2023).min(date(2023, 12, 31));
    let last = plus_days(opened, r.between(0, i64::from((CUTOFF - opened).get_days())));
    let closed = r.chance(8);
    let balance = match r.below(10) {
        _ if closed => 0,
        0..4 => r.between(120, 1900) * 100,
        4..7 => r.between(8_000, 190_000) * 25,
        _ => r.between(15_000, 5_500_000),
    };
    vec![
        no,
        Val::Code(m.no.clone()),
        Val::Text(m.name.clone()),
        Val::Day(opened),
        Val::Day(last),
        Val::Hundredths([300, 350][r.below(2)]),
        Val::Paise(balance),
        if closed { Val::Code("CLOSED".into()) } else { open() },
        Val::Blank,
    ]
}

fn recurring(r: &mut Random, m: &Member, no: Val) -> Vec<Val> {
    let instalment = [100, 200, 300, 500, 1000, 1500][r.below(6)] * 100;
    let term = [24, 36, 60][r.below(3)];
    let paid = r.between(2, term - 2);
    let opened = plus_days(CUTOFF, -(paid * 30 + r.between(1, 25)));
    vec![
        no,
        Val::Code(m.no.clone()),
        Val::Text(m.name.clone()),
        Val::Day(opened),
        Val::Paise(instalment),
        Val::Count(term),
        Val::Count(paid),
        Val::Day(plus_months(opened, term)),
        Val::Hundredths([600, 650, 675][r.below(3)]),
        Val::Paise(instalment * paid),
        open(),
    ]
}

fn fixed(r: &mut Random, m: &Member, no: Val) -> Vec<Val> {
    let amount = *r.pick(&[
        500_000, 1_000_000, 1_250_000, 1_840_000, 2_000_000, 250_0000, 3_000_000, 4_125_000, 5_000_000, 6_370_000,
        10_000_000,
    ]);
    let term = [12, 24, 36, 60][r.below(4)];
    let opened = plus_days(CUTOFF, -r.between(10, (term - 1) * 30));
    let rate = [650, 675, 700, 725][r.below(4)];
    let value = (amount * (10_000 + rate * term / 12) / 10_000 + 50) / 100 * 100;
    vec![
        no,
        Val::Code(m.no.clone()),
        Val::Text(m.name.clone()),
        Val::Day(opened),
        Val::Paise(amount),
        Val::Text(words_of(amount)),
        Val::Hundredths(rate),
        Val::Count(term),
        Val::Day(plus_months(opened, term)),
        Val::Paise(value),
        open(),
        if r.chance(8) {
            Val::text(("ऋण पर धारणाधिकार", "lien on loan"))
        } else {
            Val::Blank
        },
    ]
}
