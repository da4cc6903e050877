// The versions of the model: how well each does, beside whom, and why it went live or not.
import {densities, lines, lyingBars} from './charts.js';
import {because, byId, chip, day, element, english, euros, figureList, link, moment, number, options, say, share, show, table, text} from './page.js';

const LOOK = {CHAMPION: 'good', RETIRED: '', CHALLENGER: '', REFUSED: 'bad'};
/** Upper edge over lower edge of a cell of predicted against paid. */
const CELL = 10 ** (1 / 20);
const AGAINST_LISTED = 100;
const ARRONDISSEMENTS = [{city: 'Paris', before: 75100, last: 20}, {city: 'Lyon', before: 69380, last: 9}, {city: 'Marseille', before: 13200, last: 16}];

const plain = digits => value => number(value, digits);
const exact = digits => value => number(value, digits, digits);
const fraction = value => share(value, 2, 2);

// In which order the measures are told, and how each is written.
export const MEASURES = {
  mdape: fraction, mape: fraction, pe10: fraction, pe20: fraction, r2: exact(3), r2PerSquareMetre: exact(3), medianRatio: exact(3),
  cod: fraction, prd: exact(3), prb: exact(3), coverage: fraction, relativeWidth: fraction, hitRate: fraction, rows: plain(0),
};
const SETTINGS = {
  holdOutShare: value => share(value), layers: plain(0), width: plain(0), heads: plain(0), networks: plain(0), epochs: plain(0), batchSize: plain(0),
  peakLearningRate: plain(5), weightDecay: plain(5), dropout: plain(3), indexDays: plain(0), halfLifeDays: plain(0),
  without: groups => groups.join(', ') || '–', seed: plain(0),
};

export const measured = (measures, name) => measures?.[name] === undefined || measures[name] === null || !Number.isFinite(Number(measures[name]))
  ? '–' : MEASURES[name](measures[name]);
export const settingNames = Object.keys(SETTINGS);
export const setting = (settings, name) => SETTINGS[name](settings[name]);

const estimatorName = name => say().estimators[name] ?? name;

export function stateChip(state) {
  return chip(say().modelState[state] ?? state, LOOK[state] ?? '');
}

function best(baselines) {
  return [...baselines].sort((one, other) => one.mdape - other.mdape)[0];
}

export function models(items) {
  show('models-chart', items.length > 1);
  table('models-table', say().models, [
    {head: say().version, look: 'name', cell: ({version}) => link(version, `#models/${version}`)},
    {head: say().stateHead, cell: ({state}) => stateChip(state)},
    {head: say().trainedAt, look: 'name', cell: ({trainedAt}) => moment(trainedAt)},
    {head: say().measureNames.mdape, number: true, cell: ({measures}) => measured(measures, 'mdape')},
    {head: say().liveThenHead, number: true, cell: ({champion}) => measured(champion, 'mdape')},
    {head: say().bestBaselineHead, number: true, cell: ({baselines}) => measured(best(baselines), 'mdape')},
    {head: say().measureNames.pe10, number: true, cell: ({measures}) => measured(measures, 'pe10')},
    {head: say().measureNames.r2, number: true, cell: ({measures}) => measured(measures, 'r2')},
    {head: say().why, look: 'long', cell: ({decision}) => decision?.reasons?.length > 0 ? reasonOf(decision, decision.reasons[0]) : ''},
  ], items);
  if (items.length > 1) {
    const oldestFirst = [...items].reverse();
    lines(byId('models-chart'), {
      label: say().modelsChart,
      categories: oldestFirst.map(({trainedAt}) => moment(trainedAt)),
      series: [
        {name: say().measureNames.mdape, values: oldestFirst.map(({measures}) => measures.mdape)},
        {name: say().liveThen, values: oldestFirst.map(({champion}) => champion?.mdape ?? null)},
        {name: say().bestBaseline, values: oldestFirst.map(({baselines}) => best(baselines)?.mdape ?? null)},
      ],
      format: value => share(value, 1),
    });
  }
}

