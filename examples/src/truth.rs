//! The truth about a pack: what is in the files and what is wrong with them, in the format of the judge.

use crate::draw::Placed;
use crate::ledger::{self, Head};
use crate::look::relation_word;
use crate::pack::Pack;
use crate::society::Member;
use crate::table::{Defect, Field as F, Rec, Table};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The whole truth of a pack.
#[must_use]
pub fn truth(pack: &Pack, style: &str) -> Value {
    let s = &pack.s;
    let (debit, credit) = s.heads.iter().fold((0, 0), |(d, c), h| (d + h.written.0, c + h.written.1));
    let full = s.members.iter().filter(|m| m.full).count();
    json!({
        "format": "mpacs-legacy-pack-truth/1", "style": style, "seed": s.seed, "cutoff": "2025-03-31",
        "society": society(pack), "files": pack.files, "other_files": pack.other_files,
        "counts": {"members": s.members.len(), "members_a": full, "members_nominal": s.members.len() - full, "defects": s.defects.len()},
        "registers": pack.placed.iter().map(|p| register(pack, p)).collect::<Vec<_>>(),
        "members": members(pack), "accounts": accounts(pack),
        "trial_balance": s.heads.iter().enumerate().map(|(i, h)| head(pack, i, h)).collect::<Vec<_>>(),
        "trial_balance_totals": {"debit_paise": debit, "credit_paise": credit}, "profit_paise": s.profit,
        "differences": differences(pack), "defects": s.defects.iter().enumerate().map(|(i, d)| defect(pack, i, d)).collect::<Vec<_>>(),
        "also_ok": also_ok(pack),
        "duplicate_clusters": s.defects.iter().filter(|d| !d.cluster.is_empty()).map(|d| &d.cluster).collect::<Vec<_>>(),
        "homonyms": s.homonyms, "missing_records": missing(pack), "quirks": quirks(pack),
    })
}

fn society(pack: &Pack) -> Value {
    let (s, p) = (&pack.s, pack.s.place);
    let villages: Vec<Value> = s.villages.iter().map(|v| json!({"hi": v.0, "en": v.1})).collect();
    json!({
        "name_hi": s.name.hi, "name_en": s.name.en, "registration_no": s.registration, "registered_on": s.registered.to_string(),
        "hq_hi": s.villages[0].0, "hq_en": s.villages[0].1, "block_hi": p.block.0, "block_en": p.block.1, "district_hi": p.district.0,
        "district_en": p.district.1, "district_lgd": p.lgd, "dccb_hi": p.bank.0, "dccb_en": p.bank.1, "secretary_hi": s.officers[0].hi,
        "president_hi": s.officers[1].hi, "villages": villages, "share_value_paise": 10_000, "min_shares": 5, "linkage_basis_points": 500,
        "loan_rate_range": [0.0, 18.0], "deposit_rate_range": [2.0, 12.0],
    })
}

fn digits(text: &str) -> u64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

fn field_name(t: &Table) -> Option<&'static str> {
    t.sum_field().map(|f| match f {
        F::Value => "value",
        F::Amount => "amount",
        F::WrittenDown => "wdv",
        F::Debit => "debit",
        _ => "balance",
    })
}

fn by_id(t: &Table) -> HashMap<u32, &Rec> {
    t.rows.iter().map(|r| (r.id, r)).collect()
}

fn register(pack: &Pack, p: &Placed) -> Value {
    let t = pack.s.table(p.register.0, p.register.1);
    let of = by_id(t);
    let recs: Vec<&Rec> = p.rows.iter().map(|(id, _)| of[id]).collect();
    let sum: i64 = recs.iter().map(|r| t.weight(r)).sum();
    let key = [F::AccountNo, F::MemberNo, F::BillNo, F::Cert].into_iter().find(|f| t.has(*f));
    let hash = |f: F| recs.iter().map(|r| digits(&t.code(r, f))).sum::<u64>();
    let mut v = json!({
        "kind": t.kind, "product": t.product, "file": p.file, "sheet": p.sheet, "rows": recs.len(),
        "sum_paise": t.sum_field().map(|_| sum), "sum_field": field_name(t), "header_row": p.header,
        "first_row": p.rows.iter().map(|r| r.1).min(), "last_row": p.rows.iter().map(|r| r.1).max(),
        "negative_rows": if matches!(t.kind, "loans" | "deposits") { recs.iter().filter(|r| t.weight(r) < 0).count() } else { 0 },
        "hash_total": key.map(hash), "member_hash_total": t.has(F::MemberNo).then(|| hash(F::MemberNo)),
    });
    if p.pages.len() > 1 && p.pages.iter().any(|x| x.no > 0) {
        v["pages"] = json!(p.pages.iter().map(|x| x.no).collect::<Vec<_>>());
    }
    if let Some((physical, deleted)) = p.physical {
        v["physical_records"] = json!(physical);
        v["deleted_records"] = json!(deleted);
    }
    if t.kind == "trial_balance" {
        v["credit_paise"] = json!(recs.iter().map(|r| t.get(r, F::Credit).paise()).sum::<i64>());
    }
    v
}

