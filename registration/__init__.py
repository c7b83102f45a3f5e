"""Registrations, filings, receipts and notices."""
