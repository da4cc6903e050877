import {listVersions, placeReport, ruleName, showReport, showState} from './dataset.js';
import {ask, byId, element, number, options, say, show, speak, text} from './page.js';
import {words} from './words.js';

const API = 'api/v1/datasets';

let shown = () => {};

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

function showList(versions) {
  show('report', false);
  show('list', true);
  showMadeUp(versions);
  document.title = `Toise · ${say().versions}`;
  show('no-versions', versions.length === 0);
  show('versions', versions.length > 0);
  listVersions('versions', versions, version => `#${version.dataset}/${version.version}`);
}

function showVersion(version, profile, rejected) {
  show('list', false);
  show('report', true);
  showMadeUp([version]);
  document.title = `Toise · ${version.dataset}/${version.version}`;
  text('report-title', `${version.dataset}/${version.version}`);
  showDecision(version);
  showReport(version, profile);
  show('rejected', version.report);
  showRejectedRules(version, rejected);
}

function showDecision(version) {
  showState('state', version);
  show('command', version.state === 'REJECTED');
  text('command-line', `./toise datasets accept ${version.version} --reason "…"`);
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

addEventListener('hashchange', async () => {
  await load();
  scrollTo(0, 0);
  [byId('report-title'), byId('list-title')].find(title => title.offsetParent)?.focus({preventScroll: true});
});

placeReport(byId('dataset'));
speak(words, () => shown());
load();
