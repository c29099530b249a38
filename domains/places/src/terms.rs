//! The words of this room.

use kernel::Date;
use serde::{Deserialize, Serialize};

/// Level of a place on the panchayat side of the Local Government Directory (LGD).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The State.
    State,
    /// A district (revenue and panchayat side share it).
    District,
    /// A development block.
    Block,
    /// A gram panchayat.
    Panchayat,
}

impl Level {
    /// All, from above.
    pub const ALL: [Level; 4] = [Level::State, Level::District, Level::Block, Level::Panchayat];

    /// `state`, `district`, `block`, `panchayat`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Level::State => "state",
            Level::District => "district",
            Level::Block => "block",
            Level::Panchayat => "panchayat",
        }
    }

    /// The level above.
    #[must_use]
    pub const fn above(self) -> Option<Level> {
        match self {
            Level::State => None,
            Level::District => Some(Level::State),
            Level::Block => Some(Level::District),
            Level::Panchayat => Some(Level::Block),
        }
    }
}

/// A place of the LGD.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// LGD code, unique within its level.
    pub code: u32,
    /// Code of the place above; 0 for a State.
    pub parent: u32,
    /// Name as the list writes it, mostly in Latin letters.
    pub name: String,
    /// Name in Hindi; empty where no list brought one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hindi: String,
}

/// What a society does above all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sector {
    /// Multipurpose primary agricultural credit society.
    Mpacs,
    /// Dairy society.
    Dairy,
    /// Fishery society.
    Fishery,
    /// Another.
    Other,
}

impl Sector {
    /// All.
    pub const ALL: [Sector; 4] = [Sector::Mpacs, Sector::Dairy, Sector::Fishery, Sector::Other];

    /// `mpacs`, `dairy`, `fishery`, `other`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Sector::Mpacs => "mpacs",
            Sector::Dairy => "dairy",
            Sector::Fishery => "fishery",
            Sector::Other => "other",
        }
    }
}

/// A society as the list of societies names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Code, unique in the State; the same stands in the origin of its register.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it does above all.
    pub sector: Sector,
    /// LGD code of its district.
    pub district: u32,
    /// LGD code of its block.
    pub block: u32,
    /// Code of its district cooperative bank; empty where the list does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bank: String,
    /// LGD codes of the gram panchayats in its area of operation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub area: Vec<u32>,
}

/// A district cooperative bank. Ten of them serve thirteen districts: a bank is not a district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bank {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// LGD codes of the districts it serves.
    pub districts: Vec<u32>,
}

/// A post that watches over societies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Office {
    /// Assistant development officer (cooperative) of a block.
    Ado,
    /// Additional district cooperative officer.
    Adco,
    /// Assistant registrar of a district.
    Ar,
    /// Chief development officer of a district.
    Cdo,
    /// District magistrate.
    Dm,
    /// Registrar of the State.
    Registrar,
    /// Secretary of the State's department.
    Secretary,
    /// Supervisor of the district bank.
    BankSupervisor,
    /// Auditor.
    Auditor,
    /// Engineer of the system integrator: no word in the books.
    SiEngineer,
}

impl Office {
    /// All of them.
    pub const ALL: [Office; 10] = [
        Office::Ado,
        Office::Adco,
        Office::Ar,
        Office::Cdo,
        Office::Dm,
        Office::Registrar,
        Office::Secretary,
        Office::BankSupervisor,
        Office::Auditor,
        Office::SiEngineer,
    ];

    /// Its code, as in the messages `office-…`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Office::Ado => "ado",
            Office::Adco => "adco",
            Office::Ar => "ar",
            Office::Cdo => "cdo",
            Office::Dm => "dm",
            Office::Registrar => "registrar",
            Office::Secretary => "secretary",
            Office::BankSupervisor => "bank-supervisor",
            Office::Auditor => "auditor",
            Office::SiEngineer => "si-engineer",
        }
    }

    /// Back from the code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Office> {
        Office::ALL.into_iter().find(|o| o.code() == code)
    }

    /// Whether the post may stand over such a part of the State.
    #[must_use]
    pub const fn fits(self, scope: &Scope) -> bool {
        match self {
            Office::Ado => matches!(scope, Scope::Block(_)),
            Office::Adco | Office::Ar | Office::Cdo | Office::Dm => matches!(scope, Scope::District(_)),
            Office::Registrar | Office::Secretary => matches!(scope, Scope::State),
            Office::BankSupervisor => matches!(scope, Scope::Bank(_) | Scope::Block(_)),
            Office::Auditor | Office::SiEngineer => true,
        }
    }
}

/// The part of the State an officer stands over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "over", content = "of", rename_all = "kebab-case")]
pub enum Scope {
    /// All of it.
    State,
    /// A district, by its LGD code.
    District(u32),
    /// A block, by its LGD code.
    Block(u32),
    /// The societies of a district bank, by its code.
    Bank(String),
    /// One society, by its code.
    Society(String),
}

impl Scope {
    /// Whether a society lies in it.
    #[must_use]
    pub fn holds(&self, s: &Listed) -> bool {
        match self {
            Scope::State => true,
            Scope::District(d) => s.district == *d,
            Scope::Block(b) => s.block == *b,
            Scope::Bank(b) => s.bank == *b,
            Scope::Society(c) => s.code == *c,
        }
    }

    /// As an address says it: `state`, `d45`, `b352`, `bank-ALM`, `s-CODE`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Scope::State => "state".to_owned(),
            Scope::District(d) => format!("d{d}"),
            Scope::Block(b) => format!("b{b}"),
            Scope::Bank(b) => format!("bank-{b}"),
            Scope::Society(c) => format!("s-{c}"),
        }
    }

    /// Back from the code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Scope> {
        let number = |text: &str| text.parse().ok();
        match code {
            "state" => Some(Scope::State),
            _ if code.starts_with("bank-") => Some(Scope::Bank(code[5..].to_owned())),
            _ if code.starts_with("s-") => Some(Scope::Society(code[2..].to_owned())),
            _ if code.starts_with('d') => number(&code[1..]).map(Scope::District),
            _ if code.starts_with('b') => number(&code[1..]).map(Scope::Block),
            _ => None,
        }
    }
}

/// An officer in a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// His login name at the seat.
    pub login: String,
    /// His name.
    pub name: String,
    /// The post.
    pub office: Office,
    /// What he stands over.
    #[serde(flatten)]
    pub scope: Scope,
    /// Order of the posting.
    pub order: String,
    /// From this day on.
    pub from: Date,
    /// E-mail for circulars and digests; empty where none was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mail: String,
    /// Telephone for short messages; empty where none was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}
