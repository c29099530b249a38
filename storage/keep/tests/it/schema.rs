use crate::sample::both;
use keep::tables::{LASTING, SHADOWS};
use sql::{Db, Error, Sql};

const PG_KEYS: Sql = Sql(
    "SELECT CAST(t.relname AS TEXT), CAST(i.relname AS TEXT), CAST(a.attname AS TEXT), CAST(x.indisprimary OR x.indisunique AS INT) FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0] WHERE n.nspname = 'public'",
);
const LITE_TABLES: Sql = Sql("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
const LITE_INDEXES: Sql = Sql(
    "SELECT m.name, i.name, x.name FROM sqlite_schema m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) x WHERE m.type = 'table' AND x.seqno = 0 AND m.name NOT LIKE 'sqlite_%'",
);

/// Table, index, first column.
fn keys(db: &Db) -> Vec<(String, String, String)> {
    let sql = if db.is_postgres() { PG_KEYS } else { LITE_INDEXES };
    db.read::<_, Error>(|t| t.rows(sql, &[], |r| (r.text(0).into(), r.text(1).into(), r.text(2).into()))).unwrap()
}

#[test]
fn every_key_and_index_begins_with_the_society() {
    both(|db| {
        let keys = keys(db);
        let tables: std::collections::BTreeSet<&str> = keys.iter().map(|k| &k.0[..]).collect();
        assert_eq!(tables.len(), LASTING.len() + SHADOWS.len(), "every table has a key: {tables:?}");
        for (table, index, first) in &keys {
            assert_eq!(first, "society_id", "{table}.{index}");
        }
    });
}

#[test]
fn tables_are_clustered_and_typed_on_sqlite() {
    both(|db| {
        if db.is_postgres() {
            return;
        }
        let tables = db.read::<_, Error>(|t| t.rows(LITE_TABLES, &[], |r| r.text(1).to_owned())).unwrap();
        assert!(!tables.is_empty());
        assert!(tables.iter().all(|t| t.ends_with("STRICT, WITHOUT ROWID")), "{tables:?}");
    });
}

#[test]
fn every_statement_is_understood_by_both_engines() {
    let statements = keep::statements();
    assert!(statements.len() > 50);
    let mut widths: Vec<Vec<Vec<String>>> = Vec::new();
    let seen = std::cell::RefCell::new(&mut widths);
    both(|db| {
        let mut columns = Vec::new();
        for (name, sql) in &statements {
            let got = db.read::<_, Error>(|t| t.check(*sql));
            columns.push(got.unwrap_or_else(|e| panic!("{name} on postgres={}: {e}", db.is_postgres())));
        }
        seen.borrow_mut().push(columns);
    });
    if let [lite, pg] = &widths[..] {
        for (i, (name, _)) in statements.iter().enumerate() {
            assert_eq!(lite[i].len(), pg[i].len(), "columns of {name}");
        }
    }
}

#[test]
fn no_statement_alters_the_register() {
    for (name, sql) in keep::statements() {
        let text = sql.0.to_lowercase();
        for word in ["update register_entry", "delete from register_entry", "into register_entry"] {
            assert!(!text.contains(word), "{name}: {text}");
        }
        assert!(!text.contains("now()") && !text.contains("for update"), "{name}: {text}");
    }
}

#[test]
fn the_application_role_cannot_alter_the_register() {
    let Some(cluster) = sql::testing::postgres() else { return };
    let url = cluster.database();
    let owner = Db::open(&url).unwrap();
    keep::setup(&owner, &crate::sample::name_key).unwrap();
    crate::sample::start(&owner, crate::sample::SOCIETY);
    let rights = keep::layout::app_rights("sahakar_app");
    owner.tx(|t| t.script(&format!("CREATE ROLE sahakar_app LOGIN; {rights}"))).unwrap();
    let app = Db::open(&cluster.url_as("sahakar_app", &url)).unwrap();
    keep::setup(&app, &crate::sample::name_key).expect("a store that is set up needs no rights to be opened");
    crate::sample::write(&app, crate::sample::SOCIETY, &crate::sample::migration());
    for text in [
        "UPDATE register_entry SET by = 'x'",
        "DELETE FROM register_entry",
        "TRUNCATE register_entry",
        "DROP TABLE register_entry",
        "UPDATE fork_entry SET by = 'x'",
        "DELETE FROM fork_entry",
        "UPDATE audit SET by = 'x'",
        "DELETE FROM receipt",
    ] {
        let refused: Result<(), Error> = app.tx(|t| t.script(text));
        assert_eq!(refused.unwrap_err().kind, sql::Kind::Denied, "{text}");
    }
    assert!(keep::verify(&app, crate::sample::SOCIETY, None).unwrap()[0].is_whole());
}

const BY_MEMBER: Sql = Sql("EXPLAIN QUERY PLAN SELECT kind, no FROM account WHERE society_id = 1 AND member_key = '2'");
const BY_MEMBER_NOW: Sql =
    Sql("EXPLAIN QUERY PLAN SELECT kind, principal FROM account_now WHERE society_id = 1 AND member_key = '2'");
const BY_DAY: Sql = Sql("EXPLAIN QUERY PLAN SELECT amount FROM voucher WHERE society_id = 1 AND date = '2025-06-02'");
const BY_NUMBER: Sql =
    Sql("EXPLAIN QUERY PLAN SELECT no FROM account WHERE society_id = 1 AND kind = 3 AND no_key = '4' LIMIT 2");
const BY_NAME: Sql = Sql("EXPLAIN QUERY PLAN SELECT no FROM member WHERE society_id = 1 AND name_key = 'rm'");

#[test]
fn sqlite_finds_by_the_index_that_is_meant() {
    both(|db| {
        if db.is_postgres() {
            return;
        }
        for (sql, way) in [
            (BY_MEMBER, "account_member (society_id=? AND member_key=?)"),
            (BY_MEMBER_NOW, "account_now_member (society_id=? AND member_key=?)"),
            (BY_DAY, "voucher_date (society_id=? AND date=?)"),
            (BY_NUMBER, "PRIMARY KEY (society_id=? AND kind=? AND no_key=?)"),
            (BY_NAME, "member_name (society_id=? AND name_key=?)"),
        ] {
            let plan = db.read::<_, Error>(|t| t.rows(sql, &[], |r| r.text(3).to_owned())).unwrap();
            assert!(plan.iter().any(|step| step.contains(way)), "{way}: {plan:?}");
        }
    });
}
