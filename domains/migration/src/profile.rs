//! Mapping profiles: what was understood of a layout, as readable TOML, so that a district maps it once.

use crate::cell::RowRef;
use crate::heading::Mapped;
use crate::table::{self, Table};
use crate::view::View;
use crate::vocabulary::{self, WORDS};
use kernel::Refusal;
use serde::{Deserialize, Serialize};

/// A profile: one entry per table of the layout.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Profile {
    /// Tables of the layout.
    #[serde(default)]
    pub table: Vec<TableProfile>,
}

/// How one table of a layout is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableProfile {
    /// Headings as written, in the order of columns; a table with these headings is meant.
    pub headings: Vec<String>,
    /// `members`, `loans`, … or `ignore`.
    pub kind: String,
    /// `ST MT SB RD FD NOMINAL` or empty.
    #[serde(default)]
    pub product: String,
    /// Field of each heading, `-` where the column is not used.
    pub fields: Vec<String>,
}

/// Profiles to apply while reading.
#[derive(Clone, Debug, Default)]
pub struct Profiles(pub Vec<Profile>);

impl Profiles {
    /// Lets a profile overrule what was understood.
    pub fn apply(&self, view: &View<'_>, tables: &mut Vec<Table>) {
        for profile in self.0.iter().flat_map(|p| &p.table) {
            let wanted: Vec<String> = profile.headings.iter().map(|h| vocabulary::tokens(h).join(" ")).collect();
            for table in tables.iter_mut() {
                let fits =
                    table.columns.iter().filter(|m| wanted.contains(&vocabulary::tokens(&m.heading).join(" "))).count();
                if fits * 10 >= table.columns.len() * 8 && fits >= 2 {
                    overrule(view, table, profile, &wanted);
                }
            }
            if profile.kind == "ignore" {
                tables.retain(|t| t.kind != "ignore");
            } else {
                below_recognition(view, tables, profile, &wanted);
            }
        }
    }
}

/// Texts of a row that would be its headings, with their columns.
#[must_use]
pub fn row_headings(view: &View<'_>, row: &RowRef) -> Vec<(u16, String)> {
    let cells = view.sheet.cells(row).iter().map(|c| (c.col, view.text(row, c).trim().to_owned()));
    cells.filter(|(_, text)| !text.is_empty()).collect()
}

/// The field each heading most likely means in a register, each field once; `-` where none is like it.
#[must_use]
pub fn suggested(kind: &str, product: &str, headings: &[String]) -> Vec<&'static str> {
    let mut out = vec!["-"; headings.len()];
    let Some(words) = words(kind, product) else { return out };
    let mut scores: Vec<(f32, usize, &'static str)> = Vec::new();
    for (i, heading) in headings.iter().enumerate() {
        let tokens = vocabulary::tokens(heading);
        scores.extend(words.columns.iter().map(|c| (vocabulary::best(&c.say, &tokens), i, c.field)));
    }
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (score, i, field) in scores {
        if score >= 0.5 && out[i] == "-" && !out.contains(&field) {
            out[i] = field;
        }
    }
    out
}

fn words(kind: &str, product: &str) -> Option<&'static vocabulary::Register> {
    WORDS.registers.iter().find(|r| r.kind == kind && (r.product.is_empty() || r.product == product))
}

/// A table nothing was recognised in, where somebody said which row heads it: the row with all the headings of the profile begins it. Nothing that was
/// recognised is touched.
fn below_recognition(view: &View<'_>, tables: &mut Vec<Table>, profile: &TableProfile, wanted: &[String]) {
    let Some(words) = words(&profile.kind, &profile.product) else { return };
    let rows = view.sheet.rows();
    let mut i = 0;
    while i < rows.len() {
        if let Some(t) = tables.iter().find(|t| (t.head_at..t.end).contains(&i)) {
            i = t.end.max(i + 1);
            continue;
        }
        // most rows are told apart by how many cells they have, before any text is read
        let heads =
            if view.sheet.cells(&rows[i]).len() < wanted.len() { Vec::new() } else { row_headings(view, &rows[i]) };
        let said: Vec<String> = heads.iter().map(|(_, h)| vocabulary::tokens(h).join(" ")).collect();
        if wanted.len() < 2 || said != wanted {
            i += 1;
            continue;
        }
        let end = tables.iter().map(|t| t.head_at).filter(|at| *at > i).min().unwrap_or(rows.len());
        let mapped = heads.iter().zip(&profile.fields).filter_map(|((col, heading), field)| {
            let known = words.columns.iter().find(|c| c.field == field)?;
            Some(Mapped { col: *col, field: known.field, heading: heading.clone(), score: 1.0 })
        });
        tables.push(Table {
            kind: words.kind,
            product: profile.product.clone(),
            head_at: i,
            levels: 1,
            end,
            span: (heads[0].0, heads[heads.len() - 1].0),
            columns: mapped.collect(),
            right: None,
            heading_texts: heads.iter().map(|(_, h)| table::comparable(h)).collect(),
            titles: Vec::new(),
            confidence: 100,
            alternatives: Vec::new(),
        });
        i = end;
    }
    tables.sort_by_key(|t| (t.head_at, t.span));
}

