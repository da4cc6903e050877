import {words} from './words.js';

const NUMBERS = ['livingArea', 'rooms', 'carrezArea', 'outbuildings', 'askingPrice'];
const FIELDS = ['address', 'longitude', 'latitude', ...NUMBERS, 'valuationDate'];
const LANGUAGE = 'toise.language';

const byId = id => document.getElementById(id);
const form = byId('question');

let language = preferredLanguage();
let model = null;
let shown = null;

function preferredLanguage() {
  const known = Object.keys(words);
  const wanted = [localStorage.getItem(LANGUAGE), ...navigator.languages];
  return wanted.map(tag => tag?.slice(0, 2)).find(tag => known.includes(tag)) ?? 'en';
}

const say = () => words[language];
const euros = amount => new Intl.NumberFormat(language, {style: 'currency', currency: 'EUR', maximumFractionDigits: 0}).format(amount);
const number = value => new Intl.NumberFormat(language, {maximumFractionDigits: 1}).format(value);
const share = value => new Intl.NumberFormat(language, {style: 'percent', maximumFractionDigits: 1}).format(value);
const day = iso => new Intl.DateTimeFormat(language, {dateStyle: 'long', timeZone: 'UTC'}).format(new Date(iso));
const month = iso => new Intl.DateTimeFormat(language, {month: 'short', year: 'numeric', timeZone: 'UTC'}).format(new Date(`${iso}-01`));

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
  showModel();
  shown?.();
}

function text(id, content) {
  byId(id).textContent = content;
}

function show(id, visible) {
  byId(id).hidden = !visible;
}

async function loadModel() {
  try {
    const response = await fetch('api/v1/model');
    model = response.ok ? await response.json() : null;
    show('no-model', response.status === 503);
  } catch {
    model = null;
  }
  showModel();
}

function showModel() {
  show('made-up', model?.madeUp);
  show('about-model', model);
  byId('example').disabled = !model;
  if (model) {
    text('about-model', say().aboutModel(`${model.name} ${model.version}`, day(model.dataThrough), share(model.measures.mdape)));
  }
}

// People write 43,8 as well as 43.8, and put spaces into prices.
function parse(value) {
  return Number(value.replace(/[\s\u00a0\u202f€]/g, '').replace(',', '.'));
}

function question() {
  const value = name => form.elements[name].value.trim();
  const mistakes = {};
  const numberOf = name => {
    const parsed = parse(value(name));
    if (Number.isNaN(parsed)) {
      mistakes[name] = say().notANumber;
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
    mistakes.address = say().needed;
  }
  NUMBERS.filter(name => value(name)).forEach(name => {
    request[name] = numberOf(name);
  });
  if (value('valuationDate')) {
    request.valuationDate = value('valuationDate');
  }
  return {request, mistakes};
}

function mark(mistakes) {
  FIELDS.forEach(name => {
    const input = form.elements[name];
    const mistake = mistakes[name];
    input.setAttribute('aria-invalid', String(Boolean(mistake)));
    input.setAttribute('aria-describedby', `${name}-error`);
    text(`${name}-error`, mistake ?? '');
    show(`${name}-error`, mistake);
  });
  const first = FIELDS.find(name => mistakes[name]);
  if (first) {
    form.elements[first].closest('details')?.setAttribute('open', '');
    form.elements[first].focus();
  }
}

async function ask(event) {
  event.preventDefault();
  const {request, mistakes} = question();
  mark(mistakes);
  if (Object.keys(mistakes).length > 0) {
    return;
  }
  const button = form.querySelector('[type=submit]');
  button.disabled = true;
  button.textContent = say().estimating;
  try {
    const response = await fetch('api/v1/estimates', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', Accept: 'application/json, application/problem+json'},
      body: JSON.stringify(request),
    });
    const body = await response.json();
    shown = response.ok ? () => showAnswer(body) : () => showProblem(body);
  } catch {
    shown = () => showProblem(null);
  } finally {
    button.disabled = false;
    button.textContent = say().estimate;
  }
  shown();
  if (!byId('answer').hidden) {
    byId('answer').focus({preventScroll: true});
    byId('answer').scrollIntoView({block: 'nearest'});
  }
}

