//! Fixed assets lose what they must, never more than they are worth.

use crate::{day, said};
use books::assets::*;
use books::percent::Percent;
use kernel::Paise;
use proptest::prelude::*;

fn computer() -> Asset {
    Asset {
        number: "3".into(),
        name: "computer".into(),
        head: "FA_COMP".into(),
        cost: Paise::rupees(12_000),
        carried: Paise::rupees(12_000),
        from: day("2025-10-15"),
        residual: Paise::rupees(1),
        method: Method::StraightLine,
        rate: Some(Percent(2_000)),
        disposed: None,
    }
}

#[test]
fn months_count() {
    let (from, until) = (day("2025-04-01"), day("2026-04-01"));
    let dep = |a: &Asset| a.depreciation(from, until).unwrap();
    assert_eq!(dep(&computer()), Paise::rupees(1_200)); // October to March: six of twelve months
    let down = Asset { method: Method::WrittenDown, ..computer() };
    assert_eq!(dep(&down), Paise::rupees(1_200));
    assert_eq!(down.depreciation(until, day("2027-04-01")).unwrap(), Paise::rupees(2_160)); // 20 % of 10,800
    assert_eq!(computer().value(day("2040-04-01")).unwrap(), Paise::rupees(1));
    let old = Asset { carried: Paise::rupees(500), from, ..computer() };
    assert_eq!(old.depreciation(from, until).unwrap(), Paise::rupees(499));
    let lines = depreciate(&[computer(), old], from, until).unwrap();
    assert_eq!((lines.len(), lines[0].debit, lines[1].credit), (2, Paise::rupees(1_699), Paise::rupees(1_699)));
}

#[test]
fn selling_an_asset_shows_gain_or_loss() {
    let sold = dispose(&computer(), day("2026-06-10"), day("2026-04-01"), Paise::rupees(10_000), "CASH").unwrap();
    assert_eq!((sold.depreciation, sold.value), (Paise::rupees(400), Paise::rupees(10_400)));
    assert_eq!(sold.gain, Paise::rupees(-400));
    assert_eq!(sold.lines.iter().map(|l| l.debit - l.credit).sum::<Paise>(), Paise::ZERO);
    let gone = Asset { disposed: Some(day("2026-06-10")), ..computer() };
    assert_eq!(gone.value(day("2026-06-10")).unwrap(), Paise::ZERO);
    assert_eq!(gone.depreciation(day("2026-04-01"), day("2027-04-01")).unwrap(), sold.depreciation);
}

#[test]
fn each_wrong_has_its_number() {
    let wrong = |a: Asset| said(&a.value(day("2026-04-01")).unwrap_err());
    assert_eq!(wrong(Asset { rate: None, ..computer() }), 4055);
    assert_eq!(wrong(Asset { rate: Some(Percent(10_001)), ..computer() }), 4056);
    assert_eq!(wrong(Asset { carried: Paise::rupees(12_001), ..computer() }), 4056);
    assert_eq!(wrong(Asset { residual: Paise(-1), ..computer() }), 4056);
    let sell = |a: &Asset, on: &str, posted: &str, got: i64| {
        said(&dispose(a, day(on), day(posted), Paise(got), "CASH").unwrap_err())
    };
    assert_eq!(sell(&computer(), "2025-10-14", "2025-04-01", 0), 4057);
    assert_eq!(sell(&computer(), "2025-12-01", "2026-04-01", 0), 4057);
    assert_eq!(sell(&computer(), "2026-06-10", "2026-04-01", -1), 4050);
    let gone = Asset { disposed: Some(day("2026-05-01")), ..computer() };
    assert_eq!(sell(&gone, "2026-06-10", "2026-04-01", 0), 4057);
}

proptest! {
    #[test]
    fn depreciation_adds_up_and_never_goes_below_the_residual(
        cost in 0i64..1_000_000_000, part in 0i64..=100, residual in 0i64..=100, rate in 0i64..=10_000, down in any::<bool>(),
        start in 0i16..12, cuts in prop::collection::vec(0i16..240, 1..6),
    ) {
        let carried = cost / 100 * part;
        let at = |months: i16| kernel::Date::constant(2020 + months / 12, (months % 12 + 1) as i8, 1);
        let asset = Asset {
            cost: Paise(cost), carried: Paise(carried), residual: Paise(carried / 100 * residual), from: at(start),
            method: if down { Method::WrittenDown } else { Method::StraightLine }, rate: Some(Percent(rate)), ..computer()
        };
        let mut cuts = cuts;
        cuts.sort_unstable();
        let mut lost = asset.depreciation(at(0), at(cuts[0])).unwrap();
        for pair in cuts.windows(2) {
            let here = asset.depreciation(at(pair[0]), at(pair[1])).unwrap();
            prop_assert!(here >= Paise::ZERO);
            lost += here;
        }
        let last = at(cuts[cuts.len() - 1]);
        let value = asset.value(last).unwrap();
        prop_assert_eq!(lost, asset.depreciation(at(0), last).unwrap());
        prop_assert_eq!(asset.carried - lost, value);
        prop_assert!(value >= asset.residual);
    }
}
