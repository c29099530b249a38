//! Decisions: what is refused and why; whatever is done balances and can be taken back.

use crate::arithmetic::{always, day};
use credit::acts::Leg;
use credit::appropriate::{Ahead, Demand, Order, Owed, Part, Sweep};
use credit::claims::Funder;
use credit::decide::{self, Context, DepositView, LoanView, MemberFacts};
use credit::defaults;
use credit::effects::lines;
use credit::event::CreditEvent;
use credit::interest::{DayCount, Rate, Rests, Rounding};
use credit::law::Means;
use credit::limit::{Limit, Season, SeasonRule, Seasons};
use credit::product::{
    DepositHeads, DepositKind, DepositProduct, Linkage, LoanHeads, LoanKind, LoanProduct, RecurringMethod,
};
use credit::standing::Class;
use kernel::{Date, Paise, Refusal};

pub const TODAY: Date = Date::constant(2025, 7, 10);

pub fn context() -> Context {
    Context {
        today: TODAY,
        closed_until: Some(day(2025, 3, 31)),
        cash_limit: defaults::cash_limit(),
        cash_reading: defaults::cash_reading(),
    }
}

pub fn kcc() -> LoanProduct {
    let season = |season, a, b, m, d| SeasonRule { season, first_month: a, last_month: b, due_month: m, due_day: d };
    let seasons = Seasons(vec![season(Season::Kharif, 4, 9, 3, 31), season(Season::Rabi, 10, 3, 6, 30)]);
    LoanProduct {
        code: "KCC".into(),
        kind: LoanKind::KccShort,
        agricultural: true,
        rate: always(Rate(700)),
        penal: always(Rate(200)),
        day_count: always(DayCount::Actual365),
        rounding: always(Rounding::RupeeHalfUp),
        rests: always(Rests::None),
        order: always(Order::of(
            &[Part::Penal, Part::Charges, Part::Interest, Part::Principal],
            Sweep::ByPart,
            Ahead::Next,
        )),
        linkage: always(Linkage { small: Rate(500), others: Rate(1_000), share: Paise::rupees(100) }),
        season: always(seasons),
        instalments: Default::default(),
        margin: Default::default(),
        sureties: Default::default(),
        long_crop: false,
        heads: LoanHeads {
            principal: "ST".into(),
            receivable: "IR".into(),
            income: "II".into(),
            penal: "PI".into(),
            charges: "CI".into(),
            surplus: "SU".into(),
            overdue_reserve: "OIR".into(),
        },
    }
}

fn member() -> MemberFacts {
    MemberFacts {
        no: "12".into(),
        may_borrow: true,
        may_deposit: true,
        small: true,
        shares: Paise::rupees(5_000),
        ..MemberFacts::default()
    }
}

fn loan() -> LoanView {
    let limit = Limit { crops: Paise::rupees(80_000), in_kind: Paise::rupees(20_000), ..Limit::default() };
    let (sanctioned_on, sanctioned) = (Some(day(2025, 4, 5)), Paise::rupees(80_000));
    LoanView { sanctioned_on, sanctioned, limit: Some(limit), ..LoanView::new(kcc(), member()) }
}

pub fn leg(head: &str, means: Means, rupees: i64) -> Leg {
    Leg { head: head.into(), means, amount: Paise::rupees(rupees) }
}

pub fn draw(legs: Vec<Leg>) -> decide::Disburse {
    let amount = legs.iter().map(|l| l.amount).sum();
    decide::Disburse { loan: "K1".into(), date: TODAY, amount, legs, shares: Paise::ZERO, count: 1, first: None }
}

pub fn number(got: Result<Vec<CreditEvent>, Refusal>) -> u16 {
    got.expect_err("a refusal").number
}

