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

  /** With its title above it; the scale of a heat map below it, with the names of its right end and its left one. */
  function titled(option, title, scale) {
    option.title = { text: title, left: 4, top: 4, textStyle: { color: frame.LIGHT.ink, fontSize: 15, fontWeight: 600 },
      subtext: option.note || '', itemGap: 4, subtextStyle: { color: frame.LIGHT.quiet, fontSize: 12 } };
    option.grid.top += option.note ? 46 : 28;
    if (scale) {
      option.grid.bottom += 44;
      Object.assign(option.visualMap, { show: true, orient: 'horizontal', left: 8, bottom: 4, itemWidth: 12, itemHeight: 160, calculable: false,
        text: scale, textStyle: { color: frame.LIGHT.quiet } });
    }
    return option;
  }

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
    var metric = data.metric.key;
    var scale = charts.shades(data);
    var best = data.averaged ? data.over.charAt(0).toUpperCase() + data.over.slice(1) + ' ' + metric + ' over the ' + data.noun + 's' : 'Best ' + metric;
    var ends = scale.ends || ['', ''];
    var made = [
      ['loss', 'Loss by epoch: ' + charts.chosenPart(data) + ' rows solid, training rows dashed', charts.loss(data, theme, WIDTH, charts.leading(data, frame.rows(data)), true)],
      ['rates', best + ' at each learning rate', charts.rates(data, theme, WIDTH)],
      ['predicted', 'Predicted against actual, test rows', charts.predicted(data, theme, WIDTH)],
      ['residuals', 'Residuals, test rows: actual less predicted', charts.residuals(data, theme, WIDTH)],
      ['line', 'The line as it learns', charts.line(data, theme, WIDTH, data.fit.path.length - 1)],
      ['more-trials', 'The best ' + metric + ' to expect from this many ' + (data.averaged ? 'settings' : 'trials'), charts.expected(data, theme, WIDTH)],
      ['settings', metric + ' of each ' + data.noun, charts.spread(data, theme, WIDTH)]
    ];
    data.grids.forEach(function (grid) {
      made.push(['heat-' + grid.optimizer, grid.optimizer + ': ' + best.toLowerCase() + ' by learning rate and epochs', charts.heat(data, theme, grid, scale),
        data.metric.maximize ? ['better ' + ends[0], 'worse ' + ends[1]] : ['worse ' + ends[1], 'better ' + ends[0]]]);
    });
    return made.filter(function (plot) { return plot[2] !== null; })
      .map(function (plot) { return [plot[0], svg(titled(plot[2], plot[1], plot[3]))]; });
  };
})(linesweep.frame, linesweep.charts, echarts);
