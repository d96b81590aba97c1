"""A chart of processor time as a multiple of Linesweep's, in SVG that is legible on light and dark pages."""
import math
from xml.sax.saxutils import escape

from tools import TOOLS, YARDSTICK

PANELS = [("process_cpu", "whole process"), ("warm_cpu", "warm training")]
COLORS = {"W1": "#e8833a", "W2": "#3b8eea", "W3": "#2fa36b", "W4k": "#b569d4", "W4m": "#d64f6c"}
GREY = "#848d97"
LEFT, TOP, ROW, PANEL, GAP = 205, 74, 24, 330, 64


def ratios(works, name):
    """(tool's name, work) to CPU as a multiple of the fused engine's."""
    found = {}
    for work, tools in works.items():
        figures = {measured.tool.name: measured.figure(name) for measured in tools}
        for tool, figure in figures.items():
            if figure and figures[YARDSTICK] and tool != YARDSTICK:
                found[tool, work] = figure.median / figures[YARDSTICK].median
    return found


def text(x, y, words, anchor="middle", **style):
    styles = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in style.items())
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{styles}>{escape(words)}</text>'


def tick(exponent):
    return f"{10**exponent:,}" if exponent >= 0 else f"1/{10**-exponent:,}"


def panel(left, title, points, rows):
    """Rows of tools, a dot for each work, on a logarithmic axis with Linesweep's own cost as its middle line."""
    logs = [math.log10(value) for value in points.values()] + [0]
    low, high = math.floor(min(logs)), math.ceil(max(logs))
    bottom = TOP + ROW * len(rows)

    def x_of(value):
        return left + PANEL * (math.log10(value) - low) / max(1, high - low)

    parts = [text(left + PANEL / 2, TOP - 34, title, font_weight="bold")]
    for exponent in range(low, high + 1):
        x, own = x_of(10.0**exponent), exponent == 0
        parts.append(f'<path d="M{x:.1f} {TOP - 8}V{bottom}" stroke="{GREY}" stroke-width="{2 if own else 1}"'
                     f' stroke-opacity="{1 if own else 0.3}"/>')
        parts.append(text(x, TOP - 14, tick(exponent)))
    for (tool, work), value in points.items():
        y = TOP + ROW * (rows.index(tool) + 0.5)
        parts.append(f'<circle cx="{x_of(value):.1f}" cy="{y:.1f}" r="5.5" fill="{COLORS[work]}" fill-opacity="0.85">'
                     f"<title>{work}: {value:.3g} times Linesweep's CPU</title></circle>")
    return parts


def svg(works):
    panels = [(title, ratios(works, name)) for name, title in PANELS]
    present = {tool for _, points in panels for tool, _ in points}
    tools = [tool for tool in TOOLS if tool.name in present]
    rows = [tool.name for tool in tools]
    width, height = LEFT + 2 * PANEL + GAP + 20, TOP + ROW * len(rows) + 34
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
             f' font-family="sans-serif" font-size="12" fill="{GREY}">']
    parts.append(text(LEFT, 20, "CPU as a multiple of Linesweep's fused engine (left of the line: cheaper than it)", "start",
                      font_size=14, font_weight="bold"))
    for i, tool in enumerate(tools):
        y = TOP + ROW * (i + 0.5)
        parts.append(text(LEFT - 14, y + 4, tool.title + ("" if tool.same_work else " *"), "end"))
        parts.append(f'<path d="M{LEFT - 6} {y:.1f}H{width - 20}" stroke="{GREY}" stroke-opacity="0.15"/>')
    for i, (title, points) in enumerate(panels):
        parts += panel(LEFT + i * (PANEL + GAP), title, points, rows)
    y = height - 10
    for i, work in enumerate(works):
        parts.append(f'<circle cx="{LEFT + 60 * i}" cy="{y - 4}" r="5.5" fill="{COLORS[work]}"/>')
        parts.append(text(LEFT + 60 * i + 10, y, work, "start"))
    if not all(tool.same_work for tool in tools):
        parts.append(text(width - 20, y, "* other work: the nearest that the tool can do", "end"))
    return "\n".join([*parts, "</svg>"]) + "\n"
