//! Appropriation: what law demands, what is unset, whose profit it is.

use crate::{day, said};
use books::percent::Percent;
use books::statement::appropriation::*;
use kernel::Paise;
use proptest::prelude::*;

fn rupees(r: i64) -> Paise {
    Paise::rupees(r)
}

fn year() -> Year {
    Year {
        end: day("2026-03-31"),
        profit: rupees(1_000),
        overdue_interest: Some(rupees(200)),
        recovered: Paise::ZERO,
        activities: vec![(Some("dairy".into()), rupees(300)), (None, rupees(700))],
        state_shares: Paise::ZERO,
    }
}

fn law() -> Law {
    Law { education: Some(rupees(50)), dividend_cap: Some(Percent(2_000)) }
}

fn command() -> Appropriate {
    Appropriate {
        resolution: Some(Resolution { number: "7".into(), date: day("2026-09-20") }),
        reserve: RESERVE_LEAST,
        redemption: Paise::ZERO,
        funds: vec![("BLDG_FUND".into(), rupees(40))],
        dividends: dividend(None, 1_000),
    }
}

fn dividend(activity: Option<&str>, shares: i64) -> Vec<Dividend> {
    let holders = vec![Holder { no: "1".into(), shares: rupees(shares) }];
    vec![Dividend { activity: activity.map(str::to_owned), holders, rate: Percent(1_000) }]
}

