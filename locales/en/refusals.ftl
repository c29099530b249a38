# refusals

## readers (1xxx)
refusal-1001 = “{ $name }” was not found.
    .remedy = Check the name of the folder or file and whether the disk or pen drive is connected.
refusal-1002 = “{ $name }” could not be read from the disk: { $cause }.
    .remedy = Close the file in other programs, check the permissions, or copy it again from the original.
refusal-1003 = “{ $name }” is { $size } MiB; files of at most { $limit } MiB are read.
    .remedy = Split the register, for example by year, and give the parts.
refusal-1004 = “{ $name }” is empty (0 bytes).
    .remedy = Copy the file again from the original; this copy has nothing in it.
refusal-1005 = “{ $name }” is of no kind that can be read here.
    .remedy = Save it from its own program as .xlsx, .ods or .csv and give that file.
refusal-1006 = “{ $name }” is locked with a password.
    .remedy = Open it in its own program, remove the password, save it, and give it again.
refusal-1007 = “{ $name }” is damaged or incomplete ({ $part }).
    .remedy = Take another copy. If it still opens in Excel or LibreOffice, save it from there under a new name.
refusal-1008 = “{ $name }” unpacks to more than { $limit } MiB; this is not how registers look.
    .remedy = Open it in Excel or LibreOffice, delete pictures and empty formatted areas, and save it as .csv.
refusal-1009 = “{ $name }” has more than { $limit } cells.
    .remedy = Split the register, for example by year, and give the parts.
refusal-1010 = “{ $name }” has a row with more than { $limit } columns.
    .remedy = See which character separates the columns and save the file again as .csv.
refusal-1011 = “{ $name }” is nested deeper than { $limit } levels; no program exports like this.
    .remedy = Make the export again from the program the data comes from.
refusal-1012 = “{ $name }” has no sheet with rows.
    .remedy = Check whether it is the right file; charts and macros alone are not read.
refusal-1013 = “{ $name }” says it holds { $said } records, but only { $there } are there. These have been read.
    .remedy = The copy was cut short: take another copy from the original before relying on its totals.
refusal-1014 = “{ $name }” made the reader itself fail. The other files are not affected.
    .remedy = Save the file as .xlsx or .csv and give that, and report this file as an error of the program.
refusal-1015 = “{ $name }” holds more than { $limit } MiB of text.
    .remedy = Split the register, for example by year, and give the parts.
refusal-1016 = “{ $name }” is XML, but holds no ledgers, groups or vouchers of Tally.
    .remedy = In Tally choose Export, Masters or Day Book, format XML, and give that file.
refusal-1017 = “{ $name }” holds more than { $limit } files.
    .remedy = Give only the folder that holds the registers.
refusal-1018 = “{ $name }” is a packed archive.
    .remedy = Unpack it and give the folder with the files.
refusal-1019 = “{ $name }” has the name of a text file, but its content is not text.
    .remedy = Export the table again from its own program, or give the original file.
refusal-1020 = The memo file (.FPT or .DBT) of “{ $name }” is missing; remarks kept in it read #MEMO.
    .remedy = Copy the .FPT or .DBT file of the same name from the old computer beside it.
refusal-1021 = Sheet “{ $sheet }” of “{ $name }” is incomplete. What was there has been read.
    .remedy = Take another copy, or save it anew from Excel or LibreOffice, before relying on its totals.
refusal-1022 = “{ $name }” may not be read: this user has no permission.
    .remedy = Give the permission to read it, or copy the file into a folder of your own and give that.
refusal-1023 = { $count } entries of “{ $name }” were not read, the first in line { $line }. All others were read.
    .remedy = These lines have another currency, a price, an amount finer than a paisa, or do not balance. Correct those that belong to the society and take the file in again, or enter them later by voucher.
refusal-1024 = No whole entry in rupees was found in “{ $name }”. { $count } lines could not be read, the first is line { $line }.
    .remedy = See that this is the journal and that its amounts are in rupees; write it out again from the other program.

## migration (2xxx)
## web 6xxx
refusal-6001 = There is no such page.
    .remedy = Check the address, or start again from the home page.
refusal-6002 = Society “{ $society }” is not in this installation.
    .remedy = Choose one from the list of societies.
refusal-6003 = File “{ $file }” is not kept here, so its cell cannot be shown.
    .remedy = Restore the folder of files from the backup; the figures are safe.
refusal-6007 = The form was sent from another site and was not accepted.
    .remedy = Open the page of this site and send it again.
refusal-6008 = The old data of “{ $society }” has not come in yet.
    .remedy = Take in the folder of old books first.
refusal-6009 = There is no cell { $cell } in the old file.
    .remedy = Open the cell from the page of a finding or an account.
refusal-6500 = The page could not be made.
    .remedy = Open it again after a while; if it still fails, tell the help desk the time.

### Register (3001–3999)
refusal-3001 = Entry { $entry } of the register { $log } was altered after it was written.
    .remedy = Stop work on this computer, compare the entry with a backup and tell an officer.
refusal-3002 = Entry { $entry } of the register { $log } is missing.
    .remedy = Restore from a backup and tell an officer.
refusal-3003 = From entry { $entry } on, the register { $log } holds entries this desk never wrote.
    .remedy = Stop work and tell an officer: somebody wrote into the database directly.
refusal-3004 = Entry { $entry } of the register { $log } cannot be read from the disk.
    .remedy = Have the disk checked and restore from a backup.
refusal-3005 = The root of the register { $log } does not agree with its signed checkpoint.
    .remedy = History was changed. Stop work, compare with a backup and tell an officer.
refusal-3006 = The checkpoint of the register { $log } is not rightly signed by this desk ({ $why }).
    .remedy = See that the key file keys/desk.key belongs to this desk, then tell an officer.
refusal-3101 = There is no head { $head } that is compared with a register.
    .remedy = Go back to the board of heads and open it from there.
refusal-3102 = No change of the files puts this right.
    .remedy = Key the missing page from paper, or carry the difference on with a minute.
refusal-3103 = The head { $head } has no difference.
    .remedy = Nothing needs to be carried on; go back to the board of heads.
refusal-3104 = The day until which somebody goes on looking has passed already.
    .remedy = Write a day after today.
refusal-3105 = What was judged about the two persons was not said.
    .remedy = Choose: the same person, different persons, or later.
refusal-3120 = There is no such kind of volume, or no such product of it.
    .remedy = Choose the kind from the list, and for loans and deposits the product too.
refusal-3121 = The volume is not described in full: title, pages, first and last folio, who keeps it.
    .remedy = Fill what is empty; there cannot be more pages than from the first folio to the last.
refusal-3122 = A missing volume needs a reason and a statement.
    .remedy = Write why the volume is not there, and what the society states about it.
refusal-3123 = Volume { $volume } is not listed.
    .remedy = Open the list of volumes again.
refusal-3124 = Volume { $volume } has no page { $page }, or nothing of it is keyed.
    .remedy = Choose a page between the first folio and the last.
refusal-3125 = Page { $page } has been keyed by both hands.
    .remedy = Settle what differs by a third look; if all is wrong take the page back.
refusal-3126 = You were the first hand of page { $page }; the second is another person.
    .remedy = Let another person key it under his own login.
refusal-3127 = { $name } is working on page { $page }, or has keyed it.
    .remedy = What you keyed is kept here; ask him, then send it as the second hand or take another page.
refusal-3128 = The page has no rows, more than { $most }, or a cell that is too long.
    .remedy = Key the rows of the page; one page at a time.
refusal-3129 = Page { $page } adds up, or is not held; there is nothing to say of it.
    .remedy = Open the page again and look.
refusal-3130 = Not all differences are settled; there are { $count }.
    .remedy = Choose for each what stands on the page.
refusal-3131 = Page { $page } was keyed anew meanwhile.
    .remedy = Open the page again and look at the differences anew.
refusal-3132 = You keyed page { $page }, and there is no photograph of it.
    .remedy = Add a photograph of the page, or let a third person settle it.
refusal-3133 = The reason is missing, or longer than { $most } letters.
    .remedy = Write a short reason.
refusal-3134 = Pages of volume { $volume } have been keyed.
    .remedy = Take those pages back first; kind, product and the keyed folios must stay.
refusal-3135 = The photograph is larger than { $most } MB, or is no picture.
    .remedy = Choose a smaller size on the phone and send again; what was keyed is safe.
refusal-3136 = A sample is 0 to 100 per cent, and the bound for errors 0 to 100 per cent.
    .remedy = Put the figures right.
refusal-3137 = Page { $page } was drawn as a sample: all its columns are to be keyed.
    .remedy = Open the page again; what you keyed stays.
refusal-3138 = The first hand ({ $name }) is not done with page { $page }.
    .remedy = Let the first person make the page add up, then key it again.
refusal-3150 = Bringing in the old books of this society has not been begun.
    .remedy = First enter the cut-off day and begin.
refusal-3151 = A reason or a number is missing.
    .remedy = Fill the empty field and send again.
refusal-3152 = There is nothing to change in this.
    .remedy = Choose what is to be mended; the old and the new value must differ.
refusal-3153 = Entry { $entry } is not here, or was taken back already.
    .remedy = Open the list again.
refusal-3154 = The data was changed after it was closed, so it cannot be signed.
    .remedy = Look at the change, close the data again, then all sign anew.
refusal-3155 = It is not your turn: somebody before you has not signed.
    .remedy = The order is operator, secretary, president, officer, auditor, bank.
refusal-3156 = { $name } has signed this data already; one person does not sign twice.
    .remedy = Let another person sign under his own login.
refusal-3157 = The old books have been posted; nothing changes here any more.
    .remedy = Mend a mistake in the books by a new voucher.
refusal-3158 = The old books have not been posted yet.
    .remedy = First complete the signatures and post the books.
refusal-3159 = Paper has ended in this society.
    .remedy = To open paper again an officer's order is needed.
refusal-3160 = Paper has not ended in this society.
    .remedy = There is nothing to do.
refusal-3161 = The file { $file } is not here.
    .remedy = Open the list of files again.
refusal-3162 = Somebody else wrote here meanwhile.
    .remedy = Open the page again, look at the change and send again.
refusal-3163 = The files sent are larger than { $most } MB.
    .remedy = Send them in several goes, or make the photos smaller.
refusal-3164 = No file was chosen.
    .remedy = Choose a folder or a file and send again.
refusal-3165 = Gate { $gate } has not been passed, so this cannot be done.
    .remedy = Open the page of gates: it says what is missing and whose work it is.
refusal-3166 = There is no place { $place } in the old books.
    .remedy = Choose again from the list.
refusal-3170 = The old files of this society lie at its own computer; nothing is worked at here.
    .remedy = Open the page of gates here: it shows what was counted there, and the signatures. Mend at the society's computer.
