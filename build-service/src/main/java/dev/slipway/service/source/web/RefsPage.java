package dev.slipway.service.source.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.service.source.RemoteRefs;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of a remote's refs.
 *
 * @param defaultBranch where its HEAD points, null when that is no branch
 * @param items by type, then by name
 * @param next the cursor of the page after, null on the last
 */
@Schema(name = "RemoteRefs")
record RefsPage(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String defaultBranch,
    List<RefView> items,
    @Nullable String next) {

  /** A ref with its commit. */
  @Schema(name = "RemoteRef")
  record RefView(String type, String name, String commit) {

    static RefView of(Map.Entry<RefName, CommitSha> ref) {
      RefName name = ref.getKey();
      return new RefView(name.type().wireName(), name.name(), ref.getValue().value());
    }

    /** Also the cursor: a ref that is gone meanwhile leaves the place where it was. */
    String key() {
      return type + ":" + name;
    }
  }

  /**
   * @param only branches or tags only; null for both
   */
  static RefsPage of(
      RemoteRefs.Listing listing, @Nullable RefType only, @Nullable String cursor, int limit) {
    List<RefView> found =
        listing.refs().entrySet().stream()
            .filter(ref -> only == null || ref.getKey().type() == only)
            .map(RefView::of)
            .filter(ref -> cursor == null || ref.key().compareTo(cursor) > 0)
            .sorted(Comparator.comparing(RefView::key))
            .limit(limit + 1L)
            .toList();
    Page<RefView> page = Paging.page(found, limit, RefView::key);
    return new RefsPage(listing.defaultBranch(), page.items(), page.next());
  }
}
