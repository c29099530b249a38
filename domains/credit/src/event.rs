//! What happened to accounts.

use crate::acts::{
    ClaimMade, DebtAcknowledged, DepositClosed, DepositInterestCredited, DepositLien, DepositOpened, Deposited,
    InterestAccrued, LoanCharged, LoanDisbursed, LoanReceived, LoanRejected, LoanSanctioned, Reversed, SuitFiled,
    Withdrawn,
};
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
}

impl AccountKind {
    /// All kinds in display order.
    pub const ALL: [AccountKind; 6] = [Self::Share, Self::LoanSt, Self::LoanMt, Self::Sb, Self::Rd, Self::Fd];

    /// `share`, `loan_st`, `loan_mt`, `sb`, `rd`, `fd`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::LoanSt => "loan_st",
            Self::LoanMt => "loan_mt",
            Self::Sb => "sb",
            Self::Rd => "rd",
            Self::Fd => "fd",
        }
    }

    /// True where a positive balance is owed to the society (an asset: loans).
    #[must_use]
    pub fn is_asset(self) -> bool {
        matches!(self, Self::LoanSt | Self::LoanMt)
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
    /// An earlier event was taken back.
    Reversed(Reversed),
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
            Self::DepositOpened(_) => "credit.deposit-opened",
            Self::Deposited(_) => "credit.deposited",
            Self::Withdrawn(_) => "credit.withdrawn",
            Self::DepositInterestCredited(_) => "credit.deposit-interest-credited",
            Self::DepositLien(_) => "credit.deposit-lien",
            Self::DepositClosed(_) => "credit.deposit-closed",
            Self::Reversed(_) => "credit.reversed",
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
            Self::DepositOpened(e) => e.date,
            Self::Deposited(e) => e.date,
            Self::Withdrawn(e) => e.date,
            Self::DepositInterestCredited(e) => e.date,
            Self::DepositLien(e) => e.date,
            Self::DepositClosed(e) => e.date,
            Self::Reversed(e) => e.date,
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
