"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

from celery.schedules import crontab

SCHEDULE = {
    "inspections.escalate_overdue": {"task": "inspections.escalate_overdue", "schedule": 3600.0},
    "inspections.publish_facilities": {
        "task": "inspections.publish_facilities",
        "schedule": crontab(minute=25),
    },
    "inspections.close_complaints": {
        "task": "inspections.close_complaints",
        "schedule": crontab(hour=2, minute=10),
    },
    "inspections.keep_duties": {"task": "inspections.keep_duties", "schedule": crontab(hour=0, minute=40)},
    "inspections.expire_ratings": {
        "task": "inspections.expire_ratings",
        "schedule": crontab(hour=0, minute=10),
    },
}
