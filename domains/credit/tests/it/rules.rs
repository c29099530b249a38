//! Rules of lending and deposits that stood wrong once: when charged interest is due, what a reversal may leave behind, periods of interest,
//! securities, limits of crop loans, sureties, classes.

use crate::arithmetic::{always, day};
use crate::deciding::{TODAY, context, deposit, draw, kcc, leg, number, owing};
use crate::lender::{drawal, norms, on, placed, repay, then, view};
use credit::account::{Loan, Placed, lien_for};
use credit::acts::{DepositInterestCredited, DepositLien, Deposited, Reversed, Withdrawn};
use credit::calendar::plus_days;
use credit::claims::{ClaimRow, Funder, by_category, half_year_end};
use credit::dcb::{AccountView, Period, of_account};
use credit::decide::{self, DepositView, Drawal, LoanView, stands_on};
use credit::dues;
use credit::event::CreditEvent;
use credit::interest::Rate;
use credit::law::Means;
use credit::limit::CropArea;
use credit::product::{DepositKind, InstalmentRule, LoanKind, SuretyRule};
use credit::standing::{Class, Cycle, overdue};
use kernel::{Date, Paise};

const DRAWN: Date = Date::constant(2025, 5, 1);
const DUE: Date = Date::constant(2026, 3, 31);
const RABI: Date = Date::constant(2026, 6, 30);

/// Interest charged to a day, as it is at the end of a quarter.
fn charge(entries: &[Placed], date: Date) -> Vec<CreditEvent> {
    decide::accrue(&view(entries), "ST-1", date, date).unwrap()
}

fn charged(entries: &[Placed], date: Date) -> Vec<Placed> {
    then(entries, charge(entries, date))
}

fn sanction() -> decide::Sanction {
    decide::Sanction {
        loan: "ST-2".into(),
        date: TODAY,
        amount: Paise::rupees(1_000),
        limit: owing().limit,
        crops: Vec::new(),
        resolution: "4".into(),
        sureties: Vec::new(),
        area_reason: String::new(),
    }
}

#[test]
fn interest_charged_on_a_crop_loan_is_due_with_its_harvest() {
    let half = day(2025, 9, 30);
    let entries = charged(&placed([drawal(DRAWN, DUE, 73_000)]), half);
    let loan = Loan::of("ST-1", None, &entries, true);
    let next = overdue(&loan.demands, plus_days(half, 1));
    assert_eq!((next.since, next.interest), (None, Paise::ZERO), "nothing is overdue the day after it is charged");
    assert_eq!(overdue(&loan.demands, plus_days(DUE, 1)).since, Some(DUE));
    // a new sanction passes, since nothing is overdue
    let mut v = owing();
    v.member.overdue = next.principal + next.interest;
    v.exists = false;
    assert!(decide::sanction(&v, &sanction(), &context()).is_ok());
    // the class is counted from the harvest, not from the charging
    let class = |on: Date| loan.class(Cycle::ShortCrop, &norms(), on).unwrap();
    assert_eq!((class(day(2027, 3, 31)), class(day(2027, 4, 1))), (Class::Standard, Class::SubStandard));
}

#[test]
fn the_statement_demands_it_in_the_period_of_the_harvest() {
    let half = day(2025, 9, 30);
    let entries = charged(&placed([drawal(DRAWN, DUE, 73_000)]), half);
    let account = AccountView {
        village: String::new(),
        kind: LoanKind::KccShort,
        category: String::new(),
        dues: dues::of("ST-1", None, &entries),
    };
    let row = |from, to| of_account(&account, Period { from, to });
    assert_eq!(row(day(2025, 4, 1), half).interest.current, Paise::ZERO);
    // 152 days of fourteen rupees
    assert_eq!(row(day(2026, 1, 1), DUE).interest.current, Paise::rupees(152 * 14));
    // fold and statement agree on what is owed when
    let folded = Loan::of("ST-1", None, &entries, true);
    let by_fold: Vec<_> = folded.demands.iter().map(|d| (d.due, d.owed.interest)).filter(|d| !d.1.is_zero()).collect();
    assert_eq!(by_fold, [(DUE, Paise::rupees(152 * 14))]);
}

