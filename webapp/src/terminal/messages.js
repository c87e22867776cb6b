import { AuthenticationMessage } from '@microsoft/dev-tunnels-ssh/messages/authenticationMessages.js';
import { ChannelRequestMessage } from '@microsoft/dev-tunnels-ssh/messages/connectionMessages.js';
import { Buffer } from 'buffer';

/** Messages of SSH that the library does not know. */

/** What a server has to say before the log-in (RFC 4252, section 5.4). */
export class AuthenticationBanner extends AuthenticationMessage {
  static NUMBER = 53;

  get messageType() {
    return AuthenticationBanner.NUMBER;
  }

  onRead(reader) {
    this.text = reader.readString('utf8');
    reader.readString('utf8');
  }
}

/** The server wants another password before it lets anybody in (RFC 4252, section 8). */
export class PasswordChangeRequest extends AuthenticationMessage {
  static NUMBER = 60;

  get messageType() {
    return PasswordChangeRequest.NUMBER;
  }

  onRead(reader) {
    this.prompt = reader.readString('utf8');
    reader.readString('utf8');
  }
}

/** Terminal modes: IUTF8 (42) is set to 1, and the list ends (RFC 8160). */
const MODES = [42, 0, 0, 0, 1, 0];

/** Asks for a terminal (RFC 4254, section 6.2). */
export class TerminalRequest extends ChannelRequestMessage {
  constructor({ columns, rows }) {
    super();
    this.requestType = 'pty-req';
    this.wantReply = true;
    this.columns = columns;
    this.rows = rows;
  }

  onWrite(writer) {
    super.onWrite(writer);
    writer.writeString('xterm-256color');
    writeSize(writer, this);
    writer.writeBinary(Buffer.from(MODES));
  }
}

/** Says that the terminal's size is another one (RFC 4254, section 6.7). */
export class WindowChange extends ChannelRequestMessage {
  constructor({ columns, rows }) {
    super();
    this.requestType = 'window-change';
    this.wantReply = false;
    this.columns = columns;
    this.rows = rows;
  }

  onWrite(writer) {
    super.onWrite(writer);
    writeSize(writer, this);
  }
}

function writeSize(writer, { columns, rows }) {
  writer.writeUInt32(columns);
  writer.writeUInt32(rows);
  // The size in pixels, which no program needs here.
  writer.writeUInt32(0);
  writer.writeUInt32(0);
}