#[test]
fn sanction_needs_a_resolution_and_a_member_without_dues() {
    let c = decide::Sanction {
        loan: "K1".into(),
        date: TODAY,
        amount: Paise::rupees(80_000),
        limit: loan().limit,
        crops: Vec::new(),
        resolution: "4 of 1 July 2025".into(),
        sureties: Vec::new(),
        area_reason: String::new(),
    };
    let done = decide::sanction(&loan(), &c, &context()).unwrap();
    let CreditEvent::LoanSanctioned(e) = &done[0] else { panic!("{done:?}") };
    assert_eq!(e.rules, vec!["1/2000".to_owned()]);
    let no = |view: &LoanView, c: &decide::Sanction| number(decide::sanction(view, c, &context()));
    assert_eq!(no(&loan(), &decide::Sanction { resolution: " ".into(), ..c.clone() }), 4112);
    assert_eq!(no(&loan(), &decide::Sanction { amount: Paise(8_000_001), ..c.clone() }), 4113);
    assert_eq!(no(&loan(), &decide::Sanction { amount: Paise::ZERO, ..c.clone() }), 4109);
    assert_eq!(no(&loan(), &decide::Sanction { date: day(2025, 7, 11), ..c.clone() }), 4005);
    assert_eq!(no(&loan(), &decide::Sanction { date: day(2025, 3, 31), ..c.clone() }), 4006);
    let mut late = loan();
    late.member.overdue = Paise(1);
    assert_eq!(no(&late, &c), 4111);
    let mut monthly = loan();
    monthly.product.rests = always(Rests::Monthly);
    assert_eq!(no(&monthly, &c), 4102);
    let mut unset = loan();
    unset.product.rate = Default::default();
    assert_eq!(no(&unset, &c), 4101);
    let mut taken = loan();
    taken.exists = true;
    assert_eq!(no(&taken, &c), 4110);
}

#[test]
fn rejections_keep_their_reasons() {
    let c = decide::Reject {
        application: "A9".into(),
        date: TODAY,
        amount: Paise::rupees(1),
        reasons: vec!["no land record".into()],
        resolution: "4".into(),
    };
    assert_eq!(decide::reject(&loan(), &c, &context()).unwrap().len(), 1);
    assert_eq!(number(decide::reject(&loan(), &decide::Reject { reasons: Vec::new(), ..c }, &context())), 4114);
}

#[test]
fn drawal_in_cash_and_kind_within_limit_shares_and_law() {
    let no = |view: &LoanView, legs: Vec<Leg>| number(decide::disburse(view, &draw(legs), &context()));
    let good = draw(vec![leg("CASH", Means::Cash, 40_000), leg("FERT", Means::Kind, 20_000)]);
    let done = decide::disburse(&loan(), &good, &context()).unwrap();
    let CreditEvent::LoanDisbursed(e) = &done[0] else { panic!("{done:?}") };
    assert_eq!((e.season, e.demands[0].due), (Some(Season::Kharif), day(2026, 3, 31)));
    assert_eq!(no(&loan(), vec![leg("CASH", Means::Cash, 60_001)]), 4115, "the part in kind is not for cash");
    assert_eq!(no(&loan(), vec![leg("FERT", Means::Kind, 80_001)]), 4115);
    let mut poor = loan();
    poor.member.shares = Paise::rupees(100);
    assert_eq!(no(&poor, vec![leg("CASH", Means::Cash, 40_000)]), 4116);
    let mut bought = draw(vec![leg("CASH", Means::Cash, 38_100), leg("SHARE", Means::Transfer, 1_900)]);
    bought.shares = Paise::rupees(1_900);
    assert!(decide::disburse(&poor, &bought, &context()).is_ok(), "shares are held back from the loan");
    let mut rich = loan();
    (rich.sanctioned, rich.limit) = (Paise::rupees(500_000), None);
    rich.member.shares = Paise::rupees(50_000);
    assert_eq!(no(&rich, vec![leg("CASH", Means::Cash, 200_000)]), 4117);
    assert!(decide::disburse(&rich, &draw(vec![leg("CASH", Means::Cash, 199_999)]), &context()).is_ok());
    rich.member.cash_today = [Paise::rupees(1), Paise::ZERO, Paise::ZERO];
    assert_eq!(no(&rich, vec![leg("CASH", Means::Cash, 199_999)]), 4117, "together in one day");
    assert!(decide::disburse(&rich, &draw(vec![leg("BANK", Means::Bank, 400_000)]), &context()).is_ok());
    let mut unsanctioned = loan();
    unsanctioned.sanctioned_on = None;
    assert_eq!(no(&unsanctioned, vec![leg("CASH", Means::Cash, 1)]), 4118);
    let mut wrong = draw(vec![leg("CASH", Means::Cash, 10)]);
    wrong.amount = Paise::rupees(11);
    assert_eq!(number(decide::disburse(&loan(), &wrong, &context())), 4108);
}

