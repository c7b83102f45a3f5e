from django.apps import AppConfig


class SubsidiesConfig(AppConfig):
    name = "subsidies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from messaging.wording import register
        from subsidies.presentation.run_notices import run_told
        from subsidies.workflow.runs import EVENT

        register(EVENT, run_told)
