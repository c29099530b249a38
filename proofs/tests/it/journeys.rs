//! Journeys an accountant can read (`proofs/journeys/*.txt`), each walked on SQLite and on PostgreSQL.

use books::Line;
use books::decide::PostVoucher;
use books::event::Setting;
use desk::act::{Act, Pay, Sown};
use desk::{Desk, FileBytes, MigrationBatch, Role, Trouble, Who};
use examples::{DefectPlan, Shape, Size};
use keep::Event;
use keep::view::{self, TrialRow};
use kernel::{CommandId, FixedClock, Instant, Paise, SocietyId};
use migration::opening;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;

/// 10 June 2025, noon in India.
const TODAY: Instant = Instant(1_749_537_000_000);
const CUTOFF: &str = "2025-03-31";

#[test]
fn every_journey_comes_to_its_end() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("journeys");
    let mut walked = 0;
    for entry in std::fs::read_dir(folder).expect("journeys are there") {
        let path = entry.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("readable");
        let name = path.file_name().expect("named").to_string_lossy().into_owned();
        walk(&name, &text, "");
        if let Some(cluster) = sql::testing::postgres() {
            walk(&name, &text, &cluster.database());
        }
        walked += 1;
    }
    assert!(walked >= 2, "{walked} journeys");
}

/// A step that does not hold is named by file and line.
fn walk(name: &str, text: &str, store: &str) {
    let dir = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(&dir.path().join("data"), store, Arc::new(FixedClock(TODAY))).expect("opens");
    let mut traveller = Traveller::new(desk, dir);
    for (i, line) in text.lines().enumerate() {
        let step = line.trim();
        if step.is_empty() || step.starts_with('#') {
            continue;
        }
        let engine = if store.is_empty() { "SQLite" } else { "PostgreSQL" };
        let (word, rest) = step.split_once(' ').unwrap_or((step, ""));
        let done = match word {
            "Given" | "When" | "Then" | "And" => traveller.step(rest),
            _ => Err("a step begins with Given, When, Then or And".to_owned()),
        };
        done.unwrap_or_else(|why| panic!("{name}:{} on {engine}: {step}\n  {why}", i + 1));
    }
    assert_eq!(traveller.refused, None, "{name}: the last refusal was not expected");
}

type Step = Result<(), String>;

/// Entries and trial balance: what can have changed.
type State = (u64, Vec<TrialRow>);

struct Traveller {
    desk: Desk,
    dir: TempDir,
    society: SocietyId,
    /// Commands given.
    commands: u128,
    /// Number of the refusal that no step has expected yet.
    refused: Option<u16>,
    /// Where vouchers stand in the register.
    vouchers: BTreeMap<String, (i64, i64)>,
    /// Before the last deed.
    before: Option<State>,
}

/// The words of a step where `{}` stands in the form; `None` where it is another step.
fn words<'s>(step: &'s str, form: &str) -> Option<Vec<&'s str>> {
    let mut parts = form.split("{}");
    let mut rest = step.strip_prefix(parts.next()?)?;
    let parts: Vec<&str> = parts.collect();
    let mut found = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        let at = if part.is_empty() && i + 1 == parts.len() { rest.len() } else { rest.find(part)? };
        found.push(&rest[..at]);
        rest = &rest[at + part.len()..];
    }
    rest.is_empty().then_some(found)
}

fn paise(text: &str) -> Result<i64, String> {
    let digits = text.split_once('.').filter(|(_, p)| p.len() == 2).map(|(r, p)| format!("{r}{p}"));
    digits.and_then(|d| d.parse().ok()).ok_or_else(|| format!("{text} is no amount like 500.00"))
}

fn holds(so: bool, otherwise: impl FnOnce() -> String) -> Step {
    if so { Ok(()) } else { Err(otherwise()) }
}

impl Traveller {
    fn new(desk: Desk, dir: TempDir) -> Traveller {
        let vouchers = BTreeMap::new();
        Traveller { desk, dir, society: SocietyId(0), commands: 0, refused: None, vouchers, before: None }
    }

    fn step(&mut self, step: &str) -> Step {
        if let Some(w) = words(step, "the old books of a tiny society, seed {}, {} mistakes, as {}") {
            return self.books(w[0], w[1], w[2]);
        }
        if let Some(w) = words(step, "it is refused with S{}") {
            let got = self.refused.take();
            return holds(got.map(|n| n.to_string()).as_deref() == Some(w[0]), || format!("it was {got:?}"));
        }
        if let Some(number) = self.refused {
            return Err(format!("the step before was refused with S{number}"));
        }
        self.deed(step).unwrap_or_else(|| self.look(step))
    }

