import {bars, lyingBars, map} from './charts.js';
import {words} from './words.js';

const LANGUAGE = 'toise.language';
const API = 'api/v1/datasets';
const OTHER_DEPARTMENT = 'other-department';
const CELLS_LISTED = 100;
const RATIOS = ['ids-over-communes', 'volume', 'volume-by-year', 'rule-share', 'median-ratio'];

const byId = id => document.getElementById(id);

let language = preferredLanguage();
let shown = () => {};

function preferredLanguage() {
  const known = Object.keys(words);
  const wanted = [localStorage.getItem(LANGUAGE), ...navigator.languages];
  return wanted.map(tag => tag?.slice(0, 2)).find(tag => known.includes(tag)) ?? 'en';
}

const say = () => words[language];
const number = (value, digits = 0) => new Intl.NumberFormat(language, {maximumFractionDigits: digits}).format(value);
const euros = amount => new Intl.NumberFormat(language, {style: 'currency', currency: 'EUR', maximumFractionDigits: 0}).format(amount);
const share = (value, digits = 1) => new Intl.NumberFormat(language, {style: 'percent', maximumFractionDigits: digits}).format(value);
const day = iso => new Intl.DateTimeFormat(language, {dateStyle: 'medium', timeZone: 'UTC'}).format(new Date(iso));
const moment = iso => new Intl.DateTimeFormat(language, {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(iso));
const month = text => new Intl.DateTimeFormat(language, {month: 'short', year: 'numeric', timeZone: 'UTC'}).format(new Date(`${text}-01`));
const ruleName = rule => say().rules[rule] ?? rule;
const columnName = column => say().columnNames[column] ?? column;

const UNITS = {
  EUR: value => euros(value),
  'EUR/m²': value => `${euros(value)}/m²`,
  'm²': value => `${number(value, value < 20 ? 1 : 0)} m²`,
  degree: value => `${number(value, 3)}°`,
  1: value => number(value, 1),
};
const inUnit = (value, unit) => (UNITS[unit] ?? (plain => number(plain, 2)))(value);

function speak() {
  document.documentElement.lang = language;
  document.querySelectorAll('[data-words]').forEach(element => {
    element.textContent = say()[element.dataset.words];
  });
  document.querySelectorAll('[data-words-label]').forEach(element => {
    element.setAttribute('aria-label', say()[element.dataset.wordsLabel]);
  });
  document.querySelectorAll('[data-language]').forEach(button => {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  });
  shown();
}

function text(id, content) {
  byId(id).textContent = content;
}

function show(id, visible) {
  byId(id).hidden = !visible;
}

function element(tag, content, className) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(content ?? '');
  return made;
}

/** @param columns of `{head, cell, number, look}`; a cell is text or a node, and the first one of a row is its heading */
function table(id, caption, columns, rows) {
  const made = document.createElement('table');
  made.createCaption().textContent = caption;
  const head = made.createTHead().insertRow();
  columns.forEach(column => {
    const cell = element('th', column.head, column.number ? 'number' : '');
    cell.scope = 'col';
    head.append(cell);
  });
  const body = made.createTBody();
  rows.forEach(row => {
    const line = body.insertRow();
    columns.forEach((column, index) => {
      const cell = element(index === 0 ? 'th' : 'td', column.cell(row), column.number ? 'number' : column.look);
      if (index === 0) {
        cell.scope = 'row';
      }
      line.append(cell);
    });
  });
  const place = byId(id);
  place.replaceChildren(made);
  // a wide table scrolls on its own, by keyboard too
  place.tabIndex = 0;
  place.setAttribute('role', 'region');
  place.setAttribute('aria-label', caption);
}

function options(id, groups, chosen) {
  const select = byId(id);
  select.replaceChildren(...groups.flatMap(({label, values}) => {
    const made = values.map(({value, words: name}) => {
      const option = element('option', name);
      option.value = value;
      option.selected = value === chosen;
      return option;
    });
    if (!label) {
      return made;
    }
    const group = document.createElement('optgroup');
    group.label = label;
    group.append(...made);
    return values.length > 0 ? [group] : [];
  }));
  return select;
}

async function ask(path) {
  const response = await fetch(path, {headers: {Accept: 'application/json, application/problem+json'}});
  if (!response.ok) {
    throw Object.assign(new Error(path), {status: response.status});
  }
  return response.json();
}

function chip(version) {
  const kind = {RELEASED: 'good', UNDECIDED: ''}[version.state] ?? 'bad';
  return element('span', say().state[version.state] ?? version.state, `chip ${kind}`);
}

