//! The store of a seat as `deploy/` makes it: the owner's tables, the program's role that can append the register and never alter it, and a night's
//! dump put back.

use crate::served::Served;
use crate::support::{sahakar, said};
use sql::testing::{Cluster, postgres};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::Command;

fn deploy(file: &str) -> String {
    format!("{}/../../deploy/{file}", env!("CARGO_MANIFEST_DIR"))
}

fn must(mut command: Command) -> String {
    let output = command.output().expect("runs");
    assert!(output.status.success(), "{command:?}: {}", said(&output));
    said(&output)
}

/// Runs `deploy/postgres.sh` on a database; gives the address as the program's role.
fn made(cluster: &Cluster, url: &str) -> String {
    let mut script = Command::new("sh");
    script.arg(deploy("postgres.sh")).arg(url).arg(cluster.url_as("sahakar_owner", url));
    script.env("SAHAKAR", env!("CARGO_BIN_EXE_sahakar"));
    assert!(must(script).contains("register: read and append only"));
    cluster.url_as("sahakar_app", url)
}

fn with(words: &[&str], data: &Path, store: &str) -> String {
    let mut command = sahakar(words);
    command.arg("--data").arg(data).args(["--store", store]);
    must(command)
}

#[test]
fn the_programs_role_works_a_day_and_cannot_alter_the_register() {
    let Some(cluster) = postgres() else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let url = cluster.database();
    made(cluster, &url);
    let app = made(cluster, &url);
    with(&["simulate", "--year", "--members", "12", "--days", "2", "--vouchers", "10"], dir.path(), &app);
    assert!(with(&["verify"], dir.path(), &app).contains('✓'));
    let served = Served::with(dir.path(), &["--store", &app]);
    assert!(page(&served).starts_with("HTTP/1.1 200"));
    let store = sql::Db::open(&app).expect("opens");
    for text in [
        "UPDATE register_entry SET bytes = ''",
        "DELETE FROM register_entry",
        "TRUNCATE register_entry",
        "DROP TABLE register_entry",
        "ALTER TABLE register_entry DISABLE TRIGGER ALL",
        "UPDATE fork_entry SET by = ''",
        "DELETE FROM audit",
        "UPDATE receipt SET at = 0",
        "CREATE TABLE public.mine (n BIGINT)",
        "SET ROLE sahakar_owner",
    ] {
        let refused: Result<(), sql::Error> = store.tx(|t| t.script(text));
        assert_eq!(refused.expect_err(text).kind, sql::Kind::Denied, "{text}");
    }
    put_back(cluster, &url, dir.path());
}

/// A page as a browser asks for it.
pub fn page(served: &Served) -> String {
    let mut line = std::net::TcpStream::connect(served.1).expect("answers");
    write!(line, "GET /login HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", served.1).expect("asked");
    let mut text = Vec::new();
    line.read_to_end(&mut text).expect("read");
    String::from_utf8_lossy(&text).into_owned()
}

/// The night's dump, put back as `deploy/single-server.md` says: the register verifies, the role may still only append.
fn put_back(cluster: &Cluster, url: &str, data: &Path) {
    let (dump, other) = (data.join("night.dump"), cluster.database());
    let mut out = Command::new("pg_dump");
    out.args(["--format=custom", "--file"]).arg(&dump).arg(cluster.url_as("sahakar_owner", url));
    must(out);
    let mut roles = Command::new("psql");
    roles.args(["-q", "-v", "ON_ERROR_STOP=1", "-d", &other, "-f", &deploy("postgres.sql")]);
    must(roles);
    let mut back = Command::new("pg_restore");
    back.args(["--exit-on-error", "--no-privileges", "--dbname", &other]).arg(&dump);
    must(back);
    let app = made(cluster, &other);
    assert!(with(&["verify"], data, &app).contains('✓'));
}

#[test]
fn what_spreads_the_tables_is_printed_and_a_false_role_is_refused() {
    let printed = must(sahakar(["store", "layout"]));
    assert_eq!(printed.trim_end(), keep::layout::citus().trim_end());
    let Some(cluster) = postgres() else { return };
    let url = cluster.database();
    for (store, role) in [(url.as_str(), "x; DROP TABLE desk"), ("sqlite::memory:", "sahakar_app")] {
        let output = sahakar(["store", "make", "--store", store, "--app", role]).output().expect("runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("S5110"), "{}", said(&output));
    }
}
