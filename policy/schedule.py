"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {
    "policy.note_effects": {"task": "policy.note_effects", "schedule": 60.0},
    "policy.watch_calendar": {"task": "policy.watch_calendar", "schedule": 24 * 3600.0},
}
