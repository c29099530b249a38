//! Defects that are true of the books themselves: register and ledger agree about them. Planted before the ledger is kept.

use crate::amount::{fixed, twelve_digits};
use crate::random::Random;
use crate::registers::{crop_loan, owed, plus_days, savings, share_row};
use crate::society::{CUTOFF, Member, Society, man, some_day, words_of};
use crate::table::{Defect, Field as F, Text, Val};
use crate::words;
use jiff::civil::date;
use std::collections::HashSet;

/// A register and a row of it, by id.
pub type Spot = (&'static str, &'static str, u32);

/// Plants; remembers which rows and members are taken, so that one row carries one defect.
pub struct Planter {
    /// Random source.
    pub r: Random,
    /// Rows taken.
    pub taken: HashSet<Spot>,
    /// Members taken.
    pub members: HashSet<String>,
    /// How many of each code.
    pub count: usize,
}

impl Planter {
    /// A planter that knows what is planted already.
    #[must_use]
    pub fn new(s: &Society, purpose: &str) -> Planter {
        let mut p = Planter {
            r: Random::named(s.seed, purpose),
            taken: HashSet::new(),
            members: HashSet::new(),
            count: (s.members.len() / 140).clamp(1, 4),
        };
        for d in &s.defects {
            p.taken.extend(d.rec.iter().chain(&d.other).map(|id| (d.register.0, d.register.1, *id)));
            p.members.extend(d.member.iter().chain(&d.cluster).cloned());
        }
        p.members.extend(s.homonyms.iter().flatten().cloned());
        p.taken.extend(s.decoys.iter().map(|(reg, id)| (reg.0, reg.1, *id)));
        p
    }

    /// A free row of a register that fits, by its place; the row and its member are taken afterwards.
    pub fn find(
        &mut self,
        s: &Society,
        kind: &'static str,
        product: &'static str,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let t = s.table(kind, product);
        let mut order: Vec<usize> = (0..t.rows.len()).collect();
        self.r.shuffle(&mut order);
        let row = order.into_iter().find(|i| {
            let rec = &t.rows[*i];
            let member = if t.has(F::MemberNo) { t.code(rec, F::MemberNo) } else { String::new() };
            !self.taken.contains(&(kind, product, rec.id)) && !self.members.contains(&member) && fits(*i)
        })?;
        let rec = &t.rows[row];
        self.taken.insert((kind, product, rec.id));
        if t.has(F::MemberNo) {
            self.members.insert(t.code(rec, F::MemberNo));
        }
        Some(row)
    }
}

/// A defect on a row, with its numbers as written now.
#[must_use]
pub fn on_row(s: &Society, code: &'static str, kind: &'static str, product: &'static str, row: usize) -> Defect {
    let t = s.table(kind, product);
    let rec = &t.rows[row];
    let opt = |f| t.has(f).then(|| t.code(rec, f));
    Defect {
        code,
        register: (kind, product),
        rec: Some(rec.id),
        member: opt(F::MemberNo),
        account: if kind == "borrowings" { None } else { opt(F::AccountNo) },
        amount: t.weight(rec),
        ..Defect::default()
    }
}

/// Plants them all.
pub fn plant(s: &mut Society) {
    let mut p = Planter::new(s, "facts");
    shortfall(s, &mut p);
    duplicates(s, &mut p);
    outsiders(s, &mut p);
    orphans(s, &mut p);
    negative(s, &mut p);
    people(s, &mut p);
    dates(s, &mut p);
    time_barred(s, &mut p);
    small_things(s, &mut p);
}

/// Rupees for a message.
#[must_use]
pub fn rs(paise: i64) -> String {
    format!("Rs {}", fixed(paise))
}

fn orphans(s: &mut Society, p: &mut Planter) {
    for i in 0..=p.count {
        let (kind, product, code) = match i % 3 {
            0 => ("loans", "ST", "ORPHAN_LOAN"),
            1 => ("deposits", if i == 1 { "SB" } else { "RD" }, "ORPHAN_DEPOSIT"),
            _ => ("loans", "MT", "ORPHAN_LOAN"),
        };
        let Some(row) = p.find(s, kind, product, |_| true) else { continue };
        let no = (s.members.len() as i64 * 2 + p.r.between(40, 300) + i as i64 * 311).to_string();
        let name = man(&mut p.r, None).0;
        let t = s.table_mut(kind, product);
        t.set(row, F::MemberNo, Val::Code(no.clone()));
        t.set(row, F::Name, Val::Text(name));
        let mut d = on_row(s, code, kind, product, row);
        d.message =
            format!("{} stands against member {no}, who is in no register", d.account.clone().unwrap_or_default());
        s.defects.push(d);
    }
}

