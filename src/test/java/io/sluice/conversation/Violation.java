package io.sluice.conversation;

import static io.sluice.testing.RawWebSocket.BINARY;
import static io.sluice.testing.RawWebSocket.CLOSE;
import static io.sluice.testing.RawWebSocket.CONTINUATION;
import static io.sluice.testing.RawWebSocket.PING;
import static io.sluice.testing.RawWebSocket.TEXT;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/** Breaches of RFC 6455 by a client. None of their bytes may reach a target. */
enum Violation {
    UNMASKED(1002),
    /** A length of 64 bits whose first bit is set: against the protocol, or too big. */
    NEGATIVE_LENGTH(1002, 1009),
    RESERVED_BIT(1002),
    COMPRESSED_BIT(1002),
    RESERVED_OPCODE(1002),
    RESERVED_CONTROL_OPCODE(1002),
    CONTINUATION_OF_NOTHING(1002),
    MESSAGE_WITHIN_MESSAGE(1002),
    LONG_CONTROL_FRAME(1002),
    FRAGMENTED_CONTROL_FRAME(1002),
    INVALID_TEXT(1007),
    TEXT_ENDS_WITHIN_CHARACTER(1007),
    CLOSE_WITH_HALF_A_CODE(1002),
    CLOSE_WITH_FORBIDDEN_CODE(1002);

    private static final int FIN = 0x80;
    private final int code;
    private final int otherCode;

    Violation(int code) {
        this(code, code);
    }

    Violation(int code, int otherCode) {
        this.code = code;
        this.otherCode = otherCode;
    }

    /** The close codes of which one answers it. */
    Set<Integer> codes() {
        return code == otherCode ? Set.of(code) : Set.of(code, otherCode);
    }

    /** What a client sends. */
    byte[] bytes() {
        return switch (this) {
            case UNMASKED -> new byte[] {(byte) (FIN | BINARY), 1, 'x'};
            case NEGATIVE_LENGTH -> Frames.frame(FIN | BINARY, Long.MIN_VALUE + 1, new byte[0]);
            case RESERVED_BIT -> Frames.frame(FIN | 0x20 | BINARY, 1, new byte[1]);
            case COMPRESSED_BIT -> Frames.frame(FIN | 0x40 | BINARY, 1, new byte[1]);
            case RESERVED_OPCODE -> Frames.frame(FIN | 3, 1, new byte[1]);
            case RESERVED_CONTROL_OPCODE -> Frames.frame(FIN | 11, 1, new byte[1]);
            case CONTINUATION_OF_NOTHING -> Frames.frame(true, CONTINUATION, new byte[1]);
            case MESSAGE_WITHIN_MESSAGE -> messageWithinMessage();
            case LONG_CONTROL_FRAME -> Frames.frame(true, PING, new byte[126]);
            case FRAGMENTED_CONTROL_FRAME -> Frames.frame(false, PING, new byte[1]);
            case INVALID_TEXT -> Frames.frame(true, TEXT, new byte[] {(byte) 0xc3, (byte) 0x28});
            case TEXT_ENDS_WITHIN_CHARACTER -> Frames.frame(true, TEXT, new byte[] {(byte) 0xe2, (byte) 0x82});
            case CLOSE_WITH_HALF_A_CODE -> Frames.frame(true, CLOSE, new byte[1]);
            case CLOSE_WITH_FORBIDDEN_CODE -> Frames.frame(true, CLOSE, new byte[] {0x03, (byte) 0xed});
        };
    }

    private static byte[] messageWithinMessage() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Frames.frame(false, BINARY, new byte[0]));
        bytes.writeBytes(Frames.frame(true, TEXT, new byte[1]));
        return bytes.toByteArray();
    }
}
