//! Finding members by name, father and village in either script, however spelt, and by number.
//!
//! Words that sound the same are one word of the lexicon, whatever script they came in; each knows where it occurs. A question compares its
//! words with the lexicon, which grows far slower than the register, and counts where the likely ones occur. A rare word says more than
//! सिंह, a name more than a father, and the first word of a question is most likely the member's own name.

use lipi::name::Word;
use std::collections::HashMap;

/// A member as the index must know him. Of one who left or was merged the store decides whether he can be found.
#[derive(Clone, Copy, Debug)]
pub struct SearchRow<'r> {
    /// Membership number.
    pub no: &'r str,
    /// Name.
    pub name: &'r str,
    /// Father's or husband's name.
    pub father: &'r str,
    /// Village as shown.
    pub village: &'r str,
}

/// A member found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Membership number as written in the register.
    pub no: String,
    /// How well he fits, in thousandths of a perfect answer.
    pub score: u16,
    /// His number was asked for.
    pub exact: bool,
}

/// Most words of a question that are listened to.
const MOST_WORDS: usize = 8;
/// Words less alike than this, in thousandths, are different words.
const LEAST: u16 = 600;
/// From here on a word of the lexicon is the word asked for, only spelt otherwise.
const SAME: u16 = 900;
/// Two words of a question this much alike are one word asked for twice.
const ALIKE: u16 = 850;
/// What a word is worth of which only the beginning was typed.
const BEGUN: u16 = 880;
/// What a word is worth that was found in two parts, or as a part.
const PARTED: u16 = 930;
/// Worth of a place of a word in hundredths: first of the name, later in the name, first of the father's, later there, village.
const PLACES: [u32; 5] = [100, 94, 88, 84, 84];
/// What is given extra where the first word asked for is the first of the name.
const FIRST: u32 = 8;
/// Bits of a posting that hold the place.
const BITS: u32 = 3;

/// A word of the lexicon.
struct Term {
    word: Word,
    /// Member and place, packed.
    at: Vec<u32>,
}

/// A member of the index.
struct Page {
    no: Box<str>,
    /// Words with their places, packed.
    words: Box<[u32]>,
    /// Words of the name.
    names: u8,
}

/// The index. Holds sounds and numbers, no text of a person.
#[derive(Default)]
pub struct Index {
    terms: Vec<Term>,
    lexicon: HashMap<Box<[u8]>, u32>,
    pages: Vec<Page>,
    /// Pages that are in use, by their folded number.
    by_no: Vec<u32>,
    /// Pages of members taken out, to be used again.
    free: Vec<u32>,
}

/// A number as it is compared: ASCII digits, capitals, no blanks, no zeros before.
fn folded(no: &str) -> String {
    let plain = no.chars().filter(|c| !c.is_whitespace());
    let plain: String =
        plain.map(|c| crate::secret::digit(c).map_or(c, |d| char::from(b'0' + d)).to_ascii_uppercase()).collect();
    let bare = plain.trim_start_matches('0');
    if bare.is_empty() { plain } else { bare.to_owned() }
}

/// Each word of the lexicon once, with its greater likeness.
fn merged(mut like: Vec<(u32, u16)>, around: Vec<(u32, u16)>) -> Vec<(u32, u16)> {
    for (id, alike) in around {
        match like.iter_mut().find(|l| l.0 == id) {
            Some(there) => there.1 = there.1.max(alike),
            None => like.push((id, alike)),
        }
    }
    like
}

