//! The standard chart of heads of a multipurpose society in the co-operative format: where in the statements each head
//! stands. Source: the tree of common heads of NABARD's Common Accounting System (2007), as societies use it. A society
//! may write other names and open heads of its own.
//!
//! Names are messages (`locales/*/heads.ftl`, `head-share-ind`), so that a reader of registers may correct them.

use crate::event::{Head, HeadClass};
use kernel::Refusal;
use lipi::{Lang, messages};

/// A group of the statements, in the order in which statements show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Paid-up share capital.
    ShareCapital,
    /// Reserve and other funds.
    Reserves,
    /// Deposits of members.
    Deposits,
    /// Owed to the bank or the State.
    Borrowings,
    /// Interest owed.
    InterestPayable,
    /// Interest due from members but not received, kept out of profit (s. 58 of the Act of 2003).
    OverdueInterest,
    /// Set aside for what will have to be paid.
    Provisions,
    /// Suppliers.
    Creditors,
    /// Other sums owed; also what a liability of unknown kind is taken for.
    Payables,
    /// Received, head not known.
    SuspenseLiability,
    /// Profit not yet distributed.
    Profit,
    /// Notes and coins.
    Cash,
    /// Balances with banks.
    Bank,
    /// Shares and deposits in other institutions.
    Investments,
    /// Lent to members.
    Loans,
    /// Interest due to the society.
    InterestReceivable,
    /// Claimed from Government of India and State.
    Claims,
    /// Customers and others who owe.
    Debtors,
    /// Goods in hand.
    Stock,
    /// Buildings, furniture, machines.
    FixedAssets,
    /// Other sums to come; also what an asset of unknown kind is taken for.
    OtherAssets,
    /// Paid, head not known.
    SuspenseAsset,
    /// Losses not yet made good.
    Losses,
    /// Sales of goods (trading account).
    Sales,
    /// Margins and rebates of a trade (trading account).
    TradeIncome,
    /// Interest earned from members and funders.
    InterestIncome,
    /// Commission.
    Commission,
    /// Earned on investments.
    InvestmentIncome,
    /// Other income; also what an income of unknown kind is taken for.
    OtherIncome,
    /// Cost of goods sold (trading account).
    CostOfGoods,
    /// Goods missing or spoiled (trading account).
    Shortage,
    /// Freight and other direct expenses of a trade (trading account).
    TradeExpense,
    /// Interest paid.
    InterestExpense,
    /// Staff.
    Establishment,
    /// Running the office.
    Administration,
    /// Set aside against loans.
    ProvisionExpense,
    /// Wear of fixed assets.
    Depreciation,
    /// Other expenses; also what an expense of unknown kind is taken for.
    OtherExpense,
    /// *Migration difference*.
    Difference,
}

/// Which part of receipts and payments a head is shown in. The split is usage, not law; a society's auditor may want another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Capital: shares, deposits, loans, borrowings, investments, fixed assets.
    Capital,
    /// Revenue: income and expenses and what was owed on account of them; goods, customers and suppliers.
    Revenue,
    /// Notes and coins themselves.
    Cash,
    /// Bank balances: taking cash to the bank is neither income nor capital.
    Bank,
}

impl Group {
    /// The class of every head of the group.
    #[must_use]
    pub const fn class(self) -> HeadClass {
        match self {
            Group::ShareCapital
            | Group::Reserves
            | Group::Deposits
            | Group::Borrowings
            | Group::InterestPayable
            | Group::OverdueInterest
            | Group::Provisions
            | Group::Creditors
            | Group::Payables
            | Group::SuspenseLiability
            | Group::Profit => HeadClass::Liability,
            Group::Cash
            | Group::Bank
            | Group::Investments
            | Group::Loans
            | Group::InterestReceivable
            | Group::Claims
            | Group::Debtors
            | Group::Stock
            | Group::FixedAssets
            | Group::OtherAssets
            | Group::SuspenseAsset
            | Group::Losses => HeadClass::Asset,
            Group::Sales
            | Group::TradeIncome
            | Group::InterestIncome
            | Group::Commission
            | Group::InvestmentIncome
            | Group::OtherIncome => HeadClass::Income,
            Group::CostOfGoods
            | Group::Shortage
            | Group::TradeExpense
            | Group::InterestExpense
            | Group::Establishment
            | Group::Administration
            | Group::ProvisionExpense
            | Group::Depreciation
            | Group::OtherExpense => HeadClass::Expense,
            Group::Difference => HeadClass::Difference,
        }
    }

