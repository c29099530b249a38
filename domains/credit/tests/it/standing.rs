//! Claims, classes, limitation, reminders, demand–collection–balance.

use crate::arithmetic::{always, day};
use credit::appropriate::{Demand, Owed};
use credit::calendar::plus_days;
use credit::claims::{ClaimLoan, Funder, Purpose, Scheme, StateRule, divide};
use credit::dcb::{AccountView, By, Dues, Period, Row, of_account, statement};
use credit::defaults;
use credit::interest::{DayCount, Rate, Rounding};
use credit::product::LoanKind;
use credit::standing::{
    Class, Cycle, NpaRule, ProvisionRule, class, limitation, of_borrower, overdue, provision, reminder,
};
use kernel::{Date, Paise};
use proptest::prelude::*;

fn loan(no: &str, purpose: Purpose, rupees: i64, repaid: Option<Date>) -> ClaimLoan {
    ClaimLoan {
        loan: no.into(),
        member_no: "7".into(),
        purpose,
        drawn: day(2025, 5, 1),
        due: day(2026, 3, 31),
        repaid,
        rate: Rate(700),
        steps: vec![(day(2025, 5, 1), Paise::rupees(rupees))],
    }
}

fn scheme(state: bool) -> Scheme {
    let rule = StateRule { share: Rate(400), cap: Paise::rupees(100_000), only_prompt: true };
    Scheme { rules: defaults::subvention(), state: if state { always(rule) } else { Default::default() } }
}

const YEAR: (Date, Date) = (Date::constant(2025, 4, 1), Date::constant(2026, 4, 1));

fn one(loans: &[ClaimLoan], state: bool) -> Vec<credit::claims::Divided> {
    divide(&scheme(state), loans, Paise::ZERO, YEAR, DayCount::Actual365, Rounding::PaisaHalfUp).unwrap()
}

#[test]
fn each_funder_owes_its_own_part() {
    let paid = one(&[loan("1", Purpose::Crop, 73_000, Some(day(2026, 3, 31)))], true);
    // 334 days, 200 rupees a day and percent of 36,500: 73,000 × 334 / 36,500 = 668 a percent.
    assert_eq!(paid[0].contract, Paise::rupees(668 * 7));
    assert_eq!(paid[0].of(Funder::Prompt), Paise::rupees(668 * 3));
    assert_eq!(paid[0].of(Funder::State), Paise::rupees(668 * 4));
    assert_eq!(paid[0].of(Funder::Member), Paise::ZERO);
    assert_eq!(paid[0].of(Funder::Subvention), Paise::rupees(668 * 3 / 2));
    assert_eq!(paid[0].rows.len(), 3);
    // A day late loses the incentive and, where it needs it, the State's share; subvention stays, to the due date.
    let late = one(&[loan("1", Purpose::Crop, 73_000, Some(day(2026, 4, 1)))], true);
    assert_eq!(late[0].of(Funder::Prompt), Paise::ZERO);
    assert_eq!(late[0].of(Funder::Member), Paise::rupees(668 * 7));
    assert_eq!(late[0].of(Funder::Subvention), Paise::rupees(668 * 3 / 2));
}

#[test]
fn caps_go_to_crops_first() {
    let paid = Some(day(2026, 3, 31));
    let both = one(&[loan("A", Purpose::Allied, 250_000, paid), loan("C", Purpose::Crop, 150_000, paid)], false);
    assert_eq!(both[1].rows[0].principal, Paise::rupees(150_000));
    assert_eq!(both[0].rows[0].principal, Paise::rupees(150_000), "what is left of three lakh");
    let allied = one(&[loan("A", Purpose::Allied, 250_000, paid)], false);
    assert_eq!(allied[0].rows[0].principal, Paise::rupees(200_000));
    let other = one(&[loan("O", Purpose::Other, 250_000, paid)], false);
    assert!(other[0].rows.is_empty());
    let scheme = scheme(false);
    let loans = [loan("C", Purpose::Crop, 150_000, paid)];
    let used = Paise::rupees(300_000);
    let none = divide(&scheme, &loans, used, YEAR, DayCount::Actual365, Rounding::PaisaHalfUp).unwrap();
    assert!(none[0].rows.is_empty(), "the cap is used up with other lenders");
}

