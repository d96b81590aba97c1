/*
 * The charts of the report: options for the chart library, made from the numbers alone. No document
 * is touched, so that this runs without a browser too, for the SVG plots.
 */
var linesweep = (function () {
  'use strict';

  var FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  var CROSS = 'path://M0,0L10,10M10,0L0,10';
  var LIGHT = {
    ink: '#1d2429', quiet: '#5f6b73', rule: '#e3e6e8', card: '#ffffff', accent: '#1f6f9f',
    scale: ['#08355a', '#2f7fb5', '#9fcbe4', '#eaf1f5'], cross: '#9a4a12', onStrong: '#ffffff', onWeak: '#1d2429',
    lines: ['#1f6f9f', '#d9822b', '#3a8f5c', '#b04a7a', '#7a6bc4', '#8a7a1f', '#2aa3a3', '#c0503f', '#6b7780']
  };
  var DARK = {
    ink: '#e4e9ec', quiet: '#98a4ac', rule: '#2d353a', card: '#1b2125', accent: '#6db8e0',
    scale: ['#b5ecff', '#3f9cc9', '#22557a', '#1d2c38'], cross: '#efa873', onStrong: '#10222c', onWeak: '#e4e9ec',
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
      if (axis === 'optimizer' || axis === 'settings') { return row[axis]; }
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

  /** Logarithmic where values are positive and far enough apart for ticks. */
  function kindOf(values) {
    var range = extent(values);
    return values.length > 0 && positive(values) && range[1] / range[0] >= 4 ? 'log' : 'value';
  }

  /** The largest error worth a place on an axis: what is far above the trivial model is only bad. */
  function ceiling(data) {
    var trivial = data.references.filter(function (reference) { return reference.key === 'mean'; })[0];
    return trivial && !data.metric.maximize && trivial.value > 0 ? 10 * trivial.value : Infinity;
  }

  // ---- what all charts share

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
      }
    };
  }

  function axis(theme, name, kind, range) {
    var log = kind === 'log';
    var made = {
      type: kind, name: name, nameLocation: 'middle', nameGap: 28,
      nameTextStyle: { color: theme.quiet, fontSize: 12 },
      axisLine: { lineStyle: { color: theme.rule } }, axisTick: { show: false },
      splitLine: { lineStyle: { color: theme.rule } }, minorSplitLine: { show: false },
      axisLabel: { color: theme.quiet, hideOverlap: true, showMinLabel: !range, showMaxLabel: !range,
        formatter: function (value) { return log ? text(Number(Number(value).toPrecision(12))) : text(value); } }
    };
    if (range) {
      made.min = range[0];
      made.max = range[1];
    }
    if (log) { made.logBase = range && decades(range) < 2 ? 2 : 10; }
    return made;
  }

  /** How many powers of ten lie between. */
  function decades(range) {
    return Math.floor(Math.log(range[1]) / Math.LN10) - Math.ceil(Math.log(range[0]) / Math.LN10) + 1;
  }

  function vertical(made) {
    made.nameLocation = 'end';
    made.nameGap = 10;
    made.nameTextStyle.align = 'left';
    made.nameTextStyle.padding = [0, 0, 0, -30];
    return made;
  }

  function legend(theme, names) {
    return { type: 'scroll', bottom: 0, left: 0, data: names, icon: 'roundRect', itemWidth: 12, itemHeight: 12,
      textStyle: { color: theme.ink }, pageTextStyle: { color: theme.quiet },
      pageIconColor: theme.accent, pageIconInactiveColor: theme.rule };
  }

  // ---- charts: each gives an option, or null where there is nothing to draw

  /** The best of each optimizer along the learning rate. */
  function rates(data, theme) {
    var optimizers = data.grids.map(function (grid) { return grid.optimizer; });
    var byOptimizer = data.grids.map(function (grid) { return bestByRate(grid, data.metric.maximize); });
    var values = [];
    var found = [];
    byOptimizer.forEach(function (line) {
      line.points.forEach(function (point) { values.push(point[1]); found.push(point[0]); });
      line.diverged.forEach(function (rate) { found.push(rate); });
    });
    found = found.filter(function (rate) { return rate > 0; });
    if (found.length === 0) { return null; }
    if (values.length === 0) { return null; }
    var top = Math.max(ceiling(data), Math.min.apply(null, values));
    values = values.map(function (value) { return Math.min(value, top); });
    data.references.forEach(function (reference) {
      var both = extent(values);
      if (reference.value >= both[0] / 3 && reference.value <= both[1] * 1.5) { values.push(reference.value); }
    });
    var kind = kindOf(values);
    var range = padded(extent(values), kind === 'log');
    var span = padded(extent(found), true);
    var option = base(theme);
    option.grid.bottom = 64;
    option.xAxis = axis(theme, 'learning rate', 'log', span);
    option.yAxis = vertical(axis(theme, data.metric.key, kind, range));
    option.legend = legend(theme, optimizers);
    option.tooltip.formatter = function (point) {
      return escaped(point.seriesName) + '<br>learning rate ' + text(point.value[0]) + '<br>' +
        (point.value[2] === 'diverged' ? 'every trial diverged' : escaped(data.metric.key) + ' ' + text(point.value[2]));
    };
    option.series = data.references.filter(function (reference) {
      return values.indexOf(reference.value) >= 0;
    }).map(function (reference) {
      return { name: reference.name, type: 'line', symbol: 'none', silent: true,
        data: [[span[0], reference.value], [span[1], reference.value]], lineStyle: { color: theme.quiet, width: 1, type: 'dashed' },
        endLabel: { show: true, formatter: reference.name, color: theme.quiet, fontSize: 11, align: 'right', offset: [-4, -8] } };
    });
    data.grids.forEach(function (grid, i) {
      var line = byOptimizer[i];
      var colour = theme.lines[i % theme.lines.length];
      var points = (grid.rated ? line.points : line.points.length === 0 ? [] :
        [[span[0], line.points[0][1]], [span[1], line.points[0][1]]]).map(function (point) {
        return [point[0], Math.min(point[1], top), point[1]];
      });
      option.series.push({ name: grid.optimizer, type: 'line', data: points, symbolSize: 6, symbol: grid.rated ? 'circle' : 'none',
        showAllSymbol: true, itemStyle: { color: colour }, lineStyle: { color: colour, width: 2, type: grid.rated ? 'solid' : 'dotted' } });
      option.series.push({ name: grid.optimizer, type: 'scatter', symbol: CROSS, symbolSize: 8,
        itemStyle: { color: 'transparent', borderColor: colour, borderWidth: 2 },
        data: line.diverged.map(function (rate) { return [rate, range[1], 'diverged']; }) });
    });
    return option;
  }

  function bestByRate(grid, maximize) {
    var points = [];
    var diverged = [];
    grid.rates.forEach(function (label, column) {
      var cells = grid.cells.filter(function (cell) { return cell[0] === column; });
      var complete = cells.filter(function (cell) { return cell[2] !== null; });
      complete.sort(function (a, b) { return maximize ? b[2] - a[2] : a[2] - b[2]; });
      if (complete.length > 0) {
        points.push([complete[0][4], complete[0][2]]);
      } else if (cells.some(function (cell) { return cell[6] > 0; })) {
        diverged.push(cells[0][4]);
      }
    });
    return { points: points, diverged: diverged };
  }

  /** How values become a place on the colour scale, the same for all optimizers. */
  function shades(data) {
    var values = [];
    data.grids.forEach(function (grid) {
      grid.cells.forEach(function (cell) { if (cell[2] !== null) { values.push(cell[2]); } });
    });
    var log = positive(values);
    var sorted = values.map(function (value) { return log ? Math.log(value) : value; });
    sorted.sort(function (a, b) { return a - b; });
    var low = sorted.length ? sorted[Math.floor(data.metric.maximize ? sorted.length * 0.05 : 0)] : 0;
    var high = sorted.length ? sorted[Math.floor((sorted.length - 1) * (data.metric.maximize ? 1 : 0.95))] : 1;
    var value = function (place) { return log ? Math.exp(place) : place; };
    return {
      low: low, high: high > low ? high : low + 1,
      // The last twentieth of the bad values shares a colour with the one before it.
      ends: values.length === 0 ? null : data.metric.maximize
        ? [value(high), '≤ ' + text(value(low))] : [value(low), '≥ ' + text(value(high))],
      of: function (value) { return Math.min(high, Math.max(low, log ? Math.log(value) : value)); }
    };
  }

  /** Learning rate × epochs of one optimizer. */
  function heat(data, theme, grid) {
    var scale = shades(data);
    var option = base(theme);
    var category = function (name, labels) {
      var made = axis(theme, name, 'category');
      made.data = labels;
      made.splitLine = { show: false };
      // Of a group of neighbours its first value; the tooltip has both ends.
      made.axisLabel.formatter = function (label) { return label.split(' – ')[0]; };
      return made;
    };
    option.grid.bottom = grid.rated ? 30 : 8;
    option.xAxis = category(grid.rated ? 'learning rate' : '', grid.rated ? grid.rates : ['no learning rate']);
    option.yAxis = vertical(category('epochs', grid.epochs));
    var labelled = grid.rates.length <= 6;
    option.visualMap = { show: false, min: scale.low, max: scale.high, dimension: 2, seriesIndex: 0,
      inRange: { color: data.metric.maximize ? theme.scale.slice().reverse() : theme.scale } };
    option.tooltip.formatter = function (point) {
      var cell = point.data.cell;
      return (grid.rated ? 'learning rate ' + escaped(grid.rates[cell[0]]) + ', ' : '') + escaped(grid.epochs[cell[1]]) + ' epochs<br>' +
        (cell[2] === null ? '' : 'best ' + escaped(data.metric.key) + ' ' + text(cell[2]) + ' (rank ' + text(cell[3]) + ')<br>') +
        text(cell[5]) + ' complete, ' + text(cell[6]) + ' diverged' + (cell[7] ? ', ' + text(cell[7]) + ' failed' : '');
    };
    var none = grid.cells.filter(function (cell) { return cell[2] === null && cell[6] > 0; });
    var failed = grid.cells.filter(function (cell) { return cell[2] === null && cell[6] === 0; });
    var some = grid.cells.filter(function (cell) { return cell[2] !== null && cell[6] > 0; });
    option.series = [
      { type: 'heatmap', itemStyle: { borderColor: theme.card, borderWidth: grid.rates.length > 30 ? 0 : 1 },
        data: grid.cells.filter(function (cell) { return cell[2] !== null; }).map(function (cell) {
          var place = (scale.of(cell[2]) - scale.low) / (scale.high - scale.low);
          var strong = (data.metric.maximize ? 1 - place : place) < 0.45;
          return { value: [cell[0], cell[1], scale.of(cell[2])], cell: cell,
            itemStyle: cell[3] === 1 ? { borderColor: theme.cross, borderWidth: 2 } : undefined,
            label: { show: labelled, formatter: text(cell[2]), fontSize: 11, color: strong ? theme.onStrong : theme.onWeak } };
        }) },
      { type: 'scatter', symbol: CROSS, symbolSize: grid.rates.length > 30 ? 5 : 9, itemStyle: { color: 'transparent', borderColor: theme.cross, borderWidth: 2 },
        data: none.map(function (cell) { return { value: [cell[0], cell[1]], cell: cell }; }) },
      { type: 'scatter', symbol: 'circle', symbolSize: grid.rates.length > 30 ? 4 : 7, itemStyle: { color: 'transparent', borderColor: theme.cross, borderWidth: 1.5 },
        data: some.map(function (cell) { return { value: [cell[0], cell[1]], cell: cell }; }) },
      { type: 'scatter', symbol: 'triangle', symbolSize: grid.rates.length > 30 ? 5 : 9, itemStyle: { color: 'transparent', borderColor: theme.cross, borderWidth: 1.5 },
        data: failed.map(function (cell) { return { value: [cell[0], cell[1]], cell: cell }; }) }
    ];
    return option;
  }

  /** An optimizer's own colour where each picked trial has another optimizer; else one a trial. */
  function coloursOf(data, theme, picked) {
    var optimizers = data.grids.map(function (grid) { return grid.optimizer; });
    var own = picked.every(function (row, i) {
      return picked.every(function (other, at) { return at === i || other.optimizer !== row.optimizer; });
    });
    return picked.map(function (row, i) {
      return theme.lines[(own ? optimizers.indexOf(row.optimizer) : i) % theme.lines.length];
    });
  }

  /** The losses of the trials picked; null where none of them has a curve. */
  function loss(data, theme, picked, withLegend) {
    var epochs = data.curves.epochs;
    var option = base(theme);
    option.series = [];
    var names = [];
    var colours = coloursOf(data, theme, picked);
    var chosen = data.metric.key.indexOf('validation') === 0 ? 'validation' : 'test';
    picked.forEach(function (row, i) {
      var curve = data.curves.byTrajectory[row.trajectory];
      if (!curve) { return; }
      var colour = colours[i];
      var name = named(row, data, ['epochs']);
      names.push(name);
      [chosen, 'train'].forEach(function (part) {
        if (!curve[part]) { return; }
        var points = curve[part].map(function (value, at) { return [epochs[at], value]; })
          .filter(function (point) { return point[1] !== null && point[1] > 0; });
        option.series.push({ name: name, type: 'line', data: points, showSymbol: points.length === 1, symbolSize: 4, part: part,
          itemStyle: { color: colour },
          lineStyle: { color: colour, width: part === chosen ? 2 : 1.5, type: part === chosen ? 'solid' : 'dashed' },
          markPoint: part === chosen ? { symbol: 'circle', symbolSize: 8, label: { show: false }, silent: true,
            itemStyle: { color: colour }, data: points.filter(function (point) { return point[0] === row.epochs; })
              .map(function (point) { return { coord: point }; }) } : undefined });
      });
    });
    if (option.series.length === 0) { return null; }
    var values = [];
    option.series.forEach(function (line) { line.data.forEach(function (point) { values.push(point[1]); }); });
    if (values.length === 0) { return null; }
    option.xAxis = axis(theme, 'epoch', 'log', [epochs[0], Math.max(epochs[epochs.length - 1], epochs[0] + 1)]);
    option.xAxis.axisLabel.showMinLabel = true;
    var kind = kindOf(values);
    option.yAxis = vertical(axis(theme, data.loss, kind, padded(extent(values), kind === 'log')));
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (point) {
      return escaped(point.seriesName) + '<br>epoch ' + text(point.value[0]) + ', ' +
        option.series[point.seriesIndex].part + ' loss ' + text(point.value[1]);
    };
    if (withLegend) {
      option.legend = legend(theme, names);
      option.legend.type = 'plain';
      option.grid.bottom = 36 + 22 * names.length;
      option.legend.orient = 'vertical';
    }
    return option;
  }

  /** A line a trial over all axes that vary; null with fewer than two axes or trials. */
  function parallel(data, theme, trials, narrow) {
    var shown = trials.filter(function (row) { return row.state === 'complete' && row[data.metric.key] !== null; });
    var top = ceiling(data);
    shown = evenly(shown, 1500).map(function (row) {
      var capped = {};
      capped[data.metric.key] = Math.min(row[data.metric.key], top);
      return Object.assign({}, row, capped);
    });
    var dimensions = data.axes.concat([data.metric.key]);
    if (shown.length < 2 || dimensions.length < 2) { return null; }
    var option = base(theme);
    var categories = {};
    option.parallelAxis = dimensions.map(function (key, i) {
      var values = shown.map(function (row) { return row[key]; });
      var numbers = values.filter(function (value) { return typeof value === 'number'; });
      var distinct = values.filter(function (value, at, all) { return all.indexOf(value) === at; });
      var numeric = numbers.length > 0 && (key === data.metric.key || distinct.length > 12) &&
        values.every(function (value) { return value === null || typeof value === 'number'; });
      categories[key] = distinct;
      var log = numeric && key !== 'seed' && kindOf(numbers) === 'log';
      var made = { dim: i, name: words(key), type: log ? 'log' : numeric ? 'value' : 'category',
        nameTextStyle: { color: theme.ink }, axisLine: { lineStyle: { color: theme.quiet } }, axisTick: { show: false },
        axisLabel: { color: theme.ink, hideOverlap: true, backgroundColor: theme.card, padding: [1, 3], borderRadius: 3, formatter: numeric ? function (value) { return text(Number(Number(value).toPrecision(3))); } : undefined } };
      if (numeric) {
        var range = padded(extent(numbers), log);
        made.min = range[0];
        made.max = range[1];
        made.axisLabel.showMinLabel = false;
        made.axisLabel.showMaxLabel = false;
      } else {
        if (numbers.length > 0) { distinct.sort(function (a, b) { return (a === null) - (b === null) || a - b; }); }
        made.data = distinct.map(function (value) { return category(value, key, distinct); });
      }
      return made;
    });
    /** Rounded where that keeps the values apart. */
    function category(value, key, all) {
      if (value === null || value === '') { return 'none'; }
      var alike = key === 'seed' || all.some(function (other) { return other !== value && text(other) === text(value); });
      return alike ? String(value) : text(value);
    }
    var metric = shown.map(function (row) { return row[data.metric.key]; });
    var byRank = metric.map(function (value, i) { return shown.length - i; });
    option.parallel = narrow
      ? { layout: 'vertical', left: 100, right: 24, top: 16, bottom: 40 }
      : { left: 56, right: 72, top: 36, bottom: 20 };
    if (narrow) {
      option.parallelAxis.forEach(function (made) { made.nameLocation = 'start'; made.nameGap = 12; });
    }
    option.visualMap = { show: false, dimension: dimensions.length, min: 1, max: shown.length,
      inRange: { color: theme.scale.slice(0, 3).reverse() } };
    option.series = [{ type: 'parallel', smooth: 0.1, lineStyle: { width: 1, opacity: shown.length > 300 ? 0.3 : 0.55 },
      inactiveOpacity: 0.03, activeOpacity: 0.9,
      data: shown.map(function (row, i) {
        return dimensions.map(function (key, at) {
          return option.parallelAxis[at].type === 'category' ? category(row[key], key, categories[key]) : row[key] === null ? '-' : row[key];
        }).concat([byRank[i]]);
      }).reverse() }];
    option.shown = shown.length;
    return option;
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

  function predicted(data, theme) {
    var found = points(data);
    if (found.length === 0) { return null; }
    var both = extent(found.map(function (p) { return p[0]; }).concat(found.map(function (p) { return p[1]; })));
    var range = padded(both, false);
    var option = base(theme);
    option.xAxis = axis(theme, 'actual', 'value', range);
    option.yAxis = vertical(axis(theme, 'predicted', 'value', range));
    option.tooltip.formatter = function (p) { return 'actual ' + text(p.value[0]) + '<br>predicted ' + text(p.value[1]); };
    option.series = [
      dots(theme.accent, found.map(function (p) { return [p[0], p[1]]; })),
      { type: 'line', data: [[range[0], range[0]], [range[1], range[1]]], symbol: 'none', silent: true,
        lineStyle: { color: theme.quiet, width: 1, type: 'dashed' }, tooltip: { show: false } }
    ];
    return option;
  }

  function residuals(data, theme) {
    var found = points(data);
    if (found.length === 0) { return null; }
    var option = base(theme);
    var span = padded(extent(found.map(function (p) { return p[1]; })), false);
    var size = Math.max.apply(null, found.map(function (p) { return Math.abs(p[0] - p[1]); })) * 1.05 || 1;
    option.xAxis = axis(theme, 'predicted', 'value', span);
    option.yAxis = vertical(axis(theme, 'residual', 'value', [-size, size]));
    option.tooltip.formatter = function (p) { return 'predicted ' + text(p.value[0]) + '<br>residual ' + text(p.value[1]); };
    option.series = [
      dots(theme.accent, found.map(function (p) { return [p[1], p[0] - p[1]]; })),
      { type: 'line', data: [[span[0], 0], [span[1], 0]], symbol: 'none', silent: true,
        lineStyle: { color: theme.quiet, width: 1, type: 'dashed' }, tooltip: { show: false } }
    ];
    return option;
  }

  function dots(colour, values) {
    return { type: 'scatter', data: values, symbolSize: values.length > 300 ? 4 : 7,
      itemStyle: { color: colour, opacity: values.length > 300 ? 0.45 : 0.75 } };
  }

  /** The data of a single feature with the line at one of the recorded epochs. */
  function line(data, theme, step) {
    var path = data.fit.path;
    if (data.features.length !== 1 || path.length === 0) { return null; }
    var parts = ['train', 'validation', 'test'].filter(function (part) { return data.fit[part]; });
    var xs = [];
    var ys = [];
    parts.forEach(function (part) {
      data.fit[part].forEach(function (p) { xs.push(p[2]); ys.push(p[0]); });
    });
    if (xs.length === 0) { return null; }
    var span = padded(extent(xs), false);
    var range = padded(extent(ys), false);
    range = withLines(range, path, span);
    var option = base(theme);
    option.grid.bottom = 64;
    option.xAxis = axis(theme, data.features[0], 'value', span);
    option.yAxis = vertical(axis(theme, data.label, 'value', range));
    option.tooltip.formatter = function (p) {
      return escaped(p.seriesName) + '<br>' + escaped(data.features[0]) + ' ' + text(p.value[0]) + '<br>' + escaped(data.label) + ' ' + text(p.value[1]);
    };
    var named = { train: 'training points', validation: 'validation points', test: 'test points' };
    var shapes = { train: 'circle', validation: 'triangle', test: 'diamond' };
    var colours = { train: theme.quiet, validation: theme.lines[2], test: theme.lines[1] };
    option.series = parts.map(function (part) {
      return { name: named[part], type: 'scatter', symbol: shapes[part], symbolSize: part === 'test' ? 9 : 6, z: 3,
        itemStyle: { color: colours[part], opacity: 0.8 },
        data: data.fit[part].map(function (p) { return [p[2], p[0]]; }) };
    });
    var first = 'after epoch ' + text(path[0][0]);
    var now = 'after epoch ' + text(path[step][0]);
    option.series.push(straight(first, path[0], span, { color: theme.quiet, width: 1.5, type: 'dotted' }));
    if (now !== first) {
      option.series.push(straight(now, path[step], span, { color: theme.accent, width: 2.5 }));
    }
    if (step === path.length - 1) {
      [0.25, 0.5, 0.75].forEach(function (share) {
        var way = path[Math.floor(share * (path.length - 1))];
        option.series.push(straight('along the way', way, span, { color: theme.accent, width: 1, opacity: 0.35 }));
      });
    }
    option.legend = legend(theme, option.series.map(function (s) { return s.name; })
      .filter(function (name, i, all) { return all.indexOf(name) === i; }));
    return option;
  }

  /** Wide enough for the lines along the way, but no more than three times the data. */
  function withLines(range, path, span) {
    var most = range[1] - range[0];
    var ends = range.slice();
    path.forEach(function (at) {
      span.forEach(function (x) { ends.push(at[1] * x + at[2]); });
    });
    var all = padded(extent(ends), false);
    return [Math.max(all[0], range[0] - most), Math.min(all[1], range[1] + most)];
  }

  function straight(name, at, span, style) {
    return { name: name, type: 'line', symbol: 'none', z: 2, lineStyle: style, itemStyle: { color: style.color },
      data: span.map(function (x) { return [x, at[1] * x + at[2]]; }) };
  }

  /** The metric of each seed, a column for each of the leading settings. */
  function spread(data, theme) {
    if (data.seeds.length === 0) { return null; }
    var all = [];
    data.seeds.forEach(function (seed) { all = all.concat(seed.values); });
    var kind = kindOf(all);
    var option = base(theme);
    option.xAxis = axis(theme, 'setting, by mean', 'category');
    option.xAxis.axisLabel.formatter = undefined;
    option.xAxis.data = data.seeds.map(function (seed, i) { return String(i + 1); });
    option.xAxis.splitLine = { show: false };
    option.yAxis = vertical(axis(theme, data.metric.key, kind, padded(extent(all), kind === 'log')));
    option.tooltip.formatter = function (point) {
      var seed = data.seeds[Number(point.value[0]) - 1] || data.seeds[point.dataIndex];
      return escaped(seed.setting) + '<br>' + escaped(data.metric.key) + ' ' + text(point.value[1]);
    };
    var seeds = [];
    data.seeds.forEach(function (seed, i) {
      seed.values.forEach(function (value) { seeds.push([String(i + 1), value]); });
    });
    option.series = [
      { type: 'scatter', data: seeds, symbolSize: 6, itemStyle: { color: theme.quiet, opacity: 0.6 } },
      { type: 'scatter', symbol: 'rect', symbolSize: [18, 4], z: 3,
        data: data.seeds.map(function (seed, i) {
          var like = i === 0 || seed.tied;
          return { value: [String(i + 1), seed.mean],
            itemStyle: { color: like ? theme.accent : theme.card, borderColor: theme.accent, borderWidth: 1 } };
        }) }
    ];
    return option;
  }

  // ---- picks

  function bestOf(trials, most, key) {
    var seen = {};
    return trials.filter(function (row) {
      var value = row[key];
      if (!row.trajectory || seen[value]) { return false; }
      seen[value] = true;
      return true;
    }).slice(0, most);
  }

  // ---- plots without a browser

  function svg(option, width, height) {
    var chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: width, height: height });
    option.backgroundColor = LIGHT.card;
    chart.setOption(option);
    var drawn = chart.renderToSVGString();
    chart.dispose();
    return drawn;
  }

  /** Pairs of a name and an SVG, of the charts that have something to show. */
  function plots(data) {
    var trials = rows(data);
    var made = [
      ['loss', loss(data, LIGHT, bestOf(trials, 5, 'trajectory'), true)],
      ['rates', rates(data, LIGHT)],
      ['predicted', predicted(data, LIGHT)],
      ['residuals', residuals(data, LIGHT)],
      ['line', line(data, LIGHT, data.fit.path.length - 1)],
      ['seeds', spread(data, LIGHT)]
    ];
    data.grids.forEach(function (grid) {
      made.push(['heat-' + grid.optimizer, heat(data, LIGHT, grid)]);
    });
    return made.filter(function (pair) { return pair[1] !== null; })
      .map(function (pair) { return [pair[0], svg(pair[1], 840, 480)]; });
  }

  return {
    plots: plots,
    charts: {
      LIGHT: LIGHT, DARK: DARK,
      text: text, words: words, rows: rows, named: named, bestOf: bestOf, coloursOf: coloursOf, points: points,
      rates: rates, heat: heat, shades: shades, loss: loss, parallel: parallel, predicted: predicted, residuals: residuals,
      line: line, spread: spread
    }
  };
})();
