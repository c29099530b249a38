//! A full day in Hindi by the keyboard alone, its key presses counted, and the pictures of "the secretary's first week".

use crate::served;
use crate::walk::{printed, square};
use desk::act::{Act, Goods, Paid, Part};
use desk::{Desk, FileBytes, MigrationBatch, Role, Who};
use examples::{DefectPlan, Shape, Size};
use keep::Event;
use kernel::{CommandId, SocietyId, SystemClock};
use proofs::browser::{Browser, Look, Page, Tried};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Key presses demanded at most: a repayment, a deposit, an admission beyond its text, a day's end: every key of it, from the day's page to its
/// sheet, with a wrong count, its refusal and the mend. Counting the drawer is a work of its own, done before.
const REPAY: usize = 12;
const DEPOSIT: usize = 10;
const ADMIT: usize = 60;
const END: usize = 10;

struct Society {
    desk: Arc<Desk>,
    id: SocietyId,
    code: String,
}

fn command(n: u128) -> CommandId {
    CommandId(uuid::Uuid::from_u128(n))
}

/// A tiny society with clean old books, products, norms, one person at work in it.
fn society(dir: &Path) -> Society {
    let pack = dir.join("pack");
    examples::write(&examples::society(5, Size::Tiny, DefectPlan::None), Shape::Dbf, &pack).expect("written");
    let folder = readers::read_folder(&pack, &mut |_| {}).expect("read");
    let cutoff = "2025-03-31".parse().expect("a day");
    let migrated = migration::migrate(&folder, cutoff, &Default::default(), Default::default());
    let code = migration::opening::society_code(&migrated, "TINY");
    let events = migration::opening::plan(&folder, migrated, &code, "folder", &[]).into_iter().map(Event::from);
    let files = folder.files.iter().map(|f| FileBytes::Path(pack.join(&f.path))).collect();
    let batch = MigrationBatch { events: events.collect(), files };
    let desk = Desk::open(&dir.join("data"), "", Arc::new(SystemClock)).expect("opens");
    let id = desk.import(&Who::local(Role::Operator), &code, &batch, command(1)).expect("in").society;
    let society = Society { desk: Arc::new(desk), id, code };
    let mut n = 10;
    let mut does = |act: Act| {
        n += 1;
        society.desk.act(&Who::local(Role::Secretary), id, command(n), &act.into()).expect("done");
    };
    for product in examples::rules::products() {
        does(Act::SetProduct(product));
    }
    for rule in society::bylaw::model().0 {
        does(Act::SetBylaw(society::decide::SetBylaw { rule }));
    }
    does(Act::SetNorms(Box::new(examples::rules::norms())));
    does(Act::Set(books::event::Setting {
        key: books::setting::ONE_PERSON.into(),
        from: cutoff,
        value: "yes".into(),
        order: examples::rules::ORDER.into(),
        source: String::new(),
    }));
    society.desk.add_user(&Who::local(Role::Operator), id, "sachiv", Role::Secretary, "namuna-2025").expect("added");
    society
}

impl Society {
    /// The invented shop, its goods bought on credit this morning.
    fn shop(&self) {
        let today = self.desk.today();
        let shop = examples::goods::shop(today);
        let mut n = 1_000;
        let mut does = |goods: Goods| {
            n += 1;
            let act = Act::Goods(Box::new(goods));
            self.desk.act(&Who::local(Role::Secretary), self.id, command(n), &act.into()).expect("done");
        };
        shop.activities.into_iter().for_each(|a| does(Goods::OpenActivity(a)));
        shop.godowns.into_iter().for_each(|g| does(Goods::SetGodown(g)));
        shop.items.into_iter().for_each(|i| does(Goods::SetItem(i)));
        shop.prices.into_iter().for_each(|p| does(Goods::SetPrice(p)));
        for b in shop.bills {
            does(Goods::Buy {
                activity: b.activity,
                supplier: b.supplier,
                bill: b.bill,
                bill_date: today,
                supply: trade::terms::Supply::Within,
                lines: b.lines,
                freight: b.freight,
                round: true,
                parts: vec![Part::rest(Paid::Credit)],
            });
        }
    }

