//! Whatever is done balances and can be taken back.

use crate::world::World;
use crate::*;
use proptest::prelude::*;
use society::bylaw::{Bylaw, BylawRule};
use society::decide::*;
use society::effects::Measure;
use society::notice::Notice;
use society::person::Field;
use std::collections::BTreeMap;

/// One act by numbers, decided on the world as it is.
fn act(w: &World, which: u8, a: u8, b: u8, step: usize) -> Result<Vec<SocietyEvent>, Refusal> {
    let (one, two) = (format!("{}", a % 5), format!("{}", b % 5));
    let context = context();
    let certificate = format!("C-{}", step % 9);
    let taken = w.certificates.contains(&certificate);
    let resolution = "प्रस्ताव".to_owned();
    let shares = u32::from(b % 7);
    let share_view = |member| SharesView {
        member,
        bylaws: model(),
        capital: w.capital() + Paise::rupees(100_000),
        head: "SHARE_IND".into(),
        certificate_taken: taken,
    };
    match which % 12 {
        0 | 1 => {
            let shares = 5 + shares;
            let mut c = Admit { shares, certificate, legs: cash(10 + 100 * i64::from(shares)), ..admission(&one) };
            c.nominees = vec![Nominee {
                name: "गीता".into(), relation: "पत्नी".into(), born: None, share: 100
            }];
            let view = AdmitView { taken: w.pages.contains_key(&one), certificate_taken: taken, ..admit_view() };
            admit(&view, &c, &context)
        }
        2 => {
            let legs = cash(100 * i64::from(shares));
            issue(&share_view(w.view(&one)), &Issue { shares, certificate, legs }, &context)
        }
        3 => {
            let (from, to) = (w.view(&one), w.view(&two));
            let view =
                TransferView { from, to, bylaws: model(), capital: Paise::rupees(100_000), certificate_taken: taken };
            transfer(&view, &Transfer { shares, certificate, resolution }, &context)
        }
        4 => {
            let m = w.view(&one);
            let c = Refund { legs: cash(m.share_money.0 / 100), paid_to: "गीता".into(), resolution };
            refund(&share_view(m), &c, &context)
        }
        5 => {
            let reason = [Leaving::Resigned, Leaving::Died, Leaving::Removed, Leaving::Moved][usize::from(b % 4)];
            leave(&w.view(&one), &Leave { reason, happened: None, resolution }, &context)
        }
        6 => merge(&MergeView { keep: w.view(&one), gone: w.view(&two) }, &Merge { reason: "एक ही".into() }, &context),
        7 => {
            let view = ChangeView { member: w.view(&one), village_known: true, candidates: Vec::new() };
            let to = vec![
                Field::Cattle(b.into()),
                Field::Mobile(format!("94120123{:02}", b % 100)),
                Field::Name(format!("राम {}", b % 3)),
            ];
            change(&view, &ChangeMember { to, reason: "भूल".into(), although: None }, &context)
        }
        8 => {
            let half =
                |share| Nominee { name: "हरि".into(), relation: "पुत्र".into(), born: None, share };
            set_nominees(&w.view(&one), &SetNominees { nominees: vec![half(b % 99 + 1), half(99 - b % 99)] }, &context)
        }
        9 => {
            let name = format!("गाँव {one}");
            let view = VillageView {
                known: w.villages.contains_key(&name),
                lgd: w.villages.get(&name).copied().flatten(),
                code_taken: false,
            };
            set_village(&view, &SetVillage { name, lgd: (!b.is_multiple_of(3)).then_some(u32::from(b)) }, &context)
        }
        10 => {
            let rule =
                BylawRule { from: TODAY, says: Bylaw::LeastShares(b.into()), order: "1".into(), source: "x".into() };
            set_bylaw(&SetBylaw { rule }, &context)
        }
        _ if b.is_multiple_of(2) => {
            let r = Reject {
                application: one,
                name: "x".into(),
                reasons: vec!["भूमि नहीं".into()],
                resolution,
                ..Reject::default()
            };
            reject(&r, &context)
        }
        _ => {
            let notice = Notice::GeneralBody {
                on: day(2025, 8, 20),
                hour: "11".into(),
                place: "x".into(),
                agenda: vec!["y".into()],
            };
            serve(&model(), &Serve { notice, members: vec![one], society: "समिति".into() }, &context)
        }
    }
}

