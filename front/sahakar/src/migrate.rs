//! `sahakar migrate`: a folder in, findings out, opening books posted.

use crate::command::Options;
use crate::{open, show};
use clap::ArgMatches;
use desk::{Desk, FileBytes, MigrationBatch, Role, Trouble, Who};
use indicatif::{ProgressBar, ProgressStyle};
use keep::{Event, Receipt};
use kernel::{CommandId, Date, Digest, Fault, Refusal};
use migration::Migrated;
use migration::cell::{Folder, SourceFile};
use migration::opening;
use migration::profile::{self, Profiles};
use rayon::prelude::*;
use readers::mask::Spared;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a run of the command gave.
pub struct Done {
    /// Society code it was posted under.
    pub code: String,
    /// The register's receipt; `None` for a dry run.
    pub receipt: Option<Receipt>,
}

/// Runs the command.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let options = Options::of(m);
    let text = |name: &str| m.get_one::<String>(name).map(String::as_str);
    let cutoff: Date = text("cutoff")
        .unwrap_or_default()
        .parse()
        .map_err(|_| Trouble::from(Refusal::new(7001).with("value", text("cutoff").unwrap_or_default())))?;
    let mut profiles = Profiles::default();
    for path in m.get_many::<String>("mapping").into_iter().flatten() {
        let read = std::fs::read_to_string(path)
            .map_err(|e| Refusal::new(2002).with("file", path).with("detail", e.kind()))?;
        profiles.0.push(profile::read(path, &read)?);
    }
    let quiet = m.get_flag("quiet");
    let pack = PathBuf::from(text("pack").unwrap_or_default());
    let understood = understand(&pack, cutoff, &profiles, quiet)?;
    let Understood { folder, migrated, .. } = &understood;
    if let Some(path) = text("save-mapping") {
        write(Path::new(path), profile::write(&profile::of(&migrated.books.registers)).as_bytes())?;
    }
    if let Some(path) = text("report") {
        let report = migration::report::of(folder, migrated);
        let json = serde_json::to_vec_pretty(&report).map_err(|e| Fault::new("write the report", e))?;
        write(Path::new(path), &json)?;
    }
    if !quiet {
        show::migrated(folder, migrated);
    }
    let clean = migrated.findings.is_empty();
    // A file that could not be read is nothing to pass over in silence either.
    let unread = folder.set_aside.iter().any(|s| s.refusal.is_some());
    if !m.get_flag("dry-run") {
        let desk = open(&options)?.alone();
        let done = post(&desk, &pack, understood, text("society"), &profiles)?;
        if !quiet {
            show::posted(&done);
        }
    }
    Ok(ExitCode::from(u8::from(unread || !clean)))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    std::fs::write(path, bytes).map_err(|_| crate::unwritten(path.display()))
}

fn bar(quiet: bool, steps: u64, what: &str) -> ProgressBar {
    let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(steps) };
    let style = ProgressStyle::with_template("{msg:32!} [{bar:30}] {pos}/{len} {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style);
    bar.set_message(what.to_owned());
    bar
}

/// A folder that has been read and understood; its cells are forgotten.
pub struct Understood {
    /// Files, sheets and what was set aside.
    pub folder: Folder,
    /// Books, findings, reconciliation.
    pub migrated: Migrated,
    /// Numbers that only look like Aadhaar numbers.
    spared: Spared,
}

/// Reads and understands a folder.
pub fn understand(pack: &Path, cutoff: Date, profiles: &Profiles, quiet: bool) -> Result<Understood, Trouble> {
    let progress = bar(quiet, 1, &crate::both("cli-reading"));
    let mut folder = readers::read_folder(pack, &mut |p| {
        progress.set_length(p.total as u64);
        progress.set_position(p.done as u64);
    })?;
    progress.finish();
    if folder.files.is_empty() {
        return Err(match folder.set_aside.iter().find_map(|s| s.refusal.clone()) {
            Some(refusal) => refusal,
            None => Refusal::new(2001).with("folder", pack.display()),
        }
        .into());
    }
    let checking = bar(quiet, 1, &crate::both("cli-checking"));
    let books = migration::books::read(&folder, cutoff, profiles);
    let spared = migration::spare::numbers(&folder, &books);
    // what was understood stands in the books; the cells of a large folder would only fill the memory
    folder.files.iter_mut().flat_map(|f| &mut f.sheets).for_each(migration::cell::Sheet::forget);
    let migrated = migration::judge(books, Default::default());
    checking.set_position(1);
    checking.finish();
    if migrated.books.registers.is_empty() {
        return Err(Refusal::new(2004).with("folder", pack.display()).into());
    }
    Ok(Understood { folder, migrated, spared })
}

/// What names folder and mapping together: the same again posts nothing. A copy that is kept in a file's place may hold more
/// than the file, its memo for example.
fn folder_digest(folder: &Folder, copies: &[Option<Digest>], profiles: &Profiles, cutoff: Date) -> String {
    let mut hash = Sha256::new();
    hash.update(cutoff.to_string());
    for file in &folder.files {
        hash.update(file.path.as_bytes());
        hash.update(file.digest.0);
    }
    copies.iter().flatten().for_each(|copy| hash.update(copy.0));
    for profile in &profiles.0 {
        hash.update(profile::write(profile).as_bytes());
    }
    Digest(hash.finalize().into()).hex()
}

/// What is kept of a file: itself; or a masked copy, where it holds Aadhaar numbers, or one with its memo file, and then the
/// copy's digest.
fn to_keep(pack: &Path, file: &SourceFile, spared: &Spared) -> Result<(FileBytes, Option<Digest>), Trouble> {
    let path = if pack.is_file() { pack.to_owned() } else { pack.join(&file.path) };
    // It was read a moment ago.
    let bytes = std::fs::read(&path).map_err(|_| Refusal::new(5007).with("file", path.display()))?;
    let memo = readers::memo_of(&path)?;
    Ok(match readers::kept::copy(&bytes, memo.as_deref(), spared) {
        Some(copy) => {
            let digest = Digest(Sha256::digest(&copy).into());
            (FileBytes::Bytes(copy), Some(digest))
        }
        None => (FileBytes::Path(path), None),
    })
}

/// Posts the opening books of a folder: all or nothing, never twice.
pub fn post(
    desk: &Desk,
    pack: &Path,
    understood: Understood,
    code: Option<&str>,
    profiles: &Profiles,
) -> Result<Done, Trouble> {
    let Understood { folder, migrated, spared } = understood;
    let code = match code {
        Some(code) => code.to_owned(),
        None => opening::society_code(&migrated, migrated.books.society.shown_name()),
    };
    let kept: Vec<(FileBytes, Option<Digest>)> =
        folder.files.par_iter().map(|file| to_keep(pack, file, &spared)).collect::<Result<_, Trouble>>()?;
    let (files, copies): (Vec<FileBytes>, Vec<Option<Digest>>) = kept.into_iter().unzip();
    let digest = folder_digest(&folder, &copies, profiles, migrated.books.cutoff);
    let events = opening::plan(&folder, migrated, &code, &digest, &copies).into_iter().map(Event::from).collect();
    let command = CommandId(uuid::Uuid::now_v7());
    let receipt = desk.import(&Who::local(Role::Operator), &code, &MigrationBatch { events, files }, command)?;
    Ok(Done { code, receipt: Some(receipt) })
}
