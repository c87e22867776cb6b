/** What the portal says. */

import { choose } from '../shared/language.js';

const en = {
  title: 'Routes – Sluice',
  routes: 'Routes',
  lede: 'What you can reach from here.',
  search: 'Search routes',
  found: (found, all) => `${found} of ${all} routes`,
  nothing: (query) => `No route matches “${query}”.`,
  stale: (problem) => `What you see may be out of date. ${problem} Trying again by itself.`,
  ungrouped: 'Without a group',
  all: 'All routes',

  logIn: 'Log in',
  loading: 'Loading the routes…',
  noneTitle: 'No routes yet',
  none: 'The operator adds them to sluice.yaml. They appear here by themselves.',
  logInTitle: 'Log in to see your routes',
  failedTitle: 'The routes could not be loaded',
  retry: 'Try again',

  open: { vnc: 'Open desktop', ssh: 'Open terminal', console: 'Open console' },
  copy: 'Copy address',
  copied: 'Copied',
  copiedAddress: (address) => `Copied ${address}`,
  addressOf: (title) => `Address of ${title}`,
  copyYourself: 'The browser does not let this page copy. The address is selected: copy it by hand.',

  reachable: 'Reachable',
  unreachable: 'Not reachable',
  notKnown: 'Not checked',
  sessions: (count) => (count === 1 ? '1 session open' : `${count} sessions open`),
  now: (title, state) => `${title}: ${state}`,
};

/** @type {typeof en} */
const zh = {
  title: '路由 – Sluice',
  routes: '路由',
  lede: '您可以从这里访问的目标。',
  search: '搜索路由',
  found: (found, all) => `共 ${all} 条路由，找到 ${found} 条`,
  nothing: (query) => `没有与“${query}”匹配的路由。`,
  stale: (problem) => `显示的内容可能已过时。${problem}正在自动重试。`,
  ungrouped: '未分组',
  all: '全部路由',

  logIn: '登录',
  loading: '正在加载路由…',
  noneTitle: '还没有路由',
  none: '管理员会把路由添加到 sluice.yaml，之后会自动显示在这里。',
  logInTitle: '登录后可查看您的路由',
  failedTitle: '无法加载路由',
  retry: '重试',

  open: { vnc: '打开桌面', ssh: '打开终端', console: '打开控制台' },
  copy: '复制地址',
  copied: '已复制',
  copiedAddress: (address) => `已复制 ${address}`,
  addressOf: (title) => `${title} 的地址`,
  copyYourself: '浏览器不允许此页面复制。地址已选中：请手动复制。',

  reachable: '可访问',
  unreachable: '无法访问',
  notKnown: '未检查',
  sessions: (count) => `${count} 个会话`,
  now: (title, state) => `${title}：${state}`,
};

export const tables = { en, zh };

export const words = choose(tables);
