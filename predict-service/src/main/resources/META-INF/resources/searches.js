// Searches for better settings, with each trial's settings and measures.
import {dots} from './charts.js';
import {measured, setting, settingNames} from './models.js';
import {byId, chip, english, figureList, link, moment, number, options, say, share, show, table, text} from './page.js';

const LOOK = {DONE: 'good', FAILED: 'bad'};
const TRIALS_SHOWN = 50;
/** The rest is the same in all trials, or no number. */
const DRAWN = ['layers', 'width', 'heads', 'epochs', 'peakLearningRate', 'weightDecay', 'dropout', 'indexDays', 'halfLifeDays'];
const TOLD = ['mdape', 'mape', 'pe10', 'pe20', 'r2', 'medianRatio', 'rows'];

let every = false;

const state = ({state: its}) => chip(say().searchState[its] ?? its, LOOK[its] ?? '');

export function searches(items) {
  table('searches-table', say().searches, [
    {head: say().search, look: 'name', cell: ({search: name}) => link(name, `#searches/${name}`)},
    {head: say().stateHead, cell: state},
    {head: say().asked, look: 'name', cell: ({createdAt}) => moment(createdAt)},
    {head: say().trials, number: true, cell: ({trials}) => number(trials)},
    {head: say().trainings, number: true, cell: ({done, total}) => `${number(done)} / ${number(total)}`},
    {head: say().bestMdape, number: true, cell: ({mdape}) => measured({mdape}, 'mdape')},
    {head: say().dataset, look: 'name', cell: ({dataset, datasetVersion}) => link(datasetVersion, `#datasets/${dataset}/${datasetVersion}`)},
    {head: say().details, look: 'long', cell: ({message, endedAt}) => endedAt ? english(message ?? '') : ''},
  ], items);
}

export function search(found) {
  every = false;
  text('search-title', say().searchTitle(found.search));
  byId('search-state').replaceChildren(state(found), ' ', found.endedAt ? english(found.message ?? '') : say().notEnded);
  figureList('search-figures', [
    [say().trials, number(found.trials)],
    [say().trainings, `${number(found.done)} / ${number(found.total)}`],
    [say().lostTrials, number(found.results.filter(({lost}) => lost).length)],
    [say().bestMdape, measured({mdape: found.mdape}, 'mdape')],
    [say().asked, moment(found.createdAt)],
    [say().ended, found.endedAt ? moment(found.endedAt) : '–'],
    [say().dataset, link(found.datasetVersion, `#datasets/${found.dataset}/${found.datasetVersion}`)],
  ]);
  showSetting(found.results);
  showTrials(found);
}

function showSetting(results) {
  const tried = results.filter(({measures}) => Number.isFinite(measures?.mdape));
  const varied = DRAWN.filter(name => new Set(tried.map(({settings}) => settings[name])).size > 1);
  show('trials-chart', varied.length > 0);
  byId('trial-setting').disabled = varied.length === 0;
  const chosen = varied.includes(byId('trial-setting').value) ? byId('trial-setting').value : varied[0];
  const select = options('trial-setting', [{values: varied.map(value => ({value, words: say().settingNames[value]}))}], chosen);
  const draw = () => dots(byId('trials-chart'), {
    label: say().trialsChart(say().settingNames[select.value]),
    x: {name: say().settingNames[select.value], format: value => number(value, 4)},
    y: {name: say().measureNames.mdape, format: value => share(value, 2)},
    series: [...new Set(tried.map(({rung}) => rung))].sort().reverse().map(rung => ({
      name: say().rungName(rung + 1),
      points: tried.filter(trial => trial.rung === rung).map(({trial, settings, measures}) => ({
        x: settings[select.value],
        y: measures.mdape,
        words: [say().trialName(trial), `${say().settingNames[select.value]}: ${setting(settings, select.value)}`,
          `${say().measureNames.mdape}: ${measured(measures, 'mdape')}`].join('\n'),
      })),
    })),
  });
  select.onchange = draw;
  if (varied.length > 0) {
    draw();
  }
}

function showTrials(found) {
  const {results, best} = found;
  const some = every ? results : results.slice(0, TRIALS_SHOWN);
  table('trials', say().trials, [
    {head: say().trial, number: true, cell: ({trial}) => number(trial)},
    {head: say().rung, number: true, cell: ({rung}) => rung === null || rung === undefined ? '–' : number(rung + 1)},
    ...TOLD.map(name => ({head: say().measureNames[name], number: true, cell: ({measures}) => measured(measures, name)})),
    ...settingNames.map(name => ({
      head: say().settingNames[name], number: name !== 'without', look: 'name', cell: ({settings}) => setting(settings, name),
    })),
    {head: say().seconds, number: true, cell: ({seconds}) => number(seconds, 1)},
    {head: say().lost, look: 'long', cell: ({lost}) => english(lost ?? '')},
  ], some);
  [...byId('trials').querySelectorAll('tbody tr')].forEach((line, n) => line.classList.toggle('best', some[n].trial === best));
  show('more-trials', some.length < results.length);
  byId('more-trials').onclick = () => {
    every = true;
    showTrials(found);
    // the button, which had the focus, is gone
    const next = byId('trials').querySelectorAll('tbody tr')[TRIALS_SHOWN];
    next.tabIndex = -1;
    next.focus();
  };
}
