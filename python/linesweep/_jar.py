"""Finds the jar that Spark needs."""

from __future__ import annotations

import os
import re
from pathlib import Path

_MODULE = Path(__file__).resolve().parent
# Not the jars of sources, of Javadoc or without DL4J, whose names continue after the version.
_NAME = re.compile(r"linesweep-[0-9.]+(-SNAPSHOT)?\.jar")


def jar() -> str:
    """The path of Linesweep's jar, for `spark.jars`.

    It is the file that the environment variable LINESWEEP_JAR names, else one next to this module,
    else the newest one in `target` of the checkout that this module is part of.
    """
    named = os.environ.get("LINESWEEP_JAR")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"LINESWEEP_JAR names {named}, but there is no such file")
        return str(Path(named).resolve())
    places = [_MODULE, *_target()]
    for place in places:
        found = [file for file in place.glob("*.jar") if _NAME.fullmatch(file.name)]
        if found:
            return str(max(found, key=lambda file: file.stat().st_mtime))
    raise FileNotFoundError(
        f"no linesweep-*.jar in {' or '.join(map(str, places))}."
        " Build one with ./mvnw package -DskipTests in a checkout,"
        " and set LINESWEEP_JAR to its path if the checkout is elsewhere."
    )


def _target() -> list[Path]:
    root = _MODULE.parent.parent
    return [root / "target"] if (root / "pom.xml").is_file() else []
