//! The opening entries: what of the old books goes into the register, and how it balances by construction.
//!
//! Accounts post what their register says to their head, against *Migration difference (register)*. The ledger's voucher
//! posts what the trial balance says; where a head has accounts, the ledger's figure goes to the same difference head. So
//! a head shows its accounts, the difference head shows register minus ledger, and the whole balances to the paisa. What
//! keeps the old trial balance itself from balancing goes to *Migration difference (trial balance)*.

use crate::Migrated;
use crate::bench::event::Carried;
use crate::bench::loose;
use crate::body::Body;
use crate::books::{self, Register};
use crate::cell::{Folder, Format, SourceFile};
use crate::event::{DifferenceSeen, FileKept, MigrationEvent, RegisterSeen};
use crate::heads as parts;
use crate::persons;
use crate::product;
use crate::report::account_kind;
use crate::vocabulary::WORDS;
use ::books::{BooksEvent, Head, HeadClass, Line};
use credit::{AccountKind, AccountRow, CreditEvent};
use kernel::{Date, Digest, Paise, Source};
use lipi::messages::{self, Lang};
use lipi::mobile::{self, Mobile};
use lipi::verhoeff;
use rustc_hash::FxHashMap;
use society::{MemberRow, SocietyEvent};

/// An event of one of the domains a migration speaks to.
#[derive(Clone, Debug, PartialEq)]
pub enum Opening {
    /// To the society.
    Society(SocietyEvent),
    /// To the books.
    Books(BooksEvent),
    /// To accounts.
    Credit(CreditEvent),
    /// The migration's own.
    Migration(MigrationEvent),
}

/// Rows in one entry: a page as the register keeps it.
const PAGE: usize = 500;

/// The events of a migration in the order of the register. `folder_digest` names folder and mapping; `masked` has for each
/// file the digest of the copy that is kept in its place: because the file holds Aadhaar numbers, or with its memo file.
/// The records of each register are given up as soon as they stand in events: a large society has millions.
#[must_use]
pub fn plan(
    folder: &Folder,
    migrated: Migrated,
    code: &str,
    folder_digest: &str,
    masked: &[Option<Digest>],
) -> Vec<Opening> {
    plan_with(folder, migrated, code, (folder_digest, masked), &[])
}

/// The same, with what is carried on: each such difference stands under a head of its own that names its cause, also of heads without accounts.
#[must_use]
pub fn plan_with(
    folder: &Folder,
    mut migrated: Migrated,
    code: &str,
    (folder_digest, masked): (&str, &[Option<Digest>]),
    carried: &[Carried],
) -> Vec<Opening> {
    let mut out = vec![registered(&migrated, code), begun(folder, &migrated, folder_digest, masked)];
    out.push(heads(&migrated, carried));
    out.extend(villages(&migrated));
    let recognised: Vec<RegisterSeen> = migrated.books.registers.iter().map(|r| seen(&migrated, r)).collect();
    let voucher = ledger_voucher(&migrated, carried);
    let (mut members, mut accounts) = (0, 0);
    for register in migrated.books.registers.iter_mut().filter(|r| r.is("members", "")) {
        members += register.body.len() as u64;
        out.extend(member_pages(register));
        register.body = Body::default();
    }
    let cutoff = migrated.books.cutoff;
    for register in &mut migrated.books.registers {
        let Some(kind) = account_kind(register) else { continue };
        accounts += register.body.len() as u64;
        out.extend(account_pages(register, kind, cutoff));
        register.body = Body::default();
    }
    out.extend(recognised.into_iter().map(|r| Opening::Migration(MigrationEvent::RegisterRecognised(r))));
    let findings = migrated.findings.len() as u64;
    out.extend(migrated.findings.into_iter().map(|f| Opening::Migration(MigrationEvent::FindingRaised(f))));
    let differences = migrated.ledger.heads.into_iter();
    out.extend(differences.map(|d: DifferenceSeen| Opening::Migration(MigrationEvent::DifferenceStated(d))));
    out.extend(voucher);
    out.push(Opening::Migration(MigrationEvent::Completed { members, accounts, findings }));
    out
}

fn registered(migrated: &Migrated, code: &str) -> Opening {
    let s = &migrated.books.society;
    let name = if s.shown_name().is_empty() { code.to_owned() } else { verhoeff::mask(s.shown_name()) };
    Opening::Society(SocietyEvent::Registered {
        code: code.to_owned(),
        name,
        registration_no: s.registration_no.clone(),
        district: s.district.clone(),
        block: s.block.clone(),
    })
}

