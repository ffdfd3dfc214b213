"""The fields of a section as a page shows them: which widget, which values, which names of inputs.

Made from the form of the guide and the answers of one application. Knows nothing of requests and of rules; what is
shown, required, wrong or found is handed in as :class:`Standing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xingshen.dossier.attachments import ATTACHMENTS_ID
from xingshen.dossier.country_table import countries
from xingshen.dossier.form_asking import FieldGroup, Layout, SectionSpec, SumSpec
from xingshen.dossier.form_spec import ALWAYS, FieldSpec, FieldType, Format
from xingshen.guide.form_words import CHINESE_FORM, FormWords
from xingshen.review.correction import may_change_field
from xingshen.review.examination_values import Opened
from xingshen.store.applying.answers import ROW_ID, Address, Answers

MOST_RADIOS = 5
_FLAG = ("是", "否")
_WIDTHS = {"整行": "full", "半行": "half", "三分之一": "third", "四分之一": "quarter"}
_NUMERIC = {FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT}
_PLAIN_KINDS = {
    FieldType.LONG_TEXT: "long",
    FieldType.DATE: "date",
    FieldType.FLAG: "flag",
    FieldType.COUNTRY: "country",
    FieldType.MONEY: "number",
    FieldType.NUMBER: "number",
    FieldType.INTEGER: "number",
    FieldType.PERCENT: "number",
}
_AUTOCOMPLETE = {Format.EMAIL: "email", Format.PHONE: "tel", Format.URL: "url"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What the self-check says at a field: outcome word, sentence, and the suggested value where there is just one."""

    outcome: str
    sentence: str


@dataclass(frozen=True)
class Standing:
    """How fields stand now, by address: hidden ones, required ones, what was found, what others wrote meanwhile.

    ``opened``: while a correction is awaited, what may be changed; the rest is shown to be read.
    ``words``: what fields and options are called where the page shows them; what is posted and stored stays Chinese.
    """

    hidden: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    remarks: Mapping[str, Sequence[Remark]] = field(default_factory=dict)
    conflicts: Mapping[str, object] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    opened: Opened | None = None
    words: FormWords = CHINESE_FORM

    def locks(self, path: str) -> bool:
        """Whether what stands at ``path`` is only to be read."""
        return self.opened is not None and not may_change_field(self.opened, path)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a field."""

    value: str
    checked: bool
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """One field, or one cell of a row, ready for a template. ``path`` is its address and the name of its inputs."""

    path: str
    html_id: str
    spec: FieldSpec
    kind: str
    label: str
    hint: str = ""
    value: Any = ""
    choices: tuple[Choice, ...] = ()
    others: str = ""
    rows: tuple[RowView, ...] = ()
    blank: RowView | None = None
    columns: tuple[str, ...] = ()
    required: bool = False
    hidden: bool = False
    remarks: tuple[Remark, ...] = ()
    conflict: object = None
    refused: str = ""
    sum: SumSpec | None = None
    locked: bool = False
    words: FormWords = CHINESE_FORM

    @property
    def name(self) -> str:
        """What the field is called where it does not stand in its list."""
        return self.words.name(self.spec)

    @property
    def width(self) -> str:
        """The class of its width."""
        usual = "third" if "[" in self.path else "half"
        wide = self.kind in ("rows", "long", "checks", "table", "lines")
        return _WIDTHS.get(self.spec.width or "", "full" if wide else usual)

    @property
    def template(self) -> str:
        """The partial that shows the widget."""
        return f"applicant/fields/{self.kind}.html"

    @property
    def group(self) -> bool:
        """Several inputs under one legend."""
        return self.kind in ("flag", "radio", "checks")

    @property
    def readonly(self) -> bool:
        """A sum that the form works out itself."""
        return self.sum is not None and self.sum.fills

    @property
    def sum_parts(self) -> str:
        """The addresses whose total is shown beside the field."""
        return " ".join(self.sum.parts) if self.sum else ""

    @property
    def list_id(self) -> str:
        """The id of the list of suggestions."""
        return "countries" if self.kind == "country" else f"options-{self.spec.id}"

    @property
    def unit(self) -> str:
        """What stands behind the number."""
        return self.words.unit(self.spec)

    @property
    def options(self) -> list[tuple[str, str]]:
        """The options to choose from or to write instead of, as (word, label)."""
        return [(option.word, self.words.option(self.spec, option.word)) for option in self.spec.options]

    @property
    def inner_rows(self) -> list[tuple[tuple[str, str, str], ...]]:
        """The rows of a list inside a row, and an empty one to write in."""
        empty = tuple((item.key, self.words.name(item), "") for item in self.spec.items)
        return [*(self.value or []), empty]

    @property
    def compact(self) -> bool:
        """Few short columns: one line per row."""
        return len(self.spec.items) <= 3

    @property
    def foot(self) -> str:
        """The column whose total is shown under the rows: the only one with amounts of money."""
        amounts = [item for item in self.spec.items if item.type is FieldType.MONEY]
        return amounts[0].key if len(amounts) == 1 and self.spec.layout is Layout.TABLE else ""

    @property
    def foot_unit(self) -> str:
        """The unit of that total."""
        return next((self.words.unit(item) for item in self.spec.items if item.key == self.foot), "")

    @property
    def autocomplete(self) -> str:
        """What the browser may fill in: nothing of others' ids and phones."""
        if self.spec.private or self.spec.format is None:
            return "off"
        return _AUTOCOMPLETE.get(self.spec.format, "off")

    @property
    def described_by(self) -> str:
        """Ids of hint, remarks and problem."""
        return f"{self.html_id}-hint {self.html_id}-notes" if self.hint else f"{self.html_id}-notes"


