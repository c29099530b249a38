//! The smaller commands: verify, rebuild, export, lipi.

use crate::command::Options;
use crate::{open, society, unwritten};
use clap::ArgMatches;
use desk::{CsvOf, Role, Trouble, Who};
use kernel::{Date, Fault, Refusal};
use lipi::messages::{self, Lang};
use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;
use std::sync::Arc;

/// Verifies the registers of one society, or of all.
pub fn verify(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let desk = open(&Options::of(m))?;
    let code = m.get_one::<String>("society").map(String::as_str);
    let all = match code {
        Some(code) => vec![society(&desk, Some(code))?],
        None => desk.read(keep::view::societies)?.into_iter().map(|s| (s.id, s.code)).collect(),
    };
    let mut whole = true;
    for (id, code) in all {
        for judgement in desk.verify(id)? {
            match desk::refusal_of(&judgement) {
                None => {
                    if let keep::Soundness::Whole { size, root } = &judgement.soundness {
                        line!("✓ {code}  {}  {size}  {}", judgement.origin, root.hex());
                    }
                }
                Some(refusal) => {
                    whole = false;
                    crate::tell(&refusal.into());
                }
            }
        }
    }
    Ok(ExitCode::from(if whole { 0 } else { 1 }))
}

/// Sweeps the shadows and redraws them.
pub fn rebuild(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let desk = open(&Options::of(m))?;
    let entries = desk.rebuild()?.to_string();
    for lang in [Lang::Hi, Lang::En] {
        line!("{}", messages::say(lang, "cli-rebuilt", &[("entries", &entries)]));
    }
    Ok(ExitCode::SUCCESS)
}

fn out(m: &ArgMatches) -> Result<Box<dyn Write>, Trouble> {
    match m.get_one::<String>("out") {
        None => Ok(Box::new(io::stdout().lock())),
        Some(path) => {
            let file = std::fs::File::create(path).map_err(|_| unwritten(path))?;
            Ok(Box::new(BufWriter::new(file)))
        }
    }
}

fn written(e: io::Error) -> Trouble {
    Fault::new("write the export", e).into()
}

/// A register or statement as the pages give it.
fn book(desk: desk::Desk, who: &Who, society: &str, what: &str, m: &ArgMatches) -> Result<Vec<u8>, Trouble> {
    if m.get_one::<String>("format").is_some_and(|f| f != "xlsx") {
        return Err(Refusal::new(5061).with("name", what).into());
    }
    let day = |name: &str| -> Result<Option<Date>, Trouble> {
        let Some(text) = m.get_one::<String>(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Refusal::new(7001).with("value", text).into())
    };
    let days = day("from")?.zip(day("to")?).map(|(a, b)| (a.min(b), a.max(b)));
    web::Web::new(Arc::new(desk)).workbook(who, &web::Taken { society, what, days, lang: Lang::Hi })
}

/// Writes the books for another program.
pub fn export(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let desk = open(&Options::of(m))?;
    let (id, code) = society(&desk, m.get_one::<String>("society").map(String::as_str))?;
    let who = Who::local(Role::Auditor);
    if let Some(what) = m.get_one::<String>("book") {
        // made before the file is: a register that is none leaves no empty file
        let book = book(desk, &who, &code, what, m)?;
        let mut to = out(m)?;
        return to.write_all(&book).and_then(|()| to.flush()).map(|()| ExitCode::SUCCESS).map_err(written);
    }
    let mut to = out(m)?;
    match m.get_one::<String>("format").map(String::as_str) {
        Some("hledger") => desk.export_hledger(&who, id, &mut to)?,
        Some("beancount") => desk.export_beancount(&who, id, &mut to)?,
        Some("tally") => desk.export_tally(&who, id, &mut to)?,
        Some("templates") => {
            to.write_all(&desk.export_templates(&who, id)?).map_err(written)?;
        }
        Some("vouchers") => desk.export_csv(&who, id, CsvOf::Vouchers, &mut to)?,
        Some("csv") => desk.export_csv(&who, id, CsvOf::TrialBalance, &mut to)?,
        _ => to.write_all(&desk.export_xlsx(&who, id, Lang::Hi)?).map_err(written)?,
    }
    to.flush().map_err(written)?;
    Ok(ExitCode::SUCCESS)
}

/// Converts standard input line by line.
pub fn lipi(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let back = m.get_flag("back");
    let mut to = BufWriter::new(io::stdout().lock());
    let fault = |e: io::Error| Trouble::from(Fault::new("convert", e));
    for line in io::stdin().lock().lines() {
        let line = line.map_err(fault)?;
        let text = if back { lipi::krutidev::from_unicode(&line) } else { lipi::krutidev::to_unicode(&line).text };
        writeln!(to, "{text}").map_err(fault)?;
    }
    to.flush().map_err(fault)?;
    Ok(ExitCode::SUCCESS)
}
