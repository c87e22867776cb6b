package io.sluice.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptedCodingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                        | true",
                "GZip                        | true",
                "x-gzip                      | true",
                "X-GZIP;q=0                  | false",
                "br, gzip                    | true",
                "br ,\t gzip , deflate        | true",
                "gzip;q=1                    | true",
                "gzip;q=1.000                | true",
                "gzip;q=0.001                | true",
                "gzip;Q=0.5                  | true",
                "gzip;q=0                    | false",
                "gzip;q=0.                   | false",
                "gzip;q=0.000                | false",
                "gzip;Q=0                    | false",
                "gzip; q = 0                 | false",
                "gzip;level=1;q=0            | false",
                "gzip;level=1;q=0.3          | true",
                "gzip;level=1                | true",
                "gzip;q                      | false",
                "gzip;q=                     | false",
                "gzip;q=many                 | false",
                "gzip;q=2                    | false",
                "gzip;q=-1                   | false",
                "gzip;q=0, *                 | false",
                "*;q=0, gzip                 | true",
                "*                           | true",
                "*;q=0                       | false",
                "br, *;q=0.1                 | true",
                "gzip, gzip;q=0              | false",
                "notgzip                     | false",
                "gzipped                     | false",
                "br;gzip                     | false",
                "identity                    | false",
                "''                          | false",
                "', ,;;, gzip'               | true",
            })
    void gzip_is_taken_by_who_says_so(String line, boolean taken) {
        assertEquals(taken, AcceptedCodings.takeGzip(List.of(line)));
    }

    @Test
    void all_lines_count() {
        assertTrue(AcceptedCodings.takeGzip(List.of("br", "gzip")));
        assertFalse(AcceptedCodings.takeGzip(List.of("*", "gzip;q=0")));
        assertFalse(AcceptedCodings.takeGzip(List.of()));
    }
}
