//! The vocabulary of a hill society, in both scripts: given names, surnames, villages, crops, goods.

/// A word in Devanagari and in Latin script.
pub type Pair = (&'static str, &'static str);

/// Given names of men.
pub const MEN: &[Pair] = &[
    ("मोहन", "Mohan"),
    ("हरीश", "Harish"),
    ("गोविन्द", "Govind"),
    ("दीवान", "Diwan"),
    ("कुन्दन", "Kundan"),
    ("प्रताप", "Pratap"),
    ("बलवन्त", "Balwant"),
    ("राजेन्द्र", "Rajendra"),
    ("सुरेन्द्र", "Surendra"),
    ("नरेन्द्र", "Narendra"),
    ("महेन्द्र", "Mahendra"),
    ("भूपेन्द्र", "Bhupendra"),
    ("वीरेन्द्र", "Virendra"),
    ("गजेन्द्र", "Gajendra"),
    ("जितेन्द्र", "Jitendra"),
    ("धर्मेन्द्र", "Dharmendra"),
    ("लक्ष्मण", "Lakshman"),
    ("भरत", "Bharat"),
    ("शंकर", "Shankar"),
    ("गणेश", "Ganesh"),
    ("रमेश", "Ramesh"),
    ("दिनेश", "Dinesh"),
    ("महेश", "Mahesh"),
    ("सुरेश", "Suresh"),
    ("नरेश", "Naresh"),
    ("जगदीश", "Jagdish"),
    ("कैलाश", "Kailash"),
    ("प्रकाश", "Prakash"),
    ("त्रिलोक", "Trilok"),
    ("पुष्कर", "Pushkar"),
    ("केदार", "Kedar"),
    ("बद्री", "Badri"),
    ("विद्याधर", "Vidyadhar"),
    ("चिन्तामणि", "Chintamani"),
    ("जीवानन्द", "Jivanand"),
    ("खीमानन्द", "Khimanand"),
    ("दयानन्द", "Dayanand"),
    ("शिवानन्द", "Shivanand"),
    ("कृष्ण", "Krishna"),
    ("राम", "Ram"),
    ("आनन्द", "Anand"),
    ("चन्दन", "Chandan"),
    ("हुकम", "Hukam"),
    ("फतेह", "Fateh"),
    ("रघुवीर", "Raghuvir"),
    ("जसपाल", "Jaspal"),
    ("विक्रम", "Vikram"),
    ("अर्जुन", "Arjun"),
    ("भीम", "Bhim"),
    ("नारायण", "Narayan"),
    ("ठाकुर", "Thakur"),
    ("इन्द्र", "Indra"),
    ("उत्तम", "Uttam"),
    ("अमर", "Amar"),
    ("प्रेम", "Prem"),
    ("शेर", "Sher"),
    ("पदम", "Padam"),
    ("रणजीत", "Ranjit"),
    ("लाखीराम", "Lakhiram"),
    ("मंगसीरू", "Mangsiru"),
    ("ज्ञान", "Gyan"),
    ("श्याम", "Shyam"),
    ("सोबन", "Soban"),
    ("डुंगर", "Dungar"),
    ("बिशन", "Bishan"),
    ("कमल", "Kamal"),
    ("हीरा", "Hira"),
    ("मनोहर", "Manohar"),
    ("यशवन्त", "Yashwant"),
    ("हयात", "Hayat"),
];

