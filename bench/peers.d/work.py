"""The work that all tools do: data, split, initial weights, grid and mini-batches, as Linesweep has them."""
import csv
import functools

import numpy as np

from splitmix import SplitMix64
from tools import ROOT

HOMES = ROOT / "jobs/data/lucas-county-homes.csv"
FEATURES = "TLA lotsize age beds baths halfbaths rooms garagesqft frontage depth syear".split()
RULES = ["sgd", "nesterovs", "adam"]
ALL_RULES = ["sgd", "nesterovs", "adagrad", "rmsprop", "adam", "adamax", "nadam", "amsgrad"]


def initial_weights(features, seed):
    """Xavier's normal weights, then the bias."""
    random = SplitMix64(1, seed)
    deviation = (2 / (features + 1)) ** 0.5
    return np.array([deviation * random.gaussian() for _ in range(features)] + [0], np.float32)


def learning_rates(count):
    return np.array([float(f"{rate:.15g}") for rate in np.logspace(-4, 0, count)])


def line():
    """Train and test rows of 0.7 x + 0.3 at 50 places, and the standard deviation of the label's unit."""
    x = np.arange(50) * 0.02
    y = (0.7 * x + 0.3).astype(np.float32)
    x = x.astype(np.float32)[:, None]
    return x[:40], y[:40], x[40:], y[40:], 1.0


def housing():
    """The same of the homes; every fifth row is for testing. Standardized by the training rows."""
    with open(HOMES, newline="") as file:
        rows = list(csv.DictReader(file))
    table = np.array([[float(row[name]) for name in FEATURES + ["price"]] for row in rows])
    test = np.arange(len(table)) % 5 == 4
    mean, deviation = table[~test].mean(0), table[~test].std(0)
    scaled = ((table - mean) / deviation).astype(np.float32)
    x, y = np.ascontiguousarray(scaled[:, :-1]), np.ascontiguousarray(scaled[:, -1])
    return x[~test], y[~test], x[test], y[test], deviation[-1]


class Work:
    """A grid of trajectories (rules × rates × seeds, in this order) whose test losses are asked for at some epochs."""

    def __init__(self, name):
        self.name = name
        self.batch = 32 if name == "W3" else None
        self.rules, self.rates, self.seeds = RULES, learning_rates(20), [42]
        self.epochs = [5] if name == "W3" else [100, 200, 400]
        if name in ("W4k", "W4m"):
            self.rules, self.rates = ALL_RULES, learning_rates(125)
            self.seeds = list(range(1, 2 if name == "W4k" else 101))
            self.epochs = [1, 2, 5, 10, 20, 50, 100, 200, 300, 400]
        data = housing() if name in ("W2", "W3") else line()
        self.x, self.y, self.xt, self.yt, self.scale = data
        self.rows, self.features = self.x.shape
        starts = np.array([initial_weights(self.features, seed) for seed in self.seeds])
        self.init = np.tile(starts, (len(self.rates), 1)).T.copy()  # features + 1 by columns of one rule
        self.rate = np.repeat(self.rates, len(self.seeds)).astype(np.float32)
        self.columns = len(self.rate)  # of one rule
        self.trajectories = self.columns * len(self.rules)
        self.order = self._order() if self.batch else None

    @property
    def shape(self):
        """Of the test losses: rules, columns of each, epochs."""
        return len(self.rules), self.columns, len(self.epochs)

    def _order(self):
        """The rows of each mini-batch of each epoch."""
        orders = [permutation(self.rows, epoch) for epoch in range(1, self.epochs[-1] + 1)]
        return [[order[i : i + self.batch] for i in range(0, self.rows, self.batch)] for order in orders]


@functools.cache
def permutation(rows, epoch):
    return np.array(SplitMix64(2, 13, epoch).permutation(rows), np.int64)
