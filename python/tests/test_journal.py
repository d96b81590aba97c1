"""The reader of docs/read_journal.py, which follows the specification of the journal, reads it right."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from typing import Any

import pytest

import linesweep

READER = Path(__file__).resolve().parents[2] / "docs" / "read_journal.py"


@pytest.fixture(scope="module")
def reader() -> Any:
    spec = importlib.util.spec_from_file_location("read_journal", READER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def out(raw: Any, assembler: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("journal") / "out"
    linesweep.LineSweep(
        labelCol="y", optimizers=["sgd", "adam"], epochs=[1, 20], seeds=[1, 2], validationFraction=0.2, out=str(folder)
    ).fit(assembler.transform(raw))
    return folder


def test_blocks_have_the_errors_of_the_table(reader: Any, out: Path) -> None:
    trials = linesweep.read(str(out))
    found = {
        (f"{trajectory:016x}", epoch): (block, column)
        for _, block in reader.blocks(out)
        for column, trajectory in enumerate(block.trajectories)
        for epoch in block.epochs
    }
    assert len(trials) == 2 * 10 * 2 * 2
    for trial in trials.itertuples():
        block, column = found[trial.trajectory_id, trial.epochs]
        for part in ("train", "validation", "test"):
            assert block.metric(column, trial.epochs, part, "loss") == getattr(trial, f"{part}_loss")
        assert math.sqrt(block.metric(column, trial.epochs, "test", "mse")) == trial.test_rmse
        assert (block.engine, block.device, block.host) == (trial.engine, trial.device, trial.host)


def test_identities_are_those_of_the_canonical_form(reader: Any, out: Path) -> None:
    lines = (out / "summary.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")
    for line in lines[1:]:
        trial = dict(zip(names, line.split(",")))
        keys = ["beta1", "beta2", "epsilon"] if trial["optimizer"] == "adam" else []
        settings = [f"optimizer={trial['optimizer']}"]
        settings += [f"{key}={trial['adam_' + key]}" for key in keys]
        settings += [f"{key}={trial[key]}" for key in ("learning_rate", "batch_size", "l1", "l2", "seed", "epochs")]
        assert f"{reader.trajectory_id(';'.join(settings)):016x}" == trial["trial_id"]


def test_a_changed_byte_is_found(reader: Any, out: Path) -> None:
    whole = next((out / "journal").glob("*.block")).read_bytes()
    for at in (0, 9, 45, 60, len(whole) - 1):
        changed = bytearray(whole)
        changed[at] ^= 1
        with pytest.raises(reader.Corrupt):
            reader.decode(bytes(changed))
    with pytest.raises(reader.Corrupt):
        reader.decode(whole[:-1])
