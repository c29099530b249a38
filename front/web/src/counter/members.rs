//! Acts on members at the counter: what they ask, what they become, what their receipts say.

use super::acts::read_pay;
use super::form::{Candidate, Field, Filled, Form, Input, unread};
use crate::ask::{Ask, Society, Trouble};
use crate::page::Frame;
use crate::words::encoded;
use desk::act::Act;
use keep::view::{self, MemberView};
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;
use lipi::date;
use lipi::messages;
use society::SocietyEvent;
use society::bylaw::Key;
use society::decide::{Admit, ChangeMember, Leave, Reject, SetVillage};
use society::land::Land;
use society::person::{Field as Fact, Person};
use society::terms::{Caste, Class, Kyc, KycKind, Leaving, Nominee, Sex, Village};

/// Choices of a field: each value with its words, `society-<family>-<value>`.
fn choices(c: &Frame, family: &str, values: &[&str]) -> Input {
    let word =
        |v: &&str| ((*v).to_owned(), c.s(&format!("society-{family}-{}", if v.is_empty() { "none" } else { v })));
    Input::Choice(values.iter().map(word).collect())
}

fn villages(ask: &Ask, society: &Society) -> Result<Input, Trouble> {
    let all = ask.read(|t| view::villages_with_codes(t, society.id()))?;
    Ok(Input::Choice(all.into_iter().map(|v| (v.0.clone(), v.0)).collect()))
}

/// The particulars of a person, those that stand filled in.
fn person_fields(ask: &Ask, society: &Society, c: &Frame, p: &Person) -> Result<Vec<Field>, Trouble> {
    let f = |name, input| Field::new(c, name, input);
    let mut choice = villages(ask, society)?;
    let mut village = String::new();
    if let Input::Choice(all) = &mut choice {
        match &p.village {
            Village::Listed(v) if !v.is_empty() => {
                village.clone_from(v);
                if !all.iter().any(|x| x.0 == village) {
                    all.push((village.clone(), village.clone()));
                }
            }
            // who is admitted is asked; whose village the old books do not say, or say by a code, keeps it until somebody chooses
            Village::Listed(_) if *p == Person::default() => {
                village = all.first().map(|v| v.0.clone()).unwrap_or_default();
            }
            Village::Listed(_) => all.insert(0, (String::new(), c.s("society-village-unsaid"))),
            Village::Lgd(code) => all.insert(0, (String::new(), code.to_string())),
        }
    }
    let land = if p.land == Land::NONE { String::new() } else { p.land.in_nali(lipi::Lang::Hi) };
    Ok(vec![
        f("name", Input::Text).with(p.name.clone()),
        f("father", Input::Text).with(p.father.clone()),
        f("born", Input::Date).with(p.born.map(date::format).unwrap_or_default()),
        f("sex", choices(c, "sex", &["female", "male", "other", ""])).with(p.sex.map_or("", sex_code)),
        f("caste", choices(c, "caste", &["general", "sc", "st", "obc", ""])).with(p.caste.map_or("", caste_code)),
        f("village", choice).with(village),
        f("land", Input::Text).free().with(land),
        f("cattle", Input::Number).free().with(if p.cattle == 0 { String::new() } else { p.cattle.to_string() }),
        f("occupation", Input::Text).free().with(p.occupation.clone()),
        f("mobile", Input::Number).free(),
        f("kyc", choices(c, "kyc", &["aadhaar", "voter", "pan", "ration", "passport"])).with("aadhaar"),
        f("kyc_no", Input::Text).free(),
    ])
}

fn sex_code(s: Sex) -> &'static str {
    match s {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
    }
}

fn caste_code(k: Caste) -> &'static str {
    match k {
        Caste::General => "general",
        Caste::Sc => "sc",
        Caste::St => "st",
        Caste::Obc => "obc",
    }
}

