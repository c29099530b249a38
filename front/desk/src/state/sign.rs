//! What officers write of one society: it stands in that society's register, in the log of the seat, and comes down to its desk.

use crate::working::decision;
use crate::{Desk, Trouble, Who, society_id};
use keep::{Author, Event, Receipt, audit, view};
use kernel::{CommandId, Digest, Refusal, SocietyId, Verb};
use places::Posting;
use programme::{Document, Evidence, Rung, decide};
use sha2::{Digest as _, Sha256};
use sql::Tx;

impl Desk {
    /// An officer signs a document for a rung. `file` is what was handed in: it is kept by its digest, once he may sign.
    ///
    /// # Errors
    /// 5001, 5002; 5163 (no post); 4520 to 4523; 5160, 5161; the store's.
    pub fn attest(
        &self,
        who: &Who,
        code: &str,
        command: CommandId,
        rung: Rung,
        file: &[u8],
        document: Document,
    ) -> Result<Receipt, Trouble> {
        let document = Document { digest: Digest(Sha256::digest(file).into()).hex(), ..document };
        let today = self.today();
        self.officer_writes(who, code, command, "attest", Verb::Attest, |t, by| {
            let e = self.evidence_now(t, society_id(code))?;
            let events = decide::attest(&e, by, rung, document.clone(), today)?;
            // only now: whoever may not sign fills no disk
            self.keep_file(file)?;
            Ok(events.into_iter().map(Event::from).collect())
        })
    }

    /// An officer takes a signature of his back.
    ///
    /// # Errors
    /// 5001, 5002; 5163; 4524, 4525; the store's.
    pub fn withdraw(
        &self,
        who: &Who,
        code: &str,
        command: CommandId,
        entry: (i64, i64),
        reason: &str,
    ) -> Result<Receipt, Trouble> {
        let today = self.today();
        self.officer_writes(who, code, command, "withdraw", Verb::Attest, |t, by| {
            let e = self.evidence_now(t, society_id(code))?;
            let events = decide::withdraw(&e, by, entry, reason, today)?;
            Ok(events.into_iter().map(Event::from).collect())
        })
    }

    fn evidence_now(&self, t: &mut Tx<'_>, id: SocietyId) -> Result<Evidence, Trouble> {
        Ok(view::count_evidence(t, id)?)
    }

    /// Writes what an officer says of a society, in the seat's log of it. The same command again gets the first receipt; refusals are audited.
    ///
    /// # Errors
    /// 5001, 5002, 5003 (not on the list), 5160, 5161, 5163 (he holds no post); of the decision; the store's.
    pub(crate) fn officer_writes(
        &self,
        who: &Who,
        code: &str,
        command: CommandId,
        act: &str,
        verb: Verb,
        mut decide: impl FnMut(&mut Tx<'_>, &Posting) -> Result<Vec<Event>, Trouble>,
    ) -> Result<Receipt, Trouble> {
        let society = society_id(code);
        let done = who.guard(verb, society).map_err(Trouble::from).and_then(|()| {
            let by = who.posting().ok_or_else(|| Refusal::new(5163).with("name", &who.name))?;
            let known = self.the_state()?.directory.society(code).is_some();
            if !known {
                return Err(Refusal::new(5003).into());
            }
            let (now, command) = (self.clock.now(), command.0.to_string());
            self.db.tx(|t| {
                if let Some(done) = keep::find_receipt(t, society, &command)? {
                    return Ok(done);
                }
                let mut log = self.seat_log(t, society, code)?;
                let events = decide(t, by)?;
                let receipt = self.write(t, &mut log, &command, &Author { by: &who.name, at: now }, &events)?;
                audit::note(t, society, &decision(who, now, act, 0, events[0].kind().to_owned()))?;
                Ok(receipt)
            })
        });
        match &done {
            Err(Trouble::Refusal(r)) => self.audit_refusal(who, society, act, r),
            // what he wrote stands, whether it can be counted now or only the next time
            Ok(_) => drop(self.count_evidence()),
            Err(Trouble::Fault(_)) => {}
        }
        done
    }
}
