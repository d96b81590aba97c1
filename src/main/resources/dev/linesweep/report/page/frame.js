/*
 * What all charts share: colours, numbers in words, scales with their ticks, legends. No document is
 * touched, so that this runs without a browser too, for the SVG plots.
 */
var linesweep = {};

linesweep.frame = (function () {
  'use strict';

  // Without quotes: the chart library writes it into an attribute as it is.
  var FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';
  var CROSS = 'path://M0,0L10,10M10,0L0,10';
  var OUTWARDS = 'path://M0,8L5,0L10,8Z';
  var LIGHT = {
    ink: '#1d2429', quiet: '#5f6b73', rule: '#e3e6e8', card: '#ffffff', accent: '#1f6f9f',
    scale: ['#08355a', '#2f7fb5', '#9fcbe4', '#eaf1f5'], cross: '#9a4a12', outline: '#ff9a3c', onStrong: '#ffffff', onWeak: '#1d2429',
    lines: ['#1f6f9f', '#d9822b', '#3a8f5c', '#b04a7a', '#7a6bc4', '#8a7a1f', '#2aa3a3', '#c0503f', '#6b7780']
  };
  var DARK = {
    ink: '#e4e9ec', quiet: '#98a4ac', rule: '#2d353a', card: '#1b2125', accent: '#6db8e0',
    scale: ['#b5ecff', '#3f9cc9', '#265a80', '#253744'], cross: '#efa873', outline: '#ff8a1f', onStrong: '#10222c', onWeak: '#e4e9ec',
    lines: ['#6db8e0', '#f0a552', '#74c795', '#e289b4', '#aa9df0', '#d0bd55', '#5fd0d0', '#ee8a7b', '#a5b1b9']
  };

  // ---- numbers and words

  /** Four digits, as the console prints them. */
  function text(value) {
    if (typeof value !== 'number') {
      return value === null || value === undefined ? '' : String(value);
    }
    var size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e9)) {
      return value.toExponential(3).replace(/\.?0+e/, 'e').replace(/e([+-])(\d)$/, 'e$10$2');
    }
    if (size >= 1000) {
      return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
    }
    return String(Number(value.toPrecision(4)));
  }

  function escaped(value) {
    return String(value).replace(/[&<>"']/g, function (c) {
      return '&#' + c.charCodeAt(0) + ';';
    });
  }

  function words(key) {
    return key.replace(/_/g, ' ');
  }

  function rows(data) {
    return data.trials.map(function (values) {
      var row = {};
      data.columns.forEach(function (column, i) { row[column] = values[i]; });
      return row;
    });
  }

  /** What a trial is, in the axes that vary. */
  function named(row, data, without) {
    return data.axes.concat(['optimizer', 'learning_rate', 'epochs']).filter(function (axis, i, all) {
      return all.indexOf(axis) === i && row[axis] !== null && row[axis] !== '' && without.indexOf(axis) < 0;
    }).map(function (axis) {
      if (axis === 'optimizer' || axis === 'parameters') { return row[axis]; }
      if (axis === 'epochs') { return text(row[axis]) + (row[axis] === 1 ? ' epoch' : ' epochs'); }
      if (axis === 'seed') { return 'seed ' + row[axis]; }
      return (axis === 'learning_rate' ? 'rate' : words(axis)) + ' ' + text(row[axis]);
    }).join(', ');
  }

  function positive(values) {
    return values.every(function (value) { return value > 0; });
  }

  function extent(values) {
    return values.reduce(function (range, value) {
      return [Math.min(range[0], value), Math.max(range[1], value)];
    }, [Infinity, -Infinity]);
  }

  /** Room above and below, so that nothing sits on the frame. */
  function padded(range, log) {
    var low = range[0];
    var high = range[1];
    if (log) {
      var factor = Math.max(1.1, Math.pow(high / low, 0.04));
      return [low / factor, high * factor];
    }
    var margin = (high - low) * 0.04 || Math.abs(high) * 0.04 || 1;
    return [low - margin, high + margin];
  }

  /** Logarithmic if values are positive and far enough apart for ticks. */
  function isLog(values) {
    var range = extent(values);
    return values.length > 0 && positive(values) && range[1] / range[0] >= 4;
  }

  /**
   * Keeps values within what is worth a place on an axis: what is ten times worse than the trivial
   * model, or one of R² below it, is only bad. The best of the values always has its place.
   */
  function clamp(data, values) {
    var worst = worstOf(data, values);
    return function (value) { return data.metric.maximize ? Math.max(worst, value) : Math.min(worst, value); };
  }

  /** Tells the values that clamp would change: they are marked as outside, never drawn as if they were real. */
  function outside(data, values) {
    var worst = worstOf(data, values);
    return function (value) { return data.metric.maximize ? value < worst : value > worst; };
  }

  function worstOf(data, values) {
    var trivial = data.references.filter(function (reference) { return reference.key === 'mean'; })[0];
    if (!trivial || values.length === 0) { return data.metric.maximize ? -Infinity : Infinity; }
    var best = extent(values)[data.metric.maximize ? 1 : 0];
    return data.metric.maximize ? Math.min(trivial.value - 1, best) : Math.max(10 * trivial.value, best);
  }

  /** The end of an axis at which outside values are marked. */
  function edge(data, range) { return range[data.metric.maximize ? 0 : 1]; }

  /** What the marks at the edge mean; empty if there are none. */
  function outsideNote(data, values, mark) {
    if (values.length === 0) { return ''; }
    var worst = extent(values)[data.metric.maximize ? 0 : 1];
    return mark + ' outside the scale' + (values.length === 1 ? ', at ' + text(worst) : ' (' + text(values.length) + ' values, ' +
      (data.metric.maximize ? 'down' : 'up') + ' to ' + text(worst) + '); the tooltip has the value') + '.';
  }

  /** Whole numbers that may be years: they are labels, and have no separators. */
  function areYears(values) {
    return values.length > 0 && values.every(function (value) { return value % 1 === 0 && value >= 1000 && value < 3000; });
  }

  function label(value, plain) { return plain && value % 1 === 0 ? String(value) : text(value); }

  // ---- ticks

  /** Round numbers within a range, at most so many. */
  function ticksOf(range, log, most) {
    if (log) {
      var found = LOG_STEPS.map(function (steps) { return steps(range); })
        .filter(function (ticks) { return ticks.length >= 2 && ticks.length <= most; })[0];
      if (found) { return found; }
    }
    return linear(range, most);
  }

  function linear(range, most) {
    var rough = (range[1] - range[0]) / (most + 1);
    var power = Math.pow(10, Math.floor(Math.log(rough) / Math.LN10));
    return [1, 2, 2.5, 5, 10, 20].map(function (factor) { return multiples(range, factor * power); })
      .filter(function (ticks) { return ticks.length <= most; })[0];
  }

  function multiples(range, step) {
    var ticks = [];
    for (var i = Math.ceil(range[0] / step - 1e-9); i * step <= range[1] + 1e-9 * step; i++) { ticks.push(exact(i * step)); }
    return ticks;
  }

  /** From the densest to the sparsest: several in each power of ten, then every so many powers. */
  var LOG_STEPS = [[1, 2, 3, 5], [1, 2, 5], [1, 3]].map(function (factors) {
    return function (range) { return powers(range, 1, factors); };
  }).concat([1, 2, 3, 4, 6, 10, 20, 50].map(function (stride) {
    return function (range) { return powers(range, stride, [1]); };
  }));

  function powers(range, stride, factors) {
    var ticks = [];
    var first = Math.floor(Math.log(range[0]) / Math.LN10);
    for (var power = Math.floor(first / stride) * stride; Math.pow(10, power) <= range[1]; power += stride) {
      factors.forEach(function (factor) {
        var tick = exact(factor * Math.pow(10, power));
        if (tick >= range[0] * (1 - 1e-9) && tick <= range[1] * (1 + 1e-9)) { ticks.push(tick); }
      });
    }
    return ticks;
  }

  function exact(value) { return Number(value.toPrecision(12)); }

  /** The place of a value on its axis, from 0 to 1. */
  function place(value, scale) {
    return scale.log ? Math.log(value / scale.range[0]) / Math.log(scale.range[1] / scale.range[0])
      : (value - scale.range[0]) / (scale.range[1] - scale.range[0]);
  }

  /** The value at a place from 0 to 1. */
  function valueOf(place, scale) {
    var low = scale.range[0];
    var high = scale.range[1];
    return scale.log ? low * Math.pow(high / low, place) : low + place * (high - low);
  }

  /** Those of the ticks whose labels do not touch; the first of them are kept first. */
  function apart(ticks, scale, pixels) {
    var kept = [];
    ticks.forEach(function (tick) {
      var clear = kept.every(function (other) {
        return Math.abs(place(other, scale) - place(tick, scale)) * pixels > (wide(text(other)) + wide(text(tick))) / 2 + 8;
      });
      if (clear) { kept.push(tick); }
    });
    return kept;
  }

  /** About how many pixels a text takes whose size is 12; letters from the east of Asia are square. */
  function wide(words) {
    return words.split('').reduce(function (sum, letter) { return sum + (letter < '\u2e80' ? 7 : 12); }, 0);
  }

  // ---- frames

  function base(theme) {
    return {
      animation: false,
      color: theme.lines,
      textStyle: { fontFamily: FONT, color: theme.quiet, fontSize: 12 },
      grid: { left: 8, right: 16, top: 28, bottom: 30, containLabel: true },
      tooltip: {
        confine: true, backgroundColor: theme.card, borderColor: theme.rule,
        textStyle: { color: theme.ink, fontSize: 12, fontFamily: FONT },
        extraCssText: 'max-width:320px;white-space:normal'
      },
      series: []
    };
  }

  /**
   * How an axis runs.
   *
   * values: what must be on it; log: true, false, or by the values if it is not given; range: its
   * ends if not those of the values with some room; marks: values that want a tick before others;
   * ticks: all ticks, if not round numbers; names: of the ticks 1, 2 and so on; plain: true for values
   * without separators.
   */
  function scale(name, values, given) {
    var made = Object.assign({ name: name, marks: [] }, given);
    if (made.log === undefined) { made.log = isLog(values); }
    if (!made.range) { made.range = padded(extent(values), made.log); }
    return made;
  }

  /**
   * Gives a chart two axes with ticks of its own choice; the rulers are a series of their own.
   *
   * right: the margin at the right, in pixels, if names stand there
   */
  function framed(option, theme, x, y, width, right) {
    var yTicks = y.ticks || ticksOf(y.range, y.log, 6);
    var named = function (tick, scale) { return scale.names ? scale.names[tick - 1] : label(tick, scale.plain); };
    var left = Math.max.apply(null, yTicks.map(function (tick) { return wide(named(tick, y)); })) + 18;
    var after = right || 24;
    var pixels = width - left - after;
    var xTicks = apart(x.marks.concat(x.ticks || ticksOf(x.range, x.log, Math.max(2, Math.floor(pixels / 70)))), x, pixels);
    option.grid = { left: left, right: after, top: 34, bottom: 44 };
    option.xAxis = bare(theme, x);
    option.yAxis = bare(theme, y);
    option.xAxis.nameLocation = 'middle';
    option.xAxis.nameGap = 26;
    option.yAxis.nameGap = 14;
    option.yAxis.nameTextStyle.align = 'left';
    option.yAxis.nameTextStyle.padding = [0, 0, 0, 6 - left];
    // Below the lines; the library takes the depth of marked lines only from here. And the first
    // of them, so that reference lines hide it.
    option.markLine = { z: 0 };
    option.series.unshift({ type: 'line', data: [], silent: true, tooltip: { show: false }, markLine: {
      silent: true, symbol: 'none', animation: false, precision: -1,
      lineStyle: { color: theme.rule, width: 1, type: 'solid' },
      label: { color: theme.quiet, fontSize: 12, position: 'start', distance: 6, formatter: function (at) { return at.name; } },
      data: xTicks.map(function (tick) { return { xAxis: tick, name: named(tick, x) }; })
        .concat(yTicks.map(function (tick) { return { yAxis: tick, name: named(tick, y) }; }))
    } });
    return option;
  }

  /** An axis without ticks, labels and lines: the ruler has them. */
  function bare(theme, scale) {
    return { type: scale.log ? 'log' : 'value', name: scale.name + (scale.log ? ', log scale' : ''), min: scale.range[0], max: scale.range[1],
      nameTextStyle: { color: theme.quiet, fontSize: 12 },
      axisLine: { show: false, onZero: false }, axisTick: { show: false }, axisLabel: { show: false },
      splitLine: { show: false }, minorSplitLine: { show: false } };
  }

  /** An axis of categories. */
  function categories(theme, name, labels) {
    return { type: 'category', name: name, data: labels, nameLocation: 'middle', nameGap: 28,
      nameTextStyle: { color: theme.quiet, fontSize: 12 },
      axisLine: { lineStyle: { color: theme.rule } }, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: { color: theme.quiet, hideOverlap: true, showMinLabel: true, showMaxLabel: true } };
  }

  /** The name of a vertical axis above it. */
  function vertical(made) {
    made.nameLocation = 'end';
    made.nameGap = 10;
    made.nameTextStyle.align = 'left';
    made.nameTextStyle.padding = [0, 0, 0, -Math.max.apply(null, made.data.map(function (label) { return wide(label.split(' – ')[0]); }).concat(0)) - 6];
    return made;
  }

  /** A legend below the chart, over as many rows as its names need; makes room for them. */
  function withLegend(option, theme, items, width) {
    if (items.length < 2) { return option; }
    var rows = 1;
    var filled = 0;
    items.forEach(function (item) {
      var needs = wide(item.name) + 36;
      if (filled > 0 && filled + needs > width - 8) { rows++; filled = 0; }
      filled += needs;
    });
    option.grid.bottom += 8 + 22 * rows;
    option.legend = { type: 'plain', bottom: 4, left: 0, right: 0, data: items, itemWidth: 20, itemHeight: 10, itemGap: 12,
      textStyle: { color: theme.ink } };
    return option;
  }

  return {
    LIGHT: LIGHT, DARK: DARK, CROSS: CROSS, OUTWARDS: OUTWARDS, outside: outside, edge: edge, outsideNote: outsideNote, areYears: areYears, label: label,
    text: text, escaped: escaped, words: words, rows: rows, named: named,
    positive: positive, extent: extent, padded: padded, isLog: isLog, clamp: clamp, ticksOf: ticksOf, place: place, valueOf: valueOf, wide: wide,
    base: base, scale: scale, framed: framed, categories: categories, vertical: vertical, withLegend: withLegend
  };
})();
