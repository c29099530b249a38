//! What has many lines: a supplier's bill, a whole bill of a sale, a count of a godown, the stock of the old books. Each is a table, keyed as it lies on the desk.

use super::deeds::item;
use super::quantity;
use super::sell::{Shop, party, pay, read_pay};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, unread};
use crate::counter::lines::{Column, Lines, Reckoned, in_line, read};
use crate::page::Frame;
use crate::words::encoded;
use desk::act::{Goods, Paid, Part};
use keep::{deciding, view};
use kernel::{Paise, Refusal};
use std::collections::BTreeMap;
use trade::decide::{BuyLine, CountLine, ForwardGoods, SellLine};
use trade::terms::{GstRate, Item, Supply};
use trade::{Milli, Party};

/// Forms of this room.
pub(super) const DEEDS: [&str; 4] = ["buy", "sell-bill", "count-stock", "bring-forward"];

/// Rows of one counting form; a fuller godown is counted part by part.
const COUNTED: usize = 60;

const BOUGHT: [&str; 6] = ["item", "qty", "unit_rate", "batch", "expiry_day", "gst_pct"];
const SOLD: [&str; 6] = ["item", "qty", "other_price", "discount", "batch", "line_reason"];
const FORWARD: [&str; 5] = ["item", "qty", "cost", "batch", "expiry_day"];
const COUNT: [&str; 5] = ["item", "batch", "counted", "cost", "expiry_day"];

/// The table of a form and its fields before it.
pub(super) fn fill(ask: &Ask, society: &Society, form: &mut Form, deed: &str, filled: &Filled) -> Result<(), Trouble> {
    let shop = Shop::of(ask, society)?;
    let places = Places::of(ask, society)?;
    let c = &form.c;
    let text = |name| Field::new(c, name, Input::Text);
    let column = |name| {
        let input = match name {
            "qty" | "counted" | "gst_pct" => Input::Number,
            "unit_rate" | "cost" | "other_price" | "discount" => Input::Amount,
            "expiry_day" => Input::Date,
            _ => Input::Text,
        };
        let made = Column::new(c, name, input);
        if name == "item" { made.offered() } else { made }
    };
    let list: Vec<(String, String)> = shop.items.iter().map(|i| (i.code.clone(), i.name.clone())).collect();
    match deed {
        "buy" => {
            form.why = c.s("trade-buy-why");
            let supply = ["within", "across"].map(|s| (s.to_owned(), c.s(&format!("shop-supply-{s}"))));
            form.fields = vec![
                places.activity(c, ""),
                text("supplier"),
                text("bill"),
                Field::new(c, "bill_date", Input::Date),
                places.godown(c, "godown", ""),
                pay(ask, society, c, "n:")?.with("credit"),
                Field::new(c, "supply", Input::Choice(supply.into())).with("within"),
                Field::new(c, "freight", Input::Amount).free(),
            ];
            let lines = Lines::new(c, "trade-bill-lines", BOUGHT.map(column).into(), list);
            form.lines = Some(lines.reckoning(Reckoned::Products("qty unit_rate")));
        }
        "sell-bill" => {
            form.why = c.s("trade-sell-bill-why");
            let whose = match customer_of(ask, society, filled.text("customer"))? {
                Ok(Some(Party::Member(no))) => format!("m:{no}"),
                _ => "n:".to_owned(),
            };
            form.fields = vec![
                places.activity(c, ""),
                text("customer").free(),
                places.godown(c, "godown", ""),
                Field::new(c, "paid_now", Input::Amount).free(),
                pay(ask, society, c, &whose)?,
            ];
            form.lines = Some(Lines::new(c, "trade-bill-lines", SOLD.map(column).into(), list));
        }
        "count-stock" => return count(ask, form, (&shop, &places), filled),
        _ => {
            form.why = c.s("trade-forward-why");
            let heads = ask.read(|t| view::heads(t, society.id()))?;
            let heads = heads.into_iter().map(|h| (h.code, h.name)).collect();
            form.fields = vec![
                places.activity(c, ""),
                places.godown(c, "godown", ""),
                Field::new(c, "other_head", Input::Choice(heads)),
            ];
            let lines = Lines::new(c, "trade-bill-lines", FORWARD.map(column).into(), list);
            form.lines = Some(lines.reckoning(Reckoned::Sums("cost")));
        }
    }
    Ok(())
}

/// A buyer as he is typed: a member by his number, anybody else by name, nobody where the box is empty. A number that is no member's is a slip (5026).
pub(super) fn customer_of(ask: &Ask, society: &Society, text: &str) -> Result<Result<Option<Party>, Refusal>, Trouble> {
    let text = lipi::text::ascii_digits(text.trim());
    if text.is_empty() {
        return Ok(Ok(None));
    }
    let exact = ask.read(|t| view::member(t, society.id(), &text))?;
    Ok(match &exact[..] {
        [one] => Ok(Some(Party::Member(one.no.clone()))),
        _ if text.chars().all(|c| c.is_ascii_digit()) => Err(Refusal::new(5026).with("text", &text)),
        _ => Ok(Some(Party::Named(text))),
    })
}

