//! The officers of the State of a demonstration. They log in as every officer does, with a second factor; as nobody carries their telephones, what these
//! would show stands on the page that asks for it.

use crate::demo_state::{HOME, fault, once, words};
use desk::act::{Act, Help};
use desk::{Desk, Role, Trouble, Who, society_id};
use helpdesk::Place;
use kernel::{Date, Instant, Refusal};
use places::{Office, Posting, Scope};
use programme::Rung;
use programme::timeline::{Circular, Clause, Milestone};
use serde::{Deserialize, Serialize};
use std::path::Path;
use web::SampleLogin;

/// Where the invented people of the invented State are written down.
const FILE: &str = "demo-officers.json";

/// An invented officer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Officer {
    login: String,
    office: Office,
    password: String,
    /// What his authenticator was told, in base 32.
    secret: String,
}

/// All of them.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct People(Vec<Officer>);

impl People {
    /// An officer as he works at the seat.
    pub fn who(&self, seat: &Desk, login: &str) -> Result<Who, Trouble> {
        let officer = self.0.iter().find(|o| o.login == login);
        let officer = officer.ok_or_else(|| fault("find an officer of the demonstration", login))?;
        Ok(seat.login(&officer.login, &officer.password)?.who)
    }

    /// As the login page shows them.
    pub fn shown(&self) -> Vec<SampleLogin> {
        let one = |o: &Officer| {
            let login = SampleLogin::of(&o.login, Role::of_office(o.office), &o.password);
            SampleLogin { secret: o.secret.clone(), office: o.office.code(), ..login }
        };
        self.0.iter().map(one).collect()
    }
}

/// The people of a State that is there.
pub fn read(folder: &Path) -> Result<People, Trouble> {
    let text = std::fs::read(folder.join(FILE)).map_err(|e| fault("read the officers of the demonstration", e))?;
    serde_json::from_slice(&text).map_err(|e| fault("read the officers of the demonstration", e))
}

/// Posts the officers, lets them in for the first time, and plays what lies behind: a circular, acknowledged by some. `turn` turns the seat's clock to
/// an hour of so many days ago.
pub fn posted(seat: &Desk, folder: &Path, bank: &str, turn: &dyn Fn(i64, i64)) -> Result<People, Trouble> {
    let all = [
        ("state-secretary", Office::Secretary, Scope::State),
        ("registrar", Office::Registrar, Scope::State),
        ("dm", Office::Dm, Scope::District(HOME.0)),
        ("ar", Office::Ar, Scope::District(HOME.0)),
        ("ado", Office::Ado, Scope::Block(HOME.1)),
        ("bank", Office::BankSupervisor, Scope::Bank(bank.to_owned())),
        ("auditor", Office::Auditor, Scope::District(HOME.0)),
    ];
    let mut people = People::default();
    for (login, office, scope) in all {
        people.0.push(begun(seat, login, office, scope)?);
    }
    let text = serde_json::to_vec(&people).map_err(|e| fault("write the officers of the demonstration", e))?;
    std::fs::write(folder.join(FILE), text).map_err(|_| crate::unwritten(folder.display()))?;
    turn(12, 11);
    let circular = circular(seat.today());
    seat.publish(&people.who(seat, "state-secretary")?, once("circular"), &circular)?;
    for (login, ago) in [("registrar", 12), ("ar", 11), ("dm", 10)] {
        turn(ago, 12);
        seat.acknowledge(&people.who(seat, login)?, once(&format!("acknowledged/{login}")), &circular.number)?;
    }
    Ok(people)
}

/// Posts one and takes him through his first login: a password of his own, and a second factor.
fn begun(seat: &Desk, login: &str, office: Office, scope: Scope) -> Result<Officer, Trouble> {
    let posting = Posting {
        login: login.to_owned(),
        name: words(&format!("officer-{login}")),
        office,
        scope,
        order: examples::rules::ORDER.to_owned(),
        from: seat.today(),
        mail: String::new(),
        phone: String::new(),
    };
    let given = seat.post_officer(&Who::local(Role::Operator), once(&format!("post/{login}")), &posting)?.1;
    let given = given.ok_or_else(|| Refusal::new(5011).with("name", login))?;
    let password = format!("{login}-demo-2025");
    let session = seat.login(login, &given)?;
    seat.change_password(&session.token, &given, &password)?;
    let told = seat.begin_factor(&session.token)?;
    seat.confirm_factor(&session.token, &told.code(seat.now()))?;
    Ok(Officer { login: login.to_owned(), office, password, secret: told.secret })
}

/// The circular with its timeline: all is to be there in some months, and the AR telephones who drops out.
fn circular(dated: Date) -> Circular {
    let after = |days| credit::calendar::plus_days(dated, days);
    let milestone = |rung, days| Milestone { office: Some(Office::Ar), ..Milestone::new(rung, dated, after(days)) };
    let clause = |key: &str, office, days, rung| Clause { text: words(key), office, due: after(days), rung };
    Circular {
        number: format!("1142/{}", dated.year()),
        version: 0,
        reason: String::new(),
        dated,
        authority: words("authority"),
        subject: words("subject"),
        milestones: vec![
            milestone(Rung::DataUpdate, 30),
            milestone(Rung::DataMatch, 60),
            milestone(Rung::DayEnd, 45),
            milestone(Rung::DigitalOnly, 120),
        ],
        targets: Vec::new(),
        clauses: vec![clause("clause-phone", Office::Ar, 20, None), clause("clause-match", Office::Ado, 30, None)],
        list: 0,
    }
}

/// The AR answers the ticket of a society.
pub fn answered(seat: &Desk, who: &Who, code: &str) -> Result<(), Trouble> {
    let society = society_id(code);
    let tickets = seat.read(|t| keep::view::tickets(t, society, Instant(0)))?;
    let Some(ticket) = tickets.first().map(|t| -> Place { t.place }) else { return Ok(()) };
    let answer = Act::Help(Box::new(Help::Answer { ticket, text: words("answer") }));
    seat.act(who, society, once("answer"), &answer.into()).map(|_| ())
}
