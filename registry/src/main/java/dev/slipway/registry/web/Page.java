package dev.slipway.registry.web;

import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a sorted list (distribution-spec, "Listing Tags").
 *
 * @param more whether there is something after it
 */
record Page(List<String> items, boolean more) {

  /**
   * Cuts a page out of a list.
   *
   * @param sorted the list, in the order given
   * @param limit {@code n}: at most so many items; null for all
   * @param last only items after this one, which need not be in the list
   * @throws RegistryException when the limit is no number
   */
  static Page of(
      List<String> sorted,
      Comparator<String> order,
      @Nullable String limit,
      @Nullable String last) {
    List<String> rest =
        last == null
            ? sorted
            : sorted.stream().filter(item -> order.compare(item, last) > 0).toList();
    int count = Math.min(parse(limit), rest.size());
    return new Page(rest.subList(0, count), count > 0 && count < rest.size());
  }

  /** The {@code Link} header that leads to the next page (RFC 8288); empty on the last page. */
  Optional<String> link(String path) {
    if (!more) {
      return Optional.empty();
    }
    String last = URLEncoder.encode(items.get(items.size() - 1), StandardCharsets.UTF_8);
    return Optional.of("<" + path + "?n=" + items.size() + "&last=" + last + ">; rel=\"next\"");
  }

  private static int parse(@Nullable String limit) {
    if (limit == null) {
      return Integer.MAX_VALUE;
    }
    try {
      int parsed = Integer.parseInt(limit);
      if (parsed >= 0) {
        return parsed;
      }
    } catch (NumberFormatException e) {
      throw badLimit();
    }
    throw badLimit();
  }

  private static RegistryException badLimit() {
    return new RegistryException(
        ErrorCode.PAGINATION_NUMBER_INVALID, "n is a whole number, 0 or more");
  }
}
