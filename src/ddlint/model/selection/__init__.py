"""What an ImagePolicy selects out of the tags of an image."""

from ddlint.model.selection.spec import PolicySpec

__all__ = ["PolicySpec"]