/// Where a row stands: file, sheet, row.
#[must_use]
pub fn place(pack: &Pack, register: (&str, &str), id: u32) -> Option<(String, String, u32)> {
    pack.placed
        .iter()
        .filter(|p| p.register == register)
        .find_map(|p| p.rows.iter().find(|(i, _)| *i == id).map(|(_, row)| (p.file.clone(), p.sheet.clone(), *row)))
}

fn members(pack: &Pack) -> Vec<Value> {
    let mut out = Vec::new();
    let persons: HashMap<&str, &Member> = pack.s.members.iter().map(|m| (m.no.as_str(), m)).collect();
    for p in pack.placed.iter().filter(|p| p.register.0 == "members") {
        let t = pack.s.table("members", p.register.1);
        let of = by_id(t);
        for (id, row) in &p.rows {
            let Some(m) = persons.get(t.code(of[id], F::MemberNo).as_str()) else { continue };
            let written = m.name.written(pack.hindi);
            let written = if pack.capitals { written.to_uppercase() } else { written.to_owned() };
            let relation = if pack.relation { relation_word(m.relation, pack.hindi) } else { "" };
            let digits: String = m.mobile.chars().filter(char::is_ascii_digit).collect();
            out.push(json!({
                "no": m.no, "name_hi": m.name.hi, "name_en": m.name.en, "name_written": written, "father_hi": m.father.hi, "father_en": m.father.en,
                "father_written": format!("{relation}{}", m.father.written(pack.hindi)), "relation": m.relation, "village_hi": m.village_name.0,
                "village_en": m.village_name.1, "class": if m.full { "A" } else { "B" }, "sex": if m.woman { "F" } else { "M" }, "mobile": digits,
                "admitted": m.admitted.to_string(), "ceased": m.ceased.map(|d| d.to_string()), "file": p.file, "sheet": p.sheet, "row": row,
            }));
        }
    }
    out
}

/// The registers of accounts and the word the truth has for each.
const ACCOUNTS: [(&str, &str, &str); 6] = [
    ("shares", "", "share"),
    ("loans", "ST", "loan_st"),
    ("loans", "MT", "loan_mt"),
    ("deposits", "SB", "sb"),
    ("deposits", "RD", "rd"),
    ("deposits", "FD", "fd"),
];

fn accounts(pack: &Pack) -> Vec<Value> {
    let mut out = Vec::new();
    for (kind, product, word) in ACCOUNTS {
        let t = pack.s.table(kind, product);
        let here = pack.placed.iter().filter(|p| p.register == (kind, product));
        let places: HashMap<u32, (&str, &str, u32)> = here
            .flat_map(|p| p.rows.iter().map(|(id, row)| (*id, (p.file.as_str(), p.sheet.as_str(), *row))))
            .collect();
        for rec in t.rows.iter().filter(|r| !r.copy) {
            let Some((file, sheet, row)) = places.get(&rec.id) else { continue };
            let member = t.code(rec, F::MemberNo);
            let no = if kind == "shares" { member.clone() } else { t.code(rec, F::AccountNo) };
            let mut v = json!({"kind": word, "no": no, "member_no": member, "balance_paise": t.weight(rec), "file": file, "sheet": sheet, "row": row});
            if let Some(meant) = rec.meant {
                v["correct_paise"] = json!(meant);
            }
            out.push(v);
        }
    }
    out
}

