"""Measures tools on works, one process each, and keeps what they took in bench/results/peers.

Called by bench/peers: measure.py [--repeat N] [--only TOOL,...] [WORK...]
"""
import argparse
import contextlib
import csv
import ctypes
import datetime
import importlib.metadata
import json
import os
import platform
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tools import RESULTS, ROOT, TOOLS, WORKS, YARDSTICK
from work import Work

HERE = Path(__file__).resolve().parent
SCRATCH = ROOT / "target/peers"
ANSWERS = SCRATCH / "answers"
LIMIT = 900  # seconds of a process
SLOW = 60  # a tool whose first process takes longer is not repeated
TICK = os.sysconf("SC_CLK_TCK")
BECOME_SUBREAPER = 36  # of prctl: what a tool leaves behind becomes ours, and its processor time with it


# ---- Processes and their processor time

def stat(pid):
    """The fields of /proc/PID/stat after the name; None if the process has gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return None


def descendants():
    """Fields of stat by process, of all living descendants of this process."""
    processes = {int(name): stat(name) for name in os.listdir("/proc") if name.isdigit()}
    found, parents = {}, {os.getpid()}
    while parents:
        children = {pid: fields for pid, fields in processes.items() if fields and int(fields[1]) in parents}
        found |= children
        parents = set(children)
    return found


def ended_cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def cpu_so_far():
    """Of all descendants, ended and living."""
    return ended_cpu() + sum(sum(map(int, fields[11:15])) for fields in descendants().values()) / TICK


def end_leftovers():
    """Waits a while for what a tool left behind, then kills it, so that all of its processor time is counted."""
    deadline = time.time() + 20
    while descendants():
        if time.time() > deadline:
            for pid in descendants():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        time.sleep(0.05)


@dataclass
class Ran:
    """A process that has ended. marks: processor seconds of it and its descendants by what it had printed."""

    code: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    lines: list = field(default_factory=list)
    marks: dict = field(default_factory=dict)


def run(command, mark, **environment):
    """mark(line) names a moment of which the processor time is wanted, or gives None."""
    ran = Ran()
    before, began = ended_cpu(), time.perf_counter()
    process = subprocess.Popen(
        command, env=clean_environment() | environment, cwd=HERE, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    limit = threading.Timer(LIMIT, process.kill)
    limit.start()
    for line in process.stdout:
        ran.lines.append(line)
        if name := mark(line):
            ran.marks[name] = cpu_so_far() - before
    ran.code = process.wait()
    ran.wall = time.perf_counter() - began
    limit.cancel()
    end_leftovers()
    ran.cpu = ended_cpu() - before
    if ran.code:
        raise RuntimeError("".join(ran.lines)[-2000:])
    return ran


def clean_environment():
    """One thread for arithmetic, and each library's own choice of kernel."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_") and k != "SPARK_HOME"}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}:{kept['PATH']}",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(HERE),
        "PYTHONWARNINGS": "ignore",
        "OMP_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "RAY_TRAIN_V2_ENABLED": "1",
        "RAY_USAGE_STATS_ENABLED": "0",
    }


# ---- Tools

def run_linesweep(engine, work):
    """The product for the whole process and the cold training, then the engine alone for the warm one."""
    out, job = SCRATCH / f"{engine}-{work}", HERE / f"jobs/{work}.yaml"
    shutil.rmtree(out, ignore_errors=True)

    def phase(line):
        found = re.match(r"([a-z ]+): [\d.,]+ m?s", line)
        return found and found[1]

    command = [ROOT / "bin/linesweep", "run", job, "--engine", engine, "--out", out, "--verbose"]
    ran = run(command, phase)
    phases = json.loads((out / "provenance.json").read_text())["phase_seconds"]
    names = list(ran.marks)
    before = names[names.index("training") - 1]
    alone = run(shlex.split(os.environ["WARM_TRAINING"]) + [job, engine], lambda line: None)
    seconds = [line.split() for line in alone.lines if line.startswith(("warm\t", "plain\t"))]
    row = {
        "process_wall": ran.wall, "process_cpu": ran.cpu, "share": 1.0,
        "cold_wall": phases["training"], "cold_cpu": ran.marks["training"] - ran.marks[before],
    }
    for name in ("warm", "plain"):
        row[f"{name}_wall"], row[f"{name}_cpu"] = (
            float(np.median([float(line[at]) for line in seconds if line[0] == name])) for at in (1, 2)
        )
    np.save(ANSWERS / f"linesweep_{engine}-{work}.npy", read_summary(out / "summary.csv", Work(work)))
    shutil.rmtree(out)
    return row


def read_summary(path, work):
    """The test losses by rule, column and epoch."""
    losses = np.full(work.shape, np.nan)
    rules, epochs, seeds, rates = (
        {key: i for i, key in enumerate(keys)}
        for keys in (work.rules, work.epochs, work.seeds, [f"{rate:.9g}" for rate in work.rates])
    )
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            rate = rates[f"{float(row['learning_rate']):.9g}"]
            column = rate * len(seeds) + seeds[int(row["seed"])]
            losses[rules[row["optimizer"]], column, epochs[int(row["epochs"])]] = float(row["test_loss"] or "nan")
    return losses


