"""The ASGI entry point, with the same refusal as the WSGI one."""

import os

from django.core.asgi import get_asgi_application

from config.safety import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
application = get_asgi_application()
refuse_unsafe_start()
