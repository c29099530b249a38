//! Writes sheets into an OpenDocument spreadsheet, by hand: a zip of a few XML files.

use crate::amount::plain;
use crate::grid::{Cell, Sheet};
use crate::xlsx::{KRUTI, Legacy};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;

const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0""#;

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text of a paragraph: runs of spaces are kept as LibreOffice keeps them.
fn paragraph(text: &str) -> String {
    let mut out = String::new();
    let mut spaces = 0;
    for c in text.chars() {
        if c == ' ' {
            spaces += 1;
            if spaces == 1 {
                out.push(' ');
            } else {
                out.push_str("<text:s/>");
            }
        } else {
            spaces = 0;
            out.push_str(&escape(&c.to_string()));
        }
    }
    out
}

fn cell(out: &mut String, cell: &Cell, span: &str, legacy: Legacy, plain_col: bool) {
    match cell {
        Cell::Text(t) => {
            let pieces = match legacy {
                Some(turn) if !plain_col => turn(t),
                _ => vec![(false, t.clone())],
            };
            let style = if pieces.iter().any(|p| p.0) { "ceK" } else { "ceT" };
            let _ = write!(
                out,
                r#"<table:table-cell table:style-name="{style}"{span} office:value-type="string"><text:p>"#
            );
            if let [(_, only)] = pieces.as_slice() {
                out.push_str(&paragraph(only));
            } else {
                for (kruti, piece) in &pieces {
                    let _ = write!(
                        out,
                        r#"<text:span text:style-name="{}">{}</text:span>"#,
                        if *kruti { "TK" } else { "TA" },
                        paragraph(piece)
                    );
                }
            }
            out.push_str("</text:p></table:table-cell>");
        }
        Cell::Number(n) => {
            let n = plain(*n);
            let _ = write!(
                out,
                r#"<table:table-cell table:style-name="ceT"{span} office:value-type="float" office:value="{n}"><text:p>{n}</text:p></table:table-cell>"#
            );
        }
        Cell::Int(n) => {
            let _ = write!(
                out,
                r#"<table:table-cell table:style-name="ceT"{span} office:value-type="float" office:value="{n}"><text:p>{n}</text:p></table:table-cell>"#
            );
        }
        Cell::Day(d) => {
            let shown = d.strftime("%d-%m-%Y");
            let _ = write!(
                out,
                r#"<table:table-cell table:style-name="ceD"{span} office:value-type="date" office:date-value="{d}"><text:p>{shown}</text:p></table:table-cell>"#
            );
        }
        Cell::Formula(formula, n) => {
            let n = plain(*n);
            let _ = write!(
                out,
                r#"<table:table-cell table:style-name="ceT"{span} table:formula="of:{}" office:value-type="float" office:value="{n}"><text:p>{n}</text:p></table:table-cell>"#,
                escape(formula)
            );
        }
    }
}

fn table(out: &mut String, sheet: &Sheet, legacy: Legacy) {
    let _ = write!(out, r#"<table:table table:name="{}" table:style-name="ta1">"#, escape(&sheet.name));
    let width = sheet.width();
    for col in 0..width {
        let hidden = if sheet.hidden_cols.contains(&col) { r#" table:visibility="collapse""# } else { "" };
        let _ = write!(out, r#"<table:table-column table:default-cell-style-name="ceT"{hidden}/>"#);
    }
    let mut row = 1;
    let last = sheet.last_row();
    while row <= last {
        let empty =
            (row..=last).take_while(|r| sheet.cells.range((*r, 0)..=(*r, u16::MAX)).next().is_none()).count() as u32;
        if empty > 0 {
            let _ = write!(
                out,
                r#"<table:table-row table:number-rows-repeated="{empty}"><table:table-cell table:number-columns-repeated="{width}"/></table:table-row>"#
            );
            row += empty;
            continue;
        }
        one_row(out, sheet, row, width, legacy);
        row += 1;
    }
    // The rest of the sheet, as LibreOffice writes it.
    let _ = write!(
        out,
        r#"<table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>"#,
        1_048_576 - last
    );
}

fn one_row(out: &mut String, sheet: &Sheet, row: u32, width: u16, legacy: Legacy) {
    out.push_str(if sheet.hidden_rows.contains(&row) {
        r#"<table:table-row table:visibility="collapse">"#
    } else {
        "<table:table-row>"
    });
    let mut col = 0;
    while col < width {
        let covered = sheet.merges.iter().any(|(t, l, b, r)| {
            (*t..=*b).contains(&row) && (*l..=*r).contains(&col) && (*t, *l) != (row, col) && (t, l) != (b, r)
        });
        if covered {
            out.push_str("<table:covered-table-cell/>");
            col += 1;
            continue;
        }
        let span = sheet.merges.iter().find(|(t, l, b, r)| (*t, *l) == (row, col) && (t, l) != (b, r)).map_or(
            String::new(),
            |(t, l, b, r)| {
                format!(r#" table:number-columns-spanned="{}" table:number-rows-spanned="{}""#, r - l + 1, b - t + 1)
            },
        );
        if let Some(c) = sheet.cells.get(&(row, col)) {
            cell(out, c, &span, legacy, sheet.plain_cols.contains(&col));
            col += 1;
            continue;
        }
        let free = |c: u16| {
            !sheet.cells.contains_key(&(row, c))
                && !sheet.merges.iter().any(|(t, l, b, r)| (*t..=*b).contains(&row) && (*l..=*r).contains(&c))
        };
        let n = (col..width).take_while(|c| free(*c)).count().max(1) as u16;
        let _ = write!(out, r#"<table:table-cell{span} table:number-columns-repeated="{n}"/>"#);
        col += n;
    }
    out.push_str("</table:table-row>");
}

/// Writes a document.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, sheets: &[Sheet], font: &str, legacy: Legacy) -> io::Result<()> {
    let mut body = String::new();
    for sheet in sheets {
        table(&mut body, sheet, legacy);
    }
    let face = |name: &str| format!(r#"<style:font-face style:name="{name}" svg:font-family="&apos;{name}&apos;"/>"#);
    let cell_style = |name: &str, font: &str| {
        format!(
            r#"<style:style style:name="{name}" style:family="table-cell"><style:text-properties style:font-name="{font}"/></style:style>"#
        )
    };
    let span_style = |name: &str, font: &str| {
        format!(
            r#"<style:style style:name="{name}" style:family="text"><style:text-properties style:font-name="{font}"/></style:style>"#
        )
    };
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.3"><office:font-face-decls>{}{}{}</office:font-face-decls><office:automatic-styles><number:date-style style:name="N1"><number:day number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/></number:date-style>{}{}<style:style style:name="ceD" style:family="table-cell" style:data-style-name="N1"><style:text-properties style:font-name="{font}"/></style:style>{}{}<style:style style:name="ta1" style:family="table"/></office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#,
        face(font),
        face(KRUTI),
        face("Arial"),
        cell_style("ceT", font),
        cell_style("ceK", KRUTI),
        span_style("TK", KRUTI),
        span_style("TA", "Arial")
    );
    let manifest = r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path)?);
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, text, options) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", stored),
        ("content.xml", content.as_str(), packed),
        ("META-INF/manifest.xml", manifest, packed),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    zip.finish()?;
    Ok(())
}
