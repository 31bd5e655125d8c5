"""The replay of a repository into nothing, for a process of its own; REPO and JOBS are its arguments."""

from __future__ import annotations

import os
import sys
from collections import deque

from ddlint.audit.reading import Reader
from ddlint.audit.replaying import Replaying
from ddlint.git.main_line import Span
from ddlint.git.patches_of_files import is_mostly_yaml
from ddlint.git.repository import open_repository


def main() -> None:
    """Replay all of HEAD, and say how much it was."""
    _, path, jobs = sys.argv
    repository = open_repository(path, dict(os.environ))
    tip = repository.head() or ""
    replaying = Replaying(Reader(repository, not is_mostly_yaml(repository, tip), lambda _who: False))
    deque(replaying.deployed(Span(tip), int(jobs), lambda _count: None), maxlen=0)
    print(f"{replaying.commits} commits")
