// What models that were live say of later sales, held against what was paid.
import {lines} from './charts.js';
import {measured} from './models.js';
import {byId, chip, day, link, moment, month, options, say, share, show, table} from './page.js';

export function ledger(pages) {
  const entries = pages.flatMap(page => page.entries.map(entry => ({page, entry})));
  show('no-ledger', entries.length === 0);
  show('ledger-table', pages.length > 0);
  showOverTime(pages);
  table('ledger-table', say().ledger, [
    {head: say().version, look: 'name', cell: ({page}) => link(page.version, `#models/${page.version}`)},
    {head: say().stateHead, cell: ({page}) => page.live ? chip(say().modelState.CHAMPION, 'good') : chip(say().modelState.RETIRED, '')},
    {head: say().at, look: 'name', cell: ({page}) => moment(page.promotedAt)},
    {head: say().holdOutMdape, number: true, cell: ({page}) => measured(page.holdOut, 'mdape')},
    {head: say().laterMdape, number: true, cell: ({entry}) => measured(entry?.measures, 'mdape')},
    {head: say().measureNames.pe10, number: true, cell: ({entry}) => measured(entry?.measures, 'pe10')},
    {head: say().measureNames.coverage, number: true, cell: ({entry}) => measured(entry?.measures, 'coverage')},
    {head: say().measureNames.medianRatio, number: true, cell: ({entry}) => measured(entry?.measures, 'medianRatio')},
    {head: say().laterSales, number: true, cell: ({entry}) => measured(entry?.measures, 'rows')},
    {head: say().knownThrough, look: 'name', cell: ({entry}) => entry ? day(entry.knownThrough) : ''},
    {head: say().dataset, look: 'name', cell: ({entry}) => entry ? link(entry.datasetVersion, `#datasets/${entry.dataset}/${entry.datasetVersion}`) : say().notScored},
  ], pages.flatMap(page => page.entries.length > 0 ? page.entries.map(entry => ({page, entry})) : [{page, entry: null}]));
  showMonths(entries);
}

/** Of each model the newest entry that has months. */
function showOverTime(pages) {
  const newest = pages.map(page => ({page, months: page.entries.find(({months}) => months.length > 0)?.months})).filter(({months}) => months);
  const names = [...new Set(newest.flatMap(({months}) => months.map(one => one.month)))].sort();
  show('ledger-chart', names.length > 0);
  if (names.length === 0) {
    return;
  }
  lines(byId('ledger-chart'), {
    label: say().ledgerChart,
    categories: names.map(month),
    series: newest.map(({page, months}) => ({
      name: page.version,
      values: names.map(name => months.find(one => one.month === name)?.measures?.mdape ?? null),
    })),
    format: value => share(value, 1),
  });
}

function showMonths(entries) {
  const monthly = entries.filter(({entry}) => entry.months.length > 0);
  show('ledger-months-section', monthly.length > 0);
  if (monthly.length === 0) {
    return;
  }
  const key = ({entry}) => `${entry.version} ${entry.datasetVersion}`;
  const chosen = monthly.find(one => key(one) === byId('ledger-of').value) ?? monthly[0];
  const select = options('ledger-of', [{
    values: monthly.map(one => ({value: key(one), words: say().onDataset(one.entry.version, one.entry.datasetVersion)})),
  }], key(chosen));
  const draw = ({entry}) => table('ledger-months', say().byMonth, [
    {head: say().month, cell: one => month(one.month)},
    ...['rows', 'mdape', 'pe10', 'pe20', 'medianRatio', 'coverage', 'relativeWidth'].map(name => (
      {head: say().measureNames[name], number: true, cell: one => measured(one.measures, name)})),
  ], entry.months);
  select.onchange = () => draw(monthly.find(one => key(one) === select.value));
  draw(chosen);
}
