//! The review room: a timeline is published and acknowledged, three societies send from desks without a line of their own, matrix and map change, one
//! society's day-ends drop out, a ticket comes and is answered, a review is kept. Its pictures stand in `docs/pictures`.

use crate::served;
use crate::two::{self, Society, Turned, command, operator};
use crate::walk::looked;
use base64::Engine as _;
use books::decide::PostVoucher;
use books::event::Setting;
use books::setting;
use desk::act::{Act, Asked, Before, Help};
use desk::state::StateAct;
use desk::{Desk, Role, Who};
use kernel::{Clock, Paise, SocietyId};
use places::decide::Taken;
use places::{Level, Listed, Office, Posting, Scope};
use proofs::browser::{Browser, Look, Page, Tried};
use std::sync::Arc;

/// 1 December 2026, ten in the morning in India.
const BEGIN: i64 = 1_796_099_400_000;
const PASSWORD: &str = "समीक्षा-कक्ष-2026";
const SOCIETIES: [&str; 3] = ["UK-ALM-1", "UK-ALM-2", "UK-ALM-3"];

const SECRETARY: &str = "sachiv-rajya";
const DM: &str = "dm-almora";

/// Outlines of the districts, where there is a file of them beside the project; else the map is of tiles.
fn outlines(seat: &Desk) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/boundaries/uk_districts_lgd_tiny.geojson");
    let Ok(bytes) = std::fs::read(file) else {
        println!("SKIPPED: no outlines of districts are beside the project: the map is of tiles");
        return;
    };
    let digest = seat.keep_file(&bytes).expect("kept").hex();
    let taken = Taken { digest, source: "uk_districts_lgd_tiny.geojson".into(), ..Taken::default() };
    seat.keep_state(&operator(), command(), &StateAct::Outlines { level: Level::District, taken }).expect("outlines");
}

struct Story<'b> {
    clock: Arc<Turned>,
    seat: Arc<Desk>,
    societies: Vec<Society>,
    base: String,
    page: Page<'b>,
    /// Secrets of second factors, as the page showed them.
    secrets: std::collections::BTreeMap<&'static str, String>,
}

/// From today paper is closed; asks for a voucher of yesterday on the open day.
fn asks_late(of: &Society) {
    let today = of.desk.today();
    for (key, value) in [(setting::ONE_PERSON, "yes".to_owned()), (setting::PAPER_CLOSED, today.to_string())] {
        let (key, order, source) = (key.to_owned(), "1142/2026".to_owned(), String::new());
        let by = if key == setting::PAPER_CLOSED { Role::Officer } else { Role::Secretary };
        of.act(by, Act::Set(Setting { key, from: today, value, order, source }));
    }
    of.act(Role::Cashier, Act::BeginDay { date: today, cash: vec![] });
    let line = |head: &str, debit, credit| books::Line { head: head.into(), debit, credit, source: None };
    let lines = vec![line("CASH", Paise(41_200), Paise(0)), line("INC_RENT", Paise(0), Paise(41_200))];
    let voucher = PostVoucher {
        date: today, number: String::new(), narration: "गोदाम का किराया".into(), lines
    };
    let happened = today.yesterday().expect("a day");
    let before = Some(Before::of(happened, "बिजली नहीं थी", None));
    let asked = Asked { act: Act::Voucher(voucher), before };
    let who = Who::of("secretary", Role::Secretary, of.id);
    assert!(of.desk.act(&who, of.id, command(), &asked).expect("it may").waits);
}

fn listed() -> Vec<Listed> {
    let mut rows: Vec<Listed> = SOCIETIES.iter().map(|code| two::listed(code, 45, 357)).collect();
    rows.extend([two::listed("UK-PAU-4", 52, 404), two::listed("UK-PAU-5", 52, 408)]);
    rows
}

