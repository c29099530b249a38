//! Who may do what, where: one readable table.

use kernel::{Refusal, SocietyId, Verb};
use places::{Office, Posting};
use std::collections::HashSet;
use std::sync::Arc;

/// What a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Keeps the machine, brings old books in, enters what others let pass.
    Operator,
    /// Holds the cash.
    Cashier,
    /// Keeps the accounts.
    Accountant,
    /// Runs the society.
    Secretary,
    /// Lets pass beside the secretary.
    President,
    /// Of the bank or the department, above the society: lets pass what comes late.
    Supervisor,
    /// Reads everything, objects.
    Auditor,
    /// Of the department: reads, checks.
    Officer,
    /// Of the system integrator: helps with the machine, has no word in the books.
    Engineer,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 9] = [
        Role::Operator,
        Role::Cashier,
        Role::Accountant,
        Role::Secretary,
        Role::President,
        Role::Supervisor,
        Role::Auditor,
        Role::Officer,
        Role::Engineer,
    ];

    /// `operator`, `cashier`, `accountant`, `secretary`, `president`, `supervisor`, `auditor`, `officer`, `engineer`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Cashier => "cashier",
            Role::Accountant => "accountant",
            Role::Secretary => "secretary",
            Role::President => "president",
            Role::Supervisor => "supervisor",
            Role::Auditor => "auditor",
            Role::Officer => "officer",
            Role::Engineer => "engineer",
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
        use Role::{Accountant, Auditor, Cashier, Engineer, Officer, Operator, President, Secretary, Supervisor};
        let of = |roles: &[Role]| roles.contains(&self);
        match verb {
            Verb::BooksRead | Verb::RegisterVerify => true,
            Verb::Export => self != Engineer,
            Verb::BooksPost | Verb::CreditAct | Verb::TradeAct => of(&[Operator, Cashier, Accountant, Secretary]),
            // the cashier too: with two people at work nobody else may take fee and share money in cash
            Verb::MemberWrite => of(&[Operator, Cashier, Accountant, Secretary]),
            Verb::DayRun => of(&[Cashier, Secretary]),
            Verb::LoanSanction | Verb::PersonErase => self == Secretary,
            Verb::Approve => of(&[Secretary, President]),
            Verb::ApproveLate => of(&[Supervisor, Officer]),
            Verb::RulesSet => of(&[Secretary, Supervisor]),
            Verb::Object => self == Auditor,
            // what is lost is named by whoever looks into the books, or by the society itself
            Verb::LossName => of(&[Auditor, Secretary]),
            Verb::Reply | Verb::YearEnd => of(&[Accountant, Secretary]),
            Verb::DesksLetIn => of(&[Operator, Officer, Engineer]),
            Verb::StateKeep => of(&[Operator, Officer]),
            Verb::StateRead => of(&[Operator, Supervisor, Auditor, Officer, Engineer]),
            Verb::Attest => of(&[Supervisor, Auditor, Officer]),
            Verb::HelpAsk => of(&[Operator, Cashier, Accountant, Secretary, President]),
            Verb::HelpNote => self != Auditor,
            Verb::HelpGive => of(&[Supervisor, Officer, Engineer]),
            Verb::HelpKeep => of(&[Operator, Supervisor, Officer]),
            Verb::MigrationImport => self == Operator,
            Verb::MigrationWork => of(&[Operator, Accountant, Secretary]),
            Verb::MigrationSettle => of(&[Secretary, President]),
            Verb::MigrationSign => of(&[Operator, Accountant, Secretary, President, Officer, Auditor, Supervisor]),
            // whom he may name is another question: `Who::may_name`
            Verb::UsersManage => of(&[Operator, Secretary]),
        }
    }

    /// Keeps accounts and so may not hold cash (model bye-law 13(3) of 5 January 2023), unless one person alone works in the society.
    #[must_use]
    pub fn keeps_accounts(self) -> bool {
        matches!(self, Role::Operator | Role::Accountant | Role::Secretary)
    }
}

