package dev.slipway.core.git;

/** What a Git ref is, as far as builds care. */
public enum RefType {
  BRANCH("branch", "refs/heads/"),
  TAG("tag", "refs/tags/");

  private final String wireName;
  private final String prefix;

  RefType(String wireName, String prefix) {
    this.wireName = wireName;
    this.prefix = prefix;
  }

  /** The lower-case word used in REST bodies and Kafka messages: {@code branch} or {@code tag}. */
  public String wireName() {
    return wireName;
  }

  /** The ref namespace, with its trailing slash: {@code refs/heads/} or {@code refs/tags/}. */
  public String prefix() {
    return prefix;
  }

  /**
   * Reads the word that {@link #wireName()} writes, in any case (Docker Hub's bodies say {@code
   * Branch}).
   *
   * @throws IllegalArgumentException for any other word; the message names both that are allowed
   */
  public static RefType parse(String word) {
    for (RefType type : values()) {
      if (type.wireName.equalsIgnoreCase(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException("must be \"branch\" or \"tag\", not \"" + word + "\"");
  }
}
