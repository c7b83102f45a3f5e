"""The embedded PostgreSQL and Valkey of a checkout: real servers from Python wheels, on unix sockets only."""