    /// What somebody does; `None` where the step is none of these.
    fn deed(&mut self, step: &str) -> Option<Step> {
        let migrate = ["the folder is migrated", "the folder is migrated again"].contains(&step);
        let post = words(step, "voucher {} of {} is posted: {}");
        let reverse = words(step, "voucher {} is reversed");
        let act = if migrate || post.is_some() || reverse.is_some() { None } else { self.act_of(step) };
        if !migrate && post.is_none() && reverse.is_none() && act.is_none() {
            return None;
        }
        self.before = (self.society != SocietyId(0)).then(|| self.state());
        self.commands += 1;
        Some(if migrate {
            self.migrate()
        } else if let Some(w) = post {
            self.post(w[0], w[1], w[2])
        } else if let Some(w) = reverse {
            self.reverse(w[0])
        } else {
            act.expect("one of four").and_then(|act| self.does(act))
        })
    }

    /// Acts of a working day, told as people tell them.
    fn act_of(&self, step: &str) -> Option<Result<Act, String>> {
        let day = |text: &str| text.parse::<kernel::Date>().map_err(|_| format!("{text} is no day"));
        let money = |text: &str| paise(text).map(Paise);
        let loan = |account: &str| credit::AccountRef::parse(account).is_some_and(|a| a.kind.is_asset());
        if let Some(w) = words(step, "by order {} one person works alone from {}") {
            let rule = |from| Setting {
                key: books::setting::ONE_PERSON.to_owned(),
                from,
                value: "yes".to_owned(),
                order: w[0].to_owned(),
                source: String::new(),
            };
            return Some(day(w[1]).map(|from| Act::Set(rule(from))));
        }
        if let Some(w) = words(step, "the day {} begins with the cash of the books") {
            return Some(day(w[0]).map(|date| Act::BeginDay { date, cash: self.cash(0) }));
        }
        if step == "the day ends with the cash of the books" {
            return Some(Ok(Act::EndDay { cash: self.cash(0) }));
        }
        if let Some(w) = words(step, "the day ends with {} too much in the drawer") {
            return Some(paise(w[0]).map(|more| Act::EndDay { cash: self.cash(more) }));
        }
        if let Some(w) = words(step, "product {} of the examples is set") {
            let all = examples::rules::products();
            let found = all.into_iter().find(|p| p.code() == w[0]);
            return Some(found.map(Act::SetProduct).ok_or_else(|| "no such product".to_owned()));
        }
        if step == "the norms of the examples are set" {
            return Some(Ok(Act::SetNorms(Box::new(examples::rules::norms()))));
        }
        if let Some(w) = words(step, "member {} opens {} with {} in cash") {
            let open = |amount| Act::OpenDeposit {
                joint: Vec::new(),
                member_no: w[0].to_owned(),
                product: w[1].to_owned(),
                months: 0,
                instalment: None,
                amount,
                pay: Pay::Cash,
            };
            return Some(money(w[2]).map(open));
        }
        if let Some(w) = words(step, "member {} is sanctioned a limit for {} square metres of {} by resolution {}") {
            let Ok(square_metres) = w[1].parse() else { return Some(Err("square metres are a number".to_owned())) };
            return Some(Ok(Act::Sanction {
                member_no: w[0].to_owned(),
                product: "KCC".to_owned(),
                amount: Paise::ZERO,
                crops: vec![Sown { crop: w[2].to_owned(), square_metres }],
                insurance: Paise::ZERO,
                year: 1,
                deposit: None,
                gold: None,
                resolution: w[3].to_owned(),
                with: Default::default(),
            }));
        }
        if let Some(w) = words(step, "{} takes in {} in cash") {
            let account = w[0].to_owned();
            return Some(money(w[1]).map(|amount| match loan(&account) {
                true => Act::Repay { loan: account, amount, pay: Pay::Cash },
                false => Act::Deposit { account, amount, pay: Pay::Cash, agent: None },
            }));
        }
        if let Some(w) = words(step, "{} pays out {} in cash") {
            let account = w[0].to_owned();
            return Some(money(w[1]).map(|amount| match loan(&account) {
                true => Act::Disburse { loan: account, amount, pay: Pay::Cash, count: 0 },
                false => Act::Withdraw { account, amount, pay: Pay::Cash, to: None },
            }));
        }
        if let Some(w) = words(step, "the last act is taken back because {}") {
            let entry = self.vouchers.get("last").copied().ok_or_else(|| "nothing was done".to_owned());
            return Some(entry.map(|entry| Act::Reverse { entry, reason: w[0].to_owned() }));
        }
        None
    }

