//! The seat of a State: lists, posts, what comes down, what is counted.

use crate::sample::*;
use desk::act::Act;
use desk::state::{StateAct, state_society};
use desk::{Desk, Role, Trouble, Who, society_id};
use kernel::{DeskId, SocietyId};
use lipi::Lang;
use places::decide::Taken;
use places::{Level, Office, Posting, Scope, Sector, import};
use programme::news::Subject;
use programme::timeline::{Circular, Milestone};
use programme::{Block, Document, Rung};
use sha2::Digest as _;
use std::path::Path;

fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|l| l.split(',').map(|c| c.trim().to_owned()).collect()).collect()
}

const DISTRICTS: &str =
    "State Code,State Name,District Code,District Name\n5,UTTARAKHAND,45,ALMORA\n5,UTTARAKHAND,52,PAURI GARHWAL";
const BLOCKS: &str = "State Code,District Code,District Name,Block Code,Block Name\n5,45,ALMORA,357,HAWALBAG\n5,52,PAURI GARHWAL,404,KHIRSU";

fn keep(seat: &Desk, id: u128, act: StateAct) {
    seat.keep_state(&operator_of_all(), command(id), &act).unwrap();
}

pub fn operator_of_all() -> Who {
    Who::local(Role::Operator)
}

/// A seat with two districts and three societies.
pub fn seat(dir: &Path, store: &str) -> Desk {
    let seat = open(dir, store).begin_state(&operator_of_all(), 5, "Uttarakhand").unwrap();
    for (id, text) in [(1, DISTRICTS), (2, BLOCKS)] {
        let (level, rows) = import::places(&rows(text), 5).unwrap();
        keep(&seat, id, StateAct::Places { level, rows, taken: Taken::default() });
    }
    let list = format!(
        "Code,Name,Type,District,Block\n{CODE},Hawalbag,PACS,45,357\nUK-2,Takula,PACS,45,357\nUK-3,Khirsu,PACS,52,404"
    );
    let all = import::societies(&rows(&list), &seat.the_state().unwrap().directory).unwrap();
    keep(&seat, 3, StateAct::Societies { rows: all, taken: Taken::default() });
    seat
}

fn posting(login: &str, office: Office, scope: Scope) -> Posting {
    let (mail, phone) = (String::new(), String::new());
    Posting {
        login: login.into(),
        name: login.into(),
        office,
        scope,
        order: "Order 1".into(),
        from: clock_today(),
        mail,
        phone,
    }
}

fn clock_today() -> kernel::Date {
    kernel::Clock::now(&*clock()).day()
}

/// Posts an officer, who logs in with the one-time password.
pub fn officer(seat: &Desk, id: u128, login: &str, office: Office, scope: Scope) -> Who {
    let (_, secret) = seat.post_officer(&operator_of_all(), command(id), &posting(login, office, scope)).unwrap();
    seat.login(login, &secret.unwrap()).unwrap().who
}

pub fn both_seats(story: impl Fn(&Desk, &Path)) {
    let dir = tempfile::tempdir().unwrap();
    story(&seat(&dir.path().join("seat"), ""), dir.path());
    if let Some(cluster) = sql::testing::postgres() {
        let dir = tempfile::tempdir().unwrap();
        story(&seat(&dir.path().join("seat"), &cluster.database()), dir.path());
    }
}

pub fn joined(seat: &Desk, dir: &Path) -> (Desk, SocietyId, keep::exchange::Seat) {
    let desk = open(&dir.join("desk"), "");
    let society = opened(&desk);
    let given = seat.let_in(&operator_of_all(), CODE).unwrap();
    let to = desk.join(&operator(), society, "http://seat.invalid", &given.code, &mut |p| seat.receive(p)).unwrap();
    (desk, society, to)
}

pub fn exchange(desk: &Desk, seat: &Desk, to: &keep::exchange::Seat) {
    desk.exchange(to, &mut |p| seat.receive(p)).unwrap();
    seat.draw_received().unwrap();
    seat.count_evidence().unwrap();
}

