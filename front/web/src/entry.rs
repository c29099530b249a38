//! One entry of a register as evidence: what was recorded, who wrote it when, its hash, and the signed checkpoint that covers it. Proved here, not
//! asserted: the path from the entry's hash to the root of the checkpoint is walked at every look.

use crate::ask::{Ask, Trouble};
use crate::counter::members::named;
use crate::page::{self, Frame, Tab};
use crate::words::{encoded, moment};
use askama::Template;
use axum::response::Response;
use books::{BooksEvent, event::Setting};
use keep::{Event, exchange};
use kernel::{DeskId, Paise, Seq, SocietyId};
use lipi::amount::{format_indian, group};
use lipi::date;
use migration::bench::BenchEvent;
use migration::event::{DifferenceSeen, MigrationEvent};
use programme::call::{Call, CallEvent};
use programme::{Attestation, Did, ProgrammeEvent};
use register::{Checkpoint, Entry, VerifyingKey, inclusion_proof, verify_inclusion};
use sql::Tx;
use sync::LogId;

/// A fact: name, value, where it leads; the address empty where it leads nowhere.
type Fact = (String, String, String);

/// The checkpoint over an entry, as it was proved.
struct Cover {
    /// Entries it covers.
    size: u64,
    /// Its root, hexadecimal.
    root: String,
    /// The desk's own key signed it, and the path from the entry leads to its root.
    proved: bool,
    /// Hashes of that path.
    steps: usize,
    /// Seats that signed a checkpoint over it too.
    witnesses: Vec<String>,
}

/// An entry read from the store, with what covers it.
struct Found {
    entry: Entry,
    leaf: kernel::Digest,
    origin: String,
    last: u64,
    cover: Option<Cover>,
}

#[derive(Template)]
#[template(path = "entry.html")]
struct Page {
    c: Frame,
    /// Where it was counted: address and name; empty at the State's own register.
    up: Option<(String, String)>,
    kind: String,
    place: String,
    at: String,
    by: String,
    facts: Vec<Fact>,
    leaf: String,
    origin: String,
    bytes: String,
    covered: String,
    root: String,
    proved: bool,
    steps: String,
    witnesses: String,
    before: String,
    after: String,
}

/// Address of an entry's page.
pub(crate) fn address(base: &str, entry: (i64, i64)) -> String {
    format!("{base}/entry/{}/{}", entry.0, entry.1)
}

/// An entry of a society, for whoever may read its books.
pub(crate) fn of_society(ask: &Ask, code: &str, desk: &str, seq: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let up = (format!("{}/ladder", society.base), c.s("state-ladder"));
    shown(ask, c, society.id(), (desk, seq), (&society.base, Some(up)))
}

/// An entry of the State's own register, for whoever looks at many societies: that it stands there, not what a review elsewhere said.
pub(crate) fn of_state(ask: &Ask, c: Frame, desk: &str, seq: &str) -> Result<Response, Trouble> {
    let state = ask.read(keep::state_of)?.ok_or_else(Trouble::no_page)?;
    shown(ask, c, state, (desk, seq), ("/state", None))
}

fn shown(
    ask: &Ask,
    c: Frame,
    society: SocietyId,
    (desk, seq): (&str, &str),
    (base, up): (&str, Option<(String, String)>),
) -> Result<Response, Trouble> {
    let (Ok(desk), Ok(seq)) = (desk.parse::<i64>(), seq.parse::<u64>()) else { return Err(Trouble::no_page()) };
    let found = ask.read(|t| find(t, LogId { society, desk: DeskId(desk) }, seq))?.ok_or_else(Trouble::no_page)?;
    let e = &found.entry;
    let near = |n: Option<u64>| n.map(|n| format!("{base}/entry/{desk}/{n}")).unwrap_or_default();
    let facts = match Event::decode(&e.kind, &e.bytes) {
        // what a newer program wrote is not read here, and still counted in the checkpoint
        Err(_) => Vec::new(),
        Ok(_) if up.is_none() => Vec::new(),
        Ok(event) => facts(&c, base, (desk, seq), &event),
    };
    let cover = found.cover.as_ref();
    let page = Page {
        up,
        kind: named(&c, &e.kind),
        place: format!("{desk}/{seq}"),
        at: moment(e.at),
        by: e.by.clone(),
        facts,
        leaf: found.leaf.hex(),
        origin: found.origin,
        bytes: group(e.bytes.len() as u64),
        covered: cover.map(|k| group(k.size)).unwrap_or_default(),
        root: cover.map(|k| k.root.clone()).unwrap_or_default(),
        proved: cover.is_some_and(|k| k.proved),
        steps: cover.map(|k| group(k.steps as u64)).unwrap_or_default(),
        witnesses: cover.map(|k| k.witnesses.join(", ")).unwrap_or_default(),
        before: near(seq.checked_sub(1)),
        after: near(Some(seq + 1).filter(|n| *n < found.last)),
        c,
    };
    page::show(ask, &page)
}

