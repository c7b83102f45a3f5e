"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {"staff.meet_bans": {"task": "staff.meet_bans", "schedule": 24 * 3600.0}}