fn give_to(s: &mut Society, row: usize, m: &Member) {
    let t = s.table_mut("loans", "ST");
    t.set(row, F::MemberNo, Val::Code(m.no.clone()));
    t.set(row, F::Name, Val::Text(m.name.clone()));
    t.rows[row].village = m.village;
}

/// Loans to nominal members and to members who had left.
fn outsiders(s: &mut Society, p: &mut Planter) {
    for i in 0..=p.count {
        let late = |t: &crate::table::Table, row: usize| {
            t.get(&t.rows[row], F::DisbursedOn).day().is_some_and(|d| d > date(2022, 4, 1))
        };
        let table = s.table("loans", "ST").clone();
        let Some(row) = p.find(s, "loans", "ST", |row| late(&table, row) && table.weight(&table.rows[row]) > 0) else {
            continue;
        };
        let nominal = i % 2 == 0;
        let free: Vec<usize> = (0..s.members.len())
            .filter(|m| {
                !p.members.contains(&s.members[*m].no)
                    && s.members[*m].full != nominal
                    && (nominal || s.members[*m].ceased.is_some())
            })
            .collect();
        let m = if free.is_empty() && !nominal { leaver(s, p) } else { free.first().copied() };
        let Some(m) = m.map(|m| s.members[m].clone()) else { continue };
        p.members.insert(m.no.clone());
        give_to(s, row, &m);
        let mut d = on_row(s, "NON_MEMBER_LOAN", "loans", "ST", row);
        d.message = match m.ceased {
            Some(day) => format!("Loan to {}, whose membership ended on {day}", m.no),
            None => format!("Loan to {}, who is only a nominal member", m.no),
        };
        s.defects.push(d);
    }
}

/// A member without any account, whose membership is ended now.
fn leaver(s: &mut Society, p: &mut Planter) -> Option<usize> {
    let owed = owed(s);
    let m = (0..s.members.len()).find(|m| {
        let m = &s.members[*m];
        m.full && !owed.contains_key(&m.no) && !p.members.contains(&m.no) && m.admitted.year() < 2015
    })?;
    let no = s.members[m].no.clone();
    let day = some_day(&mut p.r, 2018, 2020);
    s.members[m].ceased = Some(day);
    let row = s.table("members", "").rows.iter().position(|r| s.table("members", "").code(r, F::MemberNo) == no)?;
    s.table_mut("members", "").set(row, F::Ceased, Val::Day(day));
    for (kind, product) in [("shares", ""), ("deposits", "SB"), ("deposits", "RD"), ("deposits", "FD")] {
        let t = s.table_mut(kind, product);
        let at = t.at(F::MemberNo);
        t.rows.retain(|r| r.vals[at] != Val::Code(no.clone()));
    }
    Some(m)
}

fn negative(s: &mut Society, p: &mut Planter) {
    for i in 0..=p.count {
        if i % 2 == 0 {
            let Some(row) = p.find(s, "loans", "ST", |_| true) else { continue };
            let over = [41_200, 153_000, 7_550, 250_000][p.r.below(4)];
            let t = s.table_mut("loans", "ST");
            let disbursed = t.get(&t.rows[row], F::Disbursed).paise();
            t.set(row, F::Repaid, Val::Paise(disbursed + over));
            t.set(row, F::Balance, Val::Paise(-over));
            t.set(row, F::InterestDue, Val::Paise(0));
            let mut d = on_row(s, "NEGATIVE_BALANCE", "loans", "ST", row);
            d.message = format!("over-recovered by {}", rs(over));
            s.defects.push(d);
        } else {
            let t = s.table("deposits", "SB").clone();
            let Some(row) = p.find(s, "deposits", "SB", |row| t.weight(&t.rows[row]) > 0) else { continue };
            let over = [15_000, 50_000, 8_875][p.r.below(3)];
            s.table_mut("deposits", "SB").set(row, F::Balance, Val::Paise(-over));
            let mut d = on_row(s, "NEGATIVE_BALANCE", "deposits", "SB", row);
            d.message = format!("overdrawn by {}", rs(over));
            s.defects.push(d);
        }
    }
}

