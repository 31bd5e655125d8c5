"""What Go refuses, in Go's own words, where, and what ddlint only declines to read."""

import pytest

from ddlint.model.regexp import NEWEST, Dialect, Fault, Pattern, Wrong, compile_pattern, dialect_of


def fault_of(pattern: str, dialect: Dialect = NEWEST) -> Fault:
    found = compile_pattern(pattern, dialect)
    assert isinstance(found, Fault)
    return found


@pytest.mark.parametrize(
    ("pattern", "wrong", "quoted"),
    [
        ("a**", Wrong.NESTED_REPEAT, "**"),
        ("a+?*b", Wrong.NESTED_REPEAT, "+?*"),
        ("a{2}{3}", Wrong.NESTED_REPEAT, "{2}{3}"),
        ("*", Wrong.MISSING_ARGUMENT, "*"),
        ("main-|*?", Wrong.MISSING_ARGUMENT, "*?"),
        ("(?i)*", Wrong.MISSING_ARGUMENT, "*"),
        ("x{1001}", Wrong.REPEAT_SIZE, "{1001}"),
        ("x{2,1}", Wrong.REPEAT_SIZE, "{2,1}"),
        ("x{2,99999999999999999999}", Wrong.REPEAT_SIZE, "{2,99999999999999999999}"),
        ("(a{30}){34}", Wrong.REPEAT_SIZE, "{34}"),
        ("((a{1000}){1000}){1000}", Wrong.REPEAT_SIZE, "{1000}"),
        ("(", Wrong.MISSING_PAREN, "("),
        ("ab(c(d)", Wrong.MISSING_PAREN, "ab(c(d)"),
        ("ab)c", Wrong.UNEXPECTED_PAREN, "ab)c"),
        ("x[a", Wrong.MISSING_BRACKET, "[a"),
        ("[]", Wrong.MISSING_BRACKET, "[]"),
        ("[[:alpha:", Wrong.MISSING_BRACKET, "[[:alpha:"),
        ("[b-a]", Wrong.CLASS_RANGE, "b-a"),
        ("[[:foo:]]", Wrong.CLASS_RANGE, "[:foo:]"),
        ("[a-\\d]", Wrong.ESCAPE, "\\d"),
        ("\\p{Foo}", Wrong.CLASS_RANGE, "\\p{Foo}"),
        ("\\pQ", Wrong.CLASS_RANGE, "\\pQ"),
        ("\\p{L", Wrong.CLASS_RANGE, "\\p{L"),
        ("a\\", Wrong.TRAILING_BACKSLASH, ""),
        ("\\1", Wrong.ESCAPE, "\\1"),
        ("\\8", Wrong.ESCAPE, "\\8"),
        ("\\Z", Wrong.ESCAPE, "\\Z"),
        ("\\E", Wrong.ESCAPE, "\\E"),
        ("\\é", Wrong.ESCAPE, "\\é"),
        ("\\C", Wrong.ESCAPE, "\\C"),
        ("\\x{110000}", Wrong.ESCAPE, "\\x{110000"),
        ("\\x{}", Wrong.ESCAPE, "\\x{}"),
        ("\\x4", Wrong.ESCAPE, "\\x4"),
        ("(?=a)", Wrong.PERL, "(?="),
        ("(?<=a)b", Wrong.NAME, "(?<=a)b"),
        ("(?<!a)(?P<n>b)", Wrong.NAME, "(?<!a)(?P<n>"),
        ("(?P<n", Wrong.NAME, "(?P<n"),
        ("(?P<>a)", Wrong.NAME, "(?P<>"),
        ("(?P<a-b>a)", Wrong.NAME, "(?P<a-b>"),
        ("(?i-)a", Wrong.PERL, "(?i-)"),
        ("(?i-s-m)a", Wrong.PERL, "(?i-s-"),
        ("(?", Wrong.PERL, "(?"),
        ("(?'n'a)", Wrong.PERL, "(?'"),
        ("a\ud800b", Wrong.UTF8, "\ud800b"),
    ],
)
def test_go_refuses(pattern: str, wrong: Wrong, quoted: str) -> None:
    fault = fault_of(pattern)
    assert (fault.wrong, fault.expression, fault.certain) == (wrong, quoted, True)
    assert fault.message == f"error parsing regexp: {wrong}: `{quoted}`"


@pytest.mark.parametrize(
    "pattern",
    [
        "a{,3}", "a{1", "{", "a{01}", "x{1,2,3}", "^*", "a||b", "()", "(|a)*", "a(?i)*", "[]a]", "[^]a]",
        "[a-]", "[-a]", "[a\\-z]", "[--a]", "[\\d-z]", "(?i-s:a.b)", "(?)", "(?U)a+?", "\\Qa.b", "\\Q+\\E+",
        "\\07", "\\012", "\\x{6d}", "\\_", "\\/", "\\pL", "\\PL", "\\p{^L}", "[\\pN-]", "(?P<1>a)", "(?<n>a)",
        "(a{30}){33}", "\\p{letter}", "\\p{ASCII}", "[^\\x00-\\x{10FFFF}]", "a\nb", "(?s).", "\\z",
        "\\A\\b\\B",
    ],
)  # fmt: skip
def test_go_accepts(pattern: str) -> None:
    assert isinstance(compile_pattern(pattern), Pattern)


@pytest.mark.parametrize(
    ("pattern", "start", "end"),
    [("ab(c(d)", 2, 7), ("ab)c", 2, 4), ("main-(?!foo)", 5, 8), ("[0-9]++", 5, 7)],
)
def test_a_fault_has_its_place(pattern: str, start: int, end: int) -> None:
    assert (fault_of(pattern).start, fault_of(pattern).end) == (start, end)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("main-(?!foo).*", "look around"),
        ("(?<=a)b", "look around"),
        ("(a)\\1", "refer back"),
        ("(?P<a>b)(?P=a)", "refer back"),
        ("(?>a)", "(?:"),
        ("a++", "one operator"),
        ("a\\Z", "\\z"),
        ("*-main", "no shell glob"),
        ("\\u006d", "\\x{006d}"),
        ("a\\q", "write q alone"),
    ],
)
def test_advice_says_what_to_write(pattern: str, said: str) -> None:
    assert said in fault_of(pattern).advice


def test_angle_names_came_with_flux_2_3() -> None:
    assert fault_of("(?<n>a)", dialect_of((2, 2))).expression == "(?<"
    assert isinstance(compile_pattern("(?<n>a)", dialect_of((2, 3))), Pattern)


def test_loose_class_names_came_with_flux_2_7() -> None:
    assert fault_of("\\p{letter}", dialect_of((2, 6))).wrong is Wrong.CLASS_RANGE


@pytest.mark.parametrize(
    "pattern", ["a" * 1_000_000, "(a)" * 300, "\\pL" * 2700, "(?P<n>[a-z]+)*" * 500, "x{1000}" * 1000]
)
def test_a_huge_pattern_is_declined_not_judged(pattern: str) -> None:
    assert not fault_of(pattern).certain


def test_nesting_is_limited_as_in_go() -> None:
    assert isinstance(compile_pattern("(" * 200 + "a" + ")" * 200), Pattern)
    deep = "(?:" * 2000 + "a" + ")" * 2000
    assert isinstance(compile_pattern(deep), Pattern)
    assert fault_of("(?:a" * 1100 + ")*" * 1100).wrong is Wrong.NESTING
