package dev.slipway.worker.engine.remote;

import dev.slipway.core.git.GitUrl;
import dev.slipway.worker.engine.BuildFailedException;

/**
 * A Git repository as ADD writes it: {@code https://host/path.git#ref:folder}.
 *
 * @param ref branch, tag or commit, empty for the default branch
 * @param folder the one to take, empty for all
 */
record GitAddress(GitUrl url, String ref, String folder) {

  /**
   * @param overHttp whether plain HTTP is allowed
   * @throws BuildFailedException when it can't be fetched from
   */
  static GitAddress parse(String text, boolean overHttp) throws BuildFailedException {
    int hash = text.indexOf('#');
    String fragment = hash < 0 ? "" : text.substring(hash + 1);
    int colon = fragment.indexOf(':');
    GitUrl url;
    try {
      url = GitUrl.parse(hash < 0 ? text : text.substring(0, hash));
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException("ADD can't fetch from Git: " + e.getMessage(), e);
    }
    if (!url.scheme().equals("https") && !(overHttp && url.scheme().equals("http"))) {
      throw new BuildFailedException(
          "ADD fetches from Git over https only, not over "
              + url.scheme()
              + (url.scheme().equals("http")
                  ? "; an operator can allow it with SLIPWAY_WORKER_COPY_GIT_OVER_HTTP=true"
                  : "; write the repository's https URL"));
    }
    return colon < 0
        ? new GitAddress(url, fragment, "")
        : new GitAddress(url, fragment.substring(0, colon), fragment.substring(colon + 1));
  }
}
