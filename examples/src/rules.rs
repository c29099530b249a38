//! Products and norms of an invented society, so that a demo and a played year can work. None of them is claimed to be anybody's order:
//! a real society enters its own, and what it has not entered blocks.

use credit::appropriate::{Ahead, Order, Part, Sweep};
use credit::calendar::MonthEnd;
use credit::interest::{DayCount, Rate, Rests, Rounding};
use credit::limit::{LimitRule, Season, SeasonRule, Seasons};
use credit::product::{
    DepositHeads, DepositKind, DepositProduct, InstalmentRule, Linkage, LoanHeads, LoanKind, LoanProduct, Norms,
    Product, RecurringMethod, Ruled,
};
use credit::schedule::Split;
use credit::standing::{NpaRule, ProvisionRule};
use jiff::civil::date;
use kernel::{Date, Paise};

/// What stands where an order would.
pub const ORDER: &str = "उदाहरण / example";

/// First day of everything set here and among the goods.
pub(crate) const FROM: Date = date(2000, 4, 1);

pub(crate) fn rule<T>(value: T) -> Ruled<T> {
    Ruled::one(FROM, value, ORDER, "invented for examples")
}

fn none<T>() -> Ruled<T> {
    Ruled::default()
}

fn loan(code: &str, kind: LoanKind, principal: &str, rate: i32) -> LoanProduct {
    let order = Order::of(&[Part::Penal, Part::Charges, Part::Interest, Part::Principal], Sweep::ByPart, Ahead::Next);
    LoanProduct {
        code: code.to_owned(),
        kind,
        agricultural: matches!(kind, LoanKind::KccShort | LoanKind::Medium),
        rate: rule(Rate(rate)),
        penal: rule(Rate(200)),
        day_count: rule(DayCount::Actual365),
        rounding: rule(Rounding::RupeeHalfUp),
        rests: rule(Rests::None),
        order: rule(order),
        linkage: rule(Linkage { small: Rate(0), others: Rate(0), share: Paise::rupees(100) }),
        season: none(),
        instalments: none(),
        margin: none(),
        sureties: none(),
        long_crop: false,
        heads: LoanHeads::standard(principal),
    }
}

fn deposit(code: &str, kind: DepositKind, head: &str, rates: Vec<(u16, Rate)>) -> DepositProduct {
    DepositProduct {
        code: code.to_owned(),
        kind,
        rates: rule(rates),
        day_count: rule(DayCount::Actual365),
        rounding: rule(Rounding::RupeeHalfUp),
        credit_months: rule(if kind == DepositKind::Savings { 6 } else { 3 }),
        recurring: rule(RecurringMethod::Quarterly),
        premature: rule(Rate(100)),
        commission: rule(Rate(200)),
        inoperative_months: rule(24),
        least: rule(Paise::rupees(100)),
        heads: DepositHeads::standard(head),
    }
}

/// Loans: KCC, medium and long term, against deposits, gold. Deposits: savings, recurring, fixed, reinvestment, daily.
#[must_use]
pub fn products() -> Vec<Product> {
    let seasons = Seasons(vec![
        SeasonRule { season: Season::Kharif, first_month: 4, last_month: 9, due_month: 3, due_day: 31 },
        SeasonRule { season: Season::Rabi, first_month: 10, last_month: 3, due_month: 6, due_day: 30 },
    ]);
    let instalments = |months, most| InstalmentRule {
        split: Split::EqualPrincipal,
        months,
        most,
        month_end: MonthEnd::SameDay,
        multiple: Paise::rupees(1),
    };
    let kcc = LoanProduct { season: rule(seasons), ..loan("KCC", LoanKind::KccShort, "ST_LOAN", 700) };
    let medium = LoanProduct { instalments: rule(instalments(12, 5)), ..loan("MT", LoanKind::Medium, "MT_LOAN", 1050) };
    let long = LoanProduct { instalments: rule(instalments(12, 15)), ..loan("LT", LoanKind::Long, "LT_LOAN", 1100) };
    let against = LoanProduct {
        instalments: rule(instalments(12, 1)),
        margin: rule(Rate(8000)),
        ..loan("DL", LoanKind::AgainstDeposit, "DEP_LOAN", 900)
    };
    let gold = LoanProduct {
        instalments: rule(instalments(12, 1)),
        margin: rule(Rate(7500)),
        ..loan("GL", LoanKind::Gold, "GOLD_LOAN", 1000)
    };
    let term = vec![(3, Rate(500)), (12, Rate(625)), (36, Rate(675))];
    [kcc, medium, long, against, gold]
        .into_iter()
        .map(|p| Product::Loan(Box::new(p)))
        .chain(
            [
                deposit("SB", DepositKind::Savings, "SB", vec![(0, Rate(350))]),
                deposit("RD", DepositKind::Recurring, "RD", vec![(6, Rate(550)), (12, Rate(600))]),
                deposit("FD", DepositKind::Fixed, "FD", term.clone()),
                deposit("RI", DepositKind::Reinvestment, "FD", term),
                deposit("DD", DepositKind::Daily, "DD", vec![(0, Rate(0)), (6, Rate(300))]),
            ]
            .into_iter()
            .map(|p| Product::Deposit(Box::new(p))),
        )
        .collect()
}

/// Norms that go with them.
#[must_use]
pub fn norms() -> Norms {
    let scale = |crop: &str, all: i64, kind: i64| (crop.to_owned(), Paise::rupees(all), Paise::rupees(kind));
    Norms {
        npa: rule(NpaRule { short_seasons: 2, long_seasons: 1, short_months: 6, long_months: 12, days: 90 }),
        provision: rule(ProvisionRule {
            sub_standard_months: 36,
            doubtful1_months: 12,
            doubtful2_months: 24,
            rates: [Rate(25), Rate(1000), Rate(2000), Rate(3000), Rate(10_000), Rate(10_000)],
        }),
        limit: rule(LimitRule {
            post_harvest: Rate(1000),
            maintenance: Rate(2000),
            yearly: Rate(1000),
            years: 5,
            rounding: Rounding::RupeeHalfUp,
        }),
        scales: rule(vec![
            scale("धान", 75_000, 20_000),
            scale("गेहूँ", 70_000, 18_000),
            scale("मंडुवा", 48_000, 9_000),
            scale("आलू", 150_000, 45_000),
        ]),
        limitation: rule(3),
        ..Norms::default()
    }
}
