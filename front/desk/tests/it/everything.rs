//! The same for all rooms together: vouchers, members and shares, goods, what the society has and owes outside its members, a lender's acts, mixed
//! with the acts of the counter in any order, right or wrong. Debits equal credits, accounts and stock sum to their heads, cash below nothing is
//! seen, and taking everything back restores every balance.

use crate::anything::{act, amount, balances, member, pay, played, taken_back};
use crate::estate::rule;
use crate::goods::{buy, line, ration, sale};
use crate::sample::*;
use crate::society::{VILLAGE, admit};
use books::decide::PostVoucher;
use books::estate::{borrowings, investments};
use books::percent::Percent;
use desk::Desk;
use desk::act::{Act, Estate, Goods, Lender, Paid};
use kernel::{Paise, SocietyId};
use proptest::prelude::*;
use society::bylaw::model;
use society::decide::{SetBylaw, SetVillage};
use trade::decide::CountLine;

fn head() -> impl Strategy<Value = String> {
    prop::sample::select(&["CASH", "BANK_CUR", "EXP_STAT", "INC_ADM", "TRANSFER", "SB", "NOBODY"][..])
        .prop_map(str::to_owned)
}

fn voucher() -> impl Strategy<Value = Act> {
    (prop::collection::vec((head(), amount(), any::<bool>()), 2..5), any::<bool>()).prop_map(|(mut lines, even)| {
        let signed = |(_, amount, debit): &(String, Paise, bool)| if *debit { amount.0 } else { -amount.0 };
        if even {
            // one line more, so that it balances: most others do not
            let left = lines.iter().map(signed).fold(0i64, i64::wrapping_add);
            lines.push(("BANK_CUR".into(), Paise(left.wrapping_abs()), left < 0));
        }
        let line = |(head, amount, debit): (String, Paise, bool)| {
            let (d, c) = if debit { (amount, Paise::ZERO) } else { (Paise::ZERO, amount) };
            books::Line { head, debit: d, credit: c, source: None }
        };
        let lines = lines.into_iter().map(line).collect();
        Act::Voucher(PostVoucher { date: day("2025-06-02"), number: String::new(), narration: "x".into(), lines })
    })
}

fn of_members() -> impl Strategy<Value = Act> {
    prop_oneof![
        prop::sample::select(&["गीता देवी", "सीता देवी", "मीना देवी"][..]).prop_map(|name| admit(
            name,
            "हरि सिंह",
            "9876543210"
        )),
        (member(), 0u32..6, pay()).prop_map(|(member_no, shares, pay)| Act::IssueShares {
            member_no,
            shares,
            certificate: String::new(),
            pay
        }),
        (member(), member(), 0u32..6).prop_map(|(from, to, shares)| Act::TransferShares {
            from,
            to,
            shares,
            certificate: String::new(),
            resolution: "7".into()
        }),
        (member(), pay()).prop_map(|(member_no, pay)| Act::RefundShares {
            member_no,
            paid_to: "स्वयं".into(),
            resolution: "7".into(),
            pay
        }),
    ]
}

fn goods(g: Goods) -> Act {
    Act::Goods(Box::new(g))
}

fn of_goods() -> impl Strategy<Value = Act> {
    let item = || prop::sample::select(&[("FERT", "UREA"), ("FERT", "DAP"), ("SEED", "WHEAT-S"), ("FERT", "NONE")][..]);
    let paid = || {
        prop_oneof![
            3 => Just(Paid::Cash),
            2 => Just(Paid::Credit),
            1 => Just(Paid::Kind { loan: "ST-1".into() }),
            1 => Just(Paid::Bank { head: "BANK_CUR".into() }),
        ]
    };
    prop_oneof![
        4 => (item(), 0i64..90, prop::option::of(member()), paid())
            .prop_map(|((a, i), qty, m, paid)| goods(sale(a, m.as_deref(), line(i, "G1", qty), paid))),
        1 => (0i64..12).prop_map(|qty| goods(ration("0501-001", "RICE", qty))),
        1 => (0i64..250).prop_map(|counted| goods(Goods::Count {
            activity: "FERT".into(),
            godown: "G1".into(),
            lines: vec![CountLine {
                item: "UREA".into(),
                batch: None,
                counted: trade::Milli::units(counted),
                value: None,
                expiry: None,
            }],
            reason: "गिनती".into(),
            resolution: "7".into(),
        })),
        1 => (0usize..3, 0i64..4).prop_map(|(which, n)| {
            let mut bill = examples::goods::shop(day("2025-06-02")).bills.remove(which);
            bill.bill = format!("{}-{n}", bill.bill);
            goods(buy(bill))
        }),
    ]
}

