//! Members in daily work: persons, standing, shares as accounts, certificates, villages, bye-laws, notices.

use super::{Placed, Projector, Tally, live};
use crate::Event;
use crate::codec::{kind_int, no_key};
use credit::AccountKind;
use credit::law::CashWay;
use kernel::{Date, SocietyId};
use society::SocietyEvent;
use society::effects::{Measure, Set, changes, sets};
use society::person::{Field, Person};
use society::terms::{Leaving, Leg, Means, Nominee, Village};
use sql::{Error, Tx, Val};
use std::collections::{BTreeMap, BTreeSet};

sql::statements! {
    CASH = "INSERT INTO member_cash (society_id, member_key, date, way, amount) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, member_key, date, way) DO UPDATE SET amount = member_cash.amount + excluded.amount";
    STATE = "SELECT no, body, nominees, left_reason, left_on, into_key, shares, share_money, fees, mobiles FROM member_now WHERE society_id = $1 AND no_key = $2";
    ROW = "SELECT no, name, father, village FROM member WHERE society_id = $1 AND no_key = $2 ORDER BY desk_id, seq, line LIMIT 1";
    SAVE = "INSERT INTO member_now (society_id, no_key, no, body, nominees, left_reason, left_on, into_key, shares, share_money, fees, mobiles) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (society_id, no_key) DO UPDATE SET body = excluded.body, nominees = excluded.nominees, left_reason = excluded.left_reason, left_on = excluded.left_on, into_key = excluded.into_key, shares = excluded.shares, share_money = excluded.share_money, fees = excluded.fees, mobiles = excluded.mobiles";
    FORGET = "DELETE FROM member_now WHERE society_id = $1 AND no_key = $2";
    ADMIT = "INSERT INTO member (society_id, no_key, desk_id, seq, line, no, name, name_key, father, village, class, admitted, ended, f, s, r, c) VALUES ($1, $2, $3, $4, 0, $5, '', '', '', '', $6, $7, NULL, NULL, NULL, NULL, NULL)";
    UNADMIT = "DELETE FROM member WHERE society_id = $1 AND no_key = $2";
    NAMED = "UPDATE member SET name = $1, name_key = $2, father = $3, village = $4 WHERE society_id = $5 AND no_key = $6";
    ENDED = "UPDATE member SET ended = $1 WHERE society_id = $2 AND no_key = $3";
    ENTRY = "INSERT INTO member_entry (society_id, no_key, desk_id, seq, no) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, no_key, desk_id, seq) DO NOTHING";
    CERTIFIED = "INSERT INTO certificate (society_id, cert_key, certificate, no_key) VALUES ($1, $2, $3, $4) ON CONFLICT (society_id, cert_key) DO UPDATE SET certificate = excluded.certificate, no_key = excluded.no_key";
    UNCERTIFIED = "DELETE FROM certificate WHERE society_id = $1 AND cert_key = $2";
    VILLAGE = "INSERT INTO village (society_id, desk_id, seq, line, name, lgd) VALUES ($1, $2, $3, 0, $4, $5)";
    CODED = "UPDATE village SET lgd = $1 WHERE society_id = $2 AND name = $3";
    NO_VILLAGE = "DELETE FROM village WHERE society_id = $1 AND name = $2";
    BYLAW = "INSERT INTO bylaw (society_id, desk_id, seq, body) VALUES ($1, $2, $3, $4)";
    NO_BYLAW = "DELETE FROM bylaw WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    NOTICE = "INSERT INTO notice (society_id, desk_id, seq, kind, date, members, words) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    NO_NOTICE = "DELETE FROM notice WHERE society_id = $1 AND desk_id = $2 AND seq = $3";
    SHARE_ACCOUNT = "SELECT no FROM account WHERE society_id = $1 AND kind = $2 AND member_key = $3 ORDER BY no_key, desk_id, seq, line LIMIT 1";
    TAKEN = "SELECT no FROM account WHERE society_id = $1 AND kind = $2 AND no_key = $3 LIMIT 1";
}

/// Head of members' share capital: all share accounts post and sum under it.
pub(crate) const SHARE_HEAD: &str = "SHARE_IND";

/// A member as `member_now` has him.
#[derive(Default)]
pub(crate) struct State {
    pub no: String,
    pub person: Person,
    pub nominees: Vec<Nominee>,
    pub left: Option<(Leaving, Date)>,
    pub into_key: Option<String>,
    pub shares: i64,
    pub share_money: i64,
    pub fees: i64,
    /// Places of mobile numbers entered since the member's own row, oldest first; line -1: taken away.
    pub mobiles: Vec<(i64, i64, i64)>,
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("plain data")
}

