from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    name = "facilities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.reaches import add_reach
        from audit.listeners import listen
        from facilities.presentation.care.officer import care_section
        from facilities.presentation.standards.page import standards_section
        from facilities.queries.operators import OPERATORS_SQL, regions_operated
        from facilities.queries.page import subjects
        from facilities.sections import register as add_to_facility
        from facilities.workflow.standards import after_event
        from messaging.recipients import register_operators
        from obligations.subjects import register

        add_reach(regions_operated)
        register_operators(OPERATORS_SQL)
        add_to_facility(care_section, order=7)
        listen(after_event)
        add_to_facility(standards_section, order=5)
        register("facilities.facility", subjects)