function showProblem(problem) {
  show('problem', problem);
  if (problem) {
    const words = problem.status === 404 ? say().unknown : say().unreachable;
    byId('problem').replaceChildren(element('p', words));
  }
}

function showMadeUp(versions) {
  show('made-up', versions.some(version => version.report?.madeUp ?? version.dataset === 'made-up'));
}

// All versions

function showList(versions) {
  show('report', false);
  show('list', true);
  showMadeUp(versions);
  document.title = `Toise · ${say().versions}`;
  show('no-versions', versions.length === 0);
  show('versions', versions.length > 0);
  table('versions', say().versions, [
    {head: say().version, look: 'name', cell: version => {
      const link = element('a', `${version.dataset}/${version.version}`);
      link.href = `#${version.dataset}/${version.version}`;
      return link;
    }},
    {head: say().stateHead, cell: version => {
      const cell = element('span', chip(version));
      if (version.inUse) {
        cell.append(' ', element('span', say().inUse, 'chip good'));
      }
      return cell;
    }},
    {head: say().salesKept, number: true, cell: version => version.report ? number(version.report.funnel.salesKept) : ''},
    {head: say().linesRead, number: true, cell: version => version.report ? number(version.report.funnel.linesRead) : ''},
    {head: say().made, look: 'name', cell: version => moment(version.at)},
    {head: say().why, look: 'long', cell: version => version.rejection?.reason ?? ''},
  ], versions);
}

// One version

function showVersion(version, profile, rejected) {
  show('list', false);
  show('report', true);
  showMadeUp([version]);
  document.title = `Toise · ${version.dataset}/${version.version}`;
  text('report-title', `${version.dataset}/${version.version}`);
  showState(version);
  showFigures(version);
  showGate(version.decision);
  showDrift(version.decision);
  show('funnel', version.report);
  show('pictures', profile);
  if (version.report) {
    showFiles(version.report.files);
    showFunnelOf(version.report, profile);
  }
  if (profile) {
    showPictures(profile);
  }
  show('rejected', version.report);
  showRejectedRules(version, rejected);
}

function showState(version) {
  const state = byId('state');
  state.replaceChildren(chip(version), ' ');
  if (version.inUse) {
    state.append(element('span', say().inUse, 'chip good'), ' ');
  }
  state.append(version.state === 'REFUSED' ? `${say().stateWords.REFUSED} ${version.rejection.reason}` : say().stateWords[version.state] ?? '');
  show('command', version.state === 'REJECTED');
  text('command-line', `./toise datasets accept ${version.version} --reason "…"`);
}

function showFigures({report}) {
  const scope = report && [
    report.scope.departments.join(', ') || say().wholeCountry,
    report.scope.types.map(type => say().types[type] ?? type).join(', '),
  ].join(' · ');
  const figures = report ? [
    [say().linesRead, number(report.funnel.linesRead)],
    [say().salesFound, number(report.funnel.salesFound)],
    [say().salesKept, number(report.funnel.salesKept)],
    [say().median, `${euros(report.medianPricePerSquareMetre)}/m²`],
    [say().dates, report.from ? `${day(report.from)} – ${day(report.through)}` : ''],
    [say().idsOverCommunes, share(report.idsOverCommunes, 2)],
    [say().scope, scope],
    [say().snapshot, report.snapshot],
  ] : [];
  byId('figures').replaceChildren(...figures.map(([name, value]) => {
    const figure = element('div', element('dt', name));
    figure.append(element('dd', value, 'values'));
    return figure;
  }));
}

function showGate(decision) {
  show('gate', decision);
  if (!decision) {
    return;
  }
  const {accepted} = decision;
  show('accepted', accepted);
  if (accepted) {
    text('accepted', say().accepted(accepted.by, moment(accepted.at), accepted.reason));
  }
  const figure = (check, value) => RATIOS.includes(check.rule) ? share(value) : number(value, 2);
  table('checks', say().gate, [
    {head: say().check, cell: check => say().checks[check.rule] ?? check.rule},
    {head: say().stateHead, cell: check => element('span', check.passed ? say().passed : say().failed, `chip ${check.passed ? 'good' : 'bad'}`)},
    {head: say().found, number: true, cell: check => figure(check, check.found)},
    {head: say().bound, number: true, cell: check => figure(check, check.bound)},
    {head: say().details, look: 'long', cell: check => Object.assign(element('span', check.text), {lang: 'en'})},
  ], decision.checks);
}

