//! The gates with what each stands on, the certificate and its signatures, and the real run.

use super::memory::{self, Bench};
use super::milan::afar_words;
use super::{At, act, steps};
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Filled, No};
use crate::counter::{born, command, refused, who};
use crate::migration::Step;
use crate::page::{self, Frame, Tab};
use crate::words::moment;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use books::setting;
use desk::{MigrationBatch, OnePerson, bench::signs_as};
use keep::{Event, view};
use kernel::{Date, Digest, Paise, Refusal};
use lipi::amount::{format_indian, group};
use lipi::{date, messages};
use migration::bench::case::Signature;
use migration::bench::event::{Counted, Judgement, Signer};
use migration::bench::gates::{self, Facts, Gate, Look, Measures, SystemDay};
use migration::bench::{BenchEvent, Case, Said, decide, hands, loose, unread, year};
use migration::cell::Format;
use migration::paper::event::Sampling;

/// Days the system ended since the books were posted, earliest first.
pub(super) fn days(ask: &Ask, society: &Society, case: &Case) -> Result<Vec<SystemDay>, Trouble> {
    let id = society.id();
    let Some(posted) = case.posted.as_ref().map(|p| p.at.day()) else { return Ok(Vec::new()) };
    let span = posted.until(ask.web.desk.today()).map_or(0, |s| s.get_days()).max(0);
    let most = u32::try_from(span).unwrap_or(0) + 1;
    ask.read(|t| {
        let mut out = Vec::new();
        // once paper has ended, the days after the last one beside it prove nothing more
        let last = case.cut_over.as_ref().and_then(|_| case.parallel.keys().last().copied()).unwrap_or(Date::MAX);
        let since = view::business_days(t, id, most)?.into_iter().rev().filter(|d| (posted..=last).contains(&d.date));
        for d in since.filter(|d| d.ended.is_some()) {
            let (_, f) = view::vouchers_of_day(t, id, d.date, 0)?;
            let cash = d.closing.as_deref().map(books::day::sum).unwrap_or_default();
            out.push(SystemDay { date: d.date, cash, receipts: f.cash_in, payments: f.cash_out });
        }
        Ok(out)
    })
}

/// What beside the case the gates are judged by.
pub(super) fn facts(ask: &Ask, society: &Society, b: &Bench) -> Result<Facts, Trouble> {
    Ok(Facts {
        today: ask.web.desk.today(),
        measures: measures(ask, society)?,
        inventory: super::inventory_of(b),
        days: days(ask, society, &b.case)?,
        set: b.set.clone(),
        terms: super::owed::terms(ask, society)?,
    })
}

/// Measures an office set, else what is proposed.
pub(super) fn measures(ask: &Ask, society: &Society) -> Result<Measures, Trouble> {
    let settings = ask.read(|t| keep::deciding::settings(t, society.id()))?;
    let (today, proposed) = (ask.web.desk.today(), Measures::default());
    let set = |key: &str, else_: u64| settings.number(key, today).unwrap_or(else_);
    Ok(Measures {
        mobile: set(setting::MIGRATION_MOBILE, proposed.mobile),
        nominee: set(setting::MIGRATION_NOMINEE, proposed.nominee),
        parallel: set(setting::MIGRATION_PARALLEL, proposed.parallel),
        objection_days: set(setting::MIGRATION_OBJECTION, proposed.objection_days),
        difference: Paise(i64::try_from(set(setting::MIGRATION_DIFFERENCE, 0)).unwrap_or(i64::MAX)),
    })
}

pub(super) fn look<'a>(b: &'a Bench, facts: &'a Facts) -> Look<'a> {
    Look { case: &b.case, folder: &b.folder, worked: &b.worked, facts }
}

/// Minutes after which what was done is counted again for the seat above.
const COUNT_AFTER: i64 = 10;

