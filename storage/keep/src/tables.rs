//! The tables. Lasting ones hold what cannot be computed; shadows are swept away and redrawn from the register.

use sql::{Table, table};

/// Version of the shadow tables' shape and meaning; a store of another version is redrawn when
/// opened. Also raised when a lasting table is added.
pub const SHADOW_VERSION: i64 = 23;

table!(/// The register: append-only.
    REGISTER_ENTRY "register_entry" key 3 { society_id: Int, desk_id: Int, seq: Int, kind: Text, version: Int, at: Int, by: Text, bytes: Bytes, leaf: Bytes });
table!(/// One log: its key, its frontier, its last signed checkpoint.
    DESK "desk" key 2 { society_id: Int, desk_id: Int, origin: Text, public_key: Bytes, size: Int, frontier: Bytes, root: Bytes, last_at: Int, checkpoint_size: Int, checkpoint: Text });
table!(/// The checkpoints that were printed on day sheets: a sheet printed again shows the seal of its own day.
    DAY_SEAL "day_seal" key 3 { society_id: Int, desk_id: Int, size: Int, checkpoint: Text });
table!(/// Commands done: the same command again gets this answer.
    RECEIPT "receipt" key 2 { society_id: Int, command: Text, desk_id: Int, first_seq: Int, last_seq: Int, root: Bytes, at: Int }
    index "receipt_place" "society_id, desk_id, first_seq");
table!(/// Personal identifiers a person may ask to erase; the register holds only the salted commitment.
    PERSON_ERASABLE "person_erasable" key 5 { society_id: Int, desk_id: Int, seq: Int, line: Int, field: Text, salt: Bytes, value: Text });
table!(/// People who may log in. Society 0 is the whole installation.
    USER_ACCOUNT "user_account" key 2 { society_id: Int, name: Text, role: Text, password: Text, failures: Int, locked_until: Int });
table!(/// What is kept of a person beside name, role and password: whether the password must be changed, when he was closed, the last login, the
    /// second factor (`totp` is its secret, hexadecimal; `totp_step` the last code's half minute, so that none counts twice) and the hashes of
    /// his recovery codes, a line each. No row: nothing of it.
    USER_MORE "user_more" key 2 { society_id: Int, name: Text, must_change: Int, closed: Int | null, last_login: Int | null, totp: Text, totp_on: Int, totp_step: Int, recovery: Text });
table!(/// Sessions, by the hash of their token; `proven` is 0 while the second factor is awaited.
    USER_SEAT "user_seat" key 2 { society_id: Int, token: Bytes, name: Text, begun: Int, until: Int, proven: Int });
table!(/// Small facts of the store itself: version of the shadows, number of this desk. Society 0.
    STORE_FACT "store_fact" key 2 { society_id: Int, name: Text, value: Int });

table!(/// Who was let do what, who was refused: every decision of the door. `number` is 0 where it was done.
    AUDIT "audit" key 3 { society_id: Int, at: Int, id: Bytes, by: Text, role: Text, act: Text, number: Int, words: Text });

table!(/// Continuations of a log that differ from what stands in the register: never lost, never mixed in. `branch` is the leaf hash of the first
    /// own entry, `of_branch` what it parts from (empty for the register), `size` counts the shared entries too.
    FORK "fork" key 3 { society_id: Int, desk_id: Int, branch: Bytes, of_branch: Bytes, at_seq: Int, size: Int, seen_at: Int });
table!(/// Their entries; append-only.
    FORK_ENTRY "fork_entry" key 4 { society_id: Int, desk_id: Int, branch: Bytes, seq: Int, kind: Text, version: Int, at: Int, by: Text, bytes: Bytes, leaf: Bytes });
table!(/// What another seat is known to have of a log, and the last checkpoint it signed beside the writer. `apart` is 1 where its copy did not
    /// join ours.
    PEER_LOG "peer_log" key 3 { society_id: Int, desk_id: Int, peer: Text, size: Int, frontier: Bytes, apart: Int, heard_at: Int, witness_size: Int, witness: Text });
