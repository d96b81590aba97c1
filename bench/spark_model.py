"""Loads best/spark of a sweep with plain Spark, without Linesweep's jar, and compares what it predicts. Reads
the folder as the table of its trials, and compares it with summary.csv.

    spark-submit bench/spark_model.py OUT TABLE PREDICTIONS

TABLE is what `linesweep predict` made PREDICTIONS, a CSV file, of. Exit code 0 if all rows have the same
prediction up to 1e-9 relative, or none in both.
"""

import csv
import glob
import math
import sys

from pyspark.ml import PipelineModel
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.regression import LinearRegressionModel
from pyspark.sql import SparkSession

out, table, predictions = sys.argv[1:]
spark = SparkSession.builder.getOrCreate()
pipeline = PipelineModel.load(out + "/best/spark")
(stage,) = glob.glob(out + "/best/spark/stages/*_LinearRegression_*")
alone = LinearRegressionModel.load(stage)
assert any(alone.uid == loaded.uid for loaded in pipeline.stages), alone.uid


def ordered(values):
    return sorted(values, key=lambda value: math.inf if math.isnan(value) else value)


def predicted(rows):
    return ordered(
        math.nan if row.prediction is None else row.prediction
        for row in pipeline.transform(rows).select("prediction").collect()
    )


with open(predictions, encoding="utf-8", newline="") as file:
    expected = ordered(float(row["prediction"] or "nan") for row in csv.DictReader(file))
if table.endswith(".parquet"):
    tables = [spark.read.parquet(table)]
else:
    # Features that are columns as they are must be numbers; all others may be text.
    typed = isinstance(pipeline.stages[0], VectorAssembler)
    tables = [
        spark.read.csv(table, header=True, inferSchema=infer)
        for infer in ([True] if typed else [False, True])
    ]
for rows in tables:
    actual = predicted(rows)
    assert len(actual) == len(expected), (len(actual), len(expected))
    for got, wanted in zip(actual, expected):
        same = math.isnan(got) and math.isnan(wanted) or abs(got - wanted) <= 1e-9 * abs(wanted)
        assert same, (got, wanted)
with open(out + "/summary.csv", encoding="utf-8", newline="") as file:
    trials = sorted(row["trial_id"] for row in csv.DictReader(file))
assert sorted(row.trial_id for row in spark.read.parquet(out).collect()) == trials
print(f"{len(expected)} predictions of {pipeline.uid} by Spark {spark.version}")
