"""The library that draws the charts: Vega, as the package vl-convert-python carries it."""

from __future__ import annotations

from functools import lru_cache

from ddlint.errors import DdlintError

_SNIPPET = "window.vegaEmbed = vegaEmbed;"
_HINT = "Install it with the report's extra: pip install 'ddlint[report]'"


@lru_cache(maxsize=1)
def library() -> str:
    """The library as one script, which sets `vegaEmbed`. It needs neither `eval` nor a style of its own.

    Raises:
        DdlintError: it is not installed.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise DdlintError(
            "the HTML report needs a library for its charts (vl-convert-python)", _HINT
        ) from error
    return f"(()=>{{{vl_convert.javascript_bundle(_SNIPPET)}}})();"
