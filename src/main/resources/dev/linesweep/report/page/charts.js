/*
 * The charts of the report: options for the chart library, made only from the numbers, each for a
 * width in pixels. An option is null if there is nothing to draw.
 */
linesweep.charts = (function (frame) {
  'use strict';

  var text = frame.text;
  var escaped = frame.escaped;
  var extent = frame.extent;
  var STAR = 'path://M5,0L6.2,3.6L10,3.6L6.9,5.9L8.1,9.6L5,7.3L1.9,9.6L3.1,5.9L0,3.6L3.8,3.6Z';
  var SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'path://M0,0L10,0L5,9Z',
    'path://M3,0L7,0L7,3L10,3L10,7L7,7L7,10L3,10L3,7L0,7L0,3L3,3Z', STAR, 'emptyCircle', 'emptyRect'];

  // ---- the best of each optimizer along the learning rate

  /** The line of each optimizer, and the references close enough to be drawn with them. */
  function ratesOf(data, over) {
    var lines = data.grids.map(function (grid) { return bestByRate(grid, data.metric.maximize, valueAt(data, over)); });
    var found = [];
    var all = [];
    lines.forEach(function (line) {
      line.points.forEach(function (point) { all.push(point[1]); found.push(point[0]); });
      line.diverged.forEach(function (rate) { found.push(rate); });
    });
    var outside = frame.outside(data, all);
    var values = all.filter(function (value) { return !outside(value); });
    var range = extent(values);
    return {
      lines: lines, found: distinct(found.filter(function (rate) { return rate > 0; })), values: values, outside: outside,
      clipped: all.filter(outside),
      references: data.references.filter(function (reference) {
        return reference.value >= range[0] / 3 && reference.value <= range[1] * 1.5;
      })
    };
  }

  /** Null with fewer than two learning rates: one point is not a line. */
  function rates(data, theme, width, over) {
    var all = ratesOf(data, over);
    var lines = all.lines;
    var found = all.found;
    if (found.length < 2 || all.values.length === 0) { return null; }
    var x = frame.scale('learning rate', found, { log: true, marks: [found[0], found[found.length - 1]] });
    if (found.length <= 12) { x.ticks = found; }
    var y = frame.scale(data.metric.key, all.values.concat(all.references.map(function (reference) { return reference.value; })));
    var narrow = width < NARROW;
    var levels = levelsOf(data, theme, all, narrow);
    var option = frame.base(theme);
    option.tooltip.formatter = function (point) {
      return escaped(point.seriesName) + '<br>' + (point.value[0] ? 'learning rate ' + text(point.value[0]) : 'no learning rate') + '<br>' +
        (point.value[2] === 'diverged' ? 'every trial diverged' : escaped(data.metric.key) + ' ' + text(point.value[2]));
    };
    data.grids.forEach(function (grid, i) {
      var line = lines[i];
      var colour = theme.lines[i % theme.lines.length];
      var points = line.points;
      var under = covering(line, lines.slice(i + 1), y);
      var clipped = points.filter(function (point) { return all.outside(point[1]); });
      if (!grid.rated) { return; }
      option.series.push({ name: grid.optimizer, type: 'line', symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: found.length > 25 ? 3 : 7 + 2 * under, showAllSymbol: true,
        data: points.map(function (point) { return [point[0], all.outside(point[1]) ? '-' : point[1], point[1]]; }),
        emphasis: { focus: 'series' },
        itemStyle: { color: colour }, lineStyle: { color: colour, width: 2 + 2 * under, opacity: under > 0 ? 0.6 : 1 } });
      option.series.push({ name: grid.optimizer, type: 'scatter', symbol: frame.CROSS, symbolSize: 8,
        itemStyle: { color: 'transparent', borderColor: colour, borderWidth: 2 },
        data: line.diverged.map(function (rate) { return [rate, frame.edge(data, y.range), 'diverged']; }) });
      option.series.push({ name: grid.optimizer, type: 'scatter', symbol: frame.OUTWARDS, symbolSize: 9, symbolRotate: data.metric.maximize ? 180 : 0,
        itemStyle: { color: theme.card, borderColor: colour, borderWidth: 1.5 }, z: 4,
        data: clipped.map(function (point) { return [point[0], frame.edge(data, y.range), point[1]]; }) });
    });
    option.note = frame.outsideNote(data, all.clipped, data.metric.maximize ? '▿ at the edge:' : '▵ at the edge:');
    levels.forEach(function (level) { option.series.push(levelOf(level)); });
    if (!narrow && levels.length > 0) { option.series.push(namesOf(levels, y)); }
    frame.framed(option, theme, x, y, width, narrow ? undefined : margin(levels));
    var items = data.grids.filter(function (grid) { return grid.rated; }).map(function (grid) { return { name: grid.optimizer }; })
      .concat(narrow ? levels.map(function (level) { return { name: level.name, itemStyle: { opacity: 0 } }; }) : []);
    return frame.withLegend(option, theme, items, width);
  }

  /** On a narrower chart the names of levels are in the legend, not at its right. */
  var NARROW = 600;
  /** Of a name at the right of a chart, as a share of the chart's height. */
  var NAME_HEIGHT = 0.065;
  var DASHES = [[4, 3], [10, 3], [10, 3, 2, 3], [2, 4]];

  /** What has one value at all learning rates: optimizers without one, and references. */
  function levelsOf(data, theme, all, narrow) {
    var found = [];
    data.grids.forEach(function (grid, i) {
      var best = grid.rated ? undefined : all.lines[i].points[0];
      if (best && !all.outside(best[1])) {
        found.push({ name: grid.optimizer + ', no learning rate', value: best[1], colour: theme.lines[i % theme.lines.length], width: 2, type: 'dotted' });
      }
    });
    return found.concat(all.references.map(function (reference, i) {
      return { name: reference.name, value: reference.value, colour: theme.quiet, width: 1, type: narrow ? DASHES[i % DASHES.length] : 'dashed' };
    }));
  }

  function levelOf(level) {
    return { name: level.name, type: 'line', data: [], silent: true, itemStyle: { color: level.colour },
      lineStyle: { color: level.colour, width: level.width, type: level.type },
      markLine: { silent: true, symbol: 'none', animation: false, precision: -1, label: { show: false }, data: [{ yAxis: level.value }],
        lineStyle: { color: level.colour, width: level.width, type: level.type } } };
  }

  /** The names of levels at the right of the chart, each at its level unless it would touch another. */
  function namesOf(levels, y) {
    return { type: 'line', data: [], silent: true, markLine: { silent: true, symbol: 'none', animation: false, precision: -1,
      lineStyle: { color: 'transparent' }, label: { position: 'end', distance: 6, fontSize: 11, formatter: function (at) { return at.name; } },
      data: stacked(levels, y).map(function (name) {
        return { yAxis: frame.valueOf(name.place, y), name: name.level.name, label: { color: name.level.colour } };
      }) } };
  }

  function margin(levels) {
    return levels.reduce(function (most, level) { return Math.max(most, frame.wide(level.name) + 12); }, 24);
  }

  /** Places for the names of levels, from the lowest on: names that would touch stand on each other. */
  function stacked(levels, y) {
    var stacks = levels.map(function (level) { return { place: frame.place(level.value, y), levels: [level] }; })
      .sort(function (a, b) { return a.place - b.place; });
    for (var i = 1; i < stacks.length; i++) {
      var below = stacks[i - 1];
      var count = below.levels.length + stacks[i].levels.length;
      if (stacks[i].place - below.place < NAME_HEIGHT * count / 2) {
        var middle = (below.place * below.levels.length + stacks[i].place * stacks[i].levels.length) / count;
        var half = NAME_HEIGHT * (count - 1) / 2;
        stacks.splice(i - 1, 2, { place: Math.min(1 - half, Math.max(half, middle)), levels: below.levels.concat(stacks[i].levels) });
        i = 0;
      }
    }
    var names = [];
    stacks.forEach(function (stack) {
      stack.levels.forEach(function (level, at) {
        names.push({ level: level, place: stack.place + NAME_HEIGHT * (at - (stack.levels.length - 1) / 2) });
      });
    });
    return names;
  }

  /** References that the chart does not reach: {name, value}; none if there is no chart. */
  function unreached(data, over) {
    var all = ratesOf(data, over);
    if (all.values.length === 0) { return []; }
    var levels = data.grids.map(function (grid, i) { return { name: grid.optimizer, rated: grid.rated, points: all.lines[i].points }; })
      .filter(function (line) { return !line.rated && line.points.length > 0 && all.outside(line.points[0][1]); })
      .map(function (line) { return { name: line.name, value: line.points[0][1] }; });
    return data.references.filter(function (reference) { return all.references.indexOf(reference) < 0; }).concat(levels);
  }

  /** How many of the lines drawn later lie on this one, at half of its learning rates and two at least. */
  function covering(line, later, y) {
    return Math.min(3, later.filter(function (other) {
      return line.points.filter(function (point) {
        return other.points.some(function (beside) {
          return beside[0] === point[0] && Math.abs(frame.place(beside[1], y) - frame.place(point[1], y)) < 0.01;
        });
      }).length >= Math.max(2, line.points.length / 2);
    }).length);
  }

  function distinct(numbers) {
    return numbers.filter(function (value, i) { return numbers.indexOf(value) === i; }).sort(function (a, b) { return a - b; });
  }

  /** The index in a cell of what is drawn: the metric over the repeats, or that of the best trial. */
  function valueAt(data, over) { return data.averaged && over !== 'best' ? 8 : 2; }

  function bestByRate(grid, maximize, at) {
    var points = [];
    var diverged = [];
    grid.rates.forEach(function (label, column) {
      var cells = grid.cells.filter(function (cell) { return cell[0] === column; });
      var complete = cells.filter(function (cell) { return cell[at] !== null; });
      complete.sort(function (a, b) { return maximize ? b[at] - a[at] : a[at] - b[at]; });
      if (complete.length > 0) {
        points.push([complete[0][4], complete[0][at]]);
      } else if (cells.some(function (cell) { return cell[6] > 0; })) {
        diverged.push(cells[0][4]);
      }
    });
    return { points: points, diverged: diverged };
  }

  /** How values become a place on the colour scale, the same for all optimizers. */
  function shades(data, over) {
    var values = [];
    var at = valueAt(data, over);
    data.grids.forEach(function (grid) {
      grid.cells.forEach(function (cell) { if (cell[at] !== null) { values.push(cell[at]); } });
    });
    var clamp = frame.clamp(data, values);
    values = values.map(clamp).sort(function (a, b) { return a - b; });
    var log = values.length > 0 && frame.positive(values);
    var ends = values.length === 0 ? [0, 1]
      : [values[Math.floor(data.metric.maximize ? values.length * 0.05 : 0)], values[Math.floor((values.length - 1) * (data.metric.maximize ? 1 : 0.95))]];
    var low = log ? Math.log(ends[0]) : ends[0];
    var high = log ? Math.log(ends[1]) : ends[1];
    return {
      low: low, high: high > low ? high : low + 1, log: log,
      // The last twentieth of the bad values shares a colour with the one before it.
      ends: values.length === 0 ? null : data.metric.maximize
        ? [text(ends[1]), '≤ ' + text(ends[0])] : [text(ends[0]), '≥ ' + text(ends[1])],
      of: function (value) { return Math.min(high, Math.max(low, log ? Math.log(clamp(value)) : clamp(value))); }
    };
  }

  /** Learning rate × epochs of one optimizer; the scale is that of shades. Null for a single cell. */
  function heat(data, theme, grid, scale, over) {
    if (grid.rates.length * grid.epochs.length === 1) { return null; }
    var at = valueAt(data, over);
    var option = frame.base(theme);
    var category = function (name, labels) {
      var made = frame.categories(theme, name, labels);
      // Of a group of neighbours its first value; the tooltip has both ends.
      made.axisLabel.formatter = function (label) { return label.split(' – ')[0]; };
      return made;
    };
    option.grid.bottom = grid.rated ? 30 : 8;
    option.xAxis = category(grid.rated ? 'learning rate' : '', grid.rated ? grid.rates : ['no learning rate']);
    option.yAxis = frame.vertical(category('epochs', grid.epochs));
    var labelled = grid.rates.length <= 6;
    option.visualMap = { show: false, min: scale.low, max: scale.high, dimension: 2, seriesIndex: 0,
      inRange: { color: data.metric.maximize ? theme.scale.slice().reverse() : theme.scale } };
    option.tooltip.formatter = function (point) {
      var cell = point.data.cell;
      return (grid.rated ? 'learning rate ' + escaped(grid.rates[cell[0]]) + ', ' : '') + escaped(grid.epochs[cell[1]]) + ' epochs<br>' +
        (data.averaged && cell[2] !== null ? (cell[8] === null ? 'no setting has a ' + data.over + ' over its ' + data.noun + 's' : 'best ' + data.over + ' ' + escaped(data.metric.key) + ' over the ' + data.noun + 's ' + text(cell[8])) + '<br>' : '') +
        (cell[2] === null ? '' : 'best ' + (data.averaged ? 'trial ' : '') + escaped(data.metric.key) + ' ' + text(cell[2]) + (data.averaged ? '' : ' (rank ' + text(cell[3]) + ')') + '<br>') +
        text(cell[5]) + ' complete, ' + text(cell[6]) + ' diverged' + (cell[7] ? ', ' + text(cell[7]) + ' failed' : '') +
        (cell[9] ? ', ' + text(cell[9]) + ' stopped' : '');
    };
    var none = grid.cells.filter(function (cell) { return cell[2] === null && cell[6] > 0; });
    var failed = grid.cells.filter(function (cell) { return cell[2] === null && cell[6] === 0 && cell[7] > 0; });
    var stopped = grid.cells.filter(function (cell) { return cell[2] === null && cell[6] === 0 && cell[7] === 0; });
    var some = grid.cells.filter(function (cell) { return cell[2] !== null && cell[6] > 0; });
    option.series = [
      { type: 'heatmap', itemStyle: { borderColor: theme.card, borderWidth: grid.rates.length > 30 ? 0 : 1 },
        data: lastTheBest(grid.cells.filter(function (cell) { return cell[at] !== null; })).map(function (cell) {
          var place = (scale.of(cell[at]) - scale.low) / (scale.high - scale.low);
          var strong = (data.metric.maximize ? 1 - place : place) < 0.45;
          return { value: [cell[0], cell[1], scale.of(cell[at])], cell: cell,
            itemStyle: cell[3] === 1 ? { borderColor: theme.outline, borderWidth: 3 } : undefined,
            label: { show: labelled, formatter: text(cell[at]), fontSize: 11, color: strong ? theme.onStrong : theme.onWeak } };
        }) },
      { type: 'scatter', symbol: frame.CROSS, symbolSize: grid.rates.length > 30 ? 5 : 9, itemStyle: { color: 'transparent', borderColor: theme.cross, borderWidth: 2 },
        data: none.map(function (cell) { return { value: [cell[0], cell[1]], cell: cell }; }) },
      { type: 'scatter', symbol: 'circle', symbolSize: grid.rates.length > 30 ? 4 : 7, itemStyle: { color: 'transparent', borderColor: theme.cross, borderWidth: 1.5 },
        data: some.map(function (cell) { return { value: [cell[0], cell[1]], cell: cell }; }) },
      { type: 'scatter', symbol: 'triangle', symbolSize: grid.rates.length > 30 ? 5 : 9, itemStyle: { color: 'transparent', borderColor: theme.cross, borderWidth: 1.5 },
        data: failed.map(function (cell) { return { value: [cell[0], cell[1]], cell: cell }; }) },
      { type: 'scatter', symbol: 'rect', symbolSize: grid.rates.length > 30 ? [5, 2] : [9, 2], itemStyle: { color: theme.cross },
        data: stopped.map(function (cell) { return { value: [cell[0], cell[1]], cell: cell }; }) }
    ];
    return option;
  }

  /** So that no neighbour covers the outline of the best cell. */
  function lastTheBest(cells) {
    return cells.filter(function (cell) { return cell[3] !== 1; }).concat(cells.filter(function (cell) { return cell[3] === 1; }));
  }

  /** The optimizer's own colour if each picked trial has another optimizer; else one per trial. */
  function coloursOf(data, theme, picked) {
    var optimizers = data.grids.map(function (grid) { return grid.optimizer; });
    var own = picked.every(function (row, i) {
      return picked.every(function (other, at) { return at === i || other.optimizer !== row.optimizer; });
    });
    return picked.map(function (row, i) {
      return theme.lines[(own ? optimizers.indexOf(row.optimizer) : i) % theme.lines.length];
    });
  }

  // ---- loss along the epochs

  /** The part whose losses are drawn with those of the training rows. */
  function chosenPart(data) {
    return data.metric.key.indexOf('validation') === 0 ? 'validation' : 'test';
  }

  /** The losses of the trials picked, by default on logarithmic scales; null if none of them has a curve. */
  function loss(data, theme, width, picked, named, linear) {
    var epochs = data.curves.epochs;
    var option = frame.base(theme);
    var colours = coloursOf(data, theme, picked);
    var chosen = chosenPart(data);
    var names = [];
    picked.forEach(function (row, i) {
      var curve = data.curves.byTrajectory[row.trajectory];
      if (!curve) { return; }
      var name = frame.named(row, data, ['epochs']);
      names.push({ name: name, itemStyle: { opacity: 0 } });
      [chosen, 'train'].filter(function (part) { return curve[part]; }).forEach(function (part) {
        var points = curve[part].map(function (value, at) { return [epochs[at], value]; })
          .filter(function (point) { return point[1] !== null && (linear || point[1] > 0); });
        option.series.push(curveOf(name, part, points, colours[i], part === chosen ? row.epochs : null, 2 + picked.length - i));
      });
    });
    var values = [];
    option.series.forEach(function (line) { line.data.forEach(function (point) { values.push(point[1]); }); });
    if (values.length === 0) { return null; }
    var last = epochs[epochs.length - 1];
    var x = frame.scale('epoch', epochs, { log: !linear, range: [epochs[0], Math.max(last, epochs[0] + 1)], marks: [last, epochs[0]] });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (point) {
      return escaped(point.seriesName) + '<br>epoch ' + text(point.value[0]) + ', ' + option.series[point.seriesIndex].part + ' loss ' + text(point.value[1]);
    };
    frame.framed(option, theme, x, frame.scale(data.loss, values, linear ? { log: false } : {}), width);
    return named ? frame.withLegend(option, theme, names, width) : option;
  }

  /** Which of the picked trials share a line or lie on each other's, as a sentence; empty for none. */
  function coincide(data, picked) {
    var chosen = chosenPart(data);
    var curves = picked.map(function (row) { return (data.curves.byTrajectory[row.trajectory] || {})[chosen] || []; });
    var logs = [];
    curves.forEach(function (curve) { curve.forEach(function (value) { if (value > 0) { logs.push(Math.log(value)); } }); });
    var range = extent(logs);
    var hidden = picked.filter(function (row, i) {
      return curves[i].length > 0 && curves.slice(0, i).some(function (other) { return same(curves[i], other, (range[1] - range[0]) * 0.01); });
    });
    return hidden.length === 0 ? '' : 'Hidden behind others with the same curve: ' +
      hidden.map(function (row) { return '#' + text(row.rank); }).join(', ') + '.';
  }

  function same(curve, other, within) {
    return other.length === curve.length && curve.every(function (value, at) {
      return value === other[at] || (value > 0 && other[at] > 0 && Math.abs(Math.log(value / other[at])) <= within);
    });
  }

  /** A line, with a dot at the trial's last epoch if that is given. */
  function curveOf(name, part, points, colour, end, z) {
    var made = { name: name, type: 'line', data: points, showSymbol: points.length === 1, symbolSize: 4, part: part, z: z,
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: part === 'train' ? 1.5 : 2, type: part === 'train' ? 'dashed' : 'solid' } };
    if (end !== null) {
      made.markPoint = { symbol: 'circle', symbolSize: 8, label: { show: false }, silent: true, itemStyle: { color: colour },
        data: points.filter(function (point) { return point[0] === end; }).map(function (point) { return { coord: point }; }) };
    }
    return made;
  }

  // ---- all axes at once

  /** Of more values than these, such as drawn ones, an axis of names labels some in order. */
  var MANY_CATEGORIES = 30;
  var LABELS = 12;

  /** A line for each trial over all axes that vary; null with fewer than two axes or trials. */
  function parallel(data, theme, width, trials) {
    var narrow = width < 600;
    var shown = trials.filter(function (row) { return row.state === 'complete' && row[data.metric.key] !== null; });
    var all = shown.map(function (row) { return row[data.metric.key]; });
    var outside = frame.outside(data, all);
    var clamp = frame.clamp(data, all);
    shown = evenly(shown, 1500).map(function (row) {
      var capped = { value: row[data.metric.key] };
      capped[data.metric.key] = clamp(row[data.metric.key]);
      return Object.assign({}, row, capped);
    });
    var dimensions = data.axes.concat([data.metric.key]);
    if (shown.length < 2 || dimensions.length < 2) { return null; }
    var option = frame.base(theme);
    var categories = {};
    option.parallelAxis = dimensions.map(function (key, i) {
      var values = shown.map(function (row) { return row[key]; });
      var numbers = values.filter(function (value) { return typeof value === 'number'; });
      var distinct = values.filter(function (value, at, all) { return all.indexOf(value) === at; });
      var numeric = numbers.length > 0 && (key === data.metric.key || distinct.length > 12) &&
        values.every(function (value) { return value === null || typeof value === 'number'; });
      categories[key] = distinct;
      // The library labels only powers of ten on such an axis.
      var log = numeric && key !== 'seed' && frame.isLog(numbers) && powersWithin(extent(numbers)) > 1;
      var made = { dim: i, name: key === data.metric.key ? key : frame.words(key), type: log ? 'log' : numeric ? 'value' : 'category',
        nameTextStyle: { color: theme.ink }, axisLine: { lineStyle: { color: theme.quiet } }, axisTick: { show: false },
        axisLabel: { color: theme.ink, hideOverlap: true, backgroundColor: theme.card, padding: [1, 3], borderRadius: 3, formatter: numeric ? function (value) { return text(Number(Number(value).toPrecision(3))); } : undefined } };
      if (numeric) {
        var range = frame.padded(extent(numbers), log);
        made.min = range[0];
        made.max = range[1];
        made.axisLabel.showMinLabel = false;
        made.axisLabel.showMaxLabel = false;
      } else {
        if (numbers.length > 0) { distinct.sort(function (a, b) { return (a === null) - (b === null) || a - b; }); }
        if (distinct.length > MANY_CATEGORIES) {
          distinct.sort(function (a, b) { return String(a || '') < String(b || '') ? -1 : 1; });
          made.axisLabel.interval = Math.ceil(distinct.length / LABELS) - 1;
        }
        made.data = distinct.map(function (value) { return category(value, key, distinct); })
          .filter(function (name, at, all) { return all.indexOf(name) === at; });
      }
      return made;
    });
    /** Rounded if that keeps the values apart. */
    function category(value, key, all) {
      if (value === null || value === '') { return 'none'; }
      var alike = key === 'seed' || all.some(function (other) { return other !== value && text(other) === text(value); });
      return alike ? String(value) : text(value);
    }
    option.parallel = narrow
      ? { layout: 'vertical', left: 100, right: 24, top: 16, bottom: 40 }
      : { left: 56, right: 72, top: 36, bottom: 20 };
    if (narrow) { sideways(option, width - option.parallel.left - option.parallel.right); }
    option.series = [{ type: 'parallel', smooth: 0.1, inactiveOpacity: 0.03, activeOpacity: 0.95,
      data: shown.map(function (row, i) {
        return { row: row, lineStyle: lineOf(theme, i, shown.length, outside(row.value)), value: dimensions.map(function (key, at) {
          return option.parallelAxis[at].type === 'category' ? category(row[key], key, categories[key]) : row[key] === null ? '-' : row[key];
        }) };
      }).reverse() }];
    option.tooltip.formatter = function (line) {
      return '#' + text(line.data.row.rank) + ' ' + escaped(frame.named(line.data.row, data, [])) + '<br>' +
        escaped(data.metric.key) + ' ' + text(line.data.row.value);
    };
    option.note = frame.outsideNote(data, shown.map(function (row) { return row.value; }).filter(outside), 'Dashed lines end');
    option.shown = shown.length;
    return option;
  }

  /** Axes from left to right: their names before them, and room for the labels of the first one above it. */
  function sideways(option, pixels) {
    option.parallelAxis.forEach(function (made, i) {
      made.nameLocation = 'start';
      made.nameGap = 12;
      if (made.type !== 'category' || made.data.length > 8) { return; }
      var needs = Math.max.apply(null, made.data.map(function (name) { return frame.wide(name) + 10; })) * made.data.length;
      var rotated = needs > pixels;
      made.axisLabel = Object.assign({}, made.axisLabel, { rotate: rotated ? 35 : 0, interval: 0, hideOverlap: false });
      if (i === 0) {
        Object.assign(made.axisLabel, { margin: -6, align: rotated ? 'left' : 'center', verticalAlign: rotated ? 'middle' : 'bottom' });
        Object.assign(option.parallel, rotated ? { top: 60, right: 48 } : { top: 28 });
      }
    });
  }

  /** How many powers of ten lie between two numbers. */
  function powersWithin(range) {
    return Math.floor(Math.log(range[1]) / Math.LN10 + 1e-9) - Math.ceil(Math.log(range[0]) / Math.LN10 - 1e-9) + 1;
  }

  /** The better, the thicker and stronger; the best are drawn last. Dashed for what lies outside the scale. */
  function lineOf(theme, place, count, outside) {
    var share = count < 2 ? 0 : Math.sqrt(place / (count - 1));
    var leading = place < 5;
    return { color: mixed(theme.scale.slice(0, 3), share), width: leading ? 3 : share < 0.3 ? 2 : 1,
      opacity: leading ? 1 : Math.max(0.12, (count > 300 ? 0.6 : 0.9) * (1 - share)), type: outside ? 'dashed' : 'solid' };
  }

  /** A colour between those given, from the first at 0 to the last at 1. */
  function mixed(colours, share) {
    var place = share * (colours.length - 1);
    var from = Math.min(colours.length - 2, Math.floor(place));
    return '#' + [1, 3, 5].map(function (at) {
      var low = parseInt(colours[from].substr(at, 2), 16);
      var high = parseInt(colours[from + 1].substr(at, 2), 16);
      return ('0' + Math.round(low + (high - low) * (place - from)).toString(16)).slice(-2);
    }).join('');
  }

  /** At most so many of the items, evenly taken, the first always. */
  function evenly(items, most) {
    if (items.length <= most) { return items; }
    var taken = [];
    for (var i = 0; i < most; i++) { taken.push(items[Math.floor(i * items.length / most)]); }
    return taken;
  }

  function points(data) {
    return data.fit.test || [];
  }

  /** Null with fewer than two test rows. */
  function predicted(data, theme, width) {
    var found = points(data);
    if (found.length < 2) { return null; }
    var both = found.map(function (p) { return p[0]; }).concat(found.map(function (p) { return p[1]; }));
    var range = frame.padded(extent(both), false);
    var option = frame.base(theme);
    var plain = frame.areYears(found.map(function (p) { return p[0]; }));
    option.tooltip.formatter = function (p) { return 'actual ' + frame.label(p.value[0], plain) + '<br>predicted ' + text(p.value[1]); };
    option.series = [dots(theme.accent, found.map(function (p) { return [p[0], p[1]]; })), guide(theme, range, range)];
    return frame.framed(option, theme, frame.scale('actual', [], { log: false, range: range, plain: plain }),
      frame.scale('predicted', [], { log: false, range: range, plain: plain }), width);
  }

  function residuals(data, theme, width) {
    var found = points(data);
    if (found.length < 2) { return null; }
    var plain = frame.areYears(found.map(function (p) { return p[0]; }));
    var span = frame.padded(extent(found.map(function (p) { return p[1]; })), false);
    var size = Math.max.apply(null, found.map(function (p) { return Math.abs(p[2]); })) * 1.05 || 1;
    var option = frame.base(theme);
    option.tooltip.formatter = function (p) { return 'predicted ' + text(p.value[0]) + '<br>residual ' + text(p.value[1]); };
    option.series = [dots(theme.accent, found.map(function (p) { return [p[1], p[2]]; })), guide(theme, span, [0, 0])];
    return frame.framed(option, theme, frame.scale('predicted', [], { log: false, range: span, plain: plain }),
      frame.scale('residual', [], { log: false, range: [-size, size] }), width);
  }

  /** A thin line to compare with. */
  function guide(theme, xs, ys) {
    return { type: 'line', data: [[xs[0], ys[0]], [xs[1], ys[1]]], symbol: 'none', silent: true,
      lineStyle: { color: theme.quiet, width: 1, type: 'dashed' }, tooltip: { show: false } };
  }

  function dots(colour, values) {
    return { type: 'scatter', data: values, symbolSize: values.length > 300 ? 4 : 7,
      itemStyle: { color: colour, opacity: values.length > 300 ? 0.45 : 0.75 } };
  }

  /** The data of a single feature with the line at one of the recorded epochs. */
  function line(data, theme, width, step) {
    var path = data.fit.path;
    if (data.features.length !== 1 || path.length === 0) { return null; }
    var parts = ['train', 'validation', 'test'].filter(function (part) { return data.fit[part]; });
    var xs = [];
    var ys = [];
    parts.forEach(function (part) {
      data.fit[part].forEach(function (p) { xs.push(p[3]); ys.push(p[0]); });
    });
    if (xs.length === 0) { return null; }
    var x = frame.scale(data.features[0], xs, { log: false, plain: frame.areYears(xs) });
    var y = frame.scale(data.label, ys, { log: false, plain: frame.areYears(ys) });
    y.range = withLines(y.range, path, x.range);
    var option = frame.base(theme);
    option.tooltip.formatter = function (p) {
      return escaped(p.seriesName) + '<br>' + escaped(data.features[0]) + ' ' + frame.label(p.value[0], x.plain) + '<br>' + escaped(data.label) + ' ' + frame.label(p.value[1], y.plain);
    };
    option.series = parts.map(function (part) { return pointsOf(part, data.fit[part], theme); }).concat(linesOf(path, step, x.range, theme, data.jobEpochs || []));
    var items = [];
    option.series.forEach(function (series) {
      if (items.every(function (item) { return item.name !== series.name; })) {
        items.push(series.type === 'scatter' ? { name: series.name, icon: series.symbol }
          : { name: series.name, itemStyle: { opacity: 0 } });
      }
    });
    frame.framed(option, theme, x, y, width);
    return frame.withLegend(option, theme, items, width);
  }

  function pointsOf(part, found, theme) {
    var look = { train: ['training points', 'circle', theme.quiet], validation: ['validation points', 'triangle', theme.lines[2]],
      test: ['test points', 'diamond', theme.lines[1]] }[part];
    return { name: look[0], type: 'scatter', symbol: look[1], symbolSize: part === 'test' ? 9 : 6, z: 3,
      itemStyle: { color: look[2], opacity: 0.8 }, data: found.map(function (p) { return [p[3], p[0]]; }) };
  }

  /** Of the colours for lines those after the job's epochs on the way. */
  var WAY = [3, 4, 5, 6];

  /** After the first of the job's epochs, now and, with the last epoch, after the others. */
  function linesOf(path, step, span, theme, jobEpochs) {
    var steps = stepsOf(path, jobEpochs);
    var way = steps.slice(1).filter(function (at) { return at < path.length - 1; });
    var now = 'epoch ' + text(path[step][0]);
    var lines = [straight('epoch ' + text(path[steps[0]][0]), path[steps[0]], span, { color: theme.ink, width: 1.5, type: 'dotted' })];
    if (step === path.length - 1) {
      evenly(way, WAY.length).forEach(function (at, i) {
        lines.push(straight('epoch ' + text(path[at][0]), path[at], span, { color: theme.lines[WAY[i]], width: 1.5, type: [6, 4] }));
      });
    }
    return step === steps[0] ? lines : lines.concat(straight(now, path[step], span, { color: theme.accent, width: 2.5 }));
  }

  /** The steps of the path after the job's epochs; with only one of these some evenly taken ones before it, too. */
  function stepsOf(path, jobEpochs) {
    var last = path.length - 1;
    var wanted = jobEpochs.filter(function (epoch) { return epoch <= path[last][0]; });
    var steps = wanted.length > 1
      ? wanted.map(function (epoch) { return path.filter(function (at) { return at[0] <= epoch; }).length - 1; })
      : [0, 0.25, 0.5, 0.75, 1].map(function (share) { return Math.floor(share * last); });
    return steps.concat(last).filter(function (at, i, all) { return at >= 0 && all.indexOf(at) === i; }).sort(function (a, b) { return a - b; });
  }

  /** Wide enough for the lines along the way, but no more than three times the data. */
  function withLines(range, path, span) {
    var most = range[1] - range[0];
    var ends = range.slice();
    path.forEach(function (at) {
      span.forEach(function (x) { ends.push(at[1] * x + at[2]); });
    });
    var all = frame.padded(extent(ends), false);
    return [Math.max(all[0], range[0] - most), Math.min(all[1], range[1] + most)];
  }

  function straight(name, at, span, style) {
    return { name: name, type: 'line', symbol: 'none', z: 2, lineStyle: style, itemStyle: { color: style.color },
      data: span.map(function (x) { return [x, at[1] * x + at[2]]; }) };
  }

  // ---- coefficients

  var BARS = 20;

  /** The effects of the leading features as bars, one for each model; null with fewer than two features. */
  function coefficients(data, theme, width) {
    var rows = data.coefficients.rows.filter(function (row) { return row[2] !== null; }).slice(0, BARS);
    if (rows.length < 2) { return null; }
    var option = frame.base(theme);
    // The widest letters take a third more than frame.wide says.
    var longest = 1.35 * Math.max.apply(null, rows.map(function (row) { return frame.wide(row[0]); }));
    var left = Math.min(Math.max(120, width * 0.3), longest + 16);
    option.grid = { left: left, right: 20, top: 8, bottom: 48 };
    option.xAxis = { type: 'value', name: 'effect on ' + data.label, nameLocation: 'middle', nameGap: 28, splitNumber: width < 600 ? 3 : 6,
      nameTextStyle: { color: theme.quiet }, splitLine: { lineStyle: { color: theme.rule } },
      axisLabel: { color: theme.quiet, hideOverlap: true, formatter: text } };
    option.yAxis = { type: 'category', inverse: true, data: rows.map(function (row) { return row[0]; }), axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: theme.ink, interval: 0, width: left - 16, overflow: 'truncate', margin: 8 } };
    option.series = data.coefficients.models.map(function (name, at) {
      return { name: name, type: 'bar', barGap: '10%', barCategoryGap: '30%', barMaxWidth: 14, itemStyle: { color: theme.lines[at] },
        data: rows.map(function (row, i) { return { value: row[2 + 2 * at] === null ? '-' : row[2 + 2 * at], row: i }; }) };
    });
    option.series[0].markLine = { silent: true, symbol: 'none', animation: false, label: { show: false },
      lineStyle: { color: theme.quiet, width: 1, type: 'solid' }, data: [{ xAxis: 0 }] };
    option.tooltip.formatter = function (point) {
      var row = rows[point.data.row];
      return escaped(row[0]) + '<br>' + data.coefficients.models.map(function (name, at) {
        return escaped(name) + ': coefficient ' + text(row[1 + 2 * at]) + ', effect ' + text(row[2 + 2 * at]);
      }).join('<br>');
    };
    return frame.withLegend(option, theme, option.series.map(function (series) { return { name: series.name }; }), width);
  }

  /** How many of the features its chart shows, if not all; else empty. */
  function coefficientsNote(data) {
    var all = data.coefficients.rows.length;
    return all > BARS ? 'the largest ' + BARS + ' of ' + text(all) : '';
  }

  /** How high its chart should be, in pixels. */
  function coefficientsHeight(data) {
    return 90 + Math.min(BARS, data.coefficients.rows.length) * Math.max(24, 12 * data.coefficients.models.length);
  }

  // ---- slices: the metric along one axis

  var SLICE_DOTS = 1500;
  var SLICE_NAMES = 20;

  /** A dot for each trial, and the best at each value; null with fewer than two values. Names are on the vertical axis. */
  function slice(data, theme, width, trials, axis) {
    var key = data.metric.key;
    var shown = trials.filter(function (row) { return row.state === 'complete' && row[key] !== null && row[axis] !== null && row[axis] !== ''; });
    var outside = frame.outside(data, shown.map(function (row) { return row[key]; }));
    var inside = shown.filter(function (row) { return !outside(row[key]); });
    var distinctValues = shown.map(function (row) { return row[axis]; }).filter(function (value, i, all) { return all.indexOf(value) === i; });
    if (distinctValues.length < 2) { return null; }
    var numeric = axis !== 'seed' && distinctValues.every(function (value) { return typeof value === 'number'; });
    var names = distinctValues.slice(0, SLICE_NAMES).map(String).reverse();
    var steps = numeric && uneven(distinctValues) ? distinctValues.slice().sort(function (a, b) { return a - b; }) : null;
    var at = function (row) { return steps ? steps.indexOf(row[axis]) + 1 : numeric ? row[axis] : names.indexOf(String(row[axis])) + 1; };
    var kept = inside.filter(function (row) { return numeric || at(row) > 0; });
    var best = {};
    kept.forEach(function (row) {
      var value = at(row);
      if (best[value] === undefined || (data.metric.maximize ? row[key] > best[value][key] : row[key] < best[value][key])) { best[value] = row; }
    });
    var pair = function (row) { return { value: numeric ? [at(row), row[key]] : [row[key], at(row)], row: row }; };
    var leaders = Object.keys(best).map(function (value) { return best[value]; }).sort(function (a, b) { return at(a) - at(b); });
    var option = frame.base(theme);
    option.tooltip.formatter = function (point) {
      return '#' + text(point.data.row.rank) + ' ' + escaped(frame.named(point.data.row, data, [])) + '<br>' + escaped(key) + ' ' + text(point.data.row[key]);
    };
    option.series = [
      { name: 'a trial', type: 'scatter', symbolSize: kept.length > 300 ? 4 : 6, itemStyle: { color: theme.quiet, opacity: kept.length > 300 ? 0.3 : 0.5 }, data: evenly(kept, SLICE_DOTS).map(pair) },
      numeric && leaders.length <= 64
        ? { name: 'best', type: 'line', symbol: 'circle', symbolSize: 6, z: 3, itemStyle: { color: theme.accent }, lineStyle: { color: theme.accent, width: 2 }, data: leaders.map(pair) }
        : { name: 'best', type: 'scatter', symbolSize: numeric ? 0 : 9, z: 3, itemStyle: { color: theme.accent }, data: leaders.map(pair) }
    ];
    option.note = [distinctValues.length > names.length && !numeric ? 'The best ' + names.length + ' of ' + text(distinctValues.length) + '.' : '',
      inside.length < shown.length ? 'Outside the scale: ' + text(shown.length - inside.length) + ' of ' + text(shown.length) + ' trials.' : ''].join(' ').trim();
    var metricScale = frame.scale(key, kept.map(function (row) { return row[key]; }));
    if (steps) {
      return frame.framed(option, theme, inOrder(axis, steps.map(text)), metricScale, width);
    }
    if (numeric) {
      var x = frame.scale(frame.words(axis), distinctValues);
      if (distinctValues.length <= 12) { x.ticks = distinctValues.slice().sort(function (a, b) { return a - b; }); }
      return frame.framed(option, theme, x, metricScale, width);
    }
    return frame.framed(option, theme, metricScale, inOrder(axis, names), width);
  }

  /** True for a few values with zero among them that would lie on each other on a linear scale. */
  function uneven(values) {
    var above = extent(values.filter(function (value) { return value > 0; }));
    return values.length <= 12 && extent(values)[0] === 0 && above[1] / above[0] >= 10;
  }

  /** Names in equal steps. */
  function inOrder(axis, names) {
    var places = names.map(function (name, i) { return i + 1; });
    return frame.scale(frame.words(axis), places, { log: false, range: [0.4, names.length + 0.6], ticks: places, names: names });
  }

  // ---- would more trials help

  /** The best to expect from this many trials, with the range of nine in ten searches; null with fewer than two. */
  function expected(data, theme, width) {
    var found = data.expected;
    if (!found || found.trials.length < 2) { return null; }
    var all = found.expected.concat(found.low, found.high);
    var outside = frame.outside(data, all);
    var points = function (values) { return values.map(function (value, i) { return [found.trials[i], value]; }); };
    var y = frame.scale(data.metric.key, all.filter(function (value) { return !outside(value); }));
    var within = function (value) { return Math.min(y.range[1], Math.max(y.range[0], value)); };
    var noun = data.averaged ? 'settings' : 'trials';
    var x = frame.scale(noun, found.trials, { range: [1, found.trials[found.trials.length - 1]], marks: [found.trials[found.trials.length - 1], 1] });
    var option = frame.base(theme);
    option.tooltip.formatter = function (point) {
      var i = found.trials.indexOf(point.value[0]);
      return text(found.trials[i]) + ' ' + noun + ': ' + escaped(data.metric.key) + ' ' + text(found.expected[i]) + '<br>nine of ten searches: ' + text(found.low[i]) + ' to ' + text(found.high[i]);
    };
    var edge = points(found.high.map(within)).concat(points(found.low.map(within)).reverse());
    option.series = [
      { name: 'nine of ten searches', type: 'custom', silent: true, clip: true, data: [0], itemStyle: { color: theme.accent, opacity: 0.18 },
        renderItem: function (params, api) {
          return { type: 'polygon', shape: { points: edge.map(function (point) { return api.coord(point); }) }, style: { fill: theme.accent, opacity: 0.18 } };
        } },
      { name: 'expected best', type: 'line', symbol: 'circle', symbolSize: 5, z: 3, itemStyle: { color: theme.accent }, lineStyle: { color: theme.accent, width: 2 },
        data: points(found.expected).filter(function (point) { return !outside(point[1]); }) }
    ];
    frame.framed(option, theme, x, y, width);
    return frame.withLegend(option, theme, [{ name: 'expected best' }, { name: 'nine of ten searches', icon: 'rect' }], width);
  }

  // ---- settings over their repeats

  /** The metric of each repeat, a column for each of the leading settings. */
  function spread(data, theme, width) {
    if (data.settings.length === 0) { return null; }
    var all = [];
    data.settings.forEach(function (setting) { all = all.concat(setting.values); });
    var outside = frame.outside(data, all);
    var inside = all.filter(function (value) { return !outside(value); });
    var y = frame.scale(data.metric.key, inside);
    var option = frame.base(theme);
    option.tooltip.formatter = function (point) {
      var setting = data.settings[point.value[0] - 1];
      return 'rank ' + text(setting.rank) + ': ' + escaped(setting.setting) + '<br>' + escaped(point.data.of) + ': ' + escaped(data.metric.key) + ' ' + text(point.value[2]);
    };
    var dots = [];
    var beyond = [];
    var names = ['first, or as good', 'not distinguishable', 'significantly worse'].map(function (name) { return data.over + ': ' + name; });
    var groups = [[], [], []];
    var colours = [theme.accent, theme.lines[1], theme.quiet];
    data.settings.forEach(function (setting, i) {
      setting.values.forEach(function (value, at) { (outside(value) ? beyond : dots).push(mark(i, value, setting.repeats[at])); });
      groups[setting.standing === 'worse' ? 2 : setting.standing === 'unclear' ? 1 : 0].push(mark(i, setting.value, data.over));
    });
    function mark(column, value, of) {
      return outside(value)
        ? { value: [column + 1, frame.edge(data, y.range), value], of: of, symbol: frame.OUTWARDS, symbolSize: 10, symbolRotate: data.metric.maximize ? 180 : 0 }
        : { value: [column + 1, value, value], of: of };
    }
    option.series = [{ name: 'a ' + data.noun, type: 'scatter', data: dots, symbolSize: 6, itemStyle: { color: theme.quiet, opacity: 0.6 } }];
    groups.forEach(function (group, i) {
      if (group.length > 0) {
        option.series.push({ name: names[i], type: 'scatter', symbol: 'rect', symbolSize: [width < 600 ? 10 : 22, 4], z: 3, itemStyle: { color: colours[i] }, data: group });
      }
    });
    if (beyond.length > 0) {
      option.series.push({ name: 'a ' + data.noun + ' outside the scale', type: 'scatter', symbol: frame.OUTWARDS, symbolSize: 9, symbolRotate: data.metric.maximize ? 180 : 0,
        z: 4, itemStyle: { color: theme.card, borderColor: theme.quiet, borderWidth: 1.5 }, data: beyond });
    }
    option.note = frame.outsideNote(data, beyond.map(function (point) { return point.value[2]; }), data.metric.maximize ? '▿ at the edge:' : '▵ at the edge:');
    var items = option.series.map(function (series) { return { name: series.name, icon: series.symbol || 'circle' }; });
    var numbers = data.settings.map(function (setting, i) { return i + 1; });
    var x = frame.scale('settings, by rank', numbers, { log: false, range: [0.4, numbers.length + 0.6], ticks: numbers });
    frame.framed(option, theme, x, y, width);
    return frame.withLegend(option, theme, items, width);
  }

  // ---- picks

  /** The first trial of each of the leading trainings; of a setting's repeats the first one. */
  function leading(data, trials) { return bestOf(trials, 5, data.averaged ? 'setting' : 'trajectory'); }

  function bestOf(trials, most, key) {
    var seen = {};
    return trials.filter(function (row) {
      var value = row[key];
      if (!row.trajectory || seen[value]) { return false; }
      seen[value] = true;
      return true;
    }).slice(0, most);
  }

  return {
    bestOf: bestOf, leading: leading, coloursOf: coloursOf, points: points, unreached: unreached, shades: shades, coincide: coincide, coefficients: coefficients, coefficientsHeight: coefficientsHeight, coefficientsNote: coefficientsNote, valueAt: valueAt, chosenPart: chosenPart,
    slice: slice, expected: expected, stepsOf: stepsOf,
    rates: rates, heat: heat, loss: loss, parallel: parallel, predicted: predicted, residuals: residuals, line: line, spread: spread
  };
})(linesweep.frame);