#[test]
fn the_lists_come_down_to_every_desk_and_change_there_too() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        exchange(&desk, seat, &to);
        let (above, below) = (seat.the_state().unwrap(), desk.the_state().unwrap());
        assert_eq!(above.directory, below.directory);
        assert!(above.own && !below.own);
        assert_eq!(below.id, state_society(5));
        let order = "Order 9".to_owned();
        keep(seat, 4, StateAct::Merge { code: "UK-2".into(), into: CODE.into(), order });
        exchange(&desk, seat, &to);
        assert_eq!(desk.the_state().unwrap().directory, seat.the_state().unwrap().directory);
        // nobody writes the State's register but its seat
        let act = StateAct::WindUp { code: "UK-3".into(), order: "x".into() };
        assert_eq!(number(desk.keep_state(&operator_of_all(), command(5), &act)), 5161);
        // and the seat never writes in books that are kept elsewhere
        let no = number(seat.post(&secretary(), society, command(6), &voucher("V-1", 100)));
        assert_eq!(no, 5107);
        assert!(seat.verify(state_society(5)).unwrap().iter().all(keep::LogJudgement::is_whole));
        assert!(desk.verify(state_society(5)).unwrap().iter().all(keep::LogJudgement::is_whole));
    });
}

#[test]
fn a_desk_cannot_write_into_the_logs_of_the_seat() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        exchange(&desk, seat, &to);
        let log = sync::LogId { society: state_society(5), desk: DeskId(DeskId::SEATS) };
        let size = |d: &Desk| d.read(|t| keep::open_log(t, log.society, log.desk)).unwrap().unwrap().frontier.size();
        let forks = seat.read(|t| keep::exchange::forks(t, log)).unwrap().len();
        assert_eq!((size(seat), size(&desk), forks), (size(&desk), size(seat), 0));
        let down = sync::LogId { society, desk: DeskId(DeskId::SEATS) };
        assert!(desk.read(|t| keep::exchange::is_received(t, down)).unwrap());
    });
}

fn standing(seat: &Desk) -> programme::matrix::Standing {
    let state = seat.the_state().unwrap();
    let scope = Scope::Society(CODE.into());
    state.standings_in(Sector::Mpacs, &scope).next().unwrap().clone()
}

#[test]
fn what_a_society_does_is_counted_and_nobody_types_it() {
    both_seats(|seat, dir| {
        assert_eq!(standing(seat).next, Some((Rung::DataUpdate, Block::NotBroughtIn)), "no paper stands before it");
        assert_eq!(standing(seat).entries, 0);
        let (desk, society, to) = joined(seat, dir);
        exchange(&desk, seat, &to);
        let before = standing(seat);
        assert!(before.entries > 0 && before.heard.is_some());
        assert!(!before.meets(Rung::GoLive));
        end_a_day(&desk, society);
        exchange(&desk, seat, &to);
        let after = standing(seat);
        assert!(after.meets(Rung::GoLive));
        let first = |d: &Desk| d.read(|t| keep::view::count_evidence(t, society)).unwrap().first_at;
        assert_eq!(first(seat).map(kernel::Instant::day), Some(day("2025-06-02")), "what it wrote first");
        assert_eq!(first(seat), first(&desk));
        assert_eq!(after.entries, desk.read(|t| Ok(keep::view::home(t, society)?.unwrap().entries)).unwrap());
        // counted again from nothing, it is the same
        seat.rebuild().unwrap();
        seat.count_evidence().unwrap();
        assert_eq!(standing(seat), after);
    });
}

#[test]
fn what_was_kept_and_not_drawn_when_it_was_counted_is_counted_again() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let truth = || desk.read(|t| Ok(keep::view::home(t, society)?.unwrap().members)).unwrap();
        let counted = || seat.the_state().unwrap().evidence_of(CODE).map_or(0, |e| e.members);
        // the counter looks between keeping and drawing
        desk.exchange(&to, &mut |p| seat.receive(p)).unwrap();
        seat.count_evidence().unwrap();
        assert_eq!(counted(), 0, "nothing is drawn yet");
        seat.draw_received().unwrap();
        assert_eq!(seat.count_evidence().unwrap(), 1);
        assert_eq!(counted(), truth());
        assert_eq!(seat.count_evidence().unwrap(), 0, "nothing is counted twice");
        // and once more with figures that are there already
        let drawn = standing(seat).entries;
        end_a_day(&desk, society);
        desk.exchange(&to, &mut |p| seat.receive(p)).unwrap();
        seat.count_evidence().unwrap();
        assert_eq!(
            standing(seat).entries,
            drawn,
            "the figure tells what it was counted over, not what lies in the store"
        );
        assert!(!standing(seat).meets(Rung::GoLive));
        seat.draw_received().unwrap();
        seat.count_evidence().unwrap();
        assert!(standing(seat).meets(Rung::GoLive));
    });
}

