package io.sluice.demo.shell;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The key by which the demo's SSH server is known. It is published here, so it proves nothing to anybody: it is good
 * for the demo only, whose server is on loopback and has nothing to hide. It stays the same because a viewer remembers
 * the key of each route and stops, as it should, when another server answers there.
 */
final class DemoHostKey {
    private static final String PUBLISHED_PRIVATE_KEY =
            "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCAdJAtSDoMvUdBklMUhLnOZyI3w38pCsHiu12CQutRokg==";

    private static final String PUBLIC_KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAECu7A99WEw1CKKkmYKsUafhoXW85LqxgtqJ4OYavTyY1qpRguvLV4gVkCvjnCaEM4wUBTw5It37AP9ymG2Dy3SA==";

    private DemoHostKey() {}

    /** An ECDSA key of the curve P-256. */
    static KeyPair pair() {
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(decoded(PUBLIC_KEY))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(decoded(PUBLISHED_PRIVATE_KEY))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java knows no P-256", e);
        }
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text);
    }
}
