//! The played year: a society is brought in, every working day begins, is played and ends; what must hold is read from the store.

use super::check::{self, Comparing, wrong};
use super::play::{Play, Step, Turned};
use super::tally::named;
use super::{MEMBERS, found, mix, mix_estate, mix_goods, mix_members, mix_year, whole};
use crate::both;
use crate::command::Options;
use books::event::Setting;
use books::setting;
use clap::ArgMatches;
use desk::act::{Act, Goods};
use desk::{Desk, Role, Trouble, Who};
use examples::year;
use indicatif::{ProgressBar, ProgressStyle};
use keep::view;
use kernel::{CommandId, Date, FinancialYear, Paise, Refusal, SocietyId};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Code of the played society.
const CODE: &str = "YEAR-1";
/// Paise above which a second person must agree.
const APPROVAL_ABOVE: i64 = 7_500_000;
/// Hours within which outage slips are entered.
const SLIP_HOURS: i64 = 24;
/// Cash is fetched below the first sum and brought to the bank above the second, rupees; moved is the third.
const DRAWER: (i64, i64, i64) = (600_000, 3_000_000, 1_500_000);
/// Acts between two looks into the drawer.
const LOOK: u64 = 25;

/// How large what is played is.
#[derive(Clone, Copy)]
pub struct Size {
    /// Members.
    pub members: usize,
    /// Working days.
    pub days: usize,
    /// Vouchers of all days.
    pub vouchers: u64,
    /// What all that is drawn begins with.
    pub seed: u64,
}

/// Plays the year and prints its figures.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let size = Size {
        members: usize::try_from(whole(m, "members", MEMBERS.1)?.max(12)).unwrap_or(usize::MAX),
        days: usize::try_from(whole(m, "days", 300)?.clamp(2, 1_500)).unwrap_or(300),
        vouchers: whole(m, "vouchers", 150_000)?,
        seed: whole(m, "seed", 7)?,
    };
    let options = Options::of(m);
    let clock = Arc::new(Turned::new());
    clock.to(year::FIRST, 9);
    let desk = Desk::open(&options.data, &options.store, clock.clone())?;
    let begun = Instant::now();
    let society = bring_in(&desk, CODE, &size)?;
    let mut play = Play::new(&desk, &clock, society, size.members, size.seed);
    rules(&mut play)?;
    let checks = all_days(&mut play, &size, &options.data)?;
    let redrawn = same_when_redrawn(&desk, society)?;
    figures(&play, begun.elapsed(), checks, redrawn, &options.data)?;
    Ok(ExitCode::SUCCESS)
}

/// Brings the old books in; a society that is there already is not played again.
fn bring_in(desk: &Desk, code: &str, size: &Size) -> Result<SocietyId, Trouble> {
    let batch = found::batch(code, size.seed, size.members);
    let command = CommandId(uuid::Uuid::from_u128(u128::MAX));
    let receipt = desk.import(&Who::local(Role::Operator), code, &batch, command)?;
    if receipt.already {
        return Err(Refusal::new(5038).with("society", code).into());
    }
    Ok(receipt.society)
}

/// Brings a society in and works its days, each begun and ended, without looking after each whether everything holds; for one of many.
pub fn worked(desk: &Desk, clock: &Turned, code: &str, size: &Size) -> Result<SocietyId, Trouble> {
    let society = bring_in(desk, code, size)?;
    let mut play = Play::new(desk, clock, society, size.members, size.seed);
    rules(&mut play)?;
    let days = year::working_days(year::FIRST, size.days);
    for (i, day) in days.iter().enumerate() {
        one_day(&mut play, *day, size, days.len() - i, false)?;
        end(&mut play, days.get(i + 1))?;
    }
    Ok(society)
}

/// Products, norms, and that two people work here; set on the first day before it begins.
fn rules(p: &mut Play<'_>) -> Result<(), Trouble> {
    let set = |key: &str, value: String| {
        let order = examples::rules::ORDER.to_owned();
        Act::Set(Setting { key: key.to_owned(), from: year::FIRST, value, order, source: String::new() })
    };
    let mut acts = vec![
        set(setting::ONE_PERSON, "no".into()),
        set(setting::APPROVAL_ABOVE, APPROVAL_ABOVE.to_string()),
        set(setting::OUTAGE_HOURS, SLIP_HOURS.to_string()),
        Act::SetNorms(Box::new(examples::rules::norms())),
    ];
    acts.extend(examples::rules::products().into_iter().map(Act::SetProduct));
    acts.extend(mix_members::bylaws());
    acts.extend(mix_estate::rules());
    acts.extend(mix_year::rules());
    for act in acts {
        must(p, "set", Role::Secretary, act)?;
    }
    // that no paper is kept is not the secretary's to say
    must(p, "set", Role::Officer, set(setting::PAPER_CLOSED, year::FIRST.to_string()))
}

