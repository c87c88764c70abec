package dev.slipway.service.status;

import dev.slipway.service.build.BuildPhase;
import dev.slipway.service.host.GitHostApi.CommitStatus.State;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a build's state into the words of a commit status. */
final class StatusText {

  /** A sentence ends at its line's end, or at a full stop before white space. */
  private static final Pattern FIRST_SENTENCE =
      Pattern.compile("\\A\\s*(.+?)(?:(?<=[.!?])\\s|\\R|\\z)");

  private StatusText() {}

  static State state(BuildPhase phase) {
    return switch (phase) {
      case QUEUED, BUILDING, PUSHING -> State.PENDING;
      case SUCCESS -> State.SUCCESS;
      case FAILED -> State.FAILURE;
      case ERROR, CANCELED, TIMED_OUT, EXPIRED, SUPERSEDED -> State.ERROR;
    };
  }

  /** The reason's first sentence, after the state's name where the reason may not tell it. */
  static String description(BuildPhase phase, String reason) {
    return cut(prefix(phase) + firstSentence(reason));
  }

  private static String prefix(BuildPhase phase) {
    return switch (phase) {
      case SUPERSEDED -> "Superseded: ";
      case TIMED_OUT -> "Timed out: ";
      case EXPIRED -> "Expired: ";
      case CANCELED, QUEUED, BUILDING, PUSHING, SUCCESS, FAILED, ERROR -> "";
    };
  }

  private static String firstSentence(String reason) {
    Matcher sentence = FIRST_SENTENCE.matcher(reason);
    return sentence.find() ? sentence.group(1).strip() : "";
  }

  private static String cut(String text) {
    if (text.length() <= StatusWish.LONGEST) {
      return text;
    }
    int end = StatusWish.LONGEST - 1;
    // Half of a character outside the basic plane would be no text at all.
    int whole = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    return text.substring(0, whole) + "…";
  }
}
