//! The counter under load: 20 clients, each with a session of its own, post a deposit after a deposit through HTTP against served
//! pages over a store on disk (`synchronous=FULL`). Vouchers a second and how long an answer takes. The floor is the same through the
//! door alone, from 20 threads.
//!
//! `SAHAKAR_BENCH_MEMBERS` (default 1000), `SAHAKAR_BENCH_EACH` (deposits of each client, default 200).

use books::event::Setting;
use books::setting;
use desk::act::{Act, Pay};
use desk::{Desk, Role, Who};
use kernel::{CommandId, Paise, SocietyId, SystemClock};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};
use web::Web;

const CLIENTS: usize = 20;
const CODE: &str = "BENCH-1";
const PASSWORD: &str = "a-long-password-1";

fn from_env(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|s| s.parse().ok()).unwrap_or(otherwise)
}

fn command() -> CommandId {
    CommandId(uuid::Uuid::now_v7())
}

fn main() {
    let (members, each) = (from_env("SAHAKAR_BENCH_MEMBERS", 1_000), from_env("SAHAKAR_BENCH_EACH", 200));
    let dir = tempfile::tempdir().expect("a folder");
    let desk = Arc::new(Desk::open(dir.path(), "", Arc::new(SystemClock)).expect("opens"));
    let society = prepared(&desk, members);
    println!("{CLIENTS} at once, {each} deposits each, {members} members");
    floor(each * CLIENTS);
    told(
        "door, 20 threads",
        all(each, |client, n| {
            let act = deposit(client, n, members);
            desk.act(&Who::local(Role::Secretary), society, command(), &act.into()).expect("done");
        }),
    );
    desk.add_user(&Who::local(Role::Operator), SocietyId(0), "secretary", Role::Secretary, PASSWORD).expect("a user");
    let address = served(desk.clone());
    let cookie = login(address);
    told(
        "web, 20 clients",
        all(each, |client, n| {
            let form = format!("a=SB-{}&amount={}&pay=cash&id={}", account(client, n, members), 100 + n, command().0);
            let status = post(address, &format!("/s/{CODE}/do/deposit"), &form, &cookie).0;
            assert_eq!(status, 303, "a deposit leads to its receipt");
        }),
    );
    assert!(desk.verify(society).expect("judged").iter().all(keep::LogJudgement::is_whole));
}

/// What the disk alone needs for as many commits: a line appended and forced down, one after another.
fn floor(times: usize) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut file = std::fs::File::create(dir.path().join("log")).expect("a file");
    let begun = Instant::now();
    for _ in 0..times {
        file.write_all(&[b'x'; 4096]).expect("written");
        file.sync_data().expect("forced down");
    }
    println!("{:<18} {:>8.0} a second", "4 KiB forced down", times as f64 / begun.elapsed().as_secs_f64());
}

fn account(client: usize, n: usize, members: usize) -> usize {
    1 + (client * 7919 + n * 31) % members
}

fn deposit(client: usize, n: usize, members: usize) -> Act {
    let (account, amount) = (format!("SB-{}", account(client, n, members)), Paise::rupees(100 + n as i64));
    Act::Deposit { account, amount, pay: Pay::Cash, agent: None }
}

/// A society with products, one savings account for each member, and today begun.
fn prepared(desk: &Desk, members: usize) -> SocietyId {
    let society =
        desk.import(&Who::local(Role::Operator), CODE, &sample::batch(CODE, members), command()).expect("in").society;
    let secretary = Who::local(Role::Secretary);
    let act = |act: Act| {
        desk.act(&secretary, society, command(), &act.into()).expect("done");
    };
    act(Act::Set(Setting {
        key: setting::ONE_PERSON.into(),
        from: kernel::Date::constant(2025, 4, 1),
        value: "yes".into(),
        order: "bench".into(),
        source: String::new(),
    }));
    examples::rules::products().into_iter().for_each(|p| act(Act::SetProduct(p)));
    act(Act::SetNorms(Box::new(examples::rules::norms())));
    let today = kernel::Clock::now(&SystemClock).day();
    act(Act::BeginDay { date: today, cash: Vec::new() });
    for no in 1..=members {
        act(Act::OpenDeposit {
            joint: Vec::new(),
            member_no: no.to_string(),
            product: "SB".into(),
            months: 0,
            instalment: None,
            amount: Paise::rupees(500),
            pay: Pay::Cash,
        });
    }
    society
}