table!(/// Logs that come from elsewhere and are never written here.
    RECEIVED_LOG "received_log" key 2 { society_id: Int, desk_id: Int, peer: Text, at: Int });
table!(/// Logs written here of which a seat has more: an older copy was put in place. `size` entries are there, `here` were here when it was
    /// seen; `state` 0 they are missing, 1 fetched back, 2 they cannot be joined with what was written here since, 3 the
    /// seat has two continuations of it.
    LOST_LOG "lost_log" key 3 { society_id: Int, desk_id: Int, peer: Text, size: Int, here: Int, seen_at: Int, state: Int });
table!(/// Desks let in here: by a code given once, kept as its hash; `desk_id` is empty until it was used.
    LET_IN "let_in" key 2 { society_id: Int, code: Bytes, society_code: Text, until: Int, desk_id: Int | null, by: Text, at: Int });
table!(/// Letters in which a desk here asked to be let in, by the hash of the code it was given, until the welcome came.
    LETTER "letter" key 2 { society_id: Int, code: Bytes, at: Int });
table!(/// Seats this installation sends to: address, name and public key of the other side. Society 0.
    SEAT "seat" key 2 { society_id: Int, name: Text, url: Text, public_key: Bytes, joined_at: Int });

table!(/// When the sender of a log was last heard, whether or not it had anything new.
    HEARD "heard" key 2 { society_id: Int, desk_id: Int, at: Int });
table!(/// When entries of a log came here, by the clock of this side: what stands from `seq` on came at `at`, up to the next row's position. At most a row an
    /// hour for each log. Entries that came before this was kept have none.
    ARRIVED "arrived" key 3 { society_id: Int, desk_id: Int, seq: Int, at: Int });

table!(/// What a person was told of his digest, by the way it was sent (`mail`, `sms`) and the hash of the item's content.
    DIGEST_TOLD "digest_told" key 4 { society_id: Int, name: Text, way: Text, hash: Bytes, at: Int });
table!(/// Trials of a migration: a copy of the society in a folder of its own, of which nothing is in its register. `base` entries of the workbench and
    /// `size` entries of the own log were copied; `ended` is empty while it runs, else `thrown` or `repeated`; `data_set` is what it came to.
    TRIAL "trial" key 2 { society_id: Int, no: Int, name: Text, by: Text, at: Int, base: Int, size: Int, ended: Text, ended_by: Text, ended_at: Int | null, data_set: Text });
table!(/// Shadow: up to where the entries of a log that came from elsewhere are drawn.
    DRAWN "drawn" key 2 { society_id: Int, desk_id: Int, upto: Int });
table!(/// Shadow: entries that came and cannot be drawn, with the reason; the others flow on. `at` is when they came here, where that is known, else when they
    /// were written; `tried` the version of the program that could not draw them last.
    SHELF "shelf" key 3 { society_id: Int, desk_id: Int, seq: Int, kind: Text, reason: Text, at: Int, tried: Text });
table!(/// Shadow: the societies.
    SOCIETY "society" key 1 { society_id: Int, code: Text, name: Text, registration_no: Text, district: Text, block: Text });
table!(/// Shadow: villages of the area of operation.
    VILLAGE "village" key 4 { society_id: Int, desk_id: Int, seq: Int, line: Int, name: Text, lgd: Int | null });
table!(/// Shadow: members, of the old books and admitted since; only those of the old books have a cell.
    MEMBER "member" key 5 { society_id: Int, no_key: Text, desk_id: Int, seq: Int, line: Int, no: Text, name: Text, name_key: Text, father: Text, village: Text, class: Text, admitted: Text | null, ended: Text | null, f: Int | null, s: Int | null, r: Int | null, c: Int | null }
    index "member_name" "society_id, name_key");
table!(/// Shadow: what was written of a member since: the person and the nominees as JSON (never a mobile number: `mobiles` names the
    /// places beside the register), how he left, the number he was merged into, shares by delta.
    MEMBER_NOW "member_now" key 2 { society_id: Int, no_key: Text, no: Text, body: Text, nominees: Text, left_reason: Text | null, left_on: Text | null, into_key: Text | null, shares: Int, share_money: Int, fees: Int, mobiles: Text }
    index "member_now_into" "society_id, into_key");
