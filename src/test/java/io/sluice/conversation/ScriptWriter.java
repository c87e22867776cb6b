package io.sluice.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws a script from a seed, always the same one. Whoever is to wait for bytes waits only for such as were drawn for
 * the other end before, so that two ends never wait for each other.
 */
final class ScriptWriter {
    private static final int MOST_STEPS = 12;
    private static final int MOST_FRAGMENTS = 9;
    private static final int MOST_TINY_MESSAGES = 10_000;
    private static final int MOST_ENDLESS_FRAMES = 2_000;
    private static final int LONGEST_PAUSE_MILLIS = 25;
    private static final int LONGEST_TRICKLE = 300;

    /** More than the system's own buffers hold, and long enough for it to be sent. */
    private static final int FLOOD_BYTES = 8_000_000;

    private static final int FLOOD_MILLIS = 200;

    /** What is surely taken before the handshake is answered. */
    private static final int MOST_EARLY_BYTES = 8192;

    private static final int LONGEST_CONTROL_PAYLOAD = 125;

    /** Where frames, buffers and messages have their edges. */
    private static final int[] EDGES = {0, 1, 125, 126, 127, 4095, 4096, 4097, 8191, 8192, 65535, 65536, 65537, 131072};

    private static final int[] CLOSE_CODES = {1000, 1001, 1003, 3000, 4999, ClientAct.Close.NO_CODE};

    private final SplittableRandom random;
    private final long seed;
    private final List<ClientAct> clientActs = new ArrayList<>();
    private final List<TargetAct> targetActs = new ArrayList<>();
    private final boolean text;

    /** Whether what the target sends on a route with text frames is no text, and comes out longer than it went in. */
    private final boolean garbled;

    private long clientBytes;
    private long targetBytes;

    private ScriptWriter(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.text = oneIn(4);
        this.garbled = text && oneIn(6);
    }

    static Script write(long seed) {
        return new ScriptWriter(seed).write();
    }

    private Script write() {
        if (oneIn(20)) {
            Greeting broken = pick(Greeting.Broken.values());
            return new Script(seed, text, broken, List.of(), new ClientAct.AwaitClose(), List.of(), awaitEnd());
        }
        for (int left = random.nextInt(MOST_STEPS + 1); left > 0; left--) {
            if (random.nextBoolean()) {
                addClientAct();
            } else {
                addTargetAct();
            }
        }
        if (oneIn(40)) {
            clientActs.add(0, whole(binary(FLOOD_BYTES)));
            targetActs.add(0, new TargetAct.PauseReading(FLOOD_MILLIS));
        }
        boolean early = !clientActs.isEmpty()
                && clientActs.get(0) instanceof ClientAct.Message
                && clientActs.get(0).bytes() <= MOST_EARLY_BYTES
                && oneIn(3);
        ClientAct.Last clientLast;
        TargetAct.Last targetLast;
        if (oneIn(25)) {
            // Accepted for certain, as there is something to flush.
            clientActs.add(0, whole(payload(1 + random.nextInt(100))));
            boolean patient = random.nextBoolean();
            clientLast = patient ? new ClientAct.IgnoreClose() : new ClientAct.Close(pickCode(), 0);
            targetLast = patient ? endingTarget() : new TargetAct.NeverEnd();
        } else if (oneIn(3)) {
            clientLast = new ClientAct.AwaitClose();
            targetLast = endingTarget();
        } else {
            clientLast = endingClient();
            targetLast = oneIn(3) ? endingTarget() : awaitEnd();
        }
        return new Script(
                seed,
                text,
                new Greeting.Proper(early),
                List.copyOf(clientActs),
                clientLast,
                List.copyOf(targetActs),
                targetLast);
    }

    // ---- the client ----------------------------------------------------------------------------------------------

    private void addClientAct() {
        ClientAct act = clientAct();
        clientBytes += act.bytes();
        clientActs.add(act);
    }

