//! What a shop begins with, one plain form each: activities with the heads of the standard chart, items, godowns, what ration cards may draw.
//! What is entered again under the same code is changed; rules by day are added, never replaced.

use super::quantity;
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Input, unread};
use crate::counter::rules::yes_or_no;
use crate::page::Frame;
use books::ruled::{Rule, Ruled};
use desk::act::Goods;
use keep::deciding;
use kernel::{Paise, Refusal};
use lipi::date;
use trade::terms::{Activity, ActivityHeads, Entitlement, Godown, GstRate, GstWay, Item, Licence, Per, Unit};

/// Forms of setting up, with no keys of their own.
pub(super) const DEEDS: [&str; 5] = ["open-activity", "change-activity", "set-item", "set-godown", "set-entitlement"];

/// Kinds of activity with their heads in the standard chart: stock, sales, cost, shortage, surplus.
const KINDS: [(&str, [&str; 5]); 4] = [
    ("fertiliser", ["STOCK_FERT", "FERT_SALE", "FERT_COST", "FERT_SHORT", "FERT_REBATE"]),
    ("seed", ["STOCK_SEED", "SEED_SALE", "SEED_COST", "SEED_SHORT", "INC_RECOVERED"]),
    ("pesticide", ["PEST_STOCK", "PEST_SALE", "PEST_COST", "PEST_SHORT", "INC_RECOVERED"]),
    ("pds", ["PDS_STOCK", "PDS_SALE", "PDS_COST", "PDS_SHORT", "INC_RECOVERED"]),
];
const WAYS: [(&str, GstWay); 3] =
    [("included", GstWay::Included), ("added", GstWay::Added), ("unregistered", GstWay::Unregistered)];
const UNITS: [(&str, Unit); 7] = [
    ("bag", Unit::Bag),
    ("kilogram", Unit::Kilogram),
    ("quintal", Unit::Quintal),
    ("litre", Unit::Litre),
    ("packet", Unit::Packet),
    ("piece", Unit::Piece),
    ("cylinder", Unit::Cylinder),
];

fn chosen<T: Copy>(all: &[(&str, T)], f: &Filled, name: &'static str) -> Result<T, Refusal> {
    let found = all.iter().find(|(code, _)| *code == f.text(name)).map(|(_, value)| *value);
    found.ok_or_else(|| unread(name, f.text(name)))
}

/// The fields of a form.
pub(super) fn fields(ask: &Ask, society: &Society, c: &Frame, deed: &str) -> Result<Vec<Field>, Trouble> {
    let activities = ask.read(|t| deciding::activities(t, society.id()))?;
    let text = |name| Field::new(c, name, Input::Text);
    let pick = |name, all: Vec<(String, String)>| {
        let first = all.first().map(|f| f.0.clone()).unwrap_or_default();
        Field::new(c, name, Input::Choice(all)).with(first)
    };
    let of = |name: &'static str, codes: &mut dyn Iterator<Item = &str>| {
        pick(name, codes.map(|k| (k.to_owned(), c.s(&format!("shop-{name}-{k}")))).collect())
    };
    let activity = || pick("activity", activities.iter().map(|a| (a.code.clone(), a.name.clone())).collect());
    let way = || of("gst_way", &mut WAYS.iter().map(|w| w.0));
    let answer = |name| pick(name, ["no", "yes"].map(|a| (a.to_owned(), c.s(&format!("rule-value-{a}")))).into());
    let from = || Field::new(c, "from", Input::Date).with(date::format(ask.web.desk.today()));
    let licence = || [text("licence").free(), Field::new(c, "licence_end", Input::Date).free()];
    Ok(match deed {
        "open-activity" => {
            let mut all = vec![of("kind", &mut KINDS.iter().map(|k| k.0)), text("short"), text("label")];
            all.extend(licence());
            all.extend([way(), from(), text("order"), text("source")]);
            all
        }
        "change-activity" => {
            let mut all = vec![activity(), text("label").free()];
            all.extend(licence());
            all.extend([way(), from(), text("order"), text("source")]);
            all
        }
        "set-item" => vec![
            activity(),
            text("short"),
            text("label"),
            of("unit", &mut UNITS.iter().map(|u| u.0)),
            text("hsn").free(),
            Field::new(c, "gst_rate", Input::Amount),
            from(),
            text("order"),
            text("source"),
            answer("batches"),
            answer("expires"),
        ],
        "set-godown" => vec![text("short"), text("label")],
        _ => vec![
            text("category"),
            text("item"),
            Field::new(c, "qty", Input::Amount),
            of("per", &mut ["head", "card"].into_iter()),
            from(),
            text("order"),
        ],
    })
}

