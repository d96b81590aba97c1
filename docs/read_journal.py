"""Reads the blocks of a Linesweep journal, by the specification in journal.md and nothing else.

    python3 docs/read_journal.py OUT     checks all files of OUT/journal and prints what they hold

It needs only Python's standard library. Exit code 1 if a file breaks the specification.
"""

import hashlib
import json
import re
import struct
import sys
from pathlib import Path
from typing import NamedTuple

MAGIC = b"LSWEEP\x1a\n"
HEADER = struct.Struct("<8sIIIIIIQII")  # magic, version, flags, columns, features, epochs, facts, body, 2 CRCs
NAME = re.compile(r"(\d{6})-([0-9a-f]{32})\.block")


def _crc_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_TABLE = _crc_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ _TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


class Corrupt(Exception):
    """The file is torn, or is not a block."""


class Block(NamedTuple):
    """The numbers of a block. Arrays are flat, in the order of the file."""

    validation: bool
    features: int
    epochs: tuple
    trajectories: tuple  # identities, one for each column
    diverged: tuple
    metrics: tuple  # column, epoch, part, (loss, mae, mse)
    weights: tuple  # column, epoch, (weights, bias)
    attempt: int
    started: float  # seconds since 1970
    seconds: float
    engine: str
    device: str
    host: str

    @property
    def parts(self):
        return ("train", "validation", "test") if self.validation else ("train", "test")

    def metric(self, column, epoch, part, name):
        at = (column * len(self.epochs) + self.epochs.index(epoch)) * len(self.parts) + self.parts.index(part)
        return self.metrics[3 * at + ("loss", "mae", "mse").index(name)]


def decode(data):
    if len(data) < HEADER.size:
        raise Corrupt("no whole header")
    magic, version, flags, columns, features, epochs, facts, body, body_crc, header_crc = HEADER.unpack_from(data)
    if magic != MAGIC:
        raise Corrupt("not a block")
    if crc32c(data[:44]) != header_crc:
        raise Corrupt("the checksum of the header is wrong")
    if version > 1:
        raise ValueError(f"format {version} is newer than this reader")
    if len(data) != HEADER.size + body:
        raise Corrupt("wrong length")
    if crc32c(data[HEADER.size :]) != body_crc:
        raise Corrupt("the checksum of the body is wrong")
    at = HEADER.size

    def numbers(kind, count):
        nonlocal at
        form = struct.Struct(f"<{count}{kind}")
        at += form.size
        return form.unpack_from(data, at - form.size)

    validation = bool(flags & 1)
    metrics = columns * epochs * (3 if validation else 2) * 3
    arrays = (
        numbers("i", epochs),
        numbers("Q", columns),
        numbers("i", columns),
        numbers("d", metrics),
        numbers("f", columns * epochs * (features + 1)),
    )
    if len(data) - at != facts:
        raise Corrupt("wrong length of facts")
    attempt, start, start_nanos, seconds, nanos = struct.unpack_from("<iqiqi", data, at)
    at += 28
    texts = []
    for _ in range(4):
        (length,) = numbers("i", 1)
        texts.append(data[at : at + length].decode("utf-8"))
        at += length
    if at != len(data) or texts[3]:
        raise Corrupt("wrong facts")
    return Block(
        validation, features, *arrays, attempt, start + start_nanos / 1e9, seconds + nanos / 1e9, *texts[:3]
    )


def content_hash(block):
    """The hash in the name of a block's file."""
    content = struct.pack(f">i{len(block.epochs)}i", len(block.epochs), *block.epochs)
    content += struct.pack(f">{len(block.trajectories)}Q", *block.trajectories)
    return hashlib.sha256(content).hexdigest()[:32]


def blocks(out):
    """All blocks of a sweep's folder, in the order in which they count."""
    for file in sorted(Path(out, "journal").glob("*.block")):
        name = NAME.fullmatch(file.name)
        if name:
            block = decode(file.read_bytes())
            if content_hash(block) != name[2]:
                raise Corrupt(f"{file.name} has another content than its name says")
            yield file.name, block


def trajectory_id(settings):
    """The identity of a trajectory, from its settings in canonical form."""
    return int(hashlib.sha256(settings.encode("utf-8")).hexdigest()[:16], 16)


def main(out):
    head = json.loads(Path(out, "journal", "format.json").read_text(encoding="utf-8"))
    if head["format"] != "linesweep journal 1":
        raise ValueError(f"this reader does not know {head['format']!r}")
    seen = set()
    for name, block in blocks(out):
        seen.update(block.trajectories)
        print(
            f"{name}: {len(block.trajectories)} trajectories, {len(block.epochs)} epochs up to {block.epochs[-1]}, "
            f"{block.engine} on {block.device} of {block.host}, {block.seconds:.3f} s"
        )
    print(f"{len(seen)} trajectories")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (Corrupt, ValueError) as problem:
        sys.exit(f"read_journal: {problem}")
