package io.sluice.config;

import java.util.ArrayList;
import java.util.List;

/**
 * One route.
 *
 * @param path the path below the context path, such as {@code /vnc/desk1}
 * @param title what people read
 * @param target where it leads
 * @param viewer what a browser opens it with
 * @param frames the kind of message that the client gets
 * @param compression whether permessage-deflate (RFC 7692) may be negotiated
 * @param access who may open it
 * @param limits how much it carries
 * @param timeouts how long things may take
 * @param tls how a target is spoken to over TLS
 * @param proxyProtocol how the target is told the client's address
 */
public record RouteSettings(
        String path,
        String title,
        TargetSettings target,
        Viewer viewer,
        Frames frames,
        boolean compression,
        AccessSettings access,
        RouteLimits limits,
        TimeoutSettings timeouts,
        TargetTls tls,
        ProxyProtocol proxyProtocol) {
    /** A route of which only path and target are given. */
    public static RouteSettings of(String path, TargetSettings target, TimeoutSettings timeouts) {
        return new RouteSettings(
                path,
                path.substring(1),
                target,
                Viewer.guess(target),
                Frames.BINARY,
                false,
                AccessSettings.DEFAULT,
                RouteLimits.DEFAULT,
                timeouts,
                TargetTls.DEFAULT,
                ProxyProtocol.OFF);
    }

    /**
     * What an operator should think twice about, a sentence each.
     *
     * @param destinations where targets may lie that are chosen at run time
     */
    public List<String> doubts(List<DestinationRule> destinations) {
        List<String> doubts = new ArrayList<>();
        if (tls.insecure()) {
            doubts.add("the target's certificate is not checked (insecure: true): anybody may stand in for the target");
        }
        if (target instanceof TargetSettings.ByToken && destinations.isEmpty()) {
            doubts.add("every token is refused until destinations says where targets may lie");
        }
        return doubts;
    }

    /** The same with another title. */
    public RouteSettings withTitle(String other) {
        return new RouteSettings(
                path, other, target, viewer, frames, compression, access, limits, timeouts, tls, proxyProtocol);
    }

    /** The same with another viewer. */
    public RouteSettings withViewer(Viewer other) {
        return new RouteSettings(
                path, title, target, other, frames, compression, access, limits, timeouts, tls, proxyProtocol);
    }
}