refusal-3171 = The trial balance { $file } says { $says }, but the books are brought in as of { $cutoff }: it is another year's.
    .remedy = Leave this file out on the page of files and bring the trial balance of { $cutoff }. If the day in its heading is wrong, mend the heading.
### Books (4001–4999)
refusal-3180 = The trial has no name, or it is longer than { $most } letters.
    .remedy = Write a short name by which the trial will be known.
refusal-3181 = In a trial only the work of bringing in old books is done: no signatures, slips, posting, ending of paper or daily work.
    .remedy = Do this on the society's own pages.
refusal-3182 = Since the trial “{ $name }” was begun, { $n } more acts were written in the society. Nothing was repeated.
    .remedy = See on the trial's page what changed; begin a new trial from how things stand today.
refusal-3183 = There is no trial { $no }, or it has ended.
    .remedy = Look at the list of trials; begin a new one if you like.
refusal-3184 = The copy of the trial “{ $name }” is not on this computer.
    .remedy = Open it on the computer where it was made, or throw it away and begin a new one.
refusal-3185 = Repeated, the digest of the data is another than that of the trial “{ $name }”.
    .remedy = See why on the page of comparison and begin a new trial; tell the help desk.
refusal-3186 = No more than { $most } trials run at a time.
    .remedy = Throw away those that are of no use.
refusal-3187 = A trial named “{ $name }” is running.
    .remedy = Work in it, or choose another name.
refusal-3188 = Nothing was done in the trial “{ $name }” yet.
    .remedy = Work in the trial first, then repeat it.
refusal-3189 = This row cannot hold the headings: fewer than two or more than { $most } cells are filled.
    .remedy = Choose the row in which the names of the columns stand.
refusal-3190 = The reading given for “{ $sheet }”, row { $row } ({ $register }) does not fit any more: these columns are missing: { $columns }.
    .remedy = Nothing is lost. Point at the right column and say again what it means, or read without this reading.
refusal-3191 = This reading was given to all societies already.
    .remedy = See the list above.
refusal-3192 = This reading holds something else than headings: a heading longer than { $most } letters, or a number of { $digits } digits or more.
    .remedy = Ask the society to choose the row of headings again; nothing of any person goes to others.
refusal-3193 = No society reads this table so any more.
    .remedy = Look at the list again; the society has changed its reading.
refusal-3194 = The seat has not given this reading, or has taken it back.
    .remedy = Open the page again and look at the list.
refusal-3195 = What was said is not written, or is longer than { $most } letters.
    .remedy = Write in a few words who was spoken to and what was said.
refusal-3196 = There is a number of { $digits } digits or more in it; telephone numbers are not written into the register.
    .remedy = Take the number out and write a name or an office.
refusal-3197 = The day of the call has not come or is more than { $back } days past, or the promise is before the call or more than { $ahead } days after it.
    .remedy = Look at both days and put them right.
refusal-3198 = There is no such call written by you, or it was taken back.
    .remedy = Open the page again; every officer takes back only what he wrote himself.
refusal-3199 = This order cannot be entered: the days must grow from step to step up to { $most }, it needs a number, and it cannot hold before today.
    .remedy = Look at days, date and number of the order and put them right.
refusal-3220 = The day paper ends is set by the act that ends it, when every gate is passed; it is not typed as a rule.
    .remedy = Open the page of gates and pass them to the end.
refusal-3221 = The rule { $key } is set so only by somebody above the society.
    .remedy = Ask the department's officer or the bank's supervisor, who sets it by his order; a measure may only be made stricter here.
refusal-3222 = This is { $name }'s to take back.
    .remedy = Ask { $name }; a signature is its signer's, an objection his who received it.
refusal-3223 = { $name } brought or keyed these books; an objection to them is not his to take back.
    .remedy = The secretary or the president settles it and writes how.
refusal-3224 = You keyed page { $page } yourself; two readings that differ are judged by a third person.
    .remedy = Ask somebody who keyed neither reading to look at the page.
refusal-3225 = { $name } keyed this page or brought this file; that a figure stands as it is, is said by somebody else.
    .remedy = Ask the secretary or the president who did not key or bring it to look at the book and answer.
refusal-3226 = No member { $member } stands in these books.
    .remedy = Look at the number on the slip and type it again.
refusal-3227 = { $day } is kept already; a day beside paper is written once.
    .remedy = If it was wrong, take it back with a reason and write it again; the run of days begins anew after it.
refusal-3228 = Paper may end only after { $posted }, the day the books were posted, and not later than { $last }.
    .remedy = Choose a day between them.
refusal-3229 = This photograph was shown for book { $volume } already.
    .remedy = Photograph the ruled-off page of this book.
refusal-3230 = Numbers judged to be one person could not be merged when the books were posted: { $members }.
    .remedy = Open both members: one may be of another register or closed, or two entries bear one number. Put that right and merge them there.
refusal-3231 = In a trial nobody keys a page as its second hand: he would know both readings before he keys it in earnest.
    .remedy = Key the page as second hand in the society itself, not in the trial.
refusal-4001 = The voucher has { $lines } lines; it needs at least 2 and at most { $most }.
    .remedy = Write at least one debit and one credit line; split a very long voucher in two.
refusal-4002 = Line { $line } needs exactly one amount, debit or credit, and it may be neither zero nor negative.
    .remedy = Write an amount on one side of line { $line }.
refusal-4003 = The head { $head } of line { $line } is not in this society's books.
    .remedy = Choose a head from the list, or open it first.
refusal-4004 = Debit { $debit } and credit { $credit } differ by { $difference } rupees.
    .remedy = Check the amounts; both sides must agree to the paisa.
refusal-4005 = The date { $date } lies after the open day { $today }.
    .remedy = Write the date of the open day.
refusal-4006 = The date { $date } lies in a closed period; the books are closed until { $closed }.
    .remedy = Write a date after { $closed }.
refusal-4007 = The amount of line { $line } is too large.
    .remedy = Check the amount for digits too many.
refusal-4008 = The voucher does not say what it is for, or its number or narration is longer than { $most } characters.
    .remedy = Write a short number and a short narration.
refusal-4009 = There is no voucher { $entry } in the books.
    .remedy = Choose the voucher from the day book.
refusal-4010 = Voucher { $number } has been reversed already, or is itself a reversal.
    .remedy = Write a new voucher with the right amount.
refusal-4011 = Debit { $debit } and credit { $credit } of voucher { $number } differ by { $difference } rupees.
    .remedy = Nothing was kept. Check the migration and run it again.
### Desk (5001–5999)
refusal-4020 = No business day is open, so nothing can be entered.
    .remedy = Begin the day first.
refusal-4021 = The day of { $open } is still open.
    .remedy = End it first, then begin the next.
refusal-4022 = There is no note or coin of { $note } rupees, or its count is not right.
    .remedy = Write a whole number beside each note; leave empty what is not there.
refusal-4023 = The day { $date } cannot be opened: the books are closed until { $closed }.
    .remedy = Choose a date after { $closed }; what is older is entered on today's day with a reason.
refusal-4024 = { $date } is yet to come; this computer's clock says { $today }.
    .remedy = Choose today's date, or set the clock right.
refusal-4025 = The cash counted, { $counted }, is not the cash of the books, { $books }.
    .remedy = Count again. On the first day the cash must be what the old books brought.
refusal-4026 = The computer's clock says { $today }, but the day { $closed } has been ended: the clock is behind.
    .remedy = Set the clock right, then begin the day. Nothing has changed in the books.
refusal-4027 = The head { $head } of line { $line } is made up of members' accounts; no plain voucher posts to it.
    .remedy = Open that account's own form (deposit, withdrawal, loan or repayment).
refusal-4028 = The value “{ $value }” of the rule “{ $key }” is not right, or no order is named.
    .remedy = Check the value and write the number of the order or resolution that made the rule.
refusal-4029 = { $count } things stand in the way of ending the day. Cash counted { $counted }, by the books { $books }.
    .remedy = Mend each by the link beside it, then end the day.
refusal-4030 = { $happened } is not before the open day { $open }.
    .remedy = Write the true date of what happened, or enter it as usual.
refusal-4031 = The reason for entering late is empty or too long.
    .remedy = Write the reason in a short sentence.
refusal-4032 = Since paper is closed, something of { $happened } cannot be entered without an officer's approval.
    .remedy = Send it with the reason; after the supervisor's approval it is entered by itself.
refusal-4033 = The time for entering outage slip { $slip } ({ $hours } hours) is over, or is not set.
    .remedy = Send it with a reason for the supervisor's approval.
refusal-4034 = Outage slip { $slip } has been entered already.
    .remedy = Check its number; a slip is entered once.
refusal-4035 = There is nothing to do: everything up to today stands already.
    .remedy = Nothing needs doing.
refusal-4036 = The slip numbers { $first } to { $last } are not right.
    .remedy = The first must be 1 or more, the last not smaller, and not more than 1000 at a time.
refusal-4037 = The head “{ $head }” exists already, or its code is empty.
    .remedy = Write another code, or use the head that is there.
refusal-5001 = The role of { $name } ({ $role }) does not allow this.
    .remedy = Ask somebody who may do it.
refusal-5002 = { $name } may not work in this society.
    .remedy = Choose your own society.
refusal-5003 = This society is not here.
    .remedy = Check its code, or bring in its old books first.
refusal-5004 = The migration of society { $society } is incomplete or out of order ({ $why }).
    .remedy = Nothing was kept. Run the migration from the folder again.
refusal-5005 = The society codes { $society } and { $other } give the same inner number.
    .remedy = Change the code a little.
refusal-5006 = The old books of society { $society } were already brought in from another folder.
    .remedy = Give the same folder, or correct by voucher; to begin anew use a new data folder.
refusal-5007 = The file { $file } changed after it was read, or is missing.
    .remedy = Close the file and run the migration again.
refusal-5010 = The password is too short or too long.
    .remedy = Choose one of at least { $least } characters and at most { $most } bytes.
refusal-5011 = The login name "{ $name }" is empty or belongs to somebody else.
    .remedy = Choose another name.
refusal-5012 = Name or password is wrong.
    .remedy = Type them again with care.
refusal-5013 = Too many wrong passwords: this name is locked.
    .remedy = Try again in { $minutes } minutes.
refusal-5014 = The disk that holds the data is full. Nothing of this act was kept.
    .remedy = Make room on the disk, or give a data folder on a larger one (`--data`), and do the same again.
refusal-5015 = “{ $name }” may not be read or written here.
    .remedy = Check the permissions of the folder and whether the disk is write-protected, or give another data folder (`--data`).
refusal-5016 = Another program is just writing into this data folder. Nothing of this act was kept.
    .remedy = Wait until the other one is done, and do the same again.
refusal-5017 = The desk's key file { $file } holds no key.
    .remedy = Restore it from a backup. Do not make a new one: with it nothing signed so far would be recognised.
refusal-5018 = The store of the books is damaged or cannot be read from the disk ({ $cause }).
    .remedy = Stop work, have the disk checked and restore the data folder from a backup; then run `sahakar verify`.
