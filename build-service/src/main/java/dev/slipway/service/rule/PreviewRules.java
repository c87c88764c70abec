package dev.slipway.service.rule;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.core.rule.RefChange;
import dev.slipway.core.rule.RuleSet;
import dev.slipway.core.rule.Verdict;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.source.RemoteRefs;
import dev.slipway.service.source.SourceUnreachableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers "what would a push of this ref build?", with the code that the gateway runs. */
@ApplicationScoped
public class PreviewRules {

  private final Access access;
  private final RemoteRefs remoteRefs;

  PreviewRules(Access access, RemoteRefs remoteRefs) {
    this.access = access;
    this.remoteRefs = remoteRefs;
  }

  /**
   * A ref that the remote has, and what its push would build.
   *
   * @param ref the ref
   * @param commit where it points
   * @param verdicts one for every rule, in the rules' order
   */
  public record RefPreview(RefName ref, CommitSha commit, List<Verdict> verdicts) {}

  /**
   * A tag that several refs would write, each over the other's image.
   *
   * @param tag the image's tag
   * @param refs the refs, in full
   */
  public record Collision(String tag, List<String> refs) {}

  /**
   * What pushes of all the remote's refs would build.
   *
   * @param defaultBranch as the remote says
   * @param refs branches first, by name; up to the limit
   * @param total how many refs there are
   * @param collisions tags of more than one ref, over all refs
   */
  public record RemotePreview(
      @Nullable String defaultBranch,
      List<RefPreview> refs,
      int total,
      List<Collision> collisions) {}

  /** A verdict for every rule, in the rules' order. */
  public List<Verdict> preview(RepositoryName name, RefName ref) {
    Repository repository = access.repository(name, Action.READ_BUILD_DETAILS);
    return preview(repository, repository.rules(), ref);
  }

  /** The same for rules that aren't saved. */
  public List<Verdict> preview(RepositoryName name, RefName ref, List<BuildRule> draft) {
    return preview(access.repository(name, Action.READ_BUILD_DETAILS), draft, ref);
  }

  /**
   * What the remote's refs, as they are now, would build. Asks the remote.
   *
   * @param draft rules that aren't saved; empty for the repository's own
   * @param type only branches or only tags; empty for both
   * @param limit how many refs at most are listed
   */
  public RemotePreview previewRemote(
      RepositoryName name, Optional<List<BuildRule>> draft, Optional<RefType> type, int limit)
      throws SourceUnreachableException {
    Repository repository = access.repository(name, Action.READ_BUILD_DETAILS);
    RuleSet rules = RuleCheck.check(draft.orElse(repository.rules()), "rules");
    RemoteRefs.Listing listing = remoteRefs.list(repository.id());
    String branch =
        listing.defaultBranch() == null ? repository.defaultBranch() : listing.defaultBranch();
    List<RefPreview> all =
        listing.refs().entrySet().stream()
            .filter(entry -> type.isEmpty() || type.get() == entry.getKey().type())
            .map(entry -> preview(rules, entry, branch))
            .sorted(
                Comparator.comparing((RefPreview preview) -> preview.ref().type())
                    .thenComparing(preview -> preview.ref().name()))
            .toList();
    return new RemotePreview(
        branch, all.stream().limit(limit).toList(), all.size(), collisions(all));
  }

  private static List<Verdict> preview(Repository repository, List<BuildRule> rules, RefName ref) {
    return RuleCheck.check(rules, "rules").judge(RefChange.of(ref, repository.defaultBranch()));
  }

  private static RefPreview preview(
      RuleSet rules, Map.Entry<RefName, CommitSha> entry, @Nullable String defaultBranch) {
    RefName ref = entry.getKey();
    return new RefPreview(ref, entry.getValue(), rules.judge(RefChange.of(ref, defaultBranch)));
  }

  private static List<Collision> collisions(List<RefPreview> previews) {
    Map<String, TreeSet<String>> writers = new TreeMap<>();
    for (RefPreview preview : previews) {
      for (Verdict verdict : preview.verdicts()) {
        for (String tag : verdict.tags()) {
          writers.computeIfAbsent(tag, unused -> new TreeSet<>()).add(preview.ref().fullName());
        }
      }
    }
    return writers.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> new Collision(entry.getKey(), List.copyOf(entry.getValue())))
        .collect(Collectors.toUnmodifiableList());
  }
}
