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

act-admit = Admit a member
act-admit-why = Number and certificate are given by themselves; the fee follows the bye-laws.
act-reject-admission = Reject an application
act-reject-admission-why = Write the reasons: the applicant is told them.
act-issue-shares = Issue shares
act-transfer-shares = Transfer shares
act-refund-shares = Refund shares
act-change-member = Change particulars
act-set-nominees = Nominees
act-leave-society = End membership
act-merge-members = Merge two numbers
act-set-bylaw = Set a bye-law
act-set-village = Enter a village
act-set-village-why = A village of the area of operation; its LGD code where it is known.
act-serve-notice = Serve notice
event-society-member-admitted = Member admitted
event-society-admission-rejected = Application rejected
event-society-member-changed = Particulars changed
event-society-nominee-set = Nominees named
event-society-member-left = Membership ended
event-society-members-merged = Two numbers merged
event-society-merge-undone = Merge undone
event-society-shares-issued = Shares issued
event-society-shares-transferred = Shares transferred
event-society-shares-refunded = Shares refunded
event-society-village-set = Village entered
event-society-notice-served = Notice served
event-society-bylaw-set = Bye-law set
event-society-reversed = Reversed
counter-f-name = Name
counter-f-father = Father's or husband's name
counter-f-born = Day of birth
counter-f-born-hint = such as 05-04-1980
counter-f-sex = Sex
counter-f-caste = Category
counter-f-village = Village
counter-f-village_text = Village
counter-f-land = Land
counter-f-land-hint = nali and muthi such as 12 8, or 0.25 hectare
counter-f-cattle = Cattle
counter-f-occupation = Occupation
counter-f-mobile = Mobile
counter-f-mobile-hint = ten digits; kept beside the register, not in it
counter-f-kyc = Identity paper
counter-f-kyc_no = Its number
counter-f-kyc_no-hint = of Aadhaar only the last 4 digits
counter-f-nominee = Nominee
counter-f-relation = Relation
counter-f-nominee_share = Share (%)
counter-f-nominee2 = Second nominee
counter-f-relation2 = Relation
counter-f-nominee2_share = Share (%)
counter-f-class = Membership
counter-f-shares = Shares
counter-f-certificate = Certificate
counter-f-certificate-hint = left empty, the next number is given
counter-f-to = To whom: membership number
counter-f-paid_to = Paid to
counter-f-application = Application
counter-f-leaving = How
counter-f-on = On which day
counter-f-gone = Number that goes
counter-f-although = Why he is another person
counter-f-although-hint = look at the persons below and write why this is another
counter-f-name_of_village = Name of the village
counter-f-lgd = LGD code
counter-f-poll = Day of the poll
counter-f-meeting = Day of the meeting
counter-f-hour = Hour
counter-f-place = Place
counter-f-agenda = Agenda
counter-f-agenda-hint = separate several by ;
society-sex-female = Woman
society-sex-male = Man
society-sex-other = Other
society-sex-none = Not written
society-caste-general = General
society-caste-sc = Scheduled caste
society-caste-st = Scheduled tribe
society-caste-obc = Other backward class
society-caste-none = Not written
society-kyc-aadhaar = Aadhaar (last 4 digits)
society-kyc-voter = Voter's card
society-kyc-pan = PAN
society-kyc-ration = Ration card
society-kyc-passport = Passport
society-class-of-A = Full member (A)
society-class-of-B = Nominal member (B)
society-leaving-of-resigned = Resigned
society-leaving-of-died = Died
society-leaving-of-removed = Removed
society-leaving-of-moved = Moved away
society-shares = Shares
society-owed = Owed on loans
society-fee = Admission fee
society-from = From
society-goes = Number that goes
society-stays = Number that stays
society-hectares = { $n } hectares
society-born = Born
society-certificates = Share certificates
society-merged-here = Numbers merged into this
society-merged-into = This number is now the same as:
society-nominees = Nominees
society-history = What happened
society-acts = Acts
society-picture = Photograph or signature (JPEG/PNG, up to 200 KB)
society-picture-as = What it is
society-photo = Photograph
society-signature = Signature
society-bylaws = Bye-laws
society-bylaws-why = Every rule with its order and source. What is unset refuses.
society-bylaw-least-age = Least age (years)
society-bylaw-admission-fee = Admission fee: full member
society-bylaw-nominal-fee = Admission fee: nominal member
society-bylaw-share-value = Value of one share
society-bylaw-least-shares = Least shares
society-bylaw-most-of-capital = Most of the capital one may hold
society-bylaw-land-or-cattle = Land or cattle needed
society-bylaw-kyc-needed = Identity paper needed
society-bylaw-notice-days = Days of notice of a meeting
society-bylaw-vote-after-days = Days of membership before a vote
society-bylaw-vote-arrears-days = Days of arrears that take the vote
society-bylaw-vote-arrears = Arrears above which there is no vote
society-bylaw-value-hint = a number, rupees, yes / no, or a part such as 1/5
society-yes = Yes
society-no = No
society-voters = Voter list
society-voters-not = May not vote
society-record-date = members admitted until { $day }
society-col-serial = Serial
society-col-no = Number
society-col-name = Name
society-col-father = Father / husband
society-col-village = Village
society-col-why = Why
society-notices = Notices
society-general-body = Meeting of the general body
society-reminders = Reminders of loans
society-all-villages = All villages
society-when-overdue = Overdue
society-when-30 = Due in 30 days
society-when-7 = Due in 7 days
society-when-1 = Due tomorrow
society-served = Served
society-notice-kind-general-body = General body
society-notice-kind-due = Reminder of a loan
society-notice-kind-share-certificate = Share certificate
society-notice-kind-rejection = Application rejected
counter-f-elsewhere = Member of another credit society?
society-village-unsaid = not said in the old books
