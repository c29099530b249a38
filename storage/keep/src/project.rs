//! What entries change in the shadows. Table by table, rows in primary-key order; balances by delta.

mod bench;
mod day;
mod estate;
mod files;
mod goods;
mod help;
mod live;
mod people;
mod programme;
pub(crate) mod report;
mod series;
mod society;
mod trail;

pub(crate) use goods::{cash_key as cash_key_of, split as bill_of_number, stock_row as goods_row};
pub(crate) use society::{SHARE_HEAD, State, leaving_code, state};

use crate::Event;
use crate::tables::{POSTING, VOUCHER};
use credit::CreditEvent;
use kernel::{DeskId, Instant, Paise, Seq, SocietyId, Source};
use rustc_hash::FxHashMap;
use sql::{Error, Table, Tx, Val};
use std::collections::BTreeMap;

sql::statements! {
    REGISTERED = "INSERT INTO society (society_id, code, name, registration_no, district, block) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (society_id) DO UPDATE SET code = excluded.code, name = excluded.name, registration_no = excluded.registration_no, district = excluded.district, block = excluded.block";
    HEAD = "INSERT INTO head (society_id, code, name, class) VALUES ($1, $2, $3, $4) ON CONFLICT (society_id, code) DO UPDATE SET name = excluded.name, class = excluded.class";
    BALANCE = "INSERT INTO balance (society_id, head, debit, credit, f, s, r, c) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (society_id, head) DO UPDATE SET debit = balance.debit + excluded.debit, credit = balance.credit + excluded.credit, f = COALESCE(balance.f, excluded.f), s = COALESCE(balance.s, excluded.s), r = COALESCE(balance.r, excluded.r), c = COALESCE(balance.c, excluded.c)";
    TALLY = "INSERT INTO tally (society_id, what, n) VALUES ($1, $2, $3) ON CONFLICT (society_id, what) DO UPDATE SET n = tally.n + excluded.n";
    KIND_TOTAL = "INSERT INTO kind_total (society_id, kind, accounts, balance) VALUES ($1, $2, $3, $4) ON CONFLICT (society_id, kind) DO UPDATE SET accounts = kind_total.accounts + excluded.accounts, balance = kind_total.balance + excluded.balance";
    BEGUN = "INSERT INTO migration_run (society_id, desk_id, run, cutoff, folder, members, accounts, findings, completed, at) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, $6)";
    COMPLETED = "UPDATE migration_run SET members = $1, accounts = $2, findings = $3, completed = 1 WHERE society_id = $4 AND desk_id = $5 AND run = $6";
    REVERSAL = "INSERT INTO reversal (society_id, of_desk, of_seq, desk_id, seq) VALUES ($1, $2, $3, $4, $5)";
    ROWS = "SELECT CAST(COALESCE(sum(n), 0) AS BIGINT) FROM tally WHERE what = $1";
    RUN = "SELECT COALESCE(max(run), -1) FROM migration_run WHERE society_id = $1 AND desk_id = $2";
}

/// Every statement of this room.
pub(crate) fn statements() -> Vec<(&'static str, sql::Sql)> {
    [
        STATEMENTS,
        bench::STATEMENTS,
        day::STATEMENTS,
        estate::STATEMENTS,
        files::STATEMENTS,
        goods::STATEMENTS,
        help::STATEMENTS,
        live::STATEMENTS,
        programme::STATEMENTS,
        report::STATEMENTS,
        series::STATEMENTS,
        society::STATEMENTS,
    ]
    .concat()
}

/// An event with its place in the register.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'e> {
    /// Its position.
    pub seq: Seq,
    /// When it was written.
    pub at: Instant,
    /// What happened.
    pub event: &'e Event,
}

/// Draws shadows of one log.
pub struct Projector<'k> {
    /// The society.
    pub society: SocietyId,
    /// The desk.
    pub desk: DeskId,
    /// Key of a person's name for search; the desk knows how it is made.
    pub name_key: &'k (dyn Fn(&str) -> String + Sync),
}

/// Draws what the entries change. They must be in order, and every entry is drawn once.
///
/// # Errors
/// The store's.
pub fn project(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>]) -> Result<(), Error> {
    let mut tally = BTreeMap::new();
    people::society(t, p, entries)?;
    people::members(t, p, entries, &mut tally)?;
    people::accounts(t, p, entries, &mut tally)?;
    vouchers(t, p, entries, &mut tally)?;
    for e in entries {
        if let Some((desk, seq)) = e.event.reverses() {
            let place = [p.society.0.into(), desk.into(), seq.into(), p.desk.0.into(), e.seq.0.into()];
            t.exec(REVERSAL, &place)?;
        }
    }
    day::draw(t, p, entries)?;
    live::draw(t, p, entries, &mut tally)?;
    report::draw(t, p, entries)?;
    goods::draw(t, p, entries)?;
    estate::draw(t, p, entries)?;
    help::draw(t, p, entries)?;
    bench::draw(t, p, entries)?;
    files::draw(t, p, entries)?;
    programme::draw(t, p, entries)?;
    society::draw(t, p, entries, &mut tally)?;
    trail::draw(t, p, entries)?;
    for (what, n) in tally {
        t.exec(TALLY, &[p.society.0.into(), what.into(), n.into()])?;
    }
    Ok(())
}

