//! Interest, schedules, appropriation, deposits: what must hold for every amount, rate and day.

use credit::appropriate::{Age, Ahead, Demand, Order, Owed, Part, Sweep, appropriate};
use credit::calendar::{MonthEnd, days, plus_days, plus_months, whole_months};
use credit::growth;
use credit::interest::{Accrued, DayCount, Ends, Rate, Rests, Rounding, accrue, product, round_ratio, until};
use credit::limit::{CropArea, LimitRule, SeasonRule, Seasons, limit};
use credit::product::{Rule, Ruled};
use credit::schedule::{Every, Further, On, PeriodLength, Split, Terms, schedule, schedule_of};
use kernel::{Date, Paise};
use proptest::prelude::*;

const COUNTS: [DayCount; 4] = [DayCount::Actual365, DayCount::Actual360, DayCount::Thirty360, DayCount::ActualActual];

pub fn day(y: i16, m: i8, d: i8) -> Date {
    Date::new(y, m, d).expect("a day")
}

pub fn always<T>(value: T) -> Ruled<T> {
    Ruled::one(day(2000, 1, 1), value, "1/2000", "test")
}

proptest! {
    #[test]
    fn interest_of_a_split_period_equals_the_whole(
        balance in -1_000_000_000_000i64..1_000_000_000_000, rate in 0i32..3_000, start in 0i64..20_000,
        lengths in prop::collection::vec(0i64..500, 1..8), count in 0usize..4
    ) {
        let from = plus_days(day(1990, 1, 1), start);
        let mut at = from;
        let mut parts = Accrued::ZERO;
        for n in lengths {
            let next = plus_days(at, n);
            parts = parts + accrue(Paise(balance), Rate(rate), at, next, COUNTS[count]);
            at = next;
        }
        let whole = accrue(Paise(balance), Rate(rate), from, at, COUNTS[count]);
        prop_assert_eq!(parts, whole);
        prop_assert_eq!(parts.round(Rounding::RupeeHalfUp), whole.round(Rounding::RupeeHalfUp));
    }

    #[test]
    fn a_running_account_split_anywhere_gives_the_same(
        steps in prop::collection::vec((0i64..700, 0i64..5_000_000), 0..10), cut in 0i64..700, change in 1i64..700
    ) {
        let base = day(2023, 4, 1);
        let mut steps: Vec<_> = steps.into_iter().map(|(n, b)| (plus_days(base, n), Paise(b))).collect();
        steps.sort_by_key(|s| s.0);
        let rule = |from, r| Rule { from, value: Rate(r), order: String::new(), source: String::new() };
        let rates = Ruled(vec![rule(day(2000, 1, 1), 700), rule(plus_days(base, change), 1_075)]);
        let (mid, end) = (plus_days(base, cut), plus_days(base, 700));
        for count in COUNTS {
            let whole = product(&steps, base, end, &rates, count).unwrap();
            let parts = product(&steps, base, mid, &rates, count).unwrap()
                + product(&steps, mid, end, &rates, count).unwrap();
            prop_assert_eq!(whole, parts);
        }
    }

    #[test]
    fn rounding_is_near_and_its_own_mirror(num in -1_000_000_000i128..1_000_000_000, den in 1i128..100_000) {
        for r in [Rounding::PaisaHalfUp, Rounding::PaisaHalfEven, Rounding::RupeeHalfUp] {
            let unit = if r == Rounding::RupeeHalfUp { 100 } else { 1 };
            let got = i128::from(round_ratio(num, den, r).0);
            prop_assert!(got % unit == 0 && (got * den - num).abs() * 2 <= den * unit);
            prop_assert_eq!(got, -i128::from(round_ratio(-num, den, r).0));
        }
    }

    #[test]
    fn a_schedule_returns_what_was_lent(
        principal in 1_000i64..10_000_000_000, rate in 0i32..3_000, count in 1u16..120, months in 1u16..13,
        split in 0usize..3, flat: bool, by_days: bool, grace in 0u16..6, down in 0i32..5_000, multiple in 0usize..3
    ) {
        let count = count.max(grace + 1);
        let terms = Terms {
            principal: Paise(principal), from: day(2024, 1, 31), rate: Rate(rate),
            on: if flat { On::Flat } else { On::Declining },
            length: if by_days { PeriodLength::Days(DayCount::Actual365) } else { PeriodLength::Equal(DayCount::Actual365) },
            split: [Split::EqualPrincipal, Split::EqualInstalment, Split::Balloon][split],
            count, every: Every::Months(months), first: None, month_end: MonthEnd::SameDay,
            grace_principal: grace, grace_interest: grace / 2, down: Rate(down),
            multiple: Paise([1, 100, 1_000][multiple]), rounding: Rounding::PaisaHalfUp,
        };
        let plan = schedule(&terms).unwrap();
        prop_assert_eq!(plan.iter().map(|i| i.principal).sum::<Paise>(), Paise(principal));
        prop_assert_eq!(plan.last().unwrap().balance, Paise::ZERO);
        let mut left = Paise(principal);
        for i in &plan {
            left -= i.principal;
            prop_assert!(i.principal >= Paise::ZERO && i.balance == left && left >= Paise::ZERO);
        }
        prop_assert!(plan.windows(2).all(|w| w[0].due <= w[1].due));
        prop_assert_eq!(&schedule_of(&terms, &[(terms.from, terms.principal)], Further::default()).unwrap(), &plan);
    }

    #[test]
    fn appropriation_sums_to_the_receipt(
        owed in prop::collection::vec((0i64..90, 0i64..5_000, 0i64..5_000, 0i64..5_000, 0i64..50_000), 0..12),
        amount in 0i64..400_000, order in Just(Part::ALL.to_vec()).prop_shuffle(), sweep: bool, ahead in 0usize..4
    ) {
        let base = day(2024, 1, 1);
        let mut demands: Vec<Demand> = owed.iter().map(|(n, p, c, i, m)| Demand {
            due: plus_days(base, *n),
            owed: Owed { penal: Paise(*p), charges: Paise(*c), interest: Paise(*i), principal: Paise(*m) },
        }).collect();
        demands.sort_by_key(|d| d.due);
        let before = demands.clone();
        let sweep = if sweep { Sweep::ByPart } else { Sweep::ByInstalment };
        let ahead = [Ahead::Next, Ahead::Last, Ahead::Spread, Ahead::Keep][ahead];
        let order = Order::of(&order, sweep, ahead);
        let done = appropriate(&order, &mut demands, plus_days(base, 45), Paise(amount));
        prop_assert_eq!(done.total(), Paise(amount));
        for (i, (b, a)) in before.iter().zip(&demands).enumerate() {
            for part in Part::ALL {
                let paid: Paise = done.paid.iter().filter(|p| p.demand == i && p.part == part).map(|p| p.amount).sum();
                prop_assert!(a.owed.part(part) >= Paise::ZERO);
                prop_assert_eq!(b.owed.part(part) - paid, a.owed.part(part));
            }
        }
        let left: Paise = demands.iter().map(|d| d.owed.total()).sum();
        prop_assert!(ahead == Ahead::Keep || done.surplus.is_zero() || left.is_zero());
    }

    #[test]
    fn months_are_counted_from_their_anchor(n in 0i32..600, d in 1i8..29) {
        let from = day(2024, 1, d);
        prop_assert_eq!(plus_months(from, n, MonthEnd::SameDay).day(), d);
        prop_assert_eq!(whole_months(from, plus_months(from, n, MonthEnd::SameDay)), n);
    }
}

