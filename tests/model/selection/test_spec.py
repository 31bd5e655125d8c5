"""Which policy Flux takes out of a spec."""

import pytest

from ddlint.model.selection.spec import Kind, PolicySpec


@pytest.mark.parametrize(
    ("spec", "kind", "argument"),
    [
        (PolicySpec(), None, ""),
        (PolicySpec(numerical=""), Kind.NUMERICAL, ""),
        (PolicySpec(numerical="asc", alphabetical="desc"), Kind.ALPHABETICAL, "desc"),
        (PolicySpec(numerical="asc", alphabetical="desc", semver="1.x"), Kind.SEMVER, "1.x"),
    ],
)
def test_semver_comes_before_alphabetical_before_numerical(
    spec: PolicySpec, kind: Kind | None, argument: str
) -> None:
    assert (spec.kind, spec.argument) == (kind, argument)


def test_every_policy_that_is_set_is_named() -> None:
    assert PolicySpec(numerical="asc", semver="1.x").kinds == (Kind.SEMVER, Kind.NUMERICAL)
