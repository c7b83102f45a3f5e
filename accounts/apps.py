from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import accounts.sessions  # noqa: F401  a sign-in starts the clocks of its session, whoever signs in first
