//! Officers sign at the seat what was closed at the society's desk: in their turn, for nobody else, never data that has changed since; what they signed
//! comes down, and an officer's order opens paper again. Two installations, each with its pages; parcels go between them.

use crate::workbench::{Bench, CODE, Moving, at, between, outside, slips};
use desk::act::Act;
use desk::state::StateAct;
use desk::{Desk, Role, Who};
use kernel::{Clock, CommandId, Digest};
use migration::bench::BenchEvent;
use migration::paper::PaperEvent;
use migration::paper::event::{Held, Listing};
use places::decide::Taken;
use places::{Bank, Level, Listed, Office, Posting, Scope, Sector, import};
use society::terms::Attachment;
use std::sync::Arc;

const PASSWORD: &str = "एक-लम्बा-कूट-शब्द-2026";

fn command() -> CommandId {
    CommandId(uuid::Uuid::now_v7())
}

fn operator() -> Who {
    Who::local(Role::Operator)
}

/// The seat of the State with these societies in the block of Hawalbag.
pub(crate) fn seat(clock: &Arc<Moving>, codes: &[&str]) -> Bench {
    let dir = tempfile::tempdir().expect("a folder");
    let seat = Desk::open(dir.path(), "", clock.clone()).expect("an installation");
    let seat = seat.begin_state(&operator(), 5, "Uttarakhand").expect("a seat");
    let keep = |act: StateAct| seat.keep_state(&operator(), command(), &act).map(|_| ()).expect("a list");
    for level in [Level::District, Level::Block] {
        keep(StateAct::Places { level, rows: import::known(level, 5), taken: Taken::default() });
    }
    let banks = vec![Bank {
        code: "ALM".into(), name: "ज़िला सहकारी बैंक".into(), districts: vec![45]
    }];
    keep(StateAct::Banks { banks, taken: Taken { order: "1".into(), ..Taken::default() } });
    let listed = |code: &&str| Listed {
        code: (*code).into(),
        name: "कफूड़ा समिति".into(),
        sector: Sector::Mpacs,
        district: 45,
        block: 357,
        bank: "ALM".into(),
        area: vec![],
    };
    keep(StateAct::Societies { rows: codes.iter().map(listed).collect(), taken: Taken::default() });
    Bench::over(Arc::new(seat), clock.clone(), dir)
}

/// An officer: his login, and what his telephone makes of the second factor's secret.
pub(crate) struct Officer {
    login: &'static str,
    factor: desk::Enrolment,
}

impl Officer {
    /// Logs in with both; gives the cookie.
    pub(crate) fn enter(&self, seat: &Bench) -> String {
        let session = seat.desk.login(self.login, PASSWORD).expect("he logs in");
        seat.desk.prove(&session.token, &self.factor.code(seat.clock.now())).expect("his second factor");
        format!("seat={}", session.token)
    }
}

/// Posts an officer over a place and takes him through his first login.
pub(crate) fn officer(seat: &Bench, login: &'static str, office: Office, scope: Scope) -> Officer {
    let posting = Posting {
        login: login.into(),
        name: login.into(),
        office,
        scope,
        order: "12/2026".into(),
        from: seat.desk.today(),
        mail: String::new(),
        phone: String::new(),
    };
    let (_, once) = seat.desk.post_officer(&operator(), command(), &posting).expect("posted");
    let once = once.expect("a one-time password");
    let session = seat.desk.login(login, &once).expect("he logs in");
    seat.desk.change_password(&session.token, &once, PASSWORD).expect("his own password");
    let factor = seat.desk.begin_factor(&session.token).expect("a second factor");
    seat.desk.confirm_factor(&session.token, &factor.code(seat.clock.now())).expect("its code");
    seat.clock.days(1); // a code is good once
    Officer { login, factor }
}

