//! Registers of lending: limits (6), loans (7), acknowledgements and suits (11), interest receivable (27).

use super::{empty, part, sums};
use crate::ask::{Ask, Society, Trouble};
use crate::balance::kind_name;
use crate::grid::{Register, day};
use crate::page::Frame;
use crate::words::{encoded, percent};
use credit::account::{Loan, standing};
use credit::appropriate::Owed;
use credit::product::{LoanKind, Product};
use credit::standing::overdue;
use credit::suit::Stage;
use credit::{AccountKind, CreditEvent};
use desk::export::{Cell, Holds};
use keep::view::{self, Owned};
use kernel::{Date, Paise};
use lipi::amount::group;
use lipi::date;
use society::land::Land;

/// Kinds of loans.
pub(super) const KINDS: [AccountKind; 5] =
    [AccountKind::LoanSt, AccountKind::LoanMt, AccountKind::LoanLt, AccountKind::LoanDeposit, AccountKind::LoanGold];

/// A loan, its account and what its entries say.
struct Held {
    owned: Owned,
    name: String,
    loan: Loan,
}

fn held(ask: &Ask, society: &Society, kinds: &[AccountKind]) -> Result<Vec<Held>, Trouble> {
    let mut out = Vec::new();
    for kind in kinds {
        let revolving = *kind == LoanKind::KccShort.accounts();
        for owned in ask.read(|t| view::all_owned(t, society.id(), *kind))? {
            let name = owned.account.account.to_string();
            let loan = Loan::of(&name, owned.account.opening(), &owned.account.entries, revolving);
            out.push(Held { owned, name, loan });
        }
    }
    Ok(out)
}

impl Held {
    fn number(&self, society: &Society) -> Cell {
        Cell::Link(self.name.clone(), format!("{}/books/account/{}", society.base, encoded(&self.name)))
    }

    fn events(&self) -> impl Iterator<Item = &CreditEvent> {
        standing(&self.owned.account.entries)
    }

    /// Paise over its entries.
    fn sum(&self, of: impl Fn(&CreditEvent) -> Paise) -> Paise {
        self.events().map(of).sum()
    }
}

/// The limits of crop loans as the board fixed them, a line for each crop.
pub(super) fn limits(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let mut grid = empty(
        c,
        "reg-limits",
        vec![c.s("reg-limits-why")],
        &[
            ("rep-account", Holds::Short),
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("reg-col-season", Holds::Words),
            ("reg-col-crop", Holds::Words),
            ("reg-col-area", Holds::Words),
            ("reg-col-scale", Holds::Money),
            ("reg-col-in-cash", Holds::Money),
            ("reg-col-in-kind", Holds::Money),
            ("reg-col-limit", Holds::Money),
            ("reg-col-resolution", Holds::Words),
        ],
    );
    let mut whole = Paise::ZERO;
    for h in held(ask, society, &[AccountKind::LoanSt])? {
        let seasons = h.events().filter_map(|e| if let CreditEvent::LoanDisbursed(d) = e { d.season } else { None });
        let mut seasons: Vec<_> = seasons.collect();
        seasons.sort_unstable();
        seasons.dedup();
        let seasons: Vec<String> =
            seasons.iter().map(|s| c.s(&format!("reg-season-{}", format!("{s:?}").to_lowercase()))).collect();
        for e in h.events() {
            let CreditEvent::LoanSanctioned(e) = e else { continue };
            let Some(limit) = e.limit else { continue };
            whole += e.amount;
            let first = |crop: Cell, area: Cell, scale: Cell| {
                vec![
                    h.number(society),
                    Cell::text(&e.member_no),
                    Cell::text(&h.owned.name),
                    Cell::text(seasons.join(", ")),
                    crop,
                    area,
                    scale,
                    Cell::Sum(limit.cash()),
                    Cell::Sum(limit.in_kind),
                    Cell::Sum(e.amount),
                    Cell::text(format!("{} · {}", e.resolution, date::format(e.date))),
                ]
            };
            let mut crops = e.crops.iter().map(|k| {
                let area = Land(i64::from(k.square_metres) * 10);
                (Cell::text(&k.crop), Cell::text(area.in_nali(c.lang)), Cell::Sum(k.scale))
            });
            let (crop, area, scale) = crops.next().unwrap_or((Cell::Empty, Cell::Empty, Cell::Empty));
            grid.row(first(crop, area, scale));
            for (crop, area, scale) in crops {
                let blank = || Cell::Empty;
                let head = [blank(), blank(), blank(), blank(), crop, area, scale];
                grid.row(head.into_iter().chain((0..4).map(|_| blank())).collect());
            }
        }
    }
    Ok(part(ask, grid, Some(sums(c, 11, 2, &[(9, whole)]))))
}

