"""Reads ``form.yaml`` into a FormSchema and refuses whatever it does not fully understand.

Unknown keys, duplicate names, dangling references: every problem of the file is reported at once, with its line. It
judges the form, never an answer to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from xingshen.dossier.asking_reading import read_asking, read_needs
from xingshen.dossier.form_asking import Layout, Width
from xingshen.dossier.form_spec import (
    ALWAYS,
    FactListSpec,
    FactScope,
    FactSpec,
    FieldSpec,
    FieldType,
    Format,
    FormSchema,
    OptionSpec,
    PaperKindSpec,
    PaperRole,
)
from xingshen.dossier.source_text import SourceError, SourceProblem, Tree, TreePath
from xingshen.dossier.tree_reading import TreeReader, nearest_word, spellings
from xingshen.dossier.yaml_text import parse_yaml

__all__ = [
    "ALWAYS",
    "FactListSpec",
    "FactScope",
    "FactSpec",
    "FieldSpec",
    "FieldType",
    "FormSchema",
    "Format",
    "OptionSpec",
    "PaperKindSpec",
    "PaperRole",
    "parse_form_schema",
]

_PARTS = ("字段", "材料", "事实", "分节", "合计", "提交条件", "选类")
_FIELD_KEYS = (
    "名称",
    "类型",
    "项类型",
    "项",
    "单位",
    "必填",
    "选项",
    "来自",
    "开放",
    "格式",
    "隐私",
    "条款",
    "提示",
    "别名",
    "显示",
    "宽",
    "布局",
)
_KIND_KEYS = ("id", "别名", "标题", "正文", "读取", "作用", "需要", "理由", "条款", "提示")
_LIST_KEYS = ("材料", "读取", "申报", "须看全", "项")
_FACT_KEYS = ("类型", "项类型", "单位", "读", "申报", "选项", "开放")
_KINDS_AS_OPTIONS = "材料"


def parse_form_schema(text: str, source: str) -> FormSchema:
    """The form that ``text`` (YAML with 字段, 材料, 事实) describes.

    ``source`` is the file name to show. Raises SourceError with every problem of the file.
    """
    reader = _FormReader(parse_yaml(text, source))
    schema = reader.read(source)
    if reader.problems:
        raise SourceError(source, tuple(sorted(reader.problems, key=lambda problem: problem.line)))
    return schema


@dataclass
class _FormReader(TreeReader):
    """Walks the tree of one form file and collects what is wrong with it."""

    kinds: tuple[PaperKindSpec, ...] = ()

    def read(self, source: str) -> FormSchema:
        tree = self.mapping(self.source.tree, (), _PARTS)
        kinds = self.mapping(tree.get("材料"), ("材料",))
        self.kinds = tuple(self._kind(name, node, ("材料", name)) for name, node in kinds.items())
        fields = self.mapping(tree.get("字段"), ("字段",))
        specs = tuple(self._field(key, node, ("字段", key), "") for key, node in fields.items())
        facts = self.mapping(tree.get("事实"), ("事实",))
        lists = tuple(self._fact_list(name, node, ("事实", name)) for name, node in facts.items())
        schema = FormSchema(specs, self.kinds, lists, source)
        self._check_names(schema)
        self._check_ids(schema)
        self._check_kinds()
        self._check_declarations(schema)
        asking = read_asking(tree, self.source, specs, self.problems)
        return replace(
            schema,
            sections=asking.sections,
            sums=asking.sums,
            blocking=asking.blocking,
            choosing=asking.choosing,
        )

    # --- parts -------------------------------------------------------------------------------------------------------

    def _field(self, key: str, node: Tree, path: TreePath, parent: str) -> FieldSpec:
        keys = self.mapping(node, path, _FIELD_KEYS)
        field_id = f"{parent}.{key}" if parent else key
        items = self.mapping(keys.get("项"), (*path, "项"))
        spec = FieldSpec(
            id=field_id,
            name=self.text(keys, "名称", path) or self.needs(path, "名称", field_id),
            type=self.word(FieldType, keys, "类型", path) or FieldType.TEXT,
            line=self.source.line_of(path),
            item_type=self.word(FieldType, keys, "项类型", path),
            items=tuple(self._field(k, n, (*path, "项", k), field_id) for k, n in items.items()),
            unit=self.text(keys, "单位", path),
            required=self.text(keys, "必填", path),
            options=self._options(keys, path),
            options_from=self.text(keys, "来自", path),
            open=self.yes(keys, "开放", path),
            format=self.word(Format, keys, "格式", path),
            private=self.yes(keys, "隐私", path),
            clauses=self.texts(keys.get("条款"), (*path, "条款")),
            hint=self.text(keys, "提示", path),
            aliases=self.texts(keys.get("别名"), (*path, "别名")),
            shown=self.text(keys, "显示", path),
            width=self.word(Width, keys, "宽", path),
            layout=self.word(Layout, keys, "布局", path),
        )
        if parent and spec.shown:
            self.complain((*path, "显示"), "列表各行中的字段不能写“显示”")
        self._check_shape(spec, keys, path)
        return spec

    def _check_shape(self, spec: FieldSpec, keys: dict[str, Tree], path: TreePath) -> None:
        name = spec.name
        if "类型" not in keys:
            self.complain(path, f"“{name}”缺少“类型”")
        if spec.type is FieldType.LIST and bool(spec.items) == bool(spec.item_type):
            self.complain(path, f"列表“{name}”须写明“项”（记录）或“项类型”（单个值），二者取一")
        if spec.type is not FieldType.LIST and (spec.items or spec.item_type):
            self.complain(path, f"“{name}”不是列表，不能有“项”或“项类型”")
        chooses = FieldType.OPTION in (spec.type, spec.item_type)
        if chooses != bool(spec.options):
            self.complain(path, f"“{name}”须写明“选项”或“来自”" if chooses else f"“{name}”不是选项，不能有“选项”")
        if spec.format and spec.type is not FieldType.TEXT:
            self.complain(path, f"“格式”只用于文本，“{name}”的类型是{spec.type}")
        if spec.options_from not in (None, _KINDS_AS_OPTIONS):
            self.complain((*path, "来自"), f"“来自”只能写“{_KINDS_AS_OPTIONS}”")

    def _kind(self, name: str, node: Tree, path: TreePath) -> PaperKindSpec:
        keys = self.mapping(node, path, _KIND_KEYS)
        return PaperKindSpec(
            id=self.text(keys, "id", path) or self.needs(path, "id", name),
            name=name,
            aliases=self.texts(keys.get("别名"), (*path, "别名")),
            title_words=self.texts(keys.get("标题"), (*path, "标题")),
            body_words=self.texts(keys.get("正文"), (*path, "正文")),
            reader=self.text(keys, "读取", path),
            line=self.source.line_of(path),
            role=self.word(PaperRole, keys, "作用", path),
            needs=read_needs(self, keys, path),
            hint=self.text(keys, "提示", path),
        )

    def _fact_list(self, name: str, node: Tree, path: TreePath) -> FactListSpec:
        keys = self.mapping(node, path, _LIST_KEYS)
        scope, kinds = self._scope(keys.get("材料"), path)
        items = self.mapping(keys.get("项"), (*path, "项"))
        declared = self.text(keys, "申报", path)
        return FactListSpec(
            name=name,
            scope=scope,
            kinds=kinds,
            items=tuple(self._fact(k, n, (*path, "项", k), declared) for k, n in items.items()),
            line=self.source.line_of(path),
            reader=self.text(keys, "读取", path),
            declared=declared,
            absence_counts=self.yes(keys, "须看全", path),
        )

    def _scope(self, node: Tree, path: TreePath) -> tuple[FactScope, tuple[str, ...]]:
        if node in (FactScope.ALL, FactScope.OTHER_FOREIGN):
            return FactScope(str(node)), ()
        words = self.texts([node] if isinstance(node, str) else node, (*path, "材料"))
        known = {kind.name for kind in self.kinds}
        for word in words:
            if word not in known:
                self.complain((*path, "材料"), f"没有名为“{word}”的材料种类{nearest_word(word, known)}")
        if not words:
            self.complain(path, "缺少“材料”")
        return FactScope.KINDS, words

    def _fact(self, name: str, node: Tree, path: TreePath, list_id: str | None) -> FactSpec:
        keys = self.mapping(node, path, _FACT_KEYS)
        declared = self.text(keys, "申报", path)
        if "类型" not in keys:
            self.complain(path, f"“{name}”缺少“类型”")
        return FactSpec(
            name=name,
            type=self.word(FieldType, keys, "类型", path) or FieldType.TEXT,
            reads=self.text(keys, "读", path) or self.needs(path, "读", name),
            line=self.source.line_of(path),
            item_type=self.word(FieldType, keys, "项类型", path),
            unit=self.text(keys, "单位", path),
            options=self._options(keys, path),
            open=self.yes(keys, "开放", path),
            declared=f"{list_id}.{declared}" if declared and list_id and "." not in declared else declared,
        )

    # --- values ------------------------------------------------------------------------------------------------------

    def _options(self, keys: dict[str, Tree], path: TreePath) -> tuple[OptionSpec, ...]:
        if keys.get("来自") == _KINDS_AS_OPTIONS:
            return tuple(OptionSpec(kind.name, (kind.id, *kind.aliases)) for kind in self.kinds)
        node, here = keys.get("选项"), (*path, "选项")
        if isinstance(node, dict):
            options = tuple(OptionSpec(word, self.texts(node[word], (*here, word))) for word in node)
        else:
            options = tuple(OptionSpec(word) for word in self.texts(node, here))
        line = self.source.line_of(here)
        self.complain_twice(spellings(((option.word, *option.aliases), line) for option in options), "选项")
        return options

    # --- the form as a whole -----------------------------------------------------------------------------------------

    def _check_names(self, schema: FormSchema) -> None:
        named = [(spec.name, spec.name, spec.line) for spec in schema.walk()]
        for facts in schema.facts:
            named.append((facts.name, facts.name, facts.line))
            named.extend((item.name, item.name, item.line) for item in facts.items)
        self.complain_twice(named, "名称")

    def _check_ids(self, schema: FormSchema) -> None:
        written = [(spec.id, spec.id, spec.line) for spec in schema.walk()]
        for spec in schema.walk():
            stem = spec.id.removesuffix(spec.key)
            written.extend((stem + alias, stem + alias, spec.line) for alias in spec.aliases)
        self.complain_twice(written, "字段路径")
        ids = {spec.id for spec in schema.fields}
        for spec in schema.fields:
            holder = next((other for other in ids if spec.id.startswith(f"{other}.")), None)
            if holder:
                self.complain(("字段", spec.id), f"“{spec.id}”不能写在字段“{holder}”之下")

    def _check_kinds(self) -> None:
        words = (((kind.name, kind.id, *kind.aliases), kind.line) for kind in self.kinds)
        self.complain_twice(spellings(words), "材料种类")

    def _check_declarations(self, schema: FormSchema) -> None:
        for facts in schema.facts:
            for declared, line in [(facts.declared, facts.line), *((i.declared, i.line) for i in facts.items)]:
                if declared is not None and declared not in schema.by_id:
                    message = f"“申报”所指的字段“{declared}”不存在{nearest_word(declared, schema.by_id)}"
                    self.problems.append(SourceProblem(message, line, 0))
