//! Loan arithmetic against public scenarios of another program (`../shared/data/lending`, Apache-2.0, not kept here).
//!
//! Every scenario is either *expressible* in our rules, by its settings and steps alone and never by its figures, or the reason why
//! not is counted. Expressible ones are played and must be equal to the paisa: schedule, totals, receipts with their
//! appropriation, balances, status. Not compared: names of other people's accounts, and accruals by day.

mod compare;
mod gherkin;
mod play;
mod settings;
mod steps;

use gherkin::{Scenario, Step};
use kernel::{Date, Paise};
use play::{Fee, Kind, Loan};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use steps::Meaning;

fn archive() -> Option<PathBuf> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/lending/fineract_e2e_loan_features.tar.gz");
    if path.exists() {
        return Some(path);
    }
    let required = std::env::var("SAHAKAR_REQUIRE").is_ok_and(|all| all.split([',', ' ']).any(|one| one == "lending"));
    assert!(!required, "lending is required (SAHAKAR_REQUIRE), and there is no ../shared/data/lending");
    println!("skipped: no ../shared/data/lending");
    None
}

#[test]
fn scenarios_of_others_come_out_equal() {
    let Some(path) = archive() else { return };
    let all = gherkin::read(&path);
    let (mut reasons, mut wrong) = (BTreeMap::<String, usize>::new(), Vec::new());
    let (mut expressible, mut equal) = (0, 0);
    for scenario in &all {
        match steps::expressible(scenario) {
            Err(reason) => *reasons.entry(reason).or_default() += 1,
            Ok(steps) => {
                expressible += 1;
                match run(&steps) {
                    Ok(()) => equal += 1,
                    Err(e) => wrong.push(format!("{}\n    {e}", scenario.name)),
                }
            }
        }
    }
    report(&all, expressible, equal, &reasons);
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(expressible >= 100, "only {expressible} scenarios are expressible");
}

fn report(all: &[Scenario], expressible: usize, equal: usize, reasons: &BTreeMap<String, usize>) {
    println!("{expressible} of {} expressible, {equal} equal", all.len());
    let mut sorted: Vec<_> = reasons.iter().collect();
    sorted.sort_by_key(|r| std::cmp::Reverse(r.1));
    for (reason, n) in sorted {
        println!("{n:5}  {reason}");
    }
}

struct Game {
    today: Date,
    loan: Option<Loan>,
    rules: Vec<(String, String, credit::appropriate::Ahead)>,
}

fn run(steps: &[(Meaning, Step)]) -> Result<(), String> {
    let mut game = Game { today: Date::ZERO, loan: None, rules: Vec::new() };
    for (n, (meaning, step)) in steps.iter().enumerate() {
        game.step(meaning, step).map_err(|e| format!("step {} ({}): {e}", n + 1, step.text))?;
    }
    Ok(())
}

impl Game {
    fn step(&mut self, meaning: &Meaning, step: &Step) -> Result<(), String> {
        match meaning {
            Meaning::Today(day) => self.today = *day,
            Meaning::Later(n) => self.today = credit::calendar::plus_days(self.today, *n),
            Meaning::Nothing => {}
            Meaning::Rule(product, kind, ahead) => self.rules.push((product.clone(), kind.clone(), *ahead)),
            Meaning::Create(setup) => {
                use credit::appropriate::Ahead::{Last, Next, Spread};
                let own = [
                    ("DEFAULT", Next),
                    ("GOODWILL_CREDIT", Last),
                    ("MERCHANT_ISSUED_REFUND", Spread),
                    ("PAYOUT_REFUND", Next),
                ];
                let set = self.rules.iter().filter(|r| r.0 == setup.product).map(|r| (r.1.clone(), r.2));
                let rules = own.into_iter().map(|(k, a)| (k.to_owned(), a)).chain(set).collect();
                let mut loan = Loan::new((**setup).clone(), rules);
                loan.replay()?;
                self.loan = Some(loan);
            }
            _ => {
                let today = self.today;
                let loan = self.loan.as_mut().ok_or("no loan yet")?;
                act(loan, meaning, today)?;
                loan.replay()?;
                check(loan, meaning, step)?;
            }
        }
        Ok(())
    }
}

fn act(loan: &mut Loan, meaning: &Meaning, today: Date) -> Result<(), String> {
    match meaning {
        Meaning::Approve(expected) => (loan.approved, loan.expected) = (true, *expected),
        Meaning::Draw(day, amount) => {
            loan.act(Kind::Drawal, *day, *amount);
            if loan.setup.auto_down {
                let t = &loan.setup.terms;
                let down = credit::schedule::down_payment(*amount, t.down, t.multiple);
                loan.act(Kind::Down, *day, down);
            }
        }
        Meaning::Receive(day, amount, kind) => loan.act(Kind::Receipt(kind), *day, *amount),
        Meaning::RefuseReceipt(day) if crate::deciding::receipt_on(*day, today) != Some(4005) => {
            return Err("our decision does not refuse it".into());
        }
        Meaning::Fee(due, amount, penal) => {
            let place = loan.acts.len() + loan.fees.len();
            loan.fees.push(Fee { due: *due, amount: *amount, penal: *penal, place });
        }
        Meaning::UndoReceipt(nth, day) => undo(loan, *nth, *day, |k| matches!(k, Kind::Receipt(_)))?,
        Meaning::UndoKind(nth, kind, day) => undo(loan, *nth, *day, |k| *k == Kind::Receipt(kind))?,
        Meaning::UndoAct(nth, day) => undo(loan, *nth, *day, |_| true)?,
        _ => {}
    }
    Ok(())
}

fn undo(loan: &mut Loan, nth: usize, day: Date, which: impl Fn(&Kind) -> bool) -> Result<(), String> {
    let mut on = loan.acts.iter_mut().filter(|a| a.date == day && which(&a.kind));
    let act = on.nth(nth.saturating_sub(1)).ok_or("nothing to undo")?;
    if act.kind == Kind::Drawal {
        return Err("a drawal is not undone here".into());
    }
    act.undone = true;
    Ok(())
}

fn check(loan: &Loan, meaning: &Meaning, step: &Step) -> Result<(), String> {
    match meaning {
        Meaning::Schedule => compare::schedule(loan, step),
        Meaning::Totals => compare::totals(loan, step),
        Meaning::Acts => compare::acts(loan, step),
        Meaning::Status(theirs) => compare::status(loan, theirs),
        Meaning::Outstanding(theirs) => compare::figure("outstanding", *theirs, loan.outstanding()),
        Meaning::Surplus(theirs) => compare::figure("surplus", *theirs, loan.surplus()),
        Meaning::Count(n, kind) => compare::count(loan, *n, kind),
        Meaning::Received(theirs) => {
            let last = loan.acts.iter().rev().find(|a| matches!(a.kind, Kind::Receipt(_)));
            compare::figure("received", *theirs, last.map_or(Paise::ZERO, |a| a.amount))
        }
        _ => Ok(()),
    }
}
