"""The tables of an output folder, as pandas reads them, without Spark."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas

Table = Literal["trials", "curves", "settings"]
_STATES = ("COMPLETE", "DIVERGED", "FAILED", "STOPPED")


def read(folder: str | os.PathLike[str] = "", table: Table = "trials") -> pandas.DataFrame:
    """A table of a sweep that has ended.

    `trials` has one row per trial in the order of ranks, `curves` the losses along the epochs,
    `settings` one row per setting over its seeds and folds. The folder is `LineSweep`'s `out`, on
    this machine; without it, it is the sweep under `runs` that was written last. A folder on HDFS
    or in an object store is read by `Trials`.
    """
    if table not in ("trials", "curves", "settings"):
        raise ValueError(f'table must be "trials", "curves" or "settings" but was {table!r}')
    import pandas

    place = ended(folder)
    if table == "settings":
        file = place / "settings.csv"
        return pandas.read_csv(file, dtype={"batch_size": str}) if file.exists() else _alone(place)
    return pandas.read_parquet(place / f"{table}.parquet")


def ended(folder: str | os.PathLike[str]) -> Path:
    """The folder, which holds a sweep that has ended."""
    place = _local(os.fspath(folder)) if os.fspath(folder) else _latest(Path("runs"))
    if not place.is_dir():
        raise FileNotFoundError(f"there is no folder {place}")
    if not (place / "trials.parquet").is_file():
        what = (
            "holds a sweep that has not ended; run the same fit or command again to continue"
            if (place / "journal").is_dir()
            else "holds no sweep"
        )
        raise FileNotFoundError(f"{place} {what}")
    return place


def _local(folder: str) -> Path:
    if folder.startswith("file:"):
        return Path("/" + folder[len("file:") :].lstrip("/"))
    if "://" in folder:
        raise ValueError(
            f"{folder} is not on this machine. Read its tables through Spark:"
            f' linesweep.Trials(folder="{folder}").transform(df)'
        )
    return Path(folder)


def _latest(runs: Path) -> Path:
    sweeps = [place.parent for place in runs.glob("*/trials.parquet")]
    if not sweeps:
        raise FileNotFoundError(f"{runs.resolve()} holds no sweep that has ended; name its folder")
    return max(sweeps, key=lambda sweep: (sweep / "trials.parquet").stat().st_mtime)


def _alone(place: Path) -> pandas.DataFrame:
    """Settings that have one trial each, with the columns that settings.csv would have."""
    trials = read(place)
    metric = _metric(place)
    names = list(trials.columns)
    before_seed = names[: names.index("seed")]
    settings = trials[[name for name in before_seed if name not in ("trial_id", "state")]].copy()
    settings["trials"] = 1
    for state in _STATES:
        if state != "STOPPED" or "stopped_epoch" in names:
            settings[state.lower()] = (trials["state"] == state).astype(int)
    for over in ("mean", "median", "worst"):
        settings[f"{metric}_{over}"] = trials[metric]
    for over in ("deviation", "standard_error"):
        settings[f"{metric}_{over}"] = float("nan")
    for loss in ("train_loss", "validation_loss", "test_loss"):
        if loss in names and loss != metric:
            settings[f"{loss}_mean"] = trials[loss]
    return settings


def _metric(place: Path) -> str:
    """The ranking metric, by the job as the sweep has written it: there may be no best model."""
    job = (place / "job.yaml").read_text(encoding="utf-8")
    named = re.search(r"^metric: \{name: (\w+)", job, re.MULTILINE)
    if named is None:
        raise ValueError(f"{place / 'job.yaml'} was not written by Linesweep: it names no metric")
    return named[1]
