package io.sluice.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.peers.ChildProcess;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for {@code localhost} and its key, made by the JDK's keytool; signed by nobody else. */
public final class TlsCertificate {
    private static final String ALIAS = "target";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final KeyStore store;

    private TlsCertificate(KeyStore store) {
        this.store = store;
    }

    /** Makes one in this folder. */
    public static TlsCertificate make(Path folder) throws Exception {
        Path file = folder.resolve("target.p12");
        ChildProcess.output(
                System.getProperty("java.home") + "/bin/keytool",
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new TlsCertificate(store);
    }

    /** For a target that shows this certificate, and one that trusts no other. */
    public SSLContext showing() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust().getTrustManagers(), null);
        return context;
    }

    /** For a gateway that trusts this certificate and no other, and shows none. */
    public SSLContext trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust().getTrustManagers(), null);
        return context;
    }

    private TrustManagerFactory trust() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust;
    }

    /** Certificate and key in one PEM file, as OpenSSL reads them. */
    public Path pem(Path folder) throws Exception {
        ByteArrayOutputStream pem = new ByteArrayOutputStream();
        block(pem, "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        block(pem, "PRIVATE KEY", store.getKey(ALIAS, PASSWORD).getEncoded());
        return Files.write(folder.resolve("target.pem"), pem.toByteArray());
    }

    private static void block(ByteArrayOutputStream pem, String name, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        String block = "-----BEGIN " + name + "-----\n" + base64 + "\n-----END " + name + "-----\n";
        pem.writeBytes(block.getBytes(US_ASCII));
    }
}
