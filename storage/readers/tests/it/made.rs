//! Small files made here, each for one way of the formats, read back cell by cell.

use crate::support::{at, sheet};
use migration::cell::{CellKind, FontRun, Format, Merge, SourceFile};
use readers::limits;
use rust_xlsxwriter::{Format as Style, Formula, Workbook};
use std::io::Write;

/// A workbook with what registers do to workbooks.
pub fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let kruti = Style::new().set_font_name("Kruti Dev 010");
    let latin = Style::new().set_font_name("Arial");
    let day = Style::new().set_num_format("dd/mm/yyyy");
    let time = Style::new().set_num_format("dd-mmm-yy hh:mm");
    let hours = Style::new().set_num_format("[h]:mm");
    let s = book.add_worksheet();
    s.set_name("सदस्य").unwrap();
    s.write_string_with_format(0, 0, "lnL; jftLVj", &kruti).unwrap();
    s.write_rich_string_with_format(1, 0, &[(&kruti, "jke "), (&latin, "RAM")], &kruti).unwrap();
    s.write_number(3, 1, 0.1 + 0.2).unwrap();
    s.write_number(3, 2, 1234.56).unwrap();
    s.write_number_with_format(3, 3, 45747.0, &day).unwrap();
    s.write_number_with_format(3, 4, 45_747.427_083_333_3, &time).unwrap();
    s.write_number_with_format(3, 5, 1.5, &hours).unwrap();
    s.write_boolean(3, 6, true).unwrap();
    s.write_formula(3, 7, Formula::new("=B4*2").set_result("0.6")).unwrap();
    s.write_string(5, 0, "a_x000D_b & <c>").unwrap();
    s.set_row_hidden(5).unwrap();
    s.set_column_hidden(8).unwrap();
    s.merge_range(7, 0, 8, 2, "योग", &kruti).unwrap();
    book.add_worksheet().set_name("hidden").unwrap().set_hidden(true);
    book.save_to_buffer().unwrap()
}

fn read(name: &str, bytes: &[u8]) -> SourceFile {
    readers::read_bytes(name, bytes).unwrap_or_else(|r| panic!("{name}: {r}"))
}

#[test]
fn xlsx_tells_fonts_runs_dates_hidden_and_merged() {
    // The name lies; the content tells.
    let file = read("members.xls", &workbook());
    assert_eq!(file.format, Format::Xlsx);
    let s = sheet(&file, "सदस्य");
    let cell = |row, col| *s.at(s.row(row).unwrap(), col).unwrap();
    let font = |row, col| s.fonts[usize::from(cell(row, col).font)].as_str();
    assert_eq!((at(s, 1, 0), font(1, 0)), ("lnL; jftLVj", "Kruti Dev 010"));
    assert_eq!((at(s, 2, 0), font(2, 0)), ("jke RAM", "Kruti Dev 010"));
    let arial = s.fonts.iter().position(|f| f == "Arial").unwrap() as u16;
    let runs = s.font_runs(s.row(2).unwrap(), &cell(2, 0));
    assert_eq!(runs, [FontRun { from: 4, to: 7, font: arial }], "only where it differs from the cell");
    let shown = |col| (at(s, 4, col), cell(4, col).kind);
    assert_eq!(shown(1), ("0.3", CellKind::Number));
    assert_eq!(shown(2), ("1234.56", CellKind::Number));
    assert_eq!(shown(3), ("2025-03-31", CellKind::Date));
    assert_eq!(shown(4), ("2025-03-31T10:15:00", CellKind::Date));
    assert_eq!(shown(5), ("1.5", CellKind::Number), "a duration is no day");
    assert_eq!(shown(6), ("TRUE", CellKind::Bool));
    assert_eq!((shown(7), cell(4, 7).formula), (("0.6", CellKind::Number), true));
    assert!(s.row(3).is_none() && s.row(6).unwrap().hidden && !s.row(4).unwrap().hidden);
    assert_eq!(s.hidden_cols, [8]);
    assert_eq!(s.merges, [Merge { top: 8, bottom: 9, left: 0, right: 2 }]);
    assert!(sheet(&file, "hidden").hidden && !s.hidden);
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet whose `sheetData` is given, with 1904 dates and two styles: plain, day.
pub fn sheet_data(data: &str) -> Vec<u8> {
    zipped(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/book/wb.xml"/></Relationships>"#,
        ),
        (
            "book/wb.xml",
            r#"<q:workbook xmlns:q="y"><q:workbookPr date1904="true"/><q:sheets><q:sheet name="A" sheetId="1" z:id="r7"/></q:sheets></q:workbook>"#,
        ),
        (
            "book/_rels/wb.xml.rels",
            r#"<Relationships><Relationship Id="r7" Type="http://x/worksheet" Target="one.xml"/><Relationship Id="r8" Type="http://x/styles" Target="../st.xml"/></Relationships>"#,
        ),
        (
            "st.xml",
            r#"<styleSheet><fonts><font><name val="Mangal"/></font></fonts><cellXfs><xf fontId="0" numFmtId="0"/><xf fontId="0" numFmtId="14"/></cellXfs></styleSheet>"#,
        ),
        ("book/one.xml", data),
    ])
}

