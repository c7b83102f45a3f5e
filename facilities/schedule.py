"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

from celery.schedules import crontab

SCHEDULE = {
    "facilities.check_standards": {
        "task": "facilities.check_standards",
        "schedule": crontab(hour=1, minute=20),
    },
}
