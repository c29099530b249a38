//! A scenario played with our rules: everything is computed anew from drawals, charges and receipts, as the register is
//! replayed.

use super::settings::Setup;
use credit::appropriate::{Ahead, Demand, Owed, Part, Sweep, appropriate};
use credit::schedule::{Further, Instalment, schedule_of};
use kernel::{Date, Paise};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Drawal,
    Down,
    Receipt(&'static str),
}

#[derive(Clone, Debug)]
pub struct Act {
    pub kind: Kind,
    pub date: Date,
    pub amount: Paise,
    /// Its place among all that was done.
    pub place: usize,
    pub undone: bool,
    pub ahead: Ahead,
    /// Filled by [`Loan::replay`].
    pub parts: Owed,
    pub surplus: Paise,
    pub balance: Paise,
}

#[derive(Clone, Copy, Debug)]
pub struct Fee {
    pub due: Date,
    pub amount: Paise,
    pub penal: bool,
    /// Its place among all that was done.
    pub place: usize,
}

#[derive(Clone, Debug, Default)]
pub struct Line {
    pub from: Option<Date>,
    pub due: Date,
    pub down: bool,
    pub whole: Owed,
    pub left: Owed,
    pub balance: Paise,
    pub ahead: Paise,
    pub late: Paise,
    /// Charges in it by the day they are due, still owed: (day, penal, paise).
    pub fees: Vec<(Date, bool, Paise)>,
    pub paid_on: Option<Date>,
}

impl Line {
    fn pay(&mut self, part: Part, amount: Paise, on: Date) {
        *self.left.part_mut(part) -= amount;
        let mut of_fees = if matches!(part, Part::Penal | Part::Charges) { amount } else { Paise::ZERO };
        for fee in self.fees.iter_mut().filter(|f| f.1 == (part == Part::Penal)) {
            let now = fee.2.min(of_fees);
            fee.2 -= now;
            of_fees -= now;
        }
        match on.cmp(&self.due) {
            std::cmp::Ordering::Less => self.ahead += amount,
            std::cmp::Ordering::Greater => self.late += amount,
            std::cmp::Ordering::Equal => {}
        }
        if self.left.total().is_zero() {
            self.paid_on = Some(on);
        }
    }

    /// What was charged to and paid of the line it takes the place of.
    fn keep(&mut self, old: &Line) {
        (self.whole.penal, self.whole.charges) = (old.whole.penal, old.whole.charges);
        for part in Part::ALL {
            *self.left.part_mut(part) = self.whole.part(part) - (old.whole.part(part) - old.left.part(part));
        }
        (self.ahead, self.late, self.paid_on) = (old.ahead, old.late, old.paid_on);
        self.fees.clone_from(&old.fees);
    }

    pub fn paid(&self) -> Paise {
        self.whole.total() - self.left.total()
    }
}

#[derive(Clone, Debug)]
pub struct Loan {
    pub setup: Setup,
    pub acts: Vec<Act>,
    pub fees: Vec<Fee>,
    pub lines: Vec<Line>,
    pub approved: bool,
    /// Day the drawal is expected on.
    pub expected: Option<Date>,
    /// Rule for money ahead, by kind of receipt.
    pub ahead: Vec<(String, Ahead)>,
}

impl Loan {
    pub fn new(setup: Setup, ahead: Vec<(String, Ahead)>) -> Loan {
        Loan { setup, acts: Vec::new(), fees: Vec::new(), lines: Vec::new(), approved: false, expected: None, ahead }
    }

    pub fn act(&mut self, kind: Kind, date: Date, amount: Paise) {
        let name = if let Kind::Receipt(n) = kind { n } else { "" };
        let rule = self.ahead.iter().rev().find(|r| r.0 == name);
        let default = self.ahead.iter().rev().find(|r| r.0 == "DEFAULT");
        let ahead = if self.setup.advanced { rule.or(default).map_or(Ahead::Next, |r| r.1) } else { Ahead::Next };
        let zero = (Owed::default(), Paise::ZERO, Paise::ZERO);
        let place = self.acts.len() + self.fees.len();
        let act =
            Act { kind, date, amount, place, undone: false, ahead, parts: zero.0, surplus: zero.1, balance: zero.2 };
        self.acts.push(act);
    }

    /// Draws the schedule and appropriates every receipt again. Where receipts are allocated as configured, each sees only what
    /// was drawn before it and charges that were laid before it was entered, or due before its day; else all that is known.
    pub fn replay(&mut self) -> Result<(), String> {
        let now = !self.setup.advanced;
        let mut order: Vec<usize> = (0..self.acts.len()).filter(|i| !self.acts[*i].undone).collect();
        let drawal = |acts: &[Act], i: usize| acts[i].kind == Kind::Drawal;
        order.sort_by_key(|i| (now && !drawal(&self.acts, *i), self.acts[*i].date, self.acts[*i].place));
        self.acts.iter_mut().for_each(|a| (a.parts, a.surplus) = (Owed::default(), Paise::ZERO));
        self.lines.clear();
        self.plan(order.iter().copied().find(|i| drawal(&self.acts, *i)))?;
        let mut fees = self.fees.clone();
        for i in order.iter().copied() {
            if drawal(&self.acts, i) {
                self.plan(Some(i))?;
                continue;
            }
            let (date, place) = (self.acts[i].date, self.acts[i].place);
            let (seen, later) = fees.into_iter().partition(|f| now || f.place < place || f.due < date);
            fees = later;
            self.charges(seen);
            self.receive(i);
        }
        self.charges(fees);
        order.sort_by_key(|i| (self.acts[*i].date, self.acts[*i].place));
        let mut owed = Paise::ZERO;
        for i in order {
            let a = &mut self.acts[i];
            owed += if a.kind == Kind::Drawal { a.amount } else { -a.parts.principal };
            a.balance = owed;
        }
        Ok(())
    }

