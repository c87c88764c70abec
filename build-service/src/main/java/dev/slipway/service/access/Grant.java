package dev.slipway.service.access;

import org.jspecify.annotations.Nullable;

/**
 * What the credential of a request lets its owner do. The policy grants what both the owner and the
 * credential may.
 *
 * @param scope how much
 * @param namespace the only namespace it is good for; null means all
 */
public record Grant(Scope scope, @Nullable String namespace) {

  /** A session's, and the admin token's. */
  public static final Grant EVERYTHING = new Grant(Scope.ADMIN, null);

  boolean allows(Action action, String wanted) {
    return scope.allows(action) && reaches(wanted);
  }

  /** Whether it is good for a namespace at all. */
  public boolean reaches(String wanted) {
    return namespace == null || namespace.equals(wanted);
  }

  /** Whether it lets its owner do all that the owner may. */
  public boolean isUnlimited() {
    return scope == Scope.ADMIN && namespace == null;
  }
}
