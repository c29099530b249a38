//! What a file is: by its first bytes, and by its name only where those do not tell.

use crate::container::Container;
use crate::{dbf, journal, text};
use migration::cell::Format;

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A file with tables, and how its bytes are to be read.
    Table(Way),
    /// Surely no register: picture, document, lock file, index, program.
    NoTable,
    /// Packed files inside a file.
    Archive,
    /// Nothing known.
    Unknown,
}

/// The ways of reading; several may give one [`Format`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Xlsx,
    Xlsb,
    Ods,
    FlatOds,
    Xls,
    Dbf,
    Text,
    Tally,
    Journal,
    Postings,
    Html,
    Xml2003,
}

impl Way {
    pub(crate) fn format(self) -> Format {
        match self {
            Way::Xlsx => Format::Xlsx,
            Way::Xlsb => Format::Xlsb,
            Way::Ods | Way::FlatOds => Format::Ods,
            Way::Xls | Way::Html | Way::Xml2003 => Format::Xls,
            Way::Dbf => Format::Dbf,
            Way::Text => Format::Csv,
            Way::Tally => Format::TallyXml,
            Way::Journal | Way::Postings => Format::Journal,
        }
    }
}

/// The last part of a name after the dot, in lower case.
pub(crate) fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_lowercase())
}

/// True for names that are never registers, whatever lies in them: lock files, thumbnails, indexes.
pub(crate) fn name_is_no_table(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    file.starts_with("~$")
        || file.starts_with(".~lock.")
        || file.starts_with('.')
        || matches!(file.as_str(), "thumbs.db" | "desktop.ini" | "ehthumbs.db" | "autorun.inf")
        || matches!(
            extension(&file).as_str(),
            "cdx"
                | "idx"
                | "ndx"
                | "mdx"
                | "ntx"
                | "dct"
                | "dcx"
                | "dbc"
                | "fpt"
                | "dbt"
                | "fxp"
                | "prg"
                | "frx"
                | "frt"
                | "mem"
                | "bak"
                | "tmp"
                | "lnk"
                | "exe"
                | "dll"
                | "bat"
                | "md"
                | "json"
                | "log"
                | "py"
                | "js"
                | "css"
        )
}

/// [`detect`], with a bug in it counted as nothing known.
pub(crate) fn detect_safely(name: &str, bytes: &[u8]) -> Found {
    std::panic::catch_unwind(|| detect(name, bytes)).unwrap_or(Found::Unknown)
}

/// Finds out what the bytes are.
pub(crate) fn detect(name: &str, bytes: &[u8]) -> Found {
    let b = bytes;
    let ext = extension(name);
    if b.starts_with(b"PK\x03\x04") || b.starts_with(b"PK\x05\x06") {
        return zip(b, &ext);
    }
    if b.starts_with(&crate::xls::cfb::MAGIC) {
        return compound(b, &ext);
    }
    let no_table: [&[u8]; 14] = [
        b"%PDF",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"II*\0",
        b"MM\0*",
        b"RIFF",
        b"{\\rtf",
        b"MZ",
        b"ID3",
        b"OggS",
        b"\x00\x00\x00\x18ftyp",
        b"\x00\x00\x00\x20ftyp",
        b"\x00\x00\x01\x00",
    ];
    if no_table.iter().any(|m| b.starts_with(m)) || (b.starts_with(b"BM") && ext == "bmp") {
        return Found::NoTable;
    }
    let archives: [&[u8]; 4] = [b"Rar!", b"7z\xBC\xAF", b"\x1F\x8B", b"BZh"];
    if archives.iter().any(|m| b.starts_with(m)) {
        return Found::Archive;
    }
    if crate::xls::is_bare_biff(b) {
        return Found::Table(Way::Xls);
    }
    if (ext == "dbf" && b.first().is_some_and(|v| dbf::is_version(*v))) || dbf::looks_like(b) {
        return Found::Table(Way::Dbf);
    }
    if let Some(found) = markup(b, &ext) {
        return found;
    }
    let may_be = matches!(ext.as_str(), "" | "txt" | "dat");
    if journal::is_name(&ext) || (may_be && text::looks_like(b) && journal::looks_like(b)) {
        return Found::Table(Way::Journal);
    }
    if text::looks_like(b) && journal::postings::looks_like(b) {
        return Found::Table(Way::Postings);
    }
    let is_text = match ext.as_str() {
        "csv" | "tsv" | "txt" | "tab" | "prn" | "asc" | "dat" => true,
        "xls" | "xlsx" | "ods" | "dbf" => text::has_columns(b),
        _ => false,
    };
    if is_text && text::looks_like(b) {
        return Found::Table(Way::Text);
    }
    if matches!(ext.as_str(), "csv" | "tsv" | "tab") {
        return Found::Table(Way::Text); // refused there, with the better reason
    }
    if !text::looks_like(b) || ["xls", "xlsx", "xlsb", "xlsm", "ods", "dbf", "xml"].contains(&ext.as_str()) {
        return Found::Unknown;
    }
    Found::NoTable
}

