//! The second half of the story: data closed, slips and an objection, signatures at the desk and at the seat, posting, the days beside paper, paper
//! sealed and ended, its certificate, and the order that opens it again.

use crate::cutover::{CODE, Story, bench};
use crate::hand::Person;
use crate::two::{self, DAY};
use crate::walk::{printed, square};
use proofs::browser::{Browser, Tried};

/// Days beside paper: on the first of them paper says a rupee more, so that the run begins after it.
const DAYS: usize = 8;

fn sign(signer: &str) -> String {
    format!("deed=sign&signer={signer}&paper_no=12/2026")
}

/// The one form of the page by which the person at the screen signs.
fn signs(p: &mut Person<'_>) -> Tried<()> {
    p.goto(&bench("gates"))?;
    let paper = p.there("form:has([value=sign]) [name=paper_no]")?;
    let fields: &[(&str, &str)] = if paper { &[("paper_no", "12 / 28-12-2026")] } else { &[] };
    p.send("form:has([value=sign])", fields)
}

/// From closing the data to posting it.
pub fn signed(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    let mut p = s.at_desk(browser, "sanchalak")?;
    p.goto(&bench("gates"))?;
    p.send("form:has([value=freeze])", &[])?;
    signs(&mut p)?;
    drop(p);
    early(s, browser)?;
    slips(s, browser)?;
    s.clock.later(31 * DAY);
    let mut p = s.at_desk(browser, "sachiv")?;
    p.cheat(&bench("gates"), &sign("president"), "S5001")?;
    signs(&mut p)?;
    drop(p);
    changed(s, browser)?;
    let mut p = s.at_desk(browser, "adhyaksh")?;
    p.cheat(&bench("gates"), &sign("officer"), "S5001")?;
    signs(&mut p)?;
    p.cheat(&bench("gates"), &sign("president"), "S3155")?;
    drop(p);
    at_seat(s, browser)?;
    let mut p = s.at_desk(browser, "sanchalak")?;
    p.goto(&bench("gates"))?;
    for name in ["ar-almora", "ankekshak", "bank-paryavekshak"] {
        p.says(name)?;
    }
    s.look(&mut p, "cutover-signed")?;
    p.goto(&bench("certificate"))?;
    s.look(&mut p, "cutover-match")?;
    p.goto(&bench("gates"))?;
    p.send("form:has([value=post])", &[])?;
    p.says("खाते बहियों में चढ़ चुके हैं")?;
    p.cheat(&bench("gates"), "deed=freeze", "S3157")?;
    let gates = Story::passed(&mut p)?;
    drop(p);
    s.evidence(browser, gates, &[])?;
    let rungs = s.rungs(browser)?;
    // a difference was carried by a minute: until the officer signs its list, the ledger and the registers do not agree above either
    let reached = |rung: &str| rungs.iter().any(|r| r == rung);
    if !reached("डेटा अद्यतन") || reached("डेटा मिलान") {
        return Err(format!("rungs the seat shows as reached: {rungs:?}"));
    }
    let mut p = s.at_seat(browser, "ar-almora")?;
    p.goto("/state/in/d45")?;
    p.says("1 / 1")?;
    s.look(&mut p, "cutover-matrix")
}

/// Before the slips are out nobody but the operator signs, and at the seat it is nobody's turn.
fn early(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    let mut p = s.at_desk(browser, "sachiv")?;
    p.cheat(&bench("gates"), &sign("secretary"), "S3165")?;
    p.cheat(&bench("gates"), "deed=post", "S5001")?;
    drop(p);
    let mut p = s.at_desk(browser, "sanchalak")?;
    p.cheat(&bench("gates"), "deed=post", "S3165")?;
    let gates = Story::passed(&mut p)?;
    drop(p);
    s.evidence(browser, gates, &[])?;
    let mut p = s.at_seat(browser, "ar-almora")?;
    p.goto(&bench("gates"))?;
    p.says("sanchalak")?;
    p.cheat(&bench("gates"), &sign("officer"), "S3155")
}

