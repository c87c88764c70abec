package dev.slipway.worker.engine.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HEALTHCHECK as Docker's configuration has it: the first word of the test says how to run the rest
 * ({@code NONE}, {@code CMD}, {@code CMD-SHELL}); times are nanoseconds; what is null stays the
 * engine's default.
 */
public record Healthcheck(
    List<String> test,
    @Nullable Duration interval,
    @Nullable Duration timeout,
    @Nullable Duration startPeriod,
    @Nullable Duration startInterval,
    @Nullable Integer retries) {

  public Healthcheck {
    test = List.copyOf(test);
  }

  void writeTo(ObjectNode node) {
    ArrayNode words = node.putArray("Test");
    test.forEach(words::add);
    put(node, "Interval", interval);
    put(node, "Timeout", timeout);
    put(node, "StartPeriod", startPeriod);
    put(node, "StartInterval", startInterval);
    if (retries != null) {
      node.put("Retries", retries);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Duration duration) {
    if (duration != null) {
      node.put(name, duration.toNanos());
    }
  }
}
