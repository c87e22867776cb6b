package io.sluice.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate for loopback and its key (P-256), in all the forms that gateways want, made by OpenSSL.
 *
 * @param certificate as PEM
 * @param key as PEM
 * @param both certificate and key as PEM, in one file
 * @param store both as PKCS#12, with {@link #PASSWORD}
 */
record PemFiles(Path certificate, Path key, Path both, Path store) {
    static final String PASSWORD = "loopback";

    /** Makes them in this folder. */
    static PemFiles make(Path folder) throws IOException, InterruptedException {
        PemFiles files = new PemFiles(
                folder.resolve("certificate.pem"),
                folder.resolve("key.pem"),
                folder.resolve("both.pem"),
                folder.resolve("store.p12"));
        Command.output(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                files.key.toString(),
                "-out",
                files.certificate.toString());
        Files.writeString(files.both, Files.readString(files.certificate) + Files.readString(files.key));
        Command.output(
                "openssl",
                "pkcs12",
                "-export",
                "-in",
                files.both.toString(),
                "-out",
                files.store.toString(),
                "-passout",
                "pass:" + PASSWORD);
        return files;
    }
}
