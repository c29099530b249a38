//! What happened to accounts.

use crate::acts::{
    ClaimMade, DebtAcknowledged, DepositClosed, DepositInterestCredited, DepositLien, DepositOpened, Deposited,
    InterestAccrued, LoanCharged, LoanDisbursed, LoanReceived, LoanRejected, LoanSanctioned, NormsSet, ProductSet,
    Reversed, SuitFiled, SurplusPaid, Withdrawn,
};
use crate::gold::{GoldPledged, GoldReleased};
use crate::lender::{ClaimReceived, ClaimRejected, InterestRelieved, InterestReserved, LossNamed, ProvisionMade};
use crate::opening::OpeningCorrected;
use crate::remind::Reminded;
use crate::suit::SuitMoved;
use crate::teller::{AgentPaid, AgentSet, DepositRested, PassbookPrinted};
use kernel::{Date, Paise, Source};
use serde::{Deserialize, Serialize, Serializer};

/// What kind of account: the member's shares, his loans, his deposits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// Shares held; the account number is the membership number.
    Share,
    /// Short-term (crop, KCC) loan.
    LoanSt,
    /// Medium-term loan.
    LoanMt,
    /// Savings deposit.
    Sb,
    /// Recurring deposit.
    Rd,
    /// Fixed deposit.
    Fd,
    /// Long-term loan.
    LoanLt,
    /// Loan against a deposit under lien.
    LoanDeposit,
    /// Loan against gold.
    LoanGold,
    /// Daily deposit through an agent.
    Dd,
}

impl AccountKind {
    /// All kinds. The order is that of the numbers the store knows them by: new ones come last.
    pub const ALL: [AccountKind; 10] = [
        Self::Share,
        Self::LoanSt,
        Self::LoanMt,
        Self::Sb,
        Self::Rd,
        Self::Fd,
        Self::LoanLt,
        Self::LoanDeposit,
        Self::LoanGold,
        Self::Dd,
    ];

    /// `share`, `loan_st`, `loan_mt`, `sb`, `rd`, `fd`, `loan_lt`, `loan_deposit`, `loan_gold`, `dd`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::LoanSt => "loan_st",
            Self::LoanMt => "loan_mt",
            Self::Sb => "sb",
            Self::Rd => "rd",
            Self::Fd => "fd",
            Self::LoanLt => "loan_lt",
            Self::LoanDeposit => "loan_deposit",
            Self::LoanGold => "loan_gold",
            Self::Dd => "dd",
        }
    }

    /// The letters an account's number is typed and shown with: `ST-12`, `SB-340`.
    #[must_use]
    pub fn letters(self) -> &'static str {
        match self {
            Self::Share => "SH",
            Self::LoanSt => "ST",
            Self::LoanMt => "MT",
            Self::Sb => "SB",
            Self::Rd => "RD",
            Self::Fd => "FD",
            Self::LoanLt => "LT",
            Self::LoanDeposit => "DL",
            Self::LoanGold => "GL",
            Self::Dd => "DD",
        }
    }

    /// True where a positive balance is owed to the society (an asset: loans).
    #[must_use]
    pub fn is_asset(self) -> bool {
        matches!(self, Self::LoanSt | Self::LoanMt | Self::LoanLt | Self::LoanDeposit | Self::LoanGold)
    }
}

