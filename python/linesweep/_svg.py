"""Small line charts as inline SVG, which take the colour of the text around them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

# Each is readable on white and on black.
COLOURS = ("#2f86c1", "#d0752a", "#2f9a68", "#b060bd", "#cf5654", "#8f8a2e", "#7b78d8")
_WIDTH, _HEIGHT = 380, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 12, 30, 42
# More of them are too near each other to be pointed at.
_NAMED_DOTS = 60
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Series:
    """Points of one name: a line, dots, or both. Without a colour it has that of the text."""

    name: str
    points: Sequence[tuple[float, float]]
    colour: str = ""
    line: bool = True
    dots: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class Axis:
    """An axis from low to high; in powers of ten if log."""

    title: str
    low: float
    high: float
    log: bool = False

    @staticmethod
    def over(title: str, values: Sequence[float], log: bool = False) -> Axis:
        """The axis that all values fit on; it is linear if they have no logarithms."""
        known = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
        low, high = min(known), max(known)
        if log and low > 0:
            room = (high / low) ** 0.04 if high > low else 2.0
            return Axis(title, low / room, high * room, log=True)
        room = (high - low) * 0.04 or abs(high) * 0.1 or 1.0
        return Axis(title, low - room, high + room)

    def place(self, value: float) -> float:
        """Where the value stands, from 0 to 1."""
        to: Callable[[float], float] = math.log10 if self.log else float
        return (to(value) - to(self.low)) / (to(self.high) - to(self.low))

    def ticks(self) -> list[float]:
        """Round values to label, two to seven of them."""
        return self._log_ticks() if self.log else self._even_ticks(5)

    def _log_ticks(self) -> list[float]:
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        step = max(1, (last - first) // 5)
        for digits in ((1,), (1, 3), (1, 2, 5)):
            exponents = range(first, last + 1, step if digits == (1,) else 1)
            ticks = [digit * 10.0**exponent for exponent in exponents for digit in digits]
            ticks = [tick for tick in ticks if self.low <= tick <= self.high]
            if len(ticks) >= 3:
                return ticks
        return self._even_ticks(3)

    def _even_ticks(self, count: int) -> list[float]:
        rough = (self.high - self.low) / count
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(power * digit for digit in (1, 2, 5, 10) if power * digit >= rough)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [index * step for index in range(first, last + 1)]


def number(value: float) -> str:
    """Four significant digits: 0.001234, 18,567, 1.2e-7."""
    if not math.isfinite(value):
        return ""
    if value == 0:
        return "0"
    size = abs(value)
    if 1e-4 <= size < 1e7:
        digits = max(0, 3 - math.floor(math.log10(size)))
        text = f"{value:,.{digits}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        mantissa, exponent = f"{value:.3e}".split("e")
        text = mantissa.rstrip("0").rstrip(".") + "e" + str(int(exponent))
    return text.replace("-", _MINUS)


def chart(title: str, x: Axis, y: Axis, series: Sequence[Series]) -> str:
    """The chart as an <svg> element without styles or ids of its own."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        f' aria-label="{escape(title)}" fill="currentColor" font-size="11"'
        ' font-family="system-ui, -apple-system, Segoe UI, Roboto, sans-serif"'
        f' style="width:100%;max-width:{_WIDTH}px;height:auto;display:block">',
        f'<text x="4" y="14" font-size="13" font-weight="600">{escape(title)}</text>',
        *_frame(x, y),
    ]
    for one in series:
        parts += _drawn(one, x, y)
    return "".join(parts) + "</svg>"


def legend(series: Sequence[Series]) -> str:
    """The names of the series next to their colours."""
    entries = []
    for one in series:
        mark = f'<span style="color:{one.colour}">&#9679;</span>' if one.colour else "&#9473;"
        entries.append(
            f'<span style="white-space:nowrap;margin-right:12px">{mark} {escape(one.name)}</span>'
        )
    return f'<div style="font-size:12px;line-height:1.6">{" ".join(entries)}</div>'


def _frame(x: Axis, y: Axis) -> list[str]:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    parts = []
    for tick in y.ticks():
        at = _down(y, tick)
        parts.append(_rule(_LEFT, at, right, at, 0.15))
        parts.append(
            f'<text x="{_LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{number(tick)}</text>'
        )
    for tick in x.ticks():
        at = _across(x, tick)
        parts.append(_rule(at, bottom, at, bottom + 4, 0.6))
        parts.append(
            f'<text x="{at:.1f}" y="{bottom + 17}" text-anchor="middle">{number(tick)}</text>'
        )
    parts.append(_rule(_LEFT, bottom, right, bottom, 0.6))
    middle = (_LEFT + right) / 2
    parts.append(
        f'<text x="{middle}" y="{_HEIGHT - 6}" text-anchor="middle" opacity="0.75">'
        f"{escape(x.title)}</text>"
    )
    parts.append(
        f'<text x="{right}" y="14" text-anchor="end" opacity="0.75">{escape(y.title)}</text>'
    )
    return parts


def _drawn(series: Series, x: Axis, y: Axis) -> list[str]:
    points = [
        (px, py, _across(x, px), _down(y, py))
        for px, py in series.points
        if math.isfinite(px) and math.isfinite(py) and _fits(x, px) and _fits(y, py)
    ]
    colour = series.colour or "currentColor"
    parts = []
    if series.line and len(points) > 1:
        path = " ".join(f"{left:.1f},{down:.1f}" for _, _, left, down in points)
        dashes = ' stroke-dasharray="5 4"' if series.dashed else ""
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"'
            f' stroke-linejoin="round"{dashes}><title>{escape(series.name)}</title></polyline>'
        )
    if series.dots or len(points) == 1:
        parts.append(f'<g fill="{colour}" fill-opacity="0.7">')
        for px, py, left, down in points:
            said = f"<title>{escape(series.name)}: {number(px)}, {number(py)}</title>"
            parts.append(
                f'<circle cx="{left:.1f}" cy="{down:.1f}" r="3">'
                f"{said if len(points) <= _NAMED_DOTS else ''}</circle>"
            )
        parts.append("</g>")
    return parts


def _fits(axis: Axis, value: float) -> bool:
    return axis.low <= value <= axis.high


def _across(axis: Axis, value: float) -> float:
    return _LEFT + axis.place(value) * (_WIDTH - _LEFT - _RIGHT)


def _down(axis: Axis, value: float) -> float:
    return _HEIGHT - _BOTTOM - axis.place(value) * (_HEIGHT - _TOP - _BOTTOM)


def _rule(x1: float, y1: float, x2: float, y2: float, opacity: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="currentColor"'
        f' stroke-opacity="{opacity}"/>'
    )