refusal-5019 = The store of the books cannot be reached ({ $cause }).
    .remedy = Check the address (`--store`), and whether the database server is running.
refusal-5020 = The store of the books does not allow writing ({ $cause }).
    .remedy = Check the permissions of the file sahakar.db, or the rights of the database user.
refusal-5021 = { $name } keeps the accounts and so may not take or give cash.
    .remedy = Let the cashier do it. Where one person works alone, the office may set the rule “one person” by an order.
refusal-5022 = { $name } sent this, so another person must approve it.
    .remedy = Let the secretary or the president log in and approve.
refusal-5023 = This does not wait: it is decided already, or does not exist.
    .remedy = Open the list of approvals again.
refusal-5024 = The six-digit code is wrong or missing.
    .remedy = Write the code your authenticator shows now; compare the clocks of phone and computer.
refusal-5025 = The backup could not be made ({ $cause }).
    .remedy = Look for room on the disk or pen drive and try again; the books are as they were.
refusal-5026 = No account or member “{ $text }” was found.
    .remedy = Check the number, for example ST-12 or SB-340, or search by name.
refusal-5027 = The account number { $text } stands more than once in the old register.
    .remedy = Settle it among the findings of the migration first; until then nothing is entered on it.
refusal-5028 = “{ $setting }” is not set yet, so this cannot be done.
    .remedy = Enter it on the rules page with the number of the order.
refusal-5029 = The field “{ $field }” could not be read: “{ $text }”.
    .remedy = Write it plainly: an amount like 1,250.50, a date like 05-04-2026.
refusal-5038 = The society {$society} is here already.
    .remedy = Work in that society, or give another code.
refusal-5030 = Membership number { $no } stands more than once in the old register.
    .remedy = Look into the old register and settle whose number it is; until then nothing is done under it.
refusal-5031 = This file is no photograph, or is larger than { $most } KB.
    .remedy = Choose a JPEG or PNG, make it smaller and send it again.
refusal-5032 = No notice was chosen, or there are more than { $most } at a time.
    .remedy = Choose a village and serve fewer notices at a time.
refusal-5033 = Account { $account } is not member { $member }'s; nothing is paid out of another person's account.
    .remedy = Choose an account of the same member, or take cash.
refusal-5041 = The password of this backup is wrong, or the file is damaged or cut off.
    .remedy = Type the password again. If it still does not open, take another copy of the backup. Nothing was changed.
refusal-5042 = “{ $name }” is not empty.
    .remedy = Name a new, empty folder for the backup; nothing is written over existing books.
refusal-5043 = The backup file “{ $file }” could not be written ({ $cause }).
    .remedy = Name a new file, and look whether the pen drive is there and has room. The books are as they were.
refusal-5044 = In the backup the entries of the register { $log } do not agree with its seal.
    .remedy = Do not use this backup; take another copy and tell the auditor. Nothing was changed.
refusal-5045 = “{ $file }” could not be read as a backup.
    .remedy = Check the name of the file and the pen drive; open it with the version of the program that made it, or a newer one.
refusal-5046 = The password file “{ $file }” could not be read, or is empty.
    .remedy = Write the password as the first line of a plain file and name that file.
refusal-5047 = Nobody changes his own rights ({ $name }).
    .remedy = Ask another person who may manage people, or the office.
refusal-5048 = { $name } may not give or take the role “{ $role }”.
    .remedy = Whoever lets pass or audits is added by the office (operator of the whole installation), or on the machine itself with: sahakar person.
refusal-5049 = There is nobody named “{ $name }” here, or the name is closed.
    .remedy = Look at the list of people; a closed person can be opened again there.
refusal-5050 = The new password is the old one.
    .remedy = Choose another password.
refusal-5051 = This name was locked by a person.
    .remedy = Ask the secretary or the office to unlock it.
refusal-5052 = This session has ended.
    .remedy = Log in again.
refusal-5053 = There is a second factor already.
    .remedy = If the telephone is lost, another person who manages people can take it away; then set it up anew.
refusal-5054 = The two new passwords differ.
    .remedy = Type the same new password twice.
refusal-5055 = This installation has been begun already.
    .remedy = Log in, or ask the one who manages people for a one-time password.
refusal-5056 = The one-time password of the first start is wrong.
    .remedy = It stands where the program was started, twelve digits.
refusal-5057 = The one-time password of the first start was typed wrong too often.
    .remedy = Stop the program and start it again: it prints a new one.
refusal-5058 = The computer's clock stands { $minutes } minutes before the last entry (today is { $today } by the clock; the last entry was made on { $last }).
    .remedy = Set date and time of the computer right before going on. Nothing is lost: entries stand in the order in which they were made.
refusal-5059 = This computer keeps the books of { $societies } societies; a backup of all of them is not yours to take.
    .remedy = Ask whoever runs this computer to make the backup.
refusal-5060 = There is no register or statement “{ $name }”, or there is nothing in it.
    .remedy = Choose one of: { $all }. In place of … write the code of a head, a kind of account, or the number of an account.
refusal-5061 = “{ $name }” is written as xlsx only.
    .remedy = Write --format xlsx, or leave --book out.
refusal-5062 = Entries that came back from the office above could not be joined with the books here.
    .remedy = They are safe there. Call the officer and show the page “Exchange with the office above”.
refusal-5101 = This parcel of entries is damaged, cut off, or not signed by the desk it names.
    .remedy = Nothing of it was taken. Send again; if it was a file, make and carry a new one.
refusal-5103 = The code is unknown, older than a fortnight, or was used by another computer.
    .remedy = Ask the office above for a new code for this society, and type it with its dashes.
refusal-5104 = The seat at { $address } cannot be reached ({ $cause }).
    .remedy = Nothing is lost: the entries wait here and are sent when the link is up. Without a link, carry a file: sahakar sync export.
refusal-5105 = There is no file “{ $file }”.
    .remedy = Look on the pen drive for a file made by sahakar sync export and name it with its folder.
refusal-5106 = The seat did not accept the parcel (number { $number }).
    .remedy = Show this number to the office above; the entries wait here meanwhile.
refusal-5107 = The books of this society are written at its own computer; here they are only read.
    .remedy = Enter it at the society's computer; it arrives here with the next exchange.
refusal-5108 = This installation has not joined a seat yet.
    .remedy = Join one: sahakar sync join ADDRESS --code CODE, with the code of the office above.
refusal-5110 = “{ $role }” cannot be given the program's rights in this store.
    .remedy = Name a role in small letters, digits and _, made before by deploy/postgres.sql, and a store on PostgreSQL.
refusal-5111 = What was sent is larger than { $most } MiB; no parcel of entries is.
    .remedy = Nothing of it was taken. Send with sahakar sync now, which makes parcels of the right size, or carry a file.
refusal-5112 = What is squeezed into this parcel is larger than { $most } MiB; it was not unpacked further.
    .remedy = Nothing of it was taken. Send again with this program; if it comes again, show the number to the office above.
refusal-5113 = The clock of the sending computer and that of the seat differ by more than two days.
    .remedy = Set date and time of this computer right and send again; entries already written keep their order and are sent then.
refusal-5114 = The seat takes no entries of this society from this computer: its key was not let in.
    .remedy = Ask the office above for a code for this society, then: sahakar sync join ADDRESS --code CODE. The entries wait here meanwhile.
### Export
export-trial-balance = Trial balance
export-code = Code
export-head = Head
export-debit = Debit
export-credit = Credit
export-total = Total

# Migration and command line
refusal-2001 = The folder {$folder} holds no table that can be read.
    .remedy = Name the folder that holds the .xlsx, .xls, .ods, .dbf, .csv or XML files.
refusal-2002 = The mapping file {$file} could not be read: {$detail}.
    .remedy = Check its name and permissions.
refusal-2003 = The mapping file {$file} is not right: {$detail}.
    .remedy = Write a new one with `--save-mapping` and change that.
refusal-2004 = No table of the folder {$folder} could be recognised as a register.
    .remedy = Make a mapping file (`--mapping`), or send the files to the help desk.
refusal-7001 = "{$value}" is no date.
    .remedy = Write it like 2025-03-31.
refusal-7002 = There are several societies: {$codes}.
    .remedy = Choose one with `--society`.
refusal-7003 = The society {$code} is not here.
    .remedy = See the codes with `sahakar verify`.
refusal-7004 = "{$value}" is no number.
    .remedy = Write digits only.
refusal-7005 = “{$file}” could not be written.
    .remedy = Check the folder's name and permissions, and whether the disk has room.
refusal-7006 = The address {$address} is taken; the pages cannot be served there.
    .remedy = Another program, perhaps sahakar itself, uses this port. Stop it, or choose another with `--port`.
refusal-7007 = There is no role “{ $role }”.
    .remedy = One of: operator, cashier, accountant, secretary, president, supervisor, auditor, officer.
refusal-7500 = The machine made trouble: {$what}. Nothing was half-posted.
    .remedy = Do the same again. If it still fails, send this line to the help desk.

### Statements and year-end (4041–4060)
refusal-4041 = No resolution of a general body held after { $year_end } is written; without it profit cannot be appropriated.
    .remedy = Write number and date of the general body's resolution.
refusal-4042 = { $percent } percent is written for the reserve fund; the law demands at least { $least } percent.
    .remedy = Write { $least } percent or more.
refusal-4043 = The contribution to the education fund for the year ended { $year_end } is not set; it is due even in a year of loss.
    .remedy = Look into the order and enter the amount with its number. Sahakar never guesses it.
refusal-4044 = The highest rate of dividend for the year ended { $year_end } is not set.
    .remedy = Enter it from the order or bye-laws; until then pay no dividend.
refusal-4045 = The dividend is { $percent } percent; at most { $cap } percent may be paid.
    .remedy = Lower the dividend to { $cap } percent or less.
refusal-4046 = The profit is { $short } rupees less than what is being given out.
    .remedy = Lower funds or dividends; what the law demands comes first.
refusal-4047 = The dividend of all members is { $amount } rupees; without the profit of dairy and fishery only { $most } rupees may be given.
    .remedy = Lower it. Profit of dairy and fishery goes only to their own members.
refusal-4048 = It is not written how much interest in the income of the year ended { $year_end } is overdue.
    .remedy = Write the amount from the list of overdue interest, or nought. By law profit is what is left after deducting it.
refusal-4049 = The dividend for members of one activity is { $amount } rupees; its profit allows { $most } rupees.
    .remedy = Lower it. A separate dividend comes only from profit of dairy or fishery.
refusal-4050 = The amount { $amount } is not possible.
    .remedy = Write a right amount of nothing or more.
refusal-4051 = No head of income or expense has a balance on { $date }; there is nothing to close.
    .remedy = Check the date.
refusal-4052 = Head { $head } still holds { $amount } rupees of an earlier year.
    .remedy = Appropriate the result of that year first, then close this one.
