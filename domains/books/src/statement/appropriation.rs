//! Appropriation of the year's profit, after the general body resolved it.
//!
//! Uttarakhand Act of 2003, s. 58: net profit *after deducting overdue interest*, which may be added back when it is recovered;
//! at least 25 % to the reserve fund; the education fund even in a year of loss, by the amount prescribed; at most 20 % to a
//! redemption fund where the State holds shares. Model bye-laws of 5 January 2023: dividend from profit of dairy or fishery
//! goes only to members who keep cattle or fish. Cap of dividend and amount for education are unset until entered.

use super::{Label, Part, Row, Section, Table, Tie, above, line};
use crate::event::Line;
use crate::percent::{Percent, part};
use kernel::{Date, Paise, Refusal};
use lipi::amount::format_indian;

/// Least part of net profit for the reserve fund: 25 % (s. 58).
pub const RESERVE_LEAST: Percent = Percent(2_500);
/// Most part of net profit for the fund that redeems the State's shares: 20 % (s. 58).
pub const REDEMPTION_MOST: Percent = Percent(2_000);
/// Activities whose profit is divided only among their own members.
pub const OWN_MEMBERS: [&str; 2] = ["dairy", "fishery"];

/// The year that is to be divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Its last day.
    pub end: Date,
    /// Profit in `PL_NOW`; a loss in `LOSS_NOW` is negative. Paise.
    pub profit: Paise,
    /// Interest counted as income of the year that is overdue and not received, paise; what already went to `OIR` instead of
    /// income is not in it. `None` where nobody has counted it.
    pub overdue_interest: Option<Paise>,
    /// Overdue interest deducted in earlier years and received in this one, paise.
    pub recovered: Paise,
    /// Result of each activity, paise ([`super::activity_results`]).
    pub activities: Vec<(Option<String>, Paise)>,
    /// Paid-up shares of the State, paise.
    pub state_shares: Paise,
}

/// What law and order prescribe for the year; `None` is unset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Law {
    /// Contribution to the education fund, paise, also in a year of loss.
    pub education: Option<Paise>,
    /// Highest dividend, percent of paid-up shares.
    pub dividend_cap: Option<Percent>,
}

/// A dividend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dividend {
    /// `None` for all members; `dairy` or `fishery` for their members, from that profit.
    pub activity: Option<String>,
    /// Those who get it, with their shares on the record day.
    pub holders: Vec<Holder>,
    /// Percent of the shares.
    pub rate: Percent,
}

/// A member with his paid-up shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Membership number.
    pub no: String,
    /// Paise.
    pub shares: Paise,
}

impl Dividend {
    /// A member's part, paise, rounded down.
    #[must_use]
    pub fn of(&self, holder: &Holder) -> Paise {
        self.rate.at_most_of(holder.shares)
    }

    /// Its amount, paise: the sum of the parts.
    #[must_use]
    pub fn amount(&self) -> Paise {
        self.holders.iter().map(|h| self.of(h)).sum()
    }
}

/// Resolution of the general body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// Its number.
    pub number: String,
    /// Day of the meeting.
    pub date: Date,
}

/// What the general body resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appropriate {
    /// The resolution; without one nothing is posted.
    pub resolution: Option<Resolution>,
    /// Part for the reserve fund, at least [`RESERVE_LEAST`].
    pub reserve: Percent,
    /// For the fund that redeems the State's shares, paise.
    pub redemption: Paise,
    /// For other funds: code of the head and paise.
    pub funds: Vec<(String, Paise)>,
    /// Dividends.
    pub dividends: Vec<Dividend>,
}

/// An appropriation ready to be posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appropriated {
    /// Lines of the voucher; debits equal credits. Its day is the day of the meeting or later.
    pub lines: Vec<Line>,
    /// The appropriation account.
    pub account: Table,
    /// Carried forward: more than nothing to `PL_PREV`, less to `ACC_LOSS`. Paise.
    pub left: Paise,
}