#[test]
fn xlsx_of_careless_writers_is_understood() {
    let file = read(
        "x.xlsx",
        &sheet_data(concat!(
            "<x:worksheet><x:sheetData>",
            r#"<x:row><x:c t="inlineStr"><x:is><x:r><x:rPr><x:rFont val="DevLys 010"/></x:rPr><x:t>jke</x:t></x:r><x:r><x:t xml:space="preserve"> A</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:is></x:c><x:c><x:v>1E-3</x:v></x:c></x:row>"#,
            r#"<x:row r="9"><x:c r="C9" s="1"><x:v>44285</x:v></x:c><x:c r="A9"><x:v>1234567.8900000001</x:v></x:c></x:row>"#,
            r#"<x:row r="4" ht="0"><x:c r="B4" t="e"><x:v>#REF!</x:v></x:c><x:c t="d"><x:v>2025-03-31T00:00:00.000Z</x:v></x:c></x:row>"#,
            "</x:sheetData></x:worksheet>",
        )),
    );
    let s = sheet(&file, "A");
    assert_eq!((at(s, 1, 0), at(s, 1, 1)), ("jke A", "0.001"));
    let first = s.row(1).unwrap();
    let run = s.font_runs(first, s.at(first, 0).unwrap())[0];
    assert_eq!((run.from, run.to, s.fonts[usize::from(run.font)].as_str()), (0, 3, "DevLys 010"));
    assert_eq!((at(s, 9, 0), at(s, 9, 2)), ("1234567.89", "2025-03-31"), "cells out of order, dates from 1904");
    assert_eq!((at(s, 4, 1), at(s, 4, 2)), ("#REF!", "2025-03-31"));
    assert!(s.row(4).unwrap().hidden);
    assert_eq!(s.rows().iter().map(|r| r.number).collect::<Vec<_>>(), [1, 4, 9]);
}

#[test]
fn a_shared_string_written_once_may_be_used_often_but_not_without_end() {
    let cells = r#"<c t="inlineStr"><is><t>x</t></is></c>"#.repeat(16_385);
    let wide = format!("<worksheet><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>");
    let refusal = readers::read_bytes("x.xlsx", &sheet_data(&wide)).unwrap_err();
    assert_eq!(refusal.number, readers::limits::TOO_MANY_COLUMNS);
    let deep = format!("<worksheet>{}", "<a>".repeat(1000));
    let refusal = readers::read_bytes("x.xlsx", &sheet_data(&deep)).unwrap_err();
    assert_eq!(refusal.number, readers::limits::TOO_DEEP);
}

pub fn ods(content: &str) -> Vec<u8> {
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)])
}

pub const ODS: &str = r#"<office:document-content><office:font-face-decls>
<style:font-face style:name="K1" svg:font-family="'Kruti Dev 010'"/></office:font-face-decls>
<office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="ce1" style:family="table-cell"><style:text-properties style:font-name="K1"/></style:style>
<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce1"/>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-family="Arial"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="One">
<table:table-column table:default-cell-style-name="ce2"/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>jke <text:span text:style-name="T1">RAM</text:span></text:p><text:p>a<text:s text:c="2"/>b</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="12.50" table:formula="of:=1" table:number-columns-repeated="2"><text:p>12.5</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell table:style-name="ce9" office:value-type="date" office:date-value="2025-03-31" table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>31/03/25</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
</table:table><table:table table:name="Two" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;

