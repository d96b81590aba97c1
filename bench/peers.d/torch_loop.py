"""PyTorch: the tutorial's loop, one trajectory after the other."""
from clock import Shuffled, arguments, measure
from torch_fit import Fit

work, options = arguments(budget=40.0)
measure(work, lambda: Shuffled(work, options.budget).train(Fit(work)))
