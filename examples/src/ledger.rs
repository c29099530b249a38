//! The general ledger: heads, their sums from the registers, a trial balance that balances, a balance sheet.

use crate::random::Random;
use crate::society::Society;
use crate::table::{Field as F, Text};
use crate::words::Pair;

/// Where a head belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Credit, in the balance sheet.
    Liability,
    /// Debit, in the balance sheet.
    Asset,
    /// Credit, not in the balance sheet.
    Income,
    /// Debit, not in the balance sheet.
    Expense,
}

/// One head of the trial balance.
#[derive(Clone, Debug)]
pub struct Head {
    /// Fixed name.
    pub key: &'static str,
    /// As written.
    pub name: Text,
    /// Where it belongs.
    pub side: Side,
    /// What the ledger says, in paise, on its own side.
    pub amount: i64,
    /// What the trial balance says: debit and credit column.
    pub written: (i64, i64),
    /// Folio in the ledger.
    pub folio: i64,
}

impl Head {
    /// Debit by nature.
    #[must_use]
    pub fn debit(&self) -> bool {
        matches!(self.side, Side::Asset | Side::Expense)
    }

    /// Ledger and trial balance as they should be.
    pub fn put(&mut self, amount: i64) {
        self.amount = amount;
        self.written = if self.debit() { (amount, 0) } else { (0, amount) };
    }
}