#[test]
fn it_is_due_at_once_where_every_harvest_is_past_and_on_other_loans() {
    let entries = placed([drawal(DRAWN, DUE, 73_000), drawal(day(2025, 11, 2), RABI, 36_500)]);
    let due_of = |entries: &[Placed], on: Date| {
        let all = charged(entries, on);
        let loan = Loan::of("ST-1", None, &all, true);
        loan.demands.iter().rev().find(|d| d.owed.interest > Paise::ZERO).map(|d| d.due)
    };
    assert_eq!(due_of(&entries, DUE), Some(DUE), "on the due day itself it is not past");
    assert_eq!(due_of(&entries, plus_days(DUE, 1)), Some(RABI));
    assert_eq!(due_of(&entries, day(2026, 9, 30)), Some(day(2026, 9, 30)));
    // of a loan by instalments it is due when it is charged
    let half = day(2025, 9, 30);
    let all = charged(&placed([drawal(DRAWN, DUE, 73_000)]), half);
    let term = Loan::of("MT-1", None, &all, false);
    assert_eq!(overdue(&term.demands, plus_days(half, 1)).since, Some(half));
}

fn taken(entry: (i64, i64), was: &CreditEvent) -> CreditEvent {
    CreditEvent::Reversed(Reversed { date: TODAY, entry, reason: "x".into(), was: Box::new(was.clone()) })
}

#[test]
fn a_receipt_is_not_taken_back_under_interest_charged_since() {
    let drawn = placed([drawal(DRAWN, DUE, 73_000)]);
    let paid = then(&drawn, repay(&drawn, day(2025, 9, 30), 30_000));
    let quarter = charged(&paid, day(2025, 12, 31));
    let (at, receipt) = quarter.iter().find(|e| e.1.kind() == "credit.loan-received").cloned().unwrap();
    assert!(!stands_on(&receipt, at, &paid, &[]));
    assert!(stands_on(&receipt, at, &quarter, &[]), "its principal would bear no interest from October to December");
    // last first it goes, and then the whole quarter is charged on the whole principal
    let (last, accrued) = quarter.last().cloned().unwrap();
    let back = then(&quarter, vec![taken(last, &accrued)]);
    assert!(!stands_on(&receipt, at, &back, &[]));
    assert!(!stands_on(&receipt, at, &quarter, &[taken(last, &accrued)]), "both in one act");
    let both = then(&back, vec![taken(at, &receipt)]);
    let again = charge(&both, day(2025, 12, 31));
    let CreditEvent::InterestAccrued(e) = &again[0] else { panic!("{again:?}") };
    assert_eq!(e.interest, Paise::rupees(92 * 14));
    // a later receipt was divided among what the first left
    let twice = then(&paid, repay(&paid, day(2025, 10, 9), 1_000));
    assert!(stands_on(&receipt, at, &twice, &[]));
}

fn laid(date: Date) -> CreditEvent {
    let (account, member_no, head) = ("SB-1".into(), "12".into(), "SB".into());
    CreditEvent::Deposited(Deposited {
        account,
        member_no,
        date,
        amount: Paise(5),
        legs: Vec::new(),
        head,
        agent: None,
    })
}

fn credited(from: Date, until: Date) -> CreditEvent {
    let (account, head, expense) = ("SB-1".into(), "SB".into(), "EXP".into());
    let date = until;
    CreditEvent::DepositInterestCredited(DepositInterestCredited {
        account,
        date,
        from,
        until,
        amount: Paise(1),
        head,
        expense,
    })
}

#[test]
fn a_deposit_is_not_taken_back_under_interest_it_earned() {
    let (april, half) = (day(2025, 4, 10), day(2025, 9, 30));
    let out = CreditEvent::Withdrawn(Withdrawn {
        account: "SB-1".into(),
        member_no: "12".into(),
        date: day(2025, 5, 1),
        amount: Paise(1),
        legs: Vec::new(),
        head: "SB".into(),
        to: None,
    });
    let all = placed([laid(april), out.clone(), laid(day(2025, 10, 2)), credited(april, half)]);
    let later = |n: usize| stands_on(&all[n].1, all[n].0, &all, &[]);
    assert_eq!((later(0), later(1)), (true, true));
    assert!(!later(2), "interest of the days before it does not stand on it");
}

fn credit(v: &DepositView, date: Date) -> Result<Vec<CreditEvent>, kernel::Refusal> {
    let mut c = context();
    (c.today, c.closed_until) = (date, None);
    decide::credit_interest(v, &decide::CreditInterest { account: "S1".into(), date }, &c)
}

