"""Every write to registrations and filings, one module per stage of the story."""
