//! The tables. Lasting ones hold what cannot be computed; shadows are swept away and redrawn from the register.

use sql::{Table, table};

/// Version of the shadow tables' shape and meaning; a store of another version is redrawn when
/// opened. Also raised when a lasting table is added.
pub const SHADOW_VERSION: i64 = 2;

table!(/// The register: append-only.
    REGISTER_ENTRY "register_entry" key 3 { society_id: Int, desk_id: Int, seq: Int, kind: Text, version: Int, at: Int, by: Text, bytes: Bytes, leaf: Bytes });
table!(/// One log: its key, its frontier, its last signed checkpoint.
    DESK "desk" key 2 { society_id: Int, desk_id: Int, origin: Text, public_key: Bytes, size: Int, frontier: Bytes, root: Bytes, last_at: Int, checkpoint_size: Int, checkpoint: Text });
table!(/// Commands done: the same command again gets this answer.
    RECEIPT "receipt" key 2 { society_id: Int, command: Text, desk_id: Int, first_seq: Int, last_seq: Int, root: Bytes, at: Int });
table!(/// Personal identifiers a person may ask to erase; the register holds only the salted commitment.
    PERSON_ERASABLE "person_erasable" key 5 { society_id: Int, desk_id: Int, seq: Int, line: Int, field: Text, salt: Bytes, value: Text });
table!(/// People who may log in. Society 0 is the whole installation.
    USER_ACCOUNT "user_account" key 2 { society_id: Int, name: Text, role: Text, password: Text, failures: Int, locked_until: Int });
table!(/// Sessions, by the hash of their token.
    USER_SESSION "user_session" key 2 { society_id: Int, token: Bytes, name: Text, until: Int });
table!(/// Small facts of the store itself: version of the shadows. Society 0.
    STORE_FACT "store_fact" key 2 { society_id: Int, name: Text, value: Int });

table!(/// Shadow: the societies.
    SOCIETY "society" key 1 { society_id: Int, code: Text, name: Text, registration_no: Text, district: Text, block: Text });
table!(/// Shadow: villages of the area of operation.
    VILLAGE "village" key 4 { society_id: Int, desk_id: Int, seq: Int, line: Int, name: Text });
table!(/// Shadow: members.
    MEMBER "member" key 5 { society_id: Int, no_key: Text, desk_id: Int, seq: Int, line: Int, no: Text, name: Text, name_key: Text, father: Text, village: Text, class: Text, admitted: Text | null, ended: Text | null, f: Int, s: Int, r: Int, c: Int }
    index "member_name" "society_id, name_key");
table!(/// Shadow: accounts with their opening balance.
    ACCOUNT "account" key 6 { society_id: Int, kind: Int, no_key: Text, desk_id: Int, seq: Int, line: Int, no: Text, member_key: Text, member_no: Text, head: Text, balance: Int, interest: Int | null, opened: Text | null, due: Text | null, rate: Int | null, cutoff: Text, f: Int, s: Int, r: Int, c: Int }
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
    VOUCHER "voucher" key 3 { society_id: Int, desk_id: Int, seq: Int, date: Text, number: Text, narration: Text, amount: Int, reverses_desk: Int | null, reverses_seq: Int | null });
table!(/// Shadow: vouchers reversed, and by which; the key lets none be reversed twice.
    REVERSAL "reversal" key 3 { society_id: Int, of_desk: Int, of_seq: Int, desk_id: Int, seq: Int });
table!(/// Shadow: postings in the order of a head's book.
    POSTING "posting" key 6 { society_id: Int, head: Text, date: Text, desk_id: Int, seq: Int, line: Int, debit: Int, credit: Int, f: Int | null, s: Int | null, r: Int | null, c: Int | null });
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
pub const LASTING: &[Table] = &[REGISTER_ENTRY, DESK, RECEIPT, PERSON_ERASABLE, USER_ACCOUNT, USER_SESSION, STORE_FACT];

/// Tables redrawn from the register.
pub const SHADOWS: &[Table] = &[
    SOCIETY,
    VILLAGE,
    MEMBER,
    ACCOUNT,
    KIND_TOTAL,
    TALLY,
    HEAD,
    BALANCE,
    VOUCHER,
    REVERSAL,
    POSTING,
    MIGRATION_RUN,
    MIGRATION_FILE,
    MIGRATION_ASIDE,
    MIGRATION_REGISTER,
    MIGRATION_COLUMN,
    FINDING,
    DIFFERENCE,
];