    fn head(&self, code: &str) -> i64 {
        let rows = self.desk.read(|t| keep::view::trial_balance(t, self.id)).expect("read");
        rows.iter().find(|r| r.code == code).map_or(0, |r| (r.debit - r.credit).0)
    }

    /// How many of each note, in the order of the form, come to the cash of the books.
    fn notes(&self) -> Vec<i64> {
        let mut left = self.head(books::CASH);
        books::day::NOTES
            .iter()
            .map(|note| {
                let count = left / note;
                left %= note;
                count
            })
            .collect()
    }
}

/// The counted keys of a page.
struct Typist<'p, 'b> {
    page: &'p mut Page<'b>,
    pressed: usize,
    /// The rules of accessibility, where they can be had.
    axe: Option<String>,
    /// What was wrong with a page that was seen.
    wrong: Vec<String>,
}

impl Typist<'_, '_> {
    fn keys(&mut self, text: &str) -> Tried<()> {
        self.pressed += text.chars().count();
        self.page.keys(text)
    }

    fn counted(&mut self) -> usize {
        std::mem::take(&mut self.pressed)
    }

    /// Waits for a page whose address holds this and which is whole.
    fn at(&mut self, part: &str) -> Tried<()> {
        let text = format!(
            "location.href.includes({part:?}) && document.readyState === 'complete' && \
             (!document.querySelector('[autofocus], [data-focus]') || document.activeElement !== document.body)"
        );
        self.page.until(&text).map_err(|e| {
            let where_ =
                self.page.text("location.href + ' ' + (document.querySelector('[role=alert]')?.innerText ?? '')");
            format!("not at {part}: {} ({e})", where_.unwrap_or_default())
        })
    }

    /// Opens a work from wherever the hand is: F3, its number, Enter.
    fn work(&mut self, no: u16, part: &str) -> Tried<()> {
        self.keys("③")?;
        self.at("/works")?;
        self.keys(&format!("{no}\n"))?;
        self.at(part)
    }

    fn receipt(&mut self) -> Tried<()> {
        self.at("/receipt/")
    }

    fn picture(&mut self, name: &str) -> Tried<()> {
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target"), PathBuf::from);
        let folder = target.join("screens");
        std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        self.page.picture(&folder.join(format!("week-{name}.png")))?;
        if std::env::var_os("UPDATE").is_some() {
            let docs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures");
            std::fs::create_dir_all(&docs).map_err(|e| e.to_string())?;
            self.page.picture(&docs.join(format!("week-{name}.png")))?;
        }
        self.judge(name)
    }

    /// What must hold of every page holds of this one too, on a desk and as wide as a telephone; the cursor stays where it was.
    fn judge(&mut self, name: &str) -> Tried<()> {
        // a refusal is an answer the browser takes for trouble
        self.page.troubles();
        for (look, of) in [(Look::PHONE, "phone"), (Look::DESK, "desk")] {
            self.page.look(look)?;
            let over = self.page.overflow()?;
            if over > 0 {
                self.wrong.push(format!("day-{name} {of}: {over} px wider than the screen"));
            }
        }
        if let Some(axe) = &self.axe {
            self.page.eval(axe)?;
            let found = self.page.text(crate::walk::AXE)?;
            if !found.is_empty() {
                self.wrong.push(format!("day-{name}: {found}"));
            }
        }
        Ok(())
    }

    /// Presses 8 and sees that the browser was asked to print, once.
    fn prints(&mut self) -> Tried<()> {
        self.page.eval("(() => { window.asked = 0; window.print = () => { window.asked += 1 } })()")?;
        self.page.keys("8")?;
        self.page.until("window.asked === 1").map_err(|e| format!("8 prints nothing: {e}"))
    }
}

fn expect(holds: bool, what: impl FnOnce() -> String) -> Tried<()> {
    if holds { Ok(()) } else { Err(what()) }
}

/// The day.
pub fn played(browser: &mut Browser, wrong: &mut Vec<String>) {
    let dir = tempfile::tempdir().expect("a folder");
    let society = society(dir.path());
    let base = served::start(web::Web::new(society.desk.clone()));
    let mut page = browser.page(Look::DESK).expect("a page");
    let mut t = Typist { page: &mut page, pressed: 0, axe: crate::walk::axe(), wrong: Vec::new() };
    if let Err(e) = day(&mut t, &society, &base) {
        let _ = t.picture("failed");
        wrong.push(format!("the day by keyboard: {e}"));
    }
    wrong.append(&mut t.wrong);
}