table!(/// Shadow: which entries speak of a member.
    MEMBER_ENTRY "member_entry" key 4 { society_id: Int, no_key: Text, desk_id: Int, seq: Int, no: Text }
    index "member_entry_place" "society_id, desk_id, seq");
table!(/// Shadow: share certificates in force.
    CERTIFICATE "certificate" key 2 { society_id: Int, cert_key: Text, certificate: Text, no_key: Text }
    index "certificate_member" "society_id, no_key");
table!(/// Shadow: bye-laws, every rule that was ever set and not taken back; the body is JSON.
    BYLAW "bylaw" key 3 { society_id: Int, desk_id: Int, seq: Int, body: Text });
table!(/// Shadow: notices served and applications rejected.
    NOTICE "notice" key 3 { society_id: Int, desk_id: Int, seq: Int, kind: Text, date: Text, members: Int, words: Text });
table!(/// Shadow: accounts; those of the old books with their opening balance and its cell, those opened since with neither.
    ACCOUNT "account" key 6 { society_id: Int, kind: Int, no_key: Text, desk_id: Int, seq: Int, line: Int, no: Text, member_key: Text, member_no: Text, head: Text, balance: Int, interest: Int | null, opened: Text | null, due: Text | null, rate: Int | null, cutoff: Text | null, f: Int | null, s: Int | null, r: Int | null, c: Int | null }
    index "account_member" "society_id, member_key");
table!(/// Shadow: totals of accounts, kept by delta.
    KIND_TOTAL "kind_total" key 2 { society_id: Int, kind: Int, accounts: Int, balance: Int });
table!(/// Shadow: counts of the society, kept by delta.
    TALLY "tally" key 2 { society_id: Int, what: Text, n: Int });
table!(/// Shadow: heads of account.
    HEAD "head" key 2 { society_id: Int, code: Text, name: Text, class: Int });
table!(/// Shadow: balances of heads, kept by delta; the source is the first legacy cell posted.
    BALANCE "balance" key 2 { society_id: Int, head: Text, debit: Int, credit: Int, f: Int | null, s: Int | null, r: Int | null, c: Int | null });
table!(/// Shadow: vouchers.
    VOUCHER "voucher" key 3 { society_id: Int, desk_id: Int, seq: Int, date: Text, number: Text, narration: Text, amount: Int, reverses_desk: Int | null, reverses_seq: Int | null }
    index "voucher_date" "society_id, date");
table!(/// Shadow: the last number given of each series of the day book.
    SERIES "series" key 2 { society_id: Int, name: Text, last: Int });
table!(/// Shadow: business days. Notes are JSON pairs of paise and count.
    BUSINESS_DAY "business_day" key 2 { society_id: Int, date: Text, desk_id: Int, begun_seq: Int, begun_at: Int, opening: Text, ended_seq: Int | null, ended_at: Int | null, late: Int, closing: Text | null });
table!(/// Shadow: acts that wait or waited for a second person; `decided` is 1 approved, 0 refused.
    PROPOSAL "proposal" key 3 { society_id: Int, desk_id: Int, seq: Int, date: Text, maker: Text, act: Text, amount: Int, words: Text, body: Text, late: Int, decided: Int | null, reason: Text });
table!(/// Shadow: rules of the society, every one that was ever set.
    SETTING "setting" key 4 { society_id: Int, key: Text, desk_id: Int, seq: Int, from_day: Text, value: Text, ordered: Text, source: Text });
table!(/// Shadow: what was entered later than it happened.
    LATE_ENTRY "late_entry" key 3 { society_id: Int, desk_id: Int, seq: Int, date: Text, happened: Text, reason: Text, slip: Int | null, approved_by: Text });
table!(/// Shadow: outage slips handed out.
    SLIP_RANGE "slip_range" key 3 { society_id: Int, desk_id: Int, seq: Int, first: Int, last: Int });
