"""The gateway to git: the only package that talks to a repository."""
