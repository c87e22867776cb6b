package io.sluice.route;

import io.sluice.config.TargetSettings;
import io.sluice.fetch.Answer;
import io.sluice.fetch.HttpGet;
import io.sluice.relay.Ticker;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP service answers with {@code HOST:PORT}, or websockify's JSON, for a token that stands in the address. */
final class HttpTokens implements TokenSource {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTokens.class);
    private static final int LONGEST = 4 << 10;

    private final TargetSettings.Lookup settings;
    private final HttpGet get;
    private final Lookups lookups;
    private final RecentAnswers recent;
    private final Complaints noTarget;

    /**
     * The tokens of this service.
     *
     * @param lookups bounds the waiting for it
     * @param ticker for the age of answers
     */
    HttpTokens(TargetSettings.Lookup settings, Lookups lookups, Ticker ticker) {
        this.settings = settings;
        this.lookups = lookups;
        this.get = new HttpGet("text/plain, application/json", settings.timeout(), LONGEST);
        this.noTarget = new Complaints(LOG, ticker);
        this.recent = new RecentAnswers(settings.cache(), ticker);
    }

    @Override
    public TargetSettings.@Nullable Host find(String token) throws SourceDownException {
        RecentAnswers.Remembered known = recent.of(token);
        if (known != null) {
            return known.target();
        }
        try (Lookups.Place place = lookups.begin()) {
            TargetSettings.Host target = ask(settings.address(escaped(token)));
            recent.remember(token, target);
            return target;
        }
    }

    /** With everything escaped but what never has to be (RFC 3986, 2.3). */
    private static String escaped(String token) {
        return URLEncoder.encode(token, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private TargetSettings.@Nullable Host ask(URI address) throws SourceDownException {
        try {
            Answer answer = get.get(address);
            return switch (answer.status()) {
                case 200 -> TargetText.parseAnswer(answer.text());
                case 403, 404, 410 -> null;
                default -> throw down(address, "the answer's status is " + answer.status());
            };
        } catch (IOException e) {
            throw down(address, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            noTarget.warn(
                    "What " + address.getHost() + " answers for a token is no target; expected " + TargetText.EXPECTED);
            return null;
        }
    }

    private static SourceDownException down(URI address, String reason) {
        return new SourceDownException("the service at " + address.getHost() + ": " + reason);
    }
}
