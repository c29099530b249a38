//! The society in memory: registers as tables of typed values, before any shape is given to them.

use jiff::civil::Date;

/// What a column of a register holds. One name may mean slightly different things in two registers (the balance of a
/// loan is principal); the register says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the names are the documentation
pub enum Field {
    Serial,
    MemberNo,
    Admitted,
    Name,
    Father,
    Caste,
    Sex,
    Born,
    Village,
    Panchayat,
    Land,
    Trade,
    Class,
    Mobile,
    Aadhaar4,
    Nominee,
    NomineeRelation,
    Ceased,
    Remark,
    Block,
    Cert,
    From,
    To,
    Shares,
    Opening,
    Received,
    Refunded,
    Balance,
    AccountNo,
    Folio,
    Crop,
    Purpose,
    Limit,
    DisbursedOn,
    Disbursed,
    Due,
    Rate,
    Repaid,
    InterestDue,
    InterestUpto,
    Acknowledged,
    OpenedOn,
    LastOn,
    Status,
    Instalment,
    Term,
    PaidCount,
    MaturesOn,
    Amount,
    Words,
    MaturityValue,
    Borrowers,
    Overdue,
    Demand,
    DemandTotal,
    Collected,
    Percent,
    Item,
    Group,
    Unit,
    OpeningQty,
    InQty,
    OutQty,
    ClosingQty,
    Price,
    Value,
    BillNo,
    BilledOn,
    DrCr,
    DrawnOn,
    Drawn,
    Institution,
    InvestedOn,
    BoughtOn,
    Cost,
    Depreciation,
    WrittenDown,
    Particulars,
    Quantity,
    Head,
    Debit,
    Credit,
    Side,
    /// Columns that are derived or mean nothing to the books: principal with interest, a signature, a bank account.
    OutstandingTotal,
    Signature,
    BankAccount,
    Checked,
}

/// A text in both scripts.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    /// Devanagari.
    pub hi: String,
    /// Latin.
    pub en: String,
    /// Written in the script the file is not in (a name typed in English in a Hindi register).
    pub other_script: bool,
}

impl Text {
    /// From a pair of the vocabulary.
    #[must_use]
    pub fn new(hi: impl Into<String>, en: impl Into<String>) -> Text {
        Text { hi: hi.into(), en: en.into(), other_script: false }
    }

    /// The same in both scripts: numbers, codes.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Text {
        let text = text.into();
        Text { hi: text.clone(), en: text, other_script: false }
    }

    /// What stands in a file of the given script.
    #[must_use]
    pub fn written(&self, hindi: bool) -> &str {
        if hindi != self.other_script { &self.hi } else { &self.en }
    }
}

/// One value of a register.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Val {
    /// Nothing written.
    #[default]
    Blank,
    /// Text in both scripts.
    Text(Text),
    /// A number or code: account number, folio.
    Code(String),
    /// A count.
    Count(i64),
    /// Money in paise.
    Paise(i64),
    /// Hundredths: rates, land, percentages.
    Hundredths(i64),
    /// A day.
    Day(Date),
    /// A day that cannot exist: day, month, year.
    BadDay(i8, i8, i16),
}

impl Val {
    /// Text in both scripts.
    #[must_use]
    pub fn text(pair: (&str, &str)) -> Val {
        if pair.1.is_empty() { Val::Blank } else { Val::Text(Text::new(pair.0, pair.1)) }
    }

    /// The paise, 0 where there are none.
    #[must_use]
    pub fn paise(&self) -> i64 {
        if let Val::Paise(p) = self { *p } else { 0 }
    }

    /// The day, if it is one that exists.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        if let Val::Day(d) = self { Some(*d) } else { None }
    }
}

/// One row of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rec {
    /// Stays the same whatever happens to the row's place.
    pub id: u32,
    /// Values in the order of [`Table::fields`].
    pub vals: Vec<Val>,
    /// What the clerk meant where a slip changed the summed value; page totals are made of this.
    pub meant: Option<i64>,
    /// The second writing of a row: page totals do not count it.
    pub copy: bool,
    /// Lies on a page that is not there.
    pub gone: bool,
    /// Index into the villages of the society (for books kept village by village); `usize::MAX` where it has none.
    pub village: usize,
}

/// One register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// `members`, `shares`, `loans` … as the truth names them.
    pub kind: &'static str,
    /// `ST`, `MT`, `SB`, `RD`, `FD`, `NOMINAL` or empty.
    pub product: &'static str,
    /// Columns.
    pub fields: Vec<Field>,
    /// Rows.
    pub rows: Vec<Rec>,
    /// Id of the next new row.
    pub next: u32,
}

