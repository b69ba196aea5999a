"""Which statements of an SQL text start or end a transaction."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from mypy_txn.audit.sqlwords import NO_WORDS, statements_in

SUSPICIOUS: Final = re.compile(
    r"""\b(?: begin|commit|end|rollback|abort|savepoint|release|xa
    | (?:start|prepare|save|set)\b .*
      \b(?:transaction|tran|autocommit|implicit_transactions|characteristics
        | (?:default_)?transaction_(?:isolation|read_only|deferrable) | tx_isolation | tx_read_only
      )
    | (?:lock|unlock)\b .* \btables
    | discard\b .* \ball
    )\b""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
ALWAYS: Final = frozenset(
    ["BEGIN", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "XA"]
)
IN_EXPRESSIONS: Final = frozenset(
    (
        *("=", "AS", "ASC", "AT", "BETWEEN", "COLLATE", "DESC", "GLOB", "IN", "IS", "ISNULL"),
        *("LIKE", "MATCH", "NOTNULL", "NULLS", "OR", "OVERLAPS", "SIMILAR", "XOR"),
    )
)
"""What follows a column called like a head, as in ``end IS NULL``, and never a head itself."""
FOLLOWED_BY: Final = {
    "START": frozenset(("TRANSACTION",)),
    "PREPARE": frozenset(("TRANSACTION",)),
    "SAVE": frozenset(("TRANSACTION", "TRAN")),
    "SET": frozenset(("TRANSACTION", "IMPLICIT_TRANSACTIONS")),
    "LOCK": frozenset(("TABLES",)),
    "UNLOCK": frozenset(("TABLES",)),
    "DISCARD": frozenset(("ALL",)),
}
SETTINGS: Final = frozenset(
    (
        *("AUTOCOMMIT", "TRANSACTION_ISOLATION", "TRANSACTION_READ_ONLY", "TRANSACTION_DEFERRABLE"),
        *("DEFAULT_TRANSACTION_ISOLATION", "DEFAULT_TRANSACTION_READ_ONLY"),
        *("DEFAULT_TRANSACTION_DEFERRABLE", "TX_ISOLATION", "TX_READ_ONLY"),
    )
)
"""What ``SET TRANSACTION`` sets, by its name (PostgreSQL 17, MySQL 8.4, MariaDB 11.4)."""
BEGINS: Final = frozenset(
    (
        *("TRANSACTION", "TRAN", "WORK", "DEFERRED", "IMMEDIATE", "EXCLUSIVE", "CONCURRENT"),
        *("ISOLATION", "READ", "NOT", "DEFERRABLE", "DISTRIBUTED", "UNKNOWN_PART"),
    )
)
"""What ``BEGIN`` goes on with where it begins a transaction, and ``texts.UNKNOWN``."""
TRANSACTIONS: Final = frozenset(("TRAN", "TRANSACTION", "DISTRIBUTED"))
"""With one of these ``BEGIN`` begins a transaction within a block as well."""
ENDS: Final = frozenset(("COMMIT", "ROLLBACK"))
MIDWAY: Final = {
    "BEGIN": TRANSACTIONS,
    "SAVE": FOLLOWED_BY["SAVE"],
    **dict.fromkeys(ENDS, frozenset(("TRAN", "TRANSACTION", "WORK"))),
}
"""What is no name of anything, even in the midst of a statement."""
CONDITIONS: Final = frozenset(("IF", "WHILE"))
AFTER_RUN: Final = frozenset(("", "ELSE", "END", "RAISERROR", "RETURN", "THROW"))
BEFORE_BLOCKS: Final = frozenset(("DECLARE", "IF", "WHILE"))
BLOCKS: Final = frozenset((("BEGIN", "TRY"), ("NOT", "ATOMIC")))
"""What opens a block and nothing else: T-SQL's, and MariaDB's ``BEGIN NOT ATOMIC``."""
BORDERS: Final = frozenset(("BEGIN", "CATCH", "DO", "ELSE", "LOOP", "THEN", "TRY"))
"""After these a statement starts within a block."""
INNER_ENDS: Final = frozenset(("CASE", "IF", "LOOP", "WHILE", "REPEAT", "FOR"))
ROUTINES: Final = frozenset(("TRIGGER", "PROCEDURE", "PROC", "FUNCTION", "EVENT"))
PACKAGES: Final = (["PACKAGE"], ["TYPE", "BODY"])
"""What Oracle creates with routines inside; to others ``CREATE TYPE body AS`` names a type."""
BEFORE_PACKAGES: Final = frozenset(("OR", "REPLACE", "EDITIONABLE", "NONEDITIONABLE"))
NO_ROUTINES: Final = frozenset(("TABLE", "VIEW", "INDEX"))
"""What else is created with names of the user's own in it, such as ``begin``."""
BEGUN: Final = "BEGUN"
"""Stands for the head of the statement that a fragment continues."""
SQLITE_CONFLICTS: Final = frozenset(("INSERT", "UPDATE", BEGUN))
"""What may end the transaction where a row breaks a constraint (SQLite 3.50)."""
SCOPES: Final = frozenset(("SESSION", "GLOBAL", "LOCAL"))
MYSQL_RUNS: Final = re.compile(r"/\*M?!\d*(.*?)\*/", re.DOTALL)
"""A comment to everybody else; with ``M`` to all but MariaDB."""
HASH: Final = re.compile(r"^\s*#.*$", re.MULTILINE)
"""A comment to MySQL 8.4, which needs no space after it."""
ESCAPING: Final = re.compile(r"\bE'(?:[^'\\]|\\.|'')*'", re.IGNORECASE | re.DOTALL)
"""A string of PostgreSQL's in which a backslash is an escape."""
NESTED: Final = re.compile(r"/\*(?:(?!\*/).)*/\*", re.DOTALL)
INNERMOST: Final = re.compile(r"/\*(?:(?!/\*|\*/).)*\*/", re.DOTALL)


