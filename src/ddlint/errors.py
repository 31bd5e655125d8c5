"""Expected failures: each says what is wrong, what to do about it, and which exit code it means."""

EXIT_CLEAN = 0
EXIT_FOUND = 1
EXIT_COULD_NOT_RUN = 2
EXIT_INCOMPLETE = 3


class DdlintError(Exception):
    """ddlint could not run as asked: usage, configuration, no repository (exit 2).

    Attributes:
        message: what is wrong, in one sentence.
        hint: what the reader can do about it; may hold several lines, or be empty.
    """

    exit_code = EXIT_COULD_NOT_RUN

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Incomplete(DdlintError):
    """ddlint ran but could not look at all that was asked: shallow clone, missing base (exit 3)."""

    exit_code = EXIT_INCOMPLETE