fn day(t: &mut Typist<'_, '_>, s: &Society, base: &str) -> Tried<()> {
    // the one address that is typed: the shortcut on the desk of the computer
    let login = format!("{base}/login?next=/s/{}/day", s.code);
    t.page.goto(&login)?;
    t.at(&login)?;
    t.keys("sachiv\tnamuna-2025\n")?;
    t.page.until("location.pathname.endsWith('/day')")?;
    t.at("/day")?;
    t.picture("1-no-day")?;

    // begin: the date stands there, the notes of the drawer are counted once
    t.keys("9")?;
    t.at("/day/begin")?;
    let counts: Vec<String> = s.notes().iter().map(|n| if *n > 0 { n.to_string() } else { String::new() }).collect();
    t.keys(&format!("\t{}", counts.join("\t")))?;
    t.picture("2-begin")?;
    t.keys("\n")?;
    t.page.until("location.pathname.endsWith('/day') && !!document.querySelector('.keys')")?;
    t.at("/day")?;
    t.picture("3-day")?;
    s.shop();

    // admission, in Hindi
    t.counted();
    t.keys("7")?;
    t.at("/do/admit")?;
    let before = s.head("SHARE_IND");
    let text = ["सीता देवी", "रामलाल", "05-04-1985", "12 8", "गंगा देवी", "पुत्री", "7 / 01-11-2026"];
    let beyond = admit(t, &text)?;
    t.receipt()?;
    t.picture("4-admission")?;
    expect(s.head("SHARE_IND") < before, || "no share was issued".into())?;
    expect(beyond <= ADMIT, || format!("admission: {beyond} key presses beyond the text, at most {ADMIT}"))?;

    // a crop loan sanctioned for member 6, and a drawal
    t.keys("0")?;
    t.at("/day")?;
    t.work(31, "/do/sanction")?;
    t.keys("6\n")?;
    t.at("/do/sanction?a=")?;
    // Enter through premia, year, amount, deposit and sureties to the resolution, then the table of crops
    t.keys("\n\n\n\n\n4 / 01-11-2026\nधान\n20\n\n\n")?;
    t.receipt()?;
    let loan = t
        .page
        .text("[...document.querySelectorAll('.slip dd')].map(e => e.innerText).find(x => x.startsWith('ST-'))")?;
    t.keys("0")?;
    t.at("/day")?;
    t.keys("4")?;
    t.at("/do/disburse")?;
    t.keys(&format!("{loan}\n"))?;
    t.at("/do/disburse?a=")?;
    t.picture("5-drawal")?;
    t.keys("5000\n")?;
    t.receipt()?;

    // repayment and deposit, counted from the day page
    t.keys("0")?;
    t.at("/day")?;
    t.counted();
    t.keys("2")?;
    t.at("/do/repay")?;
    t.keys("ST101\n")?;
    t.at("/do/repay?a=")?;
    t.picture("6-repayment")?;
    t.keys("500\n")?;
    t.receipt()?;
    let repay = t.counted();
    t.picture("7-receipt")?;
    papers(t)?;
    t.keys("0")?;
    t.at("/day")?;
    t.counted();
    t.keys("1")?;
    t.at("/do/deposit")?;
    t.keys("4\n")?;
    t.at("/do/deposit?a=")?;
    t.keys("२५०\n")?;
    t.receipt()?;
    let deposit = t.counted();
    expect(repay <= REPAY, || format!("repayment: {repay} key presses, at most {REPAY}"))?;
    expect(deposit <= DEPOSIT, || format!("deposit: {deposit} key presses, at most {DEPOSIT}"))?;

    in_kind(t, s, &loan)?;
    journal(t, s)?;
    taken_back(t, s)?;
    let count = counted(t, s)?;
    let end = ended(t, s)?;
    println!(
        "key presses: repayment {repay}, deposit {deposit}, admission beyond its text {beyond}; day's end with a wrong count, its refusal and its mend \
         {} in {} s; counting the drawer before it {count}",
        end.0, end.1
    );
    Ok(())
}

