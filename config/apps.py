from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import (
            celery,  # noqa: F401  shared tasks find their application
            safety,  # noqa: F401  registers the system checks
        )
