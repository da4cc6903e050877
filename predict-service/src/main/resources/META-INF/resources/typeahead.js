// A combobox after the ARIA Authoring Practices: the focus stays in the input, the list says which option is meant.
const PAUSE = 120;
const SHORTEST = 2;

/** @param find from a text to a promise of texts; may be aborted by the signal it is given */
export function typeAhead(input, list, {find, say}) {
  let options = [];
  let active = -1;
  let waiting = 0;
  let asking = null;

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    options = [];
    active = -1;
    list.replaceChildren();
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function open(texts) {
    options = texts;
    active = -1;
    list.replaceChildren(...texts.map((text, at) => {
      const option = document.createElement('li');
      option.id = `${list.id}-${at}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.textContent = text;
      option.addEventListener('click', () => take(at));
      return option;
    }));
    list.hidden = texts.length === 0;
    input.setAttribute('aria-expanded', String(texts.length > 0));
    input.removeAttribute('aria-activedescendant');
    say(texts.length);
  }

  function take(at) {
    input.value = options[at];
    close();
  }

  function move(step) {
    const count = options.length;
    // one place more than there are options: that of the input itself
    active = (active + 1 + step + count + 1) % (count + 1) - 1;
    [...list.children].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === active));
    });
    if (active >= 0) {
      input.setAttribute('aria-activedescendant', list.children[active].id);
      list.children[active].scrollIntoView({block: 'nearest'});
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  async function ask() {
    asking?.abort();
    const text = input.value.trim();
    if (text.length < SHORTEST) {
      close();
      return;
    }
    const mine = asking = new AbortController();
    try {
      const found = await find(text, mine.signal);
      if (mine === asking && document.activeElement === input) {
        open(found);
      }
    } catch {
      // aborted, or the service is away: typing goes on without it
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener('blur', close);
  // the input keeps the focus
  list.addEventListener('mousedown', event => event.preventDefault());
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' && list.hidden) {
      event.preventDefault();
      ask();
    } else if (list.hidden) {
      return;
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
  });
  return {close};
}
