# The bot alone: no tests, no local Slack, no tools. The steps are those of tools/install.py.
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /venv
COPY requirements/bot.txt requirements/bot.txt
RUN /venv/bin/python -m pip install --no-input --no-cache-dir \
    --require-hashes --only-binary :all: -r requirements/bot.txt
COPY pyproject.toml pyproject.toml
COPY bot/ bot/
COPY jobs/ jobs/
COPY db/ db/
RUN /venv/bin/python -m pip install --no-input --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /data live-audit
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DATABASE_URL=sqlite:////data/bot.db HTTP_HOST=0.0.0.0
USER live-audit
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["live-audit", "healthcheck"]
CMD ["sh", "-c", "live-audit migrate && exec live-audit run"]
