//! What must hold, read from the store: accounts and ledger every day, hledger's own sums at the end of every month.

use desk::{Desk, Role, Trouble, Who};
use keep::view::{self, TrialRow};
use kernel::{Date, Fault, Paise, SocietyId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::JoinHandle;

/// Our own mistake, shown.
pub fn wrong(what: impl std::fmt::Display) -> Trouble {
    Fault::new("play a year", std::io::Error::other(what.to_string())).into()
}

/// Every head's accounts sum to its ledger, nothing hangs between two rooms, debits equal credits.
pub fn day(desk: &Desk, society: SocietyId, date: Date) -> Result<(), Trouble> {
    let (day, rows) = desk.read(|t| Ok((keep::deciding::day_view(t, society)?, view::trial_balance(t, society)?)))?;
    if let Some((head, accounts, ledger)) = day.apart.first() {
        return Err(wrong(format_args!("{date}: {head}: accounts {} and ledger {} paise", accounts.0, ledger.0)));
    }
    let sum = |of: fn(&TrialRow) -> Paise| -> Paise { rows.iter().map(of).sum() };
    let (debit, credit) = (sum(|r| r.debit), sum(|r| r.credit));
    if debit != credit || !day.in_transfer.is_zero() {
        return Err(wrong(format_args!(
            "{date}: {} and {} paise, between rooms {}",
            debit.0, credit.0, day.in_transfer.0
        )));
    }
    Ok(())
}

/// Is hledger installed here?
pub fn hledger_there() -> bool {
    Command::new("hledger").arg("--version").output().is_ok_and(|o| o.status.success())
}

/// hledger at work on one export, beside the play.
pub struct Comparing {
    at: Date,
    handle: JoinHandle<Result<BTreeMap<String, i64>, String>>,
    ours: BTreeMap<String, i64>,
}

impl Comparing {
    /// Exports the books as they stand and lets hledger sum them.
    pub fn begin(desk: &Desk, society: SocietyId, at: Date, folder: &Path) -> Result<Comparing, Trouble> {
        let file = folder.join(format!("{at}.journal"));
        std::fs::create_dir_all(folder).map_err(|_| crate::unwritten(folder.display()))?;
        let mut to =
            std::io::BufWriter::new(std::fs::File::create(&file).map_err(|_| crate::unwritten(file.display()))?);
        desk.export_hledger(&Who::local(Role::Auditor), society, &mut to)?;
        std::io::Write::flush(&mut to).map_err(|_| crate::unwritten(file.display()))?;
        let rows = desk.read(|t| view::trial_balance(t, society))?;
        let ours = rows.iter().map(|r| (r.code.clone(), (r.debit - r.credit).0)).filter(|r| r.1 != 0).collect();
        Ok(Comparing { at, ours, handle: std::thread::spawn(move || summed(file)) })
    }

    /// Waits for its sums: to the paisa ours, or our own mistake.
    pub fn end(self) -> Result<(), Trouble> {
        let theirs = self.handle.join().map_err(|_| wrong("hledger's thread ended"))?.map_err(wrong)?;
        if theirs == self.ours {
            return Ok(());
        }
        let apart: Vec<String> = self
            .ours
            .iter()
            .filter(|(code, paise)| theirs.get(*code) != Some(paise))
            .map(|(code, paise)| format!("{code}: {paise}, hledger {:?}", theirs.get(code)))
            .collect();
        Err(wrong(format_args!("{}: {}", self.at, apart.join("; "))))
    }
}

/// hledger's balance of every account that is not nothing, in paise by our codes. The journal is taken away when it agrees with itself.
fn summed(file: PathBuf) -> Result<BTreeMap<String, i64>, String> {
    let done = Command::new("hledger")
        .arg("-f")
        .arg(&file)
        .args(["balance", "--flat", "--no-total", "-O", "csv"])
        .output()
        .map_err(|e| e.to_string())?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned());
    }
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    let rows = text.lines().skip(1).map(|l| row(l).ok_or_else(|| format!("hledger says {l}")));
    let sums = rows.collect::<Result<BTreeMap<_, _>, _>>()?;
    let _ = std::fs::remove_file(&file);
    Ok(sums.into_iter().filter(|s| s.1 != 0).collect())
}

/// `"assets:CASH","1234.50 INR"`.
fn row(line: &str) -> Option<(String, i64)> {
    let (account, amount) = line.trim_matches('"').split_once("\",\"")?;
    let code = account.rsplit(':').next()?.to_owned();
    let number = amount.split(' ').next()?;
    let (sign, number) = number.strip_prefix('-').map_or((1, number), |n| (-1, n));
    let (rupees, paise) = number.split_once('.').unwrap_or((number, "0"));
    let paise: i64 = format!("{paise:0<2}").parse().ok()?;
    Some((code, sign * (rupees.parse::<i64>().ok()? * 100 + paise)))
}
