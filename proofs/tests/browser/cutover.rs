//! A whole society from shelves to a signed, paper-free one: its desk and the seat of the State beside it. Books are listed, files brought, two registers keyed
//! by two people, findings mended as the screens suggest, GL milan zero; slips, objection, signatures at the desk and at the seat, posting, the days beside
//! paper, its end. At each gate somebody tries what is not his turn; after each step the seat shows what was done as evidence.

use crate::hand::{Person, to_zero};
use crate::two::{self, Society, Turned, command, operator};
use crate::{ending, gates};
use crate::{ledgers, served};
use desk::{Desk, Enrolment, Role};
use kernel::Clock;
use places::{Listed, Office, Posting, Scope};
use proofs::browser::{Browser, Look, Tried};
use std::path::Path;
use std::sync::Arc;

pub const CODE: &str = "UK-ALM-7";
const PASSWORD: &str = "कागज़-से-कम्प्यूटर-2026";
/// 1 December 2026, ten in the morning in India.
const BEGIN: i64 = 1_796_099_400_000;
const MINUTE: i64 = 60_000;
/// People of the society: login and role.
const PEOPLE: [(&str, Role); 5] = [
    ("sanchalak", Role::Operator),
    ("lekhakar", Role::Accountant),
    ("sachiv", Role::Secretary),
    ("adhyaksh", Role::President),
    ("khazanchi", Role::Cashier),
];
/// Who looks and signs at the seat.
const OFFICERS: [(&str, Office); 3] =
    [("ar-almora", Office::Ar), ("ankekshak", Office::Auditor), ("bank-paryavekshak", Office::BankSupervisor)];

pub struct Story<'w> {
    pub clock: Arc<Turned>,
    pub seat: Arc<Desk>,
    pub society: [Society; 1],
    bases: [String; 2],
    officers: Vec<(&'static str, Enrolment)>,
    pub axe: Option<&'w str>,
    pub wrong: &'w mut Vec<String>,
}

/// Posts an officer over the district and takes him through his first login.
fn officer(seat: &Desk, clock: &Turned, login: &'static str, office: Office) -> (&'static str, Enrolment) {
    let (name, order) = (login.to_owned(), "12/2026".to_owned());
    let from = seat.today();
    let scope = match office {
        Office::BankSupervisor => Scope::Bank(two::BANK.into()),
        _ => Scope::District(45),
    };
    let p =
        Posting { login: login.into(), name, office, scope, order, from, mail: String::new(), phone: String::new() };
    let (_, once) = seat.post_officer(&operator(), command(), &p).expect("posted");
    let once = once.expect("a one-time password");
    let session = seat.login(login, &once).expect("he logs in");
    seat.change_password(&session.token, &once, PASSWORD).expect("his own password");
    let factor = seat.begin_factor(&session.token).expect("a second factor");
    seat.confirm_factor(&session.token, &factor.code(clock.now())).expect("its code");
    (login, factor)
}

pub fn bench(path: &str) -> String {
    format!("/s/{CODE}/bench/{path}")
}

impl Story<'_> {
    /// Somebody of the society at its desk.
    pub fn at_desk<'b>(&self, browser: &'b mut Browser, login: &str) -> Tried<Person<'b>> {
        let mut p = Person { base: self.bases[0].clone(), page: browser.page(Look::DESK)?, code: CODE };
        p.goto("/login")?;
        p.fill(&[("login", login), ("password", PASSWORD)])?;
        Ok(p)
    }

    /// An officer at the seat. (How he logs in with both factors is played in the review room.)
    pub fn at_seat<'b>(&self, browser: &'b mut Browser, login: &str) -> Tried<Person<'b>> {
        let (name, factor) = self.officers.iter().find(|o| o.0 == login).ok_or("no such officer")?;
        self.clock.later(MINUTE); // a code is good once
        let session = self.seat.login(name, PASSWORD).map_err(|e| format!("{e:?}"))?;
        self.seat.prove(&session.token, &factor.code(self.clock.now())).map_err(|e| format!("{e:?}"))?;
        let mut p = Person { base: self.bases[1].clone(), page: browser.page(Look::DESK)?, code: CODE };
        p.goto("/login")?;
        p.page.eval(&format!("document.cookie = 'seat={}; path=/'", session.token))?;
        Ok(p)
    }

    /// Parcels go, and the seat shows what was done: these words on the society's page, and as many gates as the desk has.
    pub fn evidence(&mut self, browser: &mut Browser, gates: u32, words: &[&str]) -> Tried<()> {
        two::sent(&self.seat, &self.society);
        self.clock.later(11 * MINUTE);
        let mut p = self.at_seat(browser, "ar-almora")?;
        p.goto(&format!("/state/society/{CODE}"))?;
        p.says(&format!("{gates} / 11"))?;
        words.iter().try_for_each(|w| p.says(w))
    }

    /// The rungs of the ladder that are met, as the seat shows them.
    pub fn rungs(&mut self, browser: &mut Browser) -> Tried<Vec<String>> {
        let mut p = self.at_seat(browser, "ar-almora")?;
        p.goto(&format!("/state/society/{CODE}"))?;
        p.all(".rungs li:has(.chip.ok) h3", "innerText")
    }

    /// How many gates the desk itself counts as passed.
    pub fn passed(p: &mut Person<'_>) -> Tried<u32> {
        p.goto(&bench("gates"))?;
        Ok(p.all("tbody tr th .chip.ok[lang=en]", "innerText")?.len() as u32)
    }

    pub fn look(&mut self, p: &mut Person<'_>, name: &str) -> Tried<()> {
        p.look(name, self.axe, self.wrong)
    }
}