    /// The usual nature of a head of the group.
    #[must_use]
    pub const fn nature(self) -> Nature {
        match self {
            Group::Cash => Nature::Cash,
            Group::Bank => Nature::Bank,
            Group::ShareCapital
            | Group::Reserves
            | Group::Deposits
            | Group::Borrowings
            | Group::SuspenseLiability
            | Group::Profit
            | Group::Investments
            | Group::Loans
            | Group::FixedAssets
            | Group::SuspenseAsset
            | Group::Losses
            | Group::Difference => Nature::Capital,
            _ => Nature::Revenue,
        }
    }

    /// True for income and expenses that make the gross profit of a trade; stock beside them.
    #[must_use]
    pub const fn is_trading(self) -> bool {
        matches!(self, Group::Sales | Group::TradeIncome | Group::CostOfGoods | Group::Shortage | Group::TradeExpense)
    }

    /// Key of its name in `locales/*/statements.ftl`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Group::ShareCapital => "group-share-capital",
            Group::Reserves => "group-reserves",
            Group::Deposits => "group-deposits",
            Group::Borrowings => "group-borrowings",
            Group::InterestPayable => "group-interest-payable",
            Group::OverdueInterest => "group-overdue-interest",
            Group::Provisions => "group-provisions",
            Group::Creditors => "group-creditors",
            Group::Payables => "group-payables",
            Group::SuspenseLiability => "group-suspense-liability",
            Group::Profit => "group-profit",
            Group::Cash => "group-cash",
            Group::Bank => "group-bank",
            Group::Investments => "group-investments",
            Group::Loans => "group-loans",
            Group::InterestReceivable => "group-interest-receivable",
            Group::Claims => "group-claims",
            Group::Debtors => "group-debtors",
            Group::Stock => "group-stock",
            Group::FixedAssets => "group-fixed-assets",
            Group::OtherAssets => "group-other-assets",
            Group::SuspenseAsset => "group-suspense-asset",
            Group::Losses => "group-losses",
            Group::Sales => "group-sales",
            Group::TradeIncome => "group-trade-income",
            Group::InterestIncome => "group-interest-income",
            Group::Commission => "group-commission",
            Group::InvestmentIncome => "group-investment-income",
            Group::OtherIncome => "group-other-income",
            Group::CostOfGoods => "group-cost-of-goods",
            Group::Shortage => "group-shortage",
            Group::TradeExpense => "group-trade-expense",
            Group::InterestExpense => "group-interest-expense",
            Group::Establishment => "group-establishment",
            Group::Administration => "group-administration",
            Group::ProvisionExpense => "group-provision-expense",
            Group::Depreciation => "group-depreciation",
            Group::OtherExpense => "group-other-expense",
            Group::Difference => "group-difference",
        }
    }
}

/// A standard head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standard {
    /// Code, the same in every society.
    pub code: &'static str,
    /// Class.
    pub class: HeadClass,
    /// Group of the statements.
    pub group: Group,
    /// Activity whose trading account it belongs to, for example `fertiliser`.
    pub activity: Option<&'static str>,
    /// Part of receipts and payments.
    pub nature: Nature,
}

impl Standard {
    const fn of(self, activity: &'static str) -> Standard {
        Standard { activity: Some(activity), ..self }
    }

    const fn nature(self, nature: Nature) -> Standard {
        Standard { nature, ..self }
    }

    /// Its usual name.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        messages::say(lang, &format!("head-{}", self.code.to_lowercase().replace('_', "-")), &[])
    }
}

const fn row(code: &'static str, group: Group) -> Standard {
    Standard { code, class: group.class(), group, activity: None, nature: group.nature() }
}