/// Reads an entry and proves what covers it.
fn find(t: &mut Tx<'_>, log: LogId, seq: u64) -> Result<Option<Found>, sql::Error> {
    let Some(there) = keep::open_log(t, log.society, log.desk)? else { return Ok(None) };
    let Some(entry) = exchange::entries_from(t, log, seq, 1)?.pop().filter(|e| e.seq.0 as u64 == seq) else {
        return Ok(None);
    };
    let leaf = entry.borrow().leaf(&mut Vec::new());
    let day = keep::seal_over(t, log.society, log.desk, Seq(entry.seq.0))?;
    let last = (there.checkpoint_size > seq).then(|| there.checkpoint.clone());
    let cover = match day.or(last) {
        Some(text) => cover(t, log, &there, (seq, leaf), &text)?,
        None => None,
    };
    Ok(Some(Found { leaf, origin: there.origin.clone(), last: there.frontier.size(), cover, entry }))
}

fn cover(
    t: &mut Tx<'_>,
    log: LogId,
    there: &keep::Log,
    (seq, leaf): (u64, kernel::Digest),
    text: &str,
) -> Result<Option<Cover>, sql::Error> {
    let key = there.public_key.as_slice().try_into().ok().and_then(|k: &[u8; 32]| VerifyingKey::from_bytes(k));
    let signed = key.and_then(|k| Checkpoint::open(text, &there.origin, &k).ok());
    let Some(size) = crate::home::signed_size(text) else { return Ok(None) };
    let leaves = keep::leaves(t, log.society, log.desk, size)?;
    let path = usize::try_from(seq).ok().and_then(|at| inclusion_proof(&leaves, at)).unwrap_or_default();
    let proved = signed.as_ref().is_some_and(|k| verify_inclusion(leaf, seq, k.size, &path, k.root));
    let witnesses = exchange::witnessed(t, log)?.into_iter().filter(|(_, n, ..)| *n > seq).map(|(name, ..)| name);
    let root = signed.map(|k| k.root.hex()).unwrap_or_default();
    Ok(Some(Cover { size, root, proved, steps: path.len(), witnesses: witnesses.collect() }))
}

fn fact(c: &Frame, key: &str, value: impl Into<String>) -> Fact {
    (c.s(key), value.into(), String::new())
}

fn money(c: &Frame, key: &str, amount: Paise) -> Fact {
    fact(c, key, format!("₹ {}", format_indian(amount)))
}

