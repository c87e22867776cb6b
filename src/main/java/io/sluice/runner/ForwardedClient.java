package io.sluice.runner;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Finds the real client of a request that came through trusted proxies: in {@code X-Forwarded-For} or
 * {@code Forwarded}, the nearest hop that is not itself a trusted proxy. What lies behind that one it could have made
 * up (Jetty's own way takes the farthest). The host and port that proxies tell are not believed: pages of other sites
 * are told by them.
 *
 * <p>Most proxies write one of the two headers and pass the other one on as the client sent it. So both may be there
 * only if they name the same client; else one of them is made up, nobody can tell which, and the request is bad.
 */
final class ForwardedClient implements HttpConfiguration.Customizer {
    private final TrustedProxies proxies;

    /** For what these proxies tell. */
    ForwardedClient(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (!proxies.trusts(request.getConnectionMetaData().getRemoteSocketAddress())) {
            return request;
        }
        String forwarded = list(request, HttpHeader.FORWARDED);
        String forwardedFor = list(request, HttpHeader.X_FORWARDED_FOR);
        boolean secure = isSecure(list(request, HttpHeader.X_FORWARDED_PROTO));
        Hop one = farthest(Hop.ofForwarded(forwarded));
        Hop other = farthest(Hop.ofForwardedFor(forwardedFor, secure));
        if (!forwarded.isBlank() && !forwardedFor.isBlank() && !Objects.equals(host(one), host(other))) {
            throw new HttpException.RuntimeException(
                    HttpStatus.BAD_REQUEST_400, "Forwarded and X-Forwarded-For name different clients");
        }
        Hop hop = forwarded.isBlank() ? other : one;
        return new Forwarded(request, from(hop), secure || (hop != null && hop.secure()));
    }

    /** All lines of a header, which are one list; empty if there is none. */
    private static String list(Request request, HttpHeader header) {
        return request.getHeaders().getValuesList(header).stream()
                .filter(Objects::nonNull)
                .collect(Collectors.joining(","));
    }

    /** What the proxy says that is next: it is the last to write, whatever it was sent. */
    private static boolean isSecure(String protocols) {
        return Hop.isSecure(protocols.substring(protocols.lastIndexOf(',') + 1).strip());
    }

    /** The last hop of which a trusted proxy tells; null if there is none. */
    private @Nullable Hop farthest(List<Hop> nearestFirst) {
        Hop farthest = null;
        for (Hop hop : nearestFirst) {
            farthest = hop.from() != null || farthest == null ? hop : new Hop(farthest.from(), hop.secure());
            if (hop.from() == null || !proxies.trusts(hop.from().getAddress())) {
                break;
            }
        }
        return farthest;
    }

    private static @Nullable InetSocketAddress from(@Nullable Hop hop) {
        return hop == null ? null : hop.from();
    }

    private static @Nullable Object host(@Nullable Hop hop) {
        InetSocketAddress from = from(hop);
        return from == null ? null : from.getAddress();
    }

    /** A request as the client sent it to the proxies. */
    private static final class Forwarded extends Request.Wrapper {
        private final ConnectionMetaData connection;
        private final boolean secure;
        private final HttpURI uri;

        Forwarded(Request request, @Nullable InetSocketAddress client, boolean secure) {
            super(request);
            this.connection = client == null
                    ? request.getConnectionMetaData()
                    : new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                        @Override
                        public SocketAddress getRemoteSocketAddress() {
                            return client;
                        }
                    };
            this.secure = secure || request.isSecure();
            this.uri = secure
                    ? HttpURI.build(request.getHttpURI())
                            .scheme(HttpScheme.HTTPS)
                            .asImmutable()
                    : request.getHttpURI();
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }
    }
}