/// The standard heads in the order of statements. Codes that old books are read into (`rules/heads.toml` of the room
/// migration) are all here.
pub const STANDARD: &[Standard] = &[
    row("SHARE_IND", Group::ShareCapital),
    row("SHARE_SOC", Group::ShareCapital),
    row("SHARE_GOVT", Group::ShareCapital),
    row("RESERVE", Group::Reserves),
    row("BAD_DEBT", Group::Reserves),
    row("BLDG_FUND", Group::Reserves),
    row("EDU_FUND", Group::Reserves),
    row("REDEEM_FUND", Group::Reserves),
    row("OTHER_FUND", Group::Reserves),
    row("GRANT_CAP", Group::Reserves),
    row("SB", Group::Deposits),
    row("RD", Group::Deposits),
    row("FD", Group::Deposits),
    row("DD", Group::Deposits),
    row("BORROW_ST", Group::Borrowings),
    row("BORROW_MT", Group::Borrowings),
    row("BORROW_LT", Group::Borrowings),
    row("BORROW_CC", Group::Borrowings),
    row("BORROW_GOVT", Group::Borrowings),
    row("INT_PAY_DEP", Group::InterestPayable),
    row("INT_PAY_DCB", Group::InterestPayable),
    row("OIR", Group::OverdueInterest),
    row("PROV_NPA", Group::Provisions),
    row("PROV_GRAT", Group::Provisions),
    row("PROV_AUDIT", Group::Provisions),
    row("PROV_OTHER", Group::Provisions),
    row("CREDITORS", Group::Creditors),
    row("ADV_CUST", Group::Creditors),
    row("SALARY_PAY", Group::Payables),
    row("PF", Group::Payables),
    row("TDS_PAY", Group::Payables),
    row("GST_OUT", Group::Payables),
    row("DIVIDEND_PAY", Group::Payables).nature(Nature::Capital),
    row("EDU_PAY", Group::Payables).nature(Nature::Capital),
    row("LOAN_SURPLUS", Group::Payables).nature(Nature::Capital),
    row("SEC_DEP", Group::Payables).nature(Nature::Capital),
    row("CASH_OVER", Group::Payables),
    row("SUSP_L", Group::SuspenseLiability),
    row("PL_PREV", Group::Profit),
    row("PL_NOW", Group::Profit),
    row("CASH", Group::Cash),
    row("BANK_CUR", Group::Bank),
    row("BANK_SB", Group::Bank),
    row("INV_SHARE", Group::Investments),
    row("INV_RF", Group::Investments),
    row("INV_FD", Group::Investments),
    row("ST_LOAN", Group::Loans),
    row("MT_LOAN", Group::Loans),
    row("LT_LOAN", Group::Loans),
    row("GOLD_LOAN", Group::Loans),
    row("DEP_LOAN", Group::Loans),
    row("STAFF_LOAN", Group::Loans),
    row("INT_RECV", Group::InterestReceivable),
    row("INT_ACCRUED_INV", Group::InterestReceivable),
    row("IS_RECV", Group::Claims),
    row("PRI_RECV", Group::Claims),
    row("STATE_RECV", Group::Claims),
    row("DEBTORS", Group::Debtors),
    row("COMM_RECV", Group::Debtors),
    row("STOCK_FERT", Group::Stock).of("fertiliser"),
    row("STOCK_SEED", Group::Stock).of("seed"),
    row("PEST_STOCK", Group::Stock).of("pesticide"),
    row("PDS_STOCK", Group::Stock).of("pds"),
    row("CONS_STOCK", Group::Stock).of("consumer"),
    row("STOCK_OTHER", Group::Stock),
    row("FA_LAND", Group::FixedAssets),
    row("FA_BLDG", Group::FixedAssets),
    row("FA_FURN", Group::FixedAssets),
    row("FA_COMP", Group::FixedAssets),
    row("FA_MACH", Group::FixedAssets),
    row("FA_VEH", Group::FixedAssets),
    row("GST_IN", Group::OtherAssets),
    row("ADV_STAFF", Group::OtherAssets),
    row("PREPAID", Group::OtherAssets),
    row("SEC_GIVEN", Group::OtherAssets).nature(Nature::Capital),
    row("CASH_SHORT", Group::OtherAssets),
    row("DEP_SHORT", Group::OtherAssets),
    row("SUSP_A", Group::SuspenseAsset),
    row("TRANSFER", Group::SuspenseAsset),
    row("ACC_LOSS", Group::Losses),
    row("LOSS_NOW", Group::Losses),
    row("FERT_SALE", Group::Sales).of("fertiliser"),
    row("SEED_SALE", Group::Sales).of("seed"),
    row("PEST_SALE", Group::Sales).of("pesticide"),
    row("PDS_SALE", Group::Sales).of("pds"),
    row("CONS_SALE", Group::Sales).of("consumer"),
    row("DAIRY_SALE", Group::Sales).of("dairy"),
    row("FISH_SALE", Group::Sales).of("fishery"),
    row("INC_SALE", Group::Sales),
    row("FERT_REBATE", Group::TradeIncome).of("fertiliser"),
    row("PDS_COMM", Group::TradeIncome).of("pds"),
    row("INC_INT", Group::InterestIncome),
    row("INC_PENAL", Group::InterestIncome),
    row("INC_SUBV", Group::InterestIncome),
    row("INC_COMM", Group::Commission),
    row("INC_CSC", Group::Commission).of("csc"),
    row("INC_INV", Group::InvestmentIncome),
    row("INC_ADM", Group::OtherIncome),
    row("INC_CHARGES", Group::OtherIncome),
    row("INC_RENT", Group::OtherIncome),
    row("INC_GRANT", Group::OtherIncome),
    row("INC_RECOVERED", Group::OtherIncome),
    row("INC_ASSET", Group::OtherIncome),
    row("ROUNDING", Group::OtherIncome),
    row("FERT_COST", Group::CostOfGoods).of("fertiliser"),
    row("SEED_COST", Group::CostOfGoods).of("seed"),
    row("PEST_COST", Group::CostOfGoods).of("pesticide"),
    row("PDS_COST", Group::CostOfGoods).of("pds"),
    row("CONS_COST", Group::CostOfGoods).of("consumer"),
    row("DAIRY_COST", Group::CostOfGoods).of("dairy"),
    row("FISH_COST", Group::CostOfGoods).of("fishery"),
    row("EXP_COGS", Group::CostOfGoods),
    row("FERT_SHORT", Group::Shortage).of("fertiliser"),
    row("SEED_SHORT", Group::Shortage).of("seed"),
    row("PEST_SHORT", Group::Shortage).of("pesticide"),
    row("PDS_SHORT", Group::Shortage).of("pds"),
    row("CONS_SHORT", Group::Shortage).of("consumer"),
    row("EXP_FREIGHT", Group::TradeExpense),
    row("EXP_INT_DCB", Group::InterestExpense),
    row("EXP_INT_DEP", Group::InterestExpense),
    row("EXP_SALARY", Group::Establishment),
    row("EXP_PF", Group::Establishment),
    row("EXP_GRAT", Group::Establishment),
    row("EXP_AGENT", Group::Establishment),
    row("EXP_STAT", Group::Administration),
    row("EXP_TRAVEL", Group::Administration),
    row("EXP_ELEC", Group::Administration),
    row("EXP_AUDIT", Group::Administration),
    row("EXP_MEETING", Group::Administration),
    row("EXP_REPAIR", Group::Administration),
    row("EXP_INSURE", Group::Administration),
    row("EXP_BANK", Group::Administration),
    row("EXP_LEGAL", Group::Administration),
    row("EXP_MISC", Group::Administration),
    row("BAD_PROV", Group::ProvisionExpense),
    row("EXP_DEP", Group::Depreciation),
    row("EXP_ASSET", Group::OtherExpense),
];

