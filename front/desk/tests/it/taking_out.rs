use crate::sample::*;
use desk::export::CsvOf;
use desk::{Desk, Role, Who};
use keep::view;
use kernel::SocietyId;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::Command;

fn busy(desk: &Desk) -> SocietyId {
    let society = desk.import(&operator(), CODE, &batch(CODE, 40), command(1)).unwrap().society;
    alone(desk, society);
    begin(desk, society);
    for n in 0..20 {
        desk.post(&secretary(), society, command(100 + n), &voucher(&format!("R-{n}"), 99 + n as i64)).unwrap();
    }
    society
}

#[test]
fn hledger_comes_to_the_same_balances() {
    let Ok(version) = Command::new("hledger").arg("--version").output() else {
        let required = std::env::var("SAHAKAR_REQUIRE").unwrap_or_default();
        assert!(!required.contains("hledger"), "hledger is required (SAHAKAR_REQUIRE) and not installed");
        let _ = writeln!(std::io::stderr(), "skipped: no hledger");
        return;
    };
    assert!(version.status.success());
    both(|desk| {
        let society = busy(desk);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("books.journal");
        let mut file = std::fs::File::create(&path).unwrap();
        desk.export_hledger(&operator(), society, &mut file).unwrap();
        let out = Command::new("hledger")
            .args(["-f", path.to_str().unwrap(), "balance", "-N", "--flat", "-E", "-O", "csv"])
            .env("LANG", "C.UTF-8")
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let theirs: BTreeMap<String, i64> = String::from_utf8(out.stdout)
            .unwrap()
            .lines()
            .skip(1)
            .map(|l| {
                let (account, amount) = l.trim_matches('"').split_once("\",\"").unwrap();
                let digits: String = amount.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
                (account.rsplit(':').next().unwrap().to_owned(), digits.parse().unwrap())
            })
            .collect();
        let ours: BTreeMap<String, i64> = desk
            .read(|t| view::trial_balance(t, society))
            .unwrap()
            .iter()
            .map(|r| (r.code.replace(' ', "_"), (r.debit - r.credit).0))
            .filter(|(code, balance)| *balance != 0 || theirs.contains_key(code))
            .collect();
        assert_eq!(theirs, ours);
        assert!(ours.len() >= 4);
    });
}

#[test]
fn beancount_has_an_account_for_every_head() {
    both(|desk| {
        let society = busy(desk);
        let mut out = Vec::new();
        desk.export_beancount(&operator(), society, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for account in
            ["Assets:CASH", "Liabilities:SB-1 ", "Liabilities:SB-1-2 ", "Equity:Migration-Difference:DIFF-LEDGER"]
        {
            assert!(text.contains(&format!("open {account}")), "{account}\n{text}");
        }
        assert!(text.contains(
            "2025-06-02 * \"R-3\" \"जमा, नकद\"\n    Assets:CASH  1.02 INR\n    Liabilities:SB-1  -1.02 INR\n"
        ));
        let balance: f64 =
            text.lines().filter_map(|l| l.strip_suffix(" INR")?.rsplit(' ').next()?.parse::<f64>().ok()).sum();
        assert!(balance.abs() < 0.001);
    });
}

#[test]
fn lists_are_complete_and_no_cell_becomes_a_formula() {
    both(|desk| {
        let society = busy(desk);
        let csv = |what| {
            let mut out = Vec::new();
            desk.export_csv(&operator(), society, what, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let lines = |what| csv(what).lines().count() - 1;
        assert!(lines(CsvOf::TrialBalance) >= 5);
        assert_eq!(lines(CsvOf::Members), 40);
        assert_eq!(lines(CsvOf::Accounts(credit::AccountKind::LoanSt)), 40);
        // a row for each line of a voucher, and all of them balance
        let posted = desk.read(|t| view::trial_balance(t, society)).unwrap();
        let all = csv(CsvOf::Vouchers);
        let mut sums = std::collections::BTreeMap::<String, i64>::new();
        for row in csv::Reader::from_reader(all.as_bytes()).records().map(Result::unwrap) {
            let paise = |n: usize| row[n].replace('.', "").parse::<i64>().unwrap_or(0);
            *sums.entry(row[5].to_owned()).or_default() += paise(row.len() - 2) - paise(row.len() - 1);
        }
        sums.retain(|_, sum| *sum != 0);
        let net = posted.iter().map(|h| (h.code.clone(), (h.debit - h.credit).0)).filter(|h| h.1 != 0);
        assert_eq!(sums, net.collect(), "all of the books went along, head by head");
        assert_eq!(lines(CsvOf::Findings), 0);
        assert!(!csv(CsvOf::Members).contains("98000"), "mobile numbers stay");
        let society = society.0;
        desk.post(&secretary(), SocietyId(society), command(999), &voucher("=HYPERLINK(1)", 1)).unwrap();
        assert!(csv(CsvOf::Vouchers).contains("\"'=HYPERLINK(1)\""));
    });
}

#[test]
fn the_workbook_opens_as_a_workbook() {
    both(|desk| {
        let society = busy(desk);
        for lang in [lipi::Lang::Hi, lipi::Lang::En] {
            let bytes = desk.export_xlsx(&operator(), society, lang).unwrap();
            assert_eq!(&bytes[..4], b"PK\x03\x04");
        }
    });
}

#[test]
fn whoever_takes_data_out_or_is_refused_is_noted() {
    both(|desk| {
        let society = busy(desk);
        let noted = || -> Vec<(String, i64)> {
            let all = desk.read(|t| keep::audit::list(t, society, 500, 0)).unwrap().0;
            let of = |d: &keep::audit::Decision| matches!(&d.act[..], "checkpoint" | "export" | "read");
            all.into_iter().filter(of).map(|d| (d.act, d.number)).collect()
        };
        assert_eq!(noted(), []);
        let secretary = Who::local(Role::Secretary);
        desk.export_hledger(&secretary, society, &mut Vec::new()).unwrap();
        desk.export_csv(&secretary, society, CsvOf::Members, &mut Vec::new()).unwrap();
        desk.checkpoint(&secretary, society).unwrap();
        let poll = desk.today();
        let voters = desk.export_voters(&secretary, society, poll, lipi::Lang::Hi);
        assert_eq!(number(voters), 4201, "it is noted that he asked, though the terms are unset");
        let engineer = Who::local(Role::Engineer);
        assert_eq!(number(desk.export_hledger(&engineer, society, &mut Vec::new())), 5001);
        let stranger = Who::of("pados", Role::Secretary, SocietyId(7));
        assert_eq!(desk.guard_reading(&stranger, society).unwrap_err().number, 5002);
        let mut new = noted();
        new.sort();
        let wanted = [("checkpoint", 0), ("export", 0), ("export", 0), ("export", 0), ("export", 5001), ("read", 5002)];
        assert_eq!(new, wanted.map(|(act, n)| (act.to_owned(), n)));
    });
}
