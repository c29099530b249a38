//! Buying, counting, settling, moving, prices, cards, returns: one form each; those of many lines have a table of their own.

use super::sell::{Shop, party, pay, read_pay};
use super::{bills, quantity, setup};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, unread};
use crate::counter::{answered, born};
use crate::page::{Frame, Tab};
use axum::response::Response;
use desk::act::{Act, Goods, Part};
use keep::deciding;
use kernel::{Date, Paise, Refusal};
use trade::decide::{MoveLine, ReturnLine};
use trade::terms::{PriceRow, RationCard};

/// Forms with the key of the index page.
pub(super) const DEEDS: [(&str, &str); 10] = [
    ("sell-bill", ""),
    ("buy", "3"),
    ("count-stock", "4"),
    ("settle", "5"),
    ("move-goods", "6"),
    ("set-price", ""),
    ("set-card", ""),
    ("return-sale", ""),
    ("return-purchase", ""),
    ("bring-forward", ""),
];

pub(super) fn form(ask: &Ask, code: &str, deed: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page(ask, &society, deed, &Filled(std::collections::HashMap::new()))?.show(ask)
}

fn page(ask: &Ask, society: &Society, deed: &str, filled: &Filled) -> Result<Form, Trouble> {
    if !DEEDS.iter().any(|d| d.0 == deed) && !setup::DEEDS.contains(&deed) {
        return Err(Trouble::no_page());
    }
    let c = Frame::of(ask, society, Tab::Day);
    let title = c.s(&format!("act-{deed}"));
    let mut form = Form::new(c, title, format!("{}/trade/do/{deed}", society.base));
    (form.back, form.back_name) = (format!("{}/trade", society.base), form.c.s("trade-back"));
    let id = if filled.text("id").is_empty() { born() } else { filled.text("id").to_owned() };
    form.hidden.push(("id", id));
    if bills::DEEDS.contains(&deed) {
        bills::fill(ask, society, &mut form, deed, filled)?;
    } else {
        form.fields = fields(ask, society, &form.c, deed)?;
    }
    form.refill(filled);
    Ok(form)
}

fn fields(ask: &Ask, society: &Society, c: &Frame, deed: &str) -> Result<Vec<Field>, Trouble> {
    if setup::DEEDS.contains(&deed) {
        return setup::fields(ask, society, c, deed);
    }
    let id = society.id();
    let (activities, godowns) = ask.read(|t| Ok((deciding::activities(t, id)?, deciding::godowns(t, id)?)))?;
    let text = |name| Field::new(c, name, Input::Text);
    let amount = |name| Field::new(c, name, Input::Amount);
    let pick = |name, all: Vec<(String, String)>| {
        let first = all.first().map(|f| f.0.clone()).unwrap_or_default();
        Field::new(c, name, Input::Choice(all)).with(first)
    };
    let activity = || pick("activity", activities.iter().map(|a| (a.code.clone(), a.name.clone())).collect());
    let godown = |name| pick(name, godowns.iter().map(|g| (g.code.clone(), g.name.clone())).collect());
    let side = || {
        pick(
            "side",
            vec![("customer".to_owned(), c.s("trade-debtors")), ("supplier".to_owned(), c.s("trade-creditors"))],
        )
    };
    let paid = || pay(ask, society, c, "n:");
    let entry = || text("entry").with(ask.value("entry").unwrap_or_default());
    Ok(match deed {
        "settle" => vec![activity(), side(), text("party"), amount("amount"), paid()?],
        "move-goods" => {
            vec![godown("from_godown"), godown("to_godown"), text("item"), text("batch").free(), amount("qty")]
        }
        "set-price" => {
            vec![text("item"), amount("price"), amount("mrp").free(), Field::new(c, "from", Input::Date), text("order")]
        }
        "set-card" => vec![text("card"), text("holder"), text("category"), Field::new(c, "heads", Input::Number)],
        _ => vec![entry(), Field::new(c, "line", Input::Number).with("1"), amount("qty"), text("reason"), paid()?],
    })
}

