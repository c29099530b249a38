-- The two roles of a seat's store. Run once by a superuser, in the seat's own database:
--   createdb sahakar && psql -v ON_ERROR_STOP=1 -d sahakar -f deploy/postgres.sql
-- The tables and the rights on them are made afterwards by the owner, with the program itself (it knows every table):
--   sahakar store make --store 'postgres:///sahakar?user=sahakar_owner' --app sahakar_app
-- sahakar_owner makes and changes tables and is used only for that. sahakar_app is what the program runs as: it reads and appends the
-- register and can neither change nor delete an entry of it, nor make or drop a table. deploy/postgres.sh does all of it.

SELECT format('CREATE ROLE %I LOGIN', name)
FROM (VALUES ('sahakar_owner'), ('sahakar_app')) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO sahakar_owner;
GRANT USAGE ON SCHEMA public TO sahakar_app;
REVOKE CREATE ON SCHEMA public FROM sahakar_app;

-- Nobody else comes in; nobody keeps a transaction open over a meal.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO sahakar_owner, sahakar_app', current_database()) \gexec
ALTER ROLE sahakar_app SET idle_in_transaction_session_timeout = '10min';
