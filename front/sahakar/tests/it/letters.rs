//! Circulars and what is late, by the real binary to a mail server and an SMS gateway on this computer: each officer once, each step at its day.

use crate::digest::{Heard, config, digest, http, smtp};
use desk::state::StateAct;
use desk::{Desk, Who};
use kernel::{Clock as _, CommandId, Date, SystemClock};
use places::decide::Taken;
use places::{Bank, Level, Listed, Office, Posting, Scope, Sector, import};
use programme::timeline::{Circular, Clause};
use std::path::Path;
use std::sync::Arc;

fn command() -> CommandId {
    CommandId(uuid::Uuid::now_v7())
}

fn before(day: Date, days: u32) -> Date {
    (0..days).fold(day, |d, _| d.yesterday().expect("a day"))
}

/// A seat with one society, the officers above it, and a circular whose clause has been late for five days.
fn seat(data: &Path) {
    let operator = Who::local(desk::Role::Operator);
    let seat = Desk::open(data, "", Arc::new(SystemClock)).expect("an installation");
    let seat = seat.begin_state(&operator, 5, "Uttarakhand").expect("a seat");
    let keep = |act: StateAct| seat.keep_state(&operator, command(), &act).map(|_| ()).expect("a list");
    for level in [Level::District, Level::Block] {
        keep(StateAct::Places { level, rows: import::known(level, 5), taken: Taken::default() });
    }
    let banks = vec![Bank { code: "ALM".into(), name: "ALM".into(), districts: vec![45] }];
    keep(StateAct::Banks { banks, taken: Taken { order: "1".into(), ..Taken::default() } });
    let listed = Listed {
        code: "HAWAL-1".into(),
        name: "Hawalbagh".into(),
        sector: Sector::Mpacs,
        district: 45,
        block: 357,
        bank: "ALM".into(),
        area: vec![],
    };
    keep(StateAct::Societies { rows: vec![listed], taken: Taken::default() });
    let today = SystemClock.now().day();
    let posts = [
        ("ado", Office::Ado, Scope::Block(357)),
        ("ar", Office::Ar, Scope::District(45)),
        ("dm", Office::Dm, Scope::District(45)),
        ("registrar", Office::Registrar, Scope::State),
    ];
    for (login, office, scope) in posts {
        let posting = Posting {
            login: login.into(),
            name: format!("name-of-{login}"),
            office,
            scope,
            order: "1".into(),
            from: before(today, 30),
            mail: format!("{login}@example.org"),
            phone: "9876500000".into(),
        };
        seat.post_officer(&operator, command(), &posting).expect("posted");
    }
    let clause = Clause { text: "bring-registers".into(), office: Office::Ado, due: before(today, 5), rung: None };
    let circular = Circular {
        number: "12/2026".into(),
        version: 0,
        reason: String::new(),
        dated: before(today, 9),
        authority: "Registrar".into(),
        subject: "Data match".into(),
        milestones: vec![],
        targets: vec![],
        clauses: vec![clause],
        list: 0,
    };
    seat.publish(&operator, command(), &circular).expect("published");
}

/// The body of a mail, its transfer encoding undone as far as words of Latin letters need it.
fn to(mails: &[String], login: &str) -> Vec<String> {
    let his = mails.iter().filter(|m| m.contains(&format!("RCPT TO:<{login}@example.org>")));
    his.map(|m| m.replace("=\n", "")).collect()
}

#[test]
fn a_circular_reaches_each_of_its_officers_once_and_what_is_late_the_next_post() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    seat(&data);
    let (mails, texts) = (Heard::default(), Heard::default());
    let (smtp, http) = (mails.serve(smtp), texts.serve(http));
    let english: String =
        ["ado", "ar", "dm", "registrar"].map(|n| format!("[[to]]\nname = \"{n}\"\nlang = \"en\"\n")).concat();
    let file = config(
        dir.path(),
        &format!(
            "[smtp]\nhost = \"127.0.0.1\"\nport = {smtp}\ntls = \"none\"\nfrom = \"desk@example.org\"\n\
             [sms]\nurl = \"http://127.0.0.1:{http}/send?to={{to}}&text={{text}}\"\n{english}"
        ),
    );
    let (code, words) = digest(&data, &file);
    assert_eq!(code, Some(0), "{words}");
    let all = mails.all();
    // the ADO: the circular as a letter, and his late task; the AR: what has risen to him; four days have passed, not seven
    let ado = to(&all, "ado");
    assert_eq!(ado.len(), 2, "{ado:?}");
    assert!(
        ado[0].contains("Subject: Circular 12/2026: Data match") && ado[0].contains("bring-registers"),
        "{}",
        ado[0]
    );
    assert!(ado[1].contains("bring-registers") && ado[1].contains("Overdue"), "{}", ado[1]);
    let ar = to(&all, "ar");
    assert_eq!(ar.len(), 1, "{ar:?}");
    assert!(ar[0].contains("name-of-ado") && ar[0].contains("bring-registers"), "{}", ar[0]);
    assert!(to(&all, "dm").is_empty() && to(&all, "registrar").is_empty(), "not yet risen to them: {all:?}");
    assert_eq!(texts.all().len(), 3, "{:?}", texts.all());
    assert_eq!(texts.all().iter().filter(|t| t.contains("Circular%2012%2F2026")).count(), 1);
    attached(all.iter().find(|m| m.contains("application/pdf")).expect("a page goes with the letter"));
    // nothing is repeated without news
    assert_eq!(digest(&data, &file).0, Some(0));
    assert_eq!((mails.all().len(), texts.all().len()), (3, 3));
    // what was sent is kept with its moment
    let seat = Desk::open(&data, "", Arc::new(SystemClock)).expect("opens");
    let plan = seat.plan().expect("a plan");
    let circular = &plan.current().next().expect("a circular").circular;
    let left = |login: &str, way: &str| seat.circular_left(circular, login, way).expect("read").is_some();
    assert!(left("ado", "mail") && left("ado", "sms") && !left("ar", "mail"));
}