refusal-4053 = The year ended { $date } is closed already.
    .remedy = To close it again, reverse its closing vouchers first.
refusal-4054 = { $amount } rupees are written for the State share redemption fund; at most { $most } rupees are possible.
    .remedy = Lower it. The fund is made only where the State holds shares, up to 20 percent of net profit.
refusal-4055 = No rate of depreciation is set for asset { $asset }.
    .remedy = Enter it from the bye-laws or ask the auditor.
refusal-4056 = The figures of asset { $asset } are not possible: cost { $cost }, value { $carried }, rate { $percent } percent.
    .remedy = Value may not be above cost, residual value not above value, rate not above 100 percent.
refusal-4057 = Asset { $asset } cannot be disposed of on { $date }.
    .remedy = See that it is not sold already, and that the date lies after its first use and the last depreciation.
refusal-4058 = Match { $match } names line { $line }, which is not there or is matched already.
    .remedy = Match every line once only.
refusal-4059 = In match { $match } the book has { $book } rupees and the bank { $bank }.
    .remedy = Choose lines whose sums are equal.
refusal-4060 = The lines of the bank's statement lead to { $sum } rupees, the statement says { $bank } rupees.
    .remedy = See whether a page or line is missing, and whether the opening balance is right.
refusal-4061 = The objection, answer or reason is empty, or longer than { $most } characters.
    .remedy = Write a few words and send again.
refusal-4062 = Voucher { $entry } is not in the books.
    .remedy = Open the voucher in the day book and object from there.
refusal-4063 = An objection cannot be of the amount { $amount }.
    .remedy = Write nothing or more.
refusal-4064 = Objection { $objection } was not found.
    .remedy = Choose one from the list of objections.
refusal-4065 = Objection { $objection } is closed already.
    .remedy = If the matter comes up again, raise a new objection.
refusal-4066 = A sample cannot have { $size } vouchers.
    .remedy = Write a number from 1 to { $most }.
refusal-4067 = The year ends on { $date } and the open day is { $open }: the year is not over.
    .remedy = End the last day of the year, begin a day of the new one, then close the year.
refusal-4068 = The year that ended on { $date } is not closed, or its profit is divided already.
    .remedy = Close the year first; to divide the profit again, take the earlier appropriation back.
refusal-4069 = The profit of the year that ended on { $date } is divided; the year cannot be opened again.
    .remedy = Take the appropriation back first, then open the year.
### Loans and deposits (4101–4199)
refusal-4101 = For { $date }, no rule is set for { $setting ->
        [rate] the rate of interest
        [penal] the penal rate
        [day-count] the way of counting days
        [rounding] the rounding of interest
        [rests] whether interest is added to principal
        [order] the order of appropriation
        [linkage] the share linkage
        [season] the crop seasons and due dates
        [instalments] the instalments
        [margin] the margin on the security
        [cash] the limit of cash
        [npa] the crop season for NPA
        [provision] the rates of provision
        [subvention] the terms of the interest subvention
        [premature] the deduction for closing early
        [least] the least balance
        [credit-months] how often interest is added
        [recurring] how a recurring deposit earns
        [gold-rate] rate of gold
        [commission] agent's commission
        [inoperative] months after which an account is inoperative
        [limitation] years of limitation
       *[other] this setting
    }.
    .remedy = Enter it with the number of the order or resolution. Sahakar never guesses it.
refusal-4102 = Product { $product } is agricultural: interest may not be added to principal more often than once a year.
    .remedy = Correct the rule of the product.
refusal-4103 = Product { $product } gives no interest for { $months } months.
    .remedy = Choose a longer time or another product.
refusal-4104 = The limit cannot be worked out for year { $year }: the rule is for { $years } years, and the part in kind may not exceed the scale of finance.
    .remedy = Check crops, scale and year.
refusal-4105 = No crop season takes drawals on { $date }.
    .remedy = Enter the season with its order, or check the date.
refusal-4106 = These terms make no schedule: { $count } instalments, at most { $most }; the first due day must come after the disbursal, and grace must be shorter than the loan.
    .remedy = Check number of instalments, grace, dates and amount.
refusal-4107 = A number, name or reason is empty or longer than { $most } letters.
    .remedy = Write it, shorter if need be.
refusal-4108 = The parts make { $sum } rupees, the amount is { $amount }.
    .remedy = Correct the parts (cash, bank, goods) so that they make the amount.
refusal-4109 = The amount { $amount } is not possible.
    .remedy = Write an amount of more than nothing.
refusal-4110 = Number { $number } is already used.
    .remedy = Give the next number.
refusal-4111 = Member { $member } cannot get a loan: he must be a full member and may have nothing overdue (overdue: { $overdue } rupees).
    .remedy = Collect what is overdue, or reject the application with this reason.
refusal-4112 = The resolution of the board is missing.
    .remedy = Write the resolution's number and date.
refusal-4113 = { $amount } rupees is above the limit of { $most } rupees.
    .remedy = Sanction within the limit, or work the limit out again.
refusal-4114 = A rejection needs at least one reason.
    .remedy = Write why. The reason is told to the applicant and to the general body.
refusal-4115 = { $amount } rupees cannot be given: { $left } rupees are left, and the part in kind cannot be drawn in cash.
    .remedy = Give less, or as goods.
refusal-4116 = Shares of { $needed } rupees are needed for this loan; the member holds { $held }.
    .remedy = Sell him shares of { $short } rupees, or hold that much back from the loan.
refusal-4117 = Cash of this member on this day would reach { $total } rupees. The law (Income-tax Act, section { $section }) forbids { $limit } rupees and more.
    .remedy = Pay by bank account or cheque.
refusal-4118 = Loan { $loan } is not sanctioned by that day, or nothing was given.
    .remedy = Check number and date.
refusal-4119 = Interest has been charged up to { $upto }; { $date } lies before it.
    .remedy = Use a later date, or reverse the later entry first.
refusal-4120 = Entry { $entry } cannot be taken back: it is not there, was taken back already, is a reversal, or comes from the old books.
    .remedy = Open the account and choose the right entry.
refusal-4121 = Account { $account } has later entries that stand on this one.
    .remedy = Reverse the later ones first, the newest before.
refusal-4122 = Only members may keep deposits; { $member } is none.
    .remedy = Admit him as a member first.
refusal-4123 = Months or instalment do not fit product { $product }.
    .remedy = Savings have no months; a recurring deposit needs months and an instalment.
refusal-4124 = Deposit account { $account } is not open on that day.
    .remedy = Check number and date.
refusal-4125 = { $amount } rupees does not fit this account (instalment: { $instalment }).
    .remedy = Take whole instalments; a fixed deposit takes money once.
refusal-4126 = { $amount } rupees cannot be taken out: { $free } rupees are free.
    .remedy = Give less. The rest is the least balance, under lien, or laid in until maturity.
refusal-4127 = The lien does not allow this: balance { $balance }, held { $lien } rupees.
    .remedy = Repay the loan or lift the lien first.
refusal-4128 = { $amount } rupees was written, the account gives { $sum } rupees.
    .remedy = Show the member { $sum } rupees and close with that sum.
refusal-4129 = Claim list { $claim } is not right: it is empty, or loan { $loan } belongs to another funder or was claimed for these days before.
    .remedy = Make the list again for the days not yet claimed.
refusal-4130 = Loan { $loan } was barred by time after { $until }.
    .remedy = Look for an acknowledgement of debt signed before that day; enter it first.

### The society, members and shares (4201–4240)
refusal-4201 = For { $date }, no bye-law is set for { $setting ->
        [least-age] the least age
        [admission-fee] the admission fee
        [nominal-fee] the fee of a nominal member
        [share-value] the value of a share
        [least-shares] the least number of shares
        [most-of-capital] the most of the capital one member may hold
        [land-or-cattle] the need of land or cattle
        [kyc-needed] the need of a paper
        [notice-days] the days of notice
        [vote-after-days] the days of membership before a vote
        [vote-arrears-days] the days of arrears that cost the vote
        [vote-arrears] the arrears that do not cost the vote
       *[other] this setting
    }.
    .remedy = Enter it with the number of the bye-law or order. Sahakar never guesses it.
refusal-4202 = { $what ->
        [name] the name
        [father] the father's or husband's name
        [village] the village
        [no] the membership number
        [occupation] the occupation
        [kyc] the number of the paper
        [verified-by] the name of who checked
        [nominee] the nominee's name
        [relation] the nominee's relation
        [resolution] the resolution
        [reason] the reason
        [certificate] the certificate number
        [application] the number of the application
        [head] the head of account
        [paid-to] the name of who is paid
        [order] the number of the order
        [source] the source
        [society] the name of the society
        [hour] the hour
        [place] the place
        [agenda] the agenda
        [loan] the loan number
       *[other] this field
    }: empty, or longer than { $most } letters.
    .remedy = Fill it in or shorten it.
refusal-4203 = A full Aadhaar number stands in { $what ->
        [name] the name
        [father] the father's or husband's name
        [village] the village
        [no] the membership number
        [occupation] the occupation
        [kyc] the number of the paper
        [verified-by] the name of who checked
        [nominee] the nominee's name
        [relation] the nominee's relation
        [resolution] the resolution
        [reason] the reason
        [certificate] the certificate number
        [application] the number of the application
        [head] the head of account
        [paid-to] the name of who is paid
        [order] the number of the order
        [source] the source
        [society] the name of the society
        [hour] the hour
        [place] the place
        [agenda] the agenda
        [loan] the loan number
       *[other] a field
    }. The law does not allow it to be kept.
    .remedy = Write only the last four digits. If it is no Aadhaar number, put words between the digits.
refusal-4204 = Membership number { $no } is somebody's already.
    .remedy = Take the next free number of the register.
refusal-4205 = A full member must be at least { $least } years old, and the day of birth must be given.
    .remedy = Check the day of birth; a minor cannot become a full member.
refusal-4206 = The resolution of the board is missing.
    .remedy = Write its number and day.
refusal-4207 = Village “{ $village }” is not in the society's list, or the code is another village's.
    .remedy = Choose a village of the list, or add the village first.
refusal-4208 = The mobile number is not right.
    .remedy = Write ten digits beginning with 6 to 9, or leave it blank.
refusal-4209 = Such a person may be in the register already: { $who }.
    .remedy = Compare them. If this is another person, write why and send again.
refusal-4210 = The application has { $shares } shares; a full member takes at least { $least }.
    .remedy = Add shares and money.
refusal-4211 = Nominal member { $no } cannot hold shares.
    .remedy = Admit him as a full member first.
refusal-4212 = The parts of the money make { $sum } rupees, { $amount } are due.
    .remedy = Make the parts of cash, bank and transfer agree.
refusal-4213 = A full member must hold land or cattle in the area of operation.
    .remedy = Enter land or cattle, or admit as a nominal member.
