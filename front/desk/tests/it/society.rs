//! Members and shares through the door, on both engines.

use crate::sample::*;
use desk::act::{Act, Pay, Sown, With};
use desk::{Desk, Role, Trouble, Who};
use keep::view;
use kernel::{Paise, SocietyId};
use society::bylaw::model;
use society::decide::{Admit, ChangeMember, Leave, SetBylaw, SetVillage};
use society::land::{Land, NALI};
use society::person::{Field, Person};
use society::terms::{Kyc, KycKind, Leaving, Village};

pub const VILLAGE: &str = "बड़ागाँव";

struct Office<'d> {
    desk: &'d Desk,
    society: SocietyId,
    next: std::cell::Cell<u128>,
}

impl Office<'_> {
    fn try_act(&self, act: Act) -> Result<(i64, i64), Trouble> {
        self.next.set(self.next.get() + 1);
        let who = Who::local(Role::Secretary);
        let done = self.desk.act(&who, self.society, command(self.next.get()), &act.into())?;
        assert!(!done.waits);
        Ok((done.receipt.desk.0, done.receipt.last.0))
    }
    fn act(&self, act: Act) -> (i64, i64) {
        self.try_act(act).unwrap()
    }
    fn refused(&self, act: Act) -> u16 {
        number(self.try_act(act))
    }
    fn head(&self, code: &str) -> i64 {
        let rows = self.desk.read(|t| view::trial_balance(t, self.society)).unwrap();
        rows.iter().find(|r| r.code == code).map_or(0, |r| (r.debit - r.credit).0)
    }
    fn card(&self, no: &str) -> view::MemberCard {
        self.desk.read(|t| view::card(t, self.society, no)).unwrap()
    }
    fn shares(&self, no: &str) -> (u32, i64) {
        let v = self.card(no).member.view;
        (v.shares, v.share_money.0)
    }
    fn found(&self, text: &str) -> Vec<String> {
        let all = self.desk.find_members(self.society, text, 20).unwrap();
        all.into_iter().map(|m| m.no).collect()
    }
    /// Nothing stands apart from the ledger, the register is whole, and redrawing changes no figure.
    fn sound(&self) {
        let day = self.desk.read(|t| keep::deciding::day_view(t, self.society)).unwrap();
        assert_eq!((day.apart, day.in_transfer), (Vec::new(), Paise::ZERO));
        assert!(self.desk.verify(self.society).unwrap()[0].is_whole());
        let all = || {
            self.desk
                .read(|t| {
                    let cards: Vec<String> = ["4", "5", "6"]
                        .iter()
                        .map(|no| Ok(format!("{:?}", view::card(t, self.society, no)?)))
                        .collect::<Result<_, sql::Error>>()?;
                    Ok((view::trial_balance(t, self.society)?, view::kind_totals(t, self.society)?, cards))
                })
                .unwrap()
        };
        let before = all();
        self.desk.rebuild().unwrap();
        assert_eq!(all(), before);
    }
}

