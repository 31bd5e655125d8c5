"""What is planted in the sample: ddlint finds exactly this in it, and a test holds that."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted mistake.

    Attributes:
        rule: the name of the rule that finds it.
        place: the file, the first line of the commit message, or the branch.
    """

    rule: str
    place: str


CONFIG = (
    Planted("marker-name-invalid", "accounts/aurora/engine.yaml"),
    Planted("marker-undecodable", "accounts/brightwater/engine.yaml"),
    Planted("marker-dead-position", "accounts/castellan/backend.yaml"),
    Planted("marker-inside-scalar", "accounts/delfland/values.yaml"),
    Planted("marker-extra-text", "accounts/everest/backend.yaml"),
    Planted("marker-commented-out", "accounts/fjordbank/engine.yaml"),
    Planted("tag-not-a-string", "accounts/groenveld/engine.yaml"),
    Planted("tag-unsortable-by-policy", "accounts/groenveld/engine.yaml"),
    Planted("marker-without-value", "accounts/havenstad/engine.yaml"),
    Planted("marker-in-skipped-file", "charts/export-job/templates/cronjob.yaml"),
    Planted("marker-form-mismatch", "staging/admin.yaml"),
    Planted("marker-in-unread-file", "staging/engine-canary.YAML"),
    Planted("marker-in-list-kind", "staging/jobs.yaml"),
    Planted("marker-dead-position", "staging/kustomization.yaml"),
    Planted("marker-without-value", "staging/onboarding.yaml"),
    Planted("marker-head-comment", "staging/prepull.yaml"),
    Planted("policy-not-defined", "accounts/delfland/engine.yaml"),
    Planted("marker-value-not-selected", "accounts/groenveld/backend.yaml"),
    Planted("pattern-unanchored", "flux/canary.yaml"),
    Planted("policy-without-marker", "flux/canary.yaml"),
    Planted("account-without-files", "accounts.json"),
    Planted("uat-flag-not-boolean", "accounts.json"),
    Planted("uat-flag-disagrees", "accounts.json"),
    Planted("prerelease-in-production", "accounts/groenveld/backend.yaml"),
    Planted("policy-admits-prerelease", "accounts/fjordbank/backend.yaml"),
    Planted("chart-admits-prerelease", "accounts/castellan/engine.yaml"),
    Planted("release-not-tried", "accounts/castellan/engine.yaml"),
    Planted("uat-behind-production", "accounts/everest/engine.yaml"),
    Planted("uat-behind-production", "accounts/havenstad/engine.yaml"),
    Planted("prerelease-outlives-final", "accounts/everest/backend.yaml"),
)

SERVICE = (
    Planted("unknown-type", "feature: let agents pin an answer"),
    Planted("unfinished-commit", "fixup! feat(webhooks): deliver events to a URL of the account"),
    Planted("missing-blank-line", "fix(api): close the stream when the client goes away"),
    Planted("misspelled-breaking-change", "feat(auth): accept tokens of the new identity provider"),
    Planted("scope-not-allowed", "feat(): export conversations as CSV"),
    Planted("malformed-header", "Merge the two retry helpers into one"),
    Planted("unfinished-commit", "feat(summaries): WIP prompt per language"),
    Planted("misspelled-breaking-change", "refactor(webhooks): sign deliveries with the key of the account"),
    Planted("malformed-header", "fix:export keeps the time zone"),
    Planted("revert-without-target", 'Revert "style: sort imports"'),
    Planted("breaking-change-without-text", "chore(api): remove the client for v1"),
)

RELEASES = (
    Planted("hotfix-branch-left", "refs/heads/release-v1.42.2-session-cookie"),
    Planted("hotfix-not-merged-back", "refs/heads/release-v1.42.3-empty-export"),
)
