//! Tickets of a demonstration, with an answer, a known problem and an article, so that no page of the help desk is empty.

use desk::act::{Act, Help};
use desk::{Desk, Role, Trouble, Who};
use helpdesk::Place;
use helpdesk::event::Raised;
use helpdesk::terms::{Article, Category, Effect, Party};
use kernel::{CommandId, SocietyId};
use lipi::Lang;
use lipi::messages::say;

/// What is written in a demonstration: Hindi, as a society writes.
fn words(key: &str) -> String {
    say(Lang::Hi, &format!("helpdesk-demo-{key}"), &[])
}

/// The help desk of an invented society. A second run finds everything in place.
pub fn tickets(desk: &Desk, code: &str) -> Result<(), Trouble> {
    let (society, home) = (desk::society_id(code), desk.help_home()?);
    // the ids are of what is done, so that doing it again is no second act
    let act = |of: SocietyId, role: Role, name: &str, help: Help| -> Result<Place, Trouble> {
        let whose = if of == home { "state" } else { code };
        let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, format!("{whose}/ticket/{name}").as_bytes());
        let done = desk.act(&Who::local(role), of, CommandId(id), &Act::Help(Box::new(help)).into())?;
        Ok((done.receipt.desk.0, done.receipt.first.0))
    };
    let raise = |name: &str, category, effect, page: &str| {
        let diagnostics = desk.diagnostics(society, page)?;
        let raised = Raised { category, effect, text: words(name), photo: None, diagnostics };
        act(society, Role::Secretary, name, Help::Raise(Box::new(raised)))
    };
    let tower = raise("tower", Category::Network, Effect::DayEnd, "end")?;
    let claim = raise("claim", Category::Training, Effect::Question, "lender")?;
    raise("printer", Category::Device, Effect::Hindered, "day")?;
    let problem = Help::SetProblem {
        problem: None,
        title: words("problem"),
        text: words("problem-text"),
        category: Category::Network,
    };
    let problem = act(home, Role::Officer, "problem", problem)?;
    let says = Article {
        category: Some(Category::Network),
        title: words("article"),
        text: words("article-text"),
        title_en: say(Lang::En, "helpdesk-demo-article", &[]),
        text_en: say(Lang::En, "helpdesk-demo-article-text", &[]),
    };
    act(home, Role::Officer, "article", Help::SetArticle { article: None, says: Box::new(says) })?;
    act(society, Role::Officer, "group", Help::Group { ticket: tower, problem: Some(problem) })?;
    let up = Help::HandOn { ticket: tower, to: Party::District, why: words("why") };
    act(society, Role::Officer, "up", up)?;
    act(society, Role::Supervisor, "answer", Help::Answer { ticket: claim, text: words("answer") })?;
    Ok(())
}