/// `xlsx`, `csv` … as kept with the file.
#[must_use]
pub fn format_name(format: Format) -> &'static str {
    match format {
        Format::Xlsx => "xlsx",
        Format::Xls => "xls",
        Format::Xlsb => "xlsb",
        Format::Ods => "ods",
        Format::Dbf => "dbf",
        Format::Csv => "csv",
        Format::TallyXml => "tally-xml",
        Format::Journal => "journal",
        Format::Paper => "paper",
    }
}

/// A file as it is kept: itself, or a copy of this digest in its place.
#[must_use]
pub fn kept(f: &SourceFile, copy: Option<Digest>) -> FileKept {
    FileKept {
        path: f.path.clone(),
        digest: copy.unwrap_or(f.digest).hex(),
        original: copy.map(|_| f.digest.hex()),
        bytes: f.bytes,
        format: format_name(f.format).to_owned(),
        sheets: f.sheets.iter().map(|s| s.name.clone()).collect(),
    }
}

fn begun(folder: &Folder, migrated: &Migrated, digest: &str, masked: &[Option<Digest>]) -> Opening {
    let files = folder
        .files
        .iter()
        .enumerate()
        .map(|(i, f)| (f, masked.get(i).copied().flatten()))
        .map(|(f, copy)| kept(f, copy))
        .collect();
    let set_aside = folder.set_aside.iter().map(|s| (s.path.clone(), s.refusal.as_ref().map(|r| r.number))).collect();
    Opening::Migration(MigrationEvent::Begun {
        cutoff: migrated.books.cutoff,
        folder: digest.to_owned(),
        files,
        set_aside,
    })
}

fn villages(migrated: &Migrated) -> Option<Opening> {
    let names: Vec<String> = migrated
        .books
        .registers
        .iter()
        .filter(|r| r.is("villages", ""))
        .flat_map(|r| (0..r.body.len()).map(|i| r.body.text("village", i).to_owned()))
        .filter(|n| !n.is_empty())
        .collect();
    (!names.is_empty()).then_some(Opening::Society(SocietyEvent::VillagesBroughtForward { names }))
}

/// A row of a register as it is posted.
#[derive(serde::Serialize)]
#[serde(untagged)]
pub(crate) enum Row {
    Member(MemberRow),
    Account(AccountRow),
    Village(String),
}

/// Every row of a register that is posted, in its order, with all its fields.
pub(crate) fn each_row(r: &Register, mut put: impl FnMut(Row)) {
    let key = books::subject_field(r.table.kind);
    let account_of = account_kind(r).is_some();
    for i in 0..r.body.len() {
        if account_of {
            put(Row::Account(account(r, key, i)));
        } else if r.is("members", "") {
            put(Row::Member(member(r, i)));
        } else if r.is("villages", "") {
            put(Row::Village(r.body.text("village", i).to_owned()));
        }
    }
}

fn member_pages(r: &Register) -> impl Iterator<Item = Opening> + '_ {
    (0..r.body.len()).step_by(PAGE).map(move |from| {
        let rows = (from..(from + PAGE).min(r.body.len())).map(|i| member(r, i)).collect();
        Opening::Society(SocietyEvent::MembersBroughtForward { rows })
    })
}

fn member(r: &Register, i: usize) -> MemberRow {
    let body = &r.body;
    let nominal = r.table.product == "NOMINAL" || product::is_nominal(body, i);
    MemberRow {
        no: body.text("member_no", i).to_owned(),
        name: verhoeff::mask(body.text("name", i)),
        father: verhoeff::mask(persons::relation_off(body.text("father", i))),
        village: verhoeff::mask(body.text("village", i)),
        class: if nominal { "B" } else { "A" }.to_owned(),
        mobile: if let Mobile::Good(no) = mobile::valid(body.text("mobile", i)) { no } else { String::new() },
        admitted: body.day("admitted", i).exact(),
        ended: body.day("ended", i).exact(),
        source: r.source("member_no", i),
    }
}

/// Code of the *Migration difference* head of a kind of account.
#[must_use]
pub fn difference_head(kind: AccountKind) -> String {
    format!("MD-{}", kind.code().to_uppercase().replace('_', "-"))
}

/// Code of the head a kind of account belongs to.
fn account_head(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Share => "SHARE_IND",
        AccountKind::LoanSt => "ST_LOAN",
        AccountKind::LoanMt => "MT_LOAN",
        AccountKind::Sb => "SB",
        AccountKind::Rd => "RD",
        AccountKind::Fd => "FD",
        AccountKind::LoanLt => "LT_LOAN",
        AccountKind::LoanDeposit => "DEP_LOAN",
        AccountKind::LoanGold => "GOLD_LOAN",
        AccountKind::Dd => "DD",
    }
}

