package dev.slipway.registry.access;

/** What one caller may pull. */
@FunctionalInterface
public interface PullRights {

  /** Nothing at all. */
  PullRights NOTHING = repository -> false;

  /**
   * Whether the caller may pull from a repository, which need not exist; when it doesn't, the
   * answer must not tell.
   *
   * @param repository its path in the registry, {@code namespace/name}
   */
  boolean mayPull(String repository);
}
