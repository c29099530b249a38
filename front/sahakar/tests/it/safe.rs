//! Backup and restore as a secretary meets them: two commands of the real program, a pen drive's file between them.

use crate::support::{sahakar, said, verify};
use desk::act::Act;
use desk::{Desk, Role, Who};
use keep::view;
use kernel::{CommandId, DeskId, Paise, SocietyId, SystemClock};
use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::Arc;

const PASSWORD: &str = "नदी-पहाड़-17";

fn open(data: &Path) -> Desk {
    Desk::open(data, "", Arc::new(SystemClock)).expect("the data folder opens")
}

fn society(desk: &Desk) -> SocietyId {
    desk.read(view::societies).expect("read").first().expect("one society").id
}

fn run(what: &str, data: &Path, file: &Path, password: &Path) -> Output {
    let mut command = sahakar([what, "--data"]);
    command.arg(data).arg(file).arg("--password-file").arg(password).output().expect("runs")
}

fn trial(desk: &Desk) -> Vec<view::TrialRow> {
    desk.read(|t| view::trial_balance(t, society(desk))).expect("read")
}

/// A day begun after the demonstration's last, with a few vouchers.
fn work(desk: &Desk) {
    let id = society(desk);
    let mut n = 77_000;
    let mut act = |act: Act| {
        n += 1;
        desk.act(&Who::local(Role::Secretary), id, CommandId(uuid(n)), &act.into()).expect("done")
    };
    let state = desk.read(|t| keep::deciding::day_state(t, id)).expect("read");
    let date = state.closed_until.expect("closed days").tomorrow().expect("a day");
    act(Act::BeginDay { date, cash: books::day::fewest(state.book_cash) });
    for amount in [120, 45, 900] {
        let line = |head: &str, debit: i64, credit: i64| books::Line {
            head: head.into(),
            debit: Paise::rupees(debit),
            credit: Paise::rupees(credit),
            source: None,
        };
        let lines = vec![line("CASH", amount, 0), line("INC_ADM", 0, amount)];
        let (number, narration) = (String::new(), "प्रवेश शुल्क".to_owned());
        act(Act::Voucher(books::decide::PostVoucher { date, number, narration, lines }));
    }
}

fn uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

/// It is refused by this number, in both languages, and leaves nothing behind.
fn refused(output: &Output, number: u16, folder: &Path) {
    let text = said(output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert_eq!(text.lines().filter(|l| l.contains(&format!("S{number}: "))).count(), 2, "S{number}:\n{text}");
    assert!(!folder.exists(), "S{number}: a half restored folder is left");
}

#[test]
fn work_is_carried_to_another_computer_by_two_commands() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    let (data, file, password) = (at("data"), at("pen-drive.sahakar"), at("password"));
    fs::write(&password, format!("{PASSWORD}\n")).expect("written");
    let demo = sahakar(["demo", "--tiny", "--no-serve", "--data"]).arg(&data).output().expect("runs");
    assert!(demo.status.success(), "{}", said(&demo));
    work(&open(&data));
    let before = {
        let old = open(&data);
        (trial(&old), old.public_key().to_bytes())
    };
    let taken = run("backup", &data, &file, &password);
    assert!(taken.status.success(), "{}", said(&taken));
    let root = open(&data).verify(society(&open(&data))).expect("judged").remove(0);
    let keep::Soundness::Whole { root, .. } = root.soundness else { panic!("{root:?}") };
    // of all logs: the installation has one too
    let size = open(&data).read(|t| {
        let logs = keep::exchange::logs_of(t)?;
        logs.into_iter().map(|(l, _)| Ok(keep::open_log(t, l.society, l.desk)?.map_or(0, |l| l.frontier.size()))).sum()
    });
    let size: u64 = size.expect("read");
    assert!(said(&taken).contains(&size.to_string()), "it says how many entries it holds: {}", said(&taken));
    refused(&run("backup", &data, &file, &password), 5043, &at("nothing"));

    // what is wrong with the file or the password is told by number
    let new = at("new");
    fs::write(at("other password"), "another long word\n").expect("written");
    refused(&run("restore", &new, &file, &at("other password")), 5041, &new);
    refused(&run("restore", &new, &file, &at("no such file")), 5046, &new);
    refused(&run("restore", &new, &at("no backup"), &password), 5045, &new);
    let bytes = fs::read(&file).expect("read");
    fs::write(at("cut"), &bytes[..bytes.len() - 100]).expect("written");
    refused(&run("restore", &new, &at("cut"), &password), 5041, &new);
    let mut changed = bytes.clone();
    changed[bytes.len() / 2] ^= 1;
    fs::write(at("changed"), changed).expect("written");
    refused(&run("restore", &new, &at("changed"), &password), 5041, &new);
    fs::write(at("text"), "a letter to the registrar").expect("written");
    refused(&run("restore", &new, &at("text"), &password), 5045, &new);
    let occupied = run("restore", &data, &file, &password);
    assert!(occupied.status.code() == Some(2) && said(&occupied).contains("S5042"), "{}", said(&occupied));

    let restored = run("restore", &new, &file, &password);
    assert!(restored.status.success(), "{}", said(&restored));
    let judged = verify(&new).output().expect("runs");
    assert_eq!(judged.status.code(), Some(0), "{}", said(&judged));
    let here = open(&new);
    assert_eq!(trial(&here), before.0, "every figure");
    assert_ne!(here.public_key().to_bytes(), before.1, "a key of its own");
    // the first entry of the new desk names the old head
    let mut first = Vec::new();
    here.read(|t| {
        keep::each_entry(t, society(&here), DeskId(2), 0, |line| {
            first.push(line.to_owned());
            Ok(())
        })
    })
    .expect("read");
    assert!(first.len() == 1 && first[0].contains("desk-opened") && first[0].contains(&root.hex()), "{first:?}");
    // the open day goes on there
    let open_day = here.read(|t| keep::deciding::open_day(t, society(&here))).expect("read");
    assert!(open_day.is_some());
}
