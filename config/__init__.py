"""Wiring: settings, URLs, Celery, embedded services."""
