#!/bin/bash
# Run once, when the database is made: the logins of the design. None of them is a superuser.
set -eu

password() { # the environment, else the file
    local name=$1 file=/run/secrets/${1,,}
    if [ -n "${!name:-}" ]; then printf '%s' "${!name}"; else tr -d '\n' < "$file"; fi
}

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set database="$POSTGRES_DB" \
    --set owner="$(password OWNER_PASSWORD)" --set app="$(password APP_PASSWORD)" \
    --set portal="$(password PORTAL_PASSWORD)" --set backup="$(password BACKUP_PASSWORD)" <<'SQL'
CREATE ROLE owner LOGIN NOSUPERUSER PASSWORD :'owner';
CREATE ROLE app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app';
CREATE ROLE portal LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'portal';
CREATE ROLE backup LOGIN NOSUPERUSER BYPASSRLS PASSWORD :'backup';
GRANT pg_read_all_data TO backup;
ALTER DATABASE :"database" OWNER TO owner;
SQL
