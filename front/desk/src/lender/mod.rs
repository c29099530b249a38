//! The year of a lender: acts beside drawals and receipts, and the lists they stand on.

mod claims;
mod custody;
mod opening;
mod provide;
mod remind;
mod suits;
mod surplus;
mod teller;

pub use claims::{ClaimList, Listed};
pub use custody::HeldGold;
pub use provide::{Classified, Provisions};
pub use remind::ToRemind;
pub use suits::{Approaching, Recovery};
pub use teller::{Collections, Passbook, Resting};

use crate::Trouble;
use crate::act::{PaidTo, Pay};
use crate::counter::{self, Counter};
use crate::working::Env;
use credit::acts::Leg;
use credit::claims::Funder;
use credit::decide;
use credit::gold::Ornament;
use credit::lender::Bearer;
use credit::suit::Stage;
use keep::Event;
use kernel::{Date, Paise, Refusal, Verb};
use serde::{Deserialize, Serialize};
use sql::Tx;

/// An act of a lender's year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "lender", rename_all = "kebab-case")]
pub enum Lender {
    /// Claims a funder's parts of interest for a period; the rows follow from the entries.
    Claim {
        /// Number of the list.
        number: String,
        /// From whom.
        funder: Funder,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
        /// The sum as it was shown, paise.
        sum: Paise,
    },
    /// Takes in money for a claim.
    ReceiveClaim {
        /// Number of the list.
        claim: String,
        /// Paise.
        amount: Paise,
        /// How: bank or cash.
        pay: Pay,
        /// The funder's letter.
        letter: String,
    },
    /// Notes a line, or a part of it, that was not admitted.
    RejectClaim {
        /// Number of the list.
        claim: String,
        /// Loan.
        loan: String,
        /// Paise.
        amount: Paise,
        /// Why.
        reason: String,
        /// Who bears it.
        bearer: Bearer,
    },
    /// Brings provisions to what is required, and interest of non-performing loans to its reserve.
    Provide {
        /// What is required as it was shown, paise.
        required: Paise,
    },
    /// Notes that everybody in a village who is to be reminded was reminded; of all villages where none is named.
    Remind {
        /// Village; empty for all.
        village: String,
    },
    /// Sanctions a loan against gold and takes the gold in custody; its value follows from the rate of the day.
    Pledge {
        /// Membership number.
        member_no: String,
        /// Code of the product.
        product: String,
        /// Amount sanctioned, paise.
        amount: Paise,
        /// The ornaments.
        ornaments: Vec<Ornament>,
        /// Who weighed and tested them.
        appraiser: String,
        /// Resolution: number and day.
        resolution: String,
    },
    /// Gives gold back.
    ReleaseGold {
        /// Loan, `GL-3`.
        loan: String,
        /// To whom.
        to: String,
    },
    /// Classes a loan as loss.
    NameLoss {
        /// Loan.
        loan: String,
        /// The audit note, inspection report or resolution: number and day.
        document: String,
        /// Why nothing more is to be had.
        reason: String,
    },
    /// Notes what happened to a suit.
    MoveSuit {
        /// Loan.
        loan: String,
        /// Day it happened.
        on: Date,
        /// What.
        stage: Stage,
        /// Amount decreed, paise.
        amount: Paise,
        /// Next day before the court.
        next: Option<Date>,
        /// What was ordered.
        note: String,
    },
    /// Marks savings accounts that are inoperative by the rule of their product.
    MarkInoperative,
    /// Lets an inoperative account live again.
    Revive {
        /// Account.
        account: String,
        /// How the member was recognised.
        reason: String,
    },
    /// Notes that a passbook was printed up to a line.
    Printed {
        /// Account.
        account: String,
        /// Lines of the account that stand in it now.
        lines: u32,
    },
    /// Enters an agent of daily deposits, changes or stops him.
    SetAgent {
        /// Short name.
        agent: String,
        /// Name of the person.
        name: String,
        /// Membership number, where he is a member.
        member_no: String,
        /// He collects no more.
        ended: bool,
    },
    /// Takes in an agent's list.
    Collect {
        /// Agent.
        agent: String,
        /// Accounts and amounts, paise.
        rows: Vec<(String, Paise)>,
        /// How the money comes.
        pay: Pay,
    },
    /// Pays an agent's commission for days.
    PayAgent {
        /// Agent.
        agent: String,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
        /// Commission as it was shown, paise.
        amount: Paise,
        /// How.
        pay: Pay,
    },
    /// Puts the opening balance of an account of the old books right.
    CorrectOpening {
        /// Account, `SB-340`.
        account: String,
        /// Change of the balance in its natural direction, paise.
        principal: Paise,
        /// Change of a loan's interest outstanding, paise.
        interest: Paise,
        /// Head that takes the other side; empty for the difference head of the register.
        other: String,
        /// What was wrong and how it was seen.
        reason: String,
        /// Resolution: number and day.
        resolution: String,
    },
    /// Gives back what was paid over on a loan, or sets it off.
    PaySurplus {
        /// Loan, `ST-12`.
        loan: String,
        /// Paise.
        amount: Paise,
        /// How: cash, bank, or a deposit or a loan of the same member.
        pay: Pay,
        /// Who receives it in place of a member who is dead.
        #[serde(default)]
        to: Option<PaidTo>,
    },
}