/// The standard head of a code.
#[must_use]
pub fn standard(code: &str) -> Option<&'static Standard> {
    STANDARD.iter().find(|s| s.code == code)
}

/// A standard head as it is opened, with its usual name in a language; `None` where the code is not standard.
#[must_use]
pub fn head(code: &str, lang: Lang) -> Option<Head> {
    standard(code).map(|s| Head { code: s.code.to_owned(), name: s.name(lang), class: s.class })
}

/// Longest name of a head, letters.
const MOST_NAME: usize = 80;

/// A head that a society opens for itself, its code the next free one: `BANK_2` for an account with a bank, otherwise `OWN_7`.
///
/// # Errors
/// 4633 (a head has this name already), 4634 (no name, or one of more than eighty letters).
pub fn own_head<'h>(
    known: impl Iterator<Item = (&'h str, &'h str)>,
    class: HeadClass,
    bank: bool,
    name: &str,
) -> Result<Head, Refusal> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > MOST_NAME {
        return Err(Refusal::new(4634));
    }
    let (before, class) = if bank { (crate::BANK, HeadClass::Asset) } else { ("OWN_", class) };
    let mut last = 0;
    for (code, other) in known {
        if other.to_lowercase() == name.to_lowercase() {
            return Err(Refusal::new(4633).with("name", other).with("code", code));
        }
        last = code.strip_prefix(before).and_then(|n| n.parse::<u32>().ok()).unwrap_or(0).max(last);
    }
    Ok(Head { code: format!("{before}{}", last + 1), name, class })
}

/// Where a head of the society's own (`TB-017` of a migration) is shown: among the others of its class.
#[must_use]
pub const fn guess(class: HeadClass) -> Group {
    match class {
        HeadClass::Asset => Group::OtherAssets,
        HeadClass::Liability => Group::Payables,
        HeadClass::Income => Group::OtherIncome,
        HeadClass::Expense => Group::OtherExpense,
        HeadClass::Difference => Group::Difference,
    }
}
