"""What the service repository `backend` holds: a service, and the build configs of the process."""

_BUILD = """\
# {trigger}
steps:
  - id: test
    name: python:3.11-slim
    entrypoint: sh
    args: [-c, "pip install --quiet . && python -m backend --check"]
  - id: build
    name: gcr.io/cloud-builders/docker
    args: [build, --tag, "$_IMAGE:{tag}", .]
images:
  - "$_IMAGE:{tag}"
substitutions:
  _IMAGE: eu.gcr.io/deepdesk-cloud/backend
options:
  logging: CLOUD_LOGGING_ONLY
"""

_APP = '''\
"""The backend of the sample: it answers, that is all."""

from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")


def main() -> None:
    HTTPServer(("", 8080), Handler).serve_forever()
'''

_README = """\
# backend

Pushes to `main` and to `release-*` build an image through `.cloudbuild/main.yaml`; a `vX.Y.Z` tag builds a
release through `.cloudbuild/release.yaml`. Commit messages follow Conventional Commits: the version is
counted from them.
"""

_DOCKERFILE = """\
FROM python:3.11-slim
COPY backend /srv/backend
WORKDIR /srv
CMD ["python", "-c", "from backend.app import main; main()"]
"""

#: Path to content.
FILES = {
    ".cloudbuild/main.yaml": _BUILD.format(
        trigger="Runs on each push to main and to release-*.", tag="main-$SHORT_SHA-$_TIMESTAMP"
    ),
    ".cloudbuild/release.yaml": _BUILD.format(trigger="Runs on each vX.Y.Z tag.", tag="$TAG_NAME"),
    "Dockerfile": _DOCKERFILE,
    "README.md": _README,
    "backend/__init__.py": "",
    "backend/app.py": _APP,
}
