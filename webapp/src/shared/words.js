/** What more than one page says. */

import { choose } from './language.js';

const en = {
  allRoutes: 'All routes',
  reconnect: 'Reconnect',
  reconnectNow: 'Reconnect now',
  stopTrying: 'Stop trying',
  waiting: 'Waiting to reconnect',
  again: (seconds) => `Trying again in ${seconds} s`,
  againWhenSeen: 'Trying again as soon as this page is visible',
  dialling: 'Trying again…',
  ticketUsed: 'The link that opened this page was good for one session. Ask for a new one where you got it.',
  chooseRoute: 'Choose a route',
  needsScript: 'This page needs JavaScript.',
  connecting: 'Connecting…',
  connected: 'Connected',
  ended: 'Ended',
  code: (code, reason) => (reason ? `Code ${code}: ${reason}` : `Code ${code}`),

  notARoute: 'This is not a route',
  noRoute: 'The address does not name a route.',
  noSlash: 'A route starts with a slash.',
  twoSlashes: 'A route starts with one slash, not with two.',
  backslash: 'A route has no backslash in it.',
  dots: 'A route has no “.” or “..” in it.',

  unreachable: 'The gateway cannot be reached.',
  answeredStatus: (status) => `The gateway answered with status ${status}.`,
  notAList: 'The gateway’s answer is not a list of routes. Perhaps your log-in has run out: reload the page.',

  /** By the reason of a Close frame: heading, text. */
  reasons: {
    'target reset': ['The connection broke off', 'The computer behind this route dropped the connection.'],
    'target refused the connection': ['The computer refused the connection',
      'It can be reached, but nothing accepts connections there. Perhaps the service is not running.'],
    'target unreachable': ['The computer cannot be reached',
      'It may be switched off, or the network on the way to it is down.'],
    'target did not answer in time': ['The computer did not answer',
      'It may be switched off, very busy, or behind a firewall.'],
    'target name not found': ['The computer was not found',
      'Its name is not known. The operator can check this route in sluice.yaml.'],
    'TLS with the target failed': ['The computer could not prove who it is',
      'The gateway found no TLS with it that it trusts. The operator can check this route in sluice.yaml.'],
    'client does not read': ['The session was too slow',
      'This browser did not keep up with the data for too long, so the gateway ended the session.'],
    'idle for too long': ['Ended after a long pause',
      'Nothing happened for a while, so the gateway ended the session.'],
    'longest session time reached': ['The time is up', 'Sessions on this route end after a set time.'],
    'ended by an administrator': ['Ended by an administrator', 'An administrator ended this session.'],
  },
  /** By a Close frame's code (RFC 6455 section 7.4): heading, text. */
  codes: {
    1000: ['The session has ended', 'The computer behind this route closed the connection.'],
    1001: ['The session has ended', 'The gateway went away.'],
    1006: ['The connection was lost', 'The network or the gateway went away in the middle of the session.'],
    1008: ['The gateway ended the session', 'One of its rules does not allow the session to go on.'],
    1011: ['The connection broke off', 'Something went wrong between the gateway and the computer behind this route.'],
    1012: ['The gateway is restarting', 'Wait a moment, then reconnect.'],
    1013: ['There is no room right now', 'The gateway carries as many sessions as it can. Try again later.'],
    1014: ['The computer cannot be reached', 'The gateway could not connect to it.'],
  },
  otherwise: ['The session has ended', 'The gateway gave no reason that is known here.'],
  atOnce: ['The connection was closed at once',
    'The computer behind this route closed the connection before the session began.'],
  silent: ['The gateway cannot be reached', 'Check the network connection, then reconnect.'],
  redirected: ['The gateway wants to know who you are',
    'Your log-in has probably run out. Reload this page to log in again.'],
  notOpened: ['The connection could not be opened',
    'The route is there, but the WebSocket did not come about. Perhaps a proxy on the way does not let WebSockets '
    + 'through, or the gateway was busy for a moment.'],
  /** By HTTP status: heading, text. What the gateway itself says is more precise, where it is in the page's language. */
  statuses: {},
  refused: ['The gateway refused the connection', 'It gave no further explanation.'],
};

