//! Who may vote. The model bye-laws leave the terms to the society: unset, the list refuses to be drawn.

use crate::bylaw::{Bylaws, Key};
use crate::effects::Standing;
use crate::terms::Class;
use kernel::{Date, Paise, Refusal};

/// A member as the voter list must know him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoterRow {
    /// Membership number.
    pub no: String,
    /// Name.
    pub name: String,
    /// Father's or husband's name.
    pub father: String,
    /// Village, as shown.
    pub village: String,
    /// Register.
    pub class: Class,
    /// How the number stands.
    pub standing: Standing,
    /// Admitted on; of old books maybe unknown.
    pub admitted: Option<Date>,
    /// Overdue over all loans on the day of the list, paise.
    pub overdue: Paise,
    /// The oldest of it is overdue since.
    pub overdue_since: Option<Date>,
}

/// Why somebody is not on the list; the first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Not a member today: left, or the same person as another number.
    NoMember,
    /// A nominal member has no vote.
    Nominal,
    /// The day of admission is not known: the old register must be looked at.
    NoAdmissionDay,
    /// Admitted after the record date.
    TooNew,
    /// In arrears longer and by more than the bye-laws let pass.
    Arrears,
}

impl Why {
    /// Code in messages (`society-vote-why`).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Why::NoMember => "no-member",
            Why::Nominal => "nominal",
            Why::NoAdmissionDay => "no-admission-day",
            Why::TooNew => "too-new",
            Why::Arrears => "arrears",
        }
    }
}

/// The list, in the order of the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoterList {
    /// Who may vote, as positions in the rows.
    pub may: Vec<usize>,
    /// Who may not, and why.
    pub may_not: Vec<(usize, Why)>,
    /// The last day of admission that gives a vote.
    pub record_date: Date,
}

/// Draws the voter list of a poll. Nobody is left out silently: whoever is not on the list stands on the other with the reason.
///
/// # Errors
/// 4201 where one of the terms is unset: days of membership, days of arrears, amount of arrears.
pub fn list(rows: &[VoterRow], rules: &Bylaws, poll: Date) -> Result<VoterList, Refusal> {
    let after = i64::from(rules.number(Key::VoteAfterDays, poll)?);
    let days = i64::from(rules.number(Key::VoteArrearsDays, poll)?);
    let most = rules.money(Key::VoteArrears, poll)?;
    let before = |days: i64| (0..days).fold(poll, |d, _| d.yesterday().unwrap_or(Date::MIN));
    let (record_date, late) = (before(after), before(days));
    let mut out = VoterList { record_date, ..VoterList::default() };
    for (at, row) in rows.iter().enumerate() {
        match why_not(row, record_date, late, most) {
            None => out.may.push(at),
            Some(why) => out.may_not.push((at, why)),
        }
    }
    Ok(out)
}

fn why_not(row: &VoterRow, record_date: Date, late: Date, most: Paise) -> Option<Why> {
    if !matches!(row.standing, Standing::Member { .. }) {
        return Some(Why::NoMember);
    }
    if row.class == Class::B {
        return Some(Why::Nominal);
    }
    let Some(admitted) = row.admitted else { return Some(Why::NoAdmissionDay) };
    if admitted > record_date {
        return Some(Why::TooNew);
    }
    // Overdue without a known day counts as long overdue: a vote is not given by a gap in the books.
    let long = row.overdue_since.is_none_or(|since| since < late);
    (row.overdue > most && long).then_some(Why::Arrears)
}
