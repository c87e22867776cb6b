package io.sluice.conversation;

import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a client makes of the frames that come, one after the other, and what is wrong with them. */
final class ClientReading {
    private final Intake intake;
    private final List<byte[]> pongs = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    /** The opcode of the message that is under way; 0 between messages. */
    private int opcode;

    private boolean texts;
    private boolean binaries;
    private Frame close;

    ClientReading(Intake intake) {
        this.intake = intake;
    }

    synchronized void take(Frame frame) {
        if (close != null) {
            fault("a frame came after the Close frame: opcode " + frame.opcode());
        }
        switch (frame.opcode()) {
            case RawWebSocket.CLOSE -> {
                close = frame;
                intake.close();
            }
            case RawWebSocket.PONG -> pongs.add(frame.payload());
            case RawWebSocket.TEXT, RawWebSocket.BINARY, RawWebSocket.CONTINUATION -> takeData(frame);
            default -> fault("a frame came that nobody wanted: opcode " + frame.opcode());
        }
    }

    private void takeData(Frame frame) {
        if ((frame.opcode() == RawWebSocket.CONTINUATION) == (opcode == 0)) {
            fault("opcode " + frame.opcode() + " came in a message with opcode " + opcode);
        }
        if (opcode == 0) {
            opcode = frame.opcode();
        }
        texts |= opcode == RawWebSocket.TEXT;
        binaries |= opcode == RawWebSocket.BINARY;
        if (opcode == RawWebSocket.TEXT) {
            message.writeBytes(frame.payload());
        }
        intake.add(frame.payload(), frame.payload().length);
        if (frame.fin()) {
            if (opcode == RawWebSocket.TEXT) {
                checkText();
            }
            opcode = 0;
        }
    }

    private void checkText() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message.toByteArray()));
        } catch (CharacterCodingException e) {
            fault("a text message came that is no text");
        }
        message.reset();
    }

    synchronized void fault(String what) {
        faults.add(what);
    }

    /** The Close frame that has come; null if none has. */
    synchronized Frame close() {
        return close;
    }

    synchronized List<byte[]> pongs() {
        return List.copyOf(pongs);
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized boolean texts() {
        return texts;
    }

    synchronized boolean binaries() {
        return binaries;
    }

    @Override
    public synchronized String toString() {
        return pongs.size() + " Pongs, "
                + (close == null ? "no Close frame" : "closed with " + close.closeCode() + " " + close.closeReason());
    }
}
