import { copyFrom, written } from '../shared/copying.js';
import { Toolbar } from '../shared/toolbar.js';
import { words } from './words.js';

const find = (id) => document.getElementById(id);

/** The search addon counts no further. */
const MOST_FOUND = 1000;

/** What lies around the screen: the bar of tools, the search, copying and pasting where the browser does not help. */
export class Tools {
  #screen;
  #settings;
  #cover;
  #bar = new Toolbar(find('bar'));

  /**
   * @param {import('./screen.js').Screen} screen
   * @param {import('./settings.js').Settings} settings
   * @param {(id: string | null) => void} cover shows one of the page's covers
   */
  constructor(screen, settings, cover) {
    this.#screen = screen;
    this.#settings = settings;
    this.#cover = cover;
    this.#showSettings();
    this.#listen();
    this.#listenToFinder();
    this.#listenToSheets();
  }

  /** Shows the tools, or hides them. */
  set shown(shown) {
    find('bar').hidden = !shown;
    find('paste').hidden = false;
    find('keys').hidden = !shown || !matchMedia('(pointer: coarse), (max-width: 34rem)').matches;
    if (!shown) {
      find('finder').hidden = true;
      find('search').ariaExpanded = 'false';
    }
  }

  /** Takes away what is there for a shell only. */
  readOnly() {
    find('paste').hidden = true;
    find('keys').hidden = true;
  }

  #listen() {
    const actions = {
      copy: () => this.#copy(),
      paste: () => this.#paste(),
      search: () => this.#openFinder(),
      smaller: () => this.#resize(-1),
      larger: () => this.#resize(1),
      theme: () => this.#change(() => this.#settings.nextTheme()),
      reader: () => this.#change(() => { this.#settings.screenReader = !this.#settings.screenReader; }),
    };
    for (const [id, action] of Object.entries(actions)) {
      find(id).addEventListener('click', action);
    }
    find('bar').addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.#bar.close();
        this.#screen.focus();
      }
    });
    document.addEventListener('keydown', (event) => {
      if (!find('bar').hidden && !find('bar').inert && !event.defaultPrevented && this.#handled(event)) {
        event.preventDefault();
      }
    });
    this.#screen.onKey = (event) => !this.#isOurs(event);
  }

  /** Whether a key is not the terminal's. What the browser itself does with it, such as pasting, stays. */
  #isOurs(event) {
    return this.#action(event) !== undefined || (event.ctrlKey && event.shiftKey && event.code === 'KeyV');
  }

  #handled(event) {
    const action = this.#action(event);
    action?.();
    return action !== undefined;
  }

  #action({ ctrlKey, shiftKey, altKey, metaKey, code, key }) {
    if (!ctrlKey || altKey || metaKey) {
      return undefined;
    }
    if (shiftKey && Object.hasOwn(this.#shifted, code)) {
      return this.#shifted[code];
    }
    return Object.hasOwn(this.#plain, key) ? this.#plain[key] : undefined;
  }

  #shifted = {
    KeyC: () => this.#copy(),
    KeyF: () => this.#openFinder(),
    F6: () => this.#bar.focus(),
  };

  #plain = {
    '+': () => this.#resize(1),
    '=': () => this.#resize(1),
    '-': () => this.#resize(-1),
    0: () => this.#resize(0),
  };

  #resize(by) {
    this.#change(() => {
      if (by === 0) {
        this.#settings.forgetFontSize();
      } else {
        this.#settings.fontSize += by;
      }
    });
  }

  #change(setting) {
    setting();
    this.#showSettings();
    this.#screen.apply();
  }

  #showSettings() {
    find('theme').dataset.choice = this.#settings.theme;
    find('theme').querySelector('span').textContent = words.themes[this.#settings.theme];
    find('reader').ariaPressed = String(this.#settings.screenReader);
  }

  /** What is selected; all there is to select from where nothing is. */
  async #copy() {
    const { selection } = this.#screen;
    if (selection !== '' && await written(selection)) {
      this.#screen.focus();
      return;
    }
    find('all-text').value = selection || this.#screen.text;
    this.#cover('copying');
    find('all-text').focus();
    find('all-text').scrollTop = find('all-text').scrollHeight;
  }

  async #paste() {
    let text = null;
    try {
      text = await navigator.clipboard.readText();
    } catch {
      // Not allowed, or not there.
    }
    if (text === null) {
      this.#cover('pasting');
      find('pasted').focus();
    } else {
      this.#screen.paste(text);
      this.#screen.focus();
    }
  }

  #listenToSheets() {
    const leave = () => {
      find('copying-problem').textContent = '';
      find('all-text').value = '';
      find('pasted').value = '';
      this.#cover(null);
      this.#screen.focus();
    };
    for (const id of ['copying', 'pasting']) {
      find(`close-${id}`).addEventListener('click', leave);
      find(id).addEventListener('keydown', (event) => {
        if (event.key === 'Escape') {
          leave();
        }
      });
    }
    find('copying').addEventListener('submit', async (event) => {
      event.preventDefault();
      const field = find('all-text');
      const part = field.value.slice(field.selectionStart, field.selectionEnd);
      if (await (part === '' ? copyFrom(field) : copySelected(field, part))) {
        leave();
      } else {
        find('copying-problem').textContent = words.copyFailed;
      }
    });
    find('pasting').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#screen.paste(find('pasted').value);
      leave();
    });
  }

  #listenToFinder() {
    const sought = find('sought');
    const look = (options) => {
      if (sought.value === '') {
        find('found').textContent = '';
        this.#screen.endSearch();
      } else {
        this.#screen.find(sought.value, options);
      }
    };
    sought.addEventListener('input', () => look({ up: true, incremental: true }));
    sought.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.shiftKey) {
        event.preventDefault();
        look({ up: true });
      }
    });
    find('finder').addEventListener('submit', (event) => {
      event.preventDefault();
      look({ up: false });
    });
    find('previous').addEventListener('click', () => look({ up: true }));
    find('close-finder').addEventListener('click', () => this.#closeFinder());
    find('finder').addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        this.#closeFinder();
      }
    });
    this.#screen.onFound = ({ resultIndex, resultCount }) => {
      find('found').textContent = sought.value === '' ? '' : foundText(resultIndex, resultCount);
    };
    this.#screen.onTooLong = () => { find('found').textContent = words.tooLong; };
  }

  #openFinder() {
    find('finder').hidden = false;
    find('search').ariaExpanded = 'true';
    find('sought').focus();
    find('sought').select();
  }

  #closeFinder() {
    find('finder').hidden = true;
    find('search').ariaExpanded = 'false';
    this.#screen.endSearch();
    this.#screen.focus();
  }
}

function foundText(index, count) {
  if (count === 0) {
    return words.notFound;
  }
  return index < 0 ? words.foundMany(MOST_FOUND) : words.found(index + 1, count);
}

/** Copies what is selected in a field, which keeps the focus where not even the old way is allowed. */
async function copySelected(field, part) {
  field.focus();
  return await written(part) || document.execCommand('copy');
}
