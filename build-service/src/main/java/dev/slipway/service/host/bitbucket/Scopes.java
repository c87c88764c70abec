package dev.slipway.service.host.bitbucket;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of Bitbucket Cloud: OAuth and access tokens have few wide ones, API tokens have many
 * narrow ones, which end in {@code :bitbucket}. Source: <a
 * href="https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication">its
 * reference</a>.
 */
final class Scopes {

  /** Who it is, repositories with their statuses, and webhooks. */
  static final List<String> FULL = List.of("account", "repository", "webhook");

  /** Without webhooks, which are made by hand then. There is no scope for public ones alone. */
  static final List<String> LIMITED = List.of("account", "repository");

  private static final String NARROW = ":bitbucket";
  private static final List<String> FULL_NARROW =
      List.of(
          "read:user:bitbucket",
          "read:workspace:bitbucket",
          "read:repository:bitbucket",
          "read:webhook:bitbucket",
          "write:webhook:bitbucket",
          "delete:webhook:bitbucket");
  private static final Set<String> IMPLY_REPOSITORY =
      Set.of("repository:write", "pullrequest", "pullrequest:write");

  private Scopes() {}

  /**
   * Which of the wanted scopes a credential lacks.
   *
   * @param header of {@code X-OAuth-Scopes}; null when the host doesn't tell
   */
  static List<String> missing(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return List.of();
    }
    Set<String> granted = Arrays.stream(header.trim().split("[,\\s]+")).collect(Collectors.toSet());
    boolean narrow = granted.stream().anyMatch(scope -> scope.endsWith(NARROW));
    return (narrow ? FULL_NARROW : FULL)
        .stream().filter(wanted -> !grants(granted, wanted)).toList();
  }

  private static boolean grants(Set<String> granted, String wanted) {
    return granted.contains(wanted)
        || granted.contains(wanted + ":write")
        || (wanted.equals("repository") && granted.stream().anyMatch(IMPLY_REPOSITORY::contains));
  }
}
