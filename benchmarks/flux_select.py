"""`ddlint flux select` over 100,000 tags against Python that reads and sorts them, both with start-up."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.frame import Command, Row, interleaved, versus

TAGS = 100_000
ROUNDS = 7
LIMIT = 3.0
PATTERN = "^main-[0-9a-f]+-(?P<ts>[0-9]+)$"
POLICY = f"""\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {{name: backend, namespace: apps}}
spec:
  imageRepositoryRef: {{name: backend}}
  filterTags: {{pattern: '{PATTERN}', extract: $ts}}
  policy: {{numerical: {{order: asc}}}}
"""
#: The same work: the number out of each tag, the list sorted by it, every tag printed.
SORTED_BY_NUMBER = f"""\
import re, sys
find = re.compile({PATTERN!r}).search
found = [(int(match["ts"]), match[0]) for match in map(find, open(sys.argv[1]).read().split()) if match]
found.sort(reverse=True)
sys.stdout.writelines(f"{{tag}}  {{number}}\\n" for number, tag in found)
"""
#: Less: the texts sorted as they are, nothing printed but one.
SORTED_AS_TEXT = "import sys; print(sorted(open(sys.argv[1]).read().split())[-1])"


def tags() -> str:
    """Tags as builds make them: one a second at most, listed in no order."""
    chance = random.Random(1)
    stamps = chance.sample(range(1_600_000_000, 1_700_000_000), TAGS)
    return "".join(f"main-{chance.getrandbits(28):07x}-{stamp}\n" for stamp in stamps)


def rows() -> Iterable[Row]:
    """One row with the limit, and one that shows what printing and explaining cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tags.txt").write_text(tags(), "utf-8")
        (folder / "policy.yaml").write_text(POLICY, "utf-8")
        selecting = ("-m", "ddlint", "flux", "select", "--no-config", "--policy", "policy.yaml")
        timed = interleaved(
            [
                Command("flux select", (sys.executable, *selecting, "--tags", "tags.txt"), folder),
                Command("sorted by number", (sys.executable, "-c", SORTED_BY_NUMBER, "tags.txt"), folder),
                Command("sorted as text", (sys.executable, "-c", SORTED_AS_TEXT, "tags.txt"), folder),
            ],
            ROUNDS,
        )
    note = f"{TAGS:,} tags, with start-up"
    yield versus(timed["flux select"], timed["sorted by number"], LIMIT, note=note)
    yield versus(timed["flux select"], timed["sorted as text"], note="prints one tag, and sorts otherwise")
