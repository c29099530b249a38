//! `sahakar sync`: joining the seat above, sending to it over a line or by a file; and the sender that runs beside the pages.

use crate::command::Options;
use crate::{both, open, society};
use clap::ArgMatches;
use desk::exchange::{FilesSent, Load, MOST, Packed, Sent, When};
use desk::{Desk, Role, Trouble, Who};
use keep::exchange::Seat;
use kernel::{Refusal, SocietyId};
use lipi::messages;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A line in the hills: a parcel of 100 kB takes a quarter of a minute at 64 kbit/s when nothing is lost.
const PATIENCE: Duration = Duration::from_secs(180);
/// Between two looks whether there is something to send; after a failure it is doubled, up to the second, which is also how often the seat is
/// asked for what it has for us where nothing waits: a line of the hills is paid by the byte.
const PAUSES: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(900));

/// Bytes of files that go after an exchange of entries.
const FILES_AT_ONCE: u64 = 4 << 20;

/// Refusals of a seat whose own words tell the sender what to do: damaged, a used code, a clock that is wrong, a key that was not let in.
const TELLS_ALL: [u16; 4] = [5101, 5103, 5113, 5114];

/// Bytes of a mebibyte, in which a person says how much a file may hold.
const MIB: u64 = 1 << 20;

/// Carries parcels over HTTP.
struct Line {
    agent: ureq::Agent,
    url: String,
}

impl Line {
    fn to(url: &str) -> Line {
        let config = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).build();
        Line { agent: config.new_agent(), url: format!("{}/exchange", url.trim_end_matches('/')) }
    }

    fn carry(&self, parcel: &[u8]) -> Result<Vec<u8>, Trouble> {
        let away = |e: ureq::Error| Trouble::from(Refusal::new(5104).with("address", &self.url).with("cause", e));
        let mut answer =
            self.agent.post(&self.url).content_type("application/octet-stream").send(parcel).map_err(away)?;
        let number = answer.headers().get("sahakar-refusal").and_then(|v| v.to_str().ok()?.parse::<u16>().ok());
        if let Some(number) = number {
            let said = if TELLS_ALL.contains(&number) {
                Refusal::new(number)
            } else {
                Refusal::new(5106).with("number", number)
            };
            return Err(said.into());
        }
        if !answer.status().is_success() {
            let status = answer.status();
            return Err(Refusal::new(5104).with("address", &self.url).with("cause", status).into());
        }
        answer.body_mut().with_config().limit(MOST).read_to_vec().map_err(away)
    }
}

