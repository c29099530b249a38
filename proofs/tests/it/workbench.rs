//! The workbench through its pages: a folder brought there gives the report the command line gives; a mend moves the figures and taking it back
//! restores them; nobody signs early, twice, or upon data that changed.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use desk::act::{Act, Asked};
use desk::{Desk, Role, Who};
use kernel::{Clock, CommandId, Instant};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const CODE: &str = "R-77-1950";
const PASSWORD: &str = "namuna-2025";
/// 27 November 2026.
const NOW: i64 = 1_795_780_000_000;

/// A desk with one society that has no books yet, and somebody of every role.
pub(crate) struct Bench {
    router: Router,
    pub desk: Arc<Desk>,
    pub clock: Arc<Moving>,
    _dir: TempDir,
}

/// A clock that is set.
pub(crate) struct Moving(AtomicI64);

impl Clock for Moving {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

impl Moving {
    pub fn minutes(&self, n: i64) {
        self.0.fetch_add(n * 60_000, Ordering::SeqCst);
    }

    pub fn days(&self, n: i64) {
        self.0.fetch_add(n * 86_400_000, Ordering::SeqCst);
    }
}

impl Bench {
    pub(crate) fn new() -> Bench {
        Bench::of(CODE, Arc::new(Moving(AtomicI64::new(NOW))))
    }

    /// The desk of another society under one clock.
    pub(crate) fn of(code: &str, clock: Arc<Moving>) -> Bench {
        let dir = tempfile::tempdir().expect("a folder");
        let desk = Arc::new(Desk::open(dir.path(), "", clock.clone()).expect("a desk"));
        let operator = Who::local(Role::Operator);
        let command = CommandId(uuid::Uuid::now_v7());
        desk.found(&operator, code, "कफूड़ा समिति", command).expect("a society");
        for role in Role::ALL {
            let place = desk::society_id(code);
            desk.add_user(&operator, place, role.code(), role, PASSWORD).expect("a person");
        }
        Bench::over(desk, clock, dir)
    }

    /// Pages of a desk, or of a seat.
    pub fn over(desk: Arc<Desk>, clock: Arc<Moving>, dir: TempDir) -> Bench {
        Bench { router: web::router(web::Web::new(desk.clone())), desk, clock, _dir: dir }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.expect("infallible")
    }

    pub(crate) async fn login(&self, role: Role) -> String {
        let body = format!("login={}&password={PASSWORD}&next=/", role.code());
        let answer = self.post("/login", "", &body).await;
        let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("ASCII");
        cookie.split(';').next().expect("a value").to_owned()
    }

    pub(crate) async fn post(&self, path: &str, seat: &str, body: &str) -> Response<Body> {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", seat)
            .header("host", "pc.lan")
            .header("origin", "http://pc.lan");
        let answer = self.send(request.body(Body::from(body.to_owned())).expect("a request")).await;
        let to = answer.headers().get(header::LOCATION).and_then(|l| l.to_str().ok()).unwrap_or_default();
        assert!(!to.starts_with("/login"), "{path}: whoever asked is logged out");
        answer
    }

    pub(crate) async fn get(&self, path: &str, seat: &str) -> String {
        let request = Request::get(path).header("cookie", seat).body(Body::empty()).expect("a request");
        let body = self.send(request).await.into_body();
        String::from_utf8(to_bytes(body, 1 << 26).await.expect("a body").to_vec()).expect("UTF-8")
    }

    /// Begins and brings a folder, as a browser sends one.
    pub(crate) async fn bring(&self, seat: &str, folder: &Path) -> Response<Body> {
        let begun = self.post(&at(""), seat, "cutoff=31/03/2025").await;
        assert_eq!(begun.status(), StatusCode::SEE_OTHER);
        self.upload(&at("/files"), seat, folder).await
    }

