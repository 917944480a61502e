#!/bin/sh
# Run a command with a PostgreSQL user of its own that may make databases and is no superuser, as in production:
# row-level security holds for it. PG* variables point to a superuser. usage: tools/as_ordinary_user.sh COMMAND...
set -eu
psql -q -d postgres -c "CREATE ROLE tweespoor LOGIN CREATEDB PASSWORD 'tweespoor'"
PGUSER=tweespoor PGPASSWORD=tweespoor PGDATABASE=postgres exec "$@"
