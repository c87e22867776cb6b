import { ChannelOpenMessage, ChannelRequestMessage } from '@microsoft/dev-tunnels-ssh/messages/connectionMessages.js';
import { SshDisconnectReason } from '@microsoft/dev-tunnels-ssh/messages/transportMessages.js';
import { Buffer } from 'buffer';
import { TerminalRequest, WindowChange } from './messages.js';

/** How much output may be under way and not yet drawn. */
const WINDOW_BYTES = 1024 * 1024;

/** The server does not give what was asked for, such as a terminal. */
export class ShellRefusedError extends Error {}

/**
 * A shell with a terminal, on a session that is logged in.
 *
 * What comes from it counts as received only once it is drawn, so a server waits for a slow screen. What is typed goes out
 * in such pieces as the server has room for. The library's own waiting for room would wait amid its other work: a question
 * of the server's that comes meanwhile then stops everything.
 */
export class Shell {
  #session;
  #channel;
  #undrawn = 0;
  #input = [];
  #sending = false;

  constructor(session, channel) {
    this.#session = session;
    this.#channel = channel;
    /**
     * Resolves when the shell is over.
     *
     * @type {Promise<{status?: number, signal?: string}>}
     */
    this.ended = new Promise((resolve) => {
      channel.onClosed(({ exitStatus, exitSignal, error }) => {
        // With an error it is the session that is over.
        if (!error) {
          resolve({ status: exitStatus, signal: exitSignal });
        }
      });
    });
    session.onWindowOpened = () => this.#send();
  }

  /**
   * Opens one.
   *
   * @param {import('./secure-session.js').SecureSession} session
   * @param {{columns: number, rows: number}} size
   * @param {(bytes: Uint8Array, drawn: () => void) => void} draw
   * @throws {ShellRefusedError}
   */
  static async open(session, size, draw) {
    const opening = new ChannelOpenMessage();
    opening.channelType = 'session';
    opening.maxWindowSize = WINDOW_BYTES;
    const channel = await session.openChannel(opening).catch((error) => {
      throw new ShellRefusedError(error.message);
    });
    const shell = new Shell(session, channel);
    channel.onDataReceived((data) => shell.#received(data, draw));
    channel.onExtendedDataReceived(({ data }) => shell.#received(data, draw));
    if (!await channel.request(new TerminalRequest(size)) || !await channel.request(shellRequest())) {
      throw new ShellRefusedError();
    }
    return shell;
  }

  /** Sends what the user has typed or pasted. */
  type(bytes) {
    this.#input.push(bytes);
    this.#send();
  }

  /** Tells the shell of the screen's new size. */
  resize(size) {
    if (!this.#channel.isClosed) {
      this.#channel.request(new WindowChange(size)).catch(ignored);
    }
  }

  #received(data, draw) {
    const { length } = data;
    this.#undrawn += length;
    if (this.#undrawn > WINDOW_BYTES) {
      this.#session.close(SshDisconnectReason.protocolError, 'More than the window was sent.');
      return;
    }
    // The library uses the bytes' place again for the next message.
    draw(Uint8Array.from(data), () => {
      this.#undrawn -= length;
      this.#channel.adjustWindow(length);
    });
  }

  async #send() {
    if (this.#sending) {
      return;
    }
    this.#sending = true;
    try {
      while (this.#input.length > 0 && !this.#channel.isClosed) {
        const room = Math.min(this.#channel.remoteWindowSize, this.#channel.maxPacketSize);
        if (room === 0) {
          return;
        }
        const piece = this.#input[0].subarray(0, room);
        await this.#channel.send(Buffer.from(piece));
        this.#taken(piece.length);
      }
    } catch {
      // The session is over, which is said elsewhere.
    } finally {
      this.#sending = false;
    }
  }

  #taken(count) {
    const rest = this.#input[0].subarray(count);
    if (rest.length > 0) {
      this.#input[0] = rest;
    } else {
      this.#input.shift();
    }
  }
}

function shellRequest() {
  const request = new ChannelRequestMessage();
  request.requestType = 'shell';
  request.wantReply = true;
  return request;
}

function ignored() {
  // The session is over, which is said elsewhere.
}
