//! Registers as the bye-laws list them, each line with its page.

use crate::ask::{Ask, Society, Trouble};
use crate::balance::kind_name;
use crate::grid::{Register, answer, columns, day, part, plain, voucher, window};
use crate::loanlists::{dcb, overdue};
use crate::page::{Frame, Tab};
use crate::reports::{Period, narration, wants_workbook};
use crate::words::{encoded, moment};
use axum::response::Response;
use books::CASH;
use books::event::Note;
use credit::{AccountKind, AccountRef};
use desk::export::{Cell, Grid, Holds};
use keep::view;
use kernel::Paise;
use lipi::amount::{format_indian, group};
use lipi::date;
use std::collections::BTreeMap;

/// A register.
pub(crate) fn show(ask: &Ask, code: &str, what: &str, key: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let register = match crate::books31::register(ask, &society, &c, what, key)? {
        Some(register) => register,
        None => of_books(ask, &society, &c, what, key)?,
    };
    answer(ask, &society, c, &format!("{what}{}", if key.is_empty() { "" } else { "-account" }), register)
}

/// Registers drawn from the ledger and from single accounts.
fn of_books(ask: &Ask, society: &Society, c: &Frame, what: &str, key: &str) -> Result<Register, Trouble> {
    Ok(match (what, key) {
        ("day-book", "") => day_book(ask, society, c)?,
        ("cash-book", "") => ledger(ask, society, c, CASH)?,
        ("ledgers", "") => ledgers(ask, society, c)?,
        ("ledger", head) if !head.is_empty() => ledger(ask, society, c, head)?,
        ("accounts", kind) => accounts(ask, society, c, kind)?,
        ("account", named) => account(ask, society, c, named)?,
        ("dcb", "") => dcb(ask, society, c)?,
        ("overdue", "") => overdue(ask, society, c)?,
        ("maturing", "") => crate::maturing::register(ask, society, c)?,
        ("trail", "") => trail(ask, society, c)?,
        _ => return Err(Trouble::no_page()),
    })
}

fn names(ask: &Ask, society: &Society) -> Result<BTreeMap<String, String>, Trouble> {
    let heads = ask.read(|t| view::heads(t, society.id()))?;
    Ok(heads.into_iter().map(|h| (h.code, h.name)).collect())
}

