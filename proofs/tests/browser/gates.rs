//! A hurried hand at the gates before the signatures: each is shut and says why, closing the data over it is refused, and the true way opens it. Books
//! left unread or unkeyed, a total that does not come out, an account of nobody's waved through by the one who brought it, last year's trial balance, a
//! bank's figure typed to match.

use crate::cutover::{Story, bench};
use crate::hand::Person;
use crate::ledgers::{self, Paper};
use proofs::browser::{Browser, Tried};

/// A savings register of two accounts of nobody's, and one amount that cannot be read.
const NOBODYS: &str = "बचत जमा खाता\nक्रमांक,खाता संख्या,सदस्य संख्या,सदस्य का नाम,खाता खोलने की तिथि,शेष राशि\n\
    1,99501,99901,राम सिंह,01-04-2020,1500.00\n2,99502,99902,कमला देवी,01-04-2021,\"12,5O0\"\n";
/// The trial balance of the year before, which balances as well as this year's.
const LAST_YEAR: &str =
    "तलपट दिनांक 31-03-2024\nक्र,खाता शीर्ष,नाम,जमा\n1,नकद,500.00,\n2,अंश पूँजी,,500.00\n3,योग,500.00,500.00\n";

/// What a gate stands on: whether it holds, and the words.
fn lines(p: &mut Person<'_>, gate: u8) -> Tried<Vec<(bool, String)>> {
    p.goto(&bench("gates"))?;
    let found = p.page.eval(&format!(
        "[...document.querySelectorAll('tbody tr')].filter(r => r.querySelector('th .chip')?.textContent === 'G{gate}')\
         .flatMap(r => [...r.querySelectorAll('li')].map(l => [String(!!l.querySelector('.dot.ok')), l.lastChild.textContent.trim() || l.lastElementChild.textContent]))"
    ))?;
    let found = found.as_array().filter(|f| !f.is_empty()).ok_or_else(|| format!("no gate G{gate}"))?;
    let text = |x: &serde_json::Value, at: usize| x[at].as_str().unwrap_or_default().to_owned();
    Ok(found.iter().map(|l| (text(l, 0) == "true", text(l, 1))).collect())
}

/// The gate is shut because of this, word for word; and nobody closes the data over it.
pub fn shut(p: &mut Person<'_>, gate: u8, cause: &str) -> Tried<()> {
    let found = lines(p, gate)?;
    if !found.iter().any(|(holds, says)| !holds && says == cause) {
        return Err(format!("G{gate} is not shut by {cause:?}: {found:?}"));
    }
    p.cheat(
        &bench("gates"),
        "deed=freeze",
        &format!("S{}", if gate == 6 && cause.contains("तलपट पर") { 3171 } else { 3165 }),
    )
}

/// Nothing shuts the gate.
pub fn open(p: &mut Person<'_>, gate: u8) -> Tried<()> {
    let found = lines(p, gate)?;
    if found.iter().all(|(holds, _)| *holds) { Ok(()) } else { Err(format!("G{gate} is shut: {found:?}")) }
}

/// The gate no longer stands shut by this.
pub fn holds(p: &mut Person<'_>, gate: u8, says: &str) -> Tried<()> {
    let found = lines(p, gate)?;
    let there = found.iter().any(|(holds, text)| *holds && text == says);
    if there { Ok(()) } else { Err(format!("G{gate} does not say {says:?}: {found:?}")) }
}

/// What the differences carried on come to, rupees, where nobody above the society has said yet how much may be: it shuts the gate.
pub fn carried(p: &mut Person<'_>) -> Tried<String> {
    let found = lines(p, 5)?;
    let amount = found.iter().find_map(|(holds, says)| {
        let said = says.strip_prefix("आगे ले जाए अन्तर सब मिलाकर ₹ ")?.split(", सीमा ₹ 0").next()?;
        (!holds).then(|| said.replace(',', ""))
    });
    amount.ok_or_else(|| format!("G5 lets pass what nobody bounded: {found:?}"))
}

/// The number a line of a gate says, by the words after it.
fn count(p: &mut Person<'_>, gate: u8, words: &str) -> Tried<u64> {
    let found = lines(p, gate)?;
    let line = found.iter().find_map(|(_, says)| says.strip_suffix(words)?.trim().rsplit(' ').next()?.parse().ok());
    line.ok_or_else(|| format!("G{gate} does not say how many {words}: {found:?}"))
}

