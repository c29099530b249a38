//! What the society lends and takes as deposits: each product with its rules, every rule from a day on by an order. A society enters its own;
//! what it leaves empty is unset and blocks where it is needed.

pub(super) mod fields;
pub(super) mod read;

use super::{Page, Section, rules};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, Form, No};
use crate::counter::{born, perform, refused};
use crate::grid::columns;
use crate::page::{self, Frame, Tab};
use crate::words::{encoded, percent};
use axum::response::{IntoResponse, Redirect, Response};
use credit::product::{DepositKind, LoanKind, Product};
use desk::act::Act;
use desk::export::{Cell, Grid, Holds};
use kernel::{Date, Refusal};
use lipi::date;

/// Kind of a product, of either side.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Loan(LoanKind),
    Deposit(DepositKind),
}

/// All kinds with their names in addresses and messages, and the standard head their balances stand under.
const KINDS: [(&str, Kind, &str); 10] = [
    ("savings", Kind::Deposit(DepositKind::Savings), "SB"),
    ("recurring", Kind::Deposit(DepositKind::Recurring), "RD"),
    ("fixed", Kind::Deposit(DepositKind::Fixed), "FD"),
    ("reinvestment", Kind::Deposit(DepositKind::Reinvestment), "FD"),
    ("daily", Kind::Deposit(DepositKind::Daily), "DD"),
    ("kcc-short", Kind::Loan(LoanKind::KccShort), "ST_LOAN"),
    ("medium", Kind::Loan(LoanKind::Medium), "MT_LOAN"),
    ("long", Kind::Loan(LoanKind::Long), "LT_LOAN"),
    ("against-deposit", Kind::Loan(LoanKind::AgainstDeposit), "DEP_LOAN"),
    ("gold", Kind::Loan(LoanKind::Gold), "GOLD_LOAN"),
];

impl Kind {
    fn of(product: &Product) -> Kind {
        match product {
            Product::Loan(p) => Kind::Loan(p.kind),
            Product::Deposit(p) => Kind::Deposit(p.kind),
        }
    }

    /// All of them.
    pub(super) fn all() -> impl Iterator<Item = Kind> {
        KINDS.iter().map(|k| k.1)
    }

    fn named(name: &str) -> Option<Kind> {
        KINDS.iter().find(|k| k.0 == name).map(|k| k.1)
    }

    fn row(self) -> (&'static str, &'static str) {
        KINDS.iter().find(|k| k.1 == self).map_or(("", ""), |k| (k.0, k.2))
    }

    /// Its name in addresses and messages.
    pub(super) fn name(self) -> &'static str {
        self.row().0
    }

    /// The standard head of its accounts.
    pub(super) fn head(self) -> &'static str {
        self.row().1
    }
}

fn all(ask: &Ask, society: &Society) -> Result<Vec<Product>, Trouble> {
    let mut all = ask.web.desk.products(society.id())?;
    all.sort_by(|a, b| a.code().cmp(b.code()));
    Ok(all)
}

/// All products, and which may be begun.
pub(super) fn list(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut page = Page::new(ask, &society, "lender-products");
    page.about = vec![page.c.s("lender-products-why")];
    let base = format!("{}/lender/products", society.base);
    let today = ask.web.desk.today();
    page.sections.push(Section::of(table(&page.c, &all(ask, &society)?, &base, today)));
    page.links = KINDS
        .iter()
        .map(|(name, ..)| {
            let (words, why) = (format!("product-{name}"), format!("product-{name}-why"));
            (format!("{base}/new?kind={name}"), page.c.s(&words), page.c.s(&why), String::new())
        })
        .collect();
    page::show(ask, &page)
}

