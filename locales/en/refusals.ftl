# refusals

## web 6xxx
refusal-6001 = There is no such page.
    .remedy = Check the address, or start again from the home page.
refusal-6002 = Society “{ $society }” is not in this installation.
    .remedy = Choose one from the list of societies.
refusal-6003 = File “{ $file }” is not kept here, so its cell cannot be shown.
    .remedy = Restore the folder of files from the backup; the figures are safe.
refusal-6004 = Login name or password is wrong.
    .remedy = Write both again; mind capital and small letters.
refusal-6005 = A wrong password was given five times.
    .remedy = Wait for one minute and try again.
refusal-6006 = You may not see society “{ $society }”.
    .remedy = Choose your own society, or ask an officer for permission.
refusal-6007 = The form was sent from another site and was not accepted.
    .remedy = Open the page of this site and send it again.
refusal-6008 = The old data of “{ $society }” has not come in yet.
    .remedy = Take in the folder of old books first.
refusal-6009 = There is no cell { $cell } in the old file.
    .remedy = Open the cell from the page of a finding or an account.
refusal-6500 = The page could not be made.
    .remedy = Open it again after a while; if it still fails, tell the help desk the time.
