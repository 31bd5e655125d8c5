"""Triggers out of Terraform: places, what is known of variables, and what is not."""

import json

import pytest

from ddlint.model.cloudbuild.reading import build_of
from ddlint.model.triggers.hcl import LIMIT
from ddlint.model.triggers.reading import trigger_of
from ddlint.model.triggers.terraform import read_module
from ddlint.model.triggers.trigger import EventKind, Text, Trigger

TRIGGER = """resource "google_cloudbuild_trigger" "main" {
  name     = "backend-${var.environment}"
  filename = local.config # which build
  github {
    owner = "acme"
    name  = "backend"
    push {
      branch       = %s
      invert_regex = false
    }
  }
  included_files = ["src/**"]
  substitutions = {
    _IMAGE_NAME = "backend"
  }
}
"""
SETTINGS = r"""
variable "environment" {
  type    = string
  default = "staging"
}
variable "unset" {}
locals {
  folder  = ".cloudbuild"
  config  = "${local.folder}/main.yaml"
  release = "^v\\d+$"
}
"""


def read(**files: str) -> list[Trigger]:
    source = read_module({f"m/{name}.tf": text for name, text in files.items()})
    assert not source.problems
    return [trigger_of(value) for value in source.values]


def pattern(expression: str) -> Text:
    (trigger,) = read(main=TRIGGER % expression, settings=SETTINGS)
    found = trigger.events[0].pattern
    assert found is not None
    return found


def test_variables_and_locals_of_the_module_are_known() -> None:
    (trigger,) = read(main=TRIGGER % '"^main$"', settings=SETTINGS)
    assert trigger.name == "backend-staging"
    assert trigger.config is not None
    assert trigger.config.value == ".cloudbuild/main.yaml"
    assert trigger.repository == "acme/backend"
    assert trigger.substitutions == (("_IMAGE_NAME", "backend"),)
    assert trigger.narrowed
    assert trigger.events[0].kind is EventKind.BRANCH


def test_a_place_is_exact() -> None:
    text = TRIGGER % '"^main$"'
    found = pattern('"^main$"')
    assert text[found.span.start : found.span.end] == '"^main$"'


@pytest.mark.parametrize(
    ("expression", "value"),
    [('"^main$"', "^main$"), ("local.release", "^v\\d+$"), (r'"^v\\d$"', r"^v\d$"), ("(local.folder)", "")],
)
def test_values(expression: str, value: str) -> None:
    assert pattern(expression).value == value


@pytest.mark.parametrize(
    "expression",
    [
        "var.unset",
        "var.nowhere",
        'join("|", ["a", "b"])',
        "each.value",
        '"^${each.key}$"',
        'true ? "a" : "b"',
        '"%{ if true }a%{ endif }"',
    ],
)
def test_what_is_no_literal_is_unknown_with_the_reason(expression: str) -> None:
    assert pattern(expression).unknown


@pytest.mark.parametrize("line", ['for_each = toset(["a"])', "count = var.enabled ? 1 : 0"])
def test_it_is_not_certain_how_many_there_are(line: str) -> None:
    (trigger,) = read(main=(TRIGGER % '"^main$"').replace("{\n", f"{{\n  {line}\n", 1))
    assert trigger.uncertain
    assert not trigger.runs


def test_a_dynamic_block_is_unknown() -> None:
    block = 'dynamic "github" {\n    for_each = [1]\n    content {\n      owner = "acme"\n    }\n  }'
    text = f'resource "google_cloudbuild_trigger" "x" {{\n  filename = "a"\n  {block}\n}}\n'
    (trigger,) = read(main=text)
    assert [event.kind for event in trigger.events] == [EventKind.UNKNOWN]


def test_terraform_in_json() -> None:
    push = [{"branch": "^${var.branch}$"}]
    body = {"filename": "x", "github": [{"owner": "acme", "name": "backend", "push": push}]}
    text = json.dumps({"resource": {"google_cloudbuild_trigger": {"main": body}}})
    (value,) = read_module({"x.tf.json": text}).values
    trigger = trigger_of(value)
    assert trigger.repository == "acme/backend"
    assert trigger.events[0].pattern is not None
    assert trigger.events[0].pattern.unknown


def test_locals_that_name_each_other_end() -> None:
    assert read(main="locals {\n  a = local.b\n  b = local.a\n}\n") == []


@pytest.mark.parametrize(
    "text",
    ['resource "a" {', "a = " + "[" * 20_000, "#" * (LIMIT + 1), "\0", '"', "a = <<EOT\nhi"],
    ids=["open", "deep", "huge", "null", "quote", "heredoc"],
)
def test_a_hostile_file_is_a_problem_and_hides_no_other(text: str) -> None:
    source = read_module({"m/bad.tf": text, "m/good.tf": TRIGGER % '"^main$"'})
    assert [problem.span.path for problem in source.problems] == ["m/bad.tf"]
    assert len(source.values) == 1


def test_an_expression_that_is_nested_too_deeply() -> None:
    source = read_module({"m/a.tf": TRIGGER % ("[" * 200 + "]" * 200)})
    assert [problem.reason for problem in source.problems] == ["it is nested too deeply"]


INLINE = """resource "google_cloudbuild_trigger" "nameless" {
  name = var.unset
  github {
    owner = "acme"
    name  = "backend"
    push { branch = "^main$" }
  }
  build {
    step {
      name       = "gcr.io/cloud-builders/docker"
      entrypoint = "bash"
      args = ["-c", <<-EOT
        docker build -t gcr.io/acme/backend:$SHORT_SHA .
        docker push gcr.io/acme/backend:$${SHORT_SHA}
      EOT
      ]
    }
    step {
      name = "gcr.io/cloud-builders/docker"
      args = ["push", "${var.unset}/backend:v1"]
    }
  }
}
"""


def test_a_build_inside_of_a_trigger_is_read_with_its_heredoc() -> None:
    (trigger,) = read(main=INLINE, settings='variable "unset" {}\n')
    assert trigger.title == "trigger google_cloudbuild_trigger.nameless"
    assert trigger.build is not None
    build = build_of("m/main.tf", INLINE, trigger.build, inside=trigger.title)
    assert build is not None
    assert [(image.pushed, build.fields.shown(image.tag or "")) for image in build.images] == [
        (False, "$SHORT_SHA"), (True, "$SHORT_SHA"), (True, ""),
    ]  # fmt: skip
    assert INLINE[build.images[1].span.start :].startswith("gcr.io/acme/backend:$${SHORT_SHA}")


def test_a_heredoc_with_an_expression_is_not_known() -> None:
    (trigger,) = read(main=INLINE.replace("$SHORT_SHA .", "${var.unset} ."), settings="")
    assert trigger.build is not None
    build = build_of("m/main.tf", INLINE, trigger.build)
    assert build is not None
    assert len(build.images) == 1
    assert build.unsaid
