package io.sluice.route;

import io.sluice.config.ProxyProtocol;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Tells a target whom the gateway speaks for: the PROXY protocol's header, version 1 or 2 (HAProxy,
 * {@code doc/proxy-protocol.txt}).
 */
public final class ProxyHeader {
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

    /** Version 2, on behalf of another. */
    private static final byte PROXY = 0x21;

    private static final byte TCP_4 = 0x11;
    private static final byte TCP_6 = 0x21;
    private static final int PORTS = 2 * Short.BYTES;
    private static final int SIX = 16;
    private static final int MAPPED_FILL = 10;

    private ProxyHeader() {}

    /**
     * The header; empty where none is wanted. When only one of the addresses is IPv6, the other one is written as such.
     *
     * @param client the client's address and port
     * @param gateway the address and port that it has reached
     */
    public static byte[] of(ProxyProtocol version, InetSocketAddress client, InetSocketAddress gateway) {
        return switch (version) {
            case OFF -> new byte[0];
            case V1 -> text(client, gateway);
            case V2 -> binary(client, gateway);
        };
    }

    private static boolean bothFour(InetSocketAddress client, InetSocketAddress gateway) {
        return client.getAddress() instanceof Inet4Address && gateway.getAddress() instanceof Inet4Address;
    }

    private static byte[] text(InetSocketAddress client, InetSocketAddress gateway) {
        boolean four = bothFour(client, gateway);
        String header = "PROXY " + (four ? "TCP4 " : "TCP6 ")
                + written(client.getAddress(), four) + " "
                + written(gateway.getAddress(), four) + " "
                + client.getPort() + " " + gateway.getPort() + "\r\n";
        return header.getBytes(StandardCharsets.US_ASCII);
    }

    private static String written(InetAddress address, boolean four) {
        String text = address.getHostAddress();
        if (four) {
            return text;
        }
        return address instanceof Inet4Address ? "::ffff:" + text : text.replaceFirst("%.*", "");
    }

    private static byte[] binary(InetSocketAddress client, InetSocketAddress gateway) {
        boolean four = bothFour(client, gateway);
        byte[] from = bytes(client.getAddress(), four);
        byte[] to = bytes(gateway.getAddress(), four);
        int length = from.length + to.length + PORTS;
        return ByteBuffer.allocate(SIGNATURE.length + Integer.BYTES + length)
                .put(SIGNATURE)
                .put(PROXY)
                .put(four ? TCP_4 : TCP_6)
                .putShort((short) length)
                .put(from)
                .put(to)
                .putShort((short) client.getPort())
                .putShort((short) gateway.getPort())
                .array();
    }

    private static byte[] bytes(InetAddress address, boolean four) {
        byte[] bytes = address.getAddress();
        if (four || bytes.length == SIX) {
            return bytes;
        }
        return ByteBuffer.allocate(SIX)
                .position(MAPPED_FILL)
                .putShort((short) 0xFFFF)
                .put(bytes)
                .array();
    }
}