/// All columns of a table with their headings as written, also those that were not understood.
#[must_use]
pub fn headings(view: &View<'_>, table: &Table) -> Vec<(u16, String)> {
    let understood = |col: u16| table.columns.iter().find(|m| m.col == col).map(|m| m.heading.clone());
    let rows = &view.sheet.rows()[table.head_at..(table.head_at + table.levels).min(view.sheet.rows().len())];
    let written = |col: u16| {
        let texts = rows.iter().map(|r| view.at(r, col).into_owned()).filter(|t| !t.is_empty());
        texts.collect::<Vec<_>>().join(" ")
    };
    let same = |heading: &str, other: &str| vocabulary::tokens(heading) == vocabulary::tokens(other);
    let taken = |heading: &str| table.columns.iter().any(|m| same(&m.heading, heading));
    (table.span.0..=table.span.1)
        .map(|col| (col, understood(col).unwrap_or_else(|| written(col))))
        // of columns with one heading the one understood is meant
        .filter(|(col, h)| !h.is_empty() && (understood(*col).is_some() || !taken(h)))
        .collect()
}

fn overrule(view: &View<'_>, table: &mut Table, profile: &TableProfile, wanted: &[String]) {
    if profile.kind == "ignore" {
        table.kind = "ignore";
        return;
    }
    let Some(words) = words(&profile.kind, &profile.product) else { return };
    table.kind = words.kind;
    table.product.clone_from(&profile.product);
    table.confidence = 100;
    for (col, heading) in headings(view, table) {
        let said = wanted.iter().position(|w| *w == vocabulary::tokens(&heading).join(" "));
        let Some(field) = said.and_then(|i| profile.fields.get(i)) else { continue };
        table.columns.retain(|c| c.col != col);
        if let Some(known) = words.columns.iter().find(|c| c.field == field) {
            table.columns.retain(|c| c.field != known.field);
            table.columns.push(Mapped { col, field: known.field, heading, score: 1.0 });
        }
    }
    table.columns.sort_by_key(|c| c.col);
    table.columns.retain(|c: &Mapped| words.columns.iter().any(|w| w.field == c.field));
}

/// Reads a profile; a mistake in it is a refusal with the place.
///
/// # Errors
/// 2003 where the text is not a profile.
pub fn read(name: &str, text: &str) -> Result<Profile, Refusal> {
    let profile: Profile = toml::from_str(text)
        .map_err(|e| Refusal::new(2003).with("file", name).with("detail", e.message().to_owned()))?;
    for table in &profile.table {
        let known = table.kind == "ignore" || WORDS.registers.iter().any(|r| r.kind == table.kind);
        if !known || table.fields.len() != table.headings.len() {
            return Err(Refusal::new(2003).with("file", name).with("detail", format!("table {}", table.kind)));
        }
    }
    Ok(profile)
}

/// The profile of what was understood, to save and share.
#[must_use]
pub fn of(registers: &[crate::books::Register]) -> Profile {
    let table = registers
        .iter()
        .map(|r| TableProfile {
            headings: r.table.columns.iter().map(|c| c.heading.clone()).collect(),
            kind: r.table.kind.to_owned(),
            product: r.table.product.clone(),
            fields: r.table.columns.iter().map(|c| c.field.to_owned()).collect(),
        })
        .collect();
    Profile { table }
}

/// The profile as TOML.
#[must_use]
pub fn write(profile: &Profile) -> String {
    toml::to_string_pretty(profile).expect("a profile is plain data")
}
