"""Which CI a run is in, told by its environment, the branch it builds, and how it fetches a whole history."""

from collections.abc import Mapping
from dataclasses import dataclass

_ALL_BRANCHES = "'+refs/heads/*:refs/remotes/origin/*'"


@dataclass(frozen=True, slots=True)
class Ci:
    """A CI and how its checkout is told to be complete.

    Attributes:
        name: as its makers call it; empty outside any known CI.
        sign: the environment variable that tells it.
        file: where the lines go.
        lines: what to write there.
    """

    name: str
    sign: str
    file: str
    lines: tuple[str, ...]

    def hint(self, shallow: bool) -> str:
        """What to do about missing history.

        Args:
            shallow: the clone is known to be cut; outside a CI, a whole clone only needs the branches.
        """
        lines = self.lines if shallow or self.name else self.lines[1:]
        intro = f"In {self.file}:" if self.name else "Run:"
        return "\n".join((intro, *(f"  {line}" for line in lines)))


KNOWN = (
    Ci(
        "GitHub Actions",
        "GITHUB_ACTIONS",
        "the workflow, at the step that checks out",
        ("- uses: actions/checkout@v4", "  with: { fetch-depth: 0 }"),
    ),
    Ci("GitLab CI", "GITLAB_CI", ".gitlab-ci.yml", ("variables:", '  GIT_DEPTH: "0"')),
    Ci(
        "Bitbucket Pipelines",
        "BITBUCKET_BUILD_NUMBER",
        "bitbucket-pipelines.yml",
        ("clone:", "  depth: full"),
    ),
    Ci(
        "Azure Pipelines",
        "TF_BUILD",
        "azure-pipelines.yml, at the first step",
        ("- checkout: self", "  fetchDepth: 0"),
    ),
    Ci(
        "Cloud Build",
        "BUILDER_OUTPUT",
        "cloudbuild.yaml, as the first step",
        (
            "- name: gcr.io/cloud-builders/git",
            f"  args: [fetch, --unshallow, origin, {_ALL_BRANCHES}]",
        ),
    ),
)
NONE = Ci("", "", "", ("git fetch --unshallow origin", f"git fetch origin {_ALL_BRANCHES}"))


#: Where CIs say which branch they build: that of a pull request first. Seen in their documentation.
_BRANCH = (
    "GITHUB_HEAD_REF",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
    "CI_COMMIT_BRANCH",
    "BITBUCKET_BRANCH",
    "SYSTEM_PULLREQUEST_SOURCEBRANCH",
    "BUILD_SOURCEBRANCH",
    "BRANCH_NAME",
)


def branch(environ: Mapping[str, str]) -> str:
    """The branch that the CI builds, without `refs/heads/`; empty for a tag, and where no CI is known."""
    if not detect(environ).name:
        return ""
    if environ.get("GITHUB_REF", "").startswith("refs/heads/") and not environ.get("GITHUB_HEAD_REF"):
        return environ["GITHUB_REF"].removeprefix("refs/heads/")
    found = next((environ[name] for name in _BRANCH if environ.get(name)), "").removeprefix("refs/heads/")
    return "" if found.startswith("refs/") else found


def detect(environ: Mapping[str, str]) -> Ci:
    """The CI this run is in; `NONE` outside any that is known."""
    return next((ci for ci in KNOWN if environ.get(ci.sign)), NONE)