    /// Lays charges; a surplus held pays them.
    fn charges(&mut self, fees: Vec<Fee>) {
        for fee in fees {
            let at = self.charge(fee);
            let part = if fee.penal { Part::Penal } else { Part::Charges };
            for a in self.acts.iter_mut().filter(|a| !a.undone && a.surplus > Paise::ZERO) {
                let line = &mut self.lines[at];
                let now = a.surplus.min(line.left.part(part));
                if now > Paise::ZERO {
                    a.surplus -= now;
                    *a.parts.part_mut(part) += now;
                    line.pay(part, now, a.date);
                }
            }
        }
    }

    /// The schedule of all drawals up to one (or as applied for), keeping what was charged and paid.
    fn plan(&mut self, upto: Option<usize>) -> Result<(), String> {
        let mut terms = self.setup.terms.clone();
        let key = upto.map(|i| (self.acts[i].date, self.acts[i].place));
        let drawn = self.acts.iter().filter(|a| a.kind == Kind::Drawal && !a.undone);
        let mut drawn: Vec<_> = drawn.filter(|a| key.is_some_and(|k| (a.date, a.place) <= k)).collect();
        drawn.sort_by_key(|a| (a.date, a.place));
        let mut drawals: Vec<(Date, Paise)> = drawn.iter().map(|a| (a.date, a.amount)).collect();
        if drawals.is_empty() {
            drawals.push((self.expected.unwrap_or(terms.from), terms.principal));
        }
        terms.from = drawals[0].0;
        let further = Further { on_due_day: !self.setup.advanced, of_whole: !self.setup.advanced };
        let plan = schedule_of(&terms, &drawals, further).map_err(|r| format!("our schedule refuses: {r}"))?;
        let old = std::mem::replace(&mut self.lines, plan.iter().map(line).collect());
        let mut downs = 0;
        for o in old {
            let at = if o.down {
                downs += 1;
                self.lines.iter().enumerate().filter(|l| l.1.down).map(|l| l.0).nth(downs - 1)
            } else {
                self.lines.iter().position(|l| !l.down && l.due == o.due)
            };
            match at.map(|i| &mut self.lines[i]) {
                Some(new) => new.keep(&o),
                None => self.lines.push(o),
            }
        }
        Ok(())
    }

    fn charge(&mut self, fee: Fee) -> usize {
        let part = if fee.penal { Part::Penal } else { Part::Charges };
        let plan_ends = self.lines.iter().filter(|l| l.whole.principal > Paise::ZERO).map(|l| l.due).max();
        let last = plan_ends.unwrap_or(Date::ZERO);
        let at = self.lines.iter().position(|l| !l.down && fee.due <= l.due && l.due <= last);
        let after = self.lines.iter().position(|l| l.due > last);
        // Whatever is charged after the last instalment is one demand, due with the latest.
        let at = at.or(after).unwrap_or_else(|| {
            self.lines.push(Line { from: Some(last), due: fee.due, ..Line::default() });
            self.lines.len() - 1
        });
        let l = &mut self.lines[at];
        l.due = l.due.max(fee.due);
        *l.whole.part_mut(part) += fee.amount;
        *l.left.part_mut(part) += fee.amount;
        l.fees.push((fee.due, fee.penal, fee.amount));
        at
    }

    /// The demands as a receipt of a day meets them. Where what is due goes before what is ahead, a charge is due on its own day.
    fn demands(&self, on: Date) -> Vec<(usize, Demand)> {
        let own = !self.setup.advanced && self.setup.order.steps[0].1 != self.setup.order.steps[8].1;
        let mut all = Vec::new();
        for (i, l) in self.lines.iter().enumerate() {
            let mut owed = l.left;
            for (due, penal, left) in l.fees.iter().filter(|f| own && f.0 <= on && l.due > on) {
                let part = if *penal { Part::Penal } else { Part::Charges };
                *owed.part_mut(part) -= *left;
                let mut alone = Owed::default();
                *alone.part_mut(part) = *left;
                all.push((i, Demand { due: *due, owed: alone }));
            }
            all.push((i, Demand { due: l.due, owed }));
        }
        all
    }

    fn receive(&mut self, i: usize) {
        let act = self.acts[i].clone();
        let mut order = self.setup.order.clone();
        order.ahead = act.ahead;
        if self.setup.product.contains("VERTICAL") {
            order.sweep = Sweep::ByPart;
        }
        let (places, mut demands): (Vec<usize>, Vec<Demand>) = self.demands(act.date).into_iter().unzip();
        let done = appropriate(&order, &mut demands, act.date, act.amount);
        assert_eq!(done.total(), act.amount, "appropriation sums to the receipt");
        for p in &done.paid {
            self.lines[places[p.demand]].pay(p.part, p.amount, act.date);
        }
        let part = |p: Part| done.of(p);
        let a = &mut self.acts[i];
        a.parts = Owed {
            penal: part(Part::Penal),
            charges: part(Part::Charges),
            interest: part(Part::Interest),
            principal: part(Part::Principal),
        };
        a.surplus = done.surplus;
    }

    pub fn outstanding(&self) -> Paise {
        self.lines.iter().map(|l| l.left.total()).sum()
    }

    pub fn surplus(&self) -> Paise {
        self.acts.iter().filter(|a| !a.undone).map(|a| a.surplus).sum()
    }
}

fn line(i: &Instalment) -> Line {
    let whole = Owed { principal: i.principal, interest: i.interest, ..Owed::default() };
    Line { from: Some(i.from), due: i.due, down: i.down, whole, left: whole, balance: i.balance, ..Line::default() }
}
