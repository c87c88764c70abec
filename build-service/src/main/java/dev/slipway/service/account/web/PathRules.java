package dev.slipway.service.account.web;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may come to which path at all: the first of two checks, before any resource is reached; the
 * second is {@code AccessPolicy}. What isn't named here needs a signed-in user.
 */
final class PathRules {

  /** What a path demands. */
  enum Requirement {
    /** Anybody, and credentials aren't even looked at: what answers there checks its own. */
    NOBODY,
    /**
     * Anybody may ask; what answers there shows those without a credential only what is public, and
     * {@link SignInInstead} hides from them whether there is more.
     */
    VISITOR,
    /** The worker token, and nothing else. */
    WORKER,
    /** A signed-in person or the admin token. */
    USER,
    /** Nobody at all. */
    DENIED
  }

  private static final List<String> OPEN =
      List.of(
          "/hooks",
          "/badges",
          "/q/health",
          "/v2",
          "/sign-in",
          "/assets",
          // Build-trigger URLs and events of registries: a token in the path or a header of their
          // own.
          "/api/build/v1/source",
          "/registry-hooks");

  private static final String INTERNAL = "/internal";

  /** What a public repository shows to everybody. Lists of repositories are for people. */
  private static final Pattern SHOWN =
      Pattern.compile(
          "/api/v1/repositories/[^/]+/[^/]+(?:/builds)?"
              + "|/api/v1/builds/[^/]+(?:/image(?:\\.tar(?:\\.sha256)?)?)?"
              + "|/repositories/[^/]+/[^/]+(?:/builds/[^/]+)?");

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private PathRules() {}

  /**
   * What a request demands.
   *
   * @param method the HTTP method
   * @param path as {@link #requirement(String)}
   */
  static Requirement requirement(String method, String path) {
    Requirement always = requirement(path);
    return always == Requirement.USER && READING.contains(method) && SHOWN.matcher(path).matches()
        ? Requirement.VISITOR
        : always;
  }

  /**
   * What a path demands of requests that may change something.
   *
   * @param path normalized: percent-encoding of unreserved characters and dot segments resolved
   */
  static Requirement requirement(String path) {
    if (path.indexOf(';') >= 0 || !path.startsWith("/")) {
      // Path parameters mean different things to different parsers, and nothing here uses them.
      return Requirement.DENIED;
    }
    if (isUnder(path, INTERNAL)) {
      return Requirement.WORKER;
    }
    return OPEN.stream().anyMatch(prefix -> isUnder(path, prefix))
        ? Requirement.NOBODY
        : Requirement.USER;
  }

  private static boolean isUnder(String path, String prefix) {
    return path.equals(prefix) || path.startsWith(prefix + "/");
  }
}
