//! Taking an act back whole: entries of every room that it wrote, last first.

use crate::Trouble;
use crate::counter::Counter;
use crate::working::Env;
use keep::Event;
use keep::deciding;
use sql::Tx;

/// Takes an entry back, and with it the entries of the same act that belong to it.
pub(crate) fn reverse(t: &mut Tx<'_>, env: &Env<'_>, entry: (i64, i64), reason: &str) -> Result<Vec<Event>, Trouble> {
    let kind = keep::kind_of(t, env.society, kernel::DeskId(entry.0), kernel::Seq(entry.1))?.unwrap_or_default();
    if kind.starts_with("help.") {
        return crate::help::reverse(t, env, entry, reason);
    }
    let day = env.day()?;
    if kind.starts_with("estate.") {
        return crate::estate::reverse(t, env, entry, reason);
    }
    let of_rooms = ["credit.", "trade.", "society."].iter().any(|room| kind.starts_with(room));
    if !of_rooms {
        let view = deciding::reversal_view(t, env.society, entry)?;
        let command =
            books::decide::ReverseVoucher { entry, date: day, number: String::new(), reason: reason.to_owned() };
        return Ok(books::decide::reverse(&view, &command)?.into_iter().map(Event::from).collect());
    }
    let c = Counter::new(t, env.society, day)?;
    let context = society::decide::Context { today: day };
    let (mut out, mut of_loans, mut of_people) = (Vec::new(), Vec::new(), Vec::new());
    // the act is taken back whole, last entry first
    for at in keep::entries_of_act(t, env.society, entry)?.into_iter().rev() {
        let goods = deciding::trade_event_view(t, env.society, at)?;
        if goods.event.is_some() {
            let command = trade::decide::Reverse { entry: at, reason: reason.to_owned() };
            let context = trade::decide::Context { today: day };
            out.extend(trade::decide::reverse(&goods, &command, &context)?.into_iter().map(Event::from));
            continue;
        }
        let view = deciding::event_view(t, env.society, at, &of_loans)?;
        if view.event.is_some() {
            let command = credit::decide::Reverse { entry: at, date: day, reason: reason.to_owned() };
            let back = credit::decide::reverse(&view, &command, &c.context)?;
            out.extend(back.iter().cloned().map(Event::from));
            of_loans.extend(back);
            continue;
        }
        let view = deciding::society_event_view(t, env.society, at, &of_people)?;
        if view.event.is_some() {
            let command = society::decide::Reverse { entry: at, reason: reason.to_owned() };
            let back = society::decide::reverse(&view, &command, &context)?;
            out.extend(back.iter().cloned().map(Event::from));
            of_people.extend(back);
        }
    }
    Ok(out)
}