#[test]
fn terms_of_later_years_are_unset() {
    let mut l = loan("1", Purpose::Crop, 1_000, None);
    l.drawn = day(2026, 4, 1);
    let got = divide(&scheme(false), &[l], Paise::ZERO, YEAR, DayCount::Actual365, Rounding::PaisaHalfUp);
    assert_eq!(got.unwrap_err().number, 4101);
}

proptest! {
    #[test]
    fn the_contract_interest_is_divided_whole(
        amounts in prop::collection::vec((1i64..50_000_000, 0i64..500, 0usize..3), 1..5), state: bool
    ) {
        let loans: Vec<ClaimLoan> = amounts.iter().enumerate().map(|(i, (a, n, p))| {
            let purpose = [Purpose::Crop, Purpose::Allied, Purpose::Other][*p];
            let mut l = loan(&i.to_string(), purpose, 0, Some(plus_days(day(2025, 5, 1), *n)));
            l.steps = vec![(l.drawn, Paise(*a))];
            l
        }).collect();
        let mut most = Paise::ZERO;
        for d in one(&loans, state) {
            let inside: Paise = [Funder::Member, Funder::Prompt, Funder::State].iter().map(|f| d.of(*f)).sum();
            prop_assert_eq!(inside, d.contract);
            prop_assert!(d.rows.iter().all(|r| r.amount > Paise::ZERO));
            most += d.rows.first().map_or(Paise::ZERO, |r| r.principal);
        }
        prop_assert!(loans.iter().any(|l| l.repaid != loans[0].repaid) || most <= Paise::rupees(300_000));
    }

    #[test]
    fn the_statement_sums_alike_however_it_is_grouped(
        dues in prop::collection::vec((0usize..3, 0usize..3, 0i64..1_000, 0i64..9_000, 0i64..900, 0i64..1_200), 0..40)
    ) {
        let base = day(2023, 7, 1);
        let accounts: Vec<AccountView> = dues.iter().map(|(v, k, n, p, i, later)| AccountView {
            village: v.to_string(),
            kind: [LoanKind::KccShort, LoanKind::Medium, LoanKind::Long][*k],
            category: (v + k).to_string(),
            dues: vec![Dues {
                due: plus_days(base, *n), principal: Paise(*p), interest: Paise(*i),
                paid: vec![(plus_days(base, *later), Paise(p / 2), Paise(i / 3))],
            }],
        }).collect();
        let period = Period { from: day(2024, 7, 1), to: day(2025, 6, 30) };
        let mut whole = Row::default();
        accounts.iter().for_each(|a| whole.add(&of_account(a, period)));
        for by in [By::Village, By::Kind, By::Category, By::All] {
            let mut sum = Row::default();
            statement(&accounts, period, by).values().for_each(|r| sum.add(r));
            prop_assert_eq!(sum, whole);
        }
        // The balance is what is overdue after the last day.
        let owed: i64 = accounts.iter().flat_map(|a| &a.dues).filter(|d| d.due <= period.to).map(|d| {
            d.principal.0 - d.paid.iter().filter(|p| p.0 <= period.to).map(|p| p.1.0).sum::<i64>()
        }).sum();
        prop_assert_eq!(whole.principal.balance(), Paise(owed));
    }
}

#[test]
fn demand_collection_balance_by_hand() {
    let due = |d, p, paid| Dues { due: d, principal: Paise::rupees(p), interest: Paise::ZERO, paid };
    let paid = |d: Date, p| vec![(d, Paise::rupees(p), Paise::ZERO)];
    let account = AccountView {
        village: "A".into(),
        kind: LoanKind::Medium,
        category: "SC".into(),
        dues: vec![
            due(day(2024, 3, 31), 100, paid(day(2024, 9, 1), 40)),
            due(day(2025, 3, 31), 200, paid(day(2025, 4, 2), 200)),
            due(day(2026, 3, 31), 300, paid(day(2025, 5, 1), 50)),
        ],
    };
    let row = of_account(&account, Period { from: day(2024, 7, 1), to: day(2025, 6, 30) });
    let p = row.principal;
    assert_eq!((p.opening, p.current, p.demand()), (Paise::rupees(100), Paise::rupees(200), Paise::rupees(300)));
    assert_eq!((p.arrears, p.collected, p.advance), (Paise::rupees(40), Paise::rupees(200), Paise::rupees(50)));
    assert_eq!((p.balance(), p.percent()), (Paise::rupees(60), Some(8_000)));
}

