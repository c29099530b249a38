//! For tests: which societies each writing transaction speaks of. Tables are spread by society, so that a transaction that speaks of two would have to be
//! committed on two servers.

use crate::Val;
use std::cell::RefCell;
use std::collections::BTreeSet;

thread_local! {
    static SEEN: RefCell<Option<Seen>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Seen {
    done: Vec<BTreeSet<i64>>,
    open: bool,
}

/// Stands for all societies: a statement that names none.
pub const ALL: i64 = -1;

/// Runs something and gives, of every writing transaction begun on this thread, the societies its statements name; [`ALL`] for one that names none. Society 0
/// is the installation itself and is left out.
pub fn societies<T>(f: impl FnOnce() -> T) -> (T, Vec<BTreeSet<i64>>) {
    SEEN.with(|seen| *seen.borrow_mut() = Some(Seen::default()));
    let out = f();
    let seen = SEEN.with(|seen| seen.borrow_mut().take()).unwrap_or_default();
    (out, seen.done)
}

pub(crate) fn begun() {
    SEEN.with(|seen| {
        if let Some(seen) = &mut *seen.borrow_mut() {
            seen.done.push(BTreeSet::new());
            seen.open = true;
        }
    });
}

pub(crate) fn ended() {
    SEEN.with(|seen| {
        if let Some(seen) = &mut *seen.borrow_mut() {
            seen.open = false;
        }
    });
}

pub(crate) fn saw(sql: &str, params: &[Val<'_>]) {
    note(|| society(sql, params));
}

pub(crate) fn pushed(row: &[Val<'_>]) {
    note(|| int(row.first()));
}

fn note(society: impl FnOnce() -> i64) {
    SEEN.with(|seen| {
        if let Some(seen) = seen.borrow_mut().as_mut().filter(|s| s.open)
            && let Some(last) = seen.done.last_mut()
        {
            let society = society();
            if society != 0 {
                last.insert(society);
            }
        }
    });
}

fn int(value: Option<&Val<'_>>) -> i64 {
    match value {
        Some(Val::Int(n)) => *n,
        _ => ALL,
    }
}

/// The society a statement asks or writes.
fn society(sql: &str, params: &[Val<'_>]) -> i64 {
    let values = sql.split_once("VALUES (").filter(|_| sql.starts_with("INSERT")).map(|(_, values)| values);
    // the society of another table is none that is named
    let mut asked = sql.match_indices("society_id = ").map(|(at, word)| &sql[at + word.len()..]);
    let named = values.or_else(|| asked.find(|of| of.starts_with('$') || of.starts_with('0')));
    let Some(named) = named else { return ALL };
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
    match named.strip_prefix('$') {
        Some(place) => int(digits(place).parse::<usize>().ok().and_then(|n| params.get(n.checked_sub(1)?))),
        None => digits(named).parse().unwrap_or(ALL),
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, society};
    use crate::Val;

    #[test]
    fn statements_name_their_society() {
        let p = [Val::Text("x"), Val::Int(7), Val::Int(8)];
        for (sql, of) in [
            ("INSERT INTO t (society_id, a) VALUES ($2, $1) ON CONFLICT (society_id) DO NOTHING", 7),
            ("INSERT INTO t (society_id, a) VALUES (0, $1)", 0),
            ("UPDATE t SET a = $1 WHERE society_id = $3 AND b = $2", 8),
            ("SELECT a FROM t d LEFT JOIN u p ON p.society_id = d.society_id WHERE d.society_id = $2", 7),
            ("SELECT a FROM t WHERE a = $2", ALL),
        ] {
            assert_eq!(society(sql, &p), of, "{sql}");
        }
    }
}
