package io.sluice.conversation;

import io.sluice.testing.Container;
import io.sluice.testing.RawWebSocket.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What must hold after a conversation, given what both ends did and saw. Where both ended the session at once either of
 * them may have been first, and what holds for one of the two must hold.
 */
final class Contract {
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final Container container;
    private final Script script;
    private final Client client;
    private final Target target;
    private final List<String> breaches = new ArrayList<>();

    private Contract(Container container, Script script, Client client, Target target) {
        this.container = container;
        this.script = script;
        this.client = client;
        this.target = target;
    }

    /** All that was not as it should be; nothing when all was well. */
    static List<String> breaches(Container container, Script script, Client client, Target target) {
        Contract contract = new Contract(container, script, client, target);
        contract.check();
        return contract.breaches;
    }

    private void check() {
        breaches.addAll(client.faults());
        breaches.addAll(client.reading().faults());
        breaches.addAll(target.faults());
        if (!client.done() || !target.done()) {
            breach("it did not come to an end");
        } else if (script.greeting() instanceof Greeting.Broken broken) {
            checkRefusal(broken);
        } else {
            checkUpload();
            checkDownload();
            checkClosing();
            checkPongs();
        }
    }

    private void breach(String what) {
        breaches.add(what);
    }

    private void checkRefusal(Greeting.Broken broken) {
        int status = client.status();
        boolean right = broken.status() == 0 ? status == 0 || status / 100 == 4 : status == broken.status();
        if (!right) {
            breach(broken + " was answered with " + status);
        }
        if (target.accepted()) {
            breach("a target was dialled for what is no handshake");
        }
    }

    // ---- from the client to the target ---------------------------------------------------------------------------

    private void checkUpload() {
        byte[] received = target.intake().bytes();
        checkPrefix("target", received, client.sent());
        if (received.length < fewestUp()) {
            breach("the target got " + received.length + " bytes of " + fewestUp() + " that had to arrive");
        }
        if (script.targetLast() instanceof TargetAct.Refuse || !target.accepted() || mayBeGivenUp(received)) {
            return;
        }
        if (target.writingFailed()) {
            breach("the target could not send to the end");
        }
        Intake.End end = target.intake().end();
        boolean left = script.targetLast() instanceof TargetAct.Reset || script.targetLast() instanceof TargetAct.Leave;
        if (end != Intake.End.ORDERLY && !left) {
            breach("the target saw no orderly end of the stream: " + end);
        }
    }

    /** Whether the client may have ended during the dial, without anything that was still to be flushed. */
    private boolean mayBeGivenUp(byte[] received) {
        boolean ended = client.performed() != null && !(client.performed() instanceof ClientAct.AwaitClose);
        return ended && received.length == 0 && fewestUp() == 0;
    }

    /** How many bytes of the client the target must have got. */
    private int fewestUp() {
        if (target.endedFirst()) {
            return 0;
        }
        ClientAct.Last last = client.performed();
        // Data for a client that is gone resets the connection, and with it go bytes that nobody has read yet.
        boolean undisturbed = target.sent().length == 0 && client.pings().isEmpty();
        boolean all = last instanceof ClientAct.Close
                || last instanceof ClientAct.HalfClose
                || last instanceof ClientAct.Violate
                || (last instanceof ClientAct.Cut && undisturbed);
        return all ? client.completed() : 0;
    }

    // ---- from the target to the client ---------------------------------------------------------------------------

    private void checkDownload() {
        byte[] received = client.intake().bytes();
        byte[] sent = target.sent();
        byte[] expected =
                script.text() ? new String(sent, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8) : sent;
        if (allDown()) {
            checkPrefix("client", received, expected);
            if (received.length < expected.length) {
                breach("the client got " + received.length + " bytes of " + expected.length
                        + " that the target had sent before its end");
            }
        } else {
            checkPrefix("client", withoutReplacement(received, expected), expected);
        }
        if (script.text() ? client.reading().binaries() : client.reading().texts()) {
            breach("messages of the wrong kind came to the client");
        }
    }

    /** On a route with text frames a stream that breaks off within a character ends with U+FFFD. */
    private byte[] withoutReplacement(byte[] received, byte[] expected) {
        int rest = received.length - REPLACEMENT.length;
        boolean replaced = script.text()
                && rest >= 0
                && Arrays.equals(received, rest, received.length, REPLACEMENT, 0, REPLACEMENT.length)
                && Arrays.mismatch(received, expected) >= rest;
        return replaced ? Arrays.copyOf(received, rest) : received;
    }

    /** Whether the session ended because the target's stream did: then all of it must have come. */
    private boolean allDown() {
        Frame close = client.reading().close();
        boolean mayHaveEnded = target.endedFirst()
                && (script.targetLast() instanceof TargetAct.HalfClose
                        || script.targetLast() instanceof TargetAct.Leave);
        if (!mayHaveEnded || close == null || close.closeCode() != 1000) {
            return false;
        }
        // The client's own 1000 looks the same when it is echoed.
        return !(client.performed() instanceof ClientAct.Close closed && echo(closed) == 1000);
    }

