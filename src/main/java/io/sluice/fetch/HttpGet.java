package io.sluice.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks with HTTP/1.1's GET, each time on a connection of its own. Neither of the JDK's clients will do: one has no
 * bound on the whole time, the other leaves a thread behind in a web application. Redirects are not followed, and no
 * proxy is used. Used from any thread, and blocks it no longer than it was told to, but for the finding of the server's
 * name.
 */
public final class HttpGet {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final SSLSocketFactory tls;
    private final String accepted;
    private final Duration timeout;
    private final int longest;

    /**
     * Checks servers as the JDK does.
     *
     * @param accepted the media types that may be answered with
     * @param timeout for connecting and the whole answer together
     * @param longest how many bytes an answer's body may have
     */
    public HttpGet(String accepted, Duration timeout, int longest) {
        this((SSLSocketFactory) SSLSocketFactory.getDefault(), accepted, timeout, longest);
    }

    /** The same with other authorities. */
    HttpGet(SSLSocketFactory tls, String accepted, Duration timeout, int longest) {
        this.tls = tls;
        this.accepted = accepted;
        this.timeout = timeout;
        this.longest = longest;
    }

    /**
     * Asks.
     *
     * @param address http or https; who it names must prove it, in https
     * @throws IOException if there is no answer, not a whole one in time, or none of this size; its message quotes
     *     neither path nor query
     */
    public Answer get(URI address) throws IOException {
        Deadline deadline = Deadline.in(timeout);
        try (Socket plain = connect(address, deadline);
                Socket socket = secured(plain, address)) {
            socket.getOutputStream().write(request(address).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new AnswerReader(new BufferedInputStream(socket.getInputStream()), longest).read();
        }
    }

    private static boolean isSecure(URI address) {
        return address.getScheme().equals("https");
    }

    private static int port(URI address) {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return isSecure(address) ? HTTPS : HTTP;
    }

    /** The host without an IPv6 address's brackets. */
    private static String host(URI address) {
        return address.getHost().replaceAll("[\\[\\]]", "");
    }

    private static Socket connect(URI address, Deadline deadline) throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress each : InetAddress.getAllByName(host(address))) {
            Socket socket = new DeadlineSocket(deadline);
            try {
                socket.connect(new InetSocketAddress(each, port(address)), deadline.millisLeft());
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private Socket secured(Socket plain, URI address) throws IOException {
        if (!isSecure(address)) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, host(address), port(address), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private String request(URI address) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return "GET " + path + query + " HTTP/1.1\r\n"
                + "Host: " + address.getRawAuthority() + "\r\n"
                + "Accept: " + accepted + "\r\n"
                + "User-Agent: sluice\r\n"
                + "Connection: close\r\n\r\n";
    }
}