fn dates(s: &mut Society, p: &mut Planter) {
    let bad = [(31, 2), (30, 2), (31, 4), (31, 9), (32, 1), (31, 11)];
    let spots = [
        ("members", "", F::Born),
        ("loans", "ST", F::DisbursedOn),
        ("deposits", "SB", F::OpenedOn),
        ("members", "", F::Admitted),
    ];
    for i in 0..=p.count {
        let (kind, product, field) = spots[i % 4];
        let Some(row) = p.find(s, kind, product, |_| true) else { continue };
        let t = s.table_mut(kind, product);
        let year = t.get(&t.rows[row], field).day().map_or(2001, |d| d.year());
        let (day, month) = bad[p.r.below(bad.len())];
        t.set(row, field, Val::BadDay(day, month, year));
        let mut d = on_row(s, "IMPOSSIBLE_DATE", kind, product, row);
        d.amount = 0;
        d.raw = Some((format!("{field:?}"), format!("{day:02}/{month:02}/{year}")));
        d.message = format!("{day:02}/{month:02}/{year} cannot exist");
        s.defects.push(d);
    }
    for _ in 0..p.count {
        // Late enough that the wrong due date does not also make it time-barred.
        let table = s.table("loans", "ST").clone();
        let late = |row: usize| table.get(&table.rows[row], F::DisbursedOn).day().is_some_and(|d| d > date(2023, 1, 1));
        let Some(row) = p.find(s, "loans", "ST", late) else { continue };
        let t = s.table_mut("loans", "ST");
        let day = t.get(&t.rows[row], F::DisbursedOn).day().expect("untouched row");
        t.set(row, F::Due, Val::Day(plus_days(day, -p.r.between(20, 200))));
        let mut d = on_row(s, "DUE_BEFORE_DISBURSAL", "loans", "ST", row);
        d.message = "due before it was paid out".into();
        s.defects.push(d);
        let Some(row) = p.find(s, "loans", "ST", |_| true) else { continue };
        let after = [date(2025, 4, 15), date(2025, 5, 31), date(2025, 6, 30), date(2026, 3, 31)][p.r.below(4)];
        s.table_mut("loans", "ST").set(row, F::InterestUpto, Val::Day(after));
        let mut d = on_row(s, "INTEREST_UPTO_AFTER_CUTOFF", "loans", "ST", row);
        d.message = format!("interest shown up to {after}");
        s.defects.push(d);
    }
}

fn time_barred(s: &mut Society, p: &mut Planter) {
    // Every second one is acknowledged in time and so no defect: only the acknowledgement tells.
    for i in 0..p.count * 2 {
        let t = s.table("loans", "ST").clone();
        let Some(row) = p.find(s, "loans", "ST", |row| t.weight(&t.rows[row]) > 0) else { continue };
        let year = p.r.between(2017, 2019) as i16;
        let t = s.table_mut("loans", "ST");
        t.set(row, F::DisbursedOn, Val::Day(date(year, p.r.between(5, 9) as i8, p.r.between(1, 28) as i8)));
        t.set(row, F::Due, Val::Day(date(year + 1, 3, 31)));
        t.set(row, F::InterestUpto, Val::Day(CUTOFF));
        if i % 2 == 1 {
            t.set(row, F::Acknowledged, Val::Day(some_day(&mut p.r, 2023, 2024)));
            continue;
        }
        t.set(row, F::Acknowledged, if p.r.chance(40) { Val::Day(date(2021, 8, 20)) } else { Val::Blank });
        let mut d = on_row(s, "TIME_BARRED", "loans", "ST", row);
        d.message = format!("fell due on {}-03-31, no acknowledgement within three years", year + 1);
        s.defects.push(d);
    }
}

