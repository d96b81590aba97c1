"""What a worker of Ray, Spark or joblib does: the tutorial's PyTorch loop for one trajectory."""
import functools

from torch_fit import Fit
from work import Work


@functools.cache
def _fit(name):
    work = Work(name)
    return work, Fit(work)


def trained(name, rule, column, report=lambda epoch, loss: None):
    work, fit = _fit(name)
    return fit(work.rules[rule], float(work.rate[column]), work.init[:, column], report)
