//! Each wrong has its number.

use crate::*;
use society::bylaw::{Bylaw, BylawRule, Bylaws};
use society::decide::*;
use society::effects::Standing;
use society::person::Field;

fn no(change: impl Fn(&mut AdmitView, &mut Admit)) -> u16 {
    let (mut view, mut c) = (admit_view(), admission("7"));
    change(&mut view, &mut c);
    said(admit(&view, &c, &context()))
}

#[test]
fn admission_asks_what_the_bye_laws_ask() {
    let done = admit(&admit_view(), &admission("7"), &context()).unwrap();
    let [SocietyEvent::MemberAdmitted(a), SocietyEvent::SharesIssued(s)] = &done[..] else { panic!("{done:?}") };
    assert_eq!((a.fee, a.legs.len(), a.person.mobile.as_str(), a.date), (Paise::rupees(10), 1, "9412012345", TODAY));
    assert_eq!((s.shares, s.amount, s.legs[0].amount), (5, Paise::rupees(500), Paise::rupees(500)));
    assert_eq!(no(|v, _| v.taken = true), 4204);
    assert_eq!(no(|_, c| c.no = " ".into()), 4202);
    assert_eq!(no(|_, c| c.person.name = String::new()), 4202);
    assert_eq!(no(|_, c| c.person.father = "x".repeat(201)), 4202);
    assert_eq!(no(|_, c| c.resolution = " ".into()), 4206);
    assert_eq!(no(|v, _| v.village_known = false), 4207);
    assert_eq!(no(|_, c| c.person.village = Village::default()), 4207);
    assert_eq!(no(|_, c| c.person.mobile = "12345".into()), 4208);
    assert_eq!(no(|_, c| c.person.born = None), 4205);
    assert_eq!(no(|_, c| c.person.born = Some(day(2007, 7, 11))), 4205);
    assert!(
        admit(
            &admit_view(),
            &Admit { person: Person { born: Some(day(2007, 7, 10)), ..person() }, ..admission("7") },
            &context()
        )
        .is_ok()
    );
    assert_eq!(no(|_, c| c.person.born = Some(day(2025, 7, 11))), 4233);
    assert_eq!(no(|_, c| c.person.born = Some(day(1890, 1, 1))), 4233);
    assert_eq!(no(|_, c| c.person.land = Land::NONE), 4213);
    assert_eq!(no(|_, c| c.person.land = Land(-1)), 4231);
    assert_eq!(no(|_, c| c.person.kyc = Vec::new()), 4214);
    assert_eq!(no(|_, c| c.person.kyc[0].on = day(2025, 7, 11)), 4233);
    assert_eq!(no(|_, c| c.person.photo = Some(Attachment { digest: "x".into(), bytes: 5 })), 4236);
    assert_eq!(no(|_, c| c.person.kyc = vec![voter_card(); 21]), 4239);
    assert_eq!(no(|_, c| c.member_elsewhere = true), 4215);
    assert_eq!(no(|_, c| c.shares = 4), 4210);
    assert_eq!(no(|_, c| c.legs = cash(500)), 4212);
    assert_eq!(no(|_, c| c.legs = Vec::new()), 4212);
    assert_eq!(no(|v, _| v.certificate_taken = true), 4219);
    assert_eq!(no(|_, c| c.certificate = String::new()), 4202);
    assert_eq!(no(|v, _| v.bylaws = Bylaws::default()), 4201);
    assert_eq!(no(|_, c| (c.shares, c.legs) = (300, cash(30_010))), 4218, "1/5 of 1,30,000");
    assert_eq!(no(|_, c| c.shares = u32::MAX), 4240);
    let nominee =
        |share| Nominee { name: "गीता".into(), relation: "पत्नी".into(), born: None, share };
    assert_eq!(no(|_, c| c.nominees = vec![nominee(60), nominee(30)]), 4216);
    assert_eq!(no(|_, c| c.nominees = vec![nominee(0), nominee(100)]), 4216);
}

