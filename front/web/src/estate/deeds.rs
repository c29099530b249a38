//! Acts on the estate: one plain form each.

use super::bank::known;
use super::{day_of, entries};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Boxes, Field, Filled, Form, unread};
use crate::counter::{answered, born};
use crate::page::{Frame, Tab};
use axum::response::Response;
use books::CASH;
use books::chart::Group;
use books::estate::bank::{self, BankLine};
use books::estate::staff::{Does, Employee, HowMuch, Item};
use books::estate::{Place, Register, borrowings, investments, is_bank, property};
use books::percent::Percent;
use books::ruled::Rule;
use books::statement::HeadRow;
use desk::act::{Act, Estate};
use keep::{deciding, view};
use kernel::{Date, FinancialYear, Paise, Refusal};
use lipi::amount::format_indian;
use lipi::date;

/// The forms there are.
const DEEDS: [&str; 19] = [
    "book-line",
    "opening-item",
    "open-borrowing",
    "set-rate",
    "draw",
    "pay-back",
    "accrue-owed",
    "confirm-balance",
    "invest",
    "accrue-earned",
    "encash",
    "set-class",
    "buy-asset",
    "depreciate",
    "dispose-asset",
    "set-employee",
    "give-advance",
    "post-salary",
    "pay-salary",
];

/// Choices of heads.
struct Heads(Vec<HeadRow>);

impl Heads {
    fn pick(&self, fits: impl Fn(&HeadRow) -> bool) -> Vec<(String, String)> {
        self.0.iter().filter(|h| fits(h)).map(|h| (h.code.clone(), h.name.clone())).collect()
    }
}

fn is_money(h: &HeadRow) -> bool {
    books::estate::is_money(&h.code)
}

/// A form being filled with fields.
struct Fields<'a> {
    boxes: Boxes<'a>,
    heads: Heads,
}

impl<'a> std::ops::Deref for Fields<'a> {
    type Target = Boxes<'a>;

    fn deref(&self) -> &Boxes<'a> {
        &self.boxes
    }
}

impl Fields<'_> {
    fn group(&self, group: Group) -> Field {
        self.choice("head", self.heads.pick(|h| h.group == group))
    }

    /// Cash or a bank account; `old` is offered where it may have happened before the books were kept here.
    fn money(&self, name: &'static str, old: bool) -> Field {
        self.paid(name, old, self.heads.pick(is_money))
    }

    /// Of what was paid: the bank where there is one, else cash, unless another is chosen.
    fn paid(&self, name: &'static str, old: bool, mut all: Vec<(String, String)>) -> Field {
        if old {
            all.push((String::new(), self.c.s("estate-old-books")));
        }
        let bank = all.iter().find(|h| is_bank(&h.0)).map_or(CASH.to_owned(), |h| h.0.clone());
        self.choice(name, all).with(bank)
    }

    fn of(&self, deed: &str) -> Vec<Field> {
        let number = || self.text("number");
        match deed {
            "book-line" => vec![
                self.choice("head", self.heads.pick(|h| h.group != Group::Difference && h.code != books::TRANSFER)),
                self.text("narration"),
            ],
            "opening-item" => {
                let bank = self.ask.value("bank").unwrap_or_default();
                let bank = self.choice("bank", self.heads.pick(|h| is_bank(&h.code))).with(bank);
                let ways = [("out", "estate-cheque-out"), ("in", "estate-money-in")];
                let ways = ways.map(|(v, key)| (v.to_owned(), self.c.s(key))).into();
                vec![
                    bank,
                    self.choice("way", ways),
                    self.amount("amount"),
                    self.date("on"),
                    self.text("cheque").free(),
                    self.text("narration"),
                ]
            }
            "open-borrowing" => vec![
                number(),
                self.text("lender"),
                self.group(Group::Borrowings),
                self.text("purpose"),
                self.amount("limit"),
                self.text("resolution"),
            ],
            "set-rate" => {
                vec![number(), self.amount("rate"), self.date("from"), self.text("order"), self.text("source").free()]
            }
            "draw" => vec![
                number(),
                self.amount("amount"),
                self.date("due"),
                self.money("into", true),
                self.date("on").free(),
            ],
            "pay-back" => {
                vec![number(), self.amount("principal"), self.amount("interest").free(), self.money("paid", false)]
            }
            "accrue-owed" => {
                vec![number(), self.today("upto"), self.amount("advised").free(), self.text("document").free()]
            }
            "confirm-balance" => vec![number(), self.today("on"), self.amount("balance"), self.text("document")],
            "invest" => vec![
                number(),
                self.text("institution"),
                self.text("paper"),
                self.group(Group::Investments),
                self.amount("amount"),
                self.money("paid", true),
                self.today("from"),
                self.date("matures").free(),
                self.amount("rate").free(),
                self.amount("at_maturity").free(),
            ],
            "accrue-earned" => vec![number(), self.today("upto")],
            "encash" => vec![number(), self.amount("received"), self.money("into", false)],
            "set-class" => {
                let methods = [("written-down", "estate-written-down"), ("straight-line", "estate-straight-line")];
                let methods = methods.map(|(v, key)| (v.to_owned(), self.c.s(key))).into();
                vec![
                    self.group(Group::FixedAssets),
                    self.choice("method", methods),
                    self.amount("rate"),
                    self.amount("residual").with("1"),
                    self.date("from"),
                    self.text("order"),
                    self.text("source").free(),
                ]
            }
            "buy-asset" => {
                let mut paid = self.heads.pick(is_money);
                paid.extend(self.heads.pick(|h| matches!(h.group, Group::Creditors | Group::Payables)));
                vec![
                    number(),
                    self.text("name"),
                    self.group(Group::FixedAssets),
                    self.amount("cost"),
                    self.paid("paid", true, paid),
                    self.today("from"),
                    self.amount("carried").free(),
                    self.text("bill").free(),
                    self.text("place").free(),
                ]
            }
            "depreciate" => vec![self.number("year").with(FinancialYear::of(self.day).0.to_string())],
            "dispose-asset" => {
                vec![number(), self.amount("received").with("0"), self.money("into", false), self.text("resolution")]
            }
            "set-employee" => vec![
                number(),
                self.text("name"),
                self.text("post"),
                self.amount("basic"),
                self.today("joined"),
                self.text("items").free(),
                self.date("left").free(),
            ],
            "give-advance" => vec![number(), self.amount("amount"), self.money("paid", true)],
            "post-salary" => vec![self.today("month"), self.text("absent").free(), self.text("recovered").free()],
            _ => vec![self.today("month"), self.money("paid", false)],
        }
    }
}

