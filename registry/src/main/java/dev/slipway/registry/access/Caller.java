package dev.slipway.registry.access;

import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import java.util.Map;

/** Who makes a request, and what they may do. */
public sealed interface Caller {

  /** Whether pulling is allowed. */
  boolean mayPull(RepositoryName repository);

  /**
   * Lets those pass who may pull.
   *
   * @throws RegistryException when pulling is not allowed; alike for a private and an unknown
   *     repository
   */
  void requirePull(RepositoryName repository);

  /**
   * Lets those pass who may push and delete.
   *
   * @throws RegistryException when pushing and deleting are not allowed
   */
  void requireWrite(RepositoryName repository);

  /** Somebody without credentials. */
  record Anonymous(PullRights rights) implements Caller {

    @Override
    public boolean mayPull(RepositoryName repository) {
      return rights.mayPull(repository.value());
    }

    @Override
    public void requirePull(RepositoryName repository) {
      if (!mayPull(repository)) {
        throw challenge("sign in to pull from " + repository);
      }
    }

    @Override
    public void requireWrite(RepositoryName repository) {
      throw challenge(Person.PUSH_DENIED);
    }
  }

  /** A person who signed in. */
  record Person(PullRights rights) implements Caller {

    static final String PUSH_DENIED =
        "automated repository: images come from builds only; push denied";

    @Override
    public boolean mayPull(RepositoryName repository) {
      return rights.mayPull(repository.value());
    }

    @Override
    public void requirePull(RepositoryName repository) {
      if (!mayPull(repository)) {
        throw unknown(repository);
      }
    }

    @Override
    public void requireWrite(RepositoryName repository) {
      throw new RegistryException(ErrorCode.DENIED, PUSH_DENIED);
    }
  }

  /**
   * A build.
   *
   * @param own the only repository it may push to
   * @param others what everybody may pull, and so it may, too
   */
  record Build(RepositoryName own, PullRights others) implements Caller {

    @Override
    public boolean mayPull(RepositoryName repository) {
      return repository.equals(own) || others.mayPull(repository.value());
    }

    @Override
    public void requirePull(RepositoryName repository) {
      if (!mayPull(repository)) {
        throw unknown(repository);
      }
    }

    @Override
    public void requireWrite(RepositoryName repository) {
      if (!repository.equals(own)) {
        throw new RegistryException(
            ErrorCode.DENIED, "this build may push to " + own + " only; push denied");
      }
    }
  }

  /** Asks for credentials, as RFC 9110 wants it done. */
  static RegistryException challenge(String message) {
    return new RegistryException(ErrorCode.UNAUTHORIZED, message)
        .withHeaders(Map.of("WWW-Authenticate", "Basic realm=\"Slipway\""));
  }

  private static RegistryException unknown(RepositoryName repository) {
    return new RegistryException(
        ErrorCode.NAME_UNKNOWN,
        "there is no repository " + repository + " here, or you may not pull from it");
  }
}
