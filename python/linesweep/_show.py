"""A sweep at a glance, for a notebook: the winner's card and the main charts."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from linesweep._folder import ended, read
from linesweep._model import Best
from linesweep._svg import COLOURS, Axis, Series, chart, legend, number

if TYPE_CHECKING:
    import pandas

_BASELINES = {
    "ols": "least squares",
    "lad": "least absolute deviations",
    "mean": "the mean",
    "median": "the median",
}
_SMALLEST = 1e-9
_DOTS = 300


def show(folder: str | os.PathLike[str] = "") -> Card:
    """The winner of a sweep and its main charts, which a notebook shows as the cell's value.

    The folder is `LineSweep`'s `out`; without it, it is the latest sweep under `runs`.
    """
    place = ended(folder)
    return Card(place, Best.read(place))


@dataclass(frozen=True)
class Card:
    """What `show` returns: HTML with inline SVG for a notebook, a line of text elsewhere."""

    folder: Path
    best: Best

    def __repr__(self) -> str:
        best = self.best
        return f"{best.equation}  ({setting(best)}; {best.metric} {number(best.value)})"

    def _repr_html_(self) -> str:
        trials, settings = read(self.folder), read(self.folder, "settings")
        charts = [
            _losses(read(self.folder, "curves"), trials, self.best),
            _rates(settings, self.best),
            _fit(self.folder, self.best),
        ]
        cells = "".join(
            f'<div style="flex:1 1 320px;max-width:400px">{one}</div>' for one in charts if one
        )
        return (
            '<div style="max-width:1240px;line-height:1.5;padding:4px 0">'
            f"{_headline(self.best, trials, settings)}"
            f'<div style="display:flex;flex-wrap:wrap;gap:16px 20px;margin-top:12px">{cells}</div>'
            f"{_page(self.folder)}</div>"
        )


def setting(best: Best) -> str:
    """The winner's setting in words."""
    trial = best.trial
    words = [str(trial["optimizer"])]
    if trial.get("learning_rate") is not None:
        words.append(f"rate {number(trial['learning_rate'])}")
    words.append(f"{number(trial['epochs'])} epochs")
    if trial.get("batch_size", "full") != "full":
        words.append(f"batches of {trial['batch_size']}")
    words += [f"{name} {number(trial[name])}" for name in ("l1", "l2") if trial.get(name)]
    return ", ".join(words)


def _headline(best: Best, trials: pandas.DataFrame, settings: pandas.DataFrame) -> str:
    first = settings.iloc[0]
    over, spread = "", ""
    value = best.value
    if first["trials"] > 1:
        value = first[f"{best.metric}_mean"]
        spread = f" &plusmn; {number(first[f'{best.metric}_deviation'])}"
        over = f", the mean over {int(first['trials'])} trainings"
    counts = f"{len(trials):,} trials of {len(settings):,} settings"
    diverged = int((trials["state"] == "DIVERGED").sum())
    counts += f", {diverged:,} diverged" if diverged else ""
    return (
        f'<div style="opacity:.75;font-size:13px">{escape(best.sweep)}: {counts}</div>'
        f'<div style="font-size:20px;font-weight:600">{escape(setting(best))}</div>'
        f"<div>{escape(best.metric)} <b>{number(value)}</b>{spread}{over}</div>"
        f'<div style="font-family:monospace;margin:6px 0 10px">{escape(best.equation)}</div>'
        f"{_errors(best)}"
    )


