"""ddlint: a policy-as-code linter for releases made with Git, Flux and SemVer."""

__version__ = "0.1.0"