#[test]
fn a_copied_computer_lights_the_lamp_and_is_told_to_whoever_stands_nearest() {
    both_seats(|seat, dir| {
        let ar = officer(seat, 10, "ar-almora", Office::Ar, Scope::District(45));
        let pauri = officer(seat, 11, "ar-pauri", Office::Ar, Scope::District(52));
        let engineer = officer(seat, 12, "engineer", Office::SiEngineer, Scope::State);
        let (desk, society, to) = joined(seat, dir);
        exchange(&desk, seat, &to);
        crate::exchange::copy_folder(&dir.join("desk"), &dir.join("twin"));
        let twin = open(&dir.join("twin"), "");
        let write = |d: &Desk, id| d.post(&secretary(), society, command(id), &voucher(&format!("V-{id}"), 100));
        write(&desk, 1_000).unwrap();
        exchange(&desk, seat, &to);
        let told = |who: &Who| -> Vec<String> {
            let all = seat.notices(who).unwrap().into_iter();
            all.filter(|n| matches!(n.subject, Subject::Forked { .. })).map(|n| n.mark).collect()
        };
        let forks = || seat.the_state().unwrap().evidence_of(CODE).unwrap().forks;
        assert_eq!((forks(), told(&ar)), (0, vec![]));
        // the copy goes on beside it; nothing else of the society is new to the seat
        for id in 2_000..2_003 {
            let _ = write(&twin, id).unwrap();
        }
        assert_eq!(twin.exchange(&to, &mut |p| seat.receive(p)).unwrap().forked.len(), 1);
        seat.draw_received().unwrap();
        assert_eq!(seat.count_evidence().unwrap(), 1, "a branch draws nothing, and is counted all the same");
        assert_eq!(forks(), 1);
        let one = vec![format!("forked/{CODE}/1")];
        assert_eq!((told(&ar), told(&engineer), told(&pauri)), (one.clone(), one, vec![]));
        let [f] = &seat.all_forks(&ar).unwrap()[..] else { panic!("one fork") };
        assert_eq!((&*f.code, f.of.log.desk, f.of.entries()), (CODE, DeskId(1), 3));
        assert!(f.of.fork.branch.at > 0);
        assert!(seat.all_forks(&pauri).unwrap().is_empty(), "not of his district");
        assert_eq!(seat.count_evidence().unwrap(), 0);
    });
}

#[test]
fn a_society_that_cannot_be_read_keeps_no_other_waiting() {
    let dir = tempfile::tempdir().unwrap();
    let seat = seat(&dir.path().join("seat"), "");
    let ar = officer(&seat, 10, "ar-almora", Office::Ar, Scope::District(45));
    let call = || programme::call::Call {
        on: clock_today(),
        whom: "the secretary".into(),
        said: "the line is down".into(),
        promised: None,
        login: String::new(),
        name: String::new(),
        office: Office::Ar,
    };
    for (id, code) in [(20, CODE), (21, "UK-2")] {
        seat.phoned(&ar, code, command(id), &call()).unwrap();
    }
    let spoil = rusqlite::Connection::open(dir.path().join("seat/sahakar.db")).unwrap();
    let bytes = "UPDATE register_entry SET bytes = x'00' WHERE society_id = ?1 AND kind = 'programme.called'";
    spoil.execute(bytes, [society_id(CODE).0]).unwrap();
    spoil.execute("DELETE FROM evidence", []).unwrap();
    drop((spoil, seat));
    let seat = open(&dir.path().join("seat"), "");
    let told = seat.count_evidence().unwrap_err();
    assert!(format!("{told:?}").contains(&society_id(CODE).0.to_string()), "{told:?}");
    let state = seat.the_state().unwrap();
    assert!(state.evidence_of("UK-2").unwrap().called.is_some() && state.evidence_of(CODE).is_none());
    // who writes of another meanwhile has written, and is told so
    let receipt = seat.phoned(&ar, "UK-2", command(22), &call()).unwrap();
    assert!(!receipt.already && seat.phoned(&ar, "UK-2", command(22), &call()).unwrap().already);
}

