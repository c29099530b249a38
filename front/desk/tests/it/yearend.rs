//! A year closed, divided, opened again; an auditor's objection; statements of what stands in the store.

use crate::sample::*;
use books::decide::PostVoucher;
use books::estate::Register;
use books::event::Setting;
use books::office::keepers::Tag;
use books::office::minutes::{Body, Meeting, Resolved};
use books::percent::Percent;
use books::setting;
use books::statement::Statements;
use desk::act::{Act, DividendAsked, Division, Pay};
use desk::office;
use desk::{Desk, Done, Role, Trouble, Who};
use keep::view::{self, Page};
use kernel::{FinancialYear, Paise, SocietyId};
use std::cell::Cell;
use std::sync::atomic::Ordering;

struct Office<'d> {
    desk: &'d Desk,
    society: SocietyId,
    next: Cell<u128>,
}

impl Office<'_> {
    fn by(&self, role: Role, act: Act) -> Result<Done, Trouble> {
        self.next.set(self.next.get() + 1);
        self.desk.act(&Who::local(role), self.society, command(self.next.get()), &act.into())
    }

    fn act(&self, act: Act) -> (i64, i64) {
        let receipt = self.by(Role::Secretary, act).unwrap().receipt;
        (receipt.desk.0, receipt.last.0)
    }

    fn refused(&self, act: Act) -> u16 {
        number(self.by(Role::Secretary, act))
    }

    fn voucher(&self, date: &str, debit: &str, credit: &str, amount: i64) -> (i64, i64) {
        self.act(Act::Voucher(PostVoucher {
            date: day(date),
            number: String::new(),
            narration: "लिखा".into(),
            lines: vec![line(debit, amount, 0), line(credit, 0, amount)],
        }))
    }

    fn set(&self, key: &str, value: &str) {
        let (from, order) = (day("2025-04-01"), "RCS/2025/9".into());
        self.act(Act::Set(Setting { key: key.into(), from, value: value.into(), order, source: String::new() }));
    }

    fn book(&self, year: i16) -> books::statement::Book {
        let (from, to) = FinancialYear(year).days();
        self.desk.read(|t| view::book(t, self.society, from, to)).unwrap()
    }

    fn head(&self, code: &str) -> i64 {
        let rows = self.desk.read(|t| view::trial_balance(t, self.society)).unwrap();
        rows.iter().find(|r| r.code == code).map_or(0, |r| (r.debit - r.credit).0)
    }
}

fn notes(mut paise: i64) -> Vec<(i64, i64)> {
    let mut out = Vec::new();
    for note in books::day::NOTES {
        out.push((note, paise / note));
        paise %= note;
    }
    out
}