/// Every client's times, and how long all of it took.
fn all(each: usize, one: impl Fn(usize, usize) + Sync) -> (Vec<Duration>, Duration) {
    let begun = Instant::now();
    let times = std::thread::scope(|s| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let one = &one;
                s.spawn(move || {
                    let timed = |n| {
                        let begun = Instant::now();
                        one(client, n);
                        begun.elapsed()
                    };
                    (0..each).map(timed).collect::<Vec<_>>()
                })
            })
            .collect();
        clients.into_iter().flat_map(|c| c.join().expect("a client ends")).collect()
    });
    (times, begun.elapsed())
}

fn told(what: &str, (mut times, whole): (Vec<Duration>, Duration)) {
    times.sort_unstable();
    let within =
        |thousandths: usize| times[(times.len() * thousandths / 1000).min(times.len() - 1)].as_secs_f64() * 1e3;
    let speed = times.len() as f64 / whole.as_secs_f64();
    println!(
        "{what:<18} {speed:>8.0} a second, p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms",
        within(500),
        within(990),
        within(1000)
    );
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

/// Posts a form as a browser does; gives the status and the head of the answer.
fn post(address: SocketAddr, path: &str, form: &str, cookie: &str) -> (u16, String) {
    let mut to = TcpStream::connect(address).expect("connects");
    to.set_nodelay(true).expect("at once");
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    to.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    to.read_to_string(&mut answer).expect("answered");
    let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
    (status, answer)
}

fn login(address: SocketAddr) -> String {
    let (_, answer) = post(address, "/login", &format!("login=secretary&password={PASSWORD}&next=/"), "");
    let line = answer.lines().find(|l| l.to_lowercase().starts_with("set-cookie:")).expect("a session");
    line.split_once(':').and_then(|(_, v)| v.split(';').next()).expect("a value").trim().to_owned()
}

/// A society whose old books hold members alone.
mod sample {
    use books::{BooksEvent, Head};
    use desk::MigrationBatch;
    use keep::Event;
    use kernel::Source;
    use migration::event::MigrationEvent;
    use society::{MemberRow, SocietyEvent};

    pub fn batch(code: &str, members: usize) -> MigrationBatch {
        let cutoff = kernel::Date::constant(2025, 3, 31);
        let heads: Vec<Head> =
            books::chart::STANDARD.iter().filter_map(|s| books::chart::head(s.code, lipi::Lang::Hi)).collect();
        let member = |no: usize| {
            let p = examples::year::person(7, no);
            MemberRow {
                no: no.to_string(),
                name: p.name,
                father: p.father,
                village: p.village,
                class: "A".into(),
                mobile: String::new(),
                admitted: None,
                ended: None,
                source: Source { file: 0, sheet: 0, row: no as u32, col: 0 },
            }
        };
        let rows: Vec<MemberRow> = (1..=members).map(member).collect();
        let mut events: Vec<Event> = vec![
            SocietyEvent::Registered {
                code: code.to_owned(),
                name: code.to_owned(),
                registration_no: String::new(),
                district: String::new(),
                block: String::new(),
            }
            .into(),
            MigrationEvent::Begun { cutoff, folder: code.to_owned(), files: Vec::new(), set_aside: Vec::new() }.into(),
            BooksEvent::HeadsOpened { heads }.into(),
        ];
        events.extend(rows.chunks(500).map(|r| SocietyEvent::MembersBroughtForward { rows: r.to_vec() }.into()));
        events.push(MigrationEvent::Completed { members: members as u64, accounts: 0, findings: 0 }.into());
        MigrationBatch { events, files: Vec::new() }
    }
}