#[test]
fn interest_is_credited_for_whole_periods_and_no_day_twice() {
    let mut v = deposit(DepositKind::Savings);
    v.product.credit_months = always(6);
    (v.opened, v.steps) = (Some(day(2025, 4, 20)), vec![(day(2025, 4, 20), Paise::rupees(36_500))]);
    // three rupees a day at three percent
    let no = credit(&v, day(2025, 9, 29)).unwrap_err();
    assert_eq!(no.number, 4655);
    assert!(no.args.contains(&("next", "2025-09-30".to_owned())), "{no:?}");
    let upto = |got: &[CreditEvent]| match got {
        [CreditEvent::DepositInterestCredited(e)] => (e.from, e.until, e.amount),
        other => panic!("{other:?}"),
    };
    let half = day(2025, 9, 30);
    let first = credit(&v, day(2025, 10, 14)).unwrap();
    assert_eq!(upto(&first), (day(2025, 4, 20), half, Paise::rupees(163 * 3)));
    assert_eq!(upto(&credit(&v, half).unwrap()), upto(&first), "the day on which it is pressed changes nothing");
    // pressed every day, it is credited once
    v.upto = Some(half);
    for n in 1..180 {
        assert_eq!(number(credit(&v, plus_days(half, n))), 4655);
    }
    assert_eq!(upto(&credit(&v, day(2026, 3, 31)).unwrap()).1, day(2026, 3, 31));
    // what matured is complete whatever the day
    let mut term = deposit(DepositKind::Fixed);
    (term.matures, term.upto) = (Some(day(2025, 8, 10)), Some(day(2025, 6, 30)));
    assert_eq!(number(credit(&term, day(2025, 8, 9))), 4655);
    assert_eq!(upto(&credit(&term, day(2025, 8, 12)).unwrap()).1, day(2025, 8, 10));
}

#[test]
fn periods_end_with_the_quarters_of_the_financial_year() {
    let mut v = deposit(DepositKind::Daily);
    let until = |months: u16, on: Date, v: &mut DepositView| {
        v.product.credit_months = always(months);
        decide::credited_until(v, on).unwrap()
    };
    assert_eq!(until(3, day(2026, 1, 15), &mut v), day(2025, 12, 31));
    assert_eq!(until(1, day(2026, 2, 27), &mut v), day(2026, 1, 31));
    assert_eq!(until(1, day(2026, 2, 28), &mut v), day(2026, 2, 28));
    assert_eq!(until(12, day(2026, 3, 30), &mut v), day(2025, 3, 31));
    // five months do not divide a year: its own end is one all the same
    assert_eq!(until(5, day(2026, 2, 1), &mut v), day(2026, 1, 31));
    assert_eq!(until(5, day(2026, 4, 2), &mut v), day(2026, 3, 31));
}

#[test]
fn a_lien_is_counted_for_each_loan_and_frees_the_deposit_when_that_is_paid() {
    let lien = |change: i64, loan: &str| {
        let (account, loan) = ("FD-1".into(), loan.to_owned());
        CreditEvent::DepositLien(DepositLien { account, date: TODAY, change: Paise(change), loan })
    };
    let all = placed([lien(500, "DL-1"), lien(300, "DL-2"), lien(-200, "DL-1")]);
    assert_eq!((lien_for(&all, "DL-1"), lien_for(&all, "DL-2")), (Paise(300), Paise(300)));
    let mut v = owing();
    v.product.kind = LoanKind::AgainstDeposit;
    let pay = |rupees: i64| {
        let legs = vec![leg("BANK", Means::Bank, rupees)];
        let c = decide::Receive { loan: "DL-1".into(), date: TODAY, amount: Paise::rupees(rupees), legs };
        decide::receive(&v, &c, &context()).unwrap()
    };
    // 36,500 and 637 of interest
    assert!(decide::settled(&v, &pay(37_137)) && !decide::settled(&v, &pay(37_136)));
}

#[test]
fn a_secured_loan_is_drawn_only_while_its_security_is_held() {
    let mut v = owing();
    v.product.kind = LoanKind::AgainstDeposit;
    v.product.margin = always(Rate(8_000));
    v.product.instalments = always(InstalmentRule {
        split: credit::schedule::Split::EqualPrincipal,
        months: 12,
        most: 1,
        month_end: Default::default(),
        multiple: Paise(1),
    });
    (v.limit, v.sanctioned) = (None, Paise::rupees(80_000));
    let legs = || draw(vec![leg("BANK", Means::Bank, 10_000)]);
    v.security = Some(Paise::rupees(100_000));
    assert!(decide::disburse(&v, &legs(), &context()).is_ok());
    v.security = Some(Paise::rupees(50_000));
    assert_eq!(number(decide::disburse(&v, &legs(), &context())), 4113, "36,500 and 10,000 are more than 40,000");
    v.product.kind = LoanKind::Gold;
    v.security = Some(Paise::ZERO);
    assert_eq!(number(decide::disburse(&v, &legs(), &context())), 4657);
}