/// How somebody left as it is kept: `resigned`, `died`, `removed`, `moved`.
pub(crate) fn leaving_code(l: Leaving) -> &'static str {
    match l {
        Leaving::Resigned => "resigned",
        Leaving::Died => "died",
        Leaving::Removed => "removed",
        Leaving::Moved => "moved",
    }
}

fn leaving(code: &str) -> Leaving {
    let all = [Leaving::Died, Leaving::Removed, Leaving::Moved];
    all.into_iter().find(|l| leaving_code(*l) == code).unwrap_or(Leaving::Resigned)
}

/// What was written of a member since his row; nothing where nothing was.
pub(crate) fn state(t: &mut Tx<'_>, society: SocietyId, key: &str) -> Result<Option<State>, Error> {
    t.first(STATE, &[society.0.into(), key.into()], |r| State {
        no: r.text(0).to_owned(),
        person: serde_json::from_str(r.text(1)).unwrap_or_default(),
        nominees: serde_json::from_str(r.text(2)).unwrap_or_default(),
        left: r.opt_text(3).map(leaving).zip(r.opt_text(4).and_then(|d| d.parse().ok())),
        into_key: r.opt_text(5).map(str::to_owned),
        shares: r.int(6),
        share_money: r.int(7),
        fees: r.int(8),
        mobiles: serde_json::from_str(r.text(9)).unwrap_or_default(),
    })
}

/// The same; for one of whom nothing was written yet, what his row says.
fn begun(t: &mut Tx<'_>, society: SocietyId, no: &str, key: &str) -> Result<State, Error> {
    if let Some(state) = state(t, society, key)? {
        return Ok(state);
    }
    let row = t.first(ROW, &[society.0.into(), key.into()], |r| State {
        no: r.text(0).to_owned(),
        person: Person {
            name: r.text(1).to_owned(),
            father: r.text(2).to_owned(),
            village: Village::Listed(r.text(3).to_owned()),
            ..Person::default()
        },
        ..State::default()
    })?;
    Ok(row.unwrap_or_else(|| State { no: no.to_owned(), ..State::default() }))
}

fn save(t: &mut Tx<'_>, society: SocietyId, key: &str, s: &State) -> Result<(), Error> {
    let on = s.left.map(|l| l.1.to_string());
    let (person, nominees, mobiles) = (json(&s.person), json(&s.nominees), json(&s.mobiles));
    let row = [
        society.0.into(),
        key.into(),
        (&s.no).into(),
        (&person).into(),
        (&nominees).into(),
        s.left.map(|l| leaving_code(l.0)).into(),
        on.as_deref().into(),
        s.into_key.as_deref().into(),
        s.shares.into(),
        s.share_money.into(),
        s.fees.into(),
        (&mobiles).into(),
    ];
    t.exec(SAVE, &row)
}

/// Draws what daily work says of members. Old books brought forward are drawn in bulk before.
pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>], tally: &mut Tally) -> Result<(), Error> {
    for e in entries {
        let Event::Society(event) = e.event else { continue };
        if event.date().is_none() {
            continue;
        }
        let at = Place { p, seq: e.seq.0 };
        papers(t, &at, event)?;
        members(t, &at, event, tally)?;
        shares(t, &at, event, tally)?;
        received(t, p.society, event)?;
    }
    Ok(())
}

/// Cash that came in for fee and shares, of whom, on which day; a reversal takes it off the day it came in on.
fn cash(event: &SocietyEvent) -> Option<(&str, Date, i64)> {
    let sum = |legs: &[Leg]| legs.iter().filter(|l| l.means == Means::Cash).map(|l| l.amount.0).sum();
    match event {
        SocietyEvent::MemberAdmitted(e) => Some((&e.no, e.date, sum(&e.legs))),
        SocietyEvent::SharesIssued(e) => Some((&e.member_no, e.date, sum(&e.legs))),
        SocietyEvent::Reversed(e) => cash(&e.was).map(|(who, day, sum)| (who, day, -sum)),
        _ => None,
    }
}

/// It counts with the other cash received of a person on a day (s. 269ST).
fn received(t: &mut Tx<'_>, society: SocietyId, event: &SocietyEvent) -> Result<(), Error> {
    let Some((no, day, sum)) = cash(event).filter(|c| c.2 != 0) else { return Ok(()) };
    let (key, date, way) = (no_key(no), day.to_string(), CashWay::Receiving as i64);
    t.exec(CASH, &[society.0.into(), (&key).into(), (&date).into(), way.into(), sum.into()])
}

