# The bot alone: no tests, no local Slack, no tools. The steps are those of tools/install.py.
# How the digest was found, and how it is looked up again: docs/install.md, "The images".
FROM python:3.11.16-slim@sha256:9c900dea9e8fb7e16277c179b555cc72d29a352dbc33cff48ad5a0412fd5bfc7 AS build
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

FROM python:3.11.16-slim@sha256:9c900dea9e8fb7e16277c179b555cc72d29a352dbc33cff48ad5a0412fd5bfc7
RUN useradd --system --uid 10001 --create-home --home-dir /data live-audit
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DATABASE_URL=sqlite:////data/bot.db HTTP_HOST=0.0.0.0
USER live-audit
WORKDIR /data
VOLUME /data
# Each look takes a second of a processor, and half a minute where ten others want it as well.
HEALTHCHECK --interval=30s --timeout=30s --start-period=2m --retries=3 \
    CMD ["live-audit", "healthcheck"]
CMD ["sh", "-c", "live-audit migrate && exec live-audit run"]
