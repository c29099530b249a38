//! The society's own particulars: a sheet of labels and values, or one record.

use crate::table::Table;
use crate::view::View;
use crate::vocabulary::{self, Saying};
use std::sync::LazyLock;

/// What the papers say of the society; empty where they say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// Name as written, legacy fonts resolved.
    pub name: String,
    /// Registration number.
    pub registration_no: String,
    /// District.
    pub district: String,
    /// Block.
    pub block: String,
    /// A title line naming a society, used where no particulars are given.
    pub title: String,
}

impl Particulars {
    /// Fills what is still empty.
    pub fn merge(&mut self, other: Particulars) {
        let pairs = [
            (&mut self.name, other.name),
            (&mut self.registration_no, other.registration_no),
            (&mut self.district, other.district),
            (&mut self.block, other.block),
            (&mut self.title, other.title),
        ];
        for (mine, theirs) in pairs {
            if mine.is_empty() {
                *mine = theirs;
            }
        }
    }

    /// The name to show.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        if self.name.is_empty() { &self.title } else { &self.name }
    }
}

struct Labels {
    name: Vec<Saying>,
    registration: Vec<Saying>,
    district: Vec<Saying>,
    block: Vec<Saying>,
    society: Vec<Saying>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let of = |says: &[&str]| says.iter().map(|s| Saying::of(s)).collect();
    Labels {
        name: of(&["समिति नाम", "संस्था नाम", "name society|samiti|pacs|mpacs", "society|pacs name", "name", "नाम"]),
        registration: of(&["पंजीकरण|निबन्धन संख्या|सं", "registration|regn|reg no", "regno", "पंजीयन संख्या|सं"]),
        district: of(&["जनपद", "जिला !बैंक !सहकारी", "district", "distt", "dist"]),
        block: of(&["विकास खण्ड", "ब्लाक|ब्लॉक", "block", "dev block"]),
        society: of(&[
            "सहकारी समिति",
            "सहकारी संस्था",
            "साधन सहकारी",
            "sahkari samiti",
            "cooperative society",
            "pacs",
            "mpacs",
            "co operative society",
        ]),
    }
});

/// Reads labels and values, or a record with such field names, from what no table claims.
#[must_use]
pub fn read(view: &View<'_>, tables: &[Table]) -> Particulars {
    let mut found = Particulars::default();
    let rows = view.sheet.rows();
    let claimed = |i: usize| tables.iter().any(|t| i >= t.head_at && i < t.end);
    for (i, row) in rows.iter().enumerate().take(60) {
        let cells = view.sheet.cells(row);
        let texts: Vec<String> = cells.iter().map(|c| view.text(row, c).into_owned()).collect();
        if found.title.is_empty() && cells.len() <= 2 {
            found.title = texts
                .iter()
                .find(|t| vocabulary::best(&LABELS.society, &vocabulary::tokens(t)) > 0.0)
                .cloned()
                .unwrap_or_default();
        }
        if claimed(i) {
            continue;
        }
        if texts.len() == 2 {
            take(&mut found, &texts[0], &texts[1]);
        }
        // one record under field names
        if row.number == 0 && rows.len() == 2 {
            let values = &rows[1];
            for (cell, label) in cells.iter().zip(&texts) {
                take(&mut found, label, &view.at(values, cell.col));
            }
        }
    }
    found
}

fn take(found: &mut Particulars, label: &str, value: &str) {
    let tokens = vocabulary::tokens(label);
    let slot = if vocabulary::best(&LABELS.registration, &tokens) > 0.7 {
        &mut found.registration_no
    } else if vocabulary::best(&LABELS.district, &tokens) > 0.7 {
        &mut found.district
    } else if vocabulary::best(&LABELS.block, &tokens) > 0.7 {
        &mut found.block
    } else if vocabulary::best(&LABELS.name, &tokens) > 0.7 {
        &mut found.name
    } else {
        return;
    };
    if slot.is_empty() {
        value.trim().clone_into(slot);
    }
}
