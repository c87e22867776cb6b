package io.sluice.route;

import io.sluice.config.Frames;
import io.sluice.config.ProxyProtocol;
import io.sluice.config.Viewer;
import io.sluice.relay.Destination;
import io.sluice.relay.RelaySettings;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path and all that is needed to serve it, but for who may.
 *
 * @param path the path below the context path; it may end with {@code {token}}
 * @param title what people read
 * @param targets where it leads
 * @param leadsTo where it leads, in words; for operators only
 * @param viewer what a browser opens it with
 * @param frames the kind of message that the client gets
 * @param compression whether permessage-deflate may be negotiated
 * @param proxyProtocol how the target is told the client's address
 * @param relay the bounds of its sessions
 * @param group what the portal lists it under; null: no group
 */
public record Route(
        String path,
        String title,
        Targets targets,
        String leadsTo,
        Viewer viewer,
        Frames frames,
        boolean compression,
        ProxyProtocol proxyProtocol,
        RelaySettings relay,
        @Nullable String group) {
    /**
     * A target as a session of this route reaches it.
     *
     * @param client the client's address and port
     * @param gateway the address and port that it has reached
     */
    public Destination destination(Target target, InetSocketAddress client, InetSocketAddress gateway) {
        return proxyProtocol == ProxyProtocol.OFF
                ? target
                : new Announced(target, ProxyHeader.of(proxyProtocol, client, gateway));
    }

    /** What a list of routes says of this one, ready for JSON: path, title, group and viewer, but never the target. */
    public Map<String, @Nullable Object> summary() {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("path", path);
        summary.put("title", title);
        summary.put("group", group);
        summary.put("viewer", viewer.name().toLowerCase(Locale.ROOT));
        return summary;
    }
}
