//! The small registers of a clean society: villages, goods, debtors, banks, assets, cash, demand.

use crate::random::Random;
use crate::registers::plus_days;
use crate::society::{CUTOFF, Society, some_day};
use crate::table::{Field as F, Table, Text, Val};
use crate::words;
use jiff::civil::{Date, date};

/// Villages, stock, debtors, borrowings, investments, fixed assets, cash and bank.
pub fn others(s: &mut Society) {
    let mut r = Random::named(s.seed, "others");
    let mut v = Table::new("villages", "", &[F::Serial, F::Village, F::Panchayat, F::Block]);
    for (i, village) in s.villages.iter().enumerate() {
        v.push(
            i,
            vec![
                Val::Count(i as i64 + 1),
                Val::text(*village),
                Val::text(s.villages[i / 2 * 2]),
                Val::text(s.place.block),
            ],
        );
    }
    let stock = goods(&mut r);
    let debtors = debts(&mut r, s);
    let (borrowings, investments) = banks(&mut r, s);
    let assets = assets(&mut r);
    let cash = cash(&mut r);
    s.tables.extend([v, stock, debtors, borrowings, investments, assets, cash]);
}

fn goods(r: &mut Random) -> Table {
    let none = usize::MAX;
    let mut t = Table::new(
        "stock",
        "",
        &[F::Item, F::Group, F::Unit, F::OpeningQty, F::InQty, F::OutQty, F::ClosingQty, F::Price, F::Value],
    );
    for (name, unit, price, fertiliser) in words::GOODS {
        let (opening, bought) = (r.between(5, 60), r.between(20, 380));
        let closing = r.between(2, (opening + bought) / 2);
        let group = if *fertiliser { ("उर्वरक", "Fertiliser") } else { ("बीज", "Seed") };
        t.push(
            none,
            vec![
                Val::text(*name),
                Val::text(group),
                Val::text(*unit),
                Val::Count(opening),
                Val::Count(bought),
                Val::Count(opening + bought - closing),
                Val::Count(closing),
                Val::Paise(*price),
                Val::Paise(price * closing),
            ],
        );
    }
    t
}

fn debts(r: &mut Random, s: &Society) -> Table {
    let mut t = Table::new("debtors", "", &[F::BillNo, F::BilledOn, F::Name, F::Village, F::Amount, F::DrCr]);
    let mut day = date(2023, 6, 2);
    for i in 0..(s.members.len() / 18).clamp(6, 30) {
        let m = &s.members[r.below(s.members.len())];
        day = plus_days(day, r.between(3, 20));
        let (_, _, price, _) = r.pick(&words::GOODS[..7]);
        let amount = price * r.between(1, 4) + r.between(0, 3) * 2_650;
        t.push(
            usize::MAX,
            vec![
                Val::Code((412 + i * 3).to_string()),
                Val::Day(day),
                Val::Text(m.name.clone()),
                Val::text(m.village_name),
                Val::Paise(amount),
                Val::Code("नाम".into()),
            ],
        );
    }
    t
}

fn banks(r: &mut Random, s: &Society) -> (Table, Table) {
    let none = usize::MAX;
    let mut b = Table::new(
        "borrowings",
        "",
        &[F::AccountNo, F::Purpose, F::DrawnOn, F::Drawn, F::Rate, F::Due, F::Repaid, F::Balance],
    );
    let kinds: [(&str, Pair2, i64, i16, Date, i64); 4] = [
        ("KCC", ("अल्पकालीन (के.सी.सी.) साख सीमा", "ST (KCC) Credit Limit"), 400, 2024, date(2025, 6, 30), 60),
        ("KCC", ("अल्पकालीन (के.सी.सी.) साख सीमा", "ST (KCC) Credit Limit"), 400, 2024, date(2025, 6, 30), 60),
        ("MT", ("मध्यकालीन ऋण", "Medium Term Loan"), 850, 2022, date(2027, 8, 11), 30),
        ("CC", ("नकद साख (उर्वरक)", "Cash Credit (Fertiliser)"), 800, 2024, date(2025, 6, 30), 10),
    ];
    for (i, (code, name, rate, year, due, share)) in kinds.into_iter().enumerate() {
        let balance = (s.table("loans", "ST").sum() / 100 * share / 2 / 50_000 + 20) * 50_000;
        let repaid = r.between(4, 30) * 500_000;
        b.push(
            none,
            vec![
                Val::Code(format!("{code}/{}", 31 + i * 8)),
                Val::text(name),
                Val::Day(date(year, r.between(4, 8) as i8, r.between(1, 28) as i8)),
                Val::Paise(balance + repaid),
                Val::Hundredths(rate),
                Val::Day(due),
                Val::Paise(repaid),
                Val::Paise(balance),
            ],
        );
    }
    let bank = (
        format!("जिला सहकारी बैंक लि. {}", s.place.bank.0),
        format!("District Cooperative Bank Ltd. {}", s.place.bank.1),
    );
    let bank = Val::Text(Text::new(bank.0, bank.1));
    let mut v =
        Table::new("investments", "", &[F::Institution, F::Cert, F::InvestedOn, F::Amount, F::Rate, F::MaturesOn]);
    let shares = r.between(50, 400) * 50_000;
    v.push(
        none,
        vec![
            bank.clone(),
            Val::Code(format!("S-{}", r.between(100, 990))),
            Val::Day(date(1999, 7, 2)),
            Val::Paise(shares),
            Val::Hundredths(800),
            Val::Blank,
        ],
    );
    for i in 0..3 {
        v.push(
            none,
            vec![
                bank.clone(),
                Val::Code(format!("FDR-{}", r.between(11_000, 98_000))),
                Val::Day(some_day(r, 2021, 2024)),
                Val::Paise(r.between(40, 500) * 100_000),
                Val::Hundredths([650, 700, 710][r.below(3)]),
                Val::Day(some_day(r, 2026 + i, 2027 + i)),
            ],
        );
    }
    (b, v)
}

