"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {"accounts.tidy": {"task": "accounts.tidy", "schedule": 24 * 3600.0}}