fn zip(b: &[u8], ext: &str) -> Found {
    let spreadsheet = ["xlsx", "xlsm", "xltx", "ods", "xlsb", "xls"].contains(&ext);
    let by_name = match ext {
        "ods" => Found::Table(Way::Ods),
        "xlsb" => Found::Table(Way::Xlsb),
        _ if spreadsheet => Found::Table(Way::Xlsx), // refused there as damaged
        _ => Found::Archive,
    };
    let Ok(mut zip) = Container::open(b) else { return by_name };
    if zip.has("content.xml") {
        let kind = zip.bytes("mimetype").ok().flatten().unwrap_or_default();
        let other = !kind.is_empty() && memchr::memmem::find(&kind, b"spreadsheet").is_none();
        return if other && ext != "ods" { Found::NoTable } else { Found::Table(Way::Ods) };
    }
    match crate::xlsx::workbook_part(&mut zip) {
        Ok(Some(part)) if part.ends_with(".bin") => Found::Table(Way::Xlsb),
        Ok(Some(part)) if part.starts_with("word/") || part.starts_with("ppt/") => Found::NoTable,
        Ok(Some(_)) => Found::Table(Way::Xlsx),
        _ if zip.names().any(|n| n.starts_with("word/") || n.starts_with("ppt/")) => Found::NoTable,
        _ => by_name,
    }
}

fn compound(b: &[u8], ext: &str) -> Found {
    let names = crate::xls::cfb::stream_names(b);
    let has = |wanted: &str| names.iter().any(|n| n.eq_ignore_ascii_case(wanted));
    if has("Workbook") || has("Book") {
        Found::Table(Way::Xls)
    } else if has("EncryptedPackage") {
        Found::Table(Way::Xlsx) // refused there for its password
    } else if has("WordDocument")
        || has("PowerPoint Document")
        || has("Catalog")
        || names.iter().any(|n| n.starts_with("__"))
    {
        Found::NoTable
    } else if ext == "xls" {
        Found::Table(Way::Xls)
    } else {
        Found::Unknown
    }
}

/// XML and HTML, by the first few kilobytes.
fn markup(b: &[u8], ext: &str) -> Option<Found> {
    let head = text::decode(&b[..b.len().min(16 << 10) & !1]);
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !head.starts_with('<') {
        return None;
    }
    let lower = head.to_ascii_lowercase();
    let has = |what: &str| lower.contains(what);
    if has("urn:schemas-microsoft-com:office:spreadsheet") && has("<?mso-application")
        || has(":workbook")
        || has("<workbook")
    {
        return Some(Found::Table(Way::Xml2003));
    }
    if has("opendocument:xmlns:office") || has("office:document") {
        return Some(Found::Table(Way::FlatOds));
    }
    if has("<envelope") || has("<tallymessage") {
        return Some(Found::Table(Way::Tally));
    }
    if has("<html") || has("<table") || has("<!doctype html") {
        return Some(if ["htm", "html"].contains(&ext) && !has("<table") {
            Found::NoTable
        } else {
            Found::Table(Way::Html)
        });
    }
    match ext {
        "xml" => Some(Found::Table(Way::Tally)),
        "svg" => Some(Found::NoTable),
        _ => None,
    }
}
