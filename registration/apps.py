from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "registration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facilities.rectifying import register as tell_orders
        from facilities.sections import register as add_to_facility
        from messaging.wording import register as give_words
        from obligations.subjects import register
        from registration.presentation.material_notices import ending_told
        from registration.presentation.officer.section import filings_section, papers_section
        from registration.presentation.sheet_notices import sheet_told
        from registration.queries.facility import open_orders
        from registration.queries.registrations import subjects
        from registration.workflow.ending import EVENT as ENDING
        from registration.workflow.sheets import EVENT

        register("registration.registration", subjects)
        give_words(EVENT, sheet_told)
        give_words(ENDING, ending_told)
        tell_orders("notice", open_orders)
        add_to_facility(filings_section, order=10)
        add_to_facility(papers_section, order=20)
