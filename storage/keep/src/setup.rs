//! Making the tables, and redrawing the shadows.

use crate::Event;
use crate::exchange;
use crate::project::{Placed, Projector, project};
use crate::tables::{LASTING, SHADOW_VERSION, SHADOWS};
use kernel::{DeskId, Instant, Seq, SocietyId};
use sql::{Db, Error, Tx};
use sync::LogId;

sql::statements! {
    VERSION = "SELECT value FROM store_fact WHERE society_id = 0 AND name = 'shadows'";
    SET_VERSION = "INSERT INTO store_fact (society_id, name, value) VALUES (0, 'shadows', $1) ON CONFLICT (society_id, name) DO UPDATE SET value = excluded.value";
    DESK_NUMBER = "SELECT value FROM store_fact WHERE society_id = 0 AND name = 'desk'";
    SET_DESK_NUMBER = "INSERT INTO store_fact (society_id, name, value) VALUES (0, 'desk', $1) ON CONFLICT (society_id, name) DO UPDATE SET value = excluded.value";
    STATE = "SELECT value FROM store_fact WHERE society_id = 0 AND name = 'state'";
    SET_STATE = "INSERT INTO store_fact (society_id, name, value) VALUES (0, 'state', $1) ON CONFLICT (society_id, name) DO UPDATE SET value = excluded.value";
    FILES_WHEN = "SELECT value FROM store_fact WHERE society_id = 0 AND name = 'files-when'";
    SET_FILES_WHEN = "INSERT INTO store_fact (society_id, name, value) VALUES (0, 'files-when', $1) ON CONFLICT (society_id, name) DO UPDATE SET value = excluded.value";
    LOGS = "SELECT society_id, desk_id FROM desk ORDER BY society_id, desk_id";
    ENTRIES = "SELECT seq, at, kind, bytes FROM register_entry WHERE society_id = $1 AND desk_id = $2 AND seq >= $3 ORDER BY seq LIMIT 20000";
}

/// Most bytes of entries redrawn at a time: bounds memory on a small PC.
const CHUNK_BYTES: usize = 32 << 20;

/// Makes tables that are missing; redraws the shadows when they are of another version.
///
/// # Errors
/// The store's.
pub fn setup(db: &Db, name_key: &(dyn Fn(&str) -> String + Sync)) -> Result<(), Error> {
    // Asked first: on PostgreSQL the application may have no right to make tables.
    let version = db.read::<_, Error>(|t| t.first(VERSION, &[], |r| r.int(0)));
    if matches!(version, Ok(Some(SHADOW_VERSION))) {
        return Ok(());
    }
    db.tx(|t| sql::create(t, LASTING))?;
    db.tx(|t| {
        for table in SHADOWS {
            t.script(&format!("DROP TABLE IF EXISTS {}", table.name))?;
        }
        sql::create(t, SHADOWS)
    })?;
    rebuild(db, name_key).map(|_| ())
}

/// Sweeps the shadows and redraws them from the register, all in one transaction. Returns the entries read.
///
/// # Errors
/// The store's, or an entry that cannot be read: then the old shadows stay.
pub fn rebuild(db: &Db, name_key: &(dyn Fn(&str) -> String + Sync)) -> Result<u64, Error> {
    let own = db.tx(|t| redraw_all(t, name_key))?;
    Ok(own + exchange::draw_all(db, name_key)?)
}

