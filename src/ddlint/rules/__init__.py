"""All rules there are, by area. An area is imported only when a command needs it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ddlint.engine.rule import Rule

#: Area -> modules, one rule each, in the order of their codes.
AREAS: dict[str, tuple[str, ...]] = {
    "commits": (
        "malformed_header",
        "unknown_type",
        "scope_not_allowed",
        "empty_message",
        "header_too_long",
        "missing_blank_line",
        "misspelled_breaking_change",
        "breaking_change_without_text",
        "unfinished_commit",
        "revert_without_target",
        "undecodable_message",
    ),
    "pushes": (
        "release_tag_moved",
        "release_tag_deleted",
        "release_tag_reannotated",
        "release_tag_malformed",
        "release_tag_too_low",
        "release_tag_off_line",
        "tag_differs_from_record",
        "recorded_tag_gone",
        "tag_not_recorded",
        "ledger_line_lost",
    ),
    "markers": (
        "marker_undecodable",
        "marker_name_invalid",
        "marker_extra_text",
        "marker_extra_keys",
        "marker_duplicate_key",
        "marker_dead_position",
        "marker_head_comment",
        "marker_inside_scalar",
        "marker_without_value",
        "marker_in_skipped_file",
        "marker_in_list_kind",
        "marker_commented_out",
        "marker_in_unread_file",
        "marker_bypasses_policy",
        "marker_form_mismatch",
        "marker_of_another_image",
        "marker_value_not_selected",
        "marker_of_no_digest",
        "marker_beside_fixed_digest",
    ),
    "files": (
        "rewrite_unstable",
        "rewrite_loses_content",
        "stops_automation",
        "template_unquoted",
        "sops_file_with_marker",
        "file_unreadable",
    ),
    "tags": (
        "tag_illegal",
        "tag_not_a_string",
        "tag_unsortable_by_policy",
        "tag_prerelease_trap",
        "tag_not_sortable",
        "tag_not_a_release",
        "tag_moving",
        "timestamp_not_in_seconds",
        "timestamp_in_the_future",
        "commit_id_too_short",
        "commit_not_found",
        "commit_id_ambiguous",
        "commit_off_main",
        "timestamp_before_commit",
        "timestamp_shifted",
        "older_commit_with_newer_timestamp",
    ),
    "policies": (
        "policy_not_exactly_one",
        "pattern_not_re2",
        "extract_unknown_group",
        "extract_substituted",
        "pattern_unanchored",
        "key_not_a_number",
        "numerical_key_fragile",
        "numbers_sorted_as_text",
        "order_descending",
        "range_invalid",
        "range_trap",
        "range_not_a_string",
        "filter_incomplete",
        "unfiltered_on_shared_repository",
        "exclusions_without_signatures",
        "exclusion_not_re2",
        "api_version_removed",
        "automation_cannot_push",
        "message_template_fails",
        "image_not_scannable",
        "value_not_accepted",
    ),
    "cloudbuild": (
        "pushed_tag_unsortable",
        "moving_tag_pushed",
        "branch_name_in_tag",
        "substitution_name_invalid",
        "substitution_unknown",
        "command_not_run",
        "image_not_pushed",
        "timestamps_differ",
        "build_config_missing",
        "trigger_pattern_invalid",
        "branch_not_built",
        "release_tag_not_built",
        "tag_pattern_too_wide",
        "triggers_overlap",
        "build_config_unused",
        "main_trigger_disabled",
        "branch_pattern_unanchored",
    ),
    "waivers": (
        "waiver_malformed",
        "waiver_expired",
        "waiver_expiring",
        "waiver_unused",
        "waiver_of_unwaivable_rule",
    ),
    "references": (
        "policy_not_defined",
        "no_automation",
        "suspended",
        "policy_defined_differently",
        "image_repository_missing",
        "policy_without_marker",
        "update_path_missing",
        "automations_overlap",
    ),
}


def load(areas: Iterable[str] = tuple(AREAS)) -> tuple[Rule, ...]:
    """The rules of `areas`, in the order of the list above."""
    return tuple(
        import_module(f"ddlint.rules.{area}.{module}").RULE for area in areas for module in AREAS[area]
    )