fn of_estate() -> impl Strategy<Value = Act> {
    let number = || prop::sample::select(&["1", "2"][..]).prop_map(str::to_owned);
    let estate = |e: Estate| Act::Estate(Box::new(e));
    prop_oneof![
        number().prop_map(move |number| estate(Estate::OpenBorrowing(borrowings::Facts {
            number,
            lender: "बैंक".into(),
            head: "BORROW_ST".into(),
            purpose: "फसल".into(),
            limit: Paise::rupees(200_000),
            resolution: "5".into(),
        }))),
        number().prop_map(move |number| estate(Estate::SetRate { number, rule: rule(Percent(500)) })),
        (number(), amount()).prop_map(move |(number, amount)| {
            let drawal = borrowings::Drawal { on: day("2025-06-02"), amount, due: day("2026-03-31") };
            estate(Estate::Draw { number, drawal, into: "BANK_CUR".into() })
        }),
        (number(), amount(), amount()).prop_map(move |(number, principal, interest)| estate(Estate::PayBack {
            number,
            principal,
            interest,
            from: "BANK_CUR".into()
        })),
        (number(), amount()).prop_map(move |(number, amount)| estate(Estate::Invest {
            facts: investments::Facts {
                number,
                institution: "बैंक".into(),
                certificate: "7".into(),
                head: "INV_FD".into(),
                amount,
                from: day("2025-06-02"),
                matures: Some(day("2026-06-02")),
                rate: Some(Percent(700)),
                at_maturity: None,
            },
            from: "BANK_CUR".into(),
        })),
        (number(), amount()).prop_map(move |(number, received)| estate(Estate::Encash {
            number,
            received,
            into: "BANK_CUR".into()
        })),
    ]
}

fn of_lender(desk: &Desk, society: SocietyId, asked: Act) -> Act {
    // what is to be provided is counted before it is said
    match (&asked, desk.provisions(society)) {
        (Act::Lender(l), Ok(known)) if matches!(**l, Lender::Provide { .. }) => {
            Act::Lender(Box::new(Lender::Provide { required: known.required() }))
        }
        _ => asked,
    }
}

pub fn any_act() -> impl Strategy<Value = Act> {
    let provide = Just(Act::Lender(Box::new(Lender::Provide { required: Paise::ZERO })));
    let put_right = (1u8..4, -200i64..100_000).prop_map(|(n, change)| {
        Act::Lender(Box::new(Lender::CorrectOpening {
            account: format!("ST-L-{n}"),
            principal: Paise(change),
            interest: Paise::ZERO,
            other: String::new(),
            reason: "पन्ना".into(),
            resolution: "4".into(),
        }))
    });
    prop_oneof![2 => put_right, 4 => act(), 3 => voucher(), 3 => of_members(), 4 => of_goods(), 3 => of_estate(), 1 => provide]
}

/// Products, norms, bye-laws, a village and a shop with its goods.
fn office(desk: &Desk) -> SocietyId {
    let society = opened(desk);
    let mut n = 2_000;
    let mut does = |act: Act| {
        n += 1;
        done(desk, society, n, act);
    };
    examples::rules::products().into_iter().for_each(|p| does(Act::SetProduct(p)));
    does(Act::SetNorms(Box::new(examples::rules::norms())));
    model().0.into_iter().for_each(|rule| does(Act::SetBylaw(SetBylaw { rule })));
    does(Act::SetVillage(SetVillage { name: VILLAGE.into(), lgd: Some(51_234) }));
    let shop = examples::goods::shop(day("2025-06-02"));
    shop.activities.into_iter().for_each(|a| does(goods(Goods::OpenActivity(a))));
    shop.godowns.into_iter().for_each(|g| does(goods(Goods::SetGodown(g))));
    shop.items.into_iter().for_each(|i| does(goods(Goods::SetItem(i))));
    shop.prices.into_iter().for_each(|p| does(goods(Goods::SetPrice(p))));
    shop.entitlements.into_iter().for_each(|e| does(goods(Goods::SetEntitlement(e))));
    shop.cards.into_iter().for_each(|c| does(goods(Goods::SetCard(c))));
    shop.bills.into_iter().for_each(|b| does(goods(buy(b))));
    society
}

fn play(acts: &[Act]) {
    let dir = tempfile::tempdir().unwrap();
    let desk = open(dir.path(), "");
    let society = office(&desk);
    let before = balances(&desk, society);
    let first = desk.read(|t| keep::view::home(t, society)).unwrap().unwrap().entries as i64;
    let acts = acts.iter().map(|asked| match of_lender(&desk, society, asked.clone()) {
        // of what is played here, not of what was there before
        Act::Reverse { entry, reason } => Act::Reverse { entry: (entry.0, first + entry.1 - 10), reason },
        other => other,
    });
    let written = played(&desk, society, acts);
    // here also what is never taken back
    taken_back(&desk, society, written, |r| {
        said(r);
    });
    assert_eq!(balances(&desk, society), before, "everything was taken back");
    assert!(desk.verify(society).unwrap()[0].is_whole());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_done_in_any_room_the_books_agree(acts in prop::collection::vec(any_act(), 1..24)) {
        play(&acts);
    }
}