function showDrift(decision) {
  show('drift', decision);
  const drift = decision?.drift;
  show('shifts', drift);
  show('categories', drift);
  text('drift-against', drift ? say().driftAgainst(drift.previousVersion) : say().noDrift);
  if (!drift) {
    return;
  }
  const shifts = Object.entries(drift.populationStability).sort(([, one], [, other]) => other - one);
  const longest = Math.max(.25, ...shifts.map(([, shift]) => shift));
  table('shifts', say().drift, [
    {head: say().column, cell: ([column]) => columnName(column)},
    {head: say().psi, number: true, cell: ([, shift]) => number(shift, 3)},
    {head: '', look: 'long', cell: ([, shift]) => length(shift / longest)},
  ], shifts);
  const listed = (categories, title) => Object.entries(categories).map(([column, values]) => {
    const details = element('details', element('summary', title(columnName(column), number(values.length))));
    details.append(element('p', values.join(', '), 'values'));
    return details;
  });
  byId('categories').replaceChildren(
    ...listed(drift.newCategories, say().newCategories),
    ...listed(drift.lostCategories, say().lostCategories));
}

function length(part) {
  const bar = element('span', '', 'length');
  bar.style.width = `${Math.max(0, Math.min(1, part)) * 100}%`;
  return bar;
}

function showFiles(files) {
  table('files', say().files, [
    {head: say().file, cell: file => file.uri.slice(file.uri.lastIndexOf('/') + 1)},
    {head: say().lines, number: true, cell: file => number(file.lines)},
    {head: say().otherDepartment, number: true, cell: file => number(file.otherDepartment)},
    {head: say().unreadable, number: true, cell: file => number(file.unreadable)},
  ], files);
}

function showFunnelOf(report, profile) {
  const funnels = {all: report.funnel};
  Object.entries(profile?.funnelByYear ?? {}).forEach(([year, funnel]) => {
    funnels[`year ${year}`] = funnel;
  });
  Object.entries(profile?.funnelByDepartment ?? {}).forEach(([code, funnel]) => {
    funnels[`department ${code}`] = funnel;
  });
  const part = (label, kind) => ({
    label,
    values: Object.keys(funnels).filter(key => key.startsWith(`${kind} `)).map(key => ({value: key, words: key.slice(kind.length + 1)})),
  });
  const chosen = byId('funnel-of').value in funnels ? byId('funnel-of').value : 'all';
  const select = options('funnel-of', [
    {values: [{value: 'all', words: say().everything}]},
    part(say().byYear, 'year'),
    part(say().byDepartment, 'department'),
  ], chosen);
  select.onchange = () => showFunnel(funnels[select.value]);
  showFunnel(funnels[chosen]);
}

function showFunnel(funnel) {
  text('funnel-words', say().funnelWords(number(funnel.linesRead), number(funnel.salesFound), number(funnel.salesKept)));
  const elsewhere = funnel.dropped.find(dropped => dropped.rule === OTHER_DEPARTMENT)?.lines ?? 0;
  const linesAskedFor = funnel.linesRead - elsewhere;
  const part = (some, all) => all > 0 ? share(some / all) : '';
  table('funnel-table', say().funnel, [
    {head: say().rule, cell: dropped => ruleName(dropped.rule)},
    {head: say().lines, number: true, cell: dropped => dropped.lines === null ? '' : number(dropped.lines)},
    {head: say().shareOfLines, number: true, cell: dropped => dropped.lines === null || dropped.rule === OTHER_DEPARTMENT ? '' : part(dropped.lines, linesAskedFor)},
    {head: say().sales, number: true, cell: dropped => number(dropped.sales)},
    {head: say().shareOfSales, number: true, cell: dropped => part(dropped.sales, funnel.salesFound)},
  ], [...funnel.dropped, {rule: say().kept, lines: null, sales: funnel.salesKept}]);
  // what is of elsewhere would dwarf what this is about
  const drawn = funnel.dropped.filter(dropped => dropped.rule !== OTHER_DEPARTMENT && dropped.lines + dropped.sales > 0);
  show('funnel-chart', drawn.length > 0);
  if (drawn.length > 0) {
    lyingBars(byId('funnel-chart'), {
      label: byId('funnel-words').textContent,
      categories: drawn.map(dropped => ruleName(dropped.rule)),
      series: [
        {name: say().lines, values: drawn.map(dropped => dropped.lines)},
        {name: say().sales, values: drawn.map(dropped => dropped.sales)},
      ],
      format: value => number(value),
    });
  }
}

function showPictures(profile) {
  const columns = Object.fromEntries(profile.columns.map(column => [column.name, column]));
  showHistogram('price', columns.price, say().priceHistogram);
  showHistogram('per-metre', columns.price_per_square_metre, say().perMetreHistogram);
  showMaps(profile.map);
  showMonths(profile.salesByMonth);
  showCorrelation(profile.correlation);
  showColumns(profile.columns);
}

