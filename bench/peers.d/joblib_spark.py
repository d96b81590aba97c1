"""joblib-spark: the tutorial's PyTorch loop, one trajectory a Spark task."""
import os

from joblib import Parallel, delayed
from joblibspark import register_spark

from clock import answers, arguments, measure, spread
from spark_session import session

work, options = arguments(columns=20)
columns = spread(work, options.columns)
spark = session()
register_spark()


def one(name, rule, column):
    from workers import trained

    return trained(name, rule, column)


def train():
    todo = [(rule, column) for rule in range(len(work.rules)) for column in columns]
    tasks = (delayed(one)(work.name, *at) for at in todo)
    losses = Parallel(backend="spark", n_jobs=os.cpu_count())(tasks)
    return answers(work, zip(todo, losses)), len(columns) / work.columns


measure(work, train, workers=True)
spark.stop()