/// Loans of some kinds, each leading to its ledger.
pub(super) fn loans(ask: &Ask, society: &Society, c: &Frame, kinds: &[AccountKind]) -> Result<Register, Trouble> {
    let all = held(ask, society, kinds)?;
    let mut grid = empty(
        c,
        "reg-loans",
        vec![c.s1("rep-accounts-n", "n", &group(all.len() as u64)), c.s("reg-loans-why")],
        &[
            ("rep-account", Holds::Short),
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("reg-col-sanctioned-on", Holds::Short),
            ("reg-col-sanctioned", Holds::Money),
            ("reg-col-drawn-on", Holds::Short),
            ("reg-col-due", Holds::Short),
            ("rep-lent", Holds::Money),
            ("rep-repaid", Holds::Money),
            ("reg-col-interest-paid", Holds::Money),
            ("reg-col-penal-paid", Holds::Money),
            ("rep-principal-left", Holds::Money),
            ("rep-interest-left", Holds::Money),
            ("reg-col-interest-until", Holds::Short),
        ],
    );
    if let [one] = kinds {
        grid.title = c.s1("rep-ledger-of", "name", &kind_name(c, *one));
    }
    let mut whole = [Paise::ZERO; 6];
    for h in &all {
        let opening = h.owned.account.opening().map_or(Paise::ZERO, |o| o.0.balance);
        let lent = opening + h.sum(|e| if let CreditEvent::LoanDisbursed(d) = e { d.amount } else { Paise::ZERO });
        let paid = |part: fn(&Owed) -> Paise| {
            h.sum(|e| if let CreditEvent::LoanReceived(r) = e { part(&r.parts) } else { Paise::ZERO })
        };
        let drawn = h.events().find_map(|e| if let CreditEvent::LoanDisbursed(d) = e { Some(d.date) } else { None });
        let drawn = drawn.or(h.owned.account.opening.as_ref().and_then(|o| o.0.opened));
        let due = h.loan.demands.iter().filter(|d| !d.owed.principal.is_zero()).map(|d| d.due).max();
        let owed: Paise = h.loan.demands.iter().map(|d| d.owed.total() - d.owed.principal).sum();
        let money = [lent, paid(|p| p.principal), paid(|p| p.interest), paid(|p| p.penal + p.charges)];
        let left = [h.loan.principal(), owed];
        for (sum, one) in whole.iter_mut().zip(money.iter().chain(&left)) {
            *sum += *one;
        }
        let head = vec![
            h.number(society),
            Cell::text(&h.owned.account.member_no),
            Cell::text(&h.owned.name),
            day(h.loan.sanctioned_on),
            Cell::Money(h.loan.sanctioned),
            day(drawn),
            day(due),
        ];
        let tail = [Cell::Sum(left[0]), Cell::Sum(left[1]), day(h.loan.upto)];
        grid.row(head.into_iter().chain(money.map(Cell::Money)).chain(tail).collect());
    }
    let money: Vec<(usize, Paise)> = whole.iter().enumerate().map(|(i, sum)| (i + 7, *sum)).collect();
    Ok(part(ask, grid, Some(sums(c, 14, 2, &money))))
}