/// Slips of every village, and an objection that is settled.
fn slips(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    let mut p = s.at_desk(browser, "sanchalak")?;
    p.goto(&bench("slips"))?;
    let villages = p.all("tbody th a", "href")?;
    for (i, href) in villages.iter().enumerate() {
        p.page.goto(href)?;
        if i == 0 {
            s.look(&mut p, "cutover-village")?;
        }
        p.send("main form", &[])?;
    }
    p.goto(&bench("objections"))?;
    p.fill(&[("member_no", "3"), ("text", "मेरी बचत ₹50 अधिक है")])?;
    drop(p);
    let mut p = s.at_desk(browser, "sachiv")?;
    p.cheat(&bench("gates"), &sign("secretary"), "S3165")?;
    p.goto(&bench("slips"))?;
    s.look(&mut p, "cutover-slips")?;
    p.follow("main a[href*='/objections/']")?;
    p.fill(&[("how", "पासबुक देखी: शेष सही है, सदस्य ने माना")])?;
    p.cheat(&bench("gates"), &sign("secretary"), "S3165")?; // the window is still open
    let gates = Story::passed(&mut p)?;
    drop(p);
    s.evidence(browser, gates, &[])?;
    let mut p = s.at_seat(browser, "ar-almora")?;
    p.goto(&bench("gates"))?;
    p.says(&format!("{} गाँव", villages.len()))?;
    p.says("1 में से 1 निपटीं")
}

/// A file brought after two have signed: their signatures are void, at the desk and at the seat; left out again it stands on the certificate, so that the
/// data is closed and signed anew.
fn changed(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    let csv = "सदस्य संख्या,नाम,पिता,ग्राम\n9001,नया नाम,पिता,गाँव\n9002,दूसरा नाम,पिता,गाँव\n";
    let mut p = s.at_desk(browser, "lekhakar")?;
    p.goto(&bench("files"))?;
    p.bring("#f-files", &[("more.csv", csv.as_bytes())])?;
    p.goto(&bench("gates"))?;
    p.says("रद्द: ")?;
    s.look(&mut p, "cutover-void")?;
    drop(p);
    let mut p = s.at_desk(browser, "adhyaksh")?;
    p.cheat(&bench("gates"), &sign("president"), "S3165")?;
    drop(p);
    two::sent(&s.seat, &s.society);
    let mut p = s.at_seat(browser, "ar-almora")?;
    p.goto(&bench("gates"))?;
    p.says("रद्द: ")?;
    p.cheat(&bench("gates"), &sign("officer"), "S3154")?;
    drop(p);
    let mut p = s.at_desk(browser, "lekhakar")?;
    p.goto(&bench("files"))?;
    let leave = p.all("section:has(h2.path) a[href$='/leave']", "href")?;
    let names = p.all("h2.path", "innerText")?;
    let at = names.iter().position(|n| n == "more.csv").ok_or("the file is not there")?;
    p.page.goto(&leave[at])?;
    p.fill(&[("reason", "भूल से आई")])?;
    p.goto(&bench("gates"))?;
    p.says("रद्द: ")?;
    drop(p);
    let mut p = s.at_desk(browser, "sanchalak")?;
    p.goto(&bench("gates"))?;
    p.send("form:has([value=freeze])", &[])?;
    signs(&mut p)?;
    drop(p);
    let mut p = s.at_desk(browser, "sachiv")?;
    signs(&mut p)?;
    p.goto(&bench("gates"))?;
    if p.said()?.contains("रद्द: ") {
        return Err("signed anew, but the signatures are void".into());
    }
    Ok(())
}

