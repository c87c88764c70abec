package dev.slipway.service.trigger;

import dev.slipway.service.web.Problem;
import java.util.List;
import java.util.UUID;

/** How a call of a trigger's URL ends. */
public sealed interface CallAnswer {

  /** What the log of calls says of it. */
  String result();

  /** The HTTP status. */
  int status();

  /** The builds that were made or were pending already. */
  default List<UUID> builds() {
    return List.of();
  }

  /**
   * There is no such trigger: nothing tells whether repository, trigger or token is wrong, and
   * nothing is logged.
   */
  record Unknown() implements CallAnswer {
    @Override
    public String result() {
      return "there is no build trigger with this URL";
    }

    @Override
    public int status() {
      return 404;
    }
  }

  /**
   * It is called too often.
   *
   * @param retryAfter seconds until it may be called again
   */
  record TooOften(long retryAfter) implements CallAnswer {
    @Override
    public String result() {
      return "this trigger is called too often; try again in " + retryAfter + " s";
    }

    @Override
    public int status() {
      return 429;
    }
  }

  /**
   * It asked for something that can't be.
   *
   * @param problem what the caller is told
   */
  record Refused(Problem problem) implements CallAnswer {
    @Override
    public String result() {
      return problem.field() == null ? problem.detail() : problem.field() + " " + problem.detail();
    }

    @Override
    public int status() {
      return problem.status();
    }
  }

  /**
   * Its builds are made.
   *
   * @param entries one for each build
   * @param isForm whether the caller sent a form
   * @param result what came of it, for people
   */
  record Done(List<TriggeredBuild> entries, boolean isForm, String result) implements CallAnswer {

    public Done {
      entries = List.copyOf(entries);
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public List<UUID> builds() {
      return entries.stream().map(TriggeredBuild::buildCode).toList();
    }
  }
}
