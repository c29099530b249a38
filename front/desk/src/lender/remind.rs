//! Who is to be reminded of what falls due, and who was.

use crate::counter::{Counter, wrap};
use crate::working::Env;
use crate::{Desk, Trouble};
use credit::AccountKind;
use credit::account::Loan;
use credit::decide;
use credit::product::LoanKind;
use credit::remind::{Reminder, coming, given, was_given};
use keep::view;
use keep::{Event, deciding};
use kernel::{Date, SocietyId};
use sql::Tx;

/// Somebody on whose loan something falls due within the days of the first reminder.
#[derive(Clone, Debug)]
pub struct ToRemind {
    /// Of what.
    pub reminder: Reminder,
    /// Name; empty where the register of members has none.
    pub name: String,
    /// Father's or husband's name.
    pub father: String,
    /// Village.
    pub village: String,
    /// Mobile number, where one was given.
    pub mobile: String,
    /// Days on which he was reminded of it.
    pub given: Vec<Date>,
    /// The reminder of this stage was given.
    pub done: bool,
    /// Whoever repays by the due day is relieved of a part of the interest: a crop loan, where the society's rule says so.
    pub relieved: bool,
}

impl Desk {
    /// On whose loans something falls due within thirty days of the open day (today where none is open), by village, due day and loan;
    /// of one village where it is named.
    ///
    /// # Errors
    /// 4101, 5028 where a rule is unset; the store's.
    pub fn to_remind(&self, society: SocietyId, village: &str) -> Result<Vec<ToRemind>, Trouble> {
        let today = self.today();
        self.db.read(|t| {
            let open = deciding::open_day(t, society)?;
            let c = Counter::new(t, society, open.unwrap_or(today))?;
            let mut all = due(t, society, &c, village)?;
            for r in &mut all {
                let person = deciding::find_member(t, society, &r.reminder.member_no)?.view.person;
                (r.father, r.mobile) = (person.father, person.mobile);
            }
            Ok(all)
        })
    }
}

fn due(t: &mut Tx<'_>, society: SocietyId, c: &Counter, village: &str) -> Result<Vec<ToRemind>, Trouble> {
    let filed = deciding::filed(t, society, "remind", None)?;
    let given = given(&filed);
    let relief = deciding::settings(t, society)?.relief(c.day);
    let mut out = Vec::new();
    for kind in AccountKind::ALL.into_iter().filter(|k| k.is_asset()) {
        for o in view::all_owned(t, society, kind)? {
            if o.account.doubled || (!village.is_empty() && o.village != village) {
                continue;
            }
            let product = c.loan_product(Some(kind), &o.account.product)?;
            let name = o.account.account.to_string();
            let revolving = product.kind == LoanKind::KccShort;
            let loan = Loan::of(&name, o.account.opening(), &o.account.entries, revolving);
            let Some(reminder) = coming(&name, &o.account.member_no, &loan, &product, c.day)? else { continue };
            let before = given.iter().filter(|(_, g)| g.loan == reminder.loan && g.due == reminder.due);
            out.push(ToRemind {
                given: before.map(|g| g.0).collect(),
                done: was_given(&given, &reminder),
                relieved: relief && revolving,
                reminder,
                name: o.name,
                father: String::new(),
                village: o.village,
                mobile: String::new(),
            });
        }
    }
    out.sort_by(|a, b| {
        (&a.village, a.reminder.due, &a.reminder.loan).cmp(&(&b.village, b.reminder.due, &b.reminder.loan))
    });
    Ok(out)
}

pub(super) fn remind(t: &mut Tx<'_>, env: &Env<'_>, c: &Counter, village: &str) -> Result<Vec<Event>, Trouble> {
    let all = due(t, env.society, c, village)?;
    let rows: Vec<Reminder> = all.into_iter().filter(|r| !r.done).map(|r| r.reminder).collect();
    Ok(wrap(decide::remind(&rows, c.day, &c.context)?))
}