/// From so many rows on it pays to sort an index once at the end instead of growing it row by row.
const MANY: usize = 20_000;

/// Writes the rows of a table through `f`; on SQLite, where they are many and more than are there already, its
/// secondary indexes are made anew afterwards. All inside the transaction.
fn in_bulk(
    t: &mut Tx<'_>,
    table: &Table,
    what: &str,
    rows: usize,
    f: impl FnOnce(&mut Tx<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let there = if rows < MANY || t.is_postgres() {
        u64::MAX
    } else {
        t.first(ROWS, &[what.into()], |r| r.int(0) as u64)?.unwrap_or(0)
    };
    if rows as u64 <= there {
        return f(t);
    }
    for index in table.indexes {
        t.script(&format!("DROP INDEX {}", index.name))?;
    }
    f(t)?;
    table.ddl(false)[1..].iter().try_for_each(|text| t.script(text))
}

type Tally = BTreeMap<&'static str, i64>;

fn source4(s: Option<Source>) -> [Val<'static>; 4] {
    match s {
        None => [Val::Null; 4],
        Some(s) => [Val::Int(s.file.into()), Val::Int(s.sheet.into()), Val::Int(s.row.into()), Val::Int(s.col.into())],
    }
}

struct Post {
    date: usize,
    seq: i64,
    line: i64,
    head: u32,
    debit: i64,
    credit: i64,
    source: Option<Source>,
}

#[derive(Default)]
struct Sum {
    debit: Paise,
    credit: Paise,
    source: Option<Source>,
}

/// Vouchers, postings and balances.
fn vouchers(t: &mut Tx<'_>, p: &Projector<'_>, entries: &[Placed<'_>], tally: &mut Tally) -> Result<(), Error> {
    let count = entries.iter().filter(|e| e.event.voucher().is_some()).count();
    if count == 0 {
        return Ok(());
    }
    let mut names: FxHashMap<String, u32> = FxHashMap::default();
    let mut sums: Vec<Sum> = Vec::new();
    let mut dates: Vec<String> = Vec::new();
    let mut posts: Vec<Post> = Vec::new();
    let numbers = series::numbers(t, p, entries)?;
    let mut bulk = t.bulk(&VOUCHER, count)?;
    for (e, number) in entries.iter().zip(&numbers) {
        let Some(v) = e.event.voucher() else { continue };
        let date = v.date.to_string();
        if dates.last() != Some(&date) {
            dates.push(date);
        }
        let paged = matches!(e.event, Event::Credit(CreditEvent::AccountsBroughtForward { .. }));
        let mut amount = Paise::ZERO;
        for (line, l) in e.event.postings().into_iter().enumerate() {
            amount += l.debit;
            let next = names.len() as u32;
            let head = *names.entry(l.head).or_insert(next);
            if head == next {
                sums.push(Sum::default());
            }
            let sum = &mut sums[head as usize];
            sum.debit += l.debit;
            sum.credit += l.credit;
            // The figure of a head is in the old trial balance; a page of accounts is only a part of it.
            if !paged && sum.source.is_none() {
                sum.source = l.source;
            }
            posts.push(Post {
                date: dates.len() - 1,
                seq: e.seq.0,
                line: line as i64,
                head,
                debit: l.debit.0,
                credit: l.credit.0,
                source: l.source,
            });
        }
        bulk.push(&[
            p.society.0.into(),
            p.desk.0.into(),
            e.seq.0.into(),
            (&dates[dates.len() - 1]).into(),
            number.as_deref().unwrap_or(&v.number).into(),
            (&v.narration).into(),
            amount.0.into(),
            v.reverses.map(|r| r.0).into(),
            v.reverses.map(|r| r.1).into(),
        ])?;
    }
    bulk.finish()?;
    *tally.entry("voucher").or_default() += count as i64;
    let mut heads: Vec<(String, u32)> = names.into_iter().collect();
    heads.sort_unstable();
    let mut rank = vec![0u32; heads.len()];
    for (i, (_, id)) in heads.iter().enumerate() {
        rank[*id as usize] = i as u32;
    }
    posts.sort_by(|a, b| {
        (rank[a.head as usize], &dates[a.date], a.seq, a.line).cmp(&(
            rank[b.head as usize],
            &dates[b.date],
            b.seq,
            b.line,
        ))
    });
    let mut bulk = t.bulk(&POSTING, posts.len())?;
    for post in &posts {
        let [f, s, r, c] = source4(post.source);
        bulk.push(&[
            p.society.0.into(),
            (&heads[rank[post.head as usize] as usize].0).into(),
            (&dates[post.date]).into(),
            p.desk.0.into(),
            post.seq.into(),
            post.line.into(),
            post.debit.into(),
            post.credit.into(),
            f,
            s,
            r,
            c,
        ])?;
    }
    bulk.finish()?;
    for (head, id) in &heads {
        let sum = &sums[*id as usize];
        let [f, s, r, c] = source4(sum.source);
        t.exec(BALANCE, &[p.society.0.into(), head.into(), sum.debit.0.into(), sum.credit.0.into(), f, s, r, c])?;
    }
    Ok(())
}
