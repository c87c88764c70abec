package dev.slipway.service.dockerhub;

import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.repository.RepositoryDraft;
import dev.slipway.service.repository.Webhook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import did, or would do.
 *
 * @param dryRun whether nothing was made
 * @param repositories one for each autobuild
 * @param notes what holds for all of them
 */
public record ImportReport(boolean dryRun, List<RepositoryResult> repositories, List<Note> notes) {

  public ImportReport {
    repositories = List.copyOf(repositories);
    notes = List.copyOf(notes);
  }

  /** What became of a part. */
  public enum Outcome {
    /** It does here what it did there. */
    CARRIED,
    /** It is here, but not to the letter. */
    CHANGED,
    /** It isn't here. */
    DROPPED
  }

  /**
   * A remark about a part that is no rule.
   *
   * @param source where the part stands in the request
   */
  public record Note(String source, Outcome outcome, String why) {}

  /**
   * What became of a rule.
   *
   * @param source where it stands in the request
   * @param rule as it is here; null when it was dropped
   * @param why what changed, or why it was dropped
   */
  public record RuleResult(
      String source, Outcome outcome, @Nullable BuildRule rule, List<String> why) {

    public RuleResult {
      why = List.copyOf(why);
    }

    static RuleResult dropped(String source, String why) {
      return new RuleResult(source, Outcome.DROPPED, null, List.of(why));
    }

    static RuleResult kept(String source, BuildRule rule, List<String> changes) {
      return new RuleResult(
          source, changes.isEmpty() ? Outcome.CARRIED : Outcome.CHANGED, rule, changes);
    }
  }

  /**
   * What became of an autobuild.
   *
   * @param source where it stands in the request
   * @param image at Docker Hub
   * @param draft the repository as it was, or would be, made; null when it was refused
   * @param made the webhook that was made with it; null in a dry run
   * @param refusal why it wasn't, or wouldn't be, made; null when it was
   * @param rules one for each rule
   * @param notes about everything else
   */
  public record RepositoryResult(
      String source,
      String image,
      @Nullable RepositoryDraft draft,
      @Nullable Webhook made,
      @Nullable String refusal,
      List<RuleResult> rules,
      List<Note> notes) {

    public RepositoryResult {
      rules = List.copyOf(rules);
      notes = List.copyOf(notes);
    }
  }
}
