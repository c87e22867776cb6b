package io.sluice.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.config.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy puts before the bytes of a client: the PROXY protocol of HAProxy, version 1 or 2. Jetty's own reading of
 * it is not used: it has names resolved, refuses what the protocol says to skip, and wraps the connection, which would
 * take its WebSockets away from {@link Inline}.
 *
 * @param length how many bytes it takes; 0: there is none
 * @param client the client's address; null where the proxy tells none and speaks for itself
 */
record ProxyHeader(int length, @Nullable InetSocketAddress client) {
    /** The most bytes that a header may take, those behind its addresses included, which are skipped. */
    static final int LONGEST = 4096;

    private static final ProxyHeader NONE = new ProxyHeader(0, null);

    private static final byte[] FIRST_WORD = "PROXY ".getBytes(ISO_8859_1);
    private static final int LONGEST_LINE = 107;
    private static final Pattern LINE = Pattern.compile(
            "PROXY (?:UNKNOWN(?: .*)?|TCP([46]) ([0-9A-Fa-f:.]+) ([0-9A-Fa-f:.]+) (\\d{1,5}) (\\d{1,5}))");

    private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};
    private static final int FIXED = 16;
    private static final int VERSION = 0x20;
    private static final int LOCAL = 0;
    private static final int PROXY = 1;
    private static final int UNSPECIFIED = 0x00;
    private static final int TCP_4 = 0x11;
    private static final int TCP_6 = 0x21;
    private static final int UNIX_STREAM = 0x31;
    private static final int HIGHEST_PORT = 65_535;

    /**
     * The header at the beginning of a connection; none if it begins with something else.
     *
     * @param bytes what has come; not consumed
     * @return null when it takes more bytes to tell
     * @throws ProtocolException if it begins as a header does and goes on as none may
     */
    static @Nullable ProxyHeader at(ByteBuffer bytes) throws ProtocolException {
        if (startsAs(bytes, FIRST_WORD)) {
            return bytes.remaining() < FIRST_WORD.length ? null : line(bytes);
        }
        if (startsAs(bytes, SIGNATURE)) {
            return bytes.remaining() < FIXED ? null : binary(bytes);
        }
        return NONE;
    }

    /** Whether the bytes, as far as there are any, begin as these do. */
    private static boolean startsAs(ByteBuffer bytes, byte[] beginning) {
        int compared = Math.min(bytes.remaining(), beginning.length);
        return bytes.slice(bytes.position(), compared).equals(ByteBuffer.wrap(beginning, 0, compared));
    }

    private static @Nullable ProxyHeader line(ByteBuffer bytes) throws ProtocolException {
        int longest = Math.min(bytes.remaining(), LONGEST_LINE);
        byte[] beginning = new byte[longest];
        bytes.get(bytes.position(), beginning);
        String text = new String(beginning, ISO_8859_1);
        int end = text.indexOf("\r\n");
        if (end < 0) {
            if (longest == LONGEST_LINE) {
                throw new ProtocolException("a line without end");
            }
            return null;
        }
        Matcher matcher = LINE.matcher(text.substring(0, end));
        if (!matcher.matches()) {
            throw new ProtocolException("a line that does not fit");
        }
        int length = end + 2;
        if (matcher.group(1) == null) {
            return new ProxyHeader(length, null);
        }
        boolean colons = matcher.group(1).equals("6");
        address(matcher.group(3), colons);
        port(matcher.group(5));
        return new ProxyHeader(
                length, new InetSocketAddress(address(matcher.group(2), colons), port(matcher.group(4))));
    }

    private static InetAddress address(String text, boolean colons) throws ProtocolException {
        try {
            if (text.contains(":") == colons) {
                return AddressRange.literal(text);
            }
        } catch (IllegalArgumentException e) {
            // As below.
        }
        throw new ProtocolException("an address that is none of its kind");
    }

    private static int port(String text) throws ProtocolException {
        int port = Integer.parseInt(text);
        if (port > HIGHEST_PORT) {
            throw new ProtocolException("a port that is none");
        }
        return port;
    }

    private static @Nullable ProxyHeader binary(ByteBuffer bytes) throws ProtocolException {
        int start = bytes.position();
        int versionAndCommand = Byte.toUnsignedInt(bytes.get(start + 12));
        int kind = Byte.toUnsignedInt(bytes.get(start + 13));
        int behind = Short.toUnsignedInt(bytes.getShort(start + 14));
        int length = FIXED + behind;
        boolean local = versionAndCommand == (VERSION | LOCAL);
        if (!local && versionAndCommand != (VERSION | PROXY)) {
            throw new ProtocolException("a version or command that is not known");
        }
        if (length > LONGEST) {
            throw new ProtocolException("more than " + LONGEST + " bytes");
        }
        int width = local ? 0 : addressWidth(kind);
        if (behind < 2 * (width + (width > 0 ? Short.BYTES : 0))) {
            throw new ProtocolException("no room for its addresses");
        }
        if (bytes.remaining() < length) {
            return null;
        }
        if (width == 0) {
            return new ProxyHeader(length, null);
        }
        byte[] address = new byte[width];
        bytes.get(start + FIXED, address);
        int port = Short.toUnsignedInt(bytes.getShort(start + FIXED + 2 * width));
        try {
            return new ProxyHeader(length, new InetSocketAddress(InetAddress.getByAddress(address), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of " + width + " bytes", e);
        }
    }

    /** How many bytes an address has; 0 where it is none of the network's. */
    private static int addressWidth(int kind) throws ProtocolException {
        return switch (kind) {
            case UNSPECIFIED, UNIX_STREAM -> 0;
            case TCP_4 -> 4;
            case TCP_6 -> 16;
            default -> throw new ProtocolException("addresses of a kind that TCP has none of");
        };
    }
}