impl Lender {
    /// What somebody must be allowed to do for it.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Lender::Provide { .. } => Verb::YearEnd,
            Lender::NameLoss { .. } => Verb::LossName,
            Lender::CorrectOpening { .. } => Verb::BooksPost,
            Lender::Pledge { .. } | Lender::ReleaseGold { .. } | Lender::MoveSuit { .. } => Verb::LoanSanction,
            _ => Verb::CreditAct,
        }
    }

    /// Its name, as in the messages `act-…`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Lender::Claim { .. } => "claim",
            Lender::ReceiveClaim { .. } => "receive-claim",
            Lender::RejectClaim { .. } => "reject-claim",
            Lender::Provide { .. } => "provide",
            Lender::Remind { .. } => "remind",
            Lender::Pledge { .. } => "pledge",
            Lender::ReleaseGold { .. } => "release-gold",
            Lender::MoveSuit { .. } => "move-suit",
            Lender::NameLoss { .. } => "name-loss",
            Lender::MarkInoperative => "mark-inoperative",
            Lender::Revive { .. } => "revive",
            Lender::Printed { .. } => "printed",
            Lender::SetAgent { .. } => "set-agent",
            Lender::Collect { .. } => "collect",
            Lender::PayAgent { .. } => "pay-agent",
            Lender::CorrectOpening { .. } => "correct-opening",
            Lender::PaySurplus { .. } => "pay-surplus",
        }
    }

    /// Whom or what it concerns, in one line for the list of what waits.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Lender::Claim { number, .. } => number.clone(),
            Lender::ReceiveClaim { claim, letter, .. } => format!("{claim} {letter}"),
            Lender::RejectClaim { claim, loan, .. } => format!("{claim} {loan}"),
            Lender::Provide { .. } | Lender::MarkInoperative => String::new(),
            Lender::Revive { account, .. } | Lender::Printed { account, .. } => account.clone(),
            Lender::CorrectOpening { account, resolution, .. } => format!("{account} {resolution}"),
            Lender::SetAgent { agent, .. } | Lender::Collect { agent, .. } | Lender::PayAgent { agent, .. } => {
                agent.clone()
            }
            Lender::Remind { village } => village.clone(),
            Lender::Pledge { member_no, product, .. } => format!("{member_no} {product}"),
            Lender::ReleaseGold { loan, .. }
            | Lender::MoveSuit { loan, .. }
            | Lender::NameLoss { loan, .. }
            | Lender::PaySurplus { loan, .. } => loan.clone(),
        }
    }
}

/// What an act becomes.
pub(crate) fn lender(t: &mut Tx<'_>, env: &Env<'_>, act: &Lender) -> Result<Vec<Event>, Trouble> {
    let c = Counter::new(t, env.society, env.day()?)?;
    match act {
        Lender::Claim { .. } => claims::claim(t, env, &c, act),
        Lender::ReceiveClaim { .. } | Lender::RejectClaim { .. } => claims::settle(t, env, &c, act),
        Lender::Provide { required } => provide::provide(t, env, &c, *required),
        Lender::Remind { village } => remind::remind(t, env, &c, village),
        Lender::Pledge { .. } | Lender::ReleaseGold { .. } => custody::gold(t, env, &c, act),
        Lender::MoveSuit { .. } => suits::moved(t, env, &c, act),
        Lender::NameLoss { loan, document, reason } => {
            let found = counter::account(t, env, loan)?;
            let view = counter::loan_view(t, env, &c, &found)?;
            let (loan, document, reason) = (found.account.to_string(), document.clone(), reason.clone());
            let command = decide::NameLoss { loan, date: c.day, document, reason };
            Ok(counter::wrap(decide::name_loss(&view, &command, &c.context)?))
        }
        Lender::CorrectOpening { .. } => opening::correct(t, env, &c, act),
        Lender::PaySurplus { .. } => surplus::pay(t, env, &c, act),
        _ => teller::teller(t, env, &c, act),
    }
}

/// The leg of money that comes from an office or goes to a person of the society: bank or cash, no account of a member.
///
/// # Errors
/// 5080; 4003 where the bank's head is none.
fn office_leg(pay: &Pay, amount: Paise) -> Result<Leg, Refusal> {
    counter::checked(pay)?;
    match pay {
        Pay::Account { account } => Err(Refusal::new(5080).with("account", account)),
        _ => Ok(counter::leg(pay, amount)),
    }
}
