from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from documents.holding import register as keep_bytes
        from messaging.wording import register as give_words
        from policy.report_names import register
        from reporting.reports import figures, printed, tables, telling

        register(figures.NAMES, tables.TITLES)
        give_words(telling.EVENT, telling.report_told)
        give_words(printed.EVENT, printed.print_told)
        keep_bytes(printed.held_keys)
