from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facilities.staffing import register as answer_about_people
        from staff.queries.standards import names, staffing

        answer_about_people(staffing, names)
