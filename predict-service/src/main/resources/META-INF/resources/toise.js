import {lines} from './charts.js';
import {ask, byId, day, element, euros, month, number, PATIENCE_MILLIS, say, share, show, speak, table, text} from './page.js';
import {contribution, gauge, map} from './pictures.js';
import {typeAhead} from './typeahead.js';
import {words} from './words.js';

const NUMBERS = ['livingArea', 'rooms', 'outbuildings', 'askingPrice'];
const FIELDS = ['address', 'longitude', 'latitude', ...NUMBERS, 'area', 'valuationDate'];
const LONGEST = 200;
const PARTS = ['start', 'market', 'location', 'size', 'building'];
const form = byId('question');

let model = null;
// What is said again in another language: the answer, why there is none to the last question, and by field what is wrong with that.
let answerAgain = () => {};
let problemAgain = () => {};
let mistakes = {};
let drawGauge = () => {};
// What comes of an older question is passed over.
let newest = new AbortController();
let waitingFor = null;

const longDay = iso => day(iso, 'long');
const squareMetres = area => `${number(area, 1)} m²`;
const quarter = name => say().quarterName(...name.split('-Q'));

async function loadModel() {
  try {
    model = await ask('api/v1/model');
    show('no-model', false);
  } catch (problem) {
    show('no-model', problem.status === 503);
  }
  showModel();
}

function showModel() {
  show('made-up', model?.madeUp);
  show('about-model', model);
  byId('example').disabled = !model;
  if (model) {
    text('about-model', say().aboutModel(`${model.name} ${model.version}`, number(model.sales), longDay(model.dataThrough), share(model.measures.mdape)));
  }
}

