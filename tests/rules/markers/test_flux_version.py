"""What a marker can ask for depends on the Flux that reads it."""

import pytest

from ddlint.config.settings import FluxSettings, Settings
from rules.linted import lint

DIGEST = """\
apiVersion: v1
kind: X
spec:
  digest: sha256:0000 # {"$imagepolicy": "flux-system:backend:digest"}
"""


@pytest.mark.parametrize(
    ("version", "expected"), [("2.5", ["DDM002"]), ("1.10", ["DDM002"]), ("2.6", []), ("2.10", [])]
)
def test_a_digest_needs_a_flux_that_knows_it(version: str, expected: list[str]) -> None:
    entries = lint(DIGEST, settings=Settings(flux=FluxSettings(version)))
    assert [entry.code for entry in entries] == expected