/// The whole story.
pub fn played(browser: &mut Browser, axe: Option<&str>, wrong: &mut Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Turned::at(BEGIN);
    let seat = Arc::new(two::seat(
        &folder.path().join("seat"),
        &clock,
        vec![Listed { bank: two::BANK.into(), ..two::listed(CODE, 45, 357) }],
    ));
    let society = two::society(folder.path(), &clock, &seat, CODE);
    for (login, role) in PEOPLE {
        society.desk.add_user(&operator(), society.id, login, role, PASSWORD).expect("a login");
    }
    let officers = OFFICERS.map(|(login, office)| officer(&seat, &clock, login, office)).into();
    let bases = [&society.desk, &seat].map(|d| served::start(web::Web::new(d.clone())));
    let mut told = Vec::new();
    let mut s = Story { clock, seat, society: [society], bases, officers, axe, wrong: &mut told };
    let done = brought(&mut s, browser, folder.path())
        .and_then(|()| mended(&mut s, browser))
        .and_then(|()| ending::signed(&mut s, browser))
        .and_then(|()| ending::ended(&mut s, browser));
    wrong.extend(told);
    if let Err(e) = done {
        wrong.push(format!("from paper to the end of paper: {e}"));
    }
}

/// Books are listed, files brought, two registers keyed.
fn brought(s: &mut Story<'_>, browser: &mut Browser, folder: &Path) -> Tried<()> {
    let books = ledgers::written(folder);
    let mut p = s.at_desk(browser, "sanchalak")?;
    p.goto(&format!("/s/{CODE}/bench"))?;
    p.fill(&[("cutoff", "31-03-2025")])?;
    p.cheat(&bench("gates"), "deed=freeze", "S3165")?;
    inventory(s, &mut p)?;
    let gates = Story::passed(&mut p)?;
    drop(p);
    s.evidence(browser, gates, &[])?;

    let mut p = s.at_desk(browser, "sanchalak")?;
    p.goto(&bench("files"))?;
    let files: Vec<(&str, &[u8])> = books.files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    p.bring("#f-files", &files)?;
    if p.all("h2.path", "innerText")?.len() != files.len() {
        return Err(format!("not all of {} files came: {}", files.len(), p.said()?));
    }
    drop(p);
    gates::unread(s, browser)?;
    gates::unkeyed(s, browser)?;
    gates::samples(s, browser)?;
    gates::off(s, browser, &books.fixed)?;
    // the operator keys both registers, the accountant again without seeing the first, one figure amiss
    for (volume, book) in [(13, &books.recurring), (14, &books.fixed)] {
        let path = bench(&format!("volumes/{volume}/pages/1"));
        let mut p = s.at_desk(browser, "sanchalak")?;
        book.keyed(&mut p, &path, None)?;
        let again = book.body("second");
        p.cheat(&path, &again, "S3126")?;
        drop(p);
        let mut p = s.at_desk(browser, "lekhakar")?;
        book.keyed(&mut p, &path, (volume == 14).then_some("1"))?;
    }
    s.clock.later(11 * MINUTE); // rows keyed are told as time goes on
    let mut p = s.at_desk(browser, "sachiv")?;
    p.goto(&bench("volumes/14/pages/1"))?;
    if p.all(".ask", "innerText")?.is_empty() {
        return Err(format!("two readings are not told apart: {}", p.said()?));
    }
    s.look(&mut p, "cutover-third")?;
    p.page.eval("document.querySelectorAll('.ask input[value=first]').forEach(e => e.click())")?;
    // neither a photograph of the page nor a reason why there is none
    p.send("main form:has(.ask)", &[])?;
    p.page.troubles(); // the refusal itself
    p.says("S3244")?;
    p.send("main form:has(.ask)", &[("no_photo", "फ़ोन नहीं था")])?;
    gates::holds(&mut p, 2, "दो हाथों के 1 पृष्ठ बिना फ़ोटो के मिलाए गए")?;
    // what both read alike and the neighbouring rows do not bear out is asked too
    p.goto(&bench("volumes/13/pages/1"))?;
    if p.there("main form:has(.ask)")? {
        p.page.eval("document.querySelectorAll('.ask input[value=first]').forEach(e => e.click())")?;
        p.send("main form:has(.ask)", &[("no_photo", "फ़ोन नहीं था")])?;
    }
    gates::total(&mut p, &books.fixed)?;
    p.goto(&bench("volumes"))?;
    s.look(&mut p, "cutover-volumes")?;
    let gates = Story::passed(&mut p)?;
    drop(p);
    let keyed = (books.recurring.rows.len() + books.fixed.rows.len()).to_string();
    s.evidence(browser, gates, &[&format!("{keyed} / ")])
}