/// One item by code or part of its name.
pub(super) fn item<'s>(shop: &'s Shop, activity: &str, text: &str) -> Result<&'s trade::terms::Item, Refusal> {
    match &shop.find(activity, text)[..] {
        [one] => Ok(one),
        _ => Err(Refusal::new(4305).with("item", text).with("activity", activity)),
    }
}

fn qty(f: &Filled, name: &'static str) -> Result<trade::Milli, Refusal> {
    quantity(f.text(name)).filter(|_| !f.text(name).is_empty()).ok_or_else(|| unread(name, f.text(name)))
}

fn entry(f: &Filled) -> Result<(i64, i64), Refusal> {
    let read = f.entry("entry");
    read.ok_or_else(|| unread("entry", f.text("entry")))
}

fn read(shop: &Shop, deed: &str, f: &Filled) -> Result<Goods, Refusal> {
    let text = |name: &str| f.text(name).to_owned();
    let some = |name: &str| Some(text(name)).filter(|t| !t.is_empty());
    let day = |name: &'static str| -> Result<Date, Refusal> { f.day(name)?.ok_or_else(|| unread(name, "")) };
    let parts = || -> Result<Vec<Part>, Refusal> { Ok(vec![Part::rest(read_pay(f)?)]) };
    let back = || -> Result<Vec<ReturnLine>, Refusal> {
        let line = f.number("line")?.and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
        let line = line.ok_or_else(|| unread("line", f.text("line")))?;
        Ok(vec![ReturnLine { line, qty: qty(f, "qty")?, godown: None }])
    };
    Ok(match deed {
        "settle" => {
            let debtor = f.text("side") == "customer";
            // a customer who is all digits is a member
            let number = !f.text("party").is_empty() && f.text("party").chars().all(|c| c.is_numeric());
            let who = format!("{}:{}", if debtor && number { "m" } else { "n" }, f.text("party"));
            Goods::Settle {
                activity: text("activity"),
                party: party(&who).ok_or_else(|| unread("party", ""))?,
                debtor,
                amount: f.amount("amount")?,
                paid: read_pay(f)?,
            }
        }
        "move-goods" => {
            let of = item(shop, "", f.text("item"))?;
            let lines = vec![MoveLine { item: of.code.clone(), batch: some("batch"), qty: qty(f, "qty")? }];
            Goods::Move { activity: of.activity.clone(), from: text("from_godown"), to: text("to_godown"), lines }
        }
        "set-price" => Goods::SetPrice(PriceRow {
            item: item(shop, "", f.text("item"))?.code.clone(),
            from: day("from")?,
            price: f.amount("price")?,
            mrp: Some(f.amount_or_nothing("mrp")?).filter(|m| *m != Paise::ZERO),
            order: text("order"),
        }),
        "set-card" => {
            let heads = f.number("heads")?.and_then(|n| u16::try_from(n).ok());
            let heads = heads.ok_or_else(|| unread("heads", f.text("heads")))?;
            Goods::SetCard(RationCard { no: text("card"), holder: text("holder"), category: text("category"), heads })
        }
        "return-sale" => {
            Goods::ReturnSale { entry: entry(f)?, lines: back()?, reason: text("reason"), round: true, parts: parts()? }
        }
        _ => Goods::ReturnPurchase {
            entry: entry(f)?,
            lines: back()?,
            reason: text("reason"),
            round: true,
            parts: parts()?,
        },
    })
}

pub(super) fn done(ask: &Ask, code: &str, deed: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let shop = Shop::of(ask, &society)?;
    let act = if setup::DEEDS.contains(&deed) {
        let activities = ask.read(|t| deciding::activities(t, society.id()))?;
        setup::read(&activities, &shop.items, deed, f)
    } else if bills::DEEDS.contains(&deed) {
        let customer = bills::customer_of(ask, &society, f.text("customer"))?;
        customer.and_then(|customer| bills::typed(&shop, customer, deed, f))
    } else {
        read(&shop, deed, f)
    };
    let act = act.map(|goods| Act::Goods(Box::new(goods)));
    answered(ask, &society, f, (act, deed), || page(ask, &society, deed, f))
}
