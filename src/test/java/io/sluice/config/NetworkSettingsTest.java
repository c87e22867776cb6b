package io.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and hours as they are written, and what they hold. */
final class NetworkSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.4/30, 192.0.2.7, true",
        "192.0.2.4/30, 192.0.2.8, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 192.0.2.1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "2001:db8::/33, 2001:db8:7fff::, true",
        "2001:db8::/33, 2001:db8:8000::, false",
    })
    void range_holds_the_addresses_that_begin_alike(String range, String address, boolean holds) {
        assertEquals(holds, AddressRange.parse(range).contains(AddressRange.literal(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.1/8",
                "10.0.0.0/33",
                "::/129",
                "10.0.0/8",
                "10.0.0.256",
                "127.1",
                "localhost",
                "example.com",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "/8",
                "fe80::1%lo",
                ":",
                "1.2.3.4.5",
                "10.0.0.0/08888"
            })
    void anything_else_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
    }

    /** 2026-11-21 is a Saturday. */
    @ParameterizedTest
    @CsvSource({
        "08:00-18:00 UTC, 2026-11-21T08:00:00Z, true",
        "08:00-18:00 UTC, 2026-11-21T07:59:59Z, false",
        "08:00-18:00 UTC, 2026-11-21T17:59:59Z, true",
        "08:00-18:00 UTC, 2026-11-21T18:00:00Z, false",
        "Mon-Fri 08:00-18:00 UTC, 2026-11-21T12:00:00Z, false",
        "Mon-Fri 08:00-18:00 UTC, 2026-11-20T12:00:00Z, true",
        "'Fri,Sun 22:00-06:00 UTC', 2026-11-20T23:00:00Z, true",
        "'Fri,Sun 22:00-06:00 UTC', 2026-11-21T05:59:00Z, true",
        "'Fri,Sun 22:00-06:00 UTC', 2026-11-21T06:00:00Z, false",
        "'Fri,Sun 22:00-06:00 UTC', 2026-11-21T23:00:00Z, false",
        "Sat 00:00-24:00 UTC, 2026-11-21T23:59:59Z, true",
        "Sat 00:00-24:00 UTC, 2026-11-22T00:00:00Z, false",
        "Sat 00:00-24:00 UTC, 2026-11-20T23:59:59Z, false",
        "Fri-Mon 00:00-24:00 UTC, 2026-11-23T10:00:00Z, true",
        "08:00-18:00 Europe/Berlin, 2026-11-21T07:00:00Z, true",
        "08:00-18:00 Europe/Berlin, 2026-07-21T16:00:00Z, false",
    })
    void hours_hold_their_moments(String hours, Instant moment, boolean holds) {
        assertEquals(holds, Hours.parse(hours).include(moment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "8:00-18:00", "08:00", "24:00-08:00", "08:00-25:00", "Day 08:00-18:00", "08:00-18:00 Mars"})
    void other_hours_are_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Hours.parse(text));
    }
}
