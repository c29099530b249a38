//! Every page, in both languages, on a desk, on a phone, in the dark.

use crate::sample::{CODE, WAITING};
use proofs::browser::{Browser, Look, Page, Tried};
use std::path::PathBuf;

/// A society's pages: name of the picture and path under the society.
pub const PAGES: &[(&str, &str)] = &[
    ("home", ""),
    ("migration", "/migration"),
    ("register", "/registers/4"),
    ("findings", "/findings"),
    ("findings-none", "/findings?code=MISSING_PAGE"),
    ("finding", "/findings/1"),
    ("finding-head", "/findings/5"),
    ("differences", "/differences"),
    ("trial-balance", "/trial-balance"),
    ("head", "/heads/ST_LOAN"),
    ("accounts", "/accounts/loan_st"),
    ("members", "/members"),
    ("members-none", "/members?q=%E0%A4%9D%E0%A4%9D%E0%A4%9D"),
    ("passbook", "/members/8"),
    ("passbook-twins", "/members/59"),
    ("source", "/source/0/1/9/1"),
    ("day", "/day"),
    ("day-begin", "/day/begin"),
    ("admit", "/do/admit"),
    ("repay", "/do/repay"),
    ("voucher", "/do/voucher"),
    ("approvals", "/waiting"),
    ("rules", "/rules"),
    ("decisions", "/audit-log"),
    ("reports", "/reports"),
    ("statement-trial", "/reports/trial-balance"),
    ("statement-balance", "/reports/balance-sheet"),
    ("day-book", "/books/day-book"),
    ("dcb", "/books/dcb"),
    ("dcb-category", "/books/dcb?by=category"),
    ("maturing", "/books/maturing"),
    ("books31", "/books"),
    ("book-members", "/books/members"),
    ("book-shares", "/books/shares"),
    ("book-loans", "/books/loans"),
    ("book-voters", "/books/voters"),
    ("book-interest", "/books/interest"),
    ("book-parties", "/books/parties"),
    ("land", "/office/land"),
    ("bonds", "/office/bonds"),
    ("dead-stock", "/office/dead-stock"),
    ("minutes", "/office/minutes"),
    ("policies", "/office/policies"),
    ("dividends", "/office/dividends"),
    ("meet", "/office/do/meet"),
    ("plot", "/office/do/enter-plot"),
    ("pay-dividend", "/office/do/pay-dividend?member=1"),
    ("year-end", "/year-end"),
    ("open-heads", "/heads/open"),
    ("outage-slips", "/slips"),
    ("voters", "/voters"),
    ("stock", "/trade/stock"),
    ("sales", "/trade/sales"),
    ("ration", "/trade/ration"),
    ("objections", "/objections"),
    ("shop", "/trade"),
    ("sale", "/trade/sell"),
    ("people", "/people"),
    ("person", "/people/one/sachiv"),
    ("setup", "/setup"),
    ("open-activity", "/trade/do/open-activity"),
    ("bylaws", "/bylaws"),
    ("notices", "/notices"),
    ("estate", "/estate"),
    ("banks", "/estate/bank"),
    ("borrowings", "/estate/borrowings"),
    ("assets", "/estate/assets"),
    ("suspense", "/estate/suspense"),
    ("salaries", "/estate/salaries"),
    ("invest", "/estate/do/invest"),
    ("employee", "/estate/do/set-employee"),
    ("lender", "/lender"),
    ("claims", "/lender/claims?funder=subvention"),
    ("reminders", "/lender/reminders"),
    ("slips", "/lender/slips"),
    ("classes", "/lender/npa"),
    ("gold", "/lender/gold"),
    ("pledge", "/lender/do/pledge"),
    ("suits", "/lender/suits"),
    ("resting", "/lender/resting"),
    ("agents", "/lender/agents"),
    ("collecting", "/lender/do/collect"),
    ("tickets", "/tickets"),
    ("raise", "/tickets/raise?page=end"),
    ("lending-rules", "/lender/rules?norm=provision"),
    ("lending-scales", "/lender/rules?norm=scales"),
    ("works", "/works"),
    ("journal", "/journal"),
    ("buy", "/trade/do/buy"),
    ("sell-bill", "/trade/do/sell-bill"),
    ("count-stock", "/trade/do/count-stock"),
    ("collect-list", "/lender/do/collect"),
    ("works-found", "/works?w=%E0%A4%AC%E0%A5%8D%E0%A4%AF%E0%A4%BE%E0%A4%9C"),
    ("products", "/lender/products"),
    ("product-loan", "/lender/products/new?kind=kcc-short"),
    ("product-deposit", "/lender/products/new?kind=recurring"),
];

