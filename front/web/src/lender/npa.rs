//! Classes of loans, what is provided and what must be; the reserve of overdue interest.

use super::{Page, Section, money};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::born;
use crate::counter::form::{Form, No};
use crate::grid::{columns, day};
use crate::loanlists::class_name;
use crate::page::{self, Frame, Tab};
use crate::words::encoded;
use axum::response::Response;
use desk::export::{Cell, Grid, Holds};
use desk::lender::{Classified, Provisions};
use kernel::Paise;

/// The page; where a norm is unset it says which, and where to enter it.
pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut page = Page::new(ask, &society, "lender-npa");
    page.about = vec![page.c.s("lender-npa-why")];
    page.acts.push((format!("{}/lender/rules", society.base), page.c.s("lender-rules")));
    page.acts.push((format!("{}/lender/do/name-loss", society.base), page.c.s("act-name-loss")));
    let all = match ask.web.desk.provisions(society.id()) {
        Ok(all) => all,
        Err(desk::Trouble::Refusal(no)) => {
            page.no = Some(No::of(ask.lang, &no));
            return page::show(ask, &page);
        }
        Err(e) => return Err(e.into()),
    };
    let (required, provided, reserve) = (all.required(), all.provided, all.to_reserve());
    let c = &page.c;
    let due = required - provided;
    let parts = [("lender-required", required), ("lender-provided", provided), ("lender-difference", due)];
    let mut words: Vec<String> = parts.iter().map(|(k, p)| format!("{}: {}", c.s(k), money(*p))).collect();
    words.push(format!("{}: {}", c.s("lender-to-reserve"), money(reserve)));
    let stands = due.is_zero() && reserve.is_zero();
    page.says = vec![(if stands { "ok" } else { "warn" }, words.join(" · "))];
    page.sections.push(Section::of(by_class(c, &all)));
    if !stands {
        page.form = Some(form(ask, &society, required));
    }
    let list = loans(c, &society, &all);
    page.with_list(ask, &society, "classes", list)
}

fn form(ask: &Ask, society: &Society, required: Paise) -> Form {
    let c = Frame::of(ask, society, Tab::Reports);
    let title = c.s("act-provide");
    let mut form = Form::new(c, title, format!("{}/lender/do/provide", society.base));
    form.why = form.c.s("act-provide-why");
    form.hidden = vec![("id", born()), ("required", required.0.to_string())];
    form
}

fn by_class(c: &Frame, all: &Provisions) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-by-class"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rep-class", Holds::Words),
                ("rep-accounts", Holds::Short),
                ("rep-principal-left", Holds::Money),
                ("rep-provision", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    for k in &all.classes {
        let loans = Cell::text(k.loans.to_string());
        grid.row(vec![Cell::text(class_name(c, k.class)), loans, Cell::Sum(k.outstanding), Cell::Sum(k.required)]);
    }
    let loans: u32 = all.classes.iter().map(|k| k.loans).sum();
    let owed: Paise = all.classes.iter().map(|k| k.outstanding).sum();
    let total = Cell::text(c.s("web-total"));
    grid.strong(vec![total, Cell::text(loans.to_string()), Cell::Sum(owed), Cell::Sum(all.required())]);
    grid
}

/// The loans, the worst class first; of a borrower's other loans it is said that the class is his.
fn loans(c: &Frame, society: &Society, all: &Provisions) -> Grid {
    let mut grid = Grid {
        title: c.s("lender-class-loans"),
        about: Vec::new(),
        columns: columns(
            c,
            &[
                ("rep-account", Holds::Short),
                ("rep-name", Holds::Words),
                ("rep-village", Holds::Words),
                ("rep-since", Holds::Short),
                ("rep-class", Holds::Words),
                ("rep-principal-left", Holds::Money),
                ("lender-col-unpaid", Holds::Money),
                ("lender-col-reserved", Holds::Money),
                ("rep-provision", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    let mut sorted: Vec<&Classified> = all.loans.iter().collect();
    sorted.sort_by_key(|l| std::cmp::Reverse(l.standing.class));
    for l in sorted {
        let s = &l.standing;
        let href = format!("{}/books/account/{}", society.base, encoded(&s.loan));
        let class = class_name(c, s.class);
        let class = if s.class == s.own { class } else { c.s1("lender-class-of-borrower", "class", &class) };
        grid.row(vec![
            Cell::Link(s.loan.clone(), href),
            Cell::text(&l.name),
            Cell::text(&l.village),
            day(s.since),
            Cell::text(class),
            Cell::Sum(s.principal),
            Cell::Money(s.unpaid.0 + s.unpaid.1),
            Cell::Money(s.reserved.0 + s.reserved.1),
            Cell::Money(s.required),
        ]);
    }
    grid
}
