package dev.slipway.service.log;

/**
 * A log's end, as much as a page shows.
 *
 * @param text whole lines
 * @param cut whether something stands before it
 * @param end the byte offset after it
 */
public record LogTail(String text, boolean cut, long end) {

  /** An empty log. */
  public static final LogTail NOTHING = new LogTail("", false, 0);
}