#[test]
fn ods_tells_the_same_things() {
    let file = read("x.ods", &ods(ODS));
    let s = sheet(&file, "One");
    assert_eq!(s.rows().iter().map(|r| (r.number, r.hidden)).collect::<Vec<_>>(), [(3, false), (4, true), (5, true)]);
    let row = s.row(3).unwrap();
    let cell = s.at(row, 0).unwrap();
    assert_eq!((at(s, 3, 0), s.fonts[usize::from(cell.font)].as_str()), ("jke RAM\na  b", "Kruti Dev 010"));
    let run = s.font_runs(row, cell)[0];
    assert_eq!((run.from, run.to, s.fonts[usize::from(run.font)].as_str()), (4, 7, "Arial"));
    assert_eq!((at(s, 3, 1), at(s, 3, 2), s.at(row, 2).unwrap().formula), ("12.50", "12.50", true));
    assert_eq!((at(s, 5, 0), s.at(s.row(5).unwrap(), 0).unwrap().kind), ("2025-03-31", CellKind::Date));
    assert_eq!(s.hidden_cols, [1, 2]);
    assert_eq!(s.merges, [Merge { top: 4, bottom: 4, left: 0, right: 1 }]);
    assert!(sheet(&file, "Two").hidden);
}

/// A table of two records, one deleted.
pub fn table(version: u8, mark: u8) -> Vec<u8> {
    let fields =
        [("NAME", b'C', 10u8, 0u8), ("AMT", b'N', 8, 2), ("DT", b'D', 8, 0), ("OK", b'L', 1, 0), ("NOTE", b'M', 10, 0)];
    let header = 32 + 32 * fields.len() as u16 + 1;
    let mut b = vec![version, 125, 3, 31];
    b.extend(3u32.to_le_bytes());
    b.extend(header.to_le_bytes());
    b.extend(38u16.to_le_bytes());
    b.resize(32, 0);
    b[29] = mark;
    for (name, kind, len, decimals) in fields {
        let mut d = [0; 32];
        d[..name.len()].copy_from_slice(name.as_bytes());
        (d[11], d[16], d[17]) = (kind, len, decimals);
        b.extend(d);
    }
    b.push(0x0D);
    b.extend(b" \xA3jke       1234.5020250331T         1");
    b.extend(b"*old       ********20230231?          ");
    b.extend(b"           \0\0\0\0\0\0\0\x0000000000           ");
    b.push(0x1A);
    b
}

#[test]
fn dbf_keeps_deleted_overflowed_and_impossible_values() {
    let mut memo = vec![0; 512];
    memo.extend(b"line one\r\nline two\x1A\x1A");
    let file = readers::read_with_memo("T.DBF", &table(0x83, 0), Some(&memo)).unwrap().file;
    let s = &file.sheets[0];
    assert_eq!(
        s.rows().iter().map(|r| (r.number, r.deleted)).collect::<Vec<_>>(),
        [(0, false), (1, false), (2, true), (3, false)]
    );
    assert_eq!((at(s, 0, 0), at(s, 0, 4)), ("NAME", "NOTE"));
    assert_eq!((at(s, 1, 0), at(s, 1, 1), at(s, 1, 2), at(s, 1, 3)), ("£jke", "1234.50", "2025-03-31", "TRUE"));
    assert_eq!(at(s, 1, 4), "line one\nline two");
    let kind = |row, col| s.at(s.row(row).unwrap(), col).map(|c| c.kind);
    assert_eq!((at(s, 2, 1), kind(2, 1)), ("********", Some(CellKind::Error)));
    assert_eq!((at(s, 2, 2), kind(2, 2)), ("20230231", Some(CellKind::Text)));
    assert!(s.cells(s.row(3).unwrap()).is_empty(), "blank and null values are blank");
    assert_eq!(at(&read("T.DBF", &table(0x83, 1)).sheets[0], 1, 0), "újke", "mark 1 is codepage 437");
}

#[test]
fn a_table_cut_short_is_read_with_a_note() {
    let bytes = table(0x03, 0);
    let reading = readers::read_with_memo("T.DBF", &bytes[..bytes.len() - 20], None).unwrap();
    assert_eq!(reading.file.sheets[0].rows().len(), 3);
    assert!(reading.notes.iter().any(|n| n.number == readers::limits::CUT_SHORT));
}

