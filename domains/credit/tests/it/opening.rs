//! Opening balances put right.

use crate::deciding::{TODAY, context, number};
use credit::account::{DepositAccount, Loan, Placed};
use credit::calendar::plus_days;
use credit::decide::{self, CorrectOpening, EventView, OpeningView};
use credit::effects::lines;
use credit::opening::corrected;
use credit::{AccountKind, AccountRef, AccountRow, CreditEvent};
use kernel::{Paise, Source};
use std::collections::BTreeMap;

fn row(rupees: i64) -> AccountRow {
    AccountRow {
        no: "7".into(),
        member_no: "12".into(),
        balance: Paise::rupees(rupees),
        interest: Some(Paise::rupees(40)),
        opened: None,
        due: Some(plus_days(TODAY, -10)),
        rate: Some(300),
        source: Source { file: 0, sheet: 0, row: 1, col: 1 },
    }
}

fn view(kind: AccountKind, least: i64) -> OpeningView {
    OpeningView {
        account: AccountRef { kind, no: "7".into() },
        member_no: "12".into(),
        brought: true,
        closed: false,
        least: Paise::rupees(least),
        interest: Paise::rupees(40),
        head: "H".into(),
        receivable: if kind.is_asset() { "IR".into() } else { String::new() },
        plain: vec!["MD".into()],
    }
}

fn by(rupees: i64, interest: i64) -> CorrectOpening {
    CorrectOpening {
        date: TODAY,
        principal: Paise::rupees(rupees),
        interest: Paise::rupees(interest),
        other: "MD".into(),
        reason: "पन्ने पर 5000 है".into(),
        resolution: "4 / 01-06-2025".into(),
    }
}

fn done(view: &OpeningView, c: &CorrectOpening) -> CreditEvent {
    decide::correct_opening(view, c, &context()).expect("a correction").remove(0)
}

fn posted(event: &CreditEvent) -> BTreeMap<String, i64> {
    let mut out = BTreeMap::new();
    for l in lines(event) {
        *out.entry(l.head).or_default() += l.debit.0 - l.credit.0;
    }
    out
}

#[test]
fn what_the_old_register_said_too_small_earns_from_the_cut_off() {
    let event = done(&view(AccountKind::Sb, 500), &by(4_500, 0));
    assert_eq!(posted(&event), BTreeMap::from([("H".into(), -450_000), ("MD".into(), 450_000)]));
    let cutoff = plus_days(TODAY, -60);
    let entries: Vec<Placed> = vec![((1, 9), event)];
    let row = corrected(&row(500), &entries);
    let account = DepositAccount::of(AccountKind::Sb, Some((&row, cutoff)), &entries);
    assert_eq!(account.balance, Paise::rupees(5_000));
    assert_eq!(account.steps, [(plus_days(cutoff, 1), Paise::rupees(5_000))], "on every day since");
}

#[test]
fn a_loan_that_came_too_large_owes_less_and_the_taking_back_restores_it() {
    let event = done(&view(AccountKind::LoanSt, 5_000), &by(-4_500, -15));
    assert_eq!(posted(&event), BTreeMap::from([("H".into(), -450_000), ("IR".into(), -1_500), ("MD".into(), 451_500)]));
    let cutoff = plus_days(TODAY, -60);
    let mut entries: Vec<Placed> = vec![((1, 9), event.clone())];
    let fold = |entries: &[Placed]| {
        let row = corrected(&row(5_000), entries);
        let loan = Loan::of("ST-7", Some((&row, cutoff)), entries, true);
        (loan.principal(), loan.demands[0].owed.principal, loan.demands[0].owed.interest)
    };
    assert_eq!(fold(&entries), (Paise::rupees(500), Paise::rupees(500), Paise::rupees(25)));
    let mut seen = EventView { event: Some(event), reversed: false, balances: BTreeMap::new(), later: false };
    let c = decide::Reverse { entry: (1, 9), date: TODAY, reason: "पन्ना फिर देखा".into() };
    let back = decide::reverse(&seen, &c, &context()).expect("taken back").remove(0);
    entries.push(((1, 10), back));
    assert_eq!(fold(&entries), (Paise::rupees(5_000), Paise::rupees(5_000), Paise::rupees(40)));
    seen.later = true;
    assert_eq!(number(decide::reverse(&seen, &c, &context())), 4121);
}

#[test]
fn what_cannot_be_put_right() {
    let no = |v: &OpeningView, c: &CorrectOpening| number(decide::correct_opening(v, c, &context()));
    let sb = view(AccountKind::Sb, 500);
    assert_eq!(no(&OpeningView { brought: false, ..sb.clone() }, &by(10, 0)), 4671);
    assert_eq!(no(&OpeningView { closed: true, ..sb.clone() }, &by(10, 0)), 4124);
    assert_eq!(no(&sb, &by(0, 0)), 4109);
    assert_eq!(no(&sb, &by(-501, 0)), 4672);
    assert_eq!(no(&sb, &by(10, 5)), 4674);
    let loan = view(AccountKind::LoanMt, 500);
    assert_eq!(no(&loan, &by(0, -41)), 4672);
    assert_eq!(no(&loan, &CorrectOpening { other: "CASH".into(), ..by(5, 0) }), 4673);
    assert_eq!(no(&loan, &CorrectOpening { resolution: " ".into(), ..by(5, 0) }), 4107);
    // an overdrawn account is brought nearer to nothing
    let over = view(AccountKind::Sb, -500);
    done(&over, &by(100, 0));
    assert_eq!(no(&over, &by(-1, 0)), 4672);
}

#[test]
fn interest_since_stands_on_the_balance_put_right() {
    let event = done(&view(AccountKind::Sb, 500), &by(4_500, 0));
    let taken = CreditEvent::Withdrawn(credit::acts::Withdrawn {
        account: "SB-7".into(),
        member_no: "12".into(),
        date: TODAY,
        amount: Paise::rupees(600),
        legs: Vec::new(),
        head: "H".into(),
        to: None,
    });
    let entries: Vec<Placed> = vec![((1, 9), event.clone()), ((1, 10), taken)];
    assert!(decide::stands_on(&event, (1, 9), &entries, &[]));
    assert!(!decide::stands_on(&event, (1, 9), &entries[..1], &[]));
}