/// The page a deed goes back to.
fn list(deed: &str) -> &'static str {
    match deed {
        "book-line" | "opening-item" => "bank",
        "open-borrowing" | "set-rate" | "draw" | "pay-back" | "accrue-owed" | "confirm-balance" => "borrowings",
        "invest" | "accrue-earned" | "encash" => "investments",
        "set-class" | "buy-asset" | "depreciate" | "dispose-asset" => "assets",
        _ => "staff",
    }
}

pub(super) fn form(ask: &Ask, code: &str, deed: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page(ask, &society, deed, &Filled(std::collections::HashMap::new()))?.show(ask)
}

fn page(ask: &Ask, society: &Society, deed: &str, filled: &Filled) -> Result<Form, Trouble> {
    if !DEEDS.contains(&deed) {
        return Err(Trouble::no_page());
    }
    let c = Frame::of(ask, society, Tab::Day);
    let title = c.s(&format!("act-{deed}"));
    let mut form = Form::new(c, title, format!("{}/estate/do/{deed}", society.base));
    form.back = format!("{}/estate/{}", society.base, list(deed));
    form.why = form.c.s(&format!("estate-{deed}-why"));
    let (heads, kept) =
        ask.read(|t| Ok((view::heads(t, society.id())?, deciding::kept_by_parties(t, society.id())?)))?;
    let fields = Fields {
        boxes: Boxes { ask, c: &form.c, day: day_of(ask, society)? },
        heads: Heads(heads.iter().filter(|h| !kept.contains(&h.code)).map(HeadRow::of).collect()),
    };
    form.fields = fields.of(deed);
    let id = if filled.text("id").is_empty() { born() } else { filled.text("id").to_owned() };
    form.hidden.push(("id", id));
    facts(ask, society, deed, filled, &mut form)?;
    form.refill(filled);
    Ok(form)
}