refusal-4214 = { $kind ->
        [aadhaar] Of Aadhaar only the last four digits are written
        [pan] The PAN is not right
        [voter] The number of the voter's card is not right
        [ration] The number of the ration card is not right
        [passport] The number of the passport is not right
       *[other] For a full member a paper of identity must be looked at
    }.
    .remedy = Look at the original and write its number again; of Aadhaar only the last four digits.
refusal-4215 = The applicant is a member of another primary agricultural credit society.
    .remedy = That membership must be given up first.
refusal-4216 = The nominees' shares make { $sum } percent; they must make 100, each more than nothing.
    .remedy = Correct the shares.
refusal-4217 = There is no member under number { $no } now.
    .remedy = Check the number; the member may have left, or the number was merged.
refusal-4218 = The member's shares would come to { $holding } rupees; the bye-laws allow { $most }.
    .remedy = Take fewer shares.
refusal-4219 = Certificate number { $certificate } has been used.
    .remedy = Take the next free number.
refusal-4220 = Member { $no } holds { $held } shares; { $shares } is not possible.
    .remedy = Check the number of shares.
refusal-4221 = Member { $no } has not left; share money is paid back only on exit or death.
    .remedy = Record the end of membership first.
refusal-4222 = Member { $no } owes { $owed } rupees.
    .remedy = The loans must be repaid first.
refusal-4223 = Member { $no } stands surety for these loans: { $loans }.
    .remedy = Change the surety first, or wait until they are repaid.
refusal-4224 = { $lien } rupees of the shares of member { $no } are held as security.
    .remedy = The security must be released first.
refusal-4225 = Member { $no } stands on both sides.
    .remedy = Choose another member.
refusal-4226 = Nothing changes, or one field is given twice.
    .remedy = Write what is new.
refusal-4227 = Number { $gone } cannot be merged into { $keep }: it is free, was merged before, or belongs to the other register.
    .remedy = Look at the pages of both numbers.
refusal-4228 = Entry { $entry } cannot be taken back: it is not there, was taken back already, is a reversal, or comes from the old books.
    .remedy = Look at the member's page; where needed make a new entry.
refusal-4229 = Later entries of “{ $no }” stand on this one.
    .remedy = Take the later entries back first.
refusal-4230 = A rejection needs at least one reason.
    .remedy = Write one; the applicant is told it.
refusal-4231 = The land “{ $text }” was not understood.
    .remedy = Write it like 3 nali 5 muthi, or 0.65 ha. A bigha differs from tehsil to tehsil and is not taken.
refusal-4232 = Member { $no } would keep { $left } shares; at least { $least } must stay.
    .remedy = Transfer fewer, or end the membership first.
refusal-4233 = The day { $date } is not possible (today is { $today }).
    .remedy = Check the day.
refusal-4234 = There are only { $clear } clear days until the meeting; at least { $least } are needed.
    .remedy = Hold the meeting later.
refusal-4235 = { $setting ->
        [least-age] the least age
        [admission-fee] the admission fee
        [nominal-fee] the fee of a nominal member
        [share-value] the value of a share
        [least-shares] the least number of shares
        [most-of-capital] the most of the capital one member may hold
        [land-or-cattle] the need of land or cattle
        [kyc-needed] the need of a paper
        [notice-days] the days of notice
        [vote-after-days] the days of membership before a vote
        [vote-arrears-days] the days of arrears that cost the vote
        [vote-arrears] the arrears that do not cost the vote
       *[other] this setting
    }: the value is not possible.
    .remedy = Look it up in the bye-laws and write it again.
refusal-4236 = The file of the photograph or signature did not arrive whole, or is larger than 10 MiB.
    .remedy = Choose a smaller file again.
refusal-4237 = The reason is missing.
    .remedy = Write it in short.
refusal-4238 = Member { $no } has left already.
    .remedy = Look at the member's page.
refusal-4239 = No more than { $most } rows are taken at a time.
    .remedy = Send them in parts.
refusal-4240 = The amount { $amount } is not possible.
    .remedy = Check amount and number.
refusal-4241 = Every rule of the model bye-laws is set already.
    .remedy = A single rule is changed on the page of bye-laws.
refusal-4131 = The code of the product “{ $product }” or one of its heads is not right.
    .remedy = Write a code of at most 20 characters without spaces and choose every head.

### Goods, sale, ration (4301–4340)
refusal-4301 = For { $what } on { $date }, no { $setting ->
        [gst] rate of GST
        [gst-way] way of GST (in the price, on top, or not registered)
        [price] selling price
        [entitlement] entitlement of the card
       *[other] such rule
    } is set.
    .remedy = Enter it with the number of the order or resolution. Sahakar never guesses it.
refusal-4302 = Something needed is empty, or longer than { $most } characters (name, number, order, reason or resolution).
    .remedy = Fill in what is empty.
refusal-4303 = { $code } is entered already, or stands twice on this sheet.
    .remedy = Take another number or code; in a count, write each batch once.
refusal-4304 = Activity { $activity } is not open.
    .remedy = Open the activity with its heads first.
refusal-4305 = Item { $item } is not entered, or does not belong to activity { $activity }.
    .remedy = Choose or enter the item. A bill holds items of one activity only.
refusal-4306 = Godown { $godown } is not entered.
    .remedy = Choose or enter the godown.
refusal-4307 = Quantity { $qty } of item { $item } is not right.
    .remedy = Write more than nothing. Pieces, packets and cylinders are whole.
refusal-4308 = { $amount } rupees is not a right amount.
    .remedy = Look at the amount: it is neither negative nor absurdly large, and a payment is not nothing.
refusal-4309 = There are { $lines } lines; there may be 1 to { $most }.
    .remedy = Add a line, or divide the bill in two.
refusal-4310 = Licence { $licence } of activity { $activity } ended on { $expiry }.
    .remedy = Renew it and enter the new day. Until then nothing is sold.
refusal-4311 = Item { $item } has been dealt in: its unit, activity, batches and expiry stay as they are.
    .remedy = Enter a new item under another code.
refusal-4312 = The rate of GST of item { $item } is not between 0 and 100 percent.
    .remedy = Look at the rate.
refusal-4313 = Item { $item }: { $price } rupees is above the maximum retail price of { $mrp } rupees.
    .remedy = Lower the price. The maximum contains all taxes.
refusal-4314 = The price of item { $item } is not the listed one, or something was taken off, without a reason.
    .remedy = Write the reason, or take the listed price.
refusal-4315 = The discount of { $discount } rupees on item { $item } is more than its amount of { $amount } rupees.
    .remedy = Lower the discount.
refusal-4316 = Bill { $bill } of { $supplier } has been entered already as purchase { $number }.
    .remedy = Look at that purchase. If it is wrong, reverse it and enter it anew.
refusal-4317 = The bill is dated { $date }, after today ({ $today }).
    .remedy = Write the day printed on the bill.
refusal-4318 = The batch of item { $item } is not written.
    .remedy = Write the number of the batch printed on the packet or bag.
refusal-4319 = The expiry of item { $item } is not written.
    .remedy = Write the day of expiry printed on the packet.
refusal-4320 = Batch { $batch } of item { $item } expired on { $expiry }.
    .remedy = Neither sell nor accept it. Set it apart, or send it back.
refusal-4321 = Batch { $batch } of item { $item } is in hand with another expiry: { $expiry }.
    .remedy = Look at the packet again. If the earlier entry is wrong, reverse it.
refusal-4322 = Godown { $godown } has { $there } of item { $item }; { $asked } cannot be taken out.
    .remedy = Take less, bring it from another godown, or first enter the purchase that is missing. Expired goods do not count.
refusal-4323 = Godown { $godown } has no batch { $batch } of item { $item }.
    .remedy = Choose the batch from the list.
refusal-4324 = The payment comes to { $sum } rupees; the bill is { $amount } rupees.
    .remedy = Let cash, bank and credit together be the bill, each more than nothing.
refusal-4325 = It is not written who owes this.
    .remedy = Name a member or a person. Nothing is given on credit without a name.
refusal-4326 = Goods on a loan need the member and the number of his loan, and only on a bill of a customer.
    .remedy = Choose the member and his KCC loan, or settle in another way.
refusal-4327 = Head { $head } does not exist, or cannot stand here.
    .remedy = Choose a head from the list. Credit stands at its own head (debtors, creditors).
refusal-4328 = Rounding by { $amount } rupees is not right; the bill is { $bill } rupees.
    .remedy = Take off or add at most 50 paise, so that the bill is whole rupees.
refusal-4329 = Ration card { $card } is not entered, or has nobody on it.
    .remedy = Look at the number, or enter the card with its persons.
refusal-4330 = Card { $card } has { $left } of item { $item } left this month; { $asked } cannot be issued.
    .remedy = Issue what is left.
refusal-4331 = The books have nothing of batch { $batch } of item { $item }, and the value of what was counted is not written.
    .remedy = Write its cost, or first enter the purchase that is missing.
refusal-4332 = Of line { $line } of the bill, { $left } can still come back.
    .remedy = Look at line and quantity; what came back before is taken off.
refusal-4333 = Entry { $entry } cannot be used here: it is no such bill, has been reversed, or is itself a reversal.
    .remedy = Choose the right bill from the list.
refusal-4334 = Goods of batch { $batch } of item { $item } have moved on: { $there } is left.
    .remedy = First reverse the sale or movement that came after.
refusal-4335 = Something later stands on entry { $entry } (a return, a payment, a deal).
    .remedy = Reverse the later ones first, the latest first.
refusal-4336 = The debt of { $party } stands at { $owed } rupees; { $amount } rupees cannot be entered.
    .remedy = Enter at most what is owed.
refusal-4337 = Goods do not move from godown { $godown } to itself.
    .remedy = Choose another godown.
refusal-4338 = Member { $member } is not in the register of members.
    .remedy = Look at the number, or write the bill to a name.
refusal-4339 = The heads of activity { $activity } must be different, and do not change once it is open.
    .remedy = Choose a head for each purpose; to change heads, open a new activity.
refusal-4340 = Batch { $batch } of item { $item } is in hand already.
    .remedy = Opening stock is brought forward once. If it was wrong, reverse the first list.
refusal-4400 = Something needed is empty, or longer than { $most } characters (number, name, reason or document).
    .remedy = Fill it in, or write it shorter.
refusal-4401 = Head { $head } is not open, or cannot stand here.
    .remedy = Choose the right head from the list. Heads that are made of members' accounts are not written to here.
refusal-4402 = Number { $number } is in this register already.
    .remedy = Write another number, or look at the earlier entry.
refusal-4403 = { $number } is not in this register, or no longer runs.
    .remedy = Look in the register and write the right number.
refusal-4404 = The amount or rate { $amount } is not possible.
    .remedy = Write a right amount or rate above nothing.
refusal-4405 = { $date } is not possible here (see { $open }).
    .remedy = Write a day that fits the open day and the earlier entries.
