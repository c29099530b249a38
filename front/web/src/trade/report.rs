//! Lists and reports of goods, all as one kind of page: a heading, a table, and the choice of activity and days.

use super::books::{bills, ration};
use super::day_or;
use super::deeds::DEEDS;
use super::sell::Shop;
use crate::ask::{Ask, Society, Trouble};
use crate::grid::{Shown, day};
use crate::page::{self, Frame, Pager, Tab};
use crate::reports::{Proof, wants_workbook, workbook};
use askama::Template;
use axum::response::Response;
use desk::export::{Cell, Grid, Holds};
use keep::{deciding, view};
use kernel::{Date, FinancialYear, Paise};
use lipi::date;
use trade::report;

/// Days after which what expires is shown.
const SOON: i64 = 90;
/// Rows on a page of a register.
pub(super) const FOLIO: usize = 40;
/// Rows on a page of the screen.
const TAKE: u64 = 80;

pub(super) struct Row {
    /// `ok`, `warn`, `bad` or nothing: how the row is marked.
    pub state: &'static str,
    pub cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "trade/table.html")]
pub(super) struct Table {
    pub c: Frame,
    title: String,
    why: String,
    back: String,
    pub columns: Vec<String>,
    /// How many columns from the end are figures.
    pub figures: usize,
    pub rows: Vec<Row>,
    /// The rows as the page shows them.
    shown: Vec<(&'static str, Vec<Shown>)>,
    pager: Pager,
    /// Where all rows are, for the printer; empty where these are all.
    longer: String,
    /// Where the workbook is; empty on the first page.
    book: String,
    proof: Proof,
    activities: Vec<(String, String)>,
    pub activity: String,
    item: Option<String>,
    from: String,
    to: String,
    pub period: bool,
    links: Vec<(String, String, &'static str)>,
}

impl Table {
    /// The part of the rows that is asked for, ready to be shown.
    fn shown(mut self, ask: &Ask) -> Table {
        let all = ask.value("all").is_some();
        let total = self.rows.len() as u64;
        self.pager = Pager::new(ask, if all { total.max(1) } else { TAKE }, total);
        if total > TAKE && !all {
            self.longer = ask.changed(&[("all", Some("1")), ("p", None)]);
        }
        let from = if all { 0 } else { usize::try_from((ask.page() - 1) * TAKE).unwrap_or(usize::MAX) };
        let take = if all { usize::MAX } else { TAKE as usize };
        let rows = std::mem::take(&mut self.rows).into_iter().skip(from).take(take);
        self.shown = rows
            .map(|r| (r.state, r.cells.into_iter().map(|x| crate::grid::cell(x, Holds::Words)).collect()))
            .collect();
        self
    }

    /// The page each row stands on, where the list does not say it itself.
    fn numbered(&mut self) {
        let folio = self.c.s("trade-col-folio");
        if self.columns.first() == Some(&folio) {
            return;
        }
        self.columns.insert(0, folio);
        for (i, r) in self.rows.iter_mut().enumerate() {
            r.cells.insert(0, Cell::text((i / FOLIO + 1).to_string()));
        }
    }

    /// All rows as a workbook.
    fn workbook(self, ask: &Ask, society: &Society, page: &str) -> Result<Response, Trouble> {
        let who = ask.who.as_ref().ok_or(Trouble::NeedsLogin)?;
        let named = self.activities.iter().find(|a| a.0 == self.activity).map(|a| a.1.clone()).unwrap_or_default();
        let mut about = vec![named];
        if self.period {
            about.push(self.c.s2("rep-period", "from", &self.from, "to", &self.to));
        }
        let figures = self.columns.len() - self.figures;
        let holds = |i: usize| if i >= figures { Holds::Money } else { Holds::Words };
        let columns = self.columns.iter().cloned().enumerate().map(|(i, n)| (n, holds(i))).collect();
        let mut grid = Grid { title: self.title.clone(), about, columns, rows: Vec::new() };
        for r in self.rows {
            grid.row(r.cells);
        }
        let bytes = ask.web.desk.grid_xlsx(who, society.id(), &grid, &self.proof.text(&self.c))?;
        Ok(workbook(&format!("trade-{page}"), bytes))
    }

    fn figure(&self, i: &usize) -> bool {
        i + self.figures >= self.columns.len()
    }
}

/// The lists there are, with their keys.
const PAGES: [(&str, &str); 11] = [
    ("stock", "7"),
    ("prices", "8"),
    ("account", "9"),
    ("register", ""),
    ("ageing", ""),
    ("expiry", ""),
    ("gst", ""),
    ("count-sheet", ""),
    ("purchases", ""),
    ("sales", ""),
    ("ration", ""),
];

fn empty(ask: &Ask, society: &Society, page: &str) -> Table {
    let c = Frame::of(ask, society, Tab::Day);
    Table {
        title: c.s(&format!("trade-page-{page}")),
        why: c.s(&format!("trade-page-{page}-why")),
        back: format!("{}/trade", society.base),
        columns: Vec::new(),
        figures: 0,
        rows: Vec::new(),
        shown: Vec::new(),
        pager: Pager::new(ask, TAKE, 0),
        longer: String::new(),
        book: String::new(),
        proof: Proof::of(society),
        activities: Vec::new(),
        activity: String::new(),
        item: None,
        from: String::new(),
        to: String::new(),
        period: false,
        links: Vec::new(),
        c,
    }
}

/// The shop's first page: acts and lists.
pub(super) fn index(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut p = empty(ask, &society, "index");
    p.back = format!("{}/day", society.base);
    let base = format!("{}/trade", society.base);
    p.links.push((format!("{base}/sell"), p.c.s("act-sell"), "1"));
    p.links.push((format!("{base}/sell?ration=1"), p.c.s("act-issue-ration"), "2"));
    for (deed, key) in DEEDS {
        p.links.push((format!("{base}/do/{deed}"), p.c.s(&format!("act-{deed}")), key));
    }
    for (page, key) in PAGES {
        p.links.push((format!("{base}/{page}"), p.c.s(&format!("trade-page-{page}")), key));
    }
    for deed in super::setup::DEEDS {
        p.links.push((format!("{base}/do/{deed}"), p.c.s(&format!("act-{deed}")), ""));
    }
    let activities = ask.read(|t| deciding::activities(t, society.id()))?;
    let stock = ask.read(|t| deciding::stock_by_head(t, society.id()))?;
    p.columns = columns(&p.c, &["activity", "licence", "value"]);
    p.figures = 1;
    p.rows = activities
        .into_iter()
        .map(|a| Row {
            state: "",
            cells: vec![
                Cell::text(a.name),
                Cell::text(a.licence.map(|l| l.number).unwrap_or_default()),
                stock.get(&a.heads.stock).copied().map_or(Cell::Empty, Cell::Sum),
            ],
        })
        .collect();
    page::show(ask, &p.shown(ask))
}

pub(super) fn columns(c: &Frame, names: &[&str]) -> Vec<String> {
    names.iter().map(|n| c.s(&format!("trade-col-{n}"))).collect()
}

/// A list or report.
pub(super) fn show(ask: &Ask, code: &str, page: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    if !PAGES.iter().any(|p| p.0 == page) {
        return Err(Trouble::no_page());
    }
    let shop = Shop::of(ask, &society)?;
    let activities = ask.read(|t| deciding::activities(t, society.id()))?;
    let mut p = empty(ask, &society, page);
    let today = if shop.day == Date::MAX { Date::MAX } else { shop.day };
    let first = activities.first().map(|a| a.code.clone()).unwrap_or_default();
    p.activity = ask.value("activity").map_or(first, str::to_owned);
    p.activities = activities.into_iter().map(|a| (a.code, a.name)).collect();
    let last_day = if today == Date::MAX { latest(ask, &society)? } else { today };
    let year = FinancialYear::of(last_day).0;
    let from = day_or(ask.value("from"), Date::new(year, 4, 1).unwrap_or(last_day))?;
    let to = day_or(ask.value("to"), last_day)?;
    (p.from, p.to) = (date::format(from), date::format(to));
    match page {
        "stock" | "count-sheet" => stock(&mut p, &shop, last_day, page == "count-sheet"),
        "prices" => prices(&mut p, &shop),
        "account" => account(ask, &society, &mut p, from, to)?,
        "register" => register(ask, &society, &shop, &mut p, from, to)?,
        "ageing" => ageing(ask, &society, &mut p, last_day)?,
        "expiry" => expiry(&mut p, &shop, last_day),
        "purchases" | "sales" => bills(ask, &society, &shop, &mut p, (from, to), page == "sales")?,
        "ration" => ration(ask, &society, &shop, &mut p, from, to)?,
        _ => gst(ask, &society, &mut p, from, to)?,
    }
    p.numbered();
    if wants_workbook(ask) {
        return p.workbook(ask, &society, page);
    }
    p.book = ask.with("as", Some("xlsx"));
    page::show(ask, &p.shown(ask))
}

/// The last business day, where none is open.
fn latest(ask: &Ask, society: &Society) -> Result<Date, Trouble> {
    let days = ask.read(|t| view::business_days(t, society.id(), 1))?;
    Ok(days.first().map_or(Date::constant(2000, 4, 1), |d| d.date))
}

/// Expired is bad, soon is a warning.
fn colour(expiry: Option<Date>, today: Date) -> &'static str {
    match expiry.map(|e| report::days(today, e)) {
        None => "",
        Some(left) if left < 0 => "bad",
        Some(left) if left <= SOON => "warn",
        Some(_) => "ok",
    }
}

fn stock(p: &mut Table, shop: &Shop, today: Date, sheet: bool) {
    let names: &[&str] = if sheet {
        &["item", "godown", "batch", "qty", "counted", "difference"]
    } else {
        &["item", "godown", "batch", "expiry", "qty", "value"]
    };
    p.columns = columns(&p.c, names);
    p.figures = if sheet { 3 } else { 2 };
    let of = |code: &str| shop.items.iter().find(|i| i.code == code);
    for s in &shop.stock {
        let Some(item) = of(&s.item).filter(|i| i.activity == p.activity) else { continue };
        let (godown, batch, qty) = (Cell::text(&s.godown), Cell::text(&s.batch), Cell::text(s.qty.to_string()));
        let name = Cell::text(format!("{} · {}", item.name, item.code));
        let blank = || Cell::text("________");
        let cells = if sheet {
            vec![name, godown, batch, qty, blank(), blank()]
        } else {
            vec![name, godown, batch, day(s.expiry), qty, Cell::Sum(s.value)]
        };
        p.rows.push(Row { state: colour(s.expiry, today), cells });
    }
}

fn prices(p: &mut Table, shop: &Shop) {
    p.columns = columns(&p.c, &["item", "from", "order", "price", "mrp"]);
    p.figures = 2;
    let mut rows: Vec<_> = shop.prices.iter().collect();
    rows.sort_by_key(|r| (&r.item, std::cmp::Reverse(r.from)));
    for r in rows {
        let Some(item) = shop.items.iter().find(|i| i.code == r.item && i.activity == p.activity) else { continue };
        let cells = vec![
            Cell::text(format!("{} · {}", item.name, item.code)),
            day(Some(r.from)),
            Cell::text(&r.order),
            Cell::Sum(r.price),
            r.mrp.map_or(Cell::Empty, Cell::Sum),
        ];
        p.rows.push(Row { state: "", cells });
    }
}

fn account(ask: &Ask, society: &Society, p: &mut Table, from: Date, to: Date) -> Result<(), Trouble> {
    p.period = true;
    let (opening, events) = ask.read(|t| {
        let id = society.id();
        Ok((view::stock_before(t, id, &p.activity, from)?, view::goods_events(t, id, &p.activity, from, to)?))
    })?;
    let a = report::trading(&p.activity, opening, &events);
    p.columns = columns(&p.c, &["part", "value"]);
    p.figures = 1;
    let parts = [
        ("opening", a.opening),
        ("purchases", a.purchases),
        ("freight", a.freight),
        ("purchase-returns", -a.purchase_returns),
        ("shortage", -a.shortage),
        ("surplus", a.surplus),
        ("closing", -a.closing),
        ("cost", a.cost()),
        ("sales", a.sales),
        ("sale-returns", -a.sale_returns),
        ("profit", a.gross_profit()),
    ];
    let row = |(name, sum): (&str, Paise)| Row {
        state: "",
        cells: vec![Cell::text(p.c.s(&format!("trade-part-{name}"))), Cell::Sum(sum)],
    };
    p.rows = parts.into_iter().map(row).collect();
    Ok(())
}

fn register(ask: &Ask, society: &Society, shop: &Shop, p: &mut Table, from: Date, to: Date) -> Result<(), Trouble> {
    p.period = true;
    let typed = ask.value("item").unwrap_or_default();
    let found = shop.find(&p.activity, typed);
    let code = found.first().map(|i| i.code.clone()).unwrap_or_default();
    p.item = Some(code.clone());
    let (opening, events) = ask.read(|t| {
        let id = society.id();
        Ok((view::item_before(t, id, &code, from)?, view::goods_events(t, id, &p.activity, from, to)?))
    })?;
    p.columns = columns(&p.c, &["folio", "date", "what", "number", "batch", "in", "out", "balance", "value"]);
    p.figures = 4;
    let lines = report::ledger(&code, None, opening, &events);
    for (i, l) in lines.into_iter().enumerate() {
        let (into, out) = if l.moved.qty.0 >= 0 {
            (l.moved.qty.to_string(), String::new())
        } else {
            (String::new(), (-l.moved.qty).to_string())
        };
        let what = p.c.s(&format!("event-{}", l.kind.replace('.', "-")));
        let folio = (i / FOLIO + 1).to_string();
        let mut cells = vec![Cell::text(folio), day(Some(l.date))];
        cells.extend([what, l.number, l.moved.batch, into, out, l.balance.to_string()].map(Cell::Text));
        cells.push(Cell::Sum(l.value));
        p.rows.push(Row { state: "", cells });
    }
    Ok(())
}

fn ageing(ask: &Ask, society: &Society, p: &mut Table, today: Date) -> Result<(), Trouble> {
    let changes = ask.read(|t| view::debts(t, society.id()))?;
    p.columns = columns(&p.c, &["party", "side", "d30", "d90", "d180", "older", "total"]);
    p.figures = 5;
    for a in report::ageing(&changes, today, [30, 90, 180]) {
        if a.activity != p.activity {
            continue;
        }
        let side = p.c.s(if a.debtor { "trade-debtors" } else { "trade-creditors" });
        let mut cells = vec![Cell::text(a.party.text()), Cell::text(side)];
        cells.extend(a.parts.iter().map(|x| Cell::Money(*x)));
        cells.push(Cell::Sum(a.total));
        p.rows.push(Row { state: if a.debtor && !a.parts[3].is_zero() { "warn" } else { "" }, cells });
    }
    Ok(())
}

fn expiry(p: &mut Table, shop: &Shop, today: Date) {
    p.columns = columns(&p.c, &["item", "godown", "batch", "expiry", "days", "qty", "value"]);
    p.figures = 3;
    for (s, left) in report::expiring(&shop.stock, today, SOON) {
        let Some(item) = shop.items.iter().find(|i| i.code == s.item && i.activity == p.activity) else { continue };
        let cells = vec![
            Cell::text(&item.name),
            Cell::text(&s.godown),
            Cell::text(&s.batch),
            day(s.expiry),
            Cell::text(left.to_string()),
            Cell::text(s.qty.to_string()),
            Cell::Sum(s.value),
        ];
        p.rows.push(Row { state: colour(s.expiry, today), cells });
    }
}

fn gst(ask: &Ask, society: &Society, p: &mut Table, from: Date, to: Date) -> Result<(), Trouble> {
    p.period = true;
    let events = ask.read(|t| view::goods_events(t, society.id(), &p.activity, from, to))?;
    p.columns = columns(&p.c, &["side", "rate", "taxable", "cgst", "sgst", "igst"]);
    p.figures = 4;
    for (rate, row) in report::gst(&events) {
        for (side, sum) in [("trade-outward", row.outward), ("trade-inward", row.inward)] {
            if sum == report::GstSum::default() {
                continue;
            }
            let mut cells = vec![Cell::text(p.c.s(side)), Cell::text(crate::words::percent(rate.0))];
            cells.extend([sum.taxable, sum.cgst, sum.sgst, sum.igst].map(Cell::Money));
            p.rows.push(Row { state: "", cells });
        }
    }
    Ok(())
}
