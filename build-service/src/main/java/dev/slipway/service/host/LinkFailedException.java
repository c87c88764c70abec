package dev.slipway.service.host;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The browser came back from a Git host, but no account was linked. The message is fit for who
 * began it: what happened, and what to do.
 */
public final class LinkFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient @Nullable ReturnPath returnTo;

  LinkFailedException(
      Reason reason, String message, @Nullable ReturnPath returnTo, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.returnTo = returnTo;
  }

  /** Why. */
  public enum Reason {
    /** The state is none of ours, was used, is over, or was begun by another session. */
    STATE(400),
    /** The person said no. */
    DECLINED(403),
    /** The host refuses the code, or this installation. */
    REFUSED(422),
    /** The person granted less than the mode takes. */
    TOO_LITTLE(422),
    /** The host does not answer as it should. */
    UNAVAILABLE(502);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    /** The HTTP status of the answer. */
    public int status() {
      return status;
    }
  }

  public Reason reason() {
    return reason;
  }

  /** Where the person wanted to go. */
  public Optional<ReturnPath> returnTo() {
    return Optional.ofNullable(returnTo);
  }
}
