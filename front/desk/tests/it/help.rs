//! Tickets through the one door, on both sides of the exchange; digests; diagnostics.

use crate::sample::*;
use crate::state::{both_seats, exchange, joined, officer, operator_of_all};
use desk::act::{Act, Help};
use desk::{Desk, Role, Trouble, Who};
use helpdesk::digest::Matter;
use helpdesk::event::Raised;
use helpdesk::terms::{Article, Category, Effect, Party};
use helpdesk::ticket::State;
use helpdesk::{Place, Ticket};
use kernel::{Instant, SocietyId};
use places::{Office, Scope};

fn act(desk: &Desk, who: &Who, society: SocietyId, id: u128, help: Help) -> Result<Place, Trouble> {
    let done = desk.act(who, society, command(id), &Act::Help(Box::new(help)).into())?;
    Ok((done.receipt.desk.0, done.receipt.first.0))
}

fn number<T: std::fmt::Debug>(r: Result<T, Trouble>) -> u16 {
    match r.expect_err("refused") {
        Trouble::Refusal(r) => r.number,
        Trouble::Fault(f) => panic!("{f}"),
    }
}

fn raise(desk: &Desk, who: &Who, society: SocietyId, id: u128, text: &str) -> Place {
    let diagnostics = desk.diagnostics(society, "end").unwrap();
    let raised =
        Raised { category: Category::Network, effect: Effect::DayEnd, text: text.into(), photo: None, diagnostics };
    act(desk, who, society, id, Help::Raise(Box::new(raised))).unwrap()
}

fn of(desk: &Desk, society: SocietyId, place: Place) -> Ticket {
    desk.read(|t| keep::view::ticket(t, society, place)).unwrap().expect("the ticket is here")
}

fn secretary(society: SocietyId) -> Who {
    Who::of("sachiv", Role::Secretary, society)
}

#[test]
fn a_ticket_goes_up_and_its_answer_comes_down() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let sachiv = secretary(society);
        let ticket = raise(&desk, &sachiv, society, 700, "टावर बन्द है");
        assert_eq!(raise(&desk, &sachiv, society, 700, "टावर बन्द है"), ticket, "the same command again");
        exchange(&desk, seat, &to);
        let ar = officer(seat, 701, "ar-almora", Office::Ar, Scope::District(45));
        let far = officer(seat, 702, "ar-pauri", Office::Ar, Scope::District(52));
        assert_eq!(seat.queue(&ar, Instant(0)).unwrap().len(), 1);
        assert!(seat.queue(&far, Instant(0)).unwrap().is_empty(), "another district's is not seen");
        let why = "बैठक में".to_owned();
        let up = Help::HandOn { ticket, to: Party::District, why: why.clone() };
        assert_eq!(number(act(seat, &far, society, 703, up.clone())), 5002);
        act(seat, &ar, society, 704, up).unwrap();
        let answer = Help::Answer { ticket, text: "टावर चालू".into() };
        let written = act(seat, &ar, society, 705, answer).unwrap();
        assert!(kernel::DeskId(written.0).is_seat(), "in the seat's own log of the society");
        // meanwhile the society writes too
        act(&desk, &sachiv, society, 706, Help::Note { ticket, text: "अब भी बन्द".into(), photo: None }).unwrap();
        exchange(&desk, seat, &to);
        exchange(&desk, seat, &to);
        assert_eq!(of(&desk, society, ticket), of(seat, society, ticket), "one ticket on both sides");
        assert_eq!(of(&desk, society, ticket).state, State::Answered);
        act(&desk, &sachiv, society, 707, Help::Confirm { ticket }).unwrap();
        exchange(&desk, seat, &to);
        assert_eq!(of(seat, society, ticket).state, State::Closed);
        // a log has one writer: what the seat wrote is taken back there
        let back = Help::TakeBack { entry: written, reason: "भूल".into() };
        assert_eq!(number(act(&desk, &sachiv, society, 708, back)), 5138);
        let live = of(seat, society, ticket);
        seat.rebuild().unwrap();
        assert_eq!(of(seat, society, ticket), live);
        assert!(seat.verify(society).unwrap().iter().all(|l| l.is_whole()));
    });
}

