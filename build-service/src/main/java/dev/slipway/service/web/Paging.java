package dev.slipway.service.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How lists are cut into pages. */
public final class Paging {

  private static final int LARGEST = 100;

  private Paging() {}

  /**
   * A page of a list that was read one item further than the page goes.
   *
   * @param found up to {@code limit + 1} items
   * @param cursor what the next page starts after, from the page's last item
   */
  public static <T> Page<T> page(List<T> found, int limit, Function<T, Object> cursor) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, limit);
    return new Page<>(items, String.valueOf(cursor.apply(items.get(limit - 1))));
  }

  /**
   * Checks a page's size.
   *
   * @throws InvalidInputException unless it lies between 1 and 100
   */
  public static int size(int limit) {
    if (limit < 1 || limit > LARGEST) {
      throw new InvalidInputException("limit", "must lie between 1 and " + LARGEST);
    }
    return limit;
  }

  /**
   * Reads a cursor that is a number.
   *
   * @throws InvalidInputException when it is something else
   */
  public static @Nullable Long number(@Nullable String cursor) {
    try {
      return cursor == null || cursor.isEmpty() ? null : Long.valueOf(cursor);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("cursor", "must be the \"next\" of the page before");
    }
  }
}
