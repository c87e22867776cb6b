/** What the desktop's page says. */

import { choose } from '../shared/language.js';

const en = {
  bar: 'Desktop tools',
  settings: 'Display',
  clipboard: 'Clipboard',
  keyboard: 'Keyboard',
  ctrlAltDel: 'Send Ctrl-Alt-Del',
  viewOnly: 'View only',
  drag: 'Move the picture',
  fullScreen: 'Full screen',
  more: 'More tools',
  desktop: 'Remote desktop',
  shortcut: 'Ctrl+Alt+Shift leads from the desktop to the tools, and back.',

  size: 'Size',
  fit: 'Fit to the window',
  full: 'Full size',
  resize: 'Resize the desktop to the window, where it can',
  quality: 'Picture',
  fast: 'Fast: least data',
  balanced: 'Balanced',
  sharp: 'Sharp: most data',

  automatic: 'Exchange by itself',
  byHand: 'This browser does not let a page do that. Use the fields below.',
  fromDesktop: 'Copied on the desktop',
  toDesktop: 'For the desktop',
  copy: 'Copy',
  copied: 'Copied.',
  copyYourself: 'The browser does not let this page copy. The text is selected: copy it by hand.',
  send: 'Send to the desktop',
  sent: 'Sent. Paste it there.',

  extraKeys: 'Keys',
  typeHere: 'Type here for the desktop',
  left: 'Left',
  up: 'Up',
  down: 'Down',
  right: 'Right',

  loginAsked: 'The desktop asks for a log-in',
  userName: 'User name',
  password: 'Password',
  machine: 'Name of the machine',
  logIn: 'Log in',
  rightDesktop: 'Is this the right desktop?',
  identifies: 'It identifies itself with this key. Go on only if you expect it.',
  goOn: 'Go on',
  loginFailed: ['The desktop refused the log-in', 'What you typed was not accepted. Check the password and try again.'],
  notUnderstood: ['This is not a desktop that can be shown',
    'The viewer did not understand what the computer behind this route sent.'],
  needsHttps: ['This desktop needs https',
    'Its log-in uses encryption that browsers offer only to pages that came over https.'],
};

/** @type {typeof en} */
const zh = {
  bar: '桌面工具',
  settings: '显示',
  clipboard: '剪贴板',
  keyboard: '键盘',
  ctrlAltDel: '发送 Ctrl-Alt-Del',
  viewOnly: '仅查看',
  drag: '移动画面',
  fullScreen: '全屏',
  more: '更多工具',
  desktop: '远程桌面',
  shortcut: 'Ctrl+Alt+Shift 可从桌面转到工具栏，再按一次返回。',

  size: '大小',
  fit: '适合窗口',
  full: '实际大小',
  resize: '让桌面随窗口改变大小（如果桌面支持）',
  quality: '画质',
  fast: '快速：数据最少',
  balanced: '均衡',
  sharp: '清晰：数据最多',

  automatic: '自动同步',
  byHand: '此浏览器不允许页面这样做。请使用下面的文本框。',
  fromDesktop: '桌面上复制的内容',
  toDesktop: '要发送的文本',
  copy: '复制',
  copied: '已复制。',
  copyYourself: '浏览器不允许此页面复制。文本已选中：请手动复制。',
  send: '发送到桌面',
  sent: '已发送。请在桌面上粘贴。',

  extraKeys: '按键',
  typeHere: '在此输入，发送到桌面',
  left: '左',
  up: '上',
  down: '下',
  right: '右',

  loginAsked: '桌面要求登录',
  userName: '用户名',
  password: '密码',
  machine: '计算机名称',
  logIn: '登录',
  rightDesktop: '这是正确的桌面吗？',
  identifies: '它用此密钥表明身份。只有在与您预期的一致时才继续。',
  goOn: '继续',
  loginFailed: ['桌面拒绝了登录', '您输入的内容未被接受。请检查密码后重试。'],
  notUnderstood: ['这不是可以显示的桌面', '查看器无法理解此路由后面的计算机发送的内容。'],
  needsHttps: ['此桌面需要 https', '它的登录所用的加密，浏览器只提供给通过 https 打开的页面。'],
};

export const tables = { en, zh };

export const words = choose(tables);
