# refusals

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

### Books (4001–4999)

refusal-4001 = The voucher has { $lines } lines; it needs at least 2 and at most { $most }.
    .remedy = Write at least one debit and one credit line; split a very long voucher in two.
refusal-4002 = Line { $line } needs exactly one amount, debit or credit, and it may be neither zero nor negative.
    .remedy = Write an amount on one side of line { $line }.
refusal-4003 = The head { $head } of line { $line } is not in this society's books.
    .remedy = Choose a head from the list, or open it first.
refusal-4004 = Debit { $debit } and credit { $credit } differ by { $difference } rupees.
    .remedy = Check the amounts; both sides must agree to the paisa.
refusal-4005 = The date { $date } lies after today ({ $today }).
    .remedy = Write today's date or an earlier one.
refusal-4006 = The date { $date } lies in a closed period; the books are closed until { $closed }.
    .remedy = Write a date after { $closed }.
refusal-4007 = The amount of line { $line } is too large.
    .remedy = Check the amount for digits too many.
refusal-4008 = The voucher has no number, or its number or narration is longer than { $most } characters.
    .remedy = Write a short number and a short narration.
refusal-4009 = There is no voucher { $entry } in the books.
    .remedy = Choose the voucher from the day book.
refusal-4010 = Voucher { $number } has been reversed already, or is itself a reversal.
    .remedy = Write a new voucher with the right amount.
refusal-4011 = Debit { $debit } and credit { $credit } of voucher { $number } differ by { $difference } rupees.
    .remedy = Nothing was kept. Check the migration and run it again.

### Desk (5001–5999)

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

### Export

export-trial-balance = Trial balance
export-code = Code
export-head = Head
export-debit = Debit
export-credit = Credit
export-total = Total
