//! Business days, proposals, rules, late entries.

use super::{Placed, Projector};
use crate::Event;
use books::BooksEvent;
use books::event::Note;
use sql::{Error, Tx};

sql::statements! {
    BEGUN = "INSERT INTO business_day (society_id, date, desk_id, begun_seq, begun_at, opening, ended_seq, ended_at, late, closing) VALUES ($1, $2, $3, $4, $5, $6, NULL, NULL, 0, NULL)";
    ENDED = "UPDATE business_day SET ended_seq = $1, ended_at = $2, late = $3, closing = $4 WHERE society_id = $5 AND date = $6";
    PROPOSED = "INSERT INTO proposal (society_id, desk_id, seq, date, maker, act, amount, words, body, late, decided, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, '')";
    DECIDED = "UPDATE proposal SET decided = $1, reason = $2 WHERE society_id = $3 AND desk_id = $4 AND seq = $5";
    SETTING = "INSERT INTO setting (society_id, key, desk_id, seq, from_day, value, ordered, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LATE = "INSERT INTO late_entry (society_id, desk_id, seq, date, happened, reason, slip, approved_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    SLIPS = "INSERT INTO slip_range (society_id, desk_id, seq, first, last) VALUES ($1, $2, $3, $4, $5)";
}

fn notes(cash: &[Note]) -> String {
    serde_json::to_string(cash).expect("plain data")
}

/// What was proposed happened before the open day and not within the hours of its outage slip: then it waits for an officer above, not for a second
/// person here.
fn late(body: &str) -> bool {
    #[derive(serde::Deserialize)]
    struct Before {
        #[serde(default)]
        in_time: bool,
    }
    #[derive(serde::Deserialize)]
    struct Asked {
        #[serde(default)]
        before: Option<Before>,
    }
    serde_json::from_str::<Asked>(body).is_ok_and(|asked| asked.before.is_some_and(|b| !b.in_time))
}

pub(super) fn draw(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    for e in entries {
        if let Event::Books(event) = e.event {
            one(t, p, e, event)?;
        }
    }
    Ok(())
}

fn one(t: &mut Tx<'_>, p: &Projector<'_>, e: &Placed<'_>, event: &BooksEvent) -> Result<(), Error> {
    let (society, desk, seq) = (p.society.0, p.desk.0, e.seq.0);
    match event {
        BooksEvent::DayBegun { date, cash } => {
            let (date, cash) = (date.to_string(), notes(cash));
            let row = [society.into(), (&date).into(), desk.into(), seq.into(), e.at.0.into(), (&cash).into()];
            t.exec(BEGUN, &row)
        }
        BooksEvent::DayEnded { date, cash, late } => {
            let (date, cash) = (date.to_string(), notes(cash));
            let what = [seq.into(), e.at.0.into(), i64::from(*late).into(), (&cash).into()];
            let [s, a, l, c] = what;
            t.exec(ENDED, &[s, a, l, c, society.into(), (&date).into()])
        }
        BooksEvent::Proposed(g) => {
            let date = g.date.to_string();
            let row = [
                society.into(),
                desk.into(),
                seq.into(),
                (&date).into(),
                (&g.maker).into(),
                (&g.act).into(),
                g.amount.0.into(),
                (&g.words).into(),
                (&g.body).into(),
                i64::from(late(&g.body)).into(),
            ];
            t.exec(PROPOSED, &row)
        }
        BooksEvent::ProposalDecided { entry, approved, reason, .. } => {
            let place = [i64::from(*approved).into(), reason.into(), society.into(), entry.0.into(), entry.1.into()];
            t.exec(DECIDED, &place)
        }
        BooksEvent::SettingSet(g) => {
            let from = g.from.to_string();
            let row = [
                society.into(),
                (&g.key).into(),
                desk.into(),
                seq.into(),
                (&from).into(),
                (&g.value).into(),
                (&g.order).into(),
                (&g.source).into(),
            ];
            t.exec(SETTING, &row)
        }
        BooksEvent::EnteredLate(g) => {
            let (date, happened) = (g.date.to_string(), g.happened.to_string());
            let by = g.approved_by.as_deref().unwrap_or_default();
            let row = [
                society.into(),
                desk.into(),
                seq.into(),
                (&date).into(),
                (&happened).into(),
                (&g.reason).into(),
                g.slip.into(),
                by.into(),
            ];
            t.exec(LATE, &row)
        }
        BooksEvent::SlipsIssued { first, last, .. } => {
            t.exec(SLIPS, &[society.into(), desk.into(), seq.into(), (*first).into(), (*last).into()])
        }
        BooksEvent::HeadsOpened { .. }
        | BooksEvent::VoucherPosted { .. }
        | BooksEvent::DeskOpened { .. }
        | BooksEvent::YearClosed { .. }
        | BooksEvent::YearReopened { .. }
        | BooksEvent::ProfitAppropriated { .. }
        | BooksEvent::ObjectionRaised(_)
        | BooksEvent::ObjectionReplied { .. }
        | BooksEvent::ObjectionClosed { .. } => Ok(()),
    }
}