fn small_things(s: &mut Society, p: &mut Planter) {
    for i in 0..p.count {
        let (kind, product, rate) = if i % 2 == 0 { ("loans", "ST", 10_700) } else { ("deposits", "SB", 65) };
        if let Some(row) = p.find(s, kind, product, |_| true) {
            s.table_mut(kind, product).set(row, F::Rate, Val::Hundredths(rate));
            let mut d = on_row(s, "RATE_OUT_OF_RANGE", kind, product, row);
            d.message = format!("rate {} %", fixed(rate));
            s.defects.push(d);
        }
        if let Some(row) = p.find(s, "deposits", "FD", |_| true) {
            let opened = some_day(&mut p.r, 2016, 2018);
            let t = s.table_mut("deposits", "FD");
            let matured = opened.checked_add(jiff::Span::new().months(60)).expect("a day");
            t.set(row, F::OpenedOn, Val::Day(opened));
            t.set(row, F::Term, Val::Count(60));
            t.set(row, F::MaturesOn, Val::Day(matured));
            let mut d = on_row(s, "FD_MATURED_UNPAID", "deposits", "FD", row);
            d.message = format!("matured on {matured}");
            s.defects.push(d);
        }
        let t = s.table("deposits", "SB").clone();
        if let Some(row) = p.find(s, "deposits", "SB", |row| t.weight(&t.rows[row]) > 10_000) {
            s.table_mut("deposits", "SB").set(row, F::Status, Val::Code("CLOSED".into()));
            let mut d = on_row(s, "CLOSED_WITH_BALANCE", "deposits", "SB", row);
            d.message = "marked closed with a balance".into();
            s.defects.push(d);
        }
        if let Some(row) = p.find(s, "deposits", "FD", |_| true) {
            let t = s.table_mut("deposits", "FD");
            let amount = t.get(&t.rows[row], F::Amount).paise();
            let said = if i % 2 == 0 { amount + 500_000 } else { amount * 10 };
            t.set(row, F::Words, Val::Text(words_of(said)));
            let mut d = on_row(s, "WORDS_FIGURES_MISMATCH", "deposits", "FD", row);
            d.amount = amount - said;
            d.message = format!("figures {}, words {}", rs(amount), rs(said));
            s.defects.push(d);
        }
    }
}

fn aadhaar(p: &mut Planter, valid: bool) -> Val {
    let mut eleven = p.r.between(2, 9).to_string();
    for _ in 0..10 {
        eleven.push(char::from(b'0' + p.r.below(10) as u8));
    }
    let n = twelve_digits(&eleven, valid);
    let n = if p.r.chance(40) { format!("{} {} {}", &n[..4], &n[4..8], &n[8..]) } else { n };
    if p.r.chance(50) {
        Val::Code(n)
    } else {
        Val::Text(Text::new(format!("आधार {n}"), format!("Aadhar no {n}")))
    }
}

fn people(s: &mut Society, p: &mut Planter) {
    for (i, (kind, product)) in
        [("members", ""), ("loans", "ST"), ("deposits", "SB"), ("members", "")].into_iter().enumerate()
    {
        let Some(row) = p.find(s, kind, product, |_| true) else { continue };
        let (valid, id) = (i < 3, s.table(kind, product).rows[row].id);
        let text = aadhaar(p, valid);
        s.table_mut(kind, product).set(row, F::Remark, text);
        if !valid {
            s.decoys.push(((kind, product), id));
            continue;
        }
        let mut d = on_row(s, "FULL_AADHAAR_IN_TEXT", kind, product, row);
        d.amount = 0;
        d.message = "a full Aadhaar number in a remark".into();
        s.defects.push(d);
    }
    for i in 0..p.count {
        if let Some(row) = p.find(s, "members", "", |_| true) {
            let elsewhere = *p.r.pick(words::ELSEWHERE);
            s.table_mut("members", "").set(row, F::Village, Val::text(elsewhere));
            s.members[row].village_name = elsewhere;
            let mut d = on_row(s, "UNKNOWN_VILLAGE", "members", "", row);
            d.message = format!("{} is not in the area", elsewhere.1);
            s.defects.push(d);
        }
        if let Some(row) = p.find(s, "members", "", |_| true) {
            let bad = ["9999999999", "993541", "5294817304", "98370123456789", "0000000000"][(i + p.r.below(5)) % 5];
            s.table_mut("members", "").set(row, F::Mobile, Val::Code(bad.into()));
            s.members[row].mobile = bad.into();
            let mut d = on_row(s, "BAD_MOBILE", "members", "", row);
            d.message = format!("mobile {bad}");
            s.defects.push(d);
        }
    }
}

