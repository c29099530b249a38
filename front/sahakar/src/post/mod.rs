//! Digests leave the house: by mail and by an SMS gateway, once a day, and only what is news; circulars and what waits for an officer's word go with the
//! next round, within minutes. Addresses and secrets stand in a file of the operator's, never in the register.

mod config;
mod send;

pub use config::Config;

use crate::command::Options;
use crate::open;
use clap::ArgMatches;
use config::Reader;
use desk::help::{News, Told};
use desk::{Desk, Trouble, Who, state};
use helpdesk::digest::Matter;
use kernel::{Date, Instant};
use lipi::messages::{self, Lang};
use programme::news::{Notice, Pressing};
use programme::timeline::Circular;
use send::{Carrier, Mail, Page};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// Between two looks at the clock.
const PAUSE: Duration = Duration::from_secs(300);
/// Milliseconds India is ahead of Greenwich, and those of an hour.
const INDIA: i64 = 19_800_000;
const HOUR: i64 = 3_600_000;

/// What left, and what did not.
#[derive(Debug, Default)]
pub struct Left {
    /// Mails.
    pub mails: u64,
    /// Short messages.
    pub texts: u64,
    /// Whom it did not reach, and why. He alone waits for the next round.
    pub failed: Vec<(String, Trouble)>,
}

/// What is known of the rounds of a day: whose digest has left, and which failures were said.
#[derive(Default)]
struct Rounds {
    day: Option<Date>,
    done: BTreeSet<String>,
    said: BTreeSet<String>,
}