    private ClientAct clientAct() {
        return switch (random.nextInt(16)) {
            case 0 -> new ClientAct.Ping(random.nextInt(LONGEST_CONTROL_PAYLOAD + 1));
            case 1 -> new ClientAct.Pong();
            case 2, 3 -> new ClientAct.PauseReading(1 + random.nextInt(LONGEST_PAUSE_MILLIS));
            case 4, 5 -> garbled ? new ClientAct.Pong() : new ClientAct.AwaitBytes(targetBytes);
            case 6 -> new ClientAct.TrickledMessage(payload(random.nextInt(LONGEST_TRICKLE)));
            case 7 -> new ClientAct.TinyMessages(binary(oneIn(4) ? MOST_TINY_MESSAGES : random.nextInt(300)));
            default -> oneIn(2) ? whole(payload(size())) : fragmented(payload(size()));
        };
    }

    private static ClientAct whole(Payload payload) {
        return new ClientAct.Message(payload, List.of(payload.size()), false);
    }

    private ClientAct fragmented(Payload payload) {
        int[] ends = random.ints(1 + random.nextInt(MOST_FRAGMENTS), 0, payload.size() + 1)
                .sorted()
                .toArray();
        ends[ends.length - 1] = payload.size();
        List<Integer> list = new ArrayList<>();
        for (int end : ends) {
            list.add(end);
        }
        return new ClientAct.Message(payload, List.copyOf(list), random.nextBoolean());
    }

    private ClientAct.Last endingClient() {
        return switch (random.nextInt(12)) {
            case 0 -> new ClientAct.Reset();
            case 1 -> {
                maybeEndless();
                yield new ClientAct.HalfClose();
            }
            case 2 -> {
                maybeEndless();
                yield cut();
            }
            case 3, 4 -> new ClientAct.Violate(pick(Violation.values()));
            case 5 -> new ClientAct.Close(pickCode(), 1 + random.nextInt(20));
            default -> {
                maybeEndless();
                yield new ClientAct.Close(pickCode(), 0);
            }
        };
    }

    private void maybeEndless() {
        if (oneIn(8)) {
            clientActs.add(new ClientAct.EndlessMessage(binary(1 + random.nextInt(MOST_ENDLESS_FRAMES))));
        }
    }

    private ClientAct.Last cut() {
        Payload payload = binary(random.nextInt(6000));
        long[] announced = {payload.size() + 1L, payload.size() + 100_000L, Integer.MAX_VALUE, Long.MAX_VALUE};
        return new ClientAct.Cut(announced[random.nextInt(announced.length)], payload);
    }

    private int pickCode() {
        return CLOSE_CODES[random.nextInt(CLOSE_CODES.length)];
    }

    // ---- the target ----------------------------------------------------------------------------------------------

    private void addTargetAct() {
        TargetAct act = targetAct();
        targetBytes += act.bytes();
        targetActs.add(act);
    }

    private TargetAct targetAct() {
        return switch (random.nextInt(8)) {
            case 0 -> new TargetAct.PauseReading(1 + random.nextInt(LONGEST_PAUSE_MILLIS));
            case 1, 2 -> new TargetAct.AwaitBytes(clientBytes);
            case 3 -> new TargetAct.Send(forClient(random.nextInt(LONGEST_TRICKLE)), 1);
            default -> {
                Payload payload = forClient(size());
                yield new TargetAct.Send(payload, oneIn(2) ? payload.size() + 1 : 1000 + random.nextInt(100_000));
            }
        };
    }

    private TargetAct.Last endingTarget() {
        return switch (random.nextInt(8)) {
            case 0 -> new TargetAct.Refuse();
            case 1 -> new TargetAct.Reset();
            case 2 -> new TargetAct.Leave();
            default -> new TargetAct.HalfClose();
        };
    }

    private TargetAct.Last awaitEnd() {
        return new TargetAct.AwaitEnd(oneIn(2) ? forClient(0) : forClient(size()));
    }

    // ---- bytes ---------------------------------------------------------------------------------------------------

    private Payload forClient(int size) {
        return new Payload(random.nextLong(), size, text && !garbled);
    }

    private Payload payload(int size) {
        return new Payload(random.nextLong(), size, oneIn(4));
    }

    private Payload binary(int size) {
        return new Payload(random.nextLong(), size, false);
    }

    private int size() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt(300_000);
            case 1, 2 -> EDGES[random.nextInt(EDGES.length)];
            case 3, 4 -> random.nextInt(20_000);
            default -> random.nextInt(200);
        };
    }

    private boolean oneIn(int bound) {
        return random.nextInt(bound) == 0;
    }

    private <T> T pick(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