#[test]
fn a_crop_limit_ends_and_gives_way_to_the_next() {
    let with = |drawal: Drawal| LoanView { drawal, ..owing() };
    let get = |v: &LoanView| decide::disburse(v, &draw(vec![leg("BANK", Means::Bank, 10_000)]), &context());
    let ends = |on| with(Drawal { ends: Some(on), ..Drawal::default() });
    assert!(get(&ends(TODAY)).is_ok());
    assert_eq!(number(get(&ends(plus_days(TODAY, -1)))), 4658);
    assert_eq!(number(get(&with(Drawal { newer: Some("ST-9".into()), ..Drawal::default() }))), 4659);
    let carried = |rupees| with(Drawal { carried: Paise::rupees(rupees), ..Drawal::default() });
    assert!(get(&carried(70_000)).is_ok());
    assert_eq!(number(get(&carried(70_001))), 4115, "what the older limit owes is part of this one");
}

#[test]
fn sureties_are_enough_others_members_and_not_bound_too_often() {
    let mut v = owing();
    v.product.sureties = always(SuretyRule { count: 2, most: 3 });
    let one = |no: &str, bonds| decide::Surety { no: no.into(), full: true, bonds };
    let with = |sureties: Vec<decide::Surety>| {
        let mut view = v.clone();
        view.exists = false;
        decide::sanction(&view, &decide::Sanction { sureties, ..sanction() }, &context())
    };
    assert!(with(vec![one("13", 0), one("14", 2)]).is_ok());
    assert_eq!(number(with(vec![one("13", 0)])), 4661);
    assert_eq!(number(with(vec![one("13", 0), one("14", 3)])), 4662);
    assert_eq!(number(with(vec![one("13", 0), one("12", 0)])), 4653, "the borrower himself");
    assert_eq!(number(with(vec![one("13", 0), one("13", 0)])), 4653);
    assert_eq!(number(with(vec![one("13", 0), decide::Surety { full: false, ..one("14", 0) }])), 4653);
}

#[test]
fn crops_on_more_land_than_is_recorded_need_a_reason() {
    let crops = vec![CropArea {
        crop: "wheat".into(),
        square_metres: 4_001,
        scale: Paise::rupees(70_000),
        in_kind: Paise::ZERO,
    }];
    let asked = |land: u64, area_reason: &str| {
        let mut view = owing();
        view.exists = false;
        view.member.land = land;
        let c = decide::Sanction { crops: crops.clone(), area_reason: area_reason.into(), ..sanction() };
        decide::sanction(&view, &c, &context())
    };
    assert_eq!(number(asked(4_000, " ")), 4660);
    assert!(asked(4_001, "").is_ok());
    assert!(asked(0, "").is_ok(), "nothing is recorded to compare with");
    let CreditEvent::LoanSanctioned(e) = asked(4_000, "two crops").unwrap().remove(0) else { panic!() };
    assert_eq!(e.area_reason, "two crops");
}

#[test]
fn long_crops_and_losses_can_be_reached() {
    let mut product = kcc();
    assert_eq!(product.cycle(), Cycle::ShortCrop);
    product.long_crop = true;
    assert_eq!(product.cycle(), Cycle::LongCrop);
    (product.kind, product.agricultural) = (LoanKind::Medium, false);
    assert_eq!(product.cycle(), Cycle::Days);
    let drawn = placed([drawal(DRAWN, DUE, 73_000)]);
    let date = day(2026, 5, 4);
    let name = |document: &str| {
        let (loan, document) = ("ST-1".into(), document.into());
        let c = decide::NameLoss { loan, date, document, reason: "left the village".into() };
        decide::name_loss(&view(&drawn), &c, &on(date))
    };
    assert_eq!(number(name(" ")), 4107);
    let lost = then(&drawn, name("audit note 4 of 1-5-2026").unwrap());
    let class = |entries: &[Placed], on: Date| {
        Loan::of("ST-1", None, entries, true).class(Cycle::ShortCrop, &norms(), on).unwrap()
    };
    assert_eq!((class(&lost, date), class(&lost, day(2026, 5, 3))), (Class::Loss, Class::Standard));
    let mut again = view(&lost);
    again.class = Class::Loss;
    let c = decide::NameLoss { loan: "ST-1".into(), date, document: "5".into(), reason: "x".into() };
    assert_eq!(number(decide::name_loss(&again, &c, &on(date))), 4664);
    // whoever pays all the same is no loss any more
    let paid = then(&lost, repay(&lost, date, 90_000));
    assert_eq!(class(&paid, date), Class::Standard);
}

