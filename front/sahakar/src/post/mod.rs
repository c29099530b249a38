//! Digests leave the house: by mail and by an SMS gateway, once a day, and only what is news. Addresses and secrets stand in a file of the
//! operator's, never in the register.

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
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// Between two looks at the clock.
const PAUSE: Duration = Duration::from_secs(300);
/// Milliseconds India is ahead of Greenwich, and those of an hour.
const INDIA: i64 = 19_800_000;
const HOUR: i64 = 3_600_000;

/// What left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Mails.
    pub mails: u64,
    /// Short messages.
    pub texts: u64,
}

/// `sahakar digest`: sends now what is news.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let file = m.get_one::<String>("mail-config").cloned().unwrap_or_default();
    let config = Config::read(Path::new(&file))?;
    let desk = Arc::new(open(&Options::of(m))?);
    let left = all(&desk, &config)?;
    for lang in [Lang::Hi, Lang::En] {
        let args = [("mails", &left.mails.to_string()[..]), ("texts", &left.texts.to_string()[..])];
        line!("{}", messages::say(lang, "cli-digest-left", &args));
    }
    Ok(ExitCode::SUCCESS)
}

/// Sends once a day after the hour of the file, for as long as the program runs. What does not leave is tried again.
pub fn beside(desk: &Arc<Desk>, config: Config) {
    let desk = desk.clone();
    std::thread::spawn(move || {
        let mut done: Option<Date> = None;
        loop {
            let now = desk.now();
            if done != Some(now.day()) && hour(now) >= config.hour {
                match all(&desk, &config) {
                    Ok(_) => done = Some(now.day()),
                    Err(trouble) => crate::tell(&trouble),
                }
            }
            std::thread::sleep(PAUSE);
        }
    });
}

/// Hour of the day in India.
fn hour(now: Instant) -> u8 {
    u8::try_from((now.0 + INDIA).rem_euclid(24 * HOUR) / HOUR).unwrap_or(0)
}

/// Sends everybody what is news to him; what has left is remembered at once, so that a failure with the next repeats nothing.
fn all(desk: &Arc<Desk>, config: &Config) -> Result<Left, Trouble> {
    let carrier = Carrier::of(config)?;
    let mut left = Left::default();
    for (name, who) in desk.readers()? {
        let Some(reader) = config.reader(&name, &who) else { continue };
        if carrier.mails() && !reader.mail.is_empty() {
            let letter = |c: &Circular| {
                let (subject, text) = state::letter(c, reader.lang);
                carrier.mail(&reader, &Mail { subject, text, page: page_of(desk, &who, c, &reader)? })
            };
            left.mails += one(desk, &who, "mail", letter, |told| carrier.mail(&reader, &mail(&reader, told)))?;
        }
        if carrier.texts() && !reader.mobile.is_empty() {
            let letter = |c: &Circular| carrier.text(&reader, &state::letter(c, reader.lang).0);
            left.texts += one(desk, &who, "sms", letter, |told| carrier.text(&reader, &text(&reader, told)))?;
        }
    }
    Ok(left)
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

/// Sends a person what is news to him by one way: each circular for itself, the rest as one digest. Gives how much left.
fn one(
    desk: &Desk,
    who: &Who,
    way: &str,
    letter: impl Fn(&Circular) -> Result<(), Trouble>,
    digest: impl FnOnce(&Told) -> Result<(), Trouble>,
) -> Result<u64, Trouble> {
    let (letters, rest) = desk.untold(who, way)?.apart();
    let mut left = 0;
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
    Ok(left)
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
