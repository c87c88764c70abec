package dev.slipway.service.host.rest;

import dev.slipway.service.host.GitHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists that a host gives in pages. */
public final class Pages {

  /**
   * With pages of 100, more than anybody has: a host that pages in circles doesn't hold a thread.
   */
  private static final int MAX_PAGES = 100;

  private Pages() {}

  /**
   * One page.
   *
   * @param next names the page after it, null on the last
   */
  public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /** Reads the page that a cursor names, the first for null. */
  @FunctionalInterface
  public interface Source<T> {
    Page<T> read(@Nullable String cursor) throws GitHostException;
  }

  /** The items of all pages, up to 100 of them. */
  public static <T> List<T> all(Source<T> source) throws GitHostException {
    List<T> items = new ArrayList<>();
    String cursor = null;
    for (int read = 0; read < MAX_PAGES; read++) {
      Page<T> page = source.read(cursor);
      items.addAll(page.items());
      cursor = page.next();
      if (cursor == null) {
        break;
      }
    }
    return List.copyOf(items);
  }
}
