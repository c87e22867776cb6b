/** What the desktop's page says. */

import { choose } from '../shared/language.js';

const en = {
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
