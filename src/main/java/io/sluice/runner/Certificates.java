package io.sluice.runner;

import io.sluice.config.ConfigurationException;
import io.sluice.config.Problem;
import io.sluice.config.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import javax.net.ssl.X509ExtendedKeyManager;
import nl.altindag.ssl.SSLFactory;
import nl.altindag.ssl.pem.util.PemUtils;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Reads PEM files. */
final class Certificates {
    private Certificates() {}

    /**
     * TLS 1.2 and 1.3 with this certificate.
     *
     * @throws ConfigurationException if the files are missing, unreadable, or no certificate and key that belong
     *     together
     */
    static SslContextFactory.Server load(TlsSettings settings) throws ConfigurationException {
        readable(settings.certificate());
        readable(settings.key());
        SslContextFactory.Server factory = new SslContextFactory.Server();
        try {
            PublicKey published =
                    PemUtils.loadCertificate(settings.certificate()).get(0).getPublicKey();
            if (!belongTogether(PemUtils.loadPrivateKey(settings.key()), published)) {
                throw wrong(
                        settings.key(), "is another certificate's key; expected the one of " + settings.certificate());
            }
            X509ExtendedKeyManager identity = PemUtils.loadIdentityMaterial(settings.certificate(), settings.key());
            factory.setSslContext(
                    SSLFactory.builder().withIdentityMaterial(identity).build().getSslContext());
        } catch (RuntimeException e) {
            throw wrong(
                    settings.certificate(),
                    "cannot be used with " + settings.key()
                            + "; expected a PEM certificate and its PEM private key without a passphrase");
        }
        factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        return factory;
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

    private static void readable(Path file) throws ConfigurationException {
        if (!Files.isReadable(file)) {
            throw wrong(file, "cannot be read; expected a PEM file");
        }
    }

    private static ConfigurationException wrong(Path file, String message) {
        return new ConfigurationException(new Problem(file.toString(), 0, "", message));
    }
}