/// A society without defects whose books are all in files; one book stands on paper beside them.
async fn brought(bench: &Bench) -> String {
    let books = tempfile::tempdir().expect("a folder");
    let society = examples::society(31, examples::Size::Tiny, examples::DefectPlan::None);
    examples::write(&society, examples::Shape::XlsxPaged, books.path()).expect("written");
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, books.path()).await;
    for kind in 1..=31 {
        let form = bench.get(&at(&format!("/volumes/new/edit?kind={kind}")), &seat).await;
        let select = between(&form, "name=\"product\"", "</select>");
        let product =
            select.first().and_then(|s| between(s, "value=\"", "\"").first().map(|p| format!("&product={p}")));
        let held = match kind {
            30 => "held=book&pages=9&first_folio=1&last_folio=9&custodian=secretary&reason=no+camera",
            _ => "held=files&reason=xlsx&statement=the+secretary+states+it",
        };
        let body = format!("kind={kind}&title=book+{kind}{}&{held}", product.unwrap_or_default());
        bench.act(&at("/volumes/new/edit"), &seat, &body).await;
    }
    let above = bench.login(Role::Officer).await;
    for key in ["migration-mobile", "migration-nominee"] {
        let body = format!("key={key}&value=20&from=01/04/2025&order=AR/7&source=");
        bench.act(&format!("/s/{CODE}/rules"), &above, &body).await;
    }
    outside(bench, &seat).await;
    let gates = bench.gates(&seat).await;
    let page = bench.get(&at("/gates"), &seat).await;
    let missing: Vec<&str> = between(&page, "<span class=\"dot bad\"", "</li>");
    assert_eq!(gates[..8], [true; 8], "{missing:?}");
    seat
}

/// The line between desk and seat.
pub(crate) struct Line<'b> {
    desk: &'b Bench,
    seat: &'b Bench,
    to: keep::exchange::Seat,
}

impl<'b> Line<'b> {
    pub(crate) fn new(desk: &'b Bench, seat: &'b Bench, code: &str) -> Line<'b> {
        let given = seat.desk.let_in(&operator(), code).expect("a code");
        let society = desk::society_id(code);
        let carry = &mut |p: &[u8]| seat.desk.receive(p);
        let to = desk.desk.join(&operator(), society, "http://seat.invalid", &given.code, carry).expect("let in");
        Line { desk, seat, to }
    }

    /// The files the entries name are at the seat too.
    fn files(&self) {
        self.desk.desk.send_files(&self.to, u64::MAX, &mut |p| self.seat.desk.receive(p)).expect("sent");
    }

    /// What was written at either end is at the other.
    pub(crate) fn sent(&self) {
        self.desk.desk.exchange(&self.to, &mut |p| self.seat.desk.receive(p)).expect("sent");
        self.seat.desk.draw_received().expect("drawn");
        self.seat.desk.count_evidence().expect("counted");
    }
}

fn sign(signer: &str) -> String {
    format!("deed=sign&signer={signer}&paper_no=12/2026")
}

#[tokio::test]
async fn officers_sign_at_the_seat_what_was_closed_at_the_desk() {
    let bench = Bench::new();
    let seat = seat(&bench.clock, &[CODE]);
    let line = Line::new(&bench, &seat, CODE);
    let ar_almora = officer(&seat, "ar-almora", Office::Ar, Scope::District(45));
    let stranger = officer(&seat, "ar-pauri", Office::Ar, Scope::District(52));
    let auditor = officer(&seat, "ankekshak", Office::Auditor, Scope::District(45));
    let bank = officer(&seat, "bank-paryavekshak", Office::BankSupervisor, Scope::Bank("ALM".into()));
    let operator = brought(&bench).await;
    line.sent();
    let ar = ar_almora.enter(&seat);
    // nothing is worked at here, and nothing is closed yet
    let files = seat.get(&at("/files"), &ar).await;
    assert!(files.contains("S3170"), "{files}");
    seat.refused(&at("/gates"), &ar, &sign("officer"), "S3154").await;
    board(&line, &operator, &ar, &stranger.enter(&seat)).await;

    forged(&line, &ar).await;
    bench.act(&at("/gates"), &operator, "deed=freeze").await;
    bench.act(&at("/gates"), &operator, "deed=sign&signer=operator").await;
    slips(&bench, &operator).await;
    line.sent();
    seat.refused(&at("/gates"), &ar, &sign("officer"), "S3155").await;
    bench.clock.days(31);
    let secretary = bench.login(Role::Secretary).await;
    bench.act(&at("/gates"), &secretary, &sign("secretary")).await;
    let president = bench.login(Role::President).await;
    bench.act(&at("/gates"), &president, &sign("president")).await;
    line.sent();
    let [ar, stranger, auditor, bank] = [&ar_almora, &stranger, &auditor, &bank].map(|o| o.enter(&seat));
    seat.refused(&at("/gates"), &auditor, &sign("officer"), "S5001").await;
    seat.refused(&at("/gates"), &bank, &sign("bank"), "S3155").await;
    seat.refused(&at("/gates"), &stranger, &sign("officer"), "S5002").await;

    changed(&line, &ar).await;
    objected(&line, &ar).await;

    for (cookie, signer) in [(&ar, "officer"), (&auditor, "auditor"), (&bank, "bank")] {
        read(&line, cookie).await;
        seat.act(&at("/gates"), cookie, &sign(signer)).await;
        if signer == "officer" {
            seat.refused(&at("/gates"), cookie, &sign("auditor"), "S5001").await;
        }
    }
    line.sent();
    let operator = bench.login(Role::Operator).await;
    let gates = bench.get(&at("/gates"), &operator).await;
    for name in ["ar-almora", "ankekshak", "bank-paryavekshak"] {
        assert!(gates.contains(name), "{name} signed at the seat: {gates}");
    }
    bench.act(&at("/gates"), &operator, "deed=post").await;
    line.sent();
    let society = desk::society_id(CODE);
    let evidence = seat.desk.read(|t| keep::view::count_evidence(t, society)).expect("evidence");
    assert!(evidence.migrated.is_some_and(|m| m.members > 30), "the books are posted");
    assert_eq!(
        evidence.at_work.map(|w| w.gates & 0b1_1111_1111),
        Some(0b1_1111_1111),
        "eight gates and the signatures"
    );
    district(&seat, &ar).await;
}