/// Where an entry stands.
struct Place<'p, 'k> {
    p: &'p Projector<'k>,
    seq: i64,
}

impl Place<'_, '_> {
    fn society(&self) -> Val<'static> {
        self.p.society.0.into()
    }
    fn desk(&self) -> Val<'static> {
        self.p.desk.0.into()
    }
}

/// Villages, bye-laws, certificates, notices, rejections.
fn papers(t: &mut Tx<'_>, at: &Place<'_, '_>, event: &SocietyEvent) -> Result<(), Error> {
    let place = [at.society(), at.desk(), at.seq.into()];
    let [s, d, q] = place;
    for set in sets(event) {
        match set {
            Set::Village { name, from: None, to: Some(code) } => {
                t.exec(VILLAGE, &[s, d, q, (&name).into(), code.map(i64::from).into()])?;
            }
            Set::Village { name, to: None, .. } => t.exec(NO_VILLAGE, &[s, (&name).into()])?,
            Set::Village { name, to: Some(code), .. } => {
                t.exec(CODED, &[code.map(i64::from).into(), s, (&name).into()])?;
            }
            Set::Rule { rule, to: true } => t.exec(BYLAW, &[s, d, q, (&json(&rule)).into()])?,
            Set::Certificate { certificate, no, to: true } => {
                let (cert_key, key) = (no_key(&certificate), no_key(&no));
                t.exec(CERTIFIED, &[s, (&cert_key).into(), (&certificate).into(), (&key).into()])?;
            }
            Set::Certificate { certificate, to: false, .. } => {
                t.exec(UNCERTIFIED, &[s, (&no_key(&certificate)).into()])?;
            }
            _ => {}
        }
    }
    let noted = |t: &mut Tx<'_>, kind: &str, date: Date, members: usize, words: &str| {
        let (date, members) = (date.to_string(), members as i64);
        t.exec(NOTICE, &[s, d, q, kind.into(), (&date).into(), members.into(), words.into()])
    };
    match event {
        SocietyEvent::NoticeServed(n) => noted(t, &n.kind, n.date, n.members.len(), &n.text),
        SocietyEvent::AdmissionRejected(r) => {
            let words =
                format!("{} / {} / {} / {}: {}", r.application, r.name, r.father, r.village, r.reasons.join("; "));
            noted(t, "rejection", r.date, 0, &words)
        }
        SocietyEvent::Reversed(r) => {
            let gone = [s, r.entry.0.into(), r.entry.1.into()];
            t.exec(NO_BYLAW, &gone)?;
            t.exec(NO_NOTICE, &gone)
        }
        _ => Ok(()),
    }
}

/// The numbers an event speaks of: key and number as written.
fn named(event: &SocietyEvent) -> BTreeMap<String, String> {
    let mut all: BTreeSet<String> = changes(event).into_iter().map(|c| c.0).collect();
    for set in sets(event) {
        match set {
            Set::Field { no, .. } | Set::Nominees { no, .. } | Set::Admitted { no, .. } | Set::Left { no, .. } => {
                all.insert(no);
            }
            Set::Merged { no, into, .. } => all.extend([no, into]),
            Set::Paper { kind: "society.notice-served", whom, .. } if !whom.is_empty() => {
                all.insert(whom);
            }
            _ => {}
        }
    }
    all.into_iter().map(|no| (no_key(&no), no)).collect()
}

