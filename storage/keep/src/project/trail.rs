//! The trail of a migration: files, registers, findings, differences.

use super::{Placed, Projector, source4};
use crate::Event;
use crate::tables::{DIFFERENCE, FINDING, MIGRATION_ASIDE, MIGRATION_COLUMN, MIGRATION_FILE, MIGRATION_REGISTER};
use migration::event::{DifferenceSeen, FileKept, FindingSeen, MigrationEvent, RegisterSeen};
use sql::{Error, Tx};

/// An event with the run it belongs to.
type InRun<'e, T> = (i64, i64, &'e T);

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    let mut run: Option<i64> = None;
    let mut registers: Vec<InRun<'_, RegisterSeen>> = Vec::new();
    let mut found: Vec<InRun<'_, FindingSeen>> = Vec::new();
    let mut differences: Vec<InRun<'_, DifferenceSeen>> = Vec::new();
    for e in entries {
        let Event::Migration(event) = e.event else { continue };
        if let MigrationEvent::Begun { cutoff, folder, files, set_aside } = event {
            run = Some(e.seq.0);
            let at = e.at.0.into();
            let place = [p.society.0.into(), p.desk.0.into(), e.seq.0.into()];
            let [s, d, q] = place;
            t.exec(super::BEGUN, &[s, d, q, (&cutoff.to_string()).into(), folder.into(), at])?;
            kept(t, p, e.seq.0, files)?;
            aside(t, p, e.seq.0, set_aside)?;
            continue;
        }
        let run = match run {
            Some(run) => run,
            // The run began in an earlier batch.
            None => {
                let last = t.first(super::RUN, &[p.society.0.into(), p.desk.0.into()], |r| r.int(0))?.unwrap_or(-1);
                *run.insert(last)
            }
        };
        match event {
            MigrationEvent::RegisterRecognised(seen) => registers.push((run, e.seq.0, seen)),
            MigrationEvent::FindingRaised(seen) => found.push((run, e.seq.0, seen)),
            MigrationEvent::DifferenceStated(seen) => differences.push((run, e.seq.0, seen)),
            MigrationEvent::Completed { members, accounts, findings } => {
                let counts = [(*members as i64).into(), (*accounts as i64).into(), (*findings as i64).into()];
                let [m, a, f] = counts;
                t.exec(super::COMPLETED, &[m, a, f, p.society.0.into(), p.desk.0.into(), run.into()])?;
            }
            MigrationEvent::Begun { .. } => {}
        }
    }
    draw_registers(t, p, &registers)?;
    draw_findings(t, p, found)?;
    draw_differences(t, p, &differences)
}

fn json<T: serde::Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("plain data")
}

fn kept(t: &mut Tx<'_>, p: &Projector<'_>, run: i64, files: &[FileKept]) -> Result<(), Error> {
    let mut bulk = t.bulk(&MIGRATION_FILE, files.len())?;
    for (no, file) in files.iter().enumerate() {
        bulk.push(&[
            p.society.0.into(),
            p.desk.0.into(),
            run.into(),
            (no as i64).into(),
            (&file.path).into(),
            (&file.digest).into(),
            (file.bytes as i64).into(),
            (&file.format).into(),
            (&json(&file.sheets)).into(),
        ])?;
    }
    bulk.finish().map(|_| ())
}

fn aside(t: &mut Tx<'_>, p: &Projector<'_>, run: i64, things: &[(String, Option<u16>)]) -> Result<(), Error> {
    let mut bulk = t.bulk(&MIGRATION_ASIDE, things.len())?;
    for (no, (path, refusal)) in things.iter().enumerate() {
        let place = [p.society.0.into(), p.desk.0.into(), run.into(), (no as i64).into()];
        let [s, d, r, n] = place;
        bulk.push(&[s, d, r, n, path.into(), refusal.map(i64::from).into()])?;
    }
    bulk.finish().map(|_| ())
}

fn draw_registers(t: &mut Tx<'_>, p: &Projector<'_>, seen: &[InRun<'_, RegisterSeen>]) -> Result<(), Error> {
    if seen.is_empty() {
        return Ok(());
    }
    let mut bulk = t.bulk(&MIGRATION_REGISTER, seen.len())?;
    for (run, seq, g) in seen {
        let [f, s, r, c] = source4(Some(g.source));
        bulk.push(&[
            p.society.0.into(),
            p.desk.0.into(),
            (*run).into(),
            (*seq).into(),
            (&g.kind).into(),
            (&g.product).into(),
            f,
            s,
            r,
            c,
            (g.rows as i64).into(),
            g.sum.map(|s| s.0).into(),
            i64::from(g.confidence).into(),
        ])?;
    }
    bulk.finish()?;
    let mut bulk = t.bulk(&MIGRATION_COLUMN, seen.iter().map(|g| g.2.columns.len()).sum())?;
    for (run, seq, g) in seen {
        // A column is drawn once, whatever an entry says.
        let mut columns: Vec<_> = g.columns.iter().collect();
        columns.sort_by_key(|c| c.0);
        columns.dedup_by_key(|c| c.0);
        for (col, field, heading) in columns {
            let place = [p.society.0.into(), p.desk.0.into(), (*run).into(), (*seq).into(), i64::from(*col).into()];
            let [s, d, r, q, n] = place;
            bulk.push(&[s, d, r, q, n, field.into(), heading.into()])?;
        }
    }
    bulk.finish().map(|_| ())
}

fn draw_findings(t: &mut Tx<'_>, p: &Projector<'_>, mut seen: Vec<InRun<'_, FindingSeen>>) -> Result<(), Error> {
    if seen.is_empty() {
        return Ok(());
    }
    seen.sort_by_key(|(run, _, f)| (*run, f.no));
    let mut bulk = t.bulk(&FINDING, seen.len())?;
    for (run, _, g) in &seen {
        let [f, s, r, c] = source4(g.source);
        bulk.push(&[
            p.society.0.into(),
            p.desk.0.into(),
            (*run).into(),
            (g.no as i64).into(),
            (&g.code).into(),
            (&g.kind).into(),
            (&g.product).into(),
            f,
            s,
            r,
            c,
            (&g.subject).into(),
            g.amount.0.into(),
            (&json(&g.args)).into(),
        ])?;
    }
    bulk.finish().map(|_| ())
}

fn draw_differences(t: &mut Tx<'_>, p: &Projector<'_>, seen: &[InRun<'_, DifferenceSeen>]) -> Result<(), Error> {
    if seen.is_empty() {
        return Ok(());
    }
    let mut bulk = t.bulk(&DIFFERENCE, seen.len())?;
    for (run, seq, g) in seen {
        let [f, s, r, c] = source4(g.source);
        bulk.push(&[
            p.society.0.into(),
            p.desk.0.into(),
            (*run).into(),
            (*seq).into(),
            (&g.head).into(),
            (&g.name).into(),
            g.ledger.0.into(),
            g.register.0.into(),
            g.difference.0.into(),
            (&json(&g.explained_by)).into(),
            g.unexplained.0.into(),
            f,
            s,
            r,
            c,
        ])?;
    }
    bulk.finish().map(|_| ())
}
