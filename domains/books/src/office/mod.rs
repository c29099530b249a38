//! Registers of the office: what a society notes beside its accounts. Minutes (mpacs.md 3.1 no. 30), dead stock (26), insurance and
//! licences (31), land of members (5), bonds and sureties (8), who keeps cattle or fish, what nominal members joined for (2), the
//! numbers of shares (3), dividends by member (29).
//!
//! They are entries of the estate ([`crate::estate`]): folded anew whenever they are read, so that taking one back is leaving it out.

pub mod bonds;
pub mod certificates;
pub mod dividends;
pub mod keepers;
pub mod minutes;
pub mod nominal;
pub mod plots;
pub mod policies;
pub mod stores;

use crate::estate::{Did, EstateEvent, Register};
use crate::event::Line;
use kernel::{Date, Refusal};
use serde::{Deserialize, Serialize};

/// What was noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "k", rename_all = "kebab-case")]
pub enum Noted {
    /// A meeting was held.
    Met(minutes::Meeting),
    /// An article came into the register of dead stock.
    ArticleEntered(stores::Article),
    /// Some of an article was written off.
    ArticleWrittenOff(stores::WrittenOff),
    /// A policy or licence was entered.
    PolicyEntered(policies::Policy),
    /// A plot of a member was entered.
    PlotEntered(plots::Plot),
    /// A plot is a member's no more.
    PlotLeft {
        /// Why.
        reason: String,
    },
    /// A bond was signed; it stands in place of an earlier one of the loan.
    BondSigned(bonds::Bond),
    /// A member keeps cattle or fish, or keeps them no more.
    KeeperSet(keepers::Tag),
    /// What a nominal member joined for, and who vouches for him.
    NominalNoted(nominal::Note),
    /// The numbers of the shares of a certificate.
    SharesNumbered(certificates::Numbers),
    /// A dividend, member by member; a long list is several entries.
    DividendListed(dividends::Listed),
    /// Dividends were paid to a member.
    DividendPaid(dividends::Paid),
}

impl Noted {
    /// Kind of the entry.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Noted::Met(_) => "estate.met",
            Noted::ArticleEntered(_) => "estate.article-entered",
            Noted::ArticleWrittenOff(_) => "estate.article-written-off",
            Noted::PolicyEntered(_) => "estate.policy-entered",
            Noted::PlotEntered(_) => "estate.plot-entered",
            Noted::PlotLeft { .. } => "estate.plot-left",
            Noted::BondSigned(_) => "estate.bond-signed",
            Noted::KeeperSet(_) => "estate.keeper-set",
            Noted::NominalNoted(_) => "estate.nominal-noted",
            Noted::SharesNumbered(_) => "estate.shares-numbered",
            Noted::DividendListed(_) => "estate.dividend-listed",
            Noted::DividendPaid(_) => "estate.dividend-paid",
        }
    }
}

/// An event that posts nothing.
fn noted(date: Date, register: Register, of: &str, what: Noted) -> EstateEvent {
    posted(date, register, of, Vec::new(), what)
}

fn posted(date: Date, register: Register, of: &str, lines: Vec<Line>, what: Noted) -> EstateEvent {
    EstateEvent { date, register, of: of.to_owned(), lines, did: Did::Office(Box::new(what)) }
}

/// A text that may be missing.
///
/// # Errors
/// 4400 where it is too long.
fn maybe(words: &str) -> Result<String, Refusal> {
    if words.trim().is_empty() { Ok(String::new()) } else { crate::estate::text(words) }
}

/// A day that is not after the open one.
///
/// # Errors
/// 4405.
fn by_then(date: Date, open: Date) -> Result<Date, Refusal> {
    if date <= open {
        return Ok(date);
    }
    let (date, open) = (lipi::date::format(date), lipi::date::format(open));
    Err(Refusal::new(4405).with("date", date).with("open", open))
}
