"""One Spark session for all tests of a run: classic, or a Connect server on loopback."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import linesweep

ROOT = Path(__file__).resolve().parents[2]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mode", choices=["classic", "connect"], default="classic")
    parser.addoption("--work", default=str(ROOT / "target" / "python" / "work"))


@pytest.fixture(scope="session")
def mode(pytestconfig: pytest.Config) -> str:
    return str(pytestconfig.getoption("mode"))


@pytest.fixture(scope="session")
def work(pytestconfig: pytest.Config) -> Path:
    """A folder that the runs in both modes share."""
    place = Path(pytestconfig.getoption("work"))
    place.mkdir(parents=True, exist_ok=True)
    return place


@pytest.fixture(scope="session")
def spark(mode: str) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = (
        SparkSession.builder.config("spark.jars", linesweep.jar())
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", "2g")
    )
    if mode == "connect":
        os.environ["SPARK_TESTING"] = "1"  # the server then listens on a free port
        session = builder.remote("local[2]").getOrCreate()
    else:
        session = builder.master("local[2]").getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="session")
def raw(spark: Any) -> Any:
    """Points of a line with noise that a formula makes, so that it is the same everywhere."""
    return spark.range(60).selectExpr(
        "id * 0.05D as x", "(id * 7 % 10) / 10.0D as z", "2 * x - z + 0.1D * sin(id * 12.9898) as y"
    )


@pytest.fixture(scope="session")
def assembler(spark: Any) -> Any:
    from pyspark.ml.feature import VectorAssembler

    return VectorAssembler(inputCols=["x", "z"], outputCol="features")


@pytest.fixture(scope="session")
def points(raw: Any, assembler: Any) -> Any:
    return assembler.transform(raw)


@pytest.fixture(scope="session")
def settings(work: Path, mode: str) -> dict[str, Any]:
    """Params of the sweep that the tests share; `out` is fresh for each run."""
    import shutil

    out = work / f"points-{mode}"
    shutil.rmtree(out, ignore_errors=True)
    return {
        "labelCol": "y",
        "optimizers": ["sgd", "adam"],
        "learningRates": [0.05, 0.2],
        "epochs": [5, 50],
        "seeds": [7, 13],
        "engine": "fused",
        "out": str(out),
    }


@pytest.fixture(scope="session")
def model(points: Any, settings: dict[str, Any]) -> Any:
    return linesweep.LineSweep(**settings).fit(points)


@pytest.fixture(scope="session")
def out(model: Any, settings: dict[str, Any]) -> str:
    """The output folder of the sweep."""
    return str(settings["out"])
