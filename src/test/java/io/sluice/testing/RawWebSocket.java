package io.sluice.testing;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.Deflater;

/** A WebSocket client that does as it is told, frame by frame, also what no good client would do. */
public final class RawWebSocket implements Closeable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** A read that takes so long will never end. */
    static final int HANGING_MILLIS = 30_000;

    /** Among the bits of the opcode's byte, the one that marks a message as packed by permessage-deflate. */
    public static final int COMPRESSED = 0x40;

    /** What deflate ends a block with, and RFC 7692 leaves out. */
    private static final int BLOCK_END_BYTES = 4;

    private static final int MAX_HEADER_BYTES = 14;
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    /** A frame as received. */
    public record Frame(boolean fin, boolean compressed, int opcode, byte[] payload) {
        public boolean isClose() {
            return opcode == CLOSE;
        }

        public int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        public String closeReason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    /** What a server answered to an HTTP request; header names in lower case. */
    public record Response(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Response handshake;
    private byte[] sendBuffer = new byte[0];

    private RawWebSocket(Socket socket, Response handshake, DataInputStream in) throws IOException {
        this.socket = socket;
        this.handshake = handshake;
        this.in = in;
        this.out = socket.getOutputStream();
    }

    /** A connected socket whose receive buffer is small, so that a client that does not read is noticed soon. */
    public static Socket socket(int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(HANGING_MILLIS);
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Opens a WebSocket; fails if the answer is not 101. */
    public static RawWebSocket open(int port, String path, String... headers) throws IOException {
        return open(socket(port), path, headers);
    }

    /** Opens a WebSocket over a socket, which may be one with TLS. */
    public static RawWebSocket open(Socket socket, String path, String... headers) throws IOException {
        return open(socket, path, new byte[0], headers);
    }

    private static RawWebSocket open(Socket socket, String path, byte[] behind, String... headers) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Response response = request(socket, in, behind, "GET", path, withUpgrade(headers));
        if (response.status() != 101) {
            socket.close();
            throw new AssertionError("The handshake was answered with " + response);
        }
        return new RawWebSocket(socket, response, in);
    }

    /** Opens a WebSocket with frames in the same segment as the handshake, before it is answered. */
    public static RawWebSocket openSending(int port, String path, byte[] frames) throws IOException {
        return open(socket(port), path, frames);
    }

    /** Sends a handshake and returns what was answered, whatever it is. */
    public static Response handshake(int port, String path, String... headers) throws IOException {
        return http(port, "GET", path, withUpgrade(headers));
    }

    /** The same over a socket, which may be one with TLS. */
    public static Response handshake(Socket socket, String path, String... headers) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return request(socket, in, new byte[0], "GET", path, withUpgrade(headers));
    }

    /** Sends a request and returns what was answered. */
    public static Response http(int port, String method, String path, String... headers) throws IOException {
        try (Socket socket = socket(port)) {
            return request(socket, new DataInputStream(socket.getInputStream()), new byte[0], method, path, headers);
        }
    }

    /** The header by which a user says name and password. */
    public static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** Posts JSON and returns what was answered. */
    public static Response post(int port, String path, String json, String... headers) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/json");
        all.add("Content-Length: " + body.length);
        try (Socket socket = socket(port)) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return request(socket, in, body, "POST", path, all.toArray(String[]::new));
        }
    }

    private static String[] withUpgrade(String... headers) {
        List<String> all = new ArrayList<>(List.of(
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        for (String header : headers) {
            String name = header.substring(0, header.indexOf(':') + 1);
            all.removeIf(other -> other.startsWith(name));
            if (header.length() > name.length()) {
                all.add(header);
            }
        }
        return all.toArray(String[]::new);
    }

    private static Response request(
            Socket socket, DataInputStream in, byte[] behind, String method, String path, String... headers)
            throws IOException {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
            text.append("Host: localhost:" + socket.getPort() + "\r\n");
        }
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        text.append("\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(behind);
        socket.getOutputStream().write(bytes.toByteArray());
        String statusLine = line(in);
        Map<String, String> received = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            received.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        String length = received.get("content-length");
        String body = "";
        if (status != 101 && length != null && !method.equals("HEAD")) {
            body = new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
        }
        return new Response(status, received, body);
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection ended in the header: " + line);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    public Response handshake() {
        return handshake;
    }

    /** Sends a whole binary message. */
    public void send(byte[] payload) throws IOException {
        send(true, BINARY, payload);
    }

    public void sendText(String text) throws IOException {
        send(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a whole binary message, packed for itself by permessage-deflate, which was negotiated before. */
    public void sendCompressed(byte[] payload) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(payload);
            byte[] packed = new byte[payload.length + payload.length / 1000 + 100];
            int length = deflater.deflate(packed, 0, packed.length, Deflater.SYNC_FLUSH);
            send(true, COMPRESSED | BINARY, Arrays.copyOf(packed, length - BLOCK_END_BYTES));
        } finally {
            deflater.end();
        }
    }

    /** Sends one frame, masked, in as few writes as it takes with a small buffer. */
    public synchronized void send(boolean fin, int opcode, byte[] payload) throws IOException {
        int longest = Math.min(MAX_HEADER_BYTES + payload.length, SEND_BUFFER_BYTES);
        if (sendBuffer.length < longest) {
            sendBuffer = new byte[longest];
        }
        ByteBuffer frame = ByteBuffer.wrap(sendBuffer);
        frame.put((byte) ((fin ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        frame.putInt(mask);
        int sent = 0;
        do {
            // All parts but the last are a multiple of the mask's length.
            int left = payload.length - sent;
            int count = left <= frame.remaining() ? left : frame.remaining() & -Long.BYTES;
            putMasked(frame, payload, sent, count, mask);
            sendRaw(sendBuffer, frame.position());
            sent += count;
            frame.clear();
        } while (sent < payload.length);
    }

    private static void putMasked(ByteBuffer frame, byte[] payload, int offset, int count, int mask) {
        ByteBuffer plain = ByteBuffer.wrap(payload, offset, count);
        long twice = ((mask & 0xffffffffL) << Integer.SIZE) | (mask & 0xffffffffL);
        while (plain.remaining() >= Long.BYTES) {
            frame.putLong(plain.getLong() ^ twice);
        }
        for (int shift = Long.SIZE - Byte.SIZE; plain.hasRemaining(); shift -= Byte.SIZE) {
            frame.put((byte) (plain.get() ^ (twice >>> shift)));
        }
    }

    /** Sends bytes as they are, for what is no proper frame. */
    public void sendRaw(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        out.flush();
    }

    public void sendClose(int code) throws IOException {
        send(true, CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** The port that the gateway sees this client at. */
    public int localPort() {
        return socket.getLocalPort();
    }

    /** The next frame; EOFException when the connection ends orderly, SocketException when it is reset. */
    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return new Frame((first & 0x80) != 0, (first & 0x40) != 0, first & 0x0f, payload);
    }

    /** The payloads of the next messages, put together until there are so many bytes. Answers Pings. */
    public byte[] readBytes(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < count) {
            Frame frame = read();
            if (frame.isClose()) {
                throw new AssertionError("Closed with " + frame.closeCode() + " " + frame.closeReason() + " after "
                        + bytes.size() + " of " + count + " bytes");
            }
            if (frame.opcode() == PING) {
                send(true, PONG, frame.payload());
            } else {
                bytes.write(frame.payload());
            }
        }
        return bytes.toByteArray();
    }

    /** All payload up to the Close frame, which is answered; then the connection's end is awaited. */
    public Ended readToEnd() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            Frame frame = read();
            if (frame.isClose()) {
                send(true, CLOSE, frame.payload());
                return new Ended(bytes.toByteArray(), frame.closeCode(), frame.closeReason());
            }
            bytes.write(frame.payload());
        }
    }

    /** How a session ended, and all that came before. */
    public record Ended(byte[] payload, int code, String reason) {}

    /** True when the connection ends without a Close frame, orderly or not, whatever came before. */
    public boolean endsWithoutClose() {
        try {
            while (true) {
                if (read().isClose()) {
                    return false;
                }
            }
        } catch (IOException e) {
            return true;
        }
    }

    public Socket socket() {
        return socket;
    }

    /** Breaks the connection with a TCP reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
