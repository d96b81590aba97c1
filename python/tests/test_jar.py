"""Where the jar is found, and what is said if it is nowhere. No Spark."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import linesweep
from linesweep import _jar


def test_the_environment_names_the_jar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "any.jar"
    file.touch()
    monkeypatch.setenv("LINESWEEP_JAR", str(file))
    assert linesweep.jar() == str(file)


def test_a_wrong_name_in_the_environment_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINESWEEP_JAR", "/nowhere/any.jar")
    with pytest.raises(FileNotFoundError, match="LINESWEEP_JAR names /nowhere/any.jar"):
        linesweep.jar()


def test_the_jar_next_to_the_module_comes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("LINESWEEP_JAR", raising=False)
    monkeypatch.setattr(_jar, "_MODULE", tmp_path / "python" / "linesweep")
    (tmp_path / "python" / "linesweep").mkdir(parents=True)
    (tmp_path / "target").mkdir()
    (tmp_path / "pom.xml").touch()
    with pytest.raises(FileNotFoundError, match="mvnw package"):
        linesweep.jar()
    (tmp_path / "target" / "linesweep-1.0-sources.jar").touch()
    built = tmp_path / "target" / "linesweep-1.0.jar"
    built.touch()
    assert linesweep.jar() == str(built)
    packaged = tmp_path / "python" / "linesweep" / "linesweep-1.0.jar"
    packaged.touch()
    assert linesweep.jar() == str(packaged)


def test_without_a_session_it_is_said_how_to_start_one() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import linesweep; linesweep.LineSweep()"],
        env={key: value for key, value in os.environ.items() if not key.startswith("SPARK_")},
        capture_output=True,
        text=True,
    )
    assert "start one first, with Linesweep's jar" in run.stderr.splitlines()[-1]


def test_tables_are_read_without_pyspark(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pyspark'] = None; import linesweep\n"
        f"try: linesweep.read({str(tmp_path)!r})\n"
        "except FileNotFoundError as e: print(e)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout == f"{tmp_path} holds no sweep\n", run.stderr
