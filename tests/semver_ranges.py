"""Ranges and tags to try things on: made up, and often wrong in a way that people are."""

from hypothesis import strategies as st

from ddlint.model.semver import FLUX_2_5, FLUX_2_6, FLUX_2_7, Version

SEMANTICS = st.sampled_from([FLUX_2_5, FLUX_2_6, FLUX_2_7])
NUMBER = st.sampled_from(["0", "1", "2", "3", "01", "18446744073709551615", "18446744073709551616"])
PART = st.one_of(NUMBER, NUMBER, st.sampled_from(["x", "X", "*", "|", "1|2", "1x"]))
SUFFIX = st.sampled_from(
    ["", "", "", "-0", "-rc", "-rc.1", "-rc.1.0", "-1", "-01", "-a.b", "-3.0", "+b.1", "-rc+b", "-"]
)


OPERATORS = st.sampled_from(["", "", "=", "!=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^"])
GOOD = st.builds(
    "".join,
    st.tuples(
        OPERATORS,
        st.sampled_from(["", "", " "]),
        st.sampled_from(["", "", "v"]),
        st.sampled_from(["0", "0", "1", "2", "x", "*", "18446744073709551615"]),
        st.sampled_from(["", ".0", ".1", ".2", ".x"]),
        st.sampled_from(["", ".0", ".1", ".3", ".X"]),
        st.sampled_from(["", "", "", "-0", "-rc", "-rc.1", "-1", "+b"]),
    ),
)
BAD = st.builds(
    "".join,
    st.tuples(
        st.one_of(OPERATORS, st.sampled_from(["==", "> ="])),
        st.sampled_from(["", "", " ", "\t", "V"]),
        st.lists(PART, min_size=1, max_size=4).map(".".join),
        SUFFIX,
    ),
)
JOINS = st.sampled_from([" ", "  ", ", ", " , ", " - ", " - ", " || ", "||"])
BAD_JOINS = st.sampled_from([",", "\n-  ", "|| ", " ||", "|", "\v", "-", ""])


@st.composite
def ranges(draw: st.DrawFn) -> str:
    """Texts that are ranges half of the time, and nearly so otherwise."""
    flawed = draw(st.booleans())
    items = draw(st.lists(st.one_of(GOOD, GOOD, BAD) if flawed else GOOD, min_size=1, max_size=4))
    joins = st.one_of(JOINS, BAD_JOINS) if flawed else JOINS
    return "".join(item + (draw(joins) if at + 1 < len(items) else "") for at, item in enumerate(items))


CORES = (
    *(
        "0.0.0",
        "0.0.1",
        "0.0.2",
        "0.1.0",
        "0.2.0",
        "0.2.3",
        "1.0.0",
        "1.0.1",
        "1.1.0",
        "1.2.3",
        "2.0.0",
        "2.1.1",
    ),
    *("3.0.0", "3.3.3", "18446744073709551615.0.0", "1.18446744073709551615.0"),
)
TAGS = [
    parsed
    for core in CORES
    for suffix in ("", "-0", "-1", "-rc", "-rc.1", "-rc.1.0", "-z", "-a.b")
    if isinstance(parsed := Version.parse(core + suffix), Version)
]
