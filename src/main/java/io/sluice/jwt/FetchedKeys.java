package io.sluice.jwt;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.sluice.fetch.Answer;
import io.sluice.fetch.HttpGet;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a JWK set that is fetched when needed, by the thread that needs it: there is no thread behind it. One
 * fetches at a time; the others go on with the keys that are known, and wait only where there are none.
 */
final class FetchedKeys implements TrustedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(FetchedKeys.class);

    /** How long keys are used without asking again. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** How long they are used while asking fails. */
    static final Duration USABLE = Duration.ofHours(1);

    /** The service is asked this often at most, whatever tokens say. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** How many threads may wait for the one that fetches. */
    private static final int MOST_WAITING = 16;

    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final int LONGEST = 512 << 10;

    /** Keys, and since when they are known. */
    private record Known(KeyRing ring, Instant since) {}

    private final URI address;
    private final InstantSource clock;
    private final HttpGet get;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Known known;

    /** When it was asked last; guarded by {@link #fetching}. */
    private @Nullable Instant asked;

    /** Whether the last answer was of no use. */
    private volatile boolean down;

    FetchedKeys(URI address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
        this.get = new HttpGet("application/jwk-set+json, application/json", TIMEOUT, LONGEST);
    }

    @Override
    public List<JWK> keysFor(JWSHeader header) throws KeysDownException {
        Known old = known;
        Known now = old != null && isWithin(old.since(), FRESH) ? old : fetched(old);
        List<JWK> keys = now.ring().keysFor(header);
        if (!keys.isEmpty()) {
            return keys;
        }
        // Perhaps the issuer has a new one.
        keys = fetched(now).ring().keysFor(header);
        if (keys.isEmpty() && down) {
            throw unreachable();
        }
        return keys;
    }

    /** A clock that was set back makes everything old. */
    private boolean isWithin(Instant moment, Duration age) {
        Duration passed = Duration.between(moment, clock.instant());
        return !passed.isNegative() && passed.compareTo(age) < 0;
    }

    /** Newer keys if there are any to be had now, or else the old ones while they can be used. */
    private Known fetched(@Nullable Known old) throws KeysDownException {
        boolean usable = old != null && isWithin(old.since(), USABLE);
        if (usable ? !fetching.tryLock() : !waited()) {
            return usable(old);
        }
        try {
            Known current = known;
            if (!Objects.equals(current, old) || (asked != null && isWithin(asked, PAUSE))) {
                return usable(current);
            }
            asked = clock.instant();
            return fetch(old);
        } finally {
            fetching.unlock();
        }
    }

    private boolean waited() {
        try {
            return fetching.getQueueLength() < MOST_WAITING
                    && fetching.tryLock(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Known fetch(@Nullable Known old) throws KeysDownException {
        try {
            Answer answer = get.get(address);
            if (answer.status() != 200) {
                throw new IOException("the answer's status is " + answer.status());
            }
            Known fetched = new Known(KeyRing.of(JWKSet.parse(answer.text())), clock.instant());
            known = fetched;
            down = false;
            return fetched;
        } catch (ParseException | RuntimeException e) {
            return failed(old, "the answer is no JWK set");
        } catch (IOException e) {
            return failed(old, String.valueOf(e.getMessage()));
        }
    }

    private Known failed(@Nullable Known old, String reason) throws KeysDownException {
        down = true;
        LOG.warn("Keys cannot be fetched from {}: {}", address.getHost(), reason);
        return usable(old);
    }

    private Known usable(@Nullable Known keys) throws KeysDownException {
        if (keys == null || !isWithin(keys.since(), USABLE)) {
            throw unreachable();
        }
        return keys;
    }

    private KeysDownException unreachable() {
        return new KeysDownException("the keys of " + address.getHost() + " cannot be fetched");
    }
}
