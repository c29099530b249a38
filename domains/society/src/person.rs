//! What the register knows of a person.

use crate::land::{Land, MOST};
use crate::terms::{Attachment, Caste, Kyc, KycKind, MOST_NAME, MOST_ROWS, Nominee, Sex, Village, blank_or_text, text};
use kernel::{Date, Refusal};
use lipi::mobile::Mobile;
use serde::{Deserialize, Serialize};

/// A person. Members brought forward from old books have name, father, village and mobile; the rest is unknown until it is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Father's or husband's name.
    pub father: String,
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sex: Option<Sex>,
    /// Day of birth.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub born: Option<Date>,
    /// Category.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub caste: Option<Caste>,
    /// Village.
    pub village: Village,
    /// Ten digits, or empty. Erasable: the store keeps it beside the register and puts a salted commitment here.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub mobile: String,
    /// Land held in the area of operation.
    #[serde(default)]
    pub land: Land,
    /// Cattle held.
    #[serde(default)]
    pub cattle: u16,
    /// Occupation.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub occupation: String,
    /// Papers that were looked at.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub kyc: Vec<Kyc>,
    /// Photograph.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub photo: Option<Attachment>,
    /// Signature or thumb.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signature: Option<Attachment>,
}

/// One field of a person with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "kebab-case")]
pub enum Field {
    /// [`Person::name`].
    Name(String),
    /// [`Person::father`].
    Father(String),
    /// [`Person::sex`].
    Sex(Option<Sex>),
    /// [`Person::born`].
    Born(Option<Date>),
    /// [`Person::caste`].
    Caste(Option<Caste>),
    /// [`Person::village`].
    Village(Village),
    /// [`Person::mobile`]; erasable.
    Mobile(String),
    /// [`Person::land`].
    Land(Land),
    /// [`Person::cattle`].
    Cattle(u16),
    /// [`Person::occupation`].
    Occupation(String),
    /// [`Person::kyc`], all of them.
    Kyc(Vec<Kyc>),
    /// [`Person::photo`].
    Photo(Option<Attachment>),
    /// [`Person::signature`].
    Signature(Option<Attachment>),
}

