//! Short lives of people: with the keyboard, with script, without script.

use crate::sample::CODE;
use crate::walk::enter;
use proofs::browser::{Browser, Look, Tried};

/// A journey over the pages at an address.
type Journey = fn(&mut Browser, &str) -> Tried<()>;

/// All journeys.
pub fn all(browser: &mut Browser, base: &str, wrong: &mut Vec<String>) {
    let journeys: &[(&str, Journey)] = &[
        ("an auditor follows a difference to its cell", to_the_cell),
        ("a finding opens in its place", opens_in_place),
        ("everything works without script", without_script),
        ("a member is found by the keyboard alone", by_keyboard),
    ];
    for &(name, journey) in journeys {
        if let Err(e) = journey(browser, base) {
            wrong.push(format!("{name}: {e}"));
        }
    }
}

fn expect(holds: bool, what: &str) -> Tried<()> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

fn to_the_cell(browser: &mut Browser, base: &str) -> Tried<()> {
    let mut page = browser.page(Look::DESK)?;
    enter(&mut page, base)?;
    page.click(&format!("a[href='/s/{CODE}']"))?;
    page.until("!!document.querySelector('.say.bad')")?;
    page.click("a[href$='/differences']")?;
    page.until("!!document.querySelector('.rec .cause')")?;
    page.click(".rec .cause")?;
    page.until("!!document.querySelector('td.mark')")?;
    let seen = page.eval("(() => { const m = document.querySelector('td.mark').getBoundingClientRect(); return m.left >= 0 && m.right <= innerWidth })()")?;
    expect(seen == true, "the marked cell is out of sight")?;
    let (raw, read) = (
        page.text("document.querySelector('.typed').innerText")?,
        page.text("document.querySelector('.read').innerText")?,
    );
    expect(raw != read && raw.is_ascii() && !read.is_ascii(), &format!("old letters {raw} beside {read}"))?;
    page.click(".lang a[lang=en]")?;
    page.until("document.documentElement.lang === 'en' && !!document.querySelector('td.mark')")?;
    expect(page.troubles().is_empty(), "errors on the way")
}

fn opens_in_place(browser: &mut Browser, base: &str) -> Tried<()> {
    let mut page = browser.page(Look::PHONE)?;
    enter(&mut page, base)?;
    page.goto(&format!("{base}/s/{CODE}/findings"))?;
    page.click("[data-open]")?;
    page.until("!!document.querySelector('.opened td.mark') && location.pathname.endsWith('/findings')")?;
    expect(page.overflow()? <= 0, "the opened cell is wider than the phone")?;
    page.click("[data-open]")?;
    page.until("document.querySelector('.opened').hidden")?;
    page.eval("(() => { const s = document.querySelector('.filter select'); s.value = 'members/'; s.dispatchEvent(new Event('change', {bubbles: true})) })()")?;
    page.until("location.search.includes('members%2F')")?;
    expect(page.troubles().is_empty(), "errors on the way")
}

fn without_script(browser: &mut Browser, base: &str) -> Tried<()> {
    let mut page = browser.page(Look { script: false, ..Look::DESK })?;
    page.goto(&format!("{base}/s/{CODE}/findings?code=BAD_MOBILE"))?;
    page.until("location.pathname === '/login'")?;
    page.click("#login")?;
    page.keys("sachiv\tgalat\n")?;
    page.until("!!document.querySelector('.msg')")?;
    page.click("#password")?;
    page.keys("namuna-2025\n")?;
    page.until("location.pathname.endsWith('/findings') && location.search === '?code=BAD_MOBILE'")?;
    page.click("[data-open]")?;
    page.until("!!document.querySelector('td.mark')")?;
    page.click(".find input")?;
    page.keys("8\n")?;
    page.until("location.pathname.endsWith('/members') && document.querySelectorAll('tbody tr').length === 1")?;
    page.click("tbody th a")?;
    page.until("location.pathname.endsWith('/members/8')")?;
    page.click("td a.src")?;
    page.until("location.pathname.includes('/source/') && !!document.querySelector('td.mark')")?;
    page.click(".who button")?;
    page.until("location.pathname === '/' && !!document.querySelector('.enter')")
}

fn by_keyboard(browser: &mut Browser, base: &str) -> Tried<()> {
    let mut page = browser.page(Look::DESK)?;
    enter(&mut page, base)?;
    page.goto(&format!("{base}/s/{CODE}/members"))?;
    page.keys("/दीपा\n")?;
    page.until("location.search.includes('q=') && document.readyState === 'complete'")?;
    let names = page.text("[...document.querySelectorAll('tbody th')].map(e => e.innerText).join()")?;
    expect(names.contains("दीपा"), &format!("found {names}"))?;
    // The first Tab from the top reaches the link that skips to the main part.
    page.keys("\t")?;
    let skip = page.text("document.activeElement.className + document.activeElement.getAttribute('href')")?;
    expect(skip == "skip#main", &format!("first stop is {skip}"))
}
