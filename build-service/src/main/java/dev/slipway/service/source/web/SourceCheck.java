package dev.slipway.service.source.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.service.source.RemoteRefs;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether a source can be read.
 *
 * @param ok whether it can
 * @param defaultBranch where its HEAD points, null when that is no branch
 * @param branches how many there are
 * @param tags likewise
 * @param problem why it can't and what to do, null when it can
 */
@Schema(name = "SourceCheck")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SourceCheck(
    boolean ok,
    @Nullable String defaultBranch,
    @Nullable Long branches,
    @Nullable Long tags,
    @Nullable String problem) {

  static SourceCheck of(RemoteRefs.Listing listing) {
    return new SourceCheck(
        true,
        listing.defaultBranch(),
        count(listing, RefType.BRANCH),
        count(listing, RefType.TAG),
        null);
  }

  static SourceCheck problem(String why) {
    return new SourceCheck(false, null, null, null, why);
  }

  private static long count(RemoteRefs.Listing listing, RefType type) {
    return listing.refs().keySet().stream().map(RefName::type).filter(type::equals).count();
  }
}
