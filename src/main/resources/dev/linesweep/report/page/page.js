/*
 * The page: puts the charts into their figures, fills the tables and does what the reader asks for.
 */
linesweep.page = (function (charts, document, window) {
  'use strict';

  var data = JSON.parse(document.getElementById('data').textContent);
  var trials = charts.rows(data);
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var theme = dark.matches ? charts.DARK : charts.LIGHT;
  var drawn = {};
  var options = {};
  var picked = charts.bestOf(trials, 5, 'trajectory');
  var step = Math.max(0, data.fit.path.length - 1);
  var sorting = { column: 'rank', down: false };
  var most = 50;
  var timer;

  function byId(id) { return document.getElementById(id); }

  function element(name, content, className) {
    var made = document.createElement(name);
    if (content !== undefined) { made.textContent = content; }
    if (className) { made.className = className; }
    return made;
  }

  /** Draws into a figure, or says that there is nothing to draw. */
  function draw(id, option, empty) {
    var figure = byId(id);
    if (!figure) { return; }
    var place = figure.querySelector('.chart');
    var note = figure.querySelector('.empty');
    if (note) { note.remove(); }
    place.hidden = option === null;
    if (option === null) {
      if (drawn[id]) { drawn[id].dispose(); delete drawn[id]; delete options[id]; }
      figure.appendChild(element('p', empty, 'empty'));
    } else {
      drawn[id] = drawn[id] || window.echarts.init(place, null, { renderer: id === 'parallel' ? 'canvas' : 'svg' });
      drawn[id].setOption(option, true);
      options[id] = option;
      savable(figure, id);
    }
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
    var option = Object.assign({}, options[id], { backgroundColor: theme.card });
    if (kind === 'SVG') {
      var server = window.echarts.init(null, null, { renderer: 'svg', ssr: true, width: 840, height: 480 });
      server.setOption(option);
      var markup = server.renderToSVGString();
      server.dispose();
      return 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(markup);
    }
    var canvas = window.echarts.init(document.createElement('div'), null, { renderer: 'canvas', width: 840, height: 480 });
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
    draw('rates', charts.rates(data, theme), trials.some(function (row) { return row.state === 'complete'; })
      ? 'No optimizer of this sweep has a learning rate.' : 'Every trial diverged or failed, so there is no best to draw.');
    data.grids.forEach(function (grid) { draw('heat-' + grid.optimizer, charts.heat(data, theme, grid), none); });
    drawLoss();
    drawParallel();
    draw('predicted', charts.predicted(data, theme), none);
    draw('residuals', charts.residuals(data, theme), none);
    draw('spread', charts.spread(data, theme), none);
    drawLine();
  }

  function drawLoss() {
    draw('loss', charts.loss(data, theme, picked, false),
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
      chip.appendChild(element('span', '#' + charts.text(row.rank) + ' ' + charts.named(row, data, [])));
      chip.appendChild(drop);
      chips.appendChild(chip);
    });
  }

  function pick(row, on) {
    picked = picked.filter(function (other) { return other !== row; });
    if (on) { picked.push(row); }
    drawLoss();
    fillTable();
  }

  function drawParallel() {
    var option = charts.parallel(data, theme, trials, byId('parallel').clientWidth < 600);
    draw('parallel', option, 'There are fewer than two complete trials, or only one axis.');
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
    byId('brushed').textContent = (kept === all ? charts.text(all) : charts.text(kept) + ' of ' + charts.text(all)) + ' complete trials';
  }

  function drawLine() {
    var option = charts.line(data, theme, step);
    byId('line').hidden = option === null;
    if (option === null) { return; }
    draw('line', option, '');
    var at = data.fit.path[step];
    byId('step').max = data.fit.path.length - 1;
    byId('step').value = step;
    byId('stepText').textContent = 'after epoch ' + charts.text(at[0]) + ':  ' + data.label + ' = ' + charts.text(at[1]) + ' ' +
      data.features[0] + (at[2] < 0 ? ' − ' : ' + ') + charts.text(Math.abs(at[2]));
  }

  function play() {
    window.clearInterval(timer);
    step = 0;
    timer = window.setInterval(function () {
      drawLine();
      if (step >= data.fit.path.length - 1) { window.clearInterval(timer); } else { step++; }
    }, Math.max(40, 3000 / data.fit.path.length));
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

  // ---- tables

  function columns() {
    return data.columns.filter(function (column) {
      return column !== 'trajectory' && (column === 'rank' || column === 'state' ||
        trials.some(function (row) { return row[column] !== null && row[column] !== ''; }));
    });
  }

  function numeric(column) {
    return trials.some(function (row) { return typeof row[column] === 'number'; });
  }

  function matching() {
    var words = byId('filter').value.toLowerCase().split(/\s+/).filter(Boolean);
    var state = byId('stateFilter').value;
    var shown = columns();
    return trials.filter(function (row) {
      var cells = words.length === 0 ? [] : shown.map(function (column) { return charts.text(row[column]).toLowerCase(); });
      var id = String(row.trial_id);
      return (state === '' || row.state === state) && words.every(function (word) {
        return id.indexOf(word) === 0 || cells.some(function (cell) { return /^\d/.test(word) ? cell === word || cell.replace(/,/g, '') === word : cell.indexOf(word) >= 0; });
      });
    });
  }

  function sorted(found) {
    var column = sorting.column;
    return found.slice().sort(function (a, b) {
      var left = a[column];
      var right = b[column];
      if (left === null || right === null) { return (left === null) - (right === null) || a.rank - b.rank; }
      var order = left < right ? -1 : left > right ? 1 : 0;
      return (sorting.down ? -order : order) || a.rank - b.rank;
    });
  }

  function fillTable() {
    var table = byId('trialTable');
    var shown = columns();
    var found = sorted(matching());
    table.textContent = '';
    table.appendChild(head(shown));
    var body = element('tbody');
    found.slice(0, most).forEach(function (row) { body.appendChild(rowOf(row)); });
    table.appendChild(body);
    byId('found').textContent = charts.text(found.length) + (found.length === trials.length ? '' : ' of ' + charts.text(trials.length)) + ' trials';
    byId('more').hidden = found.length <= most;

    function rowOf(row) {
      var made = element('tr');
      var cell = element('td');
      if (row.trajectory) {
        var box = element('input');
        box.type = 'checkbox';
        box.checked = picked.indexOf(row) >= 0;
        box.setAttribute('aria-label', 'Show the loss of trial ' + row.rank);
        box.onchange = function () { pick(row, box.checked); };
        cell.appendChild(box);
      }
      made.appendChild(cell);
      shown.forEach(function (column) {
        var own = element('td', column === 'seed' ? String(row[column] === null ? '' : row[column]) : charts.text(row[column]),
          numeric(column) ? 'n' : column === 'state' ? row.state : '');
        made.appendChild(own);
      });
      return made;
    }
  }

  function head(shown) {
    var made = element('thead');
    var line = element('tr');
    line.appendChild(element('th', 'plot'));
    shown.forEach(function (column) {
      var cell = element('th', undefined, numeric(column) ? 'n' : '');
      var arrow = sorting.column !== column ? '' : sorting.down ? ' ↓' : ' ↑';
      var button = element('button', charts.words(column) + arrow);
      button.dataset.column = column;
      cell.setAttribute('aria-sort', arrow === '' ? 'none' : sorting.down ? 'descending' : 'ascending');
      button.onclick = function () {
        sorting = { column: column, down: sorting.column === column && !sorting.down };
        fillTable();
      };
      cell.appendChild(button);
      line.appendChild(cell);
    });
    made.appendChild(line);
    return made;
  }

  function fillSeeds() {
    var table = byId('seedTable');
    if (!table) { return; }
    var top = element('thead');
    var line = element('tr');
    ['#', '', 'setting', 'mean', 'deviation', 'seeds', 'not complete'].forEach(function (name, i) {
      line.appendChild(element('th', name, i > 2 || i === 0 ? 'n' : ''));
    });
    top.appendChild(line);
    table.appendChild(top);
    var body = element('tbody');
    data.seeds.forEach(function (seed, i) {
      var row = element('tr');
      var like = seed.tied ? '≈' : '';
      [String(i + 1), like, seed.setting, charts.text(seed.mean), seed.values.length > 1 ? '± ' + charts.text(Number(seed.deviation.toPrecision(2))) : '–',
        charts.text(seed.values.length), seed.incomplete ? charts.text(seed.incomplete) : ''].forEach(function (value, at) {
        row.appendChild(element('td', value, at > 2 || at === 0 ? 'n' : ''));
      });
      body.appendChild(row);
    });
    table.appendChild(body);
  }

  // ---- what the reader does

  function listen() {
    byId('filter').oninput = function () { most = 50; fillTable(); };
    byId('stateFilter').onchange = byId('filter').oninput;
    byId('more').onclick = function () { most += 200; fillTable(); };
    byId('step').oninput = function (event) {
      window.clearInterval(timer);
      step = Number(event.target.value);
      drawLine();
    };
    byId('play').onclick = play;
    document.querySelectorAll('[data-pick]').forEach(function (button) {
      button.onclick = function () {
        var kind = button.dataset.pick;
        picked = kind === 'none' ? [] : kind === 'best' ? charts.bestOf(trials, 5, 'trajectory') : charts.bestOf(trials, 9, 'optimizer');
        drawLoss();
        fillTable();
      };
    });
    window.addEventListener('resize', resize);
    dark.addEventListener('change', function () { retheme(dark.matches ? charts.DARK : charts.LIGHT); });
    window.addEventListener('beforeprint', function () { print(true); });
    window.addEventListener('afterprint', function () { print(false); });
  }

  function print(on) {
    document.documentElement.classList.toggle('printing', on);
    document.querySelectorAll('details').forEach(function (details) {
      if (on) { details.dataset.open = details.open; }
      details.open = on || details.dataset.open === 'true';
    });
    retheme(on || !dark.matches ? charts.LIGHT : charts.DARK);
    resize();
  }

  function resize() {
    Object.keys(drawn).forEach(function (id) { drawn[id].resize(); });
  }

  function retheme(next) {
    theme = next;
    drawAll();
  }

  function nameScale() {
    var ends = charts.shades(data).ends;
    byId('better').textContent = 'better' + (ends ? ' ' + charts.text(ends[0]) : '');
    byId('worse').textContent = (ends ? ends[1] + ' ' : '') + 'worse';
  }

  makeHeats();
  nameScale();
  fillSeeds();
  fillTable();
  drawAll();
  if (data.curves.epochs.length === 0) { byId('curves').hidden = true; }
  if (charts.points(data).length === 0 && data.fit.path.length === 0) { byId('fit').hidden = true; }
  listen();
  return { charts: drawn, picture: picture };
})(linesweep.charts, document, window);
