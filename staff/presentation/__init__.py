"""Staff, cases and bans in words."""
