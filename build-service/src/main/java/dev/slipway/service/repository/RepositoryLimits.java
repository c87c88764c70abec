package dev.slipway.service.repository;

/** How long a repository's texts may be, in characters. */
public final class RepositoryLimits {

  /** A short text such as a description or a user name. */
  public static final int TEXT = 1_000;

  /** A password, token, key or list of host keys. */
  public static final int SECRET = 20_000;

  /** The full description; as on Docker Hub. */
  public static final int FULL_DESCRIPTION = 25_000;

  private RepositoryLimits() {}
}
