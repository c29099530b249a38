//! Accounts in daily work: products, what changed, which entries speak of an account, cash by person and day.

use super::{Placed, Projector, Tally};
use crate::Event;
use crate::codec::{kind_int, no_key};
use credit::acts::Leg;
use credit::effects::{Measure, changes};
use credit::law::{CashWay, Means};
use credit::{AccountRef, CreditEvent};
use kernel::{Date, Paise};
use sql::{Error, Tx};
use std::collections::BTreeMap;

sql::statements! {
    PRODUCT = "INSERT INTO product (society_id, code, kind, head, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, code) DO UPDATE SET kind = excluded.kind, head = excluded.head, body = excluded.body";
    NORMS = "INSERT INTO norms (society_id, body) VALUES ($1, $2) ON CONFLICT (society_id) DO UPDATE SET body = excluded.body";
    ENTRY = "INSERT INTO account_entry (society_id, kind, no_key, desk_id, seq) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, kind, no_key, desk_id, seq) DO NOTHING";
    NOW = "INSERT INTO account_now (society_id, kind, no_key, no, member_key, member_no, product, head, opened, due, rate, last_day, open, sanctioned, drawn, principal, interest, penal, charges, surplus, deposit, earned, lien) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) ON CONFLICT (society_id, kind, no_key) DO UPDATE SET member_key = CASE WHEN excluded.member_key = '' THEN account_now.member_key ELSE excluded.member_key END, member_no = CASE WHEN excluded.member_no = '' THEN account_now.member_no ELSE excluded.member_no END, product = CASE WHEN excluded.product = '' THEN account_now.product ELSE excluded.product END, head = CASE WHEN excluded.head = '' THEN account_now.head ELSE excluded.head END, opened = CASE WHEN account_now.opened = '' THEN excluded.opened ELSE account_now.opened END, due = CASE WHEN excluded.due = '' THEN account_now.due ELSE excluded.due END, rate = COALESCE(excluded.rate, account_now.rate), last_day = excluded.last_day, open = account_now.open + excluded.open, sanctioned = account_now.sanctioned + excluded.sanctioned, drawn = account_now.drawn + excluded.drawn, principal = account_now.principal + excluded.principal, interest = account_now.interest + excluded.interest, penal = account_now.penal + excluded.penal, charges = account_now.charges + excluded.charges, surplus = account_now.surplus + excluded.surplus, deposit = account_now.deposit + excluded.deposit, earned = account_now.earned + excluded.earned, lien = account_now.lien + excluded.lien";
    OPENED = "INSERT INTO account (society_id, kind, no_key, desk_id, seq, line, no, member_key, member_no, head, balance, interest, opened, due, rate, cutoff, f, s, r, c) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)";
    HEAD = "SELECT head FROM product WHERE society_id = $1 AND code = $2";
    TOTAL = "INSERT INTO kind_total (society_id, kind, accounts, balance) VALUES ($1, $2, $3, $4) ON CONFLICT (society_id, kind) DO UPDATE SET accounts = kind_total.accounts + excluded.accounts, balance = kind_total.balance + excluded.balance";
    FILED = "INSERT INTO credit_file (society_id, what, code, desk_id, seq) VALUES ($1, $2, $3, $4, $5)";
    CASH = "INSERT INTO member_cash (society_id, member_key, date, way, amount) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (society_id, member_key, date, way) DO UPDATE SET amount = member_cash.amount + excluded.amount";
}

/// What an event says of its account beside amounts.
#[derive(Default)]
struct Said<'e> {
    member_no: &'e str,
    product: &'e str,
    head: &'e str,
    opened: Option<Date>,
    due: Option<Date>,
    rate: Option<i32>,
}

fn said(event: &CreditEvent) -> Said<'_> {
    match event {
        CreditEvent::LoanSanctioned(e) => {
            Said { member_no: &e.member_no, product: &e.product, opened: Some(e.date), ..Said::default() }
        }
        CreditEvent::LoanDisbursed(e) => Said {
            member_no: &e.member_no,
            head: &e.head,
            due: e.demands.iter().map(|d| d.due).max(),
            ..Said::default()
        },
        CreditEvent::LoanReceived(e) => Said { member_no: &e.member_no, head: &e.head, ..Said::default() },
        CreditEvent::SurplusPaid(e) => Said { member_no: &e.member_no, ..Said::default() },
        CreditEvent::DepositOpened(e) => Said {
            member_no: &e.member_no,
            product: &e.product,
            opened: Some(e.date),
            due: e.matures,
            rate: Some(e.rate.0),
            ..Said::default()
        },
        CreditEvent::Deposited(e) => Said { member_no: &e.member_no, head: &e.head, ..Said::default() },
        CreditEvent::Withdrawn(e) => Said { member_no: &e.member_no, head: &e.head, ..Said::default() },
        CreditEvent::DepositInterestCredited(e) => Said { head: &e.head, ..Said::default() },
        CreditEvent::DepositClosed(e) => Said { member_no: &e.member_no, head: &e.head, ..Said::default() },
        CreditEvent::OpeningCorrected(e) => Said { member_no: &e.member_no, head: &e.head, ..Said::default() },
        _ => Said::default(),
    }
}

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>], tally: &mut Tally) -> Result<(), Error> {
    for e in entries {
        let Event::Credit(event) = e.event else { continue };
        match event {
            CreditEvent::AccountsBroughtForward { .. } => {}
            CreditEvent::ProductSet(set) => {
                let g = &set.product;
                let body = serde_json::to_string(g).expect("plain data");
                let kind = kind_int(g.kind()).into();
                t.exec(PRODUCT, &[p.society.0.into(), g.code().into(), kind, g.head().into(), (&body).into()])?;
            }
            CreditEvent::NormsSet(set) => {
                let body = serde_json::to_string(&set.norms).expect("plain data");
                t.exec(NORMS, &[p.society.0.into(), (&body).into()])?;
            }
            event => {
                accounts(t, p, e, event, tally)?;
                if let Some((what, code)) = credit::lender::filed(event) {
                    let file = [p.society.0.into(), what.into(), code.into(), p.desk.0.into(), e.seq.0.into()];
                    t.exec(FILED, &file)?;
                }
                cash(t, p, event)?;
            }
        }
    }
    Ok(())
}