fn kinds(migrated: &Migrated) -> Vec<AccountKind> {
    AccountKind::ALL
        .into_iter()
        .filter(|k| migrated.books.registers.iter().any(|r| account_kind(r) == Some(*k)))
        .collect()
}

fn account_pages(r: &Register, kind: AccountKind, cutoff: Date) -> impl Iterator<Item = Opening> + '_ {
    let key = books::subject_field(r.table.kind);
    (0..r.body.len()).step_by(PAGE).map(move |from| {
        let rows = (from..(from + PAGE).min(r.body.len())).map(|i| account(r, key, i)).collect();
        Opening::Credit(CreditEvent::AccountsBroughtForward {
            kind,
            cutoff,
            head: account_head(kind).to_owned(),
            difference_head: difference_head(kind),
            rows,
        })
    })
}

fn account(r: &Register, key: &str, i: usize) -> AccountRow {
    let body = &r.body;
    let opened = if r.table.kind == "loans" { "disbursed_on" } else { "opened" };
    let due = if r.table.kind == "loans" { "due" } else { "matures" };
    AccountRow {
        no: body.text(key, i).to_owned(),
        member_no: body.text("member_no", i).to_owned(),
        balance: body.amount("balance", i).unwrap_or(Paise::ZERO),
        interest: body.amount("interest", i),
        opened: body.day(opened, i).exact(),
        due: body.day(due, i).exact(),
        rate: body.amount("rate", i).and_then(|p| i32::try_from(p.0).ok()),
        source: r.source("balance", i),
    }
}

fn seen(migrated: &Migrated, r: &Register) -> RegisterSeen {
    RegisterSeen {
        kind: r.table.kind.to_owned(),
        product: r.table.product.clone(),
        source: Source { file: r.file, sheet: r.sheet, row: r.head_row, col: r.table.span.0 },
        rows: r.body.len() as u64,
        sum: migrated.register_sum(r),
        confidence: r.table.confidence,
        columns: r
            .table
            .columns
            .iter()
            .chain(r.table.right.iter().flatten())
            .map(|c| (c.col, c.field.to_owned(), c.heading.clone()))
            .collect(),
    }
}

/// Code of the *Migration difference* head of a head without accounts.
fn own_difference_head(code: &str) -> String {
    format!("MD-{}", code.replace('_', "-"))
}

/// Name of a *Migration difference* head: the register, and where the difference is carried, its cause.
fn difference_name(register: &str, carried: Option<&Carried>) -> String {
    let cause = carried.map(|c| verhoeff::mask(c.cause.trim())).unwrap_or_default();
    match cause.is_empty() {
        true => messages::say(Lang::Hi, "head-migration-difference", &[("register", register)]),
        false => {
            let cause: String = cause.chars().take(MOST_CAUSE).collect();
            messages::say(Lang::Hi, "head-migration-difference-cause", &[("register", register), ("cause", &cause)])
        }
    }
}

/// Most letters of a cause in the name of a head.
const MOST_CAUSE: usize = 60;

/// Differences of heads without accounts that are carried on, with the name of the head. Those of heads with accounts arise by themselves.
fn carried_alone<'c>(migrated: &Migrated, carried: &'c [Carried]) -> Vec<(&'c Carried, String)> {
    let with_accounts: Vec<&str> = kinds(migrated).into_iter().map(account_head).collect();
    let all = loose::all(migrated);
    let alone = carried.iter().filter(|c| !with_accounts.contains(&c.head.as_str()));
    alone
        .filter_map(|c| {
            // where no register was brought at all, the ledger's figure stays where the ledger has it
            parts::part_of(&migrated.books, &c.head)?;
            let seen = all.iter().find(|d| d.head == c.head && d.difference == c.amount)?;
            Some((c, verhoeff::mask(&seen.name)))
        })
        .collect()
}

