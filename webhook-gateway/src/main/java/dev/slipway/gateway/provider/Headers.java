package dev.slipway.gateway.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The header fields of a request, whose names have no case.
 *
 * @param fields all values of each name, in the order they came
 */
public record Headers(Map<String, List<String>> fields) {

  public Headers {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    fields = copy;
  }

  /** Every value of a field. */
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** The value of a field that is there exactly once. */
  public Optional<String> only(String name) {
    List<String> values = all(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /**
   * The value of a field that no delivery comes without.
   *
   * @throws MalformedDeliveryException when it isn't there exactly once
   */
  public String required(String name) throws MalformedDeliveryException {
    return only(name)
        .orElseThrow(
            () ->
                new MalformedDeliveryException(
                    "The header " + name + " has to be there, once; every webhook has it."));
  }

  /** The media type of the body, lower case and without parameters, empty where there is none. */
  public String mediaType() {
    String type = only("Content-Type").orElse("");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
