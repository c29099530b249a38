//! The report of a migration as JSON, in the format agreed with those who compare migrations.

use crate::Migrated;
use crate::books;
use crate::cell::Folder;
use crate::product;
use kernel::Paise;
use lipi::messages::{self, Lang};
use serde::Serialize;

/// The whole report; amounts are integer paise.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    society: &'a str,
    cutoff: String,
    registers: Vec<RegisterLine<'a>>,
    members: Vec<MemberLine<'a>>,
    accounts: Vec<AccountLine<'a>>,
    trial_balance: Vec<HeadLine<'a>>,
    findings: Vec<FindingLine<'a>>,
    duplicates: Vec<Vec<&'a str>>,
    differences: Vec<DifferenceLine<'a>>,
}

#[derive(Debug, Serialize)]
struct RegisterLine<'a> {
    kind: &'a str,
    product: &'a str,
    file: &'a str,
    sheet: &'a str,
    rows: usize,
    sum_paise: Option<i64>,
    header_row: u32,
    confidence: u8,
    alternatives: &'a [(String, u8)],
}

#[derive(Debug, Serialize)]
struct MemberLine<'a> {
    no: &'a str,
    name: &'a str,
    father: &'a str,
    village: &'a str,
    class: &'static str,
    mobile: &'a str,
}

#[derive(Debug, Serialize)]
struct AccountLine<'a> {
    kind: &'static str,
    no: &'a str,
    member_no: &'a str,
    balance_paise: i64,
}

#[derive(Debug, Serialize)]
struct HeadLine<'a> {
    head: &'a str,
    debit_paise: i64,
    credit_paise: i64,
    head_key: String,
}

#[derive(Debug, Serialize)]
struct FindingLine<'a> {
    code: &'a str,
    file: &'a str,
    sheet: &'a str,
    row: Option<u32>,
    subject: &'a str,
    amount_paise: i64,
    message: String,
    message_hi: String,
    remedy: String,
    remedy_hi: String,
}

#[derive(Debug, Serialize)]
struct DifferenceLine<'a> {
    head: &'a str,
    head_key: &'a str,
    ledger_paise: i64,
    register_paise: i64,
    difference_paise: i64,
    explained_by: &'a [u64],
    unexplained_paise: i64,
}

/// Sheet name as the report has it: empty where the format has no sheets.
fn sheet_name(folder: &Folder, file: u16, sheet: u16) -> &str {
    let file = &folder.files[usize::from(file)];
    if file.format.has_sheets() { &file.sheets[usize::from(sheet)].name } else { "" }
}

/// Builds the report.
#[must_use]
pub fn of<'a>(folder: &'a Folder, migrated: &'a Migrated) -> Report<'a> {
    let books = &migrated.books;
    let registers = books
        .registers
        .iter()
        .map(|r| RegisterLine {
            kind: r.table.kind,
            product: &r.table.product,
            file: &folder.files[usize::from(r.file)].path,
            sheet: sheet_name(folder, r.file, r.sheet),
            rows: r.body.len(),
            sum_paise: migrated.register_sum(r).map(|p| p.0),
            header_row: r.head_row,
            confidence: r.table.confidence,
            alternatives: &r.table.alternatives,
        })
        .collect();
    Report {
        society: books.society.shown_name(),
        cutoff: books.cutoff.to_string(),
        registers,
        members: members(migrated),
        accounts: accounts(migrated),
        trial_balance: migrated
            .ledger
            .entries
            .iter()
            .map(|e| HeadLine { head: &e.name, debit_paise: e.debit.0, credit_paise: e.credit.0, head_key: e.code() })
            .collect(),
        findings: findings(folder, migrated),
        duplicates: migrated
            .clusters
            .iter()
            .map(|c| c.members.iter().map(|&(r, i)| books.registers[r].body.text("member_no", i)).collect())
            .collect(),
        differences: migrated
            .ledger
            .heads
            .iter()
            .filter(|d| !d.difference.is_zero())
            .map(|d| DifferenceLine {
                head: &d.name,
                head_key: &d.head,
                ledger_paise: d.ledger.0,
                register_paise: d.register.0,
                difference_paise: d.difference.0,
                explained_by: &d.explained_by,
                unexplained_paise: d.unexplained.0,
            })
            .collect(),
    }
}

fn members(migrated: &Migrated) -> Vec<MemberLine<'_>> {
    let registers = &migrated.books.registers;
    registers
        .iter()
        .filter(|r| r.is("members", ""))
        .flat_map(|r| {
            (0..r.body.len()).map(move |i| MemberLine {
                no: r.body.text("member_no", i),
                name: r.body.text("name", i),
                father: r.body.text("father", i),
                village: r.body.text("village", i),
                class: if r.table.product == "NOMINAL" || product::is_nominal(&r.body, i) { "B" } else { "A" },
                mobile: r.body.text("mobile", i),
            })
        })
        .collect()
}

/// The kind of account a register holds, as the report names it.
#[must_use]
pub fn account_kind(register: &books::Register) -> Option<credit::AccountKind> {
    use credit::AccountKind as K;
    match (register.table.kind, register.table.product.as_str()) {
        ("shares", _) => Some(K::Share),
        ("loans", "ST") => Some(K::LoanSt),
        ("loans", "MT") => Some(K::LoanMt),
        ("loans", "LT") => Some(K::LoanLt),
        ("loans", "DEPOSIT") => Some(K::LoanDeposit),
        ("loans", "GOLD") => Some(K::LoanGold),
        ("deposits", "SB") => Some(K::Sb),
        ("deposits", "RD") => Some(K::Rd),
        ("deposits", "FD") => Some(K::Fd),
        ("deposits", "DD") => Some(K::Dd),
        _ => None,
    }
}

fn accounts(migrated: &Migrated) -> Vec<AccountLine<'_>> {
    let registers = &migrated.books.registers;
    registers
        .iter()
        .filter_map(|r| account_kind(r).map(|k| (r, k)))
        .flat_map(|(r, kind)| {
            let key = books::subject_field(r.table.kind);
            (0..r.body.len()).map(move |i| AccountLine {
                kind: kind.code(),
                no: r.body.text(key, i),
                member_no: r.body.text("member_no", i),
                balance_paise: r.body.amount("balance", i).unwrap_or(Paise::ZERO).0,
            })
        })
        .collect()
}

fn findings<'a>(folder: &'a Folder, migrated: &'a Migrated) -> Vec<FindingLine<'a>> {
    migrated
        .findings
        .iter()
        .map(|f| {
            let say = |lang, part| say_finding(lang, &f.code, part, &f.args);
            FindingLine {
                code: &f.code,
                file: f.source.map_or("", |s| &folder.files[usize::from(s.file)].path),
                sheet: f.source.map_or("", |s| sheet_name(folder, s.file, s.sheet)),
                row: f.source.map(|s| s.row),
                subject: &f.subject,
                amount_paise: f.amount.0,
                message: say(Lang::En, ""),
                message_hi: say(Lang::Hi, ""),
                remedy: say(Lang::En, ".remedy"),
                remedy_hi: say(Lang::Hi, ".remedy"),
            }
        })
        .collect()
}

/// A finding in words: `part` is empty for the cause, `.remedy` for what to do, `.title` for its name.
#[must_use]
pub fn say_finding(lang: Lang, code: &str, part: &str, args: &[(String, String)]) -> String {
    let key = format!("finding-{}{part}", code.to_lowercase().replace('_', "-"));
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    messages::say(lang, &key, &args)
}
