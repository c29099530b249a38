//! Rates that the State orders: given at the seat, come down, taken into the norms of a society by its own entry, counted at the seat.

use crate::sample::*;
use crate::state::{both_seats, exchange, joined, officer, operator_of_all};
use credit::claims::StateRule;
use credit::interest::Rate;
use credit::kindrule::KindRule;
use credit::norm::NormRule;
use credit::product::{LoanKind, Product, Rule};
use desk::act::Act;
use desk::state::followed;
use desk::{Desk, society_id};
use kernel::{Paise, SocietyId};
use places::{Office, Scope};
use programme::rates::{Due, Ruling};

/// The State bears so much of the interest, hundredths of a percent.
fn share(percent: i32, from: &str, order: &str) -> NormRule {
    let value = StateRule { share: Rate(percent), cap: Paise(30_000_000), only_prompt: true };
    NormRule::State(Rule { from: day(from), value, order: order.into(), source: "Gazette".into() })
}

/// What the State bears on a day by the norms in force in a society.
fn borne(desk: &Desk, society: SocietyId, on: &str) -> Option<(i32, String)> {
    let norms = desk.read(|t| keep::deciding::norms(t, society)).unwrap();
    norms.scheme().state.on(day(on)).map(|r| (r.value.share.0, r.order.clone()))
}

/// In how many of the State's societies the seat counts that the books go by each order.
fn counted(seat: &Desk) -> Vec<u64> {
    let (orders, state) = (seat.rate_orders().unwrap(), seat.the_state().unwrap());
    let by = followed(&orders, state.evidence.values().map(|e| &**e));
    orders.iter().map(|o| by.get(&o.entry).copied().unwrap_or(0)).collect()
}

#[test]
fn an_order_of_the_state_comes_down_and_holds_once_the_society_took_it_in() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let registrar = officer(seat, 50, "registrar", Office::Registrar, Scope::State);
        let rule = share(400, "2025-04-01", "12/2025");
        seat.order_rate(&registrar, command(51), &rule).unwrap();
        assert!(desk.rates_due(society).unwrap().is_empty(), "it has not come yet");
        exchange(&desk, seat, &to);
        let [(order, Due::TakeIn)] = &desk.rates_due(society).unwrap()[..] else { panic!("one is due") };
        assert_eq!(
            (&order.rule, borne(&desk, society, "2025-06-02")),
            (&Ruling::Norm(rule.clone()), None),
            "it came, and binds nothing yet"
        );
        assert_eq!(counted(seat), [0]);
        let entry = order.entry;
        let receipt = done(&desk, society, 52, Act::FollowOrder { entry });
        assert_eq!(borne(&desk, society, "2025-06-02"), Some((400, "12/2025".into())));
        assert_eq!(borne(&desk, society, "2025-03-31"), None, "from its day on");
        assert_eq!(done(&desk, society, 52, Act::FollowOrder { entry }).first, receipt.first, "once");
        let again = desk.act(&secretary(), society, command(53), &Act::FollowOrder { entry }.into());
        assert_eq!((number(again), desk.rates_due(society).unwrap().len()), (3216, 0));
        exchange(&desk, seat, &to);
        assert_eq!(counted(seat), [1], "counted from the society's register");
        // taken back: asked for there too, and what was in force before holds again
        seat.rate_back(&registrar, command(54), entry, "an error of the press").unwrap();
        exchange(&desk, seat, &to);
        assert!(matches!(&desk.rates_due(society).unwrap()[..], [(_, Due::TakeOut)]));
        assert!(borne(&desk, society, "2025-06-02").is_some(), "nobody changes the books but the society");
        done(&desk, society, 55, Act::FollowOrder { entry });
        exchange(&desk, seat, &to);
        assert_eq!((borne(&desk, society, "2025-06-02"), counted(seat)), (None, vec![0]));
    });
}

#[test]
fn a_rate_is_ordered_by_the_offices_of_the_state_alone() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let rule = share(400, "2025-04-01", "12/2025");
        let ar = officer(seat, 50, "ar", Office::Ar, Scope::District(45));
        let dm = officer(seat, 51, "dm", Office::Dm, Scope::District(45));
        for (n, who) in [ar, dm, secretary()].into_iter().enumerate() {
            let no = number(seat.order_rate(&who, command(60 + n as u128), &rule));
            assert!([5001, 5002].contains(&no), "{no}");
        }
        assert!(seat.rate_orders().unwrap().is_empty());
        let secretary_of_state = officer(seat, 52, "sec", Office::Secretary, Scope::State);
        seat.order_rate(&secretary_of_state, command(63), &rule).unwrap();
        exchange(&desk, seat, &to);
        // a desk below gives no orders, and a clerk of the counter changes no norms
        assert_eq!(number(desk.order_rate(&operator_of_all(), command(64), &share(300, "2025-04-01", "x"))), 5161);
        let entry = desk.rate_orders().unwrap()[0].entry;
        let clerk = desk::Who::local(desk::Role::Cashier);
        assert_eq!(number(desk.act(&clerk, society, command(65), &Act::FollowOrder { entry }.into())), 5001);
        let nothing = Act::FollowOrder { entry: (entry.0, entry.1 + 7) };
        assert_eq!(number(desk.act(&secretary(), society, command(66), &nothing.into())), 3216);
        assert!(desk.read(|t| keep::deciding::norms(t, society_id(CODE))).unwrap().state.0.is_empty());
    });
}

