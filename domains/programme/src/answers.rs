//! Who has the next act where a rung is not met: read from what blocks it, by a fixed rule, so that nobody is blamed by opinion.

use crate::ladder::{Block, Judged, Rung};
use places::{Directory, Listed, Office, Posting, Scope};
use serde::{Deserialize, Serialize};

/// A party that may have the next act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// The society itself.
    Society,
    /// The district bank.
    Bank,
    /// The department: block, district, State.
    Department,
    /// The auditor.
    Auditor,
    /// The system integrator.
    Integrator,
}

impl Whose {
    /// All of them.
    pub const ALL: [Whose; 5] = [Whose::Society, Whose::Bank, Whose::Department, Whose::Auditor, Whose::Integrator];

    /// Its code, as in the messages `whose-…`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Whose::Society => "society",
            Whose::Bank => "bank",
            Whose::Department => "department",
            Whose::Auditor => "auditor",
            Whose::Integrator => "integrator",
        }
    }

    /// Back from the code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Whose> {
        Whose::ALL.into_iter().find(|w| w.code() == code)
    }

    fn of_office(office: Office) -> Whose {
        match office {
            Office::BankSupervisor => Whose::Bank,
            Office::Auditor => Whose::Auditor,
            Office::SiEngineer => Whose::Integrator,
            _ => Whose::Department,
        }
    }
}

/// A next act that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Whose it is.
    pub whose: Whose,
    /// The rung it is due for: the one asked about, or one below that stands in its way.
    pub rung: Rung,
}

impl Due {
    /// The posts that may do it, the one to ask first in front; empty where it is the society's.
    #[must_use]
    pub fn offices(self) -> Vec<Office> {
        match self.whose {
            Whose::Society => Vec::new(),
            Whose::Integrator => vec![Office::SiEngineer],
            whose => self.rung.signers().iter().copied().filter(|o| Whose::of_office(*o) == whose).collect(),
        }
    }

    /// Who holds such a post over a society on a day, whoever stands nearest to it first.
    #[must_use]
    pub fn person<'d>(self, dir: &'d Directory, s: &Listed, on: kernel::Date) -> Option<&'d Posting> {
        let wide = |scope: &Scope| match scope {
            Scope::Society(_) => 0,
            Scope::Block(_) => 1,
            Scope::District(_) | Scope::Bank(_) => 2,
            Scope::State => 3,
        };
        let over = |office: Office| {
            let held = dir.posts_on(on).filter(|p| p.office == office && p.scope.holds(s));
            held.min_by_key(|p| (wide(&p.scope), p.login.clone()))
        };
        self.offices().into_iter().find_map(over)
    }
}

/// Whose the next act for a rung is; nothing where it is met. `judged` is the whole ladder of the society.
#[must_use]
pub fn due(judged: &[Judged], rung: Rung) -> Option<Due> {
    let block = |r: Rung| judged.iter().find(|j| j.rung == r).and_then(|j| j.block);
    let blocked = block(rung)?;
    // while its register is not here nothing else can come: first the order, then the computer, then the line
    if rung >= Rung::Onboarded && block(Rung::Onboarded) == Some(Block::NotHeard) {
        let first = [Rung::Sanctioned, Rung::Hardware].into_iter().find(|r| block(*r).is_some());
        return match first {
            Some(first) => due(judged, first),
            None => Some(Due { whose: Whose::Integrator, rung: Rung::Onboarded }),
        };
    }
    let whose = match blocked {
        Block::Below(below) => return due(judged, below),
        Block::NoDocument | Block::Changed | Block::NotAudited | Block::AuditDue(_) => signs(rung),
        Block::NotHeard => Whose::Integrator,
        Block::NoMembers
        | Block::NotBroughtIn
        | Block::HeadsDiffer(_)
        | Block::NoDayEnded
        | Block::DaysAgo(_)
        | Block::Objections(_)
        | Block::PaperOpen
        | Block::NoCutOver => Whose::Society,
    };
    Some(Due { whose, rung })
}

/// Whose signature a rung waits for: of several posts that may give it, the one outside the department, which is there for this.
fn signs(rung: Rung) -> Whose {
    let all = || rung.signers().iter().copied().map(Whose::of_office);
    all().find(|w| *w != Whose::Department).or_else(|| all().next()).unwrap_or(Whose::Society)
}
