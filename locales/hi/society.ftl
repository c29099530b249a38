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
