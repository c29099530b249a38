//! An invented register: names as they are common in the hills, drawn from a seed.

/// A member of the invented register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Membership number.
    pub no: String,
    /// Name.
    pub name: String,
    /// Father's or husband's name.
    pub father: String,
    /// Village.
    pub village: String,
}

impl Person {
    /// As the index takes it.
    pub fn row(&self) -> society::search::SearchRow<'_> {
        society::search::SearchRow { no: &self.no, name: &self.name, father: &self.father, village: &self.village }
    }
}

/// Numbers from a seed (xorshift).
pub struct Dice(pub u64);

impl Dice {
    /// Below `n`.
    pub fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }

    /// One of them.
    pub fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }
}

/// Given names of men.
pub const MEN: &[&str] = &[
    "राम",
    "भवान",
    "दीवान",
    "धन",
    "केशर",
    "कुँवर",
    "नारायण",
    "गोपाल",
    "हरीश",
    "जगत",
    "लक्ष्मण",
    "मोहन",
    "पूरन",
    "प्रताप",
    "राजेन्द्र",
    "सुरेश",
    "त्रिलोक",
    "उमेद",
    "विजय",
    "बलवन्त",
    "चन्दन",
    "दलीप",
    "गंगा",
    "खुशाल",
    "माधो",
    "नन्दन",
    "पान",
    "रघुवीर",
    "शेर",
    "ठाकुर",
    "आनन्द",
    "बच्ची",
    "चतुर",
    "देव",
    "फकीर",
    "गजेन्द्र",
    "हयात",
    "ईश्वर",
    "जसवन्त",
    "कल्याण",
    "कृष्ण",
    "महेन्द्र",
    "महिपाल",
    "नैन",
    "प्रेम",
    "पुष्कर",
    "रणजीत",
    "सोबन",
    "तेज",
    "वीरेन्द्र",
    "दिनेश",
    "भूपाल",
    "अर्जुन",
    "अमर",
    "ज्ञान",
    "कमल",
    "मनोज",
    "रमेश",
    "सतीश",
    "शंकर",
];
/// Given names of women.
pub const WOMEN: &[&str] = &[
    "गीता",
    "सीता",
    "कमला",
    "विमला",
    "हंसा",
    "जानकी",
    "माया",
    "पार्वती",
    "देवकी",
    "शान्ति",
    "सरस्वती",
    "राधा",
    "बसन्ती",
    "गोविन्दी",
    "तुलसी",
    "कलावती",
    "मोहिनी",
    "चम्पा",
    "लीला",
    "पुष्पा",
    "मुन्नी",
    "दीपा",
    "भगवती",
    "अनीता",
    "सुनीता",
    "मीना",
    "हेमा",
    "नन्दी",
    "खष्टी",
    "आशा",
];
/// Surnames.
pub const LAST: &[&str] = &[
    "",
    "",
    "",
    "नेगी",
    "रावत",
    "बिष्ट",
    "भण्डारी",
    "मेहता",
    "जोशी",
    "पन्त",
    "पाण्डे",
    "चौहान",
    "कठैत",
    "राणा",
    "गुसाईं",
    "आर्य",
    "टम्टा",
    "बोरा",
    "कार्की",
    "मेहरा",
    "खत्री",
    "उनियाल",
    "नौटियाल",
    "सेमवाल",
];
/// Villages.
pub const VILLAGES: &[&str] = &[
    "कोट",
    "नैनी",
    "सिमली",
    "बड़ेथ",
    "तिलवाड़ा",
    "जखोली",
    "पाली",
    "सौंदा",
    "खिर्सू",
    "चमेठा",
    "भटवाड़ी",
    "गैर",
    "दड़मोला",
    "सेम",
    "ढुंग",
    "मल्ला कोट",
    "तल्ला कोट",
    "बिनगढ़",
    "रौता",
    "कफोली",
    "डुंगरी",
    "पोखरी",
    "नारायणबगड़",
    "लोस्तु",
    "सिलकोट",
    "बमोली",
    "धारकोट",
    "कण्डोली",
];

/// So many members.
pub fn members(count: usize, men: &[&str], women: &[&str], last: &[&str]) -> Vec<Person> {
    let mut dice = Dice(0x5eed_1234_abcd);
    let mut out = Vec::with_capacity(count);
    for i in 0..count {
        let woman = dice.roll(3) == 0;
        let last = dice.pick(last);
        let middle = dice.pick(&["सिंह", "सिंह", "लाल", "चन्द्र", "राम"]);
        let whole = |first: &str, middle: &str| format!("{first} {middle} {last}").trim().to_owned();
        let name = if woman { whole(dice.pick(women), "देवी") } else { whole(dice.pick(men), middle) };
        let father = whole(dice.pick(men), middle);
        out.push(Person { no: (i + 1).to_string(), name, father, village: dice.pick(VILLAGES).to_owned() });
    }
    out
}
