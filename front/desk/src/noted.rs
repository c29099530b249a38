//! What is noted in the audit beside acts: who took data out, who was refused to read, erasing, signing, a migration.

use crate::working::decision;
use crate::{Desk, Trouble, Who};
use keep::audit;
use kernel::{Refusal, SocietyId, Verb};

impl Desk {
    /// Guards and notes what came of it, a refusal and a permission. That it cannot be noted, the disk being full, keeps nobody from taking his
    /// data out of there.
    pub(crate) fn guard_noted(
        &self,
        who: &Who,
        verb: Verb,
        society: SocietyId,
        (act, words): (&str, &str),
    ) -> Result<(), Trouble> {
        match who.guard(verb, society) {
            Ok(()) => {
                let done = decision(who, self.clock.now(), act, 0, words.to_owned());
                let _ = self.db.tx(|t| audit::note(t, society, &done));
                Ok(())
            }
            Err(no) => {
                self.audit_refusal(who, society, act, &no);
                Err(no.into())
            }
        }
    }

    /// Guards; a refusal is noted, a permission is not: what comes of it is noted or written where it is done.
    ///
    /// # Errors
    /// 5001, 5002.
    pub fn let_by(&self, who: &Who, verb: Verb, society: SocietyId, act: &str) -> Result<(), Refusal> {
        who.guard(verb, society).inspect_err(|no| self.audit_refusal(who, society, act, no))
    }

    /// The same of what belongs to the State; it is noted in the log of the whole installation.
    ///
    /// # Errors
    /// 5001, 5002.
    pub fn let_by_state(&self, who: &Who, verb: Verb, act: &str) -> Result<(), Refusal> {
        who.guard_state(verb).inspect_err(|no| self.audit_refusal(who, SocietyId(0), act, no))
    }

    /// Notes that somebody was kept out of a part of the State he does not stand over.
    #[must_use]
    pub fn kept_out(&self, who: &Who, act: &str) -> Refusal {
        let no = Refusal::new(5002).with("name", &who.name);
        self.audit_refusal(who, SocietyId(0), act, &no);
        no
    }

    /// The refusal of somebody whose role may not do what an address is for, noted.
    #[must_use]
    pub fn refuse_role(&self, who: &Who, society: SocietyId, act: &str) -> Refusal {
        let no = Refusal::new(5001).with("name", &who.name).with("role", who.role.code());
        self.audit_refusal(who, society, act, &no);
        no
    }

    /// May he read a society's books? That he may is not noted, it is every page; that he may not is.
    ///
    /// # Errors
    /// 5001, 5002.
    pub fn guard_reading(&self, who: &Who, society: SocietyId) -> Result<(), Refusal> {
        self.let_by(who, Verb::BooksRead, society, "read")
    }
}
