//! Statements of banks as files: the headings of different banks, MT940, and what must be refused.

use crate::{day, said};
use books::estate::bank::Statement;
use books::estate::{bankfile, mt940};
use kernel::{Paise, Refusal};
use proptest::prelude::*;

fn rows(text: &str) -> Vec<bankfile::Row> {
    let cells = |l: &str| l.split(';').map(|c| c.trim().to_owned()).collect();
    (1..).zip(text.lines()).map(|(n, l)| (n, cells(l))).collect()
}

fn read(text: &str) -> Result<Statement, Refusal> {
    bankfile::read(&rows(text))
}

fn no(r: Result<Statement, Refusal>) -> u16 {
    said(&r.unwrap_err())
}

#[test]
fn columns_are_found_by_their_headings() {
    let a = read(
        "Account No: 0012\nTxn Date; Value Date; Description; Ref No./Cheque No.; Debit; Credit; Balance\n\
         01/04/2025; 01/04/2025; BY CASH; ; ; 1,200.00; 2,200.00\n\
         ; ; BRANCH PAURI; ; ; ; \n\
         03/04/2025; 03/04/2025; CHQ PAID; 004512; 500.00; ; 1,700.00\n\
         Grand Total; ; ; ; 500.00; 1,200.00; ",
    )
    .unwrap();
    assert_eq!((a.opening, a.closing), (Some(Paise::rupees(1_000)), Some(Paise::rupees(1_700))));
    let first = &a.lines[0];
    assert_eq!(
        (first.date, first.amount, &first.text[..]),
        (day("2025-04-01"), Paise::rupees(1_200), "BY CASH BRANCH PAURI")
    );
    assert_eq!((a.lines[1].amount, &a.lines[1].reference[..], a.lines[1].row), (Paise::rupees(-500), "004512", 5));
    // newest first, one column of amounts with its side, balances with theirs
    let b = read(
        "Transaction Date; Particulars; Amount; Dr/Cr; Balance\n\
         05-Apr-2025; INT; 12.50; CR; 112.50 Cr\n04-Apr-2025; CHARGES; 20; DR; 100.00 Cr",
    )
    .unwrap();
    assert_eq!(b.lines.iter().map(|l| l.amount.0).collect::<Vec<_>>(), [-2_000, 1_250]);
    assert_eq!(b.opening, Some(Paise::rupees(120)));
    // Hindi headings, no column of balances
    let c = read("दिनांक; विवरण; नामे; जमा\n2025-04-02; नकद; ; 50").unwrap();
    assert_eq!((c.opening, c.closing, c.lines[0].amount), (None, None, Paise::rupees(50)));
}

#[test]
fn what_does_not_add_up_or_cannot_be_read_is_refused() {
    let head = "Date; Narration; Withdrawal; Deposit; Balance\n";
    let with = |body: &str| no(read(&format!("{head}{body}")));
    assert_eq!(no(read("name; amount\nx; 5")), 4409);
    assert_eq!(with("01/04/2025; A; ; 5; 105\n02/04/2025; B; ; 5; 111"), 4407);
    assert_eq!(with("31/02/2025; A; ; 5; 105"), 4410);
    assert_eq!(with("01/04/2025; A; ; five; 105"), 4410);
    assert_eq!(with("01/04/2025; A; ; 5.005; 105"), 4410);
    assert_eq!(with("01/04/2025; A; ; ; "), 4410);
}

const SWIFT: &str = ":20:STMT1\n:25:0012345\n:28C:1/1\n:60F:C260301INR1000,00\n:61:2603060306C200,NTRFNONREF//BR77\nCASH\n\
:86:BY CASH PAURI\nSECOND LINE\n:61:260325D500,00NCHK004512\n:86:CHQ IFFCO\n:61:260331RC5,5NMSCNONREF\n\
:62F:C260331INR694,50\n:86:information\n-\n";

#[test]
fn mt940_is_read_with_its_balances() {
    assert!(mt940::is(SWIFT) && !mt940::is("Date;Balance"));
    let s = mt940::read(SWIFT).unwrap();
    assert_eq!((s.opening, s.closing), (Some(Paise::rupees(1_000)), Some(Paise(69_450))));
    assert_eq!(s.lines.iter().map(|l| l.amount.0).collect::<Vec<_>>(), [20_000, -50_000, -550]);
    assert_eq!((&s.lines[0].reference[..], &s.lines[0].text[..]), ("BR77", "CASH BY CASH PAURI SECOND LINE"));
    assert_eq!((&s.lines[1].reference[..], s.lines[1].date), ("004512", day("2026-03-25")));
    let wrong = |from: &str, to: &str| no(mt940::read(&SWIFT.replace(from, to)));
    assert_eq!(wrong("INR694,50", "INR694,51"), 4407);
    assert_eq!(wrong("D500,00", "X500,00"), 4410);
    assert_eq!(wrong("C260301", "C261301"), 4410);
    assert_eq!(wrong("500,00NCHK", "500,001NCHK"), 4410);
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in "[\\PC\n]{0,400}", cut in 0usize..300, put in "[:0-9CDR,\\PC\n]{0,12}") {
        let _ = mt940::read(&text);
        let mut broken: Vec<char> = SWIFT.chars().collect();
        let at = cut.min(broken.len());
        broken.splice(at..at, put.chars());
        let _ = mt940::read(&broken.into_iter().collect::<String>());
        let _ = read(&text);
        let _ = read(&format!("Date; Narration; Withdrawal; Deposit; Balance\n{text}"));
    }

    #[test]
    fn a_table_says_what_was_written(amounts in prop::collection::vec(-9_999i64..9_999, 1..30), opening in -9_999i64..9_999, newest in any::<bool>()) {
        let money = |p: i64| format!("{}{}.{:02}", if p < 0 { "-" } else { "" }, p.abs() / 100, p.abs() % 100);
        let mut balance = opening;
        let mut lines = Vec::new();
        for (n, a) in amounts.iter().enumerate() {
            balance += a;
            let (out, into) = if *a < 0 { (money(-a), String::new()) } else { (String::new(), money(*a)) };
            lines.push(format!("{:02}/{:02}/2025; line {n}; {out}; {into}; {}", n % 28 + 1, n / 28 + 1, money(balance)));
        }
        if newest {
            lines.reverse();
        }
        let s = read(&format!("Date; Narration; Withdrawal; Deposit; Balance\n{}", lines.join("\n"))).unwrap();
        prop_assert_eq!(s.lines.iter().map(|l| l.amount.0).collect::<Vec<_>>(), amounts);
        prop_assert_eq!((s.opening, s.closing), (Some(Paise(opening)), Some(Paise(balance))));
    }
}
