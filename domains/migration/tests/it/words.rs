//! Headings, heads and numbers as clerks write them.

use migration::heads::best_head;
use migration::persons::{number, relation_off};
use migration::vocabulary::{Saying, WORDS, best, readings, says_closed, tokens};

fn head(name: &str) -> &'static str {
    best_head(name).map_or("", |(h, _)| WORDS.heads[h].code)
}

#[test]
fn heads_are_known_by_their_usual_names() {
    for (name, code) in [
        ("हिस्सा पूँजी (व्यक्तिगत)", "SHARE_IND"),
        ("राज्य अंशदान", "SHARE_GOVT"),
        ("जि.स.बैंक ऋण - अल्पकालीन", "BORROW_ST"),
        ("अल्पकालीन ऋण (के.सी.सी.)", "ST_LOAN"),
        ("म.का. ऋण सदस्य", "MT_LOAN"),
        ("बैंक को देय ब्याज", "INT_PAY_DCB"),
        ("Overdue Interest Reserve", "OIR"),
        ("DCCB C/A", "BANK_CUR"),
        ("RF Investment (FDR)", "INV_RF"),
        ("गत वर्षों का लाभ", "PL_PREV"),
    ] {
        assert_eq!(head(name), code, "{name}");
    }
}

#[test]
fn every_head_of_the_rules_is_found_by_its_own_first_saying() {
    for words in &WORDS.heads {
        assert!(!words.say.is_empty(), "{}", words.code);
    }
    assert!(WORDS.registers.iter().all(|r| r.columns.iter().any(|c| c.must)));
}

#[test]
fn words_that_mean_the_same_are_one() {
    assert_eq!(tokens("सदस्य संख्या"), tokens("Member No."));
    assert_eq!(tokens("क्र0सं0"), tokens("क्र.सं."));
    assert_eq!(tokens("VITRASHI"), tokens("वितरण राशि"));
    assert_eq!(tokens("MemNo"), tokens("mem_no"));
}

#[test]
fn a_saying_wants_all_its_words_and_none_it_forbids() {
    let saying = Saying::of("शेष !ब्याज");
    assert!(saying.score(&tokens("शेष राशि")) > 0.5);
    assert!(saying.score(&tokens("ब्याज शेष")) == 0.0);
    assert!(best(&[saying], &tokens("शेष")) > 0.99);
}

#[test]
fn numbers_compare_without_zeros_and_marks() {
    assert_eq!(number("N-026"), number("n 26"));
    assert_eq!(number("0012"), "12");
    assert_ne!(number("12"), number("120"));
}

#[test]
fn relations_are_not_names() {
    assert_eq!(relation_off("पुत्र पुष्कर सिंह थापा"), "पुष्कर सिंह थापा");
    assert_eq!(relation_off("S/o Ram Singh"), "Ram Singh");
}

#[test]
fn ordinals_units_and_initials_do_not_mislead() {
    assert_eq!(tokens("Term Loans upto 31st March"), ["term", "loans", "upto", "march"]);
    assert!(readings(&["R.O.I."]).contains(&vec!["roi".to_owned()]));
    assert_eq!(readings(&["बकाया मूलधन (रु.)"])[0], tokens("बकाया मूलधन"));
    assert_eq!(head("R.D. Deposit"), "RD");
}

#[test]
fn romanised_hindi_and_run_together_field_names_are_taken_apart() {
    assert_eq!(tokens("Khate ka naam"), tokens("खाते का नाम"));
    assert_eq!(tokens("CLQTY"), ["closing", "मात्रा"].map(|w| tokens(w)[0].clone()));
    assert_eq!(tokens("Mul bakaya"), tokens("मूल बकाया"));
}

#[test]
fn the_status_of_an_account_says_whether_it_is_closed() {
    for closed in ["बन्द", "खाता बंद", "A/c Closed", "CLOSED"] {
        assert!(says_closed(closed), "{closed}");
    }
    for open in ["चालू", "Live", "not closed", ""] {
        assert!(!says_closed(open), "{open}");
    }
}
