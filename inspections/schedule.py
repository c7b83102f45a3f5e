"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {"inspections.escalate_overdue": {"task": "inspections.escalate_overdue", "schedule": 3600.0}}
