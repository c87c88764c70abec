package dev.slipway.e2e.bench.engines;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.e2e.bench.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured: for each case, contestant and mode the milliseconds of every round. */
final class Measurements {

  private static final String PEER = "docker build, docker push (BuildKit)";

  private final Map<Case, Map<String, Map<Mode, List<Double>>>> values = new LinkedHashMap<>();

  void add(Case what, Mode mode, String contestant, double millis) {
    values
        .computeIfAbsent(what, c -> new LinkedHashMap<>())
        .computeIfAbsent(contestant, c -> new LinkedHashMap<>())
        .computeIfAbsent(mode, m -> new ArrayList<>())
        .add(millis);
  }

  /** One case as Markdown: medians with their spread, and ratios to plain BuildKit. */
  String table(Case what) {
    StringBuilder table = new StringBuilder("\n## " + what.words() + "\n\n| |");
    for (Mode mode : Mode.values()) {
      table.append(' ').append(mode.words()).append(" (ms) | ratio |");
    }
    table.append("\n|---|").append("---|---|".repeat(Mode.values().length)).append('\n');
    values.get(what).forEach((name, modes) -> table.append(row(what, name, modes)));
    return table.toString();
  }

  private String row(Case what, String name, Map<Mode, List<Double>> modes) {
    StringBuilder row = new StringBuilder("| " + name + " |");
    modes.forEach(
        (mode, millis) -> {
          Samples samples = new Samples(millis);
          Samples peer = new Samples(values.get(what).get(PEER).get(mode));
          row.append(' ')
              .append(samples.medianAndSpread("%.0f"))
              .append(" | ")
              .append(samples.ratioTo(peer).medianAndSpread("%.2f"))
              .append(" |");
        });
    return row.append('\n').toString();
  }

  void write(Path results) throws IOException {
    Files.createDirectories(results);
    String text =
        """
        # Build and push, engine by engine

        Medians of %d rounds with minimum and maximum, all contestants in turn in every round, pushing to one registry
        on loopback; %d processors, JDK %s. The ratio is to `docker build && docker push` with BuildKit in the same
        round. Slipway's time ends when the tags are written; with RUN and for identical sources it begins with the
        fetch of the source, which the others get for nothing, and else behind it. Cold: empty caches, a name nobody has pushed to.
        Warm: one small file changed. Fresh clone: new file times and another label. Identical: another commit of the
        same files, which Slipway tags instead of building. Plain buildah is the same unprivileged user as Slipway's.
        """
            .formatted(
                rounds(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
    String tables = values.keySet().stream().map(this::table).collect(Collectors.joining());
    Files.writeString(results.resolve("engines.md"), text + tables);
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(
            results.resolve("engines.json").toFile(), Map.of("unit", "ms", "cases", values));
  }

  private int rounds() {
    return values.values().stream()
        .flatMap(contestants -> contestants.values().stream())
        .flatMap(modes -> modes.values().stream())
        .mapToInt(List::size)
        .min()
        .orElse(0);
  }
}
