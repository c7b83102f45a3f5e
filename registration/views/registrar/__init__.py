"""Pages of registrars."""
