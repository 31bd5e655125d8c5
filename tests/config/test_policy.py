"""The policy of the commit hook is made from the settings."""

from ddlint.config.load import read
from ddlint.config.policy import commit_policy


def test_the_settings_of_the_commit_rules_reach_the_policy() -> None:
    text = b'[commits]\ntypes = ["feat"]\nscopes = ["api"]\nrequire_scope = true\nmax_header_length = 72\n'
    policy = commit_policy(read(text).settings, unfinished=True)
    assert policy.types == {"feat"}
    assert policy.scopes == {"api"}
    assert (policy.require_scope, policy.max_header_length, policy.unfinished) == (True, 72, True)