// People write 43,8 as well as 43.8, 43 m², and prices as the page does: 420 000 €, €420,000.
function parse(name, value) {
  const bare = value.replace(/[\s€’']|m[²2]$/g, '');
  const grouped = name === 'askingPrice' && /^\d{1,3}([.,]\d{3})+(?!\d)/.exec(bare)?.[0];
  return Number(grouped ? grouped.replace(/[.,]/g, '') + bare.slice(grouped.length).replace(',', '.') : bare.replace(',', '.'));
}

function question() {
  const value = name => form.elements[name].value.trim();
  const wrong = {};
  const numberOf = name => {
    const parsed = parse(name, value(name));
    if (Number.isNaN(parsed)) {
      wrong[name] = () => say().notANumber;
    }
    return parsed;
  };
  const request = {};
  if (value('address')) {
    request.address = value('address');
  }
  if (value('longitude') || value('latitude')) {
    request.location = {
      longitude: value('longitude') ? numberOf('longitude') : null,
      latitude: value('latitude') ? numberOf('latitude') : null,
    };
  }
  if (!request.address && !request.location) {
    wrong.address = () => say().needed;
  }
  if (!value('livingArea')) {
    wrong.livingArea = () => say().neededArea;
  }
  NUMBERS.filter(name => value(name)).forEach(name => {
    request[name] = numberOf(name);
  });
  // of a flat that is for sale one is told the legal area, and what sold with that known says more
  if (!value('area') && value('livingArea')) {
    request.carrezArea = request.livingArea;
  }
  if (value('valuationDate')) {
    request.valuationDate = value('valuationDate');
  }
  return {request, wrong};
}

function mark(wrong) {
  mistakes = wrong;
  showMistakes();
}

function showMistakes() {
  FIELDS.forEach(name => {
    const input = form.elements[name];
    const mistake = mistakes[name]?.() ?? '';
    input.setAttribute('aria-invalid', String(Boolean(mistake)));
    input.setAttribute('aria-describedby', `${name}-error`);
    byId(`${name}-error`).replaceChildren(...[mistake].flat());
    show(`${name}-error`, mistake);
  });
}

function wait(body) {
  waitingFor = body;
  showWaiting();
}

function showWaiting() {
  const button = form.querySelector('[type=submit]');
  // one that is disabled loses the focus
  button.setAttribute('aria-disabled', String(waitingFor !== null));
  button.textContent = waitingFor === null ? say().estimate : say().estimating;
}

async function estimate(event) {
  event.preventDefault();
  suggestions.close();
  const {request, wrong} = question();
  const asked = FIELDS.map(name => [name, form.elements[name].value]).filter(([, value]) => value);
  const body = JSON.stringify(request);
  if (body === waitingFor) {
    return;
  }
  newest.abort();
  const mine = newest = new AbortController();
  if (Object.keys(wrong).length > 0) {
    wait(null);
    forgetProblem();
    mark(wrong);
    goOn();
    return;
  }
  wait(body);
  const {answer, problem} = await answerTo(body, mine);
  if (mine !== newest) {
    return;
  }
  wait(null);
  if (!answer) {
    mark(mistakesIn(problem));
    fail(problem);
    goOn();
    return;
  }
  keep(asked);
  mark({});
  forgetProblem();
  let around = {market: null, streets: null};
  const again = answerAgain = () => showAnswer(answer, around);
  answerAgain();
  goOn();
  if (!model) {
    loadModel();
  }
  around = await loadAround(answer);
  if (again === answerAgain) {
    showMap(answer, around.streets);
    showMarket(around.market);
  }
}

/** The answer that somebody reads goes only when the question was a wrong one, not when the service can't answer now. */
function fail(problem) {
  if (problem && problem.status < 500 && problem.status !== 429) {
    answerAgain = () => {};
    show('answer', false);
  }
  problemAgain = () => showProblem(problem);
  problemAgain();
}

function forgetProblem() {
  show('problem', false);
  problemAgain = () => {};
}

/** In the fragment, which is sent to no server: a reload asks again, and so does whoever is sent the address. */
function keep(asked) {
  history.replaceState(null, '', `#${new URLSearchParams(asked)}`);
}

/** Anybody may have written it. */
function askWhatWasKept() {
  const kept = new URLSearchParams(location.hash.slice(1));
  const known = FIELDS.filter(name => kept.has(name)).map(name => [name, kept.get(name).slice(0, LONGEST)]);
  if (known.length > 0) {
    fill(known);
  }
}

/** An answer or a problem, which is null where the service gave none. */
async function answerTo(body, asking) {
  const late = setTimeout(() => asking.abort(), PATIENCE_MILLIS);
  try {
    const response = await fetch('api/v1/estimates', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', Accept: 'application/json, application/problem+json'},
      body,
      signal: asking.signal,
    });
    const said = await response.json();
    return response.ok ? {answer: said} : {problem: said};
  } catch {
    return {problem: null};
  } finally {
    clearTimeout(late);
  }
}

/** To the first field that is wrong, else to what came of the question: on a phone it lies below the form. */
function goOn() {
  const first = FIELDS.find(name => mistakes[name]);
  if (first) {
    form.elements[first].closest('details')?.setAttribute('open', '');
    form.elements[first].focus();
    return;
  }
  const outcome = byId(byId('problem').hidden ? 'answer' : 'problem');
  outcome.focus({preventScroll: true});
  outcome.scrollIntoView({block: 'start'});
}

/** What is told beside an answer, null where it can't be had: the estimate is worth showing all the same. */
async function loadAround({commune, position: {longitude, latitude}}) {
  const [market, streets] = await Promise.allSettled([
    ask(`api/v1/markets/${encodeURIComponent(commune.code)}`),
    ask(`api/v1/streets?longitude=${longitude}&latitude=${latitude}&metres=1000`),
  ]);
  return {market: market.value ?? null, streets: streets.value ?? null};
}

function typeOf(problem) {
  return problem?.type?.replace('urn:toise:problem:', '');
}

function showProblem(problem) {
  show('problem', true);
  byId('problem').replaceChildren(element('p', problem ? say().problem[typeOf(problem)] ?? problem.title : say().unreachable));
  if (!byId('answer').hidden) {
    byId('problem').append(element('p', say().answerBefore));
  }
}

function mistakesIn(problem) {
  const wrong = {};
  problem?.violations?.forEach(({field, expected, suggestions = []}) => {
    const name = field.replace('location.', '').replace(/^location$/, 'longitude').replace('carrezArea', 'livingArea');
    wrong[name] = () => {
      const own = say().expectation[typeOf(problem)]?.[name];
      const said = say().expected(typeof own === 'function' ? own(suggestions.map(written)) : own ?? expected);
      return typeOf(problem) === 'address-not-found' ? [said, ...suggestions.flatMap((street, n) => [n === 0 ? say().perhaps : say().or, take(street)])] : said;
    };
  });
  return wrong;
}

/** A suggestion is a département, a day, or a place. */
function written(suggestion) {
  if (typeof suggestion === 'object') {
    return {longitude: number(suggestion.longitude, 5), latitude: number(suggestion.latitude, 5)};
  }
  return /^\d{4}-/.test(suggestion) ? longDay(suggestion) : suggestion;
}

/** To go on with that street, and with the number that was typed. */
function take(street) {
  const button = Object.assign(element('button', street), {type: 'button'});
  button.addEventListener('click', () => {
    const input = form.elements.address;
    input.value = [/^\s*(\d+\w*)/.exec(input.value)?.[1], street].filter(Boolean).join(' ');
    input.focus();
  });
  return button;
}

function showAnswer(answer, {market, streets}) {
  show('intro', false);
  show('answer', true);
  show('answer-made-up', answer.model.madeUp);
  text('value', euros(answer.value));
  text('per-metre', say().perSquareMetre(euros(answer.pricePerSquareMetre)));
  text('range', say().range(euros(answer.range.low), euros(answer.range.high)));
  text('sure', say().sure(
    say().confidence[answer.confidence], share(answer.probabilities.within10, 0), share(.1), share(answer.accuracy.medianError), number(answer.accuracy.sales)));
  showVerdict(answer);
  drawGauge = () => showGauge(answer);
  drawGauge();
  showWarnings(answer);
  show('matched', answer.matchedAddress);
  if (answer.matchedAddress) {
    text('matched', say().matched(answer.matchedAddress, share(answer.matchConfidence)));
  }
  showContributions(answer);
  showMap(answer, streets);
  showComparables(answer);
  showMarket(market);
  text('about-answer', say().aboutAnswer(longDay(answer.valuationDate), longDay(answer.dataThrough), `${answer.model.name} ${answer.model.version}`));
}

function showGauge({range, value, askingPrice}) {
  const asked = askingPrice ? say().asked(euros(askingPrice.amount)) : null;
  gauge(byId('gauge'), {
    ...range,
    value,
    asking: askingPrice?.amount,
    verdict: askingPrice?.verdict,
    words: {low: euros(range.low), value: euros(value), high: euros(range.high), asking: asked},
    label: [say().gauge(euros(value), euros(range.low), euros(range.high)), asked].filter(Boolean).join(' '),
  });
}

function showVerdict({askingPrice, value}) {
  const verdict = byId('verdict');
  show('verdict', askingPrice);
  if (askingPrice) {
    verdict.className = `verdict ${askingPrice.verdict}`;
    const difference = askingPrice.amount / value - 1;
    verdict.replaceChildren(element('strong', say().judgement[askingPrice.verdict]), ` ${say().verdict[askingPrice.verdict](euros(askingPrice.amount), partOf(askingPrice.percentile))} ${say().difference(share(Math.abs(difference)), difference)}`);
  }
}

/** No price is below or above that of all flats. */
function partOf(percentile) {
  if (percentile < .01) {
    return say().lessThan(share(.01));
  }
  return percentile > .99 ? say().moreThan(share(.99)) : share(percentile, 0);
}

function showWarnings({warnings, matchedAddress}) {
  const warning = code => code === 'ADDRESS_LOOSELY_MATCHED' ? say().looselyMatched(matchedAddress) : say().warning[code] ?? code;
  // the banner says it already
  byId('warnings').replaceChildren(...warnings.filter(code => code !== 'MADE_UP_SALES').map(code => element('li', warning(code))));
}

function showContributions({contributions, value}) {
  const body = byId('contributions').tBodies[0];
  const largest = Math.max(...PARTS.slice(1).map(part => Math.abs(contributions[part])));
  const row = (name, amount, bar, kind) => {
    const head = Object.assign(element('th', name), {scope: 'row'});
    const picture = element('td', bar, 'picture');
    if (!bar) {
      picture.setAttribute('aria-hidden', 'true');
    }
    const line = element('tr', head, kind);
    line.append(element('td', amount, 'number'), picture);
    return line;
  };
  body.replaceChildren(
    row(say().start(number(contributions.typicalArea), longDay(contributions.since)), euros(contributions.start), null, 'first'),
    ...PARTS.slice(1).map(part => row(say().parts[part], euros(contributions[part], {signDisplay: 'exceptZero'}), contribution(contributions[part], largest), part)),
    row(say().answer, euros(value), null, 'sum'),
  );
}

function perMetre(sale) {
  return Math.round((sale.indexedPrice ?? sale.price) / sale.livingArea);
}

const priceOf = (price, area) => `${euros(price)} · ${euros(price / area)}/m²`;

function showMap({comparables, position}, streets) {
  show('map', comparables.length > 0);
  if (comparables.length > 0) {
    map(byId('map'), {
      label: say().mapLabel(comparables.length),
      place: position,
      sales: comparables,
      streets: streets?.features ?? [],
      perMetre,
      money: price => `${euros(price)}/m²`,
      words: {
        here: say().thisFlat,
        metres: metres => metres < 1_000 ? `${number(metres, 1)} m` : `${number(metres / 1_000, 1)} km`,
        sale: ({month: when, livingArea, price, indexedPrice}) => [
          `${month(when)} · ${squareMetres(livingArea)}`,
          priceOf(price, livingArea),
          indexedPrice && say().indexedTo(priceOf(indexedPrice, livingArea)),
        ].filter(Boolean).join('\n'),
      },
    });
  }
}

function showComparables({comparables}) {
  show('comparables', comparables.length > 0);
  table('comparables', say().comparables, [
    {head: say().month, cell: sale => month(sale.month)},
    {head: say().distance, number: true, cell: ({distance}) => `${number(distance, 1)} m`},
    {head: say().area, number: true, cell: ({livingArea}) => squareMetres(livingArea)},
    {head: say().price, number: true, cell: ({price}) => euros(price)},
    {head: say().indexed, number: true, cell: ({indexedPrice}) => indexedPrice ? euros(indexedPrice) : '–'},
    {head: say().perMetre, number: true, cell: sale => sale.indexedPrice ? number(perMetre(sale)) : '–'},
  ], comparables);
}

/** Those without sales too, which the service leaves out. */
function everyQuarter(from, to) {
  const count = name => {
    const [year, n] = name.split('-Q').map(Number);
    return year * 4 + n - 1;
  };
  return Array.from({length: count(to) - count(from) + 1}, (nothing, n) => count(from) + n).map(at => `${Math.floor(at / 4)}-Q${at % 4 + 1}`);
}

function showMarket(market) {
  const told = market?.quarters ?? [];
  const known = told.filter(({median}) => median);
  show('market-card', known.length > 1);
  if (known.length < 2) {
    return;
  }
  const [first, last] = [known[0], known.at(-1)];
  const quarters = everyQuarter(first.quarter, last.quarter).map(name => told.find(one => one.quarter === name) ?? {quarter: name, sales: 0});
  text('market-title', say().market(market.name));
  text('market-said', say().moved(
    quarter(first.quarter), quarter(last.quarter), euros(first.median), euros(last.median), share(last.median / first.median - 1), last.median / first.median - 1));
  lines(byId('market'), {
    label: say().marketLabel(market.name),
    categories: quarters.map(({quarter: name}) => quarter(name)),
    series: [
      {name: market.name, values: quarters.map(({median}) => median ?? null)},
      {name: say().departmentName(market.department), values: quarters.map(({departmentMedian}) => departmentMedian ?? null)},
    ],
    format: value => `${euros(value)}/m²`,
    gaps: true,
  });
  table('quarters', say().market(market.name), [
    {head: say().quarter, cell: ({quarter: name}) => quarter(name)},
    {head: say().here, number: true, cell: ({median}) => median ? euros(median) : '–'},
    {head: say().sales, number: true, cell: ({sales}) => number(sales)},
    {head: say().department, number: true, cell: ({departmentMedian}) => departmentMedian ? euros(departmentMedian) : '–'},
  ], quarters);
}

function fill(values) {
  form.reset();
  values.forEach(([name, value]) => {
    const field = form.elements[name];
    field.value = value;
    // no choice of this list
    if (field.selectedIndex < 0) {
      field.selectedIndex = 0;
    }
  });
  form.requestSubmit();
}

function fillExample() {
  const {location, carrezArea, ...rest} = model.example;
  fill(Object.entries({...rest, ...location, area: carrezArea ? '' : 'other'}));
}

const suggestions = typeAhead(byId('address'), byId('suggestions'), {
  find: async (typed, signal) => {
    const response = await fetch(`api/v1/addresses?q=${encodeURIComponent(typed)}`, {signal});
    return response.ok ? (await response.json()).addresses.map(({address}) => address) : [];
  },
  say: count => text('suggestions-said', say().suggested(count)),
});

form.addEventListener('submit', estimate);
byId('example').addEventListener('click', fillExample);
addEventListener('hashchange', askWhatWasKept);
document.querySelector('.skip').addEventListener('click', event => {
  // the hash holds the question
  event.preventDefault();
  form.focus();
});

// its letters are larger on a narrow screen
let waiting = 0;
addEventListener('resize', () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => drawGauge());
});

speak(words, () => {
  showModel();
  showWaiting();
  showMistakes();
  answerAgain();
  problemAgain();
});
loadModel();
askWhatWasKept();
