package io.sluice.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Makes htpasswd files. */
public final class PasswordFiles {
    private static final int CHEAP = 4;
    private static final byte[] SALT = "sixteen bytes 16".getBytes(StandardCharsets.UTF_8);

    private PasswordFiles() {}

    /** A file with these users, each followed by the password. */
    public static Path write(Path file, String... usersAndPasswords) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < usersAndPasswords.length; i += 2) {
            byte[] password = usersAndPasswords[i + 1].getBytes(StandardCharsets.UTF_8);
            lines.append(usersAndPasswords[i])
                    .append(':')
                    .append(OpenBSDBCrypt.generate("2y", password, SALT, CHEAP))
                    .append('\n');
        }
        return Files.writeString(file, lines);
    }
}
