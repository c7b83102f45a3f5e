"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {
    "policy.note_effects": {"task": "policy.note_effects", "schedule": 60.0},
}