fn accounts(
    t: &mut Tx<'_>,
    p: &Projector<'_>,
    e: &Placed<'_>,
    event: &CreditEvent,
    tally: &mut Tally,
) -> Result<(), Error> {
    let mut by: BTreeMap<String, BTreeMap<Measure, i64>> = BTreeMap::new();
    for name in credit::account::named(event) {
        by.entry(name.to_owned()).or_default();
    }
    for (account, measure, delta) in changes(event) {
        *by.entry(account).or_default().entry(measure).or_default() += delta;
    }
    let said = said(event);
    let member_key = no_key(said.member_no);
    let text = |d: Option<Date>| d.map_or_else(String::new, |d| d.to_string());
    let (opened, due, last) = (text(said.opened), text(said.due), event.date().to_string());
    for (name, measures) in by {
        let Some(account) = AccountRef::parse(&name) else { continue };
        let (kind, key) = (kind_int(account.kind), no_key(&account.no));
        let place = [p.society.0.into(), kind.into(), (&key).into(), p.desk.0.into(), e.seq.0.into()];
        t.exec(ENTRY, &place)?;
        let opens = matches!(event, CreditEvent::LoanSanctioned(_) | CreditEvent::DepositOpened(_));
        if opens {
            let head = t.first(HEAD, &[p.society.0.into(), said.product.into()], |r| r.text(0).to_owned())?;
            let [s, k, n, d, q] = place;
            let (no, head) = ((&account.no).into(), head.unwrap_or_default());
            t.exec(OPENED, &[s, k, n, d, q, no, (&member_key).into(), said.member_no.into(), (&head).into()])?;
            *tally.entry("account").or_default() += 1;
        }
        let sum = |of: Measure| measures.get(&of).copied().unwrap_or(0);
        let by = sum(Measure::Principal) + sum(Measure::Deposit);
        if opens || by != 0 {
            t.exec(TOTAL, &[p.society.0.into(), kind.into(), i64::from(opens).into(), by.into()])?;
        }
        let m = |of: Measure| sum(of).into();
        let row = [
            p.society.0.into(),
            kind.into(),
            (&key).into(),
            (&account.no).into(),
            (&member_key).into(),
            said.member_no.into(),
            said.product.into(),
            said.head.into(),
            (&opened).into(),
            (&due).into(),
            said.rate.map(i64::from).into(),
            (&last).into(),
            m(Measure::Open),
            m(Measure::Sanctioned),
            m(Measure::Drawn),
            m(Measure::Principal),
            m(Measure::Interest),
            m(Measure::Penal),
            m(Measure::Charges),
            m(Measure::Surplus),
            m(Measure::Deposit),
            m(Measure::Earned),
            m(Measure::Lien),
        ];
        t.exec(NOW, &row)?;
    }
    Ok(())
}

/// Which way the cash of an event goes, of whom, on which day, how much; a reversal takes it off the day it went on.
fn moved(event: &CreditEvent) -> Option<(&str, CashWay, Date, Paise)> {
    let sum = |legs: &[Leg]| legs.iter().filter(|l| l.means == Means::Cash).map(|l| l.amount).sum();
    match event {
        CreditEvent::LoanDisbursed(e) => Some((&e.member_no, CashWay::Lending, e.date, sum(&e.legs))),
        CreditEvent::LoanReceived(e) => Some((&e.member_no, CashWay::Repaying, e.date, sum(&e.legs))),
        CreditEvent::Deposited(e) => Some((&e.member_no, CashWay::Lending, e.date, sum(&e.legs))),
        CreditEvent::Withdrawn(e) => Some((&e.member_no, CashWay::Repaying, e.date, sum(&e.legs))),
        CreditEvent::DepositClosed(e) => Some((&e.member_no, CashWay::Repaying, e.date, sum(&e.legs))),
        CreditEvent::SurplusPaid(e) => Some((&e.member_no, CashWay::Repaying, e.date, sum(&e.legs))),
        CreditEvent::Reversed(e) => moved(&e.was).map(|(who, way, day, amount)| (who, way, day, -amount)),
        _ => None,
    }
}

fn cash(t: &mut Tx<'_>, p: &Projector<'_>, event: &CreditEvent) -> Result<(), Error> {
    let Some((member, way, day, amount)) = moved(event) else { return Ok(()) };
    if amount.is_zero() {
        return Ok(());
    }
    let (key, date) = (no_key(member), day.to_string());
    t.exec(CASH, &[p.society.0.into(), (&key).into(), (&date).into(), (way as i64).into(), amount.0.into()])
}