/// The same inside a transaction of the caller, for the logs written here; those that came from elsewhere are left to
/// [`exchange::draw_all`].
///
/// # Errors
/// As [`rebuild`].
pub fn redraw_all(t: &mut Tx<'_>, name_key: &(dyn Fn(&str) -> String + Sync)) -> Result<u64, Error> {
    for table in SHADOWS {
        t.script(&format!("DELETE FROM {}", table.name))?;
    }
    let mut read = 0;
    // a further desk has a higher number and goes on where the others ended: this order is the order of what happened
    for (society, desk) in t.rows(LOGS, &[], |r| (SocietyId(r.int(0)), DeskId(r.int(1))))? {
        // what came from elsewhere is drawn afterwards, where an entry that cannot be drawn takes nothing with it
        if exchange::is_received(t, LogId { society, desk })? {
            continue;
        }
        read += redraw(t, &Projector { society, desk, name_key })?;
    }
    t.exec(SET_VERSION, &[SHADOW_VERSION.into()])?;
    Ok(read)
}

/// This installation's number in every society's register: 1, or what a restore has set.
///
/// # Errors
/// The store's.
pub fn desk_number(t: &mut Tx<'_>) -> Result<DeskId, Error> {
    Ok(DeskId(t.first(DESK_NUMBER, &[], |r| r.int(0))?.unwrap_or(1)))
}

/// Sets it.
///
/// # Errors
/// The store's.
pub fn set_desk_number(t: &mut Tx<'_>, desk: DeskId) -> Result<(), Error> {
    t.exec(SET_DESK_NUMBER, &[desk.0.into()])
}

/// Whose register holds the lists, posts and circulars of the State; `None` where this installation belongs to none.
///
/// # Errors
/// The store's.
pub fn state_of(t: &mut Tx<'_>) -> Result<Option<SocietyId>, Error> {
    t.first(STATE, &[], |r| SocietyId(r.int(0)))
}

/// Sets it.
///
/// # Errors
/// The store's.
pub fn set_state(t: &mut Tx<'_>, state: SocietyId) -> Result<(), Error> {
    t.exec(SET_STATE, &[state.0.into()])
}

/// When files go to the seat: 0 always, 1 at night, 2 never over a line.
///
/// # Errors
/// The store's.
pub fn files_when(t: &mut Tx<'_>) -> Result<i64, Error> {
    Ok(t.first(FILES_WHEN, &[], |r| r.int(0))?.unwrap_or(0))
}

/// Sets it.
///
/// # Errors
/// The store's.
pub fn set_files_when(t: &mut Tx<'_>, when: i64) -> Result<(), Error> {
    t.exec(SET_FILES_WHEN, &[when.into()])
}

struct Raw {
    seq: Seq,
    at: Instant,
    kind: String,
    bytes: Vec<u8>,
}

fn redraw(t: &mut Tx<'_>, p: &Projector<'_>) -> Result<u64, Error> {
    let mut next = 0;
    loop {
        let mut raw: Vec<Raw> = Vec::new();
        let mut size = 0;
        t.each(ENTRIES, &[p.society.0.into(), p.desk.0.into(), next.into()], |r| {
            let bytes = r.bytes(3).to_vec();
            size += bytes.len();
            raw.push(Raw { seq: Seq(r.int(0)), at: Instant(r.int(1)), kind: r.text(2).to_owned(), bytes });
            Ok(size < CHUNK_BYTES)
        })?;
        let Some(last) = raw.last() else { return Ok(next as u64) };
        next = last.seq.0 + 1;
        let events = decode(&raw)?;
        let placed: Vec<Placed<'_>> =
            raw.iter().zip(&events).map(|(r, event)| Placed { seq: r.seq, at: r.at, event }).collect();
        project(t, p, &placed)?;
    }
}

/// Reads JSON on two threads.
fn decode(raw: &[Raw]) -> Result<Vec<Event>, Error> {
    let read = |part: &[Raw]| part.iter().map(|r| Event::decode(&r.kind, &r.bytes)).collect::<Result<Vec<_>, _>>();
    if raw.len() < 64 {
        return read(raw);
    }
    let (a, b) = raw.split_at(raw.len() / 2);
    std::thread::scope(|s| {
        let other = s.spawn(move || read(b));
        let mut events = read(a)?;
        events.extend(other.join().expect("reading JSON does not panic")?);
        Ok(events)
    })
}
