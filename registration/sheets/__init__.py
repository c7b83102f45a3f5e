"""Registrations as a spreadsheet: which columns there are, how a row is read, checked, shown and handed back."""
