"""A guide pack in memory: clauses with their verbatim text, and the rules, questions and lists that hang on them.

Plain frozen values as the author wrote them; nothing here evaluates anything or knows of a dossier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xingshen.dossier.form_spec import FormSchema
from xingshen.guide.markdown import Block
from xingshen.guide.translation import Translation
from xingshen.kernel.outcome import Outcome, Reason
from xingshen.language.scope import Constant, Scope, Table


@dataclass(frozen=True, slots=True)
class Clause:
    """One atomic clause: id, verbatim text, heading of its part, level (F, P, H, I), whom it binds, its line.

    ``rendering`` is the text in the language of a translated guide; the text itself is never translated.
    """

    id: str
    text: str
    part: str
    level: str = ""
    bound: str = ""
    obligation: str = ""
    line: int = 0
    rendering: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """One step of a rule: where ``condition`` holds (None: otherwise), ``outcome`` with the reason for a person."""

    condition: str | None
    outcome: Outcome
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One example of a rule: overrides of the base dossier, the expected outcome, the line it stands on."""

    expected: Outcome
    overrides: Mapping[str, object]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule as written. ``messages`` are templates by outcome; ``replaces`` names a rule of an included pack."""

    id: str
    pack: str
    clauses: tuple[str, ...]
    title: str
    grades: tuple[Grade, ...]
    applies: str | None = None
    messages: Mapping[Outcome, str] = field(default_factory=dict)
    cure: str = ""
    cases: tuple[Case, ...] = ()
    reading: str = ""
    replaces: str | None = None
    draft: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that only people answer; ``applies`` limits it to the dossiers it concerns."""

    id: str
    clauses: tuple[str, ...]
    why: str
    question: str
    applies: str | None = None
    cases: tuple[Case, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A preference of the guide: claimed or not, evidenced or to be looked at (ruling R15)."""

    id: str
    clauses: tuple[str, ...]
    title: str
    claimed: str
    evidenced: str
    messages: Mapping[str, str]
    cases: tuple[Case, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An exception that switches rules off where its condition holds."""

    id: str
    clauses: tuple[str, ...]
    condition: str
    rules: tuple[str, ...]
    message: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class ListStamp:
    """A table file of the pack: path, as-of date, digest."""

    file: str
    as_of: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One guide folder as read, before the packs it includes are joined to it."""

    id: str
    title: str
    edition: str
    version: str
    status: str
    digest: str
    source: str
    quotes: tuple[tuple[str, int], ...]
    """Quoted paragraphs of guide text, without clause marks, with their lines."""
    loose: tuple[tuple[str, int], ...]
    """Pieces of quoted text that lie inside no clause, with their lines."""
    headings: tuple[str, ...]
    blocks: tuple[Block, ...]
    front: Mapping[str, object]
    clauses: Mapping[str, Clause]
    rules: Mapping[str, Rule]
    questions: Mapping[str, Question]
    priorities: Mapping[str, Priority]
    waivers: Mapping[str, Waiver]
    constants: Mapping[str, Constant]
    constant_lines: Mapping[str, int]
    tables: Mapping[str, Table]
    table_lines: Mapping[str, int]
    definitions: Mapping[str, str]
    definition_lines: Mapping[str, int]
    background: Mapping[str, str]
    elsewhere: Mapping[str, tuple[str, ...]]
    lists: tuple[ListStamp, ...]
    includes: tuple[str, ...]

    def citing(self) -> Iterator[Rule | Question | Priority | Waiver]:
        """Everything that cites clauses: rules, questions, preferences, exceptions."""
        yield from self.rules.values()
        yield from self.questions.values()
        yield from self.priorities.values()
        yield from self.waivers.values()

    @property
    def draft(self) -> bool:
        """A draft pack never decides more than “needs a person” (decision D7)."""
        return self.status == "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A pack joined with the packs it includes: what the engine applies.

    ``english`` holds the English of all packs (empty where there is none).
    """

    pack: Pack
    included: tuple[Pack, ...]
    form: FormSchema
    scope: Scope
    base: Mapping[str, object]
    english: Translation = field(default_factory=Translation)

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The guide's own pack first, then the included ones."""
        return (self.pack, *self.included)

    def rules(self) -> tuple[Rule, ...]:
        """All rules in force, own ones first; a rule that another one replaces is left out."""
        every = [rule for pack in self.packs for rule in pack.rules.values()]
        replaced = {rule.replaces for rule in every}
        return tuple(rule for rule in every if rule.id not in replaced)

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id, in the guide or an included pack; raises KeyError."""
        for pack in self.packs:
            if clause_id in pack.clauses:
                return pack.clauses[clause_id]
        raise KeyError(clause_id)
