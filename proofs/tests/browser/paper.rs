//! A page of a loan ledger keyed by two people in a browser: key presses counted by row, a draft after a power cut, the culprit of a held page,
//! the third look; and every page of paper as it must be.

use crate::sample::{self, OLD, PASSWORD};
use crate::{served, walk};
use migration::paper::Kind;
use proofs::browser::{Browser, Look, Page, Tried};

/// Key presses of a row: what twenty rows a minute allow a typist who strikes five keys a second.
const ROW: usize = 15;

const LOOKS: [(&str, Look); 2] = [("desk", Look::DESK), ("phone", Look::PHONE)];

fn expect(holds: bool, what: &str) -> Tried<()> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

/// The whole way of a page.
pub fn played(browser: &mut Browser, axe: Option<&str>, wrong: &mut Vec<String>) {
    let dir = tempfile::tempdir().expect("a folder");
    let web = sample::installation(dir.path());
    sample::old_books(&sample::desk(dir.path()));
    let base = served::start(web);
    if let Err(e) = first(browser, &base, axe, wrong)
        .and_then(|()| second(browser, &base, axe, wrong))
        .and_then(|()| third(browser, &base, axe, wrong))
    {
        wrong.push(format!("paper: {e}"));
    }
}

fn enter(page: &mut Page<'_>, base: &str, name: &str) -> Tried<()> {
    page.goto(&format!("{base}/login"))?;
    page.eval("document.querySelector('input[name=login]').focus()")?;
    page.keys(&format!("{name}\t{PASSWORD}\n"))?;
    page.until("location.pathname === '/' && document.readyState === 'complete'")
}

/// Sends the first form of the page with these fields filled.
fn fill(page: &mut Page<'_>, fields: &[(&str, &str)]) -> Tried<()> {
    for (name, value) in fields {
        page.eval(&format!("document.querySelector('main [name={name}]').value = {value:?}"))?;
    }
    let before = page.text("location.href")?;
    page.eval("document.querySelector('main form').requestSubmit()")?;
    page.until(&format!("location.href !== {before:?} && document.readyState === 'complete'"))
}

fn looked(page: &mut Page<'_>, name: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    for (look_name, look) in LOOKS {
        page.look(look)?;
        walk::check(page, &format!("paper-{name}-{look_name}-hi"), "hi", axe, wrong)?;
    }
    page.look(Look::DESK)
}

fn focus(page: &mut Page<'_>) -> Tried<String> {
    page.text("document.activeElement.name ?? document.activeElement.tagName")
}

/// The first hand: rows by the keyboard alone, a power cut, a total that does not fit.
fn first(browser: &mut Browser, base: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    let mut page = browser.page(Look::DESK)?;
    enter(&mut page, base, "lekhak")?;
    let bench = format!("{base}/s/{OLD}/bench");
    page.goto(&bench)?;
    fill(&mut page, &[])?;
    page.goto(&format!("{bench}/volumes/new/edit?kind=7"))?;
    looked(&mut page, "listing", axe, wrong)?;
    let book = [("product", "ST"), ("pages", "9"), ("first_folio", "1"), ("last_folio", "9"), ("custodian", "सचिव")];
    fill(&mut page, &book)?;
    looked(&mut page, "volumes", axe, wrong)?;
    members(&mut page, &bench)?;
    page.goto(&format!("{bench}/volumes/1/pages/1"))?;
    expect(focus(&mut page)? == "r0.0", "the cursor stands in the first cell")?;
    // a number the register of members does not have: name and village are typed
    page.keys("101\n99\nधन सिंह\nसतोली\n010623\n20000\n310524\n7\n5000\n=450\n310325\n")?;
    expect(focus(&mut page)? == "r1.0", &format!("Enter walks to the next row, not {}", focus(&mut page)?))?;
    // due day, rate and day of interest are as above on the whole page
    for column in [6, 7, 11] {
        page.eval(&format!("document.querySelector('#c{column} button').click()"))?;
    }
    page.eval("document.getElementById('k1.0').focus()")?;
    let (number, rest) = ("+14\n", "9\n22*4*=3/");
    page.keys(number)?;
    page.until("document.activeElement.name === 'r1.4'")?;
    let known = page.text("['k1.2','k1.3'].map(i => document.getElementById(i).value).join()")?;
    expect(known == "केसर देवी,सतोली", &format!("the member's number brings {known}"))?;
    page.keys(rest)?;
    let written =
        page.text("['k1.4','k1.5','k1.8','k1.9','k1.10'].map(i => document.getElementById(i).value).join()")?;
    expect(written == "09/06/23,22000,4000,18000,300", &format!("shorthand is {written}"))?;
    let presses = number.chars().count() + rest.chars().count();
    println!("first hand: {presses} key presses in a row of the loan ledger");
    expect(presses <= ROW, "the first hand has more to press than twenty rows a minute allow")?;
    expect(focus(&mut page)? == "r2.0", &format!("the row is done, the cursor in {}", focus(&mut page)?))?;
    // the power fails in the middle of the third row
    page.keys("+77")?;
    page.goto(&format!("{bench}/volumes/1/pages/1"))?;
    let kept = "['k0.0','k1.0','k1.3','k1.9','k2.0','k2.1'].map(i => document.getElementById(i).value).join()";
    let kept = page.text(kept)?;
    expect(kept == "101,102,सतोली,18000,103,77", &format!("a power cut leaves {kept}"))?;
    // the desk was told of every finished field, those too that were on their way when the page went away
    page.until(
        "JSON.parse(localStorage.getItem('page:' + document.querySelector('form[data-keying]').dataset.keying)).told",
    )?;
    drop(page);
    let mut page = elsewhere(browser, base, &bench)?;
    page.eval("for (const f of document.querySelectorAll('[id^=\"k2.\"]')) f.value = ''")?;
    page.eval("document.getElementById('k2.0').focus()")?;
    page.keys("\n")?;
    expect(focus(&mut page)? == "t5", "Enter in an empty row leads to the page's totals")?;
    page.keys("42000\n9000\n33100\n750\n")?;
    let off = page.text("document.querySelector('[data-off=\"9\"]').textContent")?;
    expect(off.contains("100.00"), &format!("the difference stands there before anything is sent: {off}"))?;
    page.keys("\n")?;
    page.until("document.querySelector('[data-cell]') && document.readyState === 'complete'")?;
    looked(&mut page, "held", axe, wrong)?;
    page.eval("document.querySelector('[data-cell][href=\"#t9\"]').click()")?;
    page.keys("33000\n\n\n")?;
    page.until("location.pathname.endsWith('/pages/2') && document.readyState === 'complete'")?;
    page.goto(&format!("{bench}/volumes/1"))?;
    looked(&mut page, "volume", axe, wrong)
}

