"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {
    "obligations.recount": {"task": "obligations.recount", "schedule": 10.0},
    "obligations.remind": {"task": "obligations.remind", "schedule": 300.0},
}
