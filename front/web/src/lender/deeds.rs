//! The acts of a lender's year: one plain form each.

use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Filled, Form, Input, unread};
use crate::counter::lines::{Column, Lines, Reckoned, in_line, read as read_lines};
use crate::counter::{answered, born, facts, pay, read_pay, voucher_heads};
use crate::page::{Frame, Tab};
use axum::response::Response;
use credit::AccountKind;
use credit::claims::Funder;
use credit::gold::Ornament;
use credit::lender::Bearer;
use credit::suit::Stage;
use desk::act::{Act, Lender};
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;

/// The acts there are; those that have no form of their own are sent from the page that shows what they are about.
const DEEDS: [&str; 16] = [
    "claim",
    "receive-claim",
    "reject-claim",
    "provide",
    "remind",
    "pledge",
    "release-gold",
    "move-suit",
    "mark-inoperative",
    "revive",
    "printed",
    "set-agent",
    "collect",
    "pay-agent",
    "name-loss",
    "correct-opening",
];

pub(super) fn form(ask: &Ask, code: &str, deed: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let mut filled = std::collections::HashMap::new();
    for name in ["claim", "loan", "account", "agent"] {
        filled.extend(ask.value(name).map(|v| (name.to_owned(), v.to_owned())));
    }
    page(ask, &society, deed, &Filled(filled))?.show(ask)
}

fn page(ask: &Ask, society: &Society, deed: &str, filled: &Filled) -> Result<Form, Trouble> {
    if !DEEDS.contains(&deed) {
        return Err(Trouble::no_page());
    }
    let c = Frame::of(ask, society, Tab::Reports);
    let title = c.s(&format!("act-{deed}"));
    let mut form = Form::new(c, title, format!("{}/lender/do/{deed}", society.base));
    form.back = back(society, deed);
    if deed == "correct-opening" {
        form.why = form.c.s("act-correct-opening-why");
        whose(ask, society, &mut form, filled.text("account"))?;
    }
    form.fields = fields(ask, society, &form.c, deed, filled)?;
    form.lines = table(ask, society, &form.c, deed)?;
    let id = if filled.text("id").is_empty() { born() } else { filled.text("id").to_owned() };
    form.hidden.push(("id", id));
    let shown: &[&'static str] = match deed {
        "pay-agent" => &["agent", "day_from", "day_to", "sum"],
        "printed" => &["account", "lines"],
        _ => &["funder", "day_from", "day_to", "sum", "required", "village"],
    };
    for name in shown.iter().copied() {
        if !filled.text(name).is_empty() {
            form.hidden.push((name, filled.text(name).to_owned()));
        }
    }
    form.refill(filled);
    Ok(form)
}

fn back(society: &Society, deed: &str) -> String {
    let at = match deed {
        "provide" | "name-loss" => "npa",
        "remind" => "reminders",
        "pledge" | "release-gold" => "gold",
        "move-suit" => "suits",
        "correct-opening" => return format!("{}/day", society.base),
        "mark-inoperative" | "revive" => "resting",
        "set-agent" | "collect" | "pay-agent" => "agents",
        _ => "claims",
    };
    format!("{}/lender/{at}", society.base)
}

fn fields(ask: &Ask, society: &Society, c: &Frame, deed: &str, filled: &Filled) -> Result<Vec<Field>, Trouble> {
    let text = |name| Field::new(c, name, Input::Text);
    let amount = || Field::new(c, "amount", Input::Amount);
    Ok(match deed {
        "claim" => vec![text("claim")],
        "receive-claim" => {
            let files = ask.web.desk.claims(society.id())?;
            let open = files.iter().find(|f| f.made.claim == filled.text("claim")).map(|f| format_indian(f.open()));
            vec![
                text("claim"),
                amount().with(open.unwrap_or_default()),
                pay(ask, society, c, "", "")?,
                Field::new(c, "letter", Input::Text),
            ]
        }
        "reject-claim" => {
            let bearers = ["society", "member"].map(|b| (b.to_owned(), c.s(&format!("lender-bearer-{b}"))));
            vec![
                text("claim"),
                text("loan"),
                amount(),
                text("reason"),
                Field::new(c, "bearer", Input::Choice(bearers.into())).with("society"),
            ]
        }
        "pledge" => {
            let products =
                ask.web.desk.products(society.id())?.into_iter().filter(|p| p.kind() == AccountKind::LoanGold);
            let codes: Vec<(String, String)> = products.map(|p| (p.code().to_owned(), p.code().to_owned())).collect();
            let first = codes.first().map(|f| f.0.clone()).unwrap_or_default();
            vec![
                text("pledger"),
                Field::new(c, "product", Input::Choice(codes)).with(first),
                text("appraiser"),
                amount(),
                text("resolution"),
            ]
        }
        "release-gold" => vec![text("loan"), text("gold_to")],
        "name-loss" => vec![text("loan"), text("document"), text("loss_reason")],
        "move-suit" => {
            let stages = Stage::ALL.map(|s| (s.code().to_owned(), c.s(&format!("lender-stage-{}", s.code()))));
            vec![
                text("loan"),
                Field::new(c, "suit_on", Input::Date),
                Field::new(c, "stage", Input::Choice(stages.into())).with(Stage::Heard.code()),
                Field::new(c, "decreed", Input::Amount).free(),
                Field::new(c, "suit_next", Input::Date).free(),
                text("suit_note").free(),
            ]
        }
        "revive" => vec![text("account"), text("recognised")],
        "set-agent" => {
            let yes = ["no", "yes"].map(|v| (v.to_owned(), c.s(&format!("rule-value-{v}"))));
            let ended = Field::new(c, "agent_ended", Input::Choice(yes.into())).with("no");
            vec![text("agent"), text("agent_name"), text("agent_member").free(), ended]
        }
        "correct-opening" => vec![
            text("account"),
            Field::new(c, "opening_change", Input::Amount).free(),
            Field::new(c, "opening_interest", Input::Amount).free(),
            other_head(ask, society, c)?,
            text("reason"),
            text("resolution"),
        ],
        "collect" => {
            let all = ask.web.desk.agents(society.id())?.into_iter().filter(|a| !a.set.ended);
            let all: Vec<(String, String)> = all.map(|a| (a.set.agent, a.set.name)).collect();
            let first = all.first().map(|f| f.0.clone()).unwrap_or_default();
            vec![Field::new(c, "agent", Input::Choice(all)).with(first), pay(ask, society, c, "", "")?]
        }
        "pay-agent" => vec![pay(ask, society, c, "", "")?],
        _ => Vec::new(),
    })
}

