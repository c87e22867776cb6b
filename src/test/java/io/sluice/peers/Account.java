package io.sluice.peers;

import java.util.concurrent.ThreadLocalRandom;

/** A user of this machine for one test, with a password. Only root can make one. */
final class Account implements AutoCloseable {
    /** What is typed to log in; nothing else that a test sends looks like it. */
    static final String PASSWORD = "Quite-a 7ecret Wört";

    private final String name;

    private Account(String name) {
        this.name = name;
    }

    static Account create() throws Exception {
        String name = "sluice" + ThreadLocalRandom.current().nextInt(10_000, 99_999);
        ChildProcess.output(
                Programs.path("useradd"),
                "--no-create-home",
                "--home-dir",
                "/",
                "--shell",
                Programs.path("bash"),
                name);
        Account account = new Account(name);
        try {
            ChildProcess.output("sh", "-c", "printf '%s:%s\\n' \"$1\" \"$2\" | chpasswd", "sh", name, PASSWORD);
            return account;
        } catch (Throwable e) {
            account.close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    @Override
    public void close() throws Exception {
        ChildProcess.output(Programs.path("userdel"), "--force", name);
    }
}
