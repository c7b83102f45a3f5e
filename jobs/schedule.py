"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {"jobs.recover": {"task": "jobs.recover", "schedule": 5.0}}
