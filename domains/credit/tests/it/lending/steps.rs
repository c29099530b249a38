//! The steps we can take and the figures we compare. A step that is not here makes its scenario not expressible, whatever its
//! figures are.

use super::gherkin::{Scenario, Step};
use super::play::Kind;
use super::settings::{Setup, customised, date, money, plain};
use credit::appropriate::Ahead;
use kernel::{Date, Paise};

/// What a step is to us.
pub enum Meaning {
    Today(Date),
    Nothing,
    Create(Box<Setup>),
    Approve(Option<Date>),
    Draw(Date, Paise),
    Receive(Date, Paise, &'static str),
    /// A receipt that must be refused, its day being in the future.
    RefuseReceipt(Date),
    Fee(Date, Paise, bool),
    /// The n-th receipt of a day.
    UndoReceipt(usize, Date),
    /// The n-th receipt of a kind of a day.
    UndoKind(usize, &'static str, Date),
    /// So many days go by.
    Later(i64),
    /// The n-th act of a day, drawals counted.
    UndoAct(usize, Date),
    Rule(String, String, Ahead),
    Schedule,
    Totals,
    Acts,
    Status(&'static str),
    Outstanding(Paise),
    Surplus(Paise),
    Count(usize, &'static str),
    Received(Paise),
}

/// Our meaning of a step, or why there is none.
pub fn meaning(step: &Step) -> Result<Meaning, String> {
    let q = step.quoted();
    let day = |n: usize| q.get(n).and_then(|t| date(t)).ok_or_else(|| format!("no date in: {}", step.text));
    let number = |n: usize| step.numbers().get(n).map_or(Paise::ZERO, |t| money(t));
    let shape = step.shape();
    Ok(match shape.as_str() {
        "Admin sets the business date to _" => Meaning::Today(day(0)?),
        "Admin creates a client with random data"
        | "Admin runs inline COB job for Loan"
        | "Admin runs COB job"
        | "Repayment failed because the repayment date is after the business date"
        | "Loan Charges tab has the following data:" => Meaning::Nothing,
        "Admin creates a fully customized loan with the following data:" => Meaning::Create(Box::new(customised(step))),
        "Admin creates a new default Loan with date: _" => {
            Meaning::Create(Box::new(plain("LP1", day(0)?, Paise::rupees(1_000))))
        }
        "Admin successfully creates a new customised Loan submitted on date: _, with Principal: _, a \
         loanTermFrequency: N months, and numberOfRepayments: N" => {
            let mut setup = plain("LP1", day(0)?, money(q[1]));
            setup.terms.count = (number(1).0 / 100) as u16;
            setup.terms.every = credit::schedule::Every::Months(1);
            if number(0) != number(1) {
                setup.not = Some("a term that is not count × interval".into());
            }
            Meaning::Create(Box::new(setup))
        }
        "Admin successfully approves the loan on _ with _ amount and expected disbursement date on _" => {
            Meaning::Approve(date(q[2]))
        }
        "Admin successfully disburse the loan on _ with _ EUR transaction amount" => {
            Meaning::Draw(day(0)?, money(q[1]))
        }
        "Customer makes _ repayment on _ with N EUR transaction amount" => {
            Meaning::Receive(day(1)?, number(0), "REPAYMENT")
        }
        "Customer makes _ repayment on _ with N EUR transaction amount (and transaction fails because of wrong date)" => {
            Meaning::RefuseReceipt(day(1)?)
        }
        "Customer makes _ transaction with _ payment type on _ with N EUR transaction amount and system-generated \
         Idempotency key"
        | "Customer makes _ transaction with _ payment type on _ with N EUR transaction amount and self-generated \
           Idempotency key" => Meaning::Receive(day(2)?, number(0), receipt(q[0])?),
        "Admin adds _ due date charge with _ due date and N EUR transaction amount" => {
            Meaning::Fee(day(1)?, number(0), q[0] == "LOAN_NSF_FEE")
        }
        "Admin adds an NSF fee because of payment bounce with _ transaction date" => {
            Meaning::Fee(day(0)?, Paise::rupees(10), true)
        }
        "Customer undo _th repayment on _" => Meaning::UndoReceipt(nth(q[0])?, day(1)?),
        "Customer undo _th _ transaction made on _" => Meaning::UndoKind(nth(q[0])?, receipt(q[1])?, day(2)?),
        "Admin runs the Increase Business Date by N day job" => Meaning::Later(number(0).0 / 100),
        "Customer undo _th transaction made on _" => Meaning::UndoAct(nth(q[0])?, day(1)?),
        "Customer makes a repayment undo on _" => Meaning::UndoReceipt(1, day(0)?),
        "Admin set _ loan product _ transaction type to _ future installment allocation rule" => {
            let rule = match q[2] {
                "NEXT_INSTALLMENT" => Ahead::Next,
                "LAST_INSTALLMENT" => Ahead::Last,
                "REAMORTIZATION" => Ahead::Spread,
                other => return Err(format!("money ahead goes: {other}")),
            };
            Meaning::Rule(q[0].to_owned(), q[1].to_owned(), rule)
        }
        "Loan Repayment schedule has N periods, with the following data for periods:" => Meaning::Schedule,
        "Loan Repayment schedule has the following data in Total row:" => Meaning::Totals,
        "Loan Transactions tab has the following data:" => Meaning::Acts,
        "Loan Transactions tab has a _ transaction with date _ which has the following Journal entries:" => {
            return Err("journal entries in another chart of accounts".into());
        }
        "Loan status will be _" | "Loan status has changed to _" => Meaning::Status(status(q[0])?),
        "Loan has N outstanding amount" => Meaning::Outstanding(number(0)),
        "Loan has N overpaid amount" => Meaning::Surplus(number(0)),
        "Repayment transaction is created with N amount and _ type" => Meaning::Received(number(0)),
        "Loan has N _ transactions on Transactions tab" => {
            Meaning::Count((number(0).0 / 100) as usize, if q[0] == "DISBURSEMENT" { "" } else { receipt(q[0])? })
        }
        "Global config _ value set to _" if q[0] == "charge-accrual-date" => Meaning::Nothing,
        _ => return Err(reason(&shape)),
    })
}

fn nth(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "which receipt is undone".to_owned())
}

fn receipt(name: &str) -> Result<&'static str, String> {
    let plain = name.to_uppercase().replace(' ', "_");
    ["REPAYMENT", "GOODWILL_CREDIT", "MERCHANT_ISSUED_REFUND", "PAYOUT_REFUND"]
        .into_iter()
        .find(|n| *n == plain)
        .ok_or_else(|| format!("receipts of the kind {name}"))
}

fn status(name: &str) -> Result<&'static str, String> {
    match name {
        "SUBMITTED_AND_PENDING_APPROVAL" => Ok("submitted"),
        "APPROVED" | "Approved" => Ok("approved"),
        "ACTIVE" | "Active" => Ok("active"),
        "CLOSED_OBLIGATIONS_MET" | "Closed (obligations met)" => Ok("closed"),
        "OVERPAID" | "Overpaid" => Ok("surplus"),
        other => Err(format!("the state {other}")),
    }
}

/// Steps by what they are about, for the table of reasons.
fn reason(shape: &str) -> String {
    const ABOUT: [(&str, &str); 27] = [
        ("externalization", "loans sold to another owner"),
        ("EXTERNAL_ASSET", "loans sold to another owner"),
        ("external owner", "loans sold to another owner"),
        ("chargeback", "a payment the bank takes back in part (chargeback)"),
        ("charge-off", "charge-off without write-off resolution"),
        ("Charge-off", "charge-off without write-off resolution"),
        ("charged-off", "charge-off without write-off resolution"),
        ("elinquency", "delinquency buckets, pauses and events"),
        ("delinquent", "delinquency buckets, pauses and events"),
        ("Idempotency", "the same command twice (the door's matter, not arithmetic)"),
        ("re-aging", "re-aging"),
        ("re-amortization", "re-amortisation"),
        ("reschedule", "rescheduling"),
        ("Credit Balance", "paying a surplus out"),
        ("CBR", "paying a surplus out"),
        ("Refund", "refund of a payment as an act of its own"),
        ("adjustment", "a charge taken back in part"),
        ("waive", "waiving a charge"),
        ("Processing charge", "charges in percent"),
        ("charge", "charges of other kinds"),
        ("Event", "messages to other programs"),
        ("Fraud", "marks of fraud"),
        ("Batch", "several calls in one"),
        ("atatable", "tables of users' own"),
        ("write-off", "write-off"),
        ("undo", "undoing other acts"),
        ("fails to", "refusals by another program's rules"),
    ];
    let found = ABOUT.iter().find(|(word, _)| shape.contains(word));
    found.map_or_else(|| format!("step: {shape}"), |(_, about)| (*about).to_owned())
}

/// The scenario's steps as ours, or the reason why it cannot be told in our rules: by settings and steps alone.
pub fn expressible(scenario: &Scenario) -> Result<Vec<(Meaning, Step)>, String> {
    if scenario.skipped {
        return Err("switched off by its authors".into());
    }
    let mut steps = Vec::new();
    let mut setup: Option<Setup> = None;
    let mut checks = 0;
    for step in &scenario.steps {
        let meaning = meaning(step)?;
        match &meaning {
            Meaning::Create(s) => {
                if setup.is_some() {
                    return Err("several loans".into());
                }
                if let Some(not) = &s.not {
                    return Err(not.clone());
                }
                setup = Some((**s).clone());
            }
            Meaning::Schedule | Meaning::Totals | Meaning::Acts | Meaning::Outstanding(_) | Meaning::Surplus(_) => {
                checks += 1;
            }
            Meaning::Status(_) | Meaning::Received(_) | Meaning::Count(..) | Meaning::RefuseReceipt(_) => checks += 1,
            _ => {}
        }
        steps.push((meaning, step.clone()));
    }
    let Some(setup) = setup else { return Err("no loan".into()) };
    if checks == 0 {
        return Err("nothing is compared".into());
    }
    combined(&setup, &steps)?;
    Ok(steps)
}

/// What is expressible alone but not together.
fn combined(setup: &Setup, steps: &[(Meaning, Step)]) -> Result<(), String> {
    let drawals = steps.iter().filter(|s| matches!(s.0, Meaning::Draw(..))).count();
    if drawals > 1 && setup.terms.rate.0 > 0 {
        return Err("interest and several drawals in periods of equal length".into());
    }
    // More received than was lent and charged by then: a drawal after it would have to take the surplus up.
    let (mut lent, mut paid) = (Paise::ZERO, Paise::ZERO);
    let (mut today, mut dated_back) = (Date::ZERO, Vec::new());
    for (meaning, _) in steps {
        match meaning {
            Meaning::Today(day) => today = *day,
            // Which of the two comes first on that day is settled nowhere in the settings.
            Meaning::Fee(due, ..) if dated_back.contains(due) => {
                return Err("a charge laid afterwards for the day of a receipt that was itself dated back".into());
            }
            Meaning::Draw(_, amount) => {
                if paid > lent {
                    return Err(
                        "a further drawal while a surplus is held (ours is paid out or adjusted by the secretary)"
                            .into(),
                    );
                }
                lent += *amount;
                if setup.auto_down {
                    paid += credit::schedule::down_payment(*amount, setup.terms.down, setup.terms.multiple);
                }
            }
            Meaning::Fee(_, amount, _) => lent += *amount,
            Meaning::Receive(day, amount, _) => {
                paid += *amount;
                if *day < today {
                    dated_back.push(*day);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// A Receipt's name in the list of transactions.
pub fn shown(kind: &Kind) -> &'static str {
    match kind {
        Kind::Drawal => "Disbursement",
        Kind::Down => "Down Payment",
        Kind::Receipt("GOODWILL_CREDIT") => "Goodwill Credit",
        Kind::Receipt("MERCHANT_ISSUED_REFUND") => "Merchant Issued Refund",
        Kind::Receipt("PAYOUT_REFUND") => "Payout Refund",
        Kind::Receipt(_) => "Repayment",
    }
}
