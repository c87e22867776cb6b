package io.sluice.pem;

import io.sluice.config.ConfigurationException;
import io.sluice.config.NamedFile;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import nl.altindag.ssl.pem.util.PemUtils;

/** Reads keys and certificates from files that the configuration names. */
public final class Pem {
    private Pem() {}

    /**
     * A certificate, followed by those of its issuers, and its private key.
     *
     * @throws ConfigurationException if the files hold something else, or what does not belong together
     */
    public static X509ExtendedKeyManager identity(NamedFile certificate, NamedFile key) throws ConfigurationException {
        PublicKey published = certificates(certificate).get(0).getPublicKey();
        if (!belongTogether(privateKey(key), published)) {
            throw new ConfigurationException(
                    key.unusable("is another certificate's key; expected the one of " + certificate));
        }
        try {
            return PemUtils.loadIdentityMaterial(stream(certificate), stream(key));
        } catch (RuntimeException e) {
            throw new ConfigurationException(certificate.unusable(
                    "cannot be used with " + key + "; expected a PEM certificate, then those of its issuers"));
        }
    }

    /**
     * Certificates of authorities, to check others against.
     *
     * @throws ConfigurationException if the file holds none
     */
    public static X509ExtendedTrustManager authorities(NamedFile file) throws ConfigurationException {
        certificates(file);
        try {
            return PemUtils.loadTrustMaterial(stream(file));
        } catch (RuntimeException e) {
            throw new ConfigurationException(file.unusable("cannot be used; expected PEM certificates of authorities"));
        }
    }

    private static List<X509Certificate> certificates(NamedFile file) throws ConfigurationException {
        List<X509Certificate> certificates;
        try {
            certificates = PemUtils.loadCertificate(stream(file));
        } catch (RuntimeException e) {
            certificates = List.of();
        }
        if (certificates.isEmpty()) {
            throw new ConfigurationException(file.unusable("holds no certificate; expected a PEM certificate"));
        }
        return certificates;
    }

    private static PrivateKey privateKey(NamedFile file) throws ConfigurationException {
        try {
            return PemUtils.loadPrivateKey(stream(file));
        } catch (RuntimeException e) {
            // What the library says may quote the file.
            throw new ConfigurationException(
                    file.unusable("holds no private key; expected a PEM private key without a passphrase"));
        }
    }

    private static ByteArrayInputStream stream(NamedFile file) {
        return new ByteArrayInputStream(file.content());
    }

    /** Whether what one key signs is what the other one verifies. */
    private static boolean belongTogether(PrivateKey key, PublicKey published) {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        byte[] something = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(something);
            byte[] signed = signature.sign();
            signature.initVerify(published);
            signature.update(something);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
