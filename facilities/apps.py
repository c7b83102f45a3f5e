from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    name = "facilities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facilities.queries.page import subjects
        from obligations.subjects import register

        register("facilities.facility", subjects)
