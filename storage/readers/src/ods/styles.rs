//! Which font a style of an OpenDocument file has.

use crate::xml::Attrs;
use std::collections::HashMap;

#[derive(Default)]
struct Style {
    parent: String,
    font: Option<String>,
}

/// Fonts of cell and text styles by name, and which tables are hidden.
#[derive(Default)]
pub(super) struct Styles {
    faces: HashMap<String, String>,
    cells: HashMap<String, Style>,
    texts: HashMap<String, Style>,
    hidden_tables: HashMap<String, bool>,
    open: Option<(Family, String)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Family {
    Cell,
    Text,
    Table,
}

/// Parents a style may have; longer chains are circles.
const MAX_PARENTS: usize = 16;

impl Styles {
    pub(super) fn start(&mut self, name: &[u8], attrs: Attrs, empty: bool) {
        match name {
            b"font-face" => {
                if let Some(face) = attrs.text(b"name") {
                    let family = attrs.text(b"font-family").unwrap_or_default();
                    self.faces.insert(face, family.trim_matches(['\'', '"', ' ']).to_owned());
                }
            }
            b"style" | b"default-style" => {
                let family = match attrs.get(b"family") {
                    Some(b"table-cell") => Family::Cell,
                    Some(b"text") => Family::Text,
                    Some(b"table") => Family::Table,
                    _ => return,
                };
                // The default style is the parent of all that name none; it has no name itself.
                let name = attrs.text(b"name").unwrap_or_default();
                let style = Style { parent: attrs.text(b"parent-style-name").unwrap_or_default(), font: None };
                match family {
                    Family::Cell => drop(self.cells.insert(name.clone(), style)),
                    Family::Text => drop(self.texts.insert(name.clone(), style)),
                    Family::Table => {}
                }
                self.open = (!empty).then_some((family, name));
            }
            b"text-properties" => {
                // `font-name` names a face; `font-family` says the family itself.
                let font = attrs
                    .text(b"font-name")
                    .map(|face| self.faces.get(&face).filter(|f| !f.is_empty()).cloned().unwrap_or(face))
                    .or_else(|| attrs.text(b"font-family").map(|f| f.trim_matches(['\'', '"', ' ']).to_owned()));
                if let (Some(font), Some((family, name))) = (font, &self.open) {
                    let styles = if *family == Family::Cell { &mut self.cells } else { &mut self.texts };
                    if let Some(style) = styles.get_mut(name) {
                        style.font = Some(font);
                    }
                }
            }
            b"table-properties" => {
                if let Some((Family::Table, name)) = &self.open {
                    self.hidden_tables.insert(name.clone(), attrs.get(b"display") == Some(b"false"));
                }
            }
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &[u8]) {
        if matches!(name, b"style" | b"default-style") {
            self.open = None;
        }
    }

    /// The font of a cell style; empty where none is named.
    pub(super) fn cell_font(&self, name: &str) -> &str {
        let own = font(&self.cells, name);
        own.or_else(|| self.cells.get("")?.font.as_deref()).unwrap_or("")
    }

    /// The font of a text style, if it names one.
    pub(super) fn text_font(&self, name: &str) -> Option<&str> {
        font(&self.texts, name)
    }

    pub(super) fn table_is_hidden(&self, style: &str) -> bool {
        self.hidden_tables.get(style).copied().unwrap_or(false)
    }
}

fn font<'a>(styles: &'a HashMap<String, Style>, name: &str) -> Option<&'a str> {
    let mut style = styles.get(name)?;
    for _ in 0..MAX_PARENTS {
        if let Some(font) = &style.font {
            return Some(font);
        }
        if style.parent.is_empty() {
            return None;
        }
        style = styles.get(&style.parent)?;
    }
    None
}