/// Given names of women.
pub const WOMEN: &[Pair] = &[
    ("सरस्वती", "Saraswati"),
    ("पार्वती", "Parvati"),
    ("जानकी", "Janki"),
    ("गोदावरी", "Godavari"),
    ("यमुना", "Yamuna"),
    ("बसन्ती", "Basanti"),
    ("कमला", "Kamla"),
    ("विमला", "Vimla"),
    ("सुशीला", "Sushila"),
    ("दीपा", "Deepa"),
    ("रेखा", "Rekha"),
    ("पुष्पा", "Pushpa"),
    ("आशा", "Asha"),
    ("उर्मिला", "Urmila"),
    ("शकुन्तला", "Shakuntala"),
    ("लक्ष्मी", "Lakshmi"),
    ("चन्द्रा", "Chandra"),
    ("मुन्नी", "Munni"),
    ("हंसी", "Hansi"),
    ("भागीरथी", "Bhagirathi"),
    ("रुक्मणी", "Rukmani"),
    ("देवकी", "Devki"),
    ("कौशल्या", "Kaushalya"),
    ("सावित्री", "Savitri"),
    ("बीना", "Beena"),
    ("मंजू", "Manju"),
    ("गीता", "Geeta"),
    ("सुनीता", "Sunita"),
    ("अनीता", "Anita"),
    ("राधा", "Radha"),
    ("तुलसी", "Tulsi"),
    ("नन्दी", "Nandi"),
    ("खष्टी", "Khashti"),
    ("जमुली", "Jamuli"),
    ("धनुली", "Dhanuli"),
    ("मालती", "Malti"),
    ("प्रेमा", "Prema"),
    ("शान्ति", "Shanti"),
    ("भवानी", "Bhawani"),
    ("ज्योति", "Jyoti"),
];

/// Surnames that follow सिंह.
pub const RAJPUT: &[Pair] = &[
    ("", ""),
    ("", ""),
    ("नेगी", "Negi"),
    ("रावत", "Rawat"),
    ("बिष्ट", "Bisht"),
    ("भण्डारी", "Bhandari"),
    ("गुसाईं", "Gusain"),
    ("राणा", "Rana"),
    ("कण्डारी", "Kandari"),
    ("पंवार", "Panwar"),
    ("चौहान", "Chauhan"),
    ("मेहरा", "Mehra"),
    ("अधिकारी", "Adhikari"),
    ("कार्की", "Karki"),
    ("बोरा", "Bora"),
    ("धामी", "Dhami"),
    ("असवाल", "Aswal"),
    ("फर्स्वाण", "Farswan"),
    ("कठैत", "Kathait"),
    ("पुण्डीर", "Pundir"),
    ("गड़िया", "Garia"),
    ("मनराल", "Manral"),
    ("रौतेला", "Rautela"),
    ("सजवाण", "Sajwan"),
    ("खत्री", "Khatri"),
];

/// Second words of names like हरीश चन्द्र जोशी.
pub const MIDDLE: &[Pair] = &[("चन्द्र", "Chandra"), ("दत्त", "Dutt"), ("प्रसाद", "Prasad"), ("बल्लभ", "Ballabh")];

/// Surnames that follow [`MIDDLE`].
pub const BRAHMIN: &[Pair] = &[
    ("", ""),
    ("जोशी", "Joshi"),
    ("पन्त", "Pant"),
    ("पाण्डे", "Pandey"),
    ("नौटियाल", "Nautiyal"),
    ("भट्ट", "Bhatt"),
    ("उप्रेती", "Upreti"),
    ("डोभाल", "Dobhal"),
    ("बहुगुणा", "Bahuguna"),
    ("थपलियाल", "Thapliyal"),
    ("मैठाणी", "Maithani"),
    ("कुकरेती", "Kukreti"),
    ("जुयाल", "Juyal"),
    ("पुरोहित", "Purohit"),
    ("ढौंडियाल", "Dhaundiyal"),
    ("बड़थ्वाल", "Barthwal"),
];

/// Names of the artisan families: middle word and surname.
pub const SHILPKAR: &[Pair] = &[("राम", "Ram"), ("लाल", "Lal"), ("कुमार", "Kumar")];

/// Surnames that follow [`SHILPKAR`].
pub const SHILPKAR_SURNAMES: &[Pair] =
    &[("", ""), ("", ""), ("आर्य", "Arya"), ("टम्टा", "Tamta"), ("कोहली", "Kohli"), ("शिल्पकार", "Shilpkar")];

