from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "obligations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from obligations.workflow.recounting import note_recount
        from policy.followers import follow_calendars

        follow_calendars(note_recount)
