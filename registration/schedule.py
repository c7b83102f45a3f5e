"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {
    "registration.wake_sheets": {"task": "registration.wake_sheets", "schedule": 10.0},
}