type Pair2 = (&'static str, &'static str);

fn assets(r: &mut Random) -> Table {
    let mut t =
        Table::new("fixed_assets", "", &[F::Item, F::BoughtOn, F::Cost, F::Rate, F::Depreciation, F::WrittenDown]);
    for (name, group, rate) in words::ASSETS {
        let bought = if *group == 0 { some_day(r, 1990, 2004) } else { some_day(r, 2009, 2020) };
        let cost = if *group == 0 { r.between(3_500, 8_500) * 10_000 } else { r.between(70, 480) * 10_000 };
        let mut left = cost;
        for _ in bought.year()..2025 {
            left -= left * rate / 100;
        }
        let left = (left / 100 * 100).max(100);
        t.push(
            usize::MAX,
            vec![
                Val::text(*name),
                Val::Day(bought),
                Val::Paise(cost),
                Val::Hundredths(rate * 100),
                Val::Paise(cost - left),
                Val::Paise(left),
            ],
        );
    }
    t
}

fn cash(r: &mut Random) -> Table {
    let mut t = Table::new("cash_bank", "", &[F::Particulars, F::Quantity, F::Amount]);
    for note in [500, 200, 100, 50, 20, 10] {
        let n = r.between(1, 40);
        t.push(
            0,
            vec![
                Val::Text(Text::new(format!("नोट रु. {note}"), format!("Notes Rs {note}"))),
                Val::Count(n),
                Val::Paise(n * note * 100),
            ],
        );
    }
    t.push(0, vec![Val::text(("सिक्के", "Coins")), Val::Blank, Val::Paise(r.between(5, 90) * 100)]);
    let account = |hi: &str, en: &str, n: i64| Val::Text(Text::new(format!("{hi} {n}"), format!("{en} {n}")));
    let (a, b) = (r.between(1000, 9999), r.between(10_000, 99_999));
    t.push(
        1,
        vec![
            account("जिला सहकारी बैंक चालू खाता सं.", "DCB Current A/c No.", a),
            Val::Blank,
            Val::Paise(r.between(9_000_000, 45_000_000)),
        ],
    );
    t.push(
        2,
        vec![
            account("जिला सहकारी बैंक बचत खाता सं.", "DCB Saving A/c No.", b),
            Val::Blank,
            Val::Paise(r.between(900_000, 16_000_000)),
        ],
    );
    t
}

/// Demand, collection and balance of crop loans by village, for loans due by the cut-off.
pub fn demand(s: &mut Society) {
    let mut t = Table::new(
        "dcb",
        "",
        &[F::Village, F::Borrowers, F::Overdue, F::Demand, F::DemandTotal, F::Collected, F::Balance, F::Percent],
    );
    let loans = s.table("loans", "ST");
    for (i, village) in s.villages.iter().enumerate() {
        let (mut n, mut old, mut new, mut got) = (0, 0, 0, 0);
        for rec in loans.rows.iter().filter(|rec| rec.village == i) {
            let Some(due) = loans.get(rec, F::Due).day().filter(|d| *d <= CUTOFF) else { continue };
            n += 1;
            let disbursed = loans.get(rec, F::Disbursed).paise();
            if due < date(2024, 4, 1) {
                old += disbursed
            } else {
                new += disbursed
            }
            got += loans.get(rec, F::Repaid).paise().clamp(0, disbursed);
        }
        if n == 0 {
            continue;
        }
        let total = old + new;
        t.push(
            i,
            vec![
                Val::text(*village),
                Val::Count(n),
                Val::Paise(old),
                Val::Paise(new),
                Val::Paise(total),
                Val::Paise(got),
                Val::Paise(total - got),
                Val::Hundredths(got * 1000 / total * 10),
            ],
        );
    }
    s.tables.push(t);
}
