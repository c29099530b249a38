//! Members and shares: what is decided balances, can be taken back, and keeps no Aadhaar number.

mod deciding;
mod entries;
mod land;
mod papers;
mod roll;
mod search;
mod secret;
mod undoing;
mod world;

use kernel::{Date, Paise, Refusal};
use society::bylaw::model;
use society::decide::{Admit, AdmitView, Context};
use society::event::SocietyEvent;
use society::land::Land;
use society::person::Person;
use society::terms::*;

/// The open day of these tests.
pub const TODAY: Date = Date::constant(2025, 7, 10);

fn context() -> Context {
    Context { today: TODAY }
}

fn day(y: i16, m: i8, d: i8) -> Date {
    Date::constant(y, m, d)
}

/// The number of a refusal, after saying it in both languages: a placeholder without a value would fail.
fn said<T: std::fmt::Debug>(got: Result<T, Refusal>) -> u16 {
    let refusal = got.expect_err("a refusal");
    for lang in [lipi::Lang::Hi, lipi::Lang::En] {
        assert!(lipi::messages::refuse(lang, &refusal).len() > 20);
    }
    refusal.number
}

fn voter_card() -> Kyc {
    Kyc { kind: KycKind::Voter, shown: "UKX1234567".into(), verified_by: "सचिव".into(), on: TODAY }
}

fn person() -> Person {
    Person {
        name: "राम सिंह".into(),
        father: "भवान सिंह".into(),
        sex: Some(Sex::Male),
        born: Some(day(1980, 5, 1)),
        village: Village::Listed("कोट".into()),
        mobile: "+91 94120-12345".into(),
        land: Land::of_nali(12, 4).unwrap(),
        kyc: vec![voter_card()],
        ..Person::default()
    }
}

fn cash(rupees: i64) -> Vec<Leg> {
    vec![Leg { head: "CASH".into(), means: Means::Cash, amount: Paise::rupees(rupees) }]
}

fn admit_view() -> AdmitView {
    AdmitView {
        village_known: true,
        bylaws: model(),
        fee_head: "INC_ADM".into(),
        share_head: "SHARE_IND".into(),
        capital: Paise::rupees(100_000),
        ..AdmitView::default()
    }
}

fn admission(no: &str) -> Admit {
    Admit {
        no: no.into(),
        person: person(),
        resolution: "प्रस्ताव 4, 1 जुलाई".into(),
        shares: 5,
        certificate: format!("C-{no}"),
        legs: cash(510),
        ..Admit::default()
    }
}

/// Debits and credits of an event, in paise.
fn sides(event: &SocietyEvent) -> (i64, i64) {
    let all = society::effects::lines(event);
    assert!(all.iter().all(|l| l.debit.is_zero() != l.credit.is_zero()), "{all:?}");
    (all.iter().map(|l| l.debit.0).sum(), all.iter().map(|l| l.credit.0).sum())
}
