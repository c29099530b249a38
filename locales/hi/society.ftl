# समिति, सदस्य और अंश

society-land-nali = { $n } नाली
society-land-muthi = { $n } मुट्ठी
society-land-metres = { $n } वर्ग मीटर

society-class = { $class ->
        [A] पूर्ण सदस्य (क)
       *[B] नाममात्र सदस्य (ख)
    }
society-leaving = { $reason ->
        [resigned] त्यागपत्र
        [died] मृत्यु
        [removed] निष्कासन
       *[moved] कार्यक्षेत्र से बाहर गए
    }
society-vote-why = { $why ->
        [no-member] अब सदस्य नहीं
        [nominal] नाममात्र सदस्य
        [no-admission-day] प्रवेश की तिथि दर्ज नहीं
        [too-new] निर्धारित तिथि के बाद सदस्य बने
       *[arrears] बकायादार
    }

society-notice-general-body =
    { $society }

    सामान्य निकाय की बैठक की सूचना
    दिनांक { $today }

    सभी सदस्यों को सूचित किया जाता है कि समिति के सामान्य निकाय की बैठक दिनांक { $on } को { $hour } बजे { $place } में होगी। विचार के विषय:
    { $agenda }

    कृपया समय पर पधारें।

    सचिव
society-notice-due =
    { $society }

    दिनांक { $today }

    श्री/श्रीमती { $name }, पिता/पति { $father }, ग्राम { $village } (सदस्य संख्या { $no })

    आपके ऋण { $loan } में ₹{ $amount } की देय तिथि { $due } है, { $days } दिन शेष हैं। समय पर जमा करें: समय पर चुकाने वाले को ब्याज में छूट मिल सकती है।

    सचिव
society-notice-overdue =
    { $society }

    दिनांक { $today }

    श्री/श्रीमती { $name }, पिता/पति { $father }, ग्राम { $village } (सदस्य संख्या { $no })

    आपके ऋण { $loan } में ₹{ $amount } की देय तिथि { $due } थी। { $days } दिन बीत चुके हैं। कृपया शीघ्र जमा करें या समिति में आकर बात करें।

    सचिव
society-share-certificate =
    { $society }

    अंश प्रमाण-पत्र संख्या { $certificate }

    प्रमाणित किया जाता है कि श्री/श्रीमती { $name }, पिता/पति { $father }, ग्राम { $village } (सदस्य संख्या { $no }) इस समिति के { $shares } अंशों के धारक हैं, जिनका मूल्य ₹{ $amount } ({ $words }) है।

    दिनांक { $today }

    सचिव                                    अध्यक्ष

