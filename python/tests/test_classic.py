"""What only a classic session has: the Java twin's params, the class path."""

from __future__ import annotations

from typing import Any

import pytest

from linesweep import LineSweep, Trials, _ml


@pytest.fixture(autouse=True)
def classic(mode: str) -> None:
    if mode != "classic":
        pytest.skip("only in a classic session")


def _java(value: Any) -> Any:
    return list(value) if hasattr(value, "__len__") and not isinstance(value, str) else value


@pytest.mark.parametrize("stage", [LineSweep, Trials])
def test_params_and_defaults_are_those_of_java(spark: Any, stage: Any) -> None:
    own = stage()
    java = getattr(spark._jvm.dev.linesweep.ml, stage.__name__)()
    names = [param.name() for param in java.params()]
    assert sorted(param.name for param in own.params) == sorted(names)
    for name in names:
        default = java.getDefault(java.getParam(name))
        assert own.hasDefault(name) == default.isDefined(), name
        if own.hasDefault(name):
            assert own.getOrDefault(name) == _java(default.get()), name


def test_a_jar_that_is_not_on_the_class_path_is_said(
    spark: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_ml, "_JAVA_PACKAGE", "dev.elsewhere.ml")
    with pytest.raises(RuntimeError, match="jar is not on the class path.*linesweep.jar"):
        LineSweep()
