//! Rules that were read in a published text and so may be shipped. Whatever is only usage is not here: it is unset, and blocks.

use crate::claims::SchemeRule;
use crate::interest::Rate;
use crate::law::CashReading;
use crate::product::{Rule, Ruled};
use kernel::{Date, Paise};

fn day(y: i16, m: i8, d: i8) -> Date {
    Date::new(y, m, d).unwrap_or(Date::MAX)
}

/// Cash between a primary agricultural credit society and its member is allowed below ₹2,00,000 (s. 269SS and 269T as changed by the
/// Finance Act 2023).
#[must_use]
pub fn cash_limit() -> Ruled<Paise> {
    let source = "Income-tax Act 1961, s. 269SS, 269ST, 269T; Finance Act 2023";
    Ruled::one(day(2023, 4, 1), Paise::rupees(200_000), "Finance Act 2023", source)
}

/// The sections count what is outstanding: s. 269SS (b) and (c) as inserted by the Finance Act 1984, s. 28, s. 269T in the same words for
/// repayment. The limit of two lakh rupees for these societies came with the Finance Act 2023.
#[must_use]
pub fn cash_reading() -> Ruled<CashReading> {
    let source = "Income-tax Act 1961, s. 269SS (a) to (c), s. 269T; Finance Act 1984, s. 28; Finance Act 2023";
    Ruled::one(day(2023, 4, 1), CashReading::Outstanding, "Finance Act 2023", source)
}

/// Modified interest subvention scheme of financial year 2025-26: 7 % to the farmer, 1.5 % to the lender, 3 % for prompt repayment,
/// ₹3 lakh in all, ₹2 lakh of it for allied activities. Terms of 2026-27 were not found: drawals from 1 April 2026 need a
/// rule entered by the society.
#[must_use]
pub fn subvention() -> Ruled<SchemeRule> {
    let value = SchemeRule {
        contract: Rate(700),
        subvention: Rate(150),
        prompt: Rate(300),
        cap: Paise::rupees(300_000),
        allied: Paise::rupees(200_000),
        last: Some(day(2026, 3, 31)),
    };
    let source = "RBI circular of 13 January 2026 on the modified interest subvention scheme";
    Ruled(vec![Rule { from: day(2025, 4, 1), value, order: "RBI/2025-26/193".into(), source: source.into() }])
}

/// Months of a short and a long crop's season for loans sanctioned from 1 January 2027.
#[must_use]
pub fn season_months() -> Ruled<(u16, u16)> {
    let source = "RBI directions for rural co-operative banks on the Kisan Credit Card, 2026";
    Ruled::one(day(2027, 1, 1), (12, 18), "RBI rural co-operative banks KCC Directions 2026", source)
}

/// Value of a share, least number of shares and admission fee (paise, number, paise) of the model bye-laws; the society's registered
/// bye-laws prevail.
#[must_use]
pub fn shares() -> Ruled<(Paise, u16, Paise)> {
    let value = (Paise::rupees(100), 5, Paise::rupees(10));
    Ruled::one(day(2023, 1, 5), value, "Model bye-laws of 5 January 2023", "Model bye-laws for PACS")
}
