"""The history of the sample's `deepdesk-config`: people change the layout, Flux moves the tags."""

from __future__ import annotations

from dataclasses import dataclass, field

from ddlint.demo.config_files import tree
from ddlint.demo.config_mistakes import MISTAKES
from ddlint.demo.people import ANNA, BRAM, CHIARA, DEVI, FLUX
from ddlint.demo.stream import Entry, Person, Stream

BOT = "Update from image update automation"


@dataclass(frozen=True, slots=True)
class Step:
    """One commit: the tags it moves, or the group of mistakes that comes with it."""

    author: Person
    when: str
    message: str
    tags: dict[str, str] = field(default_factory=dict)
    mistakes: str = ""


def _all(service: str, tag: str) -> dict[str, str]:
    return {f"{service}-{channel}": tag for channel in ("prod", "uat")}


STEPS = (
    Step(
        ANNA,
        "2023-08-10 11:00",
        "feat: one folder for each account",
        {
            **_all("backend", "v1.41.0"),
            **_all("engine", "v3.8.0"),
            "backend-staging": "main-4be1f07-1691574240",
            "engine-staging": "main-c02a9d3-1691503860",
        },
    ),
    Step(FLUX, "2023-08-17 10:31", BOT, {"backend-staging": "main-d7e0b12-1692263700"}),
    Step(FLUX, "2023-08-24 16:22", BOT, {"engine-staging": "main-9f3c2ab-1692868320"}),
    Step(FLUX, "2023-08-29 09:05", BOT, _all("engine", "v3.8.1")),
    Step(BRAM, "2023-09-04 13:20", "chore(engine): tune the engine of five accounts", mistakes="engine"),
    Step(FLUX, "2023-09-18 09:46", BOT, {"backend-uat": "v1.42.0-rc.1"}),
    Step(FLUX, "2023-09-21 10:16", BOT, _all("backend", "v1.42.0")),
    Step(
        CHIARA,
        "2023-09-21 15:12",
        "feat(accounts): values of their own for three accounts",
        mistakes="backend",
    ),
    Step(FLUX, "2023-09-26 09:31", BOT, _all("backend", "v1.42.1")),
    Step(DEVI, "2023-10-02 11:57", "feat(staging): export every night", mistakes="jobs"),
    Step(DEVI, "2023-10-05 14:40", "feat(staging): admin and onboarding follow main", mistakes="staging"),
    Step(FLUX, "2023-10-06 19:26", BOT, _all("backend", "v1.42.2")),
    Step(FLUX, "2023-11-13 09:16", BOT, {"backend-uat": "v1.43.0-rc.1"}),
    Step(FLUX, "2023-11-14 22:29", BOT, {"backend-staging": "main-1a2b3c4-1700000000"}),
    Step(DEVI, "2023-11-15 10:04", "feat(engine): a canary, and a policy for Delfland", mistakes="canary"),
    Step(
        BRAM, "2023-11-16 16:40", "feat(accounts): try the candidate with two customers", mistakes="accounts"
    ),
)


def stream() -> bytes:
    """The history as a `git fast-import` stream."""
    out, tags, mistakes = Stream(), dict[str, str](), dict[str, str]()
    for step in STEPS:
        tags |= step.tags
        mistakes |= MISTAKES.get(step.mistakes, {})
        out.commit("main", Entry(step.author, step.when, step.message), tree(tags) | mistakes)
    return out.finish()