/// Fills the admission form field by field; gives the key presses beyond the text itself.
fn admit(t: &mut Typist<'_, '_>, text: &[&str; 7]) -> Tried<usize> {
    let [name, father, born, land, nominee, relation, resolution] = text;
    let fields: Vec<String> = t
        .page
        .text("[...document.querySelectorAll('.fields [name]')].map(e => e.name).join()")?
        .split(',')
        .map(str::to_owned)
        .collect();
    let mut typed = 0;
    for (i, field) in fields.iter().enumerate() {
        let word = match field.as_str() {
            "name" => name,
            "father" => father,
            "born" => born,
            "land" => land,
            "nominee" | "nominee_name" | "nominee1" => nominee,
            "relation" | "nominee_relation" | "relation1" => relation,
            "resolution" => resolution,
            "shares" => &"5",
            // the second choice of the list, one key beyond the text
            "sex" => &"↓",
            "kyc_no" | "kyc_shown" | "shown" => &"4321",
            _ => &"",
        };
        typed += word.chars().filter(|c| *c != '↓').count();
        t.keys(word)?;
        if i + 1 < fields.len() {
            t.keys("\t")?;
        }
    }
    t.picture("4-admission-form")?;
    // a list of choices does not send a form: the last step is the button
    t.keys("\t\n")?;
    Ok(t.counted() - typed)
}

/// Fertiliser on the crop loan: the drawal and the sale are one act.
fn in_kind(t: &mut Typist<'_, '_>, s: &Society, loan: &str) -> Tried<()> {
    let (stock, lent) = (s.head("STOCK_FERT"), s.head("ST_LOAN"));
    t.work(51, "/trade/sell")?;
    t.picture("8-sale")?;
    t.keys(&format!("{loan}\n"))?;
    t.at("begun=")?;
    t.keys("UREA\n")?;
    t.at("item=UREA")?;
    t.keys("2\n")?;
    t.at("qty=2")?;
    t.keys("\n")?;
    t.page.until("!!document.querySelector('select[name=pay]') && document.readyState === 'complete'")?;
    // from cash down the list to the crop loan, then to the button
    let steps = t.page.eval(
        "(() => { const s = document.querySelector('[name=pay]'); \
         return [...s.options].findIndex(o => o.value.startsWith('kind')) - s.selectedIndex })()",
    )?;
    let steps = steps.as_i64().unwrap_or(-1);
    expect((0..20).contains(&steps), || format!("the crop loan is {steps} steps away"))?;
    t.keys(&"↓".repeat(usize::try_from(steps).unwrap_or(0)))?;
    t.picture("8-sale-payment")?;
    t.keys("\t\n")?;
    t.receipt()?;
    t.picture("9-sale-receipt")?;
    expect(s.head("STOCK_FERT") < stock && s.head("ST_LOAN") > lent, || "nothing was drawn in kind".into())
}

/// The receipt on every paper: one page of its width, nothing beyond its edge, and a square that names the entry.
fn papers(t: &mut Typist<'_, '_>) -> Tried<()> {
    let here = t.page.text("location.href")?;
    let bare = here.split('?').next().unwrap_or_default().to_owned();
    for (paper, key, width) in [("a5", "4", 148), ("80", "6", 80), ("58", "5", 58)] {
        t.page.keys(key)?;
        t.at(&format!("paper={paper}"))?;
        t.prints()?;
        let says = square(t.page)?;
        let entry = bare.split("/receipt/").nth(1).unwrap_or("?");
        expect(says.starts_with("SAHAKAR:") && says.contains(entry), || format!("the square says {says}"))?;
        let (pages, wide) = printed(t.page, &format!("receipt-{paper}"))?;
        expect((pages, wide) == (1, width), || format!("paper {paper}: {pages} pages, {wide} mm"))?;
    }
    // the account's own papers, of which only here there are accounts with products
    let society = here.split("/receipt/").next().unwrap_or_default().to_owned();
    for path in ["account/ST-101", "lender/passbook/ST-101", "members/4", "books/loans?all=1", "day/count"] {
        t.page.goto(&format!("{society}/{path}"))?;
        t.judge(path)?;
    }
    t.page.goto(&here)?;
    t.receipt()
}

