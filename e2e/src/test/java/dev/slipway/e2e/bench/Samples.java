package dev.slipway.e2e.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Measured values of one thing, at least one. */
public record Samples(List<Double> values) {

  public Samples {
    values = List.copyOf(values);
  }

  /** The value in the middle; of an even number the upper one. */
  public double median() {
    return sorted().get(values.size() / 2);
  }

  /** What these are to others that were measured in turn with them, round by round. */
  public Samples ratioTo(Samples others) {
    return new Samples(
        IntStream.range(0, values.size())
            .mapToObj(round -> values.get(round) / others.values().get(round))
            .toList());
  }

  /**
   * Minimum, median and maximum as cells of a Markdown table.
   *
   * @param format of one value
   */
  public String cells(String format) {
    return format(format, sorted().get(0))
        + " | "
        + format(format, median())
        + " | "
        + format(format, sorted().get(values.size() - 1));
  }

  /** The median with the spread behind it: {@code 12 (10–15)}. */
  public String medianAndSpread(String format) {
    return format(format, median())
        + " ("
        + format(format, sorted().get(0))
        + "–"
        + format(format, sorted().get(values.size() - 1))
        + ")";
  }

  private List<Double> sorted() {
    return values.stream().sorted().toList();
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