/// Runs the command.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let Some((what, m)) = m.subcommand() else { unreachable!("clap asks for one") };
    let desk = open(&Options::of(m))?;
    let text = |name: &str| m.get_one::<String>(name).cloned().unwrap_or_default();
    match what {
        "let-in" => {
            let given = desk.let_in(&Who::local(Role::Officer), &text("society-code"))?;
            line!("{}", both("cli-sync-code"));
            line!("{}", given.code);
        }
        "join" => {
            let (id, _) = society(&desk, m.get_one::<String>("society").map(String::as_str))?;
            let line = Line::to(&text("address"));
            let who = Who::local(Role::Operator);
            let seat = desk.join(&who, id, &text("address"), &text("code"), &mut |p| line.carry(p))?;
            line!("{} {}", both("cli-sync-joined"), seat.name);
        }
        "now" => {
            let seats = joined(&desk)?;
            if let Some(seat) = seats.first().filter(|_| seats.iter().all(|s| s.url.is_empty())) {
                return Err(Refusal::new(3273).with("name", &seat.name).into());
            }
            for seat in seats.into_iter().filter(|s| !s.url.is_empty()) {
                let line = Line::to(&seat.url);
                tell(&desk.exchange(&seat, &mut |p| line.carry(p))?);
                told_files(&desk.send_files(&seat, u64::MAX, &mut |p| line.carry(p))?);
            }
        }
        "export" => {
            let packed = export(&desk, m)?;
            if packed.files > 0 || m.get_flag("with-files") {
                say("cli-sync-files-packed", packed.files);
            }
            say("cli-sync-packed", packed.entries);
            if packed.left > 0 {
                say("cli-sync-no-room", packed.left);
            }
        }
        "files" => {
            let (id, _) = society(&desk, m.get_one::<String>("society").map(String::as_str))?;
            if let Some(when) = When::from_code(&text("when")) {
                desk.set_files_when(&Who::local(Role::Operator), id, when)?;
            }
            line!("{}", both(&format!("cli-sync-files-{}", desk.files_when()?.code())));
        }
        _ => {
            let file = text("file");
            let answers = m.get_one::<String>("answer").cloned().unwrap_or_else(|| format!("{file}.answer"));
            let before: Vec<String> = desk.seats()?.into_iter().map(|s| s.name).collect();
            let sent = desk.unpack(&PathBuf::from(file), &PathBuf::from(answers))?;
            for seat in desk.seats()?.iter().filter(|s| !before.contains(&s.name)) {
                line!("{} {}", both("cli-sync-joined"), seat.name);
            }
            tell(&sent);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file to be carried by hand; with a code the letter that asks to be let in goes first.
fn export(desk: &Desk, m: &ArgMatches) -> Result<Packed, Trouble> {
    let text = |name: &str| m.get_one::<String>(name).filter(|t| !t.is_empty());
    let file = PathBuf::from(text("file").cloned().unwrap_or_default());
    let mut load = Load { files: m.get_flag("with-files"), after: text("after").map(PathBuf::from), ..Load::default() };
    if let Some(most) = text("most") {
        let mib: Option<u64> = most.parse().ok().filter(|n| (1..=1024).contains(n));
        load.most = mib.ok_or_else(|| Refusal::new(3275).with("value", most))? * MIB;
    }
    let Some(code) = text("code") else {
        return desk.pack_load(&joined(desk)?.remove(0), &file, &load);
    };
    let (id, _) = society(desk, text("society").map(String::as_str))?;
    let packed = desk.pack_letter(&Who::local(Role::Operator), id, code, &file, &load)?;
    line!("{}", both("cli-sync-letter"));
    Ok(packed)
}

/// The seats joined; at least one.
fn joined(desk: &Desk) -> Result<Vec<Seat>, Trouble> {
    let seats = desk.seats()?;
    if seats.is_empty() { Err(Refusal::new(5108).into()) } else { Ok(seats) }
}

fn say(key: &str, n: u64) {
    let n = n.to_string();
    for lang in [lipi::Lang::Hi, lipi::Lang::En] {
        line!("{}", messages::say(lang, key, &[("n", &n)]));
    }
}

fn told_files(sent: &FilesSent) {
    for (key, n) in [("cli-sync-files-sent", sent.files), ("cli-sync-files-left", sent.left)] {
        if n > 0 {
            say(key, n);
        }
    }
}

fn tell(sent: &Sent) {
    say("cli-sync-sent", sent.sent);
    if sent.received > 0 {
        say("cli-sync-received", sent.received);
    }
    for (key, logs) in [("cli-sync-forked", &sent.forked), ("cli-sync-lost", &sent.lost)] {
        if !logs.is_empty() {
            line!("{}", both(key));
        }
    }
    for (refusal, _) in sent.refusals() {
        crate::tell(&refusal.into());
    }
}

/// Draws what had come and was not drawn when the program ended; then sends whenever there is something to send and a line, for as long as it runs. What fails is tried again later; what waits is
/// shown on every page.
pub fn beside(desk: &Arc<Desk>) {
    let desk = desk.clone();
    std::thread::spawn(move || {
        // what cannot be drawn now is drawn after the next parcel
        let _ = desk.draw_soon();
        let (mut pause, mut asked) = (PAUSES.0, None::<Instant>);
        loop {
            std::thread::sleep(pause);
            let due = asked.is_none_or(|at| at.elapsed() >= PAUSES.1);
            let done = desk.seats().and_then(|seats| round(&desk, &seats, due));
            match &done {
                Ok(None) | Err(Trouble::Fault(_)) => {}
                Ok(Some(said)) => desk.note_line(said.first().cloned()),
                Err(Trouble::Refusal(r)) => desk.note_line(Some((r.clone(), Vec::new()))),
            }
            pause = if done.is_ok() { PAUSES.0 } else { (pause * 2).min(PAUSES.1) };
            if due && done.is_ok() {
                asked = Some(Instant::now());
            }
        }
    });
}

/// What a seat took nothing of: refusals with the societies they are about.
type Said = Vec<(Refusal, Vec<SocietyId>)>;

/// Goes to all seats that have an address; what some of them would not take, or nothing where it went to none.
fn round(desk: &Desk, seats: &[Seat], due: bool) -> Result<Option<Said>, Trouble> {
    let mut all = None;
    for seat in seats.iter().filter(|s| !s.url.is_empty()) {
        if let Some(said) = go(desk, seat, due)? {
            all.get_or_insert_with(Vec::new).extend(said);
        }
    }
    Ok(all)
}

/// Goes to a seat where something waits, or where it is time to ask; gives what it would not take, or nothing where it did not go.
fn go(desk: &Desk, seat: &Seat, due: bool) -> Result<Option<Said>, Trouble> {
    if !due && desk.waiting(seat)? == 0 {
        return Ok(None);
    }
    let line = Line::to(&seat.url);
    let sent = desk.exchange(seat, &mut |p| line.carry(p))?;
    // a few at a time: entries go first again after each
    desk.send_files(seat, FILES_AT_ONCE, &mut |p| line.carry(p))?;
    Ok(Some(sent.refusals()))
}
