"""Writes bench/PEERS.md and bench/peers.svg from bench/results/peers."""
import statistics

import chart
from figures import read
from tools import ROOT, TOOLS, WORKS, YARDSTICK

COLUMNS = [
    ("process_wall", "process, wall"), ("process_cpu", "process, CPU"),
    ("cold_wall", "cold training, wall"), ("cold_cpu", "cold training, CPU"),
    ("warm_wall", "warm training, wall"), ("warm_cpu", "warm training, CPU"),
]
PHASES = {"process_cpu": "whole process", "cold_cpu": "cold training", "warm_cpu": "warm training"}

HEAD = """# Linesweep and other tools on the same work

Written by `bench/peers`, which says how to run it. All times are in seconds: the median, and in brackets the
least and the greatest if a tool ran more than once. CPU is user and system time of all its processes and
threads. **Compare CPU, and within one table**: wall times also show what else the machine did. Each table gives
the load; if it is above the number of cores, processes waited for each other.

- *Process*: from its start to its end, with imports, data and results, without the warm trainings.
- *Cold training*: the first training in the process, with everything that is compiled for it. Of Linesweep it
  is all that the process does in the training phase of `run`: with its curves, and with what starts at the same time.
- *Warm training*: the median of later trainings in the same process. Of Linesweep it is only the engine, as
  `run` calls it, with the epochs of the curves, which no other tool records; *without curves* leaves them out.
- **~** marks extrapolated figures: the tool trained a part of the trajectories (see *trained*), and its training
  is scaled to all of them; what workers load at their first task is scaled with it.

All tools use the same rows, split, initial weights, mini-batches, rates and rules in 32 bits, and one thread for
arithmetic; Linesweep, Ray, Spark and joblib use all cores. *Same answers* compares the test losses with those of
`fused`, trial by trial, as relative differences; single trials differ much if they end near a loss of zero, since
there the last steps of 32-bit arithmetic decide. Tools with *other work* cannot express this grid: they are the
nearest that they can do, and are listed only for their cost.
"""


def seconds(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def cell(figure):
    if figure is None:
        return ""
    text = ("~" if figure.extrapolated else "") + seconds(figure.median)
    if len(figure.values) == 1:
        return text
    return f"{text} ({seconds(min(figure.values))}–{seconds(max(figure.values))})"


def table(head, rows):
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [head, ["---"] * len(head), *rows])


def times(tools):
    rows = []
    for measured in tools:
        title = measured.tool.title + ("" if measured.tool.same_work else " *(other work)*")
        rows.append([title, *(cell(measured.figure(name)) for name, _ in COLUMNS), len(measured.repetitions)])
        if measured.figure("plain_cpu"):
            plain = [cell(measured.figure(name)) for name in ("plain_wall", "plain_cpu")]
            rows.append([f"{title}, without curves", "", "", "", "", *plain, len(measured.repetitions)])
    return table(["tool", *(title for _, title in COLUMNS), "runs"], rows)


def answers(tools):
    rows = []
    for measured in tools:
        found = measured.answers
        if not measured.tool.same_work:
            continue
        differences = ["", "", ""]
        if "median" in found:
            differences = [f"{found['median']:.1e}", f"{found['within']:.1%}", f"{found['worst']:.1e}"]
        trained = f"{found['compared']:,} of {found['of']:,}" if "of" in found else "all"
        rows.append([measured.tool.title, trained, *differences, f"{found['best']:.7g}"])
    return table(["tool", "trained", "same answers: median", "trials within 1 %", "worst", "best test loss"], rows)


def times_of(factor):
    return f"{factor:,.0f}" if factor >= 10 else f"{factor:.2g}" if factor < 9.95 else "10"


def comparison(tools, name):
    """Sentences on who needs less and who needs more processor time than the fused engine."""
    ours = next(measured for measured in tools if measured.tool.name == YARDSTICK).figure(name)
    less, more = [], []
    for measured in tools:
        figure = measured.figure(name)
        if figure is None or ours is None or not measured.tool.same_work or measured.tool.name.startswith("linesweep"):
            continue
        factor = figure.median / ours.median
        mark = "~" if figure.extrapolated else ""
        if factor < 1:
            less.append((1 / factor, f"{measured.tool.title} ({mark}{times_of(1 / factor)})"))
        else:
            more.append((factor, f"{measured.tool.title} ({mark}{times_of(factor)})"))
    loses, wins = (", ".join(text for _, text in sorted(each, reverse=True)) or "none" for each in (less, more))
    return f"- {PHASES[name]}: **loses** to {loses}; **wins** against {wins}."


def verdict(works):
    """Where the fused engine loses and wins, in CPU."""
    text = ["## Where Linesweep loses and where it wins", "",
            "CPU of Linesweep with `fused` against each tool that does the same work; the number is how many times the",
            "CPU of the cheaper one the other takes."]
    for work, tools in works.items():
        text += ["", f"**{work}**", ""] + [comparison(tools, name) for name in PHASES]
    return "\n".join(text)


def facts(tools):
    """What was measured, when and where; one line for each group of tools that ran together."""
    groups = {}
    for measured in tools:
        kept = measured.kept
        key = tuple(kept[name] for name in ("date", "command", "commit", "machine", "java", "python"))
        groups.setdefault(key, []).append(measured)
    lines = []
    for (date, command, commit, machine, java, python), group in groups.items():
        loads = [row["load"] for measured in group for row in measured.repetitions]
        who = "" if len(groups) == 1 else " (" + ", ".join(measured.tool.name for measured in group) + ")"
        lines.append(
            f"- {date}, `{command}`{who}, engine of commit {commit}; {machine}; load before the processes {min(loads):.0f} to"
            f" {max(loads):.0f}, median {statistics.median(loads):.0f}; {java}; Python {python}"
        )
    return "\n".join(lines)


def not_measured(works):
    """What a run of bench/peers without arguments would add."""
    missing = []
    for tool in TOOLS:
        lacking = [work for work in tool.works.split() if all(m.tool != tool for m in works.get(work, []))]
        if lacking:
            missing.append(f"{tool.title} ({', '.join(lacking)})")
    return "Not measured here: " + "; ".join(missing) + "." if missing else ""


def versions(works):
    found = {}
    for tools in works.values():
        for measured in tools:
            for name, version in measured.kept["versions"].items():
                found.setdefault(name, set()).add(version)
    return "Versions: " + ", ".join(f"{name} {' and '.join(sorted(each))}" for name, each in found.items()) + "."


def page(works):
    parts = [HEAD, "![CPU seconds of each tool as a multiple of Linesweep's](peers.svg)", verdict(works)]
    for work, tools in works.items():
        parts += [f"## {work}: {WORKS[work]}", facts(tools), times(tools), answers(tools)]
    return "\n\n".join(part.strip() for part in [*parts, not_measured(works), versions(works)] if part) + "\n"


def comparable():
    """Works with the yardstick."""
    return {work: tools for work, tools in read().items() if any(m.tool.name == YARDSTICK for m in tools)}


if __name__ == "__main__":
    works = comparable()
    (ROOT / "bench/PEERS.md").write_text(page(works), encoding="utf-8")
    (ROOT / "bench/peers.svg").write_text(chart.svg(works), encoding="utf-8")
