/**
 * What a person chose for a desktop, and what that means for noVNC. Pure.
 *
 * @typedef {object} Choices
 * @property {'fit' | 'full' | 'resize'} size the desktop is scaled to the window, or shown pixel by pixel, or asked to
 *     take the window's size (and scaled for as long as it does not)
 * @property {'fast' | 'balanced' | 'sharp'} quality
 * @property {boolean} viewOnly neither keys nor clicks nor clipboard
 * @property {boolean} clipboard exchanged by itself, where the browser allows it: only if that was asked for, as the
 *     browser's permission holds for all desktops, and what was copied here is not for each of them
 */

/** noVNC's levels, 0 to 9: of JPEG, and of what is compressed without loss. */
const QUALITIES = {
  fast: { qualityLevel: 2, compressionLevel: 9 },
  balanced: { qualityLevel: 6, compressionLevel: 2 },
  sharp: { qualityLevel: 9, compressionLevel: 2 },
};

const SIZES = {
  fit: { scaleViewport: true, resizeSession: false },
  full: { scaleViewport: false, resizeSession: false },
  resize: { scaleViewport: true, resizeSession: true },
};

/**
 * @param {any} remembered whatever was found
 * @returns {Choices} what of it makes sense, and for the rest what holds at first
 */
export function readChoices(remembered) {
  return {
    size: Object.hasOwn(SIZES, remembered?.size) ? remembered.size : 'fit',
    quality: Object.hasOwn(QUALITIES, remembered?.quality) ? remembered.quality : 'balanced',
    viewOnly: remembered?.viewOnly === true,
    clipboard: remembered?.clipboard === true,
  };
}

/**
 * @param {Choices} choices
 * @param {boolean} touch whether fingers move what does not fit: there are no scroll bars then
 * @returns {object} properties of noVNC's RFB
 */
export function screenSettings({ size, quality, viewOnly }, touch) {
  return { ...SIZES[size], ...QUALITIES[quality], viewOnly, clipViewport: touch && size === 'full' };
}
