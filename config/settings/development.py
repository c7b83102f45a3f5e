"""For `make run` and for working on the code: one machine, embedded servers, no TLS."""

from config.environment import read, read_list
from config.settings.base import *
from config.settings.base import MESSAGE_CHANNELS, REST_FRAMEWORK

DEBUG = read("DEBUG", "0") == "1"  # `make run` shows the product as users see it
SECRET_KEY = read("SECRET_KEY", "development-only-not-a-secret")
PERSONAL_DATA_KEYS = read_list("PERSONAL_DATA_KEYS", "demo:ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtMDE=")
PERSONAL_DATA_INDEX_KEY = read("PERSONAL_DATA_INDEX_KEY", "ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtMDI=")
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = read_list("CSRF_TRUSTED_ORIGINS")
# What is not configured goes to the development mailbox (/messages/mailbox/): nothing leaves this machine by itself.
MESSAGE_CHANNELS = {
    channel: adapter or "messaging.channels.mailbox.Mailbox" for channel, adapter in MESSAGE_CHANNELS.items()
}
SHOW_MAILBOX = True
PLATFORM_REGION = int(read("PLATFORM_REGION", "360700000000"))  # the demo is looked after by Ganzhou
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
REST_FRAMEWORK = {
    **REST_FRAMEWORK,
    "DEFAULT_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "rest_framework.renderers.BrowsableAPIRenderer",
    ],
}
SHOW_GALLERY = True
DEMO = read("DEMO", "1") == "1"
PASSWORD_HASHERS = [
    "config.demo.hasher.DemoHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
