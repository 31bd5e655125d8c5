"""What an ImagePolicy selects out of the tags of an image."""

from ddlint.model.selection.evaluate import Selection, select
from ddlint.model.selection.filtering import DEFAULT_EXCLUSIONS
from ddlint.model.selection.spec import Kind, PolicySpec
from ddlint.model.selection.tag_list import TagList, read_tags
from ddlint.model.selection.verdicts import Group, State, Verdict, groups, verdicts

__all__ = [
    "DEFAULT_EXCLUSIONS",
    "Group",
    "Kind",
    "PolicySpec",
    "Selection",
    "State",
    "TagList",
    "Verdict",
    "groups",
    "read_tags",
    "select",
    "verdicts",
]
