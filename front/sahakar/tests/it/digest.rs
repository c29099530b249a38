//! Digests by the real binary, a mail server and an SMS gateway on this computer: what is news leaves once.

use crate::support::{migrate, pack, sahakar, said};
use desk::act::{Act, Help};
use desk::{Desk, Role, Who};
use helpdesk::event::Raised;
use helpdesk::terms::{Category, Effect};
use kernel::{CommandId, SocietyId, SystemClock};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// What a small server on this computer was told.
#[derive(Clone, Default)]
pub struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    pub fn all(&self) -> Vec<String> {
        self.0.lock().expect("heard").clone()
    }

    /// A server whose connections are answered by `talk`; gives its port.
    pub fn serve(&self, talk: fn(TcpStream) -> Option<String>) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let (port, heard) = (listener.local_addr().expect("an address").port(), self.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Some(told) = talk(stream) {
                    heard.0.lock().expect("heard").push(told);
                }
            }
        });
        port
    }
}

/// As much of RFC 5321 as a mail needs; gives envelope and content. Whose name begins with `gone-` has no box here.
pub fn smtp(stream: TcpStream) -> Option<String> {
    let mut out = stream.try_clone().ok()?;
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes()).ok();
    let mut all = String::new();
    say("220 here")?;
    let mut lines = BufReader::new(stream).lines();
    while let Some(Ok(line)) = lines.next() {
        match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "DATA" => {
                say("354 go on")?;
                for line in lines.by_ref().map_while(Result::ok).take_while(|l| l != ".") {
                    all.push_str(&line);
                    all.push('\n');
                }
                say("250 kept")
            }
            "QUIT" => {
                say("221 bye")?;
                break;
            }
            // a box that is no more
            "RCPT" if line.contains("<gone-") => say("550 nobody of that name"),
            "MAIL" | "RCPT" => {
                all.push_str(&line);
                all.push('\n');
                say("250 yes")
            }
            _ => say("250 here"),
        }?;
    }
    (!all.is_empty()).then_some(all)
}

/// Answers every request with 200; gives its first line.
pub fn http(stream: TcpStream) -> Option<String> {
    let mut out = stream.try_clone().ok()?;
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next()?;
    lines.find(String::is_empty);
    out.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").ok()?;
    Some(first)
}

pub fn config(at: &Path, text: &str) -> std::path::PathBuf {
    let file = at.join("mail.toml");
    std::fs::write(&file, text).expect("written");
    file
}

pub fn digest(data: &Path, config: &Path) -> (Option<i32>, String) {
    let done = sahakar(["digest", "--mail-config"]).arg(config).arg("--data").arg(data).output().expect("runs");
    (done.status.code(), said(&done))
}

fn raised(data: &Path, n: u128, text: &str) {
    let desk = Desk::open(data, "", Arc::new(SystemClock)).expect("the data folder opens");
    let society = desk.read(keep::view::societies).expect("societies")[0].id;
    let diagnostics = desk.diagnostics(society, "day").expect("what it knows");
    let effect = Effect::DayEnd;
    let raised = Raised { category: Category::Power, effect, text: text.to_owned(), photo: None, diagnostics };
    let act = Act::Help(Box::new(Help::Raise(Box::new(raised))));
    let command = CommandId(uuid::Uuid::from_u128(n));
    desk.act(&Who::local(Role::Secretary), society, command, &act.into()).expect("raised");
}

#[test]
fn what_is_news_leaves_once_by_mail_and_by_sms() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    let migrated = migrate(&pack(dir.path()), &data).output().expect("runs");
    assert_eq!(migrated.status.code(), Some(1), "{}", said(&migrated));
    {
        let desk = Desk::open(&data, "", Arc::new(SystemClock)).expect("opens");
        let operator = Who::local(Role::Operator);
        desk.add_user(&operator, SocietyId(0), "adhikari", Role::Officer, "kuchh-bhi-2026").expect("a login");
    }
    raised(&data, 1, "trail-blaze");
    let (mails, texts) = (Heard::default(), Heard::default());
    let (smtp, http) = (mails.serve(smtp), texts.serve(http));
    let to = "[[to]]\nname = \"adhikari\"\nmail = \"adhikari@example.org\"\nmobile = \"9876500000\"\nlang = \"en\"\n";
    let file = config(
        dir.path(),
        &format!(
            "[smtp]\nhost = \"127.0.0.1\"\nport = {smtp}\ntls = \"none\"\nfrom = \"desk@example.org\"\n\
             [sms]\nurl = \"http://127.0.0.1:{http}/send?to={{to}}&text={{text}}\"\n{to}"
        ),
    );
    let (code, words) = digest(&data, &file);
    assert_eq!(code, Some(0), "{words}");
    let all = mails.all();
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].contains("RCPT TO:<adhikari@example.org>") && all[0].contains("trail-blaze"), "{}", all[0]);
    assert!(texts.all()[0].starts_with("GET /send?to=9876500000&text="), "{:?}", texts.all());
    assert_eq!(digest(&data, &file).0, Some(0));
    assert_eq!((mails.all().len(), texts.all().len()), (1, 1), "no news, no mail");
    raised(&data, 2, "second-one");
    assert_eq!(digest(&data, &file).0, Some(0));
    let all = mails.all();
    assert_eq!(all.len(), 2);
    assert!(all[1].contains("second-one") && !all[1].contains("trail-blaze"), "only what is new: {}", all[1]);
}

#[test]
fn a_file_that_will_not_do_is_refused_with_its_number_and_a_dead_server_loses_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    let cases = [
        ("hour = 25", "S5145"),
        ("[smtp]\nhost = \"mail.example.org\"\nport = 25\ntls = \"none\"\nfrom = \"a@example.org\"", "S5145"),
        ("[sms]\nurl = \"http://example.org/?to={to}&text={text}\"", "S5147"),
        ("[sms]\nurl = \"https://example.org/?to={to}\"", "S5147"),
        ("nonsense", "S5145"),
    ];
    for (text, number) in cases {
        let (code, words) = digest(&data, &config(dir.path(), text));
        assert_eq!(code, Some(2));
        assert!(words.contains(number), "{text}: {words}");
    }
    assert!(digest(&data, &dir.path().join("none.toml")).1.contains("S5145"));
    migrate(&pack(dir.path()), &data).output().expect("runs");
    {
        let desk = Desk::open(&data, "", Arc::new(SystemClock)).expect("opens");
        let operator = Who::local(Role::Operator);
        desk.add_user(&operator, SocietyId(0), "adhikari", Role::Officer, "kuchh-bhi-2026").expect("a login");
    }
    raised(&data, 1, "kept");
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
    let to = "[[to]]\nname = \"adhikari\"\nmail = \"adhikari@example.org\"\n";
    let file = |port: u16| {
        let smtp = format!("[smtp]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\nfrom = \"a@example.org\"\n");
        config(dir.path(), &format!("{smtp}{to}"))
    };
    assert!(digest(&data, &file(closed)).1.contains("S5146"));
    let mails = Heard::default();
    let port = mails.serve(smtp);
    assert_eq!(digest(&data, &file(port)).0, Some(0));
    assert_eq!(mails.all().len(), 1, "what had not left leaves now");
}
