"""The health officer's pages of filings and registrations."""
