//! The registers of the estate, each compared with its heads in the ledger.

use super::{day_of, entries, receipt};
use crate::ask::{Ask, Society, Trouble};
use crate::grid::{Register as Shown, answer, columns, day, plain, unnumbered, voucher, window};
use crate::page::{Frame, Tab};
use crate::reports::narration;
use crate::words::encoded;
use axum::response::Response;
use books::chart::Group;
use books::estate::bank::Account;
use books::estate::property::Property;
use books::estate::staff::Staff;
use books::estate::{Register, borrowings, investments, is_bank};
use books::statement::HeadRow;
use books::suspense;
use desk::export::{Cell, Grid, Holds};
use keep::view::{self, TrialRow};
use kernel::{Date, FinancialYear, Paise};
use lipi::date;

/// A button: address, words, key.
type Button = (String, String, &'static str);

/// The lists there are, each with its key on the first page and what may be done there.
const PAGES: [(&str, &str, &[&str]); 9] = [
    ("bank", "1", &["opening-item"]),
    ("borrowings", "2", &["open-borrowing", "draw", "pay-back", "accrue-owed", "confirm-balance", "set-rate"]),
    ("due", "3", &["pay-back"]),
    ("investments", "4", &["invest", "accrue-earned", "encash"]),
    ("assets", "5", &["buy-asset", "dispose-asset", "depreciate", "set-class"]),
    ("schedule", "6", &["depreciate"]),
    ("suspense", "7", &[]),
    ("staff", "8", &["set-employee", "give-advance"]),
    ("salaries", "9", &["post-salary", "pay-salary"]),
];

/// A list being made.
struct List<'a> {
    ask: &'a Ask,
    society: &'a Society,
    c: &'a Frame,
    heads: Vec<TrialRow>,
    /// The open day.
    day: Date,
}

fn buttons(society: &Society, c: &Frame, deeds: &[&str]) -> Vec<Button> {
    const KEYS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let one = |(deed, key): (&&str, &'static str)| {
        (format!("{}/estate/do/{deed}", society.base), c.s(&format!("act-{deed}")), key)
    };
    deeds.iter().zip(KEYS).map(one).collect()
}

pub(super) fn show(ask: &Ask, code: &str, page: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let (_, _, deeds) = PAGES.iter().find(|p| p.0 == page).ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, &society, Tab::Day);
    let heads = ask.read(|t| view::trial_balance(t, society.id()))?;
    let list = List { ask, society: &society, c: &c, heads, day: day_of(ask, &society)? };
    let mut grid = list.grid(page)?;
    grid.about.insert(0, c.s(&format!("estate-page-{page}-why")));
    let total = grid.rows.len() as u64;
    window(ask, &mut grid);
    let mut acts = vec![(format!("{}/estate", society.base), c.s("estate"), "0")];
    acts.extend(buttons(&society, &c, deeds));
    answer(ask, &society, c, page, Shown { acts, ..plain(grid, None, total) })
}

/// The first page: every register with its sum, its heads in the ledger, and by how much they differ.
pub(super) fn index(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Day);
    let heads = ask.read(|t| view::trial_balance(t, society.id()))?;
    let list = List { ask, society: &society, c: &c, heads, day: day_of(ask, &society)? };
    let mut grid = Grid {
        title: c.s("estate"),
        about: vec![c.s("estate-why")],
        columns: columns(
            &c,
            &[
                ("estate-col-register", Holds::Words),
                ("estate-col-count", Holds::Short),
                ("estate-col-by-register", Holds::Money),
                ("estate-col-by-ledger", Holds::Money),
                ("estate-col-difference", Holds::Money),
            ],
        ),
        rows: Vec::new(),
    };
    for (page, count, register, ledger) in list.compared()? {
        let name = Cell::Link(c.s(&format!("estate-page-{page}")), format!("{}/estate/{page}", society.base));
        let money = [Cell::Sum(register), Cell::Sum(ledger), Cell::Sum(register - ledger)];
        grid.row([name, Cell::text(count.to_string())].into_iter().chain(money).collect());
    }
    let page = |p: &(&str, &'static str, &[&str])| {
        (format!("{}/estate/{}", society.base, p.0), c.s(&format!("estate-page-{}", p.0)), p.1)
    };
    let acts = PAGES.iter().map(page).collect();
    let total = grid.rows.len() as u64;
    unnumbered(ask, &society, c, "estate", Shown { acts, ..plain(grid, None, total) })
}

