"""How registrations and filings look on a page; one folder or module per audience."""