#[test]
fn money_of_two_kinds_is_parted() {
    let mut c = admission("7");
    let bank = Leg { head: "BANK_SB".into(), means: Means::Bank, amount: Paise::rupees(506) };
    c.legs = [cash(4), vec![bank]].concat();
    let done = admit(&admit_view(), &c, &context()).unwrap();
    let [SocietyEvent::MemberAdmitted(a), SocietyEvent::SharesIssued(s)] = &done[..] else { panic!("{done:?}") };
    let sums = |legs: &[Leg]| legs.iter().map(|l| (l.head.clone(), l.amount.0 / 100)).collect::<Vec<_>>();
    assert_eq!(sums(&a.legs), [("CASH".to_owned(), 4), ("BANK_SB".to_owned(), 6)]);
    assert_eq!(sums(&s.legs), [("BANK_SB".to_owned(), 500)]);
    done.iter().for_each(|e| assert_eq!(sides(e).0, sides(e).1));
}

#[test]
fn a_nominal_member_pays_a_fee_and_holds_no_share() {
    let mut c = Admit { class: Class::B, shares: 0, certificate: String::new(), legs: cash(10), ..admission("N-1") };
    c.person.born = None;
    assert_eq!(admit(&admit_view(), &c, &context()).unwrap().len(), 1);
    c.shares = 1;
    assert_eq!(said(admit(&admit_view(), &c, &context())), 4211);
}

#[test]
fn who_is_there_already_is_not_entered_twice() {
    let like = |name: &str, father: &str, village: &str| {
        let mut view = admit_view();
        let village = Village::Listed(village.into());
        let person = Person { name: name.into(), father: father.into(), village, ..Person::default() };
        view.candidates = vec![Candidate { no: "450".into(), person }];
        admit(&view, &admission("7"), &context())
    };
    assert_eq!(said(like("Ram Singh", "Bhawan Singh", "Kot")), 4209);
    assert_eq!(said(like("श्री राम सिंह", "स्व0 भवान सिंह", "कोट")), 4209);
    assert_eq!(said(like("राम सिंह", "", "कोट")), 4209, "a father who is not known may be the same");
    assert!(like("राम सिंह", "", "नैनी").is_ok());
    assert!(like("राम सिंह", "भवान सिंह", "नैनी").is_ok());
    assert!(like("राम सिंह", "दीवान सिंह", "कोट").is_ok());
    assert!(like("श्याम सिंह", "भवान सिंह", "कोट").is_ok(), "brothers");
    let mut view = admit_view();
    let mut other = Person { name: "Raam Singh Negi".into(), village: Village::Lgd(5), ..person() };
    other.mobile = "9412012345".into();
    view.candidates = vec![Candidate { no: "9".into(), person: other }];
    assert_eq!(said(admit(&view, &admission("7"), &context())), 4209, "same telephone, like name");
    view.candidates[0].person.name = "गीता देवी".into();
    view.candidates[0].person.kyc.clear();
    assert!(admit(&view, &admission("7"), &context()).is_ok(), "a family's telephone");
    view.candidates[0].person = person();
    let c = Admit {
        although: Some("चचेरे भाई, दोनों को देखा".into()), ..admission("7")
    };
    let done = admit(&view, &c, &context()).unwrap();
    let SocietyEvent::MemberAdmitted(a) = &done[0] else { panic!("{done:?}") };
    assert_eq!(a.although.as_ref().unwrap().like, ["9"]);
}

fn member() -> MemberView {
    MemberView {
        no: "7".into(),
        standing: Standing::Member { class: Class::A, since: day(2020, 1, 1) },
        person: Person { mobile: "9412012345".into(), ..person() },
        shares: 10,
        share_money: Paise::rupees(1_000),
        ..MemberView::default()
    }
}

