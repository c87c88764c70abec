package dev.slipway.service.host;

/** A request needed a Git host, which did not do what was asked. */
public final class HostCallFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final GitHostException failure;

  HostCallFailedException(GitHostException failure) {
    super(failure.getMessage(), failure);
    this.failure = failure;
  }

  public GitHostException failure() {
    return failure;
  }
}