/// What can be entered only on an open day, on the first: villages, and the shop with its first goods.
fn first_day(p: &mut Play<'_>) -> Result<(), Trouble> {
    for village in mix_members::villages(p.seed) {
        must(p, "set-village", Role::Secretary, village)?;
    }
    for act in mix_estate::set_up(p) {
        must(p, "set-up-estate", Role::Secretary, act)?;
    }
    must(p, "set-agent", Role::Secretary, mix_year::agent_named())?;
    let shop = |g: Goods| Act::Goods(Box::new(g));
    for goods in mix_goods::set_up(p.seed) {
        must(p, "set-up-shop", Role::Secretary, shop(goods))?;
    }
    for bill in mix_goods::first_bills(p) {
        must(p, "buy-goods", Role::Accountant, shop(bill))?;
    }
    p.pass()
}

/// An act that may not be refused.
fn must(p: &mut Play<'_>, name: &'static str, by: Role, act: Act) -> Result<(), Trouble> {
    match p.step(name, &Step::new(by, act))? {
        Some(_) => Ok(()),
        None => Err(wrong(format_args!("{}: {name} was refused", p.today))),
    }
}

/// A bar of so many steps.
pub fn bar(days: usize) -> ProgressBar {
    let bar = ProgressBar::new(days as u64);
    let style = ProgressStyle::with_template("{msg:32!} [{bar:30}] {pos}/{len} {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style);
    bar.set_message(both("cli-playing"));
    bar
}

/// Plays all days; gives the time the checks took.
fn all_days(p: &mut Play<'_>, size: &Size, data: &Path) -> Result<Duration, Trouble> {
    let hledger = check::hledger_there();
    if !hledger {
        line!("{}", both("cli-year-no-hledger"));
    }
    let days = with_closing(size.days);
    let bar = bar(days.len());
    let (mut checks, mut comparing) = (Duration::ZERO, None::<Comparing>);
    for (i, day) in days.iter().enumerate() {
        let next = days.get(i + 1);
        let ends_month = next.is_none_or(|n| n.month() != day.month());
        one_day(p, *day, size, days.len() - i, ends_month)?;
        let looked = Instant::now();
        check::day(p.desk, p.society, *day)?;
        end(p, next)?;
        if ends_month && hledger {
            compared(&mut p.tally.compared, comparing.take())?;
            comparing = Some(Comparing::begin(p.desk, p.society, *day, &data.join("hledger"))?);
        }
        checks += looked.elapsed();
        bar.inc(1);
    }
    let looked = Instant::now();
    compared(&mut p.tally.compared, comparing)?;
    bar.finish();
    Ok(checks + looked.elapsed())
}

fn compared(count: &mut u64, comparing: Option<Comparing>) -> Result<(), Trouble> {
    if let Some(one) = comparing {
        one.end()?;
        *count += 1;
    }
    Ok(())
}

/// One day without its end: begun, played until its share of the vouchers is there, interest where a quarter ends.
fn one_day(p: &mut Play<'_>, day: Date, size: &Size, left: usize, ends_month: bool) -> Result<(), Trouble> {
    p.clock.to(day, 10);
    (p.before, p.today) = (p.today, day);
    let cash = books::day::fewest(p.head(books::CASH)?);
    must(p, "begin-day", Role::Cashier, Act::BeginDay { date: day, cash })?;
    if day == year::FIRST {
        first_day(p)?;
    }
    p.morning()?;
    let there = vouchers(p)?;
    let share = size.vouchers.saturating_sub(there).div_ceil(left as u64).max(5);
    let mut acts = 0;
    while acts < share {
        if acts % LOOK == 0 {
            drawer(p)?;
        }
        let row = mix::draw(p);
        if let Some(step) = row.make(p) {
            acts += u64::from(p.step(row.name, &step)?.is_some_and(|d| !d.waits));
        }
        if p.random.below(40) == 0 {
            p.pass()?;
        }
    }
    if ends_month {
        mix_estate::month(p)?;
        mix_year::month(p)?;
    }
    if ends_month && matches!(day.month(), 3 | 6 | 9 | 12) {
        let begun = Instant::now();
        charge_interest(p)?;
        p.tally.runs += begun.elapsed();
    }
    if let Some(end) = quarter_over(p.before, day) {
        let begun = Instant::now();
        credit_interest(p, end)?;
        p.tally.runs += begun.elapsed();
    }
    if FinancialYear::of(p.before) < FinancialYear::of(day) {
        mix_year::closed(p)?;
    }
    p.pass()
}

/// The working days of a play; where they fill a financial year, the first of the next one too, on which the old one is closed.
fn with_closing(count: usize) -> Vec<Date> {
    let mut days = year::working_days(year::FIRST, count.saturating_add(1));
    if let [.., last, next] = days[..]
        && FinancialYear::of(last) == FinancialYear::of(next)
    {
        days.pop();
    }
    days
}

/// The end of a quarter that is over on a day and was not on the business day before.
fn quarter_over(before: Date, day: Date) -> Option<Date> {
    let last = if day == day.last_of_month() { day } else { day.first_of_month().yesterday().ok()? };
    (last > before && last.month() % 3 == 0).then_some(last)
}

fn vouchers(p: &Play<'_>) -> Result<u64, Trouble> {
    Ok(p.desk.read(|t| view::home(t, p.society))?.map_or(0, |h| h.vouchers))
}

/// Brings cash to the bank or fetches it; the sum is above what one person may move.
fn drawer(p: &mut Play<'_>) -> Result<(), Trouble> {
    let cash = p.head(books::CASH)?;
    let (least, most, moved) = DRAWER;
    let (debit, credit, narration) = if cash < Paise::rupees(least) {
        (books::CASH, "BANK_CUR", year::CONTRA[1])
    } else if cash > Paise::rupees(most) {
        ("BANK_CUR", books::CASH, year::CONTRA[0])
    } else {
        return Ok(());
    };
    let act = mix::voucher(p.today, debit, credit, Paise::rupees(moved), narration);
    p.step("contra", &Step::new(Role::Cashier, act))?;
    p.pass()
}

/// Interest of the quarter on all loans.
fn charge_interest(p: &mut Play<'_>) -> Result<(), Trouble> {
    p.step("interest-on-loans", &Step::new(Role::Accountant, Act::ChargeInterest))?;
    Ok(())
}

/// Interest of a quarter on term deposits, of a half-year on savings.
fn credit_interest(p: &mut Play<'_>, end: Date) -> Result<(), Trouble> {
    let half = matches!(end.month(), 3 | 9);
    for product in ["FD", "RI", "RD", "DD", "SB"].iter().filter(|c| half || **c != "SB") {
        let act = Act::CreditInterest { product: (*product).to_owned() };
        p.step("interest-on-deposits", &Step::new(Role::Accountant, act))?;
    }
    Ok(())
}

/// Ends the day: sometimes miscounted at first and then refused, sometimes not before the next morning.
fn end(p: &mut Play<'_>, next: Option<&Date>) -> Result<(), Trouble> {
    let begun = Instant::now();
    let tomorrow = next.filter(|_| p.random.chance(3));
    match tomorrow {
        Some(next) => p.clock.to(*next, 9),
        None => p.clock.to(p.today, 18),
    }
    let cash = p.head(books::CASH)?;
    if p.random.chance(10) {
        let few = Act::EndDay { cash: books::day::fewest(cash - Paise::rupees(10)) };
        let before = p.tally.refused.get(&4029).copied().unwrap_or(0);
        let done = p.step("end-day", &Step::new(Role::Cashier, few))?;
        if done.is_some() || p.tally.refused.get(&4029).copied().unwrap_or(0) != before + 1 {
            return Err(wrong(format_args!("{}: ended with ten rupees missing", p.today)));
        }
    }
    must(p, "end-day", Role::Cashier, Act::EndDay { cash: books::day::fewest(cash) })?;
    p.tally.ends += begun.elapsed();
    Ok(())
}

/// The register verifies, and sweeping the tables and redrawing them gives the same sums; gives the time of redrawing.
fn same_when_redrawn(desk: &Desk, society: SocietyId) -> Result<Duration, Trouble> {
    for judgement in desk.verify(society)? {
        if let Some(refusal) = desk::refusal_of(&judgement) {
            return Err(refusal.into());
        }
    }
    let sums = || {
        desk.read(|t| {
            let home = view::home(t, society)?;
            Ok((
                home,
                view::trial_balance(t, society)?,
                view::kind_totals(t, society)?,
                view::business_days(t, society, 2_000)?,
            ))
        })
    };
    let live = sums()?;
    let begun = Instant::now();
    desk.rebuild()?;
    let took = begun.elapsed();
    if sums()? != live {
        return Err(wrong("redrawn tables differ"));
    }
    Ok(took)
}

/// Prints the table.
fn figures(p: &Play<'_>, all: Duration, checks: Duration, redrawn: Duration, data: &Path) -> Result<(), Trouble> {
    let (home, days) = p.desk.read(|t| Ok((view::home(t, p.society)?, view::business_days(t, p.society, 2_000)?)))?;
    let home = home.ok_or_else(|| Refusal::new(5003))?;
    let ended = days.iter().filter(|d| d.ended.is_some()).count();
    let seconds = all.as_secs_f64();
    let mut lines = vec![
        (named("cli-year-days"), format!("{} / {ended}", days.len())),
        (named("cli-year-ended-late"), days.iter().filter(|d| d.late).count().to_string()),
        (named("cli-year-vouchers"), home.vouchers.to_string()),
        (named("cli-year-entries"), home.entries.to_string()),
    ];
    lines.extend(p.tally.lines());
    let s = |d: Duration| format!("{:.1} s", d.as_secs_f64());
    lines.push((named("cli-year-checks"), s(checks)));
    lines.push((named("cli-year-rebuild"), s(redrawn)));
    lines.push((named("cli-year-all"), s(all)));
    lines.push((named("cli-year-speed"), format!("{:.0}", home.vouchers as f64 / seconds.max(0.001))));
    let bytes = std::fs::metadata(data.join("sahakar.db")).map_or(0, |m| m.len());
    lines.push((named("cli-year-size"), format!("{} MiB", bytes >> 20)));
    line!("\n{}", named("cli-year-title"));
    for (name, value) in lines {
        line!("{value:>12}  {name}");
    }
    line!("{}", named("cli-year-whole"));
    Ok(())
}
