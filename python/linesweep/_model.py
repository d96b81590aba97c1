"""The best model of a sweep, as best/model.json has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Best:
    """The best model; errors and baselines are in the label's own units."""

    sweep: str
    equation: str
    label: str
    features: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    trial: Mapping[str, Any]
    metric: str
    maximize: bool
    value: float
    test: Mapping[str, float]
    baselines: Mapping[str, Mapping[str, float]]

    @staticmethod
    def read(folder: Path) -> Best:
        """The best model of the folder, which has one unless no trial completed."""
        file = folder / "best" / "model.json"
        if not file.is_file():
            raise FileNotFoundError(f"{folder} has no best model: no trial of its sweep completed")
        model = json.loads(file.read_text(encoding="utf-8"))
        baselines = {**model["baselines"], **{b["name"]: b for b in model["baseline_columns"]}}
        return Best(
            sweep=model["name"],
            equation=model["equation"],
            label=model["label"],
            features=tuple(model["features"]),
            weights=tuple(model["weights"]),
            bias=model["bias"],
            trial=model["trial"],
            metric=model["metric"]["name"],
            maximize=model["metric"]["goal"] == "maximize",
            value=model["metric"]["value"],
            test=model["errors"]["test"],
            baselines={name: line["test"] for name, line in baselines.items() if "test" in line},
        )
