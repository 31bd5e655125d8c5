"""Releases: the commits of a repository, its release tags, and how hotfixes left main and came back."""