function lowerEdge({scale, step}, bin) {
  return scale === 'LOG' ? step ** bin : bin * step;
}

/** Every bin from the first to the last, the empty ones too. */
function bins(histogram) {
  const keys = Object.keys(histogram.counts).map(Number);
  const first = Math.min(...keys);
  return Array.from({length: Math.max(...keys) - first + 1}, (_, index) => ({
    from: lowerEdge(histogram, first + index),
    sales: histogram.counts[first + index] ?? 0,
  }));
}

function showHistogram(id, column, name) {
  const numbers = column?.numbers;
  show(`${id}-chart`, numbers);
  show(`${id}-table`, numbers);
  if (!numbers) {
    return;
  }
  const {histogram} = numbers;
  const unit = value => inUnit(value, histogram.unit);
  const counted = bins(histogram);
  bars(byId(`${id}-chart`), {
    label: say().histogramWords(name, number(column.filled), unit(numbers.p5), unit(numbers.median), unit(numbers.p95)),
    categories: counted.map(bin => unit(bin.from)),
    series: [{name: say().sales, values: counted.map(bin => bin.sales)}],
    format: value => number(value),
  });
  table(`${id}-table`, name, [
    {head: say().from, cell: bin => unit(bin.from)},
    {head: say().sales, number: true, cell: bin => number(bin.sales)},
  ], counted.filter(bin => bin.sales > 0));
}

function showMaps({cellDegrees, cells}) {
  const pictures = [
    ['price-map', say().priceMap, cell => cell.price, euros],
    ['per-metre-map', say().perMetreMap, cell => cell.pricePerSquareMetre, value => `${euros(value)}/m²`],
  ];
  pictures.forEach(([id, name, value, format]) => {
    show(id, cells.length > 0);
    if (cells.length > 0) {
      map(byId(id), {
        label: say().mapWords(name, number(cells.length)),
        cells: cells.map(cell => ({...cell, value: value(cell)})),
        degrees: cellDegrees,
        format,
        words: cell => say().cellSales(number(cell.sales), number(cell.longitude, 3), number(cell.latitude, 3)),
      });
    }
  });
  text('cells-words', say().cellsWords(number(cells.length), number(cellDegrees, 3)));
  table('cells', say().cells, [
    {head: `${say().latitude}, ${say().longitude}`, cell: cell => `${number(cell.latitude, 3)}, ${number(cell.longitude, 3)}`},
    {head: say().sales, number: true, cell: cell => number(cell.sales)},
    {head: say().price, number: true, cell: cell => euros(cell.price)},
    {head: say().perMetre, number: true, cell: cell => euros(cell.pricePerSquareMetre)},
  ], [...cells].sort((one, other) => other.sales - one.sales).slice(0, CELLS_LISTED));
}

/** From the first to the last: it is the missing ones that tell something. */
function everyMonth(salesByMonth) {
  const known = Object.keys(salesByMonth).sort();
  const months = [];
  for (let name = known[0]; name && name <= known.at(-1); name = next(name)) {
    months.push([name, salesByMonth[name] ?? 0]);
  }
  return months;
}

function next(name) {
  const [year, ordinal] = name.split('-').map(Number);
  return ordinal === 12 ? `${year + 1}-01` : `${year}-${String(ordinal + 1).padStart(2, '0')}`;
}

function showMonths(salesByMonth) {
  const months = everyMonth(salesByMonth);
  show('months-chart', months.length > 0);
  if (months.length > 0) {
    const sales = months.reduce((sum, [, count]) => sum + count, 0);
    bars(byId('months-chart'), {
      label: say().monthsWords(number(months.length), number(sales)),
      categories: months.map(([name]) => month(name)),
      series: [{name: say().sales, values: months.map(([, count]) => count)}],
      format: value => number(value),
    });
  }
  table('months-table', say().months, [
    {head: say().month, cell: ([name]) => month(name)},
    {head: say().sales, number: true, cell: ([, count]) => number(count)},
  ], months);
}

function showCorrelation({columns, coefficients}) {
  table('correlation', say().correlation, [
    {head: '', cell: row => columnName(columns[row])},
    ...columns.map((column, index) => ({head: columnName(column), cell: row => number(coefficients[row][index] ?? NaN, 2)})),
  ], columns.map((_, row) => row));
  [...byId('correlation').querySelectorAll('tbody tr')].forEach((line, row) => {
    [...line.querySelectorAll('td')].forEach((cell, column) => {
      const coefficient = coefficients[row][column];
      if (coefficient === null) {
        cell.textContent = '–';
      } else {
        const strength = Math.round(Math.abs(coefficient) * 55);
        cell.style.backgroundColor = `color-mix(in srgb, var(${coefficient < 0 ? '--second' : '--accent'}) ${strength}%, transparent)`;
      }
    });
  });
}