fn head(pack: &Pack, i: usize, h: &Head) -> Value {
    json!({
        "head": h.name.written(pack.hindi), "head_key": h.key, "head_hi": h.name.hi, "head_en": h.name.en, "debit_paise": h.written.0,
        "credit_paise": h.written.1, "row": place(pack, ("trial_balance", ""), i as u32).map(|p| p.2),
    })
}

fn name(i: usize) -> String {
    format!("D{:03}", i + 1)
}

fn differences(pack: &Pack) -> Vec<Value> {
    let s = &pack.s;
    let mut out = Vec::new();
    for h in s.heads.iter().filter(|h| ledger::CONTROLLED.contains(&h.key)) {
        let register = ledger::register(s, h.key);
        let causes: Vec<(usize, &Defect)> =
            s.defects.iter().enumerate().filter(|(_, d)| d.counts && d.head == Some(h.key)).collect();
        let difference = register - h.amount;
        let untraced: i64 = causes.iter().filter(|(_, d)| d.untraceable).map(|(_, d)| d.amount).sum();
        let repaired: i64 = causes.iter().filter(|(_, d)| d.register.0 != "trial_balance").map(|(_, d)| d.amount).sum();
        out.push(json!({
            "head_key": h.key, "head": h.name.written(pack.hindi), "head_en": h.name.en, "head_hi": h.name.hi, "ledger_paise": h.amount,
            "register_paise": register, "difference_paise": difference,
            "causes": causes.iter().map(|(i, d)| json!({"defect": name(*i), "amount_paise": d.amount})).collect::<Vec<_>>(),
            "unexplained_paise": untraced, "after_repair_paise": difference - repaired,
        }));
    }
    out
}

fn defect(pack: &Pack, i: usize, d: &Defect) -> Value {
    let at = d.rec.and_then(|id| place(pack, d.register, id));
    let first = pack.placed.iter().find(|p| p.register == d.register);
    let (file, sheet) = at.as_ref().map_or_else(
        || first.map(|p| (p.file.clone(), p.sheet.clone())).unwrap_or_default(),
        |a| (a.0.clone(), a.1.clone()),
    );
    let mut ok: Vec<u32> =
        d.rec.iter().chain(&d.other).filter_map(|id| place(pack, d.register, *id)).map(|p| p.2).collect();
    ok.sort_unstable();
    ok.dedup();
    let mut v = json!({
        "id": name(i), "code": d.code, "kind": d.register.0, "product": d.register.1, "file": file, "sheet": sheet,
        "row": at.map(|a| a.2), "rows_ok": ok, "amount_paise": d.amount, "message": d.message,
    });
    let mut put = |key: &str, value: Value| v[key] = value;
    if let Some(m) = &d.member {
        put("member_no", json!(m))
    }
    if let Some(a) = &d.account {
        put("account_no", json!(a))
    }
    if let Some((hi, en)) = &d.subject {
        put("subject", json!(if pack.hindi { hi } else { en }));
        put("subject_en", json!(en));
        put("subject_hi", json!(hi));
    }
    if let Some(h) = d.head {
        put("head", json!(h))
    }
    if let Some(c) = d.correct {
        put("correct_paise", json!(c))
    }
    if !d.cluster.is_empty() {
        put("cluster", json!(d.cluster))
    }
    if let Some((field, raw)) = &d.raw {
        put("field", json!(field));
        put("raw", json!(raw));
    }
    if !d.causes.is_empty() || d.register.0 == "trial_balance" {
        put("causes", json!(d.causes.iter().map(|c| name(*c)).collect::<Vec<_>>()));
    }
    if d.code == "TB_UNBALANCED" {
        put("row", json!(first.and_then(|p| p.grand)));
    }
    pages(pack, d, &mut v);
    v
}

