/*
 * The page that compares sweeps: one chart, drawn anew when the window or the colour scheme changes.
 */
(function (frame) {
  'use strict';

  var data = JSON.parse(document.getElementById('data').textContent);
  var place = document.getElementById('loss');
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var chart = null;

  function line(sweep, part, colour) {
    var points = sweep.epochs.map(function (epoch, i) { return [epoch, sweep[part][i]]; })
      .filter(function (point) { return point[1] !== null && point[1] > 0; });
    var made = { name: sweep.name, type: 'line', data: points, showSymbol: points.length === 1, symbolSize: 4, part: part,
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: part === 'train' ? 1.5 : 2, type: part === 'train' ? 'dashed' : 'solid' } };
    if (part === 'test') {
      made.markPoint = { symbol: 'circle', symbolSize: 8, label: { show: false }, silent: true, itemStyle: { color: colour },
        data: points.filter(function (point) { return point[0] === sweep.end; }).map(function (point) { return { coord: point }; }) };
    }
    return made;
  }

  function losses(theme, width) {
    var option = frame.base(theme);
    data.sweeps.forEach(function (sweep, i) {
      var colour = theme.lines[i % theme.lines.length];
      option.series.push(line(sweep, 'test', colour), line(sweep, 'train', colour));
    });
    var points = option.series.reduce(function (all, series) { return all.concat(series.data); }, []);
    if (points.length === 0) { return null; }
    var epochs = frame.extent(points.map(function (point) { return point[0]; }));
    var names = data.sweeps.map(function (sweep) { return sweep.loss; })
      .filter(function (name, i, all) { return all.indexOf(name) === i; });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (point) {
      return frame.escaped(point.seriesName) + '<br>epoch ' + frame.text(point.value[0]) + ', ' + option.series[point.seriesIndex].part + ' loss ' + frame.text(point.value[1]);
    };
    var x = frame.scale('epoch', epochs, { log: true, range: [epochs[0], Math.max(epochs[1], epochs[0] + 1)], marks: [epochs[1], epochs[0]] });
    frame.framed(option, theme, x, frame.scale(names.join(' or '), points.map(function (point) { return point[1]; })), width);
    return frame.withLegend(option, theme, data.sweeps.map(function (sweep) { return { name: sweep.name }; }), width);
  }

  function draw() {
    var option = losses(dark.matches ? frame.DARK : frame.LIGHT, place.clientWidth);
    if (option === null) {
      place.className = 'empty';
      place.textContent = 'No trial completed, so there is nothing to draw.';
      return;
    }
    chart = chart || window.echarts.init(place, null, { renderer: 'svg' });
    chart.resize();
    chart.setOption(option, true);
  }

  draw();
  window.addEventListener('resize', draw);
  dark.addEventListener('change', draw);
})(linesweep.frame);
