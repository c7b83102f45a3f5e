"""What is true everywhere. Addresses come from config.services, secrets from the environment or from files."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from accounts import schedule as accounts_schedule
from audit import schedule as audit_schedule
from config.environment import read, read_list
from config.services import addresses
from config.services.state import State
from documents import schedule as documents_schedule
from facilities import schedule as facilities_schedule
from inspections import schedule as inspections_schedule
from jobs import schedule as jobs_schedule
from messaging import schedule as messaging_schedule
from obligations import schedule as obligations_schedule
from policy import schedule as policy_schedule
from registration import schedule as registration_schedule
from reporting import schedule as reporting_schedule
from staff import schedule as staff_schedule
from subsidies import schedule as subsidies_schedule

BASE_DIR = Path(__file__).resolve().parents[2]
PRODUCTION = False  # judged by config.safety

INSTALLED_APPS = [
    "regions",  # first: its migrate and flush run as the owner of the tables
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "jobs",
    "audit",
    "accounts",
    "messaging",
    "policy",
    "documents",
    "obligations",
    "facilities",
    "staff",
    "registration",
    "inspections",
    "subsidies",
    "reporting",
    "config",
    "rest_framework",
    "drf_spectacular",
    "guardian",
    "axes",
    "django_htmx",
    "django_celery_beat",
    "csp",
]

MIDDLEWARE = [
    "config.probes.ProbesMiddleware",  # first: probes ask nothing of what follows
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.headers.ContentPolicyMiddleware",
    "config.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.SessionEndsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "config.middleware.TenancyMiddleware",  # innermost: it owns the transaction
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Database: the application logs in as `app`; only migrate, flush and test databases use `owner`.
APP_DATABASE = addresses.database()
DATABASES = {"default": {**APP_DATABASE, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
APP_LOGIN = APP_DATABASE["USER"]
# What everybody may open reads the public projection through a login that can read nothing else. Where that login is
# not known (a server of one's own in development) it reads as `app`, outside any scope.
if portal := addresses.portal_database():
    DATABASES["portal"] = {**portal, "CONN_MAX_AGE": 60, "TEST": {"MIRROR": "default"}}
PORTAL_DATABASE = "portal" if portal else "default"
DATABASE_ROUTERS = ["config.routers.PortalRouter"]
OWNER_LOGIN = addresses.owner_login()
ATOMIC_REQUESTS = False  # the tenancy middleware owns the transaction

# Pages are Jinja2. Django's own engine serves the admin and the pages of DRF only.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "config.jinja.environment",
            "context_processors": ["config.context.page"],
            "autoescape": True,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# Chinese first, English complete; one zone.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = sorted(path for path in (BASE_DIR / "locale").glob("*") if path.is_dir())
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

SHOW_MAILBOX = False  # what would have left by mail; development and demo only
SHOW_GALLERY = False  # the components at /design/; development and demo only

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]

# Uploads and papers: private, served by authorising views only (documents)
MEDIA_ROOT = Path(read("MEDIA_ROOT") or State.of_checkout().root / "files")

CLAMD = read("CLAMD")  # malware scanner: a path of a socket, or host:port; without it nothing waits for one

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.lockout.LongLockBackend",
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
PASSWORD_URL = "/password/"
API_PREFIX = "/api/"  # keys of computer systems open nothing else
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
# One address may be a whole county office: a lock concerns one name from one address, never the address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # a locked name opens after the time that was said
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # accounts.lockout counts these per name, from all addresses
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_answer"
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.axes_client_ip"
AXES_VERBOSE = False
# Proxies whose X-Forwarded-For is believed: networks, or "unix" for a peer on a socket.
TRUSTED_PROXIES = read_list("TRUSTED_PROXIES")

SESSION_ENGINE = "accounts.session_store"  # in the database: nobody is signed out when the cache is down
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds from the sign-in, whatever happens in between
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.stale_form"
CSRF_COOKIE_SAMESITE = "Lax"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": addresses.redis(2),
        "KEY_PREFIX": "tuoyu",
    }
}

# Personal data at rest: id:key, the current key first; the keys have no default on a server (audit.personal.keys)
PERSONAL_DATA_KEYS: list[str] = []
PERSONAL_DATA_INDEX_KEY = ""

# Headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Uploads and forms
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes, files not counted
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Jobs. PostgreSQL holds what must not be lost; the broker only wakes workers.
CELERY_BROKER_URL = addresses.broker(0)
CELERY_RESULT_BACKEND = addresses.broker(1)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 10 * 60  # seconds; below the visibility timeout
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 15 * 60}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_RESULT_EXPIRES = 60 * 60
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    **documents_schedule.SCHEDULE,
    **facilities_schedule.SCHEDULE,
    **inspections_schedule.SCHEDULE,
    **accounts_schedule.SCHEDULE,
    **audit_schedule.SCHEDULE,
    **jobs_schedule.SCHEDULE,
    **messaging_schedule.SCHEDULE,
    **obligations_schedule.SCHEDULE,
    **policy_schedule.SCHEDULE,
    **registration_schedule.SCHEDULE,
    **reporting_schedule.SCHEDULE,
    **staff_schedule.SCHEDULE,
    **subsidies_schedule.SCHEDULE,
}
CELERY_BEAT_SCHEDULER = "config.beat:HeartbeatScheduler"

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": [
        "accounts.api_access.ActionPermission"
    ],  # no, unless the view says who may
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api_access.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",  # checks the CSRF token
    ],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.api_access.ActorThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["accounts.api_parsing.StrictJsonParser"],
    "EXCEPTION_HANDLER": "accounts.api_errors.answer",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
#: Requests a minute, by who calls: a key, a signed-in person, an address.
API_RATES = {"key": 600, "person": 300, "address": 60}
SPECTACULAR_SETTINGS = {"TITLE": "Tuoyu", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.masking.MaskedFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "axes": {"level": "WARNING"},
        # Django's own handlers know no mask; everything goes to the one of the root.
        "django": {"level": "INFO", "handlers": []},
        "django.server": {"level": "INFO", "handlers": [], "propagate": True},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}

DEFAULT_EXCEPTION_REPORTER = "config.masking.MaskedReporter"

FLUSH_KEEPS: frozenset[str] = frozenset()

#: Seconds after which every process knows a calendar that was published; due dates are counted once more then.
RECOUNT_SETTLES_AFTER = 5

#: How the public reaches the installation; printed into the QR code of every receipt.
PUBLIC_URL = read("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")

METRICS_TOKEN = read("METRICS_TOKEN")

#: The division whose administrators look after the whole installation: jobs, failed messages. 0 is the nation.
PLATFORM_REGION = int(read("PLATFORM_REGION", "0"))

#: Which adapter serves each outward channel; a channel without one cannot be chosen (docs/how-to/send-messages.md).
EMAIL_HOST = read("EMAIL_HOST")
EMAIL_PORT = int(read("EMAIL_PORT", "25"))
EMAIL_HOST_USER = read("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = read("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = read("EMAIL_USE_TLS") == "1"
EMAIL_USE_SSL = read("EMAIL_USE_SSL") == "1"
EMAIL_TIMEOUT = 8  # seconds; every wait of a channel ends before its lease does
DEFAULT_FROM_EMAIL = read("EMAIL_FROM", "tuoyu@localhost")
SMS_URL = read("SMS_URL")
SMS_TOKEN = read("SMS_TOKEN")
WECOM_ROBOT_URL = read("WECOM_ROBOT_URL")
MESSAGE_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "localhost"
MESSAGE_CHANNELS = {
    "EMAIL": "messaging.channels.smtp.Smtp" if EMAIL_HOST else "",
    "SMS": "messaging.channels.sms.SmsGateway" if SMS_URL else "",
    "WECOM": "messaging.channels.wecom.WecomRobot" if WECOM_ROBOT_URL else "",
}

#: A demo installation may be filled with demo data and shows so on every page.
DEMO = False
