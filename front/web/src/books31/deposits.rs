//! Registers of deposits: savings (12), recurring (13), fixed (14), daily (15). Each account leads to its ledger, where every line has its page.

use super::{empty, part, sums};
use crate::ask::{Ask, Society, Trouble};
use crate::balance::kind_name;
use crate::grid::{Register, day};
use crate::page::Frame;
use crate::words::{encoded, percent};
use credit::account::{DepositAccount, standing};
use credit::teller::Agent;
use credit::{AccountKind, CreditEvent};
use desk::export::{Cell, Grid, Holds};
use keep::view::{self, DepositLine, Owned};
use kernel::{Date, Paise};
use lipi::amount::{format_indian, group};
use lipi::messages;

/// Kinds of deposits.
pub(super) const KINDS: [AccountKind; 4] = [AccountKind::Sb, AccountKind::Rd, AccountKind::Fd, AccountKind::Dd];

/// The accounts of a kind.
pub(super) fn accounts(ask: &Ask, society: &Society, c: &Frame, kind: AccountKind) -> Result<Register, Trouble> {
    match kind {
        AccountKind::Sb => savings(ask, society, c),
        _ => term(ask, society, c, kind),
    }
}

fn number(society: &Society, named: &str) -> Cell {
    Cell::Link(named.to_owned(), format!("{}/books/account/{}", society.base, encoded(named)))
}

fn title(c: &Frame, grid: &mut Grid, kind: AccountKind) {
    grid.title = c.s1("rep-ledger-of", "name", &kind_name(c, kind));
}

/// Savings accounts, with what stands on them and who receives it after a death.
fn savings(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let all = ask.read(|t| view::deposit_lines(t, society.id(), AccountKind::Sb))?;
    let mut grid = empty(
        c,
        "reg-savings",
        vec![c.s1("rep-accounts-n", "n", &group(all.len() as u64))],
        &[
            ("rep-account", Holds::Short),
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("reg-col-joint", Holds::Words),
            ("reg-col-nominees", Holds::Words),
            ("reg-col-product", Holds::Short),
            ("reg-col-opened", Holds::Short),
            ("reg-col-last-day", Holds::Short),
            ("reg-col-interest-given", Holds::Money),
            ("reg-col-lien", Holds::Money),
            ("rep-balance", Holds::Money),
        ],
    );
    title(c, &mut grid, AccountKind::Sb);
    for a in &all {
        grid.row(vec![
            number(society, &a.account.to_string()),
            Cell::text(&a.member_no),
            Cell::text(&a.name),
            Cell::text(a.joint.join("; ")),
            Cell::text(a.nominees.join("; ")),
            Cell::text(&a.product),
            day(a.opened),
            day(a.last),
            Cell::Money(a.earned),
            Cell::Money(a.lien),
            Cell::Sum(a.balance),
        ]);
    }
    let of = |f: fn(&DepositLine) -> Paise| all.iter().map(f).sum::<Paise>();
    let money = [(8, of(|a| a.earned)), (9, of(|a| a.lien)), (10, of(|a| a.balance))];
    Ok(part(ask, grid, Some(sums(c, 11, 2, &money))))
}

/// What was laid in: how often, how much, when last, by which agent.
struct Laid {
    times: usize,
    sum: Paise,
    last: Option<Date>,
    agent: String,
}

fn laid(o: &Owned) -> Laid {
    let mut out = Laid { times: 0, sum: Paise::ZERO, last: None, agent: String::new() };
    for e in standing(&o.account.entries) {
        if let CreditEvent::Deposited(d) = e {
            out.times += 1;
            out.sum += d.amount;
            out.last = Some(d.date);
            out.agent = d.agent.clone().unwrap_or(out.agent);
        }
    }
    out
}

/// Instalments that fell due and are not paid: months begun since the opening, up to the term, less those paid.
fn missed(a: &DepositAccount, laid: &Laid, today: Date) -> Option<i64> {
    let (opened, instalment) = (a.opened?, a.instalment.filter(|i| i.0 > 0)?);
    let months = i64::from(today.year() - opened.year()) * 12 + i64::from(today.month() - opened.month())
        - i64::from(today.day() < opened.day());
    let due = (months + 1).clamp(0, i64::from(a.months.max(1)));
    Some((due - laid.sum.0 / instalment.0).max(0))
}

