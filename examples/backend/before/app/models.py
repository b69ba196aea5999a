"""The tables: SQLAlchemy's declarative models, and SQLModel's for incidents."""

from datetime import UTC, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlmodel import Field, SQLModel


class Base(DeclarativeBase):
    """The declarative base."""


class PolicyRule(Base):
    """A rule that requests are evaluated against."""

    __tablename__ = "policy_rules"
    __table_args__ = (UniqueConstraint("tenant_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[str]
    name: Mapped[str]
    expression: Mapped[str]
    enabled: Mapped[bool] = mapped_column(default=True)


class PolicyLimit(Base):
    """How much of something a tenant may use."""

    __tablename__ = "policy_limits"
    __table_args__ = (UniqueConstraint("tenant_id", "name"), CheckConstraint("ceiling > 0"))

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[str]
    name: Mapped[str]
    ceiling: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)


class PolicyEvaluation(Base):
    """One request that was evaluated."""

    __tablename__ = "policy_evaluations"

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[str]
    action: Mapped[str]
    allowed: Mapped[bool]


class PolicyViolation(Base):
    """One request that broke a rule."""

    __tablename__ = "policy_violations"

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[str]
    rule: Mapped[str]
    acknowledged: Mapped[bool] = mapped_column(default=False)


class RiskCeiling(Base):
    """The highest value that a risk metric may take."""

    __tablename__ = "policy_risk_ceilings"

    tenant_id: Mapped[str] = mapped_column(primary_key=True)
    metric: Mapped[str] = mapped_column(primary_key=True)
    ceiling: Mapped[float]


class SafetyRule(Base):
    """An action that is never allowed while the rule is enabled."""

    __tablename__ = "policy_safety_rules"

    tenant_id: Mapped[str] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(primary_key=True)
    enabled: Mapped[bool] = mapped_column(default=True)


class Cooldown(Base):
    """An agent that has to wait."""

    __tablename__ = "policy_cooldowns"

    tenant_id: Mapped[str] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]


class PolicyVersion(Base):
    """A labelled state of a tenant's policies."""

    __tablename__ = "policy_versions"

    tenant_id: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)
    active: Mapped[bool] = mapped_column(default=False)


class CircuitBreaker(Base):
    """A switch that opens when a dependency keeps failing."""

    __tablename__ = "circuit_breakers"

    name: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="closed")
    failures: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None]


class Account(Base):
    """A customer's account."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(default="active")


class AnalyticsEvent(Base):
    """Something that happened."""

    __tablename__ = "analytics_events"
    __table_args__ = (CheckConstraint("length(kind) BETWEEN 1 AND 20"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    kind: Mapped[str]


class EventCount(Base):
    """How often a kind of event happened, as of the last rollup."""

    __tablename__ = "analytics_event_counts"

    kind: Mapped[str] = mapped_column(primary_key=True)
    total: Mapped[int]


class Decision(Base):
    """What was decided about a request."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[str] = mapped_column(unique=True)
    outcome: Mapped[str]
    reviewer: Mapped[str | None]


class LedgerEntry(Base):
    """An amount posted to an account."""

    __tablename__ = "ledger_entries"
    __table_args__ = (CheckConstraint("amount <> 0"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    amount: Mapped[int]


class Incident(SQLModel, table=True):
    """Something that went wrong."""

    __tablename__ = "incidents"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    title: str
    status: str = "open"
    opened_at: datetime = Field(default_factory=lambda: datetime.now(UTC))


class IncidentNote(SQLModel, table=True):
    """What somebody wrote about an incident."""

    __tablename__ = "incident_notes"  # pyright: ignore[reportAssignmentType]

    id: int | None = Field(default=None, primary_key=True)
    incident_id: int = Field(foreign_key="incidents.id")
    text: str


class IncidentArchive(SQLModel, table=True):
    """A resolved incident, kept for the auditors."""

    __tablename__ = "incident_archive"  # pyright: ignore[reportAssignmentType]

    incident_id: int = Field(primary_key=True)
    title: str
