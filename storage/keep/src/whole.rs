//! The whole installation as lines of text, and back: what lasts and cannot be computed. Sessions are left out, and so are the facts of the
//! store itself: they belong to one computer.

use crate::copy::{EntryLine, each_entry};
use crate::tables::{
    AUDIT, DAY_SEAL, DESK, FORK, FORK_ENTRY, LET_IN, PERSON_ERASABLE, RECEIPT, RECEIVED_LOG, REGISTER_ENTRY, SEAT,
    TRIAL, USER_ACCOUNT, USER_MORE,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::{DeskId, Instant, Seq, SocietyId};
use register::{EntryRef, Frontier};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sql::{Error, Kind, Sql, Table, Tx, Type, Val};

sql::statements! {
    DESKS = "SELECT society_id, desk_id, origin, public_key, size, frontier, root, last_at, checkpoint_size, checkpoint FROM desk ORDER BY society_id, desk_id";
    SEALS = "SELECT society_id, desk_id, size, checkpoint FROM day_seal ORDER BY society_id, desk_id, size";
    RECEIPTS = "SELECT society_id, command, desk_id, first_seq, last_seq, root, at FROM receipt ORDER BY society_id, command";
    ERASABLES = "SELECT society_id, desk_id, seq, line, field, salt, value FROM person_erasable ORDER BY society_id, desk_id, seq, line, field";
    USERS = "SELECT society_id, name, role, password, failures, locked_until FROM user_account ORDER BY society_id, name";
    MORES = "SELECT society_id, name, must_change, closed, last_login, totp, totp_on, totp_step, recovery FROM user_more ORDER BY society_id, name";
    AUDITS = "SELECT society_id, at, id, by, role, act, number, words FROM audit ORDER BY society_id, at, id";
    FORKS = "SELECT society_id, desk_id, branch, of_branch, at_seq, size, seen_at FROM fork ORDER BY society_id, desk_id, branch";
    FORK_ENTRIES = "SELECT society_id, desk_id, branch, seq, kind, version, at, by, bytes, leaf FROM fork_entry ORDER BY society_id, desk_id, branch, seq";
    RECEIVED = "SELECT society_id, desk_id, peer, at FROM received_log ORDER BY society_id, desk_id";
    LETS_IN = "SELECT society_id, code, society_code, until, desk_id, by, at FROM let_in ORDER BY society_id, code";
    SEATS = "SELECT society_id, name, url, public_key, joined_at FROM seat ORDER BY society_id, name";
    TRIALS = "SELECT society_id, no, name, by, at, base, size, ended, ended_by, ended_at, data_set FROM trial ORDER BY society_id, no";
    DESKS_OF = "SELECT society_id, desk_id, origin, public_key, size, frontier, root, last_at, checkpoint_size, checkpoint FROM desk WHERE society_id = $1 ORDER BY desk_id";
    ERASABLES_OF = "SELECT society_id, desk_id, seq, line, field, salt, value FROM person_erasable WHERE society_id = $1 ORDER BY desk_id, seq, line, field";
    RECEIVED_OF = "SELECT society_id, desk_id, peer, at FROM received_log WHERE society_id = $1 ORDER BY desk_id";
    PLACES = "SELECT society_id, desk_id, origin FROM desk ORDER BY society_id, desk_id";
    PEOPLE = "SELECT count(*) FROM user_account";
}

/// The tables beside the register that are copied row by row.
const BESIDE: [(Table, Sql); 12] = [
    (DAY_SEAL, SEALS),
    (RECEIPT, RECEIPTS),
    (PERSON_ERASABLE, ERASABLES),
    (USER_ACCOUNT, USERS),
    (USER_MORE, MORES),
    (AUDIT, AUDITS),
    (FORK, FORKS),
    (FORK_ENTRY, FORK_ENTRIES),
    (RECEIVED_LOG, RECEIVED),
    (LET_IN, LETS_IN),
    (SEAT, SEATS),
    (TRIAL, TRIALS),
];
/// Rows written at a time.
const ROWS: usize = 1_000;

/// A line of a backup. After [`PackLine::Log`] its entries follow as lines of their own, [`EntryLine`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "kebab-case")]
pub enum PackLine {
    /// The first line.
    Begin {
        /// Number of the desk that made it.
        desk: i64,
        /// When, UTC milliseconds.
        at: i64,
    },
    /// A log: its row in the table of desks; bytes in base64.
    Log {
        /// The columns in order.
        row: Vec<Value>,
    },
    /// A row of another table; bytes in base64.
    Row {
        /// Name of the table.
        table: String,
        /// The columns in order.
        row: Vec<Value>,
    },
    /// A kept file; its bytes follow the line.
    File {
        /// Its digest, hexadecimal.
        digest: String,
        /// How many bytes follow.
        bytes: u64,
    },
    /// The last line.
    End {
        /// Entries in all logs.
        entries: u64,
    },
}

/// How putting back ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PutBack {
    /// All logs and rows are there: entries written, and the first line that is none of them.
    Whole(u64, PackLine),
    /// The entries of this log do not give the root that stands in its own row.
    Unsound(String),
}