/// All 31 kinds: two on paper to be keyed, the minutes on paper, one missing with a statement, the others in the files.
fn inventory(s: &mut Story<'_>, p: &mut Person<'_>) -> Tried<()> {
    p.cheat(&bench("volumes/new/edit"), "kind=31&title=x&held=missing&reason=&statement=", "S3122")?;
    for kind in 1..=31 {
        p.goto(&bench(&format!("volumes/new/edit?kind={kind}")))?;
        let fields: &[(&str, &str)] = match kind {
            13 | 14 => &[
                ("held", "book"),
                ("pages", "1"),
                ("first_folio", "1"),
                ("last_folio", "1"),
                ("custodian", "सचिव"),
                ("reason", "फ़ोन नहीं था"),
            ],
            30 => &[
                ("held", "book"),
                ("pages", "90"),
                ("first_folio", "1"),
                ("last_folio", "90"),
                ("custodian", "सचिव"),
                ("reason", "फ़ोन नहीं था"),
            ],
            31 => {
                &[("held", "missing"), ("reason", "2013 की बाढ़ में बह गई"), ("statement", "पूर्व सचिव का कथन, 12-11-2026")]
            }
            _ => &[("held", "files"), ("reason", "पुराने कम्प्यूटर से"), ("statement", "सचिव का कथन, 12-11-2026")],
        };
        p.fill(fields)?;
    }
    p.goto(&bench("volumes"))?;
    p.says("31 में से 31")?;
    s.look(p, "cutover-inventory")
}

/// Who is measured does not lower the measure; the officer at the seat does, by his order.
fn measures(s: &mut Story<'_>, browser: &mut Browser, borne: &str) -> Tried<()> {
    let mut secretary = s.at_desk(browser, "sachiv")?;
    let path = format!("/s/{CODE}/rules");
    let asked = |key: &str| {
        let value = if key == "migration-difference" { borne } else { "20" };
        format!("key={key}&value={value}&from=01/04/2025&order=AR/7&source=")
    };
    let keys = ["migration-mobile", "migration-nominee", "migration-difference"];
    keys.iter().try_for_each(|key| secretary.cheat(&path, &asked(key), "S3221"))?;
    secretary.cheat(&path, "key=paper-closed&value=01/04/2026&from=01/04/2026&order=7&source=", "S3221")?;
    drop(secretary);
    two::sent(&s.seat, &s.society);
    let mut p = s.at_seat(browser, "ar-almora")?;
    for key in keys {
        let body = asked(key);
        p.page.eval(&format!("fetch({path:?}, {{method: 'POST', headers: {{'content-type': 'application/x-www-form-urlencoded'}}, body: {body:?}}}).then(() => 0)"))?;
    }
    p.cheat(&path, "key=paper-closed&value=01/04/2026&from=01/04/2026&order=7&source=", "S3220")?;
    drop(p);
    two::sent(&s.seat, &s.society);
    Ok(())
}

/// Findings and heads as the screens suggest, persons, figures from outside.
fn mended(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    let mut p = s.at_desk(browser, "sachiv")?;
    // a difference is carried as it is, not as somebody would like it
    p.cheat(&bench("milan/ST_LOAN/carry"), "amount=1&cause=x&minute=7&owner=x&due=31-12-2026", "S3162")?;
    // nor without the minute that approved it
    p.goto(&bench("milan/ST_LOAN/carry"))?;
    p.fill(&[("cause", "x"), ("minute", ""), ("owner", "x"), ("due", "31-12-2026")])?;
    p.page.troubles(); // the refusal itself
    p.says("S3151")?;
    let (mends, carried) = to_zero(&mut p, None)?;
    let borne = gates::carried(&mut p)?;
    println!("GL milan is zero after {mends} mends, {carried} differences carried, ₹ {borne}");
    let answered = ledgers::findings(&mut p)?;
    println!("{answered} findings answered");
    [1, 2].into_iter().try_for_each(|gate| gates::open(&mut p, gate))?;
    gates::open(&mut p, 4)?;
    ledgers::persons(&mut p)?;
    gates::last_year(&mut p)?;
    p.goto(&bench("milan"))?;
    if !p.there("main .say.ok")? {
        return Err("GL milan is not zero".into());
    }
    s.look(&mut p, "cutover-milan")?;
    p.cheat(&bench("gates"), "deed=freeze", "S3165")?;
    drop(p);
    measures(s, browser, &borne)?;
    let mut p = s.at_desk(browser, "sachiv")?;
    gates::open(&mut p, 5)?;
    gates::outside(&mut p)?;
    let gates = Story::passed(&mut p)?;
    let shut = p.all("tbody tr:has(th .chip.bad[lang=en])", "innerText")?;
    if shut.len() != 3 {
        return Err(format!("gates before signing are shut: {shut:?}"));
    }
    s.look(&mut p, "cutover-gates")?;
    drop(p);
    s.evidence(browser, gates, &[])
}
