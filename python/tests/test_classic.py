"""What only a classic session has: the Java twin's params, the class path."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from linesweep import LineSweep, Trials, _ml


@pytest.fixture(autouse=True)
def classic(mode: str) -> None:
    if mode != "classic":
        pytest.skip("only in a classic session")


def _java(value: Any) -> Any:
    return list(value) if hasattr(value, "__len__") and not isinstance(value, str) else value


@pytest.mark.parametrize("stage", [LineSweep, Trials])
def test_params_and_defaults_are_those_of_java(spark: Any, stage: Any) -> None:
    own = stage()
    java = getattr(spark._jvm.dev.linesweep.ml, stage.__name__)()
    names = [param.name() for param in java.params()]
    assert sorted(param.name for param in own.params) == sorted(names)
    for name in names:
        default = java.getDefault(java.getParam(name))
        assert own.hasDefault(name) == default.isDefined(), name
        if own.hasDefault(name):
            assert own.getOrDefault(name) == _java(default.get()), name


def test_a_jar_that_is_not_on_the_class_path_is_said(
    spark: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_ml, "_JAVA_PACKAGE", "dev.elsewhere.ml")
    with pytest.raises(RuntimeError, match="jar is not on the class path.*linesweep.jar"):
        LineSweep()


def test_the_line_that_a_refusal_prints_saves_the_rows_of_vectors(
    spark: Any, points: Any, out: str, tmp_path: Path
) -> None:
    from pyspark.ml.functions import vector_to_array

    sweep = spark._jvm.dev.linesweep.Sweep
    job = f"{out}/job.yaml"
    said = "the rows of this job came from a program's DataFrame"
    with pytest.raises(Exception, match=said) as refused:
        sweep.read(job).run(spark._jsparkSession)
    line = re.search(r'df\.select\(.*\.parquet\("rows\.parquet"\)', str(refused.value))
    assert line is not None
    rows = str(tmp_path / "rows.parquet")
    eval(line[0].replace("rows.parquet", rows), {"df": points, "vector_to_array": vector_to_array})

    changes = ["data.format=parquet", f"data.path={rows}"]
    again = sweep.read(job, changes).withOut(str(tmp_path / "again"))
    again.run(spark._jsparkSession)
    summary = (tmp_path / "again" / "summary.csv").read_bytes()
    assert summary == Path(out, "summary.csv").read_bytes()