fn gone() -> MemberView {
    MemberView { standing: Standing::Left { reason: Leaving::Resigned, on: TODAY }, ..member() }
}

fn shares_view(member: MemberView) -> SharesView {
    SharesView {
        member,
        bylaws: model(),
        capital: Paise::rupees(100_000),
        head: "SHARE_IND".into(),
        certificate_taken: false,
    }
}

#[test]
fn shares_are_issued_within_bounds() {
    let c = Issue { shares: 3, certificate: "C-9".into(), legs: cash(300) };
    let view = shares_view(member());
    let done = issue(&view, &c, &context()).unwrap();
    assert_eq!(sides(&done[0]), (30_000, 30_000));
    let with = |m| said(issue(&shares_view(m), &c, &context()));
    assert_eq!(with(gone()), 4217);
    assert_eq!(with(MemberView { class: Class::B, ..member() }), 4211);
    assert_eq!(said(issue(&view, &Issue { shares: 0, ..c.clone() }, &context())), 4220);
    assert_eq!(said(issue(&view, &Issue { legs: cash(299), ..c.clone() }, &context())), 4212);
    assert_eq!(said(issue(&view, &Issue { shares: 300, legs: cash(30_000), ..c.clone() }, &context())), 4218);
    assert_eq!(said(issue(&SharesView { certificate_taken: true, ..view.clone() }, &c, &context())), 4219);
    let mut young = view;
    young.capital = Paise::ZERO;
    young.member = MemberView { shares: 0, share_money: Paise::ZERO, ..member() };
    assert!(
        issue(&young, &Issue { shares: 5, legs: cash(500), ..c.clone() }, &context()).is_ok(),
        "somebody must be the first"
    );
    assert_eq!(said(issue(&young, &Issue { shares: 6, legs: cash(600), ..c.clone() }, &context())), 4218);
    let dear = BylawRule {
        from: day(2023, 1, 5),
        says: Bylaw::ShareValue(Paise(10_000_000)),
        order: "1".into(),
        source: "x".into(),
    };
    young.bylaws.0.push(dear);
    assert_eq!(said(issue(&young, &Issue { shares: u32::MAX, ..c }, &context())), 4240);
}

#[test]
fn shares_are_transferred_and_refunded_by_rule() {
    let to = MemberView { no: "8".into(), ..member() };
    let view =
        TransferView { from: member(), to, bylaws: model(), capital: Paise::rupees(100_000), certificate_taken: false };
    let c = Transfer { shares: 5, certificate: "C-10".into(), resolution: "5".into() };
    let done = transfer(&view, &c, &context()).unwrap();
    assert_eq!(sides(&done[0]), (0, 0), "the capital is the same");
    let no = |view: &TransferView, c: &Transfer| said(transfer(view, c, &context()));
    assert_eq!(no(&view, &Transfer { shares: 6, ..c.clone() }), 4232);
    assert_eq!(no(&view, &Transfer { shares: 11, ..c.clone() }), 4220);
    assert_eq!(no(&view, &Transfer { resolution: String::new(), ..c.clone() }), 4206);
    let held = MemberView { lien: Paise::rupees(600), ..member() };
    assert_eq!(no(&TransferView { from: held, ..view.clone() }, &c), 4224);
    assert_eq!(no(&TransferView { to: member(), ..view.clone() }, &c), 4225);
    assert_eq!(no(&TransferView { to: MemberView { no: "8".into(), ..gone() }, ..view.clone() }, &c), 4217);
    assert!(
        transfer(&TransferView { from: gone(), ..view.clone() }, &Transfer { shares: 10, ..c.clone() }, &context())
            .is_ok()
    );
    let owing = MemberView { owed: Paise(1), ..gone() };
    assert_eq!(no(&TransferView { from: owing.clone(), ..view.clone() }, &c), 4222);
    assert_eq!(no(&TransferView { capital: Paise::rupees(2_000), ..view }, &c), 4218);

    let c = Refund { legs: cash(1_000), paid_to: "राम सिंह".into(), resolution: "6".into() };
    let no = |m: MemberView| said(refund(&shares_view(m), &c, &context()));
    let done = refund(&shares_view(gone()), &c, &context()).unwrap();
    assert_eq!(sides(&done[0]), (100_000, 100_000));
    assert_eq!(no(member()), 4221);
    assert_eq!(no(owing), 4222);
    assert_eq!(no(MemberView { surety_for: vec!["K-3".into()], ..gone() }), 4223);
    assert_eq!(no(MemberView { lien: Paise(1), ..gone() }), 4224);
    assert_eq!(no(MemberView { share_money: Paise::ZERO, shares: 0, ..gone() }), 4220);
    assert_eq!(no(MemberView { share_money: Paise::rupees(1_001), ..gone() }), 4212);
}

