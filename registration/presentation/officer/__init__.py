"""How filings and registrations look to the health officer."""
