"""Sweeps of hyperparameters of linear regressors, from PySpark and notebooks.

    spark = SparkSession.builder.config("spark.jars", linesweep.jar()).getOrCreate()
    model = linesweep.LineSweep(labelCol="price", out="runs/prices").fit(df)
    linesweep.read("runs/prices")  # the trials, as a DataFrame of pandas
    linesweep.show("runs/prices")  # the winner and the main charts, in a notebook

`LineSweep` and `Trials` need PySpark, `read` and `show` need pandas; each is imported when it is
first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linesweep._folder import read
from linesweep._jar import jar
from linesweep._show import Card, show

if TYPE_CHECKING:
    from linesweep._ml import LineSweep, LineSweepTrials

    Trials = LineSweepTrials

__all__ = ["Card", "LineSweep", "Trials", "jar", "read", "show"]


def __getattr__(name: str) -> Any:
    if name in ("LineSweep", "Trials"):
        from linesweep import _ml

        return _ml.LineSweep if name == "LineSweep" else _ml.LineSweepTrials
    raise AttributeError(f"module 'linesweep' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
