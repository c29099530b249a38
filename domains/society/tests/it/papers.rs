//! Voter list and notices.

use crate::{TODAY, context, day, said};
use kernel::{Date, Paise};
use lipi::Lang;
use society::bylaw::{Bylaw, BylawRule, model};
use society::decide::{Serve, serve};
use society::effects::Standing;
use society::notice::{Notice, clear_days, reminder};
use society::terms::{Class, Leaving};
use society::voters::{VoterRow, Why, list};

fn row(no: &str) -> VoterRow {
    VoterRow {
        no: no.into(),
        name: "राम सिंह".into(),
        father: String::new(),
        village: String::new(),
        class: Class::A,
        standing: Standing::Member { class: Class::A, since: day(2020, 1, 1) },
        admitted: Some(day(2020, 1, 1)),
        overdue: Paise::ZERO,
        overdue_since: None,
    }
}

#[test]
fn nobody_is_left_out_silently() {
    assert_eq!(said(list(&[row("1")], &model(), TODAY)), 4201, "who may vote is the society's to say");
    let mut rules = model();
    for says in [Bylaw::VoteAfterDays(30), Bylaw::VoteArrearsDays(365), Bylaw::VoteArrears(Paise::rupees(100))] {
        rules
            .0
            .push(BylawRule { from: day(2024, 1, 1), says, order: "उपविधि 19".into(), source: "x".into() });
    }
    let late = |paise: i64, since: Option<Date>| VoterRow { overdue: Paise(paise), overdue_since: since, ..row("x") };
    let rows = [
        row("0"),
        VoterRow { class: Class::B, ..row("1") },
        VoterRow { standing: Standing::Left { reason: Leaving::Died, on: TODAY }, ..row("2") },
        VoterRow { admitted: None, ..row("3") },
        VoterRow { admitted: Some(day(2025, 6, 11)), ..row("4") },
        VoterRow { admitted: Some(day(2025, 6, 10)), ..row("5") },
        late(10_001, Some(day(2024, 7, 9))),
        late(10_001, Some(day(2024, 7, 10))),
        late(10_000, Some(day(2020, 1, 1))),
        late(10_001, None),
    ];
    let got = list(&rows, &rules, TODAY).unwrap();
    assert_eq!((got.may, got.record_date), (vec![0, 5, 7, 8], day(2025, 6, 10)));
    let why = [
        (1, Why::Nominal),
        (2, Why::NoMember),
        (3, Why::NoAdmissionDay),
        (4, Why::TooNew),
        (6, Why::Arrears),
        (9, Why::Arrears),
    ];
    assert_eq!(got.may_not, why);
    for (_, why) in why {
        assert!(!lipi::messages::say(Lang::Hi, "society-vote-why", &[("why", why.code())]).is_empty());
    }
}

#[test]
fn notices_speak_both_languages() {
    let call = |on| Notice::GeneralBody {
        on,
        hour: "11".into(),
        place: "समिति भवन".into(),
        agenda: vec!["लाभ वितरण".into(), "चुनाव".into()],
    };
    let served =
        |notice| serve(&model(), &Serve { notice, members: Vec::new(), society: "कोट समिति".into() }, &context());
    assert_eq!(clear_days(TODAY, day(2025, 7, 26)), 15);
    let done = served(call(day(2025, 7, 26))).unwrap();
    let society::SocietyEvent::NoticeServed(e) = &done[0] else { panic!("{done:?}") };
    assert!(
        e.text.contains("26-07-2025") && e.text.contains("1. लाभ वितरण\n2. चुनाव") && e.text.contains("general body"),
        "{}",
        e.text
    );
    assert_eq!(said(served(call(day(2025, 7, 25)))), 4234);
    assert_eq!(said(served(call(day(2020, 7, 25)))), 4234);
    let due = |due, amount| Notice::Due {
        no: "7".into(),
        name: "राम सिंह".into(),
        father: "भवान सिंह".into(),
        village: "कोट".into(),
        loan: "K-1".into(),
        due,
        amount,
    };
    let text = due(day(2025, 7, 17), Paise(123_450)).text("कोट समिति", TODAY, Lang::Hi);
    assert!(text.contains("1234.50") && text.contains("7 दिन शेष"), "{text}");
    assert!(due(day(2025, 7, 1), Paise(5)).text("x", TODAY, Lang::En).contains("9 days have passed"));
    assert_eq!(said(served(due(TODAY, Paise::ZERO))), 4240);
    assert_eq!(
        [9, 17, 11, 10].map(|d| reminder(day(2025, if d == 9 { 8 } else { 7 }, d), TODAY)),
        [Some(30), Some(7), Some(1), None]
    );
    let certificate = Notice::ShareCertificate {
        certificate: "C-1".into(),
        no: "7".into(),
        name: "राम सिंह".into(),
        father: "भवान सिंह".into(),
        village: "कोट".into(),
        shares: 5,
        amount: Paise::rupees(500),
    };
    assert!(certificate.text("कोट समिति", TODAY, Lang::Hi).contains("पाँच सौ रुपये मात्र"));
    assert!(served(certificate).is_ok());
    let many = Serve { notice: due(TODAY, Paise(1)), members: vec!["1".into(); 2_001], society: "x".into() };
    assert_eq!(said(serve(&model(), &many, &context())), 4239);
}
