import { AuthenticationMessage } from '@microsoft/dev-tunnels-ssh/messages/authenticationMessages.js';
import { ChannelWindowAdjustMessage, SshChannelOpenFailureReason } from '@microsoft/dev-tunnels-ssh/messages/connectionMessages.js';
import { KeyExchangeDhReplyMessage, KeyExchangeInitMessage, KeyExchangeMessage, NewKeysMessage } from '@microsoft/dev-tunnels-ssh/messages/kexMessages.js';
import { DisconnectMessage, ServiceRequestMessage, UnimplementedMessage } from '@microsoft/dev-tunnels-ssh/messages/transportMessages.js';
import { ConnectionService } from '@microsoft/dev-tunnels-ssh/services/connectionService.js';
import { SshClientSession } from '@microsoft/dev-tunnels-ssh/sshClientSession.js';
import { KeyExchange, SERVER_IS_STRICT } from './key-exchange.js';

/** The server broke the protocol, or somebody on the way has changed what it sent. */
export class ProtocolError extends Error {}

/** The server has hung up, and said why. */
export class DisconnectedError extends Error {}

/**
 * The library's session, with what it leaves to be wished for: strict key exchange; a key exchange that the server asks
 * for; one and the same host key for all of the session; nothing that the server opens; and the messages of the log-in
 * given to whoever logs in.
 */
export class SecureSession extends SshClientSession {
  #strict = false;
  #messages = 0;
  #keysUsed = false;
  #hostKey = null;
  #authentication = () => {};
  #windowOpened = () => {};
  #lastSent = Promise.resolve();

  /** Why the server has hung up, in its own words, or null. */
  farewell = null;

  constructor(configuration) {
    super(configuration);
    this.kexService = new KeyExchange(this);
    this.onChannelOpening((event) => {
      if (event.isRemoteRequest) {
        event.failureReason = SshChannelOpenFailureReason.administrativelyProhibited;
      }
    });
  }

  /** The key that the server has proved to have, as it sent it, once the session is encrypted. */
  get hostKeyBlob() {
    return this.#hostKey;
  }

  /** Begins to talk of a log-in: from now on its messages go to the listener. */
  async beginAuthentication(listener) {
    this.#authentication = listener;
    const request = new ServiceRequestMessage();
    request.serviceName = 'ssh-userauth';
    await this.sendMessage(request);
  }

  /** Tells the session that the server has let the user in. */
  authenticated() {
    this.principal = {};
    this.activateService(ConnectionService);
  }

  /** Says which method a message of the log-in belongs to, for one number stands for several. */
  expectAnswerTo(method) {
    this.protocol.messageContext = method;
  }

  /** What is done each time that the server takes more of a channel. */
  set onWindowOpened(listener) {
    this.#windowOpened = listener;
  }

  /**
   * One message after another: a message that waits within the library for its turn could follow the first message of a
   * key exchange, where nothing else may be.
   */
  sendMessage(message, cancellation) {
    const sent = this.#lastSent.then(() => super.sendMessage(message, cancellation));
    this.#lastSent = sent.catch(() => {});
    return sent;
  }

  async handleMessage(message, cancellation) {
    this.#check(message);
    if (message instanceof DisconnectMessage) {
      this.farewell = message.description ?? '';
      if (!this.isConnected) {
        throw new DisconnectedError(this.farewell);
      }
    }
    if (message instanceof AuthenticationMessage) {
      await this.#authentication(message);
      return;
    }
    if (message instanceof KeyExchangeInitMessage && !this.kexService.exchanging) {
      // The server wants other keys, which the library only does of its own accord.
      const [ours] = await this.kexService.startKeyExchange(false);
      await this.sendMessage(ours);
    }
    await super.handleMessage(message, cancellation);
    if (message instanceof ChannelWindowAdjustMessage) {
      this.#windowOpened();
    }
  }

  async handleNewKeysMessage(message, cancellation) {
    if (this.#strict) {
      // Both count from 0 again: ours were last sent before theirs came, and nothing of ours has followed.
      this.protocol.inboundPacketSequence = 0;
      this.protocol.outboundPacketSequence = 0;
    }
    this.#keysUsed = true;
    await super.handleNewKeysMessage(message, cancellation);
  }

  #check(message) {
    this.#messages++;
    if (message instanceof UnimplementedMessage && !message.rawBytes && message.unimplementedMessageType === undefined) {
      // A packet of no bytes: the library does not look whether anybody has signed it.
      throw new ProtocolError('An empty packet came.');
    }
    if (message instanceof KeyExchangeInitMessage && !this.#keysUsed) {
      this.#strict = message.keyExchangeAlgorithms.includes(SERVER_IS_STRICT);
      if (this.#strict && this.#messages > 1) {
        throw new ProtocolError('Something came before the key exchange.');
      }
    }
    if (this.#strict && !this.#keysUsed && !(message instanceof KeyExchangeMessage || message instanceof DisconnectMessage)) {
      throw new ProtocolError('Something came amid the key exchange.');
    }
    if (message instanceof NewKeysMessage && !this.#hostKey) {
      throw new ProtocolError('The server has not proved who it is.');
    }
    if (message instanceof KeyExchangeDhReplyMessage) {
      this.#sameHostKey(Uint8Array.from(message.hostKey));
    }
  }

  #sameHostKey(blob) {
    if (this.#hostKey && !(blob.length === this.#hostKey.length && blob.every((byte, at) => byte === this.#hostKey[at]))) {
      throw new ProtocolError('The server has changed its key amid the session.');
    }
    this.#hostKey = blob;
  }
}