#[test]
fn separated_text_of_every_encoding_gives_the_same_cells() {
    let text = "क्र.;नाम;राशि\n\n1;\"राम\r\nसिंह\";1,23,456.00\n2;\"5\"\" पाइप\";-412\n3;\"खुला;7\n";
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let all = [
        text.as_bytes().to_vec(),
        marked,
        utf16(false, true),
        utf16(true, true),
        utf16(false, false),
        utf16(true, false),
    ];
    for (i, bytes) in all.iter().enumerate() {
        let file = read("x.csv", bytes);
        let s = &file.sheets[0];
        assert_eq!(s.rows().iter().map(|r| r.number).collect::<Vec<_>>(), [1, 3, 4, 5], "encoding {i}");
        assert_eq!((at(s, 3, 1), at(s, 3, 2)), ("राम\nसिंह", "1,23,456.00"), "encoding {i}");
        assert_eq!((at(s, 4, 1), at(s, 5, 1), at(s, 5, 2)), ("5\" पाइप", "\"खुला", "7"), "encoding {i}");
    }
    let file = read("x.txt", b"name\tdr\r\n\xA3jke\t1\0\r\n");
    assert_eq!((at(&file.sheets[0], 2, 0), at(&file.sheets[0], 2, 1)), ("£jke", "1"));
    let wide = ",".repeat(20_000);
    assert_eq!(
        readers::read_bytes("x.csv", format!("a{wide}b\n").as_bytes()).unwrap_err().number,
        readers::limits::TOO_MANY_COLUMNS
    );
}

pub const TALLY: &str = "<ENVELOPE><BODY><DATA><TALLYMESSAGE><LEDGER NAME=\"Ram & Sons\"><PARENT>&#4; Primary</PARENT><OPENINGBALANCE>-1200.50</OPENINGBALANCE>\
<BILLALLOCATIONS.LIST><NAME>B1</NAME></BILLALLOCATIONS.LIST></LEDGER></TALLYMESSAGE><TALLYMESSAGE><LEDGER NAME=\"Cash\u{5}\">\
<BILLALLOCATIONS.LIST><NAME>B2</NAME></BILLALLOCATIONS.LIST><BILLALLOCATIONS.LIST><NAME>B3</NAME></BILLALLOCATIONS.LIST></LEDGER>\
<VOUCHER><VOUCHERNUMBER>7</VOUCHERNUMBER></VOUCHER></TALLYMESSAGE></DATA></BODY></ENVELOPE>";

