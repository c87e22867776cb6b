package io.sluice.conversation;

import java.util.List;

/**
 * Both ends' parts of one conversation, in full; drawn from a seed by {@link ScriptWriter}.
 *
 * @param seed that it was drawn from
 * @param text whether the route sends text frames
 * @param greeting how the client begins; after a broken one, nothing else is played
 */
record Script(
        long seed,
        boolean text,
        Greeting greeting,
        List<ClientAct> clientActs,
        ClientAct.Last clientLast,
        List<TargetAct> targetActs,
        TargetAct.Last targetLast) {
    /** The path of its route. */
    String path() {
        return "/seed" + seed;
    }

    /** Whether it only comes to its end when the gateway's clock moves on. */
    boolean needsClock() {
        return clientLast instanceof ClientAct.IgnoreClose || targetLast instanceof TargetAct.NeverEnd;
    }

    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder("seed " + seed + (text ? ", text frames" : ", binary frames"));
        lines.append("\n  client: ").append(greeting);
        if (greeting instanceof Greeting.Proper) {
            clientActs.forEach(act -> lines.append("\n  client: ").append(act));
            lines.append("\n  client: ").append(clientLast);
            targetActs.forEach(act -> lines.append("\n  target: ").append(act));
            lines.append("\n  target: ").append(targetLast);
        }
        return lines.toString();
    }
}
