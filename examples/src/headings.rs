//! How clerks head the columns: several wordings for each, in both scripts.

use crate::random::Random;
use crate::table::Field as F;

type Wordings = (&'static [&'static str], &'static [&'static str]);

/// Wordings of a column of a register.
#[must_use]
#[allow(clippy::too_many_lines)] // a dictionary
pub fn wordings(kind: &str, product: &str, field: F) -> Wordings {
    match (kind, field) {
        ("loans", F::AccountNo) => {
            (&["ऋण खाता संख्या", "ऋण सं.", "खाता सं.", "लोन खाता नं."], &["Loan No.", "A/c No.", "Loan A/c", "Ln Acct"])
        }
        ("loans", F::Name) => (
            &["कृषक का नाम", "ऋणी का नाम", "नाम ऋणी सदस्य", "नाम"],
            &["Name of Loanee", "Borrower Name", "Name", "Loanee"],
        ),
        ("loans", F::MemberNo) => {
            (&["ऋणी सदस्य संख्या", "सदस्यता सं.", "सदस्य क्र.", "स.सं."], &["Member No", "M.No.", "Mem. No.", "Membership"])
        }
        ("loans", F::Balance) => (
            &["बकाया मूलधन", "अवशेष मूलधन", "शेष धनराशि", "अवशेष", "शेष मूल"],
            &["O/s Principal", "Prin. O/s", "Balance", "Outstanding"],
        ),
        ("loans", F::Repaid) => (
            &["वसूली मूलधन", "जमा (वसूली)", "वापसी राशि", "अदा मूलधन"],
            &["Recovered", "Prin. Recovered", "Repayment", "Recd. Prin."],
        ),
        (_, F::Disbursed) => (
            &["वितरित धनराशि", "ऋण राशि", "वितरण राशि", "दिया गया ऋण"],
            &["Amt. of Advance", "Loan Amount", "Advanced", "Disb. Amt"],
        ),
        (_, F::DisbursedOn) => (
            &["वितरण तिथि", "ऋण दिनांक", "वितरण का दिनांक", "ऋण लेने की तिथि"],
            &["Dt. of Adv.", "Advance Dt", "Loan Date", "Disb. On"],
        ),
        (_, F::Due) => {
            (&["देय तिथि", "अदायगी तिथि", "वापसी दिनांक", "नियत तिथि"], &["Due Dt", "Due Date", "Repay By", "Due On"])
        }
        (_, F::InterestDue) => {
            (&["बकाया ब्याज", "देय ब्याज", "ब्याज शेष", "अवशेष ब्याज"], &["O/s Interest", "Int. Due", "Interest", "Intt. O/s"])
        }
        (_, F::InterestUpto) => (
            &["ब्याज तक", "ब्याज गणना तिथि तक", "ब्याज कब तक", "ब्याज (दिनांक तक)"],
            &["Int. upto", "Intt. Upto Dt", "Int Calc Upto", "Interest Upto"],
        ),
        (_, F::Acknowledged) => (
            &["ऋण स्वीकृति पत्र तिथि", "अभिस्वीकृति दिनांक", "ऋण पावती तिथि", "स्वीकारोक्ति दि."],
            &["A.O.D. Date", "Ack. Dt", "Acknowledgement", "AOD"],
        ),
        (_, F::Folio) => (&["ले.पृ.सं.", "खाता पृष्ठ", "फोलियो", "पन्ना सं."], &["L.F.", "Folio", "Ledger Folio", "Fol."]),
        (_, F::Crop) => {
            (&["फसल", "फसल का नाम", "मौसम/फसल", "ऋतु"], &["Crop", "Season", "Crop/Season", "Purpose (Crop)"])
        }
        (_, F::Purpose) => {
            (&["प्रयोजन", "ऋण का प्रकार", "उद्देश्य", "मद"], &["Purpose", "Type of Loan", "Particulars", "Nature"])
        }
        (_, F::Limit) => (
            &["साख सीमा", "स्वीकृत ऋण सीमा", "के.सी.सी. सीमा", "सीमा"],
            &["Credit Limit", "Sanctioned Limit", "MCL", "KCC Limit"],
        ),
        (_, F::Rate) => (&["ब्याज दर", "दर %", "ब्याज की दर", "दर प्रतिशत"], &["ROI", "Rate %", "Int. Rate", "R.O.I."]),
        ("deposits", F::AccountNo) if product == "FD" => (
            &["एफ.डी.आर. सं.", "रसीद संख्या", "मियादी रसीद सं.", "प्रमाण पत्र सं."],
            &["FDR No.", "Receipt No.", "FD No", "Cert. No."],
        ),
        ("deposits", F::AccountNo) => {
            (&["खाता सं.", "खाता संख्या", "बचत खाता क्र.", "खा.सं."], &["A/c No.", "Acct No", "Account", "SB/RD No."])
        }
        ("deposits", F::Name) => (
            &["जमाकर्ता का नाम", "खातेदार का नाम", "नाम खाताधारक", "नाम"],
            &["Depositor", "Name of Depositor", "Name", "A/c Holder"],
        ),
        ("deposits", F::Balance) => (
            &["शेष धनराशि", "जमा अवशेष", "अवशेष", "शेष जमा"],
            &["Balance", "Closing Bal.", "Bal. as on 31.3.25", "Cl. Bal"],
        ),
        ("deposits", F::Amount) => {
            (&["जमा धनराशि", "मूल राशि", "जमा रकम", "धनराशि"], &["Deposit Amt", "Amount", "Principal", "Face Value"])
        }
        (_, F::OpenedOn) => (
            &["खाता खोलने की तिथि", "जमा करने का दिनांक", "प्रारम्भ तिथि", "खुलने का दि."],
            &["Opened On", "A/c Opening Dt", "Date of Opening", "Dt. Open"],
        ),
        (_, F::LastOn) => (
            &["अन्तिम लेनदेन तिथि", "पिछला लेन-देन", "आखिरी लेनदेन", "अन्तिम प्रविष्टि"],
            &["Last Trans. Dt", "Last Txn On", "Last Operated", "Last Entry"],
        ),
        (_, F::Status) => {
            (&["खाते की स्थिति", "दशा", "स्थिति", "चालू/बन्द"], &["Status", "A/c Status", "Live/Closed", "Condition"])
        }
        (_, F::Instalment) => (
            &["मासिक किस्त", "प्रति माह जमा", "किस्त की राशि", "मासिक जमा"],
            &["Instalment", "Monthly Inst.", "Inst. Amt", "Per Month"],
        ),
        (_, F::Term) => {
            (&["अवधि (माह)", "अवधि माह में", "कुल माह", "मियाद"], &["Period (Months)", "Term (M)", "Months", "Tenure"])
        }
        (_, F::PaidCount) => (
            &["जमा किस्तें", "प्राप्त किस्त संख्या", "कितनी किस्त जमा", "किस्त सं."],
            &["Inst. Paid", "No. of Inst.", "Paid Inst.", "Inst. Recd"],
        ),
        (_, F::MaturesOn) => (
            &["परिपक्वता दिनांक", "पूर्ण होने की तिथि", "देय तिथि", "मियाद पूर्ण तिथि"],
            &["Maturity Dt", "Matures On", "Date of Maturity", "Mat. Date"],
        ),
        (_, F::MaturityValue) => (
            &["परिपक्वता मूल्य", "देय धनराशि", "परिपक्व राशि", "पूर्ण होने पर राशि"],
            &["Maturity Value", "Mat. Amt", "M.V.", "Amt. Payable"],
        ),
        (_, F::Words) => (
            &["राशि अक्षरों में", "धनराशि शब्दों में", "अक्षरे", "शब्दों में"],
            &["Amt. in Words", "In Words", "Rupees (words)", "Words"],
        ),
        ("shares", F::Name) => (
            &["अंशधारी का नाम", "हिस्सेदार का नाम", "सदस्य का नाम", "नाम"],
            &["Shareholder", "Name of Share Holder", "Member", "Name"],
        ),
        ("shares", F::MemberNo) => {
            (&["सदस्य संख्या", "सदस्यता क्रमांक", "स. सं.", "सदस्य नं."], &["M.No.", "Member No", "Membership No.", "Mem #"])
        }
        (_, F::Cert) if kind == "investments" => (
            &["रसीद/प्रमाण पत्र सं.", "एफ.डी. सं.", "प्रमाण पत्र", "विनियोग सं."],
            &["FDR/Cert No", "Receipt", "Cert. No.", "Ref No"],
        ),
        (_, F::Cert) => (
            &["अंश प्रमाण पत्र सं.", "प्रमाण पत्र क्र.", "सर्टिफिकेट नं.", "अंशपत्र सं."],
            &["Share Cert. No.", "Certificate", "Cert #", "S.C. No."],
        ),
        (_, F::From) => (&["अंश सं. से", "क्रमांक से", "से", "हिस्सा सं. से"], &["Dist. From", "From", "Sh. No. From", "Frm"]),
        (_, F::To) => (&["अंश सं. तक", "क्रमांक तक", "तक", "हिस्सा सं. तक"], &["Dist. To", "To", "Sh. No. To", "Upto"]),
        (_, F::Shares) => {
            (&["अंशों की संख्या", "कुल अंश", "हिस्सों की सं.", "अंश संख्या"], &["No. of Shares", "Shares", "Sh. Qty", "Nos."])
        }
        (_, F::Opening) => (
            &["पिछला शेष", "प्रारम्भिक शेष", "01.04.24 को शेष", "गत शेष"],
            &["Op. Balance", "Opening", "Bal. 1.4.24", "B/f Amt"],
        ),
        (_, F::Received) => {
            (&["वर्ष में जमा", "प्राप्ति", "नये अंश", "इस वर्ष जमा"], &["Received", "Added", "During Year", "New Shares Rs"])
        }
        (_, F::Refunded) => {
            (&["वापस", "वर्ष में वापसी", "अंश वापसी", "भुगतान"], &["Refunded", "Withdrawn", "Refund", "Less"])
        }
        ("shares", F::Balance) => (
            &["कुल अंश धन", "अन्तिम शेष", "शेष अंश पूँजी", "31.03.25 को शेष"],
            &["Cl. Balance", "Share Amount", "Balance", "Total Share Rs"],
        ),
        ("members", F::MemberNo) => {
            (&["सदस्यता संख्या", "सदस्य संख्या", "स. संख्या", "सदस्य नं."], &["Membership No", "M.No.", "Mem. No", "Member #"])
        }
        ("members", F::Name) => (
            &["सदस्य का नाम", "नाम सदस्य", "कृषक का नाम", "पूरा नाम"],
            &["Name of Member", "Member's Name", "Name", "Full Name"],
        ),
        (_, F::Father) => (
            &["पिता/पति का नाम", "पिता अथवा पति", "पिता / पति", "पिता/पति"],
            &["Father's/Husband's Name", "F/H Name", "S/o W/o", "Father/Husband"],
        ),
        (_, F::Admitted) => (
            &["सदस्यता ग्रहण तिथि", "प्रवेश दिनांक", "सदस्य बनने की तिथि", "सदस्यता दि."],
            &["Date of Admission", "Adm. Dt", "Joined On", "Member Since"],
        ),
        (_, F::Caste) => (
            &["जाति वर्ग", "श्रेणी (सामान्य/अजा)", "जाति", "सामाजिक वर्ग"],
            &["Caste", "Social Cat.", "Gen/SC/ST/OBC", "Category"],
        ),
        (_, F::Sex) => (&["लिंग", "स्त्री/पुरुष", "पु./म.", "लिंग (पु/म)"], &["Sex", "Gender", "M/F", "Sex (M/F)"]),
        (_, F::Born) => {
            (&["जन्म तिथि", "जन्मतिथि", "जन्म दि.", "जन्म दिनांक"], &["D.O.B.", "DOB", "Birth Dt", "Date of Birth"])
        }
        ("villages", F::Village) => (
            &["राजस्व ग्राम", "ग्राम का नाम", "गाँव का नाम", "ग्राम"],
            &["Revenue Village", "Name of Village", "Village", "Vill."],
        ),
        (_, F::Village) => {
            (&["ग्राम", "निवास ग्राम", "गाँव", "ग्राम का नाम"], &["Village", "Vill.", "Resident of", "Village Name"])
        }
        (_, F::Panchayat) => (
            &["ग्राम पंचायत", "ग्रा. पं.", "न्याय/ग्राम पंचायत", "पंचायत"],
            &["Gram Panchayat", "G.P.", "Panchayat", "GP Name"],
        ),
        (_, F::Block) => (&["विकास खण्ड", "वि.ख.", "ब्लॉक", "विकासखण्ड"], &["Block", "Dev. Block", "Blk.", "Vikas Khand"]),
        (_, F::Land) => {
            (&["जोत (नाली)", "भूमि नाली", "कृषि भूमि", "रकबा नाली"], &["Land (Nali)", "Holding", "Area Nali", "Land"])
        }
        (_, F::Trade) => (&["व्यवसाय", "पेशा", "कार्य", "आजीविका"], &["Occupation", "Profession", "Work", "Livelihood"]),
        (_, F::Class) => (
            &["सदस्य श्रेणी", "सदस्यता का प्रकार", "श्रेणी क/ख", "सदस्यता वर्ग"],
            &["Class", "Type of Member", "A/B Class", "Mem. Class"],
        ),
        (_, F::Mobile) => (&["मोबाइल", "दूरभाष", "मो. नं.", "फोन नम्बर"], &["Mobile No", "Mob.", "Phone", "Contact"]),
        (_, F::Aadhaar4) => (
            &["आधार (अन्तिम 4)", "आधार अंतिम चार अंक", "आधार (4 अंक)", "आधार के अन्तिम 4"],
            &["Aadhaar (last 4)", "UID last 4", "Aadhar L4", "UID-4"],
        ),
        (_, F::Nominee) => {
            (&["नामिनी", "नामित व्यक्ति", "वारिस", "नॉमिनी का नाम"], &["Nominee", "Nominee Name", "Heir", "Nom."])
        }
        (_, F::NomineeRelation) => (
            &["नामिनी से सम्बन्ध", "सम्बन्ध", "वारिस से रिश्ता", "नाता"],
            &["Relation", "Rel. of Nominee", "Nominee Rel.", "Reln"],
        ),
        (_, F::Ceased) => (
            &["सदस्यता समाप्ति तिथि", "मृत्यु/त्यागपत्र तिथि", "सदस्यता समाप्त", "पृथक होने की तिथि"],
            &["Ceased On", "Resigned/Died On", "Date of Exit", "Left On"],
        ),
        (_, F::Remark) => (&["टिप्पणी", "अभियुक्ति", "विशेष विवरण", "रिमार्क"], &["Remarks", "Rem.", "Note", "Narration"]),
        (_, F::Serial) => (&["क्र0सं0", "क्र.सं.", "क्रमांक", "क्र."], &["S.No.", "Sl.", "Sr. No.", "#"]),
        (_, F::Borrowers) => (
            &["ऋणी सदस्य", "कुल ऋणी", "ऋणियों की संख्या", "बकायेदार सं."],
            &["No. of Loanees", "Borrowers", "Loanees", "A/cs"],
        ),
        (_, F::Overdue) => (
            &["पुराना बकाया", "कालातीत माँग", "पूर्व बकाया", "गत बकाया"],
            &["Arrear Demand", "Old Overdue", "Op. Overdue", "Arrears"],
        ),
        (_, F::Demand) => (
            &["चालू वर्ष माँग", "चालू माँग", "वर्तमान माँग", "इस वर्ष की माँग"],
            &["Current Demand", "Cur. Demand", "This Year", "Curr."],
        ),
        (_, F::DemandTotal) => (
            &["कुल माँग", "माँग योग", "योग माँग", "सकल माँग"],
            &["Total Demand", "Demand Total", "Gross Demand", "Tot. Demand"],
        ),
        (_, F::Collected) => {
            (&["वसूली", "कुल वसूली", "वसूल राशि", "प्राप्त वसूली"], &["Collection", "Recovery", "Collected", "Recd."])
        }
        ("dcb", F::Balance) => {
            (&["शेष बकाया", "अवशेष माँग", "बकाया", "शेष वसूली"], &["Balance", "Uncollected", "Overdue Bal.", "Bal."])
        }
        (_, F::Percent) => (&["वसूली प्रतिशत", "प्रतिशत", "% वसूली", "वसूली %"], &["% Recovery", "%", "Rec. %", "Percent"]),
        ("stock", F::Item) => {
            (&["वस्तु का नाम", "मद", "सामग्री", "जिन्स"], &["Item", "Commodity", "Particulars of Goods", "Article"])
        }
        (_, F::Item) => {
            (&["सम्पत्ति का विवरण", "मद", "सम्पत्ति", "विवरण सम्पत्ति"], &["Asset", "Particulars", "Item", "Description"])
        }
        (_, F::Group) => (&["वर्ग", "समूह", "खाद/बीज", "प्रकार"], &["Group", "Type", "Class", "Fert./Seed"]),
        (_, F::Unit) => (&["इकाई", "मात्रक", "पैकिंग", "तौल/नग"], &["Unit", "U.O.M.", "Pack", "Unit of Qty"]),
        (_, F::OpeningQty) => (
            &["प्रारम्भिक मात्रा", "पिछला स्टॉक", "आरम्भिक", "01.04.24 को"],
            &["Op. Qty", "Opening Stock", "Op. Stk", "Opening"],
        ),
        (_, F::InQty) => {
            (&["आवक", "प्राप्त मात्रा", "क्रय मात्रा", "आमद"], &["Receipt Qty", "Purchased", "Inward", "Recd. Qty"])
        }
        (_, F::OutQty) => (&["बिक्री मात्रा", "निर्गत", "विक्रय", "जावक"], &["Sold Qty", "Issued", "Outward", "Sales Qty"]),
        (_, F::ClosingQty) => (
            &["शेष मात्रा", "अन्तिम मात्रा", "अवशेष मात्रा", "बचा स्टॉक"],
            &["Cl. Qty", "Closing Stock Qty", "Balance Qty", "In Hand"],
        ),
        (_, F::Price) => (&["दर प्रति इकाई", "क्रय दर", "दर", "भाव"], &["Rate", "Cost Rate", "Rate/Unit", "Price"]),
        (_, F::Value) => (&["कुल मूल्य", "धनराशि", "स्टॉक का मूल्य", "कीमत"], &["Value", "Amount", "Stock Value", "Val. Rs"]),
        (_, F::BillNo) => {
            (&["बिल संख्या", "उधार बिल सं.", "बीजक क्र.", "बिल नं."], &["Bill No", "Invoice", "Cr. Memo No", "Bill #"])
        }
        (_, F::BilledOn) => {
            (&["दिनांक", "बिल की तिथि", "बीजक दिनांक", "उधार तिथि"], &["Dated", "Bill Dt", "Invoice Date", "Date"])
        }
        ("debtors", F::Name) => (
            &["देनदार का नाम", "नाम क्रेता", "उधार लेने वाला", "नाम"],
            &["Debtor", "Party Name", "Name of Party", "Customer"],
        ),
        ("debtors", F::Amount) => {
            (&["शेष राशि", "बकाया धनराशि", "उधार राशि", "लेना शेष"], &["Amount Due", "O/s Amt", "Balance", "Amt (Rs)"])
        }
        (_, F::DrCr) => (&["नाम/जमा", "ना./ज.", "पक्ष", "डे./क्रे."], &["Dr/Cr", "D/C", "Side", "Type"]),
        (_, F::DrawnOn) => (
            &["आहरण दिनांक", "ऋण लेने की तिथि", "उधार तिथि", "आहरण तिथि"],
            &["Drawn On", "Dt. of Drawal", "Loan Dt", "Availed On"],
        ),
        (_, F::Drawn) => (
            &["आहरित धनराशि", "लिया गया ऋण", "कुल उधार", "ऋण धनराशि"],
            &["Drawn Amt", "Loan Availed", "Borrowed", "Amt Drawn"],
        ),
        ("borrowings", F::AccountNo) => (
            &["बैंक खाता संख्या", "ऋण खाता सं. (बैंक)", "बैंक ऋण खाता", "खाता क्र."],
            &["Bank Loan A/c", "Bank A/c No", "A/c", "DCB A/c No."],
        ),
        ("borrowings", F::Repaid) => {
            (&["वापस किया", "बैंक को अदा", "चुकाया ऋण", "अदायगी"], &["Repaid to Bank", "Paid Back", "Repaid", "Returned"])
        }
        ("borrowings", F::Balance) => (
            &["बैंक का बकाया", "देना शेष", "शेष ऋण", "अवशेष उधार"],
            &["Bal. Payable", "Outstanding", "Balance", "O/s to Bank"],
        ),
        (_, F::Institution) => (
            &["बैंक/संस्था का नाम", "संस्था", "जहाँ विनियोग है", "विनियोग का स्थान"],
            &["Institution", "Bank / Body", "Invested With", "Name of Bank"],
        ),
        (_, F::InvestedOn) => (
            &["विनियोग तिथि", "जमा दिनांक", "लगाने की तिथि", "दिनांक"],
            &["Invested On", "Date of Inv.", "Dt. of Deposit", "Date"],
        ),
        ("investments", F::Amount) => (
            &["विनियोग राशि", "लगाई गई राशि", "धनराशि", "अंकित मूल्य"],
            &["Amt Invested", "Investment Rs", "Amount", "Face Amt"],
        ),
        (_, F::BoughtOn) => (
            &["क्रय की तिथि", "क्रय दिनांक", "निर्माण/क्रय तिथि", "कब खरीदा"],
            &["Purchased On", "Dt. of Purchase", "Acquired", "Purch. Dt"],
        ),
        (_, F::Cost) => {
            (&["लागत", "मूल मूल्य", "क्रय मूल्य", "प्रारम्भिक लागत"], &["Cost", "Orig. Cost", "Purchase Value", "Gross Block"])
        }
        (_, F::Depreciation) => (
            &["संचित ह्रास", "अब तक ह्रास", "कुल घिसाई", "ह्रास राशि"],
            &["Acc. Depn", "Depreciation", "Depn to Date", "Dep. Total"],
        ),
        (_, F::WrittenDown) => (
            &["शुद्ध मूल्य", "ह्रासित मूल्य", "31.03.25 को मूल्य", "शेष मूल्य"],
            &["W.D.V.", "Net Value", "Net Block", "Book Value"],
        ),
        (_, F::Particulars) => {
            (&["विवरण", "नोट/खाता", "मद", "ब्यौरा"], &["Particulars", "Details", "Denomination/A/c", "Description"])
        }
        (_, F::Quantity) => (&["संख्या", "नग", "गिनती", "कितने"], &["Nos.", "Count", "Pcs", "No. of Notes"]),
        ("cash_bank", F::Amount) => (&["धनराशि", "रकम रु.", "कुल", "राशि (रु.)"], &["Amount", "Rs.", "Total", "Amt"]),
        (_, F::Head) => (
            &["लेखा शीर्षक", "मद / खाता", "खाते का नाम", "विवरण"],
            &["Head of Account", "Particulars", "Account Head", "Ledger Head"],
        ),
        (_, F::Debit) => {
            (&["नाम (Dr)", "नाम राशि", "डेबिट शेष", "नाम"], &["Debit", "Dr. Amount", "Dr. Balance", "Debit Rs"])
        }
        (_, F::Credit) => {
            (&["जमा (Cr)", "जमा राशि", "क्रेडिट शेष", "जमा"], &["Credit", "Cr. Amount", "Cr. Balance", "Credit Rs"])
        }
        (_, F::Amount) => (&["राशि", "धनराशि", "रुपये", "रकम"], &["Amount", "Rs.", "Amt", "Rupees"]),
        (_, F::Side) => (&["पक्ष", "ओर", "भाग", "देयता/सम्पत्ति"], &["Side", "Part", "L/A", "Section"]),
        (_, F::OutstandingTotal) => (
            &["कुल बकाया (मूल+ब्याज)", "योग मूल व ब्याज", "कुल देय", "कुल बकाया"],
            &["Total O/s (P+I)", "Total Dues", "Prin + Int", "Gross O/s"],
        ),
        (_, F::Signature) => {
            (&["हस्ताक्षर", "सदस्य के हस्ताक्षर", "निशानी", "हस्ता."], &["Signature", "Sign.", "Thumb/Sign", "Initials"])
        }
        (_, F::BankAccount) => (
            &["जि.स.बैंक खाता सं.", "बैंक खाता", "डी.सी.बी. खाता", "बैंक बचत खाता"],
            &["DCB SB A/c", "Bank A/c", "Bank Acct No", "SB A/c (DCB)"],
        ),
        (_, F::Checked) => (&["के.वाई.सी.", "जाँच", "सत्यापन", "सत्यापित"], &["KYC", "Verified", "KYC Done", "Checked"]),
        (_, F::MemberNo) => {
            (&["सदस्य सं.", "स.सं.", "सदस्यता क्रमांक", "सदस्य संख्या"], &["Mem. No.", "M.No.", "Member No.", "Member ID"])
        }
        (_, F::Name) => (&["नाम", "पूरा नाम"], &["Name", "Full Name"]),
        (_, F::AccountNo) => (&["खाता सं."], &["A/c No."]),
        (_, F::Repaid) => (&["वापसी"], &["Repaid"]),
        (_, F::Balance) => (&["शेष"], &["Balance"]),
    }
}