/// Heads of the trial balance, heads of accounts the trial balance lacks, and the difference heads.
fn heads(migrated: &Migrated, carried: &[Carried]) -> Opening {
    let mut out: Vec<Head> = Vec::new();
    let mut known: FxHashMap<String, ()> = FxHashMap::default();
    for entry in &migrated.ledger.entries {
        let code = entry.code();
        if known.insert(code.clone(), ()).is_none() {
            let class = match entry.head.map(|h| WORDS.heads[h].class) {
                Some("asset") => HeadClass::Asset,
                Some("liability") => HeadClass::Liability,
                Some("income") => HeadClass::Income,
                Some(_) => HeadClass::Expense,
                None if entry.on_debit() => HeadClass::Asset,
                None => HeadClass::Liability,
            };
            out.push(Head { code, name: verhoeff::mask(&entry.name), class });
        }
    }
    for kind in kinds(migrated) {
        let code = account_head(kind);
        if known.insert(code.to_owned(), ()).is_none() {
            let class = if kind.is_asset() { HeadClass::Asset } else { HeadClass::Liability };
            out.push(Head {
                code: code.to_owned(),
                name: messages::say(Lang::Hi, &format!("account-kind-{}", kind.code().replace('_', "-")), &[]),
                class,
            });
        }
        let what = messages::say(Lang::Hi, &format!("account-kind-{}", kind.code().replace('_', "-")), &[]);
        out.push(Head {
            code: difference_head(kind),
            name: difference_name(&what, carried.iter().find(|c| c.head == account_head(kind))),
            class: HeadClass::Difference,
        });
    }
    for (c, name) in carried_alone(migrated, carried) {
        let (code, class) = (own_difference_head(&c.head), HeadClass::Difference);
        out.push(Head { code, name: difference_name(&name, Some(c)), class });
        // a register whose head the trial balance lacks comes under the head of the standard chart
        if known.insert(c.head.clone(), ()).is_none()
            && let Some(head) = ::books::chart::head(&c.head, Lang::Hi)
        {
            out.push(head);
        }
    }
    let trial = messages::say(Lang::Hi, "register-trial-balance", &[]);
    out.push(Head {
        code: "MD-TB".to_owned(),
        name: messages::say(Lang::Hi, "head-migration-difference", &[("register", &trial)]),
        class: HeadClass::Difference,
    });
    Opening::Books(BooksEvent::HeadsOpened { heads: out })
}

/// The lines of the trial balance's voucher, before what makes it balance.
pub(crate) fn ledger_lines(migrated: &Migrated, carried: &[Carried]) -> Vec<Line> {
    let with_accounts: FxHashMap<&str, AccountKind> =
        kinds(migrated).into_iter().map(|k| (account_head(k), k)).collect();
    let mut lines: Vec<Line> = Vec::new();
    for entry in &migrated.ledger.entries {
        let net = entry.debit - entry.credit;
        if net.is_zero() {
            continue;
        }
        let code = entry.code();
        let head = with_accounts.get(code.as_str()).map_or(code, |k| difference_head(*k));
        let register = &migrated.books.registers[entry.register];
        let field = if entry.on_debit() { "debit" } else { "credit" };
        let source = Some(register.place(register.body.rows[entry.record], field));
        lines.push(line(head, net, source));
    }
    for (c, _) in carried_alone(migrated, carried) {
        // the head shows its register, the difference head register minus ledger
        let debit = WORDS.heads.iter().any(|h| h.code == c.head && h.debit);
        let net = if debit { c.amount } else { -c.amount };
        lines.push(line(c.head.clone(), net, None));
        lines.push(line(own_difference_head(&c.head), -net, None));
    }
    lines
}

/// The trial balance as one voucher at the cut-off.
fn ledger_voucher(migrated: &Migrated, carried: &[Carried]) -> Option<Opening> {
    let mut lines = ledger_lines(migrated, carried);
    let gap: Paise = lines.iter().map(|l| l.debit - l.credit).sum();
    if !gap.is_zero() {
        lines.push(line("MD-TB".to_owned(), -gap, None));
    }
    (lines.len() >= 2).then(|| {
        Opening::Books(BooksEvent::VoucherPosted {
            date: migrated.books.cutoff,
            number: "OPENING".to_owned(),
            narration: messages::say(Lang::Hi, "narration-opening", &[]),
            lines,
            reverses: None,
        })
    })
}

fn line(head: String, net: Paise, source: Option<Source>) -> Line {
    let (debit, credit) = if net.0 > 0 { (net, Paise::ZERO) } else { (Paise::ZERO, -net) };
    Line { head, debit, credit, source }
}

/// The code of a society where none is given: from its registration number, else from its name.
#[must_use]
pub fn society_code(migrated: &Migrated, fallback: &str) -> String {
    let reg: String = migrated
        .books
        .society
        .registration_no
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let reg = reg.trim_matches('-').to_uppercase();
    if !reg.is_empty() {
        return format!("R-{reg}");
    }
    let slug: String = lipi::name::to_latin(fallback)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '-' })
        .take(24)
        .collect();
    let slug = slug.trim_matches('-').to_owned();
    if slug.is_empty() { "SOCIETY".to_owned() } else { slug }
}