function showProblem(problem) {
  show('answer', false);
  show('problem', true);
  const type = problem?.type?.replace('urn:toise:problem:', '');
  const line = document.createElement('p');
  line.textContent = problem ? say().problem[type] ?? problem.title : say().unreachable;
  byId('problem').replaceChildren(line);
  const mistakes = {};
  problem?.violations?.forEach(({field, expected}) => {
    const name = field.replace('location.', '').replace(/^location$/, 'longitude');
    const own = problem.status === 400 ? say().expectation[name] : null;
    mistakes[name] = say().expected(own ?? expected);
  });
  mark(mistakes);
}

function showAnswer(answer) {
  mark({});
  show('problem', false);
  show('answer', true);
  show('answer-made-up', answer.model.madeUp);
  text('value', euros(answer.value));
  text('per-metre', say().perSquareMetre(euros(answer.pricePerSquareMetre)));
  text('range', say().range(euros(answer.range.low), euros(answer.range.high)));
  showBar(answer);
  showVerdict(answer.askingPrice);
  showWarnings(answer.warnings);
  show('matched', answer.matchedAddress);
  if (answer.matchedAddress) {
    text('matched', say().matched(answer.matchedAddress, share(answer.matchConfidence)));
  }
  showComparables(answer.comparables);
  text('about-answer', say().aboutAnswer(day(answer.valuationDate), day(answer.dataThrough), `${answer.model.name} ${answer.model.version}`));
}

function showBar(answer) {
  const {range, value, askingPrice} = answer;
  const amounts = [range.low, range.high, value, ...(askingPrice ? [askingPrice.amount] : [])];
  const margin = (range.high - range.low) * 0.25;
  const from = Math.min(...amounts) - margin;
  const to = Math.max(...amounts) + margin;
  const at = amount => `${((amount - from) / (to - from)) * 100}%`;
  byId('bar-range').style.left = at(range.low);
  byId('bar-range').style.right = `calc(100% - ${at(range.high)})`;
  byId('bar-value').style.left = at(value);
  show('bar-asking', askingPrice);
  if (askingPrice) {
    byId('bar-asking').style.left = at(askingPrice.amount);
  }
  byId('bar').setAttribute('aria-label', say().range(euros(range.low), euros(range.high)));
}

function showVerdict(askingPrice) {
  show('verdict', askingPrice);
  if (askingPrice) {
    text('verdict', say().verdict[askingPrice.verdict](euros(askingPrice.amount), share(askingPrice.percentile)));
  }
}

function showWarnings(codes) {
  // the banner says it already
  byId('warnings').replaceChildren(...codes.filter(code => code !== 'MADE_UP_SALES').map(code => {
    const item = document.createElement('li');
    item.textContent = say().warning[code] ?? code;
    return item;
  }));
}

function showComparables(sales) {
  show('comparables', sales.length > 0);
  byId('comparables').tBodies[0].replaceChildren(...sales.map(sale => {
    const row = document.createElement('tr');
    const cells = [
      month(sale.month),
      `${number(sale.distance)} m`,
      `${number(sale.livingArea)} m²`,
      euros(sale.price),
      number(Math.round(sale.price / sale.livingArea)),
    ];
    cells.forEach((content, column) => {
      const cell = row.insertCell();
      cell.textContent = content;
      cell.classList.toggle('number', column > 0);
    });
    return row;
  }));
}

function fillExample() {
  form.reset();
  const {location, ...rest} = model.example;
  Object.entries({...rest, ...location}).forEach(([name, value]) => {
    form.elements[name].value = value;
  });
  form.requestSubmit();
}

document.querySelectorAll('[data-language]').forEach(button => button.addEventListener('click', () => {
  language = button.dataset.language;
  localStorage.setItem(LANGUAGE, language);
  speak();
}));
form.addEventListener('submit', ask);
byId('example').addEventListener('click', fillExample);

speak();
loadModel();
