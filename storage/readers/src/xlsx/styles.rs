//! styles.xml: which font and which kind of number a cell style has.

use crate::limits::MAX_STYLES;
use crate::number;
use crate::xml::{Token, Xml};
use kernel::Refusal;
use std::collections::HashMap;
use std::io::Read;

/// Cell styles of a workbook.
#[derive(Default)]
pub(crate) struct Styles {
    /// Font names by font id; empty where the file names none.
    pub fonts: Vec<String>,
    /// Styles by the `s` of a cell.
    pub xfs: Vec<Xf>,
}

/// One cell style.
#[derive(Clone, Copy, Default)]
pub(crate) struct Xf {
    /// Index into [`Styles::fonts`].
    pub font: u32,
    /// Numbers of this style are days.
    pub date: bool,
}

pub(crate) fn read<R: Read>(xml: &mut Xml<R>) -> Result<Styles, Refusal> {
    let mut out = Styles::default();
    let mut codes = HashMap::new();
    // Fonts also stand in dxfs and cell styles in cellStyleXfs; only what lies right in these two lists counts.
    let (mut in_fonts, mut in_xfs) = (false, false);
    loop {
        match xml.next()? {
            Token::Start { name, attrs, empty } => match name {
                b"fonts" => in_fonts = !empty,
                b"cellXfs" => in_xfs = !empty,
                b"font" if in_fonts && out.fonts.len() < MAX_STYLES => out.fonts.push(String::new()),
                b"name" if in_fonts => {
                    if let (Some(font), Some(name)) = (out.fonts.last_mut(), attrs.text(b"val")) {
                        *font = name;
                    }
                }
                b"numFmt" => {
                    if let (Some(id), Some(code)) = (attrs.number::<u32>(b"numFmtId"), attrs.text(b"formatCode")) {
                        codes.entry(id).or_insert_with(|| number::code_is_date(&code));
                    }
                }
                b"xf" if in_xfs && out.xfs.len() < MAX_STYLES => {
                    let id: u32 = attrs.number(b"numFmtId").unwrap_or(0);
                    let date = codes.get(&id).copied().unwrap_or_else(|| number::builtin_is_date(id));
                    out.xfs.push(Xf { font: attrs.number(b"fontId").unwrap_or(u32::MAX), date });
                }
                _ => {}
            },
            Token::End { name: b"fonts" } => in_fonts = false,
            Token::End { name: b"cellXfs" } => in_xfs = false,
            Token::Eof => return Ok(out),
            _ => {}
        }
    }
}