#[test]
fn tally_ledgers_come_first_and_debits_stay_negative() {
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(TALLY.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [TALLY.as_bytes(), utf16.as_slice()] {
        let file = read("master.xml", bytes);
        let s = &file.sheets[0];
        assert_eq!(s.name, "");
        assert_eq!(
            (at(s, 0, 0), at(s, 0, 1), at(s, 0, 2), at(s, 0, 3)),
            ("NAME", "PARENT", "OPENINGBALANCE", "CLOSINGBALANCE")
        );
        assert_eq!((at(s, 1, 0), at(s, 1, 1), at(s, 1, 2)), ("Ram & Sons", "Primary", "-1200.50"));
        assert_eq!((at(s, 0, 4), at(s, 1, 4), at(s, 2, 0), at(s, 2, 4)), ("BILLALLOCATIONS.NAME", "B1", "Cash", ""));
        let bills = sheet(&file, "LEDGER.BILLALLOCATIONS");
        assert_eq!((at(bills, 3, 0), at(bills, 3, 1), at(bills, 3, 2)), ("2", "Cash", "B3"));
        assert_eq!(at(sheet(&file, "VOUCHER"), 1, 0), "7");
    }
}

#[test]
fn a_printed_trial_balance_of_tally_is_a_table() {
    let line = |name: &str, dr: &str, cr: &str| {
        format!(
            "<DSPACCNAME><DSPDISPNAME>{name}</DSPDISPNAME></DSPACCNAME><DSPACCINFO><DSPCLDRAMT><DSPCLDRAMTA>{dr}\
            </DSPCLDRAMTA></DSPCLDRAMT><DSPCLCRAMT><DSPCLCRAMTA>{cr}</DSPCLCRAMTA></DSPCLCRAMT></DSPACCINFO>\r\n"
        )
    };
    let text = format!("<ENVELOPE>{}{}</ENVELOPE>", line("Share Capital", "", "5000.00"), line("Cash", "-12.50", ""));
    let file = read("TrialBal.xml", text.as_bytes());
    let s = &file.sheets[0];
    assert_eq!((at(s, 0, 0), at(s, 0, 1), at(s, 0, 2)), ("DSPDISPNAME", "DSPCLCRAMTA", "DSPCLDRAMTA"));
    assert_eq!((at(s, 1, 0), at(s, 1, 1), at(s, 2, 0), at(s, 2, 2)), ("Share Capital", "5000.00", "Cash", "-12.50"));
}

pub const HTML: &str = "<html><style>td{a>b}</style><TABLE><tr><td rowspan=2><font face=\"Kruti Dev 010\">jke<br>fLkag</font><th colspan='2'>A&nbsp;B</tr>\
<tr><td>1<td>2</tr></TABLE>";

#[test]
fn html_under_the_name_of_xls_is_a_table() {
    let file = read("report.xls", HTML.as_bytes());
    let s = &file.sheets[0];
    assert_eq!((at(s, 1, 0), at(s, 1, 1), at(s, 2, 1), at(s, 2, 2)), ("jke\nfLkag", "A B", "1", "2"));
    assert_eq!(s.fonts[usize::from(s.at(s.row(1).unwrap(), 0).unwrap().font)], "Kruti Dev 010");
    assert_eq!(s.merges[0], Merge { top: 1, bottom: 2, left: 0, right: 0 });
}

pub const XML2003: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="Default"><Font ss:FontName="Arial"/></Style><Style ss:ID="s1"><Font ss:FontName="Kruti Dev 010"/></Style></Styles>
<Worksheet ss:Name="S"><Table><Column ss:Index="2" ss:Hidden="1"/><Row ss:Index="3" ss:Hidden="1"><Cell ss:StyleID="s1"><Data ss:Type="String">jke</Data><Comment><Data>no</Data></Comment></Cell>
<Cell ss:Index="4" ss:Formula="=1" ss:MergeAcross="1"><Data ss:Type="Number">12.50</Data></Cell><Cell><Data ss:Type="DateTime">2025-03-31T00:00:00.000</Data></Cell></Row></Table>
<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#;

#[test]
fn xml_spreadsheets_of_2003_are_read() {
    let file = read("report.xls", XML2003.as_bytes());
    let s = sheet(&file, "S");
    let row = s.row(3).unwrap();
    assert!(s.hidden && row.hidden);
    assert_eq!((at(s, 3, 0), at(s, 3, 3), at(s, 3, 5)), ("jke", "12.50", "2025-03-31"));
    assert_eq!(s.fonts[usize::from(s.at(row, 0).unwrap().font)], "Kruti Dev 010");
    assert_eq!((s.hidden_cols.as_slice(), s.merges.len(), s.at(row, 3).unwrap().formula), (&[1u16][..], 1, true));
}

/// The rows of a journal's table: code, head, debit, credit.
fn journal(name: &str, text: &str) -> (Vec<[String; 4]>, Vec<u16>) {
    let read = readers::read_with_memo(name, text.as_bytes(), None).unwrap_or_else(|r| panic!("{name}: {r}"));
    assert_eq!(read.file.format, Format::Journal, "{name}");
    let s = &read.file.sheets[0];
    let cell = |row, col| s.at(s.row(row).unwrap(), col).map_or("", |c| s.text(c)).to_owned();
    let rows = (1..s.rows().len() as u32).map(|row| [0, 1, 2, 3].map(|col| cell(row, col))).collect();
    (rows, read.notes.iter().map(|n| n.number).collect())
}

#[test]
fn a_journal_gives_what_its_entries_leave_on_each_account() {
    let text = "; UK-1 — समिति\ncommodity 1000.00 INR\naccount assets:CASH  ; हस्तगत रोकड़\naccount revenues:ADM  ; type:R\n\n\
                2025-04-01 * (R-1) शुल्क  ; remark\n    assets:CASH  ₹1,20,500.50\n    revenues:ADM\n\n\
                2025/04/02=2025/04/03 ! back\n  revenues:ADM   INR 20  ; a remark\n  assets:CASH   -20.00 INR = 1,20,480.50 INR\n";
    let (rows, notes) = journal("a.journal", text);
    let row = |c: &str, h: &str, d: &str, k: &str| [c, h, d, k].map(str::to_owned);
    assert_eq!(rows, [row("CASH", "हस्तगत रोकड़", "120480.50", ""), row("ADM", "revenues:ADM", "", "120480.50")]);
    assert!(notes.is_empty());
    // the content tells it from other text
    assert_eq!(journal("ledger.txt", text).0, rows);
    let bean = "option \"title\" \"UK-1 समिति\"\n1900-01-01 open Assets:CASH INR\n  name: \"रोकड़\"\n1900-01-01 open Income:ADM INR\n\n\
                2025-04-01 * \"R-1\" \"शुल्क\" #tag\n  source: \"x\"\n  Assets:CASH 5.5 INR\n  Income:ADM -5.50 INR\n\n\
                2025-04-02 balance Assets:CASH 5.50 INR\n2025-04-02 price USD 84 INR\n";
    let (rows, notes) = journal("a.beancount", bean);
    assert_eq!(rows, [row("CASH", "रोकड़", "5.50", ""), row("ADM", "Income:ADM", "", "5.50")]);
    assert!(notes.is_empty());
}

#[test]
fn what_is_no_plain_double_entry_is_left_out_whole_and_noted() {
    let good = "2025-04-01 good\n  a   10\n  b  -10\n\n";
    let bad = [
        "2025-04-01 dollars\n  a   10 USD\n  b  -10 USD\n",
        "2025-04-01 a price\n  a   10 @ 3 INR\n  b  -30 INR\n",
        "2025-04-01 a cost\n  a   10 {3 INR}\n  b  -30 INR\n",
        "2025-04-01 does not balance\n  a   10\n  b  -9\n",
        "2025-04-01 finer than a paisa\n  a   10.005\n  b  -10.005\n",
        "2025-04-01 two amounts open\n  a   10\n  b\n  c\n",
        "2025-04-01 an assertion alone\n  a   10\n  b   = 5\n",
        "2025-04-01 outside the books\n  a   10\n  b  -10\n  (c)  5\n",
        "2025-04-01 no number\n  a   ten\n  b  -10\n",
        "include other.journal\n",
        "12 drummers drumming\n  a  1\n",
    ];
    for text in bad {
        let (rows, notes) = journal("a.journal", &format!("{good}{text}\n{good}"));
        let sums: Vec<(&str, &str)> =
            rows.iter().filter(|r| ["a", "b"].contains(&&*r[0])).map(|r| (&*r[2], &*r[3])).collect();
        assert_eq!((sums, notes), (vec![("20.00", ""), ("", "20.00")], vec![limits::JOURNAL_PARTLY]), "{text}");
        let alone = readers::read_bytes("a.journal", text.as_bytes()).unwrap_err();
        assert_eq!(alone.number, limits::NO_JOURNAL_ENTRY, "{text}");
        // cut anywhere, it is read or refused
        for end in (0..text.len()).filter(|n| text.is_char_boundary(*n)) {
            let _ = readers::read_bytes("a.journal", format!("{good}{}", &text[..end]).as_bytes());
        }
    }
    // rules and prices change no balance and are passed over
    let quiet = "= expenses\n  x  1\n~ monthly\n  y  1\nP 2025-01-01 USD 84 INR\ncomment\n2025-04-01 not this\n  a 5\nend comment\n";
    assert!(journal("a.journal", &format!("{quiet}\n{good}")).1.is_empty());
}

/// A thousand accounts, ten thousand entries, against the balances of hledger itself.
#[test]
fn a_large_journal_has_the_balances_of_hledger() {
    use std::io::Read as _;
    let Some(folder) = crate::support::shared("data/ledgers") else { return };
    let packed = std::fs::File::open(folder.join("hledger_10000x1000x10.journal.gz")).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut text).unwrap();
    let read = readers::read_bytes("large.journal", text.as_bytes()).unwrap();
    let s = &read.sheets[0];
    let mut ours = std::collections::BTreeMap::new();
    for row in s.rows().iter().skip(1) {
        let cell = |col| s.at(row, col).map_or("", |c| s.text(c)).to_owned();
        let sum = if cell(3).is_empty() { cell(2) } else { format!("-{}", cell(3)) };
        ours.insert(cell(1), sum.trim_end_matches(".00").to_owned());
    }
    let wanted = std::fs::read_to_string(folder.join("hledger_10000x1000x10.journal.hledger-bal.csv")).unwrap();
    let mut compared = 0;
    for line in wanted.lines().skip(1) {
        let mut cells = line.split(',').map(|c| c.trim_matches('"'));
        let (account, sum) = (cells.next().unwrap(), cells.next().unwrap());
        if account == "Total:" || account == "total" {
            continue;
        }
        assert_eq!(ours.get(account).map(|s| &s[..]), Some(sum), "{account}");
        compared += 1;
    }
    assert!(compared >= 1_000, "{compared} accounts");
}
