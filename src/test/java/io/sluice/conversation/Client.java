package io.sluice.conversation;

import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The client's end of one conversation: one thread acts, another reads. What both saw may be looked at once
 * {@link #done} is true.
 */
final class Client {
    private final Script script;
    private final int port;
    private final Executor threads;
    private final Intake intake = new Intake();
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<byte[]> pings = new ArrayList<>();
    private final ClientReading reading = new ClientReading(intake);
    private final List<String> faults = new ArrayList<>();
    private volatile RawWebSocket socket;
    private volatile boolean stuck;
    private volatile boolean done;
    private int completed;
    private ClientAct.Last performed;
    private boolean writingFailed;
    private int status;

    Client(Script script, int port, Executor threads) {
        this.script = script;
        this.port = port;
        this.threads = threads;
    }

    /** Plays its part from the handshake to the end. */
    void play() {
        try {
            if (script.greeting() instanceof Greeting.Broken broken) {
                status = greet(broken);
            } else {
                converse(((Greeting.Proper) script.greeting()).early());
            }
        } catch (IOException e) {
            faults.add("the handshake failed: " + e);
        } catch (AssertionError | RuntimeException e) {
            faults.add("the client failed: " + e.getMessage());
        } finally {
            close();
            done = true;
        }
    }

    private int greet(Greeting.Broken broken) throws IOException {
        try (Socket raw = RawWebSocket.socket(port)) {
            raw.getOutputStream().write(broken.bytes(script.path()));
            raw.shutdownOutput();
            InputStream in = raw.getInputStream();
            String answer = new String(in.readNBytes("HTTP/1.1 400".length()), StandardCharsets.ISO_8859_1);
            return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(answer.length() - 3));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // A reset is an answer, too.
            return 0;
        }
    }

    private void converse(boolean atOnce) throws IOException {
        List<ClientAct> acts = script.clientActs();
        int next = 0;
        if (atOnce && !acts.isEmpty()) {
            acts.get(next++).play(this);
        }
        socket = RawWebSocket.openSending(port, script.path(), early.toByteArray());
        completed = sent.size();
        threads.execute(this::read);
        try {
            act(acts.subList(next, acts.size()));
        } catch (IOException e) {
            writingFailed = true;
            intake.awaitEnd();
        }
    }

    private void act(List<ClientAct> acts) throws IOException {
        for (ClientAct act : acts) {
            if (intake.over()) {
                break;
            }
            act.play(this);
        }
        ClientAct.Last last = script.clientLast();
        boolean passive = last instanceof ClientAct.AwaitClose || last instanceof ClientAct.IgnoreClose;
        if (passive || !intake.over()) {
            performed = last;
            last.play(this);
        } else {
            awaitCloseAndAnswer();
        }
    }

    private void read() {
        try {
            while (true) {
                intake.awaitTurn();
                reading.take(socket.read());
            }
        } catch (EOFException e) {
            intake.end(Intake.End.ORDERLY);
        } catch (SocketTimeoutException e) {
            intake.end(Intake.End.HUNG);
        } catch (IOException e) {
            intake.end(socket.socket().isClosed() ? Intake.End.CLOSED_HERE : Intake.End.RESET);
        } catch (RuntimeException e) {
            reading.fault("what came is no frame: " + e);
            intake.end(Intake.End.HUNG);
        }
    }

    // ---- what acts are made of -----------------------------------------------------------------------------------

    Intake intake() {
        return intake;
    }

    /** One frame of data. */
    void sendData(boolean fin, int opcode, byte[] payload) throws IOException {
        sendData(payload, Frames.frame(fin, opcode, payload));
    }

    /** Frames of data, and the payload that is in them. */
    void sendData(byte[] payload, byte[] frames) throws IOException {
        sent.writeBytes(payload);
        write(frames, frames.length);
        completed = sent.size();
    }

    /** A frame of data, one byte after the other. */
    void sendDataByBytes(byte[] payload, byte[] frame) throws IOException {
        sent.writeBytes(payload);
        for (byte one : frame) {
            write(new byte[] {one}, 1);
        }
        completed = sent.size();
    }

    /** A frame that is not complete, and what there is of its payload. */
    void sendPartOfFrame(byte[] payload, byte[] part) throws IOException {
        sent.writeBytes(payload);
        write(part, part.length);
    }

    /** Whatever carries no bytes for the target. */
    void sendControl(byte[] bytes) throws IOException {
        write(bytes, bytes.length);
    }

    /** A Ping that can be told from the one before. */
    void ping(int size) throws IOException {
        byte[] payload = new byte[size];
        Arrays.fill(payload, (byte) pings.size());
        pings.add(payload);
        sendControl(Frames.frame(true, RawWebSocket.PING, payload));
    }

    private void write(byte[] bytes, int count) throws IOException {
        if (socket == null) {
            early.write(bytes, 0, count);
        } else {
            socket.sendRaw(bytes, count);
        }
    }

    void awaitCloseAndAnswer() throws IOException {
        intake.awaitClose();
        Frame close = reading.close();
        if (close != null) {
            sendControl(Frames.frame(true, RawWebSocket.CLOSE, close.payload()));
        }
        intake.awaitEnd();
    }

    void awaitCloseAndIgnore() {
        intake.awaitClose();
        stuck = true;
        intake.awaitEnd();
    }

    void awaitEnd() {
        intake.awaitEnd();
    }

    void endStream() throws IOException {
        socket.socket().shutdownOutput();
    }

    void reset() throws IOException {
        socket.socket().setSoLinger(true, 0);
        close();
    }

    /** Closes the connection; also from another thread, to get this client out of whatever it waits for. */
    void close() {
        RawWebSocket opened = socket;
        if (opened != null) {
            opened.close();
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

    /** All payload that it has begun to send. */
    byte[] sent() {
        return sent.toByteArray();
    }

    /** How much of that was in frames that were sent to their ends. */
    int completed() {
        return completed;
    }

    List<byte[]> pings() {
        return pings;
    }

    ClientReading reading() {
        return reading;
    }

    /** The act that ended its part; null when the gateway ended the session before. */
    ClientAct.Last performed() {
        return performed;
    }

    boolean writingFailed() {
        return writingFailed;
    }

    /** The HTTP status that answered a broken handshake; 0 for none. */
    int status() {
        return status;
    }

    List<String> faults() {
        return faults;
    }

    @Override
    public String toString() {
        return "client: " + completed + " of " + sent.size() + " bytes sent, " + pings.size() + " Pings, "
                + (performed == null ? "did not come to its last act" : "last act " + performed)
                + (writingFailed ? ", writing failed, " : ", ") + intake + ", " + reading
                + (done ? "" : ", not done");
    }
}