/// What stands there of what the form is about.
fn facts(ask: &Ask, society: &Society, deed: &str, filled: &Filled, form: &mut Form) -> Result<(), Trouble> {
    let money = |p: Paise| format!("₹ {}", format_indian(p));
    let given = |name: &str| {
        let typed = filled.text(name);
        if typed.is_empty() { ask.value(name).unwrap_or_default().to_owned() } else { typed.to_owned() }
    };
    let number = given("number");
    match deed {
        "book-line" => {
            let (bank, line) = (given("bank"), given("line"));
            let k = known(ask, society, &bank, Date::MAX)?;
            let place = bank::place(&line).ok_or_else(Trouble::no_page)?;
            let found = k.account.lines.get(&place).ok_or_else(Trouble::no_page)?;
            form.name.clone_from(&k.name);
            form.facts = vec![
                (form.c.s("rep-date"), date::format(found.date)),
                (form.c.s("column-amount"), money(found.amount)),
                (form.c.s("rep-particulars"), format!("{} {}", found.text, found.reference)),
                (form.c.s("estate-row"), found.row.to_string()),
            ];
            if let Some(head) = bank::propose(found) {
                form.fields[0].value = head.to_owned();
            }
            form.fields[1].value.clone_from(&found.text);
            form.hidden.extend([("bank", bank), ("line", line)]);
        }
        "set-rate" | "draw" | "pay-back" | "accrue-owed" | "confirm-balance" => {
            let all = borrowings::fold(&entries(ask, society, Register::Borrowings)?);
            if let Some(b) = all.into_iter().find(|b| b.facts.number == number) {
                form.name = format!("{} · {}", b.facts.lender, b.facts.purpose);
                form.facts = vec![
                    (form.c.s("estate-col-limit"), money(b.facts.limit)),
                    (form.c.s("estate-col-principal"), money(b.principal())),
                    (form.c.s("estate-col-interest"), money(b.interest())),
                    (form.c.s("estate-col-until"), b.until.map(date::format).unwrap_or_default()),
                ];
            }
        }
        "accrue-earned" | "encash" => {
            let all = investments::fold(&entries(ask, society, Register::Investments)?);
            if let Some(i) = all.into_iter().find(|i| i.facts.number == number) {
                form.name = format!("{} · {}", i.facts.institution, i.facts.certificate);
                form.facts = vec![
                    (form.c.s("column-amount"), money(i.facts.amount)),
                    (form.c.s("estate-col-accrued"), money(i.accrued)),
                    (form.c.s("estate-col-matures"), i.facts.matures.map(date::format).unwrap_or_default()),
                ];
            }
        }
        _ => {}
    }
    Ok(())
}

fn day(f: &Filled, name: &'static str) -> Result<Date, Refusal> {
    f.day(name)?.ok_or_else(|| unread(name, ""))
}

/// `12.5` percent.
fn percent(f: &Filled, name: &'static str) -> Result<Percent, Refusal> {
    Ok(Percent(f.amount(name)?.0))
}

fn rule<T>(f: &Filled, value: T) -> Result<Rule<T>, Refusal> {
    let text = |name: &str| f.text(name).to_owned();
    Ok(Rule { from: day(f, "from")?, value, order: text("order"), source: text("source") })
}

/// `name + 500 HEAD; name - 12% HEAD; name = 13% HEAD`: paid on top of basic, taken off, paid by the society beside.
fn items(f: &Filled) -> Result<Vec<Item>, Refusal> {
    let one = |text: &str| -> Option<Item> {
        let at = text.find(['+', '-', '='])?;
        let does = match &text[at..=at] {
            "+" => Does::Allowance,
            "-" => Does::Deduction,
            _ => Does::Contribution,
        };
        let (much, head) = text[at + 1..].trim().rsplit_once(' ')?;
        let much = lipi::text::ascii_digits(much.trim());
        let read = |t: &str| lipi::amount::read(t).filter(|a| !a.nil && a.side.is_none()).map(|a| a.paise);
        let much = match much.strip_suffix('%') {
            Some(rate) => HowMuch::OfBasic(Percent(read(rate.trim())?.0)),
            None => HowMuch::Fixed(read(&much)?),
        };
        Some(Item { name: text[..at].trim().to_owned(), does, head: head.trim().to_owned(), much })
    };
    let parts = f.text("items").split(';').filter(|t| !t.trim().is_empty());
    parts.map(|t| one(t.trim()).ok_or_else(|| unread("items", t))).collect()
}

/// `3 500; 4 200`: what `read` makes of the last word, by number.
fn by_number<T>(f: &Filled, name: &'static str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<(String, T)>, Refusal> {
    let one = |text: &str| {
        let (number, last) = text.trim().rsplit_once(' ')?;
        Some((number.trim().to_owned(), read(last)?))
    };
    let parts = f.text(name).split(';').filter(|t| !t.trim().is_empty());
    parts.map(|t| one(t).ok_or_else(|| unread(name, t))).collect()
}

/// Number and rupees.
fn recovered(f: &Filled) -> Result<Vec<(String, Paise)>, Refusal> {
    let rupees = |t: &str| lipi::amount::read(t).filter(|a| !a.nil && a.side.is_none()).map(|a| a.paise);
    by_number(f, "recovered", rupees)
}

/// Number and days.
fn absent(f: &Filled) -> Result<Vec<(String, i64)>, Refusal> {
    by_number(f, "absent", |t| lipi::text::ascii_digits(t).parse().ok().filter(|d| (0..1_000).contains(d)))
}

/// The day after: a person writes the last day that counts.
fn after(f: &Filled) -> Result<Date, Refusal> {
    let last = day(f, "upto")?;
    Ok(last.tomorrow().unwrap_or(last))
}

