use crate::sample::*;
use credit::AccountKind;
use keep::view::{self, FindingFilter, Page};
use kernel::{Paise, SocietyId};
use sql::{Db, Error, Tx};

fn read<T>(db: &Db, f: impl Fn(&mut Tx<'_>) -> Result<T, Error>) -> T {
    db.read(|t| f(t)).unwrap()
}

fn migrated(story: impl Fn(&Db)) {
    both(|db| {
        start(db, SOCIETY);
        write(db, SOCIETY, &migration());
        story(db);
    });
}

const PAGE: Page = Page { from: 0, size: 50 };

#[test]
fn the_trial_balance_balances_and_knows_its_cells() {
    migrated(|db| {
        let rows = read(db, |t| view::trial_balance(t, SOCIETY));
        let codes: Vec<(&str, i64, i64)> = rows.iter().map(|r| (&r.code[..], r.debit.0, r.credit.0)).collect();
        let expected = [("CASH", 30_000, 0), ("ST_LOAN", 60_000, 0), ("SHARE", 0, 15_000), ("DIFF", 0, 75_000)];
        assert_eq!(codes, expected);
        assert_eq!(rows[0].source, Some(source(9)));
        assert_eq!(rows[1].source, None, "a page of accounts is not the ledger's figure");
        let home = read(db, |t| view::home(t, SOCIETY)).unwrap();
        assert_eq!(home.debit, home.credit);
        assert_eq!((home.members, home.accounts, home.vouchers, home.entries), (4, 5, 3, 14));
        assert_eq!((home.heads_compared, home.heads_unmatched, home.unexplained), (1, 1, Paise(500)));
        assert_eq!(home.society.cutoff, "2025-03-31".parse().ok());
        assert_eq!(home.findings[0].code, "ORPHAN_LOAN");
        assert_eq!(read(db, |t| view::home(t, SocietyId(1))), None);
    });
}

#[test]
fn the_trail_leads_back_to_the_file() {
    migrated(|db| {
        let run = read(db, |t| view::runs(t, SOCIETY)).remove(0);
        assert_eq!((run.members, run.accounts, run.findings), (4, 5, 3));
        let files = read(db, |t| view::files(t, SOCIETY, run.run));
        assert_eq!(files[0].sheets, ["Sheet1", "ऋण"]);
        let aside = read(db, |t| view::set_aside(t, SOCIETY, run.run));
        assert_eq!(aside[1].refusal, Some(1203));
        let registers = read(db, |t| view::registers(t, SOCIETY, run.run));
        assert_eq!(registers[0].columns[1].heading, "बकाया");
        assert_eq!(read(db, |t| view::villages(t, SOCIETY)), ["बड़ागाँव", "छोटागाँव"]);
        let d = read(db, |t| view::differences(t, SOCIETY)).remove(0);
        assert_eq!((d.explained_by, d.unexplained), (vec![2], Paise(-500)));
    });
}

#[test]
fn findings_are_counted_filtered_and_paged() {
    migrated(|db| {
        let counts = read(db, |t| view::finding_counts(t, SOCIETY));
        assert_eq!((counts[0].count, counts[0].amount), (2, Paise(10_500)));
        let only = FindingFilter { code: "ORPHAN_LOAN".into(), ..FindingFilter::default() };
        let page = read(db, |t| view::findings(t, SOCIETY, &only, Page { from: 1, size: 1 }));
        assert_eq!((page.total, page.rows.len(), page.rows[0].no), (2, 1, 2));
        let one = read(db, |t| view::finding(t, SOCIETY, 1)).unwrap();
        assert_eq!(one.code, "NEGATIVE_BALANCE");
        assert_eq!(one.args, [("account".to_owned(), "LN-9".to_owned())]);
        assert_eq!(read(db, |t| view::finding(t, SOCIETY, 99)), None);
    });
}

#[test]
fn members_are_found_by_number_and_name() {
    migrated(|db| {
        let all = read(db, |t| view::members(t, SOCIETY, "", "", PAGE));
        let order: Vec<&str> = all.rows.iter().map(|m| &m.no[..]).collect();
        assert_eq!(order, ["9", "9", "10", "N-26"], "as a person counts, not as a computer sorts");
        assert_eq!(all.total, 4);
        let by_name = read(db, |t| view::members(t, SOCIETY, "देवी SITA", &name_key("SITA"), PAGE));
        assert_eq!(by_name.rows[0].no, "10");
        let none = read(db, |t| view::members(t, SOCIETY, "%", "%", PAGE));
        assert_eq!(none.total, 0, "a percent sign is a character, not a wildcard");
        let twins = read(db, |t| view::member(t, SOCIETY, "०९"));
        assert_eq!(twins.len(), 2);
        assert_eq!(twins[0].mobile, "9876543210");
        assert_eq!(read(db, |t| view::member(t, SOCIETY, "n26")).len(), 0, "N-26 is written with a dash");
        assert_eq!(read(db, |t| view::member(t, SOCIETY, "n-026")).len(), 1);
    });
}

#[test]
fn accounts_lie_with_their_member() {
    migrated(|db| {
        let his = read(db, |t| view::accounts_of(t, SOCIETY, "9"));
        let kinds: Vec<AccountKind> = his.iter().map(|a| a.kind).collect();
        assert_eq!(kinds, [AccountKind::Share, AccountKind::LoanSt]);
        assert_eq!(his[1].member_name, "राम किशन");
        assert_eq!((his[1].rate, his[1].due), (Some(700), "2026-03-31".parse().ok()));
        let orphan = read(db, |t| view::account(t, SOCIETY, AccountKind::LoanSt, "ln-9"));
        assert_eq!((&orphan[0].member_name[..], orphan[0].balance), ("", Paise(-10_000)));
        let page = read(db, |t| view::accounts(t, SOCIETY, AccountKind::LoanSt, Page::number(2, 2)));
        assert_eq!((page.total, page.rows.len()), (3, 1));
    });
}

#[test]
fn a_head_shows_its_book_and_a_voucher_its_lines() {
    migrated(|db| {
        let book = read(db, |t| view::head(t, SOCIETY, "DIFF")).unwrap();
        assert_eq!((book.debits, book.credits, book.postings), (Paise(15_000), Paise(90_000), 3));
        let figure = read(db, |t| view::head(t, SOCIETY, "ST_LOAN")).unwrap().figure.unwrap();
        assert_eq!(figure.difference, Paise(-1_000));
        let postings = read(db, |t| view::postings(t, SOCIETY, "DIFF", PAGE));
        assert_eq!(postings.rows.last().unwrap().number, "OPENING-1");
        let newest = read(db, |t| view::vouchers(t, SOCIETY, PAGE)).rows.remove(0);
        let whole = read(db, |t| view::voucher(t, SOCIETY, newest.desk, newest.seq)).unwrap();
        assert_eq!(whole.lines.len(), 2);
        assert_eq!((&whole.lines[0].name[..], whole.amount), ("नकद", Paise(30_000)));
        assert_eq!(read(db, |t| view::voucher(t, SOCIETY, 1, 0)), None, "the first entry is no voucher");
    });
}

#[test]
fn an_erased_number_is_gone_and_the_register_still_holds() {
    migrated(|db| {
        let m = read(db, |t| view::member(t, SOCIETY, "N-26")).remove(0);
        assert_eq!(m.mobile, "9876500000");
        db.tx(|t| keep::erase_mobile(t, SOCIETY, m.entry)).unwrap();
        assert_eq!(read(db, |t| view::member(t, SOCIETY, "N-26")).remove(0).mobile, "");
        assert!(keep::verify(db, SOCIETY, None).unwrap()[0].is_whole());
    });
}

#[test]
fn the_register_itself_never_holds_a_mobile_number() {
    const ALL: sql::Sql = sql::Sql("SELECT bytes FROM register_entry");
    migrated(|db| {
        let entries = read(db, |t| t.rows(ALL, &[], |r| String::from_utf8_lossy(r.bytes(0)).into_owned()));
        assert!(entries.iter().all(|e| !e.contains("98765")));
        assert!(entries.iter().any(|e| e.contains(",\"c:")));
    });
}
