import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import test from 'node:test';
import { choose, language } from '../src/shared/language.js';

const tables = { en: { yes: 'Yes' }, zh: { yes: '是' } };

for (const [preferred, expected] of [
  [['zh-CN', 'en'], 'zh'], [['zh-Hans-SG'], 'zh'], [['ZH'], 'zh'], [['en-GB', 'zh-CN'], 'en'], [['de-DE', 'zh-CN'], 'zh'],
  [['de-DE'], 'en'], [[], 'en'], [['zha'], 'en'],
]) {
  test(`speaks ${expected} to a browser that likes ${preferred}`, () => {
    assert.equal(language(['en', 'zh'], preferred), expected);
    assert.equal(choose(tables, preferred), tables[expected]);
  });
}

const source = new URL('../src/', import.meta.url);
const files = (await readdir(source, { recursive: true })).filter((file) => basename(file) === 'words.js');
for (const file of files) {
  test(`${file} says everything in both languages`, async () => {
    const { tables: both } = await import(new URL(file, source));
    assert.deepEqual(shape(both.zh), shape(both.en));
  });
}

/** Keys and kinds of words; which statuses need words of ours depends on the language. */
function shape(word, key = '') {
  if (word === null || typeof word !== 'object' || key === 'statuses') {
    return typeof word;
  }
  return Object.fromEntries(Object.keys(word).sort().map((name) => [name, shape(word[name], name)]));
}
