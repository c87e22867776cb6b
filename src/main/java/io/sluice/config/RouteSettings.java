package io.sluice.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param group what the portal lists it under; null: no group
 * @param checked whether the portal may try if the target takes connections
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
        ProxyProtocol proxyProtocol,
        @Nullable String group,
        boolean checked) {
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
                ProxyProtocol.OFF,
                null,
                Viewer.guess(target).toleratesChecks());
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

    /** The same as the portal shows it. */
    public RouteSettings shownAs(String otherTitle, @Nullable String otherGroup, Viewer otherViewer) {
        return new RouteSettings(
                path,
                otherTitle,
                target,
                otherViewer,
                frames,
                compression,
                access,
                limits,
                timeouts,
                tls,
                proxyProtocol,
                otherGroup,
                checked);
    }

    /** The same, with a target that the portal may try, or may not. */
    public RouteSettings withChecked(boolean other) {
        return new RouteSettings(
                path,
                title,
                target,
                viewer,
                frames,
                compression,
                access,
                limits,
                timeouts,
                tls,
                proxyProtocol,
                group,
                other);
    }
}
