//! What the terminal shows of a migration: registers, findings by code, heads and what explains their difference.

use crate::migrate::Done;
use lipi::amount::format_indian;
use lipi::messages::{self, Lang};
use migration::Migrated;
use migration::cell::Folder;
use migration::finding::code;
use migration::report::say_finding;
use unicode_width::UnicodeWidthStr;

/// The text filled with spaces to so many columns of a terminal: signs that stand above or below a letter take none.
fn wide(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

fn title(key: &str) {
    line!("\n{}", crate::both(key));
}

/// The reconciliation.
pub fn migrated(folder: &Folder, m: &Migrated) {
    line!("\n{}   {}", m.books.society.shown_name(), lipi::date::format(m.books.cutoff));
    title("cli-registers");
    for r in &m.books.registers {
        let file = &folder.files[usize::from(r.file)];
        let sum = m.register_sum(r).map_or(String::from("—"), format_indian);
        let kind = format!("{} {}", r.table.kind, r.table.product);
        line!(
            "  {kind:<22} {:>8}  {sum:>20}  {:>3} %  {} {}",
            r.body.len(),
            r.table.confidence,
            file.path,
            file.sheets[usize::from(r.sheet)].name
        );
    }
    aside(folder);
    title("cli-findings");
    if m.findings.is_empty() {
        line!("  {}", crate::both("cli-none"));
    }
    for code in code::ALL {
        let count = m.findings.iter().filter(|f| f.code == *code).count();
        if count > 0 {
            let title = |lang| say_finding(lang, code, ".title", &[]);
            line!("  {count:>5}  {code:<28} {} · {}", wide(&title(Lang::Hi), 30), title(Lang::En));
        }
    }
    title("cli-heads");
    for d in &m.ledger.heads {
        let mark = if d.difference.is_zero() { "✓" } else { "✗" };
        line!(
            "  {mark} {} {:>18} {:>18} {:>16}",
            wide(&d.name, 36),
            format_indian(d.ledger),
            format_indian(d.register),
            format_indian(d.difference)
        );
        for no in &d.explained_by {
            let f = &m.findings[*no as usize];
            let row = f.source.map_or(0, |s| s.row);
            line!("        {:<24} {:>6}  {:>16}  {}", f.code, row, format_indian(f.amount), f.subject);
        }
        if !d.unexplained.is_zero() {
            let what = wide(&crate::both("cli-unexplained"), 31);
            line!("        {what}  {:>16}", format_indian(d.unexplained));
        }
    }
    let (debit, credit) = m.ledger.totals;
    line!(
        "  {} {:>18} {:>18} {:>16}",
        wide(&crate::both("cli-totals"), 38),
        format_indian(debit),
        format_indian(credit),
        format_indian(debit - credit)
    );
}

/// What could not be read, with what can be done about it. Things that are no tables are not worth a line.
fn aside(folder: &Folder) {
    let mut refused = folder.set_aside.iter().filter_map(|s| s.refusal.as_ref()).peekable();
    if refused.peek().is_none() {
        return;
    }
    title("cli-aside");
    for refusal in refused {
        line!("  ✗ {}", messages::refuse(Lang::Hi, refusal));
        line!("    {}", messages::refuse(Lang::En, refusal));
    }
}

/// What was posted, or that it was there already.
pub fn posted(done: &Done) {
    let Some(receipt) = &done.receipt else { return };
    let entries = (receipt.last.0 - receipt.first.0 + 1).to_string();
    let key = if receipt.already { "cli-already" } else { "cli-posted" };
    let root = receipt.root.hex();
    for lang in [Lang::Hi, Lang::En] {
        line!("{}", messages::say(lang, key, &[("code", &done.code), ("entries", &entries), ("root", &root[..16])]));
    }
}
