"""What the beat rings for. Read by the settings, so nothing of Django is imported here."""

from celery.schedules import crontab

SCHEDULE = {
    "reporting.fold_figures": {"task": "reporting.fold_figures", "schedule": 20.0},
    "reporting.rebuild_figures": {
        "task": "reporting.rebuild_figures",
        "schedule": crontab(hour=2, minute=40),
    },
    "reporting.open_reports": {"task": "reporting.open_reports", "schedule": crontab(hour=0, minute=40)},
    "reporting.print_reports": {"task": "reporting.print_reports", "schedule": 20.0},
    "reporting.tidy_prints": {"task": "reporting.tidy_prints", "schedule": crontab(hour=4, minute=20)},
    "reporting.close_periods": {"task": "reporting.close_periods", "schedule": crontab(hour=3, minute=30)},
}