def _errors(best: Best) -> str:
    names = [name for name in ("mae", "rmse", "r2") if name in best.test]
    rows = [("this model", best.test)] + [
        (_BASELINES.get(name, name), errors) for name, errors in best.baselines.items()
    ]
    cell = "padding:2px 14px 2px 0;text-align:"
    head = "".join(f'<th style="{cell}right">test {name}</th>' for name in names)
    body = "".join(
        f'<tr style="background:none;color:inherit;{"font-weight:600" if index == 0 else ""}">'
        f'<td style="{cell}left">{escape(name)}</td>'
        + "".join(f'<td style="{cell}right">{number(errors[key])}</td>' for key in names)
        + "</tr>"
        for index, (name, errors) in enumerate(rows)
    )
    return (
        '<table style="border-collapse:collapse;font-size:13px;margin:0;color:inherit">'
        f'<thead><tr style="background:none;color:inherit"><th></th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _page(folder: Path) -> str:
    page = folder / "report.html"
    said = f"The whole report is in {page}." if page.is_file() else f"The tables are in {folder}."
    return (
        '<div style="opacity:.75;font-size:13px;margin-top:8px">'
        f"{escape(_check(folder))}{escape(said)}</div>"
    )


def _check(folder: Path) -> str:
    """What plain Deeplearning4j found about the winner, or why it was not asked."""
    file = folder / "provenance.json"
    if not file.is_file():
        return ""
    sentence = json.loads(file.read_text(encoding="utf-8"))["dl4j_check"]
    reason = sentence.removeprefix("not done: ")
    return f"Checked: {sentence}. " if reason == sentence else f"Not checked: {reason} "


def _losses(curves: pandas.DataFrame, trials: pandas.DataFrame, best: Best) -> str:
    """The losses of each optimizer's best trial along its epochs."""
    loss = "validation_loss" if best.metric.startswith("validation") else "test_loss"
    if loss not in curves or not curves[loss].notna().any():
        loss = "train_loss"
    series = []
    for optimizer, colour in _colours(curves, best):
        own = trials[
            (trials["optimizer"] == optimizer)
            & trials["trajectory_id"].isin(curves["trajectory_id"])
        ]
        if not own.empty:
            trial = own.loc[own["rank"].idxmin()]
            line = curves[
                (curves["trajectory_id"] == trial["trajectory_id"])
                & (curves["epoch"] <= trial["epochs"])
                & curves[loss].notna()
            ].sort_values("epoch")
            points = [
                (e, max(v, _SMALLEST)) for e, v in zip(line["epoch"], line[loss], strict=True)
            ]
            if points:
                series.append(Series(optimizer, points, colour))
    if not series:
        return ""
    x = Axis.over("epochs", [x for one in series for x, _ in one.points], log=True)
    y = Axis.over(loss, [y for one in series for _, y in one.points], log=True)
    return chart("Best trial of each optimizer", x, y, series) + legend(series)


def _rates(settings: pandas.DataFrame, best: Best) -> str:
    """The metric of each optimizer's best setting at each of its learning rates."""
    mean = f"{best.metric}_mean"
    rated = settings[settings["learning_rate"].notna() & settings[mean].notna()]
    if rated["learning_rate"].nunique() < 2:
        return ""
    log = not best.metric.endswith("r2")
    series = []
    for optimizer, colour in _colours(settings, best):
        own = rated[rated["optimizer"] == optimizer].groupby("learning_rate")[mean]
        top = own.max() if best.maximize else own.min()
        points = [(rate, max(v, _SMALLEST) if log else v) for rate, v in top.items()]
        series.append(Series(optimizer, points, colour, dots=True))
    over = "mean " if settings["trials"].max() > 1 else ""
    x = Axis.over("learning rate", [x for one in series for x, _ in one.points], log=True)
    y = Axis.over(f"{over}{best.metric}", [y for one in series for _, y in one.points], log=log)
    return chart("Best setting at each learning rate", x, y, series) + legend(series)


def _fit(folder: Path, best: Best) -> str:
    """The model next to the rows that it was not trained on."""
    import pandas

    file = folder / "best" / "predictions.parquet"
    if not file.is_file():
        return ""
    rows = pandas.read_parquet(file)
    held_out = rows[rows["part"] != "train"]
    rows = held_out if len(held_out) else rows
    rows = rows.iloc[:: max(1, -(-len(rows) // _DOTS))]
    if len(best.features) == 1:
        return _line(rows, best)
    dots = Series(
        "held-out rows",
        list(zip(rows["actual"], rows["predicted"], strict=True)),
        COLOURS[0],
        False,
        True,
    )
    ends = [v for pair in dots.points for v in pair]
    both = Axis.over(f"actual {best.label}", ends)
    even = Series(
        "actual = predicted", [(min(ends), min(ends)), (max(ends), max(ends))], dashed=True
    )
    up = Axis(f"predicted {best.label}", both.low, both.high)
    return chart("Fit", both, up, [dots, even]) + legend([dots, even])


def _line(rows: pandas.DataFrame, best: Best) -> str:
    feature = [row[0] for row in rows["features"]]
    order = sorted(zip(feature, rows["predicted"], strict=True))
    dots = Series(
        "held-out rows", list(zip(feature, rows["actual"], strict=True)), COLOURS[0], False, True
    )
    model = Series("model", [order[0], order[-1]])
    x = Axis.over(best.features[0], feature)
    y = Axis.over(best.label, [*rows["actual"], *rows["predicted"]])
    return chart("Fit", x, y, [model, dots]) + legend([dots, model])


def _colours(table: pandas.DataFrame, best: Best) -> list[tuple[str, str]]:
    """The optimizers with their colours; the winner is last, so that it is drawn on top."""
    names = sorted(table["optimizer"].unique())
    pairs = [(name, COLOURS[index % len(COLOURS)]) for index, name in enumerate(names)]
    return sorted(pairs, key=lambda pair: pair[0] == best.trial["optimizer"])
