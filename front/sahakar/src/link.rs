//! `sahakar sync`: joining the seat above, sending to it over a line or by a file; and the sender that runs beside the pages.

use crate::command::Options;
use crate::{both, open, society};
use clap::ArgMatches;
use desk::exchange::{FilesSent, MOST, Sent, When};
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
            for seat in joined(&desk)? {
                let line = Line::to(&seat.url);
                tell(&desk.exchange(&seat, &mut |p| line.carry(p))?);
                told_files(&desk.send_files(&seat, u64::MAX, &mut |p| line.carry(p))?);
            }
        }
        "export" => {
            let seat = joined(&desk)?.remove(0);
            let file = PathBuf::from(text("file"));
            let entries = match m.get_flag("with-files") {
                true => {
                    let (entries, files) = desk.pack_with_files(&seat, &file)?;
                    say("cli-sync-files-packed", files);
                    entries
                }
                false => desk.pack(&seat, &file)?,
            };
            say("cli-sync-packed", entries);
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
            tell(&desk.unpack(&PathBuf::from(file), &PathBuf::from(answers))?);
        }
    }
    Ok(ExitCode::SUCCESS)
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
    if !sent.unknown.is_empty() {
        crate::tell(&Refusal::new(5114).into());
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
                Ok(Some(unknown)) if unknown.is_empty() => desk.note_line(None),
                Ok(Some(unknown)) => desk.note_line(Some((Refusal::new(5114), unknown.clone()))),
                Err(Trouble::Refusal(r)) => desk.note_line(Some((r.clone(), Vec::new()))),
            }
            pause = if done.is_ok() { PAUSES.0 } else { (pause * 2).min(PAUSES.1) };
            if due && done.is_ok() {
                asked = Some(Instant::now());
            }
        }
    });
}

/// Goes to all seats; the societies some of them take nothing of, or nothing where it went to none.
fn round(desk: &Desk, seats: &[Seat], due: bool) -> Result<Option<Vec<SocietyId>>, Trouble> {
    let mut all = None;
    for seat in seats {
        if let Some(unknown) = go(desk, seat, due)? {
            all.get_or_insert_with(Vec::new).extend(unknown);
        }
    }
    Ok(all)
}

/// Goes to a seat where something waits, or where it is time to ask; gives the societies it takes nothing of, or nothing where it did not go.
fn go(desk: &Desk, seat: &Seat, due: bool) -> Result<Option<Vec<SocietyId>>, Trouble> {
    if !due && desk.waiting(seat)? == 0 {
        return Ok(None);
    }
    let line = Line::to(&seat.url);
    let sent = desk.exchange(seat, &mut |p| line.carry(p))?;
    // a few at a time: entries go first again after each
    desk.send_files(seat, FILES_AT_ONCE, &mut |p| line.carry(p))?;
    Ok(Some(sent.unknown.iter().map(|log| log.society).collect()))
}