/// Divides the profit of a year, or deals with its loss.
///
/// # Errors
/// 4041 no resolution, or one from before the end of the year; 4042 reserve below 25 %; 4043 education fund unset; 4044 cap of
/// dividend unset; 4045 dividend above it; 4046 more than there is; 4047 general dividend from dairy or fishery profit; 4048
/// overdue interest not counted; 4049 dividend of dairy or fishery above its profit; 4050 an amount below nothing; 4054
/// redemption fund above 20 % or without shares of the State; 4642 a dividend of which nobody gets
/// anything; 4644 two dividends of one kind.
pub fn appropriate(year: &Year, law: &Law, command: &Appropriate) -> Result<Appropriated, Refusal> {
    resolved(year, command)?;
    let overdue = year.overdue_interest.ok_or_else(|| Refusal::new(4048).with("year_end", year.end))?;
    let education = law.education.ok_or_else(|| Refusal::new(4043).with("year_end", year.end))?;
    positive(&[overdue, year.recovered, education, command.redemption])?;
    positive(&command.funds.iter().map(|f| f.1).collect::<Vec<_>>())?;
    if command.reserve < RESERVE_LEAST {
        return Err(Refusal::new(4042).with("percent", command.reserve).with("least", RESERVE_LEAST));
    }
    let net = year.profit - overdue + year.recovered;
    let uses = Uses {
        overdue,
        recovered: year.recovered,
        reserve: command.reserve.at_least_of(net),
        education,
        redemption: command.redemption,
        funds: &command.funds,
        dividends: &command.dividends,
    };
    redemption(year, net, command.redemption)?;
    let left = net - uses.reserve - education - uses.chosen();
    let chosen = uses.chosen() + (uses.reserve - RESERVE_LEAST.at_least_of(net));
    if left < Paise::ZERO && chosen > Paise::ZERO {
        return Err(Refusal::new(4046).with("short", format_indian(-left)));
    }
    dividends(year, law, &command.dividends, net, net - uses.reserve - education)?;
    let lines = uses.lines(year.profit, left);
    Ok(Appropriated { lines, account: uses.account(year.profit, left), left })
}

fn resolved(year: &Year, command: &Appropriate) -> Result<(), Refusal> {
    match &command.resolution {
        Some(r) if !r.number.trim().is_empty() && r.date > year.end => Ok(()),
        _ => Err(Refusal::new(4041).with("year_end", year.end)),
    }
}

fn positive(amounts: &[Paise]) -> Result<(), Refusal> {
    match amounts.iter().find(|a| **a < Paise::ZERO || a.0 > crate::decide::MOST_PAISE) {
        Some(wrong) => Err(Refusal::new(4050).with("amount", format_indian(*wrong))),
        None => Ok(()),
    }
}

fn redemption(year: &Year, net: Paise, asked: Paise) -> Result<(), Refusal> {
    let most = if year.state_shares > Paise::ZERO { REDEMPTION_MOST.at_most_of(net) } else { Paise::ZERO };
    if asked <= most {
        return Ok(());
    }
    Err(Refusal::new(4054).with("amount", format_indian(asked)).with("most", format_indian(most)))
}

/// `free` is what is left of `net` after reserve and education. Dairy and fishery each keep the part of it that their profit
/// is of the whole, rounded down; the rest is for all members.
fn dividends(year: &Year, law: &Law, asked: &[Dividend], net: Paise, free: Paise) -> Result<(), Refusal> {
    for d in asked {
        positive(&[Paise(d.rate.0)])?;
        positive(&d.holders.iter().map(|h| h.shares).collect::<Vec<_>>())?;
        let cap = law.dividend_cap.ok_or_else(|| Refusal::new(4044).with("year_end", year.end))?;
        if d.rate > cap {
            return Err(Refusal::new(4045).with("percent", d.rate).with("cap", cap));
        }
        let activity = d.activity.as_deref().unwrap_or("all");
        if asked.iter().filter(|o| o.activity == d.activity).count() > 1 {
            return Err(Refusal::new(4644).with("activity", activity));
        }
        if d.amount().is_zero() {
            return Err(Refusal::new(4642).with("activity", activity).with("date", year.end));
        }
    }
    let profit_of = |name: &str| -> Paise {
        year.activities
            .iter()
            .filter(|(a, _)| a.as_deref() == Some(name))
            .map(|(_, p)| *p)
            .sum::<Paise>()
            .max(Paise::ZERO)
    };
    let own: Vec<(&str, Paise)> = OWN_MEMBERS.iter().map(|name| (*name, profit_of(name))).collect();
    let whole = net.max(own.iter().map(|o| o.1).sum());
    let pools: Vec<(&str, Paise)> = own.iter().map(|(name, p)| (*name, part(free, p.0, whole.0, 0))).collect();
    let sum = |activity: Option<&str>| -> Paise {
        asked.iter().filter(|d| d.activity.as_deref() == activity).map(Dividend::amount).sum()
    };
    for d in asked.iter().filter(|d| d.activity.is_some()) {
        let name = d.activity.as_deref();
        let most = pools.iter().find(|p| Some(p.0) == name).map_or(Paise::ZERO, |p| p.1);
        if sum(name) > most {
            let amount = format_indian(sum(name));
            return Err(Refusal::new(4049).with("amount", amount).with("most", format_indian(most)));
        }
    }
    let most = above(above(free) - pools.iter().map(|p| p.1).sum());
    if sum(None) > most {
        return Err(Refusal::new(4047).with("amount", format_indian(sum(None))).with("most", format_indian(most)));
    }
    Ok(())
}

