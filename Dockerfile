# The image of docker-compose.yml: one for the web server, the job worker and the preparation of the database.

FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements/base.txt

# The free fonts of GB/T 9704; what is unpacked on the way stays in this stage.
FROM debian:bookworm-slim AS fonts
WORKDIR /app
COPY script/fonts script/fonts
RUN apt-get update && FONTS_DIR=/app/fonts script/fonts

FROM python:3.11-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PATH=/app/.venv/bin:$PATH \
    VAR_DIR=/var/lib/perfeval FONTS_DIR=/app/fonts STATIC_ROOT=/app/staticfiles HOME=/tmp XDG_CACHE_HOME=/tmp/cache
WORKDIR /app
COPY script/packages script/packages
RUN apt-get update \
    && { awk '$1 == "runtime" { print $2 }' script/packages; echo postgresql-client; } | xargs apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin perfeval \
    && install -d -o perfeval -g perfeval -m 750 /var/lib/perfeval
COPY --from=packages /app/.venv .venv
COPY --from=fonts /app/fonts fonts
COPY . .
# The key serves this one command only; the running program gets its own as a secret.
RUN for catalogue in perfeval/locale/*/LC_MESSAGES/*.po; do msgfmt -o "${catalogue%.po}.mo" "$catalogue"; done \
    && python -m compileall -q perfeval \
    && VAR_DIR=/tmp/build SECRET_KEY=build script/static \
    && rm -rf /tmp/build
USER perfeval
VOLUME /var/lib/perfeval
EXPOSE 8000
CMD ["gunicorn", "perfeval.wsgi", "--preload", "--bind", "0.0.0.0:8000", "--workers", "4", "--threads", "4", "--timeout", "120", \
     "--max-requests", "2000", "--max-requests-jitter", "200", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
