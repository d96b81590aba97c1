"""The kept results: medians, spreads, extrapolations."""
import json
import statistics
from dataclasses import dataclass

from tools import RESULTS, TOOLS, WORKS


@dataclass(frozen=True)
class Figure:
    """All repetitions of one quantity."""

    values: tuple
    extrapolated: bool

    @property
    def median(self):
        return statistics.median(self.values)


@dataclass(frozen=True)
class Measured:
    """A tool on a work."""

    tool: object
    kept: dict

    @property
    def repetitions(self):
        return self.kept["repetitions"]

    @property
    def answers(self):
        return self.repetitions[-1]["answers"]

    @property
    def share(self):
        return min(row["share"] for row in self.repetitions)

    def figure(self, name):
        """name: such as process_cpu; None if the tool has no such figure."""
        values = tuple(extrapolated(row, name) for row in self.repetitions if name in row)
        return Figure(values, self.share < 1) if values else None


def extrapolated(row, name):
    """Of all trajectories: training in proportion to those that were trained, the rest of the process once."""
    phase, clock = name.split("_")
    if phase != "process":
        return row[name] / row["share"]
    cold = row[f"cold_{clock}"]
    return row[name] + cold / row["share"] - cold


def read():
    """What is kept, by work, in the order of the tools."""
    works = {}
    for work in WORKS:
        file = RESULTS / f"{work}.json"
        if file.exists():
            kept = json.loads(file.read_text())
            works[work] = [Measured(tool, kept[tool.name]) for tool in TOOLS if tool.name in kept]
    return works
