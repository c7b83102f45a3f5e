from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facilities.staffing import register as answer_about_people
        from staff.queries.standards import names, staffing

        answer_about_people(staffing, names)
        from audit.listeners import listen
        from facilities.sections import register as add_to_facility
        from obligations.subjects import register
        from staff.presentation.section import staff_section
        from staff.queries.people import subjects
        from staff.workflow.enforcing import after_event

        listen(after_event)
        register("staff.staffmember", subjects)
        add_to_facility(staff_section, order=30)