act-admit = सदस्य प्रवेश
act-admit-why = संख्या और प्रमाण-पत्र अपने आप मिलते हैं; शुल्क उपविधि से।
act-reject-admission = सदस्यता आवेदन अस्वीकार
act-reject-admission-why = कारण लिखें: वे आवेदक को बताए जाते हैं।
act-issue-shares = अंश दें
act-transfer-shares = अंश हस्तांतरण
act-refund-shares = अंश राशि लौटाएँ
act-change-member = सदस्य का विवरण बदलें
act-set-nominees = नामांकन
act-leave-society = सदस्यता समाप्त
act-merge-members = दो संख्याएँ एक करें
act-set-bylaw = उपविधि लगाएँ
act-set-village = गाँव जोड़ें
act-set-village-why = कार्यक्षेत्र का गाँव; LGD कोड हो तो लिखें।
act-serve-notice = सूचना जारी करें
event-society-member-admitted = सदस्य प्रवेश
event-society-admission-rejected = सदस्यता आवेदन अस्वीकृत
event-society-member-changed = विवरण बदला
event-society-nominee-set = नामांकन
event-society-member-left = सदस्यता समाप्त
event-society-members-merged = दो संख्याएँ एक हुईं
event-society-merge-undone = संख्याएँ फिर अलग हुईं
event-society-shares-issued = अंश दिए गए
event-society-shares-transferred = अंश हस्तांतरित
event-society-shares-refunded = अंश राशि लौटाई
event-society-village-set = गाँव दर्ज
event-society-notice-served = सूचना जारी
event-society-bylaw-set = उपविधि लगी
event-society-reversed = उलट प्रविष्टि
counter-f-name = नाम
counter-f-father = पिता / पति का नाम
counter-f-born = जन्म तिथि
counter-f-born-hint = जैसे 05-04-1980
counter-f-sex = लिंग
counter-f-caste = वर्ग
counter-f-village = गाँव
counter-f-village_text = गाँव
counter-f-land = भूमि
counter-f-land-hint = नाली मुट्ठी जैसे 12 8, या 0.25 हेक्टेयर
counter-f-cattle = पशु
counter-f-occupation = व्यवसाय
counter-f-mobile = मोबाइल
counter-f-mobile-hint = दस अंक; रजिस्टर में नहीं, अलग रखा जाता है
counter-f-kyc = पहचान पत्र
counter-f-kyc_no = उसका नंबर
counter-f-kyc_no-hint = आधार के केवल अंतिम 4 अंक
counter-f-nominee = नामिनी
counter-f-relation = संबंध
counter-f-nominee_share = हिस्सा (%)
counter-f-nominee2 = दूसरा नामिनी
counter-f-relation2 = संबंध
counter-f-nominee2_share = हिस्सा (%)
counter-f-class = सदस्यता
counter-f-shares = अंश
counter-f-certificate = प्रमाण-पत्र संख्या
counter-f-certificate-hint = खाली छोड़ें तो अगली संख्या मिलेगी
counter-f-to = जिन्हें मिले: सदस्य संख्या
counter-f-paid_to = किसे दिया गया
counter-f-application = आवेदन संख्या
counter-f-leaving = कारण
counter-f-on = किस दिन
counter-f-gone = हटने वाली सदस्य संख्या
counter-f-although = फिर भी दर्ज करने का कारण
counter-f-although-hint = नीचे के व्यक्ति देखें; यह उनसे अलग क्यों है, लिखें
counter-f-name_of_village = गाँव का नाम
counter-f-lgd = LGD कोड
counter-f-poll = मतदान की तारीख
counter-f-meeting = बैठक की तारीख
counter-f-hour = समय
counter-f-place = स्थान
counter-f-agenda = विषय
counter-f-agenda-hint = एक से अधिक हों तो ; से अलग करें
society-sex-female = महिला
society-sex-male = पुरुष
society-sex-other = अन्य
society-sex-none = नहीं लिखा
society-caste-general = सामान्य
society-caste-sc = अनुसूचित जाति
society-caste-st = अनुसूचित जनजाति
society-caste-obc = अन्य पिछड़ा वर्ग
society-caste-none = नहीं लिखा
society-kyc-aadhaar = आधार (अंतिम 4 अंक)
society-kyc-voter = मतदाता पहचान पत्र
society-kyc-pan = पैन
society-kyc-ration = राशन कार्ड
society-kyc-passport = पासपोर्ट
society-class-of-A = पूर्ण सदस्य (क)
society-class-of-B = नाममात्र सदस्य (ख)
society-leaving-of-resigned = त्यागपत्र
society-leaving-of-died = मृत्यु
society-leaving-of-removed = निष्कासन
society-leaving-of-moved = कार्यक्षेत्र से बाहर गए
society-shares = अंश
society-owed = बकाया ऋण
society-fee = प्रवेश शुल्क
society-from = जिनसे गए
society-goes = हटने वाली संख्या
society-stays = रहने वाली संख्या
society-hectares = { $n } हेक्टेयर
society-born = जन्म तिथि
society-certificates = अंश प्रमाण-पत्र
society-merged-here = इसमें मिली संख्याएँ
society-merged-into = यह संख्या अब इस सदस्य में मिली है:
society-nominees = नामिनी
society-history = क्या-क्या हुआ
society-acts = काम
society-picture = फ़ोटो या हस्ताक्षर (200 केबी तक की तस्वीर)
society-picture-as = यह क्या है
society-photo = फ़ोटो
society-signature = हस्ताक्षर
society-bylaws = उपविधियाँ
society-bylaws-why = हर नियम अपने आदेश और स्रोत के साथ। जो तय नहीं, उस पर काम रुक जाता है।
society-bylaw-least-age = न्यूनतम आयु (वर्ष)
society-bylaw-admission-fee = प्रवेश शुल्क: पूर्ण सदस्य
society-bylaw-nominal-fee = प्रवेश शुल्क: नाममात्र सदस्य
society-bylaw-share-value = एक अंश का मूल्य
society-bylaw-least-shares = न्यूनतम अंश
society-bylaw-most-of-capital = एक सदस्य का अधिकतम भाग
society-bylaw-land-or-cattle = भूमि या पशु आवश्यक
society-bylaw-kyc-needed = पहचान पत्र आवश्यक
society-bylaw-notice-days = बैठक की सूचना के दिन
society-bylaw-vote-after-days = कितने दिन की सदस्यता पर मत
society-bylaw-vote-arrears-days = कितने दिन के बकाये पर मत नहीं
society-bylaw-vote-arrears = कितनी रकम से अधिक बकाये पर मत नहीं
society-bylaw-value-hint = संख्या, रुपये, हाँ / नहीं, या भाग जैसे 1/5
society-yes = हाँ
society-no = नहीं
society-voters = मतदाता सूची
society-voters-not = मत नहीं दे सकते
society-record-date = { $day } तक के सदस्य
society-col-serial = क्रम
society-col-no = सदस्य संख्या
society-col-name = नाम
society-col-father = पिता / पति
society-col-village = गाँव
society-col-why = कारण
society-notices = सूचनाएँ
society-general-body = सामान्य निकाय की बैठक
society-reminders = ऋण की याद
society-all-villages = सब गाँव
society-when-overdue = बकाया
society-when-30 = 30 दिन बाद देय
society-when-7 = 7 दिन बाद देय
society-when-1 = कल देय
society-served = जारी सूचनाएँ
society-notice-kind-general-body = सामान्य निकाय की बैठक
society-notice-kind-due = ऋण की याद
society-notice-kind-share-certificate = अंश प्रमाण-पत्र
society-notice-kind-rejection = आवेदन अस्वीकृत
counter-f-elsewhere = किसी दूसरी समिति (पैक्स) का सदस्य है?
society-village-unsaid = पुरानी बही में नहीं लिखा
