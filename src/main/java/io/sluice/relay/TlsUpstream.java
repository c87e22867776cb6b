package io.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A target behind TLS, after the handshake. Confined to the loop's thread, writing too.
 *
 * <p>Bytes may be left here of which the selector knows nothing; while the relay wants to read, this tells it of them
 * as the selector would ({@link #tellOfWhatIsLeft}).
 *
 * <pre>
 *   writing:  open ──end()──► ending ──all is written──► ended    (close_notify is sent; TCP stays open)
 *              └─────error───────┴──► failed
 * </pre>
 */
final class TlsUpstream implements Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(TlsUpstream.class);

    private final SelectorLoop loop;
    private final SelectorLoop.ReadyHandler handler;
    private final SelectionKey key;
    private final TlsRecords records;
    private final SSLEngine engine;
    private final TlsReading reading;

    private boolean readWanted;
    private boolean writeWanted;

    /** Whether a task is on its way that tells of what is left. */
    private boolean telling;

    private boolean endWanted;

    /** Null unless the target takes nothing more. */
    private @Nullable IOException writingFailed;

    /**
     * After the handshake.
     *
     * @param handler told when there is something to read that the selector does not know of
     * @param key of the channel that these records go through
     * @param trouble told of why there is no TLS any more
     */
    TlsUpstream(
            SelectorLoop loop,
            SelectorLoop.ReadyHandler handler,
            SelectionKey key,
            TlsRecords records,
            TlsTrouble trouble) {
        this.loop = loop;
        this.handler = handler;
        this.key = key;
        this.records = records;
        this.engine = records.engine();
        this.reading = new TlsReading(records, this::answer, trouble);
    }

    // ---- reading -------------------------------------------------------------------------------------------------

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            return reading.read(into);
        } finally {
            tellOfWhatIsLeft();
            updateInterest();
        }
    }

    /** What the target has sent wants an answer of the engine's. */
    private void answer() {
        try {
            flush();
        } catch (IOException e) {
            // The relay is told when it writes. What the target still has to say is read nevertheless.
            LOG.debug("The target takes no answer", e);
        }
    }

    private void tellOfWhatIsLeft() {
        if (readWanted && !telling && reading.hasLeft()) {
            telling = true;
            loop.execute(() -> {
                telling = false;
                if (readWanted && reading.hasLeft()) {
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
        readWanted = false;
        reading.drop();
        records.drop();
        key.cancel();
        PlainUpstream.closeQuietly(records.channel());
    }
}