/// Counts the workbench for the seat above: where that was not done lately, and at once where a gate opened or shut or what was signed is no longer what
/// is there, so that nobody above looks at gates or signs data that is gone. Rows keyed, `busy`, are only counted as time goes on: each page would
/// work everything out anew.
pub(super) fn count(ask: &Ask, society: &Society, busy: bool) -> Result<(), Trouble> {
    let case = memory::case(ask, society)?;
    let now = ask.web.desk.now();
    let lately = case.counted.as_ref().filter(|c| now.0 - c.at.0 < COUNT_AFTER * 60_000);
    if lately.is_some() && busy && case.frozen.is_none() {
        return Ok(());
    }
    let b = memory::bench(ask, society)?;
    let facts = facts(ask, society, &b)?;
    let counted = gates::counted(&look(&b, &facts));
    let told = |c: &Counted| c.gates == counted.gates && (case.frozen.is_none() || c.set == counted.set);
    if lately.is_some_and(|c| told(&c.what)) {
        return Ok(());
    }
    // what others wrote meanwhile is counted with their act
    let (event, seen) = (BenchEvent::Counted(counted), Some(b.seen()));
    let act = desk::act::Bench { event, seen, counted: None };
    let asked = desk::act::Asked { act: desk::act::Act::Bench(Box::new(act)), before: None };
    ask.web.desk.act(who(ask)?, society.id(), kernel::CommandId(uuid::Uuid::now_v7()), &asked)?;
    Ok(())
}

