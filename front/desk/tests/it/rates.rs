//! Rates that the State orders: given at the seat, come down, taken into the norms of a society by its own entry, counted at the seat.

use crate::sample::*;
use crate::state::{both_seats, exchange, joined, officer, operator_of_all};
use credit::claims::StateRule;
use credit::interest::Rate;
use credit::norm::NormRule;
use credit::product::Rule;
use desk::act::Act;
use desk::state::followed;
use desk::{Desk, society_id};
use kernel::{Paise, SocietyId};
use places::{Office, Scope};
use programme::rates::Due;

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
        assert_eq!((&order.rule, borne(&desk, society, "2025-06-02")), (&rule, None), "it came, and binds nothing yet");
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