fn nominee_fields(c: &Frame, now: &[Nominee]) -> Vec<Field> {
    let f = |name, input| Field::new(c, name, input).free();
    let at = |i: usize| {
        now.get(i).cloned().unwrap_or(Nominee { name: String::new(), relation: String::new(), born: None, share: 0 })
    };
    let share = |n: &Nominee| if n.share == 0 { String::new() } else { n.share.to_string() };
    let (a, b) = (at(0), at(1));
    vec![
        f("nominee", Input::Text).with(a.name.clone()),
        f("relation", Input::Text).with(a.relation.clone()),
        f("nominee_share", Input::Number).with(share(&a)),
        f("nominee2", Input::Text).with(b.name.clone()),
        f("relation2", Input::Text).with(b.relation.clone()),
        f("nominee2_share", Input::Number).with(share(&b)),
    ]
}

/// What an act on members asks.
pub(super) fn fields(
    ask: &Ask,
    society: &Society,
    c: &Frame,
    deed: &str,
    no: &str,
    pay: impl Fn() -> Result<Field, Trouble>,
) -> Result<Vec<Field>, Trouble> {
    let f = |name, input| Field::new(c, name, input);
    let text = |name| f(name, Input::Text);
    let shares = || f("shares", Input::Number);
    Ok(match deed {
        "admit" => {
            let rules = ask.read(|t| keep::deciding::bylaws(t, society.id()))?;
            let least = rules.number(Key::LeastShares, ask.web.desk.today()).map(|n| n.to_string()).unwrap_or_default();
            let mut all = person_fields(ask, society, c, &Person::default())?;
            all.extend(nominee_fields(c, &[]).into_iter().take(2));
            all.push(f("class", choices(c, "class-of", &["A", "B"])).with("A"));
            all.push(shares().with(least));
            all.push(text("resolution"));
            let yes = ["no", "yes"].map(|v| (v.to_owned(), c.s(&format!("rule-value-{v}"))));
            all.push(f("elsewhere", Input::Choice(yes.into())).with("no"));
            all.push(pay()?);
            all
        }
        "reject-admission" => {
            vec![
                text("application"),
                text("name"),
                text("father").free(),
                text("village_text").free(),
                text("reasons"),
                text("resolution"),
            ]
        }
        "set-village" => vec![text("name_of_village"), f("lgd", Input::Number).free()],
        "issue-shares" => vec![shares(), text("certificate").free(), pay()?],
        "transfer-shares" => vec![text("to"), shares(), text("certificate").free(), text("resolution")],
        "refund-shares" => vec![text("paid_to"), text("resolution"), pay()?],
        "change-member" => {
            let m = ask.read(|t| keep::deciding::find_member(t, society.id(), no))?.view;
            let mut all = person_fields(ask, society, c, &m.person)?;
            all.iter_mut().for_each(|x| x.must = matches!(x.name, "name"));
            all.push(text("reason"));
            all
        }
        "set-nominees" => {
            let m = ask.read(|t| keep::deciding::find_member(t, society.id(), no))?.view;
            nominee_fields(c, &m.nominees)
        }
        "leave-society" => vec![
            f("leaving", choices(c, "leaving-of", &["resigned", "died", "removed", "moved"])).with("resigned"),
            f("on", Input::Date).free(),
            text("resolution").free(),
        ],
        "merge-members" => vec![text("gone").with(ask.value("gone").unwrap_or_default()), text("reason")],
        _ => Vec::new(),
    })
}

/// More of a member before the act: his shares; before a merge the other number beside him.
pub(super) fn more_facts(
    ask: &Ask,
    society: &Society,
    form: &mut Form,
    deed: &str,
    m: &MemberView,
    filled: &Filled,
) -> Result<(), Trouble> {
    let id = society.id();
    let facts = |c: &Frame, no: &str| -> Result<Vec<(String, String)>, Trouble> {
        let v = ask.read(|t| keep::deciding::find_member(t, id, no))?.view;
        let owed = if v.owed.is_zero() { String::new() } else { format!("₹ {}", format_indian(v.owed)) };
        Ok(vec![
            (c.s("society-shares"), format!("{} · ₹ {}", v.shares, format_indian(v.share_money))),
            (c.s("society-owed"), owed),
        ])
    };
    let more = facts(&form.c, &m.no)?;
    form.facts.extend(more);
    let gone = if filled.text("gone").is_empty() { ask.value("gone").unwrap_or_default() } else { filled.text("gone") };
    if deed == "merge-members" && !gone.is_empty() {
        let other = ask.read(|t| view::member(t, id, gone))?.into_iter().next();
        if let Some(o) = other {
            let more = facts(&form.c, &o.no)?;
            form.facts
                .push((form.c.s("society-goes"), format!("{} · {} · {} · {}", o.no, o.name, o.father, o.village)));
            form.facts.extend(more);
        }
    }
    Ok(())
}