/// Where the profit goes, paise.
struct Uses<'a> {
    overdue: Paise,
    recovered: Paise,
    reserve: Paise,
    education: Paise,
    redemption: Paise,
    funds: &'a [(String, Paise)],
    dividends: &'a [Dividend],
}

impl Uses<'_> {
    /// What the general body chose, over what the law demands.
    fn chosen(&self) -> Paise {
        self.redemption + self.funds.iter().map(|f| f.1).sum() + self.dividends.iter().map(Dividend::amount).sum()
    }

    fn lines(&self, profit: Paise, left: Paise) -> Vec<Line> {
        let result = if profit < Paise::ZERO { "LOSS_NOW" } else { "PL_NOW" };
        let dividend = self.dividends.iter().map(Dividend::amount).sum::<Paise>();
        let rest = if left < Paise::ZERO { "ACC_LOSS" } else { "PL_PREV" };
        let fixed = [
            (result, profit),
            ("OIR", self.recovered),
            ("OIR", -self.overdue),
            ("RESERVE", -self.reserve),
            ("EDU_PAY", -self.education),
            ("REDEEM_FUND", -self.redemption),
            ("DIVIDEND_PAY", -dividend),
            (rest, -left),
        ];
        let funds = self.funds.iter().filter_map(|(head, amount)| line(head, -*amount));
        fixed.into_iter().filter_map(|(head, amount)| line(head, amount)).chain(funds).collect()
    }

    fn account(&self, profit: Paise, left: Paise) -> Table {
        let key = |k, amount| Row::one(Label::Key(k), amount);
        let funds = self.funds.iter().map(|(head, a)| {
            let name = head.clone();
            Row::one(Label::Head { code: head.clone(), name }, *a)
        });
        let dividends = self.dividends.iter().map(|d| match &d.activity {
            None => key("line-dividend-all", d.amount()),
            some => Row::one(Label::Activity(some.clone()), d.amount()),
        });
        let section = |k, rows| Section::new(Label::Key(k), 1, rows);
        let uses = vec![
            section("section-result-loss", vec![key("line-net-loss", above(-profit))]),
            section("section-overdue-interest", vec![key("line-overdue-interest", self.overdue)]),
            section("section-by-law", vec![key("line-reserve", self.reserve), key("line-education", self.education)]),
            section("section-funds", [key("line-redemption", self.redemption)].into_iter().chain(funds).collect()),
            section("section-dividends", dividends.collect()),
            section("section-carried", vec![key("line-carried-profit", above(left))]),
        ];
        let sources = vec![
            section("section-result-profit", vec![key("line-net-profit", above(profit))]),
            section("section-recovered", vec![key("line-recovered-interest", self.recovered)]),
            section("section-carried", vec![key("line-carried-loss", above(-left))]),
        ];
        let uses = Part::new(Label::Key("part-uses"), 1, uses);
        let sources = Part::new(Label::Key("part-sources"), 1, sources);
        let tie = Tie { key: "tie-appropriation", off: uses.totals[0] - sources.totals[0] };
        Table {
            title: Label::Key("statement-appropriation"),
            about: None,
            columns: vec!["column-amount"],
            parts: vec![uses, sources],
            ties: vec![tie],
        }
    }
}

/// The appropriation account of a voucher that was posted: credits are uses, debits where the profit came from. `name` gives the
/// name of a head by its code.
#[must_use]
pub fn posted(lines: &[Line], name: impl Fn(&str) -> String) -> Table {
    let rows = |amount: fn(&Line) -> Paise| -> Vec<Row> {
        let row = |l: &Line| Row::one(Label::Head { code: l.head.clone(), name: name(&l.head) }, amount(l));
        lines.iter().map(row).collect()
    };
    let part = |key, section, rows| Part::new(Label::Key(key), 1, vec![Section::new(Label::Key(section), 1, rows)]);
    let uses = part("part-uses", "part-uses", rows(|l| l.credit));
    let sources = part("part-sources", "part-sources", rows(|l| l.debit));
    let tie = Tie { key: "tie-appropriation", off: uses.totals[0] - sources.totals[0] };
    Table {
        title: Label::Key("statement-appropriation"),
        about: None,
        columns: vec!["column-amount"],
        parts: vec![uses, sources],
        ties: vec![tie],
    }
}
