from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from messaging.wording import register as give_words
        from policy.report_names import register
        from reporting.reports import figures, tables, telling

        register(figures.NAMES, tables.TABLES)
        give_words(telling.EVENT, telling.report_told)
