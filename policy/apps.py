from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "policy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from messaging.wording import register
        from policy.workflow.watching import EVENT, calendar_told

        register(EVENT, calendar_told)