#[test]
fn an_acknowledgement_after_limitation_is_refused() {
    let sign = |until: Option<Date>| {
        let c = decide::Acknowledge { loan: "K1".into(), date: TODAY, amount: Paise(5) };
        decide::acknowledge(&owing(), &c, until, &context())
    };
    assert!(sign(None).is_ok() && sign(Some(TODAY)).is_ok());
    assert_eq!(number(sign(Some(plus_days(TODAY, -1)))), 4663);
}

#[test]
fn a_claim_in_the_banks_form_counts_accounts_once_and_sums_to_the_list() {
    let row = |loan: &str, member: &str, due: Date, amount: i64| ClaimRow {
        funder: Funder::Subvention,
        loan: loan.into(),
        member_no: member.into(),
        due: Some(due),
        from: DRAWN,
        to: DUE,
        principal: Paise(amount * 100),
        rate: Rate(150),
        amount: Paise(amount),
    };
    let rows =
        [row("ST-1", "1", DUE, 7), row("ST-1", "1", RABI, 5), row("ST-2", "2", DUE, 3), row("ST-3", "3", DUE, 2)];
    let lines = by_category(&rows, |no| if no == "2" { "sc".into() } else { "general".into() });
    assert_eq!(
        (lines["general"].accounts, lines["general"].claimed, lines["general"].lent),
        (2, Paise(14), Paise(1_400))
    );
    assert_eq!((lines["sc"].accounts, lines["sc"].claimed), (1, Paise(3)));
    let whole: Paise = lines.values().map(|l| l.claimed).sum();
    assert_eq!(whole, rows.iter().map(|r| r.amount).sum());
    let ends = [day(2025, 4, 1), day(2025, 9, 30), day(2025, 10, 1), day(2026, 3, 31)].map(half_year_end);
    assert_eq!(ends, [day(2025, 9, 30), day(2025, 9, 30), DUE, DUE]);
}

#[test]
fn cash_counts_what_is_outstanding_unless_the_society_reads_the_law_otherwise() {
    let draw = |borrowed: i64, means, context: &decide::Context| {
        let mut v = owing();
        v.member.borrowed = Paise::rupees(borrowed);
        v.member.shares = Paise::rupees(50_000);
        decide::disburse(&v, &draw(vec![leg("CASH", means, 10_000)]), context)
    };
    assert!(draw(189_999, Means::Cash, &context()).is_ok());
    assert_eq!(number(draw(190_000, Means::Cash, &context())), 4665);
    assert!(draw(190_000, Means::Bank, &context()).is_ok());
    let mut one_day = context();
    one_day.cash_reading = always(credit::law::CashReading::OneDay);
    assert!(draw(190_000, Means::Cash, &one_day).is_ok());
    // a deposit counts with his other deposits, its repayment with what he holds, interest with both
    let mut v = deposit(DepositKind::Savings);
    v.member.deposited = Paise::rupees(199_000);
    let legs = |rupees| vec![leg("CASH", Means::Cash, rupees)];
    let lay = |v: &DepositView, rupees| {
        let amount = Paise::rupees(rupees);
        let c = decide::Deposit { account: "S1".into(), date: TODAY, amount, legs: legs(rupees), agent: None };
        decide::deposit(v, &c, &context())
    };
    assert!(lay(&v, 999).is_ok());
    assert_eq!(number(lay(&v, 1_000)), 4665);
    let take = |v: &DepositView| {
        let c = decide::Withdraw {
            account: "S1".into(),
            date: TODAY,
            amount: Paise::rupees(100),
            legs: legs(100),
            to: decide::Payee::Member,
        };
        decide::withdraw(v, &c, &context())
    };
    assert!(take(&v).is_ok());
    v.member.deposited = Paise::rupees(200_000);
    assert_eq!(number(take(&v)), 4665);
    let mut debtor = owing();
    // 637 rupees of interest to the day
    debtor.member.borrowed = Paise::rupees(199_363);
    let c = decide::Receive { loan: "K1".into(), date: TODAY, amount: Paise::rupees(100), legs: legs(100) };
    assert_eq!(number(decide::receive(&debtor, &c, &context())), 4665);
    debtor.member.borrowed = Paise::rupees(199_362);
    assert!(decide::receive(&debtor, &c, &context()).is_ok());
}