impl Story<'_> {
    /// Everybody's clock goes on by whole days.
    fn later(&self, days: i64) {
        self.clock.later(days * two::DAY);
    }

    fn sent(&self) {
        two::sent_from_afar(&self.seat, &self.societies, &self.base);
    }

    fn goto(&mut self, path: &str) -> Tried<()> {
        self.page.goto(&format!("{}{path}", self.base))
    }

    /// Fills fields of the page's form by name and sends it.
    fn fill(&mut self, form: &str, fields: &[(&str, &str)]) -> Tried<()> {
        for (name, value) in fields {
            let (name, value) = (serde_json::json!(name), serde_json::json!(value));
            self.page.eval(&format!(
                "(() => {{ const e = document.querySelector({form:?}).querySelector(`[name=\"${{{name}}}\"]`); e.value = {value}; return e.value === {value} }})()"
            ))?;
        }
        self.page.eval(&format!("(window.before = true, document.querySelector({form:?}).requestSubmit())"))?;
        self.page.until("!window.before && document.readyState === 'complete'")
    }

    /// The code of a second factor at the clock's moment, as a telephone makes it (RFC 6238).
    fn code(&mut self, login: &str) -> Tried<String> {
        let (secret, now) = (self.secrets.get(login).cloned().unwrap_or_default(), self.clock.now().0);
        self.page.text(&format!(
            "(async () => {{ let bits = ''; for (const c of {secret:?}) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'); \
             const key = new Uint8Array(bits.match(/.{{8}}/g).map(b => parseInt(b, 2))); const turn = new DataView(new ArrayBuffer(8)); \
             turn.setUint32(4, Math.floor({now} / 30000)); \
             const k = await crypto.subtle.importKey('raw', key, {{name: 'HMAC', hash: 'SHA-1'}}, false, ['sign']); \
             const h = new Uint8Array(await crypto.subtle.sign('HMAC', k, turn.buffer)); const at = h[19] & 15; \
             const n = ((h[at] & 127) << 24 | h[at + 1] << 16 | h[at + 2] << 8 | h[at + 3]) % 1000000; return String(n).padStart(6, '0') }})()"
        ))
    }

    /// Logs in; at the first time with the one-time password, which is changed, and a second factor that is set up.
    fn enter(&mut self, login: &'static str, once: Option<&str>) -> Tried<()> {
        self.goto("/login")?;
        self.fill("main form", &[("login", login), ("password", once.unwrap_or(PASSWORD))])?;
        if let Some(once) = once {
            self.fill("main form", &[("old", once), ("new", PASSWORD), ("again", PASSWORD)])?;
            self.page.until("location.pathname === '/me/factor'")?;
            let secret = self.page.text("document.querySelector('main code').innerText.replace(/ /g, '')")?;
            self.secrets.insert(login, secret);
        }
        if self.secrets.contains_key(login) {
            let code = self.code(login)?;
            self.fill("main form", &[("code", &code)])?;
        }
        self.goto("/state")?;
        self.page.until("location.pathname === '/state'")
    }

    fn leave(&mut self) -> Tried<()> {
        self.page.eval("(window.before = true, document.querySelector('form.who').requestSubmit())")?;
        self.page.until("!window.before && document.readyState === 'complete'")
    }

    /// Looks at the page as every page is looked at, in both languages and on a phone, and keeps its picture.
    fn look(&mut self, name: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
        looked((&mut self.page, &self.base), &format!("room-{name}"), &format!("room-{name}"), axe, wrong)
    }

    fn says(&mut self, what: &str) -> Tried<()> {
        let text = self.page.text("document.querySelector('main').innerText")?;
        if text.contains(what) { Ok(()) } else { Err(format!("nowhere {what:?} in: {text}")) }
    }

    /// Looks at the whole State coloured by day-ends and says which tone the district of the story must have.
    fn toned(&mut self, name: &str, tone: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
        self.goto("/state?by=day-end")?;
        let seen =
            self.page.text("document.querySelector('svg.map a[href=\"/state/in/d45\"] path').className.baseVal")?;
        if seen != tone {
            return Err(format!("the district has the tone {seen:?}, not {tone:?}"));
        }
        let shapes = self.page.text("String(document.querySelectorAll('svg.map path').length)")?;
        if shapes != "13" {
            return Err(format!("{shapes} districts are drawn"));
        }
        self.look(name, axe, wrong)
    }

    /// Fetches the page of A4 by its link, as the officer would, and keeps it; where pictures are made, also as a picture.
    fn pdf(&mut self, name: &str) -> Tried<()> {
        let got = self.page.text(
            "(async () => { const a = document.querySelector('main a[href*=\"as=pdf\"]'), r = await fetch(a.href), b = new Uint8Array(await r.arrayBuffer()); \
             let s = ''; for (const x of b) s += String.fromCharCode(x); return r.status + ' ' + r.headers.get('content-type') + ' ' + btoa(s) })()",
        )?;
        let file = got.strip_prefix("200 application/pdf ").ok_or_else(|| got.chars().take(80).collect::<String>())?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(file).map_err(|e| e.to_string())?;
        let text = String::from_utf8_lossy(&bytes);
        if !bytes.starts_with(b"%PDF-") || !text.contains("/Count 1") {
            return Err(format!("{name}: no page of A4"));
        }
        let path = crate::walk::screens().join(format!("room-{name}.pdf"));
        std::fs::write(&path, &bytes).map_err(|e| e.to_string())?;
        if std::env::var_os("UPDATE").is_some() {
            let to = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/pictures/room-{name}-pdf"));
            let made = std::process::Command::new("pdftoppm")
                .args(["-png", "-r", "60", "-singlefile"])
                .arg(&path)
                .arg(&to)
                .status();
            if !made.is_ok_and(|s| s.success()) {
                println!("SKIPPED: pdftoppm is not there: no picture of {name}");
            }
        }
        Ok(())
    }

    /// The share of a place in a column of the matrix, from 1.
    fn share(&mut self, place: &str, column: usize) -> Tried<String> {
        self.page.text(&format!(
            "[...document.querySelectorAll('.matrix tbody tr')].find(r => r.querySelector('th').innerText.includes({place:?})).children[{column}].innerText.trim().split('\\n')[0]"
        ))
    }
}