    /// Notes and coins that come to the cash of the books and so many paise more.
    fn cash(&self, more: i64) -> Vec<(i64, i64)> {
        let rows = self.state().1;
        let mut left = rows.iter().find(|r| r.code == books::CASH).map_or(0, |r| (r.debit - r.credit).0) + more;
        let mut out = Vec::new();
        for note in books::day::NOTES {
            out.push((note, left / note));
            left %= note;
        }
        out
    }

    fn does(&mut self, act: Act) -> Step {
        let done = self.desk.act(&Who::local(Role::Secretary), self.society, self.command(), &act.into());
        if let Some(done) = self.through(done)? {
            self.vouchers.insert("last".to_owned(), (done.receipt.desk.0, done.receipt.last.0));
        }
        Ok(())
    }

    fn look(&mut self, step: &str) -> Step {
        if let Some(w) = words(step, "the balance of {} is {} {}") {
            return self.balance(w[0], w[1], w[2]);
        }
        match step {
            "the trial balance agrees" => {
                let sums = self.state().1.iter().fold((0, 0), |(d, c), r| (d + r.debit.0, c + r.credit.0));
                holds(sums.0 == sums.1 && sums.0 > 0, || format!("debit and credit are {sums:?}"))
            }
            "nothing has changed" => {
                let (now, before) = (self.state(), &self.before);
                holds(Some(&now) == before.as_ref(), || format!("{now:?}\n  was {before:?}"))
            }
            "no day is open" => {
                let open = self.desk.read(|t| keep::deciding::open_day(t, self.society)).map_err(|e| e.to_string())?;
                holds(open.is_none(), || format!("{open:?} is open"))
            }
            "the accounts agree with the ledger" => {
                let view = self.desk.read(|t| keep::deciding::day_view(t, self.society)).map_err(|e| e.to_string())?;
                holds(view.apart.is_empty(), || format!("{:?}", view.apart))
            }
            "every entry verifies" => {
                let judged = self.desk.verify(self.society).map_err(|e| e.to_string())?;
                holds(!judged.is_empty() && judged.iter().all(keep::LogJudgement::is_whole), || format!("{judged:?}"))
            }
            "the tables redrawn from the register are the same" => {
                let (before, home) = (self.state(), self.home());
                self.desk.rebuild().map_err(|e| e.to_string())?;
                holds(self.state() == before && self.home() == home, || "they differ".to_owned())
            }
            "there are no findings" => {
                let findings = self.home().findings;
                holds(findings.is_empty(), || format!("{findings:?}"))
            }
            "no difference is left" => {
                let left = |r: &TrialRow| r.code.starts_with("MD-") && r.debit != r.credit;
                let rows: Vec<TrialRow> = self.state().1.into_iter().filter(left).collect();
                holds(rows.is_empty(), || format!("{rows:?}"))
            }
            "hledger finds the same balances" => self.hledger(),
            _ => Err("no such step".to_owned()),
        }
    }

    fn home(&self) -> view::Home {
        self.desk.read(|t| view::home(t, self.society)).expect("read").expect("the society is there")
    }

    fn state(&self) -> State {
        let trial = self.desk.read(|t| view::trial_balance(t, self.society)).expect("read");
        (self.home().entries, trial)
    }

    fn books(&mut self, seed: &str, with: &str, shape: &str) -> Step {
        let plan = match with {
            "with" => DefectPlan::All,
            "without" => DefectPlan::None,
            other => return Err(format!("with or without mistakes, not {other}")),
        };
        let seed = seed.parse().map_err(|_| "the seed is a number".to_owned())?;
        let shape = Shape::named(shape).ok_or("no such shape")?;
        let society = examples::society(seed, Size::Tiny, plan);
        examples::write(&society, shape, &self.dir.path().join("pack")).map(|_| ()).map_err(|e| e.to_string())
    }

    /// What went through the door, or the number under which it did not.
    fn through<T>(&mut self, done: Result<T, Trouble>) -> Result<Option<T>, String> {
        match done {
            Ok(done) => Ok(Some(done)),
            Err(Trouble::Refusal(refusal)) => {
                for lang in [lipi::Lang::Hi, lipi::Lang::En] {
                    let said = lipi::messages::refuse(lang, &refusal);
                    assert!(said.len() > 20, "{said}");
                }
                self.refused = Some(refusal.number);
                Ok(None)
            }
            Err(Trouble::Fault(fault)) => Err(fault.to_string()),
        }
    }

