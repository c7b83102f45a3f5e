"""The database logins of the design, and their rights on the server. None is a superuser."""

LOGINS = {
    "owner": "LOGIN NOSUPERUSER",  # owns and migrates the tables
    "app": "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",  # runs; owns nothing
    "portal": "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",  # reads the public projection
    "backup": "LOGIN NOSUPERUSER BYPASSRLS",  # reads everything, with pg_read_all_data
}
