use crate::sample::*;
use books::{BooksEvent, HeadClass};
use desk::{Desk, MigrationBatch, Role, Who, society_id};
use keep::Event;
use keep::view::{self, Page};
use kernel::{Paise, SocietyId};
use migration::event::MigrationEvent;

fn balance(desk: &Desk, head: &str) -> i64 {
    let rows = desk.read(|t| view::trial_balance(t, society_id(CODE))).unwrap();
    rows.iter().find(|r| r.code == head).map(|r| (r.debit - r.credit).0).unwrap()
}

#[test]
fn a_folder_enters_once_and_is_signed() {
    both(|desk| {
        let first = desk.import(&operator(), CODE, &batch(CODE, 3), command(1)).unwrap();
        assert_eq!((first.first.0, first.last.0, first.already), (0, 6, false));
        for n in [1, 2] {
            let again = desk.import(&operator(), CODE, &batch(CODE, 3), command(n)).unwrap();
            assert_eq!((again.root, again.last, again.already), (first.root, first.last, true));
        }
        let home = desk.read(|t| view::home(t, first.society)).unwrap().unwrap();
        assert_eq!((home.entries, home.members, home.debit), (7, 3, home.credit));
        assert!(home.checkpoint.unwrap().starts_with("sahakar/UK-PIT-017/1\n7\n"));
        let judged = desk.verify(first.society).unwrap();
        assert_eq!((judged[0].signed, desk::refusal_of(&judged[0])), (7, None));
        assert_eq!(balance(desk, "ST_LOAN"), 603);
    });
}

#[test]
fn a_broken_migration_leaves_nothing() {
    both(|desk| {
        let spoil = |f: &dyn Fn(&mut Vec<Event>)| {
            let mut b = batch(CODE, 3);
            f(&mut b.events);
            number(desk.import(&operator(), CODE, &b, command(9)))
        };
        assert_eq!(spoil(&|e| drop(e.remove(0))), 5004);
        assert_eq!(spoil(&|e| drop(e.pop())), 5004);
        assert_eq!(spoil(&|e| drop(e.remove(2))), 4003);
        assert_eq!(
            spoil(&|e| {
                let Event::Books(BooksEvent::VoucherPosted { lines, .. }) = &mut e[5] else { panic!("the opening") };
                lines[0].debit = Paise(1);
            }),
            4011
        );
        let missing = MigrationBatch { files: Vec::new(), ..batch(CODE, 3) };
        assert_eq!(number(desk.import(&operator(), CODE, &missing, command(9))), 5007);
        assert_eq!(desk.read(view::societies).unwrap(), []);
        assert_eq!(desk.verify(society_id(CODE)).unwrap(), []);
    });
}

#[test]
fn another_folder_does_not_double_the_books() {
    both(|desk| {
        desk.import(&operator(), CODE, &batch(CODE, 3), command(1)).unwrap();
        let mut other = batch(CODE, 3);
        let Event::Migration(MigrationEvent::Begun { folder, .. }) = &mut other.events[1] else { panic!("begun") };
        *folder = "f".repeat(64);
        assert_eq!(number(desk.import(&operator(), CODE, &other, command(2))), 5006);
    });
}

#[test]
fn a_command_sent_twice_is_one_voucher() {
    both(|desk| {
        let society = opened(desk);
        let first = desk.post(&secretary(), society, command(5), &voucher("R-1", 700)).unwrap();
        let again = desk.post(&secretary(), society, command(5), &voucher("R-1", 700)).unwrap();
        assert_eq!((again.last, again.already), (first.last, true));
        assert_eq!(balance(desk, "CASH"), 1_235_200);
        let other = desk.post(&secretary(), society, command(6), &voucher("R-1", 700)).unwrap();
        assert!(!other.already);
    });
}

