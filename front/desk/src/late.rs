//! Late entries and the officer above. The society's request comes up with its register; the officer's word goes down in the seat's log of the
//! society; its desk carries the word out, once, on the business day that is then open.

use crate::act::{Act, Asked, Before};
use crate::working::{self, Backup, Env, decision};
use crate::{Desk, Role, Trouble, Who, society_id};
use books::BooksEvent;
use books::decide::PostVoucher;
use keep::exchange::{self, Fetching};
use keep::view::{self, LateRow};
use keep::{Author, Event, Receipt, audit};
use kernel::{CommandId, Date, DeskId, Refusal, SocietyId, Verb};
use lipi::{Lang, messages};
use places::{Listed, Posting};
use programme::late::{self, Judgement};
use sql::Tx;
use std::collections::{HashMap, HashSet};
use sync::LogId;

/// Societies looked through for words that were spoken, and requests that were decided of each. What waits is never left out.
const SOCIETIES: usize = 200;
const OF_EACH: u32 = 50;

/// A request with what was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateRequest {
    /// The request.
    pub row: LateRow,
    /// When it happened, and why it was not entered then.
    pub before: Before,
    /// The officer's word, with its day.
    pub word: Option<(Date, Judgement)>,
}

/// Requests of one society as an officer sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateOf {
    /// Code of the society.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Posts whose task it is.
    pub nearest: Vec<Posting>,
    /// Its requests, newest first.
    pub requests: Vec<LateRequest>,
}

/// The word of an officer, with the place at which it stands in the seat's log.
struct Spoken {
    at: (i64, i64),
    word: Judgement,
}

fn asked(row: &LateRow) -> Option<(Asked, Before)> {
    let asked: Asked = serde_json::from_str(&row.body).ok()?;
    let before = asked.before.clone()?;
    Some((asked, before))
}

