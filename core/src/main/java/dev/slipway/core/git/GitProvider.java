package dev.slipway.core.git;

/** The kinds of Git host whose webhooks Slipway understands, and plain Git without any. */
public enum GitProvider {
  GITHUB("github"),
  BITBUCKET("bitbucket"),
  BITBUCKET_SERVER("bitbucket-server"),
  GIT("git");

  private final String wireName;

  GitProvider(String wireName) {
    this.wireName = wireName;
  }

  /** The word used in URLs, REST bodies and Kafka messages. */
  public String wireName() {
    return wireName;
  }

  /**
   * Reads the word that {@link #wireName()} writes.
   *
   * @throws IllegalArgumentException for any other word; the message lists those that are allowed
   */
  public static GitProvider parse(String word) {
    for (GitProvider provider : values()) {
      if (provider.wireName.equals(word)) {
        return provider;
      }
    }
    throw new IllegalArgumentException(
        "must be \"github\", \"bitbucket\", \"bitbucket-server\" or \"git\", not \"" + word + "\"");
  }
}