/// A place where an invented society stands.
pub struct Place {
    /// District.
    pub district: Pair,
    /// Code of the district in the Local Government Directory.
    pub lgd: u32,
    /// Development block.
    pub block: Pair,
    /// District cooperative bank.
    pub bank: Pair,
    /// Villages of the area; every second begins a gram panchayat.
    pub villages: &'static [Pair],
}

/// The places.
pub const PLACES: &[Place] = &[
    Place {
        district: ("टिहरी गढ़वाल", "Tehri Garhwal"),
        lgd: 55,
        block: ("चम्बा", "Chamba"),
        bank: ("टिहरी", "Tehri"),
        villages: &[
            ("जड़धार गाँव", "Jardhar Gaon"),
            ("नागणी", "Nagni"),
            ("साबली", "Sabli"),
            ("दिखोल", "Dikhol"),
            ("गुल्डी", "Guldi"),
            ("चोपड़ियाल", "Chopriyal"),
            ("पलास", "Palas"),
            ("सौड़", "Saur"),
            ("बिडकोट", "Bidkot"),
            ("कोट", "Kot"),
            ("डडूर", "Dadur"),
        ],
    },
    Place {
        district: ("पौड़ी गढ़वाल", "Pauri Garhwal"),
        lgd: 52,
        block: ("पाबौ", "Pabau"),
        bank: ("गढ़वाल कोटद्वार", "Garhwal Kotdwar"),
        villages: &[
            ("चिपलघाट", "Chiplaghat"),
            ("सैंजी", "Sainji"),
            ("कुलासू", "Kulasu"),
            ("मरोड़ा", "Marora"),
            ("पीपली", "Pipli"),
            ("नौगाँव", "Naugaon"),
            ("ढिकवाली", "Dhikwali"),
            ("बिसल्ड", "Bisald"),
            ("खण्डूली", "Khanduli"),
        ],
    },
    Place {
        district: ("अल्मोड़ा", "Almora"),
        lgd: 45,
        block: ("हवालबाग", "Hawalbag"),
        bank: ("अल्मोड़ा", "Almora"),
        villages: &[
            ("कटारमल", "Katarmal"),
            ("मटेला", "Matela"),
            ("सिमतोला", "Simtola"),
            ("बल्ढ़ोटी", "Baldhoti"),
            ("सकार", "Sakar"),
            ("पातलीबगड़", "Patlibagar"),
            ("रौन", "Raun"),
            ("डाल", "Dal"),
            ("शीतलाखेत", "Sitlakhet"),
            ("धामस", "Dhamas"),
        ],
    },
    Place {
        district: ("पिथौरागढ़", "Pithoragarh"),
        lgd: 53,
        block: ("मूनाकोट", "Munakot"),
        bank: ("पिथौरागढ़", "Pithoragarh"),
        villages: &[
            ("बड़ाबे", "Barabe"),
            ("जमतड़ी", "Jamtari"),
            ("क्वीतड़", "Kwitar"),
            ("मझेड़ा", "Majhera"),
            ("गौड़ीहाट", "Gaurihat"),
            ("नाखेत", "Nakhet"),
            ("बलुवाकोट", "Baluwakot"),
            ("सल्ला", "Salla"),
        ],
    },
];

/// Villages of the plains: nobody's area of operation here.
pub const ELSEWHERE: &[Pair] = &[
    ("बहादराबाद", "Bahadrabad"),
    ("झबरेड़ा", "Jhabrera"),
    ("गदरपुर", "Gadarpur"),
    ("बाजपुर", "Bajpur"),
    ("सितारगंज", "Sitarganj"),
];

/// Crops of a short-term loan; the flag says kharif (due 31 March) or rabi (due 30 June).
pub const CROPS: &[(Pair, bool)] = &[
    (("खरीफ - धान", "Kharif Paddy"), true),
    (("खरीफ - मडुवा", "Kharif Maduwa"), true),
    (("खरीफ - आलू", "Kharif Potato"), true),
    (("खरीफ - चौलाई", "Kharif Amaranth"), true),
    (("रबी - गेहूँ", "Rabi Wheat"), false),
    (("रबी - मटर", "Rabi Pea"), false),
    (("रबी - सब्जी", "Rabi Veg"), false),
];

