"""Reads the blocks of ``form.yaml`` that say how the form is put to people: 分节, 合计, 需要, 提交条件, 选类.

Every field of the form stands in exactly one section; whatever names a field or a kind that does not exist is refused
with its line. Expressions are kept as text: whether they hold together is checked with the guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xingshen.dossier.form_asking import BlockSpec, ChoosingSpec, FieldGroup, NeedSpec, SectionSpec, SumSpec
from xingshen.dossier.form_spec import ALWAYS, FieldSpec, FieldType
from xingshen.dossier.source_text import SourceProblem, SourceText, Tree, TreePath
from xingshen.dossier.tree_reading import TreeReader, nearest_word

_SECTION_KEYS = ("标题", "提示", "字段", "组")
_GROUP_KEYS = ("标题", "字段", "显示", "提示")
_SUM_KEYS = ("各项", "自动")
_NEED_KEYS = ("如果", "理由", "条款")
_BLOCK_KEYS = ("条件", "规则", "字段", "理由", "条款")
_CHOOSING_KEYS = ("字段", "问题", "条款", "设例")
_SUMMABLE = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})


@dataclass(frozen=True, slots=True)
class Asking:
    """What the blocks say."""

    sections: tuple[SectionSpec, ...]
    sums: tuple[SumSpec, ...]
    blocking: tuple[BlockSpec, ...]
    choosing: ChoosingSpec | None


def read_asking(
    tree: Mapping[str, Tree], source: SourceText, fields: Sequence[FieldSpec], problems: list[SourceProblem]
) -> Asking:
    """The blocks of a form whose fields are known; what is wrong with them is added to ``problems``."""
    reader = _AskingReader(source, problems)
    reader.index(fields)
    return Asking(
        reader.sections(tree.get("分节"), fields),
        reader.sums(tree.get("合计")),
        reader.blocking(tree.get("提交条件")),
        reader.choosing(tree.get("选类")),
    )


def read_needs(reader: TreeReader, keys: dict[str, Tree], path: TreePath) -> tuple[NeedSpec, ...]:
    """When a kind of paper is wanted: 需要 (with 理由 and 条款 beside it), or a list of 如果, 理由, 条款."""
    node, here = keys.get("需要"), (*path, "需要")
    if isinstance(node, list):
        if "理由" in keys or "条款" in keys:
            reader.complain(path, "“需要”写成列表时，“理由”“条款”写在各项之中")
        return tuple(_need(reader, item, (*here, at), "如果") for at, item in enumerate(node))
    if node is None:
        for key in ("理由", "条款"):
            if key in keys:
                reader.complain((*path, key), f"写了“{key}”而没有写“需要”")
        return ()
    single: dict[str, Tree] = {key: keys[key] for key in ("需要", "理由", "条款") if key in keys}
    return (_need(reader, single, path, "需要"),)


def _need(reader: TreeReader, node: Tree, path: TreePath, key: str) -> NeedSpec:
    keys = reader.mapping(node, path, _NEED_KEYS if key == "如果" else ("需要", "理由", "条款"))
    return NeedSpec(
        reader.text(keys, key, path) or ALWAYS,
        reader.text(keys, "理由", path) or reader.needs(path, "理由", str(path[1])),
        reader.texts(keys.get("条款"), (*path, "条款")),
        reader.source.line_of(path),
    )


class _AskingReader(TreeReader):
    """Walks the blocks with the fields of the form at hand."""

    def index(self, fields: Sequence[FieldSpec]) -> None:
        self.by_id = {spec.id: spec for spec in fields}
        self.columns = {item.id: item for spec in fields for item in spec.items}

    # --- sections ----------------------------------------------------------------------------------------------------

    def sections(self, node: Tree, fields: Sequence[FieldSpec]) -> tuple[SectionSpec, ...]:
        if node is None:
            return _by_prefix(fields)
        blocks = self.mapping(node, ("分节",))
        found = tuple(self._section(key, child, ("分节", key)) for key, child in blocks.items())
        self._check_complete(found, fields)
        return found

    def _section(self, key: str, node: Tree, path: TreePath) -> SectionSpec:
        keys = self.mapping(node, path, _SECTION_KEYS)
        if ("字段" in keys) == ("组" in keys):
            self.complain(path, f"“{key}”须写“字段”或“组”，二者取一")
        groups = keys.get("组")
        rows = groups if isinstance(groups, list) else []
        if groups is not None and not isinstance(groups, list):
            self.complain((*path, "组"), "“组”应为列表，每项写“标题”和“字段”")
        own = (FieldGroup("", self._ids(keys.get("字段"), (*path, "字段"))),) if "字段" in keys else ()
        return SectionSpec(
            key,
            self.text(keys, "标题", path) or self.needs(path, "标题", key),
            (*own, *(self._group(row, (*path, "组", at)) for at, row in enumerate(rows))),
            self.source.line_of(path),
            self.text(keys, "提示", path),
        )

    def _group(self, node: Tree, path: TreePath) -> FieldGroup:
        keys = self.mapping(node, path, _GROUP_KEYS)
        return FieldGroup(
            self.text(keys, "标题", path) or "",
            self._ids(keys.get("字段"), (*path, "字段")),
            self.text(keys, "显示", path),
            self.text(keys, "提示", path),
        )

    def _check_complete(self, sections: Iterable[SectionSpec], fields: Sequence[FieldSpec]) -> None:
        placed: dict[str, str] = {}
        for section in sections:
            for field_id in section.fields:
                if field_id in placed:
                    message = f"字段“{field_id}”在分节中出现两次（{placed[field_id]}、{section.id}）"
                    self.problems.append(SourceProblem(message, section.line, 0))
                placed.setdefault(field_id, section.id)
        for spec in fields:
            if spec.id not in placed:
                self.problems.append(SourceProblem(f"字段“{spec.id}”没有列入任何一节", spec.line, 0))

    # --- sums, blocking, choosing ------------------------------------------------------------------------------------

    def sums(self, node: Tree) -> tuple[SumSpec, ...]:
        blocks = self.mapping(node, ("合计",))
        return tuple(self._sum(key, child, ("合计", key)) for key, child in blocks.items())

    def _sum(self, key: str, node: Tree, path: TreePath) -> SumSpec:
        keys = self.mapping(node, path, _SUM_KEYS)
        parts = self._ids(keys.get("各项"), (*path, "各项"), self.columns)
        if not parts:
            self.needs(path, "各项", key)
        for field_id in (*self._known([key], path, {}), *parts):
            spec = self.by_id.get(field_id) or self.columns[field_id]
            if spec.type not in _SUMMABLE:
                self.complain(path, f"“{field_id}”的类型是{spec.type}，不能求和")
        return SumSpec(key, parts, self.yes(keys, "自动", path), self.source.line_of(path))

    def blocking(self, node: Tree) -> tuple[BlockSpec, ...]:
        if node is not None and not isinstance(node, list):
            self.complain(("提交条件",), "“提交条件”应为列表")
            return ()
        return tuple(self._block(child, ("提交条件", at)) for at, child in enumerate(node or []))

    def _block(self, node: Tree, path: TreePath) -> BlockSpec:
        keys = self.mapping(node, path, _BLOCK_KEYS)
        if ("条件" in keys) == ("规则" in keys):
            self.complain(path, "每一项须写“条件”或“规则”，二者取一")
        return BlockSpec(
            self.text(keys, "条件", path),
            self.text(keys, "规则", path),
            self._ids(keys.get("字段"), (*path, "字段")),
            self.text(keys, "理由", path) or self.needs(path, "理由", "提交条件"),
            self.texts(keys.get("条款"), (*path, "条款")),
            self.source.line_of(path),
        )

    def choosing(self, node: Tree) -> ChoosingSpec | None:
        if node is None:
            return None
        path: TreePath = ("选类",)
        keys = self.mapping(node, path, _CHOOSING_KEYS)
        field_id = self.text(keys, "字段", path) or self.needs(path, "字段", "选类")
        for known in self._known([field_id], path, {}):
            if self.by_id[known].type is not FieldType.OPTION:
                self.complain((*path, "字段"), f"“{known}”不是选项，不能用来选类")
        return ChoosingSpec(
            field_id,
            self._ids(keys.get("问题"), (*path, "问题"), self.columns),
            self.texts(keys.get("条款"), (*path, "条款")),
            self._samples(keys.get("设例"), (*path, "设例")),
            self.source.line_of(path),
        )

    def _samples(self, node: Tree, path: TreePath) -> dict[str, dict[str, dict[str, str]]]:
        found: dict[str, dict[str, dict[str, str]]] = {}
        for field_id, options in self.mapping(node, path).items():
            self._known([field_id], path, {})
            found[field_id] = {
                word: self._supposed(values, (*path, field_id, word))
                for word, values in self.mapping(options, (*path, field_id)).items()
            }
        return found

    def _supposed(self, node: Tree, path: TreePath) -> dict[str, str]:
        keys = self.mapping(node, path)
        return {field_id: self.text(keys, field_id, path) or "" for field_id in self._known(keys, path, {})}

    # --- field ids ---------------------------------------------------------------------------------------------------

    def _ids(self, node: Tree, path: TreePath, columns: Mapping[str, FieldSpec] | None = None) -> tuple[str, ...]:
        return self._known(self.texts(node, path), path, columns or {})

    def _known(self, ids: Iterable[str], path: TreePath, columns: Mapping[str, FieldSpec]) -> tuple[str, ...]:
        """Those of ``ids`` that are fields; the others are told."""
        found = []
        for at, field_id in enumerate(ids):
            if field_id in self.by_id or field_id in columns:
                found.append(field_id)
            else:
                self.complain((*path, at), f"没有字段“{field_id}”{nearest_word(field_id, [*self.by_id, *columns])}")
        return tuple(found)


def _by_prefix(fields: Sequence[FieldSpec]) -> tuple[SectionSpec, ...]:
    """Where a form says nothing: one section for each first part of the ids."""
    found: dict[str, list[FieldSpec]] = {}
    for spec in fields:
        found.setdefault(spec.id.partition(".")[0], []).append(spec)
    return tuple(
        SectionSpec(key, key, (FieldGroup("", tuple(spec.id for spec in specs)),), specs[0].line)
        for key, specs in found.items()
    )
