# One image for web, worker and beat. The compiler of wheels stays in the first stage; nothing runs as root.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements/server.lock /tmp/server.lock
RUN /opt/venv/bin/pip install --require-hashes -r /tmp/server.lock
WORKDIR /srv/tuoyu
COPY . .
ENV PATH=/opt/venv/bin:$PATH DJANGO_SETTINGS_MODULE=config.settings.production
# Translations are compiled and static files are named by their content; the key serves this command only.
RUN SECRET_KEY=build-only TUOYU_STATE=/tmp/state python manage.py messages compile \
    && SECRET_KEY=build-only TUOYU_STATE=/tmp/state python manage.py collectstatic --noinput \
    && python -m compileall -q .

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 tuoyu \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin tuoyu \
    && install -d -o 10001 -g 10001 -m 700 /var/lib/tuoyu/files
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/tuoyu /srv/tuoyu
WORKDIR /srv/tuoyu
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production TUOYU_STATE=/tmp/state
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s CMD ["python", "-m", "config.health", "web"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "4", "--no-control-socket"]
