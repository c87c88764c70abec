package dev.slipway.service.host.github;

import dev.slipway.core.git.GitUrl;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.HostConnection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository's full name at GitHub.
 *
 * @param owner a user or an organization
 * @param repository below it
 */
record GitHubName(String owner, String repository) {

  private static final Pattern PATH =
      Pattern.compile("([A-Za-z0-9_-]{1,100})/(?!\\.{1,2}$)([A-Za-z0-9._-]{1,100})");

  /**
   * Reads a clone URL over HTTP(S) or SSH.
   *
   * @throws GitHostException {@code REFUSED} when it names no repository of this host
   */
  static GitHubName of(HostConnection connection, GitUrl cloneUrl) throws GitHostException {
    String host = String.valueOf(connection.webUrl().getHost());
    Matcher path = PATH.matcher(cloneUrl.repositoryPath().replaceFirst("^/+", ""));
    boolean here =
        cloneUrl.host().equalsIgnoreCase(host)
            || (cloneUrl.scheme().equals("ssh") && cloneUrl.host().equalsIgnoreCase("ssh." + host));
    if (!here || !path.matches()) {
      throw new GitHostException(
          Kind.REFUSED,
          cloneUrl
              + " names no repository of "
              + connection.webUrl().getRawAuthority()
              + "; its clone URLs read "
              + connection.webUrl()
              + "/owner/repository.git",
          null);
    }
    return new GitHubName(path.group(1), path.group(2));
  }

  @Override
  public String toString() {
    return owner + "/" + repository;
  }
}
