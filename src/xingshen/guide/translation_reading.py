"""Reading ``en.yaml`` of a guide folder: the English of its texts, checked against the texts themselves.

A key that the pack does not have and a sentence with other placeholders than the Chinese one are refused, with file
and line. What is missing is no error: the Chinese text stands in for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xingshen.dossier.form_spec import FormSchema
from xingshen.dossier.source_text import SourceError, SourceProblem, SourceText, Tree, TreePath
from xingshen.dossier.tree_reading import nearest_word
from xingshen.dossier.yaml_text import parse_yaml
from xingshen.guide.errors import PackError, PackProblem
from xingshen.guide.pack import Pack
from xingshen.guide.placeholders import placeholders
from xingshen.guide.translatable import form_texts, options_in_full, pack_texts
from xingshen.guide.translation import (
    FACTS,
    FIELDS,
    FULL,
    KINDS,
    OPTIONS,
    REASONS,
    SECTIONS,
    TITLE,
    WORDS,
    Place,
    Translation,
    joined,
)

ENGLISH_FILE = "en.yaml"
FORM_BLOCKS = frozenset({FIELDS, KINDS, FACTS, SECTIONS, REASONS, WORDS})


def load_english(folder: Path, packs: Sequence[Pack], form: FormSchema, form_folder: Path) -> Translation:
    """The English of a guide in ``folder`` with its packs and its form, which may stand in another folder.

    Raises :class:`PackError`.
    """
    folders = (folder, *(folder.parent / name for name in packs[0].includes))
    found = [
        read_english(place, dict(pack_texts(pack)), form if place == form_folder else None)
        for place, pack in zip(folders, packs, strict=True)
    ]
    if form_folder not in folders:
        found.append(_form_alone(form_folder, form))
    return joined(found)


def read_english(folder: Path, texts: dict[Place, str], form: FormSchema | None) -> Translation:
    """``en.yaml`` of a folder for the ``texts`` of its pack and the form that stands beside it; empty without file."""
    originals = texts | (dict(form_texts(form)) if form else {})
    return Translation(texts=_read(folder, originals, form, frozenset()), originals=originals)


def _form_alone(folder: Path, form: FormSchema) -> Translation:
    """The English of a form that a guide borrows from another folder, whose other texts are not looked at."""
    originals = dict(form_texts(form))
    return Translation(texts=_read(folder, originals, form, FORM_BLOCKS), originals=originals)


def _read(folder: Path, originals: dict[Place, str], form: FormSchema | None, only: frozenset[str]) -> dict[Place, str]:
    path = folder / ENGLISH_FILE
    if not path.is_file():
        return {}
    try:
        source = parse_yaml(path.read_text(encoding="utf-8"), ENGLISH_FILE)
        reader = _Reader(source, originals | _forms_of_options(form))
        found = reader.read(only)
        if reader.problems:
            raise SourceError(ENGLISH_FILE, tuple(sorted(reader.problems, key=lambda problem: problem.line)))
    except SourceError as error:
        problems = tuple(PackProblem(ENGLISH_FILE, item.line, item.message, "英文") for item in error.problems)
        raise PackError(problems) from None
    except UnicodeDecodeError:
        raise PackError((PackProblem(ENGLISH_FILE, 0, "文件不是 UTF-8 编码"),)) from None
    return found


def _forms_of_options(form: FormSchema | None) -> dict[Place, str]:
    """Places that a translation may fill and need not: an option of one field, and its full form."""
    specs = options_in_full(form) if form else ()
    return {
        (FIELDS, spec.id, block, option.word): option.word
        for spec in specs
        for option in spec.options
        for block in (OPTIONS, FULL)
    }


@dataclass
class _Reader:
    """Walks the tree of one file and collects what is wrong with it."""

    source: SourceText
    originals: dict[Place, str]
    problems: list[SourceProblem] = field(default_factory=list)
    _keys: dict[Place, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._keys = {}
        for place in self.originals:
            for depth, key in enumerate(place):
                self._keys.setdefault(place[:depth], set()).add(key)

    def read(self, only: frozenset[str]) -> dict[Place, str]:
        tree = self.source.tree
        if not isinstance(tree, dict):
            self._complain((), "应为“键: 值”的形式")
            return {}
        blocks = {key: node for key, node in tree.items() if not only or key in only}
        return {place: text for key, node in blocks.items() for place, text in self._texts(node, (key,))}

    def _texts(self, node: Tree, path: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
        """The texts under ``path``; whatever the pack does not have is told."""
        known = self._keys.get(path[:-1], set())
        if path[-1] not in known:
            self._complain(path, f"不认识的键“{path[-1]}”{nearest_word(path[-1], sorted(known))}")
        elif isinstance(node, dict):
            for key, inner in node.items():
                yield from self._texts(inner, (*path, key))
        else:
            yield from self._text(node, self._title() if path == (TITLE,) else path, path)

    def _text(self, node: Tree, place: Place, path: Place) -> Iterator[tuple[Place, str]]:
        original = self.originals.get(place)
        if original is None:
            self._complain(path, f"“{path[-1]}”之下还应有内容")
        elif not isinstance(node, str) or not node.strip():
            self._complain(path, f"“{path[-1]}”应为一段英文")
        elif placeholders(node) != placeholders(original):
            self._complain(path, _difference(node, original))
        else:
            yield place, node

    def _title(self) -> Place:
        return next((place for place in self.originals if place[0] == TITLE), (TITLE,))

    def _complain(self, path: TreePath, message: str) -> None:
        self.problems.append(SourceProblem(message, self.source.line_of(path), 0))


def _difference(text: str, original: str) -> str:
    """How the placeholders of a translation differ from those of the Chinese text."""
    lost = sorted(placeholders(original) - placeholders(text))
    added = sorted(placeholders(text) - placeholders(original))
    told = [f"缺少 {'、'.join(f'{{{name}}}' for name in lost)}"] if lost else []
    told += [f"多出 {'、'.join(f'{{{name}}}' for name in added)}"] if added else []
    return f"占位符与中文不一致：{'；'.join(told)}"
