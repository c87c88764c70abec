package dev.slipway.service.selection;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.selection.Selected.Target;
import dev.slipway.service.source.RemoteRefs;
import dev.slipway.service.source.RemoteRefs.Listing;
import dev.slipway.service.source.SourceUnreachableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the refs that a selection means: the ref it names; else those that rules name literally,
 * and, where a rule is a pattern, the matching ones that the remote has now. The remote is asked
 * only when a pattern needs it.
 */
@ApplicationScoped
public class SelectRefs {

  private final RemoteRefs remotes;

  SelectRefs(RemoteRefs remotes) {
    this.remotes = remotes;
  }

  /**
   * Finds them. May ask the remote, so not to be called within a transaction.
   *
   * @param limit the most refs that are taken
   * @throws SourceUnreachableException when nothing can be told without the remote
   * @throws dev.slipway.service.web.ConflictException when a stored rule can't be used
   */
  public Selected select(Repository repository, Selection selection, int limit)
      throws SourceUnreachableException {
    MatchRefs matcher = new MatchRefs(repository, selection);
    RefName ref = selection.ref();
    if (ref != null) {
      return selected(
          matcher, matcher.match(ref, null, repository.defaultBranch()).stream(), limit, null);
    }
    List<BuildRule> asked = asked(repository, selection);
    if (asked.stream().allMatch(rule -> rule.literalRef().isPresent())) {
      return selected(matcher, literals(matcher, repository, asked), limit, null);
    }
    return askRemote(matcher, repository, asked, limit);
  }

  /**
   * Every ref that the remote has now.
   *
   * @throws SourceUnreachableException when it can't be asked
   */
  Selected present(Repository repository, Selection selection) throws SourceUnreachableException {
    MatchRefs matcher = new MatchRefs(repository, selection);
    return selected(
        matcher,
        onRemote(matcher, repository, remotes.list(repository.id())),
        Integer.MAX_VALUE,
        null);
  }

  private Selected askRemote(
      MatchRefs matcher, Repository repository, List<BuildRule> asked, int limit)
      throws SourceUnreachableException {
    Listing listing;
    try {
      listing = remotes.list(repository.id());
    } catch (SourceUnreachableException e) {
      List<Target> named = literals(matcher, repository, asked).toList();
      if (named.isEmpty()) {
        throw e;
      }
      return selected(matcher, named.stream(), limit, e.getMessage());
    }
    return selected(matcher, onRemote(matcher, repository, listing), limit, null);
  }

  private static Stream<Target> onRemote(
      MatchRefs matcher, Repository repository, Listing listing) {
    String told = listing.defaultBranch();
    String defaultBranch = told == null ? repository.defaultBranch() : told;
    return listing.refs().entrySet().stream()
        .map(entry -> match(matcher, entry, defaultBranch))
        .flatMap(Optional::stream);
  }

  private static Optional<Target> match(
      MatchRefs matcher, Map.Entry<RefName, CommitSha> entry, @Nullable String defaultBranch) {
    return matcher.match(entry.getKey(), entry.getValue(), defaultBranch);
  }

  private static Stream<Target> literals(
      MatchRefs matcher, Repository repository, List<BuildRule> asked) {
    return asked.stream()
        .map(BuildRule::literalRef)
        .flatMap(Optional::stream)
        .distinct()
        .map(ref -> matcher.match(ref, null, repository.defaultBranch()))
        .flatMap(Optional::stream);
  }

  private static List<BuildRule> asked(Repository repository, Selection selection) {
    String rule = selection.rule();
    return repository.rules().stream()
        .filter(candidate -> rule == null || rule.equals(candidate.id()))
        .toList();
  }

  private static Selected selected(
      MatchRefs matcher, Stream<Target> found, int limit, @Nullable String unseen) {
    List<Target> ordered = found.sorted(matcher::compare).toList();
    int taken = Math.min(limit, ordered.size());
    return new Selected(ordered.subList(0, taken), ordered.size() - taken, unseen);
  }
}
