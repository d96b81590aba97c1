/*
 * The main charts as SVG, without a document: what `--plots` writes.
 */
linesweep.plots = (function (frame, charts, echarts) {
  'use strict';

  var WIDTH = 840;
  var HEIGHT = 480;

  // Without a screen nothing measures text but this.
  echarts.setPlatformAPI({ measureText: function (words, font) {
    return { width: frame.wide(words) * (parseFloat(font) || 12) / 12 };
  } });

  function svg(option) {
    var chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
    option.backgroundColor = frame.LIGHT.card;
    chart.setOption(option);
    var drawn = chart.renderToSVGString();
    chart.dispose();
    return drawn;
  }

  /** Pairs of a name and an SVG, of the charts that have something to show. */
  return function (data) {
    var theme = frame.LIGHT;
    var made = [
      ['loss', charts.loss(data, theme, WIDTH, charts.bestOf(frame.rows(data), 5, 'trajectory'), true)],
      ['rates', charts.rates(data, theme, WIDTH)],
      ['predicted', charts.predicted(data, theme, WIDTH)],
      ['residuals', charts.residuals(data, theme, WIDTH)],
      ['line', charts.line(data, theme, WIDTH, data.fit.path.length - 1)],
      ['seeds', charts.spread(data, theme, WIDTH)]
    ];
    data.grids.forEach(function (grid) {
      made.push(['heat-' + grid.optimizer, charts.heat(data, theme, WIDTH, grid)]);
    });
    return made.filter(function (pair) { return pair[1] !== null; })
      .map(function (pair) { return [pair[0], svg(pair[1])]; });
  };
})(linesweep.frame, linesweep.charts, echarts);
