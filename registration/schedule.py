"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

from celery.schedules import crontab

SCHEDULE = {
    "registration.tell_ending": {"task": "registration.tell_ending", "schedule": crontab(hour=6, minute=40)},
    "registration.wake_sheets": {"task": "registration.wake_sheets", "schedule": 10.0},
}
