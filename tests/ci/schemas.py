"""Official schemas of what CIs read, as the package check-jsonschema brings them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from ruamel.yaml import YAML

_PACKAGE = "check_jsonschema.builtin_schemas.vendor"


@cache
def validator(name: str) -> Validator:
    schema = json.loads(files(_PACKAGE).joinpath(f"{name}.json").read_text("utf-8"))
    return validator_for(schema)(schema)


def faults(name: str, document: Any) -> list[str]:
    """What `document` does otherwise than the schema `name` asks."""
    return [error.message for error in validator(name).iter_errors(document)]


def load(text: str) -> Any:
    return YAML(typ="safe").load(text)