export function model(found, pictures) {
  text('model-title', `${found.model}/${found.version}`);
  byId('model-state').replaceChildren(stateChip(found.state), ' ', say().modelStateWords[found.state] ?? '');
  figureList('model-figures', [
    [say().measureNames.mdape, measured(found.measures, 'mdape')],
    [say().trainedAt, moment(found.trainedAt)],
    [say().learnedFrom, number(found.rowsTrained)],
    [say().heldOut, number(found.rowsHeldOut)],
    [say().servedFrom, number(found.rowsServed)],
    [say().holdOutDates, `${day(found.holdOutFrom)} – ${day(found.holdOutThrough)}`],
    [say().goldenRows, number(found.goldenRows)],
    [say().dataset, link(found.datasetVersion, `#datasets/${found.dataset}/${found.datasetVersion}`)],
    ...(found.search ? [[say().fromSearch, link(found.search, `#searches/${found.search}`)]] : []),
  ]);
  show('model-reason', found.reason);
  if (found.reason) {
    byId('model-reason').replaceChildren(say().trainedBecause, ' ', reason(found.reason));
  }
  showMeasures(found);
  showComparisons(found.comparisons);
  showDecision(found.decision);
  showSegments(found);
  showPictures(pictures);
  showPromotions(found.promotions);
  show('settings-section', found.settings);
  if (found.settings) {
    figureList('model-settings', settingNames.map(name => [say().settingNames[name], setting(found.settings, name)]));
  }
}

function reason({text: words, by}) {
  const said = english(words);
  if (by) {
    said.append(` (${by})`);
  }
  return said;
}

function estimators({measures, champion, baselines}) {
  return [measures, ...(champion ? [champion] : []), ...baselines];
}

function showMeasures(found) {
  table('measures', say().measures, [
    {head: say().estimator, look: 'name', cell: ({estimator}) => estimatorName(estimator)},
    ...Object.keys(MEASURES).map(name => ({head: say().measureNames[name], number: true, cell: measures => measured(measures, name)})),
  ], estimators(found));
}

function showComparisons(comparisons) {
  show('comparisons-section', comparisons.length > 0);
  const points = value => number(value * 100, 2, 2);
  table('comparisons', say().comparisons, [
    {head: say().estimator, look: 'name', cell: ({rival}) => estimatorName(rival)},
    {head: say().points, number: true, cell: ({difference}) => points(difference)},
    {head: say().from95, number: true, cell: ({low}) => points(low)},
    {head: say().to95, number: true, cell: ({high}) => points(high)},
    {head: say().probabilityBetter, number: true, cell: ({probabilityBetter}) => share(probabilityBetter)},
  ], comparisons);
}

function showDecision(decision) {
  show('model-gate', decision);
  if (!decision) {
    return;
  }
  const {reasons = [], checks = []} = decision;
  byId('model-reasons').replaceChildren(...reasons.map(words => element('li', reasonOf(decision, words))));
  show('model-checks', checks.length > 0);
  const figure = ({rule}, value) => rule === 'golden-rows' ? number(value) : rule === 'median-ratio' ? number(value, 3, 3) : fraction(value);
  table('model-checks', say().modelGate, [
    {head: say().check, look: 'name', cell: ({rule}) => checkName(rule)},
    {head: say().stateHead, cell: ({passed}) => chip(passed ? say().passed : say().failed, passed ? 'good' : 'bad')},
    {head: say().found, number: true, cell: check => figure(check, check.found)},
    {head: say().bound, number: true, cell: check => figure(check, check.bound)},
    {head: say().details, look: 'longest', cell: check => english(check.text)},
  ], checks);
}

/** A reason is what a check says, but for a few that follow from none. */
function reasonOf({checks = []}, words) {
  const check = checks.find(({text: said}) => said === words);
  return because(check && checkName(check.rule), words);
}

function checkName(rule) {
  const rival = rule.replace(/^better-than-/, '');
  return say().modelChecks[rule] ?? (rival === rule ? rule : say().betterThan(estimatorName(rival)));
}

function showSegments(found) {
  const dimensions = [...new Set(found.segments.map(({dimension}) => dimension))];
  show('segments-section', dimensions.length > 0);
  if (dimensions.length === 0) {
    return;
  }
  const chosen = (id, known, otherwise) => known.includes(byId(id).value) ? byId(id).value : otherwise;
  const names = Object.keys(MEASURES);
  const dimension = options('segment-dimension', [{values: dimensions.map(value => ({value, words: say().dimensions[value] ?? value}))}],
    chosen('segment-dimension', dimensions, dimensions[0]));
  const measure = options('segment-measure', [{values: names.map(value => ({value, words: say().measureNames[value]}))}],
    chosen('segment-measure', names, 'mdape'));
  const draw = () => showSegmentsBy(found.segments.filter(segment => segment.dimension === dimension.value), measure.value);
  dimension.onchange = draw;
  measure.onchange = draw;
  draw();
}

