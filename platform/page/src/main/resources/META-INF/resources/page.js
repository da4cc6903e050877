// What the pages share: the reader's language, numbers and dates in it, tables, and asking the service.
const LANGUAGE = 'toise.language';
export const PATIENCE_MILLIS = 30_000;

let words = {};
let language = 'en';
let locale = 'en';
let speaking = () => {};

export const byId = id => document.getElementById(id);
export const say = () => words[language];
export const number = (value, most = 0, least = 0) => format(Intl.NumberFormat, {minimumFractionDigits: least, maximumFractionDigits: most}, value);
export const euros = (amount, more) => format(Intl.NumberFormat, {style: 'currency', currency: 'EUR', maximumFractionDigits: 0, ...more}, amount);
export const share = (value, most = 1, least = 0) => format(Intl.NumberFormat, {style: 'percent', minimumFractionDigits: least, maximumFractionDigits: most}, value);
export const day = (iso, dateStyle = 'medium') => format(Intl.DateTimeFormat, {dateStyle, timeZone: 'UTC'}, new Date(iso));
export const moment = iso => format(Intl.DateTimeFormat, {dateStyle: 'medium', timeStyle: 'short'}, new Date(iso));
export const month = text => format(Intl.DateTimeFormat, {month: 'short', year: 'numeric', timeZone: 'UTC'}, new Date(`${text}-01`));

const formats = new Map();

/** Making a format takes far longer than writing with it. */
function format(Format, options, value) {
  const key = `${Format.name} ${locale} ${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    formats.set(key, new Format(locale, options));
  }
  return formats.get(key).format(value);
}

function preferredLanguage() {
  const known = Object.keys(words);
  const wanted = [chosenBefore(), ...navigator.languages];
  return wanted.map(tag => tag?.slice(0, 2)).find(tag => known.includes(tag)) ?? 'en';
}

// A browser that keeps nothing throws here, and shows the page all the same.
function chosenBefore() {
  try {
    return localStorage.getItem(LANGUAGE);
  } catch {
    return null;
  }
}

function remember(chosen) {
  try {
    localStorage.setItem(LANGUAGE, chosen);
  } catch {
    // it is chosen again next time
  }
}

/**
 * @param all   the words of each language
 * @param again shows once more what is shown, in the language that was chosen
 */
export function speak(all, again) {
  words = all;
  speaking = again;
  language = preferredLanguage();
  document.querySelectorAll('[data-language]').forEach(button => button.addEventListener('click', () => {
    language = button.dataset.language;
    remember(language);
    spell();
  }));
  spell();
}

function spell() {
  // dates in English are others in London than in New York
  locale = navigator.languages.find(tag => tag.slice(0, 2) === language) ?? language;
  document.documentElement.lang = language;
  document.documentElement.classList.remove('unspoken');
  document.querySelectorAll('[data-words]').forEach(element => {
    element.textContent = say()[element.dataset.words];
  });
  document.querySelectorAll('[data-words-label]').forEach(element => {
    element.setAttribute('aria-label', say()[element.dataset.wordsLabel]);
  });
  document.querySelectorAll('[data-language]').forEach(button => {
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  });
  speaking();
}

export function text(id, content) {
  byId(id).textContent = content;
}

export function show(id, visible) {
  byId(id).hidden = !visible;
}

export function element(tag, content, className) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(content ?? '');
  return made;
}

/** @param kind good, bad or empty */
export function chip(content, kind) {
  return element('span', content, `chip ${kind}`);
}

export function link(content, href) {
  return Object.assign(element('a', content), {href});
}

/** What a service says to people, which is English whatever the page speaks. */
export function english(content) {
  return Object.assign(element('span', content), {lang: 'en'});
}

/** @param name of a rule in the page's language; null where there is none */
export function because(name, said) {
  const made = element('span', name && `${name} – `);
  made.append(english(said));
  return made;
}

/** The length of a figure beside it. */
export function length(part) {
  const bar = element('span', '', 'length');
  bar.style.width = `${Math.max(0, Math.min(1, part)) * 100}%`;
  return bar;
}

/** @param figures of `[name, value]` */
export function figureList(id, figures) {
  byId(id).replaceChildren(...figures.map(([name, value]) => {
    const figure = element('div', element('dt', name));
    figure.append(element('dd', value, 'values'));
    return figure;
  }));
}

/** @param columns of `{head, cell, number, look}`; a cell is text or a node, and the first one of a row is its heading */
export function table(id, caption, columns, rows) {
  const made = document.createElement('table');
  made.createCaption().textContent = caption;
  const head = made.createTHead().insertRow();
  columns.forEach(column => {
    // a heading that says nothing is none
    const cell = element(column.head ? 'th' : 'td', column.head, column.number ? 'number' : '');
    if (column.head) {
      cell.scope = 'col';
    }
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
  place.setAttribute('role', 'group');
  place.setAttribute('aria-label', caption);
}

export function options(id, groups, chosen) {
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

/** @throws an error with the status of an answer that is no success */
export async function ask(path) {
  const response = await fetch(path, {
    headers: {Accept: 'application/json, application/problem+json'},
    signal: AbortSignal.timeout(PATIENCE_MILLIS),
  });
  if (!response.ok) {
    throw Object.assign(new Error(path), {status: response.status});
  }
  return response.json();
}

/** Null for an answer that there is no such thing. */
export async function askIfThere(path) {
  try {
    return await ask(path);
  } catch (problem) {
    if (problem.status === 404) {
      return null;
    }
    throw problem;
  }
}