fn day_book(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let period = Period::of(ask, society)?;
    let names = names(ask, society)?;
    let (page, _) = part(ask);
    let (from, to) = (period.from, period.to);
    let (all, sums) = ask.read(|t| {
        let all = view::day_book(t, society.id(), from, to, page)?;
        Ok((all, view::head_sums(t, society.id(), CASH, from, to)?))
    })?;
    let mut grid = Grid {
        title: c.s("rep-book-day-book"),
        about: vec![period.text(c)],
        columns: columns(
            c,
            &[
                ("rep-folio", Holds::Short),
                ("rep-date", Holds::Short),
                ("rep-voucher", Holds::Short),
                ("rep-head-particulars", Holds::Words),
                ("rep-cash-in", Holds::Money),
                ("rep-transfer-in", Holds::Money),
                ("rep-cash-out", Holds::Money),
                ("rep-transfer-out", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    let blank = || Cell::Empty;
    let cash = |key: &str, received: Cell, paid: Cell| {
        vec![blank(), blank(), blank(), Cell::text(c.s(key)), received, blank(), paid, blank()]
    };
    grid.strong(cash("rep-opening-cash", Cell::Sum(sums.opening), blank()));
    for l in &all.rows {
        let head = names.get(&l.head).cloned().unwrap_or_else(|| l.head.clone());
        let said = if l.first { format!("{head} · {}", narration(c, &l.narration)) } else { head };
        let (folio, on, number) = match l.first {
            true => (Cell::text(&l.folio), day(l.date), voucher(&society.base, c, l.entry, &l.number)),
            false => (blank(), blank(), blank()),
        };
        let money = [l.cash_in, l.transfer_in, l.cash_out, l.transfer_out].map(Cell::Money);
        grid.row([folio, on, number, Cell::text(said)].into_iter().chain(money).collect());
    }
    grid.strong(cash("rep-sum-cash", Cell::Sum(sums.debit), Cell::Sum(sums.credit)));
    grid.strong(cash("rep-closing-cash", blank(), Cell::Sum(sums.closing())));
    Ok(plain(grid, Some(period), all.total))
}

/// A head's book; for cash with the notes counted on its last day.
fn ledger(ask: &Ask, society: &Society, c: &Frame, head: &str) -> Result<Register, Trouble> {
    let period = Period::of(ask, society)?;
    let names = names(ask, society)?;
    let name = names.get(head).ok_or_else(Trouble::no_page)?;
    let (page, _) = part(ask);
    let (id, from, to) = (society.id(), period.from, period.to);
    let (all, sums, days) = ask.read(|t| {
        let all = view::ledger(t, id, head, from, to, page)?;
        let days = if head == CASH { view::counted_days(t, id, from, to)? } else { Vec::new() };
        Ok((all, view::head_sums(t, id, head, from, to)?, days))
    })?;
    let (debit, credit) = match head == CASH {
        true => ("rep-received", "rep-paid"),
        false => ("column-debit", "column-credit"),
    };
    let passed = match books::estate::is_bank(head) {
        true => Some(crate::estate::passed(ask, society, head)?),
        false => None,
    };
    let mut grid = Grid {
        title: if head == CASH { c.s("rep-book-cash-book") } else { c.s1("rep-ledger-of", "name", name) },
        about: vec![period.text(c), c.s1("web-head-code", "code", head)],
        columns: columns(
            c,
            &[
                ("rep-folio", Holds::Short),
                ("rep-date", Holds::Short),
                ("rep-voucher", Holds::Short),
                ("rep-particulars", Holds::Words),
                (debit, Holds::Money),
                (credit, Holds::Money),
                ("rep-balance", Holds::Money),
                ("rep-side", Holds::Short),
            ],
        ),
        rows: Vec::new(),
    };
    if passed.is_some() {
        grid.columns.extend(columns(c, &[("rep-cheque", Holds::Short), ("rep-cleared", Holds::Short)]));
    }
    let width = grid.columns.len();
    let side = |p: Paise| match p.0.signum() {
        0 => Cell::Empty,
        1 => Cell::text(c.s("web-debit")),
        _ => Cell::text(c.s("web-credit")),
    };
    let line = |key: &str, d: Cell, k: Cell, b: Paise| {
        let words = Cell::text(c.s(key));
        let mut cells = vec![Cell::Empty, Cell::Empty, Cell::Empty, words, d, k, Cell::Sum(b.abs()), side(b)];
        cells.resize_with(width, || Cell::Empty);
        cells
    };
    grid.strong(line("rep-opening", Cell::Empty, Cell::Empty, sums.opening));
    for l in &all.rows {
        let contra: Vec<&str> = l.contra.iter().map(|h| names.get(h).map_or(&h[..], |n| &n[..])).collect();
        let said = [contra.join(", "), narration(c, &l.narration)].join(" · ");
        let mut cells = vec![
            Cell::text(&l.folio),
            day(l.date),
            voucher(&society.base, c, l.entry, &l.number),
            Cell::text(said),
            Cell::Money(l.debit),
            Cell::Money(l.credit),
            Cell::Sum(l.balance.abs()),
            side(l.balance),
        ];
        if let Some(passed) = &passed {
            cells.extend(match passed.get(&(l.entry.0, l.entry.1, l.line)) {
                Some((on, number)) => [Cell::text(number), day(Some(*on))],
                None => [Cell::Empty, Cell::text(c.s("rep-uncleared"))],
            });
        }
        grid.row(cells);
    }
    grid.strong(line("rep-closing", Cell::Sum(sums.debit), Cell::Sum(sums.credit), sums.closing()));
    let last = days.iter().rev().find_map(|d| d.closing.as_ref().zip(d.date));
    let counted = last.map(|(n, on)| {
        let sum = n.iter().map(|(value, count)| Paise(value * count)).sum();
        c.s2("rep-counted", "day", &date::format(on), "sum", &format_indian(sum))
    });
    let notes = last.map(|(n, _)| n.iter().map(note).collect()).unwrap_or_default();
    Ok(Register {
        grid,
        total: all.total,
        notes,
        counted: counted.unwrap_or_default(),
        period: Some(period),
        acts: Vec::new(),
    })
}

/// Value, how many, amount.
fn note((value, count): &Note) -> (String, String, String) {
    let amount = format_indian(Paise(value * count));
    (format_indian(Paise(*value)), group(count.unsigned_abs()), amount)
}

/// All heads with their sums: the contents of the general ledger.
fn ledgers(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let period = Period::of(ask, society)?;
    let book = ask.read(|t| view::book(t, society.id(), period.from, period.to))?;
    let mut grid = Grid {
        title: c.s("rep-book-ledgers"),
        about: vec![period.text(c)],
        columns: columns(
            c,
            &[
                ("rep-code", Holds::Short),
                ("rep-head", Holds::Words),
                ("rep-opening", Holds::Money),
                ("column-debit", Holds::Money),
                ("column-credit", Holds::Money),
                ("rep-closing", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    for h in &book.heads {
        let pair = |of: &BTreeMap<String, (Paise, Paise)>| of.get(&h.code).copied().unwrap_or_default();
        let (moved, closed) = (pair(&book.moved), pair(&book.closed));
        let opening = book.opening.get(&h.code).copied().unwrap_or_default();
        let (debit, credit) = (moved.0 + closed.0, moved.1 + closed.1);
        if opening.is_zero() && debit.is_zero() && credit.is_zero() {
            continue;
        }
        grid.row(vec![
            Cell::text(&h.code),
            Cell::Link(
                h.name.clone(),
                format!("{}/books/ledger/{}?{}", society.base, encoded(&h.code), period.query()),
            ),
            Cell::Money(opening),
            Cell::Money(debit),
            Cell::Money(credit),
            Cell::Sum(opening + debit - credit),
        ]);
    }
    let total = grid.rows.len() as u64;
    window(ask, &mut grid);
    Ok(plain(grid, Some(period), total))
}

/// Accounts of a kind, each leading to its ledger.
fn accounts(ask: &Ask, society: &Society, c: &Frame, kind: &str) -> Result<Register, Trouble> {
    let kind = AccountKind::ALL.into_iter().find(|k| k.code() == kind).ok_or_else(Trouble::no_page)?;
    let all = ask.read(|t| view::account_lines(t, society.id(), kind))?;
    let mut grid = Grid {
        title: c.s1("rep-ledger-of", "name", &kind_name(c, kind)),
        about: vec![c.s1("rep-accounts-n", "n", &group(all.len() as u64))],
        columns: columns(
            c,
            &[
                ("rep-account", Holds::Short),
                ("rep-member-no", Holds::Short),
                ("rep-name", Holds::Words),
                ("rep-balance", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    for a in &all {
        let named = a.account.to_string();
        let href = format!("{}/books/account/{}", society.base, encoded(&named));
        grid.row(vec![Cell::Link(named, href), Cell::text(&a.member_no), Cell::text(&a.name), Cell::Sum(a.balance)]);
    }
    let total = grid.rows.len() as u64;
    window(ask, &mut grid);
    let sum = Cell::Sum(all.iter().map(|a| a.balance).sum());
    grid.strong(vec![Cell::Empty, Cell::Empty, Cell::text(c.s("web-total")), sum]);
    Ok(plain(grid, None, total))
}

/// The ledger of one account.
fn account(ask: &Ask, society: &Society, c: &Frame, named: &str) -> Result<Register, Trouble> {
    let named = AccountRef::parse(named).ok_or_else(Trouble::no_page)?;
    let book = ask.web.desk.account_book(society.id(), &named)?.ok_or_else(Trouble::no_page)?;
    let (o, loan) = (&book.owned, named.kind.is_asset());
    let mut all = vec![
        ("rep-folio", Holds::Short),
        ("rep-date", Holds::Short),
        ("rep-voucher", Holds::Short),
        ("rep-particulars", Holds::Words),
        (if loan { "rep-lent" } else { "rep-withdrawn" }, Holds::Money),
        (if loan { "rep-repaid" } else { "rep-deposited" }, Holds::Money),
    ];
    if loan {
        all.extend([("rep-interest-charged", Holds::Money), ("rep-interest-paid", Holds::Money)]);
    }
    all.push((if loan { "rep-principal-left" } else { "rep-balance" }, Holds::Money));
    if loan {
        all.push(("rep-interest-left", Holds::Money));
    }
    let owner = [&o.account.member_no[..], &o.name, &o.father, &o.village];
    let owner: Vec<&str> = owner.into_iter().filter(|s| !s.is_empty()).collect();
    let mut grid = Grid {
        title: format!("{} · {}", kind_name(c, named.kind), o.account.account),
        about: vec![owner.join(" · ")],
        columns: columns(c, &all),
        rows: Vec::new(),
    };
    let above = |p: Paise| Cell::Money(p.max(Paise::ZERO));
    let row = |head: [Cell; 4], principal: Paise, interest: Paise, balance: Paise, owed: Paise| {
        let (out, back) = if loan { (principal, -principal) } else { (-principal, principal) };
        let mut cells: Vec<Cell> = head.into();
        cells.extend([above(out), above(back)]);
        if loan {
            cells.extend([above(interest), above(-interest)]);
        }
        cells.push(Cell::Sum(balance));
        if loan {
            cells.push(Cell::Sum(owed));
        }
        cells
    };
    if let Some((balance, owed, on)) = book.opening {
        let head = [Cell::text("1"), day(Some(on)), Cell::Empty, Cell::text(c.s("rep-opening"))];
        grid.strong(row(head, Paise::ZERO, Paise::ZERO, balance, owed));
    }
    for (i, l) in book.lines.iter().enumerate() {
        let folio = i as i64 / view::LINES_A_PAGE + 1;
        let number = match l.number.is_empty() {
            true => Cell::Empty,
            false => voucher(&society.base, c, l.entry, &l.number),
        };
        let head = [Cell::text(folio.to_string()), day(Some(l.date)), number, Cell::text(narration(c, l.kind))];
        grid.row(row(head, l.principal, l.interest, l.balance, l.owed));
    }
    let total = grid.rows.len() as u64;
    window(ask, &mut grid);
    Ok(plain(grid, None, total))
}

/// Who was let do what, who was refused.
fn trail(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let (_, take) = part(ask);
    let (take, skip) = if wants_workbook(ask) { (100_000, 0) } else { (take, (ask.page() - 1) * take) };
    let (all, total) = ask.read(|t| keep::audit::list(t, society.id(), take, skip))?;
    let mut grid = Grid {
        title: c.s("rep-books-trail"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rep-time", Holds::Short),
                ("rep-by", Holds::Short),
                ("rep-role", Holds::Short),
                ("rep-act", Holds::Short),
                ("rep-refusal", Holds::Short),
                ("rep-words", Holds::Words),
            ],
        ),
        rows: Vec::new(),
    };
    for d in &all {
        let role = lipi::messages::find(c.lang, &format!("web-role-{}", d.role), &[]).unwrap_or_else(|| d.role.clone());
        let act = lipi::messages::find(c.lang, &format!("act-{}", d.act), &[]).unwrap_or_else(|| d.act.clone());
        let refused = if d.number == 0 { Cell::Empty } else { Cell::text(format!("S{}", d.number)) };
        let words = [Cell::text(moment(d.at)), Cell::text(&d.by), Cell::text(role), Cell::text(act), refused];
        grid.row(words.into_iter().chain([Cell::text(&d.words)]).collect());
    }
    Ok(plain(grid, None, total))
}
