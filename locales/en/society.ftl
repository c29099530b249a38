# The society, its members and shares

society-land-nali = { $n } nali
society-land-muthi = { $n } muthi
society-land-metres = { $n } square metres

society-class = { $class ->
        [A] full member (A)
       *[B] nominal member (B)
    }
society-leaving = { $reason ->
        [resigned] resigned
        [died] died
        [removed] removed
       *[moved] moved out of the area
    }
society-vote-why = { $why ->
        [no-member] no longer a member
        [nominal] nominal member
        [no-admission-day] day of admission not on record
        [too-new] became a member after the record date
       *[arrears] in arrears
    }

society-notice-general-body =
    { $society }

    Notice of the general body meeting
    Date { $today }

    All members are informed that the general body of the society will meet on { $on } at { $hour } in { $place }. Agenda:
    { $agenda }

    Please come in time.

    Secretary
society-notice-due =
    { $society }

    Date { $today }

    { $name }, father/husband { $father }, village { $village } (member no. { $no })

    ₹{ $amount } of your loan { $loan } falls due on { $due }, in { $days } days. Please pay in time: prompt repayment may bring a rebate of interest.

    Secretary
society-notice-overdue =
    { $society }

    Date { $today }

    { $name }, father/husband { $father }, village { $village } (member no. { $no })

    ₹{ $amount } of your loan { $loan } fell due on { $due }. { $days } days have passed. Please pay soon, or come to the society and talk to us.

    Secretary
society-share-certificate =
    { $society }

    Share certificate no. { $certificate }

    This is to certify that { $name }, father/husband { $father }, village { $village } (member no. { $no }) holds { $shares } shares of this society, worth ₹{ $amount } ({ $words }).

    Date { $today }

    Secretary                                    President
