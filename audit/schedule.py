"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {"audit.check_chains": {"task": "audit.check_chains", "schedule": 24 * 3600.0}}
