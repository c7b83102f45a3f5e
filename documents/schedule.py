"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

SCHEDULE = {
    "documents.render_papers": {"task": "documents.render_papers", "schedule": 10.0},
    "documents.scan": {"task": "documents.scan", "schedule": 10.0},
    "documents.tidy": {"task": "documents.tidy", "schedule": 24 * 3600.0},
}
