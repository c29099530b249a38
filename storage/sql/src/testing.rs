//! A private PostgreSQL cluster for tests, thrown away when the test process ends.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// A running cluster. The server lives as long as the process: a small shell waits on a pipe and clears up.
pub struct Cluster {
    dir: PathBuf,
    _keeper: Child,
    databases: AtomicU32,
}

impl Cluster {
    /// Makes an empty database and gives its address.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn database(&self) -> String {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let db = crate::Db::open(&self.url("postgres")).expect("the cluster answers");
        // CREATE DATABASE may not stand inside a transaction.
        db.outside(&format!("CREATE DATABASE {name}")).expect("a database can be made");
        self.url(&name)
    }

    /// The address of a database for a user.
    #[must_use]
    pub fn url_as(&self, user: &str, url: &str) -> String {
        url.replace("user=postgres", &format!("user={user}"))
    }

    fn url(&self, database: &str) -> String {
        format!("host={} user=postgres dbname={database}", self.dir.display())
    }
}

/// The cluster of this test process, started at the first call. `None`, said aloud, where PostgreSQL is not
/// installed.
///
/// # Panics
/// Where `SAHAKAR_REQUIRE` contains `postgres` and there is none, or when it does not start.
pub fn postgres() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    told(CLUSTER.get_or_init(|| find_binaries().map(|bin| start(&bin, "pg", HASTY))))
}

/// Another cluster, which forces every commit to the disk as a real one does: for benches, whose figures would otherwise be worth nothing.
///
/// # Panics
/// As [`postgres`].
pub fn durable_postgres() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    told(CLUSTER.get_or_init(|| find_binaries().map(|bin| start(&bin, "pgd", DURABLE))))
}

/// Nothing is forced to the disk: what a test writes need not outlive it.
const HASTY: &str = "-c fsync=off -c full_page_writes=off";
/// As PostgreSQL is delivered, but for what its own manual asks of who loads much: room for the log and for pages.
const DURABLE: &str = "-c shared_buffers=512MB -c max_wal_size=4GB";

fn told(got: &'static Option<Cluster>) -> Option<&'static Cluster> {
    if got.is_none() {
        let required = std::env::var("SAHAKAR_REQUIRE").unwrap_or_default();
        assert!(!required.contains("postgres"), "PostgreSQL is required (SAHAKAR_REQUIRE) and not installed");
        let _ = writeln!(std::io::stderr(), "skipped: no PostgreSQL under /usr/lib/postgresql");
    }
    got.as_ref()
}

fn find_binaries() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|e| Some(e.ok()?.path().join("bin")))
        .filter(|p| p.join("initdb").exists() && p.join("postgres").exists())
        .collect();
    found.sort();
    found.pop()
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.starts_with(b"0\n"))
}

/// PostgreSQL refuses to run as root: then everything runs as the user `postgres`.
fn as_postgres(script: &str) -> Command {
    if is_root() {
        let mut c = Command::new("runuser");
        c.args(["-u", "postgres", "--", "sh", "-c", script]);
        c
    } else {
        let mut c = Command::new("sh");
        c.args(["-c", script]);
        c
    }
}

fn start(bin: &Path, name: &str, how: &str) -> Cluster {
    let dir = PathBuf::from(format!("/tmp/shk-{name}-{}", std::process::id()));
    let (d, b) = (dir.display(), bin.display());
    let init = format!(
        "rm -rf {d} && mkdir -m 700 {d} && {b}/initdb -D {d}/data -U postgres -A trust -E UTF8 --locale=C --no-sync >{d}/log 2>&1"
    );
    let ok = as_postgres(&init).status().expect("a shell runs").success();
    assert!(ok, "initdb failed, see {d}/log");
    let options = format!("-c listen_addresses= {how} -c max_connections=100");
    let serve = format!(
        "{b}/postgres -D {d}/data -k {d} {options} >>{d}/log 2>&1 & pid=$!; read _; kill -QUIT $pid; wait $pid; rm -rf {d}"
    );
    let keeper = as_postgres(&serve).stdin(Stdio::piped()).spawn().expect("a shell runs");
    let cluster = Cluster { dir, _keeper: keeper, databases: AtomicU32::new(0) };
    for _ in 0..200 {
        if crate::Db::open(&cluster.url("postgres")).is_ok() {
            return cluster;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("PostgreSQL did not start, see {}/log", cluster.dir.display());
}