    fn command(&self) -> CommandId {
        CommandId(uuid::Uuid::from_u128(self.commands))
    }

    fn migrate(&mut self) -> Step {
        let pack = self.dir.path().join("pack");
        let folder = readers::read_folder(&pack, &mut |_| {}).map_err(|e| e.to_string())?;
        let cutoff = CUTOFF.parse().expect("a day");
        let migrated = migration::migrate(&folder, cutoff, &Default::default(), Default::default());
        let code = opening::society_code(&migrated, "TINY");
        let events = opening::plan(&folder, migrated, &code, "one folder", &[]).into_iter().map(Event::from).collect();
        let files = folder.files.iter().map(|f| FileBytes::Path(pack.join(&f.path))).collect();
        let batch = MigrationBatch { events, files };
        let done = self.desk.import(&Who::local(Role::Operator), &code, &batch, self.command());
        if let Some(receipt) = self.through(done)? {
            self.society = receipt.society;
        }
        Ok(())
    }

    fn post(&mut self, number: &str, date: &str, lines: &str) -> Step {
        let line = |text: &str| -> Result<Line, String> {
            let parts: Vec<&str> = text.split_whitespace().collect();
            let [side @ ("debit" | "credit"), head, amount] = parts[..] else {
                return Err(format!("a line reads `debit HEAD 500.00`, not `{text}`"));
            };
            let amount = Paise(paise(amount)?);
            let (debit, credit) = if side == "debit" { (amount, Paise::ZERO) } else { (Paise::ZERO, amount) };
            Ok(Line { head: head.to_owned(), debit, credit, source: None })
        };
        let voucher = PostVoucher {
            date: date.parse().map_err(|_| format!("{date} is no day"))?,
            number: number.to_owned(),
            narration: "journey".to_owned(),
            lines: lines.split(", ").map(line).collect::<Result<_, _>>()?,
        };
        let done = self.desk.post(&Who::local(Role::Secretary), self.society, self.command(), &voucher);
        if let Some(receipt) = self.through(done)? {
            self.vouchers.insert(number.to_owned(), (receipt.desk.0, receipt.first.0));
        }
        Ok(())
    }

    fn reverse(&mut self, number: &str) -> Step {
        let entry = *self.vouchers.get(number).ok_or("no such voucher was posted")?;
        let who = Who::local(Role::Secretary);
        let done = self.desk.reverse(&who, self.society, self.command(), entry, "journey");
        self.through(done).map(|_| ())
    }

    fn balance(&self, head: &str, amount: &str, side: &str) -> Step {
        let wanted = if side == "credit" { -paise(amount)? } else { paise(amount)? };
        let rows = self.state().1;
        let got = rows.iter().find(|r| r.code == head).map(|r| (r.debit - r.credit).0);
        holds(got == Some(wanted), || format!("it is {got:?} paise (credit with a minus)"))
    }

    fn hledger(&self) -> Step {
        if Command::new("hledger").arg("--version").output().is_err() {
            assert!(!proofs::required("hledger"), "hledger is required (SAHAKAR_REQUIRE) and not installed");
            println!("SKIPPED a step of a journey: no hledger");
            return Ok(());
        }
        let path = self.dir.path().join("books.journal");
        let mut file = std::fs::File::create(&path).map_err(|e| e.to_string())?;
        self.desk.export_hledger(&Who::local(Role::Auditor), self.society, &mut file).map_err(|e| e.to_string())?;
        let mut hledger = Command::new("hledger");
        hledger.arg("-f").arg(&path).args(["balance", "-N", "--flat", "-E", "-O", "csv"]).env("LANG", "C.UTF-8");
        let out = hledger.output().map_err(|e| e.to_string())?;
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        let theirs: BTreeMap<String, i64> = text.lines().skip(1).filter_map(hledger_line).collect();
        let rows = self.state().1;
        let ours = rows.iter().map(|r| (r.code.clone(), (r.debit - r.credit).0));
        let ours: BTreeMap<String, i64> = ours.filter(|(code, n)| *n != 0 || theirs.contains_key(code)).collect();
        holds(ours == theirs && ours.len() > 10, || format!("ours {ours:?}\n  theirs {theirs:?}"))
    }
}

/// Head and paise of a line of hledger's table.
fn hledger_line(line: &str) -> Option<(String, i64)> {
    let (account, amount) = line.trim_matches('"').split_once("\",\"")?;
    let digits: String = amount.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    Some((account.rsplit(':').next()?.to_owned(), digits.parse().ok()?))
}
