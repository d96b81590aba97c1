"""scikit-learn: GridSearchCV over SGDRegressor, the nearest that it can express.

It steps at every row and has neither momentum nor adam, so it fits plain SGD for each rate and epoch count.
"""
import os

import numpy as np
from sklearn.linear_model import SGDRegressor
from sklearn.model_selection import GridSearchCV, PredefinedSplit

from clock import arguments, measure

work, _ = arguments()


def train():
    x, y = np.r_[work.x, work.xt], np.r_[work.y, work.yt]
    split = PredefinedSplit(np.r_[np.full(len(work.y), -1), np.zeros(len(work.yt))])
    model = SGDRegressor(loss="epsilon_insensitive", epsilon=0, penalty=None, learning_rate="constant",
                         tol=None, shuffle=work.batch is not None, random_state=13)
    grid = {"eta0": list(work.rates), "max_iter": work.epochs}
    search = GridSearchCV(model, grid, scoring="neg_mean_absolute_error", cv=split, refit=False, n_jobs=os.cpu_count())
    return -search.fit(x, y).cv_results_["mean_test_score"]


measure(work, train, workers=True)
