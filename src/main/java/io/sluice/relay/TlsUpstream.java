package io.sluice.relay;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A target behind TLS, after the handshake. Confined to the loop's thread, writing too.
 *
 * <p>The socket is read only when the relay reads. Bytes may be left here of which the selector knows nothing; while
 * the relay wants to read, this tells it of them as the selector would ({@link #tellOfWhatIsLeft}).
 *
 * <p>Each direction ends on its own:
 *
 * <pre>
 *   reading:  OPEN ──close_notify──► ENDED       (-1)
 *               └──error, TCP's end without close_notify──► FAILED    (an exception, once all is read)
 *   writing:  OPEN ──end()──► ENDING ──all is written──► ENDED    (close_notify sent; TCP stays open)
 *               └────error────────┴──► FAILED
 * </pre>
 */
final class TlsUpstream implements Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(TlsUpstream.class);

    /**
     * How much more than what is asked for is decrypted in one go: records may hold little, or nothing, for the client.
     */
    private static final int OVERHEAD = 64 * 1024;

    /** So often a target may ask for new keys; and once more for so many bytes. Whoever asks more often is hostile. */
    private static final int FREE_KEYS = 64;

    private static final long BYTES_FOR_KEYS = 1024 * 1024;

    private final SelectorLoop loop;
    private final SelectorLoop.ReadyHandler handler;
    private final SelectionKey key;
    private final TlsRecords records;
    private final SSLEngine engine;
    private final Executor aside;

    private boolean readWanted;
    private boolean writeWanted;

    /**
     * What is decrypted and did not fit where it was asked for; null when there is nothing. Filled, ready to be read.
     */
    private @Nullable ByteBuffer surplus;

    /** Whether reading may give something although the socket has nothing. */
    private boolean left;

    /** Whether a task is on its way that tells so. */
    private boolean telling;

    private long decrypted;
    private long keysAsked;
    private boolean readingEnded;
    private @Nullable IOException readingFailed;
    private boolean endWanted;
    private @Nullable IOException writingFailed;

    /**
     * After the handshake.
     *
     * @param handler told when there is something to read that the selector does not know of
     * @param key of the channel that these records go through
     * @param aside where logs are written
     */
    TlsUpstream(
            SelectorLoop loop,
            SelectorLoop.ReadyHandler handler,
            SelectionKey key,
            TlsRecords records,
            Executor aside) {
        this.loop = loop;
        this.handler = handler;
        this.key = key;
        this.records = records;
        this.engine = records.engine();
        this.aside = aside;
        this.left = records.hasReceived();
    }

    // ---- reading -------------------------------------------------------------------------------------------------

    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        left = false;
        try {
            takeSurplus(into);
            decrypt(into);
        } catch (IOException e) {
            readingFailed = e;
            if (e instanceof SSLException) {
                TlsTrouble.log(aside, e);
            }
        }
        int count = into.position() - start;
        if (count == 0 && readingFailed != null) {
            throw readingFailed;
        }
        if (count == 0 && readingEnded) {
            return -1;
        }
        left |= readingEnded || readingFailed != null;
        tellOfWhatIsLeft();
        updateInterest();
        return count;
    }

    private void takeSurplus(ByteBuffer into) {
        if (surplus == null) {
            return;
        }
        int count = Math.min(surplus.remaining(), into.remaining());
        into.put(into.position(), surplus, surplus.position(), count);
        into.position(into.position() + count);
        surplus.position(surplus.position() + count);
        dropEmptySurplus();
    }

    /** Decrypts until there is no room, nothing more to decrypt, or it is the turn of others. */
    private void decrypt(ByteBuffer into) throws IOException {
        for (int most = into.remaining() + OVERHEAD; most > 0; ) {
            if (!into.hasRemaining() || readingEnded || readingFailed != null) {
                left = surplus != null || records.hasReceived();
                return;
            }
            SSLEngineResult result = decryptRecord(into);
            switch (result.getStatus()) {
                case OK -> {
                    most -= Math.max(1, result.bytesConsumed());
                    decrypted += result.bytesConsumed();
                    answer(result.getHandshakeStatus());
                }
                case CLOSED -> readingEnded = true;
                case BUFFER_UNDERFLOW -> {
                    int count = records.fill();
                    if (count < 0) {
                        throw new EOFException("The target ended its connection in the middle of its TLS stream");
                    }
                    if (count == 0) {
                        return;
                    }
                }
                case BUFFER_OVERFLOW -> throw new IllegalStateException("No room for a record in " + into);
            }
        }
        left = true;
    }

    private SSLEngineResult decryptRecord(ByteBuffer into) throws IOException {
        if (into.remaining() >= engine.getSession().getApplicationBufferSize()) {
            return records.decrypt(into);
        }
        // A throttled read may be smaller than a record, and so may be what is left of a buffer.
        ByteBuffer rest = records.acquire();
        surplus = rest;
        try {
            return records.decrypt(into, rest);
        } finally {
            rest.flip();
            dropEmptySurplus();
        }
    }

    private void dropEmptySurplus() {
        if (surplus != null && !surplus.hasRemaining()) {
            records.release(surplus);
            surplus = null;
        }
    }

    /** A record may be one that the engine has to answer: TLS 1.3 changes keys that way. */
    private void answer(SSLEngineResult.HandshakeStatus status) throws SSLException {
        if (status == SSLEngineResult.HandshakeStatus.NEED_TASK) {
            // TLS 1.2 only. It would need a second handshake in the middle of the stream, and has been abused a lot.
            throw new SSLException("The target asks for a renegotiation");
        }
        if (status != SSLEngineResult.HandshakeStatus.NEED_WRAP || writingFailed != null) {
            return;
        }
        if (++keysAsked > FREE_KEYS + decrypted / BYTES_FOR_KEYS) {
            // The engine keeps an answer for each that the target does not take.
            throw new SSLException("The target asks for new keys again and again");
        }
        try {
            writeOut();
        } catch (IOException e) {
            // What the target still has to say is read nevertheless.
            writingHasFailed(e);
        }
    }

    private void tellOfWhatIsLeft() {
        if (left && readWanted && !telling) {
            telling = true;
            loop.execute(() -> {
                telling = false;
                if (left && readWanted) {
                    handler.ready(SelectionKey.OP_READ);
                }
            });
        }
    }

    // ---- writing -------------------------------------------------------------------------------------------------

    @Override
    public long write(ByteBuffer[] payload) throws IOException {
        if (writingFailed != null) {
            throw writingFailed;
        }
        try {
            return encrypt(payload);
        } catch (IOException e) {
            writingHasFailed(e);
            throw e;
        } finally {
            updateInterest();
        }
    }

    /** Encrypts as much as one buffer holds at a time, and no more before the channel has taken that. */
    private long encrypt(ByteBuffer[] payload) throws IOException {
        long count = 0;
        while (writeOut() && hasRemaining(payload)) {
            do {
                SSLEngineResult result = records.encrypt(payload);
                if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                    // TLS 1.2 knows no half-closed connection. It is as with TCP when the target has closed it.
                    throw new IOException("Broken pipe: the target has ended TLS");
                }
                if (result.bytesProduced() == 0) {
                    throw new SSLException("TLS with the target takes nothing more: " + result.getStatus());
                }
                count += result.bytesConsumed();
            } while (records.hasRoom() && hasRemaining(payload));
        }
        return count;
    }

    private static boolean hasRemaining(ByteBuffer[] payload) {
        // From behind: they are emptied in order.
        for (int i = payload.length - 1; i >= 0; i--) {
            if (payload[i].hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes what is encrypted, then what the engine itself has to say, as far as the channel takes it; returns whether
     * that was all.
     */
    private boolean writeOut() throws IOException {
        while (records.flush()) {
            if (!engineHasToSpeak()) {
                if (!endWanted || engine.isOutboundDone()) {
                    return true;
                }
                engine.closeOutbound();
            }
            if (records.encryptNothing().bytesProduced() == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean engineHasToSpeak() {
        return engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP;
    }

    @Override
    public @Nullable PlainUpstream direct() {
        return null;
    }

    @Override
    public void flush() throws IOException {
        if (writingFailed != null) {
            return;
        }
        try {
            writeOut();
        } catch (IOException e) {
            writingHasFailed(e);
            throw e;
        } finally {
            updateInterest();
        }
    }

    private void writingHasFailed(IOException e) {
        writingFailed = e;
        records.dropUnsent();
    }

    /** Sends close_notify. TCP stays open: many a target would take its end for that of the whole connection. */
    @Override
    public void end() {
        endWanted = true;
        try {
            flush();
        } catch (IOException e) {
            LOG.debug("Ending the stream to a target that is gone", e);
        }
    }

    // ---- both ----------------------------------------------------------------------------------------------------

    @Override
    public void wantRead(boolean wanted) {
        readWanted = wanted;
        tellOfWhatIsLeft();
        updateInterest();
    }

    @Override
    public void wantWrite(boolean wanted) {
        writeWanted = wanted;
        updateInterest();
    }

    private void updateInterest() {
        if (key.isValid()) {
            boolean waiting = writingFailed == null && (records.hasUnsent() || engineHasToSpeak());
            int operations =
                    (readWanted ? SelectionKey.OP_READ : 0) | (writeWanted || waiting ? SelectionKey.OP_WRITE : 0);
            if (key.interestOps() != operations) {
                key.interestOps(operations);
            }
        }
    }

    /**
     * Ends TLS in order, as far as the channel takes that at once; but not where more was to be written, since the
     * target would take what it has got for all.
     */
    @Override
    public void close() {
        try {
            if (!writeWanted) {
                end();
            }
        } catch (RuntimeException e) {
            LOG.debug("TLS with a target could not be ended in order", e);
        }
        left = false;
        readWanted = false;
        records.drop();
        if (surplus != null) {
            records.release(surplus);
            surplus = null;
        }
        key.cancel();
        PlainUpstream.closeQuietly(records.channel());
    }
}
