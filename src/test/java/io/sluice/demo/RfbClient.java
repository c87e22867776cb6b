package io.sluice.demo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The least an RFB client can be: one that keeps the raw pixel values it was sent. */
final class RfbClient implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 30_000;

    final Socket socket;
    final DataInputStream in;
    final DataOutputStream out;
    private PixelFormat format = PixelFormat.NATIVE;
    private int[] screen = new int[0];
    private int width;
    private int height;
    private String name = "";

    private RfbClient(int port) throws IOException {
        socket = new Socket(LoopbackListener.address(), port);
        // Only keeps a broken server from hanging the build.
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** Connects and reads the version the server offers. */
    static RfbClient greeted(int port) throws IOException {
        RfbClient client = new RfbClient(port);
        byte[] version = client.in.readNBytes(12);
        if (!new String(version, StandardCharsets.US_ASCII).equals("RFB 003.008\n")) {
            throw new IOException("unexpected version " + Arrays.toString(version));
        }
        return client;
    }

    /** Connects and completes a handshake of RFB 3.8. */
    static RfbClient ready(int port) throws IOException {
        RfbClient client = greeted(port);
        client.sendVersion("RFB 003.008\n");
        client.chooseNone();
        client.expect(0, client.in.readInt());
        client.initialize();
        return client;
    }

    void sendVersion(String version) throws IOException {
        out.write(version.getBytes(StandardCharsets.US_ASCII));
    }

    /** Expects security type None alone to be offered, and chooses it. */
    void chooseNone() throws IOException {
        expect(1, in.readUnsignedByte());
        expect(1, in.readUnsignedByte());
        out.writeByte(1);
    }

    void initialize() throws IOException {
        out.writeByte(1);
        width = in.readUnsignedShort();
        height = in.readUnsignedShort();
        format = PixelFormat.read(in);
        byte[] bytes = in.readNBytes(in.readInt());
        name = new String(bytes, StandardCharsets.US_ASCII);
        screen = new int[width * height];
    }

    String name() {
        return name;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    PixelFormat format() {
        return format;
    }

    /** Returns a copy of the pixel values as the server sent them. */
    int[] screen() {
        return screen.clone();
    }

    void setPixelFormat(PixelFormat wanted) throws IOException {
        out.writeInt(0);
        wanted.write(out);
        format = wanted;
    }

    void setEncodings(int... encodings) throws IOException {
        out.writeShort(0x0200);
        out.writeShort(encodings.length);
        for (int encoding : encodings) {
            out.writeInt(encoding);
        }
    }

    void request(boolean incremental, Area area) throws IOException {
        out.writeByte(3);
        out.writeBoolean(incremental);
        out.writeShort(area.x());
        out.writeShort(area.y());
        out.writeShort(area.width());
        out.writeShort(area.height());
    }

    void press(int keysym) throws IOException {
        key(true, keysym);
        key(false, keysym);
    }

    void pointer(int buttons, int x, int y) throws IOException {
        out.writeByte(5);
        out.writeByte(buttons);
        out.writeShort(x);
        out.writeShort(y);
    }

    void cutText(String text) throws IOException {
        out.writeInt(0x06000000);
        out.writeInt(text.length());
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Asks for the whole screen and reads it. */
    int[] fullScreen() throws IOException {
        request(false, Framebuffer.BOUNDS);
        readUpdate();
        return screen();
    }

    /** Asks for what has changed on the whole screen, waits for it, and returns where it was. */
    List<Area> changes() throws IOException {
        request(true, Framebuffer.BOUNDS);
        return readUpdate();
    }

    List<Area> readUpdate() throws IOException {
        expect(0, in.readUnsignedByte());
        in.readUnsignedByte();
        int count = in.readUnsignedShort();
        List<Area> areas = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Area area = new Area(
                    in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort());
            expect(0, in.readInt());
            for (int y = area.y(); y < area.bottom(); y++) {
                for (int x = area.x(); x < area.right(); x++) {
                    screen[y * width + x] = readPixel();
                }
            }
            areas.add(area);
        }
        return areas;
    }

    /** Returns whether the server has ended the connection; waits until it says more or does. */
    boolean isEnded() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void key(boolean down, int keysym) throws IOException {
        out.writeByte(4);
        out.writeBoolean(down);
        out.writeShort(0);
        out.writeInt(keysym);
    }

    private int readPixel() throws IOException {
        int value = 0;
        int bytes = format.bytesPerPixel();
        for (int index = 0; index < bytes; index++) {
            int next = in.readUnsignedByte();
            value |= next << (Byte.SIZE * (format.bigEndian() ? bytes - 1 - index : index));
        }
        return value;
    }

    private void expect(int expected, int actual) throws IOException {
        if (expected != actual) {
            throw new IOException("expected " + expected + " but the server sent " + actual);
        }
    }
}