@dataclass(frozen=True)
class RowView:
    """One row of a list: its id, its number for people, its cells. ``path`` is the address of the row."""

    id: str
    path: str
    number: int
    cells: tuple[FieldView, ...]
    title: str = ""
    locked: bool = False

    @property
    def html_id(self) -> str:
        """The id of the row's element."""
        return html_id(self.path)


@dataclass(frozen=True, slots=True)
class GroupView:
    """Fields that stand together under one heading."""

    title: str
    hint: str
    fields: tuple[FieldView, ...]
    hidden: bool
    index: int


def html_id(path: str) -> str:
    """The id of an element from an address: ``f-team:a1.name`` from ``team[a1].name``."""
    return "f-" + path.replace("[", ":").replace("]", "")


def section_groups(section: SectionSpec, answers: Answers, standing: Standing) -> list[GroupView]:
    """The groups of a section; one without a field (only papers) is left out."""
    found = []
    for index, group in enumerate(section.groups):
        fields = tuple(_fields(group, answers, standing))
        if fields:
            hidden = all(each.hidden for each in fields)
            found.append(GroupView(group.title, group.hint or "", fields, hidden, index))
    return found


def _fields(group: FieldGroup, answers: Answers, standing: Standing) -> Iterator[FieldView]:
    for field_id in group.fields:
        if field_id != ATTACHMENTS_ID:
            yield field_view(answers.schema.by_id[field_id], answers, standing)


def field_view(spec: FieldSpec, answers: Answers, standing: Standing) -> FieldView:
    """One field of the form with what stands in it."""
    address = Address(spec, spec.id)
    if not spec.is_record_list:
        return _view(spec, str(address), answers.get(address), answers.schema.sums, standing, standing.words.name(spec))
    rows = tuple(
        _row(spec, row, number, answers, standing) for number, row in enumerate(answers.rows(spec.id), start=1)
    )
    blank = _row(spec, {ROW_ID: "__row__"}, len(rows) + 1, answers, standing)
    base = _view(spec, spec.id, None, answers.schema.sums, standing, standing.words.name(spec))
    return FieldView(**{**base.__dict__, "rows": rows, "blank": blank, "columns": short_names(spec, standing.words)})


def single_view(spec: FieldSpec, value: Any, standing: Standing) -> FieldView:
    """One field by itself with ``value`` in it, for a page that asks outside of an application."""
    return _view(spec, spec.id, value, (), standing, standing.words.name(spec))


def short_names(spec: FieldSpec, words: FormWords = CHINESE_FORM) -> tuple[str, ...]:
    """The names of a list's columns without the word that all of them begin with (成员姓名 → 姓名)."""
    if words.english:
        return tuple(words.name(item) for item in spec.items)
    names = [item.name for item in spec.items]
    shared = 0
    while len(names) > 1 and all(len(name) > shared + 1 and name[shared] == names[0][shared] for name in names):
        shared += 1
    return tuple(name[shared:] for name in names) if shared >= 2 else tuple(names)


