package dev.slipway.service.trigger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One call of a trigger's URL.
 *
 * @param calledAt when; of calls refused in a row for their rate, the last one's
 * @param address the caller's
 * @param body as far as it is kept: shortened, control characters replaced
 * @param status the HTTP status of the answer
 * @param result what came of it, for people
 * @param builds the builds that were made or were pending already
 * @param repeats how many calls this stands for: more than 1 only for those refused for their rate
 */
public record TriggerCall(
    Instant calledAt,
    String address,
    String body,
    int status,
    String result,
    List<UUID> builds,
    int repeats) {

  private static final int LONGEST_BODY = 500;

  public TriggerCall {
    builds = List.copyOf(builds);
  }

  /** What is kept of a body that a stranger may have written. */
  static String excerpt(String body) {
    StringBuilder kept = new StringBuilder();
    body.codePoints()
        .limit(LONGEST_BODY)
        .map(c -> isShown(c) ? c : '?')
        .forEach(kept::appendCodePoint);
    return body.codePointCount(0, body.length()) > LONGEST_BODY ? kept + "…" : kept.toString();
  }

  /** Format characters reorder or hide text, and lone surrogates can't be stored. */
  private static boolean isShown(int c) {
    int type = Character.getType(c);
    return c == '\n'
        || !(type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.UNASSIGNED
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR);
  }
}