table!(/// Shadow: products of loans and deposits as they stand now; the body is JSON.
    PRODUCT "product" key 2 { society_id: Int, code: Text, kind: Int, head: Text, body: Text });
table!(/// Shadow: norms of credit as they stand now; JSON.
    NORMS "norms" key 1 { society_id: Int, body: Text });
table!(/// Shadow: what daily work changed of accounts, kept by delta; for one of the old books on top of its opening balance.
    ACCOUNT_NOW "account_now" key 3 { society_id: Int, kind: Int, no_key: Text, no: Text, member_key: Text, member_no: Text, product: Text, head: Text, opened: Text, due: Text, rate: Int | null, last_day: Text, open: Int, sanctioned: Int, drawn: Int, principal: Int, interest: Int, penal: Int, charges: Int, surplus: Int, deposit: Int, earned: Int, lien: Int }
    index "account_now_member" "society_id, member_key");
table!(/// Shadow: which entries speak of an account.
    ACCOUNT_ENTRY "account_entry" key 5 { society_id: Int, kind: Int, no_key: Text, desk_id: Int, seq: Int });
table!(/// Shadow: which entries belong to a claim list, to reliefs, provisions, gold, suits, agents, that is to a lender's files beside the accounts.
    CREDIT_FILE "credit_file" key 5 { society_id: Int, what: Text, code: Text, desk_id: Int, seq: Int });
table!(/// Shadow: cash that moved between the society and one person on one day, by way.
    MEMBER_CASH "member_cash" key 4 { society_id: Int, member_key: Text, date: Text, way: Int, amount: Int });
table!(/// Shadow: what was set of goods (activities, items, godowns, prices, entitlements, cards), each time it was set; the body is JSON. What stands is
    /// the last that was not taken back; of prices and entitlements every row stands from its day on.
    GOODS_SET "goods_set" key 5 { society_id: Int, what: Text, code: Text, desk_id: Int, seq: Int, body: Text });
table!(/// Shadow: goods in hand by item, batch and godown, kept by delta; `received` is the entry with which the batch came. Thousandths and paise.
    GOODS_STOCK "goods_stock" key 4 { society_id: Int, item: Text, batch: Text, godown: Text, expiry: Text | null, received: Int, qty: Int, value: Int });
table!(/// Shadow: the stock ledger: every movement of a batch.
    GOODS_MOVE "goods_move" key 4 { society_id: Int, desk_id: Int, seq: Int, line: Int, activity: Text, item: Text, godown: Text, batch: Text, date: Text, qty: Int, value: Int }
    index "goods_move_item" "society_id, item, date" index "goods_move_activity" "society_id, activity, date");
table!(/// Shadow: bills, slips and sheets of trade with their number in its series; `bill` is the supplier's own number.
    GOODS_BILL "goods_bill" key 3 { society_id: Int, desk_id: Int, seq: Int, kind: Text, activity: Text, date: Text, series: Text, n: Int, party: Text, bill: Text, bill_date: Text, amount: Int }
    index "goods_bill_date" "society_id, activity, date" index "goods_bill_series" "society_id, series, n" index "goods_bill_party" "society_id, party, bill");
table!(/// Shadow: what customers owe (`debtor` 1) and suppliers are owed (0), kept by delta, paise.
    GOODS_PARTY "goods_party" key 4 { society_id: Int, activity: Text, debtor: Int, party: Text, balance: Int });
table!(/// Shadow: every change of such a debt.
    GOODS_DEBT "goods_debt" key 4 { society_id: Int, desk_id: Int, seq: Int, line: Int, activity: Text, debtor: Int, party: Text, date: Text, by: Int }
    index "goods_debt_party" "society_id, activity, debtor, party");
table!(/// Shadow: what a ration card drew of an item in a month (its first day), kept by delta, thousandths.
    GOODS_DRAWN "goods_drawn" key 4 { society_id: Int, card: Text, month: Text, item: Text, qty: Int });
