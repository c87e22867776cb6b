/**
 * The language that a page speaks: the first of the browser's languages that there is, else English.
 *
 * A page's words are tables with the same keys, one for each language. A word is a text, or a function that makes one.
 */

const OTHERWISE = 'en';

/**
 * Chooses among a page's tables.
 *
 * @template {object} T
 * @param {{en: T, zh: T}} tables by the language's code (ISO 639-1)
 * @param {readonly string[]} preferred language tags (BCP 47), the most welcome first
 * @returns {T}
 */
export function choose(tables, preferred = globalThis.navigator?.languages ?? []) {
  return tables[language(Object.keys(tables), preferred)];
}

/**
 * @param {readonly string[]} available languages' codes
 * @param {readonly string[]} preferred language tags
 * @returns {string} one of those that are available
 */
export function language(available, preferred = globalThis.navigator?.languages ?? []) {
  const codes = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
  return codes.find((code) => available.includes(code)) ?? OTHERWISE;
}

/** Which property or attribute of an element each kind of word goes into. */
const PLACES = {
  text: (element, word) => { element.textContent = word; },
  label: (element, word) => element.setAttribute('aria-label', word),
  hint: (element, word) => element.setAttribute('placeholder', word),
  title: (element, word) => element.setAttribute('title', word),
};

/**
 * Puts words where the page's elements ask for them: `data-text="key"`, `data-label="key"` (for screen readers),
 * `data-hint="key"` (what an empty field shows), `data-title="key"`. Says which language the page speaks.
 *
 * @param {object} words a chosen table
 * @param {ParentNode} root where to look
 * @throws {RangeError} if a word is missing
 */
export function fill(words, root = document) {
  document.documentElement.lang = language(['en', 'zh']) === 'zh' ? 'zh-CN' : 'en';
  for (const [kind, put] of Object.entries(PLACES)) {
    for (const element of root.querySelectorAll(`[data-${kind}]`)) {
      const word = words[element.dataset[kind]];
      if (typeof word !== 'string') {
        throw new RangeError(`No word for data-${kind}="${element.dataset[kind]}"`);
      }
      put(element, word);
    }
  }
}
