# ddlint with the git that it needs; a person without rights runs it. How to use it: docs/ci.md.
#
#   docker build --tag ddlint .
#   docker run --rm --volume "$PWD:/repo:ro" ddlint check
ARG PYTHON=3.12.12-slim-bookworm

FROM python:${PYTHON} AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE constraints.txt ./
COPY bin bin
COPY schemas schemas
COPY src src
RUN python -I -m pip wheel --no-cache-dir --no-deps --wheel-dir /wheels . \
 && python -I -m venv /opt/ddlint \
 && /opt/ddlint/bin/python -I -m pip install --no-cache-dir --only-binary :all: --constraint constraints.txt /wheels/*.whl \
 && /opt/ddlint/bin/python -I -m pip uninstall --yes pip

FROM python:${PYTHON}
LABEL org.opencontainers.image.source="https://github.com/deepdesk/ddlint" \
      org.opencontainers.image.licenses="Apache-2.0"
# The repository that is mounted belongs to somebody else than who runs ddlint; ddlint starts nothing that it configures.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git \
 && rm -rf /var/lib/apt/lists/* \
 && git config --system --add safe.directory '*' \
 && useradd --uid 10001 --create-home ddlint
COPY --from=build /opt/ddlint /opt/ddlint
ENV PATH="/opt/ddlint/bin:$PATH" PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /repo
ENTRYPOINT ["ddlint"]
CMD ["--help"]