/// The board of heads is worked out at the seat itself, before anything is posted: as soon as the old files have come, and as the desk has it.
async fn board(line: &Line<'_>, operator: &str, ar: &str, stranger: &str) {
    let (bench, seat) = (line.desk, line.seat);
    let early = seat.get(&at("/milan"), ar).await;
    assert!(early.contains("S3276"), "the files have not come: {early}");
    line.files();
    let here = seat.get(&at("/milan"), ar).await;
    let there = bench.get(&at("/milan"), operator).await;
    let rows = |page: &str| between(page, "<tbody>", "</tbody>").first().map(|s| (*s).to_owned()).expect("heads");
    assert!(rows(&here).matches("<tr").count() > 3, "{here}");
    assert_eq!(rows(&here), rows(&there), "every head, every amount");
    assert!(here.contains("class=\"proof\"") && !here.contains("class=\"steps\""), "to look at: {here}");
    // down to the place in the old books; and nothing of it can be worked at
    let head = between(&here, "<th scope=\"row\"><a href=\"", "\"").first().map(|s| (*s).to_owned()).expect("a head");
    let page = seat.get(&head, ar).await;
    assert!(page.contains("class=\"proof\"") && !page.contains("/carry\"") && !page.contains("/mend?"), "{page}");
    let sheet = between(&here, "href=\"", "\"").into_iter().find(|h| h.contains("/bench/sheet/")).expect("a place");
    assert!(seat.get(sheet, ar).await.contains("class=\"sheet roles\""));
    seat.refused(&format!("{head}/carry"), ar, "amount=1", "S5001").await;
    assert!(seat.get(&at("/persons"), ar).await.contains("S3170"), "working pages say so as before");
    assert!(seat.get(&at("/milan"), stranger).await.contains("S5002"), "another district's officer");
}

/// Somebody at the desk brings another file after the president signed: what is told to the seat at once is that it is other data.
async fn changed(line: &Line<'_>, ar: &str) {
    let (bench, seat) = (line.desk, line.seat);
    let accountant = bench.login(Role::Accountant).await;
    let csv = "सदस्य संख्या,नाम,पिता,ग्राम\n9001,नया नाम,पिता,गाँव\n9002,दूसरा नाम,पिता,गाँव\n".as_bytes();
    bench.file(&at("/files"), &accountant, "more.csv", csv).await;
    line.sent();
    let page = seat.get(&at("/gates"), ar).await;
    assert!(page.contains("रद्द: "), "void at the seat too: {page}");
    seat.refused(&at("/gates"), ar, &sign("officer"), "S3154").await;
    let files = bench.get(&at("/files"), &accountant).await;
    let cards = between(&files, "<section class=\"card\">", "</section>");
    let card = cards.into_iter().find(|c| c.contains("more.csv")).expect("the file");
    let leave = between(card, "href=\"", "\"").into_iter().find(|h| h.ends_with("/leave")).expect("a way out");
    bench.act(leave, &accountant, "path=more.csv&reason=भूल+से").await;
    line.sent();
    // what was brought and left out stands on the certificate: it is closed and signed anew
    assert!(seat.get(&at("/gates"), ar).await.contains("रद्द: "));
    let operator = bench.login(Role::Operator).await;
    bench.act(&at("/gates"), &operator, "deed=freeze").await;
    bench.act(&at("/gates"), &operator, "deed=sign&signer=operator").await;
    for (role, signer) in [(Role::Secretary, "secretary"), (Role::President, "president")] {
        let seat = bench.login(role).await;
        bench.act(&at("/gates"), &seat, &sign(signer)).await;
    }
    line.sent();
    assert!(!seat.get(&at("/gates"), ar).await.contains("रद्द: "));
}

