//! What the scenarios call a product, in our rules. The settings behind the names stand in the program the scenarios were
//! written for (Apache Fineract, Apache-2.0, the products of its end-to-end tests); here they are told in our own words.

use super::gherkin::Step;
use credit::appropriate::{Age, Ahead, Order, Part, Sweep};
use credit::calendar::MonthEnd;
use credit::interest::{DayCount, Rate, Rounding};
use credit::schedule::{Every, On, PeriodLength, Split, Terms};
use kernel::{Date, Paise};

/// How a loan of a scenario is set up.
#[derive(Clone, Debug)]
pub struct Setup {
    pub terms: Terms,
    pub auto_down: bool,
    /// Receipts of each kind in their order.
    pub order: Order,
    /// The allocation is the configurable one, in which kinds of receipts differ.
    pub advanced: bool,
    pub product: String,
    /// Why our rules do not express it.
    pub not: Option<String>,
}

pub fn money(text: &str) -> Paise {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{rest:0<2}");
    assert!(digits.len() == 2 || digits[2..].chars().all(|c| c == '0'), "more than paise: {text}");
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let whole: i64 = whole.trim_start_matches('-').replace(',', "").parse().unwrap_or(0);
    Paise(sign * (whole * 100 + digits[..2].parse::<i64>().expect("paise")))
}

pub fn date(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut words = text.split_whitespace();
    let day: i8 = words.next()?.parse().ok()?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|m| *m == name)? as i8 + 1;
    Date::new(words.next()?.parse().ok()?, month, day).ok()
}

/// A loan by its table.
pub fn customised(step: &Step) -> Setup {
    let row = step.row(1);
    let get = |key: &str| *row.get(key).unwrap_or(&"");
    let number = |key: &str| get(key).parse::<u16>().unwrap_or(0);
    let product = get("LoanProduct").to_owned();
    let days = get("interest calculation period") == "DAILY";
    let every = match get("repaymentFrequencyType") {
        "DAYS" => Every::Days(number("repaymentEvery")),
        "WEEKS" => Every::Weeks(number("repaymentEvery")),
        _ => Every::Months(number("repaymentEvery")),
    };
    let count = DayCount::Actual365;
    let split =
        if get("amortization type") == "EQUAL_INSTALLMENTS" { Split::EqualInstalment } else { Split::EqualPrincipal };
    let flat = get("interest type") == "FLAT";
    let rate = money(get("ANNUAL interest rate %"));
    let mut setup = plain(&product, date(get("submitted on date")).unwrap_or(Date::ZERO), money(get("with Principal")));
    setup.terms = Terms {
        rate: Rate(i32::try_from(rate.0).expect("a rate")),
        on: if flat { On::Flat } else { On::Declining },
        length: if days { PeriodLength::Days(count) } else { PeriodLength::Equal(count) },
        split,
        count: number("numberOfRepayments"),
        every,
        grace_principal: number("graceOnPrincipalPayment"),
        multiple: if split == Split::EqualPrincipal { Paise(1) } else { setup.terms.multiple },
        ..setup.terms
    };
    (setup.order, setup.advanced) = order(get("Payment strategy"));
    let bears = setup.terms.rate.0 > 0;
    let term = number("loanTermFrequency");
    let of_term = number("numberOfRepayments") * number("repaymentEvery");
    setup.not = setup.not.or(match () {
        () if number("interest free period") > 0 => Some("an interest-free time at the start".into()),
        () if bears && product.contains("RECALCULATION") => {
            Some("the schedule is drawn anew with every receipt (ours stays; interest runs on what is owed)".into())
        }
        () if number("graceOnInterestPayment") > 0 => {
            Some("grace of interest, in columns the scenarios' program reads crosswise".into())
        }
        () if bears && setup.advanced => Some("interest of the schedule that is re-laid by each payment".into()),
        () if term != of_term => Some("a term that is not count × interval".into()),
        () => None,
    });
    setup
}

/// A product at its own settings: `LP1` is one instalment after 30 days without interest.
pub fn plain(product: &str, from: Date, principal: Paise) -> Setup {
    let down = product.contains("DOWNPAYMENT");
    let multiple = if product.contains("ADV_PMT_ALLOC_PROG") { Paise(1) } else { Paise(100) };
    let not = match product {
        p if p.contains("FIXED_LENGTH") => Some("a fixed length of the last period"),
        p if p.contains("OVERDUE_FROM_AMOUNT") => Some("charges that fall by themselves on what is late"),
        _ => None,
    };
    let terms = Terms {
        principal,
        from,
        rate: Rate(0),
        on: On::Declining,
        length: PeriodLength::Equal(DayCount::Actual365),
        split: Split::EqualInstalment,
        count: 1,
        every: Every::Days(30),
        first: None,
        month_end: MonthEnd::SameDay,
        grace_principal: 0,
        grace_interest: 0,
        down: Rate(if down { 2_500 } else { 0 }),
        multiple,
        rounding: Rounding::PaisaHalfEven,
    };
    let (order, advanced) = order("PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER");
    let auto_down = product.contains("DOWNPAYMENT_AUTO");
    Setup { terms, auto_down, order, advanced, product: product.to_owned(), not: not.map(str::to_owned) }
}

/// The strategies by their names.
fn order(strategy: &str) -> (Order, bool) {
    use Part::{Charges as C, Interest as I, Penal as P, Principal as M};
    let of = |due: [Part; 4], ahead: [Part; 4]| {
        let ages = [(Age::Overdue, due), (Age::Due, due), (Age::Ahead, ahead)];
        let steps = ages.into_iter().flat_map(|(a, parts)| parts.map(|p| (a, p))).collect();
        Order { steps, sweep: Sweep::ByInstalment, ahead: Ahead::Next }
    };
    match strategy {
        "DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST" => {
            (of([P, C, I, M], [M, P, C, I]), false)
        }
        "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE" => {
            (of([P, I, M, C], [P, I, M, C]), false)
        }
        "ADVANCED_PAYMENT_ALLOCATION" => (of([P, C, M, I], [P, C, M, I]), true),
        _ => (of([P, C, I, M], [P, C, I, M]), false),
    }
}
