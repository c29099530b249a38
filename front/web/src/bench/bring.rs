//! Bringing files: a folder comes as one form, is read from the disk, masked, kept by digest, and one entry says what came.

use super::act;
use crate::ask::{Ask, Trouble};
use crate::counter::refused;
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Desk;
use futures_util::Stream;
use kernel::{CommandId, Date, Fault, Refusal, SocietyId, Verb};
use migration::bench::{BenchEvent, Spot};
use migration::cell::Folder;
use migration::opening;
use migration::profile::Profiles;
use readers::mask::Spared;
use society::terms::Attachment;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;

/// Most bytes of one go.
pub(super) const MOST: u64 = 512 << 20;
/// With what a form puts around the files.
const MOST_SENT_AT_ONCE: u64 = MOST + (1 << 20);
/// Most files of one go.
const MOST_FILES: usize = 2_000;

/// Streams the files of a form to the disk; who may not bring any is turned away before the first byte is kept.
pub(super) async fn staged(ask: Ask, code: &str, request: Request) -> (Ask, Result<TempDir, Trouble>) {
    let code = code.to_owned();
    let looked = tokio::task::spawn_blocking(move || {
        let mut ask = ask;
        let known = ask.recognise();
        let id = desk::society_id(ask.trial.as_ref().map_or(&code, |t| &t.code));
        let dir = known.and_then(|()| may(&ask, id)).and_then(|()| Ok(ask.web.desk.scratch()?));
        (ask, dir)
    });
    let Ok((ask, dir)) = looked.await else { unreachable!("a page that panics is caught where it is made") };
    let dir = match dir {
        Ok(dir) => dir,
        Err(no) => return (ask, Err(no)),
    };
    let kept = keep(dir, request).await;
    (ask, kept)
}

pub(super) fn may(ask: &Ask, id: SocietyId) -> Result<(), Trouble> {
    ask.let_by(Verb::MigrationWork, id, "bring-old")
}

async fn keep(dir: TempDir, request: Request) -> Result<TempDir, Trouble> {
    let too_large = || Trouble::Refused(StatusCode::PAYLOAD_TOO_LARGE, Refusal::new(3163).with("most", MOST >> 20));
    let said = request.headers().get("content-length").and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|n| n > MOST_SENT_AT_ONCE) {
        return Err(too_large());
    }
    let seen = Arc::new(AtomicU64::new(0));
    // a body that is cut off because it is too much reads as one that ends too early
    let none = || match seen.load(Ordering::Relaxed) > MOST_SENT_AT_ONCE {
        true => too_large(),
        false => refused(Refusal::new(3164)),
    };
    let request = request.map(|body| {
        let inner = body.into_data_stream();
        Body::from_stream(Paced { inner, rest: false, seen: seen.clone() })
    });
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| none())?;
    let (mut bytes, mut files) = (0u64, 0usize);
    while let Some(mut field) = form.next_field().await.map_err(|_| none())? {
        let Some(path) = field.file_name().and_then(inside) else {
            // what is no file is not kept, and counts all the same
            while let Some(chunk) = field.chunk().await.map_err(|_| none())? {
                bytes += chunk.len() as u64;
                if bytes > MOST {
                    return Err(too_large());
                }
            }
            continue;
        };
        let full = dir.path().join(path);
        let failed = |e: std::io::Error| Trouble::from(Fault::new("keep what was sent", e));
        if let Some(parent) = full.parent() {
            tokio::fs::create_dir_all(parent).await.map_err(failed)?;
        }
        let mut file = tokio::fs::File::create(&full).await.map_err(failed)?;
        while let Some(chunk) = field.chunk().await.map_err(|_| none())? {
            bytes += chunk.len() as u64;
            if bytes > MOST {
                return Err(too_large());
            }
            file.write_all(&chunk).await.map_err(failed)?;
        }
        file.flush().await.map_err(failed)?;
        files += 1;
        if files > MOST_FILES {
            return Err(too_large());
        }
    }
    if files == 0 { Err(none()) } else { Ok(dir) }
}

/// A body that gives a piece, then lets its reader work: the reader of forms takes in whatever is ready before it looks at any of it, and from one who sends fast
/// everything is ready. What is more than may be sent ends it.
struct Paced {
    inner: BodyDataStream,
    rest: bool,
    seen: Arc<AtomicU64>,
}

impl Stream for Paced {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.rest) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let next = Pin::new(&mut self.inner).poll_next(cx);
        if let Poll::Ready(Some(Ok(bytes))) = &next {
            let size = bytes.len() as u64;
            let seen = self.seen.fetch_add(size, Ordering::Relaxed) + size;
            if seen > MOST_SENT_AT_ONCE {
                return Poll::Ready(Some(Err(axum::Error::new(std::io::Error::other("too much")))));
            }
            self.rest = true;
        }
        next
    }
}

/// The path of a file as the browser names it, inside the folder: nothing leads out of it.
fn inside(name: &str) -> Option<PathBuf> {
    let parts = name.split(['/', '\\']).filter(|p| !p.is_empty() && *p != "." && *p != "..");
    let parts: Vec<String> = parts.map(|p| p.chars().filter(|c| !c.is_control()).take(120).collect()).collect();
    // the folder that was chosen is not part of the path of what lies in it
    let from = usize::from(parts.len() > 1);
    let path: PathBuf = parts.get(from..)?.iter().collect();
    (!path.as_os_str().is_empty()).then_some(path)
}