impl Index {
    /// Builds an index of many members at once. Of two rows with one number the later is kept.
    #[must_use]
    pub fn build<'r>(rows: impl IntoIterator<Item = SearchRow<'r>>) -> Index {
        let mut index = Index::default();
        for row in rows {
            let page = index.page(&row);
            index.pages.push(page);
            index.enter(index.pages.len() as u32 - 1);
        }
        let mut keyed: Vec<(String, u32)> =
            index.pages.iter().enumerate().map(|(i, p)| (folded(&p.no), i as u32)).collect();
        keyed.sort();
        for pair in keyed.windows(2) {
            if pair[0].0 == pair[1].0 {
                index.leave(pair[0].1);
                index.free.push(pair[0].1);
            }
        }
        let last = |i: usize| keyed.get(i + 1).is_none_or(|next| next.0 != keyed[i].0);
        index.by_no = (0..keyed.len()).filter(|i| last(*i)).map(|i| keyed[i].1).collect();
        index.terms.iter_mut().for_each(|t| t.at.shrink_to_fit());
        index
    }

    /// Enters a member, or what is known of him now.
    pub fn put(&mut self, row: &SearchRow<'_>) {
        let page = self.page(row);
        match self.place(&folded(row.no)) {
            Ok(at) => {
                let id = self.by_no[at];
                self.leave(id);
                self.pages[id as usize] = page;
                self.enter(id);
            }
            Err(at) => {
                let id = match self.free.pop() {
                    Some(id) => {
                        self.pages[id as usize] = page;
                        id
                    }
                    None => {
                        self.pages.push(page);
                        self.pages.len() as u32 - 1
                    }
                };
                self.by_no.insert(at, id);
                self.enter(id);
            }
        }
    }

    /// Takes a member out; false where there is none of that number.
    pub fn remove(&mut self, no: &str) -> bool {
        let Ok(at) = self.place(&folded(no)) else { return false };
        let id = self.by_no.remove(at);
        self.leave(id);
        self.free.push(id);
        true
    }

    /// Members in the index.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_no.len()
    }

    /// True for an index without members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_no.is_empty()
    }

    /// Different words it knows.
    #[must_use]
    pub fn words(&self) -> usize {
        self.terms.len()
    }

    /// Bytes it holds, as far as they can be counted from inside.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let word = |t: &Term| size_of::<Term>() + 2 * t.word.sounds().len() + 4 * t.at.capacity() + 32;
        let page = |p: &Page| size_of::<Page>() + p.no.len() + 4 * p.words.len();
        self.terms.iter().map(word).sum::<usize>()
            + self.pages.iter().map(page).sum::<usize>()
            + self.lexicon.capacity() * (size_of::<(Box<[u8]>, u32)>() + 1)
            + 4 * (self.by_no.capacity() + self.free.capacity())
    }

    fn place(&self, folded_no: &str) -> Result<usize, usize> {
        self.by_no.binary_search_by(|id| folded(&self.pages[*id as usize].no).as_str().cmp(folded_no))
    }

    /// The lexicon's number of a word.
    fn term(&mut self, word: Word) -> u32 {
        if let Some(id) = self.lexicon.get(word.sounds()) {
            return *id;
        }
        let id = self.terms.len() as u32;
        self.lexicon.insert(word.sounds().into(), id);
        self.terms.push(Term { word, at: Vec::new() });
        id
    }

    fn page(&mut self, row: &SearchRow<'_>) -> Page {
        let (name, father, village) = (Word::all(row.name), Word::all(row.father), Word::all(row.village));
        let names = name.len().min(255) as u8;
        let mut words = Vec::with_capacity(name.len() + father.len() + village.len());
        for (of, first, later) in [(name, 0, 1), (father, 2, 3), (village, 4, 4)] {
            for (i, word) in of.into_iter().enumerate() {
                words.push(self.term(word) << BITS | if i == 0 { first } else { later });
            }
        }
        Page { no: lipi::text::clean(row.no).into(), words: words.into(), names }
    }

    fn enter(&mut self, id: u32) {
        for packed in &self.pages[id as usize].words {
            let here = id << BITS | packed & ((1 << BITS) - 1);
            self.terms[(packed >> BITS) as usize].at.push(here);
        }
    }

    fn leave(&mut self, id: u32) {
        for packed in std::mem::take(&mut self.pages[id as usize].words) {
            self.terms[(packed >> BITS) as usize].at.retain(|p| p >> BITS != id);
        }
    }

    /// The best answers to a question, best first, at most `most`. A number that is there comes before everything; a question of nothing but a
    /// number also finds numbers that begin with it. Empty where nothing is alike.
    #[must_use]
    pub fn find(&self, question: &str, most: usize) -> Vec<Hit> {
        let (mut hits, only_numbers) = self.numbered(question);
        if only_numbers {
            hits.truncate(most);
            return hits;
        }
        let words = Word::all(question);
        let words = &words[..words.len().min(MOST_WORDS)];
        let mut total = vec![0u32; self.pages.len()];
        // the best and the second best place of a word in each page
        let mut best = vec![(0u32, 0u32); self.pages.len()];
        let mut touched: Vec<u32> = Vec::new();
        let mut perfect = 0;
        for (i, word) in words.iter().enumerate() {
            let like = self.like(word);
            let weight = self.weight(&like);
            perfect += weight * 1000 * (PLACES[0] + if i == 0 { FIRST } else { 0 });
            // A word asked for twice stands in two places: सिंह of the member and of the father.
            let again = words[..i].iter().any(|w| w.likeness(word, ALIKE).is_some());
            for (term, alike) in merged(like, self.around(words, i)) {
                for packed in &self.terms[term as usize].at {
                    let (id, place) = (packed >> BITS, (packed & ((1 << BITS) - 1)) as usize);
                    let extra = if i == 0 && place == 0 { FIRST } else { 0 };
                    let worth = u32::from(alike) * (PLACES[place] + extra);
                    let at = &mut best[id as usize];
                    if at.0 == 0 {
                        touched.push(id);
                    }
                    *at = if worth > at.0 { (worth, at.0) } else { (at.0, at.1.max(worth)) };
                }
            }
            for id in touched.drain(..) {
                let (first, second) = std::mem::take(&mut best[id as usize]);
                total[id as usize] += weight * if again { second } else { first };
            }
        }
        self.ranked(&total, perfect, most, hits)
    }

    /// The best of the counted, behind the numbers found.
    fn ranked(&self, total: &[u32], perfect: u32, most: usize, mut hits: Vec<Hit>) -> Vec<Hit> {
        let top = total.iter().copied().max().unwrap_or(0);
        // Who has less than a third of the best answer's worth is no answer beside it.
        let found = total.iter().enumerate().filter(|(_, t)| **t > 0 && **t >= top / 3);
        let mut found: Vec<(u32, u8, u32)> =
            found.map(|(id, t)| (u32::MAX - *t, self.pages[id].names, id as u32)).collect();
        if found.len() > most {
            found.select_nth_unstable(most);
            found.truncate(most);
        }
        found.sort_unstable();
        for (rest, _, id) in found {
            let no = &self.pages[id as usize].no;
            if hits.len() < most && !hits.iter().any(|h| *h.no == **no) {
                let score = u64::from(u32::MAX - rest) * 1000 / u64::from(perfect.max(1));
                hits.push(Hit { no: no.to_string(), score: score.min(1000) as u16, exact: false });
            }
        }
        hits.truncate(most);
        hits
    }

    /// Members whose number is asked for, and whether nothing else is.
    fn numbered(&self, question: &str) -> (Vec<Hit>, bool) {
        let has_digit = |t: &str| t.chars().any(|c| crate::secret::digit(c).is_some());
        let asked: Vec<&str> = question.split_whitespace().collect();
        let numbers: Vec<&str> = asked.iter().copied().filter(|t| has_digit(t)).take(MOST_WORDS).collect();
        let only = !numbers.is_empty() && numbers.len() == asked.len();
        let mut hits: Vec<Hit> = Vec::new();
        let mut push = |id: u32, score, exact| {
            let no = self.pages[id as usize].no.to_string();
            if !hits.iter().any(|h| h.no == no) {
                hits.push(Hit { no, score, exact });
            }
        };
        for number in &numbers {
            if let Ok(at) = self.place(&folded(number)) {
                push(self.by_no[at], 1000, true);
            }
        }
        if only {
            for start in numbers.iter().map(|n| folded(n)) {
                let (Ok(from) | Err(from)) = self.place(&start);
                let begun = self.by_no[from..].iter().take(50);
                let begun = begun.take_while(|id| folded(&self.pages[**id as usize].no).starts_with(&start));
                begun.for_each(|id| push(*id, 500, false));
            }
        }
        (hits, only)
    }

    /// Words of the lexicon that may be the word asked for, each with its likeness in thousandths.
    fn like(&self, word: &Word) -> Vec<(u32, u16)> {
        let probe = word.probe();
        let short = word.sounds().len() < 2;
        let mut out = Vec::new();
        for (id, term) in self.terms.iter().enumerate().filter(|(_, t)| !t.at.is_empty()) {
            let reached = probe.may_reach_thousandths(&term.word.sketch(), LEAST);
            let alike = if reached { word.likeness(&term.word, LEAST) } else { None };
            let begun = term.word.begins_with(word).then_some(if short { LEAST } else { BEGUN });
            if let Some(alike) = alike.max(begun) {
                out.push((id as u32, alike));
            }
        }
        out
    }

    /// Words written together in the register or the question: रामकिशन, Ram Kishan. Words of the lexicon that sound like the word joined with
    /// the next or the one before, and parts of the word that are words of the lexicon.
    fn around(&self, words: &[Word], i: usize) -> Vec<(u32, u16)> {
        let mut out = Vec::new();
        let mut whole = |sounds: &[u8]| out.extend(self.lexicon.get(sounds).map(|id| (*id, PARTED)));
        let before = i.checked_sub(1).map(|b| words[b].joined(&words[i]));
        let after = words.get(i + 1).map(|next| words[i].joined(next));
        before.iter().chain(&after).for_each(|w| whole(w.sounds()));
        let sounds = words[i].sounds();
        for cut in 2..sounds.len().saturating_sub(1) {
            let (a, b) = sounds.split_at(cut);
            if self.lexicon.contains_key(a) && self.lexicon.contains_key(b) {
                whole(a);
                whole(b);
            }
        }
        out
    }

    /// What a word asked for is worth: the rarer the words it may be, the more.
    fn weight(&self, like: &[(u32, u16)]) -> u32 {
        let same = like.iter().filter(|(_, alike)| *alike >= SAME);
        let often: usize = same.map(|(id, _)| self.terms[*id as usize].at.len()).sum();
        3 + (self.by_no.len() / often.max(1)).max(1).ilog2().min(12)
    }
}