/// Officer, auditor and bank sign at the seat, each in his turn and for himself alone.
fn at_seat(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    two::sent(&s.seat, &s.society);
    let mut p = s.at_seat(browser, "bank-paryavekshak")?;
    p.cheat(&bench("gates"), &sign("bank"), "S3155")?;
    drop(p);
    let turns = [
        ("officer", "ar-almora", "ankekshak"),
        ("auditor", "ankekshak", "bank-paryavekshak"),
        ("bank", "bank-paryavekshak", "ar-almora"),
    ];
    for (signer, login, other) in turns {
        let mut p = s.at_seat(browser, other)?;
        p.cheat(&bench("gates"), &sign(signer), "S5001")?;
        drop(p);
        let mut p = s.at_seat(browser, login)?;
        p.goto(&bench("gates"))?;
        if login == "ar-almora" {
            s.look(&mut p, "cutover-seat")?;
        }
        signs(&mut p)?;
    }
    two::sent(&s.seat, &s.society);
    Ok(())
}

/// The days beside paper, paper sealed and ended, the certificate; and what it takes to open it again.
pub fn ended(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    let end = "from=05/02/2027&resolution=17 / 04-02-2027";
    for day in 0..DAYS {
        let cash = s.society[0].day().0 + if day == 0 { 100 } else { 0 };
        let mut p = s.at_desk(browser, "sachiv")?;
        p.cheat(&bench("cutover"), end, "S3165")?;
        p.goto(&bench("parallel"))?;
        let today = lipi::date::format(s.society[0].desk.today());
        let cash = format!("{}.{:02}", cash / 100, cash % 100);
        p.fill(&[("date", &today), ("receipts", "0"), ("payments", "0"), ("cash", &cash), ("no_photo", "फ़ोन नहीं था")])?;
        p.cheat(&bench("parallel"), &format!("date={today}&receipts=0&payments=0&cash=1"), "S3227")?;
        if day + 1 == DAYS {
            s.look(&mut p, "cutover-parallel")?;
        }
        drop(p);
        s.clock.later(DAY);
    }
    let mut p = s.at_desk(browser, "sachiv")?;
    let gates = Story::passed(&mut p)?;
    drop(p);
    s.evidence(browser, gates, &[])?;
    sealed(s, browser, end)?;
    certificate(s, browser)
}

/// A number on the photograph that waits is drawn over.
fn blacken(s: &mut Story<'_>, p: &mut Person<'_>) -> Tried<()> {
    waits(p)?;
    p.page.eval(
        "(() => { const box = document.querySelector('[data-mask]'), r = box.querySelector('img').getBoundingClientRect(); \
         box.setPointerCapture = () => {}; window.before = true; \
         const at = (what, x, y) => box.dispatchEvent(new PointerEvent(what, { clientX: r.left + r.width * x, clientY: r.top + r.height * y, pointerId: 1, bubbles: true })); \
         at('pointerdown', .2, .3); at('pointermove', .5, .33); at('pointerup', .6, .35) })()",
    )?;
    p.page.until("!window.before && document.readyState === 'complete'")?;
    s.look(p, "photo-looked-at")
}

fn waits(p: &mut Person<'_>) -> Tried<()> {
    p.page.until("location.pathname.includes('/bench/photos/') && document.readyState === 'complete'")
}

/// A photograph waits until it was looked at: somebody says that no number is left, and it is kept.
pub fn keep_photo(p: &mut Person<'_>) -> Tried<()> {
    waits(p)?;
    p.page.eval("document.querySelector('[name=none_left]').click()")?;
    p.send("form:has([name=none_left])", &[])
}

