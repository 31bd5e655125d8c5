"""The history of deployments as subjects: rollouts, tags with their uses, images, services, recorded tags.

Tracks come one by one, then uses sorted by image and tag; only what went back or came back is kept of the
first, and only one image, and the tags of configured services, of the second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ddlint.config.settings import Settings
from ddlint.engine.run import Run
from ddlint.model.deployments.deployed import Track
from ddlint.model.deployments.image_tags import images
from ddlint.model.deployments.kind import Kind
from ddlint.model.deployments.recorded_again import RecordedAgain, recorded_again
from ddlint.model.deployments.rollout import Rollout, Rollouts
from ddlint.model.deployments.service_history import ReleaseFact, ServiceHistory, by_version
from ddlint.model.deployments.tag_order import Reader, TagReading, reader
from ddlint.model.deployments.tag_use import TagUse, Use, tag_uses
from ddlint.model.service_commits import ServiceCommits
from ddlint.model.tag_ledger import TagLedger
from ddlint.model.tag_template import templates_of


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What answers for the repositories of the services.

    Attributes:
        commits: the name of a service and the commit ids in its tags; None comes back where it cannot be
            asked, and whoever answers says why in the ledger.
        releases: the name of a service; its release tags come back, or None.
    """

    commits: Callable[[str, Sequence[str]], ServiceCommits | None]
    releases: Callable[[str], Sequence[ReleaseFact] | None]


class Reuse:
    """Feeds the rules on reuse. First all tracks, then the uses; at last `close`."""

    def __init__(self, run: Run, settings: Settings) -> None:
        """Begin with nothing.

        Args:
            run: whose rules are fed.
            settings: name the sortable forms of tags and the services.
        """
        self._run = run
        self._services = settings.services
        self._read: Reader = reader(templates_of(settings.tags.sortable))
        self._rollouts = Rollouts(self._read)

    def track(self, track: Track) -> tuple[Kind, ...]:
        """Take in a track, and tell what each of its deployments was."""
        return tuple(moved.kind for moved in self._rollouts.add(track))

    def uses(self, uses: Iterable[Use], facts: ServiceFacts) -> None:
        """Run the rules on tags, images and services.

        Args:
            uses: sorted by image and tag (`tag_uses`).
            facts: what answers for the repositories of the configured services.
        """
        by_service: dict[str, list[TagUse]] = defaultdict(list)
        unknown: set[str] = set()

        def see(use: TagUse) -> None:
            self._run.feed(use)
            if use.service in self._services:
                by_service[use.service].append(use)
            elif use.service:
                unknown.add(use.service)

        for image in images(tag_uses(uses), self._read, see):
            self._run.feed(image)
        for service, tags in sorted(by_service.items()):
            self._run.feed(self._history(service, tags, facts))
        if unknown and not self._services:
            self._run.feed(ServiceHistory("", unknown=tuple(sorted(unknown))))

    def recorded(self, ledger: TagLedger, lost: Iterable[tuple[str, tuple[str, ...]]], path: str) -> None:
        """Run the rules on the ledger of release tags.

        Args:
            ledger: what is recorded now.
            lost: commits with the lines that they took away (`git.ledger_history.lost_lines`).
            path: of the ledger.
        """
        again = recorded_again(ledger, lost, path)
        self._run.passed(RecordedAgain, len(ledger.tags) - len(again))
        for tag in again:
            self._run.feed(tag)

    def close(self) -> None:
        """Run the rules on what the tracks told."""
        self._run.passed(Rollout, self._rollouts.plain)
        for rollout in self._rollouts.told():
            self._run.feed(rollout)

    def _history(self, service: str, uses: Sequence[TagUse], facts: ServiceFacts) -> ServiceHistory:
        tags: list[tuple[TagUse, TagReading]] = [(use, self._read(use.tag)) for use in uses]
        ids = sorted({reading.commit for _, reading in tags if reading.commit})
        commits = facts.commits(service, ids) if ids else None
        releases = facts.releases(service)
        return ServiceHistory(
            service, tuple(tags), commits, None if releases is None else by_version([*releases])
        )
