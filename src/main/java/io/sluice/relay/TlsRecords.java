package io.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A TLS engine, the channel below it, and the records on their way between the two. Holds a buffer for either direction
 * only while there are bytes in it. Confined to the loop's thread.
 */
final class TlsRecords {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final BufferPool buffers;

    /** What came from the target and is not decrypted yet; null when there is nothing. */
    private @Nullable ByteBuffer received;

    /** What is encrypted and the channel has not taken yet; null when there is nothing. */
    private @Nullable ByteBuffer unsent;

    TlsRecords(SocketChannel channel, SSLEngine engine, BufferPool buffers) {
        this.channel = channel;
        this.engine = engine;
        this.buffers = buffers;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Not to be touched while one of its delegated tasks is running: it would have the loop wait for that. */
    SSLEngine engine() {
        return engine;
    }

    /** A buffer, to be given back with {@link #release}. */
    ByteBuffer acquire() throws NoRoomException {
        ByteBuffer buffer = buffers.acquire();
        if (buffer == null) {
            throw new NoRoomException();
        }
        return buffer;
    }

    void release(ByteBuffer buffer) {
        buffers.release(buffer);
    }

    /** Whether something waits to be decrypted: whole records or a part of one. */
    boolean hasReceived() {
        return received != null;
    }

    /** Whether something is encrypted that the channel has not taken. */
    boolean hasUnsent() {
        return unsent != null;
    }

    /** Whether another record can be encrypted. */
    boolean hasRoom() {
        return unsent == null
                || unsent.capacity() - unsent.remaining() >= engine.getSession().getPacketBufferSize();
    }

    /** Reads what the channel has: a count, 0 for nothing now, -1 for the end of the stream. */
    int fill() throws IOException {
        ByteBuffer into = received == null ? acquire().limit(0) : received;
        received = into;
        if (into.remaining() == into.capacity()) {
            throw new SSLException("The target sends records that are too long");
        }
        into.compact();
        try {
            return channel.read(into);
        } finally {
            into.flip();
            dropIfEmpty();
        }
    }

    /** Decrypts one record, if there is a whole one. */
    SSLEngineResult decrypt(ByteBuffer... into) throws SSLException {
        try {
            return engine.unwrap(received == null ? NOTHING : received, into);
        } finally {
            dropIfEmpty();
        }
    }

    /** Encrypts one record, or what the engine itself has to say. There is room for it. */
    SSLEngineResult encrypt(ByteBuffer... payload) throws IOException {
        ByteBuffer into = unsent == null ? acquire().limit(0) : unsent;
        unsent = into;
        into.compact();
        try {
            return engine.wrap(payload, into);
        } finally {
            into.flip();
            if (!into.hasRemaining()) {
                dropUnsent();
            }
        }
    }

    /** Encrypts what the engine itself has to say. There is room for it. */
    SSLEngineResult encryptNothing() throws IOException {
        return encrypt(NOTHING);
    }

    /** Writes what is encrypted, as far as the channel takes it; returns whether that was all. */
    boolean flush() throws IOException {
        if (unsent == null) {
            return true;
        }
        channel.write(unsent);
        if (unsent.hasRemaining()) {
            return false;
        }
        dropUnsent();
        return true;
    }

    /** The channel takes nothing more. */
    void dropUnsent() {
        if (unsent != null) {
            release(unsent);
            unsent = null;
        }
    }

    /** Gives back what is held. */
    void drop() {
        dropUnsent();
        if (received != null) {
            release(received);
            received = null;
        }
    }

    private void dropIfEmpty() {
        if (received != null && !received.hasRemaining()) {
            release(received);
            received = null;
        }
    }
}
