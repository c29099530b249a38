//! Every table can be spread by society, every statement asks one society, and the roles' scripts name every table.

use keep::layout;
use std::collections::{BTreeMap, BTreeSet};

/// Statements that ask over all societies, each with its table and why it may.
const OVER_ALL: &[(&str, &str, &str)] = &[
    ("ROWS", "tally", "asked on SQLite only, where an index is about to be made anew"),
    ("DESKS", "desk", "the whole store, for a backup file"),
    ("SHELVES", "shelf", "the State's list of what waits"),
    ("FORKED", "fork", "the State's list of copies that went their own way"),
    ("REMOVED", "file_named", "photographs blackened further: their bytes go wherever they are named"),
    ("ELSEWHERE", "file_named", "whether bytes are still another society's too, before they go"),
    ("SHELVING", "shelf", "the societies whose shelves are tried again when the program starts"),
    ("RECEIPTS", "receipt", "the whole store, for a backup file"),
    ("ERASABLES", "person_erasable", "the whole store, for a backup file"),
    ("AUDITS", "audit", "the whole store, for a backup file"),
    ("FORKS", "fork", "the whole store, for a backup file"),
    ("FORK_ENTRIES", "fork_entry", "the whole store, for a backup file"),
    ("RECEIVED", "received_log", "the whole store, for a backup file"),
    ("LETS_IN", "let_in", "the whole store, for a backup file"),
    ("TRIALS", "trial", "the whole store, for a backup file"),
    ("SEALS", "day_seal", "the whole store, for a backup file"),
    ("SPOKEN", "programme_entry", "which societies an officer has spoken of; each is then read by itself"),
    ("PLACES", "desk", "the whole store, for a backup file"),
    ("LOGS", "desk", "which logs there are: before redrawing, and before sending"),
    ("PEER", "peer_log", "what a sender of many societies knows of the seat above"),
    ("MISSING", "lost_log", "what a sender of many societies lacks of its own; each log is then fetched by itself"),
    ("PENDING", "received_log", "which societies have something to draw; each is then drawn by itself"),
    ("KNOWN_KEY", "desk", "a sender who sends nothing of his own; is his key known at all"),
    ("ALL", "evidence", "a line for each society: the picture of the State"),
    ("SIZES", "evidence", "a line for each society: the picture of the State"),
    ("STAMP", "evidence", "a line for each society: has the picture of the State changed"),
    ("STALE", "desk", "which societies must be counted again; each is then counted by itself"),
    ("ALL_HEARD", "heard", "a line for each desk: who has been silent since when"),
    ("EVERYWHERE", "help_ticket", "the queue of a seat: tickets of all societies that are not closed"),
    ("OF_PROBLEM", "help_ticket", "the tickets of a known problem, whichever society's"),
    ("IN_USE", "layout_entry", "which layouts societies read how; the office above offers them to all"),
    ("SOCIETIES", "society", "the list of societies"),
    ("BY_CODE", "society", "a society by the code in an address; its number is not known yet"),
];

/// The tables a statement speaks of.
fn tables_of(text: &str) -> BTreeSet<&str> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    let names: BTreeSet<&str> = layout::all().map(|t| t.name).collect();
    let after = |w: &&str| matches!(&*w.to_lowercase(), "from" | "join" | "update" | "into");
    words.windows(2).filter(|w| after(&w[0]) && names.contains(w[1])).map(|w| w[1]).collect()
}

/// True where a statement asks or writes one society.
fn one_society(text: &str) -> bool {
    match text.split_once(" WHERE ") {
        _ if text.starts_with("INSERT INTO") => text.contains("(society_id,"),
        Some((_, asked)) => {
            let asked = asked.replace(' ', "");
            ["society_id=$", "society_id=0"].iter().any(|one| asked.contains(one))
        }
        None => false,
    }
}

#[test]
fn every_statement_on_a_spread_table_asks_one_society() {
    let reference: BTreeSet<&str> = layout::REFERENCE.iter().map(|t| t.name).collect();
    let mut used = BTreeSet::new();
    let mut wrong = BTreeMap::new();
    for (name, sql) in keep::statements() {
        let tables = tables_of(sql.0);
        let spread = tables.iter().find(|t| !reference.contains(*t));
        let (Some(table), false) = (spread, one_society(sql.0)) else { continue };
        match OVER_ALL.iter().find(|o| o.0 == name && tables.contains(o.1)) {
            Some(known) => drop(used.insert(known)),
            None => drop(wrong.insert(name, (*table, sql.0))),
        }
    }
    assert!(wrong.is_empty(), "ask one society, or say in OVER_ALL why not: {wrong:#?}");
    let idle: Vec<_> = OVER_ALL.iter().filter(|o| !used.contains(o)).collect();
    assert!(idle.is_empty(), "no such statement any more: {idle:?}");
}

#[test]
fn the_check_sees_what_asks_over_all() {
    assert!(!one_society("SELECT no FROM member WHERE no_key = $1"));
    assert!(!one_society("SELECT society_id FROM member"));
    assert!(!one_society("INSERT INTO member (no) VALUES ($1)"));
    assert!(one_society("DELETE FROM member WHERE society_id = $1 AND no_key = $2"));
    assert_eq!(tables_of("SELECT a FROM desk d LEFT JOIN drawn x ON 1"), ["desk", "drawn"].into());
}

#[test]
fn keys_begin_with_the_society_and_nothing_refers_across() {
    for table in layout::all() {
        assert_eq!(table.columns[0].name, "society_id", "{}", table.name);
        for ddl in table.ddl(true) {
            assert!(!ddl.contains("REFERENCES") && !ddl.contains("FOREIGN"), "{ddl}");
            let unique = ddl.contains("UNIQUE") || ddl.contains("PRIMARY KEY");
            assert!(!unique || ddl.contains("PRIMARY KEY (society_id"), "{ddl}");
        }
    }
}

#[test]
fn the_scripts_name_every_table_once() {
    let (citus, rights) = (layout::citus(), layout::app_rights("sahakar_app"));
    for table in layout::all() {
        let name = table.name;
        let reference = layout::REFERENCE.iter().any(|r| r.name == name);
        let spread = citus.matches(&format!("create_distributed_table('{name}', 'society_id'")).count();
        let copied = citus.matches(&format!("create_reference_table('{name}')")).count();
        assert_eq!((spread, copied), if reference { (0, 1) } else { (1, 0) }, "{name}");
        let appended = layout::APPENDED.iter().any(|a| a.name == name);
        let may = if appended { "SELECT, INSERT ON" } else { "SELECT, INSERT, UPDATE, DELETE ON" };
        assert_eq!(rights.matches(&format!("GRANT {may} {name} TO sahakar_app;")).count(), 1, "{name}");
    }
    assert_eq!(citus.lines().count(), layout::all().count());
}

#[test]
fn no_statement_alters_what_is_only_appended() {
    for (name, sql) in keep::statements() {
        for table in layout::APPENDED {
            let changes = [format!("UPDATE {} ", table.name), format!("DELETE FROM {} ", table.name)];
            let upsert = sql.0.starts_with(&format!("INSERT INTO {} ", table.name)) && sql.0.contains("DO UPDATE");
            assert!(!upsert && !changes.iter().any(|c| sql.0.contains(c)), "{name}: {}", sql.0);
        }
    }
}

#[test]
fn a_name_that_is_no_role_goes_into_no_script() {
    for name in ["", "a; DROP TABLE desk", "Sahakar", "1a", "a-b", "राम"] {
        assert!(!layout::is_role(name), "{name}");
    }
    assert!(layout::is_role("sahakar_app2"));
}
