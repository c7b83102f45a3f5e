"""The auditor's pages: what was done in a region, by whom, to what, and whether the record of it is whole."""
