# The bot in a container. Data lives in the volume /data, secrets come as files or variables.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DATA_DIR=/data

WORKDIR /app

COPY requirements.lock ./
RUN pip install --require-hashes --only-binary :all: -r requirements.lock

RUN useradd --system --uid 10001 --no-create-home nastavnik \
    && mkdir /data \
    && chown nastavnik /data

COPY alembic.ini ./
COPY bot bot
COPY handlers handlers
COPY services services
COPY domain domain
COPY imports imports
COPY exports exports
COPY db db
COPY migrations migrations
COPY texts texts
COPY content content
COPY sandbox sandbox

USER nastavnik
VOLUME /data
EXPOSE 8080

# The last tick is fresh and the database answers; no network is asked.
HEALTHCHECK --interval=60s --timeout=20s --start-period=90s --retries=3 \
    CMD ["python", "-m", "bot", "doctor", "--quick"]

STOPSIGNAL SIGTERM
CMD ["python", "-m", "bot", "up"]
