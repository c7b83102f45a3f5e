from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.listeners import listen
        from facilities.rating import register as tell_ratings
        from facilities.rectifying import register as tell_orders
        from facilities.sections import register as add_to_facility
        from inspections.presentation.section import inspections_section
        from inspections.presentation.told import complaint_told
        from inspections.queries.complaints import subjects as complaint_subjects
        from inspections.queries.duties import subjects as duty_subjects
        from inspections.queries.findings import open_orders, referral_subjects, subjects
        from inspections.queries.ratings import published_ratings
        from inspections.queries.ratings import subjects as rating_subjects
        from inspections.workflow.escalating import lapse_with_facility
        from inspections.workflow.publishing import after_event
        from messaging.wording import register as tell_of
        from obligations.subjects import register

        register("inspections.complaint", complaint_subjects)
        for event in ("complaint.abuse", "complaint.added", "complaint.objected"):
            tell_of(event, complaint_told)
        register("inspections.finding", subjects)
        register("inspections.referral", referral_subjects)
        register("inspections.dutyperiod", duty_subjects)
        register("inspections.rating", rating_subjects)
        tell_ratings(published_ratings)
        tell_orders("finding", open_orders)
        listen(lapse_with_facility)
        listen(after_event)
        add_to_facility(inspections_section, order=8)