fn npa() -> NpaRule {
    NpaRule { short_seasons: 2, long_seasons: 1, short_months: 12, long_months: 18, days: 90 }
}

fn ages() -> ProvisionRule {
    ProvisionRule {
        sub_standard_months: 36,
        doubtful1_months: 12,
        doubtful2_months: 24,
        rates: [Rate(25), Rate(1_000), Rate(2_000), Rate(3_000), Rate(10_000), Rate(10_000)],
    }
}

#[test]
fn class_by_crop_season() {
    let at =
        |since, on, cycle| class(Some(since), on, cycle, day(2024, 1, 1), &always(npa()), &always(ages())).unwrap();
    let since = day(2024, 3, 31);
    assert_eq!(at(since, day(2026, 3, 31), Cycle::ShortCrop), Class::Standard);
    assert_eq!(at(since, day(2026, 4, 1), Cycle::ShortCrop), Class::SubStandard);
    assert_eq!(at(since, day(2025, 10, 1), Cycle::LongCrop), Class::SubStandard);
    assert_eq!(at(since, day(2024, 6, 29), Cycle::Days), Class::Standard);
    assert_eq!(at(since, day(2024, 6, 30), Cycle::Days), Class::SubStandard);
    assert_eq!(at(since, day(2029, 4, 1), Cycle::ShortCrop), Class::Doubtful1);
    assert_eq!(at(since, day(2030, 4, 1), Cycle::ShortCrop), Class::Doubtful2);
    assert_eq!(at(since, day(2032, 4, 1), Cycle::ShortCrop), Class::Doubtful3);
    assert_eq!(of_borrower(&[Class::Standard, Class::Doubtful1]), Class::Doubtful1);
    let unset = class(Some(since), day(2026, 4, 1), Cycle::ShortCrop, since, &Default::default(), &always(ages()));
    assert_eq!(unset.unwrap_err().number, 4101);
    assert_eq!(provision(Paise::rupees(1_000), Class::SubStandard, &ages(), Rounding::RupeeHalfUp), Paise::rupees(100));
}

#[test]
fn limitation_runs_anew_only_from_a_timely_acknowledgement() {
    let due = day(2020, 3, 31);
    assert_eq!(limitation(due, &[], 3).until, day(2023, 3, 31));
    let timely = limitation(due, &[day(2023, 3, 31)], 3);
    assert_eq!((timely.until, timely.acknowledged), (day(2026, 3, 31), Some(day(2023, 3, 31))));
    assert_eq!(limitation(due, &[day(2023, 4, 1)], 3).until, day(2023, 3, 31));
    assert_eq!(limitation(due, &[day(2025, 1, 1), day(2022, 6, 1)], 3).until, day(2028, 1, 1));
}

#[test]
fn reminders_are_not_lost_on_closed_days() {
    let due = day(2026, 3, 31);
    assert_eq!(reminder(due, day(2026, 2, 28), day(2026, 3, 1)), Some(30));
    assert_eq!(reminder(due, day(2026, 2, 27), day(2026, 3, 3)), Some(28), "the society was closed on the day itself");
    assert_eq!(reminder(due, day(2026, 3, 3), day(2026, 3, 4)), None);
    assert_eq!(reminder(due, day(2026, 3, 23), day(2026, 3, 24)), Some(7));
    assert_eq!(reminder(due, day(2026, 3, 29), day(2026, 3, 30)), Some(1));
    assert_eq!(reminder(due, day(2026, 3, 31), day(2026, 4, 1)), None);
}

#[test]
fn overdue_is_what_was_due_before_today() {
    let demand = |due, p| Demand { due, owed: Owed { principal: Paise(p), ..Owed::default() } };
    let demands = [demand(day(2025, 1, 1), 0), demand(day(2025, 2, 1), 5), demand(day(2025, 3, 1), 7)];
    let got = overdue(&demands, day(2025, 3, 1));
    assert_eq!((got.principal, got.since), (Paise(5), Some(day(2025, 2, 1))));
}
