"""For the tests: real PostgreSQL and Valkey in a state folder of their own (see testboot.py)."""

import os

from config.settings.base import *
from config.settings.base import DATABASES

DEBUG = False
SECRET_KEY = "tests-only-not-a-secret"
PERSONAL_DATA_KEYS = ["test:ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtMDE="]
PERSONAL_DATA_INDEX_KEY = "ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtMDI="
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # signing in is not what most tests test
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = True  # the tests with a real worker turn it off
CELERY_TASK_EAGER_PROPAGATES = True
AXES_ENABLED = False  # the tests of the lock turn it on

# Two runs on one given server must not meet. On an embedded one each worker copies the finished ground.
DATABASES["default"]["TEST"] = {
    "NAME": f"test_tuoyu_{os.environ.get('TUOYU_TEST_RUN', 'manual')}",
    "TEMPLATE": os.environ.get("TUOYU_TEST_TEMPLATE"),
}

# A test that is rolled back is seen by its own connection only; the tests of the portal commit, and log in as it.
PORTAL_DATABASE = "default"

# Divisions and law are loaded once per test database and never written by a test.
FLUSH_KEEPS = frozenset(
    {
        "regions_region",
        "regions_regionalias",
        "policy_packversion",
        "policy_calendarversion",
        "policy_calendarday",
        "policy_lawstamp",
    }
)
POLICY_RECHECK_SECONDS = float("inf")  # so that counting queries does not depend on the clock
RECOUNT_SETTLES_AFTER = 0  # one pass suffices where nobody else writes
SHOW_GALLERY = True
SHOW_MAILBOX = True
DEMO = True
