"""Reminders of what is owed: when, whom, and in which words. What is planned lies in the outbox (messaging)."""