    /// Brings a folder to an address.
    pub(crate) async fn upload(&self, to: &str, seat: &str, folder: &Path) -> Response<Body> {
        let mut body: Vec<u8> = Vec::new();
        for (path, bytes) in files(folder) {
            let name = format!("pack/{path}");
            body.extend(
                format!("--xX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
            );
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--xX--\r\n");
        let request = Request::post(to)
            .header("content-type", "multipart/form-data; boundary=xX")
            .header("cookie", seat)
            .header("host", "pc.lan")
            .header("origin", "http://pc.lan");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    pub(crate) async fn report(&self, seat: &str) -> Value {
        serde_json::from_str(&self.get(&at("/report.json"), seat).await).expect("a report")
    }
}

pub(crate) fn at(path: &str) -> String {
    format!("/s/{CODE}/bench{path}")
}

/// What an answer says.
pub(crate) async fn text(answer: Response<Body>) -> String {
    String::from_utf8(to_bytes(answer.into_body(), 1 << 22).await.expect("a body").to_vec()).expect("UTF-8")
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(dir) = open.pop() {
        for path in std::fs::read_dir(dir).expect("a folder").map(|e| e.expect("an entry").path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
                out.push((inside, std::fs::read(&path).expect("a file")));
            }
        }
    }
    out.sort();
    out
}

pub(crate) fn pack(name: &str) -> Option<PathBuf> {
    Some(crate::packs::shared()?.join(format!("pack-{name}")))
}

#[tokio::test]
async fn a_folder_brought_to_the_workbench_gives_the_report_of_the_command_line() {
    for name in ["tiny", "a", "b", "c", "d", "clean"] {
        let Some(pack) = pack(name) else { return };
        let bench = Bench::new();
        let seat = bench.login(Role::Operator).await;
        assert_eq!(bench.bring(&seat, &pack).await.status(), StatusCode::SEE_OTHER, "pack-{name}");
        let (mut here, mut there) = (bench.report(&seat).await, crate::packs::report(&pack));
        for report in [&mut here, &mut there] {
            for register in report["registers"].as_array_mut().expect("registers") {
                // how like other registers it looks: a remark with a masked number looks a little less like one
                register.as_object_mut().expect("a register").remove("alternatives");
            }
        }
        for part in ["registers", "members", "accounts", "trial_balance", "findings", "duplicates", "differences"] {
            assert_eq!(here[part], there[part], "pack-{name}: {part}");
        }
    }
}

/// The number of the first finding of a code, in the list as it stands.
pub(crate) fn finding(report: &Value, code: &str) -> usize {
    let all = report["findings"].as_array().expect("findings");
    all.iter().position(|f| f["code"] == code).expect("a finding of the code")
}

pub(crate) fn difference(report: &Value, head: &str) -> i64 {
    let all = report["differences"].as_array().expect("differences");
    all.iter().find(|d| d["head_key"] == head).and_then(|d| d["difference_paise"].as_i64()).unwrap_or(0)
}

#[tokio::test]
async fn a_mend_moves_the_figures_and_taking_it_back_restores_them() {
    let Some(pack) = pack("a") else { return };
    let bench = Bench::new();
    let seat = bench.login(Role::Accountant).await;
    bench.bring(&seat, &pack).await;
    let before = bench.report(&seat).await;
    let twice = finding(&before, "DUPLICATE_ROW");
    let page = at(&format!("/findings/{twice}"));
    let other =
        before["findings"].as_array().expect("findings").iter().position(|f| f["code"] == "DIGIT_TRANSPOSITION");
    let other = at(&format!("/findings/{}", other.expect("another finding with a place")));
    bench.refused(&other, &seat, "deed=row-out&reason=दो+बार", "S4701").await;
    let silent = bench.post(&page, &seat, "deed=row-out&reason=").await;
    assert_eq!(silent.status(), StatusCode::UNPROCESSABLE_ENTITY, "nothing is mended without a reason");
    assert_eq!(bench.report(&seat).await, before);
    let mended = bench.post(&page, &seat, "deed=row-out&reason=दो+बार").await;
    assert_eq!(mended.status(), StatusCode::SEE_OTHER);
    let after = bench.report(&seat).await;
    let amount = before["findings"][twice]["amount_paise"].as_i64().expect("an amount");
    assert_eq!(difference(&before, "SB") - difference(&after, "SB"), amount, "the figure moved by the row");
    let mends = bench.get(&at("/mends"), &seat).await;
    let entry = mends.split("name=\"entry\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("an entry");
    let back = bench.post(&at("/mends"), &seat, &format!("entry={entry}&reason=भूल")).await;
    assert_eq!(back.status(), StatusCode::SEE_OTHER);
    assert_eq!(bench.report(&seat).await, before, "taking it back restores everything");
}

#[tokio::test]
async fn nobody_signs_early_and_nobody_signs_for_another() {
    let Some(pack) = pack("clean") else { return };
    let bench = Bench::new();
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, &pack).await;
    for (deed, number) in [("freeze", "S3165"), ("sign&signer=operator", "S3165"), ("post", "S3165")] {
        let no = bench.post(&at("/gates"), &seat, &format!("deed={deed}")).await;
        assert_eq!(no.status(), StatusCode::UNPROCESSABLE_ENTITY, "{deed}");
        let page = String::from_utf8(to_bytes(no.into_body(), 1 << 20).await.expect("a body").to_vec()).expect("UTF-8");
        assert!(page.contains(number), "{deed}: {page}");
    }
    let ended = bench.post(&at("/cutover"), &seat, "from=01/12/2026&resolution=7").await;
    assert_eq!(ended.status(), StatusCode::FORBIDDEN, "the end of paper is not his to set");
    let secretary = bench.login(Role::Secretary).await;
    let ended = bench.post(&at("/cutover"), &secretary, "from=01/12/2026&resolution=7").await;
    assert_eq!(ended.status(), StatusCode::UNPROCESSABLE_ENTITY, "paper does not end by typing");
    let auditor = bench.login(Role::Auditor).await;
    let page = bench.get(&at("/gates"), &auditor).await;
    assert!(!page.contains("name=\"signer\""), "an auditor has nothing to sign yet");
    let mend = bench.post(&at("/findings/0"), &auditor, "deed=stands&reason=x").await;
    assert_ne!(mend.status(), StatusCode::SEE_OTHER, "an auditor mends nothing");
    let verify = bench.get(&at("/verify?t=sahakar+paper-ended+R-77-1950+1/3+00"), &auditor).await;
    assert!(verify.contains("say bad"), "a made-up certificate is not true");
}

/// What an answer says.
pub(crate) async fn body(answer: Response<Body>) -> String {
    let bytes = to_bytes(answer.into_body(), 1 << 22).await.expect("a body");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// All that stands between two marks, for each time the first is there.
pub(crate) fn between<'p>(page: &'p str, from: &str, to: &str) -> Vec<&'p str> {
    page.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

impl Bench {
    pub async fn act(&self, path: &str, seat: &str, body: &str) {
        let answer = self.post(path, seat, body).await;
        let status = answer.status();
        let page = to_bytes(answer.into_body(), 1 << 22).await.expect("a body").to_vec();
        let page = String::from_utf8_lossy(&page).into_owned();
        let said = between(&page, "role=\"alert\"", "</div>").join(" ");
        assert!(status == StatusCode::SEE_OTHER || status == StatusCode::OK, "{path} {body}: {status} {said}");
    }

    /// The act is refused under this number.
    pub async fn refused(&self, path: &str, seat: &str, body: &str, number: &str) {
        let answer = self.post(path, seat, body).await;
        assert_ne!(answer.status(), StatusCode::SEE_OTHER, "{path} {body} was done");
        let page = to_bytes(answer.into_body(), 1 << 22).await.expect("a body").to_vec();
        assert!(String::from_utf8_lossy(&page).contains(number), "{path} {body}: not {number}");
    }

    /// A file alone, as a form sends it.
    pub async fn file(&self, path: &str, seat: &str, name: &str, bytes: &[u8]) -> StatusCode {
        self.sent(path, seat, name, bytes).await.0
    }

    /// The same, with what is said to it.
    pub async fn sent(&self, path: &str, seat: &str, name: &str, bytes: &[u8]) -> (StatusCode, String) {
        let mut body =
            format!("--xX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"{name}\"\r\n\r\n").into_bytes();
        body.extend(bytes);
        body.extend(b"\r\n--xX--\r\n");
        let request = Request::post(path)
            .header("content-type", "multipart/form-data; boundary=xX")
            .header("cookie", seat)
            .header("host", "pc.lan")
            .header("origin", "http://pc.lan");
        let answer = self.send(request.body(Body::from(body)).expect("a request")).await;
        (answer.status(), self::body(answer).await)
    }

    /// A photograph sent, looked at and kept; gives what came of it, at once where it does not wait.
    pub async fn photographed(&self, path: &str, seat: &str, bytes: &[u8]) -> (StatusCode, String) {
        let form = Request::post(path)
            .header("content-type", "multipart/form-data; boundary=xX")
            .header("cookie", seat)
            .header("host", "pc.lan")
            .header("origin", "http://pc.lan");
        let mut body = b"--xX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\r\n".to_vec();
        body.extend(bytes);
        body.extend(b"\r\n--xX--\r\n");
        let answer = self.send(form.body(Body::from(body)).expect("a request")).await;
        let waits = answer.headers().get("location").and_then(|l| l.to_str().ok()).map(str::to_owned);
        let Some(waits) = waits else { return (answer.status(), self::body(answer).await) };
        assert!(waits.contains("/bench/photos/"), "{waits}");
        self.refused(&waits, seat, "deed=keep", "S3242").await;
        self.act(&waits, seat, "deed=blacken&left=100&top=100&width=400&height=50").await;
        let kept = self.post(&waits, seat, "deed=keep&none_left=yes").await;
        (kept.status(), self::body(kept).await)
    }

    /// Which gates are passed.
    pub async fn gates(&self, seat: &str) -> Vec<bool> {
        let page = self.get(&at("/gates"), seat).await;
        between(&page, "<tr><th scope=\"row\"><span class=\"chip ", "\"").into_iter().map(|c| c == "ok").collect()
    }

    /// A day begun and ended with the cash of the books; the paper cash book says the same.
    pub async fn day(&self, secretary: &str, date: kernel::Date, right: bool) {
        let society = desk::society_id(CODE);
        let who = Who::of("cashier", Role::Cashier, society);
        let cash = self.desk.read(|t| keep::deciding::day_state(t, society)).expect("a state").book_cash;
        let notes = |mut left: i64| {
            let each = books::day::NOTES.into_iter().map(|note| {
                let n = left / note;
                left %= note;
                (note, n)
            });
            each.filter(|(_, n)| *n > 0).collect::<Vec<_>>()
        };
        for act in [Act::BeginDay { date, cash: notes(cash.0) }, Act::EndDay { cash: notes(cash.0) }] {
            let asked = Asked { act, before: None };
            self.desk.act(&who, society, CommandId(uuid::Uuid::now_v7()), &asked).expect("a day");
        }
        let paper = if right { cash.0 } else { cash.0 + 100 };
        let figures = format!("cash={}.{:02}&receipts=0&payments=0", paper / 100, paper % 100);
        let day = lipi::date::format(date);
        let ahead = date.checked_add(jiff::Span::new().days(9)).expect("a day");
        let ahead = format!("date={}&{figures}&no_photo=no+camera", lipi::date::format(ahead));
        self.refused(&at("/parallel"), secretary, &ahead, "S4704").await;
        self.act(&at("/parallel"), secretary, &format!("date={day}&{figures}")).await;
        self.act(&at("/parallel"), secretary, &format!("date={day}&{figures}&no_photo=no+camera")).await;
    }
}

#[tokio::test]
async fn a_whole_society_comes_to_the_end_of_paper_and_no_gate_is_cheated() {
    let Some(pack) = pack("clean") else { return };
    let bench = Bench::new();
    let (operator, secretary) = (bench.login(Role::Operator).await, bench.login(Role::Secretary).await);
    bench.bring(&operator, &pack).await;
    inventory(&bench, &operator).await;
    // members with mobile and nominee: what an officer above set by an order, not what is convenient
    let officer = bench.login(Role::Officer).await;
    let rules = format!("/s/{CODE}/rules");
    for key in ["migration-mobile", "migration-nominee"] {
        let body = format!("key={key}&value=50&from=01/04/2025&order=AR/7&source=");
        bench.refused(&rules, &secretary, &body, "S3221").await;
        bench.act(&rules, &officer, &body).await;
    }
    // and the end of paper is no rule to be typed, by whomever
    let closed = "key=paper-closed&value=01/04/2025&from=01/04/2025&order=AR/7&source=";
    bench.refused(&rules, &secretary, closed, "S3221").await;
    bench.refused(&rules, &officer, closed, "S3220").await;
    assert!(!bench.get(&rules, &secretary).await.contains("value=\"paper-closed\""));
    bench.refused(&at("/gates"), &operator, "deed=freeze", "S3165").await;
    outside(&bench, &operator).await;
    let gates = bench.gates(&operator).await;
    assert_eq!(gates[..8], [true; 8], "{gates:?}");
    assert_eq!(gates[8..], [false; 3]);

    bench.act(&at("/gates"), &operator, "deed=freeze").await;
    bench.refused(&at("/gates"), &secretary, "deed=sign&signer=secretary&paper_no=1", "S3165").await;
    bench.act(&at("/gates"), &operator, "deed=sign&signer=operator").await;
    slips(&bench, &operator).await;
    bench.refused(&at("/gates"), &secretary, "deed=sign&signer=secretary&paper_no=1", "S3165").await;
    bench.clock.days(31);
    let secretary = bench.login(Role::Secretary).await;
    bench.refused(&at("/gates"), &secretary, "deed=sign&signer=president&paper_no=1", "S5001").await;
    bench.act(&at("/gates"), &secretary, "deed=sign&signer=secretary&paper_no=1").await;

    changed_after_signing(&bench).await;

    let operator = bench.login(Role::Operator).await;
    for (role, signer) in [
        (Role::President, "president"),
        (Role::Officer, "officer"),
        (Role::Auditor, "auditor"),
        (Role::Supervisor, "bank"),
    ] {
        let seat = bench.login(role).await;
        bench.refused(&at("/gates"), &operator, "deed=post", "S3165").await;
        bench.refused(&at("/gates"), &seat, "deed=post", "S5001").await;
        bench.act(&at("/gates"), &seat, &format!("deed=sign&signer={signer}&paper_no=12/2026")).await;
    }
    let signed = bench.certified(&operator).await;
    bench.act(&at("/gates"), &operator, "deed=post").await;
    assert_eq!(bench.verified(&signed).await, "posted");
    bench.refused(&at("/gates"), &operator, "deed=freeze", "S3157").await;
    let home = bench.get(&format!("/s/{CODE}/trial-balance"), &secretary).await;
    assert!(!home.contains("S6008"), "the books are posted");
    let member = bench.get(&format!("/s/{CODE}/members/9001"), &secretary).await;
    let source = between(&member, "href=\"", "\"").into_iter().find(|h| h.contains("/source/"));
    let source = bench.get(source.expect("a way to the page"), &secretary).await;
    assert!(source.contains("9001") && source.contains("कमला देवी"), "a figure from paper leads to its page");

    end_of_paper(&bench).await;
}

/// All kinds of books are in the files; the minutes are a book on paper.
async fn inventory(bench: &Bench, seat: &str) {
    let before = bench.gates(seat).await;
    assert!(!before[0]);
    for kind in 1..=31 {
        let form = bench.get(&at(&format!("/volumes/new/edit?kind={kind}")), seat).await;
        let product = between(&form, "name=\"product\"", "</select>")
            .first()
            .and_then(|s| between(s, "value=\"", "\"").first().map(|p| format!("&product={p}")));
        let product = product.unwrap_or_default();
        let held = if kind == 2 {
            "held=book&pages=1&first_folio=1&last_folio=1&custodian=secretary&reason=no+camera".to_owned()
        } else if kind == 30 {
            "held=book&pages=90&first_folio=1&last_folio=90&custodian=secretary&reason=no+camera".to_owned()
        } else {
            "held=files&reason=xlsx&statement=the+secretary+states+it".to_owned()
        };
        let body = format!("kind={kind}&title=book+{kind}{product}&{held}");
        bench.act(&at("/volumes/new/edit"), seat, &body).await;
    }
    // nominal members stand on paper alone
    let row = "r0.0=9001&r0.1=010420&r0.2=कमला+देवी&r0.3=रतन+सिंह&r0.4=&r0.6=10&r0.8=&t6=10";
    bench.act(&at("/volumes/2/pages/1"), seat, row).await;
    let second = bench.login(Role::Accountant).await;
    let page = bench.get(&at("/volumes/2/pages/1"), &second).await;
    if page.contains("name=\"hand\" value=\"second\"") {
        bench.act(&at("/volumes/2/pages/1"), &second, &format!("hand=second&{row}")).await;
    }
    let report = bench.report(seat).await;
    let members = report["members"].as_array().expect("members");
    let keyed = members.iter().find(|m| m["no"] == "9001").expect("the row from paper is in the books");
    assert_eq!((&keyed["name"], &keyed["class"]), (&"कमला देवी".into(), &"B".into()));
}

/// Bank, cash and stock say what the ledger says.
pub(crate) async fn outside(bench: &Bench, seat: &str) {
    let page = bench.get(&at("/outside"), seat).await;
    let rows: Vec<(&str, String)> = between(&page, "<tr><th scope=\"row\">", "</tr>")
        .into_iter()
        .map(|row| {
            let href = between(row, "href=\"", "\"")[0];
            let ledger = between(row, "<td class=\"num\"", "</td>")[0];
            (href, ledger.rsplit('>').next().unwrap_or_default().replace(',', ""))
        })
        .collect();
    assert!(rows.len() >= 8, "borrowings, bank, cash and stock are asked for: {rows:?}");
    for (i, (href, ledger)) in rows.iter().enumerate() {
        if i == 0 {
            let near = format!("amount=1{ledger}&on=31/03/2025&number=DCB/9");
            bench.act(href, seat, &near).await;
            assert!(!bench.gates(seat).await[7], "more is not the same");
        }
        bench.act(href, seat, &format!("amount={ledger}&on=31/03/2025&number=DCB/9")).await;
    }
    assert!(!bench.gates(seat).await[7], "what the bank states is believed with its paper");
    for (i, (href, _)) in rows.iter().enumerate() {
        let (scan, _) = bench.photographed(&format!("{href}/paper"), seat, &proofs::photo(i as u8)).await;
        assert_eq!(scan, StatusCode::SEE_OTHER);
    }
    assert!(bench.gates(seat).await[7]);
    // a scan is of its figure and its day: typed otherwise under the same number it is gone, also when the figure is typed back
    let (href, ledger) = &rows[0];
    for other in [format!("amount=1{ledger}&on=31/03/2025"), format!("amount={ledger}&on=30/03/2025")] {
        for said in [other, format!("amount={ledger}&on=31/03/2025")] {
            bench.act(href, seat, &format!("{said}&number=DCB/9")).await;
            assert!(!bench.gates(seat).await[7], "the scan outlives its figure: {said}");
        }
        bench.photographed(&format!("{href}/paper"), seat, &proofs::photo(0)).await;
        assert!(bench.gates(seat).await[7]);
    }
}

pub(crate) async fn slips(bench: &Bench, seat: &str) {
    let page = bench.get(&at("/slips"), seat).await;
    let villages = between(&page, "<tr><th scope=\"row\"><a href=\"", "\"");
    assert!(!villages.is_empty());
    for href in villages {
        bench.act(href, seat, "").await;
    }
}

/// Somebody brings another file when two have signed: their signatures are void and it is said; out again, they stand again.
async fn changed_after_signing(bench: &Bench) {
    let accountant = bench.login(Role::Accountant).await;
    let signed = bench.certified(&accountant).await;
    assert_eq!(bench.verified(&signed).await, "closed");
    let csv = "सदस्य संख्या,नाम,पिता,ग्राम\n9001,नया नाम,पिता,गाँव\n9002,दूसरा नाम,पिता,गाँव\n".as_bytes();
    assert_eq!(bench.file(&at("/files"), &accountant, "more.csv", csv).await, StatusCode::SEE_OTHER);
    let gates = bench.get(&at("/gates"), &accountant).await;
    assert!(gates.contains("रद्द: "), "a void signature is said to be void");
    let president = bench.login(Role::President).await;
    bench.refused(&at("/gates"), &president, "deed=sign&signer=president&paper_no=3", "S3165").await;
    let files = bench.get(&at("/files"), &accountant).await;
    let cards = between(&files, "<section class=\"card\">", "</section>");
    let card = cards.into_iter().find(|c| c.contains("more.csv")).expect("the file");
    let leave = between(card, "href=\"", "\"").into_iter().find(|h| h.ends_with("/leave")).expect("a way out");
    bench.act(leave, &accountant, "path=more.csv&reason=भूल+से").await;
    // that something was brought and left out stands on the certificate: it is other data, and signed anew
    let gates = bench.get(&at("/gates"), &accountant).await;
    assert!(gates.contains("रद्द: "), "{gates}");
    bench.refused(&at("/gates"), &president, "deed=sign&signer=president&paper_no=3", "S3154").await;
    let (operator, secretary) = (bench.login(Role::Operator).await, bench.login(Role::Secretary).await);
    assert_eq!(bench.verified(&signed).await, "void");
    bench.act(&at("/gates"), &operator, "deed=freeze").await;
    bench.act(&at("/gates"), &operator, "deed=sign&signer=operator").await;
    bench.act(&at("/gates"), &secretary, "deed=sign&signer=secretary&paper_no=1").await;
    let again = bench.certified(&secretary).await;
    assert_eq!((bench.verified(&again).await, bench.verified(&signed).await), ("closed", "void"));
    assert_eq!(bench.verified(&signed.replace(CODE, "R-1-1950")).await, "no");
    assert!(!bench.get(&at("/gates"), &accountant).await.contains("रद्द: "));
}

async fn end_of_paper(bench: &Bench) {
    let end = "from=15/01/2027&resolution=17+of+2027";
    let mut date = jiff::civil::date(2026, 12, 28);
    for day in 0..8 {
        let secretary = bench.login(Role::Secretary).await;
        bench.refused(&at("/cutover"), &secretary, end, "S3165").await;
        // on the first day paper says a rupee more: the run begins after it
        bench.day(&secretary, date, day > 0).await;
        let again = format!("date={}&cash=1&receipts=0&payments=0", lipi::date::format(date));
        bench.refused(&at("/parallel"), &secretary, &again, "S3227").await;
        date = date.tomorrow().expect("a day");
        bench.clock.days(1);
    }
    let secretary = bench.login(Role::Secretary).await;
    bench.refused(&at("/cutover"), &secretary, end, "S3165").await;
    let page = bench.get(&at("/cutover"), &secretary).await;
    let books: Vec<&str> = between(&page, "action=\"", "\"").into_iter().filter(|a| a.contains("/seal/")).collect();
    assert_eq!(books.len(), 2);
    assert_eq!(bench.file(books[0], &secretary, "a.png", b"MZ no picture").await, StatusCode::UNPROCESSABLE_ENTITY);
    for (i, book) in (0u8..).zip(books) {
        bench.refused(&at("/cutover"), &secretary, end, "S3165").await;
        let (status, said) = bench.photographed(book, &secretary, &proofs::photo(0)).await;
        assert_eq!(status == StatusCode::SEE_OTHER, i == 0, "one photograph is of one book");
        assert_eq!(said.contains("S3229"), i > 0);
        assert!(i == 0 || bench.photographed(book, &secretary, &proofs::photo(i)).await.0 == StatusCode::SEE_OTHER);
    }
    for from in ["28/12/2026", "01/04/2027"] {
        bench.refused(&at("/cutover"), &secretary, &format!("from={from}&resolution=17"), "S3228").await;
    }
    bench.act(&at("/cutover"), &secretary, end).await;
    assert!(bench.gates(&secretary).await[9..].iter().all(|g| *g));
    let certificate = bench.get(&at("/cutover/certificate"), &secretary).await;
    let text = between(&certificate, "<code>sahakar paper-ended ", "</code>")[0];
    let verify = |text: &str| at(&format!("/verify?t=sahakar+paper-ended+{}", text.replace(' ', "+")));
    assert!(bench.get(&verify(text), &secretary).await.contains("say ok"));
    let other = if text.ends_with('0') { '1' } else { '0' };
    let forged: String = text.chars().take(text.len() - 1).chain([other]).collect();
    assert!(bench.get(&verify(&forged), &secretary).await.contains("say bad"));
    // whoever holds the paper may ask, without a login
    let asked = |text: &str| format!("/verify?t=sahakar+paper-ended+{}", text.replace(' ', "+"));
    let anybody = bench.get(&asked(text), "").await;
    let of = bench.desk.read(|t| keep::view::society(t, desk::society_id(CODE))).expect("a society").expect("there");
    assert!(anybody.contains("say ok") && anybody.contains(&of.name), "{}: {anybody}", of.name);
    assert!(bench.get(&asked(&forged), "").await.contains("say bad"));
    crate::certificate::paper_of(bench, &secretary, &format!("sahakar paper-ended {text}")).await;
    let society = desk::society_id(CODE);
    let evidence = bench.desk.read(|t| keep::view::count_evidence(t, society)).expect("evidence");
    assert_eq!(evidence.paper_closed.map(|d| d.to_string()), Some("2027-01-15".to_owned()));
    assert!(evidence.at_work.is_some_and(|w| w.gates & 0b1_1111_1111 == 0b1_1111_1111), "{:?}", evidence.at_work);
    // paper is opened again by an officer's order alone
    bench.refused(&at("/cutover"), &secretary, "deed=reopen&order=9&reason=flood", "S5001").await;
    let officer = bench.login(Role::Officer).await;
    bench.refused(&at("/cutover"), &officer, "deed=reopen&order=&reason=flood", "S3151").await;
    bench.act(&at("/cutover"), &officer, "deed=reopen&order=AR/9&reason=flood").await;
    assert!(bench.get(&verify(text), &officer).await.contains("say bad"), "an order undid it");
}
