package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a browser has to load before it can speak SSH. */
final class TerminalSizeIT {
    private static final int MOST_BYTES = 350_000;
    private static final Pattern ASSET = Pattern.compile("\\.\\./assets/([a-z]+-[A-Z0-9]{8}\\.(?:js|css|svg))\"");

    @Test
    void page_with_all_that_it_needs_is_smaller_than_350_kilobytes() throws Exception {
        try (SluiceProcess gateway = SluiceProcess.serve("--route", "/ssh/build=22")) {
            URI address = URI.create(TerminalPage.address(gateway.address()));
            HttpResponse<byte[]> page = get(address, "identity");
            List<String> assets = ASSET.matcher(new String(page.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
            assertEquals(4, assets.size(), assets::toString);
            int total = page.body().length;
            for (String asset : assets) {
                HttpResponse<byte[]> response = get(gateway.address().resolve("assets/" + asset), "gzip");
                assertEquals(200, response.statusCode(), asset);
                assertEquals(
                        "gzip",
                        response.headers().firstValue("Content-Encoding").orElse(""),
                        asset);
                assertTrue(
                        response.headers()
                                .firstValue("Cache-Control")
                                .orElse("")
                                .contains("immutable"),
                        asset);
                total += response.body().length;
            }
            assertTrue(total < MOST_BYTES, "It is " + total + " bytes");
        }
    }

    private static HttpResponse<byte[]> get(URI address, String encoding) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Accept-Encoding", encoding)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