pub fn owing() -> LoanView {
    let mut v = loan();
    v.upto = Some(day(2025, 4, 10));
    v.steps = vec![(day(2025, 4, 10), Paise::rupees(36_500))];
    let owed = Owed { principal: Paise::rupees(36_500), ..Owed::default() };
    v.demands = vec![Demand { due: day(2026, 3, 31), owed }];
    v
}

fn pay(rupees: i64) -> decide::Receive {
    let legs = vec![leg("CASH", Means::Cash, rupees)];
    decide::Receive { loan: "K1".into(), date: TODAY, amount: Paise::rupees(rupees), legs }
}

/// The refusal of a receipt dated `day` while `today` is open.
pub fn receipt_on(day: Date, today: Date) -> Option<u16> {
    let context = Context {
        today,
        closed_until: None,
        cash_limit: always(Paise::rupees(200_000)),
        cash_reading: Default::default(),
    };
    let mut view = owing();
    view.upto = Some(Date::ZERO);
    decide::receive(&view, &decide::Receive { date: day, ..pay(200) }, &context).err().map(|r| r.number)
}

#[test]
fn a_receipt_charges_interest_to_the_day_and_is_appropriated() {
    let done = decide::receive(&owing(), &pay(1_000), &context()).unwrap();
    let [CreditEvent::InterestAccrued(i), CreditEvent::LoanReceived(r)] = &done[..] else { panic!("{done:?}") };
    // 36,500 at 7 % for 91 days: 637.
    assert_eq!((i.interest, i.penal, i.income.as_str()), (Paise::rupees(637), Paise::ZERO, "II"));
    assert_eq!((r.parts.interest, r.parts.principal, r.surplus), (Paise::rupees(637), Paise::rupees(363), Paise::ZERO));
    let more = decide::receive(&owing(), &pay(40_000), &context()).unwrap();
    let Some(CreditEvent::LoanReceived(r)) = more.last() else { panic!("{more:?}") };
    assert_eq!((r.parts.principal, r.surplus), (Paise::rupees(36_500), Paise::rupees(2_863)));
    let mut npa = owing();
    npa.class = Class::SubStandard;
    let done = decide::receive(&npa, &pay(1_000), &context()).unwrap();
    let CreditEvent::InterestAccrued(i) = &done[0] else { panic!("{done:?}") };
    assert_eq!(i.income, "OIR", "interest of an NPA is a reserve");
    assert_eq!(number(decide::receive(&owing(), &pay(200_000), &context())), 4117);
    let mut ahead = owing();
    ahead.upto = Some(day(2025, 7, 11));
    assert_eq!(number(decide::receive(&ahead, &pay(1), &context())), 4119);
    let mut late = owing();
    late.overdue_steps = late.steps.clone();
    late.product.penal = Default::default();
    assert_eq!(number(decide::receive(&late, &pay(1), &context())), 4101, "a penal rate is not guessed");
}