/// Further kinds of pages, each seen once in each language, on a desk and on a telephone by turns: second steps, papers, the auditor's seat.
pub const MORE: &[(&str, &str)] = &[
    ("day-end", "/day/end"),
    ("day-count", "/day/count"),
    ("bank-account", "/estate/bank/BANK"),
    ("bank-statement", "/estate/bank/BANK/statement"),
    ("bank-import", "/estate/bank/BANK/import"),
    ("investments", "/estate/investments"),
    ("due", "/estate/due"),
    ("schedule", "/estate/schedule"),
    ("staff", "/estate/staff"),
    ("audit", "/audit"),
    ("audit-sample", "/audit/sample"),
    ("exports", "/exports"),
    ("exchange", "/exchange"),
    ("ledger", "/books/ledger/ST_LOAN"),
    ("receipts-payments", "/reports/receipts-payments"),
    ("trading", "/reports/trading"),
    ("profit-loss", "/reports/profit-loss"),
    ("appropriation", "/reports/appropriation"),
];

/// Pages above societies: name of the picture and path.
pub const ABOVE: &[(&str, &str)] = &[
    ("help-queue", "/helpdesk"),
    ("help-agenda", "/helpdesk/agenda"),
    ("help-ages", "/helpdesk/ages"),
    ("help-digest", "/helpdesk/digest"),
    ("help-problems", "/helpdesk/problems"),
    ("help-knowledge", "/helpdesk/knowledge"),
    ("help-hours", "/helpdesk/hours"),
    ("help-article", "/helpdesk/do/set-article"),
];

/// Bytes of a page with style, script and pictures on a first visit.
const WIRE: u64 = 25_000;
/// Elements of a page.
const NODES: i64 = 1_500;

const LOOKS: [(&str, Look); 3] = [("desk", Look::DESK), ("phone", Look::PHONE), ("dark", Look::DARK)];

/// Where pictures go.
pub fn screens() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target"), PathBuf::from);
    let folder = target.join("screens");
    std::fs::create_dir_all(&folder).expect("folder for pictures");
    folder
}

/// axe-core, where `AXE_JS` or `node_modules` has it.
pub fn axe() -> Option<String> {
    let named = std::env::var_os("AXE_JS").map(PathBuf::from);
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../node_modules/axe-core/axe.min.js");
    let found = named.into_iter().chain([here]).find_map(|p| std::fs::read_to_string(p).ok());
    if found.is_none() {
        assert!(!proofs::required("axe"), "axe is required: set AXE_JS");
        println!("SKIPPED accessibility rules: no axe-core (AXE_JS)");
    }
    found
}

/// Logs in with the first sample login whose name is `ankekshak`.
pub fn enter(page: &mut Page<'_>, base: &str) -> Tried<()> {
    enter_as(page, base, "ankekshak")
}

/// Logs in with the first sample login of this name; an auditor is shown no form.
fn enter_as(page: &mut Page<'_>, base: &str, login: &str) -> Tried<()> {
    page.goto(&format!("{base}/login"))?;
    page.eval(&format!("document.querySelector('input[value={login}]').form.querySelector('button').click()"))?;
    page.until("location.pathname !== '/login' && document.readyState === 'complete'")
}

/// All pages of a society.
pub fn all(browser: &mut Browser, base: &str, wrong: &mut Vec<String>) {
    let axe = axe();
    for (name, look) in LOOKS {
        for lang in ["hi", "en"] {
            if let Err(e) = walk(browser, base, (name, look), lang, axe.as_deref(), wrong) {
                wrong.push(format!("{name} {lang}: {e}"));
            }
        }
    }
    if let Err(e) = more(browser, base, axe.as_deref(), wrong) {
        wrong.push(format!("more pages: {e}"));
    }
    if let Err(e) = kept(browser, base, wrong) {
        wrong.push(format!("drafts of a rule: {e}"));
    }
    if let Err(e) = drafts(browser, base, wrong) {
        wrong.push(format!("drafts: {e}"));
    }
    if let Err(e) = weigh(browser, base, wrong) {
        wrong.push(format!("weighing: {e}"));
    }
}

