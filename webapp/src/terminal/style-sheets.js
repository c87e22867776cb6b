/**
 * Lets xterm.js live under `style-src 'self'`. It puts its styles into `<style>` elements and `style` attributes, which that
 * policy forbids, and has no setting for it. What is set through the CSSOM is not forbidden, and comes to the same.
 */

/** From now on, what this page's scripts take for style elements and style attributes goes through the CSSOM. */
export function useStyleSheets() {
  const create = document.createElement;
  document.createElement = function createElement(name, options) {
    return name === 'style' ? standIn(create.call(document, 'template')) : create.call(document, name, options);
  };
  HTMLSpanElement.prototype.setAttribute = function setAttribute(name, value) {
    if (name === 'style') {
      this.style.cssText = value;
    } else {
      Element.prototype.setAttribute.call(this, name, value);
    }
  };
}

/** An element that shows nothing and whose text is a style sheet for as long as it is there. */
function standIn(element) {
  const sheet = new CSSStyleSheet();
  let text = '';
  document.adoptedStyleSheets.push(sheet);
  Object.defineProperty(element, 'textContent', {
    get: () => text,
    set(css) {
      text = css;
      sheet.replaceSync(css);
    },
  });
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    Element.prototype.remove.call(element);
  };
  return element;
}
