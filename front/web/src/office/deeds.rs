//! Acts on the registers of the office: one plain form each.

use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Boxes, Field, Filled, Form, Input, unread};
use crate::counter::{answered, born, pay, read_pay};
use crate::page::{Frame, Tab};
use axum::response::Response;
use books::estate::Register;
use books::office::certificates::Numbers;
use books::office::dividends;
use books::office::keepers::Tag;
use books::office::minutes::{Body, Meeting, Resolved};
use books::office::nominal::Note;
use books::office::plots::Plot;
use books::office::policies::{Kind, Policy};
use books::office::stores::{Article, WrittenOff};
use books::statement::appropriation::OWN_MEMBERS;
use desk::act::{Act, Office};
use keep::view;
use kernel::{Date, FinancialYear, Paise, Refusal};
use lipi::amount::format_indian;

/// The forms there are, each with the page it belongs to.
const DEEDS: [(&str, &str); 11] = [
    ("meet", "office/minutes"),
    ("enter-article", "office/dead-stock"),
    ("write-off", "office/dead-stock"),
    ("enter-policy", "office/policies"),
    ("enter-plot", "office/land"),
    ("leave-plot", "office/land"),
    ("sign-bond", "office/bonds"),
    ("set-keeper", "office/keepers"),
    ("pay-dividend", "office/dividends"),
    ("note-nominal", "books/nominal"),
    ("number-shares", "books/shares"),
];

/// A form being filled with fields.
struct Fields<'a>(Boxes<'a>);

impl<'a> std::ops::Deref for Fields<'a> {
    type Target = Boxes<'a>;

    fn deref(&self) -> &Boxes<'a> {
        &self.0
    }
}

impl Fields<'_> {
    /// One of some codes; `key` is the message that names each.
    fn code(&self, name: &'static str, codes: &[&str], key: fn(&str) -> String) -> Field {
        self.choice(name, codes.iter().map(|k| ((*k).to_owned(), self.c.s(&key(k)))).collect())
    }

    fn of(&self, deed: &str) -> Vec<Field> {
        match deed {
            "meet" => vec![
                self.code("body", &Body::ALL.map(Body::code), |k| format!("office-body-{k}")),
                self.today("held"),
                self.number("present"),
                self.text("chair"),
                Field::new(self.c, "resolved", Input::Long).free(),
                self.text("number").free(),
            ],
            "enter-article" => vec![
                self.text("name"),
                self.number("how_many"),
                self.today("since"),
                self.text("condition").free(),
                self.text("place").free(),
                self.amount("cost").free(),
                self.text("number").free(),
            ],
            "write-off" => {
                vec![self.text("number"), self.number("how_many"), self.text("reason"), self.text("resolution")]
            }
            "enter-policy" => vec![
                self.code("policy_kind", &Kind::ALL.map(Kind::code), |k| format!("office-kind-{k}")),
                self.text("number"),
                self.text("covers"),
                self.text("issuer").free(),
                self.today("from"),
                self.date("until").free(),
                self.amount("insured").free(),
            ],
            "enter-plot" => vec![
                self.text("member"),
                self.text("khata"),
                self.text("khasra"),
                self.text("land"),
                self.code("irrigated", &["no", "yes"], |k| format!("society-{k}")),
                self.text("crop").free(),
                self.text("charge").free(),
            ],
            "leave-plot" => vec![self.text("plot"), self.text("reason")],
            "sign-bond" => {
                vec![self.text("loan"), self.text("sureties"), self.today("signed"), self.text("document").free()]
            }
            "set-keeper" => vec![
                self.text("member"),
                self.code("activity", &OWN_MEMBERS, |k| format!("activity-{k}")),
                self.today("from"),
                self.date("until").free(),
                self.text("resolution"),
            ],
            "note-nominal" => vec![self.text("member"), self.text("purpose"), self.text("guarantor").free()],
            "number-shares" => {
                vec![self.text("certificate"), self.number("first_share"), self.number("last_share")]
            }
            _ => vec![self.text("member")],
        }
    }
}

pub(super) fn form(ask: &Ask, code: &str, deed: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    page(ask, &society, deed, &Filled(std::collections::HashMap::new()))?.show(ask)
}

fn page(ask: &Ask, society: &Society, deed: &str, filled: &Filled) -> Result<Form, Trouble> {
    let (_, back) = *DEEDS.iter().find(|d| d.0 == deed).ok_or_else(Trouble::no_page)?;
    let c = Frame::of(ask, society, Tab::Day);
    let title = c.s(&format!("act-{deed}"));
    let mut form = Form::new(c, title, format!("{}/office/do/{deed}", society.base));
    form.back = format!("{}/{back}", society.base);
    form.back_name = form.c.s(&format!("reg-page-{}", back.replace('/', "-")));
    form.why = form.c.s(&format!("office-{deed}-why"));
    let open = ask.read(|t| keep::deciding::open_day(t, society.id()))?;
    let day = open.unwrap_or_else(|| ask.web.desk.today());
    form.fields = Fields(Boxes { ask, c: &form.c, day }).of(deed);
    if deed == "pay-dividend" {
        owed(ask, society, filled, &mut form)?;
    }
    if form.post {
        let id = if filled.text("id").is_empty() { born() } else { filled.text("id").to_owned() };
        form.hidden.push(("id", id));
    }
    form.refill(filled);
    Ok(form)
}