/// The pages of [`MORE`], and a person's own.
fn more(browser: &mut Browser, base: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    const TWO: [(&str, Look); 2] = [("desk", Look::DESK), ("phone", Look::PHONE)];
    for (turn, lang) in ["hi", "en"].into_iter().enumerate() {
        let mut page = browser.page(Look::DESK)?;
        page.goto(&format!("{base}/login?lang={lang}"))?;
        enter(&mut page, base)?;
        let own = [("me", format!("{base}/me"))];
        let pages = MORE.iter().map(|(file, path)| (*file, format!("{base}/s/{CODE}{path}"))).chain(own);
        for (i, (file, address)) in pages.enumerate() {
            let (name, look) = TWO[(i + turn) % 2];
            page.look(look)?;
            page.goto(&address)?;
            check(&mut page, &format!("{file}-{name}-{lang}"), lang, axe, wrong)?;
        }
    }
    Ok(())
}

/// A rule half written is there again after the power came back.
fn kept(browser: &mut Browser, base: &str, wrong: &mut Vec<String>) -> Tried<()> {
    const ORDER: &str =
        "(() => { const f = document.querySelector('form[data-draft] [name=order]'); return f ? f.value : 'none' })()";
    let mut page = browser.page(Look::DESK)?;
    enter_as(&mut page, base, "sachiv")?;
    page.goto(&format!("{base}/s/{CODE}/rules"))?;
    page.eval(
        "(() => { const f = document.querySelector('form[data-draft] [name=order]'); f.value = 'AR/7'; \
         f.dispatchEvent(new Event('input', { bubbles: true })) })()",
    )?;
    page.goto(&format!("{base}/s/{CODE}/day"))?;
    page.goto(&format!("{base}/s/{CODE}/rules"))?;
    let found = page.text(ORDER)?;
    if found != "AR/7" {
        wrong.push(format!("the draft of a rule: {found:?}"));
    }
    Ok(())
}

fn walk(
    browser: &mut Browser,
    base: &str,
    (name, look): (&str, Look),
    lang: &str,
    axe: Option<&str>,
    wrong: &mut Vec<String>,
) -> Tried<()> {
    let mut page = browser.page(look)?;
    page.goto(&format!("{base}/login?lang={lang}"))?;
    check(&mut page, &format!("login-{name}-{lang}"), lang, axe, wrong)?;
    page.goto(&format!("{base}/"))?;
    check(&mut page, &format!("outside-{name}-{lang}"), lang, axe, wrong)?;
    enter(&mut page, base)?;
    check(&mut page, &format!("societies-{name}-{lang}"), lang, axe, wrong)?;
    for &(file, path) in PAGES {
        page.goto(&format!("{base}/s/{CODE}{path}"))?;
        check(&mut page, &format!("{file}-{name}-{lang}"), lang, axe, wrong)?;
    }
    for &(file, path) in ABOVE {
        page.goto(&format!("{base}{path}"))?;
        check(&mut page, &format!("{file}-{name}-{lang}"), lang, axe, wrong)?;
    }
    page.goto(&format!("{base}/helpdesk"))?;
    let ticket = page.text("document.querySelector('main td a[href*=\"/tickets/\"]').getAttribute('href')")?;
    page.goto(&format!("{base}{ticket}"))?;
    check(&mut page, &format!("ticket-{name}-{lang}"), lang, axe, wrong)?;
    page.goto(&format!("{base}{ticket}/hand-on"))?;
    check(&mut page, &format!("hand-on-{name}-{lang}"), lang, axe, wrong)?;
    page.goto(&format!("{base}/s/{WAITING}"))?;
    check(&mut page, &format!("waiting-{name}-{lang}"), lang, axe, wrong)?;
    page.goto(&format!("{base}/nowhere"))?;
    page.troubles();
    check(&mut page, &format!("refused-{name}-{lang}"), lang, axe, wrong)
}

/// Pages of an installation without societies.
pub fn empty(browser: &mut Browser, base: &str, wrong: &mut Vec<String>) {
    let mut walk = || -> Tried<()> {
        let mut page = browser.page(Look::DESK)?;
        page.goto(base)?;
        check(&mut page, "empty-desk-hi", "hi", None, wrong)
    };
    if let Err(e) = walk() {
        wrong.push(format!("empty: {e}"));
    }
}

/// What must hold of every page.
pub fn check(page: &mut Page<'_>, name: &str, lang: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    page.picture(&screens().join(format!("{name}.png")))?;
    let mut say = |what: String| wrong.push(format!("{name}: {what}"));
    page.troubles().into_iter().for_each(&mut say);
    let over = page.overflow()?;
    if over > 0 {
        say(format!("{over} px wider than the screen: {}", page.text(WIDEST)?));
    }
    let nodes = page.eval("document.querySelectorAll('*').length")?.as_i64().unwrap_or(i64::MAX);
    if nodes > NODES {
        say(format!("{nodes} elements"));
    }
    if lang == "hi" {
        let latin = page.text(LATIN)?;
        if !latin.is_empty() {
            say(format!("not translated: {latin}"));
        }
    }
    let small = page.text(SMALL)?;
    if !small.is_empty() {
        say(format!("too small to read: {small}"));
    }
    if let Some(axe) = axe {
        page.eval(axe)?;
        let found = page.text(AXE)?;
        if !found.is_empty() {
            say(found);
        }
    }
    Ok(())
}