/// The warning before somebody is entered a second time: who is like him, and the field for the reason.
pub(super) fn warn(ask: &Ask, society: &Society, form: &mut Form, act: &Act) -> Result<(), Trouble> {
    let (person, but) = match act {
        Act::Admit { admit, .. } => (admit.person.clone(), ""),
        Act::ChangeMember { member_no, change } => {
            let mut p = ask.read(|t| keep::deciding::find_member(t, society.id(), member_no))?.view.person;
            change.to.iter().for_each(|f| p.set(f.clone()));
            (p, member_no.as_str())
        }
        _ => return Ok(()),
    };
    let like = ask.web.desk.alike(society.id(), &person, but)?;
    form.fields.push(Field::new(&form.c, "although", Input::Text));
    form.candidates = like
        .into_iter()
        .map(|m| Candidate {
            href: format!("{}/members/{}", society.base, encoded(&m.no)),
            more: [m.father.as_str(), &m.village].join(" · "),
            figure: m.no.clone(),
            name: m.name,
        })
        .collect();
    Ok(())
}

fn choice<T: serde::de::DeserializeOwned>(f: &Filled, name: &str) -> Result<Option<T>, Refusal> {
    let text = f.text(name);
    if text.is_empty() {
        return Ok(None);
    }
    serde_json::from_value(serde_json::Value::String(text.to_owned())).map(Some).map_err(|_| unread(name, text))
}

/// Land as it is written; two bare numbers are nali and muthi.
pub(crate) fn land(f: &Filled) -> Result<Land, Refusal> {
    let text = lipi::text::ascii_digits(f.text("land"));
    if text.is_empty() {
        return Ok(Land::NONE);
    }
    let bare: Option<Vec<i64>> = text.split_whitespace().map(|p| p.parse().ok()).collect();
    match bare.as_deref() {
        Some([nali]) => Land::of_nali(*nali, 0).ok_or_else(|| unread("land", &text)),
        Some([nali, muthi]) => Land::of_nali(*nali, *muthi).ok_or_else(|| unread("land", &text)),
        _ => Land::read(&text),
    }
}

fn small<T: TryFrom<i64>>(f: &Filled, name: &'static str) -> Result<Option<T>, Refusal> {
    f.number(name)?.map(|n| T::try_from(n).map_err(|_| unread(name, f.text(name)))).transpose()
}

fn kyc(f: &Filled, day: Date, by: &str) -> Result<Vec<Kyc>, Refusal> {
    let shown = f.text("kyc_no");
    if shown.is_empty() {
        return Ok(Vec::new());
    }
    let kind: KycKind = choice(f, "kyc")?.ok_or_else(|| unread("kyc", ""))?;
    Ok(vec![Kyc { kind, shown: shown.to_owned(), verified_by: by.to_owned(), on: day }])
}

fn person(f: &Filled, day: Date, by: &str) -> Result<Person, Refusal> {
    Ok(Person {
        name: f.text("name").to_owned(),
        father: f.text("father").to_owned(),
        sex: choice(f, "sex")?,
        born: f.day("born")?,
        caste: choice(f, "caste")?,
        village: Village::Listed(f.text("village").to_owned()),
        mobile: f.text("mobile").to_owned(),
        land: land(f)?,
        cattle: small(f, "cattle")?.unwrap_or(0),
        occupation: f.text("occupation").to_owned(),
        kyc: kyc(f, day, by)?,
        photo: None,
        signature: None,
    })
}

