//! The rules of the defect codes, written a second time and run over the tables: exactly the planted rows break them.

use examples::amount::{in_words, verhoeff_ok};
use examples::society::CUTOFF;
use examples::table::{Field as F, Rec, Table, Val};
use examples::{DefectPlan, Size, Society, society};
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};

type Found = BTreeSet<(&'static str, &'static str, u32)>;

fn rate(t: &Table, r: &Rec) -> i64 {
    if let Val::Hundredths(n) = t.get(r, F::Rate) { *n } else { 0 }
}

fn aadhaar(t: &Table, r: &Rec) -> bool {
    let text = match t.get(r, F::Remark) {
        Val::Text(x) => x.hi.clone(),
        Val::Code(c) => c.clone(),
        _ => return false,
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.len() == 12 && verhoeff_ok(&digits)
}

fn loans(s: &Society, t: &Table, found: &mut Found) {
    let members: BTreeMap<&str, _> = s.members.iter().map(|m| (m.no.as_str(), m)).collect();
    for r in &t.rows {
        let mut hit = |code| found.insert((code, t.product, r.id));
        let (disbursed, due, balance) = (t.get(r, F::DisbursedOn).day(), t.get(r, F::Due).day(), t.weight(r));
        match members.get(t.code(r, F::MemberNo).as_str()) {
            None => hit("ORPHAN_LOAN"),
            Some(m) if !m.full => hit("NON_MEMBER_LOAN"),
            Some(m) => m.ceased.zip(disbursed).is_some_and(|(c, d)| c < d) && hit("NON_MEMBER_LOAN"),
        };
        if disbursed.zip(due).is_some_and(|(a, b)| b < a) {
            hit("DUE_BEFORE_DISBURSAL");
        }
        if t.get(r, F::InterestUpto).day().is_some_and(|d| d > CUTOFF) {
            hit("INTEREST_UPTO_AFTER_CUTOFF");
        }
        if balance < 0 {
            hit("NEGATIVE_BALANCE");
        }
        if !(0..=1800).contains(&rate(t, r)) {
            hit("RATE_OUT_OF_RANGE");
        }
        let acknowledged = t.get(r, F::Acknowledged).day().is_some_and(|d| d >= date(2022, 3, 31));
        if balance > 0 && due.is_some_and(|d| d < date(2022, 3, 31)) && !acknowledged {
            hit("TIME_BARRED");
        }
        if aadhaar(t, r) {
            hit("FULL_AADHAAR_IN_TEXT");
        }
        let owed = t.get(r, F::Disbursed).paise() - t.get(r, F::Repaid).paise();
        if owed != balance {
            hit("ARITHMETIC");
        }
    }
}

fn deposits(s: &Society, t: &Table, found: &mut Found) {
    for r in &t.rows {
        let mut hit = |code| found.insert((code, t.product, r.id));
        let no = t.code(r, F::MemberNo);
        if !s.members.iter().any(|m| m.no == no) {
            hit("ORPHAN_DEPOSIT");
        }
        if t.weight(r) < 0 {
            hit("NEGATIVE_BALANCE");
        }
        if !(200..=1200).contains(&rate(t, r)) {
            hit("RATE_OUT_OF_RANGE");
        }
        if t.code(r, F::Status) == "CLOSED" && t.weight(r) != 0 {
            hit("CLOSED_WITH_BALANCE");
        }
        if aadhaar(t, r) {
            hit("FULL_AADHAAR_IN_TEXT");
        }
        if t.product == "FD" {
            if t.get(r, F::MaturesOn).day().is_some_and(|d| d < CUTOFF) {
                hit("FD_MATURED_UNPAID");
            }
            let words = if let Val::Text(w) = t.get(r, F::Words) { w.hi.clone() } else { String::new() };
            if words != in_words(t.weight(r), true) {
                hit("WORDS_FIGURES_MISMATCH");
            }
        }
        if t.product == "RD" {
            let count = if let Val::Count(n) = t.get(r, F::PaidCount) { *n } else { 0 };
            if t.get(r, F::Instalment).paise() * count != t.weight(r) {
                hit("ARITHMETIC");
            }
        }
        if t.rows.iter().any(|o| o.id < r.id && o.vals == r.vals) {
            hit("DUPLICATE_ROW");
        }
    }
}

fn members(s: &Society, t: &Table, found: &mut Found) {
    let mut keys: BTreeMap<(String, String, String), u32> = BTreeMap::new();
    for r in &t.rows {
        let mut hit = |code| found.insert((code, t.product, r.id));
        let village = if let Val::Text(v) = t.get(r, F::Village) { v.hi.clone() } else { String::new() };
        if !s.villages.iter().any(|v| v.0 == village) {
            hit("UNKNOWN_VILLAGE");
        }
        let mobile = t.code(r, F::Mobile);
        let same = mobile.chars().all(|c| mobile.starts_with(c));
        if !mobile.is_empty() && (mobile.len() != 10 || !mobile.starts_with(['6', '7', '8', '9']) || same) {
            hit("BAD_MOBILE");
        }
        if aadhaar(t, r) {
            hit("FULL_AADHAAR_IN_TEXT");
        }
        let key = (t.code(r, F::Name), t.code(r, F::Father), village);
        if let Some(first) = keys.insert(key, r.id) {
            let both = [first, r.id];
            let planted =
                s.defects.iter().any(|d| d.code == "DUPLICATE_MEMBER" && both.iter().all(|id| d.other.contains(id)));
            assert!(planted, "two members by chance: {both:?}");
        }
    }
}

fn check(s: &Society) {
    let mut found = Found::new();
    for t in &s.tables {
        match t.kind {
            "loans" => loans(s, t, &mut found),
            "deposits" => deposits(s, t, &mut found),
            "members" => members(s, t, &mut found),
            _ => {}
        }
        for r in &t.rows {
            if r.vals.iter().any(|v| matches!(v, Val::BadDay(..))) {
                found.insert(("IMPOSSIBLE_DATE", t.product, r.id));
            }
        }
    }
    let shares = s.table("shares", "");
    let held: BTreeMap<String, i64> =
        shares.rows.iter().map(|r| (shares.code(r, F::MemberNo), shares.weight(r))).collect();
    for (no, owed) in examples::registers::owed(s) {
        let Some(rec) = shares.rows.iter().find(|r| shares.code(r, F::MemberNo) == no) else { continue };
        if held.get(&no).copied().unwrap_or(0) * 20 < owed {
            found.insert(("SHARE_SHORTFALL", "", rec.id));
        }
    }
    let mut planted = Found::new();
    for d in s.defects.iter().filter(|d| !matches!(d.register.0, "trial_balance" | "debtors" | "stock")) {
        let code = match d.code {
            "DIGIT_TRANSPOSITION" | "DECIMAL_SHIFT" => "ARITHMETIC",
            "DUPLICATE_MEMBER" => continue,
            code => code,
        };
        planted.insert((code, d.register.1, d.rec.expect("a row")));
    }
    let by_chance: Vec<_> = found.difference(&planted).collect();
    let lost: Vec<_> = planted.difference(&found).collect();
    assert!(by_chance.is_empty() && lost.is_empty(), "seed {}: by chance {by_chance:?}, lost {lost:?}", s.seed);
}

#[test]
fn only_planted_rows_break_a_rule() {
    for seed in 0..25 {
        for size in [Size::Tiny, Size::Small, Size::Village] {
            check(&society(seed, size, DefectPlan::All));
            check(&society(seed, size, DefectPlan::None));
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_society() {
    let (a, b) = (society(3, Size::Small, DefectPlan::All), society(3, Size::Small, DefectPlan::All));
    assert!(a.tables == b.tables);
    assert!(a.tables != society(4, Size::Small, DefectPlan::All).tables);
}