/// The element that reaches farthest to the right outside any scrolling box.
const WIDEST: &str = "(() => { const w = document.documentElement.clientWidth; \
    return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w + 1 && !e.closest('.scroll, .rail, .tabs')) \
    .slice(0, 3).map(e => e.outerHTML.slice(0, 90)).join(' | ') })()";

/// Words in Latin letters on a Hindi page outside what is quoted from files and people.
const LATIN: &str = "(() => { const skip = '.path, code, .typed, .old, .sheet, .typedbox, [lang=en], .facts dd, h1, .rail .soc, .find, .who b, svg'; \
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const found = new Set(); \
    while (walk.nextNode()) { const n = walk.currentNode; if (n.parentElement.closest(skip)) continue; \
    const t = n.textContent.replace(/\\b(S\\d{4}|UK-[A-Z]+-\\d+|OPENING-\\d+|[A-Z]{2}-\\d+|ST_LOAN)\\b/g, ''); \
    if (/[A-Za-z]{2,}/.test(t) && !n.parentElement.closest('[data-name]')) found.add(t.trim()); } \
    for (const e of document.querySelectorAll('[aria-label], [placeholder]')) for (const a of ['aria-label', 'placeholder']) { \
    const t = e.getAttribute(a); if (t && /[A-Za-z]{2,}/.test(t) && !e.closest('[lang=en]')) found.add(t); } \
    return [...found].join(' | ') })()";

/// Hindi below 12 px (13 in chips, axes and captions is the rule; 12 only for the line under the brand and old letters).
const SMALL: &str = "(() => [...document.querySelectorAll('main *')].filter(e => e.childNodes.length && \
    [...e.childNodes].some(n => n.nodeType === 3 && /[\\u0900-\\u097f]/.test(n.textContent)) && !e.closest('.vh') && \
    parseFloat(getComputedStyle(e).fontSize) < 12.9).slice(0, 3).map(e => e.outerHTML.slice(0, 90)).join(' | '))()";

pub const AXE: &str = "axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}) \
    .then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target + ' ' + (n.any[0]?.message ?? '')).join(' | ')).join('; '))";

/// Id and way of paying of the form that is open.
const DRAFT: &str = "(() => { const f = document.querySelector('form[data-draft]'); return f.elements.id.value + ' ' + f.elements.pay.value })()";

/// A draft belongs to one customer: another's form begins empty and under an id of its own, the first one's comes back after a power cut.
fn drafts(browser: &mut Browser, base: &str, wrong: &mut Vec<String>) -> Tried<()> {
    let mut page = browser.page(Look::DESK)?;
    enter_as(&mut page, base, "sachiv")?;
    let of = |who: &str| format!("{base}/s/{CODE}/trade/sell?begun=1&customer=n:{who}&lines=UREA:1");
    let mut stands = |who: &str, credit: bool| -> Tried<String> {
        page.goto(&of(who))?;
        if credit {
            page.eval(
                "(() => { const s = document.querySelector('[name=pay]'); s.value = 'credit'; s.dispatchEvent(new Event('input', { bubbles: true })) })()",
            )?;
        }
        page.text(DRAFT)
    };
    let (mohan, sohan, again) = (stands("Mohan", true)?, stands("Sohan", false)?, stands("Mohan", false)?);
    if !mohan.ends_with("credit") || again != mohan || !sohan.ends_with("cash") {
        wrong.push(format!("drafts of two customers: {mohan:?}, {sohan:?}, {again:?}"));
    }
    // a form sent after the session has ended leads to the login, and the draft is there when he has come in again
    page.eval("fetch('/logout', { method: 'POST' }).then(() => 0)")?;
    page.eval("document.querySelector('form[data-draft]').requestSubmit()")?;
    page.until("location.pathname === '/login' && document.readyState === 'complete'")?;
    page.troubles();
    enter_as(&mut page, base, "sachiv")?;
    page.goto(&of("Mohan"))?;
    let after = page.text(DRAFT)?;
    if after != mohan {
        wrong.push(format!("a draft sent without a session: {mohan:?}, afterwards {after:?}"));
    }
    Ok(())
}

