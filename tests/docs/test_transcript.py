from ddlint.docs.transcript import excerpt, refreshed

PRINTED = """\
wrote the sample

$ cd demo/config && ddlint check
error[DDM002] first: x
  = help: a

error[DDM010] second: x
  = help: b

          more help

error[DDM010] third: x

checked 3 files
fixable: 1

$ cd demo/backend && ddlint commits --all
error[DDC007] fourth: x

checked 2 commits
"""

EXCERPT = """\
$ cd demo/config && ddlint check
...
error[DDM010] second: x
  = help: b
...
checked 3 files
fixable: 1

$ cd demo/backend && ddlint commits --all
error[DDC007] fourth: x
checked 2 commits
"""


def test_excerpt_holds_commands_chosen_findings_and_counts() -> None:
    assert excerpt(PRINTED) == EXCERPT


def test_only_the_transcript_of_the_readme_is_replaced() -> None:
    readme = "a\n<!-- transcript: x -->\n```text\nold\n```\nb\n```text\nkept\n```\n"
    assert refreshed(readme, PRINTED) == readme.replace("old\n", EXCERPT)
