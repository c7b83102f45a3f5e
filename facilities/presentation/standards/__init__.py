"""How the setting standards look on a page: what is wrong, what mends it, what nobody has stated."""