refusal-4406 = The file “{ $file }” has been taken in before; it has nothing new.
    .remedy = Nothing was doubled. Take in the statement of newer days.
refusal-4407 = Row { $line } of the file says the balance { $bank }; from the row before it comes to { $sum }.
    .remedy = Get the file from the bank again; a row between is missing or was changed.
refusal-4408 = After these lines the balance comes to { $sum }; the statement says { $bank }.
    .remedy = A statement between is missing. Take that one in first.
refusal-4409 = No headings of date and amount were found in this file.
    .remedy = Choose the bank's statement with columns of date, debit, credit and balance.
refusal-4410 = Row { $line } of the file could not be read: “{ $text }”.
    .remedy = Look at date and amount of that row, and get the file from the bank again.
refusal-4411 = This is the first statement of the account, and it does not say the balance before it.
    .remedy = Write the balance before the first line, from the bank's passbook.
refusal-4412 = The statement has { $lines } lines; there may be 1 to { $most }.
    .remedy = Take a statement of fewer days.
refusal-4413 = { $amount } rupees is above the limit; { $left } rupees can still be drawn.
    .remedy = Write less, or have the bank raise the limit.
refusal-4414 = { $amount } rupees are to be paid back; only { $owed } rupees of principal are owed.
    .remedy = Look at the amount; write interest as interest.
refusal-4415 = For borrowing { $number } no rate of interest is set on { $date }.
    .remedy = Enter the rate with the bank's order. Sahakar does not guess it.
refusal-4416 = { $number }: there is nothing to write up to { $date }.
    .remedy = All of it stands already, or it comes to nothing.
refusal-4417 = Entry { $entry } of { $date } stands on this one.
    .remedy = Take the later entry back first.
refusal-4418 = Investment { $number } has neither a rate nor an amount at maturity.
    .remedy = Take the entry back and write it again with the rate or the amount on the certificate.
refusal-4419 = For class { $head } no rule of depreciation is set on { $date }.
    .remedy = Enter the rule with the bye-law or the auditor's order. Sahakar does not guess it.
refusal-4420 = The depreciation of { $year } is written already, or nothing loses value.
    .remedy = Look at the register of assets.
refusal-4421 = The depreciation of { $year } is to be written first, and that year must be over (open day { $open }).
    .remedy = Take the years in their order; write it on the last day of the year or later.
refusal-4422 = The year that ended on { $date } is closed.
    .remedy = Take the closing of the year back first.
refusal-4423 = The salary sheet of { $month } is made already.
    .remedy = To change it, take it back first.
refusal-4424 = { $name } would get { $net } rupees, less than nothing.
    .remedy = Take less off, or recover less of the advance.
refusal-4425 = { $amount } rupees are to be taken off { $name }; { $left } rupees of the advance are left.
    .remedy = Take off no more than that.
refusal-4426 = Nobody is employed in { $month }, or too many are.
    .remedy = Enter employees first.
refusal-4427 = The number of the resolution or order is missing.
    .remedy = Write its number and day.
refusal-4430 = Entry { $entry } cannot be taken back: it is not there, was taken back already, or is itself a taking back.
    .remedy = Choose the right entry in the day book.
refusal-4431 = { $number } is written up to { $until }; the rule cannot change from an earlier day.
    .remedy = Write a later day, or take back what was written.

### The lender's year (4350–4399, 5080–5089)
refusal-4350 = Loan { $loan }: no terms of the interest scheme are entered for the drawal of { $date }, so the member's own share cannot be worked out.
    .remedy = Open “Rules of lending” under “The lender's year” and enter the terms with their order; or take less than the principal now.
refusal-4351 = There is no claim list { $claim }.
    .remedy = Choose the list on the page of claims.
refusal-4352 = { $open } rupees are open of claim { $claim }; { $amount } rupees cannot be entered.
    .remedy = Look at the letter and the amount; enter money of another list under that list.
refusal-4353 = Claim { $claim } has { $left } rupees for loan { $loan }; no more than that can be refused.
    .remedy = Look at the row of the list and correct the amount.
refusal-4354 = { $shown } rupees of provision were shown, { $required } are required now.
    .remedy = Open the page again, look at the new figure and enter it again.
refusal-4355 = Nothing can be claimed for { $from } to { $to }: the first day must not be after the last, nor the last after { $today }.
    .remedy = Correct the days.
refusal-4356 = Claim { $claim }: { $shown } rupees were shown, it comes to { $sum } rupees now.
    .remedy = Open the list again, look at it and enter it again.
refusal-4357 = Nobody is to be reminded on { $date }.
    .remedy = Look at the village chosen; the list shows when each was reminded.
refusal-4358 = The ornaments { $what } are not right: name, pieces, gross and net weight (net not above gross), purity 1 to 1000; at most { $most } lines.
    .remedy = Look at the line of every ornament again.
refusal-4359 = { $owed } rupees are owed on loan { $loan }; the gold cannot be given back.
    .remedy = Settle the loan in full first.
refusal-4360 = No gold of loan { $loan } is in custody.
    .remedy = Look into the register of gold.
refusal-4361 = No such suit of loan { $loan } is alive, or the days are not in order.
    .remedy = Enter the suit first; the next day must be later, and an ended suit has none.
refusal-4362 = Account { $account } is inoperative; nothing can be taken out.
    .remedy = Recognise the member and let it live again under “Inoperative savings”; laying money in does so too.
refusal-4363 = Account { $account } is not inoperative.
    .remedy = Look at the number of the account.
refusal-4364 = { $printed } of { $lines } lines of account { $account } are printed; this line cannot be noted.
    .remedy = Open the passbook page again and note it there.
refusal-4365 = Agent { $agent } is not entered, or collects no more.
    .remedy = Enter the agent first.
refusal-4366 = Agent { $agent } cannot be paid for { $from } to { $to }: the days must be in order, not ahead, and not paid before.
    .remedy = Look at the days paid on the agent's page.
refusal-4367 = Account { $account } of the list is no daily deposit, or stands twice in it.
    .remedy = Write every account once, with its whole amount.
refusal-5063 = The file that came is not the one the register names: { $file }
    .remedy = The file was damaged on the society's computer; bring it back from the backup and it will be sent again.
refusal-5064 = The file or the piece of it is too large; at most { $most } MB.
    .remedy = Take the photograph of the paper again in a smaller size; an old file stays at the society.
refusal-5065 = No entry of this society names such a file, or the society is not the sender's.
    .remedy = Send the entries first; every computer sends the files of its own society only.
refusal-5080 = Money of an office or an agent cannot move through the member's account { $account }.
    .remedy = Choose a bank or cash.
refusal-4501 = No seat of a State has begun here.
    .remedy = Begin the seat of the State first: the command state begin.
refusal-4502 = The headings of the list were not recognised.
    .remedy = Hand in the list as it comes from the LGD directory, with its row of headings: codes and names for places; code, name, district and block for societies.
refusal-4503 = { $rows } rows have no code or no name, or write one code in two ways. First rows: { $first }.
    .remedy = Correct these rows in the list and hand it in again; nothing was changed.
refusal-4504 = { $rows } rows of societies could not be understood, or have a code twice. First rows: { $first }.
    .remedy = Look at code, name, district, block and type; the block must lie in that district. Then hand the list in again; nothing was changed.
refusal-4505 = The seat of { $state } is here already.
    .remedy = One installation is the seat of one State.
refusal-4506 = { $codes } codes are missing from the new list or have moved ({ $level }). First of them: { $first }.
    .remedy = Look first whether the list is whole and right. If the change is real, hand the list in again with the number of the order.
refusal-4507 = The list names { $codes } codes that are not on the list above it ({ $level }). First of them: { $first }.
    .remedy = Hand in the list of the places above first, then this one.
refusal-4508 = No order was named.
    .remedy = Write the number and date of the order.
refusal-4509 = The list is the same as the last one.
    .remedy = There is nothing to do.
refusal-4510 = Society { $society } is not on the list, or was merged or wound up.
    .remedy = Look at the code of the society.
refusal-4511 = A society cannot be merged into itself.
    .remedy = Write the code of the other society.
refusal-4512 = The officer has no name or no login name.
    .remedy = Write both.
refusal-4513 = The post { $office } does not stand over such a part of the State ({ $over }).
    .remedy = Choose what fits the post: a block for an ADO, a district for AR and DM, the State for Registrar and Secretary.
refusal-4514 = Nobody knows the place { $over }.
    .remedy = Hand in the list of places first, or look at the code.
refusal-4515 = { $login } holds a post already.
    .remedy = Relieve him of that post first.
refusal-4516 = { $login } holds no post.
    .remedy = Look at the login name.
refusal-4520 = This rung ({ $rung }) is met by no document.
    .remedy = Only the society's register meets it.
refusal-4521 = The post { $office } may not sign for this rung ({ $rung }).
    .remedy = Let the officer sign whose matter it is.
refusal-4522 = The document has no number, or a day that has not come.
    .remedy = Write number and date as they stand on the document.
refusal-4523 = A signature for this rung ({ $rung }) stands already.
    .remedy = There is nothing to do.
refusal-4524 = There is no such signature of yours.
    .remedy = A signature is taken back by who gave it.
refusal-4525 = No reason was given.
    .remedy = Write the reason; it stays in the register.
refusal-5130 = The text is empty or longer than { $most } letters.
    .remedy = Write in a few words what is the matter.
refusal-5131 = Ticket { $ticket } is not here.
    .remedy = Open the list of tickets; what was written on the other side comes with the next exchange.
refusal-5132 = Ticket { $ticket } is not open: it has been answered or is closed.
    .remedy = Where it is not solved, the society first says so (“It is not solved”).
refusal-5133 = Ticket { $ticket } is open as it is.
    .remedy = Add to the ticket what else there is.
refusal-5134 = The ticket is with this party ({ $party }) already.
    .remedy = Choose another.
refusal-5135 = A ticket cannot go up to { $party } past a step between.
    .remedy = Hand it on in order: bank, district committee, State committee.
refusal-5136 = The clock of ticket { $ticket } stands already.
    .remedy = If the reason has changed, let it run and stop it with the new one.
refusal-5137 = The clock of ticket { $ticket } does not stand.
    .remedy = Open the ticket again and look where it stands.
refusal-5138 = Entry { $entry } cannot be taken back: it is not there, was written on the other side, or something was written after it.
    .remedy = Whoever wrote it takes back what he wrote last; otherwise add what is right to the ticket.
refusal-5139 = There is no such known problem or article ({ $entry }).
    .remedy = Open the list again and choose from it.
refusal-5140 = { $hours } hours will not do: between 1 and { $most }.
    .remedy = Look at the hours in the order.
refusal-5141 = { $date } is before the ticket was raised.
    .remedy = Look at the day in the programme or circular.
