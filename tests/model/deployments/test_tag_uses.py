"""Tags with all their uses, wherever they were deployed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.deployments.deployed import Deployed
from ddlint.model.deployments.tag_use import Use, image_of, tag_uses
from deployment_histories import IMAGE, VALUE, step

ONE, TWO = "sha256:1111", "sha256:2222"


def use(position: int, *, tag: str = "v1", digest: str = "", file: str = "a.yaml", image: str = "x/a") -> Use:
    value = replace(IMAGE, path=file, image=image)
    return Use("config", value, Deployed(step(position), "", "new", tag, digest, 1))


def test_first_and_last_use_go_by_time_whatever_the_order() -> None:
    (found,) = tag_uses([use(2), use(3, file="b.yaml"), use(1, file="c.yaml")])
    assert (found.first.value.path, found.last.value.path, found.count) == ("c.yaml", "b.yaml", 3)
    assert (found.title, found.path, found.time) == ("x/a:v1", "c.yaml", step(1).time)


def test_digests_stand_in_the_order_of_their_first_uses() -> None:
    (found,) = tag_uses([use(3, digest=TWO), use(2, digest=TWO), use(1, digest=ONE), use(4, digest=ONE)])
    assert [(digest, at.deployed.step.position) for digest, at in found.digests] == [(ONE, 1), (TWO, 2)]
    assert found.time == step(2).time


def test_an_image_that_is_not_known_is_one_image_within_a_file_alone() -> None:
    apart = [use(1, digest=ONE, image=""), use(2, digest=TWO, image="", file="b.yaml")]
    (found,) = tag_uses(apart)
    assert (found.image, len(found.digests)) == ("policy flux-system/a", 1)
    assert sorted(found.files) == ["a.yaml", "b.yaml"]
    (found,) = tag_uses([*apart, use(3, digest=ONE, image="", file="b.yaml")])
    assert [digest for digest, _ in found.digests] == [TWO, ONE]


def test_tags_of_an_unknown_image_go_together_where_they_share_a_file() -> None:
    one, two, three = (
        next(tag_uses([use(1, image="", file=file), use(2, image="", file=other)]))
        for file, other in (("a.yaml", "b.yaml"), ("b.yaml", "c.yaml"), ("c.yaml", "d.yaml"))
    )
    assert one.is_of_image(two)
    assert not one.is_of_image(three)
    (known,) = tag_uses([use(1)])
    assert known.is_of_image(known)
    assert known.files == frozenset()


def test_a_use_without_a_tag_is_no_use_of_one() -> None:
    assert [*tag_uses([use(1, tag="")])] == []


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["v1", "v2"]), st.integers(0, 9))))
def test_every_use_is_counted_once(seen: list[tuple[str, str, int]]) -> None:
    uses = [use(position, tag=tag, image=image) for image, tag, position in sorted(seen)]
    found = [*tag_uses(uses)]
    assert sum(each.count for each in found) == len(uses)
    assert len({(each.image, each.tag) for each in found}) == len(found)
    assert all(each.first.deployed.step.time <= each.last.deployed.step.time for each in found)


def test_a_policy_stands_for_an_image_that_is_not_known() -> None:
    assert image_of(VALUE) == "policy flux-system/backend"
    assert image_of(IMAGE) == "ghcr.io/acme/a"
