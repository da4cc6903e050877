import {listVersions, placeReport, showReport, showState} from './dataset.js';
import {ledger} from './ledger.js';
import {model, models} from './models.js';
import {listening, now} from './now.js';
import {ask, askIfThere, byId, element, say, show, speak, text} from './page.js';
import {search, searches} from './searches.js';
import {words} from './loop-words.js';

const API = 'api/v1/loop';
const PAGE = 20;

const isMadeUp = ({madeUp, report, dataset}) => madeUp ?? report?.madeUp ?? dataset === 'made-up';

/** The newest first, page by page. */
function listOf(name, list) {
  return {
    load: page => ask(`${API}/${name}?page=${page}`),
    show: slice => {
      show(`no-${name}`, slice.total === 0);
      show(`${name}-table`, slice.total > 0);
      list(slice.items);
      pages(name, slice);
      return slice.items.some(isMadeUp);
    },
  };
}

// What each view asks for and how it shows that, which tells whether any of it is made up.
const VIEWS = {
  now: {load: listening, show: now},
  datasets: listOf('datasets', items => listVersions('datasets-table', items, ({dataset, version}) => `#datasets/${dataset}/${version}`)),
  dataset: {
    load: async (dataset, version) => {
      const path = `${API}/datasets/${encodeURIComponent(dataset)}/${encodeURIComponent(version)}`;
      const found = await ask(path);
      return {found, profile: found.report ? await askIfThere(`${path}/profile`) : null};
    },
    show: ({found, profile}) => {
      text('dataset-title', `${found.dataset}/${found.version}`);
      showState('dataset-state', found);
      showReport(found, profile);
      return isMadeUp(found);
    },
  },
  models: listOf('models', models),
  model: {
    load: async version => {
      const path = `${API}/models/${encodeURIComponent(version)}`;
      const [found, pictures] = await Promise.all([ask(path), askIfThere(`${path}/pictures`)]);
      return {found, pictures};
    },
    show: ({found, pictures}) => {
      model(found, pictures);
      return isMadeUp(found);
    },
  },
  ledger: {load: () => ask(`${API}/ledger`), show: ledger},
  searches: listOf('searches', searches),
  search: {
    load: name => ask(`${API}/searches/${encodeURIComponent(name)}`),
    show: found => {
      search(found);
      return isMadeUp(found);
    },
  },
};

let shown = () => {};
let loads = 0;

/** As it stands where it is no encoding of anything: somebody may have typed it. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `#models` is a list, `#models/2` its third page, `#models/<version>` one of them. */
function asked() {
  const [name, ...rest] = location.hash.slice(1).split('/').map(decoded);
  const page = /^\d{1,3}$/.test(rest[0] ?? '0');
  if (name === 'datasets' && rest.length === 2) {
    return {view: 'dataset', parts: rest};
  }
  if (['models', 'searches'].includes(name) && !page) {
    return {view: name === 'models' ? 'model' : 'search', parts: rest};
  }
  return Object.keys(VIEWS).includes(name) ? {view: name, parts: [rest[0] ?? '0']} : {view: 'now', parts: []};
}

function pages(name, {page, total}) {
  const last = Math.max(0, Math.ceil(total / PAGE) - 1);
  const to = (number, content) => Object.assign(element('a', content), {href: `#${name}/${number}`});
  byId(`${name}-pages`).replaceChildren(...(last === 0 ? [] : [
    page > 0 ? to(page - 1, say().newer) : '',
    element('span', say().pageOf(page + 1, last + 1)),
    page < last ? to(page + 1, say().olderPage) : '',
  ]));
}

function open(view) {
  Object.keys(VIEWS).forEach(name => show(`${name}-view`, name === view));
  const list = {dataset: 'datasets', model: 'models', search: 'searches'}[view] ?? view;
  document.querySelectorAll('.views a').forEach(link => {
    if (link.hash === `#${list}`) {
      link.setAttribute('aria-current', 'page');
      // on a narrow screen they do not all fit
      link.parentElement.scrollLeft = link.offsetLeft - link.parentElement.offsetLeft;
    } else {
      link.removeAttribute('aria-current');
    }
  });
}

function showProblem(problem) {
  show('problem', problem);
  if (problem) {
    const said = problem.status === 404 ? say().unknown : say().unreachable;
    byId('problem').replaceChildren(Object.assign(element('h2', said), {tabIndex: -1}));
    document.title = `Toise · ${said}`;
  }
}

/** @return whether it was shown: whoever has gone on meanwhile wants to see something else */
async function load() {
  const mine = ++loads;
  const {view, parts} = asked();
  let ready;
  try {
    const found = await VIEWS[view].load(...parts);
    ready = () => {
      showProblem(null);
      open(view);
      show('made-up', VIEWS[view].show(found));
      document.title = `Toise · ${byId(`${view}-title`).textContent}`;
    };
  } catch (problem) {
    ready = () => {
      open(null);
      showProblem(problem);
    };
  }
  if (mine !== loads) {
    return false;
  }
  shown = ready;
  shown();
  return true;
}

async function go() {
  if (await load()) {
    scrollTo(0, 0);
    document.querySelector('#problem:not([hidden]) h2, main > :not([hidden]) h2')?.focus({preventScroll: true});
  }
}

addEventListener('hashchange', go);
document.querySelector('.views').addEventListener('click', ({target}) => {
  // the hash stays, and what it stands for may have failed to come, or have changed
  if (target.hash && target.hash === location.hash) {
    go();
  }
});
document.querySelector('.skip').addEventListener('click', event => {
  // the hash says what is shown
  event.preventDefault();
  byId('content').focus();
});

placeReport(byId('dataset'));
speak(words, () => shown());
load();
