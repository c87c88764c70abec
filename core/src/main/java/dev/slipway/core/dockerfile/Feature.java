package dev.slipway.core.dockerfile;

/** What Dockerfiles may use and not every engine, or every version of it, can do. */
public enum Feature {
  RUN("RUN"),
  RUN_HEREDOC("a heredoc in RUN"),
  RUN_MOUNT("RUN --mount"),
  RUN_MOUNT_SECRET_VARIABLE("a secret mount with env="),
  RUN_MOUNT_SSH("RUN --mount=type=ssh"),
  RUN_NETWORK("RUN --network"),
  RUN_SECURITY("RUN --security"),
  RUN_DEVICE("RUN --device"),
  COPY_HEREDOC("a heredoc in COPY"),
  LINK("--link"),
  PARENTS("--parents"),
  EXCLUDE("--exclude"),
  SYMBOLIC_CHMOD("a symbolic --chmod"),
  ADD_URL("ADD of a URL"),
  ADD_GIT("ADD of a Git repository"),
  CHECKSUM("ADD --checksum"),
  KEEP_GIT_DIR("ADD --keep-git-dir"),
  UNPACK("ADD --unpack"),
  HEALTHCHECK_START_INTERVAL("HEALTHCHECK --start-interval");

  private final String words;

  Feature(String words) {
    this.words = words;
  }

  /** As the subject or object of a sentence. */
  public String words() {
    return words;
  }
}
