//! A small year through the door: every day closes, accounts and ledger agree, hledger sums what we sum. The command itself stops at
//! the first thing that does not hold; here it must come to its end, twice the same.

use crate::support::{books, sahakar, said, skipped};
use std::path::Path;
use std::process::Command;

fn played(data: &Path, store: &str) -> String {
    played_long(data, store, ["60", "26", "900"])
}

/// Members, days, vouchers.
pub fn played_long(data: &Path, store: &str, [members, days, vouchers]: [&str; 3]) -> String {
    let words = ["simulate", "--year", "--members", members, "--days", days, "--vouchers", vouchers, "--data"];
    let mut command = sahakar(words);
    command.arg(data);
    if !store.is_empty() {
        command.args(["--store", store]);
    }
    let output = command.output().expect("runs");
    let text = said(&output);
    assert!(output.status.success(), "{text}");
    text
}

/// The number before a line that ends so.
fn figure(text: &str, of: &str) -> u64 {
    let line = text.lines().find(|l| l.ends_with(of)).unwrap_or_else(|| panic!("{of} in:\n{text}"));
    line.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{line}"))
}

#[test]
fn a_whole_year_is_closed_opened_closed_and_divided() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = played_long(dir.path(), "", ["90", "300", "3000"]);
    assert!(text.contains("301 / 301"), "the first day of the next year is played too: {text}");
    const ONCE: [&str; 5] = ["reopen-year", "meet", "appropriate", "depreciate", "dispose-asset"];
    const OFTEN: [&str; 9] = [
        "object",
        "reply",
        "close-objection",
        "sue",
        "move-suit",
        "collect",
        "pay-agent",
        "return-goods",
        "move-goods",
    ];
    for kind in ONCE.iter().chain(&OFTEN) {
        assert!(figure(&text, &format!("  {kind}")) > 0);
    }
    assert_eq!(figure(&text, "  close-year"), 2);
}

#[test]
fn a_small_year_closes_every_day() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = played(dir.path(), "");
    assert!(text.contains("26 / 26"), "{text}");
    assert!(figure(&text, "vouchers in the store") >= 900);
    const COUNTER: [&str; 7] =
        ["deposit-savings", "withdraw-savings", "repay", "sanction-crop", "expense", "buy-goods", "decide"];
    const ESTATE: [&str; 10] = [
        "take-statement",
        "match",
        "book-line",
        "draw",
        "pay-back",
        "accrue-owed",
        "invest",
        "encash",
        "buy-asset",
        "pay-salary",
    ];
    const LENDER: [&str; 5] = ["claim", "receive-claim", "reject-claim", "provide", "pledge"];
    for kind in COUNTER.iter().chain(&ESTATE).chain(&LENDER) {
        assert!(figure(&text, &format!("  {kind}")) > 0);
    }
    if Command::new("hledger").arg("--version").output().is_ok_and(|o| o.status.success()) {
        assert_eq!(figure(&text, "month ends equal to hledger"), 2);
    } else {
        skipped("hledger", "hledger is not installed");
    }
    let first = books(dir.path()).expect("a society");
    let again = tempfile::tempdir().expect("a folder");
    played(again.path(), "");
    assert_eq!(books(again.path()).expect("a society"), first, "a seed plays the same year");
}

#[test]
fn a_year_that_is_there_is_not_played_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let words = ["simulate", "--year", "--members", "12", "--days", "2", "--vouchers", "10", "--data"];
    assert!(sahakar(words).arg(dir.path()).output().expect("runs").status.success());
    let output = sahakar(words).arg(dir.path()).output().expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("S5038"));
}