#[test]
fn a_debtor_and_a_surety_stay() {
    let c = Leave { reason: Leaving::Resigned, happened: None, resolution: "7".into() };
    let no = |m: &MemberView, c: &Leave| said(leave(m, c, &context()));
    assert!(leave(&member(), &c, &context()).is_ok());
    let owing = MemberView { owed: Paise(1), ..member() };
    assert_eq!(no(&owing, &c), 4222);
    assert_eq!(no(&MemberView { surety_for: vec!["K-3".into()], ..member() }, &c), 4223);
    assert_eq!(no(&MemberView { undrawn: vec!["K-4".into()], ..member() }, &c), 4765, "the board's word stands");
    assert_eq!(no(&gone(), &c), 4238);
    assert_eq!(no(&MemberView::default(), &c), 4217);
    assert_eq!(no(&member(), &Leave { resolution: String::new(), ..c.clone() }), 4206);
    assert_eq!(no(&member(), &Leave { happened: Some(day(2025, 7, 11)), ..c.clone() }), 4233);
    assert_eq!(no(&member(), &Leave { happened: Some(day(2019, 7, 11)), ..c }), 4233);
    let died = Leave { reason: Leaving::Died, happened: Some(day(2025, 6, 1)), resolution: String::new() };
    assert!(leave(&owing, &died, &context()).is_ok(), "a death is a fact");
}

#[test]
fn facts_change_with_a_reason() {
    let view = ChangeView { member: member(), village_known: true, candidates: Vec::new() };
    let to = |to: Vec<Field>| ChangeMember { to, reason: "भूल सुधार".into(), although: None };
    let done = change(&view, &to(vec![Field::Name("राम सिंह नेगी".into()), Field::Cattle(0)]), &context()).unwrap();
    let SocietyEvent::MemberChanged(e) = &done[0] else { panic!("{done:?}") };
    assert_eq!(e.changes.len(), 1, "what stays the same is no change");
    let no = |view: &ChangeView, c: ChangeMember| said(change(view, &c, &context()));
    assert_eq!(no(&view, to(Vec::new())), 4226);
    assert_eq!(no(&view, to(vec![Field::Cattle(1), Field::Cattle(2)])), 4226);
    assert_eq!(no(&view, ChangeMember { reason: " ".into(), ..to(vec![Field::Cattle(1)]) }), 4237);
    assert_eq!(no(&view, to(vec![Field::Mobile("99".into())])), 4208);
    assert_eq!(no(&view, to(vec![Field::Name(String::new())])), 4202);
    let unknown = ChangeView { village_known: false, ..view.clone() };
    assert_eq!(no(&unknown, to(vec![Field::Village(Village::Lgd(3))])), 4207);
    assert!(change(&unknown, &to(vec![Field::Cattle(1)]), &context()).is_ok());
    let mut twin = view.clone();
    twin.candidates =
        vec![Candidate { no: "9".into(), person: Person { father: "धन सिंह".into(), ..person() } }];
    assert_eq!(no(&twin, to(vec![Field::Father("धन सिंह".into())])), 4209);
    assert!(change(&twin, &to(vec![Field::Cattle(1)]), &context()).is_ok());
    assert_eq!(no(&ChangeView::default(), to(vec![Field::Cattle(1)])), 4217);
    // A commitment the store put in place of a mobile is no concern of a change of cattle.
    let mut old = view;
    old.member.person.mobile = "c:abc".into();
    assert!(change(&old, &to(vec![Field::Cattle(1)]), &context()).is_ok());

    let nominee =
        |share| Nominee { name: "गीता".into(), relation: "पत्नी".into(), born: None, share };
    let c = SetNominees { nominees: vec![nominee(100)] };
    assert!(set_nominees(&member(), &c, &context()).is_ok());
    assert_eq!(said(set_nominees(&gone(), &c, &context())), 4217);
    assert_eq!(said(set_nominees(&MemberView { nominees: c.nominees.clone(), ..member() }, &c, &context())), 4226);
}