table!(/// Shadow: what came back of a bill by its line, kept by delta, thousandths.
    GOODS_BACK "goods_back" key 4 { society_id: Int, of_desk: Int, of_seq: Int, line: Int, qty: Int });
table!(/// Shadow: entries of the estate by register and by what they are about; their sums are folded from the entries themselves.
    ESTATE_ENTRY "estate_entry" key 5 { society_id: Int, register: Text, thing: Text, desk_id: Int, seq: Int });
table!(/// Shadow: entries of the programme by register and by what they are about, taking back included: who reads them folds them in order.
    PROGRAMME_ENTRY "programme_entry" key 5 { society_id: Int, register: Text, thing: Text, desk_id: Int, seq: Int });
table!(/// Shadow: what was counted of a society when it had this many entries, as JSON, and how often it was counted; counted anew when it has others.
    EVIDENCE "evidence" key 1 { society_id: Int, entries: Int, times: Int, body: Text });
table!(/// Shadow: entries of the help desk by list and by the first entry of what they are about.
    HELP_ENTRY "help_entry" key 6 { society_id: Int, list: Text, of_desk: Int, of_seq: Int, desk_id: Int, seq: Int }
    index "help_entry_place" "society_id, desk_id, seq");
table!(/// Shadow: tickets as they stand, folded from all logs of the society; the body is JSON.
    HELP_TICKET "help_ticket" key 3 { society_id: Int, desk_id: Int, seq: Int, state: Text, changed: Int, problem_desk: Int | null, problem_seq: Int | null, body: Text }
    index "help_ticket_problem" "society_id, problem_desk, problem_seq" index "help_ticket_changed" "society_id, changed");
table!(/// Shadow: entries of the workbench of a migration; they are folded where they are read.
    BENCH_ENTRY "bench_entry" key 3 { society_id: Int, desk_id: Int, seq: Int });
table!(/// Shadow: mappings societies made or applied: `heads` is the same for the same headings, `print` for the same reading of them; `seat` is 1 where it
    /// came from the seat.
    LAYOUT_ENTRY "layout_entry" key 3 { society_id: Int, desk_id: Int, seq: Int, heads: Text, print: Text, seat: Int });
table!(/// Shadow: files that entries name by their digest; `class` says what they are for ([`crate::named::Class`]).
    FILE_NAMED "file_named" key 4 { society_id: Int, digest: Text, desk_id: Int, seq: Int, class: Int, name: Text });
table!(/// Shadow: vouchers reversed, and by which; the key lets none be reversed twice.
    REVERSAL "reversal" key 3 { society_id: Int, of_desk: Int, of_seq: Int, desk_id: Int, seq: Int });
table!(/// Shadow: postings in the order of a head's book.
    POSTING "posting" key 6 { society_id: Int, head: Text, date: Text, desk_id: Int, seq: Int, line: Int, debit: Int, credit: Int, f: Int | null, s: Int | null, r: Int | null, c: Int | null });
table!(/// Shadow: the cash column by day and head on the other side, kept by delta.
    CASH_SIDE "cash_side" key 3 { society_id: Int, date: Text, head: Text, receipt: Int, payment: Int });
table!(/// Shadow: vouchers of year's ends. `what` is 1 a closing, 2 its taking back, 3 an appropriation; `date` is the voucher's day.
    YEAR_END "year_end" key 3 { society_id: Int, desk_id: Int, seq: Int, what: Int, year_end: Text, date: Text, resolution: Text });
table!(/// Shadow: objections of auditors.
    OBJECTION "objection" key 3 { society_id: Int, desk_id: Int, seq: Int, date: Text, about_desk: Int | null, about_seq: Int | null, amount: Int, text: Text, answers: Int, closed: Int });
table!(/// Shadow: what was answered to objections and why they were closed.
    OBJECTION_WORD "objection_word" key 5 { society_id: Int, of_desk: Int, of_seq: Int, desk_id: Int, seq: Int, date: Text, closes: Int, text: Text });
