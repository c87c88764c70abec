package dev.slipway.service.host.bitbucketserver;

import dev.slipway.core.git.GitUrl;
import dev.slipway.service.host.GitHostException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names a repository in Bitbucket Data Center's API.
 *
 * @param project the project's key; a person's own is {@code ~name}
 * @param slug the repository's slug
 */
record RepositoryId(String project, String slug) {

  /** Not of dots alone, which would lead elsewhere in the API. */
  private static final String NAME = "((?!\\.+(?:/|$))[A-Za-z0-9_.-]+)";

  private static final Pattern SCM = Pattern.compile("scm/(~?)" + NAME + "/" + NAME);
  private static final Pattern PAGE =
      Pattern.compile("(projects|users)/" + NAME + "/repos/" + NAME + "(?:/browse)?");
  private static final Pattern SSH = Pattern.compile("(?:scm/)?(~?)" + NAME + "/" + NAME);

  /**
   * The repository of a clone URL, over HTTP(S) or SSH, or of the address of its page.
   *
   * @param webUrl the host's address, with the path it is installed under, if any
   * @throws GitHostException {@code REFUSED} when the URL names none
   */
  static RepositoryId of(GitUrl cloneUrl, URI webUrl) throws GitHostException {
    String path = cloneUrl.repositoryPath();
    if (cloneUrl.scheme().equals("ssh")) {
      Matcher ssh = SSH.matcher(path);
      if (ssh.matches()) {
        return new RepositoryId(ssh.group(1) + ssh.group(2), ssh.group(3));
      }
      throw none(cloneUrl);
    }
    String below = below(webUrl, path);
    Matcher scm = SCM.matcher(below);
    if (scm.matches()) {
      return new RepositoryId(scm.group(1) + scm.group(2), scm.group(3));
    }
    Matcher page = PAGE.matcher(below);
    if (page.matches()) {
      String prefix = page.group(1).equals("users") ? "~" : "";
      return new RepositoryId(prefix + page.group(2), page.group(3));
    }
    throw none(cloneUrl);
  }

  private static String below(URI webUrl, String path) {
    String root = webUrl.getPath() == null ? "" : webUrl.getPath().replaceAll("^/+|/+$", "");
    return !root.isEmpty() && path.startsWith(root + "/")
        ? path.substring(root.length() + 1)
        : path;
  }

  private static GitHostException none(GitUrl cloneUrl) {
    return new GitHostException(
        GitHostException.Kind.REFUSED,
        "\""
            + cloneUrl
            + "\" is no repository of Bitbucket Data Center: its clone URLs end in"
            + " /scm/KEY/repository.git",
        null);
  }
}
