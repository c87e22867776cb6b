/** Amounts as a person reads them. Pure. */

import { choose } from './language.js';

const SIZES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const TIMES = { en: ['d', 'h', 'min', 's'], zh: ['天', '小时', '分', '秒'] };

/**
 * @param {number} bytes at least 0
 * @returns {string} such as `0 B`, `1.5 MiB`
 */
export function size(bytes) {
  let amount = bytes;
  let unit = 0;
  while (amount >= 1000 && unit < SIZES.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || amount >= 100 ? 0 : 1;
  return `${amount.toFixed(digits)} ${SIZES[unit]}`;
}

/**
 * @param {number} bytes a second
 * @returns {string} such as `1.5 MiB/s`
 */
export function rate(bytes) {
  return `${size(bytes)}/s`;
}

/**
 * @param {number} seconds at least 0
 * @param {readonly string[]} units of days, hours, minutes and seconds
 * @returns {string} its two largest parts, such as `12 s`, `3 min 5 s`, `2 d 4 h`
 */
export function span(seconds, units = choose(TIMES)) {
  const whole = Math.floor(seconds);
  const amounts = [Math.floor(whole / 86400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  const parts = amounts.map((amount, index) => [amount, units[index]]);
  const first = parts.findIndex(([amount]) => amount > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([amount]) => amount > 0);
  return shown.map((part) => part.join(' ')).join(' ');
}

/**
 * @param {number} seconds
 * @returns {string} in milliseconds
 */
export function milliseconds(seconds) {
  const amount = seconds * 1000;
  return `${amount.toFixed(amount < 10 ? 1 : 0)} ms`;
}