impl Role {
    /// One in which holders of posts work at the seat: what a login has in whose name a post may be given.
    #[must_use]
    pub fn is_of_post(self) -> bool {
        Office::ALL.into_iter().any(|o| Role::of_office(o) == self)
    }

    /// The role in which the holder of a post works at the seat.
    #[must_use]
    pub fn of_office(office: Office) -> Role {
        match office {
            Office::Ado
            | Office::Adco
            | Office::Ar
            | Office::Cdo
            | Office::Dm
            | Office::Registrar
            | Office::Secretary => Role::Officer,
            Office::BankSupervisor => Role::Supervisor,
            Office::Auditor => Role::Auditor,
            Office::SiEngineer => Role::Engineer,
        }
    }
}

/// What an officer at a seat stands over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// His post; nothing where he holds none now: then he sees no society.
    pub posting: Option<Posting>,
    /// The societies of it; nothing where it is the whole State.
    pub societies: Option<Arc<HashSet<SocietyId>>>,
}

impl Over {
    fn holds(&self, society: SocietyId) -> bool {
        self.posting.is_some() && self.societies.as_ref().is_none_or(|s| s.contains(&society))
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
    /// At the seat of a State, the post by which an officer sees what he sees.
    pub over: Option<Arc<Over>>,
}

impl Who {
    /// Somebody of a place.
    #[must_use]
    pub fn of(name: &str, role: Role, place: SocietyId) -> Who {
        Who { name: name.to_owned(), role, place, over: None }
    }

    /// His post, where he is an officer at a seat.
    #[must_use]
    pub fn posting(&self) -> Option<&Posting> {
        self.over.as_ref()?.posting.as_ref()
    }

    /// Somebody at the machine's own command line.
    #[must_use]
    pub fn local(role: Role) -> Who {
        Who::of(role.code(), role, SocietyId(0))
    }

    /// Whether he may give or take a role in a place. The operator of the whole installation names everybody. In a society its secretary
    /// and operator name those who enter (operator, cashier, accountant), never those who let pass or look into what they enter: nobody
    /// chooses his own checker.
    #[must_use]
    pub fn may_name(&self, place: SocietyId, role: Role) -> bool {
        if self.role == Role::Operator && self.place == SocietyId(0) {
            return true;
        }
        place != SocietyId(0) && matches!(role, Role::Operator | Role::Cashier | Role::Accountant)
    }

    /// Lets him through or refuses.
    ///
    /// # Errors
    /// 5001: his role may not; 5002: not in this place.
    pub fn guard(&self, verb: Verb, society: SocietyId) -> Result<(), Refusal> {
        if !self.role.may(verb) {
            return Err(Refusal::new(5001).with("name", &self.name).with("role", self.role.code()));
        }
        let elsewhere = self.place != SocietyId(0) && self.place != society;
        if elsewhere || self.over.as_ref().is_some_and(|o| !o.holds(society)) {
            return Err(Refusal::new(5002).with("name", &self.name));
        }
        Ok(())
    }

    /// Lets him through to the State's own register and pages or refuses. Lists and posts are kept by the operator of the installation, and by the
    /// Registrar and the Secretary.
    ///
    /// # Errors
    /// 5001: his role or post may not; 5002: he belongs to a society, or holds no post.
    pub fn guard_state(&self, verb: Verb) -> Result<(), Refusal> {
        let office = self.posting().map(|p| p.office);
        let keeps = self.role == Role::Operator || matches!(office, Some(Office::Registrar | Office::Secretary));
        if !self.role.may(verb) || (verb == Verb::StateKeep && !keeps) {
            return Err(Refusal::new(5001).with("name", &self.name).with("role", self.role.code()));
        }
        if self.place != SocietyId(0) || self.over.as_ref().is_some_and(|o| o.posting.is_none()) {
            return Err(Refusal::new(5002).with("name", &self.name));
        }
        Ok(())
    }
}