#[test]
fn a_secretary_is_told_in_his_own_program_what_his_society_has_not_reached() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let today = clock_today();
        let before = |days: u32| (0..days).fold(today, |d, _| d.yesterday().unwrap());
        let milestone = |rung| Milestone::new(rung, before(20), before(3));
        let circular = Circular {
            number: "12/2026".into(),
            version: 0,
            reason: String::new(),
            dated: before(21),
            authority: "Registrar".into(),
            subject: "Day-end".into(),
            milestones: vec![milestone(Rung::DayEnd)],
            targets: vec![],
            clauses: vec![],
            list: 0,
        };
        seat.publish(&operator_of_all(), command(30), &circular).unwrap();
        exchange(&desk, seat, &to);
        let sachiv = Who::of("sachiv", Role::Secretary, society);
        let told = desk.notices(&sachiv).unwrap();
        let [one] = &told[..] else { panic!("{told:?}") };
        assert!(matches!(&one.subject, Subject::Own { rung: Rung::DayEnd, number, .. } if number == "12/2026"));
        for lang in [Lang::Hi, Lang::En] {
            assert!(desk::state::words(one, lang).contains("12/2026"));
        }
        let cashier = Who::of("cashier", Role::Cashier, society);
        assert!(desk.notices(&cashier).unwrap().is_empty(), "it is his who leads the society");
        // once told by a way it is not told again
        let left = desk.untold(&sachiv, "mail").unwrap();
        desk.remember_told(&sachiv, "mail", &left).unwrap();
        assert!(desk.untold(&sachiv, "mail").unwrap().is_empty());
    });
}

#[test]
fn shelves_of_all_societies_are_seen_by_whoever_watches_over_them_and_tried_by_the_next_program() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("seat");
    let first = seat(&at, "");
    let (here, other) = (
        officer(&first, 10, "ar-almora", Office::Ar, Scope::District(45)),
        officer(&first, 11, "ar-pauri", Office::Ar, Scope::District(52)),
    );
    let (desk, society, to) = joined(&first, dir.path());
    exchange(&desk, &first, &to);
    assert!(first.shelves(&here).unwrap().is_empty());
    desk.post(&secretary(), society, command(800), &voucher("V-1", 100)).unwrap();
    desk.exchange(&to, &mut |p| first.receive(p)).unwrap();
    let spoil = |text: &str| {
        let raw = rusqlite::Connection::open(at.join("sahakar.db")).unwrap();
        assert_eq!(raw.execute(text, []).unwrap(), 1);
    };
    let last = "seq = (SELECT max(seq) FROM register_entry WHERE desk_id = 1) AND desk_id = 1";
    spoil(&format!("UPDATE register_entry SET kind = 'tomorrow.' || kind WHERE {last}"));
    first.draw_received().unwrap();
    first.count_evidence().unwrap();
    let seen = first.shelves(&here).unwrap();
    let [one] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!((&one.code[..], &one.name[..], one.of.entries), (CODE, "Hawalbag", 1));
    assert!(one.of.kind.starts_with("tomorrow."));
    assert!(first.shelves(&other).unwrap().is_empty(), "another district's");
    assert_eq!(number(first.shelves(&secretary())), 5001);
    let counted = |seat: &Desk| seat.the_state().unwrap().evidence_of(CODE).map(|e| (e.shelved, e.vouchers)).unwrap();
    let (shelved, vouchers) = counted(&first);
    assert_eq!(shelved, 1);
    drop(first);
    // the next program knows what that is
    spoil(&format!("UPDATE register_entry SET kind = substr(kind, 10) WHERE {last}"));
    let next = open(&at, "");
    next.count_evidence().unwrap();
    assert_eq!(counted(&next), (0, vouchers + 1));
    assert!(next.shelves(&operator_of_all()).unwrap().is_empty());
}

