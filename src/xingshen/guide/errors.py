"""What is wrong with a guide pack, said to its author: file, line, a Chinese sentence, maybe a suggestion."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One problem: file inside the pack, line (0: the whole file), sentence, and a name for the kind of problem."""

    file: str
    line: int
    message: str
    check: str = "载入"

    def __str__(self) -> str:
        place = f"{self.file} 第{self.line}行" if self.line else self.file
        return f"{place}：{self.message}"


class PackError(Exception):
    """A pack that cannot be loaded, with every problem found."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