pub fn deposit(kind: DepositKind) -> DepositView {
    DepositView {
        product: DepositProduct {
            code: "D".into(),
            kind,
            rates: always(vec![(0, Rate(300)), (12, Rate(700))]),
            day_count: always(DayCount::Actual365),
            rounding: always(Rounding::RupeeHalfUp),
            credit_months: always(3),
            recurring: always(RecurringMethod::Simple),
            premature: always(Rate(100)),
            commission: Default::default(),
            inoperative_months: Default::default(),
            least: always(Paise::rupees(50)),
            heads: DepositHeads { deposit: "DEP".into(), interest: "INT".into() },
        },
        member: member(),
        exists: false,
        opened: Some(day(2024, 7, 10)),
        closed: false,
        rate: Rate(700),
        matures: None,
        instalment: None,
        balance: Paise::rupees(1_000),
        lien: Paise::ZERO,
        rests: false,
        upto: None,
        earned: Paise::ZERO,
        steps: vec![(day(2024, 7, 10), Paise::rupees(1_000))],
    }
}

#[test]
fn deposits_keep_their_rules() {
    let take = |rupees| decide::Withdraw {
        account: "S1".into(),
        date: TODAY,
        amount: Paise::rupees(rupees),
        legs: vec![leg("CASH", Means::Cash, rupees)],
        to: decide::Payee::Member,
    };
    let savings = deposit(DepositKind::Savings);
    assert!(decide::withdraw(&savings, &take(950), &context()).is_ok());
    assert_eq!(number(decide::withdraw(&savings, &take(951), &context())), 4126);
    let mut held = savings.clone();
    held.lien = Paise::rupees(600);
    assert_eq!(number(decide::withdraw(&held, &take(401), &context())), 4126);
    let lien =
        |rupees| decide::SetLien { account: "S1".into(), date: TODAY, change: Paise::rupees(rupees), loan: "L".into() };
    let nothing = decide::Secured { here: Paise::rupees(600), ..decide::Secured::default() };
    assert!(decide::set_lien(&held, &lien(-600), &nothing, &context()).is_ok(), "nothing is owed");
    assert_eq!(number(decide::set_lien(&held, &lien(401), &nothing, &context())), 4127);
    let other = decide::Secured { here: Paise::rupees(100), ..nothing };
    assert_eq!(number(decide::set_lien(&held, &lien(-600), &other, &context())), 4127, "held for another loan");
    let owed = decide::Secured { owed: Paise::rupees(300), ..nothing };
    assert_eq!(number(decide::set_lien(&held, &lien(-301), &owed, &context())), 4656);
    assert!(decide::set_lien(&held, &lien(-300), &owed, &context()).is_ok(), "what stays covers it");
    let two = decide::Secured { elsewhere: Paise::rupees(300), ..owed };
    assert!(decide::set_lien(&held, &lien(-600), &two, &context()).is_ok(), "another deposit covers it");
    let mut fixed = deposit(DepositKind::Fixed);
    fixed.matures = Some(day(2026, 7, 10));
    // Kept 12 of 24 months: the rate of twelve less one: 6 %.
    let close = |rupees| decide::CloseDeposit {
        account: "F".into(),
        date: TODAY,
        amount: Paise::rupees(rupees),
        legs: vec![leg("CASH", Means::Cash, rupees)],
        to: decide::Payee::Member,
    };
    let done = decide::close(&fixed, &close(1_060), &context()).unwrap();
    let Some(CreditEvent::DepositClosed(e)) = done.last() else { panic!("{done:?}") };
    assert!(e.premature && done.len() == 2);
    assert_eq!(number(decide::close(&fixed, &close(1_070), &context())), 4128);
    fixed.matures = Some(TODAY);
    assert!(decide::close(&fixed, &close(1_070), &context()).is_ok());
    let mut again = deposit(DepositKind::Reinvestment);
    again.matures = Some(TODAY);
    // 1,000 × 1.0175^4 = 1,071.86, to the rupee.
    assert!(decide::close(&again, &close(1_072), &context()).is_ok());
    let mut monthly = deposit(DepositKind::Recurring);
    (monthly.matures, monthly.rate, monthly.instalment) = (Some(TODAY), Rate(600), Some(Paise::rupees(1_000)));
    let paid_on = |k| credit::calendar::plus_months(day(2024, 7, 10), k, credit::calendar::MonthEnd::SameDay);
    monthly.steps = (0..12).map(|k| (paid_on(k), Paise::rupees(1_000))).collect();
    monthly.balance = Paise::rupees(12_000);
    assert!(decide::close(&monthly, &close(12_390), &context()).is_ok(), "by the formula");
    monthly.steps[3].0 = paid_on(5);
    assert_eq!(number(decide::close(&monthly, &close(12_390), &context())), 4128, "late: by days");
    let open = |months, instalment| decide::OpenDeposit {
        account: "R".into(),
        date: TODAY,
        months,
        instalment,
        joint: Vec::new(),
    };
    let mut new = deposit(DepositKind::Recurring);
    assert!(decide::open(&new, &open(24, Some(Paise(5_000))), &context()).is_ok());
    assert_eq!(number(decide::open(&new, &open(24, None), &context())), 4123);
    new.member.may_deposit = false;
    assert_eq!(number(decide::open(&new, &open(24, Some(Paise(5_000))), &context())), 4122);
}