/// The rate of crop loans, hundredths of a percent.
fn crop_rate(percent: i32, from: &str, order: &str) -> KindRule {
    let rule = Rule { from: day(from), value: Rate(percent), order: order.into(), source: "Gazette".into() };
    KindRule::Loan { kind: LoanKind::KccShort, rule }
}

/// What each loan product of a society asks on a day.
fn asked(desk: &Desk, society: SocietyId, on: &str) -> Vec<(String, Option<i32>)> {
    let of = |p: Product| match p {
        Product::Loan(p) => Some((p.code.clone(), p.rate.on(day(on)).map(|r| r.value.0))),
        Product::Deposit(_) => None,
    };
    desk.products(society).unwrap().into_iter().filter_map(of).collect()
}

#[test]
fn a_rate_of_loans_comes_down_and_holds_in_all_products_of_the_kind_once_taken_in() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let registrar = officer(seat, 50, "registrar", Office::Registrar, Scope::State);
        let mut mine = examples::rules::products();
        let crop = mine.iter().find(|p| matches!(p, Product::Loan(l) if l.kind == LoanKind::KccShort)).cloned();
        let Some(Product::Loan(mut second)) = crop else { panic!("the sample society lends on crops") };
        let first = second.code.clone();
        second.code = "KCC-2".into();
        mine.push(Product::Loan(second));
        for (n, product) in mine.into_iter().enumerate() {
            done(&desk, society, 200 + n as u128, Act::SetProduct(product));
        }
        let before = asked(&desk, society, "2027-05-01");
        let rule = crop_rate(725, "2027-04-01", "44/2027");
        let bad = KindRule::Loan { kind: LoanKind::KccShort, rule: Rule { value: Rate(20_000), ..plain(&rule) } };
        assert_eq!(number(seat.order_rate(&registrar, command(51), &bad)), 3277);
        seat.order_rate(&registrar, command(52), &rule).unwrap();
        assert_eq!(number(seat.order_rate(&registrar, command(53), &rule)), 3215);
        exchange(&desk, seat, &to);
        assert_eq!(asked(&desk, society, "2027-05-01"), before, "it came, and binds nothing yet");
        let [(order, Due::TakeIn)] = &desk.rates_due(society).unwrap()[..] else { panic!("one is due") };
        let entry = order.entry;
        let clerk = desk::Who::local(desk::Role::Cashier);
        assert_eq!(number(desk.act(&clerk, society, command(54), &Act::FollowOrder { entry }.into())), 5001);
        done(&desk, society, 55, Act::FollowOrder { entry });
        let after = asked(&desk, society, "2027-05-01");
        for ((code, was), (_, now)) in before.iter().zip(&after) {
            let crop = [first.as_str(), "KCC-2"].contains(&code.as_str());
            assert_eq!(*now, if crop { Some(725) } else { *was }, "{code}");
        }
        assert_eq!(asked(&desk, society, "2027-03-31"), before, "from its day on");
        let again = desk.act(&secretary(), society, command(56), &Act::FollowOrder { entry }.into());
        assert_eq!(number(again), 3216);
        exchange(&desk, seat, &to);
        assert_eq!(counted(seat), [1], "counted from the products in the society's register");
        // one product is set otherwise by the society itself: it does not go by the order, and that is seen
        let products = desk.products(society).unwrap();
        let second = products.iter().find(|p| p.code() == "KCC-2").unwrap();
        let own = crop_rate(700, "2027-04-01", "own").added_to(second);
        done(&desk, society, 57, Act::SetProduct(own));
        exchange(&desk, seat, &to);
        assert_eq!((counted(seat), desk.rates_due(society).unwrap().len()), (vec![0], 1));
        // taken back: it goes out of every product that has it, and the books stay as they are until the society does so
        seat.rate_back(&registrar, command(58), entry, "a misprint").unwrap();
        exchange(&desk, seat, &to);
        assert!(matches!(&desk.rates_due(society).unwrap()[..], [(_, Due::TakeOut)]));
        done(&desk, society, 59, Act::FollowOrder { entry });
        let left = asked(&desk, society, "2027-05-01");
        assert!(left.contains(&("KCC-2".to_owned(), Some(700))) && !left.iter().any(|p| p.1 == Some(725)), "{left:?}");
        assert!(desk.rates_due(society).unwrap().is_empty());
        exchange(&desk, seat, &to);
        assert_eq!(seat.products(society).unwrap(), desk.products(society).unwrap());
    });
}

fn plain(rule: &KindRule) -> Rule<Rate> {
    match rule {
        KindRule::Loan { rule, .. } => rule.clone(),
        other => panic!("{other:?}"),
    }
}
