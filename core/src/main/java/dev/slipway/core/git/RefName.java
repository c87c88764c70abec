package dev.slipway.core.git;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The short name of a branch or tag, such as {@code feature/login}. Instances obey git's own rules
 * for ref names (git-check-ref-format(1)), so a name can never be taken for an option, hold a
 * control character or climb out of its namespace.
 *
 * @param type branch or tag
 * @param name the name below {@link RefType#prefix()}, 1 to 1,000 characters
 */
public record RefName(RefType type, String name) {

  private static final int MAX_LENGTH = 1_000;

  public RefName {
    problem(name)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(
                  "\"" + abbreviated(name) + "\" is no valid " + type.wireName() + " name: " + why);
            });
  }

  public static RefName branch(String name) {
    return new RefName(RefType.BRANCH, name);
  }

  public static RefName tag(String name) {
    return new RefName(RefType.TAG, name);
  }

  /**
   * Reads a full ref such as {@code refs/heads/main}.
   *
   * @return empty when the ref lies outside {@code refs/heads/} and {@code refs/tags/} (notes, pull
   *     requests, …)
   * @throws IllegalArgumentException when it lies inside but is no valid name
   */
  public static Optional<RefName> fromFullName(String fullName) {
    for (RefType type : RefType.values()) {
      if (fullName.startsWith(type.prefix())) {
        return Optional.of(new RefName(type, fullName.substring(type.prefix().length())));
      }
    }
    return Optional.empty();
  }

  /** The full ref, such as {@code refs/tags/v1.2}. */
  public String fullName() {
    return type.prefix() + name;
  }

  @Override
  public String toString() {
    return fullName();
  }

  private static Optional<String> problem(String name) {
    if (name.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (name.length() > MAX_LENGTH) {
      return Optional.of("it is longer than " + MAX_LENGTH + " characters");
    }
    if (name.startsWith("-")) {
      return Optional.of("it starts with \"-\"");
    }
    if (name.equals("@") || name.contains("@{")) {
      return Optional.of("\"@\" alone and \"@{\" are reserved by git");
    }
    if (name.endsWith(".") || name.contains("..")) {
      return Optional.of("it ends with \".\" or holds \"..\"");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c == 0x7f || "~^:?*[\\".indexOf(c) >= 0) {
        return Optional.of("character " + (i + 1) + " is not allowed in a ref");
      }
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      return Optional.of("it is no text that UTF-8 can write");
    }
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty() || segment.startsWith(".") || segment.endsWith(".lock")) {
        return Optional.of(
            "a part between slashes is empty, starts with \".\" or ends with \".lock\"");
      }
    }
    return Optional.empty();
  }

  private static String abbreviated(String name) {
    String visible = name.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= 80 ? visible : visible.substring(0, 80) + "…";
  }
}
