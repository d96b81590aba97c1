/*
 * The page: puts the charts into their figures and does what the reader asks for.
 */
linesweep.page = (function (linesweep, document, window) {
  'use strict';

  /** Of a saved picture, in pixels. */
  var WIDTH = 840;
  var HEIGHT = 480;

  var frame = linesweep.frame;
  var charts = linesweep.charts;
  var data = JSON.parse(document.getElementById('data').textContent);
  var trials = frame.rows(data);
  var over = data.averaged ? 'over' : 'best';
  var shades = charts.shades(data, over);
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var theme = dark.matches ? frame.DARK : frame.LIGHT;
  var table = linesweep.tables.trials(data, trials, { isPicked: isPicked, pick: pick });
  var drawn = {};
  var linear = false;
  var options = {};
  var picked = charts.leading(data, trials);
  var step = Math.max(0, data.fit.path.length - 1);
  var timer;
  var resizing;

  function byId(id) { return document.getElementById(id); }

  var element = linesweep.tables.element;

  /**
   * Draws into a figure, or says that there is nothing to draw.
   *
   * chart: gives the option for a width in pixels, or null
   */
  function draw(id, chart, empty) {
    var figure = byId(id);
    if (!figure) { return null; }
    var place = figure.querySelector('.chart');
    var note = figure.querySelector('.empty');
    if (note) { note.remove(); }
    place.hidden = false;
    var option = chart(place.clientWidth);
    place.hidden = option === null;
    if (option === null) {
      if (drawn[id]) { drawn[id].dispose(); delete drawn[id]; delete options[id]; }
      figure.appendChild(element('p', empty, 'empty'));
    } else {
      drawn[id] = drawn[id] || window.echarts.init(place, null, { renderer: id === 'parallel' || id.indexOf('slice-') === 0 ? 'canvas' : 'svg' });
      drawn[id].resize();
      drawn[id].setOption(option, true);
      options[id] = chart;
      savable(figure, id);
    }
    var said = figure.querySelector('.outside');
    if (said) { said.textContent = option && option.note ? option.note : ''; }
    return option;
  }

  function savable(figure, id) {
    var caption = figure.querySelector('figcaption');
    if (caption.querySelector('.save')) { return; }
    var save = element('span', undefined, 'save');
    ['PNG', 'SVG'].forEach(function (kind) {
      var button = element('button', kind);
      button.type = 'button';
      button.title = 'Save this chart as ' + kind;
      button.onclick = function () { download(id + '.' + kind.toLowerCase(), picture(id, kind)); };
      save.appendChild(button);
    });
    caption.appendChild(save);
  }

  /** A chart as a data URL. */
  function picture(id, kind) {
    var option = Object.assign(options[id](WIDTH), { backgroundColor: theme.card });
    if (kind === 'SVG') {
      var server = window.echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
      server.setOption(option);
      var markup = server.renderToSVGString();
      server.dispose();
      return 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(markup);
    }
    var canvas = window.echarts.init(document.createElement('div'), null, { renderer: 'canvas', width: WIDTH, height: HEIGHT });
    canvas.setOption(option);
    var url = canvas.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: theme.card });
    canvas.dispose();
    return url;
  }

  function download(name, url) {
    var link = element('a');
    link.href = url;
    link.download = name;
    link.click();
  }

  function drawAll() {
    var none = 'No trial completed, so there is nothing to draw.';
    draw('rates', function (width) { return charts.rates(data, theme, width, over); }, noRates());
    data.grids.forEach(function (grid) {
      draw('heat-' + grid.optimizer, function () { return charts.heat(data, theme, grid, shades, over); }, singleCell(grid));
    });
    drawLoss();
    drawParallel();
    drawCoefficients();
    draw('expected', function (width) { return charts.expected(data, theme, width); }, 'There are fewer than two complete trials.');
    data.axes.forEach(function (axis) {
      byId('slice-' + axis).hidden = draw('slice-' + axis, function (width) { return charts.slice(data, theme, width, trials, axis); }, '') === null;
    });
    ['predicted', 'residuals', 'spread'].forEach(function (id) {
      draw(id, function (width) { return charts[id](data, theme, width); }, charts.points(data).length === 1 ? singleRow() : none);
    });
    drawLine();
  }

  /** Why there is no chart over the learning rates. */
  function noRates() {
    if (!trials.some(function (row) { return row.state === 'complete'; })) { return 'Every trial diverged or failed, so there is no best to draw.'; }
    return data.grids.some(function (grid) { return grid.rated; })
      ? 'There is only one learning rate, so there is no line to draw.' : 'No optimizer of this sweep has a learning rate.';
  }

  function singleCell(grid) {
    var cell = grid.cells[0];
    var value = cell && cell[charts.valueAt(data, over)];
    return 'There is only one learning rate and one number of epochs' +
      (value === null || value === undefined ? ': no trial completed.' : ': ' + data.metric.key + ' ' + frame.text(value) + '.');
  }

  function singleRow() {
    var row = charts.points(data)[0];
    return 'There is only one test row: actual ' + frame.text(row[0]) + ', predicted ' + frame.text(row[1]) + '.';
  }

  function drawLoss() {
    byId('coincide').textContent = charts.coincide(data, picked);
    draw('loss', function (width) { return charts.loss(data, theme, width, picked, false, linear); },
      picked.length === 0 ? 'No trial is picked. Tick some in the table of trials.' : 'None of these trials has a curve that is finite.');
    var chips = byId('picked');
    chips.textContent = '';
    var colours = charts.coloursOf(data, theme, picked);
    picked.forEach(function (row, i) {
      var chip = element('li');
      var colour = element('i');
      colour.style.background = colours[i];
      var drop = element('button', '×');
      drop.type = 'button';
      drop.title = 'Take it out';
      drop.onclick = function () { pick(row, false); };
      chip.appendChild(colour);
      chip.appendChild(element('span', '#' + frame.text(row.rank) + ' ' + frame.named(row, data, [])));
      chip.appendChild(drop);
      chips.appendChild(chip);
    });
  }

  function pick(row, on) {
    picked = picked.filter(function (other) { return other !== row; });
    if (on) { picked.push(row); }
    drawLoss();
    table.fill();
  }

  function isPicked(row) { return picked.indexOf(row) >= 0; }

  function drawParallel() {
    var option = draw('parallel', function (width) { return charts.parallel(data, theme, width, trials); },
      'There are fewer than two complete trials, or only one axis.');
    if (option) {
      brushed(option.shown, option.shown);
      drawn.parallel.off('axisareaselected');
      drawn.parallel.on('axisareaselected', function () {
        var series = drawn.parallel.getModel().getSeriesByIndex(0);
        brushed(series.getRawIndicesByActiveState('active').length, option.shown);
      });
    }
  }

  function brushed(kept, all) {
    byId('brushed').textContent = (kept === all ? frame.text(all) : frame.text(kept) + ' of ' + frame.text(all)) + ' complete trials';
  }

  function drawCoefficients() {
    var figure = byId('effects');
    figure.hidden = false;
    byId('effectsNote').textContent = charts.coefficientsNote(data);
    figure.querySelector('.chart').style.height = charts.coefficientsHeight(data) + 'px';
    figure.hidden = draw('effects', function (width) { return charts.coefficients(data, theme, width); }, '') === null;
  }

  function drawLine() {
    byId('line').hidden = false;
    var option = draw('line', function (width) { return charts.line(data, theme, width, step); }, '');
    byId('line').hidden = option === null;
    if (option === null) { return; }
    var at = data.fit.path[step];
    byId('step').max = data.fit.path.length - 1;
    byId('step').value = step;
    byId('stepText').textContent = 'after epoch ' + frame.text(at[0]) + ':  ' + data.label + ' = ' + frame.text(at[1]) + ' ' +
      data.features[0] + (at[2] < 0 ? ' − ' : ' + ') + frame.text(Math.abs(at[2]));
  }

  function play() {
    window.clearInterval(timer);
    step = 0;
    timer = window.setInterval(function () {
      drawLine();
      if (step >= data.fit.path.length - 1) { window.clearInterval(timer); } else { step++; }
    }, Math.max(40, 3000 / data.fit.path.length));
  }

  function makeSlices() {
    data.axes.forEach(function (axis) {
      var figure = element('figure');
      figure.id = 'slice-' + axis;
      var caption = element('figcaption', frame.words(axis));
      caption.appendChild(element('span', undefined, 'small quiet long outside'));
      figure.appendChild(caption);
      figure.appendChild(element('div', undefined, 'chart'));
      byId('sliceCharts').appendChild(figure);
    });
    byId('slices').hidden = data.axes.length === 0;
  }

  /** A button for each of the job's epochs, which shows the line after it. */
  function makeSteps() {
    if (data.fit.path.length === 0) { return; }
    charts.stepsOf(data.fit.path, data.jobEpochs).slice(0, 12).forEach(function (at) {
      var button = element('button', frame.text(data.fit.path[at][0]));
      button.type = 'button';
      button.onclick = function () {
        window.clearInterval(timer);
        step = at;
        drawLine();
      };
      byId('steps').appendChild(button);
    });
  }

  function makeHeats() {
    data.grids.forEach(function (grid) {
      var figure = element('figure');
      figure.id = 'heat-' + grid.optimizer;
      figure.appendChild(element('figcaption', grid.optimizer));
      var chart = element('div', undefined, 'chart');
      chart.style.height = Math.max(150, Math.min(320, 74 + 32 * grid.epochs.length)) + 'px';
      figure.appendChild(chart);
      byId('heats').appendChild(figure);
    });
  }

  // ---- what the reader does

  function listen() {
    byId('step').oninput = function (event) {
      window.clearInterval(timer);
      step = Number(event.target.value);
      drawLine();
    };
    byId('play').onclick = play;
    document.querySelectorAll('[data-pick]').forEach(function (button) {
      button.onclick = function () {
        var kind = button.dataset.pick;
        picked = kind === 'none' ? [] : kind === 'best' ? charts.leading(data, trials) : charts.bestOf(trials, 9, 'optimizer');
        drawLoss();
        table.fill();
      };
    });
    document.querySelectorAll('[data-over]').forEach(function (button) {
      button.onclick = function () { show(button.dataset.over); };
    });
    document.querySelectorAll('[data-scale]').forEach(function (button) {
      button.onclick = function () { scale(button.dataset.scale); };
    });
    window.addEventListener('resize', resize);
    dark.addEventListener('change', function () { retheme(dark.matches ? frame.DARK : frame.LIGHT); });
    window.addEventListener('beforeprint', function () { print(true); });
    window.addEventListener('afterprint', function () { print(false); });
  }

  /** Draws the metric over the repeats, or that of the best trials. */
  function show(next) {
    over = next;
    shades = charts.shades(data, over);
    document.querySelectorAll('[data-over]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(button.dataset.over === over));
    });
    document.querySelectorAll('.over').forEach(function (words) {
      words.textContent = over === 'best' ? 'The best trial, which may be luck' : 'The ' + data.over + ' over the ' + data.noun + 's of the best setting';
    });
    nameScale();
    nameUnreached();
    drawAll();
  }

  /** Draws the losses on linear or logarithmic scales. */
  function scale(kind) {
    linear = kind === 'linear';
    document.querySelectorAll('[data-scale]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(button.dataset.scale === kind));
    });
    drawLoss();
  }

  function print(on) {
    document.documentElement.classList.toggle('printing', on);
    document.querySelectorAll('details').forEach(function (details) {
      if (on) { details.dataset.open = details.open; }
      details.open = on || details.dataset.open === 'true';
    });
    retheme(on || !dark.matches ? frame.LIGHT : frame.DARK);
  }

  /** Ticks and legends depend on the width, so that all is drawn again, once the size has settled. */
  function resize() {
    window.clearTimeout(resizing);
    resizing = window.setTimeout(drawAll, 60);
  }

  function retheme(next) {
    theme = next;
    drawAll();
  }

  function nameScale() {
    var ends = shades.ends;
    byId('better').textContent = 'better' + (ends ? ' ' + ends[0] : '');
    byId('scaleKind').textContent = shades.log ? ', logarithmic' : '';
    byId('worse').textContent = (ends ? ends[1] + ' ' : '') + 'worse';
  }

  /** What lies outside the chart over the learning rates. */
  function nameUnreached() {
    var names = charts.unreached(data, over).map(function (reference) {
      return reference.name + ' (' + frame.text(reference.value) + ')';
    }).join(', ');
    byId('unreached').textContent = names === '' ? '' : 'Outside the chart: ' + names + '.';
  }

  makeHeats();
  makeSlices();
  makeSteps();
  nameScale();
  nameUnreached();
  linesweep.tables.label();
  linesweep.tables.settings(data);
  if (data.coefficients.rows.length === 0) { byId('coefficients').hidden = true; } else { linesweep.tables.coefficients(data); }
  table.fill();
  if (data.averaged) { show(over); } else { drawAll(); }
  if (data.curves.epochs.length === 0) { byId('curves').hidden = true; }
  if (charts.points(data).length === 0 && data.fit.path.length === 0) { byId('fit').hidden = true; }
  listen();
  scale('log');
  return { charts: drawn, picture: picture };
})(linesweep, document, window);
