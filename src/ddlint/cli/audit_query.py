"""`ddlint audit query`: ready questions to a ledger of deployments."""

from __future__ import annotations

import argparse
import difflib
import os
from collections.abc import Sequence
from importlib import import_module

from ddlint.audit import answer_output
from ddlint.audit.answer import Answer, day
from ddlint.audit.asked import Asked, Filters, moment
from ddlint.audit.questions import QUESTIONS
from ddlint.audit.store_file import reading
from ddlint.cli.environment import Environment
from ddlint.errors import EXIT_CLEAN, DdlintError
from ddlint.output.json_text import Json


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint audit query`."""
    # Options may stand between the words, as everywhere.
    parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "questions:\n" + "\n".join(_listing())
    parser.add_argument("ledger", metavar="LEDGER", help="what `ddlint audit --ledger FILE.sqlite` wrote")
    parser.add_argument(
        "question", nargs="?", metavar="QUESTION", help="see below; without it they are listed"
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="what the question needs")
    parser.add_argument("--account", metavar="NAME", help="only this account or environment")
    parser.add_argument("--service", metavar="NAME", help="only this service")
    parser.add_argument("--since", metavar="DATE", help="only deployments from this day on")
    parser.add_argument("--until", metavar="DATE", help="only deployments until this day, included")
    parser.add_argument("--format", choices=("full", "json", "csv"), default="full", help="default: full")


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print the answer and return the exit code."""
    try:
        return _run(arguments, environment)
    except (ValueError, TypeError) as error:
        raise DdlintError(f"{arguments.ledger} holds what no ledger of ddlint's does: {error}") from error


def _run(arguments: argparse.Namespace, environment: Environment) -> int:
    path = os.path.join(environment.folder, arguments.ledger)
    with reading(path) as store:
        asked = Asked(store, arguments.words, _filters(arguments))
        if arguments.question is None:
            environment.stdout.writelines(f"{line}\n" for line in _overview(asked))
            return EXIT_CLEAN
        answer = _answer(arguments.question, asked)
        meta = store.meta()
    _write(arguments, environment, answer)
    for note in (*answer.notes, *_warnings(meta)):
        environment.say(f"ddlint: {note}")
    return EXIT_CLEAN


def _answer(name: str, asked: Asked) -> Answer:
    question = QUESTIONS.get(name)
    if question is None:
        close = difflib.get_close_matches(name, QUESTIONS, 1)
        meant = f"did you mean {close[0]!r}? " if close else ""
        raise DdlintError(f"there is no question {name!r}", f"{meant}there are {', '.join(QUESTIONS)}")
    if not question.least <= len(asked.words) <= question.most:
        raise DdlintError(
            f"{name} takes {question.words or 'no words'}, not {len(asked.words)} words",
            f"ddlint audit query LEDGER {name} {question.words}".rstrip(),
        )
    answer: Answer = import_module(f"ddlint.audit.questions.{question.module}").ask(asked)
    return answer


def _filters(arguments: argparse.Namespace) -> Filters:
    since = moment(arguments.since, end=False) if arguments.since else None
    until = moment(arguments.until, end=True) if arguments.until else None
    return Filters(arguments.account, arguments.service, since, until)


def _write(arguments: argparse.Namespace, environment: Environment, answer: Answer) -> None:
    if arguments.format == "full":
        answer_output.full(environment.stdout, answer)
    elif arguments.format == "csv":
        answer_output.csv(environment.stdout, answer)
    else:
        asked: dict[str, Json] = {"question": arguments.question, "words": list(arguments.words)}
        answer_output.json(environment.stdout, answer, asked)
    environment.stdout.flush()


def _warnings(meta: dict[str, str]) -> Sequence[str]:
    partial = meta.get("partial", "")
    return [f"this ledger is not whole: {partial}"] if partial else []


def _overview(asked: Asked) -> Sequence[str]:
    """What the ledger holds, and what can be asked."""
    first, last = asked.range()
    count = asked.select("SELECT count(*) FROM deployments")[0][0]
    places = len({*asked.names("account"), *asked.names("environment")})
    services = len(asked.names("service"))
    held = f"{count} deployments from {day(first)} to {day(last)}, {places} accounts and environments"
    return [f"{held}, {services} services", *_listing()]


def _listing() -> list[str]:
    calls = {name: f"{name} {question.words}".rstrip() for name, question in QUESTIONS.items()}
    width = max(map(len, calls.values()))
    return [f"  {calls[name]:{width}}  {question.summary}" for name, question in QUESTIONS.items()]
