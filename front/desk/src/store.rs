//! The store of a seat on PostgreSQL, made by the owner of its tables.

use crate::Trouble;
use kernel::Refusal;
use sql::{Db, Error};

/// Makes the tables of a store where they are missing or of an older version, and gives a role the application's rights. To be run by the owner
/// of the tables, after every new version of the program; nothing is lost by running it again.
///
/// # Errors
/// 5110: the role's name is none, or the store knows no roles; the store's.
pub fn make(url: &str, app: Option<&str>) -> Result<(), Trouble> {
    let db = Db::open(url)?;
    if let Some(role) = app.filter(|role| !keep::layout::is_role(role) || !db.is_postgres()) {
        return Err(Refusal::new(5110).with("role", role).into());
    }
    keep::setup(&db, &lipi::name::search_key)?;
    match app {
        Some(role) => db.tx::<_, Error>(|t| t.script(&keep::layout::app_rights(role))).map_err(Trouble::from),
        None => Ok(()),
    }
}
