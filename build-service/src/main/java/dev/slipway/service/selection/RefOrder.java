package dev.slipway.service.selection;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import java.util.Comparator;

/** Branches before tags; branches by name, tags from the newest version on. */
final class RefOrder implements Comparator<RefName> {

  private static final Comparator<String> VERSIONS = new VersionOrder().reversed();

  @Override
  public int compare(RefName one, RefName other) {
    if (one.type() != other.type()) {
      return one.type().compareTo(other.type());
    }
    return one.type() == RefType.BRANCH
        ? one.name().compareTo(other.name())
        : VERSIONS.compare(one.name(), other.name());
  }
}
