//! The books as Tally's import reads them: one envelope with a ledger for each head and a voucher for each voucher.
//!
//! What Tally asks (its published import format): text in UTF-16, amounts of debits less than nothing with `ISDEEMEDPOSITIVE` `Yes`,
//! days as eight figures, every ledger under one of its own groups. Two heads of one name are told apart by their codes. The
//! closing balance of a ledger is written for who reads the file back; Tally works out its own from the vouchers.

use super::{amount, disk};
use books::chart::Group;
use books::statement::HeadRow;
use books::{Head, Line};
use keep::view::{SocietyRow, TrialRow};
use kernel::Paise;
use sql::{Error, Tx};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

/// Tally's own group for a group of the co-operative format.
fn parent(group: Group) -> &'static str {
    match group {
        Group::ShareCapital => "Capital Account",
        Group::Reserves => "Reserves & Surplus",
        Group::Borrowings => "Loans (Liability)",
        Group::Deposits
        | Group::InterestPayable
        | Group::OverdueInterest
        | Group::Payables
        | Group::SuspenseLiability
        | Group::Profit => "Current Liabilities",
        Group::Provisions => "Provisions",
        Group::Creditors => "Sundry Creditors",
        Group::Cash => "Cash-in-Hand",
        Group::Bank => "Bank Accounts",
        Group::Investments => "Investments",
        Group::Loans => "Loans & Advances (Asset)",
        Group::InterestReceivable | Group::Claims | Group::OtherAssets | Group::Losses => "Current Assets",
        Group::Debtors => "Sundry Debtors",
        // the value of goods is kept in vouchers here, not in stock items of Tally
        Group::Stock => "Current Assets",
        Group::FixedAssets => "Fixed Assets",
        Group::SuspenseAsset | Group::Difference => "Suspense A/c",
        Group::Sales => "Sales Accounts",
        Group::TradeIncome => "Direct Incomes",
        Group::InterestIncome | Group::Commission | Group::InvestmentIncome | Group::OtherIncome => "Indirect Incomes",
        Group::CostOfGoods => "Purchase Accounts",
        Group::Shortage | Group::TradeExpense => "Direct Expenses",
        Group::InterestExpense
        | Group::Establishment
        | Group::Administration
        | Group::ProvisionExpense
        | Group::Depreciation
        | Group::OtherExpense => "Indirect Expenses",
    }
}

/// Tally's kind of a voucher: by what cash and bank do.
fn kind(lines: &[Line]) -> &'static str {
    let is_money = |l: &Line| books::estate::is_money(&l.head);
    let money: Paise = lines.iter().filter(|l| is_money(l)).map(|l| l.debit - l.credit).sum();
    if lines.iter().all(is_money) {
        "Contra"
    } else {
        match money.0.signum() {
            0 => "Journal",
            1 => "Receipt",
            _ => "Payment",
        }
    }
}

/// Text as XML holds it: nothing that is no letter of it.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// The name of each head in Tally, none twice: Tally compares without regard to case.
fn names(heads: &[TrialRow]) -> BTreeMap<&str, String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    let key = |h: &TrialRow| text(&h.name).to_lowercase();
    heads.iter().for_each(|h| *count.entry(key(h)).or_default() += 1);
    let name = |h: &TrialRow| match count[&key(h)] == 1 && !h.name.trim().is_empty() {
        true => text(&h.name),
        false => text(&format!("{} ({})", h.name.trim(), h.code)),
    };
    heads.iter().map(|h| (&h.code[..], name(h))).collect()
}

struct Utf16<'w>(&'w mut dyn Write);

impl Utf16<'_> {
    fn put(&mut self, text: &str) -> Result<(), Error> {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.0.write_all(&bytes).map_err(disk)
    }
}

/// Debits are less than nothing.
fn signed(net: Paise) -> String {
    amount(-net)
}

const BEGIN: &str = "<ENVELOPE>\r\n<HEADER><TALLYREQUEST>Import Data</TALLYREQUEST></HEADER>\r\n<BODY><IMPORTDATA>\r\n";
const MESSAGE: &str = "<TALLYMESSAGE xmlns:UDF=\"TallyUDF\">\r\n";
const MESSAGE_END: &str = "</TALLYMESSAGE>\r\n";

pub(super) fn write(t: &mut Tx<'_>, society: &SocietyRow, heads: &[TrialRow], w: &mut dyn Write) -> Result<(), Error> {
    let names = names(heads);
    let mut out = Utf16(w);
    out.put("\u{feff}")?;
    out.put(BEGIN)?;
    out.put(&format!(
        "<REQUESTDESC><REPORTNAME>All Masters</REPORTNAME><STATICVARIABLES><SVCURRENTCOMPANY>{}</SVCURRENTCOMPANY></STATICVARIABLES></REQUESTDESC>\r\n<REQUESTDATA>\r\n",
        text(&society.name)
    ))?;
    for h in heads {
        let row = HeadRow::of(&Head { code: h.code.clone(), name: h.name.clone(), class: h.class });
        let (name, group) = (&names[&h.code[..]], text(parent(row.group)));
        out.put(&format!(
            "{MESSAGE}<LEDGER NAME=\"{name}\" ACTION=\"Create\">\r\n<PARENT>{group}</PARENT>\r\n<ISBILLWISEON>No</ISBILLWISEON>\r\n<OPENINGBALANCE>0</OPENINGBALANCE>\r\n<CLOSINGBALANCE>{}</CLOSINGBALANCE>\r\n<LANGUAGENAME.LIST><NAME.LIST TYPE=\"String\"><NAME>{name}</NAME></NAME.LIST></LANGUAGENAME.LIST>\r\n</LEDGER>\r\n{MESSAGE_END}",
            signed(h.debit - h.credit)
        ))?;
    }
    keep::deciding::each_voucher(t, society.id, |desk, seq, number, event| {
        let (Some(head), lines) = (event.voucher(), event.postings()) else { return Ok(()) };
        if lines.is_empty() {
            return Ok(());
        }
        let number = if number.is_empty() { format!("{desk}/{seq}") } else { number.to_owned() };
        let (kind, day) = (kind(&lines), head.date.to_string().replace('-', ""));
        let mut one = format!(
            "{MESSAGE}<VOUCHER VCHTYPE=\"{kind}\" ACTION=\"Create\" OBJVIEW=\"Accounting Voucher View\">\r\n<DATE>{day}</DATE>\r\n<VOUCHERTYPENAME>{kind}</VOUCHERTYPENAME>\r\n<VOUCHERNUMBER>{}</VOUCHERNUMBER>\r\n<NARRATION>{}</NARRATION>\r\n",
            text(&number),
            text(&head.narration)
        );
        for l in &lines {
            let name = names
                .get(&l.head[..])
                .ok_or_else(|| Error::new(sql::Kind::Missing, "export", format!("head {} is not opened", l.head)))?;
            let net = l.debit - l.credit;
            let positive = if net > Paise::ZERO { "Yes" } else { "No" };
            let _ = write!(
                one,
                "<ALLLEDGERENTRIES.LIST>\r\n<LEDGERNAME>{name}</LEDGERNAME>\r\n<ISDEEMEDPOSITIVE>{positive}</ISDEEMEDPOSITIVE>\r\n<AMOUNT>{}</AMOUNT>\r\n</ALLLEDGERENTRIES.LIST>\r\n",
                signed(net)
            );
        }
        one.push_str("</VOUCHER>\r\n");
        one.push_str(MESSAGE_END);
        out.put(&one)
    })?;
    out.put("</REQUESTDATA>\r\n</IMPORTDATA></BODY>\r\n</ENVELOPE>\r\n")
}
