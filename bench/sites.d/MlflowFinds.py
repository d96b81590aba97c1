"""What MLflow's own client finds of a sweep, next to the tables of its folder.

MlflowFinds.py ADDRESS EXPERIMENT FOLDER SETTINGS
"""

import hashlib
import math
import sys
from pathlib import Path

import mlflow
import pandas
from mlflow.tracking import MlflowClient

address, experiment, folder, wanted = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
mlflow.set_tracking_uri(address)
client = MlflowClient(address)
failed = False


def holds(text, truth):
    global failed
    failed = failed or not truth
    print(f"  {'holds' if truth else 'FAILS'}: MLflow's client: {text}")


def all_runs(where):
    runs, token = [], None
    while True:
        page = client.search_runs([client.get_experiment_by_name(experiment).experiment_id], where, max_results=500, page_token=token)
        runs += page
        token = page.token
        if not token:
            return runs


def digests(root):
    return {
        str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(root.rglob("*"))
        if file.is_file() and not file.name.endswith(".crc")
    }


def near(a, b):
    return math.isclose(a, b, rel_tol=1e-9) or (math.isnan(a) and math.isnan(b))


parents = all_runs(f"tags.`linesweep.folder` = '{folder}'")
holds(f"one run for {folder.name}", len(parents) == 1)
parent = parents[0]
holds("it is finished and has the job's name", parent.info.status == "FINISHED" and parent.info.run_name == parent.data.tags["mlflow.runName"])

trials = pandas.read_parquet(folder / "trials.parquet")
curves = pandas.read_parquet(folder / "curves.parquet")
holds("it counts the trials", parent.data.metrics["trials_complete"] == (trials.state == "COMPLETE").sum() and parent.data.metrics["trials_left"] == 0)

children = all_runs(f"tags.`mlflow.parentRunId` = '{parent.info.run_id}'")
settings = {child.data.tags["linesweep.setting"] for child in children}
ranks = sorted(int(child.data.tags["linesweep.rank"]) for child in children if child.data.tags["linesweep.rank"].isdigit())
holds(f"{wanted} settings nested in it, none twice", len(settings) == len(children) and ranks == list(range(1, wanted + 1)))

axes = [name for name in trials.columns if name in children[0].data.params or "_" in name and name.split("_")[0] in set(trials.optimizer)]
same_params = same_errors = same_curves = points = 0
for child in children:
    first = trials[trials.trial_id == child.data.tags["linesweep.trial"]].iloc[0]
    setting = trials[
        (trials.optimizer == first.optimizer)
        & ((trials.learning_rate == first.learning_rate) | (trials.learning_rate.isna() & math.isnan(first.learning_rate)))
        & (trials.epochs == first.epochs)
    ]
    same_params += all(
        near(float(value), float(first[name])) if isinstance(first[name], float) else str(first[name]) == value
        for name, value in child.data.params.items()
    )
    same_errors += all(near(child.data.metrics[name], setting[name].mean()) for name in ["train_loss", "test_loss", "test_mae", "test_rmse", "test_r2"])
    history = client.get_metric_history(child.info.run_id, "train_loss")
    own = curves[curves.trajectory_id.isin(setting.trajectory_id) & (curves.epoch <= first.epochs)]
    expected = own.groupby("epoch").train_loss.mean()
    steps = [point.step for point in history]
    points += len(steps)
    same_curves += len(steps) == len(set(steps)) and set(steps) == set(expected.index) | {int(first.epochs)} and all(
        near(point.value, expected[point.step]) for point in history if point.step < first.epochs
    )
holds(f"params of {same_params} settings are those of trials.parquet", same_params == len(children))
holds(f"errors of {same_errors} settings are the means of trials.parquet", same_errors == len(children))
holds(f"{points} losses along the epochs of {same_curves} settings are those of curves.parquet, each once", same_curves == len(children))

fetched = digests(Path(mlflow.artifacts.download_artifacts(run_id=parent.info.run_id)))
kept = digests(folder)
sent = {name: kept[name] for name in kept if name.startswith("best/") or name in ("report.html", "summary.csv", "settings.csv", "job.yaml", "provenance.json")}
holds(f"{len(fetched)} files with the bytes of the folder", fetched == sent)
sys.exit(1 if failed else 0)