fn end_a_day(desk: &Desk, society: SocietyId) {
    let cash = vec![(200_000, 6), (20_000, 1), (10_000, 1), (2_000, 2), (500, 1)];
    done(desk, society, 900, Act::EndDay { cash });
}

#[test]
fn an_officer_sees_and_signs_what_his_post_stands_over() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        exchange(&desk, seat, &to);
        let here = officer(seat, 10, "ar-almora", Office::Ar, Scope::District(45));
        let other = officer(seat, 11, "ar-pauri", Office::Ar, Scope::District(52));
        let document = || Document {
            digest: String::new(),
            name: "a.pdf".into(),
            number: "12/2026".into(),
            dated: clock_today(),
            year: None,
        };
        let sign = |who: &Who, id, rung| seat.attest(who, CODE, command(id), rung, b"%PDF-1.4", document());
        assert_eq!(number(sign(&other, 20, Rung::Sanctioned)), 5002, "another district's");
        assert_eq!(number(sign(&operator_of_all(), 21, Rung::Sanctioned)), 5001);
        assert_eq!(number(sign(&here, 22, Rung::EAudit)), 4521);
        let kept = || {
            let digest = sha2::Sha256::digest(b"%PDF-1.4");
            seat.file(&kernel::Digest(digest.into())).is_some()
        };
        assert!(!kept(), "whoever may not sign fills no disk");
        let receipt = sign(&here, 23, Rung::Sanctioned).unwrap();
        assert!(sign(&here, 23, Rung::Sanctioned).unwrap().already);
        assert!(standing(seat).meets(Rung::Sanctioned) && kept());
        // it comes down to the society's own desk
        exchange(&desk, seat, &to);
        let down = desk.read(|t| keep::view::count_evidence(t, society)).unwrap();
        assert_eq!(down.signed.len(), 1);
        let entry = (receipt.desk.0, receipt.first.0);
        seat.withdraw(&here, CODE, command(24), entry, "wrong paper").unwrap();
        assert!(!standing(seat).meets(Rung::Sanctioned));
        // who leaves his post sees nothing any more
        keep(seat, 25, StateAct::Relieve { login: "ar-pauri".into(), order: "Order 4".into() });
        assert!(matches!(seat.login("ar-pauri", "x"), Err(Trouble::Refusal(r)) if r.number == 5012));
    });
}

#[test]
fn a_template_is_drawn_in_words_and_published_with_the_office_s_own_number() {
    both_seats(|seat, _| {
        let today = clock_today();
        for (n, t) in programme::template::templates().iter().enumerate() {
            for lang in [Lang::Hi, Lang::En] {
                let c = desk::state::drafted(t, today, Some(2), lang);
                let texts = c.clauses.iter().map(|k| &k.text).chain([&c.subject]);
                texts.for_each(|text| assert!(!text.contains("template-"), "{text}"));
            }
            let drawn = desk::state::drafted(t, today, Some(2), Lang::Hi);
            let c = Circular { number: format!("{n}/2026"), authority: "Registrar".into(), ..drawn };
            seat.publish(&operator_of_all(), command(60 + n as u128), &c).unwrap();
        }
        let plan = seat.plan().unwrap();
        assert_eq!(plan.current().count(), 3);
        // two societies of district 45 at two a week: a week from the first day
        let week = plan.targets_in(&seat.the_state().unwrap().directory, Rung::EAudit, &Scope::District(45))[0].clone();
        assert_eq!(((week.due - week.start).get_days(), week.office), (7, Some(Office::Auditor)));
    });
}

