package io.sluice.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostFormTest {
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "0.0.0.0", "255.255.255.255", "::1", "fe80::1%lo", "::ffff:10.0.0.5"})
    void address(String host) {
        assertEquals(HostForm.ADDRESS, HostForm.of(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"desk1", "build.internal", "localhost", "a_b-c.example", "10.example", "0x7f.example", "x1"})
    void name(String host) {
        assertEquals(HostForm.NAME, HostForm.of(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "0X7F000001",
                "0x",
                "017700000001",
                "0177.0.0.1",
                "127.0.0.01",
                "010.0.0.5",
                "256.0.0.1",
                "127.0.0.1.5",
                "127.0.0.1.",
                "localhost.",
                ".localhost",
                "a..b",
                ".",
                "",
                "name.127"
            })
    void what_might_be_a_number_in_disguise(String host) {
        assertEquals(HostForm.AMBIGUOUS, HostForm.of(host));
    }
}
