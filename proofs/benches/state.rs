//! The first page of the Secretary under load: 50 people ask for it at once, over states of 670 and of 100,000 societies whose evidence was generated. The
//! floor in the same run is a page of this program that counts nothing (`/health`).
//!
//! `SAHAKAR_BENCH_SOCIETIES` (default `670,100000`), `SAHAKAR_BENCH_EACH` (pages of each person, default 100).

use desk::state::StateAct;
use desk::{Desk, Role, Who};
use kernel::{Clock, CommandId, Paise, SocietyId, SystemClock};
use places::decide::Taken;
use places::{Level, Listed, Sector, import};
use programme::{Ended, Evidence, Migrated};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};
use web::Web;

const CLIENTS: usize = 50;
const PASSWORD: &str = "a-long-password-1";

fn command() -> CommandId {
    CommandId(uuid::Uuid::now_v7())
}

fn main() {
    let sizes = std::env::var("SAHAKAR_BENCH_SOCIETIES").unwrap_or_else(|_| "670,100000".into());
    let each = std::env::var("SAHAKAR_BENCH_EACH").ok().and_then(|s| s.parse().ok()).unwrap_or(100);
    for size in sizes.split(',').filter_map(|s| s.trim().parse().ok()) {
        let dir = tempfile::tempdir().expect("a folder");
        let begun = Instant::now();
        let seat = seat(dir.path(), size);
        println!("{size} societies, made in {:.1} s", begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        seat.the_state().expect("a picture");
        println!("{:<22} {:>8.0} ms", "first picture", begun.elapsed().as_secs_f64() * 1e3);
        let address = served(Arc::new(seat));
        let cookie = login(address);
        told("floor: /health", all(address, &cookie, "/health", each));
        told("/state", all(address, &cookie, "/state", each));
        told("/state/in/d45", all(address, &cookie, "/state/in/d45", each));
    }
}

/// A seat with so many societies, each with evidence as if its register had come.
fn seat(folder: &std::path::Path, societies: usize) -> Desk {
    let operator = Who::local(Role::Operator);
    let seat = Desk::open(folder, "", Arc::new(SystemClock)).expect("opens");
    let seat = seat.begin_state(&operator, 5, "Uttarakhand").expect("begins");
    let keep = |act: StateAct| seat.keep_state(&operator, command(), &act).map(|_| ()).expect("kept");
    for level in [Level::District, Level::Block] {
        keep(StateAct::Places { level, rows: import::known(level, 5), taken: Taken::default() });
    }
    let blocks = import::known(Level::Block, 5);
    let listed = |i: usize| {
        let block = &blocks[i % blocks.len()];
        let (district, block) = (block.parent, block.code);
        let name = format!("society {i}");
        Listed {
            code: format!("UK-{i:06}"),
            name,
            sector: Sector::Mpacs,
            district,
            block,
            bank: String::new(),
            area: vec![],
        }
    };
    let rows: Vec<Listed> = (0..societies).map(listed).collect();
    let ids: Vec<SocietyId> = rows.iter().map(|s| desk::society_id(&s.code)).collect();
    keep(StateAct::Societies { rows, taken: Taken::default() });
    let now = SystemClock.now();
    let counted = |i: usize| {
        let day = |ago: usize| now.day().checked_sub(jiff::Span::new().days(ago as i64)).expect("a day");
        let ends: Vec<Ended> =
            (1..60).rev().map(|n| Ended { date: day(n + i % 9), on: day(n), entry: (1, n as i64) }).collect();
        let migrated = Migrated { entry: (1, 3), day: day(i % 200), cutoff: None, members: 1_500, accounts: 2_400 };
        Evidence {
            entries: 5_000,
            last_at: Some(now),
            heard: Some(now),
            members: 1_500,
            accounts: 2_400,
            migrated: (!i.is_multiple_of(3)).then_some(migrated),
            compared: 20,
            unmatched: (i % 4) as u64,
            unexplained: Paise((i % 4) as i64 * 41_200),
            first_end: ends.first().copied(),
            ended: ends.len() as u64,
            ends,
            ..Evidence::default()
        }
    };
    let db = seat.db();
    for part in ids.iter().enumerate().collect::<Vec<_>>().chunks(5_000) {
        db.tx(|t| part.iter().try_for_each(|(i, id)| keep::view::save_evidence(t, **id, 5_000, &counted(*i))))
            .expect("saved");
    }
    seat.add_user(&operator, SocietyId(0), "secretary", Role::Operator, PASSWORD).expect("a user");
    seat
}

fn served(desk: Arc<Desk>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("starts");
        runtime.block_on(web::serve(Web::new(desk), address)).expect("serves");
    });
    while TcpStream::connect(address).is_err() {
        std::thread::sleep(Duration::from_millis(5));
    }
    address
}

/// Sends a request on a line of its own; gives the answer.
fn ask(address: SocketAddr, request: &str) -> String {
    let mut to = TcpStream::connect(address).expect("connects");
    to.set_nodelay(true).expect("at once");
    to.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    to.read_to_end(&mut answer).expect("answered");
    String::from_utf8_lossy(&answer).into_owned()
}

fn login(address: SocketAddr) -> String {
    let form = format!("login=secretary&password={PASSWORD}&next=/");
    let request = format!(
        "POST /login HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    let answer = ask(address, &request);
    let line = answer.lines().find(|l| l.to_lowercase().starts_with("set-cookie:")).expect("a session");
    line.split_once(':').and_then(|(_, v)| v.split(';').next()).expect("a value").trim().to_owned()
}

/// Everybody's times, and how long all of it took.
fn all(address: SocketAddr, cookie: &str, path: &str, each: usize) -> (Vec<Duration>, Duration) {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
    let begun = Instant::now();
    let times = std::thread::scope(|s| {
        let one = || {
            let timed = |_| {
                let begun = Instant::now();
                assert!(ask(address, &request).starts_with("HTTP/1.1 200"), "{path} is shown");
                begun.elapsed()
            };
            (0..each).map(timed).collect::<Vec<_>>()
        };
        let people: Vec<_> = (0..CLIENTS).map(|_| s.spawn(one)).collect();
        people.into_iter().flat_map(|p| p.join().expect("he ends")).collect()
    });
    (times, begun.elapsed())
}

fn told(what: &str, (mut times, whole): (Vec<Duration>, Duration)) {
    times.sort_unstable();
    let within =
        |thousandths: usize| times[(times.len() * thousandths / 1000).min(times.len() - 1)].as_secs_f64() * 1e3;
    let speed = times.len() as f64 / whole.as_secs_f64();
    println!(
        "{what:<22} {speed:>8.0} a second, p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms",
        within(500),
        within(990),
        within(1000)
    );
}
