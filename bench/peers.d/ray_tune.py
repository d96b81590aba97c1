"""Ray Tune: grid_search over the tutorial's PyTorch loop; a trajectory reports its epochs."""
import os
import tempfile

import ray
from ray import tune

from clock import answers, arguments, measure, spread

work, options = arguments(columns=20)
columns = spread(work, options.columns)
here = os.path.dirname(os.path.abspath(__file__))
ray.init(
    num_cpus=os.cpu_count(), include_dashboard=False, log_to_driver=False, configure_logging=False,
    runtime_env={"env_vars": {"PYTHONPATH": here}},
)


def trajectory(config):
    from workers import trained

    trained(config["work"], config["rule"], config["column"],
            lambda epoch, loss: tune.report({"epoch": epoch, "loss": loss}))


def train():
    tuner = tune.Tuner(
        tune.with_resources(trajectory, {"cpu": 1}),
        param_space={
            "work": work.name,
            "rule": tune.grid_search(list(range(len(work.rules)))),
            "column": tune.grid_search(columns),
        },
        tune_config=tune.TuneConfig(metric="loss", mode="min", reuse_actors=True),
        run_config=tune.RunConfig(verbose=0, storage_path=storage),
    )
    found = []
    for result in tuner.fit():
        losses = result.metrics_dataframe.set_index("epoch").loss
        at = result.config["rule"], result.config["column"]
        found.append((at, [losses.loc[epoch] for epoch in work.epochs]))
    return answers(work, found), len(columns) / work.columns


with tempfile.TemporaryDirectory() as storage:
    measure(work, train, workers=True)
ray.shutdown()