#[test]
fn who_may_not_is_told_so() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let ticket = raise(&desk, &secretary(society), society, 710, "x");
        let answer = || Help::Answer { ticket, text: "y".into() };
        assert_eq!(number(act(&desk, &secretary(society), society, 711, answer())), 5001);
        exchange(&desk, seat, &to);
        let auditor = officer(seat, 712, "lekha", Office::Auditor, Scope::State);
        assert_eq!(number(act(seat, &auditor, society, 713, answer())), 5001);
        let article = Help::SetArticle { article: None, says: Box::default() };
        assert_eq!(number(act(&desk, &secretary(society), society, 714, article.clone())), 5001);
        assert_eq!(number(act(&desk, &operator_of_all(), desk.help_home().unwrap(), 715, article.clone())), 5142);
        assert_eq!(number(act(seat, &operator_of_all(), seat.help_home().unwrap(), 716, article)), 5130, "no text");
        let ar = officer(seat, 717, "ar", Office::Ar, Scope::District(45));
        let rule = books::ruled::Rule { from: seat.today(), value: 24, order: "1".into(), source: String::new() };
        let hours = Help::SetHours { party: Party::Bank, effect: Effect::DayEnd, rule };
        assert_eq!(number(act(seat, &ar, seat.help_home().unwrap(), 718, hours)), 5001, "a district sets no hours");
        assert_eq!(number(act(&desk, &secretary(society), society, 719, Help::Confirm { ticket: (9, 9) })), 5131);
    });
}

#[test]
fn one_answer_goes_to_all_of_a_problem_and_knowledge_comes_down() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let sachiv = secretary(society);
        let (one, two) =
            (raise(&desk, &sachiv, society, 720, "सर्वर धीमा"), raise(&desk, &sachiv, society, 721, "server dheema"));
        exchange(&desk, seat, &to);
        let all = operator_of_all();
        let home = seat.help_home().unwrap();
        let registrar = officer(seat, 722, "registrar", Office::Registrar, Scope::State);
        let alike = seat.alike_tickets(&registrar, &of(seat, society, one)).unwrap();
        assert_eq!(alike.iter().map(|l| l.ticket.place).collect::<Vec<_>>(), [two], "by sound, in either script");
        let title = "सर्वर धीमा".to_owned();
        let set = Help::SetProblem { problem: None, title, text: String::new(), category: Category::Network };
        let problem = act(seat, &registrar, home, 723, set).unwrap();
        for (id, ticket) in [(724, one), (725, two)] {
            act(seat, &registrar, society, id, Help::Group { ticket, problem: Some(problem) }).unwrap();
        }
        let (_, told) = seat.answer_problem(&registrar, command(726), problem, "रात में चलाएँ", true).unwrap();
        assert_eq!(told, 2);
        let again = seat.answer_problem(&registrar, command(726), problem, "रात में चलाएँ", true).unwrap();
        assert_eq!((again.1, again.0.receipt.already), (0, true), "once");
        let says = Article {
            category: Some(Category::Network),
            title: "सर्वर धीमा हो तो".into(),
            text: "रात में चलाएँ".into(),
            ..Article::default()
        };
        act(seat, &all, home, 727, Help::SetArticle { article: None, says: Box::new(says.clone()) }).unwrap();
        exchange(&desk, seat, &to);
        assert_eq!(desk.articles().unwrap().iter().map(|a| &a.says).collect::<Vec<_>>(), [&says]);
        assert!(desk.problems().unwrap()[0].solved());
        assert_eq!(of(&desk, society, two).answer, "रात में चलाएँ");
        let d = desk.diagnostics(society, "day").unwrap();
        let (articles, problems) = desk.like_typed(Some(Category::Network), "server dheema hai", &d).unwrap();
        assert_eq!((articles.len(), problems.len()), (1, 1), "found offline while it is typed");
    });
}

#[test]
fn a_digest_is_told_once() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let sachiv = secretary(society);
        let ticket = raise(&desk, &sachiv, society, 730, "बन्द");
        exchange(&desk, seat, &to);
        let ar = officer(seat, 731, "ar", Office::Ar, Scope::District(45));
        let told = seat.untold(&ar, "mail").unwrap();
        assert_eq!(told.news.iter().map(|n| n.item.matter).collect::<Vec<_>>(), [Matter::Changed]);
        assert_eq!(seat.untold(&ar, "mail").unwrap(), told, "until it has left");
        seat.remember_told(&ar, "mail", &told).unwrap();
        assert!(seat.untold(&ar, "mail").unwrap().news.is_empty(), "no news, no mail");
        assert_eq!(seat.untold(&ar, "sms").unwrap().news.len(), 1, "another way is another matter");
        assert!(desk.digest(&sachiv).unwrap().is_empty());
        act(seat, &ar, society, 732, Help::Answer { ticket, text: "हुआ".into() }).unwrap();
        exchange(&desk, seat, &to);
        assert_eq!(desk.digest(&sachiv).unwrap()[0].item.words, "हुआ");
    });
}