/// Every part of some lists.
fn listed(lists: &[books::EstateEvent]) -> Vec<books::office::dividends::Part> {
    use books::estate::Did;
    use books::office::Noted;
    let parts = |e: &books::EstateEvent| match &e.did {
        Did::Office(what) => match &**what {
            Noted::DividendListed(l) => l.parts.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    lists.iter().flat_map(parts).collect()
}

fn refused(year: &Year, law: &Law, command: &Appropriate) -> u16 {
    said(&appropriate(year, law, command).unwrap_err())
}

fn credit(done: &Appropriated, head: &str) -> Paise {
    done.lines.iter().filter(|l| l.head == head).map(|l| l.credit - l.debit).sum()
}

#[test]
fn profit_is_divided_after_overdue_interest() {
    let done = appropriate(&year(), &law(), &command()).unwrap();
    assert_eq!(credit(&done, "PL_NOW"), rupees(-1_000));
    assert_eq!(credit(&done, "OIR"), rupees(200));
    assert_eq!(credit(&done, "RESERVE"), rupees(200)); // 25 % of 800, not of 1000
    assert_eq!(credit(&done, "EDU_PAY"), rupees(50));
    assert_eq!(credit(&done, "BLDG_FUND"), rupees(40));
    assert_eq!(credit(&done, "DIVIDEND_PAY"), rupees(100));
    assert_eq!((done.left, credit(&done, "PL_PREV")), (rupees(410), rupees(410)));
    assert_eq!(done.account.check(), Paise::ZERO);
}

#[test]
fn education_is_paid_in_a_year_of_loss() {
    let loss = Year { profit: rupees(-300), overdue_interest: Some(Paise::ZERO), activities: vec![], ..year() };
    let nothing = Appropriate { funds: vec![], dividends: vec![], ..command() };
    let done = appropriate(&loss, &law(), &nothing).unwrap();
    assert_eq!((credit(&done, "LOSS_NOW"), credit(&done, "EDU_PAY")), (rupees(300), rupees(50)));
    assert_eq!((credit(&done, "RESERVE"), credit(&done, "ACC_LOSS")), (Paise::ZERO, rupees(-350)));
    assert_eq!(done.account.check(), Paise::ZERO);
    assert_eq!(refused(&loss, &Law { education: None, ..law() }, &nothing), 4043);
    assert_eq!(refused(&loss, &law(), &command()), 4046);
}

#[test]
fn each_wrong_has_its_number() {
    let (y, l, c) = (year(), law(), command());
    assert_eq!(refused(&y, &l, &Appropriate { resolution: None, ..c.clone() }), 4041);
    let early = Resolution { number: "7".into(), date: y.end };
    assert_eq!(refused(&y, &l, &Appropriate { resolution: Some(early), ..c.clone() }), 4041);
    assert_eq!(refused(&y, &l, &Appropriate { reserve: Percent(2_499), ..c.clone() }), 4042);
    assert_eq!(refused(&y, &Law { education: None, ..l.clone() }, &c), 4043);
    assert_eq!(refused(&y, &Law { dividend_cap: None, ..l.clone() }, &c), 4044);
    assert_eq!(refused(&y, &Law { dividend_cap: Some(Percent(999)), ..l.clone() }, &c), 4045);
    assert_eq!(refused(&y, &l, &Appropriate { funds: vec![("BLDG_FUND".into(), rupees(451))], ..c.clone() }), 4046);
    assert_eq!(refused(&Year { overdue_interest: None, ..y.clone() }, &l, &c), 4048);
    assert_eq!(refused(&y, &l, &Appropriate { funds: vec![("BLDG_FUND".into(), Paise(-1))], ..c.clone() }), 4050);
    assert_eq!(refused(&y, &l, &Appropriate { redemption: Paise(1), ..c.clone() }), 4054);
    let state = Year { state_shares: rupees(1), ..y.clone() };
    assert!(appropriate(&state, &l, &Appropriate { redemption: rupees(160), ..c.clone() }).is_ok());
    assert_eq!(refused(&state, &l, &Appropriate { redemption: rupees(161), ..c }), 4054);
}

#[test]
fn dairy_profit_is_its_members() {
    // 550 are free; 300 of 800 are dairy's: 206.25 for its members, 343.75 for all.
    let with = |dividends| Appropriate { dividends, funds: vec![], ..command() };
    assert!(appropriate(&year(), &law(), &with(dividend(None, 3_437))).is_ok());
    assert_eq!(refused(&year(), &law(), &with(dividend(None, 3_438))), 4047);
    assert!(appropriate(&year(), &law(), &with(dividend(Some("dairy"), 2_062))).is_ok());
    assert_eq!(refused(&year(), &law(), &with(dividend(Some("dairy"), 2_063))), 4049);
    assert_eq!(refused(&year(), &law(), &with(dividend(Some("seed"), 1))), 4049);
    // nobody has shares, or one dividend stands twice
    assert_eq!(refused(&year(), &law(), &with(dividend(Some("dairy"), 0))), 4642);
    let twice = [dividend(None, 10), dividend(None, 20)].concat();
    assert_eq!(refused(&year(), &law(), &with(twice)), 4644);
    let both = [dividend(Some("dairy"), 2_062), dividend(None, 3_437)].concat();
    assert_eq!(appropriate(&year(), &law(), &with(both)).unwrap().left, Paise(10));
}

#[test]
fn recovered_interest_is_added_back() {
    let done = appropriate(&Year { recovered: rupees(100), ..year() }, &law(), &command()).unwrap();
    assert_eq!((credit(&done, "OIR"), credit(&done, "RESERVE")), (rupees(100), rupees(225)));
}

proptest! {
    #[test]
    fn what_is_appropriated_is_the_profit(
        profit in -500_000i64..2_000_000, overdue in 0i64..300_000, recovered in 0i64..100_000, education in 0i64..50_000,
        reserve in 2_500i64..10_000, fund in 0i64..200_000, shares in 0i64..3_000_000, dairy in -100_000i64..900_000,
    ) {
        let year = Year {
            profit: Paise(profit), overdue_interest: Some(Paise(overdue)), recovered: Paise(recovered),
            activities: vec![(Some("dairy".into()), Paise(dairy)), (None, Paise(profit - dairy))], ..year()
        };
        let law = Law { education: Some(Paise(education)), ..law() };
        let both = [None, Some("dairy".to_owned())];
        let dividends = both.map(|activity| Dividend {
            activity,
            holders: [shares, shares / 7].map(|s| Holder { no: s.to_string(), shares: Paise(s) }).into(),
            rate: Percent(1_000),
        });
        let lists = books::office::dividends::list(day("2026-09-20"), year.end, &dividends);
        let command = Appropriate {
            reserve: Percent(reserve), funds: vec![("OTHER_FUND".into(), Paise(fund))], dividends: dividends.into(), ..command()
        };
        match appropriate(&year, &law, &command) {
            Ok(done) => {
                prop_assert_eq!(done.account.check(), Paise::ZERO);
                prop_assert_eq!(done.lines.iter().map(|l| l.debit - l.credit).sum::<Paise>(), Paise::ZERO);
                prop_assert!(done.lines.iter().all(|l| l.debit.is_zero() != l.credit.is_zero()));
                let result = credit(&done, "PL_NOW") + credit(&done, "LOSS_NOW");
                prop_assert_eq!(result, Paise(-profit));
                let net = profit - overdue + recovered;
                prop_assert!(credit(&done, "RESERVE").0 * 4 >= net);
                prop_assert_eq!(credit(&done, "EDU_PAY"), Paise(education));
                // what is owed is the sum of the lists
                let listed: Paise = listed(&lists).iter().map(|p| p.amount).sum();
                prop_assert_eq!(credit(&done, "DIVIDEND_PAY"), listed);
                // Nothing chosen by the general body makes a loss.
                prop_assert!(done.left >= Paise::ZERO || credit(&done, "DIVIDEND_PAY").is_zero());
            }
            Err(no) => prop_assert!([4046, 4047, 4049, 4642].contains(&said(&no))),
        }
    }
}
