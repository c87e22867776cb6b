package io.sluice.relay;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a target sends through TLS, decrypted as far as it is asked for. The socket is read for nothing else. Confined
 * to the loop's thread.
 *
 * <pre>
 *   OPEN ──close_notify──► ENDED
 *     └──error, TCP's end without close_notify──► FAILED
 * </pre>
 *
 * Either end is told when all that came before it has been read.
 */
final class TlsReading {
    /**
     * How much more than what is asked for is decrypted in one go: records may hold little, or nothing, for the client.
     */
    private static final int OVERHEAD = 64 * 1024;

    /** So often a target may ask for new keys; and once more for so many bytes. Whoever asks more often is hostile. */
    private static final int FREE_KEYS = 64;

    private static final long BYTES_FOR_KEYS = 1024 * 1024;

    /** Where the target's stream is. */
    private enum State {
        /** More may come. */
        OPEN,
        /** The target has said that this was all. */
        ENDED,
        /** Nothing that comes now could be trusted. */
        FAILED
    }

    private final TlsRecords records;
    private final Runnable answering;
    private final TlsTrouble trouble;
    private State state = State.OPEN;

    /** Why there is nothing more to trust; null unless the stream has failed. */
    private @Nullable IOException failure;

    /**
     * What is decrypted and did not fit where it was asked for; null when there is nothing. Filled, ready to be read.
     */
    private @Nullable ByteBuffer surplus;

    private boolean left;
    private long decrypted;
    private long keysAsked;

    /**
     * After the handshake.
     *
     * @param answering has the engine say what it has to say
     * @param trouble told of why there is no TLS any more
     */
    TlsReading(TlsRecords records, Runnable answering, TlsTrouble trouble) {
        this.records = records;
        this.answering = answering;
        this.trouble = trouble;
        this.left = records.hasReceived();
    }

    /** Whether reading may give something although the socket has nothing. */
    boolean hasLeft() {
        return left;
    }

    /** As {@link Upstream#read}. */
    int read(ByteBuffer into) throws IOException {
        int start = into.position();
        left = false;
        try {
            takeSurplus(into);
            decrypt(into);
        } catch (IOException e) {
            state = State.FAILED;
            failure = e;
            if (e instanceof SSLException) {
                trouble.log(e);
            }
        }
        int count = into.position() - start;
        if (count == 0 && failure != null) {
            throw failure;
        }
        if (count == 0 && state == State.ENDED) {
            return -1;
        }
        left |= state != State.OPEN;
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
            if (!into.hasRemaining() || state != State.OPEN) {
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
                case CLOSED -> state = State.ENDED;
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
        if (into.remaining() >= records.engine().getSession().getApplicationBufferSize()) {
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
        if (status == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
            if (++keysAsked > FREE_KEYS + decrypted / BYTES_FOR_KEYS) {
                // The engine keeps an answer for each that the target does not take.
                throw new SSLException("The target asks for new keys again and again");
            }
            answering.run();
        }
    }

    /** Reads no more, and gives back what is held. */
    void drop() {
        left = false;
        if (surplus != null) {
            records.release(surplus);
            surplus = null;
        }
    }
}
