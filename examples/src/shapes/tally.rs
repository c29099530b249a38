//! The trial balance as an accounting package exports it; the sub-ledgers in files beside it.

use crate::amount::fixed;
use crate::csv::{Encoding, bytes};
use crate::draw::Placed;
use crate::grid::{Cell, Sheet};
use crate::ledger::Side;
use crate::look::{Dates, Look, Money};
use crate::pack::{Pack, Shows, prepare};
use crate::random::Random;
use crate::shape::{Spot, one, particulars, put};
use crate::society::Society;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// Writes the pack.
///
/// # Errors
/// When a file cannot be written.
pub fn write(s: &Society, dir: &Path) -> io::Result<Pack> {
    let mut r = Random::named(s.seed, "tally");
    let hindi = s.seed % 4 == 3;
    let mut pack = prepare(s, Shows { pages: None, paged: &[], balance_sheet: false }, hindi);
    let look = Look { dates: Dates::Mixed, money: Money::Mixed, grand: "Total", title_rows: 2, ..Look::plain(hindi) };

    let file = "TrialBal.xml".to_owned();
    std::fs::write(dir.join(&file), xml(&pack, s))?;
    let rows = (0..s.heads.len() as u32).map(|i| (i, i + 1)).collect();
    pack.placed.push(Placed { register: ("trial_balance", ""), file: file.clone(), rows, ..Placed::default() });
    pack.files.push(file);

    for (kind, product, file) in [
        ("members", "", "Member Master.csv"),
        ("members", "NOMINAL", "Nominal Members.csv"),
        ("villages", "", "Village.csv"),
    ] {
        let look = Look {
            title_rows: 0,
            dates: Dates::Slash,
            numeric_codes: false,
            money: Money::Fixed,
            ..Look::plain(hindi)
        };
        let mut sheet = Sheet::new("");
        put(&mut pack, &mut sheet, &mut r, (kind, product), &look, Spot::new(file, (1, 0)));
        std::fs::write(dir.join(file), bytes(&sheet, ',', Encoding::Utf8, ""))?;
        pack.files.push(file.into());
    }
    let groups: [(&str, &[(&str, &str)]); 3] = [
        ("Loans & Shares.xls", &[("shares", ""), ("loans", "ST"), ("loans", "MT"), ("dcb", "")]),
        ("Deposits.ods", &[("deposits", "SB"), ("deposits", "RD"), ("deposits", "FD")]),
        (
            "Schedules to Balance Sheet.xlsx",
            &[
                ("stock", ""),
                ("debtors", ""),
                ("borrowings", ""),
                ("investments", ""),
                ("fixed_assets", ""),
                ("cash_bank", ""),
            ],
        ),
    ];
    for (file, registers) in groups {
        let mut sheets: Vec<Sheet> = Vec::new();
        for (kind, product) in registers {
            let sheet = one(&mut pack, &mut r, (kind, product), file, &look, &sheets);
            sheets.push(sheet);
        }
        let to = dir.join(file);
        match Path::new(file).extension().and_then(|e| e.to_str()) {
            Some("xls") => std::fs::write(to, crate::xls::bytes(&sheets, None))?,
            Some("ods") => crate::ods::write(&to, &sheets, "Liberation Sans", None)?,
            _ => crate::xlsx::write(&to, &sheets, "Calibri", None).map_err(io::Error::other)?,
        }
        pack.files.push(file.into());
    }
    let mut sheet = Sheet::new("");
    for (i, (label, value)) in particulars(s, hindi).into_iter().enumerate() {
        sheet.text(i as u32 + 1, 0, label);
        sheet.put(i as u32 + 1, 1, if let Cell::Int(n) = value { Cell::Text(n.to_string()) } else { value });
    }
    std::fs::write(dir.join("Society.csv"), bytes(&sheet, ',', Encoding::Utf8, ""))?;
    pack.files.push("Society.csv".into());
    Ok(pack)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The export: UTF-16, debits negative, and the character reference that no XML allows.
fn xml(pack: &Pack, s: &Society) -> Vec<u8> {
    let mut out = String::from(
        "<ENVELOPE>\r\n <HEADER>\r\n  <TALLYREQUEST>Import Data</TALLYREQUEST>\r\n </HEADER>\r\n <BODY>\r\n  <IMPORTDATA>\r\n   <REQUESTDESC>\r\n    <REPORTNAME>All Masters</REPORTNAME>\r\n    <STATICVARIABLES>\r\n",
    );
    let _ = write!(
        out,
        "     <SVCURRENTCOMPANY>{}</SVCURRENTCOMPANY>\r\n    </STATICVARIABLES>\r\n   </REQUESTDESC>\r\n   <REQUESTDATA>\r\n",
        escape(s.name.written(pack.hindi))
    );
    for group in [
        "Capital Account",
        "Current Liabilities",
        "Current Assets",
        "Loans (Liability)",
        "Indirect Incomes",
        "Indirect Expenses",
    ] {
        let _ = write!(
            out,
            "    <TALLYMESSAGE xmlns:UDF=\"TallyUDF\">\r\n     <GROUP NAME=\"{group}\" RESERVEDNAME=\"{group}\">\r\n      <PARENT>&#4; Primary</PARENT>\r\n     </GROUP>\r\n    </TALLYMESSAGE>\r\n"
        );
    }
    for h in &pack.s.heads {
        let parent = match h.side {
            Side::Liability if h.key.starts_with("BORROW") => "Loans (Liability)",
            Side::Liability if h.key == "PL_PREV" => "&#4; Primary",
            Side::Liability => "Current Liabilities",
            Side::Asset if h.key == "ACC_LOSS" => "&#4; Primary",
            Side::Asset => "Current Assets",
            Side::Income => "Indirect Incomes",
            Side::Expense => "Indirect Expenses",
        };
        let name = escape(h.name.written(pack.hindi));
        let closing = fixed(h.written.1 - h.written.0);
        let _ = write!(
            out,
            "    <TALLYMESSAGE xmlns:UDF=\"TallyUDF\">\r\n     <LEDGER NAME=\"{name}\" RESERVEDNAME=\"\">\r\n      <GUID>8f1c-{:08}</GUID>\r\n      <PARENT>{parent}</PARENT>\r\n      <ISBILLWISEON>No</ISBILLWISEON>\r\n      <CLOSINGBALANCE>{closing}</CLOSINGBALANCE>\r\n      <LANGUAGENAME.LIST>\r\n       <NAME.LIST TYPE=\"String\">\r\n        <NAME>{name}</NAME>\r\n       </NAME.LIST>\r\n      </LANGUAGENAME.LIST>\r\n     </LEDGER>\r\n    </TALLYMESSAGE>\r\n",
            h.folio
        );
    }
    out.push_str("   </REQUESTDATA>\r\n  </IMPORTDATA>\r\n </BODY>\r\n</ENVELOPE>\r\n");
    std::iter::once(0xfeff).chain(out.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}