#[test]
fn the_same_command_from_many_hands_at_once_is_one_voucher() {
    both(|desk| {
        let society = opened(desk);
        let fresh: usize = std::thread::scope(|s| {
            let hands: Vec<_> = (0..6)
                .map(|_| s.spawn(|| desk.post(&secretary(), society, command(5), &voucher("R-1", 700)).unwrap()))
                .collect();
            hands.into_iter().map(|h| usize::from(!h.join().unwrap().already)).sum()
        });
        assert_eq!(fresh, 1);
        assert_eq!(balance(desk, "CASH"), 1_235_200);
        assert!(desk.verify(society).unwrap()[0].is_whole());
    });
}

#[test]
fn a_reverse_restores_and_happens_once() {
    both(|desk| {
        let society = opened(desk);
        let before = (balance(desk, "CASH"), balance(desk, "SB-1"));
        let posted = desk.post(&secretary(), society, command(5), &voucher("R-1", 700)).unwrap();
        let back = |id, entry| desk.reverse(&secretary(), society, command(id), entry, "भूल");
        let entry = (posted.desk.0, posted.last.0);
        back(6, entry).unwrap();
        assert_eq!((balance(desk, "CASH"), balance(desk, "SB-1")), before);
        assert_eq!(number(back(7, entry)), 4010);
        assert_eq!(number(back(8, (1, 999))), 4009);
        assert_eq!(number(back(9, (1, 4))), 4120, "a page of accounts is not taken back");
    });
}

#[test]
fn every_door_is_guarded() {
    both(|desk| {
        let society = opened(desk);
        let of = |role, place| Who::of("कोई", role, place);
        for role in Role::ALL {
            let here = desk.post(&of(role, society), society, command(20 + role as u128), &voucher("R", 1));
            let may = [Role::Operator, Role::Cashier, Role::Accountant, Role::Secretary].contains(&role);
            assert_eq!(here.is_ok(), may, "{role:?}");
        }
        assert_eq!(number(desk.post(&of(Role::Auditor, society), society, command(30), &voucher("R", 1))), 5001);
        let elsewhere = of(Role::Secretary, SocietyId(1));
        assert_eq!(number(desk.post(&elsewhere, society, command(31), &voucher("R", 1))), 5002);
        assert_eq!(number(desk.post(&secretary(), SocietyId(1), command(32), &voucher("R", 1))), 5003);
        assert_eq!(number(desk.import(&secretary(), "X", &batch("X", 1), command(33))), 5001);
        assert_eq!(number(desk.export_hledger(&elsewhere, society, &mut Vec::new())), 5002);
        let vouchers = desk.read(|t| view::vouchers(t, society, Page::number(1, 50))).unwrap();
        assert_eq!(vouchers.rows[0].by, "कोई");
    });
}

#[test]
fn the_desk_redraws_to_the_same_figures() {
    both(|desk| {
        let society = opened(desk);
        desk.post(&secretary(), society, command(5), &voucher("R-1", 700)).unwrap();
        let before = desk.read(|t| view::home(t, society)).unwrap();
        assert_eq!(desk.rebuild().unwrap(), 11);
        assert_eq!(desk.read(|t| view::home(t, society)).unwrap(), before);
        let class = desk.read(|t| view::trial_balance(t, society)).unwrap().last().unwrap().class;
        assert_eq!(class, HeadClass::Difference);
    });
}

#[test]
fn a_name_is_found_in_either_script_whole_or_in_part() {
    both(|desk| {
        let mut b = batch(CODE, 3);
        let Event::Society(society::SocietyEvent::MembersBroughtForward { rows }) = &mut b.events[3] else {
            panic!("members")
        };
        rows[0].name = "सीता देवी".into();
        rows[1].name = "राम किशन".into();
        let society = desk.import(&operator(), CODE, &b, command(1)).unwrap().society;
        let find = |text: &str| {
            let key = lipi::name::key(text).0;
            let page = desk.read(|t| view::members(t, society, text, &key, Page::number(1, 50))).unwrap();
            page.rows.into_iter().map(|m| m.no).collect::<Vec<_>>()
        };
        assert_eq!(find("Sita Devi"), ["1"]);
        assert_eq!(find("सीता"), ["1"]);
        assert_eq!(find("देवी"), ["1"]);
        assert_eq!(find("Ram"), ["2"]);
        assert_eq!(find("?!"), Vec::<String>::new());
    });
}
