//! Files that a society's entries name.

use crate::named::Class;
use kernel::SocietyId;
use sql::{Error, Row, Tx};
use std::collections::HashSet;

sql::statements! {
    ALL_NAMED = "SELECT digest, class, name, desk_id, seq FROM file_named WHERE society_id = $1 ORDER BY class, desk_id, seq, digest";
    ONE_NAMED = "SELECT digest, class, name, desk_id, seq FROM file_named WHERE society_id = $1 AND digest = $2 ORDER BY class, desk_id, seq";
}

/// A file as an entry names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNamed {
    /// SHA-256, hexadecimal.
    pub digest: String,
    /// What it is for.
    pub class: Class,
    /// Its name, or what it shows.
    pub name: String,
    /// The entry: desk and position.
    pub entry: (i64, i64),
}

fn row(r: &Row<'_>) -> FileNamed {
    let class = Class::from_number(r.int(1)).unwrap_or(Class::Old);
    FileNamed { digest: r.text(0).to_owned(), class, name: r.text(2).to_owned(), entry: (r.int(3), r.int(4)) }
}

/// The files a society's entries name, each once, in the order in which they travel.
///
/// # Errors
/// The store's.
pub fn files_named(t: &mut Tx<'_>, id: SocietyId) -> Result<Vec<FileNamed>, Error> {
    let mut known = HashSet::new();
    let mut all = t.rows(ALL_NAMED, &[id.0.into()], row)?;
    all.retain(|f| known.insert(f.digest.clone()));
    Ok(all)
}

/// One of them; `None` where no entry of the society names it.
///
/// # Errors
/// The store's.
pub fn file_named(t: &mut Tx<'_>, id: SocietyId, digest: &str) -> Result<Option<FileNamed>, Error> {
    t.first(ONE_NAMED, &[id.0.into(), digest.into()], row)
}