/// Leaves a file out, first without saying why.
pub fn left_out(p: &mut Person<'_>, name: &str) -> Tried<()> {
    p.goto(&bench("files"))?;
    let way = p.page.text(&format!(
        "[...document.querySelectorAll('section:has(h2.path), ul.aside li')].find(s => s.querySelector('.path').textContent === {name:?})?.querySelector('a[href$=\"/leave\"]')?.getAttribute('href') ?? ''"
    ))?;
    if way.is_empty() {
        return Err(format!("{name} cannot be left out"));
    }
    p.cheat(&way, &format!("path={name}&reason="), "S3151")?;
    p.goto(&way)?;
    p.fill(&[("reason", "भूल से आई")])
}

/// G1: a file nobody could read, and one read but for a cell; G4: accounts of nobody's, waved through by the one who brought them.
pub fn unread(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    let mut p = s.at_desk(browser, "sachiv")?;
    p.goto(&bench("files"))?;
    p.bring("#f-files", &[("purana.zip", b"PK\x03\x04rest of an archive")])?;
    shut(&mut p, 1, "1 फ़ाइलें पढ़ी नहीं गईं")?;
    left_out(&mut p, "purana.zip")?;
    holds(&mut p, 1, "0 फ़ाइलें पढ़ी नहीं गईं")?;
    let nobodys = "खाते या गाँव किसी से नहीं जुड़ते";
    let before = count(&mut p, 4, nobodys)?;
    p.goto(&bench("files"))?;
    p.bring("#f-files", &[("anath.csv", NOBODYS.as_bytes())])?;
    shut(&mut p, 1, "1 ख़ानों में लिखा न राशि पढ़ा गया न दिनांक")?;
    shut(&mut p, 4, &format!("{} {nobodys}", before + 2))?;
    // the secretary brought them, and says himself that they stand
    p.goto(&bench("files"))?;
    p.follow("section:has(a[href*='/unread/']) .chip.bad")?;
    stands(&mut p, "S3225")?;
    p.goto(&bench("findings?code=ORPHAN_DEPOSIT"))?;
    let all = p.all("ol.probs > li:not(.ok):has(.path) h3 a", "href")?;
    let mut his = 0;
    for href in all {
        p.page.goto(&href)?;
        if p.said()?.contains("anath.csv") {
            stands(&mut p, "S3225")?;
            his += 1;
        }
    }
    if his != 2 {
        return Err(format!("findings of anath.csv: {his}"));
    }
    shut(&mut p, 4, &format!("{} {nobodys}", before + 2))?;
    left_out(&mut p, "anath.csv")?;
    holds(&mut p, 1, "0 ख़ानों में लिखा न राशि पढ़ा गया न दिनांक")?;
    shut(&mut p, 4, &format!("{before} {nobodys}"))?;
    drop(p);
    // and who only brings books says it of nothing
    let mut p = s.at_desk(browser, "sanchalak")?;
    p.goto(&bench("findings?code=ORPHAN_DEPOSIT"))?;
    p.follow("ol.probs > li:not(.ok) h3 a")?;
    stands(&mut p, "S5001")
}

/// Says of what the page shows that it stands, and is refused.
fn stands(p: &mut Person<'_>, number: &str) -> Tried<()> {
    p.send("form:has([value=stands])", &[("reason", "जल्दी है")])?;
    p.page.troubles(); // the refusal itself
    let said = p.said()?;
    if said.contains(number) { Ok(()) } else { Err(format!("not {number}: {said:.600}")) }
}

/// G2: who keys does not choose how much of it is keyed again, nor does the society choose less than is proposed.
pub fn samples(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    let rule = |percent: u8, above: u8| format!("percent={percent}&permille={above}&source=7");
    s.at_desk(browser, "sanchalak")?.cheat(&bench("operators"), &rule(10, 1), "S5001")?;
    let mut p = s.at_desk(browser, "sachiv")?;
    for lower in [rule(0, 1), rule(10, 100)] {
        p.cheat(&bench("operators"), &lower, "S3221")?;
    }
    Ok(())
}