struct Shown {
    no: String,
    name: String,
    passed: bool,
    owner: String,
    href: String,
    /// State, words, and where a line leads that has a place of its own.
    lines: Vec<(&'static str, String, String)>,
}

pub(super) struct Signed {
    pub name: String,
    /// Who and when; empty where it is missing.
    pub by: String,
    pub paper: String,
    /// Signed once, under data that has changed since.
    pub void: String,
}

#[derive(Template)]
#[template(path = "bench/gates.html")]
struct Page {
    c: Frame,
    steps: Vec<Step>,
    base: String,
    here: String,
    passed: String,
    gates: Vec<Shown>,
    set: String,
    frozen: bool,
    may_freeze: bool,
    signed: Vec<Signed>,
    /// Whom the person at the screen may sign as now.
    mine: String,
    mine_name: String,
    paper_needed: bool,
    /// Another year's trial balance lies among the files.
    year: Option<No>,
    may_post: bool,
    posted: String,
    /// Everything lies in a copy.
    trial: bool,
    /// Findings that were accepted as they stand, by cause.
    accepted: Vec<String>,
    /// Signatures that were taken back.
    unsigned: Vec<String>,
    no: Option<No>,
    id: String,
    seen: String,
}

/// Where the work of a gate is done.
const PLACES: [&str; 11] = [
    "volumes", "files", "findings", "persons", "findings", "milan", "milan", "outside", "slips", "parallel", "cutover",
];

pub(super) fn show(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    if memory::is_elsewhere(ask, &society)? {
        return page::show(ask, &super::afar::page(ask, &society, None)?);
    }
    page::show(ask, &gates_page(ask, &society, None)?)
}

fn said(c: &Frame, base: &str, b: &Bench, l: &gates::Line) -> (&'static str, String, String) {
    let text = messages::say(c.lang, &format!("gate-{}", l.says), &[("n", &l.n), ("m", &l.m)]);
    let file = match l.says {
        "partly" if !l.holds => super::unread::first_partly(b),
        "unread-cells" if !l.holds => super::unread::first_cells(b),
        _ => None,
    };
    let href = file.map(|no| format!("{base}/unread/{no}")).unwrap_or_default();
    (if l.holds { "ok" } else { "bad" }, text, href)
}

fn shown(c: &Frame, base: &str, b: &Bench, g: &Gate) -> Shown {
    Shown {
        no: format!("G{}", g.no),
        name: c.s(&format!("gate-{}", g.no)),
        passed: g.passed(),
        owner: messages::find(c.lang, &format!("bench-signer-{}", g.owner), &[])
            .unwrap_or_else(|| c.s(&format!("web-role-{}", g.owner))),
        href: format!("{base}/{}", PLACES[usize::from(g.no)]),
        lines: g.lines.iter().map(|l| said(c, base, b, l)).collect(),
    }
}

pub(super) fn signer_name(c: &Frame, s: Signer) -> String {
    c.s(&format!("bench-signer-{}", s.code()))
}

fn signed(c: &Frame, b: &Bench, s: Signer) -> Signed {
    signature(c, &b.case, &b.set, s)
}

/// A signature as it stands under a data set.
pub(super) fn signature(c: &Frame, case: &Case, set: &str, s: Signer) -> Signed {
    let standing = if case.is_closed(set) { decide::standing(case) } else { Vec::new() };
    let here = standing.into_iter().find(|x| x.what.signer == s);
    let before = case.signatures.iter().rev().find(|x| x.what.signer == s).filter(|_| here.is_none());
    Signed {
        name: signer_name(c, s),
        by: here.map(|x| format!("{} · {}", x.by, moment(x.at))).unwrap_or_default(),
        paper: here.map(|x| x.what.paper_no.clone()).unwrap_or_default(),
        void: before.map(|x| c.s2("bench-void", "by", &x.by, "at", &moment(x.at))).unwrap_or_default(),
    }
}

fn gates_page(ask: &Ask, society: &Society, no: Option<No>) -> Result<Page, Trouble> {
    let b = memory::bench(ask, society)?;
    let facts = facts(ask, society, &b)?;
    let all = gates::gates(&look(&b, &facts));
    let c = Frame::of(ask, society, Tab::Migration);
    let base = format!("{}/bench", society.base);
    let frozen = b.case.is_closed(&b.set);
    let next = if frozen { Signer::ALL.get(decide::standing(&b.case).len()).copied() } else { None };
    let trial = ask.trial.is_some();
    let mine = next.filter(|s| !trial && ask.who.as_ref().is_some_and(|w| signs_as(w.role, *s)));
    Ok(Page {
        steps: steps(&c, society, &b, At::Gates),
        here: format!("{base}/gates"),
        passed: group(all.iter().filter(|g| g.passed()).count() as u64),
        gates: all.iter().map(|g| shown(&c, &base, &b, g)).collect(),
        set: b.set.chars().take(16).collect(),
        frozen,
        may_freeze: !trial && !frozen && b.case.posted.is_none() && before_signing(&all).is_none(),
        signed: Signer::ALL.iter().map(|s| signed(&c, &b, *s)).collect(),
        mine: mine.map(|s| s.code().to_owned()).unwrap_or_default(),
        mine_name: mine.map(|s| signer_name(&c, s)).unwrap_or_default(),
        year: another_year(&b).map(|no| No::of(ask.lang, &no)).filter(|_| no.is_none()),
        paper_needed: mine.is_some_and(|s| s != Signer::Operator),
        may_post: !trial && all[8].passed() && b.case.posted.is_none(),
        posted: b.case.posted.as_ref().map(|p| format!("{} · {}", p.by, moment(p.at))).unwrap_or_default(),
        trial,
        accepted: accepted(&c, &b.case),
        unsigned: unsigned(&c, &b.case),
        no,
        id: born(),
        seen: b.seen().to_string(),
        base,
        c,
    })
}

/// Signatures that were taken back: whose, when, by whom and why.
pub(super) fn unsigned(c: &Frame, case: &Case) -> Vec<String> {
    let one = |(s, by): &(Said<Signature>, Said<String>)| {
        format!("{} · {} · {}: {}", signer_name(c, s.what.signer), s.by, moment(by.at), by.what)
    };
    case.unsigned.iter().map(one).collect()
}

/// A trial balance of another year, which balances as well as the right one.
pub(super) fn another_year(b: &Bench) -> Option<Refusal> {
    let books = &b.worked.migrated.books;
    let other = year::other(books)?;
    let file = b.folder.files.get(usize::from(books.registers[other.register].file)).map_or("", |f| &f.path);
    let (says, cutoff) = (date::format(other.says), date::format(books.cutoff));
    Some(Refusal::new(3171).with("file", file).with("says", says).with("cutoff", cutoff))
}

/// The first gate before signing that is not passed.
fn before_signing(all: &[Gate]) -> Option<u8> {
    all.iter().take(8).find(|g| !g.passed()).map(|g| g.no)
}

/// Closing, signing, posting.
pub(super) fn done(ask: &Ask, code: &str, f: &Filled) -> Result<Response, Trouble> {
    crate::rights::enter_deed(ask, f.text("deed"))?;
    let society = ask.society(code)?;
    if memory::is_elsewhere(ask, &society)? {
        return super::afar::signed(ask, &society, f);
    }
    match try_done(ask, &society, f) {
        Ok(()) => Ok(Redirect::to(&format!("{}/bench/gates", society.base)).into_response()),
        Err(Trouble::Refused(_, no)) => {
            page::show_again(ask, &gates_page(ask, &society, Some(No::of(ask.lang, &no)))?, true)
        }
        Err(e) => Err(e),
    }
}

fn not_yet(gate: u8) -> Trouble {
    refused(Refusal::new(3165).with("gate", format!("G{gate}")))
}

/// The gates before signing are passed; slips, their window and objections stand before every signature but the operator's.
///
/// # Errors
/// 3165 the first gate that is not.
pub(super) fn may_sign(signer: Signer, all: &[Gate]) -> Result<(), Trouble> {
    if let Some(no) = before_signing(all) {
        return Err(not_yet(no));
    }
    if signer != Signer::Operator && all[8].lines.iter().take(3).any(|l| !l.holds) {
        return Err(not_yet(8));
    }
    Ok(())
}

fn try_done(ask: &Ask, society: &Society, f: &Filled) -> Result<(), Trouble> {
    let b = memory::bench(ask, society)?;
    let facts = facts(ask, society, &b)?;
    let look = look(&b, &facts);
    let all = gates::gates(&look);
    let counted = Some(gates::counted(&look));
    let event = match f.text("deed") {
        "freeze" => {
            if let Some(no) = another_year(&b) {
                return Err(refused(no));
            }
            if let Some(no) = before_signing(&all) {
                return Err(not_yet(no));
            }
            BenchEvent::Frozen { set: b.set.clone() }
        }
        "sign" => {
            let signer = Signer::ALL.into_iter().find(|s| s.code() == f.text("signer"));
            let signer = signer.ok_or_else(|| refused(Refusal::new(3155)))?;
            may_sign(signer, &all)?;
            BenchEvent::Signed { signer, set: b.set.clone(), paper_no: f.text("paper_no").to_owned() }
        }
        "post" => {
            if let Some(g) = all.iter().take(9).find(|g| !g.passed()) {
                return Err(not_yet(g.no));
            }
            post(ask, society)?;
            BenchEvent::Posted { set: b.set.clone() }
        }
        _ => return Err(refused(Refusal::new(3152))),
    };
    let seen = f.text("seen").parse().ok();
    act(ask, society, command(f), desk::act::Bench { event, seen, counted })?;
    Ok(())
}

/// The real run repeats the trial: the same files, mends and judgements, worked out anew and posted. The digest of the data set names it, so that it
/// is never posted twice, also where the power went between posting and saying so.
fn post(ask: &Ask, society: &Society) -> Result<(), Trouble> {
    let batch = opening(ask, society)?;
    let code = &society.home.society.code;
    let same = judged_same(&*memory::case(ask, society)?);
    ask.web.desk.import_judged(who(ask)?, code, &batch, &same, kernel::CommandId(uuid::Uuid::now_v7()))?;
    Ok(())
}

/// Persons that were judged to be one: their numbers are merged when the books are posted.
pub(super) fn judged_same(case: &Case) -> Vec<OnePerson> {
    let same = case.judged.iter().filter(|(_, j)| j.what.0 == Judgement::Same);
    same.map(|(members, j)| OnePerson { members: members.clone(), reason: j.what.1.clone() }).collect()
}

/// The old books as they are posted, worked out anew.
pub(super) fn opening(ask: &Ask, society: &Society) -> Result<MigrationBatch, Trouble> {
    let case = memory::case(ask, society)?;
    let kept = case.files.clone();
    let b = memory::worked(ask, case, &[])?;
    let code = &society.home.society.code;
    let mut copies: Vec<Option<Digest>> = vec![None; b.folder.files.len()];
    for (file, copy) in b.folder.files.iter().zip(&mut copies).filter(|(f, _)| f.format == Format::Paper) {
        // keyed pages are entries, not a file; a workbook of them is kept, so that a figure leads to its page
        let sheet = file.sheets.first().ok_or_else(Trouble::no_page)?;
        *copy = Some(ask.web.desk.keep_upload(&desk::export::sheet_of_cells(sheet)?)?);
    }
    let carried = b.case.carried();
    let plan = migration::opening::plan_with(&b.folder, b.worked.migrated, code, (&b.set, &copies), &carried);
    let mut events: Vec<Event> = plan.into_iter().map(Event::from).collect();
    for event in &mut events {
        if let Event::Migration(migration::event::MigrationEvent::Begun { files, .. }) = event {
            for file in files.iter_mut() {
                // what was handed over, where a masked copy was kept of it
                if let Some(kept) = kept.get(&file.path) {
                    file.original.clone_from(&kept.what.original);
                }
            }
        }
    }
    Ok(MigrationBatch { events, files: Vec::new() })
}

/// What was accepted as it stands, by cause; and where one person alone works, how much of it by the hand itself.
fn accepted(c: &Frame, case: &Case) -> Vec<String> {
    let said = |(cause, (n, own)): (String, (u64, u64))| {
        let said = c.s2("bench-accepted-of", "n", &group(n), "cause", &super::finding_name(c, &cause));
        if own == 0 { said } else { format!("{said} · {}", c.s1("bench-accepted-alone", "n", &group(own))) }
    };
    hands::accepted(case).into_iter().map(said).collect()
}

/// The measures the gates are judged by.
fn measured(c: &Frame, m: Measures, sampling: &Sampling) -> String {
    let one = |key: &str, n: u64| c.s1(key, "n", &n.to_string());
    [
        one("bench-measure-mobile", m.mobile),
        one("bench-measure-nominee", m.nominee),
        one("bench-measure-parallel", m.parallel),
        one("bench-measure-objection", m.objection_days),
        c.s2(
            "bench-measure-sampling",
            "n",
            &sampling.percent.to_string(),
            "m",
            &format!("{}.{}", sampling.rekey_above_permille / 10, sampling.rekey_above_permille % 10),
        ),
        c.s1("bench-measure-difference", "amount", &format_indian(m.difference)),
    ]
    .join(" · ")
}

/// Every order by which it was said how much may be carried on: amount, from which day, number of the order.
fn bounds(ask: &Ask, c: &Frame, society: &Society) -> Result<Vec<(String, String)>, Trouble> {
    let settings = ask.read(|t| keep::deciding::settings(t, society.id()))?;
    let said = |s: &books::event::Setting| {
        let amount = s.value.parse().map_or_else(|_| s.value.clone(), |p| format_indian(Paise(p)));
        let args = [("amount", amount.as_str()), ("from", &date::format(s.from)), ("order", &s.order)];
        (c.s("bench-bound"), messages::say(c.lang, "bench-bound-said", &args))
    };
    Ok(settings.0.iter().filter(|s| s.key == setting::MIGRATION_DIFFERENCE).map(said).collect())
}

struct Head {
    name: String,
    ledger: String,
    register: String,
    carried: String,
}

#[derive(Template)]
#[template(path = "bench/certificate.html")]
struct Certificate {
    c: Frame,
    back: String,
    society: String,
    code: String,
    cutoff: String,
    set: String,
    rows: Vec<(String, String)>,
    /// Orders on differences carried on.
    bounds: Vec<(String, String)>,
    heads: Vec<Head>,
    signed: Vec<Signed>,
    whole: bool,
    qr: String,
    qr_side: i32,
    proof: String,
}

/// The certificate: figures, digest, signatures; one page.
pub(super) fn certificate(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    // whoever signs at a seat reads what he signs
    let (b, afar) = memory::seen(ask, &society)?;
    let c = Frame::of(ask, &society, Tab::Migration);
    let facts = facts(ask, &society, &b)?;
    let counted = gates::counted(&look(&b, &facts));
    let m = &b.worked.migrated;
    let of = |(n, all): (u64, u64)| c.s2("web-n-of-m", "n", &group(n), "m", &group(all));
    let sums = m.books.registers.iter().filter_map(|r| Some((r, migration::report::account_kind(r)?)));
    let mut rows = vec![
        (c.s("web-registers"), group(m.books.registers.len() as u64)),
        (c.s("web-rows"), group(counted.rows)),
        (c.s("bench-rows-keyed"), group(counted.keyed)),
        (c.s("bench-pages-whole"), of(counted.pages)),
        (c.s("web-step-compare"), of(counted.heads)),
        (c.s("bench-findings-left"), of(counted.findings)),
        (c.s("bench-step-mends"), group(b.case.mended.len() as u64)),
    ];
    for (r, _) in sums {
        let sum = m.register_sum(r).map(format_indian).unwrap_or_default();
        let name = crate::words::register(c.lang, r.table.kind, &r.table.product);
        rows.push((format!("{name} ({})", group(r.body.len() as u64)), format!("₹ {sum}")));
    }
    rows.extend(accepted(&c, &b.case).into_iter().map(|text| (c.s("bench-accepted"), text)));
    let cells: usize = unread::cells(m, &b.folder).iter().map(|u| u.at.len()).sum();
    let lacks = [
        ("bench-left", b.case.left.len()),
        ("bench-passed-over", m.books.dropped.tables),
        ("bench-columns-unused", m.books.dropped.columns),
        ("bench-minutes-unseen", b.case.carried.len()),
        ("bench-partly", b.case.partly.len()),
        ("bench-unread", cells),
        ("bench-untotalled", facts.inventory.untotalled as usize),
        ("bench-unphotographed", facts.inventory.unphotographed as usize),
    ];
    rows.extend(lacks.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| (c.s(key), group(n as u64))));
    rows.push((c.s("bench-measures"), measured(&c, facts.measures, &b.case.paper.sampling)));
    let bounds = bounds(ask, &c, &society)?;
    let all = loose::all(m);
    let heads = all.iter().filter(|d| !d.difference.is_zero()).map(|d| Head {
        name: d.name.clone(),
        ledger: format_indian(d.ledger),
        register: format_indian(d.register),
        carried: b
            .case
            .carried
            .get(&d.head)
            .map(|k| format!("{} · {}", k.what.cause, k.what.minute))
            .unwrap_or_default(),
    });
    let frozen = b.case.is_closed(&b.set);
    // what was signed is what was posted; where the old files are read otherwise today, that is said beside it
    let set = b.case.posted.as_ref().map_or_else(|| b.set.clone(), |p| p.what.clone());
    rows.extend((set != b.set).then(|| (c.s("bench-set-today"), b.set.clone())));
    let (qr_side, qr) = crate::counter::receipt::qr(&desk::certified::set_text(&society.home.society.code, &set));
    let page = Certificate {
        back: format!("{}/bench/gates", society.base),
        society: society.home.society.name.clone(),
        code: society.home.society.code.clone(),
        cutoff: date::format(m.books.cutoff),
        set,
        rows,
        bounds,
        heads: heads.collect(),
        signed: Signer::ALL.iter().map(|s| signed(&c, &b, *s)).collect(),
        whole: frozen && decide::standing(&b.case).len() == Signer::ALL.len(),
        qr,
        qr_side,
        proof: if afar { afar_words(&c, &b) } else { c.s1("bench-proof", "n", &group(b.seen())) },
        c,
    };
    page::show(ask, &page)
}
