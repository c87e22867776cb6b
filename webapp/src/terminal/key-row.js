/** The keys that a phone does not have. The control key holds for one letter. */

const find = (id) => document.getElementById(id);

/** @param {import('./screen.js').Screen} screen */
export function useKeyRow(screen) {
  const row = find('keys');
  const control = find('control');
  // The keyboard on the glass stays, for the focus stays where it is.
  row.addEventListener('pointerdown', (event) => event.preventDefault());
  row.addEventListener('click', ({ target }) => {
    const key = target.closest('button');
    if (key === null) {
      return;
    }
    if (key === control) {
      const held = control.ariaPressed !== 'true';
      control.ariaPressed = String(held);
      screen.holdControl(held);
    } else if (key.dataset.arrow) {
      screen.arrow(key.dataset.arrow);
    } else {
      screen.type(key.dataset.send);
    }
    screen.focus();
  });
  screen.onControlUsed = () => { control.ariaPressed = 'false'; };
}
