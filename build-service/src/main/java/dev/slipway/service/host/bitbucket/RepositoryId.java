package dev.slipway.service.host.bitbucket;

import dev.slipway.core.git.GitUrl;
import dev.slipway.service.host.GitHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names a repository in Bitbucket Cloud's API.
 *
 * @param workspace the workspace's slug
 * @param slug the repository's slug
 */
record RepositoryId(String workspace, String slug) {

  /** Not of dots alone, which would lead elsewhere in the API. */
  private static final String NAME = "((?!\\.+(?:/|$))[A-Za-z0-9_.-]+)";

  private static final Pattern PATH = Pattern.compile(NAME + "/" + NAME);

  /**
   * The repository of a clone URL, over HTTPS or SSH.
   *
   * @throws GitHostException {@code REFUSED} when the URL names none
   */
  static RepositoryId of(GitUrl cloneUrl) throws GitHostException {
    Matcher path = PATH.matcher(cloneUrl.repositoryPath());
    if (!path.matches()) {
      throw new GitHostException(
          GitHostException.Kind.REFUSED,
          "\""
              + cloneUrl
              + "\" is no repository of Bitbucket Cloud: its clone URLs end in"
              + " /workspace/repository.git",
          null);
    }
    return new RepositoryId(path.group(1), path.group(2));
  }
}