/// A rule of this form, added to those there are.
fn ruled<T: Clone>(before: &Ruled<T>, value: T, f: &Filled) -> Result<Ruled<T>, Refusal> {
    let from = f.day("from")?.ok_or_else(|| unread("from", ""))?;
    let rule = Rule { from, value, order: f.text("order").to_owned(), source: f.text("source").to_owned() };
    let mut all = before.clone();
    all.0.push(rule);
    Ok(all)
}

fn licence(f: &Filled) -> Result<Option<Licence>, Refusal> {
    let number = f.text("licence").to_owned();
    if number.is_empty() { Ok(None) } else { Ok(Some(Licence { number, expiry: f.day("licence_end")? })) }
}

/// What was typed, as an act.
pub(super) fn read(activities: &[Activity], items: &[Item], deed: &str, f: &Filled) -> Result<Goods, Refusal> {
    let text = |name: &str| f.text(name).to_owned();
    let short = || text("short").to_uppercase();
    Ok(match deed {
        "open-activity" => {
            let [stock, sales, cost, shortage, surplus] = chosen(&KINDS, f, "kind")?.map(str::to_owned);
            let [gst_in, gst_out, debtors, creditors] =
                ["GST_IN", "GST_OUT", "DEBTORS", "CREDITORS"].map(str::to_owned);
            let heads = ActivityHeads { stock, sales, cost, shortage, surplus, gst_in, gst_out, debtors, creditors };
            let gst = ruled(&Ruled::default(), chosen(&WAYS, f, "gst_way")?, f)?;
            Goods::OpenActivity(Activity { code: short(), name: text("label"), heads, gst, licence: licence(f)? })
        }
        "change-activity" => {
            let found = activities.iter().find(|a| a.code == f.text("activity"));
            let mut is = found.cloned().ok_or_else(|| Refusal::new(4304).with("activity", f.text("activity")))?;
            is.gst = ruled(&is.gst, chosen(&WAYS, f, "gst_way")?, f)?;
            if !f.text("label").is_empty() {
                is.name = text("label");
            }
            is.licence = licence(f)?.or(is.licence);
            Goods::ChangeActivity(is)
        }
        "set-item" => {
            let before = items.iter().find(|i| i.code == short());
            // percent with two places becomes hundredths, as rupees become paise
            let Paise(rate) = f.amount("gst_rate")?;
            let rate = i32::try_from(rate).map_err(|_| unread("gst_rate", f.text("gst_rate")))?;
            Goods::SetItem(Item {
                gst: ruled(&before.map(|i| i.gst.clone()).unwrap_or_default(), GstRate(rate), f)?,
                code: short(),
                name: text("label"),
                unit: chosen(&UNITS, f, "unit")?,
                hsn: lipi::text::ascii_digits(f.text("hsn")),
                activity: text("activity"),
                batches: yes_or_no(f.text("batches"))? == "yes",
                expires: yes_or_no(f.text("expires"))? == "yes",
            })
        }
        "set-godown" => Goods::SetGodown(Godown { code: short(), name: text("label") }),
        _ => Goods::SetEntitlement(Entitlement {
            category: text("category"),
            item: text("item").to_uppercase(),
            from: f.day("from")?.ok_or_else(|| unread("from", ""))?,
            qty: quantity(f.text("qty")).filter(|_| !f.text("qty").is_empty()).ok_or_else(|| unread("qty", ""))?,
            per: chosen(&[("head", Per::Head), ("card", Per::Card)], f, "per")?,
            order: text("order"),
        }),
    })
}