#[test]
fn days_agree_with_the_calendar() {
    let mut at = day(1899, 12, 25);
    for n in 0..80_000 {
        assert_eq!(days(day(1899, 12, 25), at), n);
        at = at.tomorrow().expect("a day");
    }
}

#[test]
fn a_loan_ledger_by_hand() {
    // 36,500 rupees at 7 % for 100 days of 365: exactly 700 rupees.
    let exact = accrue(Paise::rupees(36_500), Rate(700), day(2025, 4, 1), day(2025, 7, 10), DayCount::Actual365);
    assert_eq!(exact.round(Rounding::PaisaHalfUp), Paise::rupees(700));
    // Both ends counted: one day more.
    let both = until(day(2025, 7, 10), Ends::Both);
    assert_eq!(days(day(2025, 4, 1), both), 101);
    // The whole of a leap year is one year by Actual/Actual, and more by Actual/365.
    let year =
        |c| accrue(Paise::rupees(100), Rate(1_000), day(2024, 1, 1), day(2025, 1, 1), c).round(Rounding::PaisaHalfUp);
    assert_eq!(year(DayCount::ActualActual), Paise(1_000));
    assert_eq!(year(DayCount::Actual365), Paise(1_003));
    assert_eq!(year(DayCount::Thirty360), Paise(1_000));
    assert_eq!(year(DayCount::Actual360), Paise(1_017));
    assert_eq!(Accrued::of(Paise(7)).round(Rounding::PaisaHalfUp), Paise(7));
}

#[test]
fn what_is_unset_blocks() {
    let none: Ruled<Rate> = Ruled::default();
    assert_eq!(none.need(day(2025, 1, 1), "penal").unwrap_err().number, 4101);
    let steps = [(day(2025, 1, 1), Paise(100))];
    let penal = credit::interest::penal(&steps, day(2025, 1, 1), day(2025, 2, 1), &none, DayCount::Actual365);
    assert_eq!(penal.unwrap_err().number, 4101);
    let later = Ruled::one(day(2025, 6, 1), Rate(300), "12/2025", "order");
    assert!(later.on(day(2025, 5, 31)).is_none() && later.on(day(2025, 6, 1)).is_some());
}

