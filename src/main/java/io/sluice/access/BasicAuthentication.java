package io.sluice.access;

import io.sluice.config.BasicSettings;
import io.sluice.config.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/**
 * Knows users by name and password (RFC 7617). Failures slow the address and the user down. A password takes long to
 * check, on purpose; so few are checked at once, and one that was right is known again by a keyed digest.
 */
final class BasicAuthentication implements Authenticator {
    private static final String SCHEME = "Basic";
    private static final String DIGEST = "HmacSHA256";

    /** More than this many wait for a core to check their password: whoever comes then is told to come again. */
    private static final int MOST_WAITING = 16;

    private final Map<String, String> hashes;
    private final Attempts attempts;
    private final Semaphore checking = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    /** The one that takes longest to check; null when there is none. */
    private final @Nullable String slowest;

    private final SecretKeySpec digestKey;

    /** The digest of the password that each user was known by last. */
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    /**
     * With the users of a file.
     *
     * @throws ConfigurationException if the file cannot be used
     */
    BasicAuthentication(BasicSettings settings, Attempts attempts) throws ConfigurationException {
        this.hashes = PasswordFile.hashes(settings.file());
        this.slowest = hashes.values().stream()
                .max(Comparator.comparing(PasswordFile::cost))
                .orElse(null);
        this.attempts = attempts;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.digestKey = new SecretKeySpec(key, DIGEST);
    }

    @Override
    public @Nullable LogIn authenticate(Handshake handshake) {
        String encoded = handshake.credentials().authorization(SCHEME);
        if (encoded == null) {
            return null;
        }
        String decoded = decoded(encoded);
        int colon = decoded == null ? -1 : decoded.indexOf(':');
        if (decoded == null || colon < 0 || !Identity.isName(decoded.substring(0, colon))) {
            return new Refused(Refusal.WRONG_LOG_IN);
        }
        return authenticate(handshake, decoded.substring(0, colon), decoded.substring(colon + 1));
    }

    private LogIn authenticate(Handshake handshake, String user, String password) {
        Identity identity = new Identity(user, role -> false, Identity.Means.BASIC);
        byte[] digest = digest(user, password);
        if (MessageDigest.isEqual(digest, known.get(user))) {
            return identity;
        }
        Refused slowed = slowed(handshake, user);
        if (slowed != null) {
            return slowed;
        }
        if (checking.getQueueLength() >= MOST_WAITING) {
            return new Refused(Refusal.SOURCE_DOWN);
        }
        checking.acquireUninterruptibly();
        try {
            return check(handshake, identity, password, digest);
        } finally {
            checking.release();
        }
    }

    private @Nullable Refused slowed(Handshake handshake, String user) {
        Refused slowed = attempts.slowed(handshake.address());
        return slowed == null ? attempts.slowed(user) : slowed;
    }

    private LogIn check(Handshake handshake, Identity identity, String password, byte[] digest) {
        String user = identity.user();
        // While this one has waited, others may have failed, or brought the same password.
        if (MessageDigest.isEqual(digest, known.get(user))) {
            return identity;
        }
        Refused slowed = slowed(handshake, user);
        if (slowed != null) {
            return slowed;
        }
        if (!isRight(user, password)) {
            attempts.failed(handshake.address());
            attempts.failed(user);
            return new Refused(Refusal.WRONG_LOG_IN);
        }
        attempts.succeeded(user);
        known.put(user, digest);
        return identity;
    }

    private boolean isRight(String user, String password) {
        String own = hashes.get(user);
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        boolean right = own != null && OpenBSDBCrypt.checkPassword(own, bytes);
        // A wrong password takes as long for every user, and for one that is unknown.
        boolean quicker = own == null || PasswordFile.cost(own) < PasswordFile.cost(String.valueOf(slowest));
        if (!right && slowest != null && quicker) {
            OpenBSDBCrypt.checkPassword(slowest, bytes);
        }
        return right;
    }

    private byte[] digest(String user, String password) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(digestKey);
            // No name has a colon.
            return mac.doFinal((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + DIGEST, e);
        }
    }

    private static @Nullable String decoded(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