fn table(c: &Frame, products: &[Product], base: &str, today: Date) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-products-set"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("counter-f-product_code", Holds::Short),
                ("counter-f-kind", Holds::Words),
                ("counter-f-rate", Holds::Short),
                ("counter-f-from", Holds::Short),
                ("counter-f-order", Holds::Words),
                ("product-unset", Holds::Words),
            ],
        ),
        rows: Vec::new(),
    };
    for product in products {
        let (rate, from, order) = rate_of(c, product, today);
        let unset: Vec<String> = product.unset(today).into_iter().map(|n| c.s(&format!("counter-f-{n}"))).collect();
        grid.row(vec![
            Cell::Link(product.code().to_owned(), format!("{base}/{}", encoded(product.code()))),
            Cell::text(c.s(&format!("product-{}", Kind::of(product).name()))),
            Cell::text(rate),
            from.map_or(Cell::Empty, |d| Cell::text(date::format(d))),
            Cell::text(order),
            Cell::text(unset.join(", ")),
        ]);
    }
    grid
}

/// The rate in force, from when, by which order.
fn rate_of(c: &Frame, product: &Product, today: Date) -> (String, Option<Date>, String) {
    let found = match product {
        Product::Loan(l) => l.rate.on(today).map(|r| (percent(r.value.0), r.from, r.order.clone())),
        Product::Deposit(d) => d.rates.on(today).map(|r| {
            let all = r.value.iter().map(|(months, rate)| format!("{months}: {}", percent(rate.0)));
            (all.collect::<Vec<_>>().join(" · "), r.from, r.order.clone())
        }),
    };
    found.map_or_else(|| (c.s("rule-unset"), None, String::new()), |(v, f, o)| (v, Some(f), o))
}

/// A product to be changed, or a new one of a kind.
fn wanted(ask: &Ask, society: &Society, code: &str, f: Option<&Filled>) -> Result<(Kind, Option<Product>), Trouble> {
    if code == "new" {
        let named = f.map(|f| f.text("kind")).or_else(|| ask.value("kind")).and_then(Kind::named);
        return Ok((named.ok_or_else(Trouble::no_page)?, None));
    }
    let found = all(ask, society)?.into_iter().find(|p| p.code() == code).ok_or_else(Trouble::no_page)?;
    Ok((Kind::of(&found), Some(found)))
}

pub(super) fn form(ask: &Ask, code: &str, product: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    asked(ask, &society, product, None, None)?.show(ask)
}

fn asked(
    ask: &Ask,
    society: &Society,
    code: &str,
    filled: Option<&Filled>,
    no: Option<&Refusal>,
) -> Result<Form, Trouble> {
    let (kind, product) = wanted(ask, society, code, filled)?;
    let c = Frame::of(ask, society, Tab::Reports);
    let name = c.s(&format!("product-{}", kind.name()));
    let title =
        product.as_ref().map_or_else(|| c.s1("product-new", "kind", &name), |p| format!("{} · {name}", p.code()));
    let base = format!("{}/lender/products", society.base);
    let mut form = Form::new(c, title, format!("{base}/{}", encoded(code)));
    form.why = form.c.s(if product.is_some() { "product-change-why" } else { "product-new-why" });
    form.back = base;
    form.back_name = form.c.s("lender-products");
    form.plain = true;
    form.hidden = vec![("id", born()), ("kind", kind.name().to_owned())];
    form.fields = fields::of(ask, society, &form.c, kind, product.as_ref())?;
    if let Some(f) = filled {
        form.refill(f);
    }
    form.no = no.map(|r| No::of(ask.lang, r));
    Ok(form)
}

/// A product begun, or given other rules from a day on.
pub(super) fn keep(ask: &Ask, code: &str, product: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (kind, before) = wanted(ask, &society, product, Some(f))?;
    let others: Vec<String> = if before.is_some() {
        Vec::new()
    } else {
        all(ask, &society)?.iter().map(|p| p.code().to_lowercase()).collect()
    };
    let act = read::product(kind, before, &others, f).map(Act::SetProduct).map_err(refused);
    match act.and_then(|act| perform(ask, &society, f, act)) {
        Ok(_) => Ok(Redirect::to(&format!("{}/lender/products", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => asked(ask, &society, product, Some(f), Some(&no))?.show(ask),
        Err(e) => Err(e),
    }
}