@lru_cache(maxsize=256)
def controls_in(texts: tuple[str, ...], fragment: bool = False) -> tuple[str, ...]:
    """What ``controls`` has for all of them, each once."""
    heads = (head for text in texts for head in controls(text, fragment))
    return tuple(dict.fromkeys(heads))


def controls(sql: str, fragment: bool = False) -> list[str]:
    """The heads of the statements in ``sql`` that control a transaction, in upper case.

    Words inside strings, names and comments do not count, nor does the body of a trigger or a
    procedure that the text creates.

    Args:
        sql: the text.
        fragment: whether it continues a statement, so that its own start is no statement's head.

    """
    if not SUSPICIOUS.search(sql):
        return []
    text = (f"{BEGUN} " if fragment else "") + MYSQL_RUNS.sub(r" \1 ", sql)
    return next(filter(None, map(_found, _readings(text))), [])


def _readings(sql: str) -> Iterator[str]:
    """``sql``, and what it is to databases that read comments or strings as the lexer does not."""
    yield sql
    if NESTED.search(sql):
        yield _without_nested(sql)
    if HASH.search(sql):
        yield HASH.sub("", sql)
    if "\\" in sql:  # no escape in standard SQL, as in LIKE 'a' ESCAPE '\'
        yield ESCAPING.sub("''", sql).replace("\\", "_")


def _without_nested(sql: str) -> str:
    """``sql`` to PostgreSQL 17 and SQL Server 2022, whose comments nest, unlike the lexer's."""
    before = ""
    while before != sql:
        before, sql = sql, INNERMOST.sub(" ", sql)
    return sql


def _found(sql: str) -> list[str]:
    statements = list(statements_in(sql))
    left = _without_blocks(_without_routines(statements))
    return [head for words in left for head in _controls(words)]


def _without_routines(statements: Iterable[list[str]]) -> list[list[str]]:
    """``statements`` without those that create a routine, its body included.

    Oracle takes nothing behind a package, and SQL Server nothing behind a procedure that begins a
    transaction, so that all the rest is the body there.
    """
    left: list[list[str]] = []
    depth = 0
    for words in statements:
        made = "" if depth else _routine(words)
        if made == "PACKAGE":
            break
        if made or depth:
            depth = max(0, depth + _opened(words))
        else:
            left.append(words)
    return left


def _routine(words: list[str]) -> str:
    """What kind of routine a statement creates or alters; nothing if it is none."""
    if words[0] not in ("CREATE", "ALTER"):
        return ""
    made = [word for word in words[1:] if word not in BEFORE_PACKAGES]
    is_package = any(made[: len(kind)] == kind for kind in PACKAGES)
    if words[0] == "CREATE" and is_package and made[:3] != ["TYPE", "BODY", "AS"]:
        return "PACKAGE"
    kind = next((word for word in words if word in ROUTINES or word in NO_ROUTINES), "")
    return "" if kind in NO_ROUTINES else kind


