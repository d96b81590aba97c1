"""The estimator and the transformer, on classic and on Connect: python/test runs both."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyspark.errors import IllegalArgumentException
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.regression import LinearRegressionModel

import linesweep
from linesweep import LineSweep, Trials


def test_the_model_is_the_best_row_of_the_trials(model: Any, out: str) -> None:
    best = linesweep.read(out).iloc[0]
    assert isinstance(model, LinearRegressionModel)
    assert best["rank"] == 1
    assert best["state"] == "COMPLETE"
    assert list(model.coefficients) == pytest.approx(list(best["weights"]), rel=1e-9)
    assert model.intercept == pytest.approx(best["bias"], rel=1e-9)


def test_the_model_is_near_the_line_behind_the_points(model: Any) -> None:
    assert list(model.coefficients) == pytest.approx([2, -1], abs=0.15)
    assert model.intercept == pytest.approx(0, abs=0.15)


def test_classic_and_connect_give_the_same_bits(model: Any, mode: str, work: Path) -> None:
    file = work / "classic.json"
    found = [*model.coefficients, model.intercept]
    if mode == "classic":
        file.write_text(json.dumps(found))
    assert file.is_file(), "run the tests with --mode classic first: python/test does"
    assert found == json.loads(file.read_text())


def test_predictions_are_those_of_the_line(model: Any, points: Any) -> None:
    a, b = model.coefficients
    rows = model.transform(points).select("x", "z", "prediction").collect()
    assert len(rows) == 60
    for row in rows:
        assert row["prediction"] == pytest.approx(a * row["x"] + b * row["z"] + model.intercept)


def test_the_same_fit_again_gives_the_same_model(
    model: Any, points: Any, settings: dict[str, Any]
) -> None:
    again = LineSweep(**settings).fit(points)
    assert list(again.coefficients) == list(model.coefficients)


def test_pandas_and_spark_read_the_same_tables(model: Any, points: Any, out: str) -> None:
    for table in ("trials", "curves", "settings"):
        own = linesweep.read(out, table)  # type: ignore[arg-type]
        theirs = Trials(folder=out, table=table).transform(points)
        assert list(own.columns) == theirs.columns
        assert len(own) == theirs.count()
    assert len(linesweep.read(out)) == 16
    assert len(linesweep.read(out, "settings")) == 8


def test_a_param_map_is_for_one_fit(points: Any, settings: dict[str, Any], out: str) -> None:
    sweep = LineSweep(**settings)
    few = sweep.fit(points, {sweep.epochs: [5], sweep.seeds: [7], sweep.out: out + "-few"})
    trials = linesweep.read(out + "-few")
    assert set(trials["epochs"]) == {5}
    assert list(few.coefficients) == pytest.approx(list(trials.iloc[0]["weights"]), rel=1e-9)
    assert sweep.getOrDefault("epochs") == [5, 50]
    alone = linesweep.read(out + "-few", "settings")
    theirs = Trials(folder=out + "-few", table="settings").transform(points)
    assert list(alone.columns) == theirs.columns
    assert alone["test_loss_mean"].tolist() == [row["test_loss_mean"] for row in theirs.collect()]


def test_settings_of_which_none_completed_have_their_columns(
    points: Any, settings: dict[str, Any], out: str
) -> None:
    alike = {**settings, "optimizers": ["sgd"], "seeds": [7], "trainingLoss": "mse"}
    with pytest.raises(Exception, match="no trial completed"):
        LineSweep(**{**alike, "learningRates": [1e30], "out": out + "-none"}).fit(points)
    LineSweep(**{**alike, "learningRates": [0.01], "out": out + "-one"}).fit(points)
    none = linesweep.read(out + "-none", "settings")
    assert list(none.columns) == list(linesweep.read(out + "-one", "settings").columns)
    assert none["complete"].tolist() == [0, 0]
    assert none["diverged"].tolist() == [1, 1]
    theirs = Trials(folder=out + "-none", table="settings").transform(points)
    assert list(none.columns) == theirs.columns


def test_an_estimator_is_saved_and_loaded(spark: Any, settings: dict[str, Any], out: str) -> None:
    sweep = LineSweep(**settings, timeBudget=600, testFraction=0.25, orderByCols=["x"])
    sweep.write().overwrite().save(out + "-estimator")
    loaded = LineSweep.load(out + "-estimator")
    assert type(loaded) is LineSweep
    assert loaded.uid == sweep.uid
    values = {param.name: value for param, value in sweep.extractParamMap().items()}
    assert {param.name: value for param, value in loaded.extractParamMap().items()} == values


def test_a_transformer_is_saved_and_loaded(spark: Any, out: str) -> None:
    Trials(folder=out, table="curves").write().overwrite().save(out + "-transformer")
    loaded = Trials.load(out + "-transformer")
    assert type(loaded) is Trials
    assert (loaded.getOrDefault("folder"), loaded.getOrDefault("table")) == (out, "curves")


def test_a_pipeline_is_fitted_saved_and_loaded(
    model: Any, raw: Any, assembler: Any, settings: dict[str, Any], out: str
) -> None:
    Pipeline(stages=[assembler, LineSweep(**settings)]).write().overwrite().save(out + "-pipeline")
    pipeline = Pipeline.load(out + "-pipeline")
    assert type(pipeline.getStages()[1]) is LineSweep
    fitted = pipeline.fit(raw)
    assert list(fitted.stages[1].coefficients) == list(model.coefficients)
    fitted.write().overwrite().save(out + "-fitted")
    first = PipelineModel.load(out + "-fitted").transform(raw).select("prediction").first()
    assert first == fitted.transform(raw).select("prediction").first()


def test_a_wrong_value_is_refused_with_its_param(points: Any, settings: dict[str, Any]) -> None:
    with pytest.raises(IllegalArgumentException, match="epochs"):
        LineSweep(**{**settings, "epochs": [0]}).fit(points)
    with pytest.raises(IllegalArgumentException, match="rice.*labelCol|labelCol.*rice|`?rice`?"):
        LineSweep(**{**settings, "labelCol": "rice"}).fit(points)
    with pytest.raises(TypeError, match="epochs"):
        LineSweep(epochs="many")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="epoch"):
        LineSweep(epoch=[10])  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="LineSweep has no param 'epoch'"):
        LineSweep().setParams(epoch=[10])


def test_a_grid_of_the_article_in_few_lines(spark: Any, work: Path, mode: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
    block = text.split("<!-- the article's grid -->")[1].split("```python\n")[1].split("```")[0]
    assert len(block.strip().splitlines()) <= 8
    code = block.replace("out=", f'freshStart=True, out="{work / ("line-" + mode)}" or ')
    names: dict[str, Any] = {}
    exec(code, names)
    assert list(names["model"].coefficients) == pytest.approx([0.7], abs=0.02)
    assert names["model"].intercept == pytest.approx(0.3, abs=0.02)


def test_rows_count_by_the_weight_column(
    raw: Any, assembler: Any, settings: dict[str, Any], tmp_path: Path
) -> None:
    weighted = assembler.transform(raw.selectExpr("*", "CAST(x AS INT) AS w"))
    params = {**settings, "optimizers": ["sgd"], "seeds": [7]}
    model = LineSweep(**{**params, "weightCol": "w", "out": str(tmp_path / "w")}).fit(weighted)
    equal = LineSweep(**{**params, "out": str(tmp_path / "equal")}).fit(weighted)

    assert model.getWeightCol() == "w"
    assert list(model.coefficients) != list(equal.coefficients)
    facts = json.loads((tmp_path / "w" / "provenance.json").read_text())
    assert "rows count by w, from 0 to 2" in json.dumps(facts)
    with pytest.raises(IllegalArgumentException, match="weightCol: there is no column .v"):
        LineSweep(**{**params, "weightCol": "v", "out": str(tmp_path / "v")}).fit(weighted)


def test_ctrl_c_ends_the_sweep_in_good_order(
    spark: Any, points: Any, settings: dict[str, Any], tmp_path: Path, mode: str
) -> None:
    status = tmp_path / "long" / "status.json"
    long = {**settings, "epochs": [10, 1_000_000_000], "out": str(status.parent)}

    def interrupt() -> None:
        _await(lambda: status.is_file() and '"training"' in status.read_text())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        LineSweep(**long).fit(points)
    _await(lambda: '"INTERRUPTED"' in status.read_text())
    if mode == "classic":
        tracker = spark.sparkContext.statusTracker()
        _await(lambda: not tracker.getActiveJobsIds())
    assert spark.range(3).count() == 3


def _await(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end, "waited two minutes"
        time.sleep(0.1)
