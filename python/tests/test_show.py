"""What `read` and `show` give, from a folder alone."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import linesweep
from linesweep import _show
from linesweep._svg import Axis, Series


def test_the_card_has_the_winner_and_three_charts(out: str) -> None:
    card = linesweep.show(out)
    page = card._repr_html_()
    assert card.best.equation in page
    assert "the mean over 2 trainings" in page
    assert "least squares" in page
    assert "Checked: plain DL4J, trained separately: " in page
    charts = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(charts) == 3
    for chart in charts:
        assert ElementTree.fromstring(chart).iter("circle")


def test_the_winners_curve_ends_at_its_own_loss(
    out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[str, list[Series]] = {}

    def keep(title: str, x: Axis, y: Axis, series: list[Series]) -> str:
        drawn[title] = series
        return ""

    monkeypatch.setattr(_show, "chart", keep)
    card = linesweep.show(out)
    card._repr_html_()
    first = linesweep.read(out).iloc[0]
    winner = drawn["Best trial of each optimizer"][-1]
    assert winner.name == first["optimizer"]
    assert winner.points[-1] == (first["epochs"], pytest.approx(first[card.best.metric]))


def test_the_card_stands_alone(out: str) -> None:
    page = linesweep.show(out)._repr_html_()
    assert "<script" not in page
    assert "src=" not in page
    assert "url(" not in page
    assert len(page) < 60_000


def test_elsewhere_the_card_is_a_line_of_text(out: str) -> None:
    best = linesweep.read(out, "settings").iloc[0]
    text = repr(linesweep.show(out))
    assert text.startswith("y = ")
    assert f"{best['optimizer']}, rate {best['learning_rate']:g}, {best['epochs']} epochs" in text


def test_names_from_the_data_are_escaped(out: str) -> None:
    from dataclasses import replace

    card = linesweep.show(out)
    card = replace(card, best=replace(card.best, equation="<b>y</b>", label="<i>y</i>"))
    assert "<b>y</b>" not in card._repr_html_()
    assert "<i>" not in card._repr_html_()


def test_a_folder_without_a_sweep_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        linesweep.read(tmp_path / "none")
    with pytest.raises(FileNotFoundError, match="holds no sweep"):
        linesweep.show(tmp_path)
    (tmp_path / "journal").mkdir()
    with pytest.raises(FileNotFoundError, match="has not ended"):
        linesweep.read(tmp_path)


def test_a_folder_elsewhere_is_read_through_spark() -> None:
    with pytest.raises(ValueError, match=r'Trials\(folder="hdfs:///sweeps/line"\)'):
        linesweep.read("hdfs:///sweeps/line")


def test_the_latest_sweep_is_the_default(
    out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="holds no sweep that has ended"):
        linesweep.read()
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "points").symlink_to(out)
    assert len(linesweep.read()) == 16


def test_another_table_is_refused() -> None:
    with pytest.raises(ValueError, match="must be"):
        linesweep.read("any", "trial")  # type: ignore[arg-type]


def test_an_optimizer_whose_trials_all_diverged_has_no_curve(out: str) -> None:
    curves, trials = linesweep.read(out, "curves"), linesweep.read(out)
    best = linesweep.show(out).best
    lost = next(name for name in trials["optimizer"].unique() if name != best.trial["optimizer"])
    for loss in ("train_loss", "validation_loss", "test_loss"):
        if loss in curves:
            curves.loc[curves["optimizer"] == lost, loss] = float("nan")
    assert lost in _show._losses(linesweep.read(out, "curves"), trials, best)
    assert lost not in _show._losses(curves, trials, best)