fn nominees(f: &Filled) -> Result<Vec<Nominee>, Refusal> {
    let rows = [("nominee", "relation", "nominee_share"), ("nominee2", "relation2", "nominee2_share")];
    let filled: Vec<_> = rows.into_iter().filter(|r| !f.text(r.0).is_empty()).collect();
    let alone = filled.len() == 1;
    let row = |r: &(&'static str, &'static str, &'static str)| -> Result<Nominee, Refusal> {
        let share = small(f, r.2)?.unwrap_or(if alone { 100 } else { 0 });
        Ok(Nominee { name: f.text(r.0).to_owned(), relation: f.text(r.1).to_owned(), born: None, share })
    };
    filled.iter().map(row).collect()
}

/// Facts a form changes; what is kept out of it (mobile number, paper) changes only where something was typed.
fn facts(f: &Filled, p: Person) -> Vec<Fact> {
    let mut to = vec![
        Fact::Name(p.name),
        Fact::Father(p.father),
        Fact::Sex(p.sex),
        Fact::Born(p.born),
        Fact::Caste(p.caste),
        Fact::Land(p.land),
        Fact::Cattle(p.cattle),
        Fact::Occupation(p.occupation),
    ];
    if !f.text("village").is_empty() {
        to.push(Fact::Village(p.village));
    }
    if !f.text("mobile").is_empty() {
        to.push(Fact::Mobile(p.mobile));
    }
    if !p.kyc.is_empty() {
        to.push(Fact::Kyc(p.kyc));
    }
    to
}

/// The act a form on members asks for.
pub(super) fn read(deed: &str, f: &Filled, open: Option<Date>, by: &str) -> Result<Act, Refusal> {
    let text = |name: &str| f.text(name).to_owned();
    let day = || open.ok_or_else(|| Refusal::new(4020));
    let shares = || small::<u32>(f, "shares").map(|n| n.unwrap_or(0));
    let although = Some(text("although")).filter(|a| !a.is_empty());
    Ok(match deed {
        "admit" => {
            let class = if f.text("class") == "B" { Class::B } else { Class::A };
            let admit = Admit {
                no: String::new(),
                class,
                person: person(f, day()?, by)?,
                nominees: nominees(f)?,
                member_elsewhere: f.text("elsewhere") == "yes",
                resolution: text("resolution"),
                // a nominal member has no share, whatever stood in the field
                shares: if class == Class::B { 0 } else { shares()? },
                certificate: String::new(),
                legs: Vec::new(),
                although,
            };
            Act::Admit { admit: Box::new(admit), pay: read_pay(f)? }
        }
        "reject-admission" => Act::RejectAdmission(Reject {
            application: text("application"),
            name: text("name"),
            father: text("father"),
            village: text("village_text"),
            reasons: f.text("reasons").split(';').map(|r| r.trim().to_owned()).filter(|r| !r.is_empty()).collect(),
            resolution: text("resolution"),
        }),
        "set-village" => Act::SetVillage(SetVillage { name: text("name_of_village"), lgd: small(f, "lgd")? }),
        "issue-shares" => Act::IssueShares {
            member_no: text("a"),
            shares: shares()?,
            certificate: text("certificate"),
            pay: read_pay(f)?,
        },
        "transfer-shares" => Act::TransferShares {
            from: text("a"),
            to: text("to"),
            shares: shares()?,
            certificate: text("certificate"),
            resolution: text("resolution"),
        },
        "refund-shares" => Act::RefundShares {
            member_no: text("a"),
            paid_to: text("paid_to"),
            resolution: text("resolution"),
            pay: read_pay(f)?,
        },
        "change-member" => {
            let to = facts(f, person(f, day()?, by)?);
            Act::ChangeMember { member_no: text("a"), change: ChangeMember { to, reason: text("reason"), although } }
        }
        "set-nominees" => Act::SetNominees { member_no: text("a"), nominees: nominees(f)? },
        "leave-society" => {
            let reason: Leaving = choice(f, "leaving")?.ok_or_else(|| unread("leaving", ""))?;
            let leave = Leave { reason, happened: f.day("on")?, resolution: text("resolution") };
            Act::LeaveSociety { member_no: text("a"), leave }
        }
        "merge-members" => Act::MergeMembers { keep: text("a"), gone: text("gone"), reason: text("reason") },
        _ => return Err(Refusal::new(6001)),
    })
}

