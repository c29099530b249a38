//! Files that a society's entries name.

use crate::named::Class;
use kernel::SocietyId;
use sql::{Error, Row, Tx};
use std::collections::HashSet;

sql::statements! {
    ALL_NAMED = "SELECT digest, class, name, desk_id, seq FROM file_named WHERE society_id = $1 ORDER BY class, desk_id, seq, digest";
    ONE_NAMED = "SELECT digest, class, name, desk_id, seq FROM file_named WHERE society_id = $1 AND digest = $2 ORDER BY class, desk_id, seq";
    REMOVED = "SELECT DISTINCT digest FROM file_named WHERE class = $1 ORDER BY digest";
    ELSEWHERE = "SELECT COUNT(*) FROM file_named n WHERE digest = $1 AND NOT EXISTS (SELECT 1 FROM file_named r WHERE r.society_id = n.society_id AND r.digest = n.digest AND r.class = $2)";
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
    let mut all = t.rows(ALL_NAMED, &[id.0.into()], row)?;
    // what was removed is wanted by nobody, whatever named it before
    let mut known: HashSet<String> =
        all.iter().filter(|f| f.class == Class::Removed).map(|f| f.digest.clone()).collect();
    all.retain(|f| known.insert(f.digest.clone()));
    Ok(all)
}

/// One of them; `None` where no entry of the society names it, or it was removed.
///
/// # Errors
/// The store's.
pub fn file_named(t: &mut Tx<'_>, id: SocietyId, digest: &str) -> Result<Option<FileNamed>, Error> {
    let all = t.rows(ONE_NAMED, &[id.0.into(), digest.into()], row)?;
    let removed = all.iter().any(|f| f.class == Class::Removed);
    Ok(all.into_iter().next().filter(|_| !removed))
}

/// Digests of files whose bytes are to be nowhere, of all societies that are here; one that another society names and did not remove is none of them.
///
/// # Errors
/// The store's.
pub fn files_removed(t: &mut Tx<'_>) -> Result<Vec<String>, Error> {
    let removed = Class::Removed.number();
    let all = t.rows(REMOVED, &[removed.into()], |r| r.text(0).to_owned())?;
    let mut out = Vec::new();
    for digest in all {
        let named = t.first(ELSEWHERE, &[(&digest).into(), removed.into()], |r| r.int(0))?;
        if named.unwrap_or(0) == 0 {
            out.push(digest);
        }
    }
    Ok(out)
}
