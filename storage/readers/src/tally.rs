//! Tally exports: ledgers, groups, vouchers and the rest, one table per kind of object.
//!
//! Row 0 names the columns, row n is the n-th object. Ledgers come first, without a sheet name. Lists inside an object
//! (`BILLALLOCATIONS.LIST`) become columns `BILLALLOCATIONS.NAME` where the object has one such list; where some object
//! of the file has more, all of them also stand in a sheet `LEDGER.BILLALLOCATIONS`, whose first columns say to which
//! object each belongs. Amounts are left as they stand: debits are negative.

use crate::builder::{Budget, Builder, Value};
use crate::limits::{self, MAX_COLS, MAX_PART, MAX_SHEETS};
use crate::text;
use crate::xml::{self, Attrs, Token, Xml};
use kernel::Refusal;
use migration::cell::{CellKind, Sheet};
use std::collections::{BTreeMap, HashMap};

/// One kind of object.
struct Table {
    name: String,
    columns: Vec<String>,
    index: HashMap<String, u32>,
    records: Vec<Vec<(u32, String)>>,
    /// Most of these any one object had; sub-tables are kept from two.
    most: usize,
}

/// A value inside the object being read.
struct Leaf {
    /// Number of the list it stands in, from 1; 0 for a plain field.
    list: usize,
    name: String,
    value: String,
}

struct Element {
    name: String,
    text: String,
    has_children: bool,
}

#[derive(Default)]
struct Reading {
    tables: Vec<Table>,
    by_name: HashMap<String, usize>,
    stack: Vec<Element>,
    /// Elements around the object being read; `None` outside of objects.
    object: Option<usize>,
    leaves: Vec<Leaf>,
    lists: Vec<String>,
    values: u64,
    report: Report,
}

/// A printed report (`DSPACCNAME`, `DSPACCINFO` ...): the first element's name opens each row.
#[derive(Default)]
struct Report {
    opener: String,
    rows: Vec<Vec<(String, String)>>,
}

/// What a ledger's table begins with, whether or not the file has it.
const LEDGER_COLUMNS: [&str; 4] = ["NAME", "PARENT", "OPENINGBALANCE", "CLOSINGBALANCE"];
/// What says in a sub-table to which object a row belongs.
const KEYS: [&str; 5] = ["NAME", "VOUCHERNUMBER", "VOUCHERTYPENAME", "DATE", "GUID"];

/// Reads an export.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = text::decode(bytes);
    let mut xml = Xml::new(text.as_bytes(), MAX_PART);
    let mut r = Reading::default();
    loop {
        match xml.next()? {
            Token::Start { name, attrs, empty } => {
                r.start(&String::from_utf8_lossy(name), attrs)?;
                if empty {
                    r.end(name)?;
                }
            }
            Token::Text(raw) => {
                if let Some(e) = r.stack.last_mut() {
                    xml::unescape(raw, &mut e.text);
                }
            }
            Token::CData(raw) => {
                if let Some(e) = r.stack.last_mut() {
                    xml::push(raw, &mut e.text);
                }
            }
            Token::End { name } => r.end(name)?,
            Token::Eof => break,
        }
    }
    if r.object.is_some() {
        return Err(limits::damaged("the export breaks off inside an object"));
    }
    r.finish()
}

impl Reading {
    fn start(&mut self, name: &str, attrs: Attrs) -> Result<(), Refusal> {
        if let Some(parent) = self.stack.last_mut() {
            parent.has_children = true;
        }
        let parent = self.stack.last().map_or("", |e| e.name.as_str());
        if self.object.is_none() && matches!(parent, "TALLYMESSAGE" | "COLLECTION") && parent != name {
            self.object = Some(self.stack.len());
            self.leaves.clear();
            self.lists.clear();
            for (name, value) in attrs {
                let (name, value) = (String::from_utf8_lossy(name).into_owned(), xml::text_of(value));
                self.leaf(0, name, &value)?;
            }
        } else if let Some(object) = self.object
            && self.stack.len() == object + 1
        {
            self.lists.push(plain(name));
        }
        self.stack.push(Element { name: name.to_owned(), text: String::new(), has_children: false });
        Ok(())
    }

