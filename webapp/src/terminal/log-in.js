import {
  AuthenticationFailureMessage, AuthenticationInfoRequestMessage, AuthenticationInfoResponseMessage,
  AuthenticationRequestMessage, AuthenticationSuccessMessage, PasswordRequestMessage, PublicKeyRequestMessage,
} from '@microsoft/dev-tunnels-ssh/messages/authenticationMessages.js';
import { SshProtocolExtensionNames } from '@microsoft/dev-tunnels-ssh/sshSessionConfiguration.js';
import { Buffer } from 'buffer';
import { AuthenticationBanner, PasswordChangeRequest } from './messages.js';
import { concat, string } from './wire.js';

const CONNECTION = 'ssh-connection';

/** What a server has answered: <code>in</code>, <code>partly</code> (it wants more), <code>no</code>, <code>expired</code>. */

/** The session is over, and with it the log-in. */
export class LogInEndedError extends Error {}

/**
 * The log-in of one user to one server (RFC 4252, RFC 4256). The user name stays the same: servers hang up when it
 * changes. One attempt at a time.
 */
export class LogIn {
  #session;
  #user;
  #attempt = null;
  #ask = null;
  #banner;

  /** The methods with which the log-in can go on, as the server last said, or null when it has not been asked. */
  methods = null;

  /**
   * @param {import('./secure-session.js').SecureSession} session encrypted, its host key accepted
   * @param {string} user
   * @param {(text: string) => void} banner is given what the server says before the log-in
   */
  constructor(session, user, banner) {
    this.#session = session;
    this.#user = user;
    this.#banner = banner;
    session.onClosed(() => this.#attempt?.reject(new LogInEndedError()));
  }

  /** Begins, and asks the server for its methods. Some servers let users in for their name alone. */
  async begin() {
    await this.#session.beginAuthentication((message) => this.#received(message));
    return this.#try('none', this.#request(new AuthenticationRequestMessage(), 'none'));
  }

  /** Tries a password. */
  password(password) {
    const request = this.#request(new PasswordRequestMessage(), 'password');
    request.password = password;
    return this.#try('password', request);
  }

  /**
   * Lets the server ask what it likes.
   *
   * @param {(round: {name: string, instruction: string, prompts: {prompt: string, echo: boolean}[]})
   *   => Promise<string[]>} ask answers one round of questions, of which there may be none
   */
  prompts(ask) {
    this.#ask = ask;
    return this.#try('keyboard-interactive', new InteractiveRequest(this.#user));
  }

  /**
   * Tries a private key.
   *
   * @param {import('./user-key.js').UserKey} key
   */
  async key(key) {
    const known = this.#session.protocolExtensions?.get(SshProtocolExtensionNames.serverSignatureAlgorithms)?.split(',');
    const algorithm = key.algorithms.find((name) => known?.includes(name)) ?? key.algorithms[0];
    const request = this.#request(new PublicKeyRequestMessage(), 'publickey');
    request.keyAlgorithmName = algorithm;
    request.publicKey = Buffer.from(key.blob);
    const signed = concat(
      string(this.#session.sessionId),
      Uint8Array.of(request.messageType),
      string(this.#user),
      string(CONNECTION),
      string('publickey'),
      Uint8Array.of(1),
      string(algorithm),
      string(key.blob));
    request.signature = Buffer.from(await key.sign(algorithm, signed));
    return this.#try('publickey', request);
  }

  #request(request, method) {
    request.username = this.#user;
    request.serviceName = CONNECTION;
    request.methodName = method;
    return request;
  }

  #try(method, request) {
    if (this.#session.isClosed) {
      return Promise.reject(new LogInEndedError());
    }
    return new Promise((resolve, reject) => {
      this.#attempt = { resolve, reject };
      this.#session.expectAnswerTo(method);
      this.#session.sendMessage(request).catch(() => reject(new LogInEndedError()));
    });
  }

  #received(message) {
    if (message instanceof AuthenticationBanner) {
      this.#banner(message.text);
    } else if (message instanceof AuthenticationInfoRequestMessage) {
      // Not waited for: while the user thinks, the server may hang up.
      this.#answer(message);
    } else if (message instanceof AuthenticationSuccessMessage && this.#attempt) {
      this.#session.authenticated();
      this.#answered('in');
    } else if (message instanceof AuthenticationFailureMessage) {
      this.methods = message.methodNames;
      this.#answered(message.partialSuccess ? 'partly' : 'no');
    } else if (message instanceof PasswordChangeRequest) {
      this.#answered('expired');
    }
  }

  #answered(outcome) {
    this.#attempt?.resolve(outcome);
    this.#attempt = null;
    this.#ask = null;
  }

  async #answer({ name, instruction, prompts }) {
    const attempt = this.#attempt;
    const answers = prompts.length === 0 && !name && !instruction ? [] : await this.#ask({ name, instruction, prompts });
    if (attempt === null || attempt !== this.#attempt) {
      return;
    }
    const response = new AuthenticationInfoResponseMessage();
    response.responses = answers;
    await this.#session.sendMessage(response).catch(() => attempt.reject(new LogInEndedError()));
  }
}

/** Asks for questions (RFC 4256, section 3.1); the library leaves out the last two fields. */
class InteractiveRequest extends AuthenticationRequestMessage {
  constructor(user) {
    super();
    this.username = user;
    this.serviceName = CONNECTION;
    this.methodName = 'keyboard-interactive';
  }

  onWrite(writer) {
    super.onWrite(writer);
    writer.writeString('');
    writer.writeString('');
  }
}
