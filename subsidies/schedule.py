"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

from celery.schedules import crontab

SCHEDULE = {
    "subsidies.wake_runs": {"task": "subsidies.wake_runs", "schedule": 15.0},
    # Attendance of a month is signed in the days after it.
    "subsidies.start_due_runs": {
        "task": "subsidies.start_due_runs",
        "schedule": crontab(day_of_month="8", hour="3", minute="10"),
    },
    "subsidies.propose_corrections": {
        "task": "subsidies.propose_corrections",
        "schedule": crontab(hour="4", minute="10"),
    },
}
