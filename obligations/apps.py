from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "obligations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from messaging.wording import register
        from obligations.reminding.wording import duty_told
        from obligations.workflow.recounting import note_recount
        from policy.followers import follow_calendars

        register("duty", duty_told)
        register("urged", duty_told)
        follow_calendars(note_recount)