type Row = (&'static str, Side, [Pair; 2]);
use Side::{Asset as A, Expense as E, Income as I, Liability as L};

/// Heads in the order of the books, each in two wordings.
const HEADS: &[Row] = &[
    ("SHARE_IND", L, [("सदस्य अंश पूँजी", "Share Capital - Members"), ("हिस्सा पूँजी व्यक्तिगत", "Share Capital (Individual)")]),
    (
        "SHARE_GOVT",
        L,
        [("अंश पूँजी राज्य सरकार", "Share Capital - State Govt"), ("राजकीय अंशदान", "Govt. Contribution to Share")],
    ),
    ("RESERVE", L, [("संरक्षित कोष", "Statutory Reserve Fund"), ("आरक्षित निधि", "Reserve Fund")]),
    ("BAD_DEBT", L, [("अशोध्य ऋण निधि", "Bad Debt Fund"), ("संदिग्ध ऋण कोष", "Doubtful Debt Reserve")]),
    ("BLDG_FUND", L, [("भवन कोष", "Building Fund"), ("गोदाम निर्माण निधि", "Godown Fund")]),
    ("EDU_FUND", L, [("सहकारी शिक्षा कोष", "Cooperative Education Fund"), ("शिक्षा निधि", "Education Fund")]),
    ("SB", L, [("बचत खाते (सदस्य)", "Savings Accounts (Members)"), ("अमानत - बचत", "Deposits - Saving")]),
    ("RD", L, [("आवर्ती खाते", "Recurring Deposits"), ("अमानत - आवर्ती", "Deposits - Recurring")]),
    ("FD", L, [("सावधि जमा खाते", "Fixed Deposits"), ("अमानत - मियादी", "Term Deposits")]),
    (
        "BORROW_ST",
        L,
        [("जिला सहकारी बैंक - अल्पकालीन", "DCB Borrowing - Short Term"), ("डी.सी.बी. ऋण (फसली)", "DCB Loan (Crop)")],
    ),
    (
        "BORROW_MT",
        L,
        [("जिला सहकारी बैंक - मध्यकालीन", "DCB Borrowing - Medium Term"), ("डी.सी.बी. ऋण (मध्यकालीन)", "DCB Loan (M.T.)")],
    ),
    ("BORROW_CC", L, [("नकद साख सीमा", "Cash Credit Limit"), ("कैश क्रेडिट - उर्वरक", "Cash Credit - Fertiliser")]),
    (
        "INT_PAY_DEP",
        L,
        [("अमानतों पर देय ब्याज", "Interest Payable on Deposits"), ("देय ब्याज - सदस्य", "Int. Payable Members")],
    ),
    ("INT_PAY_DCB", L, [("बैंक ऋण पर देय ब्याज", "Interest Payable to Bank"), ("देय ब्याज - डी.सी.बी.", "Int. Payable DCB")]),
    ("CREDITORS", L, [("विविध लेनदार", "Sundry Creditors"), ("लेनदार इफको/पी.सी.एफ.", "Creditors IFFCO/PCF")]),
    ("OIR", L, [("कालातीत ब्याज निधि", "Overdue Interest Reserve"), ("विलम्बित ब्याज कोष", "O.I.R.")]),
    ("SALARY_PAY", L, [("वेतन देय", "Salary Payable"), ("बकाया वेतन", "Outstanding Salary")]),
    ("SUSP_L", L, [("उचन्त खाता (जमा)", "Suspense (Credit)"), ("निलम्बन लेखा जमा", "Suspense Account Cr.")]),
    ("PL_PREV", L, [("गत वर्ष तक का लाभ", "Profit & Loss (Previous)"), ("लाभ-हानि (पूर्व वर्ष)", "P & L Brought Forward")]),
    ("INC_INT", I, [("सदस्यों से ब्याज", "Interest from Members"), ("ब्याज प्राप्ति ऋण", "Interest Received (Loans)")]),
    ("INC_SALE", I, [("खाद बीज बिक्री", "Sale of Fertiliser & Seed"), ("विक्रय खाता", "Sales Account")]),
    ("INC_COMM", I, [("कमीशन आय", "Commission Income"), ("कमीशन (सस्ता गल्ला)", "Commission (PDS)")]),
    (
        "INC_INV",
        I,
        [("बैंक से ब्याज व लाभांश", "Interest & Dividend from Bank"), ("विनियोग से आय", "Income from Investments")],
    ),
    ("INC_ADM", I, [("प्रवेश शुल्क आदि", "Admission Fee etc."), ("अन्य आय", "Other Income")]),
    ("CASH", A, [("रोकड़ शेष", "Cash Balance"), ("हस्ते नकद", "Cash in Hand")]),
    ("BANK_CUR", A, [("जि.स.बैंक चालू खाता", "DCB Current A/c"), ("बैंक शेष (चालू)", "Bank Balance (Current)")]),
    ("BANK_SB", A, [("जि.स.बैंक बचत खाता", "DCB Saving A/c"), ("बैंक शेष (बचत)", "Bank Balance (Saving)")]),
    ("INV_SHARE", A, [("बैंक में हिस्सा पूँजी", "Shares in Bank"), ("विनियोग - बैंक अंश", "Investment - Bank Shares")]),
    ("INV_RF", A, [("रिजर्व फण्ड एफ.डी.", "Reserve Fund FDs"), ("विनियोग - संरक्षित कोष", "Investment - Reserve Fund")]),
    ("ST_LOAN", A, [("सदस्य ऋण - अल्पकालीन", "Members Loan - Short Term"), ("फसली ऋण (के.सी.सी.)", "Crop Loan (KCC)")]),
    ("MT_LOAN", A, [("सदस्य ऋण - मध्यकालीन", "Members Loan - Medium Term"), ("म.का. ऋण", "M.T. Loan")]),
    (
        "INT_RECV",
        A,
        [("सदस्यों पर प्राप्य ब्याज", "Interest Receivable (Members)"), ("ब्याज लेना शेष", "Interest Due from Members")],
    ),
    ("STOCK_FERT", A, [("रहतिया उर्वरक", "Closing Stock Fertiliser"), ("स्टॉक - खाद", "Stock - Fertiliser")]),
    ("STOCK_SEED", A, [("रहतिया बीज", "Closing Stock Seed"), ("स्टॉक - बीज", "Stock - Seed")]),
    ("DEBTORS", A, [("विविध देनदार", "Sundry Debtors"), ("उधार बिक्री देनदार", "Debtors (Credit Sale)")]),
    ("FA_BLDG", A, [("भवन व गोदाम", "Building & Godown"), ("अचल सम्पत्ति भवन", "Building A/c")]),
    ("FA_FURN", A, [("फर्नीचर व उपकरण", "Furniture & Fixtures"), ("फर्नीचर", "Furniture")]),
    ("FA_COMP", A, [("कम्प्यूटर व उपकरण", "Computer & Accessories"), ("कम्प्यूटर", "Computer")]),
    ("SUSP_A", A, [("उचन्त खाता (नाम)", "Suspense (Debit)"), ("निलम्बन लेखा नाम", "Suspense Account Dr.")]),
    ("ACC_LOSS", A, [("संचित हानि", "Accumulated Loss"), ("पिछली हानियाँ", "Loss Brought Forward")]),
    ("EXP_INT_DCB", E, [("बैंक को दिया ब्याज", "Interest Paid to Bank"), ("ब्याज भुगतान बैंक", "Interest Expense DCB")]),
    (
        "EXP_INT_DEP",
        E,
        [("अमानतों पर दिया ब्याज", "Interest Paid on Deposits"), ("ब्याज भुगतान सदस्य", "Interest Expense Deposits")],
    ),
    ("EXP_COGS", E, [("बिके माल की लागत", "Cost of Goods Sold"), ("क्रय (खाद बीज)", "Purchases (Consumed)")]),
    ("EXP_SALARY", E, [("कर्मचारी वेतन व्यय", "Salaries"), ("वेतन भत्ते", "Pay & Allowances")]),
    ("EXP_STAT", E, [("स्टेशनरी व छपाई", "Stationery & Printing"), ("लेखन सामग्री", "Stationery")]),
    ("EXP_TRAVEL", E, [("यात्रा व्यय", "Travelling"), ("मार्ग व्यय", "T.A.")]),
    ("EXP_FREIGHT", E, [("ढुलाई व पल्लेदारी", "Freight & Cartage"), ("भाड़ा व्यय", "Carriage")]),
    ("EXP_ELEC", E, [("विद्युत व डाक व्यय", "Electricity & Postage"), ("बिजली, किराया", "Electricity, Rent")]),
    ("EXP_AUDIT", E, [("सम्प्रेक्षण शुल्क", "Audit Fees"), ("ऑडिट फीस", "Audit Expense")]),
    ("EXP_DEP", E, [("मूल्य ह्रास", "Depreciation"), ("ह्रास व्यय", "Depreciation Expense")]),
];

/// Heads that a register stands behind.
pub const CONTROLLED: &[&str] = &[
    "SHARE_IND",
    "ST_LOAN",
    "INT_RECV",
    "MT_LOAN",
    "SB",
    "RD",
    "FD",
    "STOCK_FERT",
    "STOCK_SEED",
    "DEBTORS",
    "BORROW_ST",
    "BORROW_MT",
    "BORROW_CC",
    "INV_SHARE",
    "INV_RF",
    "FA_BLDG",
    "FA_FURN",
    "FA_COMP",
    "CASH",
    "BANK_CUR",
    "BANK_SB",
];

/// What the registers say about a head, as written.
#[must_use]
pub fn register(s: &Society, key: &str) -> i64 {
    let deposits = |p| s.table("deposits", p).sum();
    match key {
        "SHARE_IND" => s.table("shares", "").sum(),
        "ST_LOAN" => s.table("loans", "ST").sum(),
        "MT_LOAN" => s.table("loans", "MT").sum(),
        "INT_RECV" => s.table("loans", "ST").column(F::InterestDue) + s.table("loans", "MT").column(F::InterestDue),
        "SB" | "RD" | "FD" => deposits(key),
        "STOCK_FERT" => part(s, "stock", |t, r| t.code(r, F::Group) == "उर्वरक"),
        "STOCK_SEED" => part(s, "stock", |t, r| t.code(r, F::Group) == "बीज"),
        "DEBTORS" => s.table("debtors", "").sum(),
        "BORROW_ST" => part(s, "borrowings", |t, r| t.code(r, F::AccountNo).starts_with("KCC")),
        "BORROW_MT" => part(s, "borrowings", |t, r| t.code(r, F::AccountNo).starts_with("MT")),
        "BORROW_CC" => part(s, "borrowings", |t, r| t.code(r, F::AccountNo).starts_with("CC")),
        "INV_SHARE" => part(s, "investments", |t, r| t.code(r, F::Cert).starts_with("S-")),
        "INV_RF" => part(s, "investments", |t, r| !t.code(r, F::Cert).starts_with("S-")),
        "FA_BLDG" | "FA_FURN" | "FA_COMP" => {
            let group = ["FA_BLDG", "FA_FURN", "FA_COMP"].iter().position(|k| *k == key).unwrap_or(0);
            let name = |r: &crate::table::Rec, t: &crate::table::Table| t.code(r, F::Item);
            part(s, "fixed_assets", |t, r| {
                crate::words::ASSETS.iter().any(|(n, g, _)| usize::from(*g) == group && n.0 == name(r, t))
            })
        }
        "CASH" => part(s, "cash_bank", |_, r| r.village == 0),
        "BANK_CUR" => part(s, "cash_bank", |_, r| r.village == 1),
        "BANK_SB" => part(s, "cash_bank", |_, r| r.village == 2),
        _ => 0,
    }
}

fn part(s: &Society, kind: &str, keep: impl Fn(&crate::table::Table, &crate::table::Rec) -> bool) -> i64 {
    let t = s.table(kind, "");
    t.rows.iter().filter(|r| !r.gone && keep(t, r)).map(|r| t.weight(r)).sum()
}

/// Keeps the ledger from registers that agree: every controlled head equals its register, and the trial balance balances.
pub fn keep(s: &mut Society) {
    let mut r = Random::named(s.seed, "ledger");
    let size = s.members.len() as i64;
    let loans = register(s, "ST_LOAN");
    let mut heads: Vec<Head> = Vec::new();
    let mut folio = 4;
    for (key, side, wordings) in HEADS {
        let (hi, en) = wordings[r.below(2)];
        let amount = if CONTROLLED.contains(key) {
            register(s, key)
        } else {
            match *key {
                "SHARE_GOVT" => r.between(5, 20) * 1_000_000,
                "RESERVE" => r.between(150, 900) * size * 100 + r.between(1, 99),
                "INC_INT" | "EXP_INT_DCB" => loans * r.between(3, 6) / 100 / 100 * 100,
                "INC_SALE" | "EXP_COGS" => r.between(900, 1400) * size * 50,
                "EXP_SALARY" => r.between(200, 400) * size * 100,
                "SUSP_L" | "SUSP_A" => r.between(50, 400) * 500,
                "PL_PREV" | "ACC_LOSS" => 0,
                _ => r.between(10, 120) * size * 100 + r.between(11, 98) * 1_000,
            }
        };
        folio += r.between(1, 6);
        let mut head = Head { key, name: Text::new(hi, en), side: *side, amount: 0, written: (0, 0), folio };
        head.put(amount);
        heads.push(head);
    }
    let total =
        |debit: bool, heads: &[Head]| heads.iter().filter(|h| h.debit() == debit).map(|h| h.amount).sum::<i64>();
    let profit = heads
        .iter()
        .map(|h| match h.side {
            Side::Income => h.amount,
            Side::Expense => -h.amount,
            _ => 0,
        })
        .sum();
    let mut gap = total(true, &heads) - total(false, &heads);
    if gap > 10_000_000 {
        // Most of what nobody else financed is the society's own reserve.
        let part = gap / 10 * 7;
        for h in heads.iter_mut().filter(|h| h.key == "RESERVE") {
            h.put(h.amount + part);
        }
        gap -= part;
    }
    let plug = if gap > 0 { "PL_PREV" } else { "ACC_LOSS" };
    heads.retain(|h| h.key == plug || (h.key != "PL_PREV" && h.key != "ACC_LOSS"));
    for h in &mut heads {
        if h.key == plug {
            h.put(gap.abs());
        }
    }
    s.heads = heads;
    s.profit = profit;
}
