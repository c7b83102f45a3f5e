"""How reports look on pages."""
