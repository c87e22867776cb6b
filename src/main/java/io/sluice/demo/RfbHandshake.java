package io.sluice.demo;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/**
 * The opening of an RFB connection, from the version to ServerInit (RFC 6143 sections 7.1 to 7.3), with security type
 * None. Answers clients of the versions 3.3, 3.7 and 3.8.
 */
final class RfbHandshake {
    private static final String DESKTOP_NAME = "Sluice demo desktop";
    private static final int SECURITY_NONE = 1;
    private static final int SECURITY_OK = 0;
    private static final int SECURITY_FAILED = 1;
    private static final int VERSION_BYTES = 12;

    private final DataInputStream in;
    private final DataOutputStream out;

    RfbHandshake(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Returns when both sides have initialized.
     *
     * @throws ProtocolException if the client breaks the protocol or wants another security type
     */
    void perform() throws IOException {
        out.writeBytes("RFB 003.008\n");
        out.flush();
        switch (readMinorVersion()) {
            case 8 -> {
                offerSecurity();
                out.writeInt(SECURITY_OK);
            }
            case 7 -> offerSecurity();
            // Other versions were announced by some clients, and mean 3.3 (section 7.1.1).
            default -> out.writeInt(SECURITY_NONE);
        }
        out.flush();
        // ClientInit: whether to share the desktop. It is always shared.
        in.readUnsignedByte();
        out.writeShort(Canvas.WIDTH);
        out.writeShort(Canvas.HEIGHT);
        PixelFormat.NATIVE.write(out);
        out.writeInt(DESKTOP_NAME.length());
        out.writeBytes(DESKTOP_NAME);
        out.flush();
    }

    private int readMinorVersion() throws IOException {
        byte[] bytes = new byte[VERSION_BYTES];
        in.readFully(bytes);
        String version = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!version.matches("RFB 003\\.[0-9]{3}\n")) {
            throw new ProtocolException("no RFB 3 version");
        }
        return Integer.parseInt(version.substring(8, 11));
    }

    private void offerSecurity() throws IOException {
        out.writeByte(1);
        out.writeByte(SECURITY_NONE);
        out.flush();
        if (in.readUnsignedByte() != SECURITY_NONE) {
            String reason = "Security type None only";
            out.writeInt(SECURITY_FAILED);
            out.writeInt(reason.length());
            out.writeBytes(reason);
            out.flush();
            throw new ProtocolException("security type not offered");
        }
    }
}