def country_names(words: FormWords = CHINESE_FORM) -> list[str]:
    """The names of all countries and regions."""
    return [words.country(each.shown) for each in countries()]


def _row(spec: FieldSpec, row: Mapping[str, Any], number: int, answers: Answers, standing: Standing) -> RowView:
    row_id = row[ROW_ID]
    labels = short_names(spec, standing.words)
    cells = []
    for item, label in zip(spec.items, labels, strict=True):
        address = Address(item, spec.id, row_id, item.key)
        value = answers.get(address) if item.private else row.get(item.key)
        cells.append(_view(item, str(address), value, answers.schema.sums, standing, label))
    title = next((str(cell.value) for cell in cells if isinstance(cell.value, str) and cell.value), "")
    path = f"{spec.id}[{row_id}]"
    return RowView(row_id, path, number, tuple(cells), title, standing.locks(path))


def _view(spec: FieldSpec, path: str, value: Any, sums: Sequence[SumSpec], standing: Standing, label: str) -> FieldView:
    kind = kind_of(spec, inner="[" in path)
    shown: Any = "" if value is None or isinstance(value, Mapping) else value
    view: dict[str, Any] = {"value": shown}
    if kind in ("radio", "select", "checks"):
        view = _chosen(spec, shown, standing)
    elif kind == "flag":
        view = {
            "value": shown,
            "choices": tuple(Choice(word, shown == word, standing.words.flag(word)) for word in _FLAG),
        }
    elif kind == "open" or kind == "country":
        view = {"value": standing.words.written(spec, str(shown))}
    elif kind == "lines":
        view = {"value": "\n".join(shown)}
    elif kind == "table":
        view = {"value": [_inner_row(spec, row, standing.words) for row in shown or []]}
    return FieldView(
        path=path,
        html_id=html_id(path),
        spec=spec,
        kind=kind,
        label=label,
        hint=standing.words.hint(spec),
        required=path in standing.required or spec.required == ALWAYS,
        hidden=path in standing.hidden,
        remarks=tuple(standing.remarks.get(path, ())),
        conflict=standing.conflicts.get(path),
        refused=standing.refused.get(path, ""),
        sum=next((each for each in sums if each.field == spec.id), None) if "[" not in path else None,
        locked=standing.locks(path),
        words=standing.words,
        **view,
    )


def kind_of(spec: FieldSpec, *, inner: bool = False) -> str:
    """The widget of a field: the name of its partial. ``inner``: it stands in the rows of a list."""
    if spec.is_record_list:
        return "table" if inner else "rows"
    if spec.type is FieldType.LIST:
        return "checks" if spec.item_type is FieldType.OPTION else "lines"
    if spec.type is FieldType.OPTION:
        few = len(spec.options) <= MOST_RADIOS and not inner
        return "open" if spec.open else "radio" if few else "select"
    return "select" if inner and spec.type is FieldType.FLAG else _PLAIN_KINDS.get(spec.type, "text")


def is_numeric(spec: FieldSpec) -> bool:
    """Shown to the right, with digits of one width."""
    return spec.type in _NUMERIC


def _chosen(spec: FieldSpec, value: Any, standing: Standing) -> dict[str, Any]:
    written = value if isinstance(value, list) else [value] if value else []
    known = [spec.knows(str(each)) or str(each) for each in written]
    words, say = [option.word for option in spec.options] or list(_FLAG), standing.words
    labels = {word: say.option(spec, word) if spec.options else say.flag(word) for word in words}
    choices = tuple(Choice(word, word in known, labels[word]) for word in words)
    others = [each for each in known if each not in words]
    extra = tuple(Choice(each, True, each) for each in others) if not isinstance(value, list) else ()
    return {"value": value, "choices": (*choices, *extra), "others": "\n".join(others)}


def _inner_row(spec: FieldSpec, row: Mapping[str, Any], words: FormWords) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (item.key, words.name(item), words.written(item, str(row.get(item.key, "") or ""))) for item in spec.items
    )
