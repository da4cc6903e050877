import {bars, lyingBars, map} from './charts.js';
import {because, byId, chip, day, element, english, euros, figureList, length, link, moment, month, number, options, say, share, show, table, text} from './page.js';

const OTHER_DEPARTMENT = 'other-department';
const CELLS_LISTED = 100;
const LONGEST_IN_LIST = 200;
const VALUES_SHOWN = 3;
/** In percent; beyond, figures on it are hard to read in the dark. */
const STRONGEST_COLOUR = 45;
const RATIOS = ['ids-over-communes', 'unreadable-lines', 'volume', 'volume-by-year', 'rule-share', 'median-ratio'];

export const ruleName = rule => say().rules[rule] ?? rule;
const checkName = rule => say().checks[rule] ?? rule;
const columnName = column => say().columnNames[column] ?? column;

const UNITS = {
  EUR: value => euros(value),
  'EUR/m²': value => `${euros(value)}/m²`,
  'm²': value => `${number(value, value < 20 ? 1 : 0)} m²`,
  degree: value => `${number(value, 3)}°`,
  1: value => number(value, 1),
};
const inUnit = (value, unit) => (UNITS[unit] ?? (plain => number(plain, 2)))(value);

// Nothing of it comes from the sales.
const MARKUP = `
  <section id="gate" aria-labelledby="gate-title">
    <h3 id="gate-title" data-words="gate"></h3>
    <p id="accepted" class="banner" hidden></p>
    <div class="table" id="checks"></div>
  </section>

  <section id="drift" aria-labelledby="drift-title">
    <h3 id="drift-title" data-words="drift"></h3>
    <p id="drift-against" class="quiet"></p>
    <div class="table" id="shifts"></div>
    <div id="categories"></div>
  </section>

  <section id="funnel" aria-labelledby="funnel-title">
    <h3 id="funnel-title" data-words="funnel"></h3>
    <p id="funnel-words"></p>
    <p class="field"><label for="funnel-of" data-words="funnelOf"></label> <select id="funnel-of"></select></p>
    <div id="funnel-chart" class="chart" role="img"></div>
    <div class="table" id="funnel-table"></div>
    <details>
      <summary data-words="files"></summary>
      <div class="table" id="files"></div>
    </details>
  </section>

  <div id="pictures">
    <div class="beside">
      <section aria-labelledby="price-title">
        <h3 id="price-title" data-words="priceHistogram"></h3>
        <div id="price-chart" class="chart" role="img"></div>
        <details><summary data-words="asTable"></summary><div class="table" id="price-table"></div></details>
      </section>
      <section aria-labelledby="per-metre-title">
        <h3 id="per-metre-title" data-words="perMetreHistogram"></h3>
        <div id="per-metre-chart" class="chart" role="img"></div>
        <details><summary data-words="asTable"></summary><div class="table" id="per-metre-table"></div></details>
      </section>
      <section aria-labelledby="price-map-title">
        <h3 id="price-map-title" data-words="priceMap"></h3>
        <div id="price-map" class="chart map" role="img"></div>
      </section>
      <section aria-labelledby="per-metre-map-title">
        <h3 id="per-metre-map-title" data-words="perMetreMap"></h3>
        <div id="per-metre-map" class="chart map" role="img"></div>
      </section>
    </div>
    <section aria-labelledby="cells-title">
      <h3 id="cells-title" data-words="cells"></h3>
      <p class="quiet" id="cells-words"></p>
      <details><summary data-words="asTable"></summary><div class="table" id="cells"></div></details>
    </section>
    <section aria-labelledby="months-title">
      <h3 id="months-title" data-words="months"></h3>
      <div id="months-chart" class="chart" role="img"></div>
      <details><summary data-words="asTable"></summary><div class="table" id="months-table"></div></details>
    </section>
    <section aria-labelledby="correlation-title">
      <h3 id="correlation-title" data-words="correlation"></h3>
      <div class="table" id="correlation"></div>
    </section>
    <section aria-labelledby="columns-title">
      <h3 id="columns-title" data-words="columns"></h3>
      <div class="table" id="columns"></div>
      <p class="field"><label for="column-of" data-words="columnOf"></label> <select id="column-of"></select></p>
      <div id="column-chart" class="chart" role="img"></div>
      <details><summary data-words="asTable"></summary><div class="table" id="column-table"></div></details>
    </section>
  </div>
`;

/** Makes room for the report of a dataset version, but for its figures; to be done before the words are put in. */
export function placeReport(place) {
  place.insertAdjacentHTML('beforeend', MARKUP);
}