    fn leaf(&mut self, list: usize, name: String, value: &str) -> Result<(), Refusal> {
        let value = value.trim();
        if !value.is_empty() {
            self.values += 1;
            if self.values > limits::MAX_CELLS / 4 {
                return Err(limits::beyond(limits::TOO_MANY_CELLS, limits::MAX_CELLS / 4));
            }
            if self.leaves.len() >= limits::MAX_OBJECT_VALUES {
                return Err(limits::damaged("an object without end"));
            }
            self.leaves.push(Leaf { list, name, value: value.to_owned() });
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Refusal> {
        // An end without its beginning is passed over; a beginning without its end ends here too.
        let Some(open) = self.stack.iter().rposition(|e| e.name.as_bytes() == name) else { return Ok(()) };
        while self.stack.len() > open {
            let e = self.stack.pop().expect("there are more than `open`");
            match self.object {
                Some(object) if self.stack.len() == object => {
                    self.object = None;
                    self.object_done(&e)?;
                }
                Some(object) if !e.has_children => {
                    let path = &self.stack[object + 1..];
                    let list = if path.is_empty() { 0 } else { self.lists.len() };
                    let name =
                        path.iter().map(|p| plain(&p.name)).chain([plain(&e.name)]).collect::<Vec<_>>().join(".");
                    self.leaf(list, name, &e.text)?;
                }
                None if !e.has_children => self.report_value(e),
                _ => {}
            }
        }
        Ok(())
    }

    fn report_value(&mut self, e: Element) {
        let first = self.stack.get(1).map_or(e.name.as_str(), |f| f.name.as_str());
        let in_envelope = self.stack.first().is_some_and(|f| f.name == "ENVELOPE");
        if !in_envelope || matches!(first, "HEADER" | "BODY") {
            return;
        }
        if self.report.opener.is_empty() {
            self.report.opener.clone_from(&e.name);
        }
        if e.name == self.report.opener {
            self.report.rows.push(Vec::new());
        }
        if let (Some(row), false) = (self.report.rows.last_mut(), e.text.trim().is_empty()) {
            row.push((e.name, e.text.trim().to_owned()));
        }
    }

    fn object_done(&mut self, e: &Element) -> Result<(), Refusal> {
        if !e.has_children && !self.leaves.iter().any(|l| l.name == "NAME") {
            return Ok(());
        }
        let mut times: HashMap<&str, usize> = HashMap::new();
        for l in self.leaves.iter().map(|l| l.list).filter(|l| *l > 0).collect::<std::collections::BTreeSet<_>>() {
            *times.entry(self.lists[l - 1].as_str()).or_default() += 1;
        }
        let table = table(&mut self.tables, &mut self.by_name, &e.name)?;
        let mut record = BTreeMap::new();
        for l in self.leaves.iter().filter(|l| l.list == 0 || times[self.lists[l.list - 1].as_str()] == 1) {
            add(&mut self.tables[table], &mut record, &l.name, &l.value)?;
        }
        self.tables[table].records.push(record.into_iter().collect());
        let ordinal = self.tables[table].records.len().to_string();
        let keys: Vec<(&str, &str)> = KEYS
            .iter()
            .filter_map(|k| self.leaves.iter().find(|l| l.list == 0 && l.name == *k).map(|l| (*k, l.value.as_str())))
            .collect();
        let mut at = 0;
        while let Some(first) = self.leaves[at..].iter().position(|l| l.list > 0).map(|i| i + at) {
            let list = self.leaves[first].list;
            let name = &self.lists[list - 1];
            let sub = table_of(&mut self.tables, &mut self.by_name, &format!("{}.{name}", e.name), &e.name)?;
            let sub = &mut self.tables[sub];
            sub.most = sub.most.max(times[name.as_str()]);
            let mut record = BTreeMap::new();
            add(sub, &mut record, &e.name, &ordinal)?;
            for (key, value) in &keys {
                add(sub, &mut record, &format!("{}.{key}", e.name), value)?;
            }
            at = first;
            while let Some(l) = self.leaves.get(at).filter(|l| l.list == list) {
                add(
                    sub,
                    &mut record,
                    l.name.strip_prefix(name).map_or(&l.name, |n| n.trim_start_matches('.')),
                    &l.value,
                )?;
                at += 1;
            }
            sub.records.push(record.into_iter().collect());
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Sheet>, Refusal> {
        if self.tables.is_empty() && !self.report.rows.is_empty() {
            let report = table(&mut self.tables, &mut self.by_name, "LEDGER")?;
            self.tables[report].columns.clear();
            self.tables[report].index.clear();
            for row in std::mem::take(&mut self.report.rows) {
                let mut record = BTreeMap::new();
                for (name, value) in row {
                    add(&mut self.tables[report], &mut record, &name, &value)?;
                }
                self.tables[report].records.push(record.into_iter().collect());
            }
        }
        self.tables.retain(|t| t.most > 1 && !t.records.is_empty());
        if self.tables.is_empty() {
            return Err(Refusal::new(limits::NO_TALLY_OBJECT));
        }
        // Ledgers first; the others as they came.
        self.tables.sort_by_key(|t| t.name != "LEDGER");
        let budget = Budget::new();
        self.tables.into_iter().map(|t| sheet(t, &budget)).collect()
    }
}

/// The index of a table of objects.
fn table(tables: &mut Vec<Table>, by_name: &mut HashMap<String, usize>, name: &str) -> Result<usize, Refusal> {
    table_of(tables, by_name, name, "")
}

fn table_of(
    tables: &mut Vec<Table>,
    by_name: &mut HashMap<String, usize>,
    name: &str,
    owner: &str,
) -> Result<usize, Refusal> {
    if let Some(at) = by_name.get(name) {
        return Ok(*at);
    }
    if tables.len() >= MAX_SHEETS {
        return Err(limits::damaged("too many kinds of objects"));
    }
    let most = if owner.is_empty() { 2 } else { 0 };
    let mut table =
        Table { name: name.to_owned(), columns: Vec::new(), index: HashMap::new(), records: Vec::new(), most };
    let first: &[&str] = if name == "LEDGER" { &LEDGER_COLUMNS } else { &["NAME"] };
    if owner.is_empty() && name != "VOUCHER" {
        first.iter().try_for_each(|c| column(&mut table, c).map(drop))?;
    }
    by_name.insert(name.to_owned(), tables.len());
    tables.push(table);
    Ok(tables.len() - 1)
}

fn column(table: &mut Table, name: &str) -> Result<u32, Refusal> {
    if let Some(at) = table.index.get(name) {
        return Ok(*at);
    }
    let at = table.columns.len() as u32;
    if at >= MAX_COLS {
        return Err(limits::beyond(limits::TOO_MANY_COLUMNS, MAX_COLS));
    }
    table.columns.push(name.to_owned());
    table.index.insert(name.to_owned(), at);
    Ok(at)
}

/// A value said twice (as attribute and as element) stands once; different values stand one below the other.
fn add(table: &mut Table, record: &mut BTreeMap<u32, String>, name: &str, value: &str) -> Result<(), Refusal> {
    let at = column(table, name)?;
    match record.get_mut(&at) {
        Some(there) if there == value => {}
        Some(there) => {
            there.push('\n');
            there.push_str(value);
        }
        None => drop(record.insert(at, value.to_owned())),
    }
    Ok(())
}

fn plain(name: &str) -> String {
    name.strip_suffix(".LIST").unwrap_or(name).to_owned()
}

fn sheet(table: Table, budget: &Budget) -> Result<Sheet, Refusal> {
    let mut out = Builder::new(if table.name == "LEDGER" { "" } else { &table.name }, budget);
    out.row(0, false, false);
    for (col, name) in table.columns.iter().enumerate() {
        out.cell(col as u32, Value::plain(name, CellKind::Text))?;
    }
    for (i, record) in table.records.into_iter().enumerate() {
        out.row(i as u32 + 1, false, false);
        out.keep_row()?;
        for (col, value) in &record {
            out.cell(*col, Value::plain(value, CellKind::Text))?;
        }
    }
    Ok(out.finish())
}