fn shortfall(s: &mut Society, p: &mut Planter) {
    for _ in 0..p.count {
        let owed = owed(s);
        let t = s.table("shares", "").clone();
        let owes = |row: usize| owed.get(&t.code(&t.rows[row], F::MemberNo)).copied().unwrap_or(0);
        let mut found = p.find(s, "shares", "", |row| owes(row) > 2_000_000);
        if found.is_none() {
            // In a tiny society a borrower is made for it.
            let Some(row) = p.find(s, "shares", "", |row| owes(row) == 0) else { continue };
            let no = t.code(&t.rows[row], F::MemberNo);
            let m = s.members.iter().find(|m| m.no == no).cloned().expect("a member");
            let mut loan = crop_loan(&mut p.r, &m, 0);
            let table = s.table_mut("loans", "ST");
            let next =
                table.rows.iter().filter_map(|r| table.code(r, F::AccountNo).parse::<i64>().ok()).max().unwrap_or(100)
                    + 1;
            loan[table.at(F::AccountNo)] = Val::Code(next.to_string());
            loan[table.at(F::Disbursed)] = Val::Paise(6_000_000);
            loan[table.at(F::Limit)] = Val::Paise(6_500_000);
            loan[table.at(F::Repaid)] = Val::Paise(0);
            loan[table.at(F::Balance)] = Val::Paise(6_000_000);
            loan[table.at(F::InterestDue)] = Val::Paise(0);
            table.push(m.village, loan);
            found = Some(row);
        }
        let Some(row) = found else { continue };
        let no = t.code(&t.rows[row], F::MemberNo);
        let principal = crate::registers::owed(s).get(&no).copied().unwrap_or(0);
        let n = 5.max(principal / 20 / 10_000 * 6 / 10);
        let name = s.members.iter().find(|m| m.no == no).map(|m| m.name.clone()).unwrap_or_default();
        let vals = share_row(&mut p.r, &no, &name, n);
        s.table_mut("shares", "").rows[row].vals = vals;
        let mut d = on_row(s, "SHARE_SHORTFALL", "shares", "", row);
        d.amount = principal / 20 - n * 10_000;
        d.message = format!("owes {}, holds {} in shares", rs(principal), rs(n * 10_000));
        s.defects.push(d);
    }
}

fn duplicates(s: &mut Society, p: &mut Planter) {
    for i in 0..=p.count {
        let Some(row) = p.find(s, "members", "", |row| s.members[row].ceased.is_none()) else { continue };
        let original = s.members[row].clone();
        let mut cluster = vec![original.no.clone()];
        let mut ids = vec![s.table("members", "").rows[row].id];
        let copies = if i == 2 { 2 } else { 1 };
        for k in 0..copies {
            let last = s.members.iter().filter(|m| m.full).filter_map(|m| m.no.parse::<i64>().ok()).max().unwrap_or(0);
            let mut m = original.clone();
            m.no = (last + 1).to_string();
            m.name = crate::spelling::variant(&original.name, original.woman, (i + k * 2) % 6);
            m.father =
                if i % 2 == 1 { crate::spelling::variant(&original.father, false, 1) } else { original.father.clone() };
            m.admitted = some_day(&mut p.r, 2014, 2023);
            let serial = s.members.len() + 1;
            let at = s.members.iter().position(|m| !m.full).unwrap_or(s.members.len());
            let table = s.table_mut("members", "");
            let mut vals = table.rows[row].vals.clone();
            for (field, val) in [
                (F::Serial, Val::Count(serial as i64)),
                (F::MemberNo, Val::Code(m.no.clone())),
                (F::Admitted, Val::Day(m.admitted)),
                (F::Name, Val::Text(m.name.clone())),
                (F::Father, Val::Text(m.father.clone())),
                (F::Nominee, Val::Blank),
                (F::NomineeRelation, Val::Blank),
                (F::Remark, Val::Blank),
            ] {
                vals[table.at(field)] = val;
            }
            table.push(m.village, vals);
            ids.push(table.rows.last().map_or(0, |r| r.id));
            cluster.push(m.no.clone());
            let share = share_row(&mut p.r, &m.no, &m.name, 5);
            s.table_mut("shares", "").push(m.village, share);
            if k == 0 {
                let n = s.table("deposits", "SB").rows.len() + 1;
                let account = savings(&mut p.r, &m, Val::Code((n + 1000).to_string()));
                s.table_mut("deposits", "SB").push(m.village, account);
            }
            s.members.insert(at, m);
        }
        let names: Vec<&str> =
            cluster.iter().filter_map(|n| s.members.iter().find(|m| m.no == *n)).map(|m| m.name.hi.as_str()).collect();
        let message =
            format!("one person entered {} times: {} ({})", cluster.len(), cluster.join(", "), names.join(" / "));
        p.members.extend(cluster.iter().cloned());
        p.taken.extend(ids.iter().map(|id| ("members", "", *id)));
        s.defects.push(Defect {
            code: "DUPLICATE_MEMBER",
            register: ("members", ""),
            rec: ids.last().copied(),
            other: ids,
            member: cluster.last().cloned(),
            cluster,
            message,
            ..Defect::default()
        });
    }
}
