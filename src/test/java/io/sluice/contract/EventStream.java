package io.sluice.contract;

import io.sluice.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of server-sent events. */
final class EventStream implements AutoCloseable {
    private static final int HANGING_SECONDS = 30;

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Asks for them as an operator. */
    static EventStream open(int port) {
        return open(HttpClient.newHttpClient(), "http://localhost:" + port, HttpClient.Version.HTTP_1_1);
    }

    static EventStream open(HttpClient client, String host, HttpClient.Version version) {
        int colon = Operator.LOG_IN.indexOf(':');
        HttpRequest request = HttpRequest.newBuilder(URI.create(host + "/manage/events"))
                .version(version)
                .header(
                        Operator.LOG_IN.substring(0, colon),
                        Operator.LOG_IN.substring(colon + 1).strip())
                .build();
        return new EventStream(client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .orTimeout(HANGING_SECONDS, TimeUnit.SECONDS)
                .join());
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** The next state; null at the end of the stream. */
    Map<String, Object> next() {
        return CompletableFuture.supplyAsync(this::read)
                .orTimeout(HANGING_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private Map<String, Object> read() {
        try {
            String event = lines.readLine();
            if (event == null) {
                return null;
            }
            String data = lines.readLine();
            String end = lines.readLine();
            if (!event.equals("event: state") || !data.startsWith("data: ") || !end.isEmpty()) {
                throw new AssertionError(event + "\n" + data + "\n" + end);
            }
            return JsonText.object(data.substring("data: ".length()));
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