/// A member objects when the society has signed: the seat is told, and nobody there signs over it until it is settled.
async fn objected(line: &Line<'_>, ar: &str) {
    let (bench, seat) = (line.desk, line.seat);
    let operator = bench.login(Role::Operator).await;
    let report = bench.report(&operator).await;
    let member = report["members"][0]["no"].as_str().expect("a member").to_owned();
    bench.act(&at("/objections"), &operator, &format!("member_no={member}&text=₹50+अधिक")).await;
    line.sent();
    let page = seat.get(&at("/gates"), ar).await;
    assert!(!page.contains("name=\"signer\""), "nothing to sign: {page}");
    seat.refused(&at("/gates"), ar, &sign("officer"), "S4700").await;
    let secretary = bench.login(Role::Secretary).await;
    let slips = bench.get(&at("/slips"), &secretary).await;
    let href = between(&slips, "href=\"", "\"").into_iter().find(|h| h.contains("/objections/")).expect("a way");
    bench.refused(href, &operator, "how=बही+सही+है&mend=", "S5001").await;
    bench.act(href, &secretary, "how=बही+सही+है&mend=").await;
    line.sent();
    assert!(seat.get(&at("/gates"), ar).await.contains("name=\"signer\" value=\"officer\""));
}

/// Whoever signs at the seat opens what he signs: the certificate with its hash, the bank's papers, slips and objections, findings, mends; to look at.
async fn read(line: &Line<'_>, cookie: &str) {
    let (bench, seat) = (line.desk, line.seat);
    line.files();
    let gates = seat.get(&at("/gates"), cookie).await;
    assert!(gates.contains("इस कार्यालय में निकाला गया: वही"), "{gates}");
    let pages: Vec<&str> = between(&gates, "href=\"", "\"").into_iter().filter(|h| h.contains("/bench/")).collect();
    for page in ["certificate", "outside", "slips", "findings", "mends", "milan"] {
        assert!(pages.contains(&at(&format!("/{page}")).as_str()), "{page} is not to be reached: {pages:?}");
    }
    let operator = bench.login(Role::Operator).await;
    let (here, there) = (seat.get(&at("/certificate"), cookie).await, bench.get(&at("/certificate"), &operator).await);
    let set = |page: &str| between(page, "<code>", "</code>").into_iter().find(|t| t.len() == 64).map(str::to_owned);
    assert!(set(&here).is_some() && set(&here) == set(&there), "the same hash: {here}");
    let figures = |page: &str| between(page, "<dl class=\"pairs\">", "</dl>")[0].to_owned();
    assert_eq!(figures(&here), figures(&there), "the same figures");
    let outside = seat.get(&at("/outside"), cookie).await;
    let scans: Vec<&str> = between(&outside, "href=\"", "\"").into_iter().filter(|h| h.ends_with("/paper")).collect();
    assert!(!scans.is_empty() && !outside.contains("type=\"file\""), "{outside}");
    let scan = axum::http::Request::get(scans[0]).header("cookie", cookie).body(axum::body::Body::empty());
    let scan = seat.send(scan.expect("a question")).await;
    let kind = scan.headers()["content-type"].to_str().expect("ASCII");
    assert!(kind.starts_with("image/"), "the bank's paper itself, not {kind}");
    let slips = seat.get(&at("/slips"), cookie).await;
    assert!(
        slips.contains("₹50 अधिक") && slips.contains("बही सही है") && !slips.contains("/bench/objections"),
        "{slips}"
    );
    let village = between(&slips, "<tr><th scope=\"row\"><a href=\"", "\"")[0];
    assert!(seat.get(village, cookie).await.contains("note-slip"));
    for page in ["/findings", "/mends"] {
        let page = seat.get(&at(page), cookie).await;
        assert!(page.contains("class=\"proof\"") && !page.contains("<form class=\"body"), "{page}");
    }
}

