//! The plan of a State: circulars are published, acknowledged, reviewed and done in its own register, which comes down to every desk.

use crate::{Desk, Trouble, Who};
use keep::{Receipt, view};
use kernel::{CommandId, Date, Refusal, Verb};
use places::{Directory, Posting};
use programme::plan::{self, Plan};
use programme::steps;
use programme::timeline::{Circular, Minutes};
use programme::{Did, ProgrammeEvent, Shown};

impl Desk {
    /// The plan as it stands; of an installation that belongs to no State an empty one.
    ///
    /// # Errors
    /// The store's.
    pub fn plan(&self) -> Result<Plan, Trouble> {
        self.read(|t| {
            let Some(id) = keep::state_of(t)? else { return Ok(Plan::default()) };
            Ok(Plan::of(&view::programme_events(t, id, "plan")?))
        })
    }

    /// Publishes a circular, or another version of it.
    ///
    /// # Errors
    /// 5001, 5002; 5160, 5161; 4530 to 4536; 4721 (it has no room on its page); the store's.
    pub fn publish(&self, who: &Who, command: CommandId, circular: &Circular) -> Result<Receipt, Trouble> {
        self.plan_write(who, Verb::StateKeep, command, "state-publish", |plan, dir, today| {
            let events = plan::publish(plan, dir, today, circular.clone())?;
            for event in &events {
                if let Did::Published(whole) = &event.did {
                    super::sheet::fits(whole, dir)?;
                }
            }
            Ok(events)
        })
    }

    /// Acknowledges a circular.
    ///
    /// # Errors
    /// 5001, 5002, 5163; 5160, 5161; 4537; the store's.
    pub fn acknowledge(&self, who: &Who, command: CommandId, number: &str) -> Result<Receipt, Trouble> {
        let (by, now) = (posted(who)?, self.clock.now());
        self.plan_write(who, Verb::StateRead, command, "state-acknowledge", |plan, _, today| {
            plan::acknowledge(plan, by, number, (today, now))
        })
    }

    /// Keeps the minutes of a review within what the officer stands over.
    ///
    /// # Errors
    /// 5001, 5002 (elsewhere), 5163; 5160, 5161; 4514, 4516, 4538, 4539; the store's.
    pub fn review(&self, who: &Who, command: CommandId, minutes: &Minutes) -> Result<Receipt, Trouble> {
        let by = posted(who)?;
        self.plan_write(who, Verb::StateRead, command, "state-review", |_, dir, today| {
            if !dir.lies_in(&minutes.scope, &by.scope) {
                return Err(Refusal::new(5002).with("name", &who.name));
            }
            plan::review(dir, minutes.clone(), today)
        })
    }

    /// Says what shows that a task is done.
    ///
    /// # Errors
    /// 5001, 5002, 5163; 5160, 5161; 4540, 4541; the store's.
    pub fn task_done(&self, who: &Who, command: CommandId, task: &str, shown: &str) -> Result<Receipt, Trouble> {
        let by = posted(who)?;
        self.plan_write(who, Verb::StateRead, command, "state-done", |plan, _, today| {
            plan::done(plan, by, task, shown, today)
        })
    }

    /// The same, with a file that shows it, which is kept: its bytes and its name.
    ///
    /// # Errors
    /// As [`Desk::task_done`]; what the disk says.
    pub fn task_shown(
        &self,
        who: &Who,
        command: CommandId,
        task: &str,
        (shown, file, name): (&str, &[u8], &str),
    ) -> Result<Receipt, Trouble> {
        let by = posted(who)?;
        // before anything is kept: is it his?
        plan::done(&self.plan()?, by, task, shown, self.today())?;
        let paper = Shown { digest: self.keep_file(file)?.hex(), name: name.to_owned() };
        self.plan_write(who, Verb::StateRead, command, "state-done", |plan, _, today| {
            plan::done_with(plan, by, task, (shown, Some(paper.clone())), today)
        })
    }

    /// Sets after how many days what is overdue rises a step.
    ///
    /// # Errors
    /// 5001, 5002; 5160, 5161; 3199; the store's.
    pub fn set_steps(
        &self,
        who: &Who,
        command: CommandId,
        days: [u16; 6],
        from: Date,
        order: &str,
    ) -> Result<Receipt, Trouble> {
        self.plan_write(who, Verb::StateKeep, command, "state-steps", |_, _, today| {
            steps::set(days, from, order, today)
        })
    }

    /// Takes such a rule back.
    ///
    /// # Errors
    /// 5001, 5002; 5160, 5161; 4524, 4525; the store's.
    pub fn steps_back(
        &self,
        who: &Who,
        command: CommandId,
        entry: (i64, i64),
        reason: &str,
    ) -> Result<Receipt, Trouble> {
        self.plan_write(who, Verb::StateKeep, command, "state-steps-back", |plan, _, today| {
            steps::take_back(&plan.steps, entry, reason, today)
        })
    }

    fn plan_write(
        &self,
        who: &Who,
        verb: Verb,
        command: CommandId,
        act: &str,
        decide: impl Fn(&Plan, &Directory, Date) -> Result<Vec<ProgrammeEvent>, Refusal>,
    ) -> Result<Receipt, Trouble> {
        self.state_heard_as(who, verb, act, || {
            self.db.tx(|t| {
                let id = keep::state_of(t)?.ok_or_else(|| Refusal::new(5160))?;
                let plan = Plan::of(&view::programme_events(t, id, "plan")?);
                self.state_write(t, who, &command.0.to_string(), |dir, today| decide(&plan, dir, today))
            })
        })
    }
}

fn posted(who: &Who) -> Result<&Posting, Refusal> {
    who.posting().ok_or_else(|| Refusal::new(5163).with("name", &who.name))
}
