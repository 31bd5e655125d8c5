"""What a marker says: the grammar of Flux's `$imagepolicy` comments."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """Which part of the image a marker asks for."""

    IMAGE = "image"
    TAG = "tag"
    NAME = "name"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker that names a policy.

    Attributes:
        namespace: of the ImagePolicy.
        name: of the ImagePolicy.
        form: what is written: the whole reference, its tag, its name or its digest.
    """

    namespace: str
    name: str
    form: Form

    @property
    def setter(self) -> str:
        """The name that Flux looks up, as in the comment: `ns:name` or `ns:name:tag`."""
        suffix = "" if self.form is Form.IMAGE else f":{self.form}"
        return f"{self.namespace}:{self.name}{suffix}"

    @property
    def policy(self) -> str:
        """The policy, as `namespace/name`."""
        return f"{self.namespace}/{self.name}"


class Trouble(StrEnum):
    """Why a marker-like comment does not name a policy, or what is odd about one that does."""

    NONE = "none"
    NOT_JSON = "not-json"
    """The comment is not one JSON object: quotes, braces, commas."""
    TEXT_AROUND = "text-around"
    """Text before or after the JSON object."""
    WRONG_KEY = "wrong-key"
    """Wrong case, plural, missing `$`, `$openapi`."""
    OTHER_VALUE = "other-value"
    """Another key of the object holds a number, a boolean, a list or an object: nothing decodes."""
    BAD_NAME = "bad-name"
    """It decodes, but the value is not `namespace:name[:tag|:name|:digest]`."""
    SUFFIX_AS_NAME = "suffix-as-name"
    """It decodes and can be live, but reads like `backend:tag`: very likely the namespace is missing."""
    EXTRA_KEYS = "extra-keys"
    """It decodes; keys that Flux ignores stand next to the marker."""
    DUPLICATE_KEY = "duplicate-key"
    """It decodes; the marker's key stands there twice and the last wins."""
    REFERENCE = "reference"
    """A `$ref` to a setter definition: works, but is no marker."""
    INJECTION = "injection"
    """An `x-k8s-cli` setter: writes a literal without any policy."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a marker-like comment.

    Attributes:
        setter: the name Flux would look up; empty where the comment does not decode.
        marker: the policy and form, where the setter names one that can exist.
        trouble: what is wrong or odd.
        reason: the same in words, without a full stop; empty for no trouble.
        corrected: the whole comment as it should read (`# {"$imagepolicy": "ns:name:tag"}`), if known.
        injected: the literal that an `x-k8s-cli` comment writes.
    """

    setter: str
    marker: Marker | None
    trouble: Trouble = Trouble.NONE
    reason: str = ""
    corrected: str = ""
    injected: str = ""

    @property
    def decodes(self) -> bool:
        """Whether Flux reads a setter out of the comment (whether or not a policy of that name can exist)."""
        return bool(self.setter)