/// Whose account it is and what stands on it, once it is known.
fn whose(ask: &Ask, society: &Society, form: &mut Form, typed: &str) -> Result<(), Trouble> {
    if typed.is_empty() {
        return Ok(());
    }
    // what is wrong with the number is said when the form is sent
    let known = match ask.web.desk.know(society.id(), typed) {
        Err(desk::Trouble::Refusal(_)) => return Ok(()),
        known => known?,
    };
    let owner = ask.read(|t| keep::view::member(t, society.id(), &known.member_no))?.into_iter().next();
    form.name = owner.as_ref().map_or_else(|| known.member_no.clone(), |m| m.name.clone());
    form.facts = facts(&form.c, &known, owner.as_ref());
    Ok(())
}

/// The other side: the difference head of the account's register, or any plain head.
fn other_head(ask: &Ask, society: &Society, c: &Frame) -> Result<Field, Trouble> {
    let mut all: Vec<(String, String)> =
        voucher_heads(ask, society)?.into_iter().filter(|(code, _)| !books::estate::is_money(code)).collect();
    all.insert(0, (String::new(), c.s("opening-other-difference")));
    Ok(Field::new(c, "opening_other", Input::Choice(all)))
}

const COLLECTED: [&str; 2] = ["account", "amount"];
const ORNAMENT: [&str; 5] = ["ornament", "pieces", "gross", "net", "purity"];

/// The table of a form that has one: an agent's list, a pledge's ornaments.
fn table(ask: &Ask, society: &Society, c: &Frame, deed: &str) -> Result<Option<Lines>, Trouble> {
    Ok(match deed {
        "collect" => {
            let all = ask.read(|t| keep::view::all_owned(t, society.id(), AccountKind::Dd))?;
            let list = all.into_iter().map(|o| (o.account.account.to_string(), o.name)).collect();
            let columns =
                vec![Column::new(c, "account", Input::Text).offered(), Column::new(c, "amount", Input::Amount)];
            Some(Lines::new(c, "act-collect", columns, list).reckoning(Reckoned::Sums("amount")))
        }
        "pledge" => {
            let column = |name| Column::new(c, name, if name == "ornament" { Input::Text } else { Input::Number });
            Some(Lines::new(c, "lender-col-ornaments", ORNAMENT.map(column).into(), Vec::new()))
        }
        _ => None,
    })
}

/// An agent's list: accounts and amounts.
fn collected(f: &Filled) -> Result<Vec<(String, Paise)>, Refusal> {
    let one = |(no, line): &(usize, Filled)| {
        let account = line.text("account");
        if account.is_empty() {
            return Err(in_line(*no)(unread("account", "")));
        }
        // a mere number is one of daily deposits
        let bare = account.chars().all(char::is_numeric);
        let named = if bare { format!("DD-{account}") } else { account.to_owned() };
        Ok((named, line.amount("amount").map_err(in_line(*no))?))
    };
    let all: Vec<_> = read_lines(f, &COLLECTED, &COLLECTED).iter().map(one).collect::<Result<_, _>>()?;
    if all.is_empty() { Err(unread("account", "")) } else { Ok(all) }
}