refusal-5142 = Known problems, articles and times to answer are written at the seat of the State; here they are only read.
    .remedy = Log in at the State's seat and write it there; it comes here with the next exchange.
refusal-5143 = No cause was chosen.
    .remedy = Choose the cause by a digit from 1 to 9, then send.
refusal-5144 = This photograph has not arrived here yet.
    .remedy = Photographs come after the entries; open it again after the next exchange.
refusal-5145 = The mail file “{ $file }” will not do ({ $cause }).
    .remedy = Look at its name and what is written in it; README shows an example.
refusal-5146 = The message could not be sent ({ $cause }).
    .remedy = Nothing is lost; look at the line, the server's address and the password. What did not leave goes next time.
refusal-5147 = The address of the SMS gateway is not right: it must begin with https:// and hold the places of number and message (to and text in braces).
    .remedy = Write it into the file as the provider gave it.
refusal-5160 = This installation belongs to no State.
    .remedy = On a society's computer, join the seat of the State first; at a seat, begin it.
refusal-5161 = This is not the seat of the State; its lists are only read here.
    .remedy = Do this at the seat.
refusal-5162 = There are registers here already; this installation can no longer become the seat of a State.
    .remedy = Begin the seat in a new, empty data folder.
refusal-5163 = { $name } holds no post.
    .remedy = Post him first, with an order.
refusal-6030 = There is no file, or it is no scanned document.
    .remedy = Hand in a PDF, JPEG or PNG file of up to 8 MB.
refusal-6031 = This computer has no letters (font) of Hindi, so the paper could not be written.
    .remedy = Have a Devanagari font installed (on Linux fonts-noto-core) and ask again; the page can also be printed from the browser.
refusal-4530 = The milestone { $rung } must end after it begins, and within five years.
    .remedy = Look at both days.
refusal-4531 = District { $district } has { $societies } societies; in { $weeks } weeks it must do { $needed } a week, which is more than its capacity.
    .remedy = Set a later last day, or raise the capacity.
refusal-4532 = There is no MPACS on the list.
    .remedy = Hand in the list of societies first.
refusal-4533 = The circular has no number, subject or authority.
    .remedy = Write all three.
refusal-4534 = The circular has neither milestone nor clause, an empty clause, or more than { $most } clauses.
    .remedy = Write at least one; a circular fits one page.
refusal-4535 = The last day { $due } lies before the day of the circular, { $dated }.
    .remedy = Correct the day.
refusal-4536 = No reason was given for changing circular { $number }, or it is longer than { $most } characters.
    .remedy = Write a short reason; the old version stays visible.
refusal-4537 = There is no circular { $number }.
    .remedy = Look at the number.
refusal-4538 = The review has no chair, a day that has not come, or what was said is longer than { $most } characters (who was there: 400).
    .remedy = Write name and day; shorten what is too long so that it fits one page.
refusal-4539 = A point is empty, or its last day lies before the review.
    .remedy = Write the point and its day.
refusal-4540 = There is no such task of yours, or only the register shows it done.
    .remedy = Look at the list of tasks.
refusal-4541 = Nothing was said of what was done.
    .remedy = Write what shows it: number of a letter, day, what was agreed.
refusal-4542 = Employee { $number }: { $days } days of leave without pay cannot be; in { $month } there were { $served } days of service.
    .remedy = Write at least one day, and not more than those in service.
refusal-4630 = Slips { $first } to { $last } were handed out before.
    .remedy = Give the numbers after them; no number is handed out twice.
refusal-4631 = Slip { $slip } was never handed out.
    .remedy = Look at the number on the slip. If such slips really were given out, enter them first on the page “Outage slips”.
refusal-4632 = The register of this society was written on at two computers; the office above has both.
    .remedy = Nothing is lost. Work only at the computer that was in use before, and tell the officer.
refusal-4633 = There is a head called “{ $name }” already ({ $code }).
    .remedy = Write under that head, or choose a name by which both can be told apart.
refusal-4634 = The head has no name, or one that is too long.
    .remedy = Type a name of up to eighty letters.
refusal-4635 = Cash in the books is ₹ { $amount } below nothing: more is written as paid than came in.
    .remedy = Write the receipt that is missing, or take back the voucher with the wrong amount. The day does not end like this.
refusal-4636 = This had been done already; nothing was written a second time. This is the first receipt.
    .remedy = Nothing needs to be done. If it really happened twice, open a new form for it.
refusal-4637 = The computer stopped while { $day } was being ended; that day is still open.
    .remedy = Nothing is lost. Count the cash again and end the day once more.
refusal-4638 = The computer stopped while { $day } was being ended; that day has been ended properly.
    .remedy = Nothing is lost. Print that day's sheet, then begin the next day.
refusal-4639 = The office above has { $n } entries of this register that are not here: an old backup was put in place.
    .remedy = Exchange once before anything new is entered; what is missing comes back.
refusal-4640 = Nothing is written by hand under the head of transfers; it joins the two halves of one act.
    .remedy = Choose another head. If something was left on it, take back the act that left it.
refusal-4642 = Nobody gets this dividend: on { $date } none of its members holds shares ({ $activity }).
    .remedy = Look at the members of dairy and fishery and at the share ledger, then divide again.
refusal-4643 = No dividend is owed to member { $no }.
    .remedy = See in the dividend register when it was paid, or write the right number.
refusal-4644 = The same dividend was asked for twice ({ $activity }).
    .remedy = Write each dividend once.
refusal-4645 = Member { $no } cannot be entered so under { $activity }: it is dairy or fishery, the last day comes after the first, and something must change.
    .remedy = Look at activity and days and write again.
refusal-4646 = { $present } were present, the quorum is { $quorum }: nothing can have been resolved.
    .remedy = Enter the meeting without resolutions and call it again, or correct the number present.
refusal-4647 = Resolution number “{ $number }” is empty, or was given before in this year.
    .remedy = Give every resolution a number of its own.
refusal-4648 = { $present } people cannot have been present.
    .remedy = Count the signatures and write their number.
refusal-4649 = Article { $number } cannot have that number or cost; { $left } are there.
    .remedy = Look at what is left and write again.
refusal-4650 = The last day lies before the first, { $from }.
    .remedy = Write both days as the paper has them.
refusal-4651 = Plot { $plot } cannot be entered: its area is nothing or too large, or it is another member's.
    .remedy = Look at the khatauni; if it was another's, strike it out there first.
refusal-4652 = There is no loan { $loan }, or its borrower is not in the register of members.
    .remedy = Write the loan's number, for example ST-12.
refusal-4653 = { $no } cannot stand surety: he is the borrower, is named twice, is no full member, or nobody is named.
    .remedy = Write another full member's number; up to ten may be named.
refusal-4654 = Shares cannot be numbered { $first } to { $last }: the order is wrong, or a number is another certificate's.
    .remedy = Write the first and last number as the certificate has them.
refusal-4600 = The post { $office } has no word on late entries.
    .remedy = Let the co-operative officer of the block, district, bank or State decide.
refusal-4601 = { $name } asked for this entry; who asks does not let it pass.
    .remedy = Let another officer decide.
refusal-4602 = This entry was decided already.
    .remedy = Open the page again and see the decision; if it was wrong, the society takes the entry back and asks again.
refusal-4603 = No reason was given for the word, or it is longer than three hundred letters.
    .remedy = Write a short reason: what you looked at, why it is right or why not.
refusal-4604 = There is no such request of the society here.
    .remedy = Open the page again; the request appears once the society has synced.
refusal-4605 = The file of the login service will not do: { $cause }
    .remedy = Put address, name, secret and return address right in the file; addresses must be sealed (https). The administrator's guide has a sample.
refusal-4606 = The login service { $address } could not be reached: { $cause }
    .remedy = Try again in a while, or come with your login name and password; tell the administrator if it goes on.
refusal-4607 = This login was not begun here, is done already, or is older than ten minutes.
    .remedy = Press the button on the login page again, in the same browser.
refusal-4608 = The login service refused: { $cause }
    .remedy = Try again; if it goes on refusing, speak to its administrator.
refusal-4609 = The login service's answer does not belong to this login.
    .remedy = Press the button again; if it happens again tell the administrator: somebody may stand between.
refusal-4610 = The login service's answer is meant for somebody else.
    .remedy = Let the administrator check the service's address and our name in the file.
refusal-4611 = The login service's answer is out of date.
    .remedy = Press the button again; if it happens again, set the clocks of both computers right.
refusal-4612 = The login service's answer could not be proved: { $cause }
    .remedy = Come with your login name and password, and tell the administrator.
refusal-4613 = The login service knows you, but nobody of your name holds a post here, or several do.
    .remedy = The mail address of your post must be the one the service knows and has proved; or the administrator adds you to the file. Nobody is entered by himself.
refusal-4670 = { $name } holds the cash and so does not write entries without cash (journals, interest, depreciation, salaries).
    .remedy = Let the accountant or the secretary write it. Where one person alone works, the rules must say so openly.
refusal-3240 = This file is no photograph that can be read, or it is too large.
    .remedy = Send a JPEG or PNG of at most sixty million pixels; take it again with the telephone.
refusal-3241 = This photograph does not wait any more.
    .remedy = Send it again; it is on the telephone still. A photograph nobody looked at is forgotten after two hours, and when the computer is switched off.
refusal-3242 = First look whether a twelve-digit number can be read on the page.
    .remedy = Where there is one, draw a box over it; then mark "I have looked" and keep it.
refusal-3243 = This place is not on the photograph, or there are too many.
    .remedy = Draw the box inside the photograph; from left and top 0 to 1000, width and height at least 1.
refusal-3244 = There is no photograph of page { $page }, and no reason why not.
    .remedy = Keep the photograph of the page first, then settle what the two hands keyed. Where there can be none, write why.
refusal-4655 = Interest of { $account } cannot be credited yet: no period of the product is over that was not credited already; the next is over on { $next }.
    .remedy = Credit it on { $next } or later. How often interest is credited stands in the product.
refusal-4656 = The lien for { $loan } cannot be lifted so far: { $owed } rupees are owed on the loan, and only { $stays } rupees would stay held for it.
    .remedy = Repay the loan first, or lift only as much as leaves the debt covered.
refusal-4657 = A loan of product { $product } is given against ornaments in the society's safe; none is held for it.
    .remedy = Use "Sanction against gold": the ornaments are weighed, valued at the rate of the day and taken in with the sanction.
refusal-4658 = The limit { $loan } ended on { $ends }; nothing more is drawn on it.
    .remedy = Sanction a new limit; what is owed on the old one is repaid there.
refusal-4659 = The limit { $loan } is only repaid now: { $newer } stands in its place.
    .remedy = Draw on { $newer }.
refusal-4660 = Crops on { $sown } hectares are more than the member's recorded land, { $land } hectares.
    .remedy = Check the areas. If it is right (two crops a year, land on lease), write the reason and save again; or enter the land in the register of members.
