package io.sluice.conversation;

import io.sluice.testing.TestTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * The target's end of one conversation, on a port of its own: one thread acts, another reads. What both saw may be
 * looked at once {@link #done} is true.
 */
final class Target {
    private static final int POLL_MILLIS = 5;
    private static final int HANGING_MILLIS = 30_000;
    private static final int READ_BYTES = 64 * 1024;

    /** Small, so that a target that does not read is noticed soon. */
    private static final int RECEIVE_BUFFER_BYTES = 16 * 1024;

    private final Script script;
    private final Executor threads;
    private final Intake intake = new Intake();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<String> faults = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    /** Null when connections are to be refused. */
    private final ServerSocket server;

    /** Holds the port without listening; null when connections are to be accepted. */
    private final Socket refusing;

    private volatile Socket socket;
    private volatile boolean stuck;
    private volatile boolean done;
    private boolean endedFirst;
    private boolean writingFailed;

    /** Has a port from now on. */
    Target(Script script, Executor threads) throws IOException {
        this.script = script;
        this.threads = threads;
        if (script.targetLast() instanceof TargetAct.Refuse) {
            server = null;
            refusing = TestTarget.refusing();
        } else {
            refusing = null;
            server = new ServerSocket();
            server.setSoTimeout(POLL_MILLIS);
            server.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
    }

    int port() {
        return server == null ? refusing.getLocalPort() : server.getLocalPort();
    }

    /**
     * Plays its part from being connected to, to the end.
     *
     * @param over whether nobody will connect any more who has not done so
     */
    void play(BooleanSupplier over) {
        try {
            if (server == null) {
                endedFirst = true;
            } else {
                socket = accept(over);
                if (socket != null) {
                    socket.setSoTimeout(HANGING_MILLIS);
                    socket.setTcpNoDelay(true);
                    threads.execute(this::read);
                    converse();
                }
            }
        } catch (IOException e) {
            faults.add("the target failed: " + e);
        } catch (AssertionError | RuntimeException e) {
            faults.add("the target failed: " + e.getMessage());
        } finally {
            close();
            done = true;
        }
    }

    private Socket accept(BooleanSupplier over) throws IOException {
        while (true) {
            // Asked before looking: who was there before it was over is still found.
            boolean last = over.getAsBoolean();
            try {
                return server.accept();
            } catch (SocketTimeoutException e) {
                if (last) {
                    return null;
                }
            }
        }
    }

    private void converse() {
        try {
            for (TargetAct act : script.targetActs()) {
                act.play(this);
            }
            // What it does after the client's end is no end that the client hears of.
            endedFirst = !intake.ended() && !passive();
            script.targetLast().play(this);
        } catch (IOException e) {
            writingFailed = true;
        }
    }

    private boolean passive() {
        return script.targetLast() instanceof TargetAct.AwaitEnd || script.targetLast() instanceof TargetAct.NeverEnd;
    }

    private void read() {
        byte[] bytes = new byte[READ_BYTES];
        try {
            while (true) {
                intake.awaitTurn();
                int count = socket.getInputStream().read(bytes);
                if (count < 0) {
                    intake.end(Intake.End.ORDERLY);
                    return;
                }
                intake.add(bytes, count);
            }
        } catch (SocketTimeoutException e) {
            intake.end(Intake.End.HUNG);
        } catch (IOException e) {
            intake.end(socket.isClosed() ? Intake.End.CLOSED_HERE : Intake.End.RESET);
        }
    }

    // ---- what acts are made of -----------------------------------------------------------------------------------

    Intake intake() {
        return intake;
    }

    void send(byte[] bytes, int piece) throws IOException {
        sent.writeBytes(bytes);
        int count;
        for (int from = 0; from < bytes.length; from += count) {
            count = Math.min(piece, bytes.length - from);
            socket.getOutputStream().write(bytes, from, count);
        }
    }

    void endStream() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    /** Stays until it is released. */
    void stay() {
        stuck = true;
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while staying", e);
        }
    }

    /** Lets go whoever stays. */
    void release() {
        release.countDown();
    }

    /**
     * Closes the connection and the port; also from another thread, to get this target out of whatever it waits for.
     */
    void close() {
        try {
            if (socket != null) {
                socket.close();
            }
            if (server == null) {
                refusing.close();
            } else {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- what it saw ---------------------------------------------------------------------------------------------

    boolean done() {
        return done;
    }

    /** Whether it only waits for the gateway's clock to move on. */
    boolean stuck() {
        return stuck;
    }

    boolean accepted() {
        return socket != null;
    }

    /** All that it has begun to send. */
    byte[] sent() {
        return sent.toByteArray();
    }

    /** Whether it ended its part by itself, before it saw the end of the client's stream. */
    boolean endedFirst() {
        return endedFirst;
    }

    boolean writingFailed() {
        return writingFailed;
    }

    List<String> faults() {
        return faults;
    }

    @Override
    public String toString() {
        return "target: " + (accepted() ? "" : "not connected to, ") + sent.size() + " bytes sent, "
                + (endedFirst ? "ended by itself" : "did not end by itself")
                + (writingFailed ? ", writing failed, " : ", ") + intake + (done ? "" : ", not done");
    }
}
