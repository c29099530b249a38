//! Papers: always one page, whatever stands on them; the workbook has every row.

use desk::export::{Cell, Grid, Holds, Paper, Part};
use kernel::Paise;
use lipi::Lang;
use proptest::prelude::*;

fn table(rows: usize, columns: usize, words: &str) -> Grid {
    let mut heads = vec![("जनपद".to_owned(), Holds::Words), ("Amount".to_owned(), Holds::Money)];
    heads.extend((2..columns).map(|n| (format!("डाटा मिलान {n}"), Holds::Count)));
    let mut grid = Grid { title: "सूची".into(), columns: heads, ..Grid::default() };
    let cells = |name: String, n: usize| {
        let mut out = vec![Cell::Text(name), Cell::Money(Paise(n as i64 * 41_200))];
        out.extend((2..columns).map(|k| Cell::Share((n % (k + 1)) as u64, k as u64)));
        out
    };
    (0..rows).for_each(|n| grid.row(cells(format!("{words} {n}"), n)));
    grid.strong(cells("योग".into(), rows));
    grid
}

fn paper(parts: Vec<Part>) -> Paper {
    Paper {
        of: "उत्तराखण्ड".into(), title: "समीक्षा".into(), about: vec![], parts, proof: "9 प्रविष्टियाँ".into()
    }
}

/// Pages of a PDF: its tree of pages says how many.
fn pages(pdf: &[u8]) -> usize {
    assert_eq!(&pdf[..5], b"%PDF-");
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page\n").count() + text.matches("/Type /Page ").count() + text.matches("/Type/Page/").count()
}

#[test]
fn a_long_table_stays_on_one_page_and_whole_in_the_workbook() {
    let long = paper(vec![Part::Table(table(400, 5, "बहुद्देशीय प्राथमिक कृषि ऋण सहकारी समिति"))]);
    let pdf = long.pdf(Lang::Hi).unwrap();
    assert_eq!(pages(&pdf), 1);
    let book = readers::read_bytes("paper.xlsx", &long.xlsx().unwrap()).unwrap();
    let sheet = &book.sheets[0];
    let rows: Vec<Vec<String>> = sheet.rows().iter().map(|r| sheet.texts(r)).collect();
    assert!(rows.iter().any(|r| r[0].ends_with(" 399")), "the last row is there");
    let row = rows.iter().find(|r| r[0].ends_with(" 7")).unwrap();
    assert_eq!((&row[1][..], &row[2][..]), ("2884", "1"), "figures are figures: 7 × 412, 7 mod 3");
    assert_eq!(rows.last().unwrap()[0], "9 प्रविष्टियाँ");
}

#[test]
fn a_short_paper_uses_both_scripts_and_every_part() {
    let parts = vec![
        Part::Strong("विषय: डाटा प्रविष्टि".into()),
        Part::Line("अध्यक्ष: DM Almora".into()),
        Part::Pairs(vec![("डाटा".into(), "38 / 72".into())]),
        Part::Table(table(3, 9, "Almora")),
        Part::Signed("निबन्धक".into()),
    ];
    for lang in [Lang::Hi, Lang::En] {
        assert_eq!(pages(&paper(parts.clone()).pdf(lang).unwrap()), 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_paper_is_one_page(
        rows in 0usize..200, columns in 2usize..12, tables in 0usize..4, words in "[a-zक-ह ा-ौ्\u{0}🌾]{0,120}",
    ) {
        let parts = (0..tables).map(|_| Part::Table(table(rows, columns, &words))).chain([Part::Line(words.clone())]);
        let pdf = paper(parts.collect()).pdf(Lang::Hi).unwrap();
        prop_assert_eq!(pages(&pdf), 1);
    }
}

#[test]
fn what_is_no_row_is_never_cut_from_a_page() {
    let words = |n: usize| "उपस्थित लोगों ने कहा ".repeat(n);
    assert_eq!(pages(&paper(vec![Part::Line(words(100))]).pdf(Lang::Hi).unwrap()), 1);
    let long = paper(vec![Part::Line(words(2_000)), Part::Signed("निबन्धक".into())]);
    let Err(desk::Trouble::Refusal(no)) = long.pdf(Lang::Hi) else { panic!("a page that hides its signature") };
    assert_eq!(no.number, 4722);
    // whoever signs with a long name has it on as many lines as it needs
    let of = |name: &str| {
        paper(vec![Part::Table(table(300, 3, "x")), Part::Signed(name.into())]).too_long(Lang::Hi).unwrap()
    };
    assert!(of("R") > 0, "three hundred rows are no page");
    assert!(of(&words(80)) >= of("R") + 2);
    assert_eq!(paper(vec![Part::Table(table(20, 3, "x"))]).too_long(Lang::Hi).unwrap(), 0);
    // a sum wider than the page stands on lines of its own
    let pairs = |value: String| paper(vec![Part::Line(words(1_000)), Part::Pairs(vec![("x".into(), value)])]);
    assert!(pairs(words(100)).too_long(Lang::Hi).unwrap() > pairs("1".into()).too_long(Lang::Hi).unwrap() + 3);
}