/// A voucher of three heads, Enter from box to box: two expenses paid out of the drawer.
fn journal(t: &mut Typist<'_, '_>, s: &Society) -> Tried<()> {
    let heads = s.desk.read(|t| keep::view::heads(t, s.id)).map_err(|e| e.to_string())?;
    let name = |code: &str| heads.iter().find(|h| h.code == code).map(|h| h.name.clone()).ok_or(format!("no {code}"));
    let (spent, met, cash) = (name("EXP_TRAVEL")?, name("EXP_MEETING")?, name(books::CASH)?);
    let before = s.head(books::CASH);
    t.work(20, "/journal")?;
    t.keys("ब्लॉक कार्यालय जाना\n")?;
    // the list of heads is closed by the letter that makes the name whole
    t.keys(&format!("{spent}\n१२०\n\n{met}\n३०\n\n{cash}\n\n१५०\n"))?;
    t.picture("9-voucher")?;
    t.keys("\n\n")?;
    t.receipt()?;
    expect(s.head(books::CASH) == before - 15_000, || "the drawer did not pay 150".into())
}

/// The last deposit was somebody else's: it is taken back with its reason.
fn taken_back(t: &mut Typist<'_, '_>, s: &Society) -> Tried<()> {
    t.work(21, "/do/deposit")?;
    t.keys("4\n")?;
    t.at("/do/deposit?a=")?;
    t.keys("70\n")?;
    t.receipt()?;
    let before = s.head("SB");
    t.keys("7")?;
    t.at("/do/reverse")?;
    t.keys("गलत खाता\n")?;
    t.receipt()?;
    t.picture("10-reversal")?;
    expect(s.head("SB") == before + 7_000, || "the deposit still stands".into())
}

/// The drawer is counted before the end, one note of five hundred too many; gives the key presses.
fn counted(t: &mut Typist<'_, '_>, s: &Society) -> Tried<usize> {
    t.keys("0")?;
    t.at("/day")?;
    t.counted();
    t.work(18, "/day/count")?;
    let mut wanted = s.notes();
    wanted[1] += 1;
    for (i, count) in wanted.iter().enumerate() {
        let there = t.page.text("document.activeElement.value")?;
        if there.parse().unwrap_or(0) != *count {
            t.keys(&count.to_string())?;
        }
        if i + 1 < wanted.len() {
            t.keys("\t")?;
        }
    }
    t.picture("11-count")?;
    t.keys("\n")?;
    t.page.until("location.pathname.endsWith('/day') && !!document.querySelector('.keys')")?;
    Ok(t.counted())
}

/// The day's end: it opens with the count; five hundred too much is refused, mended it is done. Gives every key press of it and its seconds, the
/// waiting for every page included.
fn ended(t: &mut Typist<'_, '_>, s: &Society) -> Tried<(usize, u64)> {
    t.at("/day")?;
    t.counted();
    let began = std::time::Instant::now();
    t.keys("9")?;
    t.at("/day/end")?;
    t.keys("\n")?;
    t.page.until("!!document.querySelector('[role=alert]')")?;
    t.at("/day/end")?;
    t.picture("11-end-refused")?;
    let said = t.page.text("document.querySelector('[role=alert]').innerText")?;
    expect(said.contains("S4029"), || format!("the refusal says {said}"))?;
    let right = s.notes()[1].to_string();
    t.keys(&format!("\t{right}\n"))?;
    t.page.until("location.pathname.includes('/day/20') && !!document.querySelector('.seal')")?;
    let (keys, seconds) = (t.counted(), began.elapsed().as_secs());
    t.picture("12-day-sheet")?;
    t.prints()?;
    let folder = std::env::temp_dir().join(format!("sheet-{}.pdf", std::process::id()));
    t.page.print(&folder)?;
    let printed = std::fs::read(&folder).map_err(|e| e.to_string())?;
    let _ = std::fs::remove_file(&folder);
    expect(printed.starts_with(b"%PDF"), || "nothing was printed".into())?;
    expect(keys <= END, || format!("the day's end: {keys} key presses, at most {END}"))?;
    expect(seconds <= 180, || format!("the day's end took {seconds} s"))?;
    Ok((keys, seconds))
}