/// What an entry says: sums and days of every kind, and of those a ladder stands on each word an officer would ask for.
fn facts(c: &Frame, base: &str, place: (i64, u64), event: &Event) -> Vec<Fact> {
    let mut out = match event {
        Event::Migration(e) => of_migration(c, base, e),
        Event::Books(BooksEvent::DayBegun { date: day, .. }) => vec![fact(c, "entry-day", date::format(*day))],
        Event::Books(BooksEvent::DayEnded { date: day, cash, late }) => {
            let counted: i64 = cash.iter().map(|(value, n)| value * n).sum();
            let mut all = vec![fact(c, "entry-day", date::format(*day)), money(c, "entry-cash", Paise(counted))];
            all.extend(late.then(|| fact(c, "entry-caught-up", c.s("rule-value-yes"))));
            all
        }
        Event::Books(BooksEvent::SettingSet(s)) => of_setting(c, s),
        Event::Programme(e) => of_programme(c, base, e),
        Event::Bench(e) => match &**e {
            BenchEvent::CutOver { from, resolution, .. } => {
                vec![fact(c, "entry-paper-from", date::format(*from)), fact(c, "entry-resolution", resolution)]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    if let Some(head) = event.voucher() {
        out.push(fact(c, "entry-day", date::format(head.date)));
        if !head.number.is_empty() {
            out.push(fact(c, "entry-number", head.number));
        }
    }
    let lines = event.postings();
    if !lines.is_empty() {
        let sum: Paise = lines.iter().map(|l| l.debit).sum();
        out.push(money(c, "entry-sum", sum));
        let voucher = format!("{base}/vouchers/{}/{}", place.0, place.1);
        out.push((c.s("entry-lines"), group(lines.len() as u64), voucher));
    }
    if let Some(e) = event.reverses() {
        out.push((c.s("rep-reverses"), format!("{}/{}", e.0, e.1), address(base, e)));
    }
    out
}

fn of_migration(c: &Frame, base: &str, event: &MigrationEvent) -> Vec<Fact> {
    let count = |key: &str, n: u64, to: &str| (c.s(key), group(n), format!("{base}{to}"));
    match event {
        MigrationEvent::Begun { cutoff, files, folder, .. } => vec![
            fact(c, "entry-cutoff", date::format(*cutoff)),
            count("entry-files", files.len() as u64, "/migration"),
            fact(c, "entry-digest", folder),
        ],
        MigrationEvent::Completed { members, accounts, findings } => vec![
            count("state-f-members", *members, "/members"),
            fact(c, "state-f-accounts", group(*accounts)),
            count("state-f-findings", *findings, "/findings"),
        ],
        MigrationEvent::DifferenceStated(d) => of_difference(c, base, d),
        MigrationEvent::FindingRaised(f) => vec![
            (crate::finding::code_name(c.lang, &f.code), f.subject.clone(), format!("{base}/findings")),
            money(c, "entry-sum", f.amount),
        ],
        MigrationEvent::RegisterRecognised(_) => Vec::new(),
    }
}

fn of_difference(c: &Frame, base: &str, d: &DifferenceSeen) -> Vec<Fact> {
    let mut out = vec![
        (c.s("web-head"), d.name.clone(), format!("{base}/heads/{}", encoded(&d.head))),
        money(c, "web-ledger", d.ledger),
        money(c, "web-register-rs", d.register),
        money(c, "web-difference", d.difference),
        money(c, "web-unexplained", d.unexplained),
    ];
    if let Some(s) = d.source {
        out.push((c.s("web-source-cell"), s.row.to_string(), page::cell_address(base, s)));
    }
    out.extend(d.explained_by.iter().map(|n| (c.s("web-explained-by"), group(n + 1), format!("{base}/findings/{n}"))));
    out
}

fn of_setting(c: &Frame, s: &Setting) -> Vec<Fact> {
    vec![
        (
            crate::counter::rules::rule_name(c.lang, &s.key),
            crate::counter::rules::worded(c, &s.key, &s.value),
            String::new(),
        ),
        fact(c, "entry-from", date::format(s.from)),
        fact(c, "entry-order", &s.order),
    ]
}

fn of_programme(c: &Frame, base: &str, event: &ProgrammeEvent) -> Vec<Fact> {
    let day = fact(c, "entry-day", date::format(event.day));
    let mut out = match &event.did {
        Did::Attested(a) => signed(c, base, a),
        Did::Withdrawn { entry, reason } => vec![
            (c.s("entry-takes-back"), format!("{}/{}", entry.0, entry.1), address(base, *entry)),
            fact(c, "counter-f-reason", reason),
        ],
        Did::LateJudged(j) => vec![
            (c.s("entry-asked"), format!("{}/{}", j.proposal.0, j.proposal.1), address(base, j.proposal)),
            fact(c, "entry-answer", c.s(if j.approved { "rule-value-yes" } else { "rule-value-no" })),
            fact(c, "counter-f-reason", &j.reason),
            officer(c, &j.name, j.office),
        ],
        Did::Call(e) => match &**e {
            CallEvent::Made(call) => called(c, call),
            CallEvent::TakenBack { entry, reason } => vec![
                (c.s("entry-takes-back"), format!("{}/{}", entry.0, entry.1), address(base, *entry)),
                fact(c, "counter-f-reason", reason),
            ],
        },
        _ => Vec::new(),
    };
    out.insert(0, day);
    out
}

fn officer(c: &Frame, name: &str, office: places::Office) -> Fact {
    fact(c, "entry-officer", format!("{name} · {}", c.s(&format!("office-{}", office.code()))))
}

fn signed(c: &Frame, base: &str, a: &Attestation) -> Vec<Fact> {
    let code = base.trim_start_matches("/s/");
    let of = format!("/state/document/{code}/{}", a.document.digest);
    let mut out = vec![
        fact(c, "plan-rung", c.s(&format!("rung-{}", a.rung.code()))),
        (c.s("entry-document"), format!("{} · {}", a.document.number, date::format(a.document.dated)), of),
        fact(c, "entry-digest", &a.document.digest),
        officer(c, &a.login, a.office),
    ];
    if !a.figures.is_empty() {
        out.push(fact(c, "entry-figures", &a.figures));
    }
    out
}

fn called(c: &Frame, call: &Call) -> Vec<Fact> {
    let mut out =
        vec![fact(c, "entry-whom", &call.whom), fact(c, "entry-said", &call.said), officer(c, &call.name, call.office)];
    out.extend(call.promised.map(|d| fact(c, "entry-promised", date::format(d))));
    out
}