impl Table {
    /// An empty register.
    #[must_use]
    pub fn new(kind: &'static str, product: &'static str, fields: &[Field]) -> Table {
        Table { kind, product, fields: fields.to_vec(), rows: Vec::new(), next: 0 }
    }

    /// Position of a column.
    ///
    /// # Panics
    /// When the register has no such column.
    #[must_use]
    pub fn at(&self, field: Field) -> usize {
        self.fields.iter().position(|f| *f == field).unwrap_or_else(|| panic!("{} has no {field:?}", self.kind))
    }

    /// Whether the register has the column.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }

    /// The value of a column in a row; blank where the register has no such column.
    #[must_use]
    pub fn get<'a>(&self, rec: &'a Rec, field: Field) -> &'a Val {
        const BLANK: &Val = &Val::Blank;
        self.fields.iter().position(|f| *f == field).map_or(BLANK, |i| &rec.vals[i])
    }

    /// A code or number as written: member number, account number.
    #[must_use]
    pub fn code(&self, rec: &Rec, field: Field) -> String {
        match self.get(rec, field) {
            Val::Code(c) => c.clone(),
            Val::Count(n) => n.to_string(),
            Val::Text(t) => t.hi.clone(),
            _ => String::new(),
        }
    }

    /// Changes a value.
    pub fn set(&mut self, row: usize, field: Field, val: Val) {
        let at = self.at(field);
        self.rows[row].vals[at] = val;
    }

    /// Adds a row.
    pub fn push(&mut self, village: usize, vals: Vec<Val>) {
        assert_eq!(vals.len(), self.fields.len(), "{} {}", self.kind, self.product);
        let id = self.next;
        self.next += 1;
        self.rows.push(Rec { id, vals, meant: None, copy: false, gone: false, village });
    }

    /// The column whose sum is the sum of the register; `None` for members and villages.
    #[must_use]
    pub fn sum_field(&self) -> Option<Field> {
        Some(match self.kind {
            "members" | "villages" => return None,
            "deposits" if self.product == "FD" => Field::Amount,
            "stock" => Field::Value,
            "debtors" | "investments" | "cash_bank" | "balance_sheet" => Field::Amount,
            "fixed_assets" => Field::WrittenDown,
            "trial_balance" => Field::Debit,
            _ => Field::Balance,
        })
    }

    /// What a row adds to the sum of the register, as written (debtors: debit minus credit).
    #[must_use]
    pub fn weight(&self, rec: &Rec) -> i64 {
        let Some(field) = self.sum_field() else { return 0 };
        let p = self.get(rec, field).paise();
        match self.kind {
            "debtors" if self.code(rec, Field::DrCr) == "जमा" => -p,
            "balance_sheet" if self.get(rec, Field::Side) != &Val::Code("L".into()) => 0,
            _ => p,
        }
    }

    /// Sum over the rows that are there, as written.
    #[must_use]
    pub fn sum(&self) -> i64 {
        self.rows.iter().filter(|r| !r.gone).map(|r| self.weight(r)).sum()
    }

    /// Sum of any money column over the rows that are there, as written.
    #[must_use]
    pub fn column(&self, field: Field) -> i64 {
        self.rows.iter().filter(|r| !r.gone).map(|r| self.get(r, field).paise()).sum()
    }
}

/// Something wrong that was planted, and what follows from it.
#[derive(Clone, Debug, Default)]
pub struct Defect {
    /// Code as in the list of codes.
    pub code: &'static str,
    /// Register: kind and product.
    pub register: (&'static str, &'static str),
    /// Row by [`Rec::id`].
    pub rec: Option<u32>,
    /// Other rows that are just as right.
    pub other: Vec<u32>,
    /// Member number as written.
    pub member: Option<String>,
    /// Account number.
    pub account: Option<String>,
    /// Subject in Hindi and English where it is neither.
    pub subject: Option<(String, String)>,
    /// Key of the head in the trial balance that is out by it.
    pub head: Option<&'static str>,
    /// Further heads that are out by it, with the amount.
    pub more_heads: Vec<(&'static str, i64)>,
    /// Effect or size in paise.
    pub amount: i64,
    /// What should stand there.
    pub correct: Option<i64>,
    /// Numbers of one person.
    pub cluster: Vec<String>,
    /// Column and raw text of an impossible date.
    pub raw: Option<(String, String)>,
    /// Page of the register.
    pub page: Option<u32>,
    /// Rows of that page (by id).
    pub page_rows: Vec<u32>,
    /// For a person.
    pub message: String,
    /// Indexes of the defects that cause this one.
    pub causes: Vec<usize>,
    /// Nothing in the files explains it.
    pub untraceable: bool,
    /// It changes `difference` of its head.
    pub counts: bool,
}
