package dev.slipway.service.access;

import java.util.Set;
import java.util.regex.Pattern;

/** Which names a new namespace, and so a new account or organization, may have. */
public final class NamespaceNames {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*");
  private static final int LONGEST = 64;

  /**
   * Words that stand for something else where a namespace stands in a path or beside a person's
   * name: the server's own paths, the registry's, parts of the pages, actors that are no people,
   * and Docker's {@code library}, which everybody takes for official images.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "about",
          "account",
          "accounts",
          "admins",
          "anonymous",
          "api",
          "assets",
          "badges",
          "build",
          "builds",
          "docker",
          "docs",
          "everybody",
          "health",
          "help",
          "hooks",
          "import",
          "internal",
          "library",
          "linked-accounts",
          "login",
          "logout",
          "me",
          "members",
          "metrics",
          "new",
          "nobody",
          "openapi",
          "organization",
          "organizations",
          "orgs",
          "private",
          "public",
          "q",
          "registry",
          "registry-hooks",
          "repositories",
          "root",
          "schedule",
          "scratch",
          "search",
          "self",
          "settings",
          "sign-in",
          "sign-out",
          "slipway",
          "static",
          "status",
          "system",
          "token",
          "tokens",
          "user",
          "users",
          "v1",
          "v2",
          "webhooks",
          "worker",
          "workers");

  private NamespaceNames() {}

  /**
   * Checks a name for a new namespace.
   *
   * @return the name
   * @throws IllegalArgumentException when it can't be one; the message is for people
   */
  public static String parseNew(String name) {
    if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "has up to 64 lower-case letters and digits, with single . _ - between them");
    }
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is reserved, because it has a meaning of its own; choose another name");
    }
    return name;
  }
}