fn json(r: &sql::Row<'_>, table: &Table) -> Vec<Value> {
    let cell = |i| match r.any(i) {
        Val::Null => Value::Null,
        Val::Int(n) => n.into(),
        Val::Text(text) => text.into(),
        Val::Bytes(b) => STANDARD.encode(b).into(),
    };
    (0..table.columns.len()).map(cell).collect()
}

fn line(what: &PackLine) -> String {
    serde_json::to_string(what).expect("plain data")
}

/// Calls `f` with every line between the first and the files; gives the number of entries. One snapshot, one line in memory at a time.
///
/// # Errors
/// The store's or the closure's.
pub fn each_line(t: &mut Tx<'_>, mut f: impl FnMut(&str) -> Result<(), Error>) -> Result<u64, Error> {
    let entries = each_log(t, DESKS, &[], &mut f)?;
    for (table, sql) in BESIDE {
        each_row(t, &table, sql, &[], &mut f)?;
    }
    Ok(entries)
}

/// Everything of one society that [`put_back`] needs to make a copy of it: its logs and what stands beside them, neither people nor receipts. Ends
/// with the line [`put_back`] stops at.
///
/// # Errors
/// The store's or the closure's.
pub fn each_line_of(
    t: &mut Tx<'_>,
    society: SocietyId,
    mut f: impl FnMut(&str) -> Result<(), Error>,
) -> Result<(), Error> {
    let of = [society.0.into()];
    let entries = each_log(t, DESKS_OF, &of, &mut f)?;
    each_row(t, &PERSON_ERASABLE, ERASABLES_OF, &of, &mut f)?;
    each_row(t, &RECEIVED_LOG, RECEIVED_OF, &of, &mut f)?;
    f(&line(&PackLine::End { entries }))
}

