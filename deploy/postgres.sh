#!/bin/sh
# Makes the store of a seat on PostgreSQL, or brings it to a new version of the program: roles, tables, rights. May be run again at any time.
#
#   deploy/postgres.sh ADMIN OWNER
#
# ADMIN is the database's address as a superuser, OWNER the same as sahakar_owner; both as psql and sahakar read them ("host=/run/postgresql
# dbname=sahakar user=…" or postgres://…). SAHAKAR names the program where it is not in the PATH. Stop the seat first when the program is new.
set -eu
admin=${1:?address as superuser}
owner=${2:?address as sahakar_owner}
here=$(cd "$(dirname "$0")" && pwd)

psql --quiet --no-psqlrc -v ON_ERROR_STOP=1 -d "$admin" -f "$here/postgres.sql"
"${SAHAKAR:-sahakar}" store make --store "$owner" --app sahakar_app

# Proof, not trust: the program's role may not touch what is written.
allowed=$(psql --no-psqlrc -At -v ON_ERROR_STOP=1 -d "$admin" -c "
  SELECT count(*) FROM unnest(ARRAY['register_entry','fork_entry','audit','receipt']) AS t, unnest(ARRAY['UPDATE','DELETE','TRUNCATE']) AS r
  WHERE has_table_privilege('sahakar_app', t, r)")
if [ "$allowed" != 0 ]; then
    echo "sahakar_app may change the register: $allowed rights too many" >&2
    exit 1
fi
echo "register: read and append only"