def _opened(words: list[str], but: frozenset[str] = frozenset()) -> int:
    """How many blocks a statement opens and does not close.

    Args:
        words: those of the statement.
        but: ``BEGIN`` before one of these opens no block.

    """
    depth = cases = 0
    for before, word, after in zip(["", *words], words, [*words[1:], ""]):
        is_column = bool(before) and after in NO_WORDS
        if word == "CASE":
            cases += before != "END"
        elif word == "END" and cases:
            cases -= 1
        elif word == "END" and after not in INNER_ENDS:
            depth -= not is_column
        elif word == "BEGIN" and after not in but:
            depth += not is_column
    return depth


def _without_blocks(statements: list[list[str]]) -> Iterator[list[str]]:
    """``statements`` without the ``BEGIN`` and ``END`` of procedural blocks; what is inside stays.

    ``BEGIN settle(:1); COMMIT; END`` is a block to Oracle and to SQL Server, and none to others.
    """
    heads = [words[0] for words in statements]
    depth = 0
    for index, words in enumerate(statements):
        if depth or _opens_block(words, heads[index + 1 :]):
            depth = max(0, depth + _opened(words, TRANSACTIONS))
            yield from (part for part in _parts(words) if part[0] != "END")
        else:
            yield words


def _opens_block(words: list[str], later: list[str]) -> bool:
    """Whether ``words`` open a block, given the heads of the statements behind them."""
    if not BLOCKS.isdisjoint(itertools.pairwise(words)):
        return True
    if "END" not in words and "END" not in later:
        return False
    if words[0] == "BEGIN":
        return len(words) > 1 and words[1] not in BEGINS
    return words[0] in BEFORE_BLOCKS and "BEGIN" in words


def _parts(words: list[str]) -> Iterator[list[str]]:
    """The statements in a part of a block: ``THEN ROLLBACK``, ``BEGIN TRY COMMIT``."""
    part: list[str] = []
    for word, after in zip(words, [*words[1:], ""]):
        if word in BORDERS and after not in TRANSACTIONS:
            if part:
                yield part
            part = []
        elif part or word not in NO_WORDS:
            part.append(word)
    if part:
        yield part


def _controls(words: list[str]) -> Iterator[str]:
    """The head of a statement and what follows in it without a semicolon, if they are control.

    SQL Server needs none, so that ``UPDATE t SET a = 1 COMMIT TRANSACTION`` is two statements, and
    ``IF @@TRANCOUNT > 0 ROLLBACK`` runs the second.
    """
    if head := _control(words):
        yield head
    for word, after in itertools.pairwise([*words[1:], ""]):
        is_run = words[0] in CONDITIONS and word in ENDS and after in AFTER_RUN
        if is_run or after in MIDWAY.get(word, ()):
            yield word if word in ALWAYS else f"{word} {after}"


def _control(words: list[str]) -> str | None:
    head, *rest = [word for word in words if word not in NO_WORDS]
    if head in ALWAYS:
        return None if _is_in_expression(*words[1:3]) else head
    if head == "SET" and (setting := _setting(words)):
        return f"SET {setting}"
    scope = [rest.pop(0)] if head == "SET" and rest and rest[0] in SCOPES else []
    if scope == ["SESSION"] and rest and rest[0] == "CHARACTERISTICS":
        return "SET SESSION CHARACTERISTICS"
    if head in SQLITE_CONFLICTS and rest[:2] == ["OR", "ROLLBACK"]:
        return f"{head} OR ROLLBACK".removeprefix(f"{BEGUN} ")
    if rest and rest[0] in FOLLOWED_BY.get(head, ()):
        return " ".join((head, *scope, rest[0]))
    return None


def _is_in_expression(after: str = "", then: str = "") -> bool:
    """Whether two words go on with an expression; ``AND CHAIN`` and ``NOT DEFERRABLE`` do not."""
    if after == "AND":
        return then not in ("CHAIN", "NO")
    return (then if after == "NOT" else after) in IN_EXPRESSIONS or after.startswith(".")


def _setting(words: list[str]) -> str | None:
    """What ``SET`` sets; what comes last is read: ``SET @before = @@autocommit``."""
    names = (word.removeprefix(".") for word in words[1:-1])
    return next((name for name in names if name in SETTINGS), None)