impl Field {
    /// True where both are values of one field.
    #[must_use]
    pub fn same_field(&self, other: &Field) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Person {
    /// The value this person has in the field of `like`.
    #[must_use]
    pub fn get(&self, like: &Field) -> Field {
        match like {
            Field::Name(_) => Field::Name(self.name.clone()),
            Field::Father(_) => Field::Father(self.father.clone()),
            Field::Sex(_) => Field::Sex(self.sex),
            Field::Born(_) => Field::Born(self.born),
            Field::Caste(_) => Field::Caste(self.caste),
            Field::Village(_) => Field::Village(self.village.clone()),
            Field::Mobile(_) => Field::Mobile(self.mobile.clone()),
            Field::Land(_) => Field::Land(self.land),
            Field::Cattle(_) => Field::Cattle(self.cattle),
            Field::Occupation(_) => Field::Occupation(self.occupation.clone()),
            Field::Kyc(_) => Field::Kyc(self.kyc.clone()),
            Field::Photo(_) => Field::Photo(self.photo.clone()),
            Field::Signature(_) => Field::Signature(self.signature.clone()),
        }
    }

    /// Puts a value into its field.
    pub fn set(&mut self, to: Field) {
        match to {
            Field::Name(v) => self.name = v,
            Field::Father(v) => self.father = v,
            Field::Sex(v) => self.sex = v,
            Field::Born(v) => self.born = v,
            Field::Caste(v) => self.caste = v,
            Field::Village(v) => self.village = v,
            Field::Mobile(v) => self.mobile = v,
            Field::Land(v) => self.land = v,
            Field::Cattle(v) => self.cattle = v,
            Field::Occupation(v) => self.occupation = v,
            Field::Kyc(v) => self.kyc = v,
            Field::Photo(v) => self.photo = v,
            Field::Signature(v) => self.signature = v,
        }
    }

    /// The person as he may be written: texts cleaned, mobile as ten digits, digits of papers in ASCII.
    ///
    /// # Errors
    /// 4202 (name missing, a text too long), 4203 (an Aadhaar number), 4208 (mobile), 4214 (a paper), 4231 (land), 4233 (a day that is not
    /// possible), 4236 (photograph or signature), 4239 (too many papers).
    pub fn checked(&self, today: Date) -> Result<Person, Refusal> {
        let clean = lipi::text::clean;
        let mut p = self.clone();
        (p.name, p.father, p.occupation) = (clean(&p.name), clean(&p.father), clean(&p.occupation));
        if let Village::Listed(v) = &mut p.village {
            *v = clean(v);
            blank_or_text("village", v, MOST_NAME)?;
        }
        text("name", &p.name, MOST_NAME)?;
        blank_or_text("father", &p.father, MOST_NAME)?;
        blank_or_text("occupation", &p.occupation, MOST_NAME)?;
        p.mobile = mobile(&p.mobile)?;
        if !(0..=MOST).contains(&p.land.0) {
            return Err(Refusal::new(4231).with("text", p.land.metres()));
        }
        if let Some(born) = p.born {
            possible_birth(born, today)?;
        }
        if p.kyc.len() > MOST_ROWS {
            return Err(Refusal::new(4239).with("most", MOST_ROWS));
        }
        p.kyc = p.kyc.iter().map(|k| checked_paper(k, today)).collect::<Result<_, _>>()?;
        p.photo.iter().chain(&p.signature).try_for_each(attachment)?;
        Ok(p)
    }
}

/// Ten digits, or empty.
fn mobile(of: &str) -> Result<String, Refusal> {
    match lipi::mobile::valid(of) {
        Mobile::Blank => Ok(String::new()),
        Mobile::Good(ten) => Ok(ten),
        Mobile::Bad => Err(Refusal::new(4208)),
    }
}

/// A day of birth not after today and not more than 120 years before.
pub(crate) fn possible_birth(born: Date, today: Date) -> Result<(), Refusal> {
    let oldest = today.checked_sub(kernel::years(120)).unwrap_or(Date::MIN);
    if born > today || born < oldest {
        return Err(Refusal::new(4233).with("date", born).with("today", today));
    }
    Ok(())
}

/// A paper's number in the form it has; of Aadhaar four digits.
fn checked_paper(k: &Kyc, today: Date) -> Result<Kyc, Refusal> {
    crate::secret::keep_out("kyc", &k.shown)?;
    text("verified-by", &k.verified_by, MOST_NAME)?;
    if k.on > today {
        return Err(Refusal::new(4233).with("date", k.on).with("today", today));
    }
    let plain = k.shown.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '/'));
    let shown: String =
        plain.map(|c| crate::secret::digit(c).map_or(c, |d| char::from(b'0' + d)).to_ascii_uppercase()).collect();
    let bytes = shown.as_bytes();
    let upper = |r: &[u8]| r.iter().all(u8::is_ascii_uppercase);
    let figures = |r: &[u8]| r.iter().all(u8::is_ascii_digit);
    let right = match k.kind {
        KycKind::Aadhaar => bytes.len() == 4 && figures(bytes),
        KycKind::Pan => bytes.len() == 10 && upper(&bytes[..5]) && figures(&bytes[5..9]) && upper(&bytes[9..]),
        KycKind::Voter | KycKind::Ration => (4..=20).contains(&bytes.len()) && shown.chars().all(char::is_alphanumeric),
        KycKind::Passport => bytes.len() == 8 && upper(&bytes[..1]) && figures(&bytes[1..]),
    };
    if right { Ok(Kyc { shown, ..k.clone() }) } else { Err(Refusal::new(4214).with("kind", k.kind.code())) }
}

/// A digest of 64 hexadecimal characters and a length that is possible (1 byte to 10 MiB).
fn attachment(a: &Attachment) -> Result<(), Refusal> {
    let good = kernel::Digest::from_hex(&a.digest).is_some() && (1..=10 << 20).contains(&a.bytes);
    if good { Ok(()) } else { Err(Refusal::new(4236)) }
}

/// Nominees as they may be written: named, and their shares make 100. None at all is allowed: the register then says so.
///
/// # Errors
/// 4202, 4203, 4216 (shares do not make 100), 4233, 4239.
pub fn checked_nominees(all: &[Nominee], today: Date) -> Result<Vec<Nominee>, Refusal> {
    if all.len() > MOST_ROWS {
        return Err(Refusal::new(4239).with("most", MOST_ROWS));
    }
    for n in all {
        text("nominee", &n.name, MOST_NAME)?;
        text("relation", &n.relation, MOST_NAME)?;
        if let Some(born) = n.born {
            possible_birth(born, today)?;
        }
    }
    let sum: u32 = all.iter().map(|n| u32::from(n.share)).sum();
    if !all.is_empty() && (sum != 100 || all.iter().any(|n| n.share == 0)) {
        return Err(Refusal::new(4216).with("sum", sum));
    }
    let clean = |t: &String| lipi::text::clean(t);
    Ok(all.iter().map(|n| Nominee { name: clean(&n.name), relation: clean(&n.relation), ..n.clone() }).collect())
}