#[test]
fn deposits_by_hand() {
    let (from, to) = (day(2024, 1, 1), day(2025, 1, 1));
    let grown = growth::compounded(
        Paise::rupees(10_000),
        Rate(700),
        from,
        to,
        Rests::Quarterly,
        DayCount::Actual365,
        Rounding::PaisaHalfUp,
    );
    // 10,000 × 1.0175^4
    assert_eq!(grown, Paise(1_071_859));
    let plain = growth::compounded(
        Paise::rupees(10_000),
        Rate(700),
        from,
        to,
        Rests::None,
        DayCount::ActualActual,
        Rounding::PaisaHalfUp,
    );
    assert_eq!(plain, Paise::rupees(10_700));
    // R·r/1200·n(n+1)/2 = 1000 × 6/1200 × 78
    assert_eq!(
        growth::recurring_simple(Paise::rupees(1_000), Rate(600), 12, Rounding::PaisaHalfUp),
        Paise::rupees(390)
    );
    let quarterly = growth::recurring_quarterly(Paise::rupees(1_000), Rate(600), 12, Rounding::PaisaHalfUp);

    assert!(quarterly > Paise::rupees(390) && quarterly < Paise::rupees(410));
    assert_eq!(growth::credit_days(from, to, 6), vec![day(2024, 7, 1), day(2025, 1, 1)]);
}

#[test]
fn a_kcc_limit_by_its_components() {
    let rule = LimitRule {
        post_harvest: Rate(1_000),
        maintenance: Rate(2_000),
        yearly: Rate(1_000),
        years: 5,
        rounding: Rounding::RupeeHalfUp,
    };
    // 50 nali (one hectare) of wheat at 60,000 a hectare, 20,000 of it in kind.
    let wheat = CropArea {
        crop: "wheat".into(),
        square_metres: 50 * 200,
        scale: Paise::rupees(60_000),
        in_kind: Paise::rupees(20_000),
    };
    let first = limit(std::slice::from_ref(&wheat), Paise::rupees(900), &rule, 1).unwrap();
    assert_eq!(first.crops, Paise::rupees(60_000));
    assert_eq!((first.post_harvest, first.maintenance), (Paise::rupees(6_000), Paise::rupees(12_000)));
    assert_eq!((first.total(), first.cash()), (Paise::rupees(78_900), Paise::rupees(58_900)));
    let third = limit(std::slice::from_ref(&wheat), Paise::ZERO, &rule, 3).unwrap();
    assert_eq!(third.crops, Paise::rupees(72_600));
    assert_eq!(limit(&[wheat], Paise::ZERO, &rule, 6).unwrap_err().number, 4104);
}

#[test]
fn a_drawal_is_due_by_its_season() {
    use credit::limit::Season::{Kharif, Rabi};
    let rule =
        |season, a, b, month, d| SeasonRule { season, first_month: a, last_month: b, due_month: month, due_day: d };
    let seasons = Seasons(vec![rule(Kharif, 4, 9, 3, 31), rule(Rabi, 10, 3, 6, 30)]);
    assert_eq!(seasons.due(day(2025, 7, 15)).unwrap(), (Kharif, day(2026, 3, 31)));
    assert_eq!(seasons.due(day(2025, 11, 1)).unwrap(), (Rabi, day(2026, 6, 30)));
    assert_eq!(seasons.due(day(2026, 2, 1)).unwrap(), (Rabi, day(2026, 6, 30)));
    assert_eq!(Seasons(Vec::new()).due(day(2026, 2, 1)).unwrap_err().number, 4105);
}

#[test]
fn oldest_first_and_in_order() {
    let owed = |p, i, m| Owed { penal: Paise(p), charges: Paise::ZERO, interest: Paise(i), principal: Paise(m) };
    let mut demands = [
        Demand { due: day(2024, 3, 31), owed: owed(10, 70, 1_000) },
        Demand { due: day(2024, 6, 30), owed: owed(0, 50, 500) },
    ];
    let order = Order::of(&[Part::Penal, Part::Interest, Part::Principal], Sweep::ByPart, Ahead::Keep);
    let done = appropriate(&order, &mut demands, day(2024, 7, 1), Paise(1_000));
    assert_eq!(
        (done.of(Part::Penal), done.of(Part::Interest), done.of(Part::Principal)),
        (Paise(10), Paise(120), Paise(870))
    );
    assert_eq!(order.steps[0].0, Age::Overdue);
}
