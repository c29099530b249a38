//! A page that does not add up, and two keyings of one page.

use super::{book, first, folded, rows, second};
use kernel::Paise;
use migration::paper::compare::{Line, compare, settle};
use migration::paper::culprit::{Cause, culprits};
use migration::paper::event::{Choice, Hand, Keyed, Take};
use migration::paper::normal::{masked, normal, tidy};
use migration::paper::{Hold, Kind, PaperEvent, Standing, control};
use proptest::prelude::*;

fn loans() -> &'static Kind {
    Kind::of(7).expect("loans")
}

/// Account, disbursed, repaid, balance; the rest as it may be.
fn loan(no: u32, disbursed: i64, repaid: i64, balance: i64) -> Vec<String> {
    let figure = |n: i64| n.to_string();
    let (disbursed, repaid, balance) = (figure(disbursed), figure(repaid), figure(balance));
    [
        &no.to_string(),
        "12",
        "Ram Singh",
        "Satoli",
        "01/06/2023",
        &disbursed,
        "31/05/2024",
        "7",
        &repaid,
        &balance,
        "",
        "",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Totals of a page as the book would have them.
fn totals(kind: &Kind, rows: &[Vec<String>]) -> Vec<String> {
    (0..kind.columns.len())
        .map(|c| match control::sum(kind, rows, c) {
            Some(sum) if kind.columns[c].total && !sum.is_zero() => (sum.0 / 100).to_string(),
            _ => String::new(),
        })
        .collect()
}

fn page() -> Vec<Vec<String>> {
    let mut rows = vec![
        loan(101, 20_000, 5_000, 15_000),
        loan(102, 34_500, 0, 34_500),
        loan(103, 12_750, 2_750, 10_000),
        loan(104, 41_200, 1_200, 40_000),
        loan(105, 18_900, 900, 18_000),
    ];
    rows[0][10] = "525".into();
    rows
}

/// The first suspicion for a page after something was done to it.
fn suspected(change: impl Fn(&mut Vec<Vec<String>>)) -> (Option<usize>, Cause) {
    let kind = loans();
    let mut keyed = page();
    let totals = totals(kind, &keyed);
    change(&mut keyed);
    let found = culprits(kind, &keyed, &totals);
    let top = found.first().expect("a page that does not add up has a culprit");
    (top.row, top.cause)
}

#[test]
fn the_likely_culprit_comes_first() {
    let (disbursed, balance) = (5, 9);
    assert_eq!(suspected(|r| r[1][disbursed] = "35400".into()), (Some(1), Cause::Transposition));
    assert_eq!(suspected(|r| r[3][disbursed] = "47200".into()), (Some(3), Cause::Digit));
    assert_eq!(suspected(|r| r[4][balance] = "180000".into()), (Some(4), Cause::Decimal));
    assert_eq!(suspected(|r| r.insert(3, r[2].clone())), (Some(3), Cause::DoubledRow));
    assert_eq!(suspected(|r| drop(r.remove(2))), (Some(1), Cause::MissingRow));
    assert_eq!(suspected(|r| r[0][balance] = "-15000".into()), (Some(0), Cause::WrongSide));
    assert_eq!(suspected(|r| r[4].swap(8, 10)), (Some(4), Cause::OtherColumn));
}

#[test]
fn a_total_keyed_wrong_is_suspected_when_no_row_is() {
    let kind = loans();
    let keyed = page();
    let mut written = totals(kind, &keyed);
    assert_eq!(written[9], "117500");
    written[9] = "111500".into();
    let found = culprits(kind, &keyed, &written);
    assert!(found.iter().any(|c| c.cause == Cause::Total && c.right == Some(Paise::rupees(117_500))));
    assert!(culprits(kind, &keyed, &totals(kind, &keyed)).is_empty());
}

#[test]
fn one_cell_written_in_many_ways_is_one_cell() {
    for (hold, a, b) in [
        (Hold::Amount, "12,500/-", "१२५००"),
        (Hold::Amount, "Rs. 1,25,000.50", "125000.5"),
        (Hold::Amount, "", "0"),
        (Hold::Date, "31.03.25", "३१/०३/२०२५"),
        (Hold::Date, "1-4-2019", "01/04/2019"),
        (Hold::Code, " L/१२ ", "l/12"),
        (Hold::Rate, "7%", "7.00"),
        (Hold::Text, "Ram  SINGH", "ram singh"),
    ] {
        assert_eq!(normal(hold, a), normal(hold, b), "{a} and {b}");
    }
    assert_ne!(normal(Hold::Date, "31/02/2024"), normal(Hold::Date, "29/02/2024"));
    assert_ne!(normal(Hold::Amount, "1250"), normal(Hold::Amount, "1520"));
}

#[test]
fn shorthand_is_spelt_out_and_twelve_figures_are_masked() {
    let kind = loans();
    let due = &kind.columns[kind.column("due").expect("loans fall due")];
    assert_eq!(tidy(due, "310325"), "31/03/25");
    assert_eq!(tidy(due, "31032025"), "31/03/2025");
    assert_eq!(tidy(due, "310225"), "310225");
    assert_eq!(masked("आधार 2345 6789 0123 है"), "आधार XXXX XXXX 0123 है");
    assert_eq!(masked("no 234567890123"), "no XXXX XXXX 0123");
    assert_eq!(masked("1234567890123 and 98765 43210"), "1234567890123 and 98765 43210");
}

fn keyed(hand: Hand, rows: Vec<Vec<String>>) -> Keyed {
    let totals = totals(loans(), &page());
    Keyed { volume: 1, page: 1, hand, full: hand == Hand::First, rows, totals }
}

#[test]
fn a_row_left_out_moves_no_other() {
    let mut short = page();
    short.remove(1);
    let compared = compare(loans(), &keyed(Hand::First, page()), &keyed(Hand::Second, short));
    assert_eq!(compared.differences.len(), 1);
    assert_eq!((compared.differences[0].line, compared.differences[0].column), (Some(1), None));
    assert_eq!(compared.lines[2], Line { first: Some(2), second: Some(1) });
}

#[test]
fn the_third_look_settles_every_difference_or_none() {
    let kind = loans();
    let (mut a, mut b) = (page(), page());
    a[0][9] = "16000".into(); // the first erred
    b[4][6] = "13/05/2024".into(); // the second erred
    a.remove(3); // the first left a row out
    let (a, b) = (keyed(Hand::First, a), keyed(Hand::Second, b));
    let compared = compare(kind, &a, &b);
    assert_eq!(compared.differences.len(), 3);
    let mut choices = vec![
        Choice { line: Some(0), column: Some(9), take: Take::Second },
        Choice { line: Some(3), column: None, take: Take::Second },
    ];
    let open = settle(kind, &a, &b, &compared, &choices).expect_err("one is not settled");
    assert_eq!(open.column, Some(6));
    choices.push(Choice { line: Some(4), column: Some(6), take: Take::First });
    let settled = settle(kind, &a, &b, &compared, &choices).expect("all are");
    assert_eq!(settled.rows, page());
    assert_eq!(settled.wrong, [2, 1]);
}

#[test]
fn a_page_goes_its_way() {
    let kind = loans();
    let whole = page();
    let written = totals(kind, &whole);
    let mut slipped = page();
    slipped[1][5] = "35400".into();
    let mut events = vec![("op", book(1, 7, "ST", 3)), ("op", first(1, 2, slipped, written.clone()))];
    assert!(matches!(folded(&events).standing(1, 2), Standing::Held(gaps) if gaps.len() == 1));
    assert_eq!(folded(&events).standing(1, 1), Standing::Empty);
    events.push(("op", first(1, 2, whole.clone(), written.clone())));
    assert_eq!(folded(&events).standing(1, 2), Standing::FirstDone);
    let mut other = whole.clone();
    other[2][6] = "13/05/2024".into();
    events.push(("sec", second(kind, 1, 2, &other, written)));
    let paper = folded(&events);
    assert_eq!(paper.standing(1, 2), Standing::Differences(1));
    let of = paper.page(1, 2).and_then(|p| p.compared(kind)).expect("both are done").of;
    let choices = vec![Choice { line: Some(2), column: Some(6), take: Take::First }];
    events.push((
        "pres",
        PaperEvent::PageReconciled { volume: 1, page: 2, of, choices, no_photo: "no telephone".into() },
    ));
    let paper = folded(&events);
    assert_eq!(paper.standing(1, 2), Standing::Whole);
    let operators = paper.operators();
    assert_eq!((operators["op"].wrong, operators["sec"].wrong), (0, 1));
    assert_eq!(operators["sec"].compared, 5 * 8);
    events.push(("sec", PaperEvent::PageTakenBack { volume: 1, page: 2, reason: "wrong book".into() }));
    assert_eq!(folded(&events).standing(1, 2), Standing::Empty);
}

proptest! {
    /// Whatever is done to a page by one slip of one hand, some suspicion points to the row it was done to.
    #[test]
    fn one_slip_is_among_the_suspicions(
        amounts in proptest::collection::vec((1_000i64..900_000, 0i64..900), 3..30),
        at in 0usize..1_000,
        place in 0usize..6,
        digit in 1u8..10,
    ) {
        let kind = loans();
        let mut keyed: Vec<Vec<String>> =
            amounts.iter().enumerate().map(|(i, (d, r))| loan(i as u32 + 1, *d, *r, d - r)).collect();
        let written = totals(kind, &keyed);
        let row = at % keyed.len();
        let mut digits = keyed[row][5].clone().into_bytes();
        let place = place % digits.len();
        prop_assume!(digits[place] != b'0' + digit);
        digits[place] = b'0' + digit;
        keyed[row][5] = String::from_utf8(digits).expect("digits are ASCII");
        let found = culprits(kind, &keyed, &written);
        prop_assert!(found.iter().any(|c| c.row == Some(row) && c.column == 5), "{found:?}");
    }

    /// Two keyings that are the same differ nowhere, however often rows repeat.
    #[test]
    fn the_same_differs_nowhere(amounts in proptest::collection::vec(1i64..5, 0..40)) {
        let rows: Vec<Vec<String>> = amounts.iter().map(|a| loan(7, *a, 0, *a)).collect();
        let compared = compare(loans(), &keyed(Hand::First, rows.clone()), &keyed(Hand::Second, rows));
        prop_assert!(compared.differences.is_empty());
    }
}

#[test]
fn a_short_row_is_a_row_with_blanks() {
    let kind = Kind::of(16).expect("the day book");
    let keyed = rows(&[&["1/4/2024", "1", "cash", "x", "500"], &["1/4/2024", "2", "cash", "y", "", "700"]]);
    let control = control::of(kind, &keyed);
    assert_eq!((control.count, control.sums.as_slice()), (2, &[Paise::rupees(500), Paise::rupees(700)][..]));
    assert_eq!(control.hash, 3);
}