/// Rows of the page a defect lies on.
fn pages(pack: &Pack, d: &Defect, v: &mut Value) {
    let Some(p) = pack.placed.iter().find(|p| p.register == d.register && !p.pages.is_empty()) else { return };
    let holds = |id: u32| p.pages.iter().position(|page| page.ids.contains(&id));
    if d.code == "MISSING_PAGE" {
        let Some(next) = d.rec.and_then(holds).filter(|n| *n > 0) else { return };
        let (before, after) = (&p.pages[next - 1], &p.pages[next]);
        let data = d.rec.and_then(|id| p.rows.iter().find(|r| r.0 == id)).map_or(0, |r| r.1);
        let ok: Vec<u32> =
            before.marks[1..].iter().chain(&after.marks[..1]).chain([&data]).copied().filter(|r| *r > 0).collect();
        v["page"] = json!(after.no - 1);
        v["row"] = json!(if after.marks[0] > 0 { after.marks[0] } else { data });
        v["row_range"] = json!([before.last.min(ok.iter().copied().min().unwrap_or(0)), data]);
        v["rows_ok"] = json!(ok);
        return;
    }
    let ids = d.rec.iter().chain(&d.page_rows);
    let Some(page) = ids.copied().find_map(holds).map(|i| &p.pages[i]) else { return };
    if d.code == "PAGE_TOTAL_MISMATCH" {
        v["row"] = json!(page.marks[1]);
        v["rows_ok"] = json!([page.marks[1]]);
    } else if !d.counts || d.register.0 == "trial_balance" {
        return;
    }
    if page.no > 0 {
        v["page"] = json!(page.no);
    }
    v["row_range"] = json!([page.first, page.last]);
}

fn also_ok(pack: &Pack) -> Vec<Value> {
    let mut out = Vec::new();
    for (i, d) in pack.s.defects.iter().enumerate() {
        let at = d.rec.and_then(|id| place(pack, d.register, id));
        let loan = d.register.0 == "loans";
        let smaller = d.code == "DIGIT_TRANSPOSITION" || d.code == "DECIMAL_SHIFT";
        if matches!(d.code, "ORPHAN_LOAN" | "NON_MEMBER_LOAN") || (loan && smaller) {
            let Some((file, sheet, row)) = at.clone() else { continue };
            out.push(json!({"code": "SHARE_SHORTFALL", "because": name(i), "member_no": d.member, "account_no": d.account, "file": file, "sheet": sheet, "row": row}));
        }
        if d.code == "SHARE_GL_MISMATCH" {
            out.push(json!({"code": "GL_SUBLEDGER_DIFFERENCE", "because": name(i), "head": d.head, "subject": d.subject.as_ref().map(|x| &x.0), "subject_en": d.subject.as_ref().map(|x| &x.1)}));
        }
        if !d.counts || d.register.0 == "trial_balance" {
            continue;
        }
        for p in pack.placed.iter().filter(|p| p.register == d.register) {
            let ids: Vec<u32> = d.rec.iter().chain(&d.other).copied().collect();
            if !ids.iter().any(|id| p.rows.iter().any(|r| r.0 == *id)) {
                continue;
            }
            let of_page = p.pages.iter().position(|x| ids.iter().any(|id| x.ids.contains(id)));
            let (first, mut last) = of_page
                .map_or((p.header, p.rows.iter().map(|r| r.1).max().unwrap_or(0) + 3), |k| {
                    (p.pages[k].first, p.pages[k].last)
                });
            let first = if d.code == "MISSING_PAGE" {
                of_page.filter(|k| *k > 0).map_or(first, |k| p.pages[k - 1].last.saturating_sub(1))
            } else {
                first
            };
            out.push(json!({"code": "PAGE_TOTAL_MISMATCH", "because": name(i), "file": p.file, "sheet": p.sheet, "row_range": [first, last]}));
            if let Some(grand) = p.grand {
                last = grand;
                out.push(json!({"code": "PAGE_TOTAL_MISMATCH", "because": name(i), "file": p.file, "sheet": p.sheet, "row_range": [last, last]}));
            }
        }
    }
    out
}

fn missing(pack: &Pack) -> Vec<Value> {
    let mut out = Vec::new();
    for (kind, product, _) in ACCOUNTS {
        let t = pack.s.table(kind, product);
        for rec in t.rows.iter().filter(|r| r.gone) {
            out.push(json!({
                "register": format!("{kind}:{product}"), "member_no": t.code(rec, F::MemberNo), "account_no": t.code(rec, F::AccountNo),
                "balance_paise": t.weight(rec),
            }));
        }
    }
    out
}

fn quirks(pack: &Pack) -> Vec<Value> {
    let decoy = |(register, id): &((&'static str, &'static str), u32)| {
        let (file, sheet, row) = place(pack, *register, *id)?;
        Some(
            json!({"kind": "DECOY_12_DIGITS", "file": file, "sheet": sheet, "row": row, "note": "12 digits that fail the Verhoeff check"}),
        )
    };
    pack.s.decoys.iter().filter_map(decoy).collect()
}
