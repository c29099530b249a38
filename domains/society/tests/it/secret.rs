//! A full Aadhaar number is found however it is written.

use crate::{TODAY, admission, admit_view, context, person, said};
use proptest::prelude::*;
use society::decide::{self, Reject};
use society::person::{Field, Person};
use society::secret::{digit, holds_aadhaar};
use society::terms::*;

/// An invented number: eleven digits and the check digit.
pub fn aadhaar(first: u8, rest: &[u8]) -> Vec<u8> {
    let mut digits = vec![2 + first % 8];
    digits.extend(rest.iter().take(10).map(|d| d % 10));
    digits.push(lipi::verhoeff::check_digit(&digits));
    digits
}

fn written(digits: &[u8], zero: u32, joints: &[&str]) -> String {
    let mut out = String::new();
    for (i, d) in digits.iter().enumerate() {
        out.push(char::from_u32(zero + u32::from(*d)).unwrap());
        out.push_str(joints.get(i).copied().unwrap_or(""));
    }
    out
}

#[test]
fn figures_that_are_none_pass() {
    let number = aadhaar(3, &[4, 5, 6, 7, 8, 9, 0, 1, 2, 3]);
    let plain = written(&number, 0x30, &[]);
    let mut wrong = number.clone();
    wrong[11] = (wrong[11] + 1) % 10;
    assert!(holds_aadhaar(&plain) && !holds_aadhaar(&written(&wrong, 0x30, &[])));
    assert!(
        holds_aadhaar(&format!("आधार{plain}है"))
            && holds_aadhaar(&format!("no. {} {} {}", &plain[..4], &plain[4..8], &plain[8..]))
    );
    assert!(holds_aadhaar(&format!("{}/{}/{}", &plain[..4], &plain[4..8], &plain[8..])));
    assert!(
        !holds_aadhaar(&format!("{plain}7")) && !holds_aadhaar(&plain[..11]),
        "thirteen and eleven digits are something else"
    );
    for text in ["", "प्रस्ताव 4 दिनांक 15/06/2025", "2025-26", "+91 94120 12345", "9412012345", "1500.00, 200.00, 12"]
    {
        assert!(!holds_aadhaar(text), "{text}");
    }
    assert_eq!(
        (digit('७'), digit('৭'), digit('７'), digit('𝟟'), digit('x')),
        (Some(7), Some(7), Some(7), Some(7), None)
    );
}

proptest! {
    #[test]
    fn any_script_blanks_and_dashes(
        first in any::<u8>(), rest in prop::collection::vec(any::<u8>(), 10), script in 0usize..8,
        joints in prop::collection::vec(0usize..9, 11), before in "[a-zकखग ]{0,6}", after in "[a-zकखग.]{0,6}"
    ) {
        let zero = [0x30, 0x966, 0x9e6, 0xa66, 0xae6, 0x660, 0xff10, 0x6f0][script];
        let joints: Vec<&str> = joints.iter().map(|j| ["", "", "", " ", "-", "–", "\u{a0}", "\u{200b}", " - "][*j]).collect();
        let text = format!("{before}{}{after}", written(&aadhaar(first, &rest), zero, &joints));
        prop_assert!(holds_aadhaar(&text), "{text}");
    }

    #[test]
    fn no_field_takes_it(first in any::<u8>(), rest in prop::collection::vec(any::<u8>(), 10), which in 0usize..14) {
        let secret = written(&aadhaar(first, &rest), 0x30, &["", "", "", " "]);
        let text = format!("आधार {secret}");
        let mut c = admission("7");
        let slot = match which {
            0 => &mut c.person.name,
            1 => &mut c.person.father,
            2 => &mut c.person.occupation,
            3 => &mut c.person.kyc[0].shown,
            4 => &mut c.person.kyc[0].verified_by,
            5 => &mut c.resolution,
            6 => &mut c.no,
            7 => &mut c.certificate,
            8 => &mut c.legs[0].head,
            9 => {
                c.person.village = Village::Listed(text.clone());
                &mut c.person.mobile
            }
            _ => {
                let v = Field::Name(text.clone());
                let m = decide::MemberView { standing: society::effects::Standing::Member { class: Class::A, since: TODAY }, person: person(), ..Default::default() };
                let view = decide::ChangeView { member: m, village_known: true, candidates: Vec::new() };
                let change = decide::ChangeMember { to: vec![v], reason: "भूल".into(), although: None };
                prop_assert_eq!(said(decide::change(&view, &change, &context())), 4203);
                let change = decide::ChangeMember { to: vec![Field::Cattle(3)], reason: text.clone(), although: None };
                prop_assert_eq!(said(decide::change(&view, &change, &context())), 4203);
                let r = Reject { application: "1".into(), name: "x".into(), reasons: vec![text.clone()], resolution: "1".into(), ..Reject::default() };
                prop_assert_eq!(said(decide::reject(&r, &context())), 4203);
                let nominee = Nominee { name: text, relation: "x".into(), born: None, share: 100 };
                prop_assert_eq!(said(society::person::checked_nominees(&[nominee], TODAY)), 4203);
                return Ok(());
            }
        };
        *slot = if which == 9 { String::new() } else { text };
        prop_assert_eq!(said(decide::admit(&admit_view(), &c, &context())), 4203);
    }
}

#[test]
fn of_aadhaar_four_digits_are_kept() {
    let mut p = Person {
        kyc: vec![Kyc {
            kind: KycKind::Aadhaar, shown: "१२३४".into(), verified_by: "सचिव".into(), on: TODAY
        }],
        ..person()
    };
    assert_eq!(p.checked(TODAY).unwrap().kyc[0].shown, "1234");
    for shown in ["12345678", "", "12", "XXXX XXXX 1234"] {
        p.kyc[0].shown = shown.into();
        assert_eq!(said(p.checked(TODAY)), 4214, "{shown}");
    }
    // Twelve digits whose check digit is wrong are no Aadhaar number, and no four digits either.
    p.kyc[0].shown = "123456789012".into();
    assert_eq!(said(p.checked(TODAY)), 4214);
}
