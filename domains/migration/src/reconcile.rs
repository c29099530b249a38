//! GL milan: ledger against register, head by head, and what makes the difference up.

use crate::books::Books;
use crate::digits;
use crate::event::DifferenceSeen;
use crate::finding::{Findings, Place, code};
use crate::heads::{self, Entry, Part};
use crate::vocabulary::{self, WORDS};
use kernel::{Paise, Source};
use lipi::amount::format_rupees;
use rustc_hash::FxHashMap;

/// The ledger and every head that has a register.
#[derive(Debug, Default)]
pub struct Reconciliation {
    /// Entries of the trial balance.
    pub entries: Vec<Entry>,
    /// One per head with a register, also where nothing differs.
    pub heads: Vec<DifferenceSeen>,
    /// Total of debits and of credits.
    pub totals: (Paise, Paise),
}

/// Compares and raises the findings of the ledger.
pub fn reconcile(books: &Books, findings: &mut Findings) -> Reconciliation {
    let entries = heads::entries(books);
    let totals = (entries.iter().map(|e| e.debit).sum(), entries.iter().map(|e| e.credit).sum());
    let mut out = Reconciliation { entries, heads: Vec::new(), totals };
    if out.entries.is_empty() {
        return out;
    }
    against_balance_sheet(books, &out.entries, findings);
    wrong_columns(books, &out, findings);
    unbalanced(books, &out, findings);
    for e in 0..out.entries.len() {
        if let Some(seen) = one_head(books, &out, e, findings) {
            out.heads.push(seen);
        }
    }
    out
}

fn entry_place(entry: &Entry, books: &Books, field: &'static str) -> Place {
    Place { register: entry.register, row: books.registers[entry.register].body.rows[entry.record], field }
}

fn side_field(entry: &Entry) -> &'static str {
    if entry.on_debit() { "debit" } else { "credit" }
}

/// Figures of the balance sheet by folded head.
fn sheet_figures(books: &Books) -> FxHashMap<String, (Paise, bool)> {
    let mut out = FxHashMap::default();
    for register in books.registers.iter().filter(|r| r.is("balance_sheet", "")) {
        for i in 0..register.body.len() {
            if let Some(amount) = register.body.amount("amount", i) {
                let asset = register.body.text("half", i) == "A";
                out.insert(vocabulary::tokens(register.body.text("head", i)).join(" "), (amount, asset));
            }
        }
    }
    out
}

/// Heads that stand in both trial balance and audited balance sheet, and those of them that say the same in both.
#[must_use]
pub fn against_sheet(books: &Books, entries: &[Entry]) -> (usize, usize) {
    let sheet = sheet_figures(books);
    let both = entries.iter().filter_map(|e| {
        let (right, asset) = sheet.get(&vocabulary::tokens(&e.name).join(" "))?;
        Some((*right, *asset) == (e.figure(), e.on_debit()) || (right.is_zero() && e.figure().is_zero()))
    });
    both.fold((0, 0), |(all, same), met| (all + 1, same + usize::from(met)))
}

/// An entry whose figure is a slip of the balance sheet's.
fn against_balance_sheet(books: &Books, entries: &[Entry], findings: &mut Findings) {
    let sheet = sheet_figures(books);
    for entry in entries {
        let Some((right, _)) = sheet.get(&vocabulary::tokens(&entry.name).join(" ")) else { continue };
        let Some(slip) = digits::slip(entry.figure(), *right) else { continue };
        let code = match slip {
            digits::Slip::Decimal => code::DECIMAL_SHIFT,
            digits::Slip::Transposition => code::DIGIT_TRANSPOSITION,
        };
        let field = side_field(entry);
        let off = entry.figure() - *right;
        let args = [("written", format_rupees(entry.figure())), ("right", format_rupees(*right))];
        let f = findings.raise(books, code, entry_place(entry, books, field), &entry.name, off, &args);
        findings.effect(f, entry.register, field, Some(entry.record), off);
    }
}

/// What is known to be wrong in the trial balance's totals: debit minus credit.
fn known_gap(findings: &Findings, entries: &[Entry]) -> Paise {
    findings
        .effects
        .iter()
        .filter(|e| entries.iter().any(|x| x.register == e.register && Some(x.record) == e.record))
        .map(|e| if e.field == "debit" { e.amount } else { -e.amount })
        .sum()
}

/// Heads in the wrong column: the sides the head belongs to and twice the amount in the totals' difference say so.
fn wrong_columns(books: &Books, ledger: &Reconciliation, findings: &mut Findings) {
    let sheet = sheet_figures(books);
    let rest = ledger.totals.0 - ledger.totals.1 - known_gap(findings, &ledger.entries);
    if rest.is_zero() {
        return;
    }
    let against: Vec<&Entry> = ledger
        .entries
        .iter()
        .filter(|e| !e.figure().is_zero())
        .filter(|e| {
            let by_words = e.head.is_some_and(|h| WORDS.heads[h].debit != e.on_debit());
            let by_sheet =
                sheet.get(&vocabulary::tokens(&e.name).join(" ")).is_some_and(|(_, asset)| *asset != e.on_debit());
            by_words || by_sheet
        })
        .collect();
    let twice = |e: &Entry| if e.on_debit() { e.figure() + e.figure() } else { -(e.figure() + e.figure()) };
    let chosen: Vec<&Entry> = match against.iter().find(|e| twice(e) == rest) {
        Some(one) => vec![one],
        None if against.iter().map(|e| twice(e)).sum::<Paise>() == rest => against,
        // no words for the head: the one entry that makes exactly the difference, if it is alone
        None => {
            let fits: Vec<&Entry> = ledger.entries.iter().filter(|e| e.head.is_none() && twice(e) == rest).collect();
            if fits.len() == 1 { fits } else { Vec::new() }
        }
    };
    for entry in chosen {
        let field = side_field(entry);
        let args = [("amount", format_rupees(entry.figure()))];
        findings.raise(
            books,
            code::WRONG_SIDE,
            entry_place(entry, books, field),
            &entry.name,
            entry.figure() + entry.figure(),
            &args,
        );
    }
}

