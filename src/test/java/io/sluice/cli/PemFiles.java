package io.sluice.cli;

import io.sluice.peers.ChildProcess;
import io.sluice.peers.Programs;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this machine's loopback address, and its key, made by OpenSSL.
 *
 * @param certificate the certificate's file
 * @param key the key's file
 */
public record PemFiles(Path certificate, Path key) {
    /** What a key may look like in a PEM file. */
    public enum Form {
        EC_SEC_1("BEGIN EC PRIVATE KEY", "ecparam -name prime256v1 -genkey -noout"),
        EC_PKCS_8("BEGIN PRIVATE KEY", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"),
        RSA_PKCS_1("BEGIN RSA PRIVATE KEY", "genrsa -traditional"),
        RSA_PKCS_8("BEGIN PRIVATE KEY", "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048");

        private final String heading;
        private final String command;

        Form(String heading, String command) {
            this.heading = heading;
            this.command = command;
        }
    }

    /** Makes a pair in this folder. */
    public static PemFiles make(Path folder, Form form) throws Exception {
        Path key = folder.resolve(form + "-key.pem");
        Path certificate = folder.resolve(form + "-certificate.pem");
        List<String> command = new ArrayList<>(List.of(Programs.path("openssl")));
        command.addAll(List.of(form.command.split(" ")));
        Files.writeString(key, ChildProcess.output(command.toArray(String[]::new)));
        if (!Files.readString(key).contains(form.heading)) {
            throw new AssertionError("OpenSSL made another form than " + form);
        }
        ChildProcess.output(
                Programs.path("openssl"),
                "req",
                "-x509",
                "-days",
                "2",
                "-key",
                key.toString(),
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-out",
                certificate.toString());
        return new PemFiles(certificate, key);
    }

    /** Makes a pair in this folder whose certificate is issued by this one, for a user of this name. */
    public PemFiles issue(Path folder, String user) throws Exception {
        Path issuedKey = folder.resolve(user + "-key.pem");
        Path request = folder.resolve(user + "-request.pem");
        Path issued = folder.resolve(user + "-certificate.pem");
        ChildProcess.output(
                Programs.path("openssl"),
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                issuedKey.toString(),
                "-subj",
                "/CN=" + user,
                "-out",
                request.toString());
        ChildProcess.output(
                Programs.path("openssl"),
                "x509",
                "-req",
                "-days",
                "2",
                "-in",
                request.toString(),
                "-CA",
                certificate.toString(),
                "-CAkey",
                key.toString(),
                "-CAcreateserial",
                "-out",
                issued.toString());
        return new PemFiles(issued, issuedKey);
    }

    /** Trusts this certificate and no other. */
    public SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            Certificate trusted = CertificateFactory.getInstance("X.509").generateCertificate(in);
            store.setCertificateEntry("gateway", trusted);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
