package io.sluice.demo;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One RFB client (RFC 6143): reads its messages and passes them to the desktop and to the {@link UpdateSender}, which
 * answers on a second thread, so that input is taken while an update is being written.
 *
 * <p>Belongs to the thread that calls {@link #serve()}.
 */
final class RfbConnection {
    /** The longest cut text a client may send, in bytes; none of it is held but the beginning. */
    static final int MAX_CUT_TEXT = 1024 * 1024;

    private static final int KEPT_CUT_TEXT = TypedText.COLUMNS * TypedText.LINES;

    // The messages of a client (section 7.5).
    private static final int SET_PIXEL_FORMAT = 0;
    private static final int SET_ENCODINGS = 2;
    private static final int FRAMEBUFFER_UPDATE_REQUEST = 3;
    private static final int KEY_EVENT = 4;
    private static final int POINTER_EVENT = 5;
    private static final int CLIENT_CUT_TEXT = 6;

    private final Socket socket;
    private final Desktop desktop;
    private final DataInputStream in;
    private final UpdateSender sender;

    RfbConnection(Socket socket, Desktop desktop, Framebuffer framebuffer) throws IOException {
        this.socket = socket;
        this.desktop = desktop;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.sender = new UpdateSender(framebuffer, socket.getOutputStream());
    }

    /**
     * Serves the client until it ends the connection; then the socket is closed and the sending thread has ended.
     *
     * @throws ProtocolException if the client sends something malformed
     * @throws IOException if the connection ends, which is the only way it does
     */
    void serve() throws IOException {
        new RfbHandshake(in, new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))).perform();
        DaemonThread sending = DaemonThread.start(Thread.currentThread().getName() + "-send", sender);
        try {
            while (true) {
                readMessage();
            }
        } finally {
            sender.close();
            LoopbackListener.closeQuietly(socket);
            sending.join();
        }
    }

    private void readMessage() throws IOException {
        int type = in.readUnsignedByte();
        switch (type) {
            case SET_PIXEL_FORMAT -> {
                in.skipNBytes(3);
                sender.use(PixelFormat.read(in));
            }
            case SET_ENCODINGS -> {
                // Raw needs no consent (section 7.7.1), and nothing else is sent.
                in.skipNBytes(1);
                in.skipNBytes((long) in.readUnsignedShort() * Integer.BYTES);
            }
            case FRAMEBUFFER_UPDATE_REQUEST -> {
                boolean incremental = in.readUnsignedByte() != 0;
                sender.request(
                        incremental,
                        new Area(
                                in.readUnsignedShort(),
                                in.readUnsignedShort(),
                                in.readUnsignedShort(),
                                in.readUnsignedShort()));
            }
            case KEY_EVENT -> {
                boolean down = in.readUnsignedByte() != 0;
                in.skipNBytes(2);
                int keysym = in.readInt();
                if (down) {
                    desktop.press(keysym);
                }
            }
            case POINTER_EVENT ->
                desktop.pointer(in.readUnsignedByte(), in.readUnsignedShort(), in.readUnsignedShort());
            case CLIENT_CUT_TEXT -> readCutText();
            default -> throw new ProtocolException("unknown message type " + type);
        }
    }

    private void readCutText() throws IOException {
        in.skipNBytes(3);
        int length = in.readInt();
        if (length < 0 || length > MAX_CUT_TEXT) {
            throw new ProtocolException("cut text of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] kept = in.readNBytes(Math.min(length, KEPT_CUT_TEXT));
        in.skipNBytes(length - kept.length);
        desktop.paste(new String(kept, StandardCharsets.ISO_8859_1));
    }
}