#[test]
fn nothing_is_claimed_twice_and_no_suit_after_its_time() {
    let row = credit::claims::ClaimRow {
        funder: Funder::Prompt,
        loan: "K1".into(),
        member_no: "12".into(),
        due: Some(day(2026, 3, 31)),
        from: day(2025, 4, 1),
        to: day(2025, 7, 1),
        principal: Paise(1),
        rate: Rate(300),
        amount: Paise(5),
    };
    let (funder_head, from_head) = ("GOI".into(), "IR".into());
    let rows = vec![row];
    let (claim, funder, relieved) = ("P1".to_owned(), Funder::Prompt, false);
    let c = decide::Claim { claim, date: TODAY, funder, rows, funder_head, from_head, relieved };
    let mut view = decide::ClaimView::default();
    assert!(decide::claim(&view, &c, &context()).is_ok());
    let before = c.rows[0].clone();
    view.claimed = vec![credit::claims::ClaimRow { from: day(2025, 6, 30), to: day(2025, 8, 1), ..before }];
    assert_eq!(number(decide::claim(&view, &c, &context())), 4129);
    view.claimed[0].due = Some(day(2026, 6, 30));
    assert!(decide::claim(&view, &c, &context()).is_ok(), "drawals of another season");
    view.claimed[0].due = c.rows[0].due;
    view.claimed[0].funder = Funder::Subvention;
    assert!(decide::claim(&view, &c, &context()).is_ok());
    assert_eq!(number(decide::claim(&view, &decide::Claim { funder: Funder::Member, ..c.clone() }, &context())), 4129);
    assert_eq!(number(decide::claim(&view, &decide::Claim { rows: Vec::new(), ..c }, &context())), 4129);
    let suit =
        decide::Suit { loan: "K1".into(), date: TODAY, amount: Paise(1), forum: "AR".into(), number: "3".into() };
    assert!(decide::suit(&loan(), &suit, TODAY, &context()).is_ok());
    assert_eq!(number(decide::suit(&loan(), &suit, day(2025, 7, 9), &context())), 4130);
}

#[test]
fn bytes_written_before_still_decode() {
    let old = r#"{"t":"accounts-brought-forward","kind":"loan_st","cutoff":"2025-03-31","head":"ST","difference_head":"D","rows":[{"no":"1","member_no":"12","balance":4120050,"due":"2025-06-30","source":{"f":1,"s":2,"r":37,"c":5}}]}"#;
    let event: CreditEvent = serde_json::from_str(old).expect("an old event");
    assert_eq!(event.kind(), "credit.accounts-brought-forward");
    assert_eq!(lines(&event).len(), 2);
    let again = serde_json::to_string(&event).expect("bytes");
    assert_eq!(serde_json::from_str::<CreditEvent>(&again).expect("an event"), event);
}
