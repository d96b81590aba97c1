"""Spark ML: TrainValidationSplit over LinearRegression, the nearest that it can express.

It has no optimizers, learning rates or absolute error, so 20 penalties and three iteration counts of L-BFGS
on huber or squared errors stand for them, and its split is random.
"""
import os

import numpy as np
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.linalg import Vectors
from pyspark.ml.regression import LinearRegression
from pyspark.ml.tuning import ParamGridBuilder, TrainValidationSplit

from clock import arguments, measure
from spark_session import session

work, options = arguments(loss="huber")
spark = session()


def train():
    x, y = np.r_[work.x, work.xt].astype(float), np.r_[work.y, work.yt].astype(float)
    rows = [(Vectors.dense(features), float(label)) for features, label in zip(x, y)]
    table = spark.createDataFrame(rows, ["features", "label"]).coalesce(os.cpu_count()).cache()
    model = LinearRegression(loss=options.loss, solver="l-bfgs", tol=0, standardization=False)
    grid = ParamGridBuilder().addGrid(model.regParam, [float(rate) for rate in work.rates])
    grid = grid.addGrid(model.maxIter, [10, 50, 100]).build()
    search = TrainValidationSplit(
        estimator=model, estimatorParamMaps=grid, evaluator=RegressionEvaluator(metricName="mae"),
        trainRatio=0.8, parallelism=os.cpu_count(), seed=13,
    )
    return search.fit(table).validationMetrics


measure(work, train, workers=True)
spark.stop()
