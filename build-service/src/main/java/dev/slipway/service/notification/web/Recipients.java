package dev.slipway.service.notification.web;

import dev.slipway.service.web.Fields;
import dev.slipway.service.web.InvalidInputException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads e-mail addresses. */
final class Recipients {

  private static final int MOST = 10;
  private static final int LONGEST = 254;

  /** The plain form of RFC 5321's Mailbox: no quoted local part, no address literal. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,8}");

  private Recipients() {}

  /**
   * Reads a list of addresses, each of which counts once.
   *
   * @throws InvalidInputException naming the one at fault
   */
  static List<String> read(String field, @Nullable List<@Nullable String> given) {
    if (given == null || given.isEmpty()) {
      throw new InvalidInputException(field, "must hold an e-mail address at least");
    }
    if (given.size() > MOST) {
      throw new InvalidInputException(
          field, "has up to " + MOST + " addresses, not " + given.size());
    }
    Set<String> result = new LinkedHashSet<>();
    for (int i = 0; i < given.size(); i++) {
      result.add(Fields.required(field + "[" + i + "]", given.get(i), Recipients::address));
    }
    return List.copyOf(result);
  }

  private static String address(String text) {
    if (text.length() > LONGEST || !ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException("is no e-mail address such as team@example.com");
    }
    return text;
  }
}
