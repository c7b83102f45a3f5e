from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.listeners import listen
        from facilities.rectifying import register as tell_orders
        from facilities.sections import register as add_to_facility
        from inspections.presentation.section import inspections_section
        from inspections.queries.findings import open_orders, referral_subjects, subjects
        from inspections.workflow.escalating import lapse_with_facility
        from obligations.subjects import register

        register("inspections.finding", subjects)
        register("inspections.referral", referral_subjects)
        tell_orders("finding", open_orders)
        listen(lapse_with_facility)
        add_to_facility(inspections_section, order=8)
