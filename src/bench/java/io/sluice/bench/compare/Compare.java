package io.sluice.bench.compare;

import io.sluice.container.StockContainer;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures Sluice and its peers on the same work. */
@Command(
        name = "run",
        description = "Measures Sluice and the peers that are installed on the same work; prints Markdown tables.",
        mixinStandardHelpOptions = true)
final class Compare implements Callable<Integer> {
    @Option(names = "--quick", description = "One work of each sort, one round: within 5 minutes.")
    private boolean quick;

    @Option(
            names = "--typical",
            description = "One work of each sort, all of its rounds: within the hour over both transports.")
    private boolean typical;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each work is measured; 3 unless given, 1 with --quick.")
    private Integer rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Of one measurement; 2 unless given, 0.8 with --quick.")
    private Double seconds;

    @Option(
            names = "--only",
            paramLabel = "WORK",
            split = ",",
            description = "Only these sorts of work: up, down, both, echo, latency, connect, idle.")
    private Set<Traffic> only = EnumSet.allOf(Traffic.class);

    @Option(
            names = "--transport",
            paramLabel = "plain|tls",
            split = ",",
            description = "Only over this; over both unless given.")
    private Set<Transport> transports = EnumSet.allOf(Transport.class);

    @Option(
            names = "--gateways",
            paramLabel = "NAME",
            split = ",",
            description = "Only those whose names contain one of these, such as runner,websockify.")
    private Set<String> gateways = new LinkedHashSet<>();

    @Option(
            names = "--jdk",
            paramLabel = "FOLDER",
            description = "Another JDK that the runner is measured on; may be given several times.")
    private List<Path> jdks = new ArrayList<>();

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "A Markdown file whose measured part is replaced; the chart goes to images/ beside it.")
    private Optional<Path> document = Optional.empty();

    private String commandLine = "src/bench/run";

    public static void main(String[] arguments) {
        Compare compare = new Compare();
        compare.commandLine = String.join(
                " ",
                Stream.concat(Stream.of("src/bench/run"), Stream.of(arguments)).toList());
        System.exit(new CommandLine(compare)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (document.isPresent()) {
            new Document(document.get()).check();
        }
        Path bench = StockContainer.build().resolve("bench");
        Path folder = emptied(bench.resolve("run"));
        Site site = new Site(folder, TestTarget.unusedPort(), PemFiles.make(folder));
        LoadGenerator load = new LoadGenerator(bench.resolve("load"), site.targetPort());
        List<PeerEntry> missing = new ArrayList<>();
        List<Contender> contenders = contenders(bench.resolve("peers"), missing);
        if (contenders.isEmpty()) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "No gateway's name contains " + String.join(" or ", gateways));
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (Transport transport : transports) {
            comparisons.add(new Comparison(site, transport, plan(transport), load, contenders));
        }
        Progress progress =
                new Progress(comparisons.stream().mapToInt(Comparison::steps).sum());
        List<Results> all = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            try (comparison) {
                all.add(comparison.run(progress));
            }
        }
        write(all, Machine.describe(contenders, missing, commandLine), bench);
        return 0;
    }

    private Plan plan(Transport transport) {
        return chosenPlan(transport).only(only);
    }

    private Plan chosenPlan(Transport transport) {
        if (quick) {
            return Plan.quick(transport, rounds == null ? 1 : rounds, seconds == null ? 0.8 : seconds);
        }
        int times = rounds == null ? 3 : rounds;
        double each = seconds == null ? 2 : seconds;
        return typical ? Plan.typical(times, each) : Plan.whole(times, each);
    }

    private List<Contender> contenders(Path folderOfPeers, List<PeerEntry> missing)
            throws IOException, InterruptedException {
        List<Contender> all = new ArrayList<>();
        all.add(SluiceForm.runner("runner", Path.of(System.getProperty("java.home"))));
        for (Path jdk : jdks) {
            all.add(SluiceForm.runner("runner on " + jdk.getFileName(), jdk));
        }
        all.add(SluiceForm.inTomcat());
        all.add(SluiceForm.inJetty());
        for (PeerEntry entry : PeerTable.read(Path.of("src/bench/peers.yaml"))) {
            Optional<Contender> found = entry.find(folderOfPeers);
            found.ifPresentOrElse(all::add, () -> missing.add(entry));
        }
        all.add(new NoGateway());
        return all.stream().filter(this::isChosen).toList();
    }

    private boolean isChosen(Contender contender) {
        return gateways.isEmpty() || gateways.stream().anyMatch(contender.name()::contains);
    }

    private void write(List<Results> all, String machine, Path bench) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Results results : all) {
            text.append(MarkdownTables.of(results));
        }
        text.append("### The machine\n\n").append(machine);
        System.out.println(text);
        Path images = document.isEmpty()
                ? bench
                : Files.createDirectories(document.get().toAbsolutePath().resolveSibling("images"));
        if (document.isPresent()) {
            new Document(document.get()).replace("![What gateways cost](images/performance.png)\n\n" + text);
        }
        Chart.write(all.get(0), images.resolve("performance.png"));
    }

    private static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }
}