fn unbalanced(books: &Books, ledger: &Reconciliation, findings: &mut Findings) {
    let (debit, credit) = ledger.totals;
    if debit == credit {
        return;
    }
    let register = ledger.entries[0].register;
    let body = &books.registers[register].body;
    let row = body.grand.as_ref().map_or(body.rows[body.len() - 1], |g| g.row);
    let args = [
        ("debit", format_rupees(debit)),
        ("credit", format_rupees(credit)),
        ("difference", format_rupees(debit - credit)),
    ];
    findings.raise(books, code::TB_UNBALANCED, Place { register, row, field: "debit" }, "", debit - credit, &args);
}

/// One head: its register's figure, the difference, what explains it. Raises the finding where they differ.
fn one_head(books: &Books, ledger: &Reconciliation, e: usize, findings: &mut Findings) -> Option<DifferenceSeen> {
    let entry = &ledger.entries[e];
    let words = &WORDS.heads[entry.head?];
    let part = heads::part_of(books, words.code)?;
    let register = part.sum(books);
    let signed = if words.debit { entry.debit - entry.credit } else { entry.credit - entry.debit };
    let difference = register - signed;
    if words.code == "DEBTORS" && !difference.is_zero() {
        wrong_side_debtors(books, &part, difference, findings);
    }
    let (explained_by, explained) = causes(&part, entry, findings);
    if !difference.is_zero() {
        let share = words.code == "SHARE_IND";
        let code = if share { code::SHARE_GL_MISMATCH } else { code::GL_SUBLEDGER_DIFFERENCE };
        let args = [
            ("ledger", format_rupees(signed)),
            ("register", format_rupees(register)),
            ("difference", format_rupees(difference)),
            ("unexplained", format_rupees(difference - explained)),
        ];
        findings.raise(books, code, entry_place(entry, books, side_field(entry)), &entry.name, difference, &args);
    }
    let place = entry_place(entry, books, side_field(entry));
    Some(DifferenceSeen {
        head: words.code.to_owned(),
        name: entry.name.clone(),
        ledger: signed,
        register,
        difference,
        explained_by: if difference.is_zero() { Vec::new() } else { explained_by },
        unexplained: difference - if difference.is_zero() { Paise::ZERO } else { explained },
        source: Some(source(books, place)),
    })
}

fn source(books: &Books, place: Place) -> Source {
    books.registers[place.register].place(place.row, place.field)
}

/// The findings whose effects fall on the head: on its register, or on its own figure in the trial balance.
fn causes(part: &Part, entry: &Entry, findings: &Findings) -> (Vec<u64>, Paise) {
    let mut list = Vec::new();
    let mut sum = Paise::ZERO;
    for effect in &findings.effects {
        let on_register = part.holds(effect.register, effect.record, effect.field);
        let on_entry = effect.register == entry.register && effect.record == Some(entry.record);
        if on_register {
            sum += effect.amount;
        } else if on_entry {
            sum -= effect.amount;
        } else {
            continue;
        }
        if !list.contains(&(effect.finding as u64)) {
            list.push(effect.finding as u64);
        }
    }
    (list, sum)
}

/// Debtors marked credit while the ledger shows them all debit: the difference is twice the amount.
fn wrong_side_debtors(books: &Books, part: &Part, difference: Paise, findings: &mut Findings) {
    let known: Paise =
        findings.effects.iter().filter(|x| part.holds(x.register, x.record, x.field)).map(|x| x.amount).sum();
    let rest = difference - known;
    let credits: Vec<(usize, usize, Paise)> = part
        .of
        .iter()
        .flat_map(|(r, _)| {
            let body = &books.registers[*r].body;
            (0..body.len()).filter_map(move |i| body.amount("amount", i).filter(|a| a.0 < 0).map(|a| (*r, i, a)))
        })
        .collect();
    let chosen: Vec<(usize, usize, Paise)> = match credits.iter().find(|c| c.2 + c.2 == rest) {
        Some(one) => vec![*one],
        None if !credits.is_empty() && credits.iter().map(|c| c.2 + c.2).sum::<Paise>() == rest => credits,
        None => Vec::new(),
    };
    for (r, i, amount) in chosen {
        let args = [("amount", format_rupees(amount.abs()))];
        let f = findings.record(books, code::WRONG_SIDE, r, i, "amount", amount + amount, &args);
        findings.effect(f, r, "amount", Some(i), amount + amount);
    }
}
