import { SshDataWriter } from '@microsoft/dev-tunnels-ssh/io/sshData.js';
import { BigInt as BigNumber } from '@microsoft/dev-tunnels-ssh/io/bigInt.js';
import { KeyExchangeService } from '@microsoft/dev-tunnels-ssh/services/keyExchangeService.js';
import { SshSession } from '@microsoft/dev-tunnels-ssh/sshSession.js';
import { Buffer } from 'buffer';

/** How a client says that it knows strict key exchange (OpenSSH's PROTOCOL, section 1.9), and how a server says so. */
const CLIENT_IS_STRICT = 'kex-strict-c-v00@openssh.com';
export const SERVER_IS_STRICT = 'kex-strict-s-v00@openssh.com';

/** The server offers nothing for one purpose that the browser could do. */
export class NothingInCommonError extends Error {}

/** The library's key exchange, which also offers strictness and writes the keys of Curve25519 as they must be. */
export class KeyExchange extends KeyExchangeService {
  createKeyExchangeInitMessage() {
    const message = super.createKeyExchangeInitMessage();
    if (this.isInitialExchange) {
      message.keyExchangeAlgorithms = [...message.keyExchangeAlgorithms, CLIENT_IS_STRICT];
    }
    return message;
  }

  /**
   * A cipher that signs what it encrypts needs no MAC, and then it does not matter that there is none in common: careful
   * servers offer only MACs that are not offered here.
   */
  chooseAlgorithm(label, ours, theirs) {
    const { clientEncryption, serverEncryption } = this.exchangeContext;
    const cipher = { ClientHmac: clientEncryption, ServerHmac: serverEncryption }[label];
    if (cipher?.includes('gcm')) {
      return ours[0];
    }
    if (!ours.some((name) => theirs.includes(name))) {
      throw new NothingInCommonError(`${label}: ${theirs.join(', ')}`);
    }
    return super.chooseAlgorithm(label, ours, theirs);
  }

  /**
   * The same as the library's, but that the two public keys are written as the strings that they are (RFC 5656, section
   * 4; RFC 8731, section 3). The library writes numbers, which for the NIST curves come out the same.
   */
  computeExchangeHash(exchange, hostKey, ours, theirs, secret) {
    const writer = new SshDataWriter(Buffer.alloc(2048));
    writer.writeString(SshSession.localVersion.toString());
    writer.writeString(this.session.remoteVersion.toString());
    writer.writeBinary(this.exchangeContext.clientKexInitPayload);
    writer.writeBinary(this.exchangeContext.serverKexInitPayload);
    writer.writeBinary(hostKey);
    writer.writeBinary(ours);
    writer.writeBinary(theirs);
    writer.writeBigInt(BigNumber.fromBytes(secret, { unsigned: true }));
    return exchange.sign(writer.toBuffer());
  }
}