fn requests(t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<LateRequest>, sql::Error> {
    let rows = view::late_requests(t, society, OF_EACH)?;
    let events = view::programme_events(t, society, "late")?;
    let words = late::judged(&events);
    let with = |row: LateRow| {
        let word = words.iter().find(|(_, _, j)| j.proposal == row.entry).map(|(_, day, j)| (*day, (*j).clone()));
        asked(&row).map(|(_, before)| LateRequest { row, before, word })
    };
    Ok(rows.into_iter().filter_map(with).collect())
}

impl Desk {
    /// The late entries of a society that wait for an officer or were decided, newest first.
    ///
    /// # Errors
    /// The store's.
    pub fn late_of(&self, society: SocietyId) -> Result<Vec<LateRequest>, Trouble> {
        self.read(|t| requests(t, society))
    }

    /// At the seat: the societies in which somebody waits for a word, all of them, and after them those in which words were spoken, the latest first, as far
    /// as the person stands over them; and how many of the latter were left out.
    ///
    /// # Errors
    /// 5160; the store's.
    pub fn late_entries(&self, who: &Who) -> Result<(Vec<LateOf>, u64), Trouble> {
        let state = self.the_state()?;
        let spoken = self.read(view::late_societies)?;
        let words: HashSet<SocietyId> = spoken.iter().copied().collect();
        let (mut waits, mut others) = (Vec::new(), HashMap::new());
        for s in state.directory.societies.values() {
            let (listed, id) = (&s.listed, society_id(&s.listed.code));
            let asks = state.evidence_of(&listed.code).is_some_and(|e| e.late.is_some());
            if asks && who.guard(Verb::BooksRead, id).is_ok() {
                waits.push((id, listed));
            } else if !asks && words.contains(&id) {
                others.insert(id, listed);
            }
        }
        let his = spoken.into_iter().filter(|id| who.guard(Verb::BooksRead, *id).is_ok());
        let mut said: Vec<(SocietyId, &Listed)> = his.filter_map(|id| Some((id, *others.get(&id)?))).collect();
        let cut = said.len().saturating_sub(SOCIETIES);
        said.truncate(SOCIETIES);
        let mut out = Vec::with_capacity(waits.len() + said.len());
        for (id, listed) in waits.into_iter().chain(said) {
            let nearest = late::nearest(&state.directory, listed, self.today()).into_iter().cloned().collect();
            let requests = self.read(|t| requests(t, id))?;
            out.push(LateOf { code: listed.code.clone(), name: listed.name.clone(), nearest, requests });
        }
        Ok((out, cut as u64))
    }

    /// An officer speaks his word on a late entry. Where the society is kept here, it is carried out at once.
    ///
    /// # Errors
    /// 5001, 5002, 5003, 5160, 5161, 5163; 4600 to 4604; the store's.
    pub fn judge_late(
        &self,
        who: &Who,
        code: &str,
        command: CommandId,
        entry: (i64, i64),
        word: (bool, &str),
    ) -> Result<Receipt, Trouble> {
        let (today, society) = (self.today(), society_id(code));
        let receipt = self.officer_writes(who, code, command, "judge-late", Verb::ApproveLate, |t, by| {
            let row = view::one_late(t, society, entry)?.ok_or_else(|| Refusal::new(4604))?;
            let events = view::programme_events(t, society, "late")?;
            let request = late::Request { entry, maker: &row.maker, closed: row.decided.is_some() };
            let events = late::judge(&request, &events, by, word, today)?;
            Ok(events.into_iter().map(Event::from).collect())
        })?;
        self.carry_out_of(society)?;
        Ok(receipt)
    }

    /// Carries out, in every society written here, what officers have let pass or not. Gives how many words were carried out.
    ///
    /// # Errors
    /// The store's.
    pub fn carry_out(&self) -> Result<u64, Trouble> {
        let spoken = self.read(view::late_societies)?;
        spoken.into_iter().map(|society| self.carry_out_of(society)).sum()
    }

    /// The same in one society. Where no day is open there, the word waits until one is begun.
    ///
    /// # Errors
    /// The store's.
    pub fn carry_out_of(&self, society: SocietyId) -> Result<u64, Trouble> {
        let due = self.read(|t| self.due(t, society))?;
        for spoken in &due {
            match self.carry(society, spoken, None) {
                // the books have moved on since it was asked: that is said, and the request is closed
                Err(Trouble::Refusal(no)) => self.carry(society, spoken, Some(&no))?,
                done => done?,
            }
        }
        Ok(due.len() as u64)
    }

    /// Words on requests that this desk made, or a desk whose place it took, and that are not closed.
    fn due(&self, t: &mut Tx<'_>, society: SocietyId) -> Result<Vec<Spoken>, sql::Error> {
        let written = keep::open_log(t, society, self.id)?.is_some() && !keep::exchange::kept_elsewhere(t, society)?;
        if (self.id.is_seat() && !written) || keep::deciding::open_day(t, society)?.is_none() {
            return Ok(Vec::new());
        }
        let mut ours = view::went_on_from(t, society, self.id)?;
        ours.push(self.id.0);
        let events = view::programme_events(t, society, "late")?;
        let mut out: Vec<Spoken> = Vec::new();
        for (at, _, word) in late::judged(&events) {
            let first = !out.iter().any(|s| s.word.proposal == word.proposal);
            let open = view::one_late(t, society, word.proposal)?.is_some_and(|r| r.decided.is_none());
            if first && open && ours.contains(&word.proposal.0) && self.knows_all_of(t, society, word.proposal.0)? {
                out.push(Spoken { at, word: word.clone() });
            }
        }
        Ok(out)
    }

    /// Whether everything that stands in the log of a request is here. In the place of a computer that broke, a copy of its books may be older than its last
    /// acts: it may have carried the word out itself, and only the seat knows. Until the seat was asked, and what it has more is here, the word waits.
    fn knows_all_of(&self, t: &mut Tx<'_>, society: SocietyId, desk: i64) -> Result<bool, sql::Error> {
        let log = LogId { society, desk: DeskId(desk) };
        let seats = exchange::seats(t)?;
        // where there is no seat above, the word stands in this very store, and what was done of it too
        if seats.is_empty() {
            return Ok(true);
        }
        let own = log.desk == self.id;
        let lacks = |f: Fetching| f == Fetching::Missing || (f == Fetching::Apart && !own);
        if exchange::lost(t, society)?.iter().any(|l| l.desk == log.desk && lacks(l.fetching)) {
            return Ok(false);
        }
        let mut asked = own;
        for seat in &seats {
            asked |= exchange::peer_of(t, society, &seat.name)?.known.contains_key(&log);
        }
        Ok(asked)
    }

    /// Carries one word out; `refused` says why what was let pass can no longer be entered.
    fn carry(&self, society: SocietyId, spoken: &Spoken, refused: Option<&Refusal>) -> Result<(), Trouble> {
        let (now, word) = (self.clock.now(), &spoken.word);
        let who = Who::of(&word.login, Role::Officer, society);
        // named by the word: however often it comes, it is done once
        let command = format!("late-{}-{}", spoken.at.0, spoken.at.1);
        self.db.tx(|t| {
            let row = view::one_late(t, society, word.proposal)?.filter(|r| r.decided.is_none());
            let done = keep::find_receipt(t, society, &command)?.is_some();
            let Some(row) = row.filter(|_| !done) else { return Ok(()) };
            let mut log = self.own_log(t, society)?.ok_or_else(|| Refusal::new(5003))?;
            let env = Env {
                desk: self,
                society,
                who: &who,
                now,
                open: keep::deciding::open_day(t, society)?,
                settings: keep::deciding::settings(t, society)?,
            };
            let events = events(t, &env, &row, word, refused)?;
            let receipt = self.write(t, &mut log, &command, &Author { by: &who.name, at: now }, &events)?;
            let words = format!("{}-{} {}", receipt.first.0, receipt.last.0, row.words);
            audit::note(t, society, &decision(&who, now, "carry-late", refused.map_or(0, |r| r.number.into()), words))?;
            Ok(())
        })
    }
}

/// What a word becomes at the desk.
fn events(
    t: &mut Tx<'_>,
    env: &Env<'_>,
    row: &LateRow,
    word: &Judgement,
    refused: Option<&Refusal>,
) -> Result<Vec<Event>, Trouble> {
    let date = env.day()?;
    let approved = word.approved && refused.is_none();
    let reason = match refused {
        Some(no) => format!("S{} {}", no.number, messages::refuse(Lang::Hi, no)),
        None => word.reason.clone(),
    };
    let mut out: Vec<Event> = vec![BooksEvent::ProposalDecided { date, entry: row.entry, approved, reason }.into()];
    if approved {
        let (asked, before) = asked(row).ok_or_else(|| Refusal::new(5023))?;
        out.extend(working::before_the_day(t, env, &before, &working::Passed::By(word.name.clone()))?);
        let events = working::of_act(t, env, &on_the_day(asked.act, date), &Backup::default())?;
        if events.is_empty() {
            return Err(Refusal::new(4035).into());
        }
        out.extend(events);
    }
    Ok(out)
}

/// The day on which it was asked may be ended long since: it is entered on the one that is open.
fn on_the_day(act: Act, date: Date) -> Act {
    match act {
        Act::Voucher(v) => Act::Voucher(PostVoucher { date, ..v }),
        other => other,
    }
}