/// To whom dividends are paid: first his number is asked for, then what is owed to him is shown.
fn owed(ask: &Ask, society: &Society, filled: &Filled, form: &mut Form) -> Result<(), Trouble> {
    let typed = match filled.text("member") {
        "" => ask.value("member").unwrap_or_default().trim().to_owned(),
        typed => typed.to_owned(),
    };
    if typed.is_empty() {
        form.post = false;
        form.button = form.c.s("counter-next");
        return Ok(());
    }
    let (found, keys, entries) = ask.read(|t| {
        let id = society.id();
        let found = view::member(t, id, &typed)?.into_iter().next();
        let keys = keep::deciding::keys_of(t, id, &typed)?;
        Ok((found, keys, view::estate(t, id, Register::Dividends, None)?))
    })?;
    let c = &form.c;
    let name = found.map(|m| m.name).unwrap_or_default();
    let mine = |no: &str| keys.contains(&keep::no_key(no));
    let all = dividends::fold(&entries).into_iter().filter(|d| d.paid.is_none() && mine(&d.part.no));
    let mut sum = Paise::ZERO;
    for d in all {
        sum += d.part.amount;
        let what = c.s(&format!("office-dividend-{}", d.activity.as_deref().unwrap_or("all")));
        let year = FinancialYear::of(d.year_end).name();
        form.facts.push((format!("{year} · {what}"), format!("₹ {}", format_indian(d.part.amount))));
    }
    form.facts.push((c.s("web-total"), format!("₹ {}", format_indian(sum))));
    let how = pay(ask, society, c, &typed, "")?;
    form.fields = vec![Field::new(c, "paid_to", Input::Text).with(&name), how];
    form.name = if name.is_empty() { typed.clone() } else { format!("{name} · {typed}") };
    form.hidden.push(("member", typed));
    Ok(())
}

fn day(f: &Filled, name: &'static str) -> Result<Date, Refusal> {
    f.day(name)?.ok_or_else(|| unread(name, ""))
}

fn count(f: &Filled, name: &'static str) -> Result<i64, Refusal> {
    f.number(name)?.ok_or_else(|| unread(name, ""))
}

/// Resolutions as they are typed, one on a line: its number, a colon or a space, its words.
fn resolved(f: &Filled) -> Vec<Resolved> {
    let one = |line: &str| {
        let (number, text) = line.split_once(':').or_else(|| line.split_once(' ')).unwrap_or((line, ""));
        let number = number.trim().trim_end_matches(['.', ')']);
        Resolved { number: lipi::text::ascii_digits(number), text: text.trim().to_owned() }
    };
    f.text("resolved").lines().map(str::trim).filter(|l| !l.is_empty()).map(one).collect()
}

fn read(deed: &str, f: &Filled) -> Result<Office, Refusal> {
    let text = |name: &str| f.text(name).to_owned();
    Ok(match deed {
        "meet" => {
            let body = Body::ALL.into_iter().find(|b| b.code() == f.text("body"));
            let present = u32::try_from(count(f, "present")?).map_err(|_| unread("present", f.text("present")))?;
            let meeting = Meeting {
                body: body.ok_or_else(|| unread("body", f.text("body")))?,
                held: day(f, "held")?,
                present,
                quorum: None,
                chair: text("chair"),
                resolutions: resolved(f),
            };
            Office::Meet { number: text("number"), meeting }
        }
        "enter-article" => Office::EnterArticle {
            number: text("number"),
            article: Article {
                name: text("name"),
                pieces: count(f, "how_many")?,
                condition: text("condition"),
                place: text("place"),
                since: day(f, "since")?,
                cost: f.amount_or_nothing("cost")?,
            },
        },
        "write-off" => Office::WriteOff {
            number: text("number"),
            off: WrittenOff { pieces: count(f, "how_many")?, reason: text("reason"), resolution: text("resolution") },
        },
        "enter-policy" => {
            let kind = Kind::ALL.into_iter().find(|k| k.code() == f.text("policy_kind"));
            let policy = Policy {
                kind: kind.ok_or_else(|| unread("policy_kind", f.text("policy_kind")))?,
                what: text("covers"),
                issuer: text("issuer"),
                from: day(f, "from")?,
                until: f.day("until")?,
                sum: f.amount_or_nothing("insured")?,
            };
            Office::EnterPolicy { number: text("number"), policy }
        }
        "enter-plot" => Office::EnterPlot(Plot {
            member_no: text("member"),
            khata: text("khata"),
            khasra: text("khasra"),
            area: crate::counter::members::land(f)?.0,
            irrigated: f.text("irrigated") == "yes",
            crop: text("crop"),
            charge: text("charge"),
        }),
        "leave-plot" => Office::LeavePlot { plot: text("plot"), reason: text("reason") },
        "sign-bond" => {
            let names = f.text("sureties").split([',', ';']).map(|n| n.trim().to_owned());
            let sureties = names.filter(|n| !n.is_empty()).collect();
            let (loan, document) = (text("loan"), text("document"));
            Office::SignBond { loan, sureties, signed: day(f, "signed")?, document }
        }
        "set-keeper" => Office::SetKeeper(Tag {
            member_no: text("member"),
            activity: text("activity"),
            from: day(f, "from")?,
            until: f.day("until")?,
            resolution: text("resolution"),
        }),
        "note-nominal" => {
            let note = Note { purpose: text("purpose"), guarantor: text("guarantor") };
            Office::NoteNominal { member_no: text("member"), note }
        }
        "number-shares" => Office::NumberShares {
            certificate: text("certificate"),
            numbers: Numbers { first: count(f, "first_share")?, last: count(f, "last_share")? },
        },
        _ => Office::PayDividend { member_no: text("member"), paid_to: text("paid_to"), pay: read_pay(f)? },
    })
}

pub(super) fn done(ask: &Ask, code: &str, deed: &str, f: &Filled) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    if !DEEDS.iter().any(|d| d.0 == deed) {
        return Err(Trouble::no_page());
    }
    let act = read(deed, f).map(|office| Act::Office(Box::new(office)));
    answered(ask, &society, f, (act, deed), || page(ask, &society, deed, f))
}