/// Activities and godowns to choose from.
struct Places {
    activities: Vec<(String, String)>,
    godowns: Vec<(String, String)>,
}

impl Places {
    fn of(ask: &Ask, society: &Society) -> Result<Places, Trouble> {
        let id = society.id();
        let (activities, godowns) = ask.read(|t| Ok((deciding::activities(t, id)?, deciding::godowns(t, id)?)))?;
        Ok(Places {
            activities: activities.into_iter().map(|a| (a.code, a.name)).collect(),
            godowns: godowns.into_iter().map(|g| (g.code, g.name)).collect(),
        })
    }

    fn choice(c: &Frame, name: &'static str, all: &[(String, String)], now: &str) -> Field {
        let first = all.first().map(|f| f.0.clone()).unwrap_or_default();
        let now = if now.is_empty() { first } else { now.to_owned() };
        Field::new(c, name, Input::Choice(all.to_vec())).with(now)
    }

    fn activity(&self, c: &Frame, now: &str) -> Field {
        Places::choice(c, "activity", &self.activities, now)
    }

    fn godown(&self, c: &Frame, name: &'static str, now: &str) -> Field {
        Places::choice(c, name, &self.godowns, now)
    }
}

/// A count: first which godown and activity, where there are several; then what the books have there, each with an empty box. What the books say
/// of the quantity is not shown: who counts shall count.
fn count(ask: &Ask, form: &mut Form, (shop, places): (&Shop, &Places), filled: &Filled) -> Result<(), Trouble> {
    let c = &form.c;
    let only = |all: &[(String, String)]| match all {
        [one] => Some(one.0.clone()),
        _ => None,
    };
    let sent = |name: &str| Some(filled.text(name)).filter(|t| !t.is_empty());
    let given = |name: &str, all: &[_]| sent(name).or_else(|| ask.value(name)).map(str::to_owned).or_else(|| only(all));
    let (godown, activity) = (given("godown", &places.godowns), given("activity", &places.activities));
    form.why = c.s("trade-count-why");
    let (Some(godown), Some(activity)) = (godown, activity) else {
        form.fields = vec![places.godown(c, "godown", ""), places.activity(c, "")];
        form.post = false;
        form.button = c.s("counter-next");
        form.hidden.clear();
        return Ok(());
    };
    let rows = standing(shop, &godown, &activity);
    let page = filled.text("part").parse().unwrap_or_else(|_| usize::try_from(ask.page()).unwrap_or(1)).max(1);
    form.hidden.push(("part", page.to_string()));
    let here = rows.iter().skip((page - 1) * COUNTED).take(COUNTED).cloned().collect();
    if rows.len() > page * COUNTED {
        form.facts.push((c.s("trade-count-part"), format!("{page}/{}", rows.len().div_ceil(COUNTED))));
        let next =
            format!("{}?godown={}&activity={}&p={}", form.action, encoded(&godown), encoded(&activity), page + 1);
        form.next = Some((next, c.s("trade-count-next")));
    }
    let (godowns, activities) = (&places.godowns, &places.activities);
    let name = |all: &[(String, String)], code: &str| {
        all.iter().find(|a| a.0 == code).map_or_else(|| code.to_owned(), |a| a.1.clone())
    };
    form.name = format!("{} · {}", name(godowns, &godown), name(activities, &activity));
    form.hidden.extend([("godown", godown), ("activity", activity.clone())]);
    form.fields = vec![Field::new(c, "reason", Input::Text).free(), Field::new(c, "resolution", Input::Text).free()];
    let columns = COUNT.map(|name| match name {
        "item" => Column::new(c, name, Input::Text).offered().shown(),
        "batch" => Column::new(c, name, Input::Text).shown(),
        "counted" => Column::new(c, name, Input::Number),
        "cost" => Column::new(c, name, Input::Amount),
        _ => Column::new(c, name, Input::Date),
    });
    let mine = shop.items.iter().filter(|i| i.activity == activity);
    let list = mine.map(|i| (i.code.clone(), i.name.clone())).collect();
    form.lines = Some(Lines::new(c, "trade-bill-lines", columns.into(), list).standing(here));
    Ok(())
}

/// What the books have in a godown: an item without batches once, another batch by batch; value and text of the first columns of a count.
fn standing(shop: &Shop, godown: &str, activity: &str) -> Vec<Vec<(String, String)>> {
    let mut rows = BTreeMap::new();
    for s in shop.stock.iter().filter(|s| s.godown == godown && s.qty.0 != 0) {
        let Some(item) = shop.items.iter().find(|i| i.code == s.item && i.activity == activity) else { continue };
        let batch = if item.batches { s.batch.clone() } else { String::new() };
        rows.entry((item.name.clone(), batch.clone())).or_insert_with(|| {
            vec![(item.code.clone(), format!("{} · {}", item.name, item.code)), (batch.clone(), batch)]
        });
    }
    rows.into_values().collect()
}