refusal-4661 = Too few sureties: { $named } named, the product asks for { $count }.
    .remedy = Write the membership numbers of more full members.
refusal-4662 = Member { $no } stands surety in { $bonds } bonds of loans still owed; the product allows { $most }.
    .remedy = Name another member, or wait until one of those loans is repaid.
refusal-4663 = The acknowledgement for { $loan } was signed after the last day of limitation, { $until }; it begins nothing anew.
    .remedy = Check the day of signature. If it is right, ask the society's lawyer for a written promise to pay; this list would deceive.
refusal-4664 = { $loan } cannot be classed as loss: nothing is owed on it, or it is classed so already.
    .remedy = Look at the loan's page.
refusal-4665 = With what is outstanding on this member's loans or deposits it comes to { $total } rupees. The law (Income-tax Act, section { $section }) forbids cash at { $limit } rupees and more.
    .remedy = Pay by bank account or cheque. How the society reads the section stands among the rules of lending.
refusal-3200 = The audit of { $year } cannot be signed: no day of that financial year was ended in books kept here, or the year has not ended.
    .remedy = Check the year on the report. An audit of books kept on paper is signed on paper; here only audits of years count whose days were ended here.
refusal-3201 = This is no address to which something can be sent: { $address }
    .remedy = Write the mail address as name@domain.in and the telephone number with ten digits, or leave the box empty.
refusal-3202 = { $login } is the login of somebody who holds no post here; a post cannot be given to it.
    .remedy = Choose another login name for the officer: whoever works under this one would lose his password and his rights.
refusal-3203 = The date { $day } cannot be meant: dates of a circular lie between { $from } and { $to }.
    .remedy = Look at the year; write the day anew.
refusal-3204 = Work for { $rung } cannot begin on { $start }, before the circular itself of { $dated }.
    .remedy = Set the first day to that of the circular or later. What an earlier version of the circular ordered may keep its first day.
refusal-3205 = It is not known how many societies { $district } can bring there in a week.
    .remedy = Enter a number greater than none for the district, or one number for all districts, or write the last day yourself.
refusal-3206 = The capacity for { $rung } must be at least one society in a week.
    .remedy = Write how many societies a district can bring there in a week, or leave the box empty.
refusal-3207 = The milestone { $rung } is not finished: it has no last day.
    .remedy = Write the last day; or, with the first day, how many societies a district can bring there in a week: then the last day is worked out. Or empty the line.
refusal-3208 = Clause { $n } has a last day and no text.
    .remedy = Write what is to be done, or empty the date.
refusal-3209 = Two banks of the list serve the district { $district }.
    .remedy = A district has one district co-operative bank; look into the order and put the list right.
refusal-3210 = What was written is longer than {$most} KB; so much does not go into one form.
    .remedy = Go back and shorten the text, or write the rest in another entry.
refusal-3211 = The file is too large; this page takes up to { $most } MB.
    .remedy = Scan the paper less finely or make the photograph smaller, then send it again. Nothing was kept.
refusal-3212 = The form did not arrive whole, or could not be read.
    .remedy = Go back, open the page again and send it again.
refusal-3213 = The day of the order, { $day }, has not come yet.
    .remedy = Write the day that stands on the order.
refusal-4671 = { $account } was opened here and has no balance of the old books that could be put right.
    .remedy = Take the wrong entry of the account back instead, from its receipt.
refusal-4672 = The balance of { $account } cannot be lowered by { $amount } rupees: at most { $most } rupees of it lay there or were owed on every day since.
    .remedy = Check the amount. What was paid out, repaid or held since stands on the balance; take that back first if it was wrong.
refusal-4673 = The head { $head } cannot take the other side of a correction: it is none, or is moved by accounts or money.
    .remedy = Leave the choice at the difference head of the register, or choose a head that neither accounts nor cash and banks move.
refusal-4674 = No interest stands outstanding on { $account }; only a loan has that.
    .remedy = Leave the box of interest empty; a deposit's interest is part of its balance.
refusal-4675 = Entry { $entry } belongs to no run over accounts of which something still stands.
    .remedy = Take the act back from its own receipt; what was taken back already stays so.
refusal-4676 = No meeting of the general body after { $year_end } stands in the minutes, so nothing can have been resolved on the profit of that year.
    .remedy = Enter the meeting with its resolutions in the book of minutes, then divide the profit by one of them.
refusal-4677 = The general body's minutes hold no resolution { $resolution } of { $meeting }.
    .remedy = Choose number and day as they stand in the book of minutes; if the meeting is missing there, enter it first.
refusal-4678 = This voucher brings in { $total } rupees of cash. The law (Income-tax Act, section { $section }) forbids taking { $limit } rupees or more in cash from one person.
    .remedy = Take it through the bank or by cheque. Cash fetched from the bank is entered with the head of the bank.
refusal-3214 = The order has no number, or its number or source is longer than { $most } letters.
    .remedy = Write the number that stands on the order; shorten the source.
refusal-3215 = Order { $order } stands already from { $date } and says the same.
    .remedy = Look at the list of orders; to change it, write a new order.
refusal-3216 = There is no order of the State that is still to be applied here.
    .remedy = Open the page again: it is applied, or the State changed it.
refusal-3217 = There is no such order to take back.
    .remedy = Open the list of orders again: it may have been taken back before.
refusal-4680 = “{ $name }” is a workbook that sahakar wrote for reading: a register or a statement.
    .remedy = It is not brought in again. Bring in the registers (exports, first file), the vouchers, or the books as Tally, hledger or beancount.
refusal-4681 = Voucher { $number } brought the old books in, and people signed for it as a whole; it is not taken back.
    .remedy = Put right what is wrong in it: an account with “Put an opening balance right”, a head with a journal voucher and the resolution in its narration.
refusal-4682 = { $n } people would hold the account with the member; { $most } may.
    .remedy = Write at most { $most } names.
refusal-3270 = A page of entries does not come to its own sum: entries are missing in it, were changed or put in.
    .remedy = Nothing of that page was taken, the register stands as it was. Run sahakar verify at the sending computer; if it is sound there, send again, else call the officer with this number.
refusal-3271 = A checkpoint that came with entries is forged: it does not bear the signature of the computer that writes this register, or speaks of other entries.
    .remedy = It was neither kept nor countersigned; entries that fit the register are kept. Ask who else has this computer's folder or key, and call the officer with this number.
refusal-3272 = A checkpoint of another place came with a page of entries: an older one was put in again.
    .remedy = It was neither kept nor countersigned, and nothing goes back. Send again with this program; if it comes again, call the officer with this number.
refusal-3273 = The seat “{ $name }” was joined by a file and has no address here; nothing can be sent to it over a line.
    .remedy = Carry a file: sahakar sync export FILE. Where there is a line now, ask for another code and join: sahakar sync join ADDRESS --code CODE.
refusal-3274 = A welcome came that answers no letter of this computer, or its sender did not give the code that stands behind the letter.
    .remedy = No office was joined. Write the letter again (sahakar sync export FILE --code CODE) and carry it to the office that gave the code.
refusal-3275 = “{ $value }” is no size for a file: between 1 and 1024 MiB.
    .remedy = Write a whole number, as in --most 20.
refusal-3276 = Of the { $m } old files of this society { $n } have come to this office; its heads cannot be matched here without them.
    .remedy = They follow the entries: at the society's computer sahakar sync files always, or a file with sahakar sync export --with-files. Until then what its own program counted stands under “Gates”.
refusal-3277 = This is no order of rates: a rate below nothing or above a hundred percent, no rate at all, or months that do not ascend.
    .remedy = Write each rate in percent, and for deposits the months in ascending order, each once; for savings one rate.

refusal-4700 = { $n } objections of members are not settled.
    .remedy = Settle them at the society's desk first: a mend, or why the books stand. Then sign.

refusal-4701 = A row is taken out only where the program found it twice.
    .remedy = Mend the cell that is wrong, or say why the row stands as it is.

refusal-4702 = { $name } brought or keyed these books; an objection to them is settled by somebody else.
    .remedy = Ask the secretary or the president who did not bring or key them to look at the book and settle it.

refusal-4703 = Something that was recognised would no longer be read, and no reason is written.
    .remedy = Write why this table or column is none of the books; with it goes everything found in it.

refusal-4704 = { $day } has not come: today is { $today }. What paper will say is not known before its day.
    .remedy = Enter the day beside paper when it is over.

refusal-4705 = What this office works out from the society's register and old files is another data set than the one that was closed.
    .remedy = Open board of heads and certificate here and ask the society what differs; if the programs are of different versions, bring both to the same one.
refusal-4720 = Day-ends of { $day } can no longer be counted here: they are kept for { $days } days, back to { $from }.
    .remedy = Choose { $from } or a later day; older days stand in the books of the society itself.
refusal-4721 = The circular does not fit one page: even in the smallest letters it is { $lines } lines too long, and a clause or a district would be hidden.
    .remedy = Shorten its clauses or divide them between two circulars; nothing was published.
refusal-4722 = “{ $title }” does not fit one page: even in the smallest letters it is { $lines } lines too long.
    .remedy = Take the Excel file, which has all of it, or read it on the screen.
refusal-4723 = The point “{ $text }” is nobody's: no officer was chosen.
    .remedy = Choose an officer for every point.
refusal-4760 = The register has member { $member } as dead; to whom his money goes and by which paper is not written.
    .remedy = Write the nominee or heir under “Received by”, and the nomination or certificate of heirs with its number and day under “By which paper”.
refusal-4761 = The register does not have member { $member } as dead; his money is not paid to somebody else as his heir.
    .remedy = Leave “Received by” empty; if he died, enter it first under “End membership”.
refusal-4762 = On loan { $loan } { $surplus } rupees were paid over; { $amount } rupees cannot be given back.
    .remedy = Give back less; the page of the account shows how much was paid over.
refusal-4763 = Member { $member } can draw no loan any more: no full member, left, or entered as dead.
    .remedy = The sanction ended with the membership. Where the register is wrong, put the member's page right first.
refusal-4764 = { $overdue } rupees are overdue from member { $member }, or this loan is non-performing; no more is drawn until then.
    .remedy = Enter the overdue amount first. The member's page shows on which loan it is.
refusal-4765 = Loans are sanctioned to member { $no } of which nothing was ever drawn: { $loans }.
    .remedy = Take the sanction back first (reverse an entry), then end the membership.
refusal-4766 = “{ $item }” is ration; it is not sold without a card.
    .remedy = Issue it with work 52 (ration) on the customer's card.
refusal-3250 = There is no such kept photograph any more.
    .remedy = Open the page of kept photographs again; somebody may have blackened it just now.
refusal-3251 = No further place of the photograph was blackened.
    .remedy = Draw over the 12-digit number with finger or mouse, then keep it.
refusal-3252 = Places of this photograph were blackened later; it is not kept again as it was.
    .remedy = Take a new photograph of the page and blacken every 12-digit number before it is kept.
