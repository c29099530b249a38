//! What people do: permissions are verb × place.

/// An act somebody must be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Look at a society's books, members and findings.
    BooksRead,
    /// Post a voucher or take one back.
    BooksPost,
    /// Bring old books in.
    MigrationImport,
    /// Work on old books before they are posted: files, paper, mends, slips.
    MigrationWork,
    /// Carry a difference on, end paper.
    MigrationSettle,
    /// Sign a certificate of a migration.
    MigrationSign,
    /// Take books out as a file.
    Export,
    /// Check the register against its hashes, print a checkpoint.
    RegisterVerify,
    /// Erase a personal identifier at the person's wish.
    PersonErase,
    /// Add people and change their passwords.
    UsersManage,
    /// Begin and end the business day, count the cash, hand out outage slips.
    DayRun,
    /// Take and give on members' accounts.
    CreditAct,
    /// Sanction or reject a loan, waive, sue.
    LoanSanction,
    /// Class a loan as loss.
    LossName,
    /// Admit members, change their particulars, issue shares.
    MemberWrite,
    /// Buy, sell, move and count goods.
    TradeAct,
    /// Let pass or refuse what another person entered.
    Approve,
    /// Let pass what happened before the open day.
    ApproveLate,
    /// Set rules, products, heads.
    RulesSet,
    /// Object to what stands in the books, close an objection.
    Object,
    /// Raise a ticket, say whether it is solved.
    HelpAsk,
    /// Add to a ticket, take back what one has written of it.
    HelpNote,
    /// Hand a ticket on, answer it, let its clock stand.
    HelpGive,
    /// Known problems, articles, hours of the help desk.
    HelpKeep,
    /// Answer an objection.
    Reply,
    /// Let desks of societies send here, join the seat above.
    DesksLetIn,
    /// Close a year, open it again, divide its profit.
    YearEnd,
    /// Keep the State's lists of places and societies, post officers.
    StateKeep,
    /// Look at many societies at once: matrix, lists, map.
    StateRead,
    /// Sign a document for a rung of a society.
    Attest,
}
