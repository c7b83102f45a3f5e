"""Staff as a spreadsheet: which columns there are, how a row is read and checked."""
