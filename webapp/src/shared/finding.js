/** What a search field finds. Pure. */

/**
 * @param {string} query words, all of which must be found, in any order
 * @returns {(texts: string[]) => boolean} whether they are found in some texts; an empty query is found everywhere
 */
export function finder(query) {
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  return (texts) => {
    const text = folded(texts.join('\n'));
    return wanted.every((word) => text.includes(word));
  };
}

/** Without regard to case, accents, and full or half width of letters. */
function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