/// Grams as typed, `24.5`: milligrams.
fn weight(text: &str) -> Option<i64> {
    let text = lipi::text::ascii_digits(text);
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 5 || part.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 1000 + format!("{part:0<3}").parse::<i64>().ok()?)
}

/// What is pledged: what, pieces, gross and net grams, purity in a thousand.
fn ornaments(f: &Filled) -> Result<Vec<Ornament>, Refusal> {
    let one = |(no, line): &(usize, Filled)| -> Result<Ornament, Refusal> {
        let whole = |name: &'static str| -> Result<u16, Refusal> {
            let read = line.number(name)?.and_then(|n| u16::try_from(n).ok());
            read.ok_or_else(|| unread(name, line.text(name)))
        };
        let grams = |name: &'static str| weight(line.text(name)).ok_or_else(|| unread(name, line.text(name)));
        let read = || {
            Ok(Ornament {
                what: line.text("ornament").to_owned(),
                pieces: whole("pieces")?,
                gross: grams("gross")?,
                net: grams("net")?,
                purity: whole("purity")?,
            })
        };
        read().map_err(in_line(*no))
    };
    read_lines(f, &ORNAMENT, &ORNAMENT).iter().map(one).collect()
}

fn read(deed: &str, f: &Filled) -> Result<Lender, Refusal> {
    let text = |name: &str| f.text(name).to_owned();
    let day = |name: &'static str| -> Result<Date, Refusal> { f.day(name)?.ok_or_else(|| unread(name, "")) };
    // what a page showed comes back as it was sent, in paise
    let shown = |name: &'static str| f.text(name).parse().map(Paise).map_err(|_| unread(name, f.text(name)));
    Ok(match deed {
        "claim" => Lender::Claim {
            number: text("claim"),
            funder: Funder::claimed_from(f.text("funder")).ok_or_else(|| unread("funder", f.text("funder")))?,
            from: day("day_from")?,
            to: day("day_to")?,
            sum: shown("sum")?,
        },
        "receive-claim" => Lender::ReceiveClaim {
            claim: text("claim"),
            amount: f.amount("amount")?,
            pay: read_pay(f)?,
            letter: text("letter"),
        },
        "reject-claim" => Lender::RejectClaim {
            claim: text("claim"),
            loan: text("loan"),
            amount: f.amount("amount")?,
            reason: text("reason"),
            bearer: if f.text("bearer") == "member" { Bearer::Member } else { Bearer::Society },
        },
        "pledge" => Lender::Pledge {
            member_no: text("pledger"),
            product: text("product"),
            amount: f.amount("amount")?,
            ornaments: ornaments(f)?,
            appraiser: text("appraiser"),
            resolution: text("resolution"),
        },
        "name-loss" => Lender::NameLoss { loan: text("loan"), document: text("document"), reason: text("loss_reason") },
        "release-gold" => Lender::ReleaseGold { loan: text("loan"), to: text("gold_to") },
        "move-suit" => Lender::MoveSuit {
            loan: text("loan"),
            on: day("suit_on")?,
            stage: Stage::ALL.into_iter().find(|s| s.code() == f.text("stage")).ok_or_else(|| unread("stage", ""))?,
            amount: f.amount_or_nothing("decreed")?,
            next: f.day("suit_next")?,
            note: text("suit_note"),
        },
        "remind" => Lender::Remind { village: text("village") },
        "mark-inoperative" => Lender::MarkInoperative,
        "correct-opening" => Lender::CorrectOpening {
            account: text("account"),
            principal: f.amount_or_nothing("opening_change")?,
            interest: f.amount_or_nothing("opening_interest")?,
            other: text("opening_other"),
            reason: text("reason"),
            resolution: text("resolution"),
        },
        "revive" => Lender::Revive { account: text("account"), reason: text("recognised") },
        "printed" => {
            let lines = f.number("lines")?.and_then(|n| u32::try_from(n).ok());
            Lender::Printed { account: text("account"), lines: lines.ok_or_else(|| unread("lines", f.text("lines")))? }
        }
        "set-agent" => Lender::SetAgent {
            agent: text("agent"),
            name: text("agent_name"),
            member_no: text("agent_member"),
            ended: f.text("agent_ended") == "yes",
        },
        "collect" => Lender::Collect { agent: text("agent"), rows: collected(f)?, pay: read_pay(f)? },
        "pay-agent" => Lender::PayAgent {
            agent: text("agent"),
            from: day("day_from")?,
            to: day("day_to")?,
            amount: shown("sum")?,
            pay: read_pay(f)?,
        },
        _ => Lender::Provide { required: shown("required")? },
    })
}

pub(super) fn done(ask: &Ask, code: &str, deed: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let act = if DEEDS.contains(&deed) { read(deed, f) } else { return Err(Trouble::no_page()) };
    let act = act.map(|a| Act::Lender(Box::new(a)));
    answered(ask, &society, f, (act, ""), || page(ask, &society, deed, f))
}