table!(/// Shadow: migrations.
    MIGRATION_RUN "migration_run" key 3 { society_id: Int, desk_id: Int, run: Int, cutoff: Text, folder: Text, members: Int, accounts: Int, findings: Int, completed: Int, at: Int });
table!(/// Shadow: files of a migration.
    MIGRATION_FILE "migration_file" key 4 { society_id: Int, desk_id: Int, run: Int, no: Int, path: Text, digest: Text, bytes: Int, format: Text, sheets: Text });
table!(/// Shadow: other things in the folder.
    MIGRATION_ASIDE "migration_aside" key 4 { society_id: Int, desk_id: Int, run: Int, no: Int, path: Text, refusal: Int | null });
table!(/// Shadow: registers recognised.
    MIGRATION_REGISTER "migration_register" key 4 { society_id: Int, desk_id: Int, run: Int, seq: Int, kind: Text, product: Text, f: Int, s: Int, r: Int, c: Int, rows: Int, sum: Int | null, confidence: Int });
table!(/// Shadow: their columns.
    MIGRATION_COLUMN "migration_column" key 5 { society_id: Int, desk_id: Int, run: Int, seq: Int, col: Int, field: Text, heading: Text });
table!(/// Shadow: findings.
    FINDING "finding" key 4 { society_id: Int, desk_id: Int, run: Int, no: Int, code: Text, kind: Text, product: Text, f: Int | null, s: Int | null, r: Int | null, c: Int | null, subject: Text, amount: Int, args: Text }
    index "finding_code" "society_id, code, kind");
table!(/// Shadow: ledger against register.
    DIFFERENCE "difference" key 4 { society_id: Int, desk_id: Int, run: Int, seq: Int, head: Text, name: Text, ledger: Int, register: Int, difference: Int, explained_by: Text, unexplained: Int, f: Int | null, s: Int | null, r: Int | null, c: Int | null });

/// Tables that last.
pub const LASTING: &[Table] = &[
    REGISTER_ENTRY,
    DESK,
    DAY_SEAL,
    RECEIPT,
    PERSON_ERASABLE,
    USER_ACCOUNT,
    USER_MORE,
    USER_SEAT,
    STORE_FACT,
    AUDIT,
    FORK,
    FORK_ENTRY,
    PEER_LOG,
    HEARD,
    ARRIVED,
    RECEIVED_LOG,
    LOST_LOG,
    LET_IN,
    LETTER,
    SEAT,
    DIGEST_TOLD,
    TRIAL,
];

/// Tables redrawn from the register.
pub const SHADOWS: &[Table] = &[
    DRAWN,
    SHELF,
    SOCIETY,
    VILLAGE,
    MEMBER,
    MEMBER_NOW,
    MEMBER_ENTRY,
    CERTIFICATE,
    BYLAW,
    NOTICE,
    ACCOUNT,
    KIND_TOTAL,
    TALLY,
    HEAD,
    BALANCE,
    VOUCHER,
    SERIES,
    BUSINESS_DAY,
    PROPOSAL,
    SETTING,
    LATE_ENTRY,
    SLIP_RANGE,
    PRODUCT,
    NORMS,
    ACCOUNT_NOW,
    ACCOUNT_ENTRY,
    CREDIT_FILE,
    MEMBER_CASH,
    GOODS_SET,
    GOODS_STOCK,
    GOODS_MOVE,
    GOODS_BILL,
    GOODS_PARTY,
    GOODS_DEBT,
    GOODS_DRAWN,
    GOODS_BACK,
    ESTATE_ENTRY,
    HELP_ENTRY,
    HELP_TICKET,
    PROGRAMME_ENTRY,
    EVIDENCE,
    BENCH_ENTRY,
    LAYOUT_ENTRY,
    FILE_NAMED,
    REVERSAL,
    POSTING,
    CASH_SIDE,
    YEAR_END,
    OBJECTION,
    OBJECTION_WORD,
    MIGRATION_RUN,
    MIGRATION_FILE,
    MIGRATION_ASIDE,
    MIGRATION_REGISTER,
    MIGRATION_COLUMN,
    FINDING,
    DIFFERENCE,
];