/// The computer itself is gone: another browser, in which nothing was ever kept, goes on where the page stopped, without the field he was in.
fn elsewhere<'b>(browser: &'b mut Browser, base: &str, bench: &str) -> Tried<Page<'b>> {
    let mut page = browser.page(Look::DESK)?;
    enter(&mut page, base, "lekhak")?;
    page.goto(&format!("{bench}/volumes/1/pages/1"))?;
    let kept = "['k0.0','k0.10','k1.0','k1.3','k1.9','k2.0','k2.1'].map(i => document.getElementById(i).value).join()";
    let kept = page.text(kept)?;
    // the field he was in may have gone with it, nothing else
    let finished = kept.strip_prefix("101,450,102,सतोली,18000,103,");
    expect(matches!(finished, Some("" | "7" | "77")), &format!("in another browser there is {kept}"))?;
    expect(focus(&mut page)? == "r3.0", &format!("the cursor in {}", focus(&mut page)?))?;
    Ok(page)
}

/// The register of members is keyed first, as the second book of the list.
fn members(page: &mut Page<'_>, bench: &str) -> Tried<()> {
    page.goto(&format!("{bench}/volumes/new/edit?kind=1"))?;
    fill(page, &[("pages", "1"), ("first_folio", "1"), ("last_folio", "1"), ("custodian", "सचिव")])?;
    page.goto(&format!("{bench}/volumes/2/pages/1"))?;
    for (row, (no, name, father)) in [("14", "केसर देवी", "मान सिंह"), ("15", "हर सिंह", "देव सिंह")].iter().enumerate()
    {
        for (field, text) in [("member_no", no), ("name", name), ("father", father), ("village", &"सतोली")] {
            let at = Kind::of(1).and_then(|k| k.column(field)).ok_or("no such column")?;
            page.eval(&format!("document.getElementById('k{row}.{at}').value = {text:?}"))?;
        }
    }
    let before = page.text("location.href")?;
    page.eval("document.querySelector('form[data-keying]').requestSubmit()")?;
    page.until(&format!("location.href !== {before:?} && document.readyState === 'complete'"))
}

/// The second hand: sees nothing of the first, keys what is critical.
fn second(browser: &mut Browser, base: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    let mut page = browser.page(Look::DESK)?;
    enter(&mut page, base, "lipik")?;
    page.goto(&format!("{base}/s/{OLD}/bench/volumes/1/pages/1"))?;
    let typed = page.text("[...document.querySelectorAll('.keygrid input')].map(i => i.value).join('')")?;
    expect(typed.is_empty(), &format!("the second hand is blind, and sees {typed}"))?;
    // where the lot drew the page every column is keyed; the critical ones are typed by their names all the same
    looked(&mut page, "second", axe, wrong)?;
    let drawn = page.text("String(!!document.querySelector('#c2'))")? == "true";
    if drawn {
        for column in [1, 2, 3, 7] {
            page.eval(&format!("document.querySelector('#c{column} button').click()"))?;
        }
        page.eval("document.getElementById('k0.0').focus()")?;
    }
    page.keys("101\n010623\n20000\n310524\n5000\n=450\n310325\n")?;
    for column in [6, 11] {
        page.eval(&format!("document.querySelector('#c{column} button').click()"))?;
    }
    page.eval("document.getElementById('k1.0').focus()")?;
    // the second row: nothing repaid is keyed here, which is the difference to be settled
    let row = "+9\n22*\n18*3/";
    let quick = "+9\n22*\n=3/";
    page.keys(row)?;
    println!("second hand: {} key presses in a row where numbers run on and nothing was repaid", quick.chars().count());
    expect(quick.chars().count() <= ROW, "the second hand has more to press than twenty rows a minute allow")?;
    page.keys("\n42000\n9000\n33000\n750\n\n")?;
    page.until("location.pathname.endsWith('/volumes/1') && document.readyState === 'complete'")
}

/// The third look, and the page when it is whole.
fn third(browser: &mut Browser, base: &str, axe: Option<&str>, wrong: &mut Vec<String>) -> Tried<()> {
    let mut page = browser.page(Look::DESK)?;
    enter(&mut page, base, "teesra")?;
    page.goto(&format!("{base}/s/{OLD}/bench/volumes/1/pages/1"))?;
    let asked = page.text("[...document.querySelectorAll('.ask')].map(e => e.innerText).join()")?;
    expect(asked.contains("4000"), &format!("both readings stand there: {asked}"))?;
    looked(&mut page, "third", axe, wrong)?;
    page.goto(&format!("{base}/s/{OLD}/bench/operators"))?;
    looked(&mut page, "operators", axe, wrong)
}
