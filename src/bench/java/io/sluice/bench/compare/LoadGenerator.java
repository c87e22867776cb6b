package io.sluice.bench.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs the program that src/bench/load is compiled to. */
final class LoadGenerator {
    private static final long HANGING_SECONDS = 120;

    private final Path program;
    private final int targetPort;

    LoadGenerator(Path program, int targetPort) {
        this.program = program;
        this.targetPort = targetPort;
    }

    /** One measurement of so many seconds, after so many of the same load. */
    Measurement measure(
            Contender contender, Gateway gateway, Transport transport, Work work, double rampSeconds, double seconds)
            throws IOException, InterruptedException, MeasurementFailedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(work.arguments());
        command.addAll(contender.clientArguments());
        command.addAll(List.of("--port", Integer.toString(gateway.port())));
        command.addAll(List.of("--target-port", Integer.toString(targetPort)));
        command.addAll(List.of("--warmup", decimal(rampSeconds), "--seconds", decimal(seconds)));
        if (gateway.pid() != 0) {
            command.addAll(List.of("--pid", Long.toString(gateway.pid())));
        }
        if (transport == Transport.TLS) {
            command.add("--tls");
        }
        String answer = run(command);
        return new Measurement(JSON.std.mapFrom(answer));
    }

    private static String decimal(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    private static String run(List<String> command)
            throws IOException, InterruptedException, MeasurementFailedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread watchdog = endWhenHanging(process);
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), UTF_8).strip();
            if (process.waitFor() != 0) {
                String why = text.lines().reduce((first, second) -> second).orElse("no answer");
                throw new MeasurementFailedException(why.replaceFirst("^load: ", ""));
            }
            return text;
        } finally {
            watchdog.interrupt();
            process.destroyForcibly();
        }
    }

    private static Thread endWhenHanging(Process process) {
        Thread watchdog = new Thread(() -> {
            try {
                if (!process.waitFor(HANGING_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                // It has ended in time.
            }
        });
        watchdog.setDaemon(true);
        watchdog.start();
        return watchdog;
    }
}