/// Past tense, versioned by the entry that carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum CreditEvent {
    /// One page (up to some hundreds) of accounts brought forward with their balance at the cut-off. It posts the sum
    /// of the page: loans debit `head`, shares and deposits credit `head`, the other side is `difference_head`.
    AccountsBroughtForward {
        /// Kind of all rows.
        kind: AccountKind,
        /// Day the balances are true on.
        cutoff: Date,
        /// Code of the head the accounts belong to.
        head: String,
        /// Code of the *Migration difference (register)* head that takes the other side.
        difference_head: String,
        /// Rows in the order of the old register.
        rows: Vec<AccountRow>,
    },
    /// A loan was sanctioned by resolution.
    LoanSanctioned(LoanSanctioned),
    /// An application was refused, with reasons.
    LoanRejected(LoanRejected),
    /// Money or goods were given.
    LoanDisbursed(LoanDisbursed),
    /// Interest was charged up to a day.
    InterestAccrued(InterestAccrued),
    /// A charge was laid on a loan.
    LoanCharged(LoanCharged),
    /// A repayment was received and appropriated.
    LoanReceived(LoanReceived),
    /// The borrower acknowledged the debt in writing.
    DebtAcknowledged(DebtAcknowledged),
    /// A suit or arbitration was brought.
    SuitFiled(SuitFiled),
    /// Parts of interest were claimed from a funder.
    ClaimMade(ClaimMade),
    /// A member was relieved of the interest funders bear.
    InterestRelieved(InterestRelieved),
    /// Money came for a claim.
    ClaimReceived(ClaimReceived),
    /// A line of a claim was not admitted.
    ClaimRejected(ClaimRejected),
    /// Provisions were brought to what is required.
    ProvisionMade(ProvisionMade),
    /// Interest moved to the reserve of overdue interest or back.
    InterestReserved(InterestReserved),
    /// Borrowers were reminded of what falls due.
    Reminded(Reminded),
    /// Gold was taken in custody for a loan.
    GoldPledged(GoldPledged),
    /// Gold was given back.
    GoldReleased(GoldReleased),
    /// Something happened to a suit.
    SuitMoved(SuitMoved),
    /// A deposit account was opened.
    DepositOpened(DepositOpened),
    /// Money was laid in.
    Deposited(Deposited),
    /// Money was taken out.
    Withdrawn(Withdrawn),
    /// Interest was credited to a deposit.
    DepositInterestCredited(DepositInterestCredited),
    /// A lien was laid on a deposit, or lifted.
    DepositLien(DepositLien),
    /// A deposit was paid out in full and closed.
    DepositClosed(DepositClosed),
    /// A savings account became inoperative, or lives again.
    DepositRested(DepositRested),
    /// A passbook was printed.
    PassbookPrinted(PassbookPrinted),
    /// An agent of daily deposits was entered, changed or stopped.
    AgentSet(AgentSet),
    /// An agent was paid his commission.
    AgentPaid(AgentPaid),
    /// An earlier event was taken back.
    Reversed(Reversed),
    /// A product was set: new, or with other rules.
    ProductSet(ProductSet),
    /// The society's norms were set: NPA, provision, cash, scale of finance, schemes of interest.
    NormsSet(NormsSet),
    /// A loan was classed as loss.
    LossNamed(LossNamed),
    /// An opening balance of the old books was put right.
    OpeningCorrected(OpeningCorrected),
    /// What was received over all that was owed was given back or set off.
    SurplusPaid(SurplusPaid),
}