/// What a receipt says of an event of members.
pub(super) fn receipt(c: &Frame, event: &SocietyEvent) -> (Paise, Vec<(String, String)>) {
    let pair = |key: &str, value: &str| (c.s(key), value.to_owned());
    let shares = |n: u32| (c.s("society-shares"), n.to_string());
    let more = match event {
        SocietyEvent::MemberAdmitted(e) => vec![
            pair("web-member-no", &e.no),
            (c.s("society-fee"), format!("₹ {}", format_indian(e.fee))),
            pair("counter-f-resolution", &e.resolution),
        ],
        SocietyEvent::SharesIssued(e) => vec![shares(e.shares), pair("counter-f-certificate", &e.certificate)],
        SocietyEvent::SharesTransferred(e) => vec![
            pair("society-from", &e.from),
            pair("counter-f-to", &e.to),
            shares(e.shares),
            pair("counter-f-certificate", &e.certificate),
        ],
        SocietyEvent::SharesRefunded(e) => vec![shares(e.shares), pair("counter-f-paid_to", &e.paid_to)],
        SocietyEvent::MemberChanged(e) => vec![pair("counter-f-reason", &e.reason)],
        SocietyEvent::MembersMerged(e) => {
            vec![pair("society-goes", &e.gone), pair("society-stays", &e.keep), pair("counter-f-reason", &e.reason)]
        }
        SocietyEvent::MergeUndone(e) => vec![pair("counter-f-reason", &e.reason)],
        SocietyEvent::AdmissionRejected(e) => {
            vec![pair("counter-f-name", &e.name), pair("counter-f-reasons", &e.reasons.join("; "))]
        }
        SocietyEvent::MemberLeft(e) => vec![pair("counter-f-resolution", &e.resolution)],
        SocietyEvent::VillageSet(e) => vec![pair("web-village", &e.name)],
        SocietyEvent::NoticeServed(e) => vec![pair("society-notices", &e.text)],
        SocietyEvent::Reversed(e) => {
            let mut inner = receipt(c, &e.was).1;
            inner.push(pair("counter-f-reason", &e.reason));
            inner
        }
        _ => Vec::new(),
    };
    (Paise::ZERO, more)
}

/// Whose entry it is, as a receipt names him.
pub(super) fn whose(ask: &Ask, society: &Society, event: &SocietyEvent) -> Result<String, Trouble> {
    let no = match event {
        SocietyEvent::MemberAdmitted(e) => &e.no,
        SocietyEvent::MemberChanged(e) => &e.no,
        SocietyEvent::NomineeSet(e) => &e.no,
        SocietyEvent::MemberLeft(e) => &e.no,
        SocietyEvent::SharesIssued(e) => &e.member_no,
        SocietyEvent::SharesRefunded(e) => &e.member_no,
        SocietyEvent::SharesTransferred(e) => &e.to,
        SocietyEvent::MembersMerged(e) => &e.keep,
        SocietyEvent::Reversed(e) => return whose(ask, society, &e.was),
        _ => return Ok(String::new()),
    };
    let found = ask.read(|t| view::member(t, society.id(), no))?.into_iter().next();
    Ok(found.map(|m| format!("{} / {} / {}", m.name, m.father, m.village)).unwrap_or_default())
}

/// The name of an entry's kind.
pub(crate) fn named(c: &Frame, kind: &str) -> String {
    messages::find(c.lang, &format!("event-{}", kind.replace('.', "-")), &[]).unwrap_or_else(|| kind.to_owned())
}
