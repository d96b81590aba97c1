/*
 * The tables of the page: trials that are filtered, sorted and picked, and settings over their repeats.
 */
linesweep.tables = (function (frame, document, window) {
  'use strict';

  var text = frame.text;
  var PAGE = window.innerWidth < 760 ? 12 : 50;
  var FEATURES = window.innerWidth < 760 ? 10 : 20;
  var STANDINGS = { first: '', alike: 'as good', unclear: 'not distinguishable', worse: 'significantly worse', better: 'better, and not as simple' };

  function byId(id) { return document.getElementById(id); }

  function element(name, content, className) {
    var made = document.createElement(name);
    if (content !== undefined) { made.textContent = content; }
    if (className) { made.className = className; }
    return made;
  }

  /** On a narrow screen, of a name and its value, as many letters as half of it is wide. */
  var HALF = 20;

  /** A cell that knows its column's name: on a narrow screen a row is a list of names and values. */
  function cell(label, content, className) {
    return named(element('td', content, className), label);
  }

  /** Gives a cell its column's name, and the whole of a narrow screen if it does not fit its half. */
  function named(cell, label) {
    cell.dataset.label = label;
    cell.classList.toggle('whole', label.length + cell.textContent.length > HALF);
    return cell;
  }

  /** Gives the cells of the tables in the markup the names of their columns. */
  function label() {
    document.querySelectorAll('.scroll table').forEach(function (table) {
      var names = Array.from(table.querySelectorAll('thead th')).map(function (name) { return name.textContent; });
      table.querySelectorAll('tbody tr').forEach(function (row) {
        Array.from(row.cells).forEach(function (cell, i) { named(cell, names[i] || ''); });
      });
    });
  }

  function head(cells) {
    var made = element('thead');
    var line = element('tr');
    cells.forEach(function (cell) { line.appendChild(cell); });
    made.appendChild(line);
    return made;
  }

  // ---- settings over their repeats

  function settings(data) {
    var table = byId('settingTable');
    if (!table) { return; }
    var names = ['rank', 'setting', data.over, 'deviation', 'lowest', 'highest', data.noun + 's', 'compared with the first'];
    table.appendChild(head(names.map(function (name, i) { return element('th', name, kind(i)); })));
    function kind(column) { return column === 1 ? 'wrap title' : column === 7 ? '' : 'n'; }
    var body = element('tbody');
    data.settings.forEach(function (setting, i) {
      var row = element('tr');
      [text(setting.rank), setting.setting, text(setting.value),
        setting.values.length > 1 ? '± ' + text(Number(setting.deviation.toPrecision(2))) : '–',
        text(Math.min.apply(null, setting.values)), text(Math.max.apply(null, setting.values)), text(setting.values.length), STANDINGS[setting.standing]].forEach(function (value, at) {
        row.appendChild(cell(names[at], value, kind(at)));
      });
      body.appendChild(row);
    });
    table.appendChild(body);
  }

  // ---- coefficients

  /** All coefficients by their effect; the first of them until more are asked for. */
  function coefficients(data) {
    var table = byId('coefficientTable');
    var all = data.coefficients;
    var most = FEATURES;
    var names = ['feature'];
    all.models.forEach(function (name, at) { names.push(at === 0 ? 'coefficient' : name); if (at === 0) { names.push('effect'); } });
    function line(values) {
      var row = element('tr');
      values.forEach(function (value, at) { row.appendChild(cell(names[at], value, at === 0 ? 'wrap title' : 'n')); });
      return row;
    }
    function fill() {
      table.textContent = '';
      table.appendChild(head(names.map(function (name, at) { return element('th', name, at === 0 ? '' : 'n'); })));
      var body = element('tbody');
      all.rows.slice(0, most).forEach(function (row) {
        body.appendChild(line([row[0], text(row[1]), text(row[2])].concat(all.models.slice(1).map(function (name, at) { return text(row[3 + 2 * at]); }))));
      });
      body.appendChild(line(['(bias)', text(all.bias[0]), ''].concat(all.bias.slice(1).map(text))));
      table.appendChild(body);
      byId('moreCoefficients').parentElement.hidden = all.rows.length <= most;
      byId('moreCoefficients').textContent = 'show all ' + text(all.rows.length) + ' features';
    }
    byId('moreCoefficients').onclick = function () { most = all.rows.length; fill(); };
    fill();
  }

  // ---- trials

  /** The table of trials; picks: {isPicked(row), pick(row, on)}. */
  function trials(data, rows, picks) {
    var sorting = { column: 'rank', down: false };
    var most = PAGE;
    var shown = data.columns.filter(function (column) {
      return column !== 'trajectory' && column !== 'setting' && (column === 'rank' || column === 'state' ||
        rows.some(function (row) { return row[column] !== null && row[column] !== ''; }));
    });
    var numeric = {};
    shown.forEach(function (column) {
      numeric[column] = rows.some(function (row) { return typeof row[column] === 'number'; });
    });

    byId('filter').oninput = again;
    byId('stateFilter').onchange = again;
    byId('more').onclick = function () { most += 4 * PAGE; fill(); };

    function again() {
      most = PAGE;
      fill();
    }

    function fill() {
      var table = byId('trialTable');
      var found = sorted(matching());
      table.textContent = '';
      table.appendChild(head([element('th', 'plot')].concat(shown.map(sorter))));
      var body = element('tbody');
      found.slice(0, most).forEach(function (row) { body.appendChild(rowOf(row)); });
      table.appendChild(body);
      byId('found').textContent = text(found.length) + (found.length === rows.length ? '' : ' of ' + text(rows.length)) + ' trials';
      byId('more').hidden = found.length <= most;
    }

    function matching() {
      var words = byId('filter').value.toLowerCase().split(/\s+/).filter(Boolean);
      var state = byId('stateFilter').value;
      return rows.filter(function (row) {
        var cells = words.length === 0 ? [] : shown.map(function (column) { return text(row[column]).toLowerCase(); });
        var id = String(row.trial_id);
        return (state === '' || row.state === state) && words.every(function (word) {
          return id.indexOf(word) === 0 || cells.some(function (cell) { return matches(cell, word); });
        });
      });
    }

    /** A number must be the whole cell, with or without its commas; a word a part of it. */
    function matches(cell, word) {
      return /^\d/.test(word) ? cell === word || cell.replace(/,/g, '') === word : cell.indexOf(word) >= 0;
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

    function sorter(column) {
      var made = element('th', undefined, numeric[column] ? 'n' : '');
      var arrow = sorting.column !== column ? '' : sorting.down ? ' ↓' : ' ↑';
      var button = element('button', frame.words(column) + arrow);
      button.dataset.column = column;
      made.setAttribute('aria-sort', arrow === '' ? 'none' : sorting.down ? 'descending' : 'ascending');
      button.onclick = function () {
        sorting = { column: column, down: sorting.column === column && !sorting.down };
        fill();
      };
      made.appendChild(button);
      return made;
    }

    function rowOf(row) {
      var made = element('tr');
      var first = cell('plot');
      if (row.trajectory) { first.appendChild(picker(row)); }
      made.appendChild(first);
      shown.forEach(function (column) {
        var value = column === 'seed' ? String(row[column] === null ? '' : row[column]) : text(row[column]);
        made.appendChild(cell(frame.words(column), value, column === 'rank' ? 'n rank' : numeric[column] ? 'n' : column === 'state' ? row.state : ''));
      });
      return made;
    }

    function picker(row) {
      var box = element('input');
      box.type = 'checkbox';
      box.checked = picks.isPicked(row);
      box.setAttribute('aria-label', 'Show the loss of trial ' + row.rank);
      box.onchange = function () { picks.pick(row, box.checked); };
      return box;
    }

    return { fill: fill };
  }

  return { element: element, label: label, settings: settings, coefficients: coefficients, trials: trials };
})(linesweep.frame, document, window);