fn office(story: impl Fn(&Office<'_>)) {
    office_with(|_| {}, story);
}

/// The same, where something more was done in the year.
fn office_with(before: impl Fn(&Office<'_>), story: impl Fn(&Office<'_>)) {
    let stores = [Some(String::new()), sql::testing::postgres().map(|c| c.database())];
    for store in stores.into_iter().flatten() {
        let dir = tempfile::tempdir().unwrap();
        let clock = clock();
        let desk = Desk::open(dir.path(), &store, clock.clone()).unwrap();
        let society = opened(&desk);
        let o = Office { desk: &desk, society, next: Cell::new(7_000) };
        o.voucher("2025-06-02", "CASH", "INC_ADM", 500_000);
        o.voucher("2025-06-02", "EXP_STAT", "CASH", 120_000);
        o.voucher("2025-06-02", "BANK_CUR", "CASH", 100_000);
        assert_eq!(o.refused(Act::CloseYear { year: 2025 }), 4067);
        before(&o);
        o.act(Act::EndDay { cash: notes(o.head("CASH")) });
        clock.0.fetch_add(366 * 86_400_000, Ordering::Relaxed);
        o.act(Act::BeginDay { date: day("2026-05-04"), cash: Vec::new() });
        story(&o);
    }
}

fn division(rate: i64) -> Act {
    Act::Appropriate(Box::new(Division {
        year: 2025,
        resolution: "3".into(),
        meeting: day("2026-05-03"),
        overdue_interest: Some(Paise::ZERO),
        recovered: Paise::ZERO,
        reserve: Percent(2_500),
        redemption: Paise::ZERO,
        funds: vec![("BLDG_FUND".into(), Paise(10_000))],
        dividends: if rate == 0 { Vec::new() } else { vec![dividend(None, rate)] },
    }))
}

fn dividend(activity: Option<&str>, rate: i64) -> DividendAsked {
    DividendAsked { activity: activity.map(str::to_owned), rate: Percent(rate) }
}

/// Two members hold shares at the year's end; one of them keeps cattle, one only since.
fn shareholders(o: &Office<'_>) {
    for rule in society::bylaw::model().0 {
        o.act(Act::SetBylaw(society::decide::SetBylaw { rule }));
    }
    for member_no in ["1", "2"] {
        let (shares, certificate, pay) = (5, String::new(), Pay::Cash);
        o.act(Act::IssueShares { member_no: member_no.into(), shares, certificate, pay });
        keeper(o, member_no, "2025-06-01");
    }
    keeper(o, "2", "2026-04-01");
    o.voucher("2025-06-02", "CASH", "DAIRY_SALE", 300_000);
    o.voucher("2025-06-02", "DAIRY_COST", "CASH", 100_000);
}

fn keeper(o: &Office<'_>, member_no: &str, from: &str) {
    let (member_no, activity, resolution) = (member_no.into(), "dairy".into(), "2".into());
    office_act(o, office::Office::SetKeeper(Tag { member_no, activity, from: day(from), until: None, resolution }));
}

fn office_act(o: &Office<'_>, act: office::Office) -> (i64, i64) {
    o.act(Act::Office(Box::new(act)))
}

/// The register of dividends: member, activity, paise, paid.
fn dividends(o: &Office<'_>) -> Vec<(String, Option<String>, i64, bool)> {
    let all = o.desk.read(|t| view::estate(t, o.society, Register::Dividends, None)).unwrap();
    let row = |d: books::office::dividends::Due| (d.part.no, d.activity, d.part.amount.0, d.paid.is_some());
    books::office::dividends::fold(&all).into_iter().map(row).collect()
}

#[test]
fn dividends_are_listed_by_member_and_paid_at_the_counter() {
    office_with(shareholders, |o| {
        o.act(Act::CloseYear { year: 2025 });
        o.set(setting::EDUCATION_FUND, "5000");
        o.set(setting::DIVIDEND_CAP, "2000");
        let Act::Appropriate(plain) = division(700) else { panic!("a division") };
        let both = vec![dividend(None, 700), dividend(Some("dairy"), 1_000)];
        let with =
            |dividends: Vec<DividendAsked>| Act::Appropriate(Box::new(Division { dividends, ..(*plain).clone() }));
        assert_eq!(o.refused(with(vec![dividend(Some("fishery"), 500)])), 4642, "nobody keeps fish");
        assert_eq!(o.refused(with(vec![dividend(None, 500), dividend(None, 200)])), 4644);
        let divided = o.act(with(both.clone()));
        let one =
            |no: &str, activity: Option<&str>, amount, paid| (no.to_owned(), activity.map(str::to_owned), amount, paid);
        let owed = [one("1", None, 3_500, false), one("2", None, 3_500, false), one("1", Some("dairy"), 5_000, false)];
        assert_eq!(dividends(o), owed, "member 2 keeps cattle only since April");
        assert_eq!(o.head("DIVIDEND_PAY"), -12_000, "what is owed is the sum of the lists");
        // taken back whole from any of its entries, and done again
        o.act(Act::Reverse { entry: divided, reason: "भूल".into() });
        assert!(dividends(o).is_empty());
        assert_eq!(o.head("DIVIDEND_PAY"), 0);
        let divided = o.act(with(both));
        let pay = |no: &str, pay| office::Office::PayDividend {
            member_no: no.into(), paid_to: "स्वयं".into(), pay
        };
        let cash = o.head("CASH");
        let paid = office_act(o, pay("1", Pay::Cash));
        assert_eq!((o.head("CASH") - cash, o.head("DIVIDEND_PAY")), (-8_500, -3_500));
        let again = Act::Office(Box::new(pay("1", Pay::Cash)));
        assert_eq!(o.refused(again), 4643);
        assert_eq!(o.refused(Act::Reverse { entry: divided, reason: "भूल".into() }), 4417, "somebody was paid");
        // into the member's own savings, and back whole from either half
        for product in examples::rules::products() {
            o.act(Act::SetProduct(product));
        }
        let (product, months, instalment) = ("SB".into(), 0, None);
        let (amount, pay_in) = (Paise(50_000), Pay::Cash);
        let member_no = "2".into();
        o.act(Act::OpenDeposit { joint: Vec::new(), member_no, product, months, instalment, amount, pay: pay_in });
        let account = "SB-1".to_owned();
        assert_eq!(o.refused(Act::Office(Box::new(pay("1", Pay::Account { account: account.clone() })))), 4643);
        let laid = office_act(o, pay("2", Pay::Account { account }));
        assert_eq!((o.head("DIVIDEND_PAY"), o.head("TRANSFER"), o.head("SB")), (0, 0, -53_500));
        let live = (dividends(o), o.book(2026).moved);
        o.desk.rebuild().unwrap();
        assert_eq!((dividends(o), o.book(2026).moved), live);
        o.act(Act::Reverse { entry: laid, reason: "भूल".into() });
        assert_eq!((o.head("DIVIDEND_PAY"), o.head("TRANSFER"), o.head("SB")), (-3_500, 0, -50_000));
        o.act(Act::Reverse { entry: paid, reason: "भूल".into() });
        o.act(Act::Reverse { entry: divided, reason: "भूल".into() });
        assert!(dividends(o).is_empty());
        assert_eq!((o.head("DIVIDEND_PAY"), o.head("RESERVE")), (0, 0));
    });
}

#[test]
fn a_year_is_closed_divided_and_opened_again() {
    office_with(shareholders, |o| {
        assert_eq!(Statements::of(&o.book(2025)).check(), Paise::ZERO);
        assert_eq!(o.refused(division(500)), 4068);
        assert_eq!(number(o.by(Role::Auditor, Act::CloseYear { year: 2025 })), 5001);
        let closed = o.act(Act::CloseYear { year: 2025 });
        assert_eq!((o.head("INC_ADM"), o.head("EXP_STAT"), o.head("PL_NOW")), (0, 0, -580_000));
        assert_eq!(o.refused(Act::CloseYear { year: 2025 }), 4053);
        let book = o.book(2025);
        assert_eq!(Statements::of(&book).check(), Paise::ZERO);
        assert_eq!(book.moved["INC_ADM"], (Paise::ZERO, Paise(500_000)), "the year's income is still told");
        assert_eq!(o.refused(division(500)), 4043);
        o.set(setting::EDUCATION_FUND, "5000");
        assert_eq!(o.refused(division(500)), 4044);
        o.set(setting::DIVIDEND_CAP, "900");
        assert_eq!(o.refused(division(1_000)), 4045);
        let divided = o.act(division(500));
        assert_eq!((o.head("PL_NOW"), o.head("RESERVE"), o.head("DIVIDEND_PAY")), (0, -145_000, -5_000));
        assert_eq!(o.refused(division(500)), 4068);
        let (from, to) = FinancialYear(2026).days();
        let posted = o.desk.read(|t| view::appropriations(t, o.society, from, to)).unwrap();
        assert_eq!((posted.len(), posted[0].year_end), (1, Some(day("2026-03-31"))));
        let back = || Act::Reverse { entry: closed, reason: "भूल".into() };
        assert_eq!(o.refused(back()), 4069);
        o.act(Act::Reverse { entry: divided, reason: "नया प्रस्ताव".into() });
        assert!(o.desk.read(|t| view::appropriations(t, o.society, from, to)).unwrap().is_empty());
        o.act(back());
        assert_eq!((o.head("INC_ADM"), o.head("PL_NOW")), (-500_000, 0));
        assert_eq!(o.refused(back()), 4010);
        assert_eq!(Statements::of(&o.book(2025)).check(), Paise::ZERO);
        o.act(Act::CloseYear { year: 2025 });
        let live = o.book(2025);
        o.desk.rebuild().unwrap();
        let drawn = o.book(2025);
        assert_eq!((live.moved, live.closed, live.cash), (drawn.moved, drawn.closed, drawn.cash));
    });
}

#[test]
fn registers_keep_their_pages_and_agree_with_the_ledger() {
    office(|o| {
        let (from, to) = FinancialYear(2025).days();
        let all = o.desk.read(|t| view::day_book(t, o.society, from, to, Page::ALL)).unwrap();
        assert_eq!(all.total, 3);
        let cash = o.desk.read(|t| view::ledger(t, o.society, "CASH", from, to, Page::ALL)).unwrap();
        let sums = o.desk.read(|t| view::head_sums(t, o.society, "CASH", from, to)).unwrap();
        assert_eq!(cash.rows.last().unwrap().balance, sums.closing());
        assert_eq!(sums.closing().0, o.head("CASH"));
        let received: Paise = all.rows.iter().map(|l| l.cash_in).sum();
        assert_eq!((received, sums.debit), (Paise(500_000), Paise(500_000)));
        assert_eq!(cash.rows[0].contra, ["INC_ADM"]);
        o.act(Act::CloseYear { year: 2025 });
        for n in 0..20 {
            o.voucher("2026-05-04", "CASH", "INC_ADM", 100 + n);
        }
        let later = o.desk.read(|t| view::day_book(t, o.society, from, to, Page::ALL)).unwrap();
        assert_eq!(later.rows[..all.rows.len()], all.rows[..], "what was printed stays as it was");
        let (from, to) = FinancialYear(2026).days();
        let page = o.desk.read(|t| view::ledger(t, o.society, "CASH", from, to, Page::number(2, 10))).unwrap();
        assert_eq!(page.rows.last().unwrap().balance.0, o.head("CASH"));
        let item = o.desk.read(|t| view::sample_items(t, o.society, from, to)).unwrap();
        assert_eq!(item.len(), 20);
        let day = o.desk.today();
        assert_eq!(o.desk.overdue(o.society, day).unwrap().len(), 3, "old loans due on 31 March 2026");
        let period = credit::dcb::Period { from: FinancialYear(2025).days().0, to };
        let rows = o.desk.dcb(o.society, period, credit::dcb::By::Kind).unwrap();
        let row = rows.values().next().unwrap();
        assert_eq!((row.accounts, row.principal.demand(), row.principal.collection()), (3, Paise(603), Paise::ZERO));
    });
}

#[test]
fn an_auditor_objects_and_the_society_answers() {
    office(|o| {
        let about = o.voucher("2026-05-04", "EXP_STAT", "CASH", 700);
        let object =
            |about| Act::Object { about, amount: Paise(700), text: "रसीद नहीं लगी".into() };
        assert_eq!(o.refused(object(Some(about))), 5001);
        assert_eq!(number(o.by(Role::Auditor, object(Some((1, 99_999))))), 4062);
        let receipt = o.by(Role::Auditor, object(Some(about))).unwrap().receipt;
        let objection = (receipt.desk.0, receipt.first.0);
        let reply = |text: &str| Act::Reply { objection, text: text.into() };
        assert_eq!(number(o.by(Role::Auditor, reply("नहीं"))), 5001);
        o.act(reply("रसीद मिल गई, साथ लगा दी"));
        o.act(reply("पृष्ठ 4 पर"));
        let close = || Act::CloseObjection { objection, text: "देख लिया".into() };
        assert_eq!(o.refused(close()), 5001);
        o.by(Role::Auditor, close()).unwrap();
        assert_eq!(o.refused(reply("और")), 4065);
        let read = || o.desk.read(|t| view::objection(t, o.society, objection)).unwrap().unwrap();
        let found = read();
        assert_eq!((found.answers, found.closed, found.words.len()), (2, true, 3));
        assert_eq!((&found.by[..], &found.words[0].by[..]), ("auditor", "secretary"));
        assert_eq!(found.about.as_ref().unwrap().0, about);
        o.desk.rebuild().unwrap();
        assert_eq!(read(), found);
    });
}

/// The general body, or another, met and resolved one thing under this number.
fn met(o: &Office<'_>, body: Body, held: &str, number: &str) {
    let resolutions = vec![Resolved { number: number.into(), text: "लाभ का बँटवारा".into() }];
    let (held, chair) = (day(held), "हरि सिंह".to_owned());
    let meeting = Meeting { body, held, present: 40, quorum: None, chair, resolutions };
    office_act(o, office::Office::Meet { number: String::new(), meeting });
}

#[test]
fn profit_is_divided_only_by_a_resolution_that_stands_in_the_minutes() {
    office(|o| {
        let paper = Setting {
            key: setting::PAPER_CLOSED.into(),
            from: day("2025-04-01"),
            value: "2026-04-01".into(),
            order: "RCS/2026/2".into(),
            source: String::new(),
        };
        o.by(Role::Officer, Act::Set(paper)).unwrap();
        assert_eq!(o.refused(division(0)), 4676, "no paper is kept, and nothing is in the minutes");
        met(o, Body::Board, "2026-05-03", "3");
        assert_eq!(o.refused(division(0)), 4676, "the board does not divide");
        met(o, Body::General, "2026-05-02", "3");
        assert_eq!(o.refused(division(0)), 4677, "not on that day");
        met(o, Body::Adjourned, "2026-05-03", "4");
        assert_eq!(o.refused(division(0)), 4677, "not under that number");
    });
    office(|o| {
        // while paper is kept, its minute book is taken at its word, until a general body is entered here
        met(o, Body::General, "2025-06-01", "3");
        assert_eq!(o.refused(division(0)), 4676);
        met(o, Body::General, "2026-05-03", "\u{969}");
        let said = o.refused(division(0));
        assert!(![4676, 4677].contains(&said), "the resolution is found, in digits of either script: {said}");
    });
}