/// Persons, nominees, standing, counts.
fn members(t: &mut Tx<'_>, at: &Place<'_, '_>, event: &SocietyEvent, tally: &mut Tally) -> Result<(), Error> {
    let society = at.p.society;
    let (sets, changes) = (sets(event), changes(event));
    for (key, no) in named(event) {
        t.exec(ENTRY, &[at.society(), (&key).into(), at.desk(), at.seq.into(), (&no).into()])?;
        let mut s = begun(t, society, &no, &key)?;
        let mut taken_back = false;
        let is = |other: &str| no_key(other) == key;
        let (mut touched, mut renamed) = (false, false);
        for set in &sets {
            match set {
                Set::Admitted { no, class, since, to: true } if is(no) => {
                    let (class, since) = (class.code(), since.to_string());
                    let row = [at.society(), (&key).into(), at.desk(), at.seq.into(), no.into(), class.into()];
                    let [a, b, c, d, e, f] = row;
                    t.exec(ADMIT, &[a, b, c, d, e, f, (&since).into()])?;
                    *tally.entry("member").or_default() += 1;
                }
                Set::Admitted { no, to: false, .. } if is(no) => {
                    t.exec(UNADMIT, &[at.society(), (&key).into()])?;
                    *tally.entry("member").or_default() -= 1;
                    taken_back = true;
                }
                Set::Field { no, to: Some(field), .. } if is(no) => {
                    renamed |= matches!(field, Field::Name(_) | Field::Father(_) | Field::Village(_));
                    fill(&mut s, field, at, event);
                }
                Set::Nominees { no, to, .. } if is(no) => s.nominees.clone_from(to),
                Set::Left { no, reason, on, to } if is(no) => {
                    s.left = to.then_some((*reason, *on));
                    let on = to.then(|| on.to_string());
                    t.exec(ENDED, &[on.as_deref().into(), at.society(), (&key).into()])?;
                }
                Set::Merged { no, into, to } if is(no) => s.into_key = to.then(|| no_key(into)),
                _ => continue,
            }
            touched = true;
        }
        for (_, measure, by) in changes.iter().filter(|c| is(&c.0)) {
            touched = true;
            match measure {
                Measure::Shares => s.shares += by,
                Measure::ShareMoney => s.share_money += by,
                Measure::Fees => s.fees += by,
            }
        }
        if taken_back {
            t.exec(FORGET, &[at.society(), (&key).into()])?;
        } else if touched {
            save(t, society, &key, &s)?;
        }
        if renamed && !taken_back {
            let (person, name_key) = (&s.person, (at.p.name_key)(&s.person.name));
            let village = person.village.to_string();
            let texts = [(&person.name).into(), (&name_key).into(), (&person.father).into(), (&village).into()];
            let [a, b, c, d] = texts;
            t.exec(NAMED, &[a, b, c, d, at.society(), (&key).into()])?;
        }
    }
    Ok(())
}

/// Puts a fact into a person. Of a mobile number only its place is known here.
fn fill(s: &mut State, field: &Field, at: &Place<'_, '_>, event: &SocietyEvent) {
    let Field::Mobile(mobile) = field else {
        s.person.set(field.clone());
        return;
    };
    match event {
        // his own row's place
        SocietyEvent::MemberAdmitted(_) => {}
        SocietyEvent::Reversed(e) => s.mobiles.retain(|m| (m.0, m.1) != e.entry),
        _ => s.mobiles.push((at.p.desk.0, at.seq, if mobile.is_empty() { -1 } else { 0 })),
    }
}

/// Shares are accounts: opened with the first share, under the member's number where it is free.
fn shares(t: &mut Tx<'_>, at: &Place<'_, '_>, event: &SocietyEvent, tally: &mut Tally) -> Result<(), Error> {
    let Some(date) = event.date() else { return Ok(()) };
    let date = date.to_string();
    let kind: Val<'_> = kind_int(AccountKind::Share).into();
    for (no, measure, by) in changes(event) {
        if measure != Measure::ShareMoney {
            continue;
        }
        let member_key = no_key(&no);
        let found = t.first(SHARE_ACCOUNT, &[at.society(), kind, (&member_key).into()], |r| r.text(0).to_owned())?;
        let opens = found.is_none();
        let account = match found {
            Some(account) => account,
            None => {
                let other = t.first(TAKEN, &[at.society(), kind, (&member_key).into()], |_| ())?;
                if other.is_some() { format!("S-{no}") } else { no.clone() }
            }
        };
        let key = no_key(&account);
        let place = [at.society(), kind, (&key).into(), at.desk(), at.seq.into()];
        if opens {
            let [s, k, n, d, q] = place;
            let whose = [(&account).into(), (&member_key).into(), (&no).into(), SHARE_HEAD.into()];
            let [a, b, c, h] = whose;
            t.exec(live::OPENED, &[s, k, n, d, q, a, b, c, h])?;
            *tally.entry("account").or_default() += 1;
        }
        t.exec(live::ENTRY, &place)?;
        t.exec(live::TOTAL, &[at.society(), kind, i64::from(opens).into(), by.into()])?;
        let zero = Val::Int(0);
        let row = [
            at.society(),
            kind,
            (&key).into(),
            (&account).into(),
            (&member_key).into(),
            (&no).into(),
            "".into(),
            SHARE_HEAD.into(),
            (&date).into(),
            "".into(),
            Val::Null,
            (&date).into(),
            i64::from(opens).into(),
            zero,
            zero,
            zero,
            zero,
            zero,
            zero,
            zero,
            by.into(),
            zero,
            zero,
        ];
        t.exec(live::NOW, &row)?;
    }
    Ok(())
}