/// Every book on paper is ruled off and photographed; only then paper ends.
fn sealed(s: &mut Story<'_>, browser: &mut Browser, end: &str) -> Tried<()> {
    let mut p = s.at_desk(browser, "sachiv")?;
    p.goto(&bench("cutover"))?;
    let books = p.all("input[type=file]", "id")?;
    if books.len() != 3 {
        return Err(format!("books to be sealed: {books:?}"));
    }
    p.bring(&format!("#{}", books[0]), &[("a.png", b"MZ no picture")])?;
    p.page.troubles(); // the refusal itself
    if !p.there("main [role=alert]")? {
        return Err("a book was sealed without a picture".into());
    }
    for (i, book) in (0u8..).zip(&books) {
        p.cheat(&bench("cutover"), end, "S3165")?;
        p.goto(&bench("cutover"))?;
        if i > 0 {
            p.bring(&format!("#{book}"), &[("rekha.png", &proofs::photo(100))])?;
            keep_photo(&mut p)?;
            p.says("S3229")?;
            p.page.troubles(); // the refusal itself
            p.goto(&bench("cutover"))?;
        }
        p.bring(&format!("#{book}"), &[("rekha.png", &proofs::photo(100 + i))])?;
        if usize::from(i) + 1 == books.len() {
            blacken(s, &mut p)?;
        }
        keep_photo(&mut p)?;
    }
    s.look(&mut p, "cutover-sealed")?;
    p.cheat(&bench("cutover"), "from=05/02/2027&resolution=", "S3151")?;
    p.cheat(&bench("cutover"), "from=31/03/2027&resolution=17", "S3228")?;
    p.send("form:has(#f-from)", &[("from", "05-02-2027"), ("resolution", "17 / 04-02-2027")])?;
    p.says("05-02-2027")?;
    let gates = Story::passed(&mut p)?;
    drop(p);
    if gates != 11 {
        return Err(format!("{gates} gates of 11 are passed"));
    }
    s.evidence(browser, gates, &[])?;
    let rungs = s.rungs(browser)?;
    println!("rungs reached: {rungs:?}");
    Ok(())
}

fn verify(text: &str) -> String {
    bench(&format!("verify?t={}", text.replace(' ', "+")))
}

/// The certificate says what stands in the register, here and at the seat; one changed by a letter does not; an order undoes it.
fn certificate(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    let mut p = s.at_desk(browser, "sachiv")?;
    p.goto(&bench("cutover/certificate"))?;
    s.look(&mut p, "cutover-certificate")?;
    let (pages, _) = printed(&mut p.page, "cutover-certificate")?;
    if pages != 1 {
        return Err(format!("the certificate has {pages} pages"));
    }
    let text = square(&mut p.page)?;
    p.goto(&verify(&text))?;
    if !p.there(".say.ok")? {
        return Err(format!("the certificate is not found true: {text}"));
    }
    let forged = format!("{}{}", &text[..text.len() - 1], if text.ends_with('0') { '1' } else { '0' });
    p.goto(&verify(&forged))?;
    if !p.there(".say.bad")? {
        return Err("a forged certificate passes".into());
    }
    p.cheat(&bench("cutover"), "deed=reopen&order=AR/9&reason=x", "S5001")?;
    drop(p);
    let mut p = s.at_seat(browser, "ar-almora")?;
    p.goto(&verify(&text))?;
    if !p.there(".say.ok")? {
        return Err("the seat does not find the certificate true".into());
    }
    p.goto(&bench("cutover/certificate"))?;
    p.says(CODE)?;
    p.goto(&bench("gates"))?;
    s.look(&mut p, "cutover-seat-ended")?;
    p.goto(&format!("/state/society/{CODE}"))?;
    s.look(&mut p, "cutover-ladder")?;
    p.goto(&format!("/state/society/{CODE}"))?;
    p.cheat(&bench("cutover"), "deed=reopen&order=&reason=बाढ़", "S3151")?;
    p.goto(&bench("gates"))?;
    p.send("form:has([value=reopen])", &[("order", "AR/9 दिनांक 20-02-2027"), ("reason", "बाढ़: कम्प्यूटर बह गया")])?;
    drop(p);
    two::sent(&s.seat, &s.society);
    let mut p = s.at_desk(browser, "sachiv")?;
    p.goto(&verify(&text))?;
    if !p.there(".say.bad")? {
        return Err("an order opened paper again, and the certificate is still true".into());
    }
    p.goto(&bench("cutover"))?;
    p.says("AR/9")?;
    Ok(())
}
