"""What a checker said, held against what each case wants."""

from __future__ import annotations

from dataclasses import dataclass, field

from .cases import ACCEPTED
from .programs import Program
from .typecheckers import LINE, Findings, Verdict

# Where even this is Any, the checker did not find the libraries, and equal types mean nothing.
ANCHOR = "scalars(select(User)).all()"
COLLECTIONS = {"new", "dirty", "deleted"}

# mypy gives up on SQLAlchemy 2.1's own overloads of scalar() and says Any | None. Those of the
# Protocols it solves, except WriteConnection's.
BETTER_SCALAR = {
    "scalar(select(User))": "models.User | None",
    "scalar(select(User.id))": "int | None",
    "scalar(select(User.nick))": "str | None",
    "scalar(select(func.coalesce(User.nick, 'a')))": "str | None",
    "scalar(select(func.max(User.id)))": "int | None",
    "scalar(select(other))": "models.User | None",
    "scalar(union_all(select(User.id), select(Post.id)))": "int | None",
    "scalar(select(User), {'id': 1})": "models.User | None",
    "scalar(select(User), execution_options={'yield_per': 3})": "models.User | None",
    "scalar(insert(User).returning(User))": "models.User | None",
    "scalar(insert(User).returning(User.id), {'name': 'a'})": "int | None",
    "scalar(update(User).values(name='b').returning(User.name))": "str | None",
}


def wanted_type(
    checker: str, receiver: str, expression: str, variable: str, real: str | None
) -> str | None:
    """The type that an expression should have through a Protocol, given that of the real class.

    The same, but for these:

    * ``CursorResult`` has the connection and the cursor as members, so that the
      Protocols say ``Result``.
    * ``new``, ``dirty`` and ``deleted`` are ``Iterable[Any]``: the scoped sessions do not say
      ``IdentitySet``.
    * mypy's ``scalar`` on SQLAlchemy 2.1, above.
    """
    if real is None:
        return None
    real = real.replace("engine.cursor.CursorResult", "engine.result.Result")
    real = real.replace("CursorResult[", "Result[")
    if expression in COLLECTIONS and "IdentitySet" in real:
        return "typing.Iterable[Any]" if "." in real else "Iterable[Any]"
    if checker.startswith("mypy") and LINE == "2.1" and real == "Any | None":
        if variable == "write" and receiver in {"Connection", "AsyncConnection"}:
            return real
        return BETTER_SCALAR.get(expression, real)
    return real


@dataclass
class Capability:
    """How many cases pass, and which do not: with the two types where types are compared."""

    passes: int = 0
    fails: dict[str, str] = field(default_factory=dict)

    def count(self, case: str, failure: str | None) -> None:
        if failure is None:
            self.passes += 1
        else:
            self.fails[case] = failure


Judgement = dict[str, Capability]


def judge(checker: str, verdict: Verdict, programs: list[Program]) -> Judgement:
    """Every case of every program, by capability."""
    judgement: Judgement = {}
    for program in programs:
        findings = verdict.get(program.name, Findings())
        if program.receiver:
            precise = judgement[f"precise: {program.receiver}"] = Capability()
            _judge_types(checker, program, findings, precise)
        else:
            _judge_errors(program, findings, judgement)
        for line in sorted(findings.errors - program.cases.keys()):
            beside = judgement.setdefault("beside the cases", Capability())
            beside.count(f"{program.name}:{line}", "an error")
    return judgement


def _judge_types(checker: str, program: Program, findings: Findings, precise: Capability) -> None:
    """The types of each expression; its line with the real class comes first."""
    real, real_error = None, False
    for line, case in program.cases.items():
        shown, is_error = findings.revealed.get(line), line in findings.errors
        expression, _, variable = case.rpartition(" | ")
        if variable == "real":
            real, real_error = shown, is_error
            continue
        failure = None
        if wanted_type(checker, program.receiver, expression, variable, real) != shown:
            failure = f"{real} -> {shown}"
        elif shown is None:
            failure = "nothing"
        elif expression == ANCHOR and "User" not in shown:
            failure = f"{shown}: the programs are not understood"
        elif is_error and not real_error:
            failure = "an error"
        precise.count(case, failure)


def _judge_errors(program: Program, findings: Findings, judgement: Judgement) -> None:
    """The lines that are to be errors, and those that are not."""
    for line, case in program.cases.items():
        capability, may = _wish(case)
        failure = None
        if may == (line in findings.errors):
            failure = "an error" if may else "no error"
        judgement.setdefault(capability, Capability()).count(case, failure)


def _wish(case: str) -> tuple[str, bool]:
    """The capability that a case belongs to, and whether its line is to pass."""
    value, is_acceptance, protocol = case.partition(" as ")
    if is_acceptance:
        accepted = f"mypy_txn.{protocol}" in ACCEPTED[value][1]
        return ("accepts", True) if accepted else ("rejects", False)
    for word, name in ((" may ", "lets through"), (" never ", "read-only"), (" lacks ", "closed")):
        if word in case:
            return name, word == " may "
    raise ValueError(case)
