"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {
    "messaging.deliver": {"task": "messaging.deliver", "schedule": 10.0},
    "messaging.tidy": {"task": "messaging.tidy", "schedule": 24 * 3600.0},
}
