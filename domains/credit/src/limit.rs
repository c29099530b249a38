//! What a crop loan may be: the KCC limit by its components, and the day a drawal falls due.

use crate::interest::{Rate, Rounding, round_ratio};
use kernel::{Date, Paise, Refusal};
use serde::{Deserialize, Serialize};

/// A crop and where it is grown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CropArea {
    /// Crop, as the district technical committee writes it.
    pub crop: String,
    /// Area in square metres: 10,000 a hectare, 200 a nali (mpacs.md 3.2, unverified by officers).
    pub square_metres: u32,
    /// Scale of finance, paise a hectare, fixed yearly for the crop.
    pub scale: Paise,
    /// Part of the scale given in kind (fertiliser, seed), paise a hectare; not above `scale`.
    pub in_kind: Paise,
}

/// The percentages of a limit. They are 10, 20 and 10 in usage (unverified; RBI KCC master circular of 4 July 2018 is named as
/// their source but its limit paragraphs were not read), so they are settings that must be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitRule {
    /// For post-harvest and household needs, percent of the crops' part.
    pub post_harvest: Rate,
    /// For maintenance of farm assets, percent of the crops' part.
    pub maintenance: Rate,
    /// Added each year for rising costs, percent of the year before.
    pub yearly: Rate,
    /// Years the limit lasts (5; six for loans sanctioned from 1 January 2027).
    pub years: u8,
    /// How parts are rounded.
    pub rounding: Rounding,
}

/// A limit by its components: only crops and post-harvest qualify for subvention, so they are never lumped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// Sum of scale × area.
    pub crops: Paise,
    /// Of it, to be drawn in kind.
    pub in_kind: Paise,
    /// Post-harvest and household.
    pub post_harvest: Paise,
    /// Maintenance of farm assets.
    pub maintenance: Paise,
    /// Insurance premia.
    pub insurance: Paise,
}

impl Limit {
    /// All components.
    #[must_use]
    pub fn total(&self) -> Paise {
        self.crops + self.post_harvest + self.maintenance + self.insurance
    }

    /// What may be drawn in cash: all but the part in kind.
    #[must_use]
    pub fn cash(&self) -> Paise {
        self.total() - self.in_kind
    }
}

/// The limit of year `year` (1 is the first).
///
/// # Errors
/// 4104 where the year is outside the rule's years or a part in kind exceeds its scale.
pub fn limit(crops: &[CropArea], insurance: Paise, rule: &LimitRule, year: u8) -> Result<Limit, Refusal> {
    if year == 0 || year > rule.years || crops.iter().any(|c| c.in_kind > c.scale || c.in_kind < Paise::ZERO) {
        return Err(Refusal::new(4104).with("year", year).with("years", rule.years));
    }
    let of = |per_hectare: Paise, area: u32| {
        round_ratio(i128::from(per_hectare.0) * i128::from(area), 10_000, rule.rounding)
    };
    let first: Paise = crops.iter().map(|c| of(c.scale, c.square_metres)).sum();
    let kind: Paise = crops.iter().map(|c| of(c.in_kind, c.square_metres)).sum();
    let grown = |start: Paise| (1..year).fold(start, |a, _| a + percent(a, rule.yearly, rule.rounding));
    Ok(Limit {
        crops: grown(first),
        in_kind: grown(kind),
        post_harvest: grown(percent(first, rule.post_harvest, rule.rounding)),
        maintenance: grown(percent(first, rule.maintenance, rule.rounding)),
        insurance,
    })
}

/// A percentage of an amount, rounded.
#[must_use]
pub fn percent(amount: Paise, rate: Rate, rounding: Rounding) -> Paise {
    round_ratio(i128::from(amount.0) * i128::from(rate.0), 10_000, rounding)
}

/// Crop seasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Season {
    /// Sown with the monsoon.
    Kharif,
    /// Sown in winter.
    Rabi,
    /// Between the two.
    Zaid,
}

/// A season's months of drawal and the day its drawals are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeasonRule {
    /// Season.
    pub season: Season,
    /// First month of drawal, 1 to 12.
    pub first_month: i8,
    /// Last month of drawal; may lie in the next calendar year.
    pub last_month: i8,
    /// Month due.
    pub due_month: i8,
    /// Day due; the last of the month where the month is shorter.
    pub due_day: i8,
}

/// Due dates by season. Usage is kharif April to September due 31 March, rabi October to March due 30 June: unverified, by crop,
/// district and year, hence a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seasons(pub Vec<SeasonRule>);

impl Seasons {
    /// Season and due date of a drawal: the first due day after the drawal.
    ///
    /// # Errors
    /// 4105 where no season takes drawals in that month.
    pub fn due(&self, drawn: Date) -> Result<(Season, Date), Refusal> {
        let m = drawn.month();
        let inside = |r: &&SeasonRule| {
            if r.first_month <= r.last_month {
                (r.first_month..=r.last_month).contains(&m)
            } else {
                m >= r.first_month || m <= r.last_month
            }
        };
        let rule = self.0.iter().find(inside).ok_or_else(|| Refusal::new(4105).with("date", drawn))?;
        let in_year = |y: i16| {
            let first = Date::new(y, rule.due_month.clamp(1, 12), 1).unwrap_or(drawn);
            let day = rule.due_day.clamp(1, first.days_in_month());
            Date::new(y, first.month(), day).unwrap_or(first)
        };
        let this = in_year(drawn.year());
        let due = if this > drawn { this } else { in_year(drawn.year().saturating_add(1)) };
        Ok((rule.season, due))
    }
}
