/** Lines over time, drawn by uPlot. */

import uPlot from 'uplot';

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** Steps that are round numbers of B, KiB, MiB, GiB, and of sessions. */
const STEPS = [0, 1, 2, 3].flatMap((power) => [1, 2, 5, 10, 20, 50, 100, 200, 500].map((step) => step * 1024 ** power));

/** Whole seconds, as the labels have them: each is another one. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];

/**
 * @typedef {object} Line
 * @property {string} color a CSS variable of the page, such as `--accent`
 * @property {number[]} [dash] its dashes and gaps in pixels; none: one stroke
 */

export class Chart {
  #place;
  #lines;
  #format;
  #plot = null;
  #columns = [[]];

  /**
   * @param {HTMLElement} place where it is drawn, as wide as that is
   * @param {Line[]} lines
   * @param {(value: number) => string} format how the values are written
   */
  constructor(place, lines, format) {
    this.#place = place;
    this.#lines = lines;
    this.#format = format;
    new ResizeObserver(() => this.#fit()).observe(place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
  }

  /**
   * @param {number[][]} columns the times in seconds, then each line's values
   * @param {string} summary what it shows, for whoever does not see it
   */
  show(columns, summary) {
    this.#columns = columns;
    this.#place.setAttribute('aria-label', summary);
    if (this.#plot) {
      this.#plot.setData(columns);
    } else {
      this.#draw();
    }
  }

  #fit() {
    if (this.#plot && this.#place.clientWidth > 0) {
      this.#plot.setSize(this.#extent());
    }
  }

  #extent() {
    return { width: this.#place.clientWidth, height: this.#place.clientHeight };
  }

  #draw() {
    this.#plot?.destroy();
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: color('--ink-soft'),
      grid: { stroke: color('--line'), width: 1 },
      ticks: { show: false },
      font: `12px ${getComputedStyle(document.body).fontFamily}`,
    };
    this.#plot = new uPlot({
      ...this.#extent(),
      cursor: { y: false, drag: { x: false, y: false } },
      legend: { show: false },
      scales: { y: { range: (plot, low, high) => [0, Math.max(high * 1.1, 1)] } },
      axes: [
        { ...axis, size: 32, space: 90, incrs: TIME_STEPS, values: (plot, times) => times.map((time) => TIME.format(time * 1000)) },
        { ...axis, size: 84, incrs: STEPS, values: (plot, values) => values.map(this.#format) },
      ],
      series: [{}, ...this.#lines.map((line) => ({
        stroke: color(line.color),
        width: 2,
        dash: line.dash,
        points: { show: false },
      }))],
    }, this.#columns, this.#place);
  }
}
