// The loop as it runs: what was said lately, and what is said from now on.
import {byId, chip, element, english, link, moment as time, number, say, share, show, text} from './page.js';

const EVENTS = 'api/v1/loop/events';
const STEPS = ['INGEST', 'CLEAN', 'TRAIN', 'PREDICT'];
const KEPT = 300;
const SHOWN = 40;
const AGAIN_MILLIS = 5_000;
const LOOK = {SUCCEEDED: 'good', UNCHANGED: 'good', RUNNING: '', REFUSED: 'bad', FAILED: 'bad'};

const instant = ({at}) => Date.parse(at);

const moments = new Map();
let stream = null;
let live = false;
let begun = false;
let most = SHOWN;
let drawing = 0;
let begin = () => {};
const beginning = new Promise(resolve => {
  begin = resolve;
});

/** Listens from the first time on. What was said before is waited for: it would push away what is shown without it. */
export async function listening() {
  if (!stream) {
    listen();
  }
  await beginning;
}

export function now() {
  draw();
  return anyMadeUp();
}

function anyMadeUp() {
  return [...moments.values()].some(({madeUp}) => madeUp);
}

function listen() {
  stream = new EventSource(EVENTS);
  stream.onopen = () => connected(true);
  stream.onmessage = ({data}) => hear(JSON.parse(data));
  stream.onerror = () => {
    begin();
    connected(false);
    // the browser comes back by itself, but not after an answer that was no stream
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(listen, AGAIN_MILLIS);
    }
  };
}

function connected(yes) {
  live = yes;
  soon();
}

function hear(heard) {
  const happened = heard.filter(({id, topic}) => topic !== 'pipeline-progress' && !moments.has(id)).at(-1);
  heard.forEach(moment => {
    const known = moments.get(moment.id);
    // another replica may tell what is older
    if (!known || instant(known) <= instant(moment)) {
      moments.set(moment.id, moment);
    }
  });
  newestFirst().slice(KEPT).forEach(({id}) => moments.delete(id));
  // what was known before is no news
  if (happened && begun) {
    text('latest', sentence(happened));
  }
  begun = true;
  begin();
  soon();
}

function soon() {
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(draw);
}

function newestFirst() {
  return [...moments.values()].sort((one, other) => instant(other) - instant(one));
}

function draw() {
  if (byId('now-view').hidden) {
    return;
  }
  show('made-up', anyMadeUp());
  const all = newestFirst();
  byId('connection').replaceChildren(chip(live ? say().live : say().reconnecting, live ? 'good' : ''), ' ', live ? say().liveNote : '');
  const told = all.filter(moment => !isToldByAnEvent(moment, all));
  refresh(byId('steps'), STEPS.map(step => stepItem(step, told.find(moment => moment.step === step))));
  refresh(byId('moments'), told.slice(0, most).map(momentItem));
  show('no-moments', told.length === 0);
  show('older', told.length > most);
}

/** What has not changed stays in its place: it may have the focus, be marked, or be in the midst of a click. */
function refresh(list, items) {
  const known = new Map([...list.children].map(item => [item.dataset.id, item]));
  const wanted = items.map(item => known.get(item.dataset.id)?.isEqualNode(item) ? known.get(item.dataset.id) : item);
  const kept = new Set(wanted);
  known.forEach(item => kept.has(item) || item.remove());
  let next = list.firstChild;
  wanted.forEach(item => {
    if (item === next) {
      next = next.nextSibling;
    } else {
      list.insertBefore(item, next);
    }
  });
}

/** That a run has ended, where what it made is told too. */
function isToldByAnEvent({topic, state: at, step, subject}, all) {
  return topic === 'pipeline-progress' && ['SUCCEEDED', 'REFUSED'].includes(at)
    && all.some(other => other.topic !== 'pipeline-progress' && other.step === step && other.subject === subject);
}

/** A step does one thing at a time: what it has said something else after does not run any more, said so or not. */
function state(moment) {
  const over = moment.state === 'RUNNING' && [...moments.values()].some(other => other.step === moment.step && instant(other) > instant(moment));
  return over ? chip(say().wasRunning, '') : chip(say().runState[moment.state] ?? moment.state, LOOK[moment.state] ?? '');
}

function stepItem(step, moment) {
  const item = element('li', element('strong', say().step[step]), moment?.state);
  item.dataset.id = step;
  if (!moment) {
    item.append(element('p', say().nothingYet, 'quiet'));
    return item;
  }
  const when = element('time', time(moment.at), 'quiet');
  when.dateTime = moment.at;
  item.append(' ', state(moment), ...progress(moment));
  const said = element('p');
  // the whole of it stands below
  said.append(isInOurWords(moment) ? sentence(moment) : english(moment.message.split('. ')[0]));
  item.append(said, when);
  return item;
}

function progress({state: at, figures, unit, step}) {
  if (at !== 'RUNNING' || !figures?.total) {
    return [];
  }
  const bar = document.createElement('progress');
  bar.max = figures.total;
  bar.value = figures.done;
  bar.setAttribute('aria-label', say().step[step]);
  return [bar, element('p', say().doneOf(number(figures.done), number(figures.total), say().unit[unit] ?? unit ?? ''), 'quiet')];
}

function momentItem(moment) {
  const when = element('time', time(moment.at));
  when.dateTime = moment.at;
  const said = element('div', '', 'said');
  const line = element('p', where(moment) ? link(sentence(moment), where(moment)) : sentence(moment));
  said.append(line);
  if (moment.message && !ran(moment)) {
    said.append(element('p', english(moment.message), 'quiet'));
  }
  const item = element('li', when);
  item.dataset.id = moment.id;
  item.tabIndex = -1;
  item.append(element('span', state(moment)), said);
  return item;
}

/** How a run ended of which no event tells, where there are words for it. */
function ran({topic, step, state: at}) {
  return topic === 'pipeline-progress' ? say().ran[step]?.[at] : undefined;
}

function isInOurWords(moment) {
  return moment.topic !== 'pipeline-progress' || ran(moment);
}

function sentence(moment) {
  const {topic, subject, step, figures = {}} = moment;
  switch (topic) {
    case 'dataset-landed':
      return say().landed(subject, number(figures.files), number(figures.bytes / 1e6, 1));
    case 'dataset-cleaned':
      return say().cleaned(subject, number(figures.kept), number(figures.found));
    case 'dataset-rejected':
      return say().stopped(subject);
    case 'model-trained':
      return say().trained(subject, share(figures.mdape, 2));
    case 'model-promoted':
      return say().promoted(subject);
    default:
      return ran(moment)?.(subject) ?? say().run(say().step[step] ?? step, subject);
  }
}

function where({topic, subject}) {
  switch (topic) {
    case 'dataset-cleaned':
    case 'dataset-rejected':
      return `#datasets/${subject}`;
    case 'model-trained':
    case 'model-promoted':
      return `#models/${subject.slice(subject.lastIndexOf('/') + 1)}`;
    default:
      return null;
  }
}

byId('older').addEventListener('click', () => {
  const first = most;
  most = KEPT;
  draw();
  // the button, which had the focus, is gone
  byId('moments').children[first]?.focus();
});
