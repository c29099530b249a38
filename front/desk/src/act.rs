//! What people do in a society's day, as one type: forms, the command line and simulations build it, the door does it, and where a second
//! person must agree it waits in the register as it was asked.

pub use crate::asking::{Asked, Before};
pub use crate::bench::Bench;
pub use crate::estate::Estate;
pub use crate::goods::{Goods, Paid, Part};
pub use crate::help::Help;
pub use crate::lender::Lender;
pub use crate::office::Office;
pub use crate::setup::Setup;
pub use crate::sown::{Sown, With};
use books::Head;
use books::decide::PostVoucher;
use books::event::{Note, Setting};
use books::percent::Percent;
pub use credit::acts::PaidTo;
use credit::product::{Norms, Product};
use kernel::{Date, FinancialYear, Paise, Verb};
use serde::{Deserialize, Serialize};

/// Where money comes from or goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Pay {
    /// Notes and coins.
    Cash,
    /// A bank account of the society, by the code of its head.
    Bank {
        /// Code of the head.
        head: String,
    },
    /// The member's own deposit with the society.
    Account {
        /// Its number, `SB-340`.
        account: String,
    },
}

/// An act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// Begins a business day; `cash` counts only for the first.
    BeginDay {
        /// The day.
        date: Date,
        /// Notes in the drawer, for the first day.
        cash: Vec<Note>,
    },
    /// Ends the open day with the cash counted.
    EndDay {
        /// Notes counted.
        cash: Vec<Note>,
    },
    /// Hands out outage slips.
    IssueSlips {
        /// First number.
        first: i64,
        /// Last number.
        last: i64,
    },
    /// Opens heads.
    OpenHeads {
        /// The heads.
        heads: Vec<Head>,
    },
    /// Sets a rule of books and desk.
    Set(Setting),
    /// Sets a product.
    SetProduct(Product),
    /// Sets the norms of credit.
    SetNorms(Box<Norms>),
    /// Posts a voucher.
    Voucher(PostVoucher),
    /// Takes an entry back, of whatever room.
    Reverse {
        /// Entry: desk and position.
        entry: (i64, i64),
        /// Why.
        reason: String,
    },
    /// Takes back a whole run over accounts: every entry of its act that still stands, last first, or none.
    ReverseRun {
        /// Any of its entries: desk and position.
        entry: (i64, i64),
        /// Why.
        reason: String,
    },
    /// Lets pass or refuses what waits.
    Decide {
        /// Entry of the proposal.
        entry: (i64, i64),
        /// Passes.
        approve: bool,
        /// Why not.
        reason: String,
    },
    /// Sanctions a loan.
    Sanction {
        /// Membership number.
        member_no: String,
        /// Code of the product.
        product: String,
        /// Amount, paise; for a crop loan nothing means the whole limit.
        amount: Paise,
        /// Crops, for a crop loan.
        crops: Vec<Sown>,
        /// Insurance premia in the limit, paise.
        insurance: Paise,
        /// Year of the limit, 1 is the first: later years grow by the rule's percentage.
        #[serde(default = "crate::sown::first_year")]
        year: u8,
        /// Deposit that secures it, for a loan against one.
        deposit: Option<String>,
        /// Value of gold that secures it, paise.
        gold: Option<Paise>,
        /// Resolution: number and day.
        resolution: String,
        /// Sureties and what else goes with it; nothing in what waited before they were asked for.
        #[serde(default)]
        with: With,
    },
    /// Rejects an application.
    Reject {
        /// Membership number.
        member_no: String,
        /// Code of the product.
        product: String,
        /// Amount asked for, paise.
        amount: Paise,
        /// Reasons.
        reasons: Vec<String>,
        /// Resolution.
        resolution: String,
    },
    /// Pays out of a loan.
    Disburse {
        /// Loan, `ST-12`.
        loan: String,
        /// Amount, paise.
        amount: Paise,
        /// How.
        pay: Pay,
        /// Instalments, for loans that have them.
        count: u16,
    },
    /// Takes a repayment.
    Repay {
        /// Loan.
        loan: String,
        /// Amount, paise.
        amount: Paise,
        /// How.
        pay: Pay,
    },
    /// Lays a charge on a loan.
    Charge {
        /// Loan.
        loan: String,
        /// Amount, paise.
        amount: Paise,
        /// What for.
        what: String,
    },
    /// Charges interest on all loans up to the open day (not counted).
    ChargeInterest,
    /// Notes an acknowledgement of debt.
    Acknowledge {
        /// Loan.
        loan: String,
        /// Day of signature.
        signed: Date,
        /// Amount, paise.
        amount: Paise,
    },
    /// Notes a suit.
    Sue {
        /// Loan.
        loan: String,
        /// Day it was brought.
        brought: Date,
        /// Amount, paise.
        amount: Paise,
        /// Court or authority.
        forum: String,
        /// Number of the case.
        number: String,
    },
    /// Opens a deposit account and lays the first money in.
    OpenDeposit {
        /// Membership number.
        member_no: String,
        /// Code of the product.
        product: String,
        /// Months agreed; 0 for savings.
        months: u16,
        /// Instalment of a recurring deposit, paise.
        instalment: Option<Paise>,
        /// Names of those who hold it together with the member.
        #[serde(default)]
        joint: Vec<String>,
        /// First money, paise; may be nothing.
        amount: Paise,
        /// How.
        pay: Pay,
    },
    /// Lays money in.
    Deposit {
        /// Account, `SB-340`.
        account: String,
        /// Amount, paise.
        amount: Paise,
        /// How.
        pay: Pay,
        /// Agent, for daily deposits.
        agent: Option<String>,
    },
    /// Takes money out.
    Withdraw {
        /// Account.
        account: String,
        /// Amount, paise.
        amount: Paise,
        /// How.
        pay: Pay,
        /// Who receives it in place of a member who is dead.
        #[serde(default)]
        to: Option<PaidTo>,
    },
    /// Credits interest on all deposits of a kind that is due up to the open day.
    CreditInterest {
        /// Code of the product.
        product: String,
    },
    /// Lays a lien on a deposit for a loan (more than nothing) or lifts it.
    Lien {
        /// Deposit.
        account: String,
        /// Change, paise.
        change: Paise,
        /// Loan.
        loan: String,
    },
    /// Buys, sells, stores, counts goods, and sets what is dealt in.
    Goods(Box<Goods>),
    /// Keeps bank statements, borrowings, investments, assets and staff.
    Estate(Box<Estate>),
    /// Claims, provisions and the rest of a lender's year.
    Lender(Box<Lender>),
    /// Notes something in a register of the office.
    Office(Box<Office>),
    /// Tickets, known problems, articles.
    Help(Box<Help>),
    /// The workbench of a migration.
    Bench(Box<Bench>),
    /// Sets the society up.
    Setup(Setup),
    /// Closes a deposit.
    CloseDeposit {
        /// Account.
        account: String,
        /// What is paid out, paise: the sum the counter was shown.
        amount: Paise,
        /// How.
        pay: Pay,
        /// Who receives it in place of a member who is dead.
        #[serde(default)]
        to: Option<PaidTo>,
    },
    /// Closes the books of a financial year.
    CloseYear {
        /// The calendar year it began in.
        year: i16,
    },
    /// Divides the profit of a closed year.
    Appropriate(Box<Division>),
    /// Objects, as an auditor.
    Object {
        /// The voucher it is about: desk and position.
        about: Option<(i64, i64)>,
        /// Amount, paise; nothing where it is about no amount.
        amount: Paise,
        /// What is objected to.
        text: String,
    },
    /// Answers an objection.
    Reply {
        /// The objection: desk and position.
        objection: (i64, i64),
        /// Answer.
        text: String,
    },
    /// Closes an objection, as an auditor.
    CloseObjection {
        /// The objection: desk and position.
        objection: (i64, i64),
        /// Why.
        text: String,
    },
    /// Admits a member. Number and certificate may be left empty: the next ones are taken. What is paid follows from the bye-laws.
    Admit {
        /// The application; its legs are filled from `pay`.
        admit: Box<society::decide::Admit>,
        /// How fee and shares are paid.
        pay: Pay,
    },
    /// Rejects an application for membership.
    RejectAdmission(society::decide::Reject),
    /// Issues shares.
    IssueShares {
        /// Membership number.
        member_no: String,
        /// How many.
        shares: u32,
        /// Number of the certificate; empty for the next.
        certificate: String,
        /// How.
        pay: Pay,
    },
    /// Transfers shares.
    TransferShares {
        /// Who gives.
        from: String,
        /// Who receives.
        to: String,
        /// How many.
        shares: u32,
        /// Number of the receiver's certificate; empty for the next.
        certificate: String,
        /// Resolution.
        resolution: String,
    },
    /// Pays back the shares of one who left or died.
    RefundShares {
        /// Membership number.
        member_no: String,
        /// Who receives it.
        paid_to: String,
        /// Resolution.
        resolution: String,
        /// How.
        pay: Pay,
    },
    /// Changes facts about a member.
    ChangeMember {
        /// Membership number.
        member_no: String,
        /// The facts.
        change: society::decide::ChangeMember,
    },
    /// Names nominees in place of those named before.
    SetNominees {
        /// Membership number.
        member_no: String,
        /// All of them.
        nominees: Vec<society::terms::Nominee>,
    },
    /// Ends a membership.
    LeaveSociety {
        /// Membership number.
        member_no: String,
        /// How.
        leave: society::decide::Leave,
    },
    /// Merges two numbers of one person.
    MergeMembers {
        /// The number that stays.
        keep: String,
        /// The number that goes.
        gone: String,
        /// How it was found.
        reason: String,
    },
    /// Sets a bye-law.
    SetBylaw(society::decide::SetBylaw),
    /// Enters a village or its code.
    SetVillage(society::decide::SetVillage),
    /// Serves notices, one entry each; a call to the general body goes to all members.
    ServeNotice {
        /// At most 500.
        notices: Vec<society::notice::Notice>,
    },
    /// Takes a rule that the State ordered into the norms, or one it took back out of them.
    FollowOrder {
        /// Its entry in the State's register: desk and position.
        entry: (i64, i64),
    },
}

