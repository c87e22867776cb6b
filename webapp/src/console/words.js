/** What the console's page says. */

import { size } from '../shared/amounts.js';
import { choose } from '../shared/language.js';

const number = (value, language) => value.toLocaleString(language);

const en = {
  bar: 'Console tools',
  copyAll: 'Copy everything',
  save: 'Save as a text file',
  clear: 'Clear',
  close: 'Close the connection',
  more: 'More tools',

  transcript: 'Sent and received',
  view: 'Show',
  asText: 'Text',
  asHex: 'Hex',
  asBoth: 'Text and hex',
  newest: 'To the newest',
  counts: (sent, received) => `Sent ${counted(sent, 'en')} · received ${counted(received, 'en')}`,
  dropped: (lines, bytes) => `${number(lines, 'en')} older ${lines === 1 ? 'line was' : 'lines were'} dropped `
    + `(${size(bytes)}): only the newest are kept.`,
  sent: 'sent',
  received: 'received',
  note: 'note',

  mode: 'Send',
  lineEnd: 'Line end',
  none: 'None',
  byItself: 'Reconnect by itself',
  field: 'What to send',
  hexHint: 'For instance 50 49 4e 47 0d 0a',
  textHint: 'For instance PING',
  send: 'Send',
  keysHint: 'Enter sends, Shift+Enter begins a new line, the up and down arrows bring back what was sent.',

  notHex: (at, found) => `“${found}” at position ${at} is no hex digit. Write bytes as two of 0–9 and a–f each.`,
  halfByte: (at, found) => `The byte at the end of “${found}” (position ${at}) has one digit only. Each byte has two.`,
  nothing: 'There is nothing to send: no byte, and no line end.',
  notOpen: 'Not connected: nothing was sent.',

  opened: (address) => `Opened ${address}`,
  closing: 'Closing, as you asked',
  closedHere: ['Closed', 'You closed the connection.'],
  closedFacts: (code, reason, clean, seconds) => `Closed: code ${code}, `
    + `${reason ? `reason “${reason}”` : 'no reason'}, ${clean ? 'clean' : 'not clean'}, open for ${seconds} s`,
  neverOpened: 'The WebSocket never opened',
  answered: (status, title, detail) => `A plain request for this route is answered with status ${status}`
    + `${title ? `: ${title}` : ''}${detail ? `. ${detail}` : ''}`,
  answeredRedirect: 'A plain request for this route is led to another page, perhaps to a log-in',
  answeredNothing: 'A plain request for this route is not answered either',

  copied: 'Copied.',
  notCopied: 'The browser does not let this page copy. Save it as a text file.',
};

/** @type {typeof en} */
const zh = {
  bar: '控制台工具',
  copyAll: '全部复制',
  save: '保存为文本文件',
  clear: '清空',
  close: '关闭连接',
  more: '更多工具',

  transcript: '已发送和已接收',
  view: '显示',
  asText: '文本',
  asHex: '十六进制',
  asBoth: '文本和十六进制',
  newest: '转到最新',
  counts: (sent, received) => `已发送 ${countedInChinese(sent)} · 已接收 ${countedInChinese(received)}`,
  dropped: (lines, bytes) => `已丢弃 ${number(lines, 'zh')} 行较早的内容（${size(bytes)}）：只保留最新的内容。`,
  sent: '已发送',
  received: '已接收',
  note: '说明',

  mode: '发送',
  lineEnd: '行尾',
  none: '无',
  byItself: '自动重新连接',
  field: '要发送的内容',
  hexHint: '例如 50 49 4e 47 0d 0a',
  textHint: '例如 PING',
  send: '发送',
  keysHint: 'Enter 发送，Shift+Enter 换行，上下箭头调出已发送的内容。',

  notHex: (at, found) => `第 ${at} 个字符“${found}”不是十六进制数字。每个字节写作两个 0–9 或 a–f。`,
  halfByte: (at, found) => `“${found}”末尾的字节（第 ${at} 个字符）只有一个数字。每个字节有两个。`,
  nothing: '没有可发送的内容：没有字节，也没有行尾。',
  notOpen: '未连接：没有发送任何内容。',

  opened: (address) => `已打开 ${address}`,
  closing: '正在按您的要求关闭',
  closedHere: ['已关闭', '您关闭了连接。'],
  closedFacts: (code, reason, clean, seconds) => `已关闭：代码 ${code}，${reason ? `原因“${reason}”` : '无原因'}，`
    + `${clean ? '正常关闭' : '非正常关闭'}，打开了 ${seconds} 秒`,
  neverOpened: 'WebSocket 从未打开',
  answered: (status, title, detail) => `对此路由的普通请求返回状态 ${status}${title ? `：${title}` : ''}${detail ? `。${detail}` : ''}`,
  answeredRedirect: '对此路由的普通请求被引到另一个页面，可能是登录页面',
  answeredNothing: '对此路由的普通请求也没有应答',

  copied: '已复制。',
  notCopied: '浏览器不允许此页面复制。请保存为文本文件。',
};

function counted({ messages, bytes }, language) {
  return `${number(messages, language)} ${messages === 1 ? 'message' : 'messages'}, ${size(bytes)}`;
}

function countedInChinese({ messages, bytes }) {
  return `${number(messages, 'zh')} 条消息，${size(bytes)}`;
}

export const tables = { en, zh };

export const words = choose(tables);
