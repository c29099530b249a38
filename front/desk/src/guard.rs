//! Who may do what, where: one readable table.

use kernel::{Refusal, SocietyId, Verb};

/// What a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Keeps the machine and brings old books in; posts nothing.
    Operator,
    /// Runs the society.
    Secretary,
    /// Reads everything, writes nothing.
    Auditor,
    /// Of the department: reads, checks.
    Officer,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 4] = [Role::Operator, Role::Secretary, Role::Auditor, Role::Officer];

    /// `operator`, `secretary`, `auditor`, `officer`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Secretary => "secretary",
            Role::Auditor => "auditor",
            Role::Officer => "officer",
        }
    }

    /// Back from the code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The table.
    #[must_use]
    pub fn may(self, verb: Verb) -> bool {
        match verb {
            Verb::BooksRead | Verb::Export | Verb::RegisterVerify => true,
            Verb::BooksPost | Verb::PersonErase => self == Role::Secretary,
            Verb::MigrationImport | Verb::UsersManage => self == Role::Operator,
        }
    }
}

/// A person who has logged in, or the command line on the machine itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Login name; stands in the entries he writes.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Place: a society, or 0 for the whole installation.
    pub place: SocietyId,
}

impl Who {
    /// Somebody at the machine's own command line.
    #[must_use]
    pub fn local(role: Role) -> Who {
        Who { name: role.code().to_owned(), role, place: SocietyId(0) }
    }

    /// Lets him through or refuses.
    ///
    /// # Errors
    /// 5001: his role may not; 5002: not in this place.
    pub fn guard(&self, verb: Verb, society: SocietyId) -> Result<(), Refusal> {
        if !self.role.may(verb) {
            return Err(Refusal::new(5001).with("name", &self.name).with("role", self.role.code()));
        }
        if self.place != SocietyId(0) && self.place != society {
            return Err(Refusal::new(5002).with("name", &self.name));
        }
        Ok(())
    }
}