/** @type {typeof en} */
const zh = {
  allRoutes: '全部路由',
  reconnect: '重新连接',
  reconnectNow: '立即重新连接',
  stopTrying: '停止尝试',
  waiting: '等待重新连接',
  again: (seconds) => `${seconds} 秒后重试`,
  againWhenSeen: '此页面可见后将立即重试',
  dialling: '正在重试…',
  ticketUsed: '打开此页面的链接只能用于一次会话。请到获得链接的地方重新获取。',
  chooseRoute: '选择路由',
  needsScript: '本页面需要 JavaScript。',
  connecting: '正在连接…',
  connected: '已连接',
  ended: '已结束',
  code: (code, reason) => (reason ? `代码 ${code}：${reason}` : `代码 ${code}`),

  notARoute: '这不是一个路由',
  noRoute: '地址中没有指明路由。',
  noSlash: '路由以斜杠开头。',
  twoSlashes: '路由以一个斜杠开头，而不是两个。',
  backslash: '路由中不能有反斜杠。',
  dots: '路由中不能有“.”或“..”。',

  unreachable: '无法连接到网关。',
  answeredStatus: (status) => `网关返回了状态 ${status}。`,
  notAList: '网关返回的不是路由列表。登录可能已过期：请重新加载页面。',

  reasons: {
    'target reset': ['连接中断', '此路由后面的计算机断开了连接。'],
    'target refused the connection': ['计算机拒绝了连接', '可以访问到它，但没有服务在接受连接。服务可能没有运行。'],
    'target unreachable': ['无法访问该计算机', '它可能已关机，或者通往它的网络不通。'],
    'target did not answer in time': ['计算机没有应答', '它可能已关机、非常繁忙，或者在防火墙后面。'],
    'target name not found': ['找不到该计算机', '无法解析它的名称。管理员可以检查 sluice.yaml 中的此路由。'],
    'TLS with the target failed': ['计算机无法证明自己的身份',
      '网关无法与它建立可信的 TLS 连接。管理员可以检查 sluice.yaml 中的此路由。'],
    'client does not read': ['会话太慢', '浏览器长时间跟不上数据，网关因此结束了会话。'],
    'idle for too long': ['长时间无操作，已结束', '一段时间内没有任何活动，网关因此结束了会话。'],
    'longest session time reached': ['时间到', '此路由上的会话在规定时间后结束。'],
    'ended by an administrator': ['已被管理员结束', '管理员结束了此会话。'],
  },
  codes: {
    1000: ['会话已结束', '此路由后面的计算机关闭了连接。'],
    1001: ['会话已结束', '网关已离开。'],
    1006: ['连接丢失', '网络或网关在会话中途断开。'],
    1008: ['网关结束了会话', '网关的规则不允许会话继续。'],
    1011: ['连接中断', '网关与此路由后面的计算机之间出了问题。'],
    1012: ['网关正在重启', '请稍候，然后重新连接。'],
    1013: ['暂时没有空位', '网关承载的会话已满。请稍后再试。'],
    1014: ['无法访问该计算机', '网关无法连接到它。'],
  },
  otherwise: ['会话已结束', '网关没有给出可识别的原因。'],
  atOnce: ['连接立即被关闭', '会话开始之前，此路由后面的计算机就关闭了连接。'],
  silent: ['无法连接到网关', '请检查网络连接，然后重新连接。'],
  redirected: ['网关需要知道您是谁', '登录可能已过期。请重新加载页面以再次登录。'],
  notOpened: ['无法打开连接', '路由存在，但未能建立 WebSocket。途中的代理可能不允许 WebSocket 通过，或者网关一时繁忙。'],
  statuses: {
    401: ['需要登录', '请登录后打开此路由。'],
    403: ['不允许', '您不能打开此路由。'],
    404: ['没有此路由', '请检查地址，或从列表中选择一个路由。'],
    429: ['次数太多', '请稍候再试。'],
    503: ['网关暂时无法接受', '请稍候再试。'],
  },
  refused: ['网关拒绝了连接', '网关没有给出进一步的说明。'],
};

export const tables = { en, zh };

export const words = choose(tables);