/// The first file of what was staged.
fn first(dir: &TempDir) -> Result<Vec<u8>, Trouble> {
    let mut files = std::fs::read_dir(dir.path()).map_err(|e| Fault::new("read what was sent", e))?;
    let file = files.find_map(|f| f.ok().map(|f| f.path()).filter(|p| p.is_file()));
    bytes(&file.ok_or_else(|| refused(Refusal::new(3164)))?)
}

/// Most bytes of a photograph as a telephone or a scanner gives it; it is made smaller before it is kept.
const MOST_SENT: u64 = 24 << 20;
/// Most bytes of one that is kept.
pub(super) const MOST_PHOTO: u64 = 8 << 20;

/// The photograph that was staged. One that is too large is not even read.
pub(super) fn photo(dir: &TempDir) -> Result<Vec<u8>, Trouble> {
    let files = std::fs::read_dir(dir.path()).map_err(|e| Fault::new("read what was sent", e))?;
    if files.filter_map(Result::ok).any(|f| f.metadata().is_ok_and(|m| m.len() > MOST_SENT)) {
        let no = Refusal::new(3135).with("most", MOST_SENT >> 20);
        return Err(Trouble::Refused(StatusCode::PAYLOAD_TOO_LARGE, no));
    }
    first(dir)
}

/// A kept picture as an answer.
pub(super) fn shown(ask: &Ask, of: &Attachment) -> Result<Response, Trouble> {
    let (bytes, kind) = ask.web.desk.picture(of)?.ok_or_else(|| refused(Refusal::new(5144)))?;
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

/// Reads what was staged and says in the register what came.
pub(super) fn take(ask: &Ask, code: &str, dir: &TempDir) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    may(ask, society.id())?;
    let case = super::memory::case(ask, &society)?;
    let cutoff = case.cutoff.as_ref().ok_or_else(|| refused(Refusal::new(3150)))?.what;
    let reading = ask.web.readings.begin(society.id());
    let event = brought(&ask.web.desk, dir.path(), cutoff, &case.profiles(), &mut |p| reading.told(p))?;
    drop(reading);
    act(ask, &society, CommandId(uuid::Uuid::now_v7()), event.into())?;
    super::layouts::apply(ask, &society)?;
    Ok(Redirect::to(&format!("{}/bench/files", society.base)).into_response())
}

/// Reads a folder of old books, keeps its files under their digests, numbers of persons masked, and says what came. `told` hears after each file how far it is.
///
/// # Errors
/// The readers'; what the disk says.
pub fn brought(
    desk: &Desk,
    dir: &Path,
    cutoff: Date,
    profiles: &Profiles,
    told: &mut dyn FnMut(readers::Progress),
) -> Result<BenchEvent, desk::Trouble> {
    let folder = readers::read_folder(dir, told)?;
    let books = migration::books::read(&folder, cutoff, profiles);
    let spared = migration::spare::numbers(&folder, &books);
    let secret = secrets(&folder, &spared);
    let mut files = Vec::new();
    for file in &folder.files {
        let full = dir.join(&file.path);
        let bytes = std::fs::read(&full).map_err(|e| Fault::new("read what was sent", e))?;
        let memo = readers::memo_of(&full)?;
        let copy = readers::kept::copy(&bytes, memo.as_deref(), &spared);
        let kept = desk.keep_upload(copy.as_ref().unwrap_or(&bytes))?;
        files.push(opening::kept(file, copy.map(|_| kept)));
    }
    let aside = folder.set_aside.iter().map(|s| (s.path.clone(), s.refusal.as_ref().map(|r| r.number))).collect();
    Ok(BenchEvent::FilesBrought { files, aside, secret })
}

fn bytes(path: &Path) -> Result<Vec<u8>, Trouble> {
    std::fs::read(path).map_err(|e| Fault::new("read what was sent", e).into())
}

/// Cells that hold a full Aadhaar number: they are masked before anything is kept, and that one stood there is a finding.
fn secrets(folder: &Folder, spared: &Spared) -> Vec<Spot> {
    let mut out = Vec::new();
    for file in &folder.files {
        for (s, sheet) in file.sheets.iter().enumerate() {
            let view = migration::view::View::new(sheet, file.format);
            for row in sheet.rows().iter().filter(|r| r.number > 0) {
                let holds = |text: &str| {
                    text.len() >= 12
                        && lipi::verhoeff::find_aadhaar(text).is_some_and(|at| !spared.contains(&digits(&text[at])))
                };
                let cells = sheet.cells(row).iter().filter(|c| holds(sheet.text(c)) || holds(&view.text(row, c)));
                let spot = |col| Spot { path: file.path.clone(), sheet: s as u16, row: row.number, col };
                out.extend(cells.map(|c| spot(c.col)));
            }
        }
    }
    out
}

fn digits(text: &str) -> String {
    lipi::text::ascii_digits(text).chars().filter(char::is_ascii_digit).collect()
}