/// No text of an entry holds an Aadhaar number.
fn clean(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(s) => !society::secret::holds_aadhaar(s),
        serde_json::Value::Array(all) => all.iter().all(clean),
        serde_json::Value::Object(all) => all.iter().all(|(k, v)| k == "digest" || clean(v)),
        other => !society::secret::holds_aadhaar(&other.to_string()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn debits_equal_credits_shares_add_up_and_everything_can_be_taken_back(
        acts in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 1..40)
    ) {
        let (mut world, mut heads) = (World::default(), BTreeMap::<String, i64>::new());
        let mut history: Vec<(SocietyEvent, World)> = Vec::new();
        let mut post = |e: &SocietyEvent, w: &mut World| {
            let (d, c) = sides(e);
            assert_eq!(d, c, "{e:?}");
            for l in society::effects::lines(e) {
                *heads.entry(l.head).or_default() += l.debit.0 - l.credit.0;
            }
            w.apply(e);
            // What the head of shares holds is the sum over the members, and nobody holds less than nothing.
            assert_eq!(heads.get("SHARE_IND").copied().unwrap_or(0), -w.capital().0);
            assert!(w.measures.values().all(|v| *v >= 0));
            heads.values().filter(|v| **v != 0).count()
        };
        for (step, (which, a, b)) in acts.into_iter().enumerate() {
            for e in act(&world, which, a, b, step).unwrap_or_default() {
                let before = world.clone();
                post(&e, &mut world);
                let json = serde_json::to_value(&e).unwrap();
                prop_assert!(clean(&json));
                prop_assert_eq!(&serde_json::from_value::<SocietyEvent>(json.clone()).unwrap(), &e);
                prop_assert_eq!(e.kind(), format!("society.{}", json["t"].as_str().unwrap()));
                history.push((e, before));
            }
        }
        let mut open = 0;
        while let Some((e, before)) = history.pop() {
            let view = EventView { event: Some(e), reversed: false, measures: world.measures.clone(), later: false };
            let done = reverse(&view, &Reverse { entry: (1, 7), reason: "भूल".into() }, &context()).unwrap();
            open = post(&done[0], &mut world);
            let json = serde_json::to_vec(&done[0]).unwrap();
            prop_assert_eq!(&serde_json::from_slice::<SocietyEvent>(&json).unwrap(), &done[0]);
            prop_assert_eq!(&world, &before);
        }
        prop_assert_eq!((open, &world), (0, &World::default()));
    }
}

#[test]
fn what_stands_on_an_event_holds_it() {
    let mut w = World::default();
    let done = admit(&admit_view(), &admission("7"), &context()).unwrap();
    done.iter().for_each(|e| w.apply(e));
    let c = Reverse { entry: (1, 3), reason: "भूल".into() };
    let view = EventView { event: Some(done[1].clone()), measures: w.measures.clone(), ..EventView::default() };
    let back = reverse(&view, &c, &context()).unwrap();
    let no = |v: EventView| said(reverse(&v, &c, &context()));
    assert_eq!(no(EventView { measures: BTreeMap::new(), ..view.clone() }), 4229, "the shares have gone on");
    assert_eq!(no(EventView { later: true, ..view.clone() }), 4229);
    assert_eq!(no(EventView { reversed: true, ..view.clone() }), 4228);
    assert_eq!(no(EventView { event: None, ..view.clone() }), 4228);
    assert_eq!(no(EventView { event: back.first().cloned(), ..view.clone() }), 4228, "no reversal of a reversal");
    let old = SocietyEvent::VillagesBroughtForward { names: Vec::new() };
    assert_eq!(no(EventView { event: Some(old), ..view.clone() }), 4228);
    assert_eq!(said(reverse(&view, &Reverse { reason: String::new(), ..c }, &context())), 4237);
    assert_eq!(w.measure("7", Measure::Shares), 5);
}
