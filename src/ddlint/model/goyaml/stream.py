"""The tokens of a text one by one, with the comments that have come up to now.

Source: observed behaviour of go.yaml.in/yaml/v3 v3.0.4 (`parserc.go`).
"""

from __future__ import annotations

from ddlint.model.goyaml.nodes import NOWHERE, Node, Spans
from ddlint.model.goyaml.scanner import Scanner
from ddlint.model.goyaml.tokens import Kind, Token


class Stream:
    """Hands out tokens and takes up comments in go-yaml's order.

    Attributes:
        comments: where every comment met so far stands.
    """

    def __init__(self, text: str) -> None:
        """Read `text`."""
        self._scanner = Scanner(text)
        self._tokens = self._scanner.tokens
        self.comments = self._scanner.comments
        self._available = False
        self._unfolded = 0
        self._head = self._line = ""
        self._head_spans = self._line_spans = NOWHERE

    def peek(self) -> Token:
        """The next token; comments that belong to it are taken up."""
        if not self._available:
            self._scanner.fetch_more()
            self._available = True
        token = self._tokens[self._scanner.head]
        self._unfold(token)
        return token

    def skip(self) -> None:
        """Go on to the token after it."""
        self._available = False
        self._scanner.head += 1

    def _unfold(self, token: Token) -> None:
        remarks = self._scanner.remarks
        while self._unfolded < len(remarks) and token.start >= remarks[self._unfolded].token:
            remark = remarks[self._unfolded]
            if remark.head:
                if token.kind is Kind.BLOCK_END:
                    break
                self._head = f"{self._head}\n{remark.head}" if self._head else remark.head
                self._head_spans += ((remark.start, max(remark.end, remark.start + len(remark.head))),)
            if remark.line:
                self._line = f"{self._line}\n{remark.line}" if self._line else remark.line
                self._line_spans += ((remark.start, remark.start + len(remark.line)),)
            remark.clear()
            self._unfolded += 1

    def give_comments(self, node: Node) -> None:
        """Hand what was taken up to `node`."""
        node.head, node.line = self._head, self._line
        node.head_spans, node.line_spans = self._head_spans, self._line_spans
        self._head = self._line = ""
        self._head_spans = self._line_spans = NOWHERE

    @property
    def head_length(self) -> int:
        """How long the head comment taken up is."""
        return len(self._head)

    def cut_stem(self, length: int) -> Spans:
        """Take the first `length` characters off the head comment; return where it stood."""
        self._head = self._head[length + 1 :]
        spans, self._head_spans = self._head_spans, NOWHERE
        return spans