/// G2, before anything is keyed: two registers are listed and nobody keyed them.
pub fn unkeyed(s: &mut Story<'_>, browser: &mut Browser) -> Tried<()> {
    let mut p = s.at_desk(browser, "sanchalak")?;
    shut(&mut p, 2, "सूची की 2 पंजियाँ न चढ़ाई गईं न किसी फ़ाइल से पढ़ी गईं")?;
    // said to be in the files, where it is not: another gate shuts instead
    let files = "kind=14&title=मियादी&held=files&reason=फ़ाइल में है&statement=";
    p.page.eval(&format!(
        "fetch({:?}, {{method: 'POST', headers: {{'content-type': 'application/x-www-form-urlencoded'}}, body: {files:?}}}).then(() => 0)",
        bench("volumes/14/edit")
    ))?;
    shut(&mut p, 2, "सूची की 1 पंजियाँ न चढ़ाई गईं न किसी फ़ाइल से पढ़ी गईं")?;
    shut(&mut p, 0, "1 पुस्तकें फ़ाइलों में बताई गईं, पर कोई फ़ाइल उस पंजी के रूप में पढ़ी नहीं गई; कथन नहीं है")?;
    listed(&mut p, 14, "")?;
    open(&mut p, 0)
}

/// Lists a book of one page again, with the total on its last page.
fn listed(p: &mut Person<'_>, volume: u32, total: &str) -> Tried<()> {
    p.goto(&bench(&format!("volumes/{volume}/edit")))?;
    p.fill(&[
        ("held", "book"),
        ("pages", "1"),
        ("first_folio", "1"),
        ("last_folio", "1"),
        ("total", total),
        ("custodian", "सचिव"),
        ("reason", "फ़ोन नहीं था"),
        ("statement", ""),
    ])
}

/// G2, while a page is keyed: its total does not come out, and nothing but the page itself makes that good.
pub fn off(s: &mut Story<'_>, browser: &mut Browser, book: &Paper) -> Tried<()> {
    let mut p = s.at_desk(browser, "sanchalak")?;
    let path = bench("volumes/14/pages/1");
    p.goto(&path)?;
    let body = book.body("first").replace("&t9=", "&t9=9");
    p.page.eval(&format!(
        "fetch({path:?}, {{method: 'POST', headers: {{'content-type': 'application/x-www-form-urlencoded'}}, body: {body:?}}}).then(() => 0)"
    ))?;
    shut(&mut p, 2, "कागज़ के 1 पृष्ठ रुके हैं")?;
    p.cheat(&path, "deed=as-written&reason=", "S3133")
}

/// G2, when both hands are done: the book's own total is another.
pub fn total(p: &mut Person<'_>, book: &Paper) -> Tried<()> {
    listed(p, 14, "1.00")?;
    shut(p, 2, "1 पुस्तकें पूरी चढ़ीं, पर अपने योग पर नहीं आतीं")?;
    listed(p, 14, &book.total(9))?;
    holds(p, 2, "0 पुस्तकें पूरी चढ़ीं, पर अपने योग पर नहीं आतीं")
}

/// G6: last year's trial balance.
pub fn last_year(p: &mut Person<'_>) -> Tried<()> {
    open(p, 6)?;
    p.goto(&bench("files"))?;
    p.bring("#f-files", &[("talpat-purana.csv", LAST_YEAR.as_bytes())])?;
    shut(p, 6, "तलपट पर 31-03-2024 लिखा है, आधार तिथि 31-03-2025 है")?;
    left_out(p, "talpat-purana.csv")?;
    open(p, 6)
}

/// G7: what the bank states, a paisa less; then typed to match, with no paper of the bank. Its papers come afterwards.
pub fn outside(p: &mut Person<'_>) -> Tried<()> {
    p.goto(&bench("outside"))?;
    let asked = p.all("tbody th a", "href")?.len();
    shut(p, 7, &format!("{asked} में से 0 बाहर के आँकड़े मिले"))?;
    ledgers::stated(p, true)?;
    let papers = p.all("tbody tr:has(.chip.bad) input[type=file]", "id")?.len();
    let in_writing = p.all("tbody tr .chip.bad:not(th .chip)", "id")?.len();
    println!("{asked} figures asked outside, {in_writing} in writing, {papers} stated without");
    shut(p, 7, &format!("{asked} में से {} बाहर के आँकड़े मिले", asked - in_writing - 1))?;
    ledgers::stated(p, false)?;
    shut(p, 7, &format!("{asked} में से {} बाहर के आँकड़े मिले", asked - in_writing))?;
    shut(p, 7, &format!("बैंक के {in_writing} आँकड़े उसके काग़ज़ के बिना"))?;
    ledgers::papers(p)?;
    open(p, 7)
}
