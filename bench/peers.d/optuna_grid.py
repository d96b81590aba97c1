"""Optuna: GridSampler over the tutorial's PyTorch loop; a trajectory reports its epochs."""
import optuna

from clock import answers, arguments, measure
from torch_fit import Fit

work, options = arguments(budget=40.0)
optuna.logging.set_verbosity(optuna.logging.ERROR)


def train():
    fit = Fit(work)
    found = []

    def objective(trial):
        rule = trial.suggest_categorical("rule", work.rules)
        column = trial.suggest_int("column", 0, work.columns - 1)
        losses = fit(rule, float(work.rate[column]), work.init[:, column], lambda epoch, loss: trial.report(loss, epoch))
        found.append(((work.rules.index(rule), column), losses))
        return min(losses)

    grid = {"rule": work.rules, "column": list(range(work.columns))}
    study = optuna.create_study(sampler=optuna.samplers.GridSampler(grid, seed=13))
    study.optimize(objective, n_trials=work.trajectories, timeout=options.budget)
    return answers(work, found), len(found) / work.trajectories


measure(work, train)