/// Interest receivable: what was charged and is not paid, up to which day, and what of it is overdue.
pub(super) fn interest(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let today = ask.web.desk.today();
    let products = ask.read(|t| keep::deciding::products(t, society.id()))?;
    let mut grid = empty(
        c,
        "reg-interest",
        vec![c.s1("web-on-day", "day", &date::format(today)), c.s("reg-interest-why")],
        &[
            ("rep-account", Holds::Short),
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("rep-principal-left", Holds::Money),
            ("reg-col-rate", Holds::Short),
            ("reg-col-charged-from", Holds::Short),
            ("reg-col-charged-to", Holds::Short),
            ("reg-col-accrued", Holds::Money),
            ("rep-overdue-interest", Holds::Money),
        ],
    );
    let mut whole = [Paise::ZERO; 3];
    for h in held(ask, society, &KINDS)? {
        let accrued: Paise = h.loan.demands.iter().map(|d| d.owed.interest + d.owed.penal).sum();
        if accrued.is_zero() {
            continue;
        }
        let late = overdue(&h.loan.demands, today).interest;
        let last =
            h.events().filter_map(|e| if let CreditEvent::InterestAccrued(i) = e { Some(i) } else { None }).last();
        let until = last.map(|i| i.until).or(h.loan.upto).and_then(|d| d.yesterday().ok());
        for (sum, one) in whole.iter_mut().zip([h.loan.principal(), accrued, late]) {
            *sum += one;
        }
        grid.row(vec![
            h.number(society),
            Cell::text(&h.owned.account.member_no),
            Cell::text(&h.owned.name),
            Cell::Sum(h.loan.principal()),
            Cell::text(rate(&products, &h, today)),
            day(last.map(|i| i.from).or(h.loan.sanctioned_on)),
            day(until),
            Cell::Sum(accrued),
            Cell::Money(late),
        ]);
    }
    let money = [(3, whole[0]), (7, whole[1]), (8, whole[2])];
    Ok(part(ask, grid, Some(sums(c, 9, 2, &money))))
}

/// The rate of a loan on a day: that of its product, or what the old books say.
fn rate(products: &[Product], h: &Held, on: Date) -> String {
    let product = match keep::deciding::product(products, h.owned.account.account.kind, &h.owned.account.product) {
        Some(Product::Loan(p)) => p.rate.on(on).map(|r| r.value.0),
        _ => None,
    };
    let old = h.owned.account.opening.as_ref().and_then(|o| o.0.rate);
    product.or(old).map(percent).unwrap_or_default()
}

/// Acknowledgements of debt and suits, in the order of days.
pub(super) fn suits(ask: &Ask, society: &Society, c: &Frame) -> Result<Register, Trouble> {
    let mut grid = empty(
        c,
        "reg-suits",
        vec![c.s("reg-suits-why")],
        &[
            ("rep-date", Holds::Short),
            ("rep-account", Holds::Short),
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("reg-col-what", Holds::Words),
            ("column-amount", Holds::Money),
            ("reg-col-court", Holds::Words),
            ("reg-col-decree", Holds::Money),
        ],
    );
    let mut rows: Vec<(Date, Vec<Cell>)> = Vec::new();
    for h in held(ask, society, &KINDS)? {
        for e in h.events() {
            let (on, what, amount, court, decree) = match e {
                CreditEvent::DebtAcknowledged(e) => {
                    (e.date, c.s("event-credit-debt-acknowledged"), e.amount, String::new(), Paise::ZERO)
                }
                CreditEvent::SuitFiled(e) => {
                    let court = format!("{} · {}", e.number, e.forum);
                    (e.date, c.s("event-credit-suit-filed"), e.amount, court, Paise::ZERO)
                }
                CreditEvent::SuitMoved(e) => {
                    let stage = c.s(&format!("lender-stage-{}", e.stage.code()));
                    let decree = if e.stage == Stage::Decreed { e.amount } else { Paise::ZERO };
                    (e.on, stage, Paise::ZERO, String::new(), decree)
                }
                _ => continue,
            };
            let cells = vec![
                day(Some(on)),
                h.number(society),
                Cell::text(&h.owned.account.member_no),
                Cell::text(&h.owned.name),
                Cell::text(what),
                Cell::Money(amount),
                Cell::text(court),
                Cell::Money(decree),
            ];
            rows.push((on, cells));
        }
    }
    rows.sort_by_key(|r| r.0);
    rows.into_iter().for_each(|r| grid.row(r.1));
    let acts = ["acknowledge", "sue"];
    let acts = acts.map(|d| (format!("{}/do/{d}", society.base), c.s(&format!("act-{d}")), "")).into();
    Ok(Register { acts, ..part(ask, grid, None) })
}