/// One wording for a column.
#[must_use]
pub fn heading(r: &mut Random, kind: &str, product: &str, field: F, hindi: bool) -> String {
    let (hi, en) = wordings(kind, product, field);
    (*r.pick(if hindi { hi } else { en })).to_owned()
}

/// The heading over columns that belong together, where a register has two-level headings.
#[must_use]
pub fn group(field: F, hindi: bool) -> Option<&'static str> {
    let (hi, en) = match field {
        F::DisbursedOn | F::Disbursed => ("ऋण वितरण", "Advance"),
        F::Balance | F::InterestDue => ("31.03.2025 को बकाया", "Outstanding"),
        F::From | F::To => ("विभेदक अंश संख्या", "Distinctive Nos."),
        F::Overdue | F::Demand | F::DemandTotal => ("माँग", "Demand"),
        F::OpeningQty | F::InQty | F::OutQty | F::ClosingQty => ("मात्रा", "Quantity"),
        F::Nominee | F::NomineeRelation => ("नामांकन", "Nomination"),
        F::Debit | F::Credit => ("शेष", "Balances"),
        _ => return None,
    };
    Some(if hindi { hi } else { en })
}

/// Names for the sheet or file of a register, and for the title over it.
#[must_use]
pub fn titles(kind: &str, product: &str) -> Wordings {
    match (kind, product) {
        ("members", "NOMINAL") => (
            &["नाममात्र सदस्य सूची", "ख श्रेणी सदस्य", "सहयोगी सदस्य पंजी"],
            &["Nominal Members", "B Class List", "Nominal Mem Reg"],
        ),
        ("members", _) => {
            (&["सदस्यता पंजिका", "सदस्य सूची", "सदस्य पंजी"], &["Membership Register", "Members List", "Admission Register"])
        }
        ("villages", _) => {
            (&["कार्यक्षेत्र के गाँव", "ग्राम सूची", "समिति का क्षेत्र"], &["Area of Operation", "Villages", "Village Master"])
        }
        ("shares", _) => {
            (&["अंश पूँजी खाता", "हिस्सा रजिस्टर", "अंश पंजी"], &["Share Register", "Share Capital Ledger", "Shares"])
        }
        ("loans", "ST") => (
            &["अल्पकालीन ऋण पंजी", "के.सी.सी. ऋण खाता", "फसल ऋण रजिस्टर"],
            &["KCC Loan Ledger", "ST Loans", "Crop Loan Register"],
        ),
        ("loans", _) => {
            (&["मध्यकालीन ऋण पंजिका", "म.का. ऋण खाता", "मध्यावधि ऋण"], &["MT Loan Ledger", "MT Loans", "Term Loans"])
        }
        ("deposits", "SB") => {
            (&["बचत जमा पंजी", "बचत खाता", "अल्प बचत रजिस्टर"], &["Saving Accounts", "SB Ledger", "Saving Deposits"])
        }
        ("deposits", "RD") => {
            (&["आवर्ती जमा पंजिका", "आर.डी. खाते", "मासिक जमा आवर्ती"], &["Recurring Deposits", "RD Accounts", "RD Ledger"])
        }
        ("deposits", _) => {
            (&["सावधि जमा पंजिका", "मियादी जमा", "एफ.डी.आर. पंजी"], &["Fixed Deposits", "FDR Register", "Term Deposits"])
        }
        ("dcb", _) => (
            &["माँग वसूली बकाया विवरण", "डी.सी.बी. ग्रामवार", "वसूली विवरण"],
            &["DCB Villagewise", "Demand Collection Balance", "Recovery Statement"],
        ),
        ("stock", _) => {
            (&["स्टॉक विवरण खाद बीज", "भण्डार पंजी", "रहतिया सूची"], &["Stock Statement", "Closing Stock", "Godown Stock"])
        }
        ("debtors", _) => {
            (&["उधार बिक्री देनदार", "देनदार सूची", "विविध देनदार"], &["Sundry Debtors", "Debtors List", "Credit Sales O/s"])
        }
        ("borrowings", _) => {
            (&["बैंक से लिए ऋण", "जि.स.बैंक उधार", "उधार पंजी"], &["Borrowings from DCB", "Bank Loans", "Borrowing Register"])
        }
        ("investments", _) => {
            (&["विनियोजन सूची", "निवेश पंजी", "विनियोग विवरण"], &["Investments", "Investment Register", "Inv. Statement"])
        }
        ("fixed_assets", _) => (
            &["अचल सम्पत्ति पंजी", "सम्पत्ति सूची", "स्थायी परिसम्पत्ति"],
            &["Fixed Assets", "Asset Register", "Block of Assets"],
        ),
        ("cash_bank", _) => {
            (&["रोकड़ व बैंक शेष", "नकद एवं बैंक", "रोकड़ बाकी"], &["Cash & Bank", "Cash Bank Balances", "Cash Position"])
        }
        ("trial_balance", _) => {
            (&["तलपट", "शेष परीक्षण (तलपट)", "तेरिज"], &["Trial Balance", "T.B. 31-3-25", "Trial Bal"])
        }
        ("balance_sheet", _) => {
            (&["आर्थिक चिट्ठा", "स्थिति विवरण", "तुलन पत्र"], &["Balance Sheet", "B.S. 2025", "Statement of Affairs"])
        }
        _ => (&["समिति परिचय", "समिति का विवरण", "परिचय"], &["Society Profile", "Particulars of Society", "Profile"]),
    }
}
