package io.sluice.contract;

import io.sluice.json.JsonText;
import io.sluice.testing.PasswordFiles;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** An operator, who looks at a gateway in a container. */
record Operator(RunningGateway gateway) {
    static final String LOG_IN = RawWebSocket.basic("ops", "right");

    /** What a configuration says to have one. */
    static String yaml(Path folder) throws Exception {
        Path users = PasswordFiles.write(folder.resolve("users"), "ops", "right", "alice", "right");
        return "manage: {listen: off, role: admin}\nauthentication: {basic: {file: " + users
                + "}, roles: {admin: [ops]}}\n";
    }

    Response get(String path, String... headers) {
        return request("GET", path, headers);
    }

    Response request(String method, String path, String... headers) {
        String[] all = new String[headers.length + 1];
        all[0] = LOG_IN;
        System.arraycopy(headers, 0, all, 1, headers.length);
        try {
            return RawWebSocket.http(gateway.port(), method, path, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Object> json(String path) {
        return JsonText.object(get(path).body());
    }

    /** The value of a metric with exactly these labels, written as Prometheus reads them; null if there is none. */
    Double metric(String nameAndLabels) {
        return get("/manage/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(nameAndLabels + " "))
                .map(line -> Double.valueOf(line.substring(nameAndLabels.length() + 1)))
                .findFirst()
                .orElse(null);
    }
}
