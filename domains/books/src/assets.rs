//! Fixed assets: depreciation by months, disposal.
//!
//! Months are whole: the month in which use begins counts in full, the month of disposal does not. That is a convention of ours,
//! chosen because it adds up: the depreciation of a year is that of its parts. Rates are the society's (bye-laws, auditor), so
//! an asset without one refuses.

use crate::event::Line;
use crate::percent::Percent;
use crate::statement::line;
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;
use serde::{Deserialize, Serialize};

/// How an asset loses value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// The same part of cost every year.
    StraightLine,
    /// A part of what is left on 1 April.
    WrittenDown,
}

/// A fixed asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Number in the register of assets.
    pub number: String,
    /// What it is.
    pub name: String,
    /// Head it stands in, for example `FA_COMP`.
    pub head: String,
    /// What it cost, paise.
    pub cost: Paise,
    /// What it was worth when counting begins, paise: the cost, or the value in the old books.
    pub carried: Paise,
    /// First day that counts: of use, or the day after the old books' cut-off.
    pub from: Date,
    /// What it is never written below, paise; often one rupee.
    pub residual: Paise,
    /// How it loses value.
    pub method: Method,
    /// How much a year; `None` is unset.
    pub rate: Option<Percent>,
    /// Day it was sold or scrapped.
    pub disposed: Option<Date>,
}

/// Months since year nought.
fn month(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

impl Asset {
    fn rate(&self) -> Result<Percent, Refusal> {
        let sound = (Paise::ZERO..=self.carried).contains(&self.residual)
            && self.carried <= self.cost
            && self.cost.0 <= crate::decide::MOST_PAISE;
        let rate = self.rate.ok_or_else(|| Refusal::new(4055).with("asset", &self.number))?;
        if sound && (0..=Percent::WHOLE.0).contains(&rate.0) {
            return Ok(rate);
        }
        let said = Refusal::new(4056).with("asset", &self.number).with("cost", format_indian(self.cost));
        Err(said.with("carried", format_indian(self.carried)).with("percent", rate))
    }

    /// Value lost from the beginning until the end of the month before `until` (months since year nought), paise.
    fn lost(&self, rate: Percent, until: i64) -> Paise {
        let most = self.carried - self.residual;
        let begin = month(self.from);
        let end = self.disposed.map_or(until, |d| until.min(month(d)));
        if end <= begin {
            return Paise::ZERO;
        }
        if self.method == Method::StraightLine {
            return rate.for_months(self.cost, end - begin).min(most);
        }
        let (mut lost, mut at) = (Paise::ZERO, begin);
        while at < end && lost < most {
            // The next 1 April: months since year nought leave 3 when divided by 12.
            let year_end = ((at - 3).div_euclid(12) + 1) * 12 + 3;
            let next = end.min(year_end);
            let year = rate.for_months(self.carried - lost, next - at);
            // Nothing lost in a whole year: nothing will be lost in the next.
            if year.is_zero() && next - at == 12 {
                break;
            }
            lost = (lost + year).min(most);
            at = next;
        }
        lost
    }

    /// Value on a day, paise: less the depreciation of all months before the day's own. Nothing is left of an asset disposed of
    /// on or before the day.
    ///
    /// # Errors
    /// 4055 where no rate is set; 4056 where cost, value, residual or rate are not possible.
    pub fn value(&self, day: Date) -> Result<Paise, Refusal> {
        let rate = self.rate()?;
        if self.disposed.is_some_and(|d| d <= day) {
            return Ok(Paise::ZERO);
        }
        Ok(self.carried - self.lost(rate, month(day)))
    }

    /// Depreciation of the months that begin in `from..until`, paise. For a financial year: 1 April to the next 1 April.
    ///
    /// # Errors
    /// 4055, 4056 as [`value`](Self::value).
    pub fn depreciation(&self, from: Date, until: Date) -> Result<Paise, Refusal> {
        let rate = self.rate()?;
        Ok((self.lost(rate, month(until)) - self.lost(rate, month(from))).max(Paise::ZERO))
    }
}

/// The lines that post depreciation of `from..until`: one debit of `EXP_DEP`, a credit for each head of assets. Empty where
/// nothing is lost.
///
/// # Errors
/// 4055, 4056 of the first asset that has them.
pub fn depreciate(assets: &[Asset], from: Date, until: Date) -> Result<Vec<Line>, Refusal> {
    let mut heads: std::collections::BTreeMap<&str, Paise> = std::collections::BTreeMap::new();
    for asset in assets {
        *heads.entry(&asset.head).or_default() += asset.depreciation(from, until)?;
    }
    let whole = heads.values().copied().sum();
    Ok(line("EXP_DEP", whole).into_iter().chain(heads.into_iter().filter_map(|(h, a)| line(h, -a))).collect())
}

/// What disposing of an asset means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disposal {
    /// Depreciation until then that is not posted yet, paise.
    pub depreciation: Paise,
    /// Value on the day, paise.
    pub value: Paise,
    /// Received over the value, paise; a loss is negative.
    pub gain: Paise,
    /// Lines to post; debits equal credits. Empty where nothing was left and nothing was received.
    pub lines: Vec<Line>,
}

/// Sells or scraps an asset on a day. `posted_until` is the first day whose month's depreciation is not posted yet, `received`
/// what was got for it, `into` the head that got it (`CASH`, `BANK_CUR`). The gain goes to `INC_ASSET`, a loss to `EXP_ASSET`.
///
/// # Errors
/// 4050 where less than nothing was received; 4055, 4056 as [`Asset::value`]; 4057 where it is disposed of already, or the day is
/// before its use began or before depreciation was posted.
pub fn dispose(asset: &Asset, day: Date, posted_until: Date, received: Paise, into: &str) -> Result<Disposal, Refusal> {
    if asset.disposed.is_some() || day < asset.from || month(day) < month(posted_until) {
        return Err(Refusal::new(4057).with("asset", &asset.number).with("date", day));
    }
    if received < Paise::ZERO || received.0 > crate::decide::MOST_PAISE {
        return Err(Refusal::new(4050).with("amount", format_indian(received)));
    }
    let value = asset.value(day)?;
    let depreciation = asset.depreciation(posted_until, day)?;
    let gain = received - value;
    let result = if gain > Paise::ZERO { "INC_ASSET" } else { "EXP_ASSET" };
    let amounts =
        [("EXP_DEP", depreciation), (into, received), (asset.head.as_str(), -(value + depreciation)), (result, -gain)];
    let lines = amounts.into_iter().filter_map(|(head, amount)| line(head, amount)).collect();
    Ok(Disposal { depreciation, value, gain, lines })
}
