//! How the tables lie on PostgreSQL: who may do what with them, and how Citus spreads them over many servers by society.

use crate::tables::{
    ARRIVED, AUDIT, DAY_SEAL, FORK_ENTRY, LASTING, RECEIPT, RECEIVED_LOG, REGISTER_ENTRY, SEAT, SHADOWS, STORE_FACT,
    USER_ACCOUNT, USER_MORE, USER_SEAT,
};
use sql::Table;

/// Tables to which lines are only added: the application's role may neither change nor delete one.
pub const APPENDED: &[Table] = &[REGISTER_ENTRY, FORK_ENTRY, RECEIPT, RECEIVED_LOG, ARRIVED, AUDIT, DAY_SEAL];

/// Small tables of the installation and its people, asked for by name: every server of a cluster has all of them.
pub const REFERENCE: &[Table] = &[USER_ACCOUNT, USER_MORE, USER_SEAT, STORE_FACT, SEAT];

/// Every table there is.
pub fn all() -> impl Iterator<Item = &'static Table> {
    LASTING.iter().chain(SHADOWS)
}

fn is_in(tables: &[Table], table: &Table) -> bool {
    tables.iter().any(|t| t.name == table.name)
}

/// True for a name that can be a role's: it goes into a script as it is.
#[must_use]
pub fn is_role(name: &str) -> bool {
    let first = name.bytes().next().is_some_and(|c| c.is_ascii_lowercase());
    first && name.len() < 64 && name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_')
}

/// The script of the application's rights, to be run by the owner of the tables, again and again: it may read and append the register, never alter
/// or delete an entry; of the other tables it may do what drawing them needs; it makes and drops none.
///
/// # Panics
/// Where the name is no role's ([`is_role`]).
#[must_use]
pub fn app_rights(role: &str) -> String {
    assert!(is_role(role), "a role is named in small letters, digits and _");
    let mut out = String::new();
    for table in all() {
        let rights = if is_in(APPENDED, table) { "SELECT, INSERT" } else { "SELECT, INSERT, UPDATE, DELETE" };
        let name = table.name;
        out.push_str(&format!("REVOKE ALL ON {name} FROM {role};\nGRANT {rights} ON {name} TO {role};\n"));
    }
    out
}

/// The script that spreads the tables of an empty store over the servers of a Citus cluster: all lines of one society on one server.
#[must_use]
pub fn citus() -> String {
    let mut out = String::new();
    for table in all() {
        let name = table.name;
        out.push_str(&if is_in(REFERENCE, table) {
            format!("SELECT create_reference_table('{name}');\n")
        } else if name == REGISTER_ENTRY.name {
            format!("SELECT create_distributed_table('{name}', 'society_id');\n")
        } else {
            let with = REGISTER_ENTRY.name;
            format!("SELECT create_distributed_table('{name}', 'society_id', colocate_with => '{with}');\n")
        });
    }
    out
}