fn posting(login: &str, name: &str, office: Office, scope: Scope, from: kernel::Date) -> Posting {
    let (login, name, order) = (login.to_owned(), name.to_owned(), "12/2026".to_owned());
    Posting { login, name, office, scope, order, from, mail: String::new(), phone: "9412000000".into() }
}

/// The dropped society is telephoned; no number of anybody goes into the register.
fn phoned(s: &mut Story<'_>, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    s.goto("/state/society/UK-ALM-3/call")?;
    s.look("call-form", axe, wrong)?;
    s.goto("/state/society/UK-ALM-3/call")?;
    let said = "नेटवर्क एक सप्ताह से बंद है";
    let call = [("whom", "समिति के सचिव"), ("heard", "94120 00000 पर बात हुई"), ("promised", "12-12-2026")];
    s.fill("main form", &call)?;
    s.says("S3196")?;
    s.page.troubles(); // the refusal itself
    s.fill("main form", &[("heard", said)])?;
    s.page.until("location.pathname === '/state/days/d45'")?;
    s.says(said)?;
    s.says("12-12-2026 तक का वचन")?;
    s.look("phoned", axe, wrong)?;
    s.goto("/state/papers/days/d45")?;
    s.says(said)?;
    s.look("paper-days", axe, wrong)?;
    // it comes down, and stands on the society's own page
    s.sent();
    let calls = s.societies[2].desk.calls(s.societies[2].id).map_err(|e| format!("{e:?}"))?;
    if calls.len() != 1 || calls[0].call.said != said {
        return Err(format!("the call is not at the society: {calls:?}"));
    }
    Ok(())
}

/// A ticket is raised from the call, answered, and the society says that it is solved.
fn ticket(s: &mut Story<'_>, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    s.goto("/state/days/d45")?;
    s.page.eval("(window.before = true, document.querySelector('main a[href*=\"/tickets/raise\"]').click())")?;
    s.page.until("!window.before && document.readyState === 'complete'")?;
    // a photograph as a telephone takes it, of which the page makes a small one
    s.page.eval(
        "(async () => { const c = document.createElement('canvas'), x = c.getContext('2d'); c.width = 2000; c.height = 1500; \
         const d = x.createImageData(2000, 1500); for (let i = 0; i < d.data.length; i++) d.data[i] = i % 4 === 3 ? 255 : Math.random() * 256; \
         x.putImageData(d, 0, 0); const b = await new Promise(done => c.toBlob(done, 'image/png')), t = new DataTransfer(); \
         t.items.add(new File([b], 'phone.png', { type: 'image/png' })); const i = document.querySelector('input[name=photo]'); \
         i.files = t.files; window.large = b.size; i.dispatchEvent(new Event('change')); return true })()",
    )?;
    s.page.until("document.querySelector('input[name=photo]').files[0].size <= 500 * 1024 && window.large > 4e6")?;
    s.page.eval(
        "(document.querySelector('main form [name=category][value=network]').checked = true, window.before = true, \
         document.querySelector('main form button.primary').click())",
    )?;
    s.page.until("!window.before && document.readyState === 'complete'")?;
    s.says("नेटवर्क एक सप्ताह से बंद है")?;
    let here = s.page.text("location.pathname")?;
    let kind = "(async () => { const a = document.querySelector('main a[href*=\"/tickets/picture/\"]'), r = await fetch(a.href); \
                return r.headers.get('content-type') + ' ' + ((await r.blob()).size <= 500 * 1024) })()";
    if s.page.text(kind)? != "image/jpeg true" {
        return Err("the photograph was not made small before it was sent".to_owned());
    }
    s.goto("/helpdesk")?;
    s.says("नेटवर्क")?;
    s.look("helpdesk", axe, wrong)?;
    s.goto(&format!("{here}/answer"))?;
    s.fill("main form", &[("ticket_text", "लाइन आज ठीक हुई; मशीन एक बार बंद करके चालू करें")])?;
    s.says("लाइन आज ठीक हुई")?;
    s.sent();
    // the society sees the answer, ends its day and says that it is solved
    let of = &s.societies[2];
    let parts: Vec<i64> = here.rsplit('/').take(2).filter_map(|n| n.parse().ok()).collect();
    let [seq, desk] = parts[..] else { return Err(format!("no ticket in {here}")) };
    of.day();
    of.act(Role::Secretary, Act::Help(Box::new(Help::Confirm { ticket: (desk, seq) })));
    s.sent();
    s.goto(&here)?;
    let closed = s.page.text("document.querySelector('.head .chip').className")?;
    if !closed.contains("ok") {
        return Err(format!("the ticket is not closed: {closed}"));
    }
    s.look("ticket-solved", axe, wrong)
}