/// `sahakar digest`: sends now what is news.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let file = m.get_one::<String>("mail-config").cloned().unwrap_or_default();
    let config = Config::read(Path::new(&file))?;
    let desk = Arc::new(open(&Options::of(m))?);
    let left = all(&desk, &config, |_| true)?;
    for lang in [Lang::Hi, Lang::En] {
        let args = [("mails", &left.mails.to_string()[..]), ("texts", &left.texts.to_string()[..])];
        line!("{}", messages::say(lang, "cli-digest-left", &args));
    }
    left.failed.iter().for_each(say_failed);
    Ok(if left.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn say_failed((name, trouble): &(String, Trouble)) {
    for lang in [Lang::Hi, Lang::En] {
        line!("{}", messages::say(lang, "cli-digest-failed", &[("name", name)]));
    }
    crate::tell(trouble);
}

/// Sends for as long as the program runs: circulars and what waits for a word in every round, the digest once a day after the hour of the file. What does
/// not leave is tried again in the next round, and said once a day.
pub fn beside(desk: &Arc<Desk>, config: Config) {
    let desk = desk.clone();
    std::thread::spawn(move || {
        let mut rounds = Rounds::default();
        loop {
            if let Err(trouble) = rounds.go(&desk, &config) {
                crate::tell(&trouble);
            }
            std::thread::sleep(PAUSE);
        }
    });
}

impl Rounds {
    fn go(&mut self, desk: &Arc<Desk>, config: &Config) -> Result<(), Trouble> {
        let now = desk.now();
        if self.day != Some(now.day()) {
            *self = Rounds { day: Some(now.day()), ..Rounds::default() };
        }
        let late_enough = hour(now) >= config.hour;
        let done = &self.done;
        let left = all(desk, config, |name| late_enough && !done.contains(name))?;
        if late_enough {
            let failed = |name: &String| left.failed.iter().any(|f| f.0 == *name);
            self.done.extend(desk.readers()?.into_keys().filter(|name| !failed(name)));
        }
        left.failed.iter().filter(|f| self.said.insert(f.0.clone())).for_each(say_failed);
        Ok(())
    }
}

/// Hour of the day in India.
fn hour(now: Instant) -> u8 {
    u8::try_from((now.0 + INDIA).rem_euclid(24 * HOUR) / HOUR).unwrap_or(0)
}

/// Sends everybody what is news to him: all of it where `daily` says so, else only what goes at once. What has left is remembered at once, so that a
/// failure repeats nothing; who cannot be reached by one way is tried by the other, and keeps nobody else waiting.
fn all(desk: &Arc<Desk>, config: &Config, daily: impl Fn(&str) -> bool) -> Result<Left, Trouble> {
    let carrier = Carrier::of(config)?;
    let mut left = Left::default();
    for (name, who) in desk.readers()? {
        let Some(reader) = config.reader(&name, &who) else { continue };
        let whole = daily(&name);
        if carrier.mails() && !reader.mail.is_empty() {
            let letter = |c: &Circular| {
                let (subject, text) = state::letter(c, reader.lang);
                carrier.mail(&reader, &Mail { subject, text, page: page_of(desk, &who, c, &reader)? })
            };
            let went = one(desk, &who, "mail", whole, letter, |told| carrier.mail(&reader, &mail(&reader, told)));
            left.mails += noted(&mut left.failed, &name, went);
        }
        if carrier.texts() && !reader.mobile.is_empty() {
            let letter = |c: &Circular| carrier.text(&reader, &state::letter(c, reader.lang).0);
            let went = one(desk, &who, "sms", whole, letter, |told| carrier.text(&reader, &text(&reader, told)));
            left.texts += noted(&mut left.failed, &name, went);
        }
    }
    Ok(left)
}

/// How much left; a failure is noted with the name it was for.
fn noted(failed: &mut Vec<(String, Trouble)>, name: &str, (left, went): (u64, Result<(), Trouble>)) -> u64 {
    if let Err(trouble) = went {
        failed.push((name.to_owned(), trouble));
    }
    left
}

/// The circular as a page of A4. Where this computer has no letters to draw it with, the letter goes without: a circular does not wait for a font.
fn page_of(desk: &Arc<Desk>, who: &Who, circular: &Circular, to: &Reader) -> Result<Option<Page>, Trouble> {
    match web::Web::new(desk.clone()).circular(who, circular, to.lang) {
        Ok(bytes) => {
            let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
            let number: String = circular.number.chars().map(plain).collect();
            Ok(Some(Page { name: format!("circular-{number}-{}.pdf", circular.version), bytes }))
        }
        Err(Trouble::Refusal(no)) if no.number == 6031 => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// Sends a person what is news to him by one way: each circular for itself, the rest as one digest, or of the rest only what goes at once. Gives how much
/// left, and what kept the others.
fn one(
    desk: &Desk,
    who: &Who,
    way: &str,
    whole: bool,
    letter: impl Fn(&Circular) -> Result<(), Trouble>,
    digest: impl FnOnce(&Told) -> Result<(), Trouble>,
) -> (u64, Result<(), Trouble>) {
    let mut left = 0;
    let go = || {
        let (letters, rest) = desk.untold(who, way)?.apart();
        let rest = if whole { rest } else { rest.at_once() };
        for (circular, told) in &letters {
            letter(circular)?;
            desk.remember_told(who, way, told)?;
            left += 1;
        }
        if !rest.is_empty() {
            digest(&rest)?;
            desk.remember_told(who, way, &rest)?;
            left += 1;
        }
        Ok(())
    };
    let went = go();
    (left, went)
}

/// The mail of a digest.
fn mail(to: &Reader, told: &Told) -> Mail {
    let say = |key: &str, args: &[(&str, &str)]| messages::say(to.lang, key, args);
    let mut out = String::new();
    if !told.notices.is_empty() {
        out.push_str(&say("tell-begin", &[("n", &told.notices.len().to_string())]));
        out.push('\n');
    }
    for pressing in [Pressing::Overdue, Pressing::Due, Pressing::Changed] {
        let his: Vec<&Notice> = told.notices.iter().filter(|n| n.pressing == pressing).collect();
        if !his.is_empty() {
            out.push_str(&format!("\n{}\n", say(&format!("helpdesk-matter-{}", matter(pressing).code()), &[])));
            his.iter().for_each(|n| out.push_str(&format!("- {}\n", state::words(n, to.lang))));
        }
    }
    if !told.news.is_empty() {
        out.push_str(if out.is_empty() { "" } else { "\n" });
        out.push_str(&say("helpdesk-mail-begin", &[("n", &told.news.len().to_string())]));
        out.push('\n');
    }
    for matter in [Matter::Overdue, Matter::Due, Matter::Changed] {
        let his: Vec<&News> = told.news.iter().filter(|n| n.item.matter == matter).collect();
        if his.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{}\n", say(&format!("helpdesk-matter-{}", matter.code()), &[])));
        for n in his {
            let effect = say(&format!("helpdesk-effect-{}", n.item.effect.code()), &[]);
            let with = say(&format!("helpdesk-party-{}", n.item.with.code()), &[]);
            let no = n.item.ticket.1;
            out.push_str(&format!("- {} · {no} · {effect} · {with}\n  {}\n", n.society.name, n.item.words));
        }
    }
    let n = (told.news.len() + told.notices.len()).to_string();
    Mail { subject: say("helpdesk-mail-subject", &[("n", &n)]), text: out, page: None }
}

/// The matter of a digest under which a notice of the plan stands.
fn matter(pressing: Pressing) -> Matter {
    match pressing {
        Pressing::Overdue => Matter::Overdue,
        Pressing::Due => Matter::Due,
        Pressing::Changed => Matter::Changed,
    }
}

/// A short message: only how many, and what is worst.
fn text(to: &Reader, told: &Told) -> String {
    let of = |m: Matter| {
        let tickets = told.news.iter().filter(|n| n.item.matter == m).count();
        (tickets + told.notices.iter().filter(|n| matter(n.pressing) == m).count()).to_string()
    };
    let (overdue, due, changed) = (of(Matter::Overdue), of(Matter::Due), of(Matter::Changed));
    messages::say(to.lang, "helpdesk-sms", &[("overdue", &overdue), ("due", &due), ("changed", &changed)])
}

#[cfg(test)]
mod tests {
    use super::hour;
    use kernel::Instant;

    #[test]
    fn the_hour_is_india_s() {
        assert_eq!(hour(Instant(0)), 5);
        assert_eq!(hour(Instant(-1)), 5);
        assert_eq!(hour(Instant(19 * 3_600_000)), 0);
    }
}