#[test]
fn a_circular_that_has_no_room_on_its_page_is_not_published() {
    both_seats(|seat, _| {
        let due = (0..30).fold(clock_today(), |d, _| d.tomorrow().unwrap());
        let milestones: Vec<Milestone> =
            Rung::COLUMNS.into_iter().map(|r| Milestone::new(r, clock_today(), due)).collect();
        let circular = |clauses: usize| Circular {
            number: "9/2026".into(),
            version: 0,
            reason: "अवधि बदली ".repeat(40),
            dated: clock_today(),
            authority: "निबन्धक".into(),
            subject: "डाटा प्रविष्टि ".repeat(26),
            milestones: milestones.clone(),
            targets: vec![],
            clauses: (0..clauses)
                .map(|_| programme::timeline::Clause {
                    text: "WWWWWWWW ".repeat(44).trim().to_owned(),
                    office: Office::Ado,
                    due,
                    rung: None,
                })
                .collect(),
            list: 0,
        };
        let published = |n: usize| seat.publish(&operator_of_all(), command(70 + n as u128), &circular(n));
        let Err(Trouble::Refusal(no)) = published(12) else { panic!("a clause or a district would be hidden") };
        assert_eq!(no.number, 4721);
        assert!(seat.plan().unwrap().circulars.is_empty());
        published(3).unwrap();
        let plan = seat.plan().unwrap();
        let dir = seat.the_state().unwrap().directory.clone();
        let paper = desk::state::circular_paper(&plan.current().next().unwrap().circular, &dir, "1-1", Lang::Hi);
        assert_eq!(paper.too_long(Lang::Hi).unwrap(), 0);
    });
}

#[test]
fn a_post_is_given_to_no_login_that_is_somebody_else_s() {
    both_seats(|seat, _| {
        seat.add_user(&operator_of_all(), SocietyId(0), "chalak", Role::Operator, "kuchh-bhi-2026").unwrap();
        let post = |id, login: &str| {
            seat.post_officer(&operator_of_all(), command(id), &posting(login, Office::Ar, Scope::District(45)))
        };
        assert_eq!(number(post(40, "chalak")), 3202);
        assert_eq!(seat.login("chalak", "kuchh-bhi-2026").unwrap().who.role, Role::Operator, "he works as before");
        assert!(seat.the_state().unwrap().directory.posts.is_empty(), "and no post was written");
        // a login of an office whose holder left is taken up again
        officer(seat, 41, "ar-almora", Office::Ar, Scope::District(45));
        keep(seat, 42, StateAct::Relieve { login: "ar-almora".into(), order: "Order 4".into() });
        assert!(post(43, "ar-almora").unwrap().1.is_some());
    });
}

#[test]
fn rows_sum_to_the_total_though_a_block_left_the_list() {
    both_seats(|seat, _| {
        let blocks = "State Code,District Code,District Name,Block Code,Block Name\n5,45,ALMORA,361,TAKULA\n5,52,PAURI GARHWAL,404,KHIRSU";
        let (level, rows) = import::places(&rows(blocks), 5).unwrap();
        let taken = Taken { order: "88/2026".into(), ..Taken::default() };
        keep(seat, 50, StateAct::Places { level, rows, taken });
        let state = seat.the_state().unwrap();
        let summary = state.summary(Sector::Mpacs, &Scope::District(45));
        let rows: Vec<(Scope, u64)> = summary.places.iter().map(|(s, c)| (s.clone(), c.of)).collect();
        assert_eq!(rows, [(Scope::Block(361), 0), (Scope::Block(357), 2)]);
        assert_eq!(summary.counted.of, 2);
        assert!(state.directory.is_gone(&rows[1].0) && !state.directory.is_gone(&rows[0].0));
    });
}

#[test]
fn a_seat_begins_where_nothing_was_begun() {
    both(|desk| {
        let _ = opened(desk);
        let level = Level::District;
        let act = StateAct::Places { level, rows: vec![], taken: Taken::default() };
        assert_eq!(number(desk.keep_state(&operator_of_all(), command(1), &act)), 5160);
    });
    let dir = tempfile::tempdir().unwrap();
    let used = open(&dir.path().join("used"), "");
    let _ = opened(&used);
    assert!(matches!(used.begin_state(&operator_of_all(), 5, "x"), Err(Trouble::Refusal(r)) if r.number == 5162));
    assert_eq!(society_id("state:5"), state_society(5));
}