/// Everything that was written of one number: what its figures are counted from.
pub(crate) fn history(ask: &Ask, code: &str, room: &str, page: &str, number: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let here = |r: &Register| r.code() == page && *r != Register::Bank && r.is_office() == (room == "office");
    let register = Register::ALL.into_iter().find(here);
    let mut all = entries(ask, &society, register.ok_or_else(Trouble::no_page)?)?;
    all.retain(|e| e.event.speaks_of(number));
    if all.is_empty() {
        return Err(Trouble::no_page());
    }
    let c = Frame::of(ask, &society, Tab::Day);
    let all_columns = [
        ("rep-date", Holds::Short),
        ("rep-particulars", Holds::Words),
        ("column-amount", Holds::Money),
        ("estate-col-entry", Holds::Short),
    ];
    let mut grid = Grid {
        title: format!("{} · {number}", c.s(&format!("{room}-page-{page}"))),
        about: vec![c.s("estate-history-why")],
        columns: columns(&c, &all_columns),
        rows: Vec::new(),
    };
    for e in &all {
        let what = crate::counter::narration(&c, e.event.kind(), e.event.kind());
        grid.row(vec![
            day(Some(e.event.date)),
            Cell::text(what),
            Cell::Money(e.event.lines.iter().map(|l| l.debit).sum()),
            Cell::Link(format!("{}/{}", e.place.0, e.place.1), receipt(&society, e.place)),
        ]);
    }
    let total = grid.rows.len() as u64;
    window(ask, &mut grid);
    let acts = vec![(format!("{}/{room}/{page}", society.base), c.s(&format!("{room}-page-{page}")), "0")];
    answer(ask, &society, c, page, Shown { acts, ..plain(grid, None, total) })
}