/// Until another page stands there whose address fits.
fn next_page(s: &mut Story<'_>, address: &str) -> Tried<()> {
    s.page
        .until(&format!("!window.before && document.readyState === 'complete' && /{address}/.test(location.pathname)"))
}

/// From a page of work a ticket takes two presses of keys: F2, and the digit of its cause. What there is to say is added on its page.
fn two_presses(s: &mut Story<'_>) -> Tried<()> {
    s.goto("/s/UK-ALM-1/members")?;
    s.page.eval("(window.before = true)")?;
    s.page.keys("②")?;
    next_page(s, "tickets\\/raise$")?;
    s.page.eval("(window.before = true)")?;
    s.page.keys("2")?;
    next_page(s, "tickets\\/\\d+\\/\\d+$")?;
    s.says("इंटरनेट")?;
    for wanted in ["textarea[name=text]", "input[name=photo]", "form[action$=take-back], a[href$=take-back]"] {
        let there = s.page.text(&format!("String(!!document.querySelector('main {wanted}'))"))?;
        if there != "true" {
            return Err(format!("the ticket has no {wanted}"));
        }
    }
    // a picture of the screen is pasted where a file would be chosen
    s.page.eval(
        "(() => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array([137, 80])], 'x.png', { type: 'image/png' })); \
         dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })); })()",
    )?;
    let pasted = s.page.text("String(document.querySelector('input[name=photo]').files.length)")?;
    if pasted != "1" {
        return Err("what was pasted is no photo".to_owned());
    }
    // where something is written, a digit chooses and Enter sends
    s.goto("/s/UK-ALM-1/tickets/raise?text=abc")?;
    s.page.eval("(window.before = true)")?;
    s.page.keys("3")?;
    let still = s.page.text("String(window.before && document.querySelectorAll('[name=category]')[2].checked)")?;
    if still != "true" {
        return Err(format!("a digit sent what was written: {still}"));
    }
    s.page.keys("\n")?;
    next_page(s, "tickets\\/\\d+\\/\\d+$")?;
    s.says("abc")
}

/// The whole story.
pub fn played(browser: &mut Browser, axe: Option<&str>, wrong: &mut Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let clock = Turned::at(BEGIN);
    let seat = Arc::new(two::seat(&folder.path().join("seat"), &clock, listed()));
    let societies: Vec<Society> =
        SOCIETIES.iter().map(|code| two::society(folder.path(), &clock, &seat, code)).collect();
    outlines(&seat);
    seat.add_user(&operator(), SocietyId(0), "sanchalak", Role::Operator, PASSWORD).expect("a login");
    let base = served::start(web::Web::new(seat.clone()));
    let told = browser.page(Look::DESK).and_then(|page| {
        let secrets = std::collections::BTreeMap::new();
        story(&mut Story { clock, seat, societies, base, page, secrets }, axe, wrong)
    });
    if let Err(e) = told {
        wrong.push(format!("the review room: {e}"));
    }
}

