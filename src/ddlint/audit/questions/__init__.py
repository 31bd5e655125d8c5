"""The ready questions, each a module with `ask`: imported when it is asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question, as help lists it.

    Attributes:
        module: of this package.
        words: what stands behind its name, for people; those in brackets may be left out.
        summary: what it answers.
    """

    module: str
    words: str
    summary: str

    @property
    def least(self) -> int:
        """How many words it needs."""
        return sum(not word.startswith("[") for word in self.words.split())

    @property
    def most(self) -> int:
        """How many words it takes."""
        return len(self.words.split())


QUESTIONS = {
    "running": Question("running", "ACCOUNT [DATE]", "what ran on an account or in an environment at a time"),
    "deployed": Question(
        "deployed", "VERSION", "who deployed a version, a tag or a commit where, and until when"
    ),
    "lead-time": Question(
        "lead_time", "[SERVICE]", "how long each service takes from release tag or build to production"
    ),
    "roll-backs": Question("roll_backs", "", "every roll-back: by whom, how long it lasted, what came after"),
    "changes": Question("changes", "FROM TO", "what is different between two days, both included"),
    "people": Question("people", "[NAME]", "who deployed how often, by hand and by bot, or all that one did"),
    "releases": Question("releases", "[SERVICE]", "the releases: who made each, and where it was first"),
    "hotfixes": Question("hotfixes", "[SERVICE]", "the hotfixes: where each left, and whether it came back"),
    "places": Question("places", "", "the accounts and environments, with what is known of them"),
    "services": Question("services", "", "the services, with what is known of them"),
    "sql": Question("own_sql", "STATEMENT", "the answer to a SELECT of your own (docs/ledger.md)"),
}