/// A line as it was typed, its item found.
struct Typed<'a> {
    line: &'a Filled,
    item: &'a Item,
}

impl Typed<'_> {
    fn qty(&self, name: &'static str) -> Result<Milli, Refusal> {
        let text = self.line.text(name);
        quantity(text).filter(|_| !text.is_empty()).ok_or_else(|| unread(name, text))
    }

    fn batch(&self) -> Option<String> {
        Some(self.line.text("batch").to_owned()).filter(|b| !b.is_empty())
    }

    /// A rate of GST on the bill: per cent in hundredths; none where the one in force is meant.
    fn gst(&self) -> Result<Option<GstRate>, Refusal> {
        let text = self.line.text("gst_pct");
        if text.is_empty() {
            return Ok(None);
        }
        let read = quantity(text).filter(|q| q.0 % 10 == 0 && q.0 <= 100_000);
        let read = read.and_then(|q| i32::try_from(q.0 / 10).ok()).ok_or_else(|| unread("gst_pct", text))?;
        Ok(Some(GstRate(read)))
    }
}

/// Every line in which one of `typed` stands, made into what the act needs.
fn each<T>(
    (shop, activity, f): (&Shop, &str, &Filled),
    (all, typed): (&[&'static str], &[&'static str]),
    make: impl Fn(&Typed<'_>) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let one = |(no, line): &(usize, Filled)| {
        let made = item(shop, activity, line.text("item")).and_then(|item| make(&Typed { line, item }));
        made.map_err(in_line(*no))
    };
    read(f, all, typed).iter().map(one).collect()
}

/// What is paid in cash now, and how the rest of the bill is settled.
fn paid(f: &Filled) -> Result<Vec<Part>, Refusal> {
    let now = f.amount_or_nothing("paid_now")?;
    let rest = Part::rest(read_pay(f)?);
    let cash = Part { paid: Paid::Cash, amount: Some(now) };
    Ok(if now == Paise::ZERO { vec![rest] } else { vec![cash, rest] })
}

/// What was typed, as an act.
pub(super) fn typed(shop: &Shop, customer: Option<Party>, deed: &str, f: &Filled) -> Result<Goods, Refusal> {
    let text = |name: &str| f.text(name).to_owned();
    let (activity, godown) = (text("activity"), text("godown"));
    let of = (shop, &activity[..], f);
    Ok(match deed {
        "buy" => Goods::Buy {
            supplier: party(&format!("n:{}", f.text("supplier"))).ok_or_else(|| unread("supplier", ""))?,
            bill: text("bill"),
            bill_date: f.day("bill_date")?.ok_or_else(|| unread("bill_date", ""))?,
            supply: if f.text("supply") == "across" { Supply::Across } else { Supply::Within },
            lines: each(of, (&BOUGHT, &BOUGHT), |l| {
                Ok(BuyLine {
                    item: l.item.code.clone(),
                    batch: l.batch(),
                    expiry: l.line.day("expiry_day")?,
                    godown: godown.clone(),
                    qty: l.qty("qty")?,
                    rate: l.line.amount("unit_rate")?,
                    gst: l.gst()?,
                })
            })?,
            freight: f.amount_or_nothing("freight")?,
            round: true,
            parts: vec![Part::rest(read_pay(f)?)],
            activity,
        },
        "sell-bill" => Goods::Sell {
            customer,
            card: None,
            lines: each(of, (&SOLD, &SOLD), |l| {
                Ok(SellLine {
                    item: l.item.code.clone(),
                    godown: godown.clone(),
                    batch: l.batch(),
                    qty: l.qty("qty")?,
                    price: Some(l.line.amount_or_nothing("other_price")?).filter(|p| *p != Paise::ZERO),
                    discount: l.line.amount_or_nothing("discount")?,
                    reason: Some(l.line.text("line_reason").to_owned()).filter(|r| !r.is_empty()),
                })
            })?,
            round: true,
            parts: paid(f)?,
            activity,
        },
        "count-stock" => Goods::Count {
            lines: each(of, (&COUNT, &["counted"]), |l| {
                Ok(CountLine {
                    item: l.item.code.clone(),
                    batch: l.batch(),
                    expiry: l.line.day("expiry_day")?,
                    counted: l.qty("counted")?,
                    value: Some(l.line.amount_or_nothing("cost")?).filter(|v| *v != Paise::ZERO),
                })
            })?,
            reason: text("reason"),
            resolution: text("resolution"),
            activity,
            godown,
        },
        _ => Goods::BringForward {
            other_head: text("other_head"),
            lines: each(of, (&FORWARD, &FORWARD), |l| {
                Ok(ForwardGoods {
                    item: l.item.code.clone(),
                    batch: l.batch(),
                    expiry: l.line.day("expiry_day")?,
                    godown: godown.clone(),
                    qty: l.qty("qty")?,
                    value: l.line.amount("cost")?,
                })
            })?,
            activity,
        },
    })
}