/// What the general body resolved on the profit of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    /// The calendar year it began in.
    pub year: i16,
    /// Number of the resolution.
    pub resolution: String,
    /// Day of the meeting.
    pub meeting: Date,
    /// Interest counted as income that is overdue and not received, paise; `None` where nobody counted it.
    pub overdue_interest: Option<Paise>,
    /// Overdue interest deducted in earlier years and received in this one, paise.
    pub recovered: Paise,
    /// Part for the reserve fund.
    pub reserve: Percent,
    /// For the fund that redeems the State's shares, paise.
    pub redemption: Paise,
    /// For other funds: code of the head and paise.
    pub funds: Vec<(String, Paise)>,
    /// Dividends.
    pub dividends: Vec<DividendAsked>,
}

/// A dividend as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DividendAsked {
    /// `None` for all members; `dairy` or `fishery` for those who keep cattle or fish on the last day of the year.
    pub activity: Option<String>,
    /// Percent of the shares held on that day.
    pub rate: Percent,
}

impl Act {
    /// What somebody must be allowed to do for it.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Act::Goods(g) => g.verb(),
            Act::Estate(e) => e.verb(),
            Act::Lender(l) => l.verb(),
            Act::Office(o) => o.verb(),
            Act::Help(h) => h.verb(),
            Act::Bench(b) => b.verb(),
            Act::Setup(s) => s.verb(),
            Act::BeginDay { .. } | Act::EndDay { .. } | Act::IssueSlips { .. } => Verb::DayRun,
            Act::Set(s) if books::setting::is_from_above(s) => Verb::ApproveLate,
            Act::OpenHeads { .. }
            | Act::Set(_)
            | Act::SetProduct(_)
            | Act::SetNorms(_)
            | Act::SetBylaw(_)
            | Act::FollowOrder { .. } => Verb::RulesSet,
            Act::Admit { .. }
            | Act::RejectAdmission(_)
            | Act::IssueShares { .. }
            | Act::TransferShares { .. }
            | Act::RefundShares { .. }
            | Act::ChangeMember { .. }
            | Act::SetNominees { .. }
            | Act::LeaveSociety { .. }
            | Act::MergeMembers { .. }
            | Act::SetVillage(_)
            | Act::ServeNotice { .. } => Verb::MemberWrite,
            Act::Voucher(_) | Act::Reverse { .. } | Act::ReverseRun { .. } => Verb::BooksPost,
            Act::Decide { .. } => Verb::Approve,
            Act::CloseYear { .. } | Act::Appropriate(_) => Verb::YearEnd,
            Act::Object { .. } | Act::CloseObjection { .. } => Verb::Object,
            Act::Reply { .. } => Verb::Reply,
            Act::Sanction { .. } | Act::Reject { .. } | Act::Sue { .. } => Verb::LoanSanction,
            Act::Disburse { .. }
            | Act::Repay { .. }
            | Act::Charge { .. }
            | Act::ChargeInterest
            | Act::Acknowledge { .. }
            | Act::OpenDeposit { .. }
            | Act::Deposit { .. }
            | Act::Withdraw { .. }
            | Act::CreditInterest { .. }
            | Act::Lien { .. }
            | Act::CloseDeposit { .. } => Verb::CreditAct,
        }
    }

    /// Its name, as in the messages `act-…`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Act::Goods(g) => g.code(),
            Act::Estate(e) => e.code(),
            Act::Lender(l) => l.code(),
            Act::Office(o) => o.code(),
            Act::Help(h) => h.code(),
            Act::Bench(b) => b.code(),
            Act::Setup(s) => s.code(),
            Act::BeginDay { .. } => "begin-day",
            Act::EndDay { .. } => "end-day",
            Act::IssueSlips { .. } => "issue-slips",
            Act::OpenHeads { .. } => "open-heads",
            Act::Set(_) => "set",
            Act::SetProduct(_) => "set-product",
            Act::SetNorms(_) => "set-norms",
            Act::Voucher(_) => "voucher",
            Act::Reverse { .. } => "reverse",
            Act::ReverseRun { .. } => "reverse-run",
            Act::Decide { .. } => "decide",
            Act::Sanction { .. } => "sanction",
            Act::Reject { .. } => "reject",
            Act::Disburse { .. } => "disburse",
            Act::Repay { .. } => "repay",
            Act::Charge { .. } => "charge",
            Act::ChargeInterest => "charge-interest",
            Act::Acknowledge { .. } => "acknowledge",
            Act::Sue { .. } => "sue",
            Act::OpenDeposit { .. } => "open-deposit",
            Act::Deposit { .. } => "deposit",
            Act::Withdraw { .. } => "withdraw",
            Act::CreditInterest { .. } => "credit-interest",
            Act::Lien { .. } => "lien",
            Act::CloseDeposit { .. } => "close-deposit",
            Act::CloseYear { .. } => "close-year",
            Act::Appropriate(_) => "appropriate",
            Act::Object { .. } => "object",
            Act::Reply { .. } => "reply",
            Act::CloseObjection { .. } => "close-objection",
            Act::Admit { .. } => "admit",
            Act::RejectAdmission(_) => "reject-admission",
            Act::IssueShares { .. } => "issue-shares",
            Act::TransferShares { .. } => "transfer-shares",
            Act::RefundShares { .. } => "refund-shares",
            Act::ChangeMember { .. } => "change-member",
            Act::SetNominees { .. } => "set-nominees",
            Act::LeaveSociety { .. } => "leave-society",
            Act::MergeMembers { .. } => "merge-members",
            Act::SetBylaw(_) => "set-bylaw",
            Act::SetVillage(_) => "set-village",
            Act::ServeNotice { .. } => "serve-notice",
            Act::FollowOrder { .. } => "follow-order",
        }
    }

    /// Whether it may wait for a second person: acts that move money or bind the society. Beginning and ending the day, rules and decisions
    /// do not wait.
    #[must_use]
    pub fn may_wait(&self) -> bool {
        !matches!(self, Act::Help(_) | Act::Bench(_) | Act::Set(_))
            && !matches!(self.verb(), Verb::DayRun | Verb::RulesSet | Verb::Approve | Verb::Object | Verb::Reply)
    }

    /// Takes out what a person may later ask to have erased, before the act is written down to wait: the register keeps for ever. A mobile
    /// number is entered again once the act has passed.
    #[must_use]
    pub fn without_erasable(mut self) -> Act {
        match &mut self {
            Act::Admit { admit, .. } => admit.person.mobile.clear(),
            Act::ChangeMember { change, .. } => {
                change.to.retain(|f| !matches!(f, society::person::Field::Mobile(_)));
            }
            _ => {}
        }
        self
    }

    /// Whom or what it concerns, in one line for the list of what waits.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Act::Goods(g) => g.words(),
            Act::Estate(e) => e.words(),
            Act::Lender(l) => l.words(),
            Act::Office(o) => o.words(),
            Act::Help(h) => h.words(),
            Act::Bench(b) => b.words(),
            Act::Setup(s) => s.words(),
            Act::Voucher(v) => v.narration.clone(),
            Act::Reverse { entry, reason } | Act::ReverseRun { entry, reason } => {
                format!("{}/{} {reason}", entry.0, entry.1)
            }
            Act::Sanction { member_no, product, .. } | Act::Reject { member_no, product, .. } => {
                format!("{member_no} {product}")
            }
            Act::OpenDeposit { member_no, product, .. } => format!("{member_no} {product}"),
            Act::Disburse { loan, .. }
            | Act::Repay { loan, .. }
            | Act::Charge { loan, .. }
            | Act::Acknowledge { loan, .. }
            | Act::Sue { loan, .. } => loan.clone(),
            Act::Deposit { account, .. }
            | Act::Withdraw { account, .. }
            | Act::Lien { account, .. }
            | Act::CloseDeposit { account, .. } => account.clone(),
            Act::CreditInterest { product } => product.clone(),
            Act::Set(s) => s.key.clone(),
            Act::CloseYear { year } => FinancialYear(*year).name(),
            Act::Appropriate(d) => format!("{} {}", FinancialYear(d.year).name(), d.resolution),
            Act::Object { text, .. } | Act::Reply { text, .. } | Act::CloseObjection { text, .. } => text.clone(),
            Act::Admit { admit, .. } => format!("{} {}", admit.no, admit.person.name),
            Act::RejectAdmission(r) => format!("{} {}", r.application, r.name),
            Act::IssueShares { member_no, shares, .. } => format!("{member_no} × {shares}"),
            Act::TransferShares { from, to, shares, .. } => format!("{from} → {to} × {shares}"),
            Act::MergeMembers { keep, gone, .. } => format!("{gone} → {keep}"),
            Act::RefundShares { member_no, .. }
            | Act::ChangeMember { member_no, .. }
            | Act::SetNominees { member_no, .. }
            | Act::LeaveSociety { member_no, .. } => member_no.clone(),
            Act::SetBylaw(b) => b.rule.says.key().code().to_owned(),
            Act::SetVillage(v) => v.name.clone(),
            _ => String::new(),
        }
    }
}
