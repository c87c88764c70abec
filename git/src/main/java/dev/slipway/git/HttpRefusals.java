package dev.slipway.git;

import dev.slipway.core.git.GitUrl;

/** What a Git host's HTTP status means to the owner of a repository. */
final class HttpRefusals {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private HttpRefusals() {}

  /**
   * @throws SourceException for a status that ends the fetch
   */
  static void check(int status, GitUrl source, boolean withCredentials) throws SourceException {
    if (status == UNAUTHORIZED) {
      throw SourceException.lasting(unauthorized(source, withCredentials), null);
    }
    if (status == FORBIDDEN) {
      throw SourceException.lasting(
          "The Git host answered 403 for "
              + source
              + ": the credentials may not read this repository; perhaps you should grant them"
              + " read access.",
          null);
    }
    if (status == NOT_FOUND || status == GONE) {
      throw SourceException.lasting(notFound(status, source, withCredentials), null);
    }
    if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
      throw SourceException.passing(
          "The Git host answered " + status + " for " + source + "; try again later.", null);
    }
  }

  private static String unauthorized(GitUrl source, boolean withCredentials) {
    return "The Git host answered 401 for "
        + source
        + (withCredentials
            ? ": it refused the user name and password or token; perhaps it has expired. Save a new"
                + " one in the repository's source settings."
            : ": it wants credentials; add a user name and a password or token in the repository's"
                + " source settings.");
  }

  private static String notFound(int status, GitUrl source, boolean withCredentials) {
    return "The Git host answered "
        + status
        + ": there is no repository at "
        + source
        + (withCredentials
            ? ", or the credentials may not see it."
            : ", or it is private and needs credentials.")
        + " Check the clone URL in the repository's source settings.";
  }
}
