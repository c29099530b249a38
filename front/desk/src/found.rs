//! A society that has no old books: its log is begun with its name and the standard chart of heads.

use crate::{Desk, Trouble, Who, society_id};
use books::BooksEvent;
use keep::{Author, Event, Receipt};
use kernel::{CommandId, Refusal, Verb};
use society::SocietyEvent;

/// Most characters of a code and of a name.
const MOST: usize = 200;

impl Desk {
    /// Founds a society without old books; the log is signed in the same transaction. The same command again gets the first receipt.
    ///
    /// # Errors
    /// 5001, 5002 (may not), 5004 (no code, no name, or too long), 5038 (it is there already); the store's.
    pub fn found(&self, who: &Who, code: &str, name: &str, command: CommandId) -> Result<Receipt, Trouble> {
        let society = society_id(code);
        who.guard(Verb::MigrationImport, society)?;
        let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= MOST;
        if !fits(code) || !fits(name) {
            return Err(Refusal::new(5004).with("society", code).with("why", "registered").into());
        }
        let at = self.clock.now();
        let command = command.0.to_string();
        let heads = books::chart::STANDARD.iter().filter_map(|s| books::chart::head(s.code, lipi::Lang::Hi)).collect();
        let registered = SocietyEvent::Registered {
            code: code.to_owned(),
            name: name.to_owned(),
            registration_no: String::new(),
            district: String::new(),
            block: String::new(),
        };
        let events: Vec<Event> = vec![registered.into(), BooksEvent::HeadsOpened { heads }.into()];
        self.db.tx(|t| {
            if let Some(done) = keep::find_receipt(t, society, &command)? {
                return Ok(done);
            }
            if self.own_log(t, society)?.is_some() {
                return Err(Refusal::new(5038).with("society", code).into());
            }
            let origin = register::origin(code, self.id);
            keep::start_log(t, society, self.id, &origin, &self.key.public().to_bytes())?;
            let mut log = self.own_log(t, society)?.expect("it was just started");
            let receipt = self.write(t, &mut log, &command, &Author { by: &who.name, at }, &events)?;
            self.sign(t, &log)?;
            Ok(receipt)
        })
    }
}