    private void checkPrefix(String who, byte[] received, byte[] sent) {
        int mismatch = Arrays.mismatch(received, sent);
        if (mismatch >= 0 && mismatch < received.length) {
            breach("the " + who + " got, from byte " + mismatch + " of " + received.length + " on, what was not sent ("
                    + sent.length + " bytes)");
        }
    }

    // ---- how the client was told ---------------------------------------------------------------------------------

    /** The code of the Close frame that answers the client's. */
    private int echo(ClientAct.Close close) {
        boolean madeNormal = close.code() == ClientAct.Close.NO_CODE && container == Container.TOMCAT;
        return madeNormal ? 1000 : close.code();
    }

    private void checkClosing() {
        ClientAct.Last last = client.performed();
        if (last instanceof ClientAct.Reset || last instanceof ClientAct.Cut) {
            return;
        }
        List<Closing> allowed = allowed();
        Frame close = client.reading().close();
        if (close == null) {
            if (!mayMissClose(allowed)) {
                breach("the client got no Close frame; allowed: " + allowed);
            }
        } else if (allowed.stream().noneMatch(closing -> closing.matches(close))) {
            breach("the client got " + close.closeCode() + " '" + close.closeReason() + "'; allowed: " + allowed);
        }
    }

    /**
     * One way of closing.
     *
     * @param reason null for any
     */
    private record Closing(int code, String reason) {
        boolean matches(Frame close) {
            return close.closeCode() == code
                    && (reason == null || close.closeReason().equals(reason));
        }
    }

    private List<Closing> allowed() {
        List<Closing> allowed = new ArrayList<>();
        if (target.endedFirst()) {
            TargetAct.Last last = script.targetLast();
            if (last instanceof TargetAct.HalfClose || last instanceof TargetAct.Leave) {
                allowed.add(new Closing(1000, ""));
            }
            if (last instanceof TargetAct.Reset || last instanceof TargetAct.Leave) {
                allowed.add(new Closing(1011, "target reset"));
            }
            if (last instanceof TargetAct.Refuse) {
                allowed.add(new Closing(1014, "target refused the connection"));
            }
        }
        if (client.performed() instanceof ClientAct.Close close) {
            allowed.add(new Closing(echo(close), null));
        }
        if (client.performed() instanceof ClientAct.HalfClose && container == Container.TOMCAT) {
            // Tomcat says that to a client whose stream ends without a Close frame.
            allowed.add(new Closing(1002, null));
        }
        if (client.performed() instanceof ClientAct.Violate violate) {
            violate.violation().codes().forEach(code -> allowed.add(new Closing(code, null)));
        }
        return allowed;
    }

    /** Whether the connection may have ended without a Close frame, or with one that got lost in a reset. */
    private boolean mayMissClose(List<Closing> allowed) {
        ClientAct.Last last = client.performed();
        if (last instanceof ClientAct.HalfClose || last instanceof ClientAct.Violate) {
            // Nobody owes a Close frame to who breaks off, or breaks the protocol.
            return true;
        }
        boolean closed = last instanceof ClientAct.Close;
        boolean reset = client.intake().end() == Intake.End.RESET || client.writingFailed();
        if (reset && closed && ((ClientAct.Close) last).messagesAfter() > 0) {
            // Closing a connection with something unread in it resets it.
            return true;
        }
        return switch (container) {
            // It closes the connection right behind such a Close frame; a client that still sends may meet a reset.
            case JETTY ->
                reset && client.sent().length > 0 && allowed.stream().anyMatch(closing -> closing.code() != 1000);
            // It sends none when both ends close at the same moment, and resets the connection when a Ping comes after
            // it has sent one.
            case TOMCAT ->
                target.endedFirst() && (closed || (reset && !client.pings().isEmpty()));
        };
    }

    // ---- Pings ---------------------------------------------------------------------------------------------------

    private void checkPongs() {
        List<byte[]> pings = client.pings();
        List<byte[]> pongs = client.reading().pongs();
        if (pongs.size() > pings.size()) {
            breach(pongs.size() + " Pongs came for " + pings.size() + " Pings");
            return;
        }
        for (int i = 0; i < pongs.size(); i++) {
            if (!Arrays.equals(pings.get(i), pongs.get(i))) {
                breach("Pong " + i + " does not answer Ping " + i);
            }
        }
        boolean all = client.performed() instanceof ClientAct.Close && !target.endedFirst();
        if (all && pongs.size() < pings.size() && client.intake().end() == Intake.End.ORDERLY) {
            breach("only " + pongs.size() + " Pongs came for " + pings.size() + " Pings before the client's Close");
        }
    }
}