function showColumns(columns) {
  const figure = key => column => column.numbers ? inUnit(column.numbers[key], column.numbers.histogram.unit) : '';
  table('columns', say().columns, [
    {head: say().column, cell: column => element('code', column.name)},
    {head: say().filled, number: true, cell: column => number(column.filled)},
    {head: say().missing, number: true, cell: column => share(column.missing / Math.max(1, column.filled + column.missing))},
    {head: say().minimum, number: true, cell: figure('minimum')},
    {head: '5 %', number: true, cell: figure('p5')},
    {head: '25 %', number: true, cell: figure('p25')},
    {head: '50 %', number: true, cell: figure('median')},
    {head: '75 %', number: true, cell: figure('p75')},
    {head: '95 %', number: true, cell: figure('p95')},
    {head: say().maximum, number: true, cell: figure('maximum')},
    {head: say().mean, number: true, cell: figure('mean')},
    {head: say().deviation, number: true, cell: figure('standardDeviation')},
    {head: say().top, look: 'longest', cell: column => (column.top ?? []).map(({value, count}) => `${value} (${number(count)})`).join(', ')},
  ], columns);
  const numeric = columns.filter(column => column.numbers);
  const chosen = numeric.find(column => column.name === byId('column-of').value) ?? numeric.find(column => column.name === 'area') ?? numeric[0];
  const select = options('column-of', [{values: numeric.map(column => ({value: column.name, words: columnName(column.name)}))}], chosen?.name);
  const draw = column => showHistogram('column', column, column ? columnName(column.name) : '');
  select.onchange = () => draw(numeric.find(column => column.name === select.value));
  draw(chosen);
}

function showRejectedRules(version, rejected) {
  const chosen = rejected.find(({rule}) => rule === byId('rejected-by').value) ?? rejected[0];
  const select = options('rejected-by', [{
    values: rejected.map(({rule, samples}) => ({value: rule, words: `${ruleName(rule)} (${number(samples)})`})),
  }], chosen?.rule);
  select.disabled = rejected.length === 0;
  text('rejected-reason', say().noRejected);
  byId('rejected-lines').replaceChildren();
  select.onchange = () => showRejected(version, select.value);
  if (chosen) {
    showRejected(version, chosen.rule);
  }
}

async function showRejected(version, rule) {
  try {
    const {reason, lines, samples} = await ask(`${path(version)}/rejected/${encodeURIComponent(rule)}`);
    if (byId('rejected-by').value !== rule) {
      return;
    }
    text('rejected-reason', say().rejectedReason(reason, number(samples.length), number(lines)));
    byId('rejected-lines').replaceChildren(...samples.map(({file, line}) => {
      const item = element('li', line);
      item.append(element('small', file.slice(file.lastIndexOf('/') + 1)));
      return item;
    }));
  } catch (problem) {
    showProblem(problem);
  }
}

function path({dataset, version}) {
  return `${API}/${encodeURIComponent(dataset)}/${encodeURIComponent(version)}`;
}

async function load() {
  const asked = location.hash;
  let ready;
  try {
    const [dataset, version] = asked.slice(1).split('/').map(decodeURIComponent);
    if (!version) {
      const versions = await ask(API);
      ready = () => showList(versions);
    } else {
      const found = await ask(path({dataset, version}));
      const [profile, rejected] = found.report
        ? await Promise.all([ask(`${path(found)}/profile`), ask(`${path(found)}/rejected`)])
        : [null, []];
      ready = () => showVersion(found, profile, rejected);
    }
    showProblem(null);
  } catch (problem) {
    ready = () => {
      show('list', false);
      show('report', false);
      showProblem(problem);
    };
  }
  // whoever has gone on meanwhile wants to see something else
  if (asked === location.hash) {
    shown = ready;
    shown();
  }
}

document.querySelectorAll('[data-language]').forEach(button => button.addEventListener('click', () => {
  language = button.dataset.language;
  localStorage.setItem(LANGUAGE, language);
  speak();
}));
addEventListener('hashchange', async () => {
  await load();
  scrollTo(0, 0);
  [byId('report-title'), byId('list-title')].find(title => title.offsetParent)?.focus({preventScroll: true});
});

speak();
load();
