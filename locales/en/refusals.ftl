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