/// What each page costs on a first visit, and on paper.
fn weigh(browser: &mut Browser, base: &str, wrong: &mut Vec<String>) -> Tried<()> {
    for &(file, path) in PAGES {
        let mut page = browser.page(Look::DESK)?;
        enter(&mut page, base)?;
        let stored = page.bytes();
        page.goto(&format!("{base}/s/{CODE}{path}"))?;
        page.troubles();
        let own = page.bytes();
        let all = own + assets(&mut page)?;
        println!("{file}: page {own} bytes, first visit {all} bytes (the pages before it {stored})");
        if all > WIRE {
            wrong.push(format!("{file}: {all} bytes on a first visit"));
        }
        if matches!(file, "home" | "passbook" | "trial-balance" | "finding") {
            page.print(&screens().join(format!("{file}.pdf")))?;
        }
    }
    Ok(())
}

/// Bytes of style, script and pictures as sent: asked for again, past the cache.
fn assets(page: &mut Page<'_>) -> Tried<u64> {
    page.eval(
        "Promise.all(['link[rel=stylesheet]', 'script', 'link[rel=icon]', 'use'].map(s => document.querySelector(s)).filter(Boolean) \
         .map(e => fetch((e.href?.baseVal ?? e.href ?? e.src).split('#')[0], {cache: 'reload'}).then(r => r.arrayBuffer()))).then(() => 0)",
    )?;
    page.troubles();
    Ok(page.bytes())
}

/// Looks at the page that is open as every page is looked at, in both languages, on a desk and a phone; keeps its picture where pictures are made.
pub fn looked(
    (page, base): (&mut Page<'_>, &str),
    name: &str,
    picture: &str,
    axe: Option<&str>,
    wrong: &mut Vec<String>,
) -> Tried<()> {
    let here = page.text("location.pathname + location.search")?;
    let with = |lang: &str| format!("{base}{here}{}lang={lang}", if here.contains('?') { '&' } else { '?' });
    for (look, size) in [("desk", Look::DESK), ("phone", Look::PHONE)] {
        page.look(size)?;
        for lang in ["en", "hi"] {
            page.goto(&with(lang))?;
            check(page, &format!("{name}-{look}-{lang}"), lang, axe, wrong)?;
        }
    }
    page.look(Look::DESK)?;
    if std::env::var_os("UPDATE").is_some() {
        let docs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures");
        for (lang, mark) in [("en", "-en"), ("hi", "")] {
            page.goto(&with(lang))?;
            page.picture(&docs.join(format!("{picture}{mark}.png")))?;
        }
    }
    page.goto(&format!("{base}{here}"))?;
    Ok(())
}

/// What the square of the page says, read from the square as it is drawn.
pub fn square(page: &mut Page<'_>) -> Tried<String> {
    let drawn = page.text(
        "(() => { const svg = document.querySelector('svg.qr'), path = svg.querySelector('path:not(.paper)'), side = svg.viewBox.baseVal.width - 4; let out = ''; \
         for (let y = 0; y < side; y++) { for (let x = 0; x < side; x++) out += path.isPointInFill(new DOMPoint(x + .5, y + .5)) ? '1' : '0'; out += ' ' } return out })()",
    )?;
    let rows: Vec<&[u8]> = drawn.split_whitespace().map(str::as_bytes).collect();
    let (module, margin) = (4, 4);
    let side = (rows.len() + 2 * margin) * module;
    let dark = |x: usize, y: usize| {
        let at = |v: usize| (v / module).checked_sub(margin);
        let found = at(y).and_then(|y| rows.get(y)).zip(at(x)).and_then(|(row, x)| row.get(x));
        found == Some(&b'1')
    };
    let mut read = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if dark(x, y) { 0 } else { 255 });
    let grids = read.detect_grids();
    let (_, text) = grids.first().ok_or("no square is found")?.decode().map_err(|e| e.to_string())?;
    Ok(text)
}

/// Pages of a PDF and the width of the first, in millimetres.
pub fn printed(page: &mut Page<'_>, name: &str) -> Tried<(usize, i64)> {
    let file = screens().join(format!("{name}.pdf"));
    page.print(&file)?;
    let bytes = std::fs::read(&file).map_err(|e| e.to_string())?;
    let text = String::from_utf8_lossy(&bytes);
    let pages = text.matches("/Type /Page\n").count() + text.matches("/Type /Page ").count();
    let width = text.split("/MediaBox [").nth(1).and_then(|m| m.split_whitespace().nth(2)?.parse::<f64>().ok());
    let points = width.ok_or("no page has a size")?;
    Ok((pages, (points * 25.4 / 72.0).round() as i64))
}
