//! Registers of the office: minutes, dead stock, policies and licences, land, bonds, members of an activity, dividends. Each is a page, a
//! printed sheet and a workbook, with the forms that write in it.

mod deeds;

use crate::ask::{Ask, Society, Trouble};
use crate::body::Form;
use crate::counter::form::Filled;
use crate::estate::history;
use crate::grid::{Register as Shown, answer, columns, day, part, plain};
use crate::page::{Frame, Tab};
use crate::router::{Web, run};
use crate::words::{encoded, percent};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use books::estate::{Entry, Register};
use books::office::dividends::{self, Due};
use books::office::{bonds, keepers, minutes, plots, policies, stores};
use credit::AccountRef;
use credit::account::Loan;
use credit::standing::limitation;
use desk::export::{Cell, Grid, Holds};
use keep::view::{self, Page as Part};
use kernel::{FinancialYear, Paise};
use lipi::amount::format_indian;
use society::land::Land;
use std::collections::HashMap;

type Sent = Form<HashMap<String, String>>;

/// Addresses of the office.
pub(crate) fn routes() -> Router<Web> {
    type Two = Path<(String, String)>;
    type Three = Path<(String, String, String)>;
    Router::new()
        .route("/s/{code}/office/{page}", get(|ask, Path((code, page)): Two| run(ask, move |a| show(a, &code, &page))))
        .route(
            "/s/{code}/office/do/{deed}",
            get(|ask, Path((code, deed)): Two| run(ask, move |a| deeds::form(a, &code, &deed))).post(
                |ask, Path((code, deed)): Two, Form(f): Sent| {
                    run(ask, move |a| deeds::done(a, &code, &deed, &Filled(f)))
                },
            ),
        )
        .route(
            "/s/{code}/office/{page}/{number}",
            get(|ask, Path((code, page, number)): Three| run(ask, move |a| past(a, &code, &page, &number))),
        )
}

/// The pages with what may be done on each.
const PAGES: [(&str, Register, &[&str]); 7] = [
    ("land", Register::Land, &["enter-plot", "leave-plot"]),
    ("bonds", Register::Bonds, &["sign-bond"]),
    ("dead-stock", Register::DeadStock, &["enter-article", "write-off"]),
    ("dividends", Register::Dividends, &["pay-dividend", "set-keeper"]),
    ("keepers", Register::Keepers, &["set-keeper"]),
    ("minutes", Register::Minutes, &["meet"]),
    ("policies", Register::Policies, &["enter-policy"]),
];

/// Everything that was written of one number.
fn past(ask: &Ask, code: &str, page: &str, number: &str) -> Result<Response, Trouble> {
    if !PAGES.iter().any(|p| p.0 == page) {
        return Err(Trouble::no_page());
    }
    history(ask, code, "office", page, number)
}

/// A list being made.
struct List<'a> {
    ask: &'a Ask,
    society: &'a Society,
    c: &'a Frame,
    entries: Vec<Entry>,
    page: &'static str,
}

fn show(ask: &Ask, code: &str, page: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (page, register, deeds) = *PAGES.iter().find(|p| p.0 == page).ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let entries = ask.read(|t| view::estate(t, society.id(), register, None))?;
    let list = List { ask, society: &society, c: &c, entries, page };
    let mut shown = match page {
        "land" => list.land()?,
        "bonds" => list.bonds()?,
        "dead-stock" => list.dead_stock(),
        "dividends" => list.dividends()?,
        "keepers" => list.keepers()?,
        "minutes" => list.minutes(),
        _ => list.policies(),
    };
    shown.grid.about.insert(0, c.s(&format!("office-page-{page}-why")));
    shown.acts = buttons(&society, &c, deeds);
    if page == "dividends" {
        shown.acts.push((format!("{}/office/keepers", society.base), c.s("office-page-keepers"), "3"));
    }
    answer(ask, &society, c, page, shown)
}

fn buttons(society: &Society, c: &Frame, deeds: &[&str]) -> Vec<(String, String, &'static str)> {
    let one = |(deed, key): (&&str, &'static str)| {
        (format!("{}/office/do/{deed}", society.base), c.s(&format!("act-{deed}")), key)
    };
    deeds.iter().zip(["1", "2"]).map(one).collect()
}