/// What each agent was paid for what he collected.
fn commissions(ask: &Ask, society: &Society, c: &Frame) -> Result<Vec<String>, Trouble> {
    let of = |a: &Agent| {
        let collected = format_indian(a.paid.iter().map(|p| p.1.collected).sum());
        let paid = format_indian(a.paid.iter().map(|p| p.1.amount).sum());
        let args = [("agent", &a.set.name[..]), ("collected", &collected), ("paid", &paid)];
        messages::say(c.lang, "reg-commission", &args)
    };
    Ok(ask.web.desk.agents(society.id())?.iter().filter(|a| !a.paid.is_empty()).map(of).collect())
}

/// Accounts of a term: recurring, fixed, daily.
fn term(ask: &Ask, society: &Society, c: &Frame, kind: AccountKind) -> Result<Register, Trouble> {
    let today = ask.web.desk.today();
    let all = ask.read(|t| view::all_owned(t, society.id(), kind))?;
    let mut columns = vec![
        ("rep-account", Holds::Short),
        ("rep-member-no", Holds::Short),
        ("rep-name", Holds::Words),
        ("reg-col-joint", Holds::Words),
        ("reg-col-opened", Holds::Short),
        ("maturing-day", Holds::Short),
        ("reg-col-rate", Holds::Short),
    ];
    match kind {
        AccountKind::Rd => columns.extend([
            ("reg-col-instalment", Holds::Money),
            ("reg-col-months", Holds::Short),
            ("reg-col-paid-on", Holds::Short),
            ("reg-col-missed", Holds::Short),
        ]),
        AccountKind::Dd => columns.extend([
            ("reg-col-agent", Holds::Words),
            ("reg-col-paid-on", Holds::Short),
            ("reg-col-collections", Holds::Short),
            ("reg-col-collected", Holds::Money),
        ]),
        _ => columns.push(("reg-col-laid", Holds::Money)),
    }
    columns.extend([
        ("reg-col-interest-given", Holds::Money),
        ("reg-col-lien", Holds::Money),
        ("rep-balance", Holds::Money),
    ]);
    let width = columns.len();
    let mut grid = empty(c, "reg-fixed", vec![c.s1("rep-accounts-n", "n", &group(all.len() as u64))], &columns);
    title(c, &mut grid, kind);
    if kind == AccountKind::Dd {
        grid.about.extend(commissions(ask, society, c)?);
    }
    let mut whole = [Paise::ZERO; 3];
    for o in &all {
        let a = DepositAccount::of(kind, o.account.opening(), &o.account.entries);
        let paid = laid(o);
        let mut cells = vec![
            number(society, &o.account.account.to_string()),
            Cell::text(&o.account.member_no),
            Cell::text(&o.name),
            Cell::text(a.joint.join("; ")),
            day(a.opened),
            day(a.matures),
            Cell::text(percent(a.rate.0)),
        ];
        match kind {
            AccountKind::Rd => cells.extend([
                a.instalment.map_or(Cell::Empty, Cell::Sum),
                Cell::text(if a.months == 0 { String::new() } else { a.months.to_string() }),
                day(paid.last),
                Cell::text(missed(&a, &paid, today).map(|n| n.to_string()).unwrap_or_default()),
            ]),
            AccountKind::Dd => cells.extend([
                Cell::text(&paid.agent),
                day(paid.last),
                Cell::text(paid.times.to_string()),
                Cell::Money(paid.sum),
            ]),
            _ => cells.push(Cell::Sum(paid.sum + o.account.opening().map_or(Paise::ZERO, |x| x.0.balance))),
        }
        let last = [a.earned, a.lien, a.balance];
        for (sum, one) in whole.iter_mut().zip(last) {
            *sum += one;
        }
        cells.extend([Cell::Money(a.earned), Cell::Money(a.lien), Cell::Sum(a.balance)]);
        grid.row(cells);
    }
    let money = [(width - 3, whole[0]), (width - 2, whole[1]), (width - 1, whole[2])];
    Ok(part(ask, grid, Some(sums(c, width, 2, &money))))
}
