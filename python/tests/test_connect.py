"""What only a Connect session has: a server that may lack the jar."""

from __future__ import annotations

from typing import Any

import pytest

from linesweep import LineSweep


def test_a_server_without_the_jar_is_said(points: Any, mode: str) -> None:
    if mode != "connect":
        pytest.skip("only in a Connect session")
    sweep = LineSweep(labelCol="y")
    sweep._java_obj = "dev.linesweep.ml.Elsewhere"
    with pytest.raises(RuntimeError, match="jar on its class path"):
        sweep.fit(points)