#[test]
fn two_numbers_of_one_person_are_merged() {
    let view = MergeView { keep: member(), gone: MemberView { no: "8".into(), ..member() } };
    let c = Merge { reason: "एक ही व्यक्ति".into() };
    assert!(merge(&view, &c, &context()).is_ok());
    let no = |view: &MergeView| said(merge(view, &c, &context()));
    assert_eq!(no(&MergeView { gone: member(), ..view.clone() }), 4225);
    assert_eq!(no(&MergeView { keep: gone(), ..view.clone() }), 4217);
    let merged = Standing::Merged { into: "3".into() };
    assert_eq!(
        no(&MergeView { gone: MemberView { no: "8".into(), standing: merged, ..member() }, ..view.clone() }),
        4227
    );
    assert_eq!(
        no(&MergeView { gone: MemberView { no: "8".into(), class: Class::B, ..member() }, ..view.clone() }),
        4227
    );
    assert_eq!(said(merge(&view, &Merge::default(), &context())), 4237);
}

#[test]
fn villages_and_bye_laws_are_set() {
    let c = SetVillage { name: "कोट".into(), lgd: Some(45_678) };
    let new = VillageView::default();
    assert!(set_village(&new, &c, &context()).is_ok());
    assert_eq!(said(set_village(&VillageView { known: true, lgd: c.lgd, code_taken: false }, &c, &context())), 4226);
    assert_eq!(said(set_village(&VillageView { code_taken: true, ..new }, &c, &context())), 4207);
    assert_eq!(said(set_village(&new, &SetVillage { lgd: Some(0), ..c.clone() }, &context())), 4207);
    let rule = |says| SetBylaw {
        rule: BylawRule { from: TODAY, says, order: "संशोधन 2".into(), source: "पृ. 4".into() },
    };
    assert!(set_bylaw(&rule(Bylaw::LeastShares(10)), &context()).is_ok());
    assert_eq!(said(set_bylaw(&rule(Bylaw::ShareValue(Paise::ZERO)), &context())), 4235);
    assert_eq!(said(set_bylaw(&rule(Bylaw::MostOfCapital(3, 2)), &context())), 4235);
    let mut unsigned = rule(Bylaw::LeastAge(21));
    unsigned.rule.order = String::new();
    assert_eq!(said(set_bylaw(&unsigned, &context())), 4202);
    let mut rules = model();
    rules.0.push(rule(Bylaw::LeastShares(10)).rule);
    assert_eq!(rules.number(society::bylaw::Key::LeastShares, TODAY), Ok(10));
    assert_eq!(rules.number(society::bylaw::Key::LeastShares, day(2025, 7, 9)), Ok(5));
    let reject_it = Reject { application: "A-1".into(), name: "x".into(), resolution: "1".into(), ..Reject::default() };
    assert_eq!(said(reject(&reject_it, &context())), 4230);
    assert!(reject(&Reject { reasons: vec!["भूमि नहीं".into()], ..reject_it }, &context()).is_ok());
}
