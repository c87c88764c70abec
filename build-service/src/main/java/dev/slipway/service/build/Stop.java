package dev.slipway.service.build;

/**
 * A wish that a running attempt ends.
 *
 * @param cause why, for programs
 * @param reason why, for people
 */
public record Stop(Cause cause, String reason) {

  /** Why an attempt is to end, and how the build ends then. */
  public enum Cause {
    CANCELED(BuildPhase.CANCELED),
    SUPERSEDED(BuildPhase.SUPERSEDED),
    TIMED_OUT(BuildPhase.TIMED_OUT);

    private final BuildPhase ending;

    Cause(BuildPhase ending) {
      this.ending = ending;
    }

    BuildPhase ending() {
      return ending;
    }
  }
}