fn office(story: impl Fn(&Office<'_>)) {
    both(|desk| {
        let society = opened(desk);
        let o = Office { desk, society, next: std::cell::Cell::new(70_000) };
        assert_eq!(o.refused(admit("गीता देवी", "हरि सिंह", "9876543210")), 4201, "no bye-law is set yet");
        for rule in model().0 {
            o.act(Act::SetBylaw(SetBylaw { rule }));
        }
        assert_eq!(o.refused(admit("गीता देवी", "हरि सिंह", "9876543210")), 4207, "no village is in the list yet");
        o.act(Act::SetVillage(SetVillage { name: VILLAGE.into(), lgd: Some(51_234) }));
        story(&o);
    });
}

fn person(name: &str, father: &str, mobile: &str) -> Person {
    let kyc = Kyc {
        kind: KycKind::Aadhaar,
        shown: format!("{:04}", name.chars().map(|c| c as u32).sum::<u32>() % 10_000),
        verified_by: "secretary".into(),
        on: day("2025-06-01"),
    };
    Person {
        name: name.into(),
        father: father.into(),
        born: Some(day("1980-02-29")),
        village: Village::Listed(VILLAGE.into()),
        mobile: mobile.into(),
        land: Land(12 * NALI),
        kyc: vec![kyc],
        ..Person::default()
    }
}

pub fn admit(name: &str, father: &str, mobile: &str) -> Act {
    let admit = Admit {
        person: person(name, father, mobile),
        resolution: "3 / 01-06-2025".into(),
        shares: 5,
        ..Admit::default()
    };
    Act::Admit { admit: Box::new(admit), pay: Pay::Cash }
}

/// The capital of the society is small: what one may hold of it is not what these stories are about.
fn no_part(o: &Office<'_>) {
    let mut rule = model().0.remove(0);
    rule.from = day("2025-04-01");
    rule.says = society::bylaw::Bylaw::MostOfCapital(1, 1);
    o.act(Act::SetBylaw(SetBylaw { rule }));
}

#[test]
fn from_admission_over_a_linked_drawal_to_refund() {
    office(|o| {
        no_part(o);
        let cash = o.head("CASH");
        let entry = o.act(admit("गीता देवी", "हरि सिंह", "9876543210"));
        assert_eq!((o.head("SHARE_IND"), o.head("INC_ADM"), o.head("CASH") - cash), (-50_000, -1_000, 51_000));
        assert_eq!(o.shares("4"), (5, 50_000));
        assert_eq!(o.card("4").certificates, ["1"]);
        assert_eq!(o.found("Geeta Devi")[0], "4", "found at once, in the other script");
        o.sound();
        for mut product in examples::rules::products() {
            if let credit::product::Product::Loan(p) = &mut product {
                for rule in &mut p.linkage.0 {
                    rule.value.small = credit::interest::Rate(500);
                    rule.value.others = credit::interest::Rate(1_000);
                }
            }
            o.act(Act::SetProduct(product));
        }
        o.act(Act::SetNorms(Box::new(examples::rules::norms())));
        let crops = vec![Sown { crop: "धान".into(), square_metres: 4_000 }];
        // twenty nali are sown on twelve
        let sanction = |area_reason: &str| Act::Sanction {
            member_no: "4".into(),
            product: "KCC".into(),
            amount: Paise::ZERO,
            crops: crops.clone(),
            insurance: Paise::ZERO,
            year: 1,
            deposit: None,
            gold: None,
            resolution: "4 / 01-06-2025".into(),
            with: With { area_reason: area_reason.into(), ..With::default() },
        };
        assert_eq!(o.refused(sanction("")), 4660);
        o.act(sanction("दो फसलें"));
        let cash = o.head("CASH");
        let draw = Act::Disburse { loan: "ST-1".into(), amount: Paise::rupees(20_000), pay: Pay::Cash, count: 0 };
        // a small farmer: 5 % of 20,000 are ten shares, five are there
        let drawn = o.act(draw.clone());
        assert_eq!(o.shares("4"), (10, 100_000));
        assert_eq!((o.head("TRANSFER"), o.head("CASH") - cash), (0, -1_950_000));
        o.sound();
        o.act(Act::Reverse { entry: drawn, reason: "दो बार".into() });
        assert_eq!((o.shares("4"), o.head("CASH") - cash), ((5, 50_000), 0));
        o.act(draw);
        assert_eq!(o.refused(Act::Reverse { entry, reason: "गलत".into() }), 4229, "a loan stands on it");
        o.act(admit("मोहन राम", "किशन राम", ""));
        let transfer = |shares| Act::TransferShares {
            from: "4".into(),
            to: "5".into(),
            shares,
            certificate: String::new(),
            resolution: "5".into(),
        };
        assert_eq!(o.refused(transfer(6)), 4232);
        o.act(transfer(4));
        assert_eq!((o.shares("4"), o.shares("5")), ((6, 60_000), (9, 90_000)));
        let go = |no: &str| Act::LeaveSociety {
            member_no: no.into(),
            leave: Leave { reason: Leaving::Resigned, happened: None, resolution: "6".into() },
        };
        let refund = Act::RefundShares {
            member_no: "5".into(),
            paid_to: "मोहन राम".into(),
            resolution: "7".into(),
            pay: Pay::Cash,
        };
        assert_eq!((o.refused(go("4")), o.refused(refund.clone())), (4222, 4221));
        let left = o.act(go("5"));
        o.act(refund);
        assert_eq!((o.shares("5"), o.head("SHARE_IND")), ((0, 0), -60_000));
        assert_eq!(o.refused(Act::Reverse { entry: left, reason: "x".into() }), 4229);
        o.sound();
    });
}

#[test]
fn the_same_person_in_the_other_script_is_warned_of_and_two_numbers_become_one_and_two_again() {
    office(|o| {
        no_part(o);
        o.act(admit("गीता देवी", "हरि सिंह", "9876543210"));
        let again = admit("Geeta Devi", "Hari Singh", "");
        assert_eq!(o.refused(again.clone()), 4209);
        let like = o.desk.alike(o.society, &person("Geeta Devi", "Hari Singh", ""), "").unwrap();
        assert_eq!(like[0].no, "4");
        let Act::Admit { mut admit, pay } = again else { return };
        admit.although = Some("भाई की पत्नी".into());
        o.act(Act::Admit { admit, pay });
        let merged = o.act(Act::MergeMembers { keep: "4".into(), gone: "5".into(), reason: "एक ही".into() });
        assert_eq!((o.shares("4"), o.shares("5")), ((10, 100_000), (0, 0)));
        assert_eq!(o.card("4").merged, ["5"]);
        assert_eq!(o.found("Geeta Devi"), ["4"]);
        let facts = o.desk.read(|t| keep::deciding::member_facts(t, o.society, "5", day("2025-06-02"))).unwrap();
        assert_eq!(facts.map(|f| (f.no, f.small)), Some(("4".into(), true)), "the number leads to the one that stays");
        o.sound();
        o.act(Act::Reverse { entry: merged, reason: "दो व्यक्ति हैं".into() });
        assert_eq!((o.shares("4"), o.shares("5")), ((5, 50_000), (5, 50_000)));
        assert_eq!(o.found("Geeta Devi").len(), 2);
        o.sound();
    });
}

#[test]
fn aadhaar_stands_nowhere_and_a_mobile_number_can_be_erased() {
    office(|o| {
        no_part(o);
        const AADHAAR: &str = "2345 6789 0124";
        assert!(society::secret::holds_aadhaar(AADHAAR));
        assert_eq!(o.refused(admit(AADHAAR, "हरि", "")), 4203);
        assert_eq!(o.refused(admit("गीता", AADHAAR, "")), 4203);
        o.act(admit("गीता देवी", "हरि सिंह", "9876543210"));
        let mobile = |o: &Office<'_>| o.card("4").member.view.person.mobile;
        assert_eq!(mobile(o), "9876543210");
        let to = |mobile: &str| Act::ChangeMember {
            member_no: "4".into(),
            change: ChangeMember {
                to: vec![Field::Mobile(mobile.into())], reason: "नया नंबर".into(), although: None
            },
        };
        let changed = o.act(to("9812345678"));
        assert_eq!(mobile(o), "9812345678");
        o.act(Act::Reverse { entry: changed, reason: "गलत".into() });
        assert_eq!(mobile(o), "9876543210");
        o.act(to("9812345678"));
        o.sound();
        let row = o.desk.read(|t| view::member(t, o.society, "4")).unwrap().remove(0);
        assert_eq!(row.mobile, "9812345678");
        o.desk.erase_mobile(&secretary(), o.society, row.entry).unwrap();
        assert_eq!(mobile(o), "");
        const KEPT: sql::Sql =
            sql::Sql("SELECT value FROM person_erasable WHERE value LIKE '98%5678' OR value = '9876543210'");
        const BYTES: sql::Sql = sql::Sql("SELECT bytes FROM register_entry");
        let kept = o.desk.read(|t| t.rows(KEPT, &[], |r| r.text(0).to_owned())).unwrap();
        assert_eq!(kept, Vec::<String>::new());
        let all = o.desk.read(|t| t.rows(BYTES, &[], |r| String::from_utf8_lossy(r.bytes(0)).into_owned())).unwrap();
        assert!(all.iter().all(|b| !b.contains("9876543210") && !b.contains("9812345678")));
        o.sound();
    });
}

#[test]
fn an_admission_is_taken_back_whole_and_its_number_is_free_again() {
    office(|o| {
        no_part(o);
        let entry = o.act(admit("गीता देवी", "हरि सिंह", ""));
        o.act(Act::Reverse { entry, reason: "गलत आवेदन".into() });
        assert_eq!((o.head("SHARE_IND"), o.head("INC_ADM"), o.found("गीता")), (0, 0, Vec::new()));
        o.act(admit("गीता देवी", "हरि सिंह", ""));
        assert_eq!(o.shares("4"), (5, 50_000));
        o.sound();
    });
}

#[test]
fn voters_are_drawn_once_the_terms_are_set_and_pictures_are_pictures() {
    office(|o| {
        let poll = day("2025-06-30");
        assert_eq!(number(o.desk.voters(o.society, poll)), 4201);
        for says in [
            society::bylaw::Bylaw::VoteAfterDays(20),
            society::bylaw::Bylaw::VoteArrearsDays(90),
            society::bylaw::Bylaw::VoteArrears(Paise::rupees(100)),
        ] {
            let rule = society::bylaw::BylawRule { says, ..model().0.remove(0) };
            o.act(Act::SetBylaw(SetBylaw { rule }));
        }
        no_part(o);
        o.act(admit("गीता देवी", "हरि सिंह", ""));
        let v = o.desk.voters(o.society, poll).unwrap();
        let may: Vec<&str> = v.list.may.iter().map(|i| &v.rows[*i].no[..]).collect();
        assert_eq!((may, v.list.may_not.len()), (vec!["4"], 3));
        assert!(o.desk.export_voters(&secretary(), o.society, poll, lipi::Lang::Hi).unwrap().starts_with(b"PK"));
        assert_eq!(number(o.desk.keep_picture(b"GIF89a")), 5031);
        let photo = o.desk.keep_picture(&[0xff, 0xd8, 0xff, 0xe0]).unwrap();
        assert_eq!(o.desk.picture(&photo).unwrap().map(|p| p.1), Some("image/jpeg"));
    });
}