impl List<'_> {
    fn empty(&self, all: &[(&str, Holds)]) -> Grid {
        let title = self.c.s(&format!("office-page-{}", self.page));
        Grid { title, about: Vec::new(), columns: columns(self.c, all), rows: Vec::new() }
    }

    /// The part of a list that is asked for, and how long it is: names are looked up only for what is shown.
    fn cut<T>(&self, all: Vec<T>) -> (Vec<T>, u64) {
        let total = all.len() as u64;
        let (page, take) = part(self.ask);
        if page == Part::ALL {
            return (all, total);
        }
        let from = usize::try_from((self.ask.page() - 1).saturating_mul(take)).unwrap_or(usize::MAX);
        (all.into_iter().skip(from).take(take as usize).collect(), total)
    }

    /// A number that leads to what was written of it.
    fn number(&self, number: &str) -> Cell {
        let href = format!("{}/office/{}/{}", self.society.base, self.page, encoded(number));
        Cell::Link(number.to_owned(), href)
    }

    fn member(&self, no: &str) -> Cell {
        Cell::Link(no.to_owned(), format!("{}/members/{}", self.society.base, encoded(no)))
    }

    fn name(&self, no: &str) -> Result<String, Trouble> {
        let found = self.ask.read(|t| view::member(t, self.society.id(), no))?;
        Ok(found.into_iter().next().map(|m| m.name).unwrap_or_default())
    }

    fn land(&self) -> Result<Shown, Trouble> {
        let mut grid = self.empty(&[
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("office-col-plot", Holds::Short),
            ("office-col-area", Holds::Words),
            ("office-col-hectares", Holds::Short),
            ("office-col-irrigated", Holds::Short),
            ("reg-col-crop", Holds::Words),
            ("office-col-charge", Holds::Words),
        ]);
        let mut all = plots::fold(&self.entries);
        all.sort_by_key(|o| (keep::no_key(&o.plot.member_no), o.plot.khata.clone(), o.plot.khasra.clone()));
        let whole = Land(all.iter().map(|o| o.plot.area).sum());
        let (some, total) = self.cut(all);
        for o in &some {
            let (p, area) = (&o.plot, Land(o.plot.area));
            let href = format!("{}/office/land/{}", self.society.base, encoded(&o.name));
            grid.row(vec![
                self.member(&p.member_no),
                Cell::text(self.name(&p.member_no)?),
                Cell::Link(format!("{}/{}", p.khata, p.khasra), href),
                Cell::text(area.in_nali(self.c.lang)),
                Cell::text(area.hectares()),
                Cell::text(self.c.s(if p.irrigated { "society-yes" } else { "society-no" })),
                Cell::text(&p.crop),
                Cell::text(&p.charge),
            ]);
        }
        if total > 0 {
            let blank = || Cell::Empty;
            let sums = [Cell::text(whole.in_nali(self.c.lang)), Cell::text(whole.hectares())];
            let head = [blank(), Cell::text(self.c.s("web-total")), blank()];
            grid.strong(head.into_iter().chain(sums).chain([blank(), blank(), blank()]).collect());
        }
        Ok(plain(grid, None, total))
    }

    fn bonds(&self) -> Result<Shown, Trouble> {
        let mut grid = self.empty(&[
            ("rep-account", Holds::Short),
            ("rep-member-no", Holds::Short),
            ("office-col-borrower", Holds::Words),
            ("office-col-sureties", Holds::Words),
            ("office-col-signed", Holds::Short),
            ("office-col-document", Holds::Short),
            ("office-col-limitation", Holds::Short),
            ("counter-owed-today", Holds::Money),
        ]);
        let today = self.ask.web.desk.today();
        let years = self.ask.read(|t| keep::deciding::norms(t, self.society.id()))?.limitation;
        let years = years.on(today).map(|r| r.value);
        if years.is_none() {
            grid.about.push(self.c.s("lender-limitation-unset"));
        }
        let (some, total) = self.cut(bonds::fold(&self.entries).into_iter().collect());
        for (loan, (bond, _)) in &some {
            let (until, owed) = self.standing(loan, years)?;
            let mut sureties = Vec::with_capacity(bond.sureties.len());
            for no in &bond.sureties {
                sureties.push(format!("{} ({no})", self.name(no)?));
            }
            grid.row(vec![
                self.number(loan),
                self.member(&bond.borrower),
                Cell::text(self.name(&bond.borrower)?),
                Cell::text(sureties.join("; ")),
                day(Some(bond.signed)),
                Cell::text(&bond.document),
                day(until),
                Cell::Money(owed),
            ]);
        }
        Ok(plain(grid, None, total))
    }

    /// Until when a suit may be brought on a loan, and what is owed on it.
    fn standing(&self, loan: &str, years: Option<i16>) -> Result<(Option<kernel::Date>, Paise), Trouble> {
        let Some(named) = AccountRef::parse(loan) else { return Ok((None, Paise::ZERO)) };
        let found = self.ask.read(|t| keep::deciding::find_account(t, self.society.id(), &named))?;
        let Some(found) = found else { return Ok((None, Paise::ZERO)) };
        let folded = Loan::of(loan, found.opening(), &found.entries, false);
        let first = folded.demands.first().map(|d| d.due);
        let until = first.zip(years).map(|(due, years)| limitation(due, &folded.acknowledged, years).until);
        Ok((until, folded.demands.iter().map(|d| d.owed.total()).sum()))
    }

    fn dead_stock(&self) -> Shown {
        let mut grid = self.empty(&[
            ("office-col-number", Holds::Short),
            ("office-col-article", Holds::Words),
            ("office-col-since", Holds::Short),
            ("office-col-pieces", Holds::Short),
            ("office-col-gone", Holds::Short),
            ("office-col-left", Holds::Short),
            ("office-col-condition", Holds::Words),
            ("office-col-place", Holds::Words),
            ("office-col-cost", Holds::Money),
            ("office-col-resolution", Holds::Words),
        ]);
        let (some, total) = self.cut(stores::fold(&self.entries));
        for s in &some {
            let gone = s.article.pieces - s.left();
            let said: Vec<&str> = s.gone.iter().map(|g| &g.1.resolution[..]).collect();
            grid.row(vec![
                self.number(&s.number),
                Cell::text(&s.article.name),
                day(Some(s.article.since)),
                Cell::text(s.article.pieces.to_string()),
                Cell::text(if gone == 0 { String::new() } else { gone.to_string() }),
                Cell::text(s.left().to_string()),
                Cell::text(&s.article.condition),
                Cell::text(&s.article.place),
                Cell::Money(s.article.cost),
                Cell::text(said.join("; ")),
            ]);
        }
        plain(grid, None, total)
    }

    fn policies(&self) -> Shown {
        let mut grid = self.empty(&[
            ("office-col-number", Holds::Short),
            ("office-col-kind", Holds::Words),
            ("office-col-covers", Holds::Words),
            ("office-col-issuer", Holds::Words),
            ("rep-from", Holds::Short),
            ("rep-to", Holds::Short),
            ("office-col-sum", Holds::Money),
            ("rep-state", Holds::Words),
        ]);
        let today = self.ask.web.desk.today();
        let mut all = policies::fold(&self.entries);
        all.sort_by_key(|p| (p.1.until.is_none(), p.1.until));
        let expired = all.iter().filter(|p| p.1.left(today).is_some_and(|d| d < 0)).count();
        if expired > 0 {
            grid.about.push(self.c.s1("office-expired-n", "n", &expired.to_string()));
        }
        let (some, total) = self.cut(all);
        for (number, p, _) in &some {
            let state = match p.left(today) {
                None => self.c.s("office-for-ever"),
                Some(left) if left < 0 => self.c.s1("office-expired", "n", &(-left).to_string()),
                Some(left) => self.c.s1("office-days-left", "n", &left.to_string()),
            };
            grid.row(vec![
                self.number(number),
                Cell::text(self.c.s(&format!("office-kind-{}", p.kind.code()))),
                Cell::text(&p.what),
                Cell::text(&p.issuer),
                day(Some(p.from)),
                day(p.until),
                Cell::Money(p.sum),
                Cell::text(state),
            ]);
        }
        plain(grid, None, total)
    }

    fn minutes(&self) -> Shown {
        let mut grid = self.empty(&[
            ("office-col-meeting", Holds::Short),
            ("office-col-body", Holds::Words),
            ("rep-date", Holds::Short),
            ("office-col-present", Holds::Short),
            ("office-col-quorum", Holds::Words),
            ("office-col-chair", Holds::Words),
            ("office-col-resolved", Holds::Short),
            ("office-col-text", Holds::Words),
        ]);
        let blank = || Cell::Empty;
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for h in minutes::fold(&self.entries) {
            let m = &h.meeting;
            let quorum = match (m.quorum, m.complete()) {
                (Some(q), Some(true)) => self.c.s1("office-quorum-met", "n", &q.to_string()),
                (Some(q), _) => self.c.s1("office-quorum-missed", "n", &q.to_string()),
                (None, _) => self.c.s("office-quorum-unset"),
            };
            let head = vec![
                self.number(&h.number),
                Cell::text(self.c.s(&format!("office-body-{}", m.body.code()))),
                day(Some(m.held)),
                Cell::text(m.present.to_string()),
                Cell::text(quorum),
                Cell::text(&m.chair),
            ];
            let mut words = m.resolutions.iter().map(|r| [Cell::text(&r.number), Cell::text(&r.text)]);
            let first = words.next().unwrap_or([blank(), blank()]);
            rows.push(head.into_iter().chain(first).collect());
            rows.extend(words.map(|two| (0..6).map(|_| blank()).chain(two).collect::<Vec<_>>()));
        }
        let (some, total) = self.cut(rows);
        some.into_iter().for_each(|r| grid.row(r));
        plain(grid, None, total)
    }

    fn keepers(&self) -> Result<Shown, Trouble> {
        let mut grid = self.empty(&[
            ("office-col-activity", Holds::Words),
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("rep-from", Holds::Short),
            ("rep-to", Holds::Short),
            ("office-col-resolution", Holds::Words),
        ]);
        let all: Vec<_> = keepers::fold(&self.entries).into_values().collect();
        let (some, total) = self.cut(all);
        for (tag, _) in &some {
            let of = format!("{} · {}", tag.activity, tag.member_no);
            let href = format!("{}/office/keepers/{}", self.society.base, encoded(&of));
            grid.row(vec![
                Cell::text(self.c.s(&format!("activity-{}", tag.activity))),
                Cell::Link(tag.member_no.clone(), href),
                Cell::text(self.name(&tag.member_no)?),
                day(Some(tag.from)),
                day(tag.until),
                Cell::text(&tag.resolution),
            ]);
        }
        Ok(plain(grid, None, total))
    }

    fn dividends(&self) -> Result<Shown, Trouble> {
        let mut grid = self.empty(&[
            ("rep-year", Holds::Short),
            ("office-col-activity", Holds::Words),
            ("rep-member-no", Holds::Short),
            ("rep-name", Holds::Words),
            ("office-col-shares", Holds::Money),
            ("rep-percent", Holds::Short),
            ("office-col-dividend", Holds::Money),
            ("office-col-paid", Holds::Money),
            ("office-col-paid-on", Holds::Short),
            ("office-col-unpaid", Holds::Money),
        ]);
        let mut all = dividends::fold(&self.entries);
        // the last year first, and a member's dividends side by side
        all.sort_by_key(|d| (std::cmp::Reverse(d.year_end), keep::no_key(&d.part.no), d.activity.clone()));
        let of = |f: &dyn Fn(&Due) -> Paise| all.iter().map(f).sum::<Paise>();
        let paid = |d: &Due| if d.paid.is_some() { d.part.amount } else { Paise::ZERO };
        let (whole, settled) = (of(&|d| d.part.amount), of(&paid));
        let head = self.ask.read(|t| view::head(t, self.society.id(), dividends::HEAD))?;
        let owed = head.map_or(Paise::ZERO, |h| h.head.credit - h.head.debit);
        grid.about.push(self.c.s2(
            "office-dividend-head",
            "owed",
            &format_indian(owed),
            "unpaid",
            &format_indian(whole - settled),
        ));
        let (some, total) = self.cut(all);
        for d in &some {
            let no = &d.part.no;
            let on = match d.paid {
                Some((date, at)) => {
                    Cell::Link(lipi::date::format(date), format!("{}/receipt/{}/{}", self.society.base, at.0, at.1))
                }
                None => Cell::Link(
                    self.c.s("act-pay-dividend"),
                    format!("{}/office/do/pay-dividend?member={}", self.society.base, encoded(no)),
                ),
            };
            let name = d.activity.as_deref().unwrap_or("all");
            grid.row(vec![
                Cell::text(FinancialYear::of(d.year_end).name()),
                Cell::text(self.c.s(&format!("office-dividend-{name}"))),
                self.member(no),
                Cell::text(self.name(no)?),
                Cell::Sum(d.part.shares),
                Cell::text(percent(i32::try_from(d.rate.0).unwrap_or(0))),
                Cell::Sum(d.part.amount),
                Cell::Money(paid(d)),
                on,
                Cell::Money(d.part.amount - paid(d)),
            ]);
        }
        if total > 0 {
            let blank = || Cell::Empty;
            let words = [blank(), blank(), blank(), Cell::text(self.c.s("web-total")), blank(), blank()];
            let sums = [Cell::Sum(whole), Cell::Sum(settled), blank(), Cell::Sum(whole - settled)];
            grid.strong(words.into_iter().chain(sums).collect());
        }
        Ok(plain(grid, None, total))
    }
}
