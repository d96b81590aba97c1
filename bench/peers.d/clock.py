"""Times a tool's training, cold and warm, and reports it to measure.py in one line."""
import argparse
import json
import os
import resource
import time

import numpy as np

from work import Work

WARM_TRAININGS, WARM_SECONDS, MOST_TRAININGS = 3, 1.0, 200


def cpu():
    """Processor seconds of this process, all its threads."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def arguments(**options):
    """The work and the tool's options with their defaults, read from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work")
    for name, default in options.items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    parsed = parser.parse_args()
    return Work(parsed.work), parsed


def timed(train):
    wall, spent = time.perf_counter(), cpu()
    result = train()
    return result, time.perf_counter() - wall, cpu() - spent


def measure(work, train, warm=False, workers=False):
    """Trains once cold and, if asked, warm until the clock's grain is small.

    train() returns the test losses by rule, column and epoch, or these (NaN if not trained) and the share of
    the trajectories that it trained. The processor time of training in other processes, the workers, is
    taken by measure.py when it reads BEGIN and END.
    """
    print("BEGIN", flush=True)
    result, wall, spent = timed(train)
    print("END", flush=True)
    losses, share = result if isinstance(result, tuple) else (result, 1.0)
    report = {"share": share, "cold_wall": wall, "warm_wall": [], "warm_cpu": []}
    if not workers:
        report["cold_cpu"] = spent
    while warm and len(report["warm_wall"]) < MOST_TRAININGS and (
        len(report["warm_wall"]) < WARM_TRAININGS or sum(report["warm_wall"]) < WARM_SECONDS
    ):
        _, wall, spent = timed(train)
        report["warm_wall"].append(wall)
        report["warm_cpu"].append(spent)
    np.save(os.environ["ANSWER"], np.asarray(losses, np.float64) * work.scale)
    print("REPORT " + json.dumps(report), flush=True)


class Shuffled:
    """Trains trajectories in a seeded order until the budget of seconds is spent."""

    def __init__(self, work, budget):
        self.work, self.budget = work, budget
        self.todo = [(r, c) for r in range(len(work.rules)) for c in range(work.columns)]
        np.random.default_rng(13).shuffle(self.todo)

    def train(self, fit):
        """fit(rule, rate, initial weights) returns the losses at the epochs asked for."""
        losses = np.full(self.work.shape, np.nan)
        began = time.perf_counter()
        for done, (r, c) in enumerate(self.todo, 1):
            losses[r, c] = fit(self.work.rules[r], float(self.work.rate[c]), self.work.init[:, c])
            if time.perf_counter() - began > self.budget:
                break
        return losses, done / len(self.todo)


def spread(work, columns):
    """So many columns of each rule, over the whole range of rates."""
    return np.linspace(0, work.columns - 1, min(columns, work.columns)).round().astype(int).tolist()


def answers(work, found):
    """Test losses from pairs of (rule's index, column) and losses; NaN if not trained."""
    losses = np.full(work.shape, np.nan)
    for (rule, column), values in found:
        losses[rule, column] = values
    return losses
