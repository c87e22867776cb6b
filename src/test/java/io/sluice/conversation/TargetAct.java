package io.sluice.conversation;

import java.io.IOException;

/** What a target does, one act after the other: the vocabulary of its faults. */
sealed interface TargetAct {
    /** Does it. An IOException means that the connection is gone. */
    void play(Target target) throws IOException;

    /** How many bytes for the client this sends. */
    default int bytes() {
        return 0;
    }

    /** Sends bytes, so many at once. */
    record Send(Payload payload, int piece) implements TargetAct {
        @Override
        public void play(Target target) throws IOException {
            target.send(payload.bytes(), piece);
        }

        @Override
        public int bytes() {
            return payload.size();
        }
    }

    /** Reads nothing for a while. */
    record PauseReading(int millis) implements TargetAct {
        @Override
        public void play(Target target) {
            target.intake().pause(millis);
        }
    }

    /** Sends nothing until so many bytes in all have come from the client, or the stream has ended. */
    record AwaitBytes(long count) implements TargetAct {
        @Override
        public void play(Target target) {
            target.intake().awaitBytes(count);
        }
    }

    /** The act that ends a target's part. */
    sealed interface Last extends TargetAct {}

    /** Never was there: the port refuses connections. */
    record Refuse() implements Last {
        @Override
        public void play(Target target) {
            throw new IllegalStateException("Nobody connects to a port that refuses");
        }
    }

    /** Waits for the end of the client's stream, sends so many bytes nevertheless, and closes. */
    record AwaitEnd(Payload lastWords) implements Last {
        @Override
        public void play(Target target) throws IOException {
            target.intake().awaitEnd();
            target.send(lastWords.bytes(), Integer.MAX_VALUE);
            target.close();
        }
    }

    /** Waits for the end of the client's stream and does not go away then. */
    record NeverEnd() implements Last {
        @Override
        public void play(Target target) {
            target.intake().awaitEnd();
            target.stay();
        }
    }

    /** Ends its stream and goes on reading. */
    record HalfClose() implements Last {
        @Override
        public void play(Target target) throws IOException {
            target.endStream();
            target.intake().awaitEnd();
            target.close();
        }
    }

    /** Closes at once, whatever there is to read: the system makes a reset of it when something is unread. */
    record Leave() implements Last {
        @Override
        public void play(Target target) {
            target.close();
        }
    }

    /** Breaks the connection with a TCP reset. */
    record Reset() implements Last {
        @Override
        public void play(Target target) throws IOException {
            target.reset();
        }
    }
}