/// A desk that writes down another data set than its books are, with every gate said to be passed and three signatures: the seat works it out itself.
async fn forged(line: &Line<'_>, ar: &str) {
    use desk::act::{Act, Asked, Bench as Asking};
    use migration::bench::BenchEvent;
    use migration::bench::event::{Counted, Signer};
    let (bench, seat) = (line.desk, line.seat);
    let (society, set) = (desk::society_id(CODE), "0f".repeat(32));
    let does = |role: Role, event: BenchEvent| {
        let counted = Some(Counted { set: set.clone(), gates: 0b111_1111_1111, ..Counted::default() });
        let act = Act::Bench(Box::new(Asking { event, seen: None, counted }));
        bench
            .desk
            .act(&Who::local(role), society, command(), &Asked { act, before: None })
            .expect("the door cannot know");
    };
    does(Role::Operator, BenchEvent::Frozen { set: set.clone() });
    for (role, signer) in
        [(Role::Operator, Signer::Operator), (Role::Secretary, Signer::Secretary), (Role::President, Signer::President)]
    {
        does(role, BenchEvent::Signed { signer, set: set.clone(), paper_no: "12".into() });
    }
    line.sent();
    let page = seat.get(&at("/gates"), ar).await;
    assert!(page.contains("इस कार्यालय में निकाला गया: अलग आँकड़े") && page.contains("value=\"officer\""), "{page}");
    seat.refused(&at("/gates"), ar, &sign("officer"), "S4705").await;
}

/// The district sees how far each of its societies has come, as a table and as a workbook.
async fn district(seat: &Bench, ar: &str) {
    let page = seat.get("/state/papers/migration/d45", ar).await;
    let rows = between(&page, "<tr>", "</tr>");
    let row = rows.into_iter().find(|r| r.contains(CODE)).unwrap_or_else(|| panic!("no society: {page}"));
    let work = seat.desk.read(|t| keep::view::count_evidence(t, desk::society_id(CODE))).expect("evidence").at_work;
    let work = work.expect("it was counted");
    let share = |(n, of): (u64, u64)| format!("{n} / {of}");
    for said in [share((u64::from(work.gates.count_ones()), 11)), share(work.heads)] {
        assert!(row.contains(&said), "{said}: {row}");
    }
    let book = axum::http::Request::get("/state/papers/migration/d45?as=xlsx").header("cookie", ar);
    let book = seat.send(book.body(axum::body::Body::empty()).expect("a question")).await;
    let bytes = axum::body::to_bytes(book.into_body(), 1 << 22).await.expect("a workbook");
    let file = readers::read_bytes("migration.xlsx", &bytes).expect("it is read");
    let sheet = &file.sheets[0];
    let texts = sheet.rows().iter().map(|r| migration::bench::mend::row_text(sheet, r.number));
    assert!(texts.into_iter().any(|t| t.contains(CODE)), "the society is in the workbook");
}

#[tokio::test]
async fn a_photograph_blackened_later_is_gone_at_the_seat_too() {
    let bench = Bench::new();
    let seat = seat(&bench.clock, &[CODE]);
    let line = Line::new(&bench, &seat, CODE);
    let (society, secretary) = (desk::society_id(CODE), Who::local(Role::Secretary));
    let act = |event: BenchEvent| {
        let asked = Act::Bench(Box::new(event.into())).into();
        bench.desk.act(&secretary, society, command(), &asked).expect("done");
    };
    let keep = |bytes: &[u8]| bench.desk.keep_picture_of(bytes, 1 << 20).expect("kept");
    let (first, second) = (keep(b"\xff\xd8\xff with a number"), keep(b"\xff\xd8\xff without"));
    act(BenchEvent::Opened { cutoff: kernel::Date::constant(2025, 3, 31) });
    let held =
        Held::Missing { reason: "बाढ़".into(), statement: "कथन".into(), photo: Some(first.clone()) };
    let listing =
        Listing { no: 1, kind: 30, product: String::new(), title: "कार्यवाही".into(), held };
    act(BenchEvent::Paper(Box::new(PaperEvent::VolumeListed(Box::new(listing)))));
    line.sent();
    line.files();
    let there =
        |bench: &Bench, a: &Attachment| bench.desk.file(&Digest::from_hex(&a.digest).expect("a digest")).is_some();
    assert!(there(&seat, &first) && there(&bench, &first));
    act(BenchEvent::PhotoMasked { was: first.digest.clone(), photo: second.clone() });
    bench.desk.remove_masked().expect("removed");
    assert!(!there(&bench, &first) && there(&seat, &first), "until the entry comes");
    line.sent();
    assert!(!there(&seat, &first));
    line.files();
    assert!(there(&seat, &second) && !there(&seat, &first));
    let named = seat.desk.files_of(CODE).expect("named");
    assert!(named.iter().all(|f| f.file.digest != first.digest && f.here), "nobody waits for it: {named:?}");
    // drawn anew from the register it is as gone
    seat.desk.rebuild().expect("redrawn");
    assert_eq!(seat.desk.files_of(CODE).expect("named"), named);
}