impl CreditEvent {
    /// The kind under which an entry carries it, the room and its tag: `credit.accounts-brought-forward`, `credit.loan-received`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::AccountsBroughtForward { .. } => "credit.accounts-brought-forward",
            Self::LoanSanctioned(_) => "credit.loan-sanctioned",
            Self::LoanRejected(_) => "credit.loan-rejected",
            Self::LoanDisbursed(_) => "credit.loan-disbursed",
            Self::InterestAccrued(_) => "credit.interest-accrued",
            Self::LoanCharged(_) => "credit.loan-charged",
            Self::LoanReceived(_) => "credit.loan-received",
            Self::DebtAcknowledged(_) => "credit.debt-acknowledged",
            Self::SuitFiled(_) => "credit.suit-filed",
            Self::ClaimMade(_) => "credit.claim-made",
            Self::InterestRelieved(_) => "credit.interest-relieved",
            Self::ClaimReceived(_) => "credit.claim-received",
            Self::ClaimRejected(_) => "credit.claim-rejected",
            Self::ProvisionMade(_) => "credit.provision-made",
            Self::InterestReserved(_) => "credit.interest-reserved",
            Self::Reminded(_) => "credit.reminded",
            Self::GoldPledged(_) => "credit.gold-pledged",
            Self::GoldReleased(_) => "credit.gold-released",
            Self::SuitMoved(_) => "credit.suit-moved",
            Self::DepositOpened(_) => "credit.deposit-opened",
            Self::Deposited(_) => "credit.deposited",
            Self::Withdrawn(_) => "credit.withdrawn",
            Self::DepositInterestCredited(_) => "credit.deposit-interest-credited",
            Self::DepositLien(_) => "credit.deposit-lien",
            Self::DepositClosed(_) => "credit.deposit-closed",
            Self::DepositRested(_) => "credit.deposit-rested",
            Self::PassbookPrinted(_) => "credit.passbook-printed",
            Self::AgentSet(_) => "credit.agent-set",
            Self::AgentPaid(_) => "credit.agent-paid",
            Self::Reversed(_) => "credit.reversed",
            Self::ProductSet(_) => "credit.product-set",
            Self::NormsSet(_) => "credit.norms-set",
            Self::LossNamed(_) => "credit.loss-named",
            Self::OpeningCorrected(_) => "credit.opening-corrected",
            Self::SurplusPaid(_) => "credit.surplus-paid",
        }
    }

    /// The day it happened.
    #[must_use]
    pub fn date(&self) -> Date {
        match self {
            Self::AccountsBroughtForward { cutoff, .. } => *cutoff,
            Self::LoanSanctioned(e) => e.date,
            Self::LoanRejected(e) => e.date,
            Self::LoanDisbursed(e) => e.date,
            Self::InterestAccrued(e) => e.date,
            Self::LoanCharged(e) => e.date,
            Self::LoanReceived(e) => e.date,
            Self::DebtAcknowledged(e) => e.date,
            Self::SuitFiled(e) => e.date,
            Self::ClaimMade(e) => e.date,
            Self::InterestRelieved(e) => e.date,
            Self::ClaimReceived(e) => e.date,
            Self::ClaimRejected(e) => e.date,
            Self::ProvisionMade(e) => e.date,
            Self::InterestReserved(e) => e.date,
            Self::Reminded(e) => e.date,
            Self::GoldPledged(e) => e.date,
            Self::GoldReleased(e) => e.date,
            Self::SuitMoved(e) => e.date,
            Self::DepositOpened(e) => e.date,
            Self::Deposited(e) => e.date,
            Self::Withdrawn(e) => e.date,
            Self::DepositInterestCredited(e) => e.date,
            Self::DepositLien(e) => e.date,
            Self::DepositClosed(e) => e.date,
            Self::DepositRested(e) => e.date,
            Self::PassbookPrinted(e) => e.date,
            Self::AgentSet(e) => e.date,
            Self::AgentPaid(e) => e.date,
            Self::Reversed(e) => e.date,
            Self::ProductSet(e) => e.date,
            Self::NormsSet(e) => e.date,
            Self::LossNamed(e) => e.date,
            Self::OpeningCorrected(e) => e.date,
            Self::SurplusPaid(e) => e.date,
        }
    }
}

/// An account as the old ledger has it. Written as a row, the fields in this order without their names.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AccountRow {
    /// Account number as written; for shares the membership number.
    pub no: String,
    /// Membership number as written; may name nobody (then a finding says so).
    pub member_no: String,
    /// Balance in the account's natural direction, paise; negative when overdrawn or over-recovered.
    pub balance: Paise,
    /// Interest outstanding, paise, where the register has it.
    #[serde(default)]
    pub interest: Option<Paise>,
    /// Opened or disbursed on.
    #[serde(default)]
    pub opened: Option<Date>,
    /// Due or maturing on.
    #[serde(default)]
    pub due: Option<Date>,
    /// Yearly interest rate in hundredths of a percent.
    #[serde(default)]
    pub rate: Option<i32>,
    /// The cell of the balance.
    pub source: Source,
}

impl Serialize for AccountRow {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let AccountRow { no, member_no, balance, interest, opened, due, rate, source } = self;
        (no, member_no, balance, interest, opened, due, rate, source).serialize(to)
    }
}
