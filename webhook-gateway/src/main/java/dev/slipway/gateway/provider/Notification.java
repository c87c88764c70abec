package dev.slipway.gateway.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delivery says. */
public sealed interface Notification permits Notification.Push, Notification.Other {

  /** The host's name of the event. */
  String event();

  /** The host's account that caused it, null where the body names none. */
  @Nullable String sender();

  /**
   * Branches and tags moved.
   *
   * @param event as above
   * @param sender as above
   * @param defaultBranch the repository's default branch, null where the body doesn't name it
   * @param subject the repository that it is about
   * @param moves every branch and tag that moved, in the body's order
   * @param passedOver why other refs of the same push don't count, a clause for each
   */
  record Push(
      String event,
      @Nullable String sender,
      @Nullable String defaultBranch,
      Subject subject,
      List<RefMove> moves,
      List<String> passedOver)
      implements Notification {

    public Push {
      moves = List.copyOf(moves);
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * Anything else, which builds nothing.
   *
   * @param event as above
   * @param sender as above
   * @param reason why it builds nothing, a sentence
   */
  record Other(String event, @Nullable String sender, String reason) implements Notification {}
}
