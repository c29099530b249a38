//! Zip containers of workbooks: parts by name, however the writer spelt it, and never more than they may unpack to.

use crate::limits::{self, MAX_HELD_PART, MAX_PART, MAX_PARTS, MAX_UNPACKED};
use crate::xml::Xml;
use kernel::Refusal;
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{Cursor, ErrorKind, Read};
use std::rc::Rc;

/// An open container.
pub(crate) struct Container<'a> {
    zip: zip::ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
    /// Bytes all parts together may still unpack to.
    left: Rc<Cell<u64>>,
}

/// A part that counts what it unpacks to.
struct Metered<R> {
    part: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let got = self.part.read(buf)?;
        let left = self.left.get().checked_sub(got as u64).ok_or(ErrorKind::QuotaExceeded)?;
        self.left.set(left);
        Ok(got)
    }
}

/// What a failed read of packed data means.
pub(crate) fn unpacking(e: &std::io::Error) -> Refusal {
    match e.kind() {
        ErrorKind::QuotaExceeded => limits::beyond(limits::UNPACKS_TOO_LARGE, limits::mib(MAX_UNPACKED)),
        _ => limits::damaged(&format!("packed data: {e}")),
    }
}

impl<'a> Container<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Container<'a>, Refusal> {
        // The directory is held in memory at some hundred bytes a part, so its entries are counted before.
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").nth(MAX_PARTS).is_some() {
            return Err(limits::damaged("too many parts"));
        }
        let zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| limits::damaged(&format!("zip: {e}")))?;
        let mut names = HashMap::new();
        for i in 0..zip.len() {
            if let Some(Ok(name)) = zip.name_for_index(i) {
                names.entry(plain(&name)).or_insert(i);
            }
        }
        Ok(Container { zip, names, left: Rc::new(Cell::new(MAX_UNPACKED)) })
    }

    /// The part exists.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// Names of all parts, in lower case.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// A part as a stream; `None` where there is none.
    pub(crate) fn stream(&mut self, name: &str) -> Result<Option<impl Read + '_>, Refusal> {
        let Some(&index) = self.names.get(&plain(name)) else { return Ok(None) };
        let file = self.zip.by_index(index);
        let file = file.map_err(|e| match e {
            zip::result::ZipError::InvalidPassword => Refusal::new(limits::PASSWORD),
            e if e.to_string().to_ascii_lowercase().contains("password") => Refusal::new(limits::PASSWORD),
            e => limits::damaged(&format!("zip: {e}")),
        })?;
        Ok(Some(Metered { part: file, left: self.left.clone() }))
    }

    /// A part as XML.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<Xml<impl Read + '_>>, Refusal> {
        Ok(self.stream(name)?.map(|s| Xml::new(s, MAX_PART)))
    }

    /// A part held in memory as a whole.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(stream) = self.stream(name)? else { return Ok(None) };
        let mut out = Vec::new();
        stream.take(MAX_HELD_PART + 1).read_to_end(&mut out).map_err(|e| unpacking(&e))?;
        if out.len() as u64 > MAX_HELD_PART {
            return Err(limits::beyond(limits::UNPACKS_TOO_LARGE, limits::mib(MAX_HELD_PART)));
        }
        Ok(Some(out))
    }
}

fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A relation of a part: its id, the last word of its type, and the part it points to.
pub(crate) struct Relation {
    pub id: String,
    pub kind: String,
    pub target: String,
}

/// The relations of a part (`_rels/NAME.rels` beside it; `""` for the package itself). None is an empty list.
pub(crate) fn relations(zip: &mut Container, part: &str) -> Result<Vec<Relation>, Refusal> {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(a, b)| (a, b));
    let rels = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let mut out = Vec::new();
    let Some(mut xml) = zip.xml(&rels)? else { return Ok(out) };
    loop {
        match xml.next()? {
            crate::xml::Token::Start { name: b"Relationship", attrs, .. } => {
                let target = attrs.text(b"Target").unwrap_or_default();
                let kind = attrs.text(b"Type").unwrap_or_default();
                out.push(Relation {
                    id: attrs.text(b"Id").unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: resolve(folder, &target),
                });
            }
            crate::xml::Token::Eof => return Ok(out),
            _ => {}
        }
    }
}

fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            p => parts.push(p),
        }
    }
    parts.join("/")
}