/// Purposes of a medium-term loan.
pub const PURPOSES: &[Pair] = &[
    ("दुधारू गाय", "Milch Cow"),
    ("बकरी पालन", "Goatery"),
    ("मुर्गी पालन", "Poultry"),
    ("मौन पालन", "Beekeeping"),
    ("पॉलीहाउस", "Polyhouse"),
    ("सिंचाई हौज", "Irrigation Tank"),
    ("परचून दुकान", "Kirana Shop"),
];

/// Occupations.
pub const TRADES: &[Pair] = &[
    ("कृषि", "Agriculture"),
    ("कृषि", "Agriculture"),
    ("पशुपालन", "Dairy"),
    ("मजदूरी", "Labour"),
    ("दुकानदारी", "Shop"),
    ("सेवानिवृत्त", "Retired"),
];

/// Remarks that mean nothing.
pub const REMARKS: &[Pair] = &[
    ("पासबुक नई जारी", "new passbook issued"),
    ("अंगूठा निशानी", "thumb impression"),
    ("फोटो नहीं है", "photo awaited"),
    ("हस्ताक्षर मिलान शेष", "signature to be verified"),
];

/// Goods in the godown: name, unit, price in paise, fertiliser or seed.
pub const GOODS: &[(Pair, Pair, i64, bool)] = &[
    (("यूरिया 45 किग्रा", "Urea 45 kg"), ("बोरी", "Bag"), 26650, true),
    (("डी.ए.पी. 50 किग्रा", "DAP 50 kg"), ("बोरी", "Bag"), 135_000, true),
    (("एन.पी.के. 10:26:26", "NPK 10:26:26"), ("बोरी", "Bag"), 147_000, true),
    (("म्यूरेट ऑफ पोटाश", "MOP 50 kg"), ("बोरी", "Bag"), 153_500, true),
    (("सिंगल सुपर फास्फेट", "SSP"), ("बोरी", "Bag"), 42_500, true),
    (("नैनो यूरिया 500 मि.ली.", "Nano Urea 500 ml"), ("बोतल", "Btl"), 22_500, true),
    (("जिंक सल्फेट", "Zinc Sulphate"), ("कि.ग्रा.", "Kg"), 6_550, true),
    (("गेहूँ बीज वी.एल.-907", "Wheat Seed VL-907"), ("कि.ग्रा.", "Kg"), 4_250, false),
    (("धान बीज वी.एल.-65", "Paddy Seed VL-65"), ("कि.ग्रा.", "Kg"), 4_875, false),
    (("मडुवा बीज", "Maduwa Seed"), ("कि.ग्रा.", "Kg"), 6_200, false),
    (("मटर बीज", "Pea Seed"), ("कि.ग्रा.", "Kg"), 11_500, false),
    (("आलू बीज", "Potato Seed"), ("कुन्तल", "Qtl"), 320_000, false),
    (("सोयाबीन बीज", "Soybean Seed"), ("कि.ग्रा.", "Kg"), 9_000, false),
];

/// Fixed assets: name, group (0 building, 1 furniture, 2 computer), rate in per cent.
pub const ASSETS: &[(Pair, u8, i64)] = &[
    (("समिति कार्यालय भवन", "Office Building"), 0, 5),
    (("गोदाम 100 मै.टन", "Godown 100 MT"), 0, 5),
    (("लोहे की अलमारी", "Steel Almirah"), 1, 10),
    (("तिजोरी", "Cash Chest"), 1, 10),
    (("मेज व कुर्सियाँ", "Table & Chairs"), 1, 10),
    (("तौल काँटा", "Weighing Scale"), 1, 10),
    (("कम्प्यूटर सैट", "Computer Set"), 2, 40),
    (("प्रिन्टर व यू.पी.एस.", "Printer & UPS"), 2, 40),
];
