"""For servers. Secrets from the environment or from files (NAME_FILE); what is unsafe does not start (config.safety)."""

from config.environment import read, read_list
from config.settings.base import *
from config.settings.base import LOGGING

PRODUCTION = True
DEBUG = read("DEBUG", "0") == "1"  # config.safety refuses it: a wrong environment must not pass silently
SECRET_KEY = read("SECRET_KEY")
PERSONAL_DATA_KEYS = read_list("PERSONAL_DATA_KEYS")
PERSONAL_DATA_INDEX_KEY = read("PERSONAL_DATA_INDEX_KEY")
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = read_list("CSRF_TRUSTED_ORIGINS")

SECURE_SSL_REDIRECT = read("SECURE_SSL_REDIRECT", "1") == "1"
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
LOGGING = {
    **LOGGING,
    "formatters": {"line": {"()": "config.logs.JsonLines"}},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # workers log as the rest does