fn each_log(
    t: &mut Tx<'_>,
    sql: Sql,
    of: &[Val<'_>],
    f: &mut impl FnMut(&str) -> Result<(), Error>,
) -> Result<u64, Error> {
    let mut entries = 0;
    for (society, desk, row) in t.rows(sql, of, |r| (SocietyId(r.int(0)), DeskId(r.int(1)), json(r, &DESK)))? {
        f(&line(&PackLine::Log { row }))?;
        each_entry(t, society, desk, 0, |entry| {
            entries += 1;
            f(entry)
        })?;
    }
    Ok(entries)
}

fn each_row(
    t: &mut Tx<'_>,
    table: &Table,
    sql: Sql,
    of: &[Val<'_>],
    f: &mut impl FnMut(&str) -> Result<(), Error>,
) -> Result<(), Error> {
    t.each(sql, of, |r| {
        let row = PackLine::Row { table: table.name.to_owned(), row: json(r, table) };
        f(&line(&row)).map(|()| true)
    })
}

/// A value that owns what it holds.
enum Own {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Own {
    fn val(&self) -> Val<'_> {
        match self {
            Own::Null => Val::Null,
            Own::Int(n) => Val::Int(*n),
            Own::Text(text) => Val::Text(text),
            Own::Bytes(b) => Val::Bytes(b),
        }
    }
}

fn strange(what: impl ToString) -> Error {
    Error::new(Kind::Other, "read a line of the backup", what.to_string())
}

/// A row as the table wants it.
fn own(table: &Table, row: Vec<Value>) -> Result<Vec<Own>, Error> {
    if row.len() != table.columns.len() {
        return Err(strange(table.name));
    }
    let cell = |(column, value): (&sql::Column, Value)| match (column.ty, value) {
        (_, Value::Null) if column.null => Ok(Own::Null),
        (Type::Int, Value::Number(n)) => n.as_i64().map(Own::Int).ok_or_else(|| strange(column.name)),
        (Type::Text, Value::String(text)) => Ok(Own::Text(text)),
        (Type::Bytes, Value::String(text)) => STANDARD.decode(text).map(Own::Bytes).map_err(strange),
        _ => Err(strange(column.name)),
    };
    table.columns.iter().zip(row).map(cell).collect()
}

fn write(t: &mut Tx<'_>, table: &Table, rows: &mut Vec<Vec<Own>>) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut bulk = t.bulk(table, rows.len())?;
    for row in rows.drain(..) {
        bulk.push(&row.iter().map(Own::val).collect::<Vec<_>>())?;
    }
    bulk.finish().map(|_| ())
}

/// Writes logs and rows back exactly as they were; `next` gives one line after another, from the second of the backup on. Every entry is
/// hashed again: the leaf hashes are computed, never taken over, and a log must come to the size and root of its own row. The caller rolls
/// back when something is wrong, and redraws the shadows.
///
/// # Errors
/// The store's, the closure's, a line that is none.
pub fn put_back(t: &mut Tx<'_>, mut next: impl FnMut() -> Result<String, Error>) -> Result<PutBack, Error> {
    let mut rows: Vec<Vec<Own>> = Vec::new();
    let mut of = BESIDE[0].0;
    let mut entries = 0;
    loop {
        match serde_json::from_str::<PackLine>(&next()?).map_err(strange)? {
            PackLine::Log { row } => {
                let row = own(&DESK, row)?;
                let (size, sound) = put_log(t, &row, &mut next)?;
                if !sound {
                    let [_, _, Own::Text(origin), ..] = &row[..] else { return Err(strange("desk")) };
                    return Ok(PutBack::Unsound(origin.clone()));
                }
                entries += size;
                write(t, &DESK, &mut vec![row])?;
            }
            PackLine::Row { table, row } => {
                if table != of.name || rows.len() >= ROWS {
                    write(t, &of, &mut rows)?;
                }
                of = BESIDE.iter().map(|b| b.0).find(|b| b.name == table).ok_or_else(|| strange(&table))?;
                rows.push(own(&of, row)?);
            }
            other => {
                write(t, &of, &mut rows)?;
                return Ok(PutBack::Whole(entries, other));
            }
        }
    }
}

/// The entries of one log: how many there are, and whether they come to the root the row names.
fn put_log(
    t: &mut Tx<'_>,
    row: &[Own],
    next: &mut impl FnMut() -> Result<String, Error>,
) -> Result<(u64, bool), Error> {
    let [Own::Int(society), Own::Int(desk), _, _, Own::Int(size), Own::Bytes(subtrees), Own::Bytes(root), ..] = row
    else {
        return Err(strange("desk"));
    };
    let mut frontier = Frontier::new();
    let mut scratch = Vec::new();
    let mut bulk = t.bulk(&REGISTER_ENTRY, usize::try_from(*size).unwrap_or(0))?;
    for seq in 0..*size {
        let e: EntryLine = serde_json::from_str(&next()?).map_err(strange)?;
        if e.seq != seq {
            return Ok((0, false));
        }
        let leaf = EntryRef {
            society: SocietyId(*society),
            desk: DeskId(*desk),
            seq: Seq(seq),
            kind: e.kind.as_bytes(),
            version: e.version,
            at: Instant(e.at),
            by: e.by.as_bytes(),
            bytes: e.event.as_bytes(),
        }
        .leaf(&mut scratch);
        frontier.push(leaf);
        bulk.push(&[
            (*society).into(),
            (*desk).into(),
            seq.into(),
            (&e.kind).into(),
            i64::from(e.version).into(),
            e.at.into(),
            (&e.by).into(),
            Val::Bytes(e.event.as_bytes()),
            Val::Bytes(&leaf.0),
        ])?;
    }
    bulk.finish()?;
    Ok((frontier.size(), frontier.root().0 == root[..] && frontier.to_bytes() == *subtrees))
}

/// Every log of the installation: society, desk, name in checkpoints.
///
/// # Errors
/// The store's.
pub fn places(t: &mut Tx<'_>) -> Result<Vec<(SocietyId, DeskId, String)>, Error> {
    t.rows(PLACES, &[], |r| (SocietyId(r.int(0)), DeskId(r.int(1)), r.text(2).to_owned()))
}

/// Nothing was ever written into this store and nobody may log in.
///
/// # Errors
/// The store's.
pub fn is_fresh(t: &mut Tx<'_>) -> Result<bool, Error> {
    Ok(places(t)?.is_empty() && t.first(PEOPLE, &[], |r| r.int(0))?.unwrap_or(0) == 0)
}