def run_peer(tool, work):
    """One process; its warm trainings are subtracted from what the process takes."""
    answer = ANSWERS / f"{tool.name}-{work}.npy"
    mark = lambda line: line.strip() if line in ("BEGIN\n", "END\n") else None
    ran = run([sys.executable, *tool.command(work)], mark, ANSWER=str(answer))
    report = json.loads(next(line[7:] for line in reversed(ran.lines) if line.startswith("REPORT ")))
    warm_wall, warm_cpu = report["warm_wall"], report["warm_cpu"]
    row = {
        "process_wall": ran.wall - sum(warm_wall), "process_cpu": ran.cpu - sum(warm_cpu), "share": report["share"],
        "cold_wall": report["cold_wall"],
        "cold_cpu": report.get("cold_cpu", ran.marks["END"] - ran.marks["BEGIN"]),
    }
    if warm_wall:
        row |= {"warm_wall": float(np.median(warm_wall)), "warm_cpu": float(np.median(warm_cpu))}
    return row


def agreement(tool, work):
    """How far the test losses are from those of the fused engine, trial by trial."""
    losses = np.load(ANSWERS / f"{tool.name}-{work}.npy")
    found = {"best": float(np.nanmin(losses))}
    if tool.same_work and tool.name != YARDSTICK:
        ours = np.load(ANSWERS / f"{YARDSTICK}-{work}.npy")
        both = np.isfinite(losses) & np.isfinite(ours)
        relative = abs(losses - ours)[both] / ours[both]
        found |= {
            "compared": int(both.sum()), "of": losses.size, "median": float(np.median(relative)),
            "within": float(np.mean(relative < 0.01)), "worst": float(relative.max()),
        }
    return found


def measured(tool, work):
    load = os.getloadavg()[0]
    row = run_linesweep(tool.engine, work) if tool.engine else run_peer(tool, work)
    return row | {"load": load, "answers": agreement(tool, work)}


# ---- Results

def command_output(*command):
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return (answer.stdout + answer.stderr).strip()


def processor():
    info = Path("/proc/cpuinfo").read_text()
    return re.search(r"model name\s*: (.*)", info)[1] + f", {os.cpu_count()} cores"


def facts():
    """What a figure depends on besides the tool."""
    requirements = re.findall(r"^([\w-]+)(?:\[\w+\])?==", (HERE / "requirements.txt").read_text(), re.M)
    product = ["--", "src/main", "pom.xml", "bin"]
    commit = command_output("git", "log", "-1", "--format=%h", *product)
    changed = command_output("git", "status", "--porcelain", *product)
    return {
        "date": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}",
        "command": shlex.join(["bench/peers", *sys.argv[1:]]),
        "commit": commit + (" with changes" if changed else ""),
        "machine": processor(),
        "java": os.environ["JAVA_VERSION"],
        "python": platform.python_version(),
        "versions": {name: importlib.metadata.version(name) for name in requirements},
    }


def keep(work, tool, about, rows):
    file = RESULTS / f"{work}.json"
    results = json.loads(file.read_text()) if file.exists() else {}
    results[tool.name] = about | {"repetitions": rows}
    file.write_text(json.dumps(results, indent=1) + "\n")


def measure(work, tools, repeat):
    """Tools take turns, so that all see the same machine. Returns how many failed."""
    about, rows, failed = facts(), {tool.name: [] for tool in tools}, set()
    for turn in range(repeat):
        for tool in tools:
            kept = rows[tool.name]
            if tool.name in failed or kept and kept[0]["process_wall"] > SLOW:
                continue
            try:
                kept.append(measured(tool, work))
                keep(work, tool, about, kept)
                row = kept[-1]
                print(f"{time.strftime('%T')} {work} {tool.name}: " + ", ".join(
                    f"{name} {row[name]:.3g}" for name in row if name not in ("answers",)), row["answers"], flush=True)
            except (RuntimeError, OSError, KeyError, StopIteration) as failure:
                failed.add(tool.name)
                print(f"{work} {tool.name} failed: {failure!r}"[-2000:], file=sys.stderr, flush=True)
    return len(failed)


def chosen(tools, work):
    """Those for the work; the yardstick too if its answers are not at hand."""
    mine = [tool for tool in TOOLS if work in tool.works.split() and tool.name in tools]
    if mine and mine[0].name != YARDSTICK and not (ANSWERS / f"{YARDSTICK}-{work}.npy").exists():
        mine.insert(0, next(tool for tool in TOOLS if tool.name == YARDSTICK))
    return mine


def main():
    names = [tool.name for tool in TOOLS]
    parser = argparse.ArgumentParser(prog="bench/peers", epilog="tools: " + " ".join(names))
    parser.add_argument("works", nargs="*", metavar="WORK", help=" ".join(WORKS))
    parser.add_argument("--repeat", type=int, default=3, help="processes of each tool, default 3")
    parser.add_argument("--only", default=",".join(names), metavar="TOOL,...")
    options = parser.parse_args()
    tools = options.only.split(",")
    for given, known, what in ((options.works, WORKS, "work"), (tools, names, "tool")):
        for name in given:
            if name not in known:
                parser.error(f'unknown {what} "{name}"; there are: {" ".join(known)}')
    for folder in (RESULTS, ANSWERS):
        folder.mkdir(parents=True, exist_ok=True)
    ctypes.CDLL(None).prctl(BECOME_SUBREAPER, 1, 0, 0, 0)
    failures = sum(measure(work, chosen(tools, work), options.repeat) for work in options.works or WORKS)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
