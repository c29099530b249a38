//! Plain-text ledgers.

use super::{amount, disk};
use books::HeadClass;
use keep::view::{SocietyRow, TrialRow};
use kernel::{Date, Paise};
use sql::{Error, Tx};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;

/// How a program wants it written.
pub(super) trait Format: Sync {
    fn account(&self, class: HeadClass, code: &str) -> String;
    fn preamble(&self, society: &SocietyRow) -> String;
    fn open(&self, account: &str, name: &str) -> String;
    fn heading(&self, date: Date, number: &str, narration: &str) -> String;
}

pub(super) struct Hledger;
pub(super) struct Beancount;

/// Text that cannot end a line or begin a comment.
fn quiet(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() {
                ' '
            } else if c == ';' {
                ','
            } else {
                c
            }
        })
        .collect()
}

impl Format for Hledger {
    fn account(&self, class: HeadClass, code: &str) -> String {
        let class = match class {
            HeadClass::Asset => "assets",
            HeadClass::Liability => "liabilities",
            HeadClass::Income => "revenues",
            HeadClass::Expense => "expenses",
            HeadClass::Difference => "equity:migration-difference",
        };
        let code: String = quiet(code).chars().map(|c| if c.is_whitespace() || c == ':' { '_' } else { c }).collect();
        format!("{class}:{code}")
    }
    fn preamble(&self, society: &SocietyRow) -> String {
        format!("; {} — {}\ncommodity 1000.00 INR\n\n", quiet(&society.code), quiet(&society.name))
    }
    fn open(&self, account: &str, name: &str) -> String {
        format!("account {account}  ; {}\n", quiet(name))
    }
    fn heading(&self, date: Date, number: &str, narration: &str) -> String {
        let number: String = quiet(number).chars().filter(|c| !matches!(c, '(' | ')')).collect();
        let code = if number.is_empty() { String::new() } else { format!("({number}) ") };
        format!("{date} {code}{}\n", quiet(narration))
    }
}

impl Format for Beancount {
    fn account(&self, class: HeadClass, code: &str) -> String {
        let class = match class {
            HeadClass::Asset => "Assets",
            HeadClass::Liability => "Liabilities",
            HeadClass::Income => "Income",
            HeadClass::Expense => "Expenses",
            HeadClass::Difference => "Equity:Migration-Difference",
        };
        // A component holds letters, digits and dashes and begins with a capital or a digit.
        let code: String = code.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let code =
            if code.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) { code } else { format!("X{code}") };
        format!("{class}:{code}")
    }
    fn preamble(&self, society: &SocietyRow) -> String {
        let title = format!("{} {}", society.code, society.name).replace(['"', '\\'], " ");
        format!("option \"title\" \"{}\"\noption \"operating_currency\" \"INR\"\n\n", quiet(&title))
    }
    fn open(&self, account: &str, name: &str) -> String {
        format!("1900-01-01 open {account} INR\n  name: \"{}\"\n", quiet(&name.replace(['"', '\\'], " ")))
    }
    fn heading(&self, date: Date, number: &str, narration: &str) -> String {
        let text = |t: &str| quiet(&t.replace(['"', '\\'], " "));
        format!("{date} * \"{}\" \"{}\"\n", text(number), text(narration))
    }
}

/// Every head has an account of its own, even where two codes differ only in what the format cannot spell.
fn accounts(format: &dyn Format, heads: &[TrialRow]) -> BTreeMap<String, String> {
    let mut taken = BTreeSet::new();
    let mut out = BTreeMap::new();
    for head in heads {
        let plain = format.account(head.class, &head.code);
        let mut account = plain.clone();
        for n in 2.. {
            if taken.insert(account.clone()) {
                break;
            }
            account = format!("{plain}-{n}");
        }
        out.insert(head.code.clone(), account);
    }
    out
}

pub(super) fn write(
    format: &dyn Format,
    t: &mut Tx<'_>,
    society: &SocietyRow,
    heads: &[TrialRow],
    w: &mut dyn Write,
) -> Result<(), Error> {
    let accounts = accounts(format, heads);
    let mut out = format.preamble(society);
    for head in heads {
        out.push_str(&format.open(&accounts[&head.code], &head.name));
    }
    w.write_all(out.as_bytes()).map_err(disk)?;
    keep::deciding::each_voucher(t, society.id, |desk, seq, number, event| {
        let (Some(head), lines) = (event.voucher(), event.postings()) else { return Ok(()) };
        if lines.is_empty() {
            return Ok(());
        }
        out.clear();
        out.push('\n');
        let number = if number.is_empty() { format!("{desk}/{seq}") } else { number.to_owned() };
        out.push_str(&format.heading(head.date, &number, &head.narration));
        for l in &lines {
            let account = accounts
                .get(&l.head)
                .ok_or_else(|| Error::new(sql::Kind::Missing, "export", format!("head {} is not opened", l.head)))?;
            let net: Paise = l.debit - l.credit;
            writeln!(out, "    {account}  {} INR", amount(net)).expect("text grows");
        }
        w.write_all(out.as_bytes()).map_err(disk)
    })
}
