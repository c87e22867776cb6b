package io.sluice.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.sluice.config.ConfigurationException;
import io.sluice.config.JwtTrust;
import io.sluice.config.NamedFile;
import java.text.ParseException;
import java.util.List;

/** Reads public keys from a file: a JWK set, a single JWK, or a public key or certificate in PEM. */
final class KeyFileReader {
    private static final String EXPECTED = "expected a JWK set, or a public key or certificate in PEM";
    private static final String MANY = "\"keys\"";

    private KeyFileReader() {}

    /**
     * The file's keys.
     *
     * @throws ConfigurationException if it holds something else, a secret, or no key for an algorithm that is allowed
     */
    static KeyRing read(NamedFile file, JwtTrust trust) throws ConfigurationException {
        List<JWK> keys = keys(file);
        if (keys.stream().anyMatch(JWK::isPrivate)) {
            // Whoever can read the file could sign; and the issuer's private key has no business here.
            throw new ConfigurationException(file.unusable("holds a private or secret key; expected public keys only"));
        }
        KeyRing ring = KeyRing.of(keys);
        if (trust.algorithms().stream().map(JWSAlgorithm::parse).noneMatch(ring::serves)) {
            throw new ConfigurationException(file.unusable("holds no key for " + String.join(", ", trust.algorithms())
                    + "; expected one (RSA: of " + KeyRing.SHORTEST_RSA_BITS + " bits or more), or other algorithms"));
        }
        return ring;
    }

    private static List<JWK> keys(NamedFile file) throws ConfigurationException {
        String text = file.text().strip();
        try {
            if (!text.startsWith("{")) {
                return List.of(withoutName(JWK.parseFromPEMEncodedObjects(text)));
            }
            return text.contains(MANY) ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
        } catch (JOSEException | ParseException | RuntimeException e) {
            // What the libraries say may quote the file.
            throw new ConfigurationException(file.unusable("holds no key that can be read; " + EXPECTED));
        }
    }

    /** A certificate's key gets its serial number as its name, which no issuer knows it by. */
    private static JWK withoutName(JWK key) {
        if (key instanceof RSAKey rsa) {
            return new RSAKey.Builder(rsa).keyID(null).build();
        }
        return key instanceof ECKey ec ? new ECKey.Builder(ec).keyID(null).build() : key;
    }
}
