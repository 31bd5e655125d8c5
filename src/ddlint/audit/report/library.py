"""The library that draws the charts: Vega, as the package vl-convert-python carries it."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec

from ddlint.errors import DdlintError

_PACKAGE = "vl_convert"
_SNIPPET = "window.vegaEmbed = vegaEmbed;"
_HINT = "Install it with the report's extra: pip install 'ddlint[report]'"


def require_library() -> None:
    """Make sure that the library is there, without loading it: it takes 110 MB.

    Raises:
        DdlintError: it is not installed.
    """
    try:
        found = find_spec(_PACKAGE)
    except ValueError:  # something stands in `sys.modules` that is no module
        found = None
    if found is None:
        raise DdlintError("the HTML report needs a library for its charts (vl-convert-python)", _HINT)


@lru_cache(maxsize=1)
def library() -> str:
    """The library as one script, which sets `vegaEmbed`. It needs neither `eval` nor a style of its own.

    Raises:
        DdlintError: it is not installed.
    """
    require_library()
    import vl_convert

    return f"(()=>{{{vl_convert.javascript_bundle(_SNIPPET)}}})();"