/** A report has only the code. */
function communeName(code) {
  const {city, before} = ARRONDISSEMENTS.find(({before, last}) => code > before && code <= before + last) ?? {};
  return city ? say().arrondissement(city, code - before) : code;
}

function segmentName({dimension, name}) {
  if (dimension === 'COMMUNE') {
    return communeName(name);
  }
  const [from, to] = name.split('-').map(Number);
  const write = dimension === 'PRICE' ? euros : value => `${number(value)} m²`;
  return to ? `${write(from)} – ${write(to)}` : `≥ ${write(from)}`;
}

function showSegmentsBy(segments, name) {
  const known = [...new Set(segments.flatMap(({measures}) => measures.map(({estimator}) => estimator)))];
  const of = (segment, estimator) => segment.measures.find(measures => measures.estimator === estimator);
  table('segments', `${say().segments}: ${say().measureNames[name]}`, [
    {head: say().segment, look: 'name', cell: segmentName},
    {head: say().measureNames.rows, number: true, cell: segment => measured(segment.measures[0], 'rows')},
    ...known.map(estimator => ({head: estimatorName(estimator), number: true, cell: segment => measured(of(segment, estimator), name)})),
  ], segments);
  const drawn = known.filter(estimator => ['model', 'champion'].includes(estimator));
  lyingBars(byId('segments-chart'), {
    label: say().segmentsChart(say().measureNames[name]),
    categories: segments.map(segmentName),
    series: drawn.map(estimator => ({name: estimatorName(estimator), values: segments.map(segment => of(segment, estimator)?.[name] ?? null)})),
    format: value => value === undefined || value === null ? '–' : MEASURES[name](value),
  });
}

function showPictures(pictures) {
  show('model-pictures', pictures);
  if (!pictures) {
    return;
  }
  const cells = pictures.predictedAgainstPaid.map(({paid, predicted, sales}) => ({x: paid, y: predicted, count: sales}));
  const counted = cells.reduce((sum, {count}) => sum + count, 0);
  text('against-words', say().againstWords(number(counted)));
  show('against-chart', cells.length > 0);
  const range = value => `${euros(value)} – ${euros(value * CELL)}`;
  if (cells.length > 0) {
    densities(byId('against-chart'), {
      label: say().againstChart(number(counted)),
      x: {name: say().paid, format: short},
      y: {name: say().predicted, format: short},
      cells,
      step: CELL,
      words: ({x, y, count}) => [`${say().paid}: ${range(x)}`, `${say().predicted}: ${range(y)}`, say().salesCount(number(count))].join('\n'),
    });
  }
  table('against-table', say().against, [
    {head: say().paid, cell: ({x}) => range(x)},
    {head: say().predicted, cell: ({y}) => range(y)},
    {head: say().sales, number: true, cell: ({count}) => number(count)},
  ], [...cells].sort((one, other) => other.count - one.count).slice(0, AGAINST_LISTED));
  showLosses(pictures.losses);
}

const short = value => value < 1e6 ? `${number(value / 1e3)} k€` : `${number(value / 1e6, 1)} M€`;

function showLosses(losses) {
  // what was never measured comes as the word NaN
  const finite = value => Number.isFinite(value) ? value : null;
  show('losses-chart', losses.length > 0);
  if (losses.length > 0) {
    lines(byId('losses-chart'), {
      label: say().lossesChart(number(losses.length)),
      categories: losses.map(({epoch}) => number(epoch)),
      series: [
        {name: say().lossTraining, values: losses.map(({training}) => finite(training))},
        {name: say().lossHeldOut, values: losses.map(({heldOut}) => finite(heldOut))},
      ],
      format: value => number(value, 3),
    });
  }
  table('losses-table', say().losses, [
    {head: say().epoch, cell: ({epoch}) => number(epoch)},
    {head: say().lossTraining, number: true, cell: ({training}) => number(training, 4)},
    {head: say().lossHeldOut, number: true, cell: ({heldOut}) => finite(heldOut) === null ? '–' : number(heldOut, 4)},
  ], losses);
}

function showPromotions(promotions) {
  show('promotions-section', promotions.length > 0);
  table('promotions', say().promotions, [
    {head: say().at, look: 'name', cell: ({promotedAt}) => moment(promotedAt)},
    {head: say().version, look: 'name', cell: ({version}) => link(version, `#models/${version}`)},
    {head: say().cause, cell: ({cause}) => say().causes[cause] ?? ''},
    {head: say().by, cell: ({by}) => by ?? ''},
    {head: say().details, look: 'long', cell: ({reason: words}) => english(words ?? '')},
  ], promotions);
}
