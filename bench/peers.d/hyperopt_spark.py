"""Hyperopt with SparkTrials over the tutorial's PyTorch loop.

Hyperopt has no grid, so it draws trajectories of the grid at random, some more than once.
"""
import os

import numpy as np
from hyperopt import STATUS_OK, SparkTrials, fmin, hp, rand

from clock import answers, arguments, measure
from spark_session import session

work, options = arguments(trajectories=60)
count = min(options.trajectories, work.trajectories)
spark = session()


def objective(at, name=work.name):
    from workers import trained

    losses = trained(name, *at)
    return {"loss": min(losses), "status": STATUS_OK, "losses": losses, "at": at}


def train():
    trials = SparkTrials(parallelism=os.cpu_count())
    space = hp.choice("rule", list(range(len(work.rules)))), hp.choice("column", list(range(work.columns)))
    fmin(objective, space, algo=rand.suggest, max_evals=count, trials=trials, show_progressbar=False,
         rstate=np.random.default_rng(13))
    found = [(result["at"], result["losses"]) for result in trials.results]
    return answers(work, found), count / work.trajectories


measure(work, train, workers=True)
spark.stop()
