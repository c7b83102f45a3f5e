"""The WSGI entry point: what gunicorn imports."""

import os

from django.core.wsgi import get_wsgi_application

from config.safety import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
application = get_wsgi_application()
refuse_unsafe_start()