impl List<'_> {
    /// A number that leads to what was written of it.
    fn number(&self, page: &str, number: &str) -> Cell {
        Cell::Link(number.to_owned(), format!("{}/estate/{page}/{}", self.society.base, encoded(number)))
    }

    fn grid(&self, page: &str) -> Result<Grid, Trouble> {
        match page {
            "bank" => self.banks(),
            "borrowings" => self.borrowings(),
            "due" => self.due(),
            "investments" => self.investments(),
            "assets" => self.assets(),
            "schedule" => self.schedule(),
            "suspense" => self.suspense(),
            "staff" => self.staff(),
            _ => self.salaries(),
        }
    }

    fn empty(&self, page: &str, all: &[(&str, Holds)]) -> Grid {
        let title = self.c.s(&format!("estate-page-{page}"));
        Grid { title, about: Vec::new(), columns: columns(self.c, all), rows: Vec::new() }
    }

    fn of(&self, register: Register) -> Result<Vec<books::estate::Entry>, Trouble> {
        entries(self.ask, self.society, register)
    }

    /// Balance of the heads of a group, debit less credit.
    fn ledger(&self, group: Group) -> Paise {
        self.heads.iter().filter(|h| row(h).group == group).map(|h| h.debit - h.credit).sum()
    }

    fn head_name(&self, code: &str) -> Cell {
        let name = self.heads.iter().find(|h| h.code == code).map_or_else(|| code.to_owned(), |h| h.name.clone());
        Cell::Link(name, format!("{}/books/ledger/{}", self.society.base, encoded(code)))
    }

    /// Page, how many, sum of the register, balance of its heads.
    fn compared(&self) -> Result<Vec<(&'static str, usize, Paise, Paise)>, Trouble> {
        let owed = borrowings::fold(&self.of(Register::Borrowings)?);
        let held = investments::fold(&self.of(Register::Investments)?);
        let held: Vec<_> = held.iter().filter(|i| i.encashed.is_none()).collect();
        let property = Property::of(&self.of(Register::Assets)?);
        let assets: Vec<_> = property.assets.iter().filter(|a| a.sold.is_none()).collect();
        let staff = Staff::of(&self.of(Register::Staff)?);
        let advances = self.heads.iter().filter(|h| h.code == books::estate::staff::ADVANCE);
        Ok(vec![
            (
                "borrowings",
                owed.len(),
                owed.iter().map(borrowings::Borrowing::principal).sum(),
                -self.ledger(Group::Borrowings),
            ),
            ("investments", held.len(), held.iter().map(|i| i.value()).sum(), self.ledger(Group::Investments)),
            ("assets", assets.len(), assets.iter().map(|a| a.value()).sum(), self.ledger(Group::FixedAssets)),
            (
                "staff",
                staff.employees.len(),
                staff.advances.values().copied().sum(),
                advances.map(|h| h.debit - h.credit).sum(),
            ),
        ])
    }

    fn banks(&self) -> Result<Grid, Trouble> {
        let mut grid = self.empty(
            "bank",
            &[
                ("estate-col-account", Holds::Words),
                ("estate-col-by-book", Holds::Money),
                ("estate-col-by-bank", Holds::Money),
                ("estate-col-told-until", Holds::Short),
                ("estate-col-open-book", Holds::Short),
                ("estate-col-open-bank", Holds::Short),
                ("estate-col-book", Holds::Short),
                ("estate-col-statement", Holds::Short),
                ("estate-col-import", Holds::Short),
            ],
        );
        let all = self.of(Register::Bank)?;
        for h in self.heads.iter().filter(|h| is_bank(&h.code)) {
            let account = Account::of(&all, &h.code);
            let book = self.ask.read(|t| view::bank_book(t, self.society.id(), &h.code, Date::MAX))?;
            if account.taken.is_empty() && book.is_empty() {
                continue;
            }
            let here = format!("{}/estate/bank/{}", self.society.base, encoded(&h.code));
            grid.row(vec![
                Cell::Link(h.name.clone(), here.clone()),
                Cell::Sum(h.debit - h.credit),
                account.balance(Date::MAX).map_or(Cell::Empty, Cell::Sum),
                day(account.until()),
                Cell::text(account.open_book(&book).len().to_string()),
                Cell::text(account.open_lines().len().to_string()),
                Cell::Link(self.c.s("estate-see"), format!("{}/books/ledger/{}", self.society.base, encoded(&h.code))),
                Cell::Link(self.c.s("estate-see"), format!("{here}/statement")),
                Cell::Link(self.c.s("estate-take"), format!("{here}/import")),
            ]);
        }
        Ok(grid)
    }

    fn borrowings(&self) -> Result<Grid, Trouble> {
        let mut grid = self.empty(
            "borrowings",
            &[
                ("estate-col-number", Holds::Short),
                ("estate-col-lender", Holds::Words),
                ("rep-head", Holds::Words),
                ("estate-col-rate", Holds::Short),
                ("estate-col-limit", Holds::Money),
                ("estate-col-principal", Holds::Money),
                ("estate-col-drawn-on", Holds::Short),
                ("estate-col-drawn", Holds::Money),
                ("estate-col-due", Holds::Short),
                ("estate-col-repaid", Holds::Money),
                ("estate-col-interest", Holds::Money),
                ("estate-col-until", Holds::Short),
                ("estate-col-confirmed", Holds::Money),
                ("estate-col-difference", Holds::Money),
            ],
        );
        let all = borrowings::fold(&self.of(Register::Borrowings)?);
        for b in &all {
            let rate = b.rates.on(self.day).map_or_else(|| self.c.s("rule-unset"), |r| format!("{} %", r.value));
            let (confirmed, apart) = match b.compared() {
                Some((c, apart)) => (Cell::Sum(c.balance), Cell::Sum(apart)),
                None => (Cell::Empty, Cell::Empty),
            };
            grid.row(vec![
                self.number("borrowings", &b.facts.number),
                Cell::text(format!("{} · {}", b.facts.lender, b.facts.purpose)),
                self.head_name(&b.facts.head),
                Cell::text(rate),
                Cell::Money(b.facts.limit),
                Cell::Sum(b.principal()),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Money(b.interest()),
                day(b.until.and_then(|u| u.yesterday().ok())),
                confirmed,
                apart,
            ]);
            for d in &b.drawals {
                let cells = self.drawal(grid.columns.len(), d);
                grid.row(cells);
            }
        }
        let sum = all.iter().map(borrowings::Borrowing::principal).sum::<Paise>();
        self.ends(&mut grid, 5, sum, -self.ledger(Group::Borrowings));
        Ok(grid)
    }

    /// A drawal under its borrowing; one that is paid off stays, for the register tells what was borrowed and when it went back.
    fn drawal(&self, width: usize, d: &borrowings::Left) -> Vec<Cell> {
        let mut cells = vec![Cell::Empty; width];
        cells[6] = Cell::Link(date::format(d.drawal.on), receipt(self.society, d.place));
        cells[7] = Cell::Money(d.drawal.amount);
        cells[8] = day(Some(d.drawal.due));
        cells[9] = Cell::Money(d.drawal.amount - d.left);
        cells
    }

    /// Sum of the register, balance of the ledger, difference: under a column.
    fn ends(&self, grid: &mut Grid, column: usize, register: Paise, ledger: Paise) {
        let width = grid.columns.len();
        for (key, amount) in [
            ("estate-col-by-register", register),
            ("estate-col-by-ledger", ledger),
            ("estate-col-difference", register - ledger),
        ] {
            let mut cells = vec![Cell::Empty; width];
            cells[1] = Cell::text(self.c.s(key));
            cells[column] = Cell::Sum(amount);
            grid.strong(cells);
        }
    }

    fn due(&self) -> Result<Grid, Trouble> {
        let mut grid = self.empty(
            "due",
            &[
                ("estate-col-due", Holds::Short),
                ("estate-col-number", Holds::Short),
                ("estate-col-lender", Holds::Words),
                ("estate-col-drawn-on", Holds::Short),
                ("estate-col-drawn", Holds::Money),
                ("estate-col-left", Holds::Money),
                ("estate-col-days-left", Holds::Short),
            ],
        );
        let all = borrowings::fold(&self.of(Register::Borrowings)?);
        let mut rows: Vec<_> = all.iter().flat_map(|b| b.drawals.iter().map(move |d| (b, d))).collect();
        rows.retain(|(_, d)| !d.left.is_zero());
        rows.sort_by_key(|(b, d)| (d.drawal.due, b.facts.number.clone()));
        let mut sum = Paise::ZERO;
        for (b, d) in rows {
            sum += d.left;
            let left = self.day.duration_until(d.drawal.due).as_hours() / 24;
            let words = match left {
                n if n < 0 => self.c.s1("estate-overdue-days", "n", &(-n).to_string()),
                n => n.to_string(),
            };
            grid.row(vec![
                day(Some(d.drawal.due)),
                self.number("borrowings", &b.facts.number),
                Cell::text(format!("{} · {}", b.facts.lender, b.facts.purpose)),
                Cell::Link(date::format(d.drawal.on), receipt(self.society, d.place)),
                Cell::Money(d.drawal.amount),
                Cell::Sum(d.left),
                Cell::text(words),
            ]);
        }
        let blank = || Cell::Empty;
        let total = Cell::text(self.c.s("estate-sum"));
        grid.strong(vec![blank(), blank(), total, blank(), blank(), Cell::Sum(sum), blank()]);
        Ok(grid)
    }

    fn investments(&self) -> Result<Grid, Trouble> {
        let mut grid = self.empty(
            "investments",
            &[
                ("estate-col-number", Holds::Short),
                ("estate-col-institution", Holds::Words),
                ("rep-head", Holds::Words),
                ("rep-date", Holds::Short),
                ("estate-col-matures", Holds::Short),
                ("column-amount", Holds::Money),
                ("estate-col-at-maturity", Holds::Money),
                ("estate-col-accrued", Holds::Money),
                ("rep-state", Holds::Short),
            ],
        );
        let mut all = investments::fold(&self.of(Register::Investments)?);
        // what is held first, the next to mature before the others: the list of maturities
        all.sort_by_key(|i| (i.encashed.is_some(), i.facts.matures.is_none(), i.facts.matures, i.facts.number.clone()));
        for i in &all {
            let state = match (i.encashed, i.facts.matures) {
                (Some((on, _)), _) => self.c.s1("estate-encashed-on", "day", &date::format(on)),
                (None, Some(m)) if m <= self.day => self.c.s("estate-matured"),
                _ => self.c.s("estate-held"),
            };
            grid.row(vec![
                self.number("investments", &i.facts.number),
                Cell::text(format!("{} · {}", i.facts.institution, i.facts.certificate)),
                self.head_name(&i.facts.head),
                day(Some(i.facts.from)),
                day(i.facts.matures),
                Cell::Sum(i.value()),
                i.facts.at_maturity.map_or(Cell::Empty, Cell::Money),
                Cell::Money(if i.encashed.is_some() { Paise::ZERO } else { i.accrued }),
                Cell::text(state),
            ]);
        }
        let sum = all.iter().map(investments::Investment::value).sum();
        self.ends(&mut grid, 5, sum, self.ledger(Group::Investments));
        Ok(grid)
    }

    fn assets(&self) -> Result<Grid, Trouble> {
        let mut grid = self.empty(
            "assets",
            &[
                ("estate-col-number", Holds::Short),
                ("estate-col-asset", Holds::Words),
                ("rep-head", Holds::Words),
                ("estate-col-rate", Holds::Short),
                ("rep-date", Holds::Short),
                ("estate-col-cost", Holds::Money),
                ("estate-col-depreciation", Holds::Money),
                ("estate-col-value", Holds::Money),
                ("rep-state", Holds::Short),
            ],
        );
        let all = Property::of(&self.of(Register::Assets)?);
        for a in &all.assets {
            let rule = all.classes.get(&a.facts.head).and_then(|r| r.on(self.day));
            let rate = rule.map_or_else(|| self.c.s("rule-unset"), |r| format!("{} %", r.value.rate));
            let state = match &a.sold {
                Some((on, _)) => self.c.s1("estate-disposed-on", "day", &date::format(*on)),
                None => a.facts.place.clone(),
            };
            let sold = a.sold.as_ref().map_or(Paise::ZERO, |s| s.1.depreciation);
            grid.row(vec![
                self.number("assets", &a.facts.number),
                Cell::text(&a.facts.name),
                self.head_name(&a.facts.head),
                Cell::text(rate),
                day(Some(a.facts.from)),
                Cell::Money(a.facts.cost),
                Cell::Money(a.worn.iter().map(|w| w.1).sum::<Paise>() + sold),
                Cell::Sum(a.value()),
                Cell::text(state),
            ]);
        }
        let sum = all.assets.iter().map(books::estate::property::Owned::value).sum();
        self.ends(&mut grid, 7, sum, self.ledger(Group::FixedAssets));
        Ok(grid)
    }

    fn schedule(&self) -> Result<Grid, Trouble> {
        let mut grid = self.empty(
            "schedule",
            &[
                ("rep-head", Holds::Words),
                ("estate-col-opening", Holds::Money),
                ("estate-col-added", Holds::Money),
                ("estate-col-sold", Holds::Money),
                ("estate-col-depreciation", Holds::Money),
                ("estate-col-closing", Holds::Money),
            ],
        );
        let asked = self.ask.value("y").and_then(|y| y.parse().ok()).filter(|y| (1990..2200).contains(y));
        let year = asked.map_or_else(|| FinancialYear::of(self.day), FinancialYear);
        grid.about.push(self.c.s1("estate-year", "year", &year.name()));
        let mut sums = [Paise::ZERO; 5];
        for r in Property::of(&self.of(Register::Assets)?).schedule(year) {
            let figures = [r.opening, r.added, r.sold, r.depreciation, r.closing()];
            sums.iter_mut().zip(figures).for_each(|(s, f)| *s += f);
            grid.row([self.head_name(&r.head)].into_iter().chain(figures.map(Cell::Sum)).collect());
        }
        let total = Cell::text(self.c.s("estate-sum"));
        grid.strong([total].into_iter().chain(sums.map(Cell::Sum)).collect());
        Ok(grid)
    }

    fn suspense(&self) -> Result<Grid, Trouble> {
        let mut grid = self.empty(
            "suspense",
            &[
                ("rep-head", Holds::Words),
                ("rep-voucher", Holds::Short),
                ("rep-date", Holds::Short),
                ("rep-particulars", Holds::Words),
                ("estate-col-left", Holds::Money),
                ("estate-col-days", Holds::Short),
            ],
        );
        let (id, base) = (self.society.id(), &self.society.base);
        let waits = |h: &&TrialRow| {
            matches!(row(h).group, Group::SuspenseAsset | Group::SuspenseLiability) && h.code != books::TRANSFER
        };
        for h in self.heads.iter().filter(waits) {
            let lines = self.ask.read(|t| view::ledger(t, id, &h.code, Date::MIN, Date::MAX, view::Page::ALL))?.rows;
            let item = |l: &view::LedgerLine| suspense::Item {
                number: l.number.clone(),
                date: l.date.unwrap_or(Date::ZERO),
                text: narration(self.c, &l.narration),
                amount: l.debit - l.credit,
                clears: None,
            };
            let items: Vec<suspense::Item> = lines.iter().map(item).collect();
            let aged = suspense::age(&items, self.day);
            for w in &aged.items {
                let entry = lines.iter().find(|l| l.number == w.number).map_or((0, 0), |l| l.entry);
                grid.row(vec![
                    self.head_name(&h.code),
                    voucher(base, self.c, entry, &w.number),
                    day(Some(w.date)),
                    Cell::text(&w.text),
                    Cell::Sum(w.left),
                    Cell::text(w.days.to_string()),
                ]);
            }
            for (i, sum) in aged.buckets.iter().enumerate().filter(|(_, s)| !s.is_zero()) {
                let said = match suspense::BUCKETS.get(i) {
                    Some(most) => self.c.s1("estate-up-to-days", "n", &most.to_string()),
                    None => self.c.s1("estate-over-days", "n", &suspense::BUCKETS[i - 1].to_string()),
                };
                let blank = || Cell::Empty;
                grid.strong(vec![
                    self.head_name(&h.code),
                    blank(),
                    blank(),
                    Cell::text(said),
                    Cell::Sum(*sum),
                    blank(),
                ]);
            }
        }
        Ok(grid)
    }

    fn staff(&self) -> Result<Grid, Trouble> {
        let mut grid = self.empty(
            "staff",
            &[
                ("estate-col-number", Holds::Short),
                ("rep-name", Holds::Words),
                ("estate-col-post", Holds::Words),
                ("estate-col-joined", Holds::Short),
                ("estate-col-basic", Holds::Money),
                ("estate-col-advance", Holds::Money),
                ("rep-state", Holds::Short),
            ],
        );
        let staff = Staff::of(&self.of(Register::Staff)?);
        for e in staff.employees.values() {
            let state = e.left.map(|l| self.c.s1("estate-left-on", "day", &date::format(l))).unwrap_or_default();
            grid.row(vec![
                self.number("staff", &e.number),
                Cell::text(&e.name),
                Cell::text(&e.post),
                day(Some(e.joined)),
                Cell::Money(e.basic),
                Cell::Sum(staff.advance(&e.number)),
                Cell::text(state),
            ]);
        }
        let ledger = self.heads.iter().filter(|h| h.code == books::estate::staff::ADVANCE);
        let ledger = ledger.map(|h| h.debit - h.credit).sum();
        self.ends(&mut grid, 5, staff.advances.values().copied().sum(), ledger);
        Ok(grid)
    }

    fn salaries(&self) -> Result<Grid, Trouble> {
        let mut grid = self.empty(
            "salaries",
            &[
                ("estate-col-month", Holds::Short),
                ("estate-col-employees", Holds::Short),
                ("estate-col-gross", Holds::Money),
                ("estate-col-deducted", Holds::Money),
                ("estate-col-net", Holds::Money),
                ("estate-col-paid-on", Holds::Short),
                ("estate-col-slips", Holds::Short),
            ],
        );
        let staff = Staff::of(&self.of(Register::Staff)?);
        for (month, row) in staff.sheets.iter().rev() {
            let sheet = &row.sheet;
            let text = books::estate::month_text(*month);
            let name = format!("{} {}", date::month_name(month.month(), self.c.lang), month.year());
            let gross: Paise = sheet.slips.iter().map(books::estate::staff::Slip::gross).sum();
            grid.row(vec![
                Cell::Link(name, format!("{}/estate/salary/{text}", self.society.base)),
                Cell::text(sheet.slips.len().to_string()),
                Cell::Money(gross),
                Cell::Money(gross - sheet.net()),
                Cell::Sum(sheet.net()),
                day(row.paid),
                Cell::Link(self.c.s("estate-see"), format!("{}/estate/slips/{text}", self.society.base)),
            ]);
        }
        Ok(grid)
    }
}

fn row(h: &TrialRow) -> HeadRow {
    HeadRow::of(&books::Head { code: h.code.clone(), name: String::new(), class: h.class })
}
