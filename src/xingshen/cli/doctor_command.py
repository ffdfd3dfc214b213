"""``xingshen doctor``: every point of the installation, what was found and what to do."""

from __future__ import annotations

from rich.console import Console

from xingshen.portal.diagnosis import Grade, diagnose

_SIGNS = {Grade.GOOD: ("✓", "green"), Grade.LOOK: ("!", "yellow"), Grade.BAD: ("✕", "red")}


def run_doctor(console: Console) -> int:
    """Print the points; 1 where one is bad, else 0."""
    grades = []
    for point in diagnose():
        sign, colour = _SIGNS[point.grade]
        console.print(f"[{colour}]{sign}[/{colour}] ", end="", highlight=False)
        console.print(f"{point.name}：{point.found}", markup=False, highlight=False, soft_wrap=True)
        if point.cure:
            console.print(f"  → {point.cure}", markup=False, highlight=False, soft_wrap=True)
        grades.append(point.grade)
    return 1 if Grade.BAD in grades else 0