#[test]
fn whoever_cannot_be_reached_keeps_nobody_else_waiting_and_is_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    seat(&data);
    let (mails, texts) = (Heard::default(), Heard::default());
    let (smtp, http) = (mails.serve(smtp), texts.serve(http));
    let file = |ado: &str| {
        let to = format!("[[to]]\nname = \"ado\"\nmail = \"{ado}@example.org\"\nlang = \"en\"\n");
        config(
            dir.path(),
            &format!(
                "[smtp]\nhost = \"127.0.0.1\"\nport = {smtp}\ntls = \"none\"\nfrom = \"desk@example.org\"\n\
                 [sms]\nurl = \"http://127.0.0.1:{http}/send?to={{to}}&text={{text}}\"\n{to}"
            ),
        )
    };
    let (code, words) = digest(&data, &file("gone-ado"));
    assert_eq!(code, Some(2), "{words}");
    assert!(words.contains("S5146") && words.contains("ado"), "{words}");
    let all = mails.all();
    assert_eq!((to(&all, "ado").len(), to(&all, "ar").len()), (0, 1), "the ADO comes first, the AR has his: {all:?}");
    assert_eq!(texts.all().len(), 3, "and the other way to the ADO is open: {:?}", texts.all());
    let (code, words) = digest(&data, &file("ado"));
    assert_eq!(code, Some(0), "{words}");
    let all = mails.all();
    assert_eq!((to(&all, "ado").len(), to(&all, "ar").len(), texts.all().len()), (2, 1, 3), "only what had not left");
}

#[test]
fn a_circular_leaves_with_the_next_round_and_the_digest_waits_for_its_hour() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    seat(&data);
    let mails = Heard::default();
    let smtp = mails.serve(smtp);
    let hour = (SystemClock.now().0 + 19_800_000).rem_euclid(86_400_000) / 3_600_000;
    if hour == 23 {
        return crate::support::skipped("an hour before midnight", "no hour of this day in India is still to come");
    }
    let file = config(
        dir.path(),
        &format!(
            "hour = 23\n[smtp]\nhost = \"127.0.0.1\"\nport = {smtp}\ntls = \"none\"\nfrom = \"desk@example.org\"\n\
             [[to]]\nname = \"ado\"\nlang = \"en\"\n"
        ),
    );
    let file = file.to_string_lossy().into_owned();
    let _served = crate::served::Served::with(&data, &["--mail-config", &file]);
    let begun = std::time::Instant::now();
    while mails.all().is_empty() {
        assert!(begun.elapsed() < std::time::Duration::from_secs(60), "no letter came");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    // the round is over when the others had theirs: nothing of a digest is among them
    std::thread::sleep(std::time::Duration::from_secs(3));
    let all = mails.all();
    assert_eq!((all.len(), to(&all, "ado").len()), (1, 1), "the circular alone: {all:?}");
    assert!(all[0].contains("Subject: Circular 12/2026"), "{}", all[0]);
}

/// The letter of a circular has one page of A4 with it, on which the circular stands.
fn attached(mail: &str) {
    let boundary = mail.split("boundary=\"").nth(1).and_then(|b| b.split('"').next()).expect("several parts");
    let parts: Vec<&str> = mail.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 4, "a head, the letter, the page, an end: {mail}");
    let (head, body) = parts[2].split_once("\n\n").expect("a head and a body");
    let head = head.to_lowercase();
    assert!(
        head.contains("content-type: application/pdf") && head.contains("content-transfer-encoding: base64"),
        "{head}"
    );
    assert!(head.contains("filename=\"circular-12-2026-1.pdf\""), "{head}");
    let letters: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    let page = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, letters).expect("base 64");
    assert!(page.starts_with(b"%PDF-"), "no PDF");
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("page.pdf");
    std::fs::write(&file, page).expect("written");
    let Ok(read) = std::process::Command::new("pdftotext").arg(&file).arg("-").output() else {
        return crate::support::skipped("pdftotext", "pdftotext is not installed: what stands on the page is not read");
    };
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    assert!(text.contains("12/2026") && text.contains("Data match") && text.contains("bring-registers"), "{text}");
    assert_eq!(text.matches('\u{c}').count(), 1, "one page: {text}");
}