fn read(deed: &str, f: &Filled) -> Result<Estate, Refusal> {
    let text = |name: &str| f.text(name).to_owned();
    let number = || text("number");
    Ok(match deed {
        "book-line" => {
            let line: Place = bank::place(f.text("line")).ok_or_else(|| unread("line", f.text("line")))?;
            Estate::BookLine { bank: text("bank"), line, head: text("head"), narration: text("narration") }
        }
        "opening-item" => {
            let amount = f.amount("amount")?;
            let amount = if f.text("way") == "out" { -amount } else { amount };
            let (date, reference) = (day(f, "on")?, text("cheque"));
            let item = BankLine { date, amount, text: text("narration"), reference, row: 0 };
            Estate::OpeningItem { bank: text("bank"), item }
        }
        "open-borrowing" => Estate::OpenBorrowing(borrowings::Facts {
            number: number(),
            lender: text("lender"),
            head: text("head"),
            purpose: text("purpose"),
            limit: f.amount("limit")?,
            resolution: text("resolution"),
        }),
        "set-rate" => Estate::SetRate { number: number(), rule: rule(f, percent(f, "rate")?)? },
        "draw" => {
            let on = f.day("on")?.unwrap_or(Date::ZERO);
            let drawal = borrowings::Drawal { on, amount: f.amount("amount")?, due: day(f, "due")? };
            Estate::Draw { number: number(), drawal, into: text("into") }
        }
        "pay-back" => Estate::PayBack {
            number: number(),
            principal: f.amount("principal")?,
            interest: f.amount_or_nothing("interest")?,
            from: text("paid"),
        },
        "accrue-owed" => {
            let advised = f.amount_or_nothing("advised")?;
            let advised = (!advised.is_zero()).then(|| (advised, text("document")));
            Estate::AccrueOwed { number: number(), until: after(f)?, advised }
        }
        "confirm-balance" => {
            let (on, balance, document) = (day(f, "on")?, f.amount("balance")?, text("document"));
            Estate::ConfirmBalance {
                number: number(),
                confirmation: borrowings::Confirmation { on, balance, document },
            }
        }
        "invest" => {
            let some = |p: Paise| (!p.is_zero()).then_some(p);
            let facts = investments::Facts {
                number: number(),
                institution: text("institution"),
                certificate: text("paper"),
                head: text("head"),
                amount: f.amount("amount")?,
                from: day(f, "from")?,
                matures: f.day("matures")?,
                rate: some(f.amount_or_nothing("rate")?).map(|p| Percent(p.0)),
                at_maturity: some(f.amount_or_nothing("at_maturity")?),
            };
            Estate::Invest { facts, from: text("paid") }
        }
        "accrue-earned" => Estate::AccrueEarned { number: number(), until: after(f)? },
        "encash" => Estate::Encash { number: number(), received: f.amount("received")?, into: text("into") },
        "set-class" => {
            let method = match f.text("method") {
                "straight-line" => books::assets::Method::StraightLine,
                _ => books::assets::Method::WrittenDown,
            };
            let residual = f.amount_or_nothing("residual")?;
            let wear = property::Wear { method, rate: percent(f, "rate")?, residual };
            Estate::SetClass { head: text("head"), rule: rule(f, wear)? }
        }
        "buy-asset" => {
            let cost = f.amount("cost")?;
            let carried = if f.text("carried").is_empty() { cost } else { f.amount("carried")? };
            let facts = property::Facts {
                number: number(),
                name: text("name"),
                head: text("head"),
                place: text("place"),
                bill: text("bill"),
                cost,
                carried,
                from: day(f, "from")?,
            };
            Estate::BuyAsset { facts, paid: text("paid") }
        }
        "depreciate" => {
            let year = f.number("year")?.and_then(|y| i16::try_from(y).ok()).filter(|y| (1990..2200).contains(y));
            Estate::Depreciate { year: year.ok_or_else(|| unread("year", f.text("year")))? }
        }
        "dispose-asset" => Estate::DisposeAsset {
            number: number(),
            received: f.amount_or_nothing("received")?,
            into: text("into"),
            resolution: text("resolution"),
        },
        "set-employee" => Estate::SetEmployee(Employee {
            number: number(),
            name: text("name"),
            post: text("post"),
            basic: f.amount("basic")?,
            items: items(f)?,
            joined: day(f, "joined")?,
            left: f.day("left")?,
        }),
        "give-advance" => Estate::GiveAdvance { number: number(), amount: f.amount("amount")?, from: text("paid") },
        "post-salary" => Estate::PostSalary { month: day(f, "month")?, recovered: recovered(f)?, absent: absent(f)? },
        _ => Estate::PaySalary { month: day(f, "month")?, from: text("paid") },
    })
}

pub(super) fn done(ask: &Ask, code: &str, deed: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    if !DEEDS.contains(&deed) {
        return Err(Trouble::no_page());
    }
    let act = read(deed, f).map(|estate| Act::Estate(Box::new(estate)));
    answered(ask, &society, f, (act, deed), || page(ask, &society, deed, f))
}
