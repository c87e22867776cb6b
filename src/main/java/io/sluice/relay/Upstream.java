package io.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The target's side of a relay, connected: bytes go in and come out as client and target mean them. Confined to the
 * loop's thread, but for what {@link #direct} gives.
 */
sealed interface Upstream permits PlainUpstream, TlsUpstream {
    /**
     * Reads what is there, as much as there is room for: a count, 0 for nothing now, -1 for the end of the stream. What
     * was read before an error is returned first.
     *
     * @throws NoRoomException if there is no memory to read into
     * @throws IOException if the target has reset its connection, or might as well have
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Takes what can be written now of all the buffers, in order; returns how many bytes that was.
     *
     * @throws NoRoomException if there is no memory to write from
     */
    long write(ByteBuffer[] payload) throws IOException;

    /** What writes without the loop, or null when only the loop may write. */
    @Nullable
    PlainUpstream direct();

    /** Writes what was taken and is still here, as far as the channel takes it. Called when the channel is writable. */
    void flush() throws IOException;

    /** Whether the relay is to be told when there is something to read. */
    void wantRead(boolean wanted);

    /** Whether the relay is to be told when more can be written. */
    void wantWrite(boolean wanted);

    /** Ends the stream towards the target, behind what was taken; the target may go on sending. */
    void end();

    void close();
}