#[test]
fn diagnostics_hold_nothing_of_a_person() {
    let dir = tempfile::tempdir().unwrap();
    let desk = open(dir.path(), "");
    let society = opened(&desk);
    let sachiv = secretary(society);
    assert_eq!(number(act(&desk, &sachiv, society, 740, Help::Confirm { ticket: (1, 1) })), 5131);
    let d = desk.diagnostics(society, "end").unwrap();
    assert_eq!((&d.page[..], &d.refusals[..]), ("end", &[5131][..]));
    assert!(d.disk_mb.is_some_and(|mb| mb > 0) || !cfg!(unix));
    let text = serde_json::to_string(&d).unwrap();
    assert!(!text.contains("sachiv") && !text.contains(CODE), "{text}");
    let place = raise(&desk, &sachiv, society, 741, "");
    let done = desk.act(&sachiv, society, command(742), &Act::Reverse { entry: place, reason: "भूल".into() }.into());
    assert!(done.is_ok(), "taken back like any entry: {done:?}");
    assert_eq!(desk.read(|t| keep::view::ticket(t, society, place)).unwrap(), None);
}

#[test]
fn the_path_goes_from_society_to_bank_to_district_to_state_one_step_at_a_time() {
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let ticket = raise(&desk, &secretary(society), society, 740, "सर्वर");
        exchange(&desk, seat, &to);
        let ar = officer(seat, 741, "ar-almora", Office::Ar, Scope::District(45));
        let hand = |id, to| act(seat, &ar, society, id, Help::HandOn { ticket, to, why: "आगे".into() });
        let agenda = || {
            let all = seat.queue(&ar, Instant(0)).unwrap();
            let hours = seat.hours().unwrap().0;
            all.iter().filter(|l| helpdesk::ageing::on_agenda(&l.ticket, &hours, seat.now())).count()
        };
        // the society's ticket lies with the bank first; no step is left out
        assert_eq!((of(seat, society, ticket).with, agenda()), (Party::Bank, 0));
        assert_eq!(number(hand(742, Party::State)), 5135);
        hand(743, Party::District).unwrap();
        assert_eq!((of(seat, society, ticket).with, agenda()), (Party::District, 1));
        // whoever does the work stands beside the path: the committee still has it on its agenda
        hand(744, Party::Integrator).unwrap();
        assert_eq!((of(seat, society, ticket).step, agenda()), (Party::District, 1));
        hand(745, Party::State).unwrap();
        assert_eq!((of(seat, society, ticket).step, agenda()), (Party::State, 0));
        assert_eq!(number(hand(746, Party::State)), 5134, "it lies there already");
        // down again it goes freely, and the society sees the whole way
        hand(747, Party::Bank).unwrap();
        exchange(&desk, seat, &to);
        let lines = of(&desk, society, ticket).lines;
        let way: Vec<Party> = lines
            .iter()
            .filter_map(|l| match &l.entry.event.did {
                helpdesk::Did::HandedOn { to, .. } => Some(*to),
                _ => None,
            })
            .collect();
        assert_eq!(way, [Party::District, Party::Integrator, Party::State, Party::Bank]);
    });
}

#[test]
fn a_ticket_takes_the_day_of_the_milestone_it_stands_in_the_way_of() {
    use programme::Rung;
    use programme::timeline::{Circular, Milestone};
    both_seats(|seat, dir| {
        let (desk, society, to) = joined(seat, dir);
        let sachiv = secretary(society);
        let ticket = raise(&desk, &sachiv, society, 750, "टावर");
        exchange(&desk, seat, &to);
        let ar = officer(seat, 751, "ar-almora", Office::Ar, Scope::District(45));
        let due = |at: &Desk, who: &Who| {
            let all = at.queue(who, Instant(0)).unwrap();
            all.iter().find(|l| l.ticket.place == ticket).and_then(|l| l.ticket.deadline.clone())
        };
        assert_eq!(due(seat, &ar), None, "no timeline yet");
        let milestone = Milestone::new(Rung::DayEnd, day("2025-06-02"), day("2025-09-01"));
        let circular = Circular {
            number: "12/2025".into(),
            version: 0,
            reason: String::new(),
            dated: day("2025-06-02"),
            authority: "Registrar".into(),
            subject: "x".into(),
            milestones: vec![milestone],
            targets: vec![],
            clauses: vec![],
            list: 0,
        };
        seat.publish(&operator_of_all(), command(752), &circular).unwrap();
        let by = due(seat, &ar).expect("it inherits a day");
        assert!(by.0 <= day("2025-09-01") && by.1 == "12/2025", "{by:?}");
        // nobody typed it: the ticket's own entries are the same, and its society sees the same day
        assert_eq!(of(seat, society, ticket).deadline, None);
        exchange(&desk, seat, &to);
        assert_eq!(due(&desk, &sachiv), Some(by));
        // a day an officer names goes before it
        let named = Help::Deadline { ticket, day: day("2025-06-20"), programme: "बैठक".into() };
        act(seat, &ar, society, 753, named).unwrap();
        assert_eq!(due(seat, &ar), Some((day("2025-06-20"), "बैठक".into())));
    });
}