fn story(s: &mut Story<'_>, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    // officers are posted, and a circular with a timeline is published
    s.enter("sanchalak", None)?;
    s.goto("/state/officers/new")?;
    s.fill(
        "main form",
        &[("officer", "श्री नेगी"), ("login", "ar-almora"), ("office", "ar"), ("over", "d45"), ("order", "12/2026")],
    )?;
    let once = s.page.text("document.querySelector('.once').innerText.trim()")?;
    let mut given = std::collections::BTreeMap::new();
    for (login, name, office, scope) in [
        ("ado-hawalbag", "श्री बिष्ट", Office::Ado, Scope::Block(357)),
        (DM, "श्रीमती रावत", Office::Dm, Scope::District(45)),
        (SECRETARY, "श्री जोशी", Office::Secretary, Scope::State),
    ] {
        let p = posting(login, name, office, scope, s.seat.today());
        let (_, secret) = s.seat.post_officer(&operator(), command(), &p).map_err(|e| format!("{e:?}"))?;
        given.insert(login, secret.unwrap_or_default());
    }
    s.goto("/state/officers")?;
    s.look("officers", axe, wrong)?;
    s.goto("/state/lists")?;
    s.look("lists", axe, wrong)?;
    s.goto("/state/layouts")?;
    s.look("layouts", axe, wrong)?;
    // work that is late rises sooner from tomorrow on, by an order
    s.goto("/state/steps/new")?;
    s.look("steps-form", axe, wrong)?;
    s.goto("/state/steps/new")?;
    s.fill("main form", &[("step_2", "1"), ("from", "02-12-2026"), ("order", "1150/2026")])?;
    s.says("1150/2026")?;
    s.look("steps", axe, wrong)?;
    s.goto("/state/plan/new")?;
    s.look("circular-form", axe, wrong)?;
    let circular = [
        ("number", "1142/2026"),
        ("authority", "निबंधक, सहकारी समितियाँ"),
        ("subject", "दिन की समाप्ति और डेटा मिलान"),
        ("start_3", "01-12-2026"),
        ("end_3", "31-12-2026"),
        ("office_3", "ar"),
        ("clause.0", "छूटी समितियों को उसी दिन फ़ोन करें"),
        ("office.0", "ar"),
        ("due.0", "05-12-2026"),
        ("clause.1", "छह दिन में दिन की समाप्ति हर समिति में"),
        ("office.1", "ar"),
        ("due.1", "07-12-2026"),
        ("rung.1", "day-end"),
    ];
    s.fill("main form", &circular)?;
    s.says("1142/2026")?;
    s.look("circular", axe, wrong)?;
    s.pdf("circular")?;
    s.goto("/state/plan")?;
    s.look("published", axe, wrong)?;
    s.leave()?;
    // the Secretary sees a State in which no day was ended
    s.enter(SECRETARY, Some(&given[SECRETARY]))?;
    s.toned("map-before", "t0", axe, wrong)?;
    s.leave()?;
    // the officer of the district acknowledges it; nothing has come yet
    s.enter("ar-almora", Some(&once))?;
    s.says("0 / 3")?;
    s.look("matrix-before", axe, wrong)?;
    s.goto("/state/in/d52")?;
    s.says("S5002")?;
    s.page.troubles(); // the refusal itself
    s.goto("/state/plan")?;
    s.fill("form:has([name=circular])", &[])?;
    s.says("1 / 4")?;
    s.look("acknowledged", axe, wrong)?;
    // three societies end a day and send it
    for society in &s.societies {
        society.day();
    }
    s.sent();
    s.leave()?;
    s.later(1);
    s.enter("ar-almora", None)?;
    let share = s.share("हवालबाग", 3)?;
    if share != "3 / 3" {
        return Err(format!("day-ends of the block: {share}"));
    }
    s.look("matrix", axe, wrong)?;
    s.goto("/state/papers/matrix/d45")?;
    s.says("3 / 3")?;
    s.look("paper-matrix", axe, wrong)?;
    s.goto("/state/society/UK-ALM-1")?;
    s.look("ladder", axe, wrong)?;
    // what a rung stands on, by one click
    let entry = s.page.text("document.querySelector('.rungs a[href*=\"/entry/\"]').getAttribute('href')")?;
    s.goto(&entry)?;
    s.page.until("!!document.querySelector('.hashes code')")?;
    s.look("entry", axe, wrong)?;
    s.goto("/state/society/UK-ALM-1/sign/sanctioned")?;
    s.look("sign", axe, wrong)?;
    s.leave()?;
    // the district has another colour on the Secretary's map
    s.enter(SECRETARY, None)?;
    s.toned("map-after", "t4", axe, wrong)?;
    // two societies of another district have never been heard; they are named
    s.goto(&format!("/state/papers/silent/{}", Scope::State.code()))?;
    s.says("UK-PAU-4")?;
    s.says("कभी नहीं")?;
    s.look("silent", axe, wrong)?;
    s.leave()?;
    // a week later one of them has dropped out
    s.later(6);
    for society in &s.societies[..2] {
        society.day();
    }
    s.sent();
    s.later(1);
    s.enter("ar-almora", None)?;
    s.goto("/state/days/d45")?;
    s.says("UK-ALM-3")?;
    s.says("अभी फ़ोन नहीं हुआ")?;
    s.look("dropped", axe, wrong)?;
    phoned(s, axe, wrong)?;
    ticket(s, axe, wrong)?;
    two_presses(s)?;
    s.goto("/helpdesk/knowledge")?;
    s.look("knowledge", axe, wrong)?;
    s.goto("/helpdesk/knowledge/program/day-end")?;
    s.look("article", axe, wrong)?;
    s.goto("/helpdesk/hours")?;
    s.look("hours", axe, wrong)?;
    s.goto("/helpdesk/digest")?;
    s.look("digest", axe, wrong)?;
    s.goto("/helpdesk/ages")?;
    s.look("ages", axe, wrong)?;
    // another asks for an entry of the day before; the officer lets it pass on his page, and it comes down
    asks_late(&s.societies[0]);
    s.sent();
    s.goto("/state/late")?;
    s.says("गोदाम का किराया")?;
    s.look("late", axe, wrong)?;
    s.goto("/state/late")?;
    s.page.eval(
        "(document.querySelector('main form [name=reason]').value = 'रसीद देखी', window.before = true, \
         document.querySelector('main form button[value=yes]').click())",
    )?;
    s.page.until("!window.before && document.readyState === 'complete'")?;
    s.says("रसीद देखी")?;
    s.sent();
    s.sent();
    s.goto("/state/late")?;
    s.says("लिखी गई")?;
    s.look("late-decided", axe, wrong)?;
    // it is talked over, and a point of it becomes a task
    s.goto("/state/review/d45")?;
    s.look("review-form", axe, wrong)?;
    let review = [
        ("chair", "श्रीमती रावत"),
        ("said", "एक समिति का नेटवर्क बंद है"),
        ("point_1", "नेटवर्क चालू कराएँ"),
        ("by_1", "ado-hawalbag"),
        ("until_1", "12-12-2026"),
    ];
    s.fill("main form", &review)?;
    s.says("नेटवर्क चालू कराएँ")?;
    s.look("minutes", axe, wrong)?;
    s.pdf("minutes")?;
    s.goto("/state/plan")?;
    s.says("नेटवर्क चालू कराएँ")?;
    // who answers for the day-ends of the block is named from the postings
    s.says("श्री नेगी")?;
    s.look("plan", axe, wrong)?;
    s.leave()?;
    five_columns(s, &given[DM], axe, wrong)
}

/// The district magistrate sees his district in five columns, how many of how many under each, and no other district.
fn five_columns(s: &mut Story<'_>, once: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    s.enter(DM, Some(once))?;
    for name in ["डेटा अद्यतन", "डेटा मिलान", "दिन की समाप्ति", "ई-ऑडिट", "केवल डिजिटल"]
    {
        let heads =
            s.page.text("[...document.querySelectorAll('.matrix thead th')].map(h => h.innerText).join('|')")?;
        if !heads.contains(name) {
            return Err(format!("no column {name}: {heads}"));
        }
    }
    let shares: Vec<String> = (1..=5).map(|n| s.share("हवालबाग", n)).collect::<Tried<_>>()?;
    // the third ended its day today, which is no day of the snapshot yet
    if shares[2] != "2 / 3" || shares.iter().any(|s| !s.ends_with("/ 3")) {
        return Err(format!("the block's shares: {shares:?}"));
    }
    s.look("dm", axe, wrong)?;
    s.goto("/state/papers/matrix/d45")?;
    s.pdf("matrix")?;
    s.leave()
}