/** @param profile null where there is none */
export function showReport(version, profile) {
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
}

/** What may be done with it, and whether it is. */
function stateOf(version) {
  const kind = {RELEASED: 'good', UNDECIDED: ''}[version.state] ?? 'bad';
  const state = element('span', chip(say().state[version.state] ?? version.state, kind));
  if (version.inUse) {
    state.append(' ', chip(say().inUse, 'good'));
  }
  return state;
}

/** Why the gate stopped it, or why it could not be made. */
function rejectionOf({rejection}, said = rejection.reason) {
  return because(say().refusals[rejection.rule] ?? checkName(rejection.rule), said);
}

/** A missing column is told with all that were found: whoever wants to read them opens the version. */
function inShort({reason}) {
  return reason.length > LONGEST_IN_LIST ? `${reason.slice(0, LONGEST_IN_LIST)}…` : reason;
}

/** The state of a version, what that means, and why it was refused if it was. */
export function showState(id, version) {
  byId(id).replaceChildren(
    stateOf(version), ' ', say().stateWords[version.state] ?? '', ' ', version.state === 'REFUSED' ? rejectionOf(version) : '');
}

/** @param href where the report of a version is */
export function listVersions(id, versions, href) {
  table(id, say().versions, [
    {head: say().version, look: 'name', cell: version => link(`${version.dataset}/${version.version}`, href(version))},
    {head: say().stateHead, cell: stateOf},
    {head: say().salesKept, number: true, cell: version => version.report ? number(version.report.funnel.salesKept) : ''},
    {head: say().linesRead, number: true, cell: version => version.report ? number(version.report.funnel.linesRead) : ''},
    {head: say().made, look: 'name', cell: version => moment(version.at)},
    {head: say().why, look: 'long', cell: version => version.rejection ? rejectionOf(version, inShort(version.rejection)) : ''},
  ], versions);
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
  figureList('figures', figures);
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
    {head: say().check, cell: check => checkName(check.rule)},
    {head: say().stateHead, cell: check => chip(check.passed ? say().passed : say().failed, check.passed ? 'good' : 'bad')},
    {head: say().found, number: true, cell: check => figure(check, check.found)},
    {head: say().bound, number: true, cell: check => figure(check, check.bound)},
    {head: say().details, look: 'long', cell: check => english(check.text)},
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
        const strength = Math.round(Math.abs(coefficient) * STRONGEST_COLOUR);
        cell.style.backgroundColor = `color-mix(in srgb, var(${coefficient < 0 ? '--second' : '--accent'}) ${strength}%, transparent)`;
      }
    });
  });
}

/** The rest makes high rows, and is folded away. */
function mostFrequent(values) {
  const first = values.slice(0, VALUES_SHOWN).join(', ');
  if (values.length <= VALUES_SHOWN) {
    return first;
  }
  const folded = element('details', element('summary', `${first}, …`));
  folded.append(values.slice(VALUES_SHOWN).join(', '));
  return folded;
}

function showColumns(columns) {
  const figure = key => column => column.numbers ? inUnit(column.numbers[key], column.numbers.histogram.unit) : '';
  table('columns', say().columns, [
    {head: say().column, cell: column => element('code', column.name)},
    {head: say().filled, number: true, cell: column => number(column.filled)},
    {head: say().missing, number: true, cell: column => share(column.missing / Math.max(1, column.filled + column.missing))},
    {head: say().minimum, number: true, cell: figure('minimum')},
    {head: share(.05), number: true, cell: figure('p5')},
    {head: share(.25), number: true, cell: figure('p25')},
    {head: share(.5), number: true, cell: figure('median')},
    {head: share(.75), number: true, cell: figure('p75')},
    {head: share(.95), number: true, cell: figure('p95')},
    {head: say().maximum, number: true, cell: figure('maximum')},
    {head: say().mean, number: true, cell: figure('mean')},
    {head: say().deviation, number: true, cell: figure('standardDeviation')},
    {head: say().top, look: 'longest', cell: column => mostFrequent((column.top ?? []).map(({value, count}) => `${value} (${number(count)})`))},
  ], columns);
  const numeric = columns.filter(column => column.numbers);
  const chosen = numeric.find(column => column.name === byId('column-of').value) ?? numeric.find(column => column.name === 'area') ?? numeric[0];
  const select = options('column-of', [{values: numeric.map(column => ({value: column.name, words: columnName(column.name)}))}], chosen?.name);
  const draw = column => showHistogram('column', column, column ? columnName(column.name) : '');
  select.onchange = () => draw(numeric.find(column => column.name === select.value));
  draw(chosen);
}
