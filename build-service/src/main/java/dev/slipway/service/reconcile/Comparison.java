package dev.slipway.service.reconcile;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.delivery.RefHistory.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds where a remote and what is known of it differ. */
final class Comparison {

  private Comparison() {}

  /**
   * The differences, in the order of the refs' full names.
   *
   * @param known the newest of what is known of each ref
   * @param present every ref that the remote has
   */
  static List<Difference> compare(
      Map<RefName, Known> known, Map<RefName, CommitSha> present, Instant now) {
    List<Difference> found = new ArrayList<>();
    present.forEach(
        (ref, commit) -> {
          if (!commit.value().equals(commitOf(known.get(ref)))) {
            found.add(new Difference(ref, known.get(ref), commit, now));
          }
        });
    known.forEach(
        (ref, newest) -> {
          if (newest.commit() != null && !present.containsKey(ref)) {
            found.add(new Difference(ref, newest, null, now));
          }
        });
    found.sort(Comparator.comparing(difference -> difference.ref().fullName()));
    return List.copyOf(found);
  }

  private static @Nullable String commitOf(@Nullable Known known) {
    return known == null ? null : known.commit();
  }
}
